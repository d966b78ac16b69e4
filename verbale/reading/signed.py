"""Find signed quotations: a paragraph of quoted words, a dash, and who said them.

    “They came at night.” – M. S., 24, a student

So testimonies stand in reports, and readers' letters in papers. Form decides: whatever the network
made of such a paragraph gives way.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from verbale.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbale.reading.layout import Layout

__all__ = ["find_signed"]

_LONGEST_NAME: Final = 80  # code points of a signature, what is said of the signer included
# A closing mark stands where an opening one should as often as not, so any mark opens.
_SIGNED: Final = re.compile(
    r"(?P<quoted>[“”\"«„][^\n]{8,}[”“\"»])[\s\u00a0]*(?P<dash>―|—|–|--|-)[\s\u00a0]*"
    rf"(?P<name>[^\W\d_a-z][^\n“”\"«»;:?!]{{1,{_LONGEST_NAME}}}?)[.]?"
)
_SAYING: Final = re.compile(r"\b(?:said|says|told|asked|added|wrote)\b")


def find_signed(layout: Layout) -> Iterator[tuple[Span, Span, Span]]:
    """Give source, cue (the dash) and content of every signed quotation."""
    for paragraph in layout.paragraphs:
        match = _SIGNED.fullmatch(layout.text, paragraph.start, paragraph.end)
        if match is not None and not _SAYING.search(match["name"]):
            name, dash, quoted = (Span(*match.span(part)) for part in ("name", "dash", "quoted"))
            yield name, dash, quoted
