"""Pages that are pictures: found, drawn to be recognised, and what was seen on them as words."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from statistics import median
from typing import TYPE_CHECKING, Final

from verbale.sources.extract import Picture
from verbale.sources.pdf_words import Word

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

    from verbale.sources.extract import Seen

__all__ = ["picture_of", "shows_something", "words_seen"]

_SCALE: Final = 300 / 72  # pixels for a point: what recognition is trained on
_ASCENT: Final = 0.72  # of the size of letters, from their base line to the top of high ones
_DESCENT: Final = 0.22  # of the size, from the base line down
_GOES_BELOW: Final = re.compile(r"[gjpqyçQ,;()\[\]{}|$@/]")
_SAME_SIZE: Final = 0.2  # of the size of a page's usual lines; letters are measured roughly


def shows_something(page: PdfPage) -> bool:
    """Tell whether there is anything on a page: a picture, or letters drawn as lines."""
    return next(page.get_objects(max_depth=1), None) is not None


def picture_of(page: PdfPage) -> Picture:
    """Draw a page in shades of grey, smaller when it is too large."""
    width, height = page.get_size()
    scale = min(_SCALE, math.sqrt(0.98 * Picture.LARGEST / max(1.0, width * height)))
    drawn = page.render(scale=scale, grayscale=True)
    rows = memoryview(drawn.buffer).cast("B")
    pixels = b"".join(
        rows[at * drawn.stride : at * drawn.stride + drawn.width] for at in range(drawn.height)
    )
    return Picture(drawn.width, drawn.height, scale, pixels)


def words_seen(seen: list[Seen], number: int, scale: float) -> list[Word]:
    """Give what was seen on page `number` as the words of other pages are."""
    lines: defaultdict[int, list[Seen]] = defaultdict(list)
    for each in seen:
        lines[each.line].append(each)
    measured = [_base_and_size(line) for line in lines.values()]
    usual = median(size for _, size in measured) if measured else 0.0
    words = []
    for line, (base, size) in zip(lines.values(), measured, strict=True):
        size = usual if abs(size - usual) <= _SAME_SIZE * usual else size  # noqa: PLW2901
        top, bottom = min(each.top for each in line), max(each.bottom for each in line)
        words += [
            Word(
                each.text,
                number,
                each.left / scale,
                top / scale,
                each.right / scale,
                bottom / scale,
                base / scale,
                size / scale,
            )
            for each in line
        ]
    return words


def _base_and_size(line: list[Seen]) -> tuple[float, float]:
    """Measure a line by its words without letters that go below the base line, if there are any."""
    top = min(each.top for each in line)
    level = [each.bottom for each in line if not _GOES_BELOW.search(each.text)]
    if level:
        base = float(median(level))
        return base, max(1.0, (base - top) / _ASCENT)
    size = max(1.0, (median(each.bottom for each in line) - top) / (_ASCENT + _DESCENT))
    return top + _ASCENT * size, size
