"""Records as earlier versions have left them, made from one of today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import MetaData, Table, insert, select, text

from verbale.record import engines
from verbale.record.seals import OWNERS

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from verbale.record.engines import Place

__all__ = ["rows_of", "with_rows_of"]

Rows = dict[str, list[dict[str, Any]]]

# All else is worked out from these.
TABLES = {
    "original",
    "document",
    "rendition",
    "reading",
    "entry",
    "seal",
    "decision",
    "attachment",
    *OWNERS,
}


def with_rows_of(full: Place, place: Place, revision: str) -> Rows:
    """Make a record of an old schema with the rows that it had room for; give the rows."""
    engines.migrated(place, revision)
    source, target = full.engine("read"), place.engine("edit")
    with engines.writing_to(target, place) as writer, engines.reading_from(source, full) as reader:
        old = MetaData()
        old.reflect(writer)
        tables = [table for table in old.sorted_tables if table.name in TABLES]
        for table in tables:
            _copy(reader, writer, table)
        if writer.dialect.name == "postgresql":
            _count_on(writer, old)
        before = {
            table.name: rows_of(writer, table.name, list(table.columns.keys())) for table in tables
        }
    source.dispose()
    target.dispose()
    return before


def _copy(reader: Connection, writer: Connection, table: Table) -> None:
    rows = reader.execute(select(table)).mappings().all()
    if rows:
        writer.execute(insert(table), [dict(row) for row in rows])


def _count_on(writer: Connection, old: MetaData) -> None:
    """Have the sequences go on after the rows that were copied with their numbers."""
    for table, column in (("entry", "id"), ("reading", "id"), ("rendition", "id")):
        assert table in old.tables
        writer.execute(
            text(
                f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), "  # noqa: S608
                f"(SELECT max({column}) FROM {table}))"
            )
        )


def rows_of(connection: Connection, table: str, columns: list[str]) -> list[dict[str, Any]]:
    reflected = Table(table, MetaData(), autoload_with=connection)
    chosen = [reflected.c[column] for column in columns]
    rows = connection.execute(select(*chosen).order_by(*reflected.primary_key)).mappings()
    return [dict(row) for row in rows]
