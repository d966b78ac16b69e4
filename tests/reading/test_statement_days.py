"""On which day something was said that the sentence gives no day for."""

from __future__ import annotations

import pytest

from verbale.model import Document, DocumentKind, Reading
from verbale.reading import read

STORY = (
    "Ferry crew strike over pay\n\nBy Ana Ruiz\n\n"
    "Ferry crews walked out on Tuesday. The Harbour Union said the strike would last a week.\n\n"
    "The Minister of Transport, Tom Vidal, said that the ferries would sail.\n\n"
    "“We have waited since March,” said Ola Berg, a stoker.\n\n"
    "The mayor, Emil Dahl, urged the crews on Monday to return. His deputy, Ines Roy, said "
    "there was no money.\n\n"
    "Mara Lind, a passenger, has said that she will walk.\n"
)
RELEASE = (
    "Harbour Union: no ferry sails\n\n"
    "The Harbour Union said that no ferry would sail until wages are paid.\n\n"
    "The Minister of Transport, Tom Vidal, says that wages are paid.\n\n"
    "Ola Berg, the union’s secretary, said that not one crown had come.\n"
)
LETTER = (
    "Dear Minister,\n\nI refer to your letter of 11 February.\n\n"
    "You write that the ferries are safe. We ask you to publish the reports.\n\n"
    "Yours sincerely,\n\nOla Berg\nSecretary, Harbour Union\n"
)


def _days(
    text: str, kind: DocumentKind, publisher: str = "The Coast Courier"
) -> dict[str, str | None]:
    reading: Reading = read(Document(text, publisher=publisher, published="2024-05-08", kind=kind))
    return {
        " ".join(part.of(text) for part in said.content): said.date for said in reading.statements
    }


def test_a_story_is_of_the_day_that_it_opens_with() -> None:
    days = _days(STORY, "news")
    assert days["the strike would last a week"] == "2024-05-07"
    assert days["the ferries would sail"] == "2024-05-07"
    assert days["“We have waited since March,”"] == "2024-05-07"


def test_a_paragraph_may_tell_of_another_day() -> None:
    assert _days(STORY, "news")["there was no money"] == "2024-05-06"


def test_what_has_been_said_some_time_is_of_no_day() -> None:
    assert _days(STORY, "news")["she will walk"] is None


@pytest.mark.parametrize("when", ["last month", "in April", "on 2 May"])
def test_no_story_is_of_a_day_long_ago(when: str) -> None:
    text = STORY.replace("on Tuesday", when)
    assert _days(text, "news")["the ferries would sail"] is None


def test_a_release_gives_its_own_day_to_its_own_side() -> None:
    days = _days(RELEASE, "press-release", "Harbour Union")
    assert days["no ferry would sail until wages are paid"] == "2024-05-08"
    assert days["not one crown had come"] == "2024-05-08"
    assert days["wages are paid"] is None


def test_what_you_write_was_written_in_the_letter_that_is_answered() -> None:
    days = _days(LETTER, "letter", "Harbour Union")
    assert days["the ferries are safe"] == "2024-02-11"
    assert days["to publish the reports"] == "2024-05-08"


def test_a_report_speaks_on_its_day_whoever_publishes_it() -> None:
    text = "The Special Rapporteur, Ana Ruiz, came in May. She is alarmed that the ferries leak."
    title = "Report of the Special Rapporteur on seafarers"
    reading = read(Document(text, title, "Council of Ports", "2024-06-01", kind="report"))
    assert [said.date for said in reading.statements] == ["2024-06-01"]


def test_nothing_told_was_said_after_it_was_published() -> None:
    text = "The crews will meet on Friday, said Ola Berg, a stoker."
    assert set(_days(text, "news").values()) == {None}
