"""One hash over what is known of a document, and one over its reading, kept beside them.

A row that is altered afterwards, by a hand or by a disk, shows in them. What people add to a
reading is left out: it follows from the log, which has hashes of its own.
"""

from __future__ import annotations

import hashlib
import json
import re
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import Connection, delete, insert, select

from verbale.record import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Select, Table

__all__ = [
    "OWNERS",
    "Row",
    "Rows",
    "Seal",
    "is_added",
    "kept_seal",
    "pointers",
    "rows_of",
    "seal",
    "seal_of",
    "seal_the_rest",
]

Row = dict[str, Any]
Rows = dict[str, list[Row]]  # by table

# The tables of what a reading holds, each with the column that says which entry a row is about.
OWNERS: Final[dict[str, str]] = {
    "actor": "id",
    "actor_name": "actor",
    "statement": "id",
    "statement_theme": "statement",
    "addressee": "statement",
    "occasion": "id",
    "participant": "occasion",
    "figure": "id",
    "status_change": "id",
    "link": "answer",
    "selector": "entry",
}
_ENTRIES: Final = frozenset({"entry", "actor", "statement", "occasion", "figure", "status_change"})
_ADDED: Final = re.compile(r"n\d+")  # the keys of what people add
_NUMBERS: Final = frozenset({"id", "reading", "rendition", "document"})  # of rows, not of people


class Seal(NamedTuple):
    """The two hashes of a document, as hexadecimal SHA-256."""

    told: str
    read: str


def seal(connection: Connection, number: int) -> None:
    """Keep the hashes of document `number` as it stands, in the place of those before."""
    table = schema.seal
    connection.execute(delete(table).where(table.c.document == number))
    hashes = seal_of(rows_of(connection, number))
    connection.execute(insert(table).values(document=number, **hashes._asdict()))


def seal_the_rest(connection: Connection) -> None:
    """Keep the hashes of all documents that have none, as those of earlier versions."""
    document = schema.document.c.number
    unsealed = select(document).where(document.not_in(select(schema.seal.c.document)))
    for number in connection.execute(unsealed).scalars().all():
        seal(connection, number)


def kept_seal(connection: Connection, number: int) -> Seal | None:
    """Give the hashes that were kept of document `number`."""
    table = schema.seal.c
    found = connection.execute(
        select(table.told, table.read).where(table.document == number)
    ).one_or_none()
    return Seal(found.told, found.read) if found else None


def rows_of(connection: Connection, number: int) -> Rows:
    """Give the rows of document `number`, without its bytes, its text and what people added."""
    document, reading = schema.document.c, schema.reading.c
    original, rendition = schema.original.c, schema.rendition.c
    of_document = select(document.original).where(document.number == number)
    read = select(reading.rendition).where(reading.document == number)
    queries = {
        "document": select(schema.document).where(document.number == number),
        "original": select(original.sha256, original.media_type).where(
            original.sha256.in_(of_document)
        ),
        "rendition": select(*(each for each in rendition if each.name != "text")).where(
            rendition.id.in_(read)
        ),
        "reading": select(schema.reading).where(reading.document == number),
        "entry": select(schema.entry).where(
            schema.entry.c.reading.in_(select(reading.id).where(reading.document == number))
        ),
    }
    rows = {name: _all(connection, query) for name, query in queries.items()}
    numbers = [row["id"] for row in rows["entry"] if not is_added(row["key"])]
    # The entries of a reading are written at once, so that their numbers follow on each other.
    first, last = min(numbers, default=0), max(numbers, default=-1)
    for name, owner in OWNERS.items():
        table = schema.metadata.tables[name]
        rows[name] = _all(connection, select(table).where(table.c[owner].between(first, last)))
    return rows


def seal_of(rows: Rows) -> Seal:
    """Work out the hashes of one document's rows, wherever these come from."""
    entries = sorted(rows["entry"], key=itemgetter("id"))
    keys = {row["id"]: row["key"] for row in entries if not is_added(row["key"])}
    told = [*rows["document"], *rows["original"], *map(_unnumbered, rows["rendition"])]
    read: list[Row] = [*map(_unnumbered, rows["reading"]), {"keys": list(keys.values())}]
    for name, owner in OWNERS.items():
        named = pointers(schema.metadata.tables[name])
        found = [_named(row, named, keys) for row in rows[name] if row[owner] in keys]
        read.append({name: sorted(found, key=_canonical)})
    return Seal(_hash(told), _hash(read))


def _all(connection: Connection, query: Select[Any]) -> list[Row]:
    return [dict(row) for row in connection.execute(query).mappings()]


def is_added(key: str) -> bool:
    """Tell whether an entry of this key is one that people have added."""
    return _ADDED.fullmatch(key) is not None


def pointers(table: Table) -> list[str]:
    """Give the columns that hold the number of an entry."""
    return [key.parent.name for key in table.foreign_keys if key.column.table.name in _ENTRIES]


def _named(row: Row, columns: Iterable[str], keys: Mapping[int, str]) -> Row:
    """Give a row with the keys of entries, which mean the same in every record."""
    return row | {name: keys.get(row[name], row[name]) for name in columns}


def _unnumbered(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in _NUMBERS}


def _hash(rows: list[Row]) -> str:
    return hashlib.sha256(_canonical(rows).encode("utf-8", "surrogatepass")).hexdigest()


def _canonical(value: object) -> str:
    """Write JSON in one way only, without what is not known: later versions have more columns."""
    return json.dumps(
        _known(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=repr
    )


def _known(value: object) -> object:
    if isinstance(value, dict):
        return {name: _known(each) for name, each in value.items() if each is not None}
    return [_known(each) for each in value] if isinstance(value, list) else value
