from __future__ import annotations

from typing import TYPE_CHECKING

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from verbale.record import Record, engines, schema
from verbale.record.migrations import HEAD

if TYPE_CHECKING:
    from verbale.record.engines import Place


def test_the_migrations_make_the_schema(place: Place) -> None:
    with Record(place) as record, engines.reading_from(record._engine, place) as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": _is_ours}
        )
        assert compare_metadata(context, schema.metadata) == []


def test_the_newest_revision_is_known_by_name() -> None:
    assert ScriptDirectory(str(engines._MIGRATIONS)).get_current_head() == HEAD


def test_every_table_is_public() -> None:
    assert set(schema.metadata.tables) <= set(schema.__all__)


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Leave out what an engine keeps in its own way: words to search, the last number given."""
    own = name is not None and (
        name == "last_number" or name.startswith(("shown_words", "unread_words"))
    )
    return kind != "table" or not own
