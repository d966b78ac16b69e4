"""What speaks for an answer that no word of the text tells."""

from __future__ import annotations

import json
from importlib import resources
from typing import TYPE_CHECKING, get_args

import pytest

from verbale.model import Act, Document, Side
from verbale.reading import answers, read
from verbale.reading.answer_signs import (
    Taken,
    chooser,
    signs_of_answering,
    signs_of_no_answer,
)
from verbale.reading.answers import Finder

if TYPE_CHECKING:
    from verbale.reading.answer_signs import Compared

CONCERN = "The envoy, Ana Ruiz, warned on Monday that prisoners in the old fort were being beaten."


@pytest.fixture
def finders(monkeypatch: pytest.MonkeyPatch) -> list[Finder]:
    """Keep what finds the answers of the documents that are read."""
    made: list[Finder] = []

    class Kept(Finder):
        def __init__(self, given: Compared, *, transcript: bool) -> None:
            super().__init__(given, transcript=transcript)
            made.append(self)

    monkeypatch.setattr(answers, "Finder", Kept)
    return made


def likelihoods(finders: list[Finder], text: str, index: int = 1) -> dict[int, float]:
    """Say how likely a statement answers each before it, when nothing is known of those."""
    read(Document(text, published="2024-05-08"))
    finder = finders[-1]
    finder.taken = Taken()
    choices = finder.choices(index)
    assert choices is not None
    likely = chooser().likelihoods(choices.none, choices.each)
    return dict(zip(choices.others, likely, strict=True))


def test_every_sign_has_its_weight(finders: list[Finder]) -> None:
    file = resources.files("verbale.reading") / "answer_signs.json"
    weights = json.loads(file.read_text(encoding="utf-8"))
    denial = "The ministry rejected the envoy’s claim that prisoners were being beaten."
    text = (
        f"{CONCERN} {denial} The ministry said nobody was beaten. It added that the fort was safe."
    )
    read(Document(text, published="2024-05-08"))
    given, taken = finders[0].given, Taken()
    taken.note(0, 1)
    acts, sides = get_args(Act), {*get_args(Side), "none"}
    kinds = "state", "critic", "other", "none"
    asked = {f"asked {act}" for act in acts} | {f"{a} to {b}" for a in kinds for b in kinds}
    pairs = [(answer, other) for answer in range(len(given.said)) for other in range(answer)]
    made = {name for pair in pairs for name, _ in signs_of_answering(given, *pair, taken)}
    none = {name for n in range(len(given.said)) for name, _ in signs_of_no_answer(given, n, taken)}
    none |= {f"act {act}" for act in acts} | {f"side {side}" for side in sides}
    assert weights["each"].keys() <= made | asked
    assert weights["none"].keys() <= none
    assert made - asked <= weights["each"].keys()


def test_what_is_about_the_same_is_likelier(finders: list[Finder]) -> None:
    answer = f"{CONCERN} The Ministry of Justice said that {{}}."
    same, other = (
        likelihoods(finders, answer.format(told))[0]
        for told in ("nobody in the fort was beaten", "the new bridge would open in autumn")
    )
    assert same > other


def test_the_next_paragraph_is_likelier_than_one_far_away(finders: list[Finder]) -> None:
    answer = "The Ministry of Justice said that every prisoner was well."
    between = "\n\n".join(f"The council's budget for bridge {n} was passed." for n in range(4))
    near = likelihoods(finders, f"{CONCERN} {answer}")[0]
    assert near > likelihoods(finders, f"{CONCERN}\n\n{between}\n\n{answer}")[0]


def test_a_denial_is_likelier_to_answer_than_a_call(finders: list[Finder]) -> None:
    denial, call = (
        likelihoods(finders, f"{CONCERN} The Ministry of Justice {said}.")[0]
        for said in (
            "denied that prisoners were beaten",
            "urged lawyers to report prisoners who were beaten",
        )
    )
    assert denial > call


def test_nobody_answers_himself_or_what_is_said_later(finders: list[Finder]) -> None:
    text = f"{CONCERN} She said that the fort had to be closed. The ministry said it was safe."
    read(Document(text, published="2024-05-08"))
    finder = finders[0]
    assert finder.choices(0) is None
    assert finder.choices(1) is None  # only herself before her
    choices = finder.choices(2)
    assert choices is not None
    assert choices.others == [0, 1]


def test_the_title_is_told_apart(finders: list[Finder]) -> None:
    title = "Envoy warns that prisoners are beaten"
    read(Document(f"{title}\n\n{CONCERN}", title=title, published="2024-05-08"))
    assert finders[0].given.headlines == [True, False]


def test_what_goes_before_is_known() -> None:
    taken = Taken()
    taken.note(2, 0)
    taken.note(3, 0)
    assert (taken.answers, taken.to(0), taken.to(1)) == ({2: 0, 3: 0}, [2, 3], [])
