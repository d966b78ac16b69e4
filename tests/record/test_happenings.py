from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.factories import reading_of, span_of
from verbale.errors import NoSuchEntry, WrongMetadata
from verbale.model import Occasion, OccasionType, Reading
from verbale.record.happenings import Happening

if TYPE_CHECKING:
    from verbale.record import Record

AT = "2024-06-01T12:00:00Z"


def with_occasions(name: str, *told: tuple[OccasionType, str | None]) -> Reading:
    made = reading_of(f"[Ann] {{said}} (so in {name}).", name=name)
    span = span_of(made.document.text, "said")
    occasions = (Occasion(f"o{n}", kind, span, date) for n, (kind, date) in enumerate(told, 1))
    return replace(made, occasions=tuple(occasions))


@pytest.fixture
def kept(record: Record) -> Record:
    record.add(with_occasions("one", ("law", "2024-03"), ("visit", None), ("law", "2023")))
    record.add(with_occasions("two", ("visit", "2024-03-10/2024-04-02"), ("law", "2022-01-01")))
    return record


def ids(record: Record, wanted: Happening | None = None) -> list[str]:
    found: list[str] = []
    while rows := record.happenings(wanted, 2, found[-1] if found else None):
        found += [row.id for row in rows]
    return found


def test_the_newest_come_first_and_those_without_a_date_last(kept: Record) -> None:
    assert ids(kept) == ["d2.o1", "d1.o1", "d1.o3", "d2.o2", "d1.o2"]
    assert kept.calendar() == {"2022-01": 1, "2023-01": 1, "2024-03": 2}


def test_they_are_chosen_by_type_and_time(kept: Record) -> None:
    assert ids(kept, Happening("law")) == ["d1.o1", "d1.o3", "d2.o2"]
    assert ids(kept, Happening(when="2024-04")) == ["d2.o1"]
    assert ids(kept, Happening("visit", "2024-03-05")) == []
    assert kept.calendar(Happening("visit")) == {"2024-03": 1}


def test_what_people_decided_is_where_they_put_it(kept: Record) -> None:
    kept.review("d1.o1", "correct", by="Ann", at=AT, field="date", becomes="2021-05")
    kept.review("d2.o1", "reject", by="Ann", at=AT)
    kept.review("d1.o3", "correct", by="Ann", at=AT, field="type", becomes="visit")
    assert ids(kept) == ["d1.o3", "d2.o2", "d1.o1", "d1.o2"]
    assert ids(kept, Happening("law")) == ["d2.o2", "d1.o1"]
    assert ids(kept, Happening(when="2024")) == []
    assert kept.calendar() == {"2021-05": 1, "2022-01": 1, "2023-01": 1}
    kept.undo(2, by="Ann", at=AT)
    assert ids(kept)[0] == "d2.o1"


def test_what_cannot_be_wanted(kept: Record) -> None:
    with pytest.raises(WrongMetadata, match="'feast' is no type of occasion"):
        kept.happenings(Happening("feast"))
    with pytest.raises(WrongMetadata):
        kept.calendar(Happening(when="soon"))
    with pytest.raises(NoSuchEntry, match="d1.o9"):
        kept.happenings(after="d1.o9")
