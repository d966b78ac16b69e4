"""What became of concerns and calls, until when an answer is due, and how often one comes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.record.several import told
from verbale.model import Link
from verbale.record.deadlines import due_of
from verbale.record.from_reading import contents_of
from verbale.record.states import Told, outcome
from verbale.record.wanted import Wanted

if TYPE_CHECKING:
    from tests.record.several import Sides
    from verbale.model import Act
    from verbale.record import Record

SIDES: Sides = {"Ana Ruiz": "civil-society", "The Ministry": "state"}
AT = "2024-06-01T12:00:00Z"


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ([], None),
        ([Told("b", "justification", "2024-03-05")], "answered"),
        ([Told("b", "rebuttal", "2024-03-05")], "disputed"),
        (
            [Told("b", "rebuttal", "2024-03-05"), Told("c", "justification", "2024-03-06")],
            "disputed",
        ),
        (
            [Told("b", "justification", "2024-03-05"), Told("c", "rebuttal", "2024-03-06")],
            "disputed",
        ),
        ([Told("c", "commitment", "2024-04-05"), Told("b", "rebuttal", "2024-03-05")], "committed"),
    ],
)
def test_what_became_of_it(answers: list[Told], state: str | None) -> None:
    changes = outcome(answers, {})
    assert (changes[-1].state if changes else None) == state


@pytest.mark.parametrize(
    ("act", "side", "state"),
    [
        ("acknowledgement", "monitor", "kept"),
        ("announcement", "state", "kept"),
        ("concern", "monitor", "not kept"),
        ("rebuttal", "civil-society", "not kept"),
        ("rebuttal", "state", "committed"),  # `That pledge stands.`
        ("concern", "state", "committed"),
        ("announcement", "monitor", "committed"),
        ("assertion", "monitor", "committed"),
    ],
)
def test_of_a_promise_others_say_that_it_was_not_kept(act: str, side: str, state: str) -> None:
    promise = Told("p", "commitment", "2024-04-05", "state")
    changes = outcome([promise], {"p": [Told("r", act, "2024-06-01", side)]})
    assert changes[-1].state == state


@pytest.mark.parametrize(
    ("words", "act", "said", "due"),
    [
        ("the ministry must reply by 31 March 2024", "call", "2024-03-01", "2024-03-31"),
        ("the law must be amended before the end of June", "call", "2024-03-01", "2024-06-30"),
        ("it must reply by the end of the year", "call", "2024-03-01", "2024-12-31"),
        ("it must reply by the end of this month", "call", "2024-02-10", "2024-02-29"),
        ("it must reply by Friday", "call", "2024-03-05", "2024-03-08"),
        ("a reply is expected within 60 days", "call", "2024-03-01", "2024-04-30"),
        ("they be freed within two weeks", "call", "2024-03-01", "2024-03-15"),
        ("the ministry would answer within a month", "commitment", "2024-03-01", "2024-03-31"),
        ("the ministry must reply by 31 March 2024", "call", None, "2024-03-31"),
        ("a reply is expected within 60 days", "call", None, None),
        ("he was arrested by police on 3 March 2024", "concern", "2024-03-05", None),
        ("nobody replied by 31 January 2024", "concern", "2024-03-05", None),
        ("the wall was finished within two weeks", "announcement", "2024-03-05", None),
    ],
)
def test_until_when(words: str, act: Act, said: str | None, due: str | None) -> None:
    made = told(f"[Ana Ruiz] {{said}} ({words}).", on="2024-03-06", said=said, acts=(act,))
    assert due_of(contents_of(made).statements[0]) == due


@pytest.fixture
def dialogue(record: Record) -> Record:
    concern = "[Ana Ruiz] {warned} (that the river wall had been built without a study of floods)."
    call = "[Ana Ruiz] {asked} (that the prison at Sels be closed within 30 days)."
    denial = "[The Ministry] {denied} (that the river wall was built without a study of floods)."
    record.add(told(concern, call, on="2024-03-05", said="2024-03-04", sides=SIDES,
                    acts=("concern", "call")))  # fmt: skip
    record.add(told(denial, on="2024-03-12", said="2024-03-11", sides=SIDES, acts=("rebuttal",)))
    return record


def test_the_clock_runs_until_there_is_an_answer(dialogue: Record) -> None:
    disputed, waiting = dialogue.exchanges()
    assert (disputed.state, disputed.waiting(date(2024, 4, 1))) == ("disputed", None)
    assert [change.statement for change in disputed.changes] == ["d2.s1"]
    assert (waiting.state, waiting.due) == ("unanswered", "2024-04-03")
    assert waiting.waiting(date(2024, 3, 14)) == 10
    assert not waiting.overdue(date(2024, 4, 3))
    assert waiting.overdue(date(2024, 4, 4))


def test_exchanges_are_chosen_by_their_state(dialogue: Record) -> None:
    [waiting] = dialogue.exchanges(Wanted(state="unanswered"))
    assert waiting.statement.id == "d1.s2"
    assert [row.statement.id for row in dialogue.exchanges(size=1)] == ["d1.s1"]
    assert [row.statement.id for row in dialogue.exchanges(size=1, after="d1.s1")] == ["d1.s2"]


def test_people_link_and_unlink(dialogue: Record) -> None:
    dialogue.review_two("d2.s1", "unlink", "d1.s1", by="Ann", at=AT)
    made = dialogue.review_two("d2.s1", "link", "d1.s2", by="Ann", at=AT, why="same letter")
    states = {row.statement.id: row.state for row in dialogue.exchanges()}
    assert states == {"d1.s1": "unanswered", "d1.s2": "disputed"}
    [linked] = dialogue.exchanges(Wanted(state="disputed"))
    assert linked.answers[0].reason == "Ann decided so: same letter"
    dialogue.undo(made.number, by="Ann", at=AT)
    assert {row.state for row in dialogue.exchanges()} == {"unanswered"}


def test_what_settles_a_promise_is_shown(dialogue: Record) -> None:
    promise = "[The Ministry] {promised} (that the prison at Sels would be closed in April)."
    broken = "[Ana Ruiz] {regretted} (that guards still walk the yard)."
    dialogue.add(told(promise, on="2024-03-14", said="2024-03-13", sides=SIDES,
                      acts=("commitment",)))  # fmt: skip
    dialogue.add(told(broken, on="2024-05-14", said="2024-05-13", sides=SIDES, acts=("concern",)))
    dialogue.review_two("d3.s1", "link", "d1.s2", by="Ann", at=AT)
    dialogue.review_two("d4.s1", "link", "d3.s1", by="Ann", at=AT)
    [exchange] = dialogue.exchanges(Wanted(state="not kept"))
    assert exchange.statement.id == "d1.s2"
    assert [each.statement.id for each in exchange.answers] == ["d3.s1"]
    [settling] = exchange.settling
    assert (settling.statement.id, settling.reason) == ("d4.s1", "of the promise: Ann decided so")


def test_rates_tell_how_often_and_how_soon(record: Record) -> None:
    asks = "[Ana Ruiz] {told} the Ministry (that the river wall was built without any study)."
    made = told(asks, on="2024-03-05", said="2024-03-04", sides=SIDES, acts=("concern",))
    record.add(made)
    assert record.sizes()["statements"] == 1
    assert record.rates("theme") == []
    assert record.rates("addressee") == []


def test_how_it_stood_on_a_day(dialogue: Record) -> None:
    before = dialogue.exchanges(as_of=date(2024, 3, 10))
    assert {row.statement.id: row.state for row in before} == {
        "d1.s1": "unanswered",
        "d1.s2": "unanswered",
    }
    assert not any(row.answers for row in before)
    [disputed] = dialogue.exchanges(Wanted(state="disputed"), as_of=date(2024, 3, 11))
    assert disputed.statement.id == "d1.s1"
    assert dialogue.exchanges(Wanted(state="disputed"), as_of=date(2024, 3, 10)) == []
    assert len(dialogue.exchanges(as_of=date(2024, 3, 10), size=1)) == 1
    assert dialogue.exchanges(as_of=date(2024, 3, 3)) == []


def test_nobody_answers_himself_once_the_speaker_is_corrected(record: Record) -> None:
    concern = "[Ana Ruiz] {warned} (that the river wall had been built without any study)."
    denial = "[The Ministry] {denied} (that the river wall was built without any study)."
    made = told(concern, denial, on="2024-03-05", said="2024-03-04", sides=SIDES,
                acts=("concern", "rebuttal"))  # fmt: skip
    record.add(replace(made, links=(Link("s2", "s1", "inferred", "the nearest concern"),)))
    [exchange] = record.exchanges()
    assert exchange.state == "disputed"
    correction = record.review(
        "d1.s2", "correct", field="speaker", becomes="Ana Ruiz", by="Ann", at=AT
    )
    assert {row.state for row in record.exchanges()} == {"unanswered"}
    assert not any(row.answers for row in record.exchanges())
    record.undo(correction.number, by="Ann", at=AT)
    assert [row.state for row in record.exchanges()] == ["disputed"]
