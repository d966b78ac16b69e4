"""What is said of a state's own, and other words before a noun that are nobody's name."""

from __future__ import annotations

import pytest

from verbale.model import Document
from verbale.reading import read
from verbale.reading.names import name_rules


def _speakers(text: str) -> list[str | None]:
    reading = read(Document(text, published="2024-05-08"))
    names = {actor.id: actor.name for actor in reading.actors}
    return [names[s.speaker] if s.speaker else None for s in reading.statements]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("The Chinese government said the law was fair. It denied the claims.", ["China"] * 2),
        ("A senior Chinese official said the law was fair.", ["China"]),
        ("French officials said that the bridge was safe.", ["France"]),
        ("The British said they would leave.", ["United Kingdom"]),
        ("They had asked Britain for time. The British government said it was ready.", ["Britain"]),
        ("The Russian leader said that the man was talented.", ["Russian leader"]),
        ("An Israeli blogger, Tal Adar, reported that she had the film.", ["Tal Adar"]),
        ("Syrian hackers said they had taken the site.", ["Syrian hackers"]),
        ("David English said he was glad. English added that nobody came.", ["David English"] * 2),
    ],
)
def test_what_is_of_a_state(text: str, speakers: list[str | None]) -> None:
    assert _speakers(text)[-len(speakers) :] == speakers


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Virginia delegate Tom Vidal said the show was scripted.", "Tom Vidal"),
        ("The Harbour columnist Lou Marsh wrote that nobody came.", "Lou Marsh"),
        ("Ana Ruiz was ill. A Ruiz aide said the plan was dead.", "Ruiz aide"),
        ("Ana Ruiz was ill. Ruiz supporters said the vote was stolen.", "Ruiz supporters"),
        ("In Onawa, Iowa, the candidate said she would stay.", "candidate"),
        ("Former House speaker Tom Vidal said he was glad.", "Tom Vidal"),
    ],
)
def test_who_is_named_by_another(text: str, speaker: str) -> None:
    assert _speakers(text)[-1].removeprefix("the ") == speaker  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text",
    [
        "There is widespread agreement that there are not enough doctors.",
        "But there is concern that the dam may break.",
    ],
)
def test_there_is_nobody(text: str) -> None:
    assert set(_speakers(text)) <= {None}


def test_the_answers_of_an_interview_are_of_whom_it_introduces() -> None:
    text = (
        "The writer Ana Ruiz was 14 when they came for her parents. We spoke in Tervel.\n\n"
        "Q: What did you find?\n\nA: I came home and my parents were gone.\n\n"
        "Q: Did they take care of you?\n\nA: No, no one did."
    )
    assert _speakers(text) == ["Ana Ruiz", "Ana Ruiz"]


def test_every_state_that_an_adjective_is_of_is_known() -> None:
    rules = name_rules()
    assert all(adjective == adjective.casefold() for adjective in rules.demonyms)
    short = {"UK", "U.K.", "U.S.", "US", "USA", "UAE"}
    named = {name for names in rules.demonyms.values() for name in names}
    assert named <= rules.states | short
