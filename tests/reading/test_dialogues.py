"""What documents of a dialogue take for granted: who they are by, answer, and speak of."""

from __future__ import annotations

import pytest

from tests.tellings import tellings
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


def _said(reading: Reading) -> list[str]:
    text = reading.document.text
    return [" … ".join(part.of(text) for part in each.content) for each in reading.statements]


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        # Whom something is asked of is no clause with a verb of its own.
        (
            "Ana Ruiz said the ministry had agreed to drop the case.",
            ["the ministry had agreed to drop the case"],
        ),
        ("Ana Ruiz urged the ministry to drop the case.", ["to drop the case"]),
        # A noun of saying inside of what is said ends with it.
        (
            "The Committee noted the minister’s explanation that the camp blocked a road.",
            [
                "the minister’s explanation that the camp blocked a road",
                "the camp blocked a road",
            ],
        ),
        (
            "The Committee welcomes the Government’s pledge to repeal the decree.",
            ["the Government’s pledge to repeal the decree", "to repeal the decree"],
        ),
        # Two verbs of one form say two things, and a semicolon begins another sentence.
        (
            "The Authority regrets the harm to hospitals and undertakes to exempt them all.",
            ["the harm to hospitals", "to exempt them all"],
        ),
        (
            "The mayor said that 11 per cent had signed; that figure is an old one.",
            ["11 per cent had signed"],
        ),
        # Those who are warned are told.
        (
            "The Ministry warns those who shelter the fugitive that they will be tried.",
            ["they will be tried"],
        ),
    ],
)
def test_what_is_said_begins_and_ends_where_it_should(sentence: str, said: list[str]) -> None:
    assert sorted(_said(_read(sentence, "news"))) == sorted(said)


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("The rector, Ana Ruiz, wrote to me on 3 May that the term had ended.", "2024-05-03"),
        ("Ana Ruiz, the rector, told parliament on Friday that the term had ended.", "2024-05-03"),
        ("The minister, Ana Ruiz, said on 3 May that she plans to resign.", "2024-05-03"),
    ],
)
def test_to_somebody_on_a_day_looks_back(sentence: str, date: str) -> None:
    assert [each.date for each in _read(sentence, "news").statements] == [date]


def test_what_is_told_inside_has_the_time_that_stands_there() -> None:
    text = (
        "On Friday Ana Ruiz, the mayor, welcomed the minister’s promise of 2 May to pay the crews."
    )
    told = {
        each.content[0].of(text): each.date
        for each in _read(text, "news").statements
        if each.content[0].of(text).startswith("to pay")
    }
    assert told == {"to pay the crews": "2024-05-02"}


@pytest.mark.parametrize(
    ("text", "kind", "speakers"),
    [
        (
            "“They hit my son,” said Fatou Lind, 61, of the Salt Steps. The union was silent.\n\n"
            "“I shall stay,” said the 61-year-old.",
            "news",
            ["Fatou Lind", "Fatou Lind"],
        ),
        (
            "Lantern Relief, the aid group that ran the clinic, said two children had died.",
            "news",
            ["Lantern Relief"],
        ),
        (
            "The Union of Harbour Tenants met on Sunday. The tenants’ union said it would sue.",
            "news",
            ["Union of Harbour Tenants"],
        ),
        (
            "UN human rights experts today voiced alarm at the arrests. The experts urged the "
            "court to free the weavers.",
            "news",
            ["UN experts", "UN experts"],
        ),
        (
            "“Nobody asked me,” said Ana Ruiz, a surgeon in Sels. “It was late,” the doctor said.",
            "news",
            ["Ana Ruiz", "Ana Ruiz"],
        ),
    ],
)
def test_who_is_named_again_in_another_way(
    text: str, kind: DocumentKind, speakers: list[str]
) -> None:
    assert _speakers(_read(text, kind)) == speakers


def _told(reading: Reading) -> list[list[str]]:
    return [told.addressees for told in tellings(reading)]


def test_a_reply_is_addressed_to_whom_it_replies_to() -> None:
    text = (
        "Reply to the letter of the Special Rapporteur on the right to food of 12 March 2024\n\n"
        "The Ministry regrets that the harvest failed in Sels."
    )
    reading = _read(text, "state-reply", publisher=REPLY)
    assert _told(reading) == [["Special Rapporteur on the right to food"]]


def test_in_a_newspaper_this_newspaper_is_the_one_that_is_told() -> None:
    text = "“It was late,” Ana Ruiz, the mayor of Sels, told this newspaper."
    assert _told(_read(text, "news", publisher="The Sels Courier")) == [["Sels Courier"]]
