"""Who is writing to a record: told to those who have waited for it in vain."""

from __future__ import annotations

import getpass
import json
import os
import re
import socket
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Holder", "note_at", "noted"]

_LABEL: Final = re.compile(
    r"verbale (?P<doing>\S+) (?P<pid>\d+) (?P<since>\S+) (?P<user>[^@]*)@(?P<host>.*)"
)


@dataclass(frozen=True, slots=True)
class Holder:
    """A process that writes: its id, user and host, what it does, and since when in UTC."""

    pid: int
    user: str
    host: str
    since: str
    doing: str

    @classmethod
    def here(cls, doing: str) -> Self:
        """Make the one of this process."""
        since = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        return cls(os.getpid(), _user(), socket.gethostname(), since, doing)

    @classmethod
    def from_label(cls, label: str) -> Self | None:
        """Read a label back; `None` when it is none."""
        match = _LABEL.fullmatch(label)
        if match is None:
            return None
        return cls(int(match["pid"]), *match.group("user", "host", "since", "doing"))

    @property
    def label(self) -> str:
        """Give it on one line; what a place has no room for is the end of the host's name."""
        return f"verbale {self.doing} {self.pid} {self.since} {self.user}@{self.host}"

    def __str__(self) -> str:
        """Say it as part of a sentence."""
        return f"process {self.pid} of {self.user} on {self.host} since {self.since} ({self.doing})"


@contextmanager
def note_at(path: Path, doing: str) -> Iterator[None]:
    """Keep a note about this process at `path` for as long as it writes.

    The note is a courtesy: whoever holds the lock decides, and a disk that is full is found by
    the writing itself.
    """
    holder = Holder.here(doing)
    note = json.dumps({**asdict(holder), "started": _started(holder.pid)})
    with suppress(OSError):
        path.write_text(note, encoding="utf-8")
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink()


def noted(path: Path) -> Holder | None:
    """Read the note at `path`; `None` when its process is gone, as after a crash, or unknown."""
    try:
        note = json.loads(path.read_text(encoding="utf-8"))
        started = note.pop("started")
        holder = Holder(**note)
    except (OSError, ValueError, TypeError, AttributeError, KeyError):
        return None  # not there, or half written
    if started is None or holder.host != socket.gethostname():
        return None  # what cannot be looked up is not told
    # A number is given to another process in time, but not with the same start.
    return holder if started == _started(holder.pid) else None


def _started(pid: int) -> str | None:
    """Tell when a process began, in ticks since the machine did.

    `None` when there is no such process, and on systems without /proc.
    """
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    return told.rpartition(")")[2].split()[19]  # the name in brackets may hold anything


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"
