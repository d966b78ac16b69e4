"""The command `verbale desk` in a process of its own, as people run it."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def serving(path: Path) -> Iterator[str]:
    """Give the address of the desk of a record; end it as Ctrl-C does."""
    command = "from verbale.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", command, "desk", path, "--no-browser"],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().split()[0]
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)
