"""The process that parses what others wrote: `python -m verbale.sources.worker MEMORY SECONDS FD`.

It reads requests from standard input, each for one file or several, and answers them file by file
in frames on standard output, which are gathered in memory shared through the open file FD, see
`outbox.py`: `at` names the file inside an archive that is read next (none when it is read),
`extract` and `unread` tell what was found, and `done` ends the answer for a file. It gives up all
that it does not need first, and ends when its input does. A request for links has them answered in
the place of documents. Where the request says that pictures can be recognised, a frame `picture` is
answered, before all else, by one with the words on it. A request for a page is answered by one
frame: `drawing`, or `unread`.
"""

from __future__ import annotations

import io
import os
import sys
import time
from datetime import date
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from verbale.errors import UnreadableDocument
from verbale.sources import wire
from verbale.sources.extract import Inner, NotRecognised, Picture, Recogniser, Seen, Source, Unread
from verbale.sources.isolation import allow_seconds, seal
from verbale.sources.outbox import Outbox
from verbale.sources.parsing import damaged, links, members, read_member

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbale.sources.extract import Drawing, Extract

__all__ = ["main"]

_OUT_OF_MEMORY: Final = 3
_ALLOWED_FOR: Final = 0.2  # seconds; to ask the kernel before each small file takes too long
_AT_MOST_HELD: Final = 0.05  # seconds


def main() -> None:
    """Answer requests until there are no more."""
    memory, seconds, shared = map(int, sys.argv[1:])
    requests = sys.stdin.buffer
    # What a library prints must not get between the frames.
    answers = _Answers(Outbox(shared, os.dup(1)))
    os.dup2(2, 1)
    os.close(shared)
    seal(memory)
    allowance = _Allowance(seconds)
    while head := requests.read(wire.HEAD.size):
        text_size, body_size = wire.HEAD.unpack(head)
        request = wire.parsed(requests.read(text_size))
        body = requests.read(body_size)
        try:
            if "page" in request:
                allowance.renew()
                _draw(request, body, answers)
            else:
                _answer(request, body, answers, allowance, _recogniser(request, requests, answers))
        except MemoryError:
            # What is left of the heap is not to be relied on.
            os._exit(_OUT_OF_MEMORY)


def _recogniser(
    request: dict[str, Any], requests: BinaryIO, answers: _Answers
) -> Recogniser | None:
    """Make what asks the other side for the words on a picture, where that can tell them."""
    if request["recogniser"] is None:
        return None

    def words(picture: Picture) -> list[Seen]:
        answers.ask(picture)
        size, _ = wire.HEAD.unpack(requests.read(wire.HEAD.size))
        answer = wire.parsed(requests.read(size))
        if "failed" in answer:
            raise NotRecognised(answer["failed"])
        return wire.seen(answer)

    program, version = request["recogniser"]
    return Recogniser(program, version, words)


class _Allowance:
    """The seconds of computing that each file, and each one in an archive, may take."""

    def __init__(self, seconds: int) -> None:
        self._seconds = seconds
        self._renewed = -_ALLOWED_FOR

    def renew(self) -> None:
        """Count from now on; what was counted for a moment only is left as it is."""
        now = time.monotonic()
        if now - self._renewed > _ALLOWED_FOR:
            allow_seconds(self._seconds)
            self._renewed = now


def _answer(
    request: dict[str, Any],
    body: bytes,
    answers: _Answers,
    allowance: _Allowance,
    recogniser: Recogniser | None,
) -> None:
    """Answer for each file of a request, whose bytes lie in `body` one after the other."""
    end = 0
    for file in request["files"]:
        start, end = end, end + file["size"]
        path = file["path"]
        allowance.renew()
        try:
            with Path(path).open("rb") if path else io.BytesIO(body[start:end]) as stream:
                today = date.fromisoformat(request["today"])
                source = Source(stream, file["name"], today, recogniser)
                found = links(source) if request["links"] else members(source)
                _tell_all(
                    islice(found, file["skip"], None), file["skip"], source, answers, allowance
                )
        except MemoryError:
            raise
        except UnreadableDocument as error:
            answers.tell(Unread("", str(error)))
        except Exception as error:  # noqa: BLE001 - parsers of damaged files raise all there is
            answers.tell(Unread("", damaged(file["name"], error)))
        answers.end()
    answers.send()


def _tell_all(
    found: Iterator[Extract | Inner | Unread],
    first: int,
    source: Source,
    answers: _Answers,
    allowance: _Allowance,
) -> None:
    """Tell what is found in a source, its members counted from `first`."""
    for at, member in enumerate(found, first):
        inner = isinstance(member, Inner)
        if inner:
            answers.now_at(at, member.name)
        for part in read_member(member, source):
            answers.tell(part)
        if inner:
            answers.now_at(at, "")
        allowance.renew()


def _draw(request: dict[str, Any], body: bytes, answers: _Answers) -> None:
    name = request["name"]
    try:
        # Loaded when it is first asked for, as the parsers are.
        drawn = import_module("verbale.sources.pdf_pages").drawn(body, name, request["page"])
    except MemoryError:
        raise
    except UnreadableDocument as error:
        answers.refuse(str(error))
    except Exception as error:  # noqa: BLE001 - a library on damaged files raises all there is
        answers.refuse(damaged(name, error))
    else:
        answers.show(drawn)


class _Answers:
    """The frames on their way out, many at a time where they come fast."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._sent = time.monotonic()

    def now_at(self, at: int, name: str) -> None:
        """Tell which file inside an archive comes next, before it can end this process."""
        self._write({"say": "at", "at": at, "name": name})

    def tell(self, part: Extract | Unread) -> None:
        """Tell what was found."""
        if isinstance(part, Unread):
            self._write({"say": "unread", "name": part.name, "reason": part.reason})
        else:
            content, body = wire.packed(part)
            self._write({"say": "extract", **content}, body)

    def ask(self, picture: Picture) -> None:
        """Ask for the words on a picture."""
        sizes = {"width": picture.width, "height": picture.height, "scale": picture.scale}
        self._write({"say": "picture", **sizes}, picture.pixels)
        self.send()

    def show(self, drawing: Drawing) -> None:
        """Give a page that was drawn."""
        sizes = {"width": drawing.width, "height": drawing.height}
        self._write({"say": "drawing", **sizes}, drawing.pixels)
        self.send()

    def refuse(self, reason: str) -> None:
        """Tell why a page cannot be drawn."""
        self._write({"say": "unread", "reason": reason})
        self.send()

    def end(self) -> None:
        """Tell that this is all of a file."""
        self._write({"say": "done"})

    def send(self) -> None:
        """Send what was told and still waits."""
        self._outbox.send()
        self._sent = time.monotonic()

    def _write(self, content: dict[str, Any], body: bytes = b"") -> None:
        self._outbox.put(wire.frame(content, body))
        if time.monotonic() - self._sent > _AT_MOST_HELD:
            self.send()


if __name__ == "__main__":
    main()
