"""What documents of a dialogue take for granted: who they are by, answer, and speak of."""

from __future__ import annotations

import pytest

from verbale.model import Document, DocumentKind, Reading
from verbale.reading import read

REPLY = "Ministry of the Interior of Karvenia"


def _read(text: str, kind: DocumentKind = "report", publisher: str | None = None) -> Reading:
    return read(Document(text, published="2024-05-06", kind=kind, publisher=publisher))


def _speakers(reading: Reading) -> list[str | None]:
    names = {actor.id: actor.name for actor in reading.actors}
    return [names.get(each.speaker) if each.speaker else None for each in reading.statements]


@pytest.mark.parametrize(
    "publisher",
    ["Committee against Torture", "Committee on the Elimination of Racial Discrimination"],
)
def test_the_committee_is_the_one_that_publishes(publisher: str) -> None:
    text = "The Committee is concerned that the prison at Sels has no doctor."
    assert _speakers(_read(text, publisher=publisher)) == [publisher]


def test_the_government_is_that_of_the_publisher_s_country() -> None:
    text = "The Government rejects the allegation that officers beat anybody at Sels."
    assert _speakers(_read(text, "state-reply", publisher=REPLY))[0] == "Karvenia"


def test_an_office_is_named_with_what_it_is_for() -> None:
    text = (
        "Reply to the statement of the Special Rapporteur on the human rights of migrants\n\n"
        "The Ministry rejects the allegation that officers beat anybody at Sels."
    )
    told = _speakers(_read(text, "state-reply", publisher=REPLY))
    assert told == [REPLY, "Special Rapporteur on the human rights of migrants"]


def test_a_dateline_is_no_speaker() -> None:
    text = "SELS - Orvel’s Constitutional Court said on Monday that the party had taken money."
    assert _speakers(_read(text, "news")) == ["Constitutional Court"]


def test_a_publisher_without_a_letter_breaks_nothing() -> None:
    assert _read("The mayor, Ana Ruiz, said it was late.", publisher="12").statements


def test_what_opens_a_release_gives_its_day_to_what_the_same_one_says() -> None:
    text = (
        "GENEVA (6 May 2024) – A UN expert, Ana Ruiz, today condemned the arrests at Sels.\n\n"
        "Ruiz urged the ministry to free the weavers. She called on the court to hear them."
    )
    dates = {each.date for each in _read(text, "press-release", publisher="UN Office").statements}
    assert dates == {"2024-05-06"}


@pytest.mark.parametrize(
    ("text", "status", "date"),
    [
        ("Under the Law on Political Parties of 11 June 2014 it is so.", "enacted", "2014-06-11"),
        ("The Hospitals Act of 2009 says so.", "enacted", "2009"),
        ("The board withdrew the permit on 3 May 2024.", "deregistered", "2024-05-03"),
        ("The licence was revoked on 3 May 2024.", "deregistered", "2024-05-03"),
        ("The decision of 3 May 2024 to set up a committee is right.", "established", "2024-05-03"),
    ],
)
def test_a_change_is_told_by_a_name_or_a_decision(text: str, status: str, date: str) -> None:
    assert [(each.status, each.date) for each in _read(text).status_changes] == [(status, date)]


@pytest.mark.parametrize(
    "text",
    [
        "Parliament repealed the Press Decree of 1994 in April.",
        "The permit may be revoked next year.",
        "He sent the list by registered post.",
        "The Treasury has released 40 million marandas.",
    ],
)
def test_no_change_is_told(text: str) -> None:
    told = {each.status for each in _read(text).status_changes}
    assert told.isdisjoint({"enacted", "deregistered", "registered", "released"})


def test_a_day_that_is_a_paper_s_is_past_and_one_set_for_a_trial_is_to_come() -> None:
    text = (
        "The decree of 12 April will appear on Friday. The judge set the hearing of it for 3 July."
    )
    reading = _read(text, "news")
    assert "2024-07-03" in {each.date for each in reading.occasions}
    assert not any((each.date or "").startswith("2025") for each in reading.occasions)
