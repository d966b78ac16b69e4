"""The ledger of figures: what was claimed of one measure, by whom and when, and how it fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import exists, or_, select

from verbale.record import queries, reviewed, schema
from verbale.record.rows import ComparisonRow, SeriesRow
from verbale.record.wanted import Wanted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement, Connection

__all__ = ["series"]

_LONGEST: Final = 300  # figures of a series that are shown
_AT_ONCE: Final = 500  # figures that are looked at together


def series(
    connection: Connection,
    measure: str | None = None,
    relation: str | None = None,
    size: int | None = None,
    wanted: Wanted | None = None,
) -> list[SeriesRow]:
    """Give the series of figures about one measure, the newest first: all, or `size` of them.

    `measure` is part of what is counted, in the words of a document; `relation` is what two figures
    of the series must be to each other: agrees, contradicts or updates. One of these two must stand
    in a statement that is `wanted`. Raises `WrongMetadata` for what cannot be wanted.
    """
    made: list[SeriesRow] = []
    seen: set[int] = set()
    for figure in _beginnings(connection, measure, relation, wanted or Wanted()):
        if figure not in seen:
            together = _together(connection, figure)
            seen |= together
            row = _series(connection, sorted(together))
            if row is not None:
                made.append(row)
            if len(made) == size:
                break
    return made


def _beginnings(
    connection: Connection, measure: str | None, relation: str | None, wanted: Wanted
) -> Iterator[int]:
    """Give the figures that were compared with an earlier one, the newest first."""
    comparison, figure = schema.comparison.c, schema.figure.c
    query = select(comparison.other).order_by(comparison.other.desc()).limit(_AT_ONCE)
    if relation is not None:
        query = query.where(comparison.relation == relation)
    if measure is not None:
        query = query.join(schema.figure, figure.id == comparison.other).where(
            figure.measure.icontains(measure, autoescape=True)
        )
    if wanted != Wanted():
        query = query.where(
            or_(_stands_in(comparison.other, wanted), _stands_in(comparison.one, wanted))
        )
    some = list(connection.execute(query).scalars())
    while some:
        yield from dict.fromkeys(some)
        following = query.where(comparison.other < some[-1])
        some = list(connection.execute(following).scalars())


def _stands_in(number: ColumnElement[int], wanted: Wanted) -> ColumnElement[bool]:
    """Say that the figure of this number stands in a statement that is wanted."""
    claimed, shown = schema.figure.alias(), schema.shown.c
    return or_(
        *(
            exists().where(
                claimed.c.id == number, shown.statement == claimed.c.statement, *alternative
            )
            for alternative in wanted.alternatives()
        )
    )


def _together(connection: Connection, figure: int) -> set[int]:
    """Give all figures that comparisons lead to."""
    comparison = schema.comparison.c
    found, fresh = {figure}, {figure}
    while fresh and len(found) < _LONGEST:
        query = select(comparison.one, comparison.other).where(
            or_(comparison.one.in_(fresh), comparison.other.in_(fresh))
        )
        reached = {end for row in connection.execute(query) for end in (row.one, row.other)}
        fresh = reached - found
        found |= fresh
    return found


def _series(connection: Connection, numbers: list[int]) -> SeriesRow | None:
    comparison = schema.comparison.c
    rows = reviewed.figures_at(connection, numbers)
    ids = queries.entry_ids(connection, numbers)
    by_id = {row.id: row for row in rows}
    query = select(schema.comparison).where(
        comparison.one.in_(numbers), comparison.other.in_(numbers)
    )
    compared = [
        ComparisonRow(by_id[ids[row.one]], by_id[ids[row.other]], row.relation, row.reason)
        for row in connection.execute(query)
        if ids[row.one] in by_id and ids[row.other] in by_id
    ]
    if not compared:
        return None
    ordered = sorted(rows, key=lambda row: (row.date or "9999", row.id))
    return SeriesRow(ordered[0].measure, ordered[0].unit, tuple(ordered), tuple(compared))
