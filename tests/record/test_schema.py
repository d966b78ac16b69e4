from __future__ import annotations

from typing import TYPE_CHECKING

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from verbale.record import Record, engines, schema
from verbale.record.migrations import HEAD

if TYPE_CHECKING:
    from pathlib import Path


def test_the_migrations_make_the_schema(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with Record(path) as record, engines.reading_from(record._engine, path) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.metadata) == []


def test_the_newest_revision_is_known_by_name() -> None:
    assert ScriptDirectory(str(engines._MIGRATIONS)).get_current_head() == HEAD


def test_every_table_is_public() -> None:
    assert set(schema.metadata.tables) <= set(schema.__all__)
