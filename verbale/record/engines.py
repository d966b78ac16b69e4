"""All that depends on the database engine: connections, transactions, its errors in our words."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, inspect
from sqlalchemy.exc import DBAPIError

from verbale.errors import (
    NewerRecord,
    NotARecord,
    RecordBusy,
    RecordError,
    RecordUnwritable,
)
from verbale.record.migrations import HEAD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Table

__all__ = [
    "Mode",
    "integrity_faults",
    "last_number_given",
    "opened",
    "reading_from",
    "writing_to",
]

Mode = Literal["write", "edit", "read"]

BUSY_TIMEOUT_S = 10.0  # how long to wait for another process that writes
_APPLICATION_ID: Final = 0x5672626C  # "Vrbl" in the file's header tells that it is a record
_MIGRATIONS: Final = Path(__file__).parent / "migrations"

# What SQLite's error codes start with, and what is said then.
_MESSAGES: Final[tuple[tuple[tuple[str, ...], type[RecordError], str], ...]] = (
    (
        ("SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_FORMAT"),
        NotARecord,
        "{path} is no record, or is damaged ({error}). Choose another file, or restore a copy.",
    ),
    (
        ("SQLITE_BUSY", "SQLITE_LOCKED"),
        RecordBusy,
        "{path} is being written by another process. Try again when it is done.",
    ),
    (
        ("SQLITE_FULL",),
        RecordUnwritable,
        "{path}: the disk is full. Make room, and run the same command again.",
    ),
    (
        ("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH", "SQLITE_CANTOPEN"),
        RecordUnwritable,
        "{path} cannot be opened or written ({error}). Check the rights of it and its folder.",
    ),
    (
        ("SQLITE_IOERR",),
        RecordUnwritable,
        "{path}: the disk fails ({error}). Check its room and state, and run it again.",
    ),
)


def opened(path: Path, mode: Mode) -> Engine:
    """Open the record at `path`; `write` makes it when there is none, `edit` and `read` do not.

    Raises the errors under `RecordError`.
    """
    try:
        _check_place(path, mode)
    except OSError as error:
        message = f"{path} cannot be opened: {error.strerror}. Check its name and rights."
        raise RecordUnwritable(message) from error
    engine = _engine(path, mode)
    try:
        _make_ready(engine, path, mode)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def reading_from(engine: Engine, path: Path) -> Iterator[Connection]:
    """Give a connection that sees one state of the record, whatever others write meanwhile."""
    with _plain_errors(path), engine.connect() as connection:
        yield connection


@contextmanager
def writing_to(engine: Engine, path: Path) -> Iterator[Connection]:
    """Give a connection in one transaction: all of it is kept, or nothing."""
    with _plain_errors(path), engine.connect() as connection:
        writer = connection.execution_options(begin="BEGIN IMMEDIATE")
        with writer.begin():
            yield writer


def integrity_faults(connection: Connection) -> list[str]:
    """Let the database check itself: damaged pages, and rows that point to no row."""
    checks = connection.exec_driver_sql("PRAGMA integrity_check").scalars()
    faults = [f"the database file is damaged: {line}" for line in checks if line != "ok"]
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        faults.append(f"row {row} of table {table} points to no row of table {parent}")
    return faults


def last_number_given(connection: Connection, table: Table) -> int:
    """Give the highest number that a row of `table` ever had, 0 before the first.

    The table's numbers are never given twice: it is made with `sqlite_autoincrement`.
    """
    query = "SELECT seq FROM sqlite_sequence WHERE name = ?"
    return int(connection.exec_driver_sql(query, (table.name,)).scalar() or 0)


def _engine(path: Path, mode: Mode) -> Engine:
    uri = f"{path.absolute().as_uri()}?{_access(path, mode)}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            uri, uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
        )

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool)

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA foreign_keys = ON")
        if mode == "read":
            connection.execute("PRAGMA query_only = ON")
        else:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # The driver's own transactions leave out some statements, so it keeps none.
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return engine


def _access(path: Path, mode: Mode) -> str:
    """Say how SQLite is to open the file."""
    if mode == "write":
        return "mode=rwc"
    if mode == "edit":
        return "mode=rw"
    if not _may_write(path.parent):
        # SQLite cannot make its files beside the record; nobody can write to one that has none.
        log = path.with_name(path.name + "-wal")
        return "mode=ro" if log.exists() else "mode=ro&immutable=1"
    # One that may write clears those files away when it is done.
    return "mode=rw" if _may_write(path) else "mode=ro"


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _check_place(path: Path, mode: Mode) -> None:
    if path.is_dir():
        raise NotARecord(f"{path} is a folder. Name a record file, such as {path / 'record.db'}.")
    if not path.parent.is_dir():
        raise RecordUnwritable(f"{path}: the folder {path.parent} does not exist. Make it first.")
    if mode != "write" and not path.exists():
        raise NotARecord(f"{path} does not exist. Make it with: verbale add {path} FILE")


def _make_ready(engine: Engine, path: Path, mode: Mode) -> None:
    with reading_from(engine, path) as connection:
        state = _state(connection, path)
    if state == "empty" and mode != "write":
        raise NotARecord(f"{path} is empty. Add to it with: verbale add {path} FILE")
    if state != "current":
        _migrate(path)


def _state(connection: Connection, path: Path) -> Literal["empty", "older", "current"]:
    tables = inspect(connection).get_table_names()
    if not tables:
        return "empty"
    marked = connection.exec_driver_sql("PRAGMA application_id").scalar_one() == _APPLICATION_ID
    if not marked or "alembic_version" not in tables:
        raise NotARecord(f"{path} is a database, but not a record of Verbale. Choose another file.")
    revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if revision == HEAD:
        return "current"
    if revision not in _known_revisions():
        raise NewerRecord(
            f"{path} was written by a newer version of Verbale (its tables are at {revision}, "
            f"this version knows {HEAD}). Install the newest: pip install --upgrade verbale"
        )
    return "older"


def _migrate(path: Path) -> None:
    """Bring the tables to the newest revision, in one transaction."""
    from alembic import command  # noqa: PLC0415 - slow to load, and seldom needed
    from alembic.config import Config  # noqa: PLC0415

    engine = _engine(path, "write")
    try:
        with writing_to(engine, path) as connection:
            config = Config()
            config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.exec_driver_sql(f"PRAGMA application_id = {_APPLICATION_ID:d}")
    finally:
        engine.dispose()


def _known_revisions() -> set[str]:
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - slow to load, and seldom needed

    return {script.revision for script in ScriptDirectory(str(_MIGRATIONS)).walk_revisions()}


@contextmanager
def _plain_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise _plain(path, error.orig) from error


def _plain(path: Path, error: BaseException | None) -> RecordError:
    """Say in one line what the database could not do, and what helps."""
    code = getattr(error, "sqlite_errorname", "")
    for starts, kind, message in _MESSAGES:
        if code.startswith(starts):
            return kind(message.format(path=path, error=error))
    return RecordError(f"{path}: the database says: {error}.")
