"""Pages of PDF files as images: drawn by a worker, written as PNG here, the last ones kept."""

from __future__ import annotations

import struct
import zlib
from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Final

from verbale.sources.sandbox import Limits, Sandbox

if TYPE_CHECKING:
    from collections.abc import Callable

    from verbale.record.browsing import Original
    from verbale.sources.extract import Drawing

__all__ = ["PageImages", "png"]

# Somebody waits for it: what takes longer than this is not drawn.
_LIMITS: Final = Limits(memory=1_500_000_000, computing=10, waiting=20.0)
_KEPT: Final = 16  # images, of about half a megabyte each
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_COLOURS: Final = 3  # a byte each for red, green and blue


class PageImages:
    """Images of pages, for several threads; the worker starts with the first one."""

    def __init__(self) -> None:
        self._sandbox = Sandbox(_LIMITS)
        self._kept: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._lock = Lock()

    def image(self, sha256: str, number: int, original: Callable[[], Original]) -> bytes:
        """Give page `number` of the PDF file with this hash, whose bytes `original` gives, as PNG.

        Raises `UnreadableDocument` with the reason why it cannot be drawn.
        """
        with self._lock:
            if (sha256, number) not in self._kept:
                found = original()
                drawing = self._sandbox.drawing(found.content, found.name, number)
                self._kept[sha256, number] = png(drawing)
            self._kept.move_to_end((sha256, number))
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return self._kept[sha256, number]

    def close(self) -> None:
        """End the worker."""
        with self._lock:
            self._sandbox.close()


def png(drawing: Drawing) -> bytes:
    """Write a drawn page as a PNG file.

    What the worker gave are pixels, of which nothing can be wrong but what they show; a browser is
    given no file that a hostile document could have shaped.
    """
    row = _COLOURS * drawing.width
    pixels = memoryview(drawing.pixels)
    rows = b"".join(
        part for at in range(0, len(pixels), row) for part in (b"\0", pixels[at : at + row])
    )
    head = struct.pack(">2I5B", drawing.width, drawing.height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    checked = kind + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))
