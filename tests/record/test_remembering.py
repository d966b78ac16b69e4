"""What is asked of a record again is not looked up again, unless somebody has written."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.factories import reading_of
from verbale.errors import WrongQuery
from verbale.record import Record
from verbale.record.remembering import RememberingRecord
from verbale.record.wanted import Wanted

if TYPE_CHECKING:
    from verbale.record.engines import Place

DENIED = "[The ministry] {denied} (that it had closed the club)."


@pytest.fixture
def filled(place: Place) -> Place:
    with Record(place) as record:
        record.add(reading_of(DENIED))
        record.tie()
    return place


def test_the_same_question_has_the_same_answer(filled: Place) -> None:
    with closing(RememberingRecord(filled)) as record:
        assert record.count() is record.count()
        assert record.search("club") is record.search("club")
        assert record.search("club") is not record.search("club", wanted=Wanted(side="state"))


def test_what_is_decided_is_seen_at_once(filled: Place) -> None:
    with closing(RememberingRecord(filled)) as record:
        assert dict(record.count().facets["review"]) == {"unreviewed": 1}
        with Record(filled, "edit") as editing:
            editing.review("d1.s1", "accept", by="Ann Lee", at="2024-05-01T10:00:00+00:00")
        assert dict(record.count().facets["review"]) == {"accepted": 1}


def test_what_is_added_is_seen_at_once(filled: Place) -> None:
    with closing(RememberingRecord(filled)) as record:
        assert record.sizes()["documents"] == 1
        with Record(filled) as adding:
            adding.add(reading_of("[The club] {said} (that it was open)."))
        assert record.sizes()["documents"] == 2


def test_what_was_not_asked_for_the_longest_is_forgotten(filled: Place) -> None:
    with closing(RememberingRecord(filled)) as record:
        first, kept = record.count(), record.sizes()
        for number in range(600):
            record.count(None, Wanted(since=str(1800 + number)))
            assert record.sizes() is kept
        assert record.count() == first
        assert record.count() is not first


def test_what_cannot_be_understood_is_said_every_time(filled: Place) -> None:
    with closing(RememberingRecord(filled)) as record:
        for _ in range(2):
            with pytest.raises(WrongQuery):
                record.search('"club')
