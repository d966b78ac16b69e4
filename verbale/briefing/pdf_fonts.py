"""The letters that a PDF brings with it, and what they cannot show.

Neither do they stand in the order of writing from right to left, nor are they joined.
"""

from __future__ import annotations

import unicodedata
from dataclasses import fields, is_dataclass
from functools import cache
from importlib import resources
from io import BytesIO
from typing import TYPE_CHECKING, Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbale.briefing.model import Briefing

__all__ = ["BOLD", "REGULAR", "lacking", "register"]

REGULAR: Final = "DejaVuSansCondensed"
BOLD: Final = f"{REGULAR}-Bold"
_FROM_THE_RIGHT: Final = frozenset({"R", "AL"})
_SHAPED: Final = range(0x0900, 0x1100)  # Devanagari to Myanmar: letters that change their places


@cache
def register() -> frozenset[int]:
    """Make the fonts known to reportlab; give the characters that they have."""
    known: list[frozenset[int]] = []
    for name in (REGULAR, BOLD):
        source = resources.files("verbale.briefing") / "fonts" / f"{name}.ttf"
        font = TTFont(name, BytesIO(source.read_bytes()))
        pdfmetrics.registerFont(font)
        known.append(frozenset(font.face.charToGlyph))
    pdfmetrics.registerFontFamily(REGULAR, REGULAR, BOLD, REGULAR, BOLD)
    return known[0] & known[1]


def lacking(briefing: Briefing) -> str:
    """Give the characters that the letters lack, or that would stand in a wrong order."""
    known = register()
    used = {letter for words in _texts(briefing) for letter in words}
    return "".join(sorted(letter for letter in used if not _is_shown(letter, known)))


def _is_shown(letter: str, known: frozenset[int]) -> bool:
    return (
        ord(letter) in known
        and unicodedata.bidirectional(letter) not in _FROM_THE_RIGHT
        and ord(letter) not in _SHAPED
    )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
