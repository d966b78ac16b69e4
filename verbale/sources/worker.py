"""The process that parses what others wrote: `python -m verbale.sources.worker MEMORY SECONDS`.

It reads requests from standard input and writes frames to standard output: `at` names the file
inside an archive that is read next (none when it is read), `extract` and `unread` tell what was
found, and `done` ends the answer. It gives up all that it does not need first, and ends when its
input does. A request for links has them answered in the place of documents. Where the request
says that pictures can be recognised, a frame `picture` is answered, before all else, by one with
the words on it. A request for a page is answered by one frame: `drawing`, or `unread`.
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
from verbale.sources.parsing import damaged, links, members, read_member

if TYPE_CHECKING:
    from verbale.sources.extract import Drawing, Extract

__all__ = ["main"]

_OUT_OF_MEMORY: Final = 3
_BUFFER: Final = 1 << 16  # bytes
_ALLOWED_FOR: Final = 1.0  # seconds; to ask the kernel after each row of a table takes too long
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
            if "page" in request:
                _draw(request, body, answers, seconds)
            else:
                _answer(request, body, answers, seconds, _recogniser(request, requests, answers))
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


def _answer(
    request: dict[str, Any],
    body: bytes,
    answers: _Answers,
    seconds: int,
    recogniser: Recogniser | None,
) -> None:
    allow_seconds(seconds)
    allowed = time.monotonic()
    name = request["name"]
    try:
        with Path(request["path"]).open("rb") if request["path"] else io.BytesIO(body) as stream:
            source = Source(stream, name, date.fromisoformat(request["today"]), recogniser)
            skip = request["skip"]
            found = links(source) if request["links"] else members(source)
            for at, member in enumerate(islice(found, skip, None), skip):
                inner = isinstance(member, Inner)
                if inner:
                    answers.now_at(at, member.name)
                for part in read_member(member, source):
                    answers.tell(part)
                if inner:
                    answers.now_at(at, "")
                if time.monotonic() - allowed > _ALLOWED_FOR:
                    allow_seconds(seconds)
                    allowed = time.monotonic()
    except MemoryError:
        raise
    except UnreadableDocument as error:
        answers.tell(Unread("", str(error)))
    except Exception as error:  # noqa: BLE001 - parsers of damaged files raise all there is
        answers.tell(Unread("", damaged(name, error)))
    answers.end()


def _draw(request: dict[str, Any], body: bytes, answers: _Answers, seconds: int) -> None:
    allow_seconds(seconds)
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

    def ask(self, picture: Picture) -> None:
        """Ask for the words on a picture."""
        sizes = {"width": picture.width, "height": picture.height, "scale": picture.scale}
        self._write({"say": "picture", **sizes}, picture.pixels)
        self._send()

    def show(self, drawing: Drawing) -> None:
        """Give a page that was drawn."""
        sizes = {"width": drawing.width, "height": drawing.height}
        self._write({"say": "drawing", **sizes}, drawing.pixels)
        self._send()

    def refuse(self, reason: str) -> None:
        """Tell why a page cannot be drawn."""
        self._write({"say": "unread", "reason": reason})
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
