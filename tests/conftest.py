"""What tests share: records on every engine, the command in this process, a user without rights."""

from __future__ import annotations

import ctypes
import io
import os
import shutil
import signal
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import HealthCheck, settings

from tests.postgres_server import running_server
from verbale.cli import main
from verbale.record import Record
from verbale.record.engine_sqlite import SqliteFile
from verbale.record.engines import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.postgres_server import Server
    from verbale.record.engines import Place

settings.register_profile(
    "verbale",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
settings.load_profile("verbale")


@dataclass(frozen=True)
class Result:
    """What a command left behind."""

    code: int
    out: str
    err: str


class Command(Protocol):
    def __call__(self, *arguments: object, stdin: bytes = b"") -> Result: ...


class Empty(Protocol):
    """Makes empty records, faster than opening one does."""

    def __call__(self) -> Place: ...

    def forget(self) -> None:
        """Let those be used again that were made so far."""


@dataclass(frozen=True)
class _EmptyFiles:
    template: Path
    folder: Path
    made: list[Path] = field(default_factory=list)

    def __call__(self) -> Place:
        path = self.folder / f"record-{len(self.made)}.db"
        self.made.append(path)
        return place_of(shutil.copy(self.template, path))

    def forget(self) -> None:
        self.made.clear()


@dataclass(frozen=True)
class _EmptySchemas:
    server: Server
    made: list[str] = field(default_factory=list)

    def __call__(self) -> Place:
        schema = self.server.empty_record()
        self.made.append(schema)
        return place_of(self.server.url(schema))

    def forget(self) -> None:
        while self.made:
            self.server.take_back(self.made.pop())


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Give a PostgreSQL server."""
    with running_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Give a place where no record is yet, in a file and on a server."""
    if request.param == "sqlite":
        return place_of(tmp_path / "record.db")
    server: Server = request.getfixturevalue("server")
    return place_of(server.url())


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an empty record to copy."""
    path = tmp_path_factory.mktemp("empty") / "record.db"
    Record(path).close()
    return path


@pytest.fixture
def empty(
    place: Place, empty_file: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Empty]:
    """Make empty records, in files and on a server."""
    made: Empty
    if isinstance(place, SqliteFile):
        made = _EmptyFiles(empty_file, tmp_path)
    else:
        made = _EmptySchemas(request.getfixturevalue("server"))
    yield made
    made.forget()


@pytest.fixture
def record(empty: Empty) -> Iterator[Record]:
    """Give an empty record, in a file and on a server."""
    with Record(empty()) as opened:
        yield opened


@pytest.fixture
def verbale(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run the command as the shell does, in this process."""

    def run(*arguments: object, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "argv", ["verbale", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        on_broken_pipe = signal.getsignal(signal.SIGPIPE)
        capsys.readouterr()
        try:
            main()
        except SystemExit as end:
            captured = capsys.readouterr()
            return Result(int(end.code or 0), captured.out, captured.err)
        finally:
            signal.signal(signal.SIGPIPE, on_broken_pipe)

    return run


@pytest.fixture
def ordinary_folder(tmp_path: Path) -> Iterator[Path]:
    """Give a folder, and no more rights than an ordinary user has who owns it."""
    with _bound_by_rights():
        yield tmp_path


@contextmanager
def _bound_by_rights() -> Iterator[None]:
    """Take from root the power to pass over the rights of files; others never had it."""
    if os.geteuid() != 0:
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # version 3 of the interface, this thread
    sets = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable, each in two halves
    assert libc.capget(header, sets) == 0, os.strerror(ctypes.get_errno())
    effective = sets[0]
    sets[0] = effective & ~0b110  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH
    assert libc.capset(header, sets) == 0, os.strerror(ctypes.get_errno())
    try:
        yield
    finally:
        sets[0] = effective
        assert libc.capset(header, sets) == 0, os.strerror(ctypes.get_errno())
