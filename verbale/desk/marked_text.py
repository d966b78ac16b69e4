"""A text in pieces that lie in the same statements, for a page to mark up."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from verbale.model import Selector
    from verbale.record.rows import StatementRow

__all__ = ["Piece", "around", "paragraphs"]

_AROUND: Final = 600  # characters of text on either side


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    part: str
    row: StatementRow


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that lie in the same parts of the same statements.

    `start` is where they begin in the text. `inner` is the statement that lies closest around them,
    and `part` its part: speaker, cue or content. `opened` are those whose content begins here.
    """

    start: int
    words: str
    inner: StatementRow | None = None
    part: str = ""
    keys: tuple[str, ...] = ()
    opened: tuple[StatementRow, ...] = ()


def paragraphs(
    text: str, statements: Iterable[StatementRow], start: int = 0, end: int | None = None
) -> Iterator[list[Piece]]:
    """Give the lines of `text` from `start` to `end` that are not empty, in pieces."""
    marks = sorted(_marks(statements), key=lambda mark: (mark.start, mark.end))
    opened: set[str] = set()
    end = len(text) if end is None else end
    waiting, active = 0, list[_Mark]()
    for line in text[start:end].splitlines(keepends=True):
        stop = start + len(line)
        here = [mark for mark in active if mark.end > start]
        while waiting < len(marks) and marks[waiting].start < stop:
            here.append(marks[waiting])
            waiting += 1
        inside = {p for m in here for p in (m.start, m.end) if start < p < stop}
        pieces = [
            _piece(a, text[a:b], [m for m in here if m.start <= a < m.end], opened)
            for a, b in pairwise(sorted({start, stop} | inside))
        ]
        if line.strip():
            yield pieces
        active, start = here, stop


def around(text: str, parts: Sequence[Selector]) -> tuple[int, int]:
    """Give where a context of some words begins and ends: at a line, or else between words."""
    first = min((part.start for part in parts), default=0)
    last = max((part.end for part in parts), default=0)
    start, end = max(0, first - _AROUND), min(len(text), last + _AROUND)
    if start:
        line, word = text.find("\n", start, first), text.find(" ", start, first)
        start = max(start, (line if line >= 0 else word) + 1)
    if end < len(text):
        line, word = text.rfind("\n", last, end), text.rfind(" ", last, end)
        end = line if line >= 0 else max(word, last)
    return start, end


def _marks(statements: Iterable[StatementRow]) -> Iterator[_Mark]:
    for row in statements:
        parts: tuple[tuple[str, tuple[Selector, ...]], ...] = (
            ("content", row.content),
            ("cue", row.cue),
            ("speaker", (row.speaker_words,) if row.speaker_words else ()),
        )
        for part, selectors in parts:
            for each in selectors:
                yield _Mark(each.start, each.end, part, row)


def _piece(start: int, words: str, marks: list[_Mark], opened: set[str]) -> Piece:
    if not marks:
        return Piece(start, words)
    inner = min(marks, key=lambda mark: (mark.end - mark.start, mark.row.id))
    contents = [mark.row for mark in marks if mark.part == "content" and mark.row.id not in opened]
    first = tuple({row.id: row for row in contents}.values())
    opened.update(row.id for row in first)
    keys = tuple(sorted({mark.row.id.rpartition(".")[2] for mark in marks}))
    return Piece(start, words, inner.row, inner.part, keys, first)
