"""Occasions by their days, as people see them: the newest first, and how many there were when."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, get_args

from sqlalchemy import false, func, select, tuple_

from verbale.errors import NoSuchEntry, WrongMetadata, about
from verbale.model import OccasionType
from verbale.record import queries, reviewed, schema
from verbale.record.wanted import actors_called, entries_published_by
from verbale.uncertain_dates import bounds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Connection

    from verbale.record.rows import OccasionRow

__all__ = ["Happening", "latest", "months"]

_FIRST_DAY: Final = "0000-01-01"
_LAST_DAY: Final = "9999-12-31"
_OCCASION: Final = schema.occasion.c
_DAY: Final = func.coalesce(_OCCASION.first_day, "")  # what has no date comes last


@dataclass(frozen=True, slots=True)
class Happening:
    """Which occasions are wanted: of a type, and on days that a date (EDTF) can mean.

    `who` takes part, by part of a name or an actor's id. Those pass whose date can lie between
    `since` and `until`. `publisher` is part of the name of who tells of it.
    """

    type: str | None = None
    when: str | None = None
    who: str | None = None
    since: str | None = None
    until: str | None = None
    publisher: str | None = None
    review: str | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """Say it in SQL. Raises `WrongMetadata` for what is no type, or no date."""
        if self.type is not None and self.type not in get_args(OccasionType):
            choices = ", ".join(get_args(OccasionType))
            raise WrongMetadata(f"{self.type!r} is no type of occasion. Choose from: {choices}.")
        wanted = [_OCCASION.type == self.type] if self.type is not None else []
        if self.when is not None:
            with about("when"):
                first, last = bounds(self.when)
            wanted += [_OCCASION.first_day <= last, _OCCASION.last_day >= first]
        if self.since is not None:
            with about("since"):
                wanted.append(_OCCASION.last_day >= bounds(self.since)[0])
        if self.until is not None:
            with about("until"):
                wanted.append(_OCCASION.first_day <= bounds(self.until)[1])
        if self.who is not None:
            takes_part = schema.participant.c
            of_them = takes_part.actor.in_(actors_called(self.who))
            wanted.append(_OCCASION.id.in_(select(takes_part.occasion).where(of_them)))
        if self.review not in {None, "unreviewed"}:
            wanted.append(false())  # what was decided is looked at apart
        return [*wanted, *self.by_publisher()]

    def by_publisher(self) -> list[ColumnElement[bool]]:
        """Say in SQL who tells of it, which no decision changes."""
        if self.publisher is None:
            return []
        return [_OCCASION.id.in_(entries_published_by(self.publisher))]

    def admits(self, row: OccasionRow) -> bool:
        """Tell the same of an occasion as it was decided."""
        if self.type is not None and row.type != self.type:
            return False
        if self.review not in {None, row.review}:
            return False
        if self.who is not None and not _takes_part(self.who, row):
            return False
        limits = [bounds(self.when)] if self.when is not None else []
        limits += [(bounds(self.since)[0], _LAST_DAY)] if self.since is not None else []
        limits += [(_FIRST_DAY, bounds(self.until)[1])] if self.until is not None else []
        if row.date is None:
            return not limits
        begins, ends = bounds(row.date)
        return all(begins <= last and ends >= first for first, last in limits)


def _takes_part(who: str, row: OccasionRow) -> bool:
    names = (name.casefold() for name in row.participants)
    return who in row.participant_ids or any(who.casefold() in name for name in names)


def latest(
    connection: Connection, wanted: Happening, size: int, after: str | None = None
) -> list[OccasionRow]:
    """Give `size` occasions, the newest first, `after` that of an id; undated ones come last.

    Raises `NoSuchEntry` when there is no such id, and `WrongMetadata`.
    """
    decided = _decided(connection, wanted)
    last = _place_of(connection, after, decided) if after is not None else None
    place = tuple_(_DAY, _OCCASION.id)
    conditions = [*wanted.conditions(), _OCCASION.id.not_in(decided)]
    if last is not None:
        conditions.append(place < tuple_(*last))
    query = select(_DAY.label("day"), _OCCASION.id).where(*conditions)
    places = [
        (row.day, row.id)
        for row in connection.execute(query.order_by(_DAY.desc(), _OCCASION.id.desc()).limit(size))
    ]
    places += [
        (_day(row), number)
        for number, row in decided.items()
        if row is not None and wanted.admits(row) and (last is None or (_day(row), number) < last)
    ]
    numbers = [number for _, number in sorted(places, reverse=True)[:size]]
    rows = reviewed.occasions_at(connection, numbers)
    return [rows[number] for number in numbers]


def months(connection: Connection, wanted: Happening) -> dict[str, int]:
    """Count the occasions by the months (`2025-03`) in which they began, in order."""
    decided = _decided(connection, wanted)
    month = func.substr(_OCCASION.first_day, 1, 7)
    query = (
        select(month, func.count())
        .where(*wanted.conditions(), _OCCASION.id.not_in(decided), _OCCASION.first_day.is_not(None))
        .group_by(month)
    )
    counts = Counter({row[0]: row[1] for row in connection.execute(query)})
    counts.update(_admitted(wanted, decided.values()))
    return dict(sorted(counts.items()))


def _admitted(wanted: Happening, rows: Iterable[OccasionRow | None]) -> list[str]:
    return [_day(row)[:7] for row in rows if row is not None and row.date and wanted.admits(row)]


def _decided(connection: Connection, wanted: Happening) -> dict[int, OccasionRow | None]:
    """Give the occasions that somebody decided about as they are seen.

    They are `None` where they were rejected, or are told by another publisher than is wanted.
    """
    query = select(_OCCASION.id).where(_OCCASION.id.in_(select(schema.attachment.c.entry)))
    numbers = list(connection.execute(query).scalars())
    told = list(connection.execute(query.where(*wanted.by_publisher())).scalars())
    rows = reviewed.occasions_at(connection, told) if told else {}
    return {number: rows.get(number) for number in numbers}


def _day(row: OccasionRow) -> str:
    return bounds(row.date)[0] if row.date else ""


def _place_of(
    connection: Connection, entry_id: str, decided: dict[int, OccasionRow | None]
) -> tuple[str, int]:
    number = queries.entry_number(connection, entry_id)
    row = decided.get(number) if number is not None else None
    if row is not None and number is not None:
        return _day(row), number
    day: Any = connection.execute(select(_DAY).where(_OCCASION.id == number)).scalar()
    if day is None or number is None:
        raise NoSuchEntry(f"There is no occasion {entry_id} to go on after.")
    return day, number
