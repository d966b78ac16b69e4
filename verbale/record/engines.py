"""All that depends on the database engine, behind one door.

A record is a file (`engine_sqlite.py`) or a schema on a server (`engine_postgres.py`); here is what
both do alike, and which of them does what they do each in their way.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from functools import lru_cache
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, Protocol

from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError

from verbale.errors import NewerRecord, NotARecord
from verbale.record import engine_postgres, engine_sqlite, words_postgres, words_sqlite
from verbale.record.engine_postgres import PostgresSchema
from verbale.record.engine_sqlite import SqliteFile
from verbale.record.migrations import HEAD
from verbale.record.places import Mode, Place, Watch
from verbale.record.seals import seal_the_rest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import ColumnElement, Connection, Engine, Select, Table

    from verbale.record.query_language import Choice, Index, Query

__all__ = [
    "Address",
    "Mode",
    "Place",
    "check_ready",
    "holding",
    "index_words",
    "integrity_faults",
    "keep_as_written",
    "last_number_given",
    "migrated",
    "opened",
    "place_of",
    "put_words",
    "reading_from",
    "remove_words",
    "settle",
    "told_of",
    "watching",
    "wipe",
    "writing_to",
]

Address = str | PathLike[str] | Place

_MIGRATIONS: Final = Path(__file__).parent / "migrations"
_URL: Final = re.compile(r"[A-Za-z][\w+.-]*://")


class _EngineModule(Protocol):
    """What a module about an engine does with a connection."""

    def integrity_faults(self, connection: Connection, /) -> list[str]: ...
    def last_number_given(self, connection: Connection, table: str, /) -> int: ...
    def keep_as_written(self, connection: Connection, table: str, /) -> None: ...
    def settle(self, connection: Connection, /) -> None: ...


class _WordsModule(Protocol):
    """What a module about an engine's search of words does."""

    def index_words(self, connection: Connection, index: Index, /) -> None: ...
    def put_words(
        self, connection: Connection, index: Index, words: Mapping[int, str], /
    ) -> None: ...
    def remove_words(self, connection: Connection, index: Index, gone: Choice, /) -> None: ...
    def holding(self, index: Index, query: Query, /) -> Select[tuple[int]]: ...
    def told_of(
        self, index: Index, query: Query, number: ColumnElement[int], most: int | None, /
    ) -> ColumnElement[bool]: ...


_WORDS: Final[dict[str, _WordsModule]] = {"sqlite": words_sqlite, "postgresql": words_postgres}
_MODULES: Final[dict[str, _EngineModule]] = {
    "sqlite": engine_sqlite,
    "postgresql": engine_postgres,
}


def place_of(address: Address) -> Place:
    """Tell where a record is: at a URL such as `postgresql://ann@host/db?schema=x`, or a path.

    Raises `NotARecord` for a URL that cannot be one.
    """
    if isinstance(address, Place):
        return address
    written = fspath(address)
    return PostgresSchema.at(written) if _URL.match(written) else SqliteFile(Path(written))


def opened(place: Place, mode: Mode) -> Engine:
    """Open the record at `place`; `write` makes it when there is none, `edit` and `read` do not.

    Raises the errors under `RecordError`.
    """
    place.check(mode)
    engine = _engine_of(place, mode)
    try:
        check_ready(engine, place, mode)
    except BaseException:
        engine.dispose()
        raise
    return engine


def check_ready(engine: Engine, place: Place, mode: Mode) -> None:
    """Look whether the tables are those of today, and bring older ones there."""
    with reading_from(engine, place) as connection:
        state = _state(connection, place)
    if state == "empty" and mode != "write":
        raise NotARecord(f"{place} is empty. Add to it with: verbale add {place} FILE")
    if state != "current":
        migrated(place)


@lru_cache(maxsize=8)
def _engine_of(place: Place, mode: Mode) -> Engine:
    """Give the same engine each time: it remembers how questions are written in SQL.

    Who closes a record lets go of its connections only.
    """
    return place.engine(mode)


@contextmanager
def reading_from(engine: Engine, place: Place) -> Iterator[Connection]:
    """Give a connection that sees one state of the record, whatever others write meanwhile."""
    with _plain_errors(place), place.reading(engine) as connection:
        yield connection


@contextmanager
def writing_to(engine: Engine, place: Place, doing: str = "write") -> Iterator[Connection]:
    """Give a connection in one transaction: all of it is kept, or nothing.

    One process writes at a time. Who waits in vain for `places.BUSY_TIMEOUT_S` seconds is told who
    writes, and what: `doing`, in one word. Raises `RecordBusy` then.
    """
    with _plain_errors(place), place.writing(engine, doing) as connection:
        yield connection


def watching(engine: Engine, place: Place) -> Watch:
    """Give what sees whether anybody writes. Raises the errors under `RecordError`."""
    with _plain_errors(place):
        return place.watch(engine)


def wipe(engine: Engine, place: Place) -> None:
    """Leave nothing of rows that were deleted: the whole record is written anew.

    Raises the errors under `RecordError`; where others read or write all the while, `RecordBusy`.
    """
    with _plain_errors(place):
        place.wipe(engine)


def integrity_faults(connection: Connection) -> list[str]:
    """Let the database check itself: damaged pages, and rows that point to no row."""
    return _module(connection).integrity_faults(connection)


def last_number_given(connection: Connection, table: Table) -> int:
    """Give the highest number that a row of `table` ever had, 0 before the first.

    The table's numbers are never given twice: it is made with `sqlite_autoincrement`, and then
    `keep_as_written`.
    """
    return _module(connection).last_number_given(connection, table.name)


def keep_as_written(connection: Connection, table: str) -> None:
    """Have the database refuse to change or delete rows of `table`, which has a `number`."""
    _module(connection).keep_as_written(connection, table)


def settle(connection: Connection) -> None:
    """Have the tables of a new revision behave alike on every engine."""
    _module(connection).settle(connection)


def index_words(connection: Connection, index: Index) -> None:
    """Make an index in which words are searched."""
    _WORDS[connection.dialect.name].index_words(connection, index)


def put_words(connection: Connection, index: Index, words: Mapping[int, str]) -> None:
    """Let numbers be found by these words, cut as `query_language.searchable` does."""
    if words:
        _WORDS[connection.dialect.name].put_words(connection, index, words)


def remove_words(connection: Connection, index: Index, gone: Choice) -> None:
    """Let the chosen numbers not be found any more."""
    _WORDS[connection.dialect.name].remove_words(connection, index, gone)


def holding(connection: Connection, index: Index, query: Query) -> Select[tuple[int]]:
    """Select the numbers of what holds what a query asks for."""
    return _WORDS[connection.dialect.name].holding(index, query)


def told_of(
    connection: Connection,
    index: Index,
    query: Query,
    number: ColumnElement[int],
    most: int | None,
) -> ColumnElement[bool]:
    """Give the condition that `number` is of what holds what a query asks for, of many the last.

    For what is counted over all that is found; `holding` is for pages of it. `most` is how many of
    the last are enough, all of them where it is None.
    """
    return _WORDS[connection.dialect.name].told_of(index, query, number, most)


def migrated(place: Place, revision: str = "head") -> None:
    """Bring the tables to a revision, the newest by default, in one transaction.

    What older records hold is sealed in the end, when the tables are those of today.
    """
    from alembic import command  # noqa: PLC0415 - slow to load, and seldom needed
    from alembic.config import Config  # noqa: PLC0415

    engine = place.engine("write")
    try:
        with writing_to(engine, place, "migrate") as connection:
            place.prepare(connection)
            config = Config()
            config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
            place.mark(connection)
            if revision == "head":
                seal_the_rest(connection)
    finally:
        engine.dispose()


def _module(connection: Connection) -> _EngineModule:
    return _MODULES[connection.dialect.name]


def _state(connection: Connection, place: Place) -> Literal["empty", "older", "current"]:
    tables = inspect(connection).get_table_names()
    if not tables:
        return "empty"
    if not place.is_marked(connection) or "alembic_version" not in tables:
        raise NotARecord(
            f"{place} is a database, but not a record of Verbale. Choose another place."
        )
    revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if revision == HEAD:
        return "current"
    if revision not in _known_revisions():
        raise NewerRecord(
            f"{place} was written by a newer version of Verbale (its tables are at {revision}, "
            f"this version knows {HEAD}). Install the newest: pip install --upgrade verbale"
        )
    return "older"


def _known_revisions() -> set[str]:
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - slow to load, and seldom needed

    return {script.revision for script in ScriptDirectory(str(_MIGRATIONS)).walk_revisions()}


@contextmanager
def _plain_errors(place: Place) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise place.plain(error.orig) from error
    except UnicodeDecodeError as error:  # the driver cannot even read what the database says
        raise place.plain(error) from error
