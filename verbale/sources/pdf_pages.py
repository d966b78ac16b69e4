"""Pages of a PDF file drawn as they were published, for people to look at."""

from __future__ import annotations

import math
from typing import Final

from verbale.errors import UnreadableDocument
from verbale.sources.extract import Drawing
from verbale.sources.pdf import opened

__all__ = ["drawn"]

_SCALE: Final = 2.0  # pixels for a point: sharp on most screens, in both directions of a phone


def drawn(data: bytes, name: str, number: int) -> Drawing:
    """Draw page `number`, counted from 1, of the PDF file in `data`; smaller when it is too large.

    Raises `UnreadableDocument` when the file cannot be opened or has no such page.
    """
    with opened(data, name) as document:
        if not 1 <= number <= len(document):
            raise UnreadableDocument(f"{name} has no page {number}. Get it again.")
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(_SCALE, math.sqrt(0.98 * Drawing.LARGEST / max(1.0, width * height)))
        bitmap = page.render(scale=scale, rev_byteorder=True)
        rows, row = memoryview(bitmap.buffer).cast("B"), 3 * bitmap.width
        pixels = b"".join(
            rows[at : at + row] for at in range(0, bitmap.height * bitmap.stride, bitmap.stride)
        )
        return Drawing(bitmap.width, bitmap.height, pixels)
