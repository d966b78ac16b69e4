"""The ledger of figures: what was claimed of one measure, by whom and when, and how it fits."""

from __future__ import annotations

from collections import defaultdict
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
_AT_ONCE: Final = 100  # figures that are looked at together
_SERIES_AT_ONCE: Final = 50  # series that are made together


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
    clusters: list[set[int]] = []
    made: list[SeriesRow] = []
    seen: set[int] = set()
    for figure in _beginnings(connection, measure, relation, wanted or Wanted()):
        if figure not in seen:
            clusters.append(_together(connection, figure))
            seen |= clusters[-1]
        if len(clusters) == (_SERIES_AT_ONCE if size is None else size - len(made)):
            made += _series(connection, clusters)
            clusters.clear()
            if len(made) == size:
                return made
    return made + _series(connection, clusters)


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


def _series(connection: Connection, clusters: list[set[int]]) -> list[SeriesRow]:
    """Make a series of each set of figures, but of those whose comparisons are all rejected."""
    numbers = sorted(number for cluster in clusters for number in cluster)
    comparison = schema.comparison.c
    ids = queries.entry_ids(connection, numbers)
    rows = {row.id: row for row in reviewed.figures_at(connection, numbers)}
    seen = {number: rows[ids[number]] for number in numbers if ids[number] in rows}
    query = select(schema.comparison).where(
        comparison.one.in_(numbers), comparison.other.in_(numbers)
    )
    compared: dict[int, list[ComparisonRow]] = defaultdict(list)
    for row in connection.execute(query).all():
        if row.one in seen and row.other in seen:
            one, other = seen[row.one], seen[row.other]
            compared[row.other].append(ComparisonRow(one, other, row.relation, row.reason))
    made = []
    for cluster in map(sorted, clusters):
        pairs = tuple(each for number in cluster for each in compared[number])
        figures = [seen[number] for number in cluster if number in seen]
        figures.sort(key=lambda row: (row.date or "9999", row.id))
        if pairs:
            made.append(SeriesRow(figures[0].measure, figures[0].unit, tuple(figures), pairs))
    return made
