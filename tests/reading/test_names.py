"""Who is named, under which names, and who is meant."""

from __future__ import annotations

import pytest

from verbale.model import Document, DocumentKind, Span
from verbale.reading.actors import gather_cast
from verbale.reading.layout import lay_out
from verbale.reading.names import find_names, split_title
from verbale.reading.speakers import SpeakerResolver

NAMES = [
    ("Mr. Sok Dara spoke.", ["Mr. Sok Dara"]),
    ("The Ministry of Foreign Affairs and Trade spoke.", ["Ministry of Foreign Affairs and Trade"]),
    ("Minister of Interior Sok Dara spoke.", ["Minister of Interior Sok Dara"]),
    ("In June she met Ana María Ruiz.", ["Ana María Ruiz"]),
    ("Neighbours stood in the rain.", []),
    ("He met Abu Bakr bin Salem in Port Amal.", ["Abu Bakr bin Salem", "Port Amal"]),
    ("The Fishers’ Union spoke on Monday.", ["Fishers’ Union"]),
    ("Voters chose the NRP.", ["NRP"]),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names(text: str, expected: list[str]) -> None:
    assert [name.span.of(text) for name in find_names(lay_out(text))] == expected


def test_titles_are_parted_from_names() -> None:
    assert split_title(("Prime", "Minister", "Ana", "Ruiz")) == (
        ("Prime", "Minister"),
        ("Ana", "Ruiz"),
    )
    assert split_title(("MINISTER", "OF", "JUSTICE")) == (("MINISTER", "OF", "JUSTICE"), ())


STORY = """\
The Special Rapporteur on housing, Tomas Okello Reyes, told the Housing Council that rents doubled.

Housing Minister Pheaktra Sok and her deputy, Dara Sok, disagreed.
The National Housing Board (NHB) also spoke. A ministry official was there.
Amina Tesfaye, a tenants’ lawyer, laughed.

Okello met the minister. She thanked him. The envoy left. NHB wrote. The board wrote again.
Sok wept. Ms. Sok waved. An NHB official sang. The lawyer sang. Police sources sang.
"""

WHO = [
    ("Okello", "Tomas Okello Reyes"),
    ("the minister", "Pheaktra Sok"),
    ("The envoy", "Tomas Okello Reyes"),
    ("NHB", "National Housing Board"),
    ("The board", "National Housing Board"),
    ("Ms. Sok", "Ms. Sok"),
    ("An NHB official", "National Housing Board"),
    ("The lawyer", "Amina Tesfaye"),
    ("Police sources", "Police"),
]


@pytest.mark.parametrize(("words", "expected"), WHO)
def test_who_is_meant(words: str, expected: str) -> None:
    assert _resolve(STORY, words, "news") == expected


def test_two_of_one_surname_are_not_told_apart_by_guessing() -> None:
    assert _resolve(STORY, "Sok wept"[:3], "news") not in {"Pheaktra Sok", "Dara Sok"}


def test_a_pronoun_of_nobody_is_nobody() -> None:
    assert _resolve("She spoke.", "She", "news") is None


def test_we_is_the_body_that_issues_the_text() -> None:
    text = "The Coast Board has met.\n\nWe welcome the plan."
    document = Document(text, publisher="Coast Board", kind="press-release")
    layout = lay_out(text)
    resolver = SpeakerResolver(layout, gather_cast(layout, document))
    found = resolver.resolve(Span(text.index("We"), text.index("We") + 2))
    assert found is not None
    assert found.name == "Coast Board"


def _resolve(text: str, words: str, kind: DocumentKind) -> str | None:
    layout = lay_out(text)
    resolver = SpeakerResolver(layout, gather_cast(layout, Document(text, kind=kind)))
    start = text.rindex(words)
    found = resolver.resolve(Span(start, start + len(words)))
    return found.name if found else None
