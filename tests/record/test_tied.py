"""What ties documents together, as a record answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.record.several import told
from verbale.exports.tabular import flat

if TYPE_CHECKING:
    from tests.record.several import Sides
    from verbale.record import Record

CLAIM = "[Ana Ruiz] {said} (the river wall had been built without any study of the floods)."
AGAIN = "In March [Ana Ruiz] had {said} (the wall had been built without a study of floods)."
DENIAL = "[The Ministry] {denied} (that the river wall was built without a study of the floods)."
SIDES: Sides = {"Ana Ruiz": "civil-society", "The Ministry": "state"}


@pytest.fixture
def record(record: Record) -> Record:
    record.add(told(CLAIM, on="2024-03-05", said="2024-03-04", acts=("concern",), sides=SIDES))
    record.add(told(AGAIN, on="2024-03-09", acts=("concern",), sides=SIDES))
    record.add(told(DENIAL, on="2024-03-12", said="2024-03-11", acts=("rebuttal",), sides=SIDES))
    return record


def test_one_person_in_two_documents_is_one(record: Record) -> None:
    [ruiz] = [row for row in record.people() if row.name == "Ana Ruiz"]
    assert ruiz.actors == ("d1.a1", "d2.a1")
    assert ruiz.why[0].startswith("d1.a1 is d2.a1: ")
    assert flat(ruiz)[0]["actors"] == "d1.a1; d2.a1"


def test_what_is_told_again_points_to_where_it_was_told_first(record: Record) -> None:
    [row] = record.reprints()
    assert (row.id, row.same_as, row.speaker) == ("d2.s1", "d1.s1", "Ana Ruiz")
    assert flat(row)[0]["same_as"] == "d1.s1"


def test_an_answer_in_another_document_answers(record: Record) -> None:
    answers = {
        row.statement.id: [answer.statement.id for answer in row.answers]
        for row in record.exchanges()
    }
    assert answers["d1.s1"] == ["d3.s1"]


def test_ties_are_those_of_what_people_left(record: Record) -> None:
    record.review("d2.s1", "reject", by="Ann Lee", at="2024-06-01T12:00:00+00:00")
    assert record.reprints() == []
