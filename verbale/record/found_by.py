"""The database's index of what documents find each other by; what it is for tells `related`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, delete, insert, select, text

from verbale.record import schema
from verbale.record.related import LATEST, MOST, chosen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, Select, TextClause

    from verbale.record.sayings import Order

__all__ = ["earlier", "everything", "forget", "keys", "later", "order_of", "orders", "replace"]

_EVERY: Final = 0  # the key that every document has, so that all of them are in order
_NONE: Final = 1  # a key that no document has
_AT_ONCE: Final = 32  # keys in one question
_KEY = schema.tie_key.c
_DAY_OF: Final = select(_KEY.day).where(_KEY.document == bindparam("number"), _KEY.key == _EVERY)


def _asking(beside: str, direction: str) -> TextClause:
    """Ask for the nearest documents on one side of a place, behind each of several keys."""
    parts = (  # nothing in it comes from outside
        f"SELECT * FROM (SELECT day, document FROM tie_key WHERE key = :key{place}"  # noqa: S608
        f" AND (day, document) {beside} (:day, :document)"
        f" ORDER BY day {direction}, document {direction} LIMIT :most) AS behind{place}"
        for place in range(_AT_ONCE)
    )
    return text(" UNION ALL ".join(parts))


_BEFORE: Final = _asking("<", "DESC")
_AFTER: Final = _asking(">", "ASC")


def replace(
    connection: Connection, number: int, order: Order, found_by: frozenset[int]
) -> set[int]:
    """Let document `number` be found by these keys only; give the later ones that do or did."""
    affected = forget(connection, number)
    rows = [
        {"document": number, "key": key, "day": order[0]} for key in sorted({_EVERY, *found_by})
    ]
    connection.execute(insert(schema.tie_key), rows)
    return affected | later(connection, order, found_by)


def forget(connection: Connection, number: int) -> set[int]:
    """Let document `number` be found no more; give the later documents that did find it."""
    if connection.execute(_DAY_OF, {"number": number}).scalar() is None:
        return set()
    affected = later(connection, order_of(connection, number), keys(connection, number))
    connection.execute(delete(schema.tie_key).where(_KEY.document == number))
    return affected


def order_of(connection: Connection, number: int) -> Order:
    """Give where document `number`, which can be found, stands among all."""
    return connection.execute(_DAY_OF, {"number": number}).scalar_one(), number


def everything() -> Select[tuple[int]]:
    """Select the documents that can be found."""
    return select(_KEY.document).where(_KEY.key == _EVERY)


def keys(connection: Connection, number: int) -> set[int]:
    """Give what a document is found by."""
    query = select(_KEY.key).where(_KEY.document == number, _KEY.key != _EVERY)
    return set(connection.execute(query).scalars())


def orders(connection: Connection, numbers: Select[tuple[int]]) -> list[Order]:
    """Give where some documents stand among all, in order."""
    query = select(_KEY.day, _KEY.document).where(_KEY.key == _EVERY, _KEY.document.in_(numbers))
    return sorted((row.day, row.document) for row in connection.execute(query))


def earlier(connection: Connection, order: Order, found_by: Iterable[int]) -> list[Order]:
    """Give the earlier documents to compare one with, in order."""
    every = _nearest(connection, _BEFORE, [_EVERY], order, MOST + 1)
    if len(every) <= MOST:
        return sorted(every)
    return chosen(Counter(_nearest(connection, _BEFORE, found_by, order, LATEST)))


def later(connection: Connection, order: Order, found_by: Iterable[int]) -> set[int]:
    """Give the later documents that may be compared with one."""
    if not _nearest(connection, _AFTER, [_EVERY], order, 1):
        return set()
    # The first documents of all are compared with every earlier one.
    first = _nearest(connection, _AFTER, [_EVERY], ("", 0), MOST + 2)
    found = {number for day, number in first if (day, number) > order}
    return found | {n for _, n in _nearest(connection, _AFTER, found_by, order, LATEST)}


def _nearest(
    connection: Connection, asking: TextClause, found_by: Iterable[int], order: Order, most: int
) -> list[Order]:
    found: list[Order] = []
    wanted = list(found_by)
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        some += [_NONE] * (_AT_ONCE - len(some))
        values: dict[str, object] = {f"key{place}": key for place, key in enumerate(some)}
        values |= {"day": order[0], "document": order[1], "most": most}
        found += [(row.day, row.document) for row in connection.execute(asking, values)]
    return found
