"""The process that parses what others wrote: `python -m verbale.sources.worker MEMORY SECONDS`.

It reads requests from standard input and writes frames to standard output: `at` names the file
inside an archive that is read next (none when it is read), `extract` and `unread` tell what was
found, and `done` ends the answer. It gives up all that it does not need first, and ends when its
input does.
"""

from __future__ import annotations

import io
import os
import sys
import time
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from verbale.errors import UnreadableDocument
from verbale.sources import wire
from verbale.sources.extract import Inner, Source, Unread
from verbale.sources.isolation import allow_seconds, seal
from verbale.sources.parsing import damaged, members, read_member

if TYPE_CHECKING:
    from verbale.sources.extract import Extract

__all__ = ["main"]

_OUT_OF_MEMORY: Final = 3
_BUFFER: Final = 1 << 16  # bytes
_AT_MOST_HELD: Final = 0.05  # seconds


def main() -> None:
    """Answer requests until there are no more."""
    memory, seconds = map(int, sys.argv[1:])
    requests = sys.stdin.buffer
    # What a library prints must not get between the frames.
    answers = _Answers(os.fdopen(os.dup(1), "wb", _BUFFER))
    os.dup2(2, 1)
    seal(memory)
    while head := requests.read(wire.HEAD.size):
        text_size, body_size = wire.HEAD.unpack(head)
        request = wire.parsed(requests.read(text_size))
        body = requests.read(body_size)
        try:
            _answer(request, body, answers, seconds)
        except MemoryError:
            # What is left of the heap is not to be relied on.
            os._exit(_OUT_OF_MEMORY)


def _answer(request: dict[str, Any], body: bytes, answers: _Answers, seconds: int) -> None:
    allow_seconds(seconds)
    name = request["name"]
    try:
        with Path(request["path"]).open("rb") if request["path"] else io.BytesIO(body) as stream:
            source = Source(stream, name, date.fromisoformat(request["today"]))
            skip = request["skip"]
            for at, member in enumerate(islice(members(source), skip, None), skip):
                inner = isinstance(member, Inner)
                if inner:
                    answers.now_at(at, member.name)
                for part in read_member(member, source):
                    answers.tell(part)
                if inner:
                    answers.now_at(at, "")
                allow_seconds(seconds)
    except MemoryError:
        raise
    except UnreadableDocument as error:
        answers.tell(Unread("", str(error)))
    except Exception as error:  # noqa: BLE001 - parsers of damaged files raise all there is
        answers.tell(Unread("", damaged(name, error)))
    answers.end()


class _Answers:
    """The frames on their way out, several at a time where they come fast."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._sent = time.monotonic()

    def now_at(self, at: int, name: str) -> None:
        """Tell which file inside an archive comes next, before it can end this process."""
        self._write({"say": "at", "at": at, "name": name})
        self._send()

    def tell(self, part: Extract | Unread) -> None:
        """Tell what was found."""
        if isinstance(part, Unread):
            self._write({"say": "unread", "name": part.name, "reason": part.reason})
        else:
            content, body = wire.packed(part)
            self._write({"say": "extract", **content}, body)
        if time.monotonic() - self._sent > _AT_MOST_HELD:
            self._send()

    def end(self) -> None:
        """Tell that this is all."""
        self._write({"say": "done"})
        self._send()

    def _write(self, content: dict[str, Any], body: bytes = b"") -> None:
        self._stream.writelines(wire.frame(content, body))

    def _send(self) -> None:
        self._stream.flush()
        self._sent = time.monotonic()


if __name__ == "__main__":
    main()
