"""Lines to paragraphs: words broken over lines joined, footnotes last, a place for every word."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

from verbale.model import Place
from verbale.sources.pdf_words import LINE_END_HYPHENS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbale.sources.pdf_lines import Line
    from verbale.sources.pdf_words import Word

__all__ = ["put_together"]

_SMALL: Final = 0.93  # of the body's size; footnotes are set smaller
_NOTE_START: Final = re.compile(r"(?:\d{1,3}|[*†‡§]|[ivx]{1,4})(?:[.)]?\s|\s?[A-Z“])")
_LEADING: Final = 1.35  # of the usual distance of lines; a wider one parts paragraphs
_SIZE_CHANGE: Final = 0.1  # of the size; a heading is larger
_INDENT: Final = 0.8  # of the size
_CENTRED: Final = 0.5  # of the size; how far the middle of a centred line may be from the column's
_FITS: Final = 0.6  # of the size: how surely a word would have fitted on the line before
_ITEM: Final = re.compile(r"(?:\d{1,3}\.|\([a-z]{1,2}\)|[•–])\s")
_SENTENCE_END: Final = re.compile(r"[.!?:;][”’\"')\]]*$")
_INNER_HYPHEN: Final = re.compile(r"\w-\w")
_EDGES: Final = "“”‘’\"'.,;:!?()[]"

_Paragraph = list["Line"]


def put_together(pages: list[list[Line]]) -> tuple[str, tuple[Place, ...]]:
    """Give the text, paragraphs apart by an empty line, and the places of its words in order."""
    body_size = _body_size(pages)
    body: list[Line] = []
    notes: list[Line] = []
    for lines in pages:
        inside, below = _footnotes_apart(lines, body_size)
        body += inside
        notes += below
    known = _Hyphens(body + notes)
    writer = _Writer(known)
    for paragraph in [*_paragraphs(body), *_paragraphs(notes, in_notes=True)]:
        writer.write(paragraph)
    return "".join(writer.pieces), tuple(writer.places)


def _body_size(pages: list[list[Line]]) -> float:
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0]


def _footnotes_apart(lines: list[Line], body_size: float) -> tuple[list[Line], list[Line]]:
    """Part the footnotes of a page: small lines below all others of their column or of the page."""
    body: list[Line] = []
    notes: list[Line] = []
    usual = [line.base for line in lines if line.size >= _SMALL * body_size]
    lowest = max(usual, default=0.0)
    for flow in sorted({line.flow for line in lines}):
        column = [line for line in lines if line.flow == flow]
        at = len(column)
        while at and column[at - 1].size < _SMALL * body_size:
            at -= 1
        below = column[at:]
        first = next((i for i, ln in enumerate(below) if _NOTE_START.match(ln.text)), None)
        if first is None:
            # Further lines of the notes, when they fall into a column of their own.
            first = 0 if notes and usual and all(ln.base > lowest for ln in below) else len(below)
        body += column[: at + first]
        notes += below[first:]
    return body, notes


def _paragraphs(lines: list[Line], *, in_notes: bool = False) -> Iterator[_Paragraph]:
    leading = _leading(lines)
    paragraph: _Paragraph = []
    for line in lines:
        begins = paragraph and (
            _begins_note(paragraph, line) if in_notes else _begins(paragraph, line, leading)
        )
        if begins:
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _leading(lines: list[Line]) -> float:
    """Give the usual distance of two lines, as a multiple of their size."""
    steps = [
        (below.base - above.base) / above.size
        for above, below in pairwise(lines)
        if _together(above, below) and below.base > above.base and above.size > 0
    ]
    steps.sort()
    # Distances within paragraphs are the smaller ones, and most.
    return median(steps[: max(1, len(steps) * 3 // 4)]) if steps else 1.2


def _together(above: Line, below: Line) -> bool:
    return above.flow == below.flow and above.words[0].page == below.words[0].page


def _begins(paragraph: _Paragraph, line: Line, leading: float) -> bool:
    """Tell whether a line begins a new paragraph after the one so far."""
    last = paragraph[-1]
    if abs(line.size - last.size) > _SIZE_CHANGE * last.size:
        return True
    hyphenated = last.text[-1] in LINE_END_HYPHENS and line.text[:1].isalnum()
    goes_on = not _SENTENCE_END.search(last.text) and line.text[:1].islower()
    if not _together(last, line):
        # Over the end of a column or page only the wording tells.
        return not (hyphenated or goes_on or _runs_on(last))
    if line.base - last.base > _LEADING * leading * last.size:
        return True
    return not (hyphenated or goes_on) and _set_as_beginning(last, line)


def _set_as_beginning(last: Line, line: Line) -> bool:
    """Tell whether a line is set as the first of a paragraph below the last of another."""
    if _ITEM.match(line.text) and _SENTENCE_END.search(last.text):
        return True
    margin = _INDENT * line.size
    if line.left - line.column[0] > margin and abs(last.left - line.left) > margin:
        return not (_centred(last) and _centred(line))
    # Where the first word would have fitted on the line before, that line was ended on purpose.
    first = line.words[0]
    room = last.column[1] - last.right
    return room > first.right - first.left + _FITS * last.size


def _centred(line: Line) -> bool:
    middle = (line.column[0] + line.column[1]) / 2
    return abs((line.left + line.right) / 2 - middle) < _CENTRED * line.size


def _runs_on(last: Line) -> bool:
    """Tell whether the last line of a column is full and in the midst of a sentence."""
    return not _SENTENCE_END.search(last.text) and (last.column[1] - last.right < 4 * last.size)


def _begins_note(paragraph: _Paragraph, line: Line) -> bool:
    apart = not _together(paragraph[-1], line) or line.base - paragraph[-1].base > 0
    return apart and _NOTE_START.match(line.text) is not None


class _Hyphens:
    """Which words a document writes with a hyphen, and which without."""

    def __init__(self, lines: list[Line]) -> None:
        words = [word.text.strip(_EDGES).lower() for line in lines for word in line.words]
        self._whole = {word for word in words if not _INNER_HYPHEN.search(word)}
        self._parted = {word for word in words if _INNER_HYPHEN.search(word)}

    def joined(self, first: str, second: str) -> bool:
        """Tell whether the halves of a word broken over lines belong together without hyphen."""
        head, tail = first.strip(_EDGES).lower(), second.strip(_EDGES).lower()
        if head[:-1] + tail in self._whole:
            return True
        return head[:-1] + "-" + tail not in self._parted


class _Writer:
    """The text and the places as far as they are written."""

    def __init__(self, hyphens: _Hyphens) -> None:
        self.pieces: list[str] = []
        self.places: list[Place] = []
        self._hyphens = hyphens
        self._length = 0

    def write(self, paragraph: _Paragraph) -> None:
        """Write a paragraph, after an empty line where it is not the first."""
        if self.pieces:
            self._put("\n\n")
        words = [word for line in paragraph for word in line.words]
        ends = {id(line.words[-1]) for line in paragraph}
        for word, following in zip(words, [*words[1:], None], strict=True):
            self._put_word(word, following if id(word) in ends else None)
            if following is not None and not self._glued:
                self._put(" ")

    def _put_word(self, word: Word, on_next_line: Word | None) -> None:
        text = word.text
        self._glued = False
        if on_next_line is not None and len(text) > 1 and text[-1] in LINE_END_HYPHENS:
            if text[-2].isalpha() and on_next_line.text[:1].islower():
                self._glued = True
                soft = text[-1] == "\u00ad" or self._hyphens.joined(text, on_next_line.text)
                text = text[:-1] if soft else text[:-1] + "-"
            elif text[-2].isalnum() and on_next_line.text[:1].isalnum():
                self._glued = True  # pre-2020, Anglo-/Saxon: the hyphen is the word's own
        text = text.replace("\x02", "-").replace("\ufffe", "-").replace("\u00ad", "")
        if text:
            start, end = self._length, self._length + len(text)
            box = (word.left, word.top, word.right, word.bottom)
            self.places.append(Place(start, end, word.page, *box))
            self._put(text)

    def _put(self, text: str) -> None:
        self.pieces.append(text)
        self._length += len(text)
