"""The words of a PDF page with their rectangles, the page set upright."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdfium2 import PdfPage
    from pypdfium2.raw import FPDF_TEXTPAGE

__all__ = ["LINE_END_HYPHENS", "Word", "words_of"]

LINE_END_HYPHENS: Final = "-\u00ad\u2010\x02\ufffe"  # the last two are what the library makes
# A word broken over lines comes as one, with a mark of the library's own for the hyphen.
_WORD: Final = re.compile(r"[^\s\x02\ufffe]+[\x02\ufffe]?")
_MARKER: Final = re.compile(r"(?<=[^\W\d_]|[.,;:!?)\]”’\"'])\d{1,3}(?:,\d{1,3})*$")
_RAISED: Final = 0.85  # of the size of what it follows; a footnote's number is smaller
_LIGATURES: Final = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
)
_CONTROLS: Final = {code: None for code in range(32) if chr(code) not in LINE_END_HYPHENS}
_LINE_HEIGHT: Final = 1.11  # of the size of usual letters, from the highest to the lowest
_BELOW: Final = 0.7  # of the height of letters; what is lower stands on another line
_QUARTER: Final = math.pi / 2
_LEVEL: Final = 0.05  # radians; text that leans more than its page is a watermark


@dataclass(slots=True)
class Word:
    """A word on a page; the rectangle in points from the top left corner, `base` its base line."""

    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float


def words_of(page: PdfPage, number: int) -> tuple[list[Word], int]:
    """Give the words of a page in the order in which the file draws them, and how they are turned.

    Their rectangles are those on the page set upright: turned clockwise by so many degrees, a
    multiple of 90, from how it is shown. Footnote numbers set above the line are left out, and so
    is text that leans, a watermark.
    """
    text_page = page.get_textpage()
    letters = _Letters(text_page.raw)
    text = letters.text(text_page.get_text_range())
    found = [(*match.span(), letters.angle(match.start())) for match in _WORD.finditer(text)]
    angles = Counter(angle for _, _, angle in found)
    usual = angles.most_common(1)[0][0] if angles else 0.0
    upright = _upright(usual)
    letters.shown = _as_shown(page, upright)
    words = []
    for first, last, angle in found:
        if abs(angle - usual) <= _LEVEL:
            for start, end in _on_one_line(letters, first, last, turned=upright is None):
                words.append(_word(letters, text[start:end], start, number))
    text_page.close()
    kept = [word for word in words if word is not None]
    if not kept or upright is None:
        return kept, 0  # what is recognised on a scan is where it is shown
    return kept, (upright - page.get_rotation()) % 360


def _upright(angle: float) -> int | None:
    """Give the degrees by which text in this angle is turned clockwise to stand upright.

    `None` for text that leans in any other angle.
    """
    quarters = round(angle / _QUARTER)
    return 90 * (-quarters % 4) if abs(angle - quarters * _QUARTER) <= _LEVEL else None


def _on_one_line(
    letters: _Letters, start: int, end: int, *, turned: bool
) -> Iterator[tuple[int, int]]:
    """Part what the library takes for one word although it stands on two lines.

    In text that is `turned` so that it stays so nothing is parted.
    """
    _, top, _, bottom = letters.box(start)
    lowest = letters.base(start) + _BELOW * (bottom - top)
    if turned or letters.base(end - 1) <= lowest:
        yield start, end
        return
    cut = next(at for at in range(start, end) if letters.base(at) > lowest)
    yield start, cut
    yield from _on_one_line(letters, cut, end, turned=turned)


def _word(letters: _Letters, text: str, start: int, number: int) -> Word | None:
    end = start + len(text)
    left, top, right, bottom = letters.box(start)
    height = bottom - top
    if marker := _MARKER.search(text):
        raised = letters.box(end - 1)
        if raised[3] - raised[1] < _RAISED * height:
            text, end = text[: marker.start()], start + marker.start()
    if end - start > 1:
        last = letters.box(end - 1)
        left, right = min(left, last[0]), max(right, last[2])
        top, bottom = min(top, last[1]), max(bottom, last[3])
    text = text.translate(_CONTROLS).translate(_LIGATURES)
    if not text or right <= left or height <= 0:
        return None
    return Word(text, number, left, top, right, bottom, letters.base(start), height / _LINE_HEIGHT)


class _Letters:
    """What the library tells of the letters of a page, in the coordinates that `shown` gives."""

    def __init__(self, raw: FPDF_TEXTPAGE) -> None:
        self._raw = raw
        self.shown = _Shown(0, 0.0, 0.0, 0.0, 0.0)
        self._box = pdfium.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def text(self, text: str) -> str:
        """Give the text so that its offsets are those that the library counts in."""
        count = pdfium.FPDFText_CountChars(self._raw)
        if len(text) == count:
            return text
        # Letters beyond the 16-bit plane, and some that have no Unicode value, shift the offsets.
        codes = (pdfium.FPDFText_GetUnicode(self._raw, at) for at in range(count))
        return "".join(
            chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "
            for code in codes
        )

    def box(self, at: int) -> tuple[float, float, float, float]:
        """Give left, top, right and bottom of a letter, as high as its font and as wide as it is.

        That height tells the size of the letters; the size that a file names may be scaled.
        """
        box = self._box
        pdfium.FPDFText_GetLooseCharBox(self._raw, at, box)
        x1, y1 = self.shown(box.left, box.top)
        x2, y2 = self.shown(box.right, box.bottom)
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)

    def base(self, at: int) -> float:
        """Give the height of the line that a letter stands on."""
        pdfium.FPDFText_GetCharOrigin(self._raw, at, self._x, self._y)
        return self.shown(self._x.value, self._y.value)[1]

    def angle(self, at: int) -> float:
        """Give the angle in which a letter is set, in radians."""
        return round(float(pdfium.FPDFText_GetCharAngle(self._raw, at)), 1)


@dataclass(frozen=True, slots=True)
class _Shown:
    """Turns a point of the file into one of the page as shown, measured from its top left."""

    rotation: int
    left: float
    bottom: float
    right: float
    top: float

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        match self.rotation:
            case 90:
                return y - self.bottom, x - self.left
            case 180:
                return self.right - x, y - self.bottom
            case 270:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y


def _as_shown(page: PdfPage, rotation: int | None) -> _Shown:
    """Show a page turned clockwise, by what the file says where `rotation` is `None`."""
    left, bottom, right, top = page.get_bbox()
    return _Shown(page.get_rotation() if rotation is None else rotation, left, bottom, right, top)
