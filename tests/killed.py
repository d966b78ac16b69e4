"""What `test_killing.py` kills: work on a record that tells each step which the record confirmed.

Run as a program it loads all that is needed once, and forks a process for every piece of work that
it is told of, so that a kill strikes the work and not the loading.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from tests.factories import reading_of
from verbale.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from verbale.model import Reading
    from verbale.record.rows import Action

__all__ = ["ACTIONS", "AT", "DOCUMENTS", "Forge", "forge", "reading_number"]

AT: Final = "2024-06-01T12:00:00Z"
DOCUMENTS: Final = 8
ROOT: Final = Path(__file__).parents[1]


def reading_number(number: int) -> Reading:
    """Make the reading of one of the documents that the work is about."""
    return reading_of(
        f"[The minister] {{said}} (that {number + 20} clubs had been closed for good reasons).",
        f"[The union] {{replied}} (that nobody had been asked about any of the {number} closings).",
        name=f"{number}.txt",
        acts=("assertion", "rebuttal"),
    )


def review(place: str, say: Callable[[str], None]) -> None:
    """Decide about every statement, and take one decision of three back."""
    with Record(place, "edit") as record:
        for row in record.statements():
            made = record.review(row.id, "accept", by="Ann Lee", at=AT)
            say(f"{made.number} {made.hash}")
            made = record.review(row.id, "correct", by="Bo", at=AT, field="act", becomes="call")
            say(f"{made.number} {made.hash}")
            made = record.undo(made.number, by="Ann Lee", at=AT)
            say(f"{made.number} {made.hash}")


def read_again(place: str, say: Callable[[str], None]) -> None:
    """Read every document again, twice, as another reader would."""
    with Record(place, "edit") as record:
        for reader in ("the second", "the third"):
            for number in range(DOCUMENTS):
                again = replace(reading_number(number), reader=reader)
                say(f"{record.read_again(again)} {reader}")


def tie(place: str, say: Callable[[str], None]) -> None:
    """Say who is one and who is not, what answers what, and tie the documents after each."""
    with Record(place, "edit") as record:
        for number in (2, 3):
            decided: tuple[tuple[str, Action, str], ...] = (
                (f"d{number}.a2", "merge", "d1.a1"),
                (f"d{number}.a1", "split", "d1.a1"),
                (f"d{number}.s2", "link", "d1.s1"),
                (f"d{number}.s2", "unlink", f"d{number}.s1"),
            )
            for one, action, other in decided:
                made = record.review_two(one, action, other, by="Ann Lee", at=AT)
                say(f"{made.number} {made.hash}")
                record.tie()


def migrate(place: str, say: Callable[[str], None]) -> None:
    """Open a record of an earlier version."""
    Record(place, "edit").close()
    say("migrated")


# One more kind of work needs no more than a line here, and a check in `test_killing.py`.
ACTIONS: Final[dict[str, Callable[[str, Callable[[str], None]], None]]] = {
    "review": review,
    "read again": read_again,
    "tie": tie,
    "migrate": migrate,
}


@dataclass(frozen=True)
class Forge:
    """The program that forks, at its other end."""

    orders: IO[str]
    answers: IO[str]

    def killed(self, action: str, place: str, said: Path, after_s: float | None) -> float:
        """Do one piece of work, killed after so many seconds, or never; give how long it ran."""
        self.orders.write(f"{action}\t{place}\t{said}\n")
        self.orders.flush()
        process = int(self.answers.readline())
        started = time.monotonic()
        if after_s is not None:
            time.sleep(after_s)
            with suppress(ProcessLookupError):  # it was faster than before
                os.kill(process, signal.SIGKILL)
        ended = self.answers.readline()
        assert ended in {"0\n", "9\n"}, f"{action} failed: {ended}"
        return time.monotonic() - started


@contextmanager
def forge() -> Iterator[Forge]:
    """Start the program."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.killed"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield Forge(process.stdin, process.stdout)
    finally:
        process.stdin.close()
        process.wait(10)
        process.stdout.close()


def _work() -> None:
    for line in sys.stdin:
        action, place, said = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            _do(action, place, Path(said))
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(status, flush=True)  # 9 is the signal that ended it, 0 that it came to its end


def _do(action: str, place: str, said: Path) -> None:
    with said.open("a", encoding="utf-8", buffering=1) as told:
        ACTIONS[action](place, lambda step: print(step, file=told))
    os._exit(0)


if __name__ == "__main__":
    _work()
