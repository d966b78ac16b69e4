"""The exchanges on record: what wants an answer or got one, with its answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import exists, select

from verbale.record import queries, reviewed, schema
from verbale.record.rows import LinkRow
from verbale.record.searching import in_order
from verbale.record.states import exchanges

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from sqlalchemy import Connection, Select

    from verbale.record.rows import ExchangeRow
    from verbale.record.wanted import Wanted

__all__ = ["about", "as_of", "listed"]


_HEADS: Final = (schema.shown.c.state.is_not(None), schema.shown.c.same_as.is_(None))
_UNANSWERED: Final = schema.shown.c.state == "unanswered"


def listed(
    connection: Connection,
    wanted: Wanted,
    size: int | None = None,
    after: str | None = None,
    *,
    unanswered_first: bool = False,
) -> list[ExchangeRow]:
    """Give the exchanges about what is wanted, by their days: all, or `size` of them.

    With `after`, the id of a statement, they are those that follow it. Raises `WrongMetadata` for
    what cannot be wanted, and `WrongQuery` when there is no such statement.
    """
    if not unanswered_first:
        heads = in_order(connection, wanted, _HEADS, size, after, newest_first=False)
        return _with_answers(connection, heads)
    heads = []
    waits = after is None or _waits(connection, after)
    if waits:
        conditions = [*_HEADS, _UNANSWERED]
        heads = in_order(connection, wanted, conditions, size, after, newest_first=False)
    if size is None or len(heads) < size:
        left = None if size is None else size - len(heads)
        conditions = [*_HEADS, ~_UNANSWERED]
        start = None if waits else after
        heads += in_order(connection, wanted, conditions, left, start, newest_first=False)
    return _with_answers(connection, heads)


def as_of(
    connection: Connection,
    wanted: Wanted,
    day: date,
    size: int | None = None,
    after: str | None = None,
) -> list[ExchangeRow]:
    """Give the exchanges about what is wanted as they stood on a day, by their days.

    What became of them in the end is not looked at. Raises as `listed` does.
    """
    whatever = replace(wanted, state=None)
    then: list[ExchangeRow] = []
    while True:
        found = listed(connection, whatever, size, after)
        stood = (each.as_of(day) for each in found)
        then += [each for each in stood if each is not None and wanted.state in {None, each.state}]
        if size is None or len(found) < size or len(then) >= size:
            return then[:size]
        after = found[-1].statement.id


def about(connection: Connection, number: int) -> list[ExchangeRow]:
    """Give the exchanges that the statement of this number raises or answers, in any telling."""
    shown = schema.shown.c
    tellings = {number, *_first_tellings(connection, {number}).values()}
    tellings |= _retellings(connection, tellings).keys()
    answered = {
        row.answered for query in _of_links("answer", tellings) for row in connection.execute(query)
    }
    heads = tellings | answered | set(_first_tellings(connection, answered).values())
    query = select(shown.statement).where(shown.statement.in_(heads), *_HEADS)
    return _with_answers(connection, list(connection.execute(query.order_by(shown.day)).scalars()))


def _sides(connection: Connection, ids: Mapping[int, str]) -> dict[str, str | None]:
    """Give the sides on which the speakers of statements stand, by the statements' ids."""
    shown = schema.shown.c
    query = select(shown.statement, shown.side).where(shown.statement.in_(sorted(ids)))
    return {ids[row.statement]: row.side for row in connection.execute(query)}


def _waits(connection: Connection, entry_id: str) -> bool:
    number = queries.entry_number(connection, entry_id)
    query = select(exists().where(schema.shown.c.statement == number, _UNANSWERED))
    return bool(connection.execute(query).scalar())


def _with_answers(connection: Connection, heads: list[int]) -> list[ExchangeRow]:
    links: dict[tuple[int, int], tuple[str, str]] = {}
    asked = set(heads)
    same_as: dict[int, int] = {}
    for _ in range(2):  # what answers, and what answers that: of a promise it tells whether it held
        same_as |= _retellings(connection, asked)
        found = _links(connection, asked | same_as.keys())
        links |= found
        asked = {answer for answer, _ in found}
        same_as |= _first_tellings(connection, asked)
        asked |= set(same_as.values())
    numbers = {*heads, *same_as, *same_as.values(), *(end for pair in links for end in pair)}
    rows = reviewed.rows_at(connection, sorted(numbers))
    ids = {number: row.id for number, row in rows.items()}
    order = {ids[number]: place for place, number in enumerate(heads) if number in ids}
    made = exchanges(
        rows.values(),
        [
            LinkRow(ids[answer], ids[answered], basis, reason)
            for (answer, answered), (basis, reason) in links.items()
            if answer in ids and answered in ids
        ],
        {ids[told]: ids[first] for told, first in same_as.items() if {told, first} <= ids.keys()},
        _sides(connection, ids) if any(row.act == "commitment" for row in rows.values()) else None,
    )
    wanted = [each for each in made if each.statement.id in order]
    return sorted(wanted, key=lambda each: order[each.statement.id])


def _retellings(connection: Connection, firsts: set[int]) -> dict[int, int]:
    reprint = schema.reprint.c
    query = select(reprint.statement, reprint.same_as).where(reprint.same_as.in_(firsts))
    return {row.statement: row.same_as for row in connection.execute(query)}


def _first_tellings(connection: Connection, told: set[int]) -> dict[int, int]:
    reprint = schema.reprint.c
    query = select(reprint.statement, reprint.same_as).where(reprint.statement.in_(told))
    return {row.statement: row.same_as for row in connection.execute(query)}


def _links(connection: Connection, answered: set[int]) -> dict[tuple[int, int], tuple[str, str]]:
    return {
        (row.answer, row.answered): (row.basis, row.reason)
        for query in _of_links("answered", answered)
        for row in connection.execute(query)
    }


def _of_links(end: str, numbers: set[int]) -> Iterator[Select[Any]]:
    """Ask for links by their `answer` or `answered`: across, and inside if not outweighed."""
    for table, holds in queries.links_that_hold():
        yield (
            select(table.c.answer, table.c.answered, table.c.basis, table.c.reason)
            .where(table.c[end].in_(numbers), holds)
            .order_by(table.c.answer, table.c.answered)
        )
