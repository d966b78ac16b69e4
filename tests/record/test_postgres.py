"""Records on a PostgreSQL server: addresses, passwords, rights and what the server says."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.factories import reading_of, rich_reading
from tests.postgres_server import GUEST, PASSWORD
from verbale.errors import (
    NotARecord,
    RecordBusy,
    RecordError,
    RecordUnreachable,
    RecordUnwritable,
    VerbaleError,
)
from verbale.record import Record, engine_postgres, engines
from verbale.record.engine_postgres import PostgresSchema
from verbale.record.engines import place_of

if TYPE_CHECKING:
    from tests.conftest import Command
    from tests.postgres_server import Server
    from verbale.record.engines import Place

SECRET = quote(PASSWORD, safe="")
# The server says this where a table cannot grow; selectors are the last rows of a document.
FULL = """
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
CREATE TRIGGER no_room BEFORE INSERT ON selector EXECUTE FUNCTION no_room();
"""


@pytest.mark.parametrize(
    ("address", "shown", "name"),
    [
        ("postgresql://ann@host/db", "postgresql://ann@host/db?schema=public", "db"),
        ("postgres://ann:pw@host/db?schema=talks", "postgresql://ann@host/db?schema=talks",
         "talks"),
        ("postgresql+psycopg://host:5433/db?options=-c%20search_path%3Dtalks",
         "postgresql://host:5433/db?options=-c+search_path%3Dtalks&schema=talks", "talks"),
        ("postgresql:///db?password=pw&sslpassword=pw&sslmode=require",
         "postgresql:///db?schema=public&sslmode=require", "db"),
    ],
)  # fmt: skip
def test_addresses(address: str, shown: str, name: str) -> None:
    place = place_of(address)
    assert isinstance(place, PostgresSchema)
    assert (str(place), place.name) == (shown, name)
    assert str(place_of(str(place))) == shown
    assert "pw" not in repr(place)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        (
            "mysql://ann:pw@host/db",
            "This mysql address is none of a record. Write it as postgresql",
        ),
        ("postgresql://ann:pw@host", "This postgresql address is none of a record"),
        ("postgresql://ann:p@w/pw@host:no/db", "This postgresql address is none of a record"),
        ("postgresql://ann:pw@host/db?schema=a-b", "'a-b' names no schema. Write letters"),
        ("postgresql://ann:pw@host/db?schema=pg_x", "'pg_x' names no schema"),
    ],
)
def test_addresses_that_are_none(address: str, says: str, verbale: Command) -> None:
    with pytest.raises(NotARecord, match=says) as error:
        place_of(address)
    assert "pw" not in str(error.value)
    result = verbale("verify", address)
    assert (result.code, result.out) == (1, "")
    assert says in result.err
    assert "pw" not in result.err


@pytest.fixture
def failures(server: Server) -> list[tuple[str, type[VerbaleError], str]]:
    """Give addresses where there is no record, and what is said of each."""
    there = server.url("x")
    guest = server.url("x", GUEST)
    return [
        (guest.replace("@", ":wr0ngword@"), RecordUnreachable, "refuses the user .*password"),
        (guest, RecordUnreachable, "refuses the user .*no password supplied"),
        (server.url("x", "nobody_at_all"), RecordUnreachable, "refuses the user .*does not exist"),
        (there.replace("/postgres?", "/nodb?"), NotARecord, "no such database .*with: createdb"),
        (there.replace("host=", "host=%2Fnowhere"), RecordUnreachable, "cannot be reached"),
        (f"postgresql://ann:{SECRET}@127.0.0.1:1/db", RecordUnreachable, "cannot be reached"),
        (f"postgresql://ann:{SECRET}@no.host.invalid/db", RecordUnreachable, "cannot be reached"),
        (f"{there}&frob=1", RecordUnreachable, "invalid connection option"),
        (guest.replace("@", f":{SECRET}@"), RecordUnwritable, "cannot be opened or written"),
    ]


def test_what_is_said_when_there_is_no_way_in(
    failures: list[tuple[str, type[VerbaleError], str]], verbale: Command
) -> None:
    for address, kind, says in failures:
        with pytest.raises(kind, match=says) as error:
            Record(address)
        told = str(error.value)
        assert told.startswith(str(place_of(address)))
        assert told.count("\n") == 0
        shown = verbale("show", address).err + verbale("add", address, "a.txt").err
        for secret in (PASSWORD, SECRET, "wr0ngword"):
            assert secret not in told + shown + repr(place_of(address))


def test_the_right_password_opens(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    Record(server.url("shared")).close()
    server.run(
        f"GRANT USAGE ON SCHEMA shared TO {GUEST};"
        f"GRANT SELECT ON ALL TABLES IN SCHEMA shared TO {GUEST}"
    )
    with Record(server.url("shared", GUEST).replace("@", f":{SECRET}@"), "read") as record:
        assert record.documents() == []
        with pytest.raises(RecordUnwritable):
            record.add(rich_reading())
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    with (
        Record(server.url("shared", GUEST)) as record,
        pytest.raises(RecordUnwritable, match="permission denied.*owner grant the rights"),
    ):
        record.add(rich_reading())


def test_without_the_driver(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(RecordUnreachable, match=r"needs psycopg.*pip install 'verbale\[postgres\]"):
        Record(server.url("x"))


def test_every_code_of_the_server_is_said_in_one_line(server: Server) -> None:
    place = place_of(server.url("x"))
    for starts, kind, _ in engine_postgres._BY_CODE:
        for code in starts:
            assert _plain(place, code) is kind
    for code in ("55P03", "40001", "40P01"):
        assert _plain(place, code) is RecordBusy
    assert _plain(place, "22P02") is RecordError


def _plain(place: Place, code: str) -> type[RecordError]:
    error = OSError("what the server says.\nDETAIL: more")
    error.sqlstate = code  # type: ignore[attr-defined]
    plain = place.plain(error)
    assert str(plain).startswith(f"{place}")
    assert "\n" not in str(plain)
    return type(plain)


def test_a_full_disk(server: Server) -> None:
    place = place_of(server.url())
    with Record(place) as record:
        record.add(reading_of("[She] {said} (so)."))
        before = record.contents()
        with engines.writing_to(record._engine, place) as connection:
            connection.exec_driver_sql(FULL)
        with pytest.raises(RecordUnwritable, match="the server's disk is full. Make room"):
            record.add(rich_reading())
        assert record.contents() == before
        assert record.verify() == []


def test_a_server_that_goes_away_is_found_again(server: Server) -> None:
    with Record(server.url()) as record:
        server.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
            "AND application_name = 'verbale'"
        )
        assert record.add(rich_reading()).new


def test_a_connection_lost_in_the_middle_keeps_nothing(server: Server) -> None:
    place = place_of(server.url())
    with Record(place) as record:
        with pytest.raises(RecordUnreachable, match="the server cannot be reached"):
            _write_and_be_cut_off(record, server)
        assert record.add(rich_reading()).document_id == "d1"
        assert record.verify() == []


def _write_and_be_cut_off(record: Record, server: Server) -> None:
    with engines.writing_to(record._engine, record._path) as connection:
        connection.exec_driver_sql("INSERT INTO original VALUES ('a', 'b', '')")
        server.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE application_name LIKE 'verbale write%'"
        )
        connection.exec_driver_sql("SELECT 1")
