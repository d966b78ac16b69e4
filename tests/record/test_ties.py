from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import reading_of, rich_reading
from tests.record.several import contents_with, told
from tests.strategies import readings
from verbale.exports.dossier import dossier
from verbale.record.surroundings import Stretch, Surroundings
from verbale.record.ties import tie

if TYPE_CHECKING:
    from verbale.model import Reading
    from verbale.record import Record


@settings(max_examples=50)
@given(st.lists(readings(), max_size=3))
def test_the_same_readings_give_the_same_ties(made: list[Reading]) -> None:
    contents = contents_with(*made)
    found = tie(contents)
    assert found == tie(contents_with(*made))
    statements = {row.id for row in contents.statements}
    assert {end for each in found.reprints for end in (each.statement, each.same_as)} <= statements
    assert {end for each in found.exchanges.across for end in (each.answer, each.answered)} <= (
        statements
    )
    figures = {row.id for row in contents.figures}
    assert {end for each in found.figures for end in (each.one, each.other)} <= figures


def test_a_record_gives_the_ties_of_what_it_holds(record: Record) -> None:
    first, second = rich_reading(), reading_of("[The envoy] {said} (so).", name="reply.txt")
    record.add(first)
    record.add(second)
    assert record.ties() == tie(contents_with(first, second))
    assert record.contents() == contents_with(first, second)


def test_an_empty_record_has_no_ties(record: Record) -> None:
    found = record.ties()
    assert (found.identities.everybody, found.reprints, found.figures) == ((), (), ())


def test_a_dossier_names_everybody_once() -> None:
    words = "[Ana Ruiz] {said} (the river wall had been built without any study of the floods)."
    contents = contents_with(told(words, on="2024-03-05"), told(words, on="2024-03-06"))
    made = dossier(contents, tie(contents), "wall")
    actors, statements = made["actors"], made["statements"]
    assert isinstance(actors, list)
    assert isinstance(statements, list)
    assert [each["id"] for each in actors] == ["d1.a1"]
    assert [each["speaker"] for each in statements] == ["d1.a1", "d1.a1"]
    assert [each.get("same_as") for each in statements] == [None, "d1.s1"]


def test_anchors_that_touch_show_one_piece_of_text() -> None:
    made = reading_of("[The envoy] {told} the ministry (that 12 clubs were closed).")
    shown = Surroundings(contents_with(made))
    (piece,) = shown.of("d1")
    assert piece == Stretch(0, made.document.text)
    assert shown.of("d2") == []


def test_a_text_can_say_that_two_names_are_one() -> None:
    words = "[The Reed Circle], now calling itself [Free Press Guild], {said} (it was closed)."
    other = "[Ana Ruiz] {said} (so)."
    made = reading_of(words, other)
    body = replace(made.actors[0], kind="organization", role=None)
    circle = replace(body, name="Reed Circle", names=("Reed Circle",))
    guild = replace(body, id="a9", name="Free Press Guild", names=("Free Press Guild",))
    found = tie(contents_with(replace(made, actors=(circle, *made.actors[1:], guild)))).identities
    assert [each.actors for each in found.everybody] == [("d1.a1", "d1.a9"), ("d1.a2",)]
    said = "the text says that Reed Circle is also called Free Press Guild"
    assert found.merges[0].reason.startswith(said)
