"""Search among all that people see: by words, by meaning, by who, when and what for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import case, func, literal, select, tuple_, union_all

from verbale.errors import WrongQuery
from verbale.reading.meaning import likeness, nearest_cells, vector_of
from verbale.record import queries, reviewed, schema
from verbale.record.engines import holding
from verbale.record.query_language import parse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection, Select

    from verbale.reading.meaning import Meaning
    from verbale.record.rows import StatementRow
    from verbale.record.wanted import Wanted

__all__ = ["Counts", "Found", "Page", "count", "in_order", "latest_added", "search"]

_COUNTED: Final = 10_000  # statements that are counted at most
_LISTED: Final = 20  # values of a facet
_CELLS: Final = 24  # groups of meaning that are looked through
_LOOKED_AT: Final = 60_000  # vectors that are compared
_SHOWN = schema.shown.c
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
    extra = _holding(connection, words)
    order = ("day", "statement") if words is None else ("statement",)
    parts = [
        _last_of(select(*_COUNTED_BY).where(*alternative, *extra), order).subquery()
        for alternative in wanted.alternatives()
    ]
    found = _last_of(union_all(*(select(part) for part in parts)).subquery().select(), order).cte()
    person = schema.person.c
    values = {
        **{name: found.c[name] for name in ("act", "side", "state", "review", "publisher")},
        "speaker": person.name,
        "year": case((found.c.day < "9999", func.substr(found.c.day, 1, 4))),
    }
    counted = union_all(
        select(
            literal("").label("facet"), literal("").label("value"), func.count().label("many")
        ).select_from(found),
        *(
            select(literal(name), value, func.count())
            .select_from(found.outerjoin(schema.person, person.id == found.c.person))
            .group_by(value)
            for name, value in values.items()
        ),
    )
    facets: dict[str, list[tuple[str, int]]] = {name: [] for name in values}
    total = 0
    for row in connection.execute(counted):
        if not row.facet:
            total = row.many
        elif row.value is not None:
            facets[row.facet].append((row.value, row.many))
    commonest = {name: _commonest(pairs) for name, pairs in facets.items()}
    return Counts(total, total < _COUNTED, commonest)


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
        (row.statement, row.vector)
        for alternative in wanted.alternatives()
        for row in connection.execute(
            select(_SHOWN.statement, _SHOWN.vector)
            .where(near, *alternative, *extra)
            .limit(_LOOKED_AT)
        )
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


def _nearest(meaning: Meaning, rows: list[tuple[int, bytes]], most: int) -> list[tuple[int, float]]:
    if not rows:
        return []
    near = likeness(meaning, [vector for _, vector in rows]).tolist()
    ranked = sorted(zip(near, (number for number, _ in rows), strict=True), reverse=True)
    return [(number, round(how_near, 4)) for how_near, number in ranked[:most]]


def _place_of(connection: Connection, entry_id: str) -> tuple[str, int]:
    number = queries.entry_number(connection, entry_id)
    day = select(schema.shown.c.day).where(schema.shown.c.statement == number)
    found = connection.execute(day).scalar()
    if number is None or found is None:
        raise WrongQuery(f"There is no statement {entry_id} to go on after.")
    return found, number


def _commonest(counts: list[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts, key=lambda pair: (-pair[1], pair[0]))[:_LISTED])
