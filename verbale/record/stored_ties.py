"""The tables of ties: written document by document, and read as `ties.tie` gives them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, insert, select

from verbale.record import queries, schema
from verbale.record.decided import corrected_actors
from verbale.record.exchanges import Exchange
from verbale.record.figure_series import FigureRelation
from verbale.record.identity import Identities, Identity, Merge, identity_of
from verbale.record.reprints import Reprint
from verbale.record.ties import Ties

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Column, Connection, Table

    from verbale.record.rows import ActorRow, Contents
    from verbale.record.ties import DocumentTies

__all__ = ["compared_in", "load", "replace"]


def load(connection: Connection, contents: Contents) -> Ties:
    """Give the ties of all that is on record, of which `contents` are what people see."""
    rows = _Rows(connection)
    links = {(link.answer, link.answered): link for link in contents.links}
    return Ties.of(
        rows.identities(contents),
        (
            Reprint(statement, first, row.reason, row.score)
            for statement, first, row in rows.between(schema.reprint, "statement", "same_as")
        ),
        (
            Exchange(answer, answered, row.basis, row.reason, row.score)
            for answer, answered, row in rows.between(schema.exchange, "answer", "answered")
        ),
        (
            links[answer, answered]
            for answer, answered, _ in rows.between(schema.outweighed, "answer", "answered")
        ),
        (
            FigureRelation(one, other, row.relation, row.reason)
            for one, other, row in rows.between(schema.comparison, "one", "other")
        ),
    )


def replace(
    connection: Connection, number: int, ties: DocumentTies, number_of: Callable[[str], int]
) -> None:
    """Put the ties of a document in the place of those that it had.

    `number_of` gives the number of an entry by its id.
    """
    _clear(connection, number)
    for table, rows in _rows_of(ties, number_of):
        if rows:
            connection.execute(insert(table), rows)


def compared_in(connection: Connection, numbers: list[int]) -> dict[int, list[tuple[str, str]]]:
    """Give the pairs of figures that were compared when each of these documents was tied."""
    comparison = schema.comparison.c
    rows = connection.execute(
        select(comparison.one, comparison.other, schema.reading.c.document)
        .join(schema.entry, schema.entry.c.id == comparison.other)
        .join(schema.reading, schema.reading.c.id == schema.entry.c.reading)
        .where(schema.reading.c.document.in_(numbers))
    ).all()
    ids = queries.entry_ids(connection, [end for row in rows for end in (row.one, row.other)])
    found: dict[int, list[tuple[str, str]]] = {number: [] for number in numbers}
    for row in rows:
        found[row.document].append((ids[row.one], ids[row.other]))
    return {number: sorted(pairs) for number, pairs in found.items()}


def _clear(connection: Connection, number: int) -> None:
    """Remove the ties of a document, of what was rejected too."""
    own = queries.entries_of(number)
    for owner in _OWNERS:
        connection.execute(delete(owner.table).where(owner.in_(own)))


def _rows_of(
    ties: DocumentTies, number_of: Callable[[str], int]
) -> Iterator[tuple[Table, list[dict[str, object]]]]:
    yield (
        schema.reprint,
        [
            {
                "statement": number_of(each.statement),
                "same_as": number_of(each.same_as),
                "reason": each.reason,
                "score": each.score,
            }
            for each in ties.reprints
        ],
    )
    yield (
        schema.exchange,
        [
            {
                "answer": number_of(each.answer),
                "answered": number_of(each.answered),
                "basis": each.basis,
                "reason": each.reason,
                "score": each.score,
            }
            for each in ties.exchanges.across
        ],
    )
    yield (
        schema.outweighed,
        [
            {"answer": number_of(each.answer), "answered": number_of(each.answered)}
            for each in ties.exchanges.outweighed
        ],
    )
    yield (
        schema.comparison,
        [
            {
                "one": number_of(each.one),
                "other": number_of(each.other),
                "relation": each.relation,
                "reason": each.reason,
            }
            for each in ties.figures
        ],
    )


# Whose tie it is: of the later of two documents.
_OWNERS: Final[tuple[Column[int], ...]] = (
    schema.reprint.c.statement,
    schema.exchange.c.answer,
    schema.outweighed.c.answer,
    schema.comparison.c.other,
)


class _Rows:
    """Reads tables of pairs, with the ids that people see."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._ids = {number: key for key, number in queries.entry_numbers(connection).items()}

    def between(self, table: Table, one: str, other: str) -> list[tuple[str, str, Any]]:
        columns = table.c[one].label("one_number"), table.c[other].label("other_number")
        return [
            (self._ids[row.one_number], self._ids[row.other_number], row)
            for row in self._connection.execute(select(table, *columns))
        ]

    def identities(self, contents: Contents) -> Identities:
        identity, merge = schema.identity, schema.merge
        person = {
            self._ids[row.actor]: self._ids[row.person]
            for row in self._connection.execute(select(identity))
        }
        together: dict[str, list[ActorRow]] = defaultdict(list)
        for row in contents.actors:
            together[person.get(row.id, row.id)].append(row)
        order = {row.id: place for place, row in enumerate(contents.actors)}
        merges = [
            Merge(self._ids[row.one], self._ids[row.other], row.reason, row.score)
            for row in self._connection.execute(select(merge))
        ]
        merges.sort(key=lambda each: (order[each.one], order[each.other]))
        corrected = corrected_actors(self._connection)
        everybody: list[Identity] = [identity_of(rows, corrected) for rows in together.values()]
        return Identities(tuple(everybody), tuple(merges))
