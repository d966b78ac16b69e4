"""What a hand with all rights can do to a record, past all that guards it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from verbale.record.engine_sqlite import SqliteFile

if TYPE_CHECKING:
    from verbale.record.engines import Place

__all__ = ["tamper"]


def tamper(place: Place, sql: str) -> None:
    """Change rows where neither triggers nor keys look."""
    if isinstance(place, SqliteFile):
        with closing(sqlite3.connect(place)) as connection, connection:
            connection.execute("DROP TRIGGER IF EXISTS decision_refuses_update")
            connection.execute("DROP TRIGGER IF EXISTS decision_refuses_delete")
            assert connection.execute(sql).rowcount
        return
    engine = place.engine("edit")
    with engine.begin() as transaction:
        transaction.exec_driver_sql("SET LOCAL session_replication_role = replica")
        assert transaction.exec_driver_sql(sql).rowcount
    engine.dispose()
