"""Speakers in the news of parliaments and elections, as American and other papers write it."""

from __future__ import annotations

import pytest

from verbale.model import Document
from verbale.reading import read
from verbale.reading.actors import gather_cast
from verbale.reading.layout import lay_out

SPEAKERS = [
    ("Republican Ana Ruiz said that she would win.", "Ana Ruiz", "party"),
    ("Democratic presidential candidate Ana Ruiz says she is staying.", "Ana Ruiz", "party"),
    ("Sen. Ana Ruiz of Vermont won. The Vermont senator said it was late.", "Ana Ruiz", "party"),
    (
        "Sen. Ana Ruiz of Florida lost. Sen. Jan Kowal of Vermont won."
        " The Florida senator said it was late.",
        "Ana Ruiz",
        "party",
    ),
    ("Vidal campaign manager Ana Ruiz said it was false. Tom Vidal left.", "Ana Ruiz", "party"),
    ("House Speaker Ana Ruiz said the bill was dead.", "Ana Ruiz", "state"),
    ("Ohio Gov. Ana Ruiz said the bill was dead.", "Ana Ruiz", "state"),
    ("City Council Speaker Ana Ruiz said the bill was dead.", "Ana Ruiz", "state"),
    ("Atlantic City Mayor Ana Herald said the bill was dead.", "Ana Herald", "state"),
    (
        "Congress and President Ruiz met. President Ruiz said it was late.",
        "President Ruiz",
        "state",
    ),
    ("The Republican National Committee said it would not pay.", None, "party"),
    ("Experts said that the ban worked.", "Experts", "other"),
    ("The Congressional Budget Office said it cost more.", None, "state"),
]
ROLES = [
    ("The race was a bind for front-runner Ana Ruiz.", ["front-runner"]),
    ("They drove out campaign manager Ana Ruiz.", ["campaign manager"]),
    ("At times he would take his brother Ana Ruiz along.", ["his brother"]),
    ("He is also the best candidate Ana Ruiz argues for.", []),
    ("The attorney general of the city is suing Ana Ruiz.", []),
    ("They met Ana Ruiz, a plan the governor has changed.", []),
]


@pytest.mark.parametrize(("text", "name", "side"), SPEAKERS)
def test_who_speaks(text: str, name: str | None, side: str) -> None:
    reading = read(Document(text, published="2024-05-08"))
    [actor] = [a for a in reading.actors if a.id == reading.statements[-1].speaker]
    assert (name is None or actor.name == name, actor.side) == (True, side)


@pytest.mark.parametrize(("text", "roles"), ROLES)
def test_what_one_is_called(text: str, roles: list[str]) -> None:
    [ruiz] = [
        c for c in gather_cast(lay_out(text), Document(text)).characters if c.name == "Ana Ruiz"
    ]
    assert ruiz.roles == roles


def test_a_headline_that_ends_in_a_full_stop_names_nobody_new() -> None:
    text = (
        "Veteran Campaigner Ana Ruiz Endorses Tom Vidal.\n\nAna Ruiz said that Vidal was the man."
    )
    reading = read(Document(text, published="2024-05-08"))
    assert "Ana Ruiz" in {actor.name for actor in reading.actors}
    assert not [actor.name for actor in reading.actors if "Endorses" in actor.name]


def test_some_of_in_title_case_is_read() -> None:
    text = "Many Of The Voters Said That They Would Stay Home.\n\nOne Of Them said it was late."
    assert read(Document(text)).document.text == text
