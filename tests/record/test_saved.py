from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import reading_of
from verbale.errors import NoSuchEntry, WrongMetadata, WrongQuery
from verbale.record.saved import Question
from verbale.record.wanted import Wanted

if TYPE_CHECKING:
    from verbale.record import Record


def said(number: int) -> str:
    return f"[Ann] {{said}} (that {number} clubs were closed)."


@pytest.fixture
def kept(record: Record) -> Record:
    record.add(reading_of(said(1), name="one"))
    record.keep_search("clubs", Question(words="clubs"))
    record.keep_search("of Bo", Question(wanted=Wanted(speaker="Bo")))
    return record


def test_what_came_in_since_is_new(kept: Record) -> None:
    assert [(each.name, each.new) for each in kept.saved_searches()] == [("clubs", 0), ("of Bo", 0)]
    kept.add(reading_of(said(2), said(3), name="two"))
    clubs, of_bo = kept.saved_searches()
    assert (clubs.new, clubs.seen, of_bo.new) == (2, "d1", 0)
    unseen = clubs.unseen
    assert len(kept.search(unseen.words, wanted=unseen.wanted).statements) == 2
    assert [row.id for row in kept.latest_statements(clubs.question)] == ["d2.s2", "d2.s1", "d1.s1"]
    assert [row.id for row in kept.latest_statements(clubs.question, 1)] == ["d2.s2"]
    kept.look_at_search("clubs")
    assert kept.saved_search("clubs").new == 0
    assert kept.saved_search("clubs").question == Question(words="clubs")


def test_a_name_stands_for_one_search(kept: Record) -> None:
    kept.keep_search(" clubs ", Question(words="closed"))
    assert [each.question.words for each in kept.saved_searches()] == ["closed", None]
    kept.forget_search("clubs")
    assert [each.name for each in kept.saved_searches()] == ["of Bo"]
    for ask in (kept.forget_search, kept.look_at_search, kept.saved_search):
        with pytest.raises(NoSuchEntry, match="'clubs'"):
            ask("clubs")


def test_what_cannot_be_kept(kept: Record) -> None:
    for name in ("", "  ", "a\nb", "x" * 101):
        with pytest.raises(WrongQuery, match="up to 100 letters"):
            kept.keep_search(name, Question(words="clubs"))
    with pytest.raises(WrongQuery):
        kept.keep_search("half", Question(words="(clubs"))
    with pytest.raises(WrongMetadata):
        kept.keep_search("side", Question(wanted=Wanted(side="left")))
    assert [each.name for each in kept.saved_searches()] == ["clubs", "of Bo"]
