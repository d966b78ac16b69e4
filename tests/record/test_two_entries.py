"""Decisions about two entries, and statements that people add."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.factories import reading_of, rich_reading
from tests.record.several import told
from verbale.errors import NoSuchEntry, WrongDecision, WrongMetadata
from verbale.record.reviewing import NewStatement
from verbale.record.rows import Addition, Counterpart, Named

if TYPE_CHECKING:
    from verbale.record import Record
    from verbale.record.rows import Decision

AT = "2024-06-01T12:00:00Z"


def two(record: Record, one: str, action: Any, other: str) -> Decision:  # noqa: ANN401
    return record.review_two(one, action, other, by="Ann Lee", at=AT)


def persons(record: Record) -> set[tuple[str, ...]]:
    """Give the actors that are one, where they are several."""
    return {row.actors for row in record.people() if len(row.actors) > 1}


def said_by(name: str, on: str) -> Any:  # noqa: ANN401
    return told(f"[{name}] {{said}} (that on {on} the bridge was safe).", on=on)


@pytest.fixture
def several(record: Record) -> Record:
    record.add(said_by("Ana Ruiz", "2024-03-05"))
    record.add(said_by("Ana Ruiz", "2024-03-06"))
    record.add(said_by("Beatriz Sol", "2024-03-07"))
    return record


def test_a_merge_makes_two_names_one_and_binds_later_documents(several: Record) -> None:
    assert persons(several) == {("d1.a1", "d2.a1")}
    made = two(several, "d3.a1", "merge", "d1.a1")
    assert isinstance(made.becomes, Counterpart)
    assert (made.id, made.becomes.id) == ("d3.a1", "d1.a1")
    assert persons(several) == {("d1.a1", "d2.a1", "d3.a1")}
    several.add(said_by("Beatriz Sol", "2024-03-08"))
    assert persons(several) == {("d1.a1", "d2.a1", "d3.a1", "d4.a1")}
    [ruiz] = several.people()
    assert any("Ann Lee decided so" in why for why in ruiz.why)


def test_a_split_keeps_two_of_one_name_apart_and_binds_later_documents(several: Record) -> None:
    two(several, "d1.a1", "split", "d2.a1")
    assert persons(several) == set()
    several.add(said_by("Ana Ruiz", "2024-03-08"))
    assert not any({"d1.a1", "d2.a1"} <= set(actors) for actors in persons(several))


def test_an_undone_decision_is_as_if_it_had_never_been(several: Record) -> None:
    before = several.ties()
    made = two(several, "d3.a1", "merge", "d1.a1")
    apart = two(several, "d1.a1", "split", "d2.a1")
    assert several.ties() != before
    several.undo(made.number, by="Bo", at=AT)
    several.undo(apart.number, by="Bo", at=AT)
    assert several.ties() == before


def test_of_merging_and_splitting_the_last_one_counts(several: Record) -> None:
    two(several, "d3.a1", "merge", "d1.a1")
    two(several, "d1.a1", "split", "d3.a1")
    assert persons(several) == {("d1.a1", "d2.a1")}


def test_they_outlive_a_new_reading_of_either_document(several: Record) -> None:
    two(several, "d3.a1", "merge", "d1.a1")
    for name, day in (("Ana Ruiz", "2024-03-05"), ("Beatriz Sol", "2024-03-07")):
        several.read_again(replace(said_by(name, day), reader="another"))
        assert persons(several) == {("d1.a1", "d2.a1", "d3.a1")}
    assert several.orphans() == []
    assert several.verify() == []


def test_one_whose_entry_is_gone_is_an_orphan(several: Record) -> None:
    made = two(several, "d3.a1", "merge", "d1.a1")
    unnamed = said_by("Beatriz Sol", "2024-03-07")
    gone = replace(unnamed, actors=(replace(unnamed.actors[0], name="Somebody Else", names=()),))
    several.read_again(gone)
    assert several.orphans() == [made]
    assert persons(several) == {("d1.a1", "d2.a1")}


@pytest.mark.parametrize(
    ("one", "action", "other", "error", "says"),
    [
        ("d1.a1", "merge", "d1.a1", WrongDecision, "are one actor: name two"),
        ("d1.a1", "merge", "d1.s1", WrongDecision, "Only two actors can be merged"),
        ("d1.a1", "link", "d2.a1", WrongDecision, "Only two statements can be linked"),
        ("d1.s1", "accept", "d2.s1", WrongDecision, "A second entry goes with link, merge"),
        ("d1.a1", "split", "d9.a1", NoSuchEntry, "d9.a1. List them with"),
        ("d1.s1", "shout", "d2.s1", WrongDecision, "'shout' is no decision"),
    ],
)
def test_wrong_pairs(
    several: Record, one: str, action: str, other: str, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        two(several, one, action, other)
    assert several.log() == []


# Adding


def test_an_added_statement_is_shown_searched_and_accepted(record: Record) -> None:
    record.add(rich_reading())
    new = NewStatement("saying so twice", speaker="a2", act="rebuttal", date="2024-03-04")
    made = record.add_statement("d1", new, by="Ann Lee", at=AT, why="missed")
    assert (made.id, made.action) == ("d1.n1", "add")
    assert made.becomes == Addition(
        Named("The ministry", "a2"), "rebuttal", "2024-03-04", "indirect"
    )
    row = record.statement("d1.n1")
    assert (row.speaker, row.act, row.words) == ("The ministry", "rebuttal", "saying so twice")
    assert row.review == "accepted"
    assert "d1.n1" in {found.id for found in record.search("twice").statements}
    assert record.verify() == []


def test_who_is_no_actor_can_be_named(record: Record) -> None:
    record.add(rich_reading())
    record.add_statement("d1", NewStatement("0-9", speaker="The king"), by="Ann", at=AT)
    row = record.statement("d1.n1")
    assert (row.speaker, row.speaker_id, row.words) == ("The king", None, "The envoy")


def test_an_added_statement_is_corrected_undone_and_outlives_readings(record: Record) -> None:
    record.add(rich_reading())
    made = record.add_statement("d1", NewStatement("saying so twice"), by="Ann", at=AT)
    record.review("d1.n1", "correct", by="Ann", at=AT, field="act", becomes="concern")
    record.read_again(replace(rich_reading(), reader="another"))
    assert record.statement("d1.n1").act == "concern"
    assert record.orphans() == []
    record.undo(made.number, by="Bo", at=AT)
    assert "d1.n1" not in {row.id for row in record.statements()}
    record.read_again(replace(rich_reading(), reader="a third"))
    assert "d1.n1" not in {row.id for row in record.statements()}
    record.undo(3, by="Bo", at=AT)
    assert "d1.n1" in {row.id for row in record.statements()}


@pytest.mark.parametrize(
    ("document", "new", "error", "says"),
    [
        ("d9", NewStatement("so"), NoSuchEntry, "There is no document d9"),
        ("d1.s1", NewStatement("so"), NoSuchEntry, "There is no document d1.s1"),
        ("d1", NewStatement("not there"), WrongDecision, "does not hold these words"),
        ("d1", NewStatement(" "), WrongDecision, "does not hold these words"),
        ("d1", NewStatement("ministry"), WrongDecision, "more than once. Give their place"),
        ("d1", NewStatement("5-5"), WrongDecision, "5-5 is no piece of it"),
        ("d1", NewStatement("5-5000"), WrongDecision, "has .* characters"),
        ("d1", NewStatement("0-3", act="shout"), WrongDecision, "'shout' is no act"),
        ("d1", NewStatement("0-3", date="soon"), WrongMetadata, "'soon' is no date"),
        ("d1", NewStatement("0-3", speaker="a9"), NoSuchEntry, "no actor a9"),
    ],
)
def test_wrong_additions(
    record: Record, document: str, new: NewStatement, error: type[Exception], says: str
) -> None:
    record.add(rich_reading())
    with pytest.raises(error, match=says):
        record.add_statement(document, new, by="Ann", at=AT)
    assert record.log() == []


def test_quoted_words_are_added_as_direct(record: Record) -> None:
    record.add(reading_of("[She] {said} so. He shouted: “We were never asked.”"))
    record.add_statement("d1", NewStatement("We were never asked."), by="Ann", at=AT)
    assert record.statement("d1.n1").quotation == "direct"
