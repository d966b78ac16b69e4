"""A worker process that parses files for us, held to limits, started anew when it dies of one."""

from __future__ import annotations

import atexit
import mmap
import os
import select
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain, repeat
from typing import IO, TYPE_CHECKING, Final, Literal, Self, cast

from verbale.errors import UnreadableDocument
from verbale.sources import outbox, recognition, wire
from verbale.sources.extract import Drawing, Extract, NotRecognised, Picture, Unread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path
    from types import TracebackType

__all__ = ["Found", "Limits", "Sandbox", "borrowed"]

_CHUNK: Final = 1 << 16  # bytes; what a pipe holds, and no more than is cheap to set aside
_CRASHES: Final = 10  # of one input, before the rest of it is given up
_MOST_PICTURES: Final = 500  # pages of one input that are recognised, at some two seconds each
_NONSENSE: Final = "made its parser answer nonsense. Get it again."
_RECYCLED_AFTER: Final = 10_000  # inputs; parsers leak a little


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost.

    `memory` is address space in bytes, the worker's own included; `computing` and `waiting` are
    seconds, of the processor and of the clock; `text` is characters.
    """

    memory: int = 2_000_000_000
    computing: int = 60
    waiting: float = 180.0
    text: int = 50_000_000


# What is found in one of several files, with the number of that file.
Found = tuple[int, Extract | Unread]


class _Died(Exception):
    """The worker is gone, with the reason in words."""


@dataclass(slots=True)
class _Reached:
    """The file that the worker is at, and the one inside it; no name while it is at none."""

    file: int = 0
    at: int = -1
    member: str = ""
    skip: int = 0  # so many in the file are done with
    crashes: int = 0  # of the file

    def next_file(self) -> None:
        """Go on to the next file."""
        self.file, self.at, self.member, self.skip, self.crashes = self.file + 1, -1, "", 0, 0


class Sandbox:
    """One warm worker; it starts with the first input. Not for two threads at once."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._process: subprocess.Popen[bytes] | None = None
        self._served = 0
        self._arrived = bytearray()  # and not taken yet
        self._received = 0  # bytes from this worker in all
        self._outbox: mmap.mmap | None = None
        self._ended: _Died | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def process_id(self) -> int | None:
        """The id of the worker's process, `None` while there is none."""
        return None if self._process is None else self._process.pid

    def close(self) -> None:
        """End the worker."""
        process, self._process, self._served = self._process, None, 0
        shared, self._outbox, self._ended = self._outbox, None, None
        self._arrived.clear()
        self._received = 0
        if process is not None:
            process.kill()
            process.communicate()
        if shared is not None:
            shared.close()

    def extracts(
        self,
        data: bytes | Path,
        name: str,
        today: date,
        what: Literal["documents", "links"] = "documents",
    ) -> Iterator[Extract | Unread]:
        """Give the documents in the bytes `data`, or in the file at that path, called `name`.

        What gives no text comes as `Unread` with the reason. When the worker dies of a member of
        an archive, that member is lost and the next one taken. Links come in the same way, see
        `links.py`.
        """
        for _, found in self.extracts_of([(data, name)], today, what):
            yield found

    def extracts_of(
        self,
        files: Sequence[tuple[bytes | Path, str]],
        today: date,
        what: Literal["documents", "links"] = "documents",
    ) -> Iterator[Found]:
        """Give the documents in several files, in their order, as `extracts` does of each.

        They go to the worker together, so that small ones cost no trip each. Every limit is one
        for each file, and a file that ends the worker costs itself: the rest goes to a new one.
        """
        reached = _Reached()
        while reached.file < len(files):
            try:
                yield from self._answers(files, today, what, reached)
            except _Died as death:
                self.close()
                yield from self._lost(files[reached.file][1], reached, death)
            except BaseException:
                self.close()  # what it still writes is no answer to the next request
                raise

    def _lost(self, name: str, reached: _Reached, death: _Died) -> Iterator[Found]:
        """Tell what a dead worker leaves unread, and go on behind it."""
        file, member = reached.file, reached.member
        reached.crashes += 1
        yield file, Unread(member, f"{'/'.join(filter(None, (name, member)))} {death}")
        if not member:
            reached.next_file()
        elif reached.crashes == _CRASHES:
            reached.next_file()
            said = f"{name} made its parser fail {_CRASHES} times. The rest of it is left."
            yield file, Unread("", said)
        else:
            reached.skip, reached.member = reached.at + 1, ""

    def drawing(self, data: bytes, name: str, number: int) -> Drawing:
        """Draw page `number`, counted from 1, of the PDF file in `data`, called `name`.

        Raises `UnreadableDocument` with the reason why it cannot be drawn.
        """
        try:
            answer = self._drawn(wire.PageRequest(data, name, number))
        except _Died as death:
            self.close()
            raise UnreadableDocument(f"{name} {death}") from death
        except BaseException:
            self.close()  # what it still writes is no answer to the next request
            raise
        if isinstance(answer, Unread):
            raise UnreadableDocument(answer.reason)
        return answer

    def _drawn(self, request: wire.PageRequest) -> Drawing | Unread:
        process = self._running()
        self._send(process, request)
        answer = self._receive(process)
        if isinstance(answer, Drawing | Unread):
            return answer
        raise _Died(_NONSENSE)

    def _answers(
        self,
        files: Sequence[tuple[bytes | Path, str]],
        today: date,
        what: Literal["documents", "links"],
        reached: _Reached,
    ) -> Iterator[Found]:
        """Have the files read from the one that is reached, and note how far that goes."""
        process = self._running(len(files) - reached.file)
        self._send(process, _request(files, today, what, reached))
        pictures = 0
        while reached.file < len(files):
            told = self._receive(process)
            match told:
                case wire.At(place, member):
                    reached.at, reached.member = place, member
                case Unread():
                    yield reached.file, told
                case Extract():
                    self._check_size(told)
                    yield reached.file, told
                case Picture():
                    pictures += 1
                    self._send(process, _recognised(told, pictures))
                case wire.Done():
                    reached.next_file()
                    pictures = 0
                case _:
                    raise _Died(_NONSENSE)

    def _check_size(self, extract: Extract) -> None:
        if len(extract.text) > self.limits.text:
            raise _Died(f"gives more than {self.limits.text:,} characters of text. Split it first.")

    def _running(self, inputs: int = 1) -> subprocess.Popen[bytes]:
        if self._served >= _RECYCLED_AFTER:
            self.close()
        self._served += inputs
        if self._process is None:
            self._process = self._started()
        return self._process

    def _started(self) -> subprocess.Popen[bytes]:
        shared = outbox.shared_file()
        try:
            self._outbox = mmap.mmap(shared, outbox.SIZE)
            process = subprocess.Popen(  # noqa: S603 - our own module
                [
                    sys.executable,
                    "-P",  # never import from the folder that we happen to be in
                    "-m",
                    "verbale.sources.worker",
                    str(self.limits.memory),
                    str(self.limits.computing),
                    str(shared),
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                pass_fds=[shared],
                start_new_session=True,  # Ctrl-C is for us to handle
            )
        finally:
            os.close(shared)
        for stream in (process.stdin, process.stdout):
            os.set_blocking(cast("IO[bytes]", stream).fileno(), False)
        return process

    def _send(self, process: subprocess.Popen[bytes], told: wire.Message) -> None:
        stream = cast("IO[bytes]", process.stdin)
        deadline = time.monotonic() + self.limits.waiting
        rest = memoryview(wire.frame(told))
        while rest:
            try:
                rest = rest[os.write(stream.fileno(), rest[:_CHUNK]) :]
            except BlockingIOError:
                self._wait(stream, select.POLLOUT, deadline)
            except BrokenPipeError as error:
                raise self._death(process) from error

    def _receive(self, process: subprocess.Popen[bytes]) -> wire.Message:
        deadline = time.monotonic() + self.limits.waiting
        number, size = wire.HEAD.unpack(self._exactly(process, wire.HEAD.size, deadline))
        if size > wire.FRAME_LIMIT:
            raise _Died("unpacks to more than can be taken. Split it first.")
        try:
            return wire.message(number, self._exactly(process, size, deadline))
        except wire.BadFrame as error:
            raise _Died(_NONSENSE) from error

    def _exactly(self, process: subprocess.Popen[bytes], size: int, deadline: float) -> bytes:
        while len(self._arrived) < size:
            self._take(process, deadline)
        data = bytes(memoryview(self._arrived)[:size])
        del self._arrived[:size]
        return data

    def _take(self, process: subprocess.Popen[bytes], deadline: float) -> None:
        """Take what comes from the worker, to the last that it told before it was gone."""
        if self._ended is not None:
            raise self._ended
        stream = cast("IO[bytes]", process.stdout)
        try:
            piece = os.read(stream.fileno(), _CHUNK)
        except BlockingIOError:
            try:
                self._wait(stream, select.POLLIN, deadline)
            except _Died as late:
                self._end(process, late)
            return
        self._received += len(piece)
        self._arrived += piece
        if not piece:
            self._end(process, self._death(process))

    def _end(self, process: subprocess.Popen[bytes], why: _Died) -> None:
        """Note that a worker is gone, and take over what it told but did not send any more."""
        process.kill()
        process.wait()
        stream = cast("IO[bytes]", process.stdout)
        with suppress(BlockingIOError):  # a file that took it over may have left a twin of it
            while piece := os.read(stream.fileno(), _CHUNK):
                self._received += len(piece)
                self._arrived += piece
        if self._outbox is not None:
            self._arrived += outbox.left_in(self._outbox, self._received)
        self._ended = why

    def _wait(self, stream: IO[bytes], event: int, deadline: float) -> None:
        waiting = select.poll()
        waiting.register(stream.fileno(), event)
        if not waiting.poll(max(0.0, deadline - time.monotonic()) * 1000):
            raise _Died(f"takes longer than {self.limits.waiting:g} s to be read. Split it first.")

    def _death(self, process: subprocess.Popen[bytes]) -> _Died:
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=5)
        limits = self.limits
        if process.returncode in {-signal.SIGXCPU, -signal.SIGKILL}:
            return _Died(f"takes more than {limits.computing} s of computing. Split it first.")
        if process.returncode == 3:
            megabytes = limits.memory // 1_000_000
            return _Died(f"needs more than {megabytes} MB of memory to be read. Split it first.")
        return _Died("makes its parser crash. It is damaged or hostile: get it again.")


def _recognised(picture: Picture, count: int) -> wire.Words | Unread:
    """Have the words on a picture recognised, unless the input has had so many already."""
    if count > _MOST_PICTURES:
        return Unread("", f"only {_MOST_PICTURES} pages of a file are recognised")
    try:
        return wire.Words(tuple(recognition.recognised(picture)))
    except NotRecognised as error:
        return Unread("", str(error))


def _request(
    files: Sequence[tuple[bytes | Path, str]],
    today: date,
    what: Literal["documents", "links"],
    reached: _Reached,
) -> wire.Request:
    """Ask for the files from the one that is reached, and of that for what is not done with."""
    skips = chain([reached.skip], repeat(0))
    asked = tuple(
        wire.File(None, data, name, skip)
        if isinstance(data, bytes)
        else wire.File(str(data.resolve()), b"", name, skip)
        for (data, name), skip in zip(files[reached.file :], skips, strict=False)
    )
    return wire.Request(asked, today, what == "links", recognition.program_and_version())


_idle: list[Sandbox] = []


@contextmanager
def borrowed() -> Iterator[Sandbox]:
    """Lend a warm worker with the usual limits, and keep it for the next who asks."""
    sandbox = _idle.pop() if _idle else Sandbox()
    try:
        yield sandbox
    finally:
        _idle.append(sandbox)


@atexit.register
def _close_all() -> None:
    while _idle:
        _idle.pop().close()


os.register_at_fork(after_in_child=_idle.clear)  # the workers belong to the parent
