"""Search among all that people see: by words, by meaning, by who, when and what for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np
from sqlalchemy import select, tuple_, union_all

from verbale.errors import WrongQuery
from verbale.reading.meaning import likeness, nearest_cells, vector_of
from verbale.record import queries, reviewed, schema
from verbale.record.engines import holding, told_of
from verbale.record.query_language import parse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection, Row, Select

    from verbale.reading.meaning import Meaning
    from verbale.record.rows import StatementRow
    from verbale.record.wanted import Wanted

__all__ = ["Counts", "Found", "Page", "count", "in_order", "latest_added", "search"]

_COUNTED: Final = 5_000  # statements that are counted at most
_LISTED: Final = 20  # values of a facet
_CELLS: Final = 24  # groups of meaning that are looked through
_LOOKED_AT: Final = 30_000  # vectors that are compared
_SHOWN = schema.shown.c
_Value = TypeVar("_Value", str, int)
_COUNTED_BY: Final = tuple(
    _SHOWN[name] for name in "day statement act side state review publisher person".split()
)


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of what is found: so many, after the statement of this id (newest first)."""

    size: int = 50
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, newest first, by meaning the nearest first.

    `likeness`, from -1 to 1, is given for a search by meaning. `more` tells that there is more.
    """

    statements: tuple[StatementRow, ...]
    likeness: tuple[float, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How many statements were found, and how they spread; `all` is false where there may be more.

    `facets` gives, by the name of a filter, its values with their counts, the commonest first.
    """

    total: int
    all: bool
    facets: Mapping[str, tuple[tuple[str, int], ...]]


def search(
    connection: Connection,
    words: str | None,
    like: str | None,
    wanted: Wanted,
    page: Page,
) -> Found:
    """Find statements that hold what `words` asks for, or mean something `like` a text.

    Raises `WrongQuery` and `WrongMetadata` for what cannot be understood.
    """
    extra = _holding(connection, words)
    if like is not None:
        return _by_meaning(connection, like, wanted, extra, page)
    numbers = in_order(connection, wanted, extra, page.size + 1, page.after)
    rows = reviewed.rows_of(connection, numbers[: page.size])
    return Found(tuple(rows), (), len(numbers) > page.size)


def in_order(
    connection: Connection,
    wanted: Wanted,
    extra: Sequence[ColumnElement[bool]],
    size: int | None,
    after: str | None,
    *,
    newest_first: bool = True,
) -> list[int]:
    """Give the numbers of what is wanted by its days: all or `size`, `after` that of an id.

    Raises `WrongMetadata` for what cannot be wanted, `WrongQuery` when there is no such id.
    """
    place = tuple_(_SHOWN.day, _SHOWN.statement)
    conditions = list(extra)
    if after is not None:
        last = _place_of(connection, after)
        conditions.append(place < last if newest_first else place > last)
    order = [_SHOWN.day, _SHOWN.statement]
    found = [
        (row.day, row.statement)
        for alternative in wanted.alternatives()
        for row in connection.execute(
            select(*order)
            .where(*alternative, *conditions)
            .order_by(*([each.desc() for each in order] if newest_first else order))
            .limit(size)
        )
    ]
    return [number for _, number in sorted(found, reverse=newest_first)][:size]


def latest_added(
    connection: Connection, words: str | None, wanted: Wanted, size: int
) -> list[StatementRow]:
    """Give `size` statements that a search finds, those of the documents added last first."""
    order = [_SHOWN.document, _SHOWN.statement]
    extra = _holding(connection, words)
    found = [
        (row.document, row.statement)
        for alternative in wanted.alternatives()
        for row in connection.execute(
            select(*order)
            .where(*alternative, *extra)
            .order_by(*(each.desc() for each in order))
            .limit(size)
        )
    ]
    numbers = [number for _, number in sorted(found, reverse=True)[:size]]
    return reviewed.rows_of(connection, numbers)


def count(connection: Connection, words: str | None, wanted: Wanted) -> Counts:
    """Count what a search finds, and how it spreads.

    Of many, the newest are counted; of what holds common words, those that were added last: the
    index of words has them in this order.
    """
    order = ("day", "statement") if words is None else ("statement",)
    parts = [
        _last_of(
            select(*_COUNTED_BY).where(*alternative, *_told_of(connection, words, alternative)),
            order,
        ).subquery()
        for alternative in wanted.alternatives()
    ]
    found = _last_of(union_all(*(select(part) for part in parts)).subquery().select(), order)
    rows = connection.execute(found).all()
    # Added up here: to group the same rows seven times takes the database three times as long.
    columns = dict(zip((each.name for each in _COUNTED_BY), zip(*rows, strict=True), strict=False))
    facets = {
        name: _commonest(Counter(columns.get(name, ())))
        for name in ("act", "side", "state", "review", "publisher")
    }
    years = Counter(day[:4] for day in columns.get("day", ()) if day < "9999")
    speakers = _commonest(Counter(columns.get("person", ())))
    facets |= {"speaker": _named(connection, speakers), "year": _commonest(years)}
    return Counts(len(rows), len(rows) < _COUNTED, facets)


def _named(
    connection: Connection, persons: tuple[tuple[int, int], ...]
) -> tuple[tuple[str, int], ...]:
    """Give names for the numbers of persons, those of one name counted together.

    Who is nobody's any more, until the record is tied, is left out.
    """
    person = schema.person.c
    query = select(person.id, person.name).where(person.id.in_([each for each, _ in persons]))
    names = {row.id: row.name for row in connection.execute(query)}
    counts: Counter[str] = Counter()
    for each, many in persons:
        if each in names:
            counts[names[each]] += many
    return _commonest(counts)


def _last_of(found: Select[Any], order: Sequence[str]) -> Select[Any]:
    """Leave as many as are counted, the last ones in an order."""
    columns = found.selected_columns
    return found.order_by(*(columns[name].desc() for name in order)).limit(_COUNTED)


def _holding(connection: Connection, words: str | None) -> list[ColumnElement[bool]]:
    return (
        []
        if words is None
        else [_SHOWN.statement.in_(holding(connection, "shown_words", parse(words)))]
    )


def _told_of(
    connection: Connection, words: str | None, others: Sequence[ColumnElement[bool]]
) -> list[ColumnElement[bool]]:
    """The condition that the words are held, by the last that do where there is no other one."""
    if words is None:
        return []
    most = None if others else _COUNTED
    return [told_of(connection, "shown_words", parse(words), _SHOWN.statement, most)]


def _by_meaning(
    connection: Connection,
    like: str,
    wanted: Wanted,
    extra: list[ColumnElement[bool]],
    page: Page,
) -> Found:
    meaning = vector_of(like)
    if meaning is None:
        raise WrongQuery("The text to compare with has no words. Give some.")
    near = _SHOWN.cell.in_(nearest_cells(meaning, _CELLS))
    rows = [
        row
        for alternative in wanted.alternatives()
        for row in connection.execute(
            select(_SHOWN.statement, _SHOWN.vector)
            .where(near, *alternative, *extra)
            .limit(_LOOKED_AT)
        ).all()
    ]
    nearest = _nearest(meaning, rows, page.size + 1)
    order = dict(nearest[: page.size])
    found = reviewed.rows_at(connection, list(order))
    ranked = [number for number in order if number in found]
    return Found(
        tuple(found[number] for number in ranked),
        tuple(order[number] for number in ranked),
        len(nearest) > page.size,
    )


def _nearest(
    meaning: Meaning, rows: Sequence[Row[int, bytes]], most: int
) -> list[tuple[int, float]]:
    if not rows:
        return []
    numbers, vectors = zip(*rows, strict=True)
    near = likeness(meaning, vectors)
    least = np.partition(near, -most)[-most] if most < len(near) else near.min()
    ranked = sorted(((near[at], numbers[at]) for at in np.flatnonzero(near >= least)), reverse=True)
    return [(number, round(float(how_near), 4)) for how_near, number in ranked[:most]]


def _place_of(connection: Connection, entry_id: str) -> tuple[str, int]:
    number = queries.entry_number(connection, entry_id)
    day = select(schema.shown.c.day).where(schema.shown.c.statement == number)
    found = connection.execute(day).scalar()
    if number is None or found is None:
        raise WrongQuery(f"There is no statement {entry_id} to go on after.")
    return found, number


def _commonest(counts: Counter[_Value] | Counter[_Value | None]) -> tuple[tuple[_Value, int], ...]:
    pairs = ((value, many) for value, many in counts.items() if value is not None)
    return tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:_LISTED])
