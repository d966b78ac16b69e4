"""Occasions by their days, as people see them: the newest first, and how many there were when."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, get_args

from sqlalchemy import func, select, tuple_

from verbale.errors import NoSuchEntry, WrongMetadata
from verbale.model import OccasionType
from verbale.record import queries, reviewed, schema
from verbale.uncertain_dates import bounds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Connection

    from verbale.record.rows import OccasionRow

__all__ = ["Happening", "latest", "months"]

_OCCASION: Final = schema.occasion.c
_DAY: Final = func.coalesce(_OCCASION.first_day, "")  # what has no date comes last


@dataclass(frozen=True, slots=True)
class Happening:
    """Which occasions are wanted: of a type, and on days that a date (EDTF) can mean."""

    type: str | None = None
    when: str | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """Say it in SQL. Raises `WrongMetadata` for what is no type, or no date."""
        if self.type is not None and self.type not in get_args(OccasionType):
            choices = ", ".join(get_args(OccasionType))
            raise WrongMetadata(f"{self.type!r} is no type of occasion. Choose from: {choices}.")
        wanted = [_OCCASION.type == self.type] if self.type is not None else []
        if self.when is not None:
            first, last = bounds(self.when)
            wanted += [_OCCASION.first_day <= last, _OCCASION.last_day >= first]
        return wanted

    def admits(self, row: OccasionRow) -> bool:
        """Tell the same of an occasion as it was decided."""
        if self.type is not None and row.type != self.type:
            return False
        if self.when is None:
            return True
        if row.date is None:
            return False
        (first, last), (begins, ends) = bounds(self.when), bounds(row.date)
        return begins <= last and ends >= first


def latest(
    connection: Connection, wanted: Happening, size: int, after: str | None = None
) -> list[OccasionRow]:
    """Give `size` occasions, the newest first, `after` that of an id; undated ones come last.

    Raises `NoSuchEntry` when there is no such id, and `WrongMetadata`.
    """
    decided = _decided(connection)
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
    decided = _decided(connection)
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


def _decided(connection: Connection) -> dict[int, OccasionRow | None]:
    """Give the occasions that somebody decided about as they are seen, `None` for rejected ones."""
    query = select(_OCCASION.id).where(_OCCASION.id.in_(select(schema.attachment.c.entry)))
    numbers = list(connection.execute(query).scalars())
    rows = reviewed.occasions_at(connection, numbers) if numbers else {}
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
