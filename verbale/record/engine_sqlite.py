"""A record in one file, kept by SQLite."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Final, cast, get_args

from sqlalchemy import QueuePool, create_engine, event

from verbale.errors import NotARecord, RecordBusy, RecordError, RecordUnwritable
from verbale.record import places
from verbale.record.holders import note_at, noted
from verbale.record.places import Mode, Place, Watch, busy
from verbale.record.query_language import Index

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine

__all__ = [
    "SqliteFile",
    "integrity_faults",
    "keep_as_written",
    "last_number_given",
    "settle",
    "without_keys",
]

_APPLICATION_ID: Final = 0x5672626C  # "Vrbl" in the file's header tells that it is a record

_BUSY: Final = ("SQLITE_BUSY", "SQLITE_LOCKED")
# What SQLite's other error codes start with, and what is said then.
_MESSAGES: Final[tuple[tuple[tuple[str, ...], type[RecordError], str], ...]] = (
    (
        ("SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_FORMAT"),
        NotARecord,
        (
            "{path} is no record, or is damaged ({error}). Choose another file, restore a copy, "
            "or save what can be read: verbale salvage {path} NEW"
        ),
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
_CACHE_KIB: Final = 32_768  # of pages that a connection remembers


@dataclass(frozen=True, slots=True)
class SqliteFile(Place):
    """A record file."""

    path: Path

    def __str__(self) -> str:
        """Give the path."""
        return str(self.path)

    def __fspath__(self) -> str:
        """Give the path to what opens files."""
        return str(self.path)

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem

    def check(self, mode: Mode) -> None:
        """Look whether there is a file, or can be one."""
        try:
            self._check(mode)
        except OSError as error:
            message = f"{self} cannot be opened: {error.strerror}. Check its name and rights."
            raise RecordUnwritable(message) from error

    def _check(self, mode: Mode) -> None:
        path = self.path
        if path.is_dir():
            example = path / "record.db"
            raise NotARecord(f"{path} is a folder. Name a record file, such as {example}.")
        if not path.parent.is_dir():
            folder = path.parent
            raise RecordUnwritable(f"{path}: the folder {folder} does not exist. Make it first.")
        if mode != "write" and not path.exists():
            raise NotARecord(f"{path} does not exist. Make it with: verbale add {path} FILE")

    def now_there(self) -> object:
        """Give the file's number on its disk, and nothing where there is no file."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def engine(self, mode: Mode) -> Engine:
        """Make what gives connections to the file."""

        def connect() -> sqlite3.Connection:
            return sqlite3.connect(
                f"{self.path.absolute().as_uri()}?{_access(self.path, mode)}",
                uri=True,
                timeout=places.BUSY_TIMEOUT_S,
                isolation_level=None,
                check_same_thread=False,
            )

        engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool)

        @event.listens_for(engine, "connect")
        def _prepare(connection: sqlite3.Connection, _record: object) -> None:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
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

    @contextmanager
    def reading(self, engine: Engine) -> Iterator[Connection]:
        """Give a connection that sees one state of the file, whatever others write meanwhile."""
        with engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, engine: Engine, doing: str) -> Iterator[Connection]:
        """Give a connection in one transaction: all of it is kept, or nothing."""
        with engine.connect() as connection:
            writer = connection.execution_options(begin="BEGIN IMMEDIATE")
            with writer.begin(), note_at(self._note, doing):
                yield writer

    def watch(self, engine: Engine) -> Watch:
        """Ask the file, through a connection that is kept for it."""
        return _Watch(self, engine)

    def wipe(self, engine: Engine) -> None:
        """Write the file anew, the indexes of words too, which keep what was taken out of them."""
        with closing(engine.raw_connection()) as pooled:
            connection = cast("sqlite3.Connection", pooled.driver_connection)
            try:
                for index in get_args(Index):
                    connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")  # noqa: S608
                connection.execute("VACUUM")
                is_read, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            except sqlite3.Error as error:
                raise self.plain(error) from error
        if is_read:
            raise RecordBusy(
                f"{self} is being read by another process, so that what was removed is still in "
                "its file. Run the same command again when that is done."
            )

    def prepare(self, connection: Connection) -> None:
        """Do nothing: an empty file takes tables."""

    def is_marked(self, connection: Connection) -> bool:
        """Look into the file's header."""
        found = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        return bool(found == _APPLICATION_ID)

    def mark(self, connection: Connection) -> None:
        """Write into the file's header."""
        connection.exec_driver_sql(f"PRAGMA application_id = {_APPLICATION_ID:d}")

    def plain(self, error: BaseException | None) -> RecordError:
        """Go by SQLite's name of the error."""
        code = getattr(error, "sqlite_errorname", "")
        if isinstance(error, UnicodeDecodeError):
            code = "SQLITE_CORRUPT"  # SQLite names what it finds damaged in the file's own bytes
        if code.startswith(_BUSY):
            return busy(self, noted(self._note))
        for starts, kind, message in _MESSAGES:
            if code.startswith(starts):
                return kind(message.format(path=self, error=error))
        return RecordError(f"{self}: the database says: {error}.")

    @property
    def _note(self) -> Path:
        return self.path.with_name(self.path.name + "-holder")


class _Watch:
    """A connection that counts what others commit (SQLite, "PRAGMA data_version")."""

    def __init__(self, place: SqliteFile, engine: Engine) -> None:
        self._place = place
        self._pooled = engine.raw_connection()
        self._lock = Lock()

    def state(self) -> object:
        """Give the count."""
        connection = cast("sqlite3.Connection", self._pooled.driver_connection)
        try:
            with self._lock:
                return connection.execute("PRAGMA data_version").fetchone()[0]
        except sqlite3.Error as error:
            raise self._place.plain(error) from error

    def close(self) -> None:
        """Give the connection back."""
        self._pooled.close()


def without_keys(engine: Engine) -> None:
    """Have the connections of `engine` write rows that point to no row."""

    @event.listens_for(engine, "connect")
    def _let(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA foreign_keys = OFF")

    engine.dispose()  # and those that are there are made anew


def integrity_faults(connection: Connection) -> list[str]:
    """Let SQLite check the file: damaged pages, and rows that point to no row."""
    checks = connection.exec_driver_sql("PRAGMA integrity_check").scalars()
    faults = [f"the database file is damaged: {line}" for line in checks if line != "ok"]
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        faults.append(f"row {row} of table {table} points to no row of table {parent}")
    return faults


def last_number_given(connection: Connection, table: str) -> int:
    """Look where SQLite keeps the numbers of a table made with `sqlite_autoincrement`."""
    query = "SELECT seq FROM sqlite_sequence WHERE name = ?"
    return int(connection.exec_driver_sql(query, (table,)).scalar() or 0)


def keep_as_written(connection: Connection, table: str) -> None:
    """Refuse to change or delete a row of `table`."""
    for change in ("update", "delete"):
        connection.exec_driver_sql(
            f"CREATE TRIGGER {table}_refuses_{change} BEFORE {change.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'a {table} is kept as it was written'); END"
        )


def settle(_connection: Connection) -> None:
    """Do nothing: text is compared by its code points."""


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
