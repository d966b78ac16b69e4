"""A PostgreSQL server for the tests: in a folder of its own, without network or durability."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import psycopg
import pytest

from verbale.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["GUEST", "PASSWORD", "Server", "running_server"]

OWNER: Final = "verbale"
GUEST: Final = "guest"  # has to give a password, and has no rights
PASSWORD: Final = "s3cret/w@rd"  # noqa: S105 - of a server that lives for a test run
_TEMPLATE: Final = "template_of_a_record"
_HBA: Final = f"local all {GUEST} scram-sha-256\nlocal all all trust\n"
_SETTINGS: Final = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "autovacuum": "off",
}
_EMPTIED: Final = """
DO $$ DECLARE name text; BEGIN
    SET LOCAL session_replication_role = replica;
    FOR name IN SELECT tablename FROM pg_tables
        WHERE schemaname = '{schema}' AND tablename <> 'alembic_version'
    LOOP EXECUTE format('DELETE FROM {schema}.%I', name); END LOOP;
    PERFORM setval(format('{schema}.%I', sequencename)::regclass, 1, false)
        FROM pg_sequences WHERE schemaname = '{schema}';
END $$
"""


@dataclass(frozen=True)
class Server:
    """A server that runs: empty records are made from a template, and used again."""

    folder: Path
    template: str = ""
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    free: list[str] = field(default_factory=list)

    @classmethod
    def at(cls, folder: Path) -> Server:
        server = cls(folder)
        server.run(f"CREATE ROLE {GUEST} LOGIN PASSWORD '{PASSWORD}'")
        Record(server.url(_TEMPLATE)).close()
        return cls(folder, _dumped(folder, _TEMPLATE))

    def url(self, schema: str | None = None, user: str = OWNER, *, more: str = "") -> str:
        """Give the address of a schema, by default of one that does not exist yet."""
        schema = schema or f"r{next(self.numbers)}"
        host = quote(str(self.folder), safe="")
        return f"postgresql://{user}@/postgres?host={host}&schema={schema}{more}"

    def empty_record(self) -> str:
        """Give the schema of an empty record, faster than the migrations make one."""
        if self.free:
            return self.free.pop()
        schema = f"r{next(self.numbers)}"
        self.run(self.template.replace(_TEMPLATE, schema))
        return schema

    def dumped(self, schema: str) -> str:
        """Give the statements that make a record anew, faster than it was filled.

        To make it elsewhere, they are given with another name in the place of the schema's.
        """
        return _dumped(self.folder, schema)

    def take_back(self, schema: str) -> None:
        """Empty a record that is not used any more."""
        self.run(_EMPTIED.format(schema=schema))
        self.free.append(schema)

    def run(self, sql: str) -> None:
        """Run statements as the owner, who may do anything."""
        with psycopg.connect(
            host=str(self.folder), user=OWNER, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(sql.encode())  # as it is: % stands for itself


@contextmanager
def running_server() -> Iterator[Server]:
    """Start a server and stop it in the end; skip the test where there is none to start."""
    binaries = _binaries()
    if binaries is None:
        message = "PostgreSQL is not installed: apt-get install postgresql"
        if os.environ.get("VERBALE_TEST_POSTGRES") == "required":
            pytest.fail(message)
        pytest.skip(message)
    folder = Path(tempfile.mkdtemp(prefix="vb"))  # a socket's path is short
    user = _unprivileged(folder)
    data = folder / "data"
    settings = {**_SETTINGS, "unix_socket_directories": str(folder)}
    options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())

    def run(tool: str, *arguments: str | Path) -> None:
        subprocess.run(
            [binaries / tool, "-D", data, *arguments],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            user=user,
        )

    try:
        # Letters in the order of a language, not of their numbers: nothing may depend on it.
        run("initdb", "-U", OWNER, "--auth=trust", "--no-sync", "--encoding=UTF8",
            "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en")  # fmt: skip
        (data / "pg_hba.conf").write_text(_HBA, encoding="utf-8")
        run("pg_ctl", "start", "--wait", "--silent", "-l", folder / "log", "-o", options)
        try:
            yield Server.at(folder)
        finally:
            run("pg_ctl", "stop", "--silent", "-m", "immediate")
    finally:
        shutil.rmtree(folder)


def _binaries() -> Path | None:
    """Find where the server's programs lie; those on the path may be links to them."""
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "pg_ctl").exists()), None)


def _unprivileged(folder: Path) -> int | None:
    """Choose who runs the server, which refuses to be run by root; the folder becomes theirs."""
    if os.geteuid() != 0:
        return None
    known = {each.pw_name: each for each in pwd.getpwall()}
    user = known.get("postgres") or known["nobody"]
    os.chown(folder, user.pw_uid, user.pw_gid)
    return user.pw_uid


def _dumped(folder: Path, schema: str) -> str:
    """Give the statements that make the tables of a schema anew."""
    dump = subprocess.run(
        ["pg_dump", "--rows-per-insert=1000", "-h", folder, "-U", OWNER, "-n", schema, "postgres"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    # Lines that begin with a backslash are for psql alone.
    return "\n".join(line for line in dump.splitlines() if not line.startswith("\\"))
