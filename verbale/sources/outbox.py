"""What a worker has to tell, gathered in memory that it shares with us before it goes by the pipe.

Each trip through the pipe wakes the other side, which costs as much as a small file. What still
lies here when a file ends the worker is not lost: our side takes it over, so that it knows what was
read until then and which file was at fault.
"""

from __future__ import annotations

import mmap
import os
import sys
import tempfile
from typing import Final

__all__ = ["SIZE", "Outbox", "left_in", "shared_file"]

_HEAD: Final = 16  # bytes: how many were sent or lie here in all, and how many were sent
_ROOM: Final = 1 << 18  # bytes
SIZE: Final = _HEAD + _ROOM
_TOLD: Final = 0
_SENT: Final = 1


def shared_file() -> int:
    """Open a file of `SIZE` bytes without a name, to be mapped by us and by a worker."""
    if sys.platform == "linux":
        opened = os.memfd_create("outbox")
    else:
        with tempfile.TemporaryFile() as file:
            opened = os.dup(file.fileno())
    os.ftruncate(opened, SIZE)
    return opened


class Outbox:
    """The worker's side: frames are put in, and sent together."""

    def __init__(self, shared: int, pipe: int) -> None:
        self._memory = mmap.mmap(shared, SIZE)
        self._rest = memoryview(self._memory)[_HEAD:]
        # Each number is written in one go: whenever this process is ended, the head is sound.
        self._head = memoryview(self._memory)[:_HEAD].cast("Q")
        self._pipe = pipe
        self._filled = 0

    def put(self, frame: bytes | bytearray) -> None:
        """Add a frame; what does not fit any more is sent at once."""
        size = len(frame)
        if self._filled + size > _ROOM:
            self.send()
        if size > _ROOM:
            self._write(memoryview(frame))
            self._head[_TOLD] += size
            self._head[_SENT] += size
            return
        self._rest[self._filled : self._filled + size] = frame
        self._filled += size
        self._head[_TOLD] += size

    def send(self) -> None:
        """Send all that was put in."""
        self._write(self._rest[: self._filled])
        self._head[_SENT] = self._head[_TOLD]
        self._filled = 0

    def _write(self, data: memoryview) -> None:
        while data:
            data = data[os.write(self._pipe, data) :]


def left_in(memory: mmap.mmap, received: int) -> bytes:
    """Give what a worker that is gone has told but not sent, when `received` bytes came from it.

    Only whole frames are given, unless the worker was taken over by a file.
    """
    told, sent = memoryview(memory[:_HEAD]).cast("Q")
    if not sent <= received <= told <= sent + _ROOM:
        return b""
    return memory[_HEAD + received - sent : _HEAD + told - sent]
