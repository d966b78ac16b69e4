from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import reading_of, rich_reading, span_of
from tests.strategies import readings
from tests.tampering import tamper
from verbale.errors import (
    NoSuchEntry,
    RecordError,
    RecordUnwritable,
    UnreadableDocument,
    VerbaleError,
    WrongDecision,
    WrongMetadata,
)
from verbale.model import ACTS, Figure, Reading, Selector, Statement, StatusChange
from verbale.record import Record, decisions, engines
from verbale.record.from_reading import contents_of
from verbale.record.rows import Named
from verbale.record.wanted import Wanted

if TYPE_CHECKING:
    from tests.conftest import Empty
    from verbale.record.engines import Place
    from verbale.record.rows import Contents, Decision, ReviewedRow

AT = "2024-06-01T12:00:00Z"


@pytest.fixture
def kept(record: Record) -> Record:
    record.add(rich_reading())
    return record


def decide(
    record: Record,
    entry_id: str,
    action: Any,  # noqa: ANN401 - as a user of the library may give it
    field: str | None = None,
    becomes: str | None = None,
    why: str | None = None,
) -> Decision:
    return record.review(
        entry_id, action, by="Ann Lee", at=AT, field=field, becomes=becomes, why=why
    )


def correct(record: Record, entry_id: str, field: str, becomes: str) -> Decision:
    return decide(record, entry_id, "correct", field=field, becomes=becomes)


def undo(record: Record, number: int) -> Decision:
    return record.undo(number, by="Bo", at=AT)


def entries(contents: Contents) -> dict[str, ReviewedRow]:
    """Give all that can be decided about, by id."""
    rows: tuple[ReviewedRow, ...] = (
        *contents.statements,
        *contents.figures,
        *contents.occasions,
        *contents.status_changes,
    )
    return {row.id: row for row in rows}


# Each action


def test_an_accepted_entry_is_as_it_was_proposed(kept: Record) -> None:
    before = kept.statement("d1.s1")
    made = decide(kept, "d1.s1", "accept", why="heard it")
    assert (made.number, made.action, made.id, made.why) == (1, "accept", "d1.s1", "heard it")
    assert kept.statement("d1.s1") == replace(before, review="accepted")
    assert kept.log() == [made]


def test_a_rejected_statement_is_gone_with_what_hangs_on_it(kept: Record) -> None:
    decide(kept, "d1.s1", "reject")
    contents = kept.contents()
    assert [row.id for row in contents.statements] == ["d1.s2", "d1.s3"]
    assert contents.links == ()
    assert (contents.figures[0].statement, contents.figures[0].claimant) == (None, None)
    assert [actor.statements for actor in contents.actors] == [0, 1, 0]
    assert [each.statement.id for each in kept.exchanges()] == ["d1.s3"]
    with pytest.raises(NoSuchEntry, match="d1.s1 was rejected by decision 1. To see it again: "):
        kept.statement("d1.s1")


def test_rejecting_and_accepting_the_last_one_counts(kept: Record) -> None:
    decide(kept, "d1.s1", "reject")
    decide(kept, "d1.s1", "accept")
    assert kept.statement("d1.s1").review == "accepted"
    decide(kept, "d1.s1", "reject")
    assert "d1.s1" not in {row.id for row in kept.statements()}


@pytest.mark.parametrize(
    ("entry_id", "field", "becomes", "shown"),
    [
        ("d1.s1", "act", "call", {"act": "call"}),
        ("d1.s1", "quotation", "direct", {"quotation": "direct"}),
        ("d1.s1", "date", "2023-12~", {"date": "2023-12~"}),
        ("d1.s1", "date", "", {"date": None}),
        ("d1.s1", "speaker", "a2", {"speaker": "The ministry", "speaker_id": "d1.a2"}),
        ("d1.s1", "speaker", "d1.a2", {"speaker": "The ministry", "speaker_id": "d1.a2"}),
        ("d1.s1", "speaker", "The ministry", {"speaker": "The ministry", "speaker_id": "d1.a2"}),
        ("d1.s1", "speaker", " The king ", {"speaker": "The king", "speaker_id": None}),
        ("d1.s1", "speaker", "", {"speaker": None, "speaker_id": None}),
        ("d1.s1", "addressees", "a1; The king",
         {"addressees": ("The envoy", "The king"), "addressee_ids": ("d1.a1",)}),
        ("d1.s3", "addressees", "", {"addressees": (), "addressee_ids": ()}),
        ("d1.f1", "value", "12.5", {"value": 12.5}),
        ("d1.f1", "unit", "percent", {"unit": "percent"}),
        ("d1.f2", "unit", "", {"unit": None}),
        ("d1.f1", "measure", "houses", {"measure": "houses"}),
        ("d1.f1", "date", "2020", {"date": "2020"}),
        ("d1.f1", "comparison", "", {"comparison": None}),
        ("d1.o1", "type", "visit", {"type": "visit"}),
        ("d1.o1", "participants", "a2; The king",
         {"participants": ("The ministry", "The king"), "participant_ids": ("d1.a2",)}),
        ("d1.o1", "date", "2020", {"date": "2020"}),
        ("d1.c1", "status", "banned", {"status": "banned"}),
        ("d1.c1", "date", "2020", {"date": "2020"}),
        ("d1.c1", "by", "a1", {"by": "The envoy", "by_id": "d1.a1"}),
        ("d1.c1", "subject", "The club", {"subject": "The club", "subject_id": None}),
        ("d1.c2", "subject", "", {"subject": None, "subject_id": None}),
        ("d1.c1", "count", "13", {"count": 13}),
        ("d1.c1", "count", "", {"count": None}),
    ],
)  # fmt: skip
def test_each_field_can_be_corrected(
    kept: Record, entry_id: str, field: str, becomes: str, shown: dict[str, Any]
) -> None:
    before = entries(kept.contents())
    made = correct(kept, entry_id, field, becomes)
    after = entries(kept.contents())
    assert after.pop(entry_id) == replace(before.pop(entry_id), review="corrected", **shown)
    if field != "speaker":  # which changes who claims the figures
        assert after == before
    assert made.field == field
    assert kept.log() == [made]
    undo(kept, made.number)
    assert kept.contents() == contents_of(rich_reading())


def test_a_corrected_speaker_is_counted_and_claims(kept: Record) -> None:
    correct(kept, "d1.s1", "speaker", "a2")
    assert [actor.statements for actor in kept.actors()] == [0, 2, 0]
    assert kept.figures()[0].claimant == "The ministry"
    assert kept.contents().actors == tuple(kept.actors())


def test_filters_see_what_people_see(kept: Record) -> None:
    kept.add(reading_of("[The ministry] {said} (so)."))
    correct(kept, "d1.s1", "act", "call")
    correct(kept, "d1.s1", "speaker", "The king")
    correct(kept, "d1.s1", "date", "2020")
    assert [row.id for row in kept.statements(act="call")] == ["d1.s1", "d1.s3"]
    assert kept.statements(act="concern") == []
    assert [row.id for row in kept.statements(speaker="KING")] == ["d1.s1"]
    assert [row.id for row in kept.statements(speaker="the ministry")] == ["d1.s2", "d2.s1"]
    assert [row.id for row in kept.statements(until="2021")] == ["d1.s1"]
    assert [row.id for row in kept.statements(since="2021")] == ["d1.s3", "d2.s1"]
    assert kept.statements(min_confidence=0.6) == []
    assert kept.statements() == list(kept.contents().statements)


def test_several_fields_are_corrected_all_or_none(kept: Record) -> None:
    with pytest.raises(WrongMetadata):
        kept.correct("d1.s1", {"act": "call", "date": "soon"}, by="Ann", at=AT)
    assert kept.log() == []
    made = kept.correct("d1.s1", {"act": "call", "date": "2020"}, by="Ann", at=AT, why="heard")
    assert [(each.field, each.why) for each in made] == [("act", "heard"), ("date", "heard")]
    row = kept.statement("d1.s1")
    assert (row.act, row.date) == ("call", "2020")


def test_accepting_together_is_all_or_none(kept: Record) -> None:
    with pytest.raises(NoSuchEntry):
        kept.accept_all(["d1.s1", "d1.s9"], by="Ann", at=AT)
    assert kept.log() == []
    kept.tie()
    made = kept.accept_all(["d1.s1", "d1.f1", "d1.s2"], by="Ann", at=AT)
    assert [each.action for each in made] == ["accept"] * 3
    accepted = kept.search(wanted=Wanted(review="accepted")).statements
    assert {row.id for row in accepted} == {"d1.s1", "d1.s2"}


def test_a_later_correction_replaces_an_earlier_one(kept: Record) -> None:
    first = correct(kept, "d1.s1", "act", "call")
    second = correct(kept, "d1.s1", "act", "rebuttal")
    assert (first.was, second.was, second.becomes) == ("concern", "call", "rebuttal")
    assert kept.statement("d1.s1").act == "rebuttal"
    assert decisions.effective(kept.log()) == [second]
    undo(kept, second.number)
    assert kept.statement("d1.s1").act == "call"
    undo(kept, first.number)
    assert kept.statement("d1.s1").act == "concern"
    assert [row.id for row in kept.statements(act="call")] == ["d1.s3"]


def test_an_undo_can_be_undone(kept: Record) -> None:
    correct(kept, "d1.s1", "act", "call")
    for number in range(1, 6):
        made = undo(kept, number)
        assert (made.number, made.undoes, made.id) == (number + 1, number, "d1.s1")
        assert kept.statement("d1.s1").act == ("concern" if number % 2 else "call")


def test_a_note_changes_nothing(kept: Record) -> None:
    decide(kept, "d1.f1", "note", why="ask the ministry")
    decide(kept, "d1.f1", "note", why="asked")
    assert kept.contents() == contents_of(rich_reading())
    assert [each.why for each in decisions.effective(kept.log())] == ["ask the ministry", "asked"]


def test_decisions_outlive_their_process(kept: Record) -> None:
    made = correct(kept, "d1.s1", "speaker", "The king")
    with Record(kept._path, "read") as again:
        assert again.log() == [made]
        assert (made.was, made.becomes) == (Named("The envoy", "a1"), Named("The king", None))
        assert again.statement("d1.s1").speaker == "The king"


def test_two_actors_of_one_name_are_told_apart_by_their_ids(record: Record) -> None:
    reading = reading_of("[The king] {said} (so).", "[The queen] {said} (no).")
    actors = tuple(replace(actor, name="An official") for actor in reading.actors)
    record.add(replace(reading, actors=actors))
    correct(record, "d1.s1", "speaker", "a2")
    assert record.statement("d1.s1").speaker_id == "d1.a2"
    correct(record, "d1.s1", "speaker", "An official")
    assert record.statement("d1.s1").speaker_id is None


# Wrong input


@pytest.mark.parametrize(
    ("entry_id", "more", "error", "says"),
    [
        ("d1.s9", {}, NoSuchEntry, "has no actor, statement, .* d1.s9. List them with"),
        ("d9.s1", {}, NoSuchEntry, "d9.s1. List them with"),
        ("d1.a1", {}, WrongDecision, "'act' cannot be corrected in d1.a1. Choose from: name"),
        ("s1", {}, NoSuchEntry, "s1. List them with"),
        ("d1.s1", {"action": "shout"}, WrongDecision, "'shout' is no decision .*Choose from: acc"),
        ("d1.s1", {"action": "undo"}, WrongDecision, "'undo' is no decision"),
        ("d1.s1", {"action": "note"}, WrongDecision, "A note has to say something"),
        ("d1.s1", {"action": "accept"}, WrongDecision, "go with correct only, not with accept"),
        ("d1.s1", {"field": None}, WrongDecision, "say which field and what it becomes"),
        ("d1.s1", {"becomes": None}, WrongDecision, "say which field and what it becomes"),
        ("d1.s1", {"field": "id"}, WrongDecision, "'id' cannot be corrected in d1.s1. Choose from"),
        ("d1.s1", {"becomes": "shout"}, WrongDecision, "'shout' is no act. Choose from: concern"),
        ("d1.s1", {"becomes": ""}, WrongDecision, "'' is no act"),
        ("d1.s1", {"field": "date"}, WrongMetadata, "'call' is no date. Write it as"),
        ("d1.s1", {"field": "speaker", "becomes": "a9"}, NoSuchEntry, "no actor a9. List them"),
        ("d1.s1", {"field": "addressees", "becomes": "a1;d2.a1"}, NoSuchEntry, "no actor d2.a1"),
        ("d1.f1", {"field": "value"}, WrongDecision, "'call' is no number. Write it as"),
        ("d1.f1", {"field": "value", "becomes": "nan"}, WrongDecision, "'nan' is no number"),
        ("d1.f1", {"field": "measure", "becomes": " "}, WrongDecision, "Say what is counted"),
        ("d1.o1", {"field": "type"}, WrongDecision, "'call' is no type of occasion"),
        ("d1.c1", {"field": "status"}, WrongDecision, "'call' is no status"),
        ("d1.c1", {"field": "count", "becomes": "-1"}, WrongDecision, "'-1' is no count"),
        ("d1.s1", {"by": " "}, WrongDecision, "needs the name of whoever takes it"),
        ("d1.s1", {"at": "today"}, WrongDecision, "'today' is no time in UTC. Write it as"),
        ("d1.s1", {"at": "2024-06-01T12:00:00"}, WrongDecision, "is no time in UTC"),
        ("d1.s1", {"at": "2024-06-01T12:00:00+02:00"}, WrongDecision, "is no time in UTC"),
        ("d1.s1", {"why": "\ud800"}, WrongDecision, "half a surrogate pair"),
        ("d1.s1", {"why": "a\0"}, WrongDecision, "holds a NUL"),
        ("d1.s1", {"field": "speaker", "becomes": "\udcff"}, WrongDecision, "half a surrogate"),
    ],
)  # fmt: skip
def test_wrong_decisions(
    kept: Record, entry_id: str, more: dict[str, Any], error: type[VerbaleError], says: str
) -> None:
    wish = {"action": "correct", "field": "act", "becomes": "call", "by": "Bo", "at": AT, **more}
    with pytest.raises(error, match=says):
        kept.review(entry_id, **wish)
    assert kept.log() == []


def test_undoing_what_is_not_there_or_undone(kept: Record) -> None:
    with pytest.raises(NoSuchEntry, match="There is no decision 1. List them with"):
        undo(kept, 1)
    decide(kept, "d1.s1", "accept")
    undo(kept, 1)
    with pytest.raises(WrongDecision, match="1 was undone already, by decision 2. To have it back"):
        undo(kept, 1)
    assert len(kept.log()) == 2


def test_a_record_that_is_only_read(kept: Record) -> None:
    with Record(kept._path, "read") as reader, pytest.raises(RecordUnwritable):
        decide(reader, "d1.s1", "accept")


# The chain


@pytest.fixture
def chain(kept: Record) -> Place:
    correct(kept, "d1.s1", "act", "call")
    decide(kept, "d1.s2", "accept")
    decide(kept, "d1.f1", "reject", why="not counted")
    undo(kept, 2)
    assert kept.verify() == []
    return kept._path


@pytest.mark.parametrize("sql", ["UPDATE decision SET why = 'x'", "DELETE FROM decision"])
def test_decisions_can_be_neither_changed_nor_deleted(chain: Place, sql: str) -> None:
    with (
        Record(chain) as record,
        pytest.raises(RecordError, match="a decision is kept as it was written"),
        engines.writing_to(record._engine, chain) as connection,
    ):
        connection.exec_driver_sql(sql)
    with Record(chain) as record:
        assert len(record.log()) == 4


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("UPDATE decision SET becomes = '\"concern\"' WHERE number = 1", [(1, "hash differs")]),
        ("UPDATE decision SET why = 'x' WHERE number = 3", [(3, "hash differs")]),
        ("UPDATE decision SET who = 'Al' WHERE number = 4", [(4, "hash differs")]),
        ("UPDATE decision SET hash = previous WHERE number = 2",
         [(2, "hash differs"), (2, "decision 3 was written after another one")]),
        ("DELETE FROM decision WHERE number = 1", [(1, "is missing")]),
        ("DELETE FROM decision WHERE number IN (2, 3)", [(2, "is missing"), (3, "is missing")]),
        ("DELETE FROM decision WHERE number = 4", [(4, "is missing")]),
        ("DELETE FROM decision", [(number, "is missing") for number in range(1, 5)]),
    ],
)  # fmt: skip
def test_tampering_is_found(chain: Place, sql: str, found: list[tuple[int, str]]) -> None:
    tamper(chain, sql)
    with Record(chain, "read") as record:
        problems = record.verify()
    told = [problem for problem in problems if problem.where != "record"]
    assert [problem.where for problem in told] == [f"decision {number}" for number, _ in found]
    assert all(what in each.what for (_, what), each in zip(found, told, strict=True)), told


def test_a_number_is_not_given_again(chain: Place) -> None:
    tamper(chain, "DELETE FROM decision WHERE number = 4")
    with Record(chain) as record:
        assert decide(record, "d1.s1", "accept").number == 5
        assert [problem.where for problem in record.verify()] == ["decision 4"]


def test_a_value_that_a_hand_has_spoiled(chain: Place) -> None:
    tamper(chain, "UPDATE decision SET becomes = '{' WHERE number = 1")
    with Record(chain, "read") as record:
        with pytest.raises(RecordError, match="decision 1 was altered.*verbale verify"):
            record.log()
        assert [problem.where for problem in record.verify()] == ["decision 1"]


# Reading a document anew


def test_a_new_reading_takes_the_place_of_the_old(record: Record) -> None:
    record.add(reading_of("[She] {said} (so)."))
    record.add(rich_reading())
    again = rich_reading()
    again = replace(
        again,
        document=replace(again.document, title="Another title", extractor_version="2"),
        reader="another",
        statements=again.statements[1:],
        figures=again.figures[1:],
        links=(),
    )
    assert record.read_again(again) == "d2"
    expected = contents_of(again, "d2")
    assert record.contents().statements[1:] == expected.statements
    assert record.documents()[1:] == list(expected.documents)
    assert record.figures() == list(expected.figures)
    assert record.verify() == []
    record.read_again(rich_reading())
    assert record.contents().statements[1:] == contents_of(rich_reading(), "d2").statements


def test_only_what_is_on_record_is_read_again(record: Record) -> None:
    with pytest.raises(NoSuchEntry, match="has no document report.txt. Add it first with"):
        record.read_again(rich_reading())


def test_a_reading_that_cannot_be_written_changes_nothing(kept: Record) -> None:
    reading = rich_reading()
    spoilt = replace(reading, document=replace(reading.document, text="\ud800"))
    with pytest.raises(UnreadableDocument):
        kept.read_again(spoilt)
    assert kept.contents() == contents_of(reading)


def test_decisions_follow_their_words_to_another_id(kept: Record) -> None:
    correct(kept, "d1.s2", "act", "commitment")
    decide(kept, "d1.s3", "reject")
    kept.read_again(without_the_first(rich_reading()))
    assert [(row.id, row.act, row.review) for row in kept.statements()] == [
        ("d1.s1", "commitment", "corrected")
    ]
    assert kept.orphans() == []
    assert [each.id for each in kept.log()] == ["d1.s2", "d1.s3"]


def test_decisions_without_their_entry_are_listed_and_wait(kept: Record) -> None:
    decide(kept, "d1.s1", "accept")
    made = [correct(kept, "d1.s1", "act", "call"), decide(kept, "d1.f1", "reject")]
    undo(kept, 1)
    kept.read_again(without_the_first(rich_reading()))
    assert kept.orphans() == made
    assert kept.contents() == contents_of(without_the_first(rich_reading()))
    assert kept.verify() == []
    kept.read_again(rich_reading())
    assert kept.orphans() == []
    assert kept.statement("d1.s1").act == "call"
    undo(kept, made[0].number)
    undo(kept, made[1].number)
    assert kept.contents() == contents_of(rich_reading())


def test_decisions_follow_their_words_in_another_text(record: Record) -> None:
    old = reading_of("[The envoy] {said} (that 12 clubs were closed).")
    record.add(with_figure(old))
    correct(record, "d1.s1", "act", "call")
    correct(record, "d1.f1", "value", "13")
    new = reading_of("A heading. [The envoy] {said} (that 12 clubs were closed).")
    record.read_again(with_figure(as_rendition_of(old, new)))
    assert record.statement("d1.s1").act == "call"
    assert record.figures()[0].value == 13
    assert record.orphans() == []


# Other words of a statement


def words_of(record: Record, entry_id: str) -> list[tuple[int, str]]:
    return [(part.start, part.exact) for part in record.statement(entry_id).content]


def test_the_words_of_a_statement_can_be_corrected(kept: Record) -> None:
    text = rich_reading().document.text
    before = kept.statement("d1.s1")
    made = correct(kept, "d1.s1", "content", "12 clubs were closed")
    assert words_of(kept, "d1.s1") == [(text.index("12 clubs"), "12 clubs were closed")]
    assert (made.was, made.field) == (before.content, "content")
    assert replace(kept.statement("d1.s1"), content=before.content) == replace(
        before, review="corrected"
    )
    decide(kept, "d1.s1", "accept")
    assert [found.id for found in kept.search('"clubs were closed"').statements] == ["d1.s1"]
    assert kept.search("that").statements == ()
    undo(kept, made.number)
    assert kept.statement("d1.s1").content == before.content
    assert kept.verify() == []


def test_words_are_also_told_by_their_places(kept: Record) -> None:
    text = rich_reading().document.text
    correct(kept, "d1.s2", "content", "0-9; 10-14")
    assert words_of(kept, "d1.s2") == [(0, text[:9]), (10, text[10:14])]


def test_of_words_that_occur_often_those_are_meant_that_were_there(record: Record) -> None:
    record.add(reading_of("It was so, [he] {said}: (it was so).", "[She] {said} (that it was so)."))
    correct(record, "d1.s1", "content", "was so")
    assert words_of(record, "d1.s1") == [(23, "was so")]


@pytest.mark.parametrize(
    ("becomes", "why"),
    [
        ("12 houses", "d1 does not hold these words. Give them as they stand."),
        ("", "d1 does not hold these words"),
        (
            "ministry",
            "d1 holds these words more than once. Give their place instead, such as 19-27",
        ),
        ("5-5", "5-5 is no piece of it"),
        ("0-9; 5-12", "5-12 is no piece of it, or reaches into another"),
        ("0-90000", "d1 has 1.. characters: 0-90000 is no piece of it"),
    ],
)
def test_words_that_the_document_does_not_have(kept: Record, becomes: str, why: str) -> None:
    with pytest.raises(WrongDecision, match=why):
        correct(kept, "d1.s1", "content", becomes)
    assert kept.log() == []


def test_corrected_words_are_found_in_another_text(record: Record) -> None:
    old = reading_of("[The envoy] {said} (that 12 clubs were closed).")
    record.add(old)
    correct(record, "d1.s1", "content", "12 clubs were closed")
    new = reading_of("A heading. [The envoy] {said} (that 12 clubs were closed).")
    record.read_again(as_rendition_of(old, new))
    assert words_of(record, "d1.s1") == [(31, "12 clubs were closed")]
    assert record.text("d1")[31:51] == "12 clubs were closed"
    assert record.verify() == []
    record.read_again(old)
    assert words_of(record, "d1.s1") == [(20, "12 clubs were closed")]


def test_corrected_words_that_are_gone_leave_an_orphan(record: Record) -> None:
    old = reading_of("[The envoy] {said} (that 12 clubs were closed) in spring.")
    record.add(old)
    made = correct(record, "d1.s1", "content", "that 12 clubs were closed in spring")
    new = reading_of("[The envoy] {said} (that 12 clubs were closed) last autumn.")
    record.read_again(as_rendition_of(old, new))
    assert record.orphans() == [made]
    assert words_of(record, "d1.s1") == [(15, "that 12 clubs were closed")]


def test_words_that_a_hand_has_moved_are_named(chain: Place) -> None:
    with Record(chain) as record:
        made = correct(record, "d1.s1", "content", "12 clubs were closed")
    moved = '[{"start": 0, "end": 3, "exact": "The", "prefix": "", "suffix": " "}]'
    last = "(SELECT max(decision) FROM attachment)"
    tamper(chain, f"UPDATE attachment SET moved = '{moved}' WHERE decision = {last}")  # noqa: S608
    with Record(chain) as record:
        assert [problem.where for problem in record.verify()] == [f"decision {made.number}"]


SENTENCE = "[She] {said} (that it was so, and that it had always been so)."


def test_the_same_words_elsewhere_are_something_else(record: Record) -> None:
    reading = reading_of(SENTENCE, "[The ministry] {denied} (it).", SENTENCE)
    record.add(reading)
    decide(record, "d1.s1", "reject")
    record.read_again(replace(reading, statements=(replace(reading.statements[2], id="s1"),)))
    assert [each.id for each in record.orphans()] == ["d1.s1"]
    assert [row.id for row in record.statements()] == ["d1.s1"]


def test_short_words_in_other_surroundings_are_something_else(record: Record) -> None:
    old = reading_of("[The minister of culture] {said} (so) at the opening of the library.")
    record.add(old)
    decide(record, "d1.s1", "accept")
    new = reading_of("[A fisherman] {cried} (so) when nets were cut by a passing ship again.")
    record.read_again(as_rendition_of(old, new))
    assert [each.id for each in record.orphans()] == ["d1.s1"]
    assert [row.review for row in record.statements()] == ["unreviewed"]


def test_entries_with_the_same_words_are_told_apart_or_left_alone(record: Record) -> None:
    reading = reading_of("[Both] {were} (banned).")
    span = span_of(reading.document.text, "banned")
    changes = [StatusChange(f"c{n}", "banned", span, None, who) for n, who in ((1, "A"), (2, "B"))]
    record.add(replace(reading, status_changes=tuple(changes)))
    correct(record, "d1.c2", "status", "dissolved")
    assert [row.status for row in record.status_changes()] == ["banned", "dissolved"]
    record.read_again(replace(reading, status_changes=(replace(changes[1], id="c1"),)))
    assert [row.status for row in record.status_changes()] == ["banned"]
    assert [each.id for each in record.orphans()] == ["d1.c2"]


def test_an_entry_without_words(record: Record) -> None:
    reading = reading_of("[She] {said} (so).")
    bare = Statement("s2", None, None, (), (), "indirect", "assertion")
    record.add(replace(reading, statements=(*reading.statements, bare)))
    decide(record, "d1.s2", "reject")
    assert [row.id for row in record.statements()] == ["d1.s1"]
    record.read_again(reading)
    assert [each.id for each in record.orphans()] == ["d1.s2"]


@pytest.mark.parametrize("part", ["cue", "speaker"])
def test_a_statement_without_content(record: Record, part: str) -> None:
    reading = reading_of("[She] {said} (so).", "[He] {cried} (no).")
    first, second = (replace(each, content=()) for each in reading.statements)
    if part == "speaker":
        first, second = replace(first, cue=()), replace(second, cue=())
    record.add(replace(reading, statements=(first, second)))
    made = correct(record, "d1.s2", "act", "call")
    assert made.target.role == part
    record.read_again(replace(reading, statements=(replace(second, id="s1"),)))
    assert record.statement("d1.s1").act == "call"


def without_the_first(reading: Reading) -> Reading:
    """Give a reading that misses the first statement and figure, so that ids move up."""
    renamed = tuple(
        replace(each, id=f"s{n}") for n, each in enumerate(reading.statements[1:], start=1)
    )
    figures: tuple[Figure, ...] = tuple(
        replace(each, id=f"f{n}") for n, each in enumerate(reading.figures[1:], start=1)
    )
    return replace(reading, statements=renamed, figures=figures, links=())


def as_rendition_of(old: Reading, new: Reading) -> Reading:
    """Give the reading `new` as one of another text of the same bytes."""
    return replace(new, document=replace(new.document, original=old.document.original))


def with_figure(reading: Reading) -> Reading:
    span = span_of(reading.document.text, "12 clubs")
    return replace(reading, figures=(Figure("f1", 12, None, "clubs", span, "s1"),))


# Any sequence


WISHES = st.one_of(
    st.fixed_dictionaries({"action": st.sampled_from(["accept", "reject"])}),
    st.fixed_dictionaries({"action": st.just("note"), "why": st.just("so")}),
    st.fixed_dictionaries(
        {"action": st.just("correct"), "field": st.just("act"), "becomes": st.sampled_from(ACTS)}
    ),
    st.fixed_dictionaries(
        {
            "action": st.just("correct"),
            "field": st.just("speaker"),
            "becomes": st.sampled_from(["", "a1", "The king"]),
        }
    ),
    st.fixed_dictionaries(
        {
            "action": st.just("correct"),
            "field": st.just("date"),
            "becomes": st.sampled_from(["", "2024", "2023-05"]),
        }
    ),
    st.fixed_dictionaries(
        {
            "action": st.just("correct"),
            "field": st.just("content"),
            "becomes": st.sampled_from(["0-1", "0-2; 3-5", "1-4"]),
        }
    ),
)


@settings(max_examples=20)
@given(readings(), st.data())
def test_any_sequence_is_worth_its_effective_decisions(
    empty: Empty, reading: Reading, data: st.DataObject
) -> None:
    empty.forget()
    with Record(empty()) as record, Record(empty()) as other:
        record.add(reading)
        other.add(reading)
        _decide_anything(record, contents_of(reading), data)
        for each in decisions.effective(record.log()):
            _decide_again(other, each)
        assert record.contents() == other.contents()
        assert record.orphans() == other.orphans() == []
        assert record.statements() == list(record.contents().statements)
        assert record.figures() == list(record.contents().figures)
        assert record.actors() == list(record.contents().actors)
        for act in ACTS:
            said = [row for row in record.contents().statements if row.act == act]
            assert record.statements(act=act) == said
        record.read_again(reading)
        assert record.contents() == other.contents()
        assert record.verify() == []


def _decide_anything(record: Record, contents: Contents, data: st.DataObject) -> None:
    ids = st.sampled_from(sorted(entries(contents)))
    steps = st.lists(st.tuples(ids, WISHES) | st.integers(1, 6), max_size=8)
    for step in data.draw(steps):
        try:
            if isinstance(step, int):
                undo(record, step)
            else:
                decide(record, step[0], **step[1])
        except (NoSuchEntry, WrongDecision):
            continue  # undone already, not there, or a field of another kind


def _decide_again(record: Record, decision: Decision) -> None:
    becomes: str | None = None
    if decision.action == "correct":
        value = decision.becomes
        becomes = (value.key or value.name) if isinstance(value, Named) else str(value or "")
        if isinstance(value, tuple):
            places = (each for each in value if isinstance(each, Selector))
            becomes = "; ".join(f"{each.start}-{each.end}" for each in places)
    record.review(
        decision.id,
        decision.action,
        by=decision.by,
        at=decision.at,
        field=decision.field,
        becomes=becomes,
        why=decision.why,
    )
