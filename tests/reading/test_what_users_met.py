"""Sentences of press statements, wire news and replies that were once read wrongly."""

from __future__ import annotations

import pytest

from tests.tellings import tellings
from verbale.model import Document, DocumentKind, Reading
from verbale.reading import read
from verbale.reading.dates import find_dates


def _read(text: str, kind: DocumentKind = "news", publisher: str | None = None) -> Reading:
    return read(Document(text, published="2026-02-05", kind=kind, publisher=publisher))


def _told(reading: Reading) -> list[tuple[str | None, str, str]]:
    """Who says what, and what is done by saying it."""
    return [(told.speaker, told.act, told.words) for told in tellings(reading)]


def test_the_agency_of_a_dateline_has_no_spokespeople() -> None:
    text = (
        "TERVEL, Feb 5 (Harbour Press) - Karva rejected the claims on Thursday.\n\n"
        "Government spokesman Bujar Hasa said that 131 people had been detained."
    )
    sides = {actor.name: actor.side for actor in _read(text, publisher="Harbour Press").actors}
    assert sides["Bujar Hasa"] == "state"


@pytest.mark.parametrize(
    "office", ["the government spokesman", "the police chief", "its director", "a lawyer"]
)
def test_who_is_named_speaks_not_what_stands_beside_the_name(office: str) -> None:
    text = f"Bujar Hasa was there. Hasa, {office}, conceded that 12 people remained in the fort."
    assert [who for who, _, _ in _told(_read(text))] == ["Bujar Hasa"]


def test_all_that_is_asked_for_belongs_together() -> None:
    text = "Ana Ruiz urged the ministry to accept a visit in March, and to reply to her letters."
    [(_, act, words)] = _told(_read(text))
    assert act == "call"
    assert words == "to accept a visit in March, and to reply to her letters"


def test_who_repeats_a_call_calls() -> None:
    text = "Ana Ruiz reiterated the council’s call for an independent inquiry."
    assert _told(_read(text))[0][:2] == ("Ana Ruiz", "call")


def test_a_claim_that_opens_a_sentence_ends_before_the_main_clause() -> None:
    text = (
        "With regard to the claim that lawyers were turned away, the Government notes that the "
        "bar has lodged no complaint."
    )
    words = [said for _, _, said in _told(_read(text, kind="state-reply"))]
    assert words == ["lawyers were turned away", "the bar has lodged no complaint"]


def test_a_body_is_known_by_what_newspapers_call_it() -> None:
    text = "The U.N. human rights office said the team was turned away. It called for a visit."
    office = "Office of the High Commissioner for Human Rights"
    assert [who for who, _, _ in _told(_read(text))] == [office, office]


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("urged the ministry to accept a visit before the end of March", "2026-03"),
        ("said the visas were delayed and that the visit would take place in May", "2026-05"),
        ("said it would have opened in May", "2025-05"),
        ("it was closed before the end of March", "2025-03"),
    ],
)
def test_months_that_are_to_come(words: str, date: str) -> None:
    assert [found.date for found in find_dates(words, "2026-02-05")] == [date]


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("The ministry denies that any person was arrested for writing.", []),
        ("He denied that detainees were being held without charge at the fort.", []),
        ("Ana Ruiz asked the president to ensure the immediate release of all monks.", []),
        ("Tom Vidal said that the groups had dissolved themselves.", []),
        (
            "Ana Ruiz voiced concern about the Foreign Agents Act, adopted on 29 December 2025.",
            [("enacted", "the Foreign Agents Act")],
        ),
        ("The ministry insisted they had all been charged on Monday.", [("charged", "they")]),
    ],
)
def test_what_has_changed_and_what_has_not(text: str, changes: list[tuple[str, str]]) -> None:
    found = _read(text).status_changes
    assert [(change.status, change.subject_text) for change in found] == changes


@pytest.mark.parametrize(
    ("text", "who", "act", "words"),
    [
        (
            "Opposition leader Ana Ruiz accused the government of lying.",
            "Ana Ruiz",
            "concern",
            "lying",
        ),
        ("The minister, Tom Vidal, denied the charges.", "Tom Vidal", "rebuttal", "the charges"),
    ],
)
def test_what_is_said_in_few_words(text: str, who: str, act: str, words: str) -> None:
    assert _told(_read(text)) == [(who, act, words)]


def test_who_is_accused_accuses_nobody() -> None:
    told = _told(_read("The minister was accused of lying."))
    assert {who for who, _, _ in told} <= {None}


def test_who_presides_says_nothing_by_moving_on() -> None:
    text = (
        "MODERATOR: Good afternoon. We have time for four questions. Please state your name.\n\n"
        "MINISTER RUIZ: Three people died, and we regret that.\n\n"
        "MODERATOR: Thank you. Mr Vidal, you wished to add something.\n\n"
        "MR VIDAL: The fort was never closed.\n\n"
        "MODERATOR: The ministry has published its report today and it names 40 people."
    )
    said = [words for _, _, words in _told(_read(text, kind="transcript"))]
    assert said == [
        "Three people died, and we regret that",
        "The fort was never closed",
        "The ministry has published its report today and it names 40 people",
    ]
