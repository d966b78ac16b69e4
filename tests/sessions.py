"""Shell sessions in documents: ```console blocks whose outputs are what the commands print.

`make snapshots` writes the outputs anew; whoever does reads the difference.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Session", "replayed", "sessions"]

_BLOCK: Final = re.compile(r"^```console\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)
_CUT: Final = "…\n"  # a line of its own: the rest of the output is left out


@dataclass(frozen=True)
class Session:
    """One command and what it prints, from a document."""

    command: str
    output: str
    start: int
    end: int


def sessions(document: str) -> Iterator[Session]:
    """Give the sessions of a document in their order."""
    for block in _BLOCK.finditer(document):
        prompts = list(re.finditer(r"^\$ (?P<command>.*)\n", block["body"], re.MULTILINE))
        for prompt, following in zip(prompts, [*prompts[1:], None], strict=True):
            stop = following.start() if following else len(block["body"])
            base = block.start("body")
            output = block["body"][prompt.end() : stop]
            yield Session(prompt["command"], output, base + prompt.end(), base + stop)


def replayed(session: Session, folder: Path, environment: dict[str, str]) -> str:
    """Run a session's command in `folder` and give its output, cut where the document cuts it."""
    done = subprocess.run(
        ["bash", "-c", session.command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    lines = done.stdout.splitlines(keepends=True)
    if f"\n{session.output}".endswith(f"\n{_CUT}"):
        kept = session.output.count("\n") - 1
        return "".join([*lines[:kept], _CUT])
    return "".join(lines)
