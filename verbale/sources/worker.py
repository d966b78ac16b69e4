"""The process that parses what others wrote: `python -m verbale.sources.worker MEMORY SECONDS FD`.

It reads requests from standard input, each for one file or several, and answers them file by file
on standard output in the messages of `wire.py`, which are gathered in memory shared through the
open file FD, see `outbox.py`: `At` names the file inside an archive that is read next (none when it
is read), `Extract` and `Unread` tell what was found, and `Done` ends the answer for a file. It
gives up all that it does not need first, and ends when its input does. A request for links has them
answered in the place of documents. Where the request says that pictures can be recognised, a
`Picture` is answered, before all else, by the words on it, or why there are none. A request for a
page is answered by one message: `Drawing`, or `Unread`.
"""

from __future__ import annotations

import io
import os
import sys
import time
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from verbale.errors import UnreadableDocument
from verbale.sources import wire
from verbale.sources.extract import Inner, NotRecognised, Recogniser, Source, Unread
from verbale.sources.isolation import allow_seconds, seal
from verbale.sources.outbox import Outbox
from verbale.sources.parsing import damaged, links, members, read_member

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbale.sources.extract import Extract, Picture, Seen

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
    while request := _next(requests):
        try:
            if isinstance(request, wire.PageRequest):
                allowance.renew()
                _draw(request, answers)
            elif isinstance(request, wire.Request):
                _answer(request, answers, allowance, _recogniser(request, requests, answers))
        except MemoryError:
            # What is left of the heap is not to be relied on.
            os._exit(_OUT_OF_MEMORY)


def _next(requests: BinaryIO) -> wire.Message | None:
    """Wait for what the other side tells next; `None` when it is gone."""
    head = requests.read(wire.HEAD.size)
    if not head:
        return None
    number, size = wire.HEAD.unpack(head)
    return wire.message(number, requests.read(size))


def _recogniser(request: wire.Request, requests: BinaryIO, answers: _Answers) -> Recogniser | None:
    """Make what asks the other side for the words on a picture, where that can tell them."""
    if request.recogniser is None:
        return None

    def words(picture: Picture) -> list[Seen]:
        answers.say(picture)
        answer = _next(requests)
        if isinstance(answer, wire.Words):
            return list(answer.seen)
        raise NotRecognised(answer.reason if isinstance(answer, Unread) else "nobody answers")

    return Recogniser(*request.recogniser, words)


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
    request: wire.Request,
    answers: _Answers,
    allowance: _Allowance,
    recogniser: Recogniser | None,
) -> None:
    """Answer for each file of a request."""
    for file in request.files:
        allowance.renew()
        try:
            with Path(file.path).open("rb") if file.path else io.BytesIO(file.data) as stream:
                source = Source(stream, file.name, request.today, recogniser)
                found = links(source) if request.links else members(source)
                _tell_all(islice(found, file.skip, None), file.skip, source, answers, allowance)
        except MemoryError:
            raise
        except UnreadableDocument as error:
            answers.tell(Unread("", str(error)))
        except Exception as error:  # noqa: BLE001 - parsers of damaged files raise all there is
            answers.tell(Unread("", damaged(file.name, error)))
        answers.tell(wire.Done())
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
            answers.tell(wire.At(at, member.name))
        for part in read_member(member, source):
            answers.tell(part)
        if inner:
            answers.tell(wire.At(at, ""))
        allowance.renew()


def _draw(request: wire.PageRequest, answers: _Answers) -> None:
    name = request.name
    try:
        # Loaded when it is first asked for, as the parsers are.
        pages = import_module("verbale.sources.pdf_pages")
        answers.say(pages.drawn(request.data, name, request.number))
    except MemoryError:
        raise
    except UnreadableDocument as error:
        answers.say(Unread("", str(error)))
    except Exception as error:  # noqa: BLE001 - a library on damaged files raises all there is
        answers.say(Unread("", damaged(name, error)))


class _Answers:
    """The messages on their way out, many at a time where they come fast."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._sent = time.monotonic()

    def tell(self, told: wire.Message) -> None:
        """Tell something, at once or with what comes next."""
        self._outbox.put(wire.frame(told))
        if time.monotonic() - self._sent > _AT_MOST_HELD:
            self.send()

    def say(self, told: wire.Message) -> None:
        """Tell something at once."""
        self._outbox.put(wire.frame(told))
        self.send()

    def send(self) -> None:
        """Send what was told and still waits."""
        self._outbox.send()
        self._sent = time.monotonic()


if __name__ == "__main__":
    main()
