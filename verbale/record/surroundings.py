"""What the anchors of a record show of each document's text, put together where they touch."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verbale.model import Selector
    from verbale.record.rows import Contents

__all__ = ["Stretch", "Surroundings"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a document's text and where it starts."""

    start: int
    text: str


class Surroundings:
    """The pieces of every document's text that its anchors show."""

    def __init__(self, contents: Contents) -> None:
        pieces: dict[str, list[Stretch]] = defaultdict(list)
        for document, anchor in _anchors(contents):
            text = anchor.prefix + anchor.exact + anchor.suffix
            pieces[document].append(Stretch(anchor.start - len(anchor.prefix), text))
        self._of = {document: _joined(found) for document, found in pieces.items()}
        self._starts = {
            document: [piece.start for piece in found] for document, found in self._of.items()
        }

    def of(self, document: str) -> list[Stretch]:
        """Give the pieces of one document in order."""
        return self._of.get(document, [])

    def around(self, document: str, anchor: Selector) -> tuple[str, str]:
        """Give the text before and after an anchor, as far as it is shown without a gap."""
        place = bisect_right(self._starts[document], anchor.start) - 1
        piece = self._of[document][place]
        return (
            piece.text[: anchor.start - piece.start],
            piece.text[anchor.end - piece.start :],
        )


def _anchors(contents: Contents) -> Iterator[tuple[str, Selector]]:
    for statement in contents.statements:
        if statement.speaker_words:
            yield statement.document, statement.speaker_words
        for part in (*statement.cue, *statement.content):
            yield statement.document, part
    for occasion in contents.occasions:
        yield occasion.document, occasion.words
    for figure in contents.figures:
        yield figure.document, figure.words
    for change in contents.status_changes:
        yield change.document, change.words


def _joined(pieces: Iterable[Stretch]) -> list[Stretch]:
    """Put pieces that overlap or touch together."""
    joined: list[Stretch] = []
    # Parts of a text are kept and joined once: adding to a string again and again is quadratic.
    parts: list[str] = []
    start = end = -1
    for piece in sorted(pieces, key=lambda piece: (piece.start, len(piece.text))):
        if piece.start > end:
            if parts:
                joined.append(Stretch(start, "".join(parts)))
            parts, start, end = [], piece.start, piece.start
        parts.append(piece.text[end - piece.start :])
        end = max(end, piece.start + len(piece.text))
    return [*joined, Stretch(start, "".join(parts))] if parts else joined
