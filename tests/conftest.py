"""What tests share: a record in a file, the command in this process, a user without rights."""

from __future__ import annotations

import ctypes
import io
import os
import signal
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import HealthCheck, settings

from verbale.cli import main
from verbale.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record(tmp_path / "record.db") as opened:
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
