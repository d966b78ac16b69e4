"""A record on a PostgreSQL server: one schema of a database."""

from __future__ import annotations

import hashlib
import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

from sqlalchemy import URL, create_engine, exists, inspect, make_url, select, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from verbale.errors import (
    NotARecord,
    RecordError,
    RecordUnreachable,
    RecordUnwritable,
)
from verbale.record import places, schema
from verbale.record.holders import Holder
from verbale.record.places import Mode, Place, Watch, busy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

__all__ = ["PostgresSchema", "integrity_faults", "keep_as_written", "last_number_given", "settle"]

_DRIVER: Final = "postgresql+psycopg"
_SCHEMES: Final = ("postgresql", "postgres", _DRIVER)
_SECRETS: Final = ("password", "sslpassword")
_SCHEMA_NAME: Final = re.compile(r"(?!pg_)[^\W\d]\w{0,62}")
# Of a question that joins more than eight tables the planner leaves the rest as they are written,
# and goes through all of them; compiling takes longer than most questions.
_PLANNING: Final = "-c join_collapse_limit=11 -c from_collapse_limit=11 -c jit=off"
_IN_OPTIONS: Final = re.compile(r"search_path\s*=\s*(\w+)")
_CONNECT_TIMEOUT_S: Final = 10
_LABEL_BYTES: Final = 63  # the server keeps no more of an application's name
_MARK: Final = "a record of Verbale"

_SET: Final = text("SELECT set_config(:name, :value, true)")
_LOCK: Final = text("SELECT pg_advisory_xact_lock(:key)")
_HOLDER: Final = text(
    "SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid) "
    "WHERE locktype = 'advisory' AND granted AND objsubid = 1 "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
    "AND classid = CAST(CAST(:high AS bigint) AS oid) AND objid = CAST(CAST(:low AS bigint) AS oid)"
)
_SEEN: Final = text("SELECT CAST(pg_current_snapshot() AS text)")
_OTHERWISE_SORTED: Final = (
    "SELECT relname, attname, format_type(atttypid, atttypmod) "
    "FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid "
    "WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' "
    "AND attnum > 0 AND NOT attisdropped "
    """AND attcollation NOT IN (0, 'pg_catalog."C"'::regcollation) """
    "ORDER BY relname, attnum"
)
# The path is kept, so that a row that is inserted from elsewhere is counted too.
_COUNTS: Final = """
RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$ BEGIN
    INSERT INTO last_number VALUES (TG_TABLE_NAME, NEW.number) ON CONFLICT (of_table)
    DO UPDATE SET number = greatest(last_number.number, excluded.number);
    RETURN NULL;
END $$
"""
_LOCKED: Final = "55P03"
_UNREACHABLE: Final = "{place}: the server cannot be reached ({error}). Check address and server."
# What the server's error codes (SQLSTATE) start with, and what is said then.
_BY_CODE: Final[tuple[tuple[tuple[str, ...], type[RecordError], str], ...]] = (
    (
        ("53100",),
        RecordUnwritable,
        "{place}: the server's disk is full. Make room, and run the same command again.",
    ),
    (
        ("42501",),
        RecordUnwritable,
        "{place} cannot be opened or written ({error}). Have the schema's owner grant the rights.",
    ),
    (
        ("25006",),
        RecordUnwritable,
        "{place} is open for reading only ({error}). Open it for writing.",
    ),
    (
        ("XX001", "XX002", "42P01", "42703"),
        NotARecord,
        "{place} is no record, or is damaged ({error}). Choose another, or restore a copy.",
    ),
    (
        ("53", "58"),
        RecordUnwritable,
        "{place}: the server fails ({error}). Check its room and state, and run it again.",
    ),
    (("08", "57P"), RecordUnreachable, _UNREACHABLE),
)
# Before there is a connection the driver gives words only, which are the server's if it answers.
_BY_WORDS: Final[tuple[tuple[tuple[str, ...], type[RecordError], str], ...]] = (
    (
        ("password", "no pg_hba.conf entry", 'FATAL:  role "'),
        RecordUnreachable,
        "{place}: the server refuses the user ({error}). Check the name and the password.",
    ),
    (
        ('FATAL:  database "',),
        NotARecord,
        "{place}: the server has no such database ({error}). Make it with: createdb",
    ),
    (("connection", "resolve host"), RecordUnreachable, _UNREACHABLE),
)


@dataclass(frozen=True, slots=True, repr=False)
class PostgresSchema(Place):
    """A schema on a server; the other parameters of its URL go to the driver as they are."""

    url: URL
    schema: str

    @classmethod
    def at(cls, address: str) -> Self:
        """Read a URL such as `postgresql://ann@host/db?schema=samrath`; `public` without one.

        Raises `NotARecord` when it is none.
        """
        try:
            url = make_url(address)
        except (ArgumentError, ValueError):
            url = None
        # What follows an @ of a password that is not written as %40 may be part of it.
        sound = url is not None and url.database and "@" not in f"{url.host}{url.database}"
        if url is None or not sound or url.drivername not in _SCHEMES:
            # It is not told as it was written: a password may stand anywhere in it.
            raise NotARecord(
                f"This {address.partition('://')[0]} address is none of a record. "
                "Write it as postgresql://user@host/database?schema=name, and @ in it as %40"
            )
        named = _IN_OPTIONS.search(_only(url, "options"))
        name = _only(url, "schema") or (named[1] if named else "public")
        if not _SCHEMA_NAME.fullmatch(name):
            raise NotARecord(f"{name!r} names no schema. Write letters, digits and _: peace_talks")
        return cls(url.set(drivername=_DRIVER).difference_update_query(["schema"]), name)

    def __str__(self) -> str:
        """Give the address without a password."""
        shown = self.url.difference_update_query(_SECRETS)
        return URL.create(
            "postgresql",
            username=shown.username,
            host=shown.host,
            port=shown.port,
            database=shown.database,
            query={**shown.query, "schema": self.schema},
        ).render_as_string()

    def __repr__(self) -> str:
        """Give the same: what shows a value for debugging shows no password either."""
        return f"PostgresSchema({self})"

    @property
    def name(self) -> str:
        """The schema's name, or the database's where the schema is `public`."""
        return str(self.url.database) if self.schema == "public" else self.schema

    def check(self, mode: Mode) -> None:
        """Leave it to the server."""

    def now_there(self) -> object:
        """Give the schema, which stays itself whatever is in it."""
        return self

    def engine(self, mode: Mode) -> Engine:
        """Make what gives connections to the server."""
        options = [_only(self.url, "options"), _PLANNING, f'-c search_path="{self.schema}"']
        if mode == "read":
            options.append("-c default_transaction_read_only=on")
        try:
            return create_engine(
                self.url.difference_update_query(["options"]),
                isolation_level="REPEATABLE READ",
                pool_pre_ping=True,
                connect_args={
                    "options": " ".join(options).strip(),
                    "application_name": "verbale",
                    "connect_timeout": _CONNECT_TIMEOUT_S,
                },
            )
        except ModuleNotFoundError as error:
            raise RecordUnreachable(
                f"{self}: a record on a server needs psycopg. "
                "Install it with: pip install 'verbale[postgres]'"
            ) from error

    @contextmanager
    def reading(self, engine: Engine) -> Iterator[Connection]:
        """Give a connection whose transaction sees one state of the record."""
        with engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, engine: Engine, doing: str) -> Iterator[Connection]:
        """Give a connection in one transaction, the only one that writes to this schema.

        It sees what was written while it waited: only readers look at one state.
        """
        with engine.connect() as connection:
            writer = connection.execution_options(isolation_level="READ COMMITTED")
            with writer.begin():
                self._lock(writer, doing)
                yield writer

    def watch(self, engine: Engine) -> Watch:
        """Ask the server."""
        return _Watch(self, engine)

    def wipe(self, engine: Engine) -> None:
        """Write the tables anew, one after the other, with what the planner knows of them."""
        with engine.connect() as connection:
            outside = connection.execution_options(isolation_level="AUTOCOMMIT")
            wait = f"{places.BUSY_TIMEOUT_S * 1000:.0f}ms"
            outside.exec_driver_sql(f"SET lock_timeout = '{wait}'")
            for table in inspect(outside).get_table_names():
                outside.exec_driver_sql(f'VACUUM (FULL, ANALYZE) "{table}"')
            outside.exec_driver_sql("RESET lock_timeout")

    def _lock(self, connection: Connection, doing: str) -> None:
        wait = f"{places.BUSY_TIMEOUT_S * 1000:.0f}ms"
        try:
            connection.execute(_SET, {"name": "lock_timeout", "value": wait})
            connection.execute(_LOCK, {"key": self._key})
        except DBAPIError as error:
            if _code(error.orig) != _LOCKED:
                raise
            raise busy(self, self._holder(connection.engine)) from error
        label = Holder.here(doing).label.encode("ascii", "replace")[:_LABEL_BYTES]
        connection.execute(_SET, {"name": "application_name", "value": label.decode()})

    def _holder(self, engine: Engine) -> Holder | None:
        with engine.connect() as connection:
            key = self._key % 2**64
            label = connection.execute(_HOLDER, {"high": key >> 32, "low": key % 2**32}).scalar()
        return Holder.from_label(label) if label else None

    @property
    def _key(self) -> int:
        """The number of the schema's lock in its database."""
        digest = hashlib.sha256(f"verbale {self.schema}".encode()).digest()
        return int.from_bytes(digest[:8], signed=True)

    def prepare(self, connection: Connection) -> None:
        """Make the schema when there is none."""
        if not inspect(connection).has_schema(self.schema):
            connection.exec_driver_sql(f'CREATE SCHEMA "{self.schema}"')

    def is_marked(self, connection: Connection) -> bool:
        """Look at the comment on the table of revisions."""
        query = "SELECT obj_description(to_regclass('alembic_version'), 'pg_class')"
        return connection.exec_driver_sql(query).scalar() == _MARK

    def mark(self, connection: Connection) -> None:
        """Write the comment on the table of revisions."""
        connection.exec_driver_sql(f"COMMENT ON TABLE alembic_version IS '{_MARK}'")

    def plain(self, error: BaseException | None) -> RecordError:
        """Go by the server's code of the error, and by the driver's words where there is none."""
        code, told = _code(error), " ".join(str(error).split()).rstrip(".")
        if code in {_LOCKED, "40001", "40P01"}:
            return busy(self, None)
        for starts, kind, message in _BY_CODE:
            if code.startswith(starts):
                return kind(message.format(place=self, error=told))
        for words, kind, message in _BY_WORDS:
            if not code and any(" ".join(each.split()) in told for each in words):
                return kind(message.format(place=self, error=told))
        return RecordError(f"{self}: the database says: {told}.")


class _Watch:
    """What the server has committed so far: the numbers of its transactions."""

    def __init__(self, place: PostgresSchema, engine: Engine) -> None:
        self._place = place
        self._engine = engine

    def state(self) -> object:
        """Give what a question would see now, which changes with any schema of the server."""
        try:
            with self._engine.connect() as connection:
                return connection.execute(_SEEN).scalar_one()
        except DBAPIError as error:
            raise self._place.plain(error.orig) from error

    def close(self) -> None:
        """Do nothing: no connection is kept."""


def integrity_faults(connection: Connection) -> list[str]:
    """Look for rows that point to no row, which only a superuser can have made."""
    faults = []
    for table in schema.metadata.sorted_tables:
        for key in sorted(table.foreign_keys, key=lambda each: each.parent.name):
            parent = key.column.table.alias()
            there = exists().where(parent.c[key.column.name] == key.parent)
            query = select(*table.primary_key).where(key.parent.is_not(None), ~there)
            for row in connection.execute(query):
                named = ", ".join(map(str, row))
                points = f"points to no row of table {key.column.table.name}"
                faults.append(f"row {named} of table {table.name} {points}")
    return faults


def last_number_given(connection: Connection, table: str) -> int:
    """Look where the trigger of `keep_as_written` keeps it: sequences miss what is rolled back."""
    query = text("SELECT number FROM last_number WHERE of_table = :table")
    return int(connection.execute(query, {"table": table}).scalar() or 0)


def keep_as_written(connection: Connection, table: str) -> None:
    """Refuse to change or delete a row of `table`, and keep the last number that one had."""
    kept = f"{table}_is_kept"
    connection.exec_driver_sql(
        f"CREATE FUNCTION {kept}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION 'a {table} is kept as it was written'; END $$"
    )
    for change, each in (("update", "ROW"), ("delete", "ROW"), ("truncate", "STATEMENT")):
        connection.exec_driver_sql(
            f"CREATE TRIGGER {table}_refuses_{change} BEFORE {change.upper()} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION {kept}()"
        )
    connection.exec_driver_sql(
        "CREATE TABLE IF NOT EXISTS last_number (of_table text PRIMARY KEY, number bigint NOT NULL)"
    )
    connection.exec_driver_sql(f"CREATE FUNCTION {table}_is_counted() {_COUNTS}")
    connection.exec_driver_sql(
        f"CREATE TRIGGER {table}_counts AFTER INSERT ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_is_counted()"
    )


def settle(connection: Connection) -> None:
    """Have text compared by code points, as SQLite does, whatever the server's language."""
    for table, column, kind in connection.exec_driver_sql(_OTHERWISE_SORTED).all():
        connection.exec_driver_sql(
            f'ALTER TABLE "{table}" ALTER COLUMN "{column}" TYPE {kind} COLLATE "C"'
        )


def _only(url: URL, parameter: str) -> str:
    """Give a parameter of the URL, the first one where it is given twice, or nothing."""
    value = url.query.get(parameter, "")
    return value if isinstance(value, str) else value[0]


def _code(error: BaseException | None) -> str:
    return getattr(error, "sqlstate", None) or ""
