"""Actors of whom people correct the name, side or kind: for all who are one, and undone again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import rich_reading
from tests.record.several import told
from verbale.errors import NoSuchEntry, WrongDecision
from verbale.record.wanted import Wanted

if TYPE_CHECKING:
    from verbale.record import Record
    from verbale.record.rows import Decision, PersonRow

AT = "2024-06-01T12:00:00Z"


@pytest.fixture
def several(record: Record) -> Record:
    for name, day in (("Ana Ruiz", "05"), ("Ana Ruiz", "06"), ("Beatriz Sol", "07")):
        on = f"2024-03-{day}"
        record.add(told(f"[{name}] {{said}} (that on {on} the bridge was safe).", on=on))
    return record


def correct(record: Record, actor: str, **becomes: str) -> list[Decision]:
    return record.correct_person(actor, becomes, by="Ann Lee", at=AT, why="known")


def person(record: Record, actor: str) -> PersonRow:
    (found,) = record.persons(actor)
    return found.person


def test_side_and_kind_hold_for_all_who_are_one(several: Record) -> None:
    made = correct(several, "d2.a1", side="monitor", kind="body")
    assert [(each.action, each.field, each.was, each.becomes) for each in made] == [
        ("correct", "side", "other", "monitor"),
        ("correct", "kind", "person", "body"),
    ]
    ruiz = person(several, "d1.a1")
    assert (ruiz.actors, ruiz.side, ruiz.kind) == (("d1.a1", "d2.a1"), "monitor", "body")
    assert several.sides("d1") == {"d1.a1": "monitor"}
    assert several.sides("d3") == {"d3.a1": "other"}
    found = several.search(wanted=Wanted(side="monitor")).statements
    assert {row.id for row in found} == {"d1.s1", "d2.s1"}
    assert [row.side for row in several.people()] == ["monitor", "other"]
    assert not several.verify()


def test_what_was_corrected_is_undone(several: Record) -> None:
    (made,) = correct(several, "d1.a1", side="state")
    (again,) = correct(several, "d1.a1", side="party")
    assert again.was == "state"
    assert person(several, "d1.a1").side == "party"
    several.undo(again.number, by="Ann", at=AT)
    assert person(several, "d1.a1").side == "state"
    several.undo(made.number, by="Ann", at=AT)
    assert person(several, "d1.a1").side == "other"
    assert len(several.log()) == 4


def test_the_last_word_on_anyone_counts_and_binds_later_documents(several: Record) -> None:
    correct(several, "d2.a1", side="state")
    correct(several, "d1.a1", side="party")
    several.add(told("[Ana Ruiz] {said} (that it was late).", on="2024-03-09"))
    assert person(several, "d4.a1").side == "party"
    correct(several, "d2.a1", side="media")
    assert person(several, "d4.a1").side == "media"


def test_the_name_that_stays_is_chosen_among_all(several: Record) -> None:
    several.review_two("d3.a1", "merge", "d1.a1", by="Ann", at=AT)
    assert person(several, "d1.a1").name == "Ana Ruiz"
    (made,) = correct(several, "d1.a1", name="Beatriz Sol")
    # Who bears the name is corrected, in the document that has it.
    assert (made.id, made.was, made.becomes) == ("d3.a1", "Ana Ruiz", "Beatriz Sol")
    assert person(several, "d1.a1").name == "Beatriz Sol"
    assert several.persons("Ana Ruiz")[0].person.name == "Beatriz Sol"
    correct(several, "d3.a1", name="Ana Ruiz")
    assert person(several, "d3.a1").name == "Ana Ruiz"


def test_corrections_survive_a_new_reading(record: Record) -> None:
    reading = rich_reading()
    record.add(reading)
    actor = reading.actors[0]
    correct(record, "d1.a1", side="media")
    record.read_again(reading)
    record.tie()
    assert person(record, "d1.a1").side == "media"
    assert person(record, "d1.a1").name == actor.name
    assert not record.orphans()


@pytest.mark.parametrize(
    ("becomes", "says"),
    [
        ({"side": "left"}, "'left' is no side"),
        ({"kind": "song"}, "'song' is no kind of actor"),
        ({"name": "The king"}, "d1.a1 is not called 'The king'. Choose from: Ana Ruiz"),
        ({"role": "mayor"}, "'role' cannot be corrected in d1.a1. Choose from: name, side, kind"),
    ],
)
def test_what_cannot_be_is_refused_whole(
    several: Record, becomes: dict[str, str], says: str
) -> None:
    with pytest.raises(WrongDecision, match=says):
        correct(several, "d1.a1", **{"side": "state", **becomes})
    assert not several.log()
    with pytest.raises(NoSuchEntry):
        correct(several, "d9.a1", side="state")


def test_an_actor_is_not_accepted_or_rejected(several: Record) -> None:
    with pytest.raises(WrongDecision, match="d1.a1 is an actor, which can be corrected, merged"):
        several.review("d1.a1", "accept", by="Ann", at=AT)
