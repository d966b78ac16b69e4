"""Which words of a document somebody means: told by themselves, or by their offsets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from verbale.errors import WrongDecision
from verbale.model import Selector, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["passages"]

_OFFSETS: Final = re.compile(r"\d+-\d+(?:\s*;\s*\d+-\d+)*")


def passages(
    text: str, wanted: str, document_id: str, near: Sequence[Selector] = ()
) -> tuple[Selector, ...]:
    """Find the words meant in a text: once, or at the offsets given, `12-80` or `12-40; 60-80`.

    Any space stands for any other. Of words that occur more than once those are meant that overlap
    `near`, if only one does. Raises `WrongDecision`.
    """
    if _OFFSETS.fullmatch(wanted):
        pieces = (each.strip().split("-") for each in wanted.split(";"))
        spans = sorted((int(start), int(end)) for start, end in pieces)
        return tuple(Selector.at(text, Span(*span)) for span in _apart(spans, text, document_id))
    words = r"\s+".join(re.escape(word) for word in wanted.split())
    places = [found.span(1) for found in re.finditer(f"(?=({words}))", text)] if words else []
    if not places:
        raise WrongDecision(f"{document_id} does not hold these words. Give them as they stand.")
    meant = [place for place in places if any(_overlap(*place, one) for one in near)]
    if len(places) > 1 and len(meant) != 1:
        raise WrongDecision(
            f"{document_id} holds these words more than once. Give their place instead, such as "
            f"{places[0][0]}-{places[0][1]}."
        )
    return (Selector.at(text, Span(*(meant or places)[0])),)


def _apart(spans: list[tuple[int, int]], text: str, document_id: str) -> list[tuple[int, int]]:
    """Give the spans if each is a piece of the text, and none reaches into the next."""
    before = 0
    for start, end in spans:
        if not before <= start < end <= len(text):
            raise WrongDecision(
                f"{document_id} has {len(text)} characters: {start}-{end} is no piece of it, or "
                "reaches into another."
            )
        before = end
    return spans


def _overlap(start: int, end: int, other: Selector) -> bool:
    return start < other.end and other.start < end
