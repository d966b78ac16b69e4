"""A page of an original with what was read marked on it: rectangles, in points from its corner."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from verbale.record.rows import StatementRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from verbale.model import Page, Place, Selector
    from verbale.record import Record
    from verbale.record.custody import Layout
    from verbale.record.rows import DocumentRow, ReviewedRow

__all__ = ["Mark", "Rectangle", "Sheet", "layout_of", "pages_of", "sheet", "sheet_of"]

_SAME_LINE: Final = 0.5  # of the height of a word that it shares with the words before
_GAP: Final = 3.0  # heights of a word; what stands further apart is in another column
_PADDING: Final = 1.0  # points around the words


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Words on one line; `part` is that of a statement: speaker, cue or content."""

    part: str
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Mark:
    """An entry with the places of its words on a page."""

    row: ReviewedRow
    rectangles: tuple[Rectangle, ...]

    @property
    def key(self) -> str:
        """The entry's own part of its id: `s5` of `d3.s5`."""
        return self.row.id.partition(".")[2]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a document that has `count` pages, with the entries marked that have words on it.

    `chosen` is the entry that was asked for, `None` where all statements are marked, and `stands`
    are the pages that hold it.
    """

    document: DocumentRow
    page: Page
    count: int
    marks: tuple[Mark, ...]
    chosen: ReviewedRow | None = None
    stands: tuple[int, ...] = ()

    @property
    def path(self) -> str:
        """The address of the page."""
        return f"/documents/{self.document.id}/pages/{self.page.number}"

    def beside(self, step: int) -> str | None:
        """Give the address of a page before or after this one, `None` where there is none."""
        number = self.page.number + step
        if not 1 <= number <= self.count:
            return None
        at = f"?at={self.chosen.id}" if self.chosen is not None else ""
        return f"/documents/{self.document.id}/pages/{number}{at}"


def layout_of(record: Record, document: DocumentRow) -> Layout | None:
    """Give where the words of a document stand on its pages; `None` where none can be drawn."""
    if document.media_type != "application/pdf":
        return None
    layout = record.layout(document.id)
    return layout if layout.pages else None


def sheet_of(record: Record, document: DocumentRow, row: ReviewedRow) -> Sheet | None:
    """Give the page on which an entry begins, with its words; `None` where none can be drawn."""
    layout = layout_of(record, document)
    if layout is None:
        return None
    stands = pages_of(layout, row)
    return sheet(document, layout, stands[0], [row], row) if stands else None


def sheet(
    document: DocumentRow,
    layout: Layout,
    number: int,
    rows: Iterable[ReviewedRow],
    chosen: ReviewedRow | None = None,
) -> Sheet:
    """Give page `number` of a document, counted from 1, with those of `rows` that are on it."""
    here = [place for place in layout.places if place.page == number]
    marks = (Mark(row, tuple(_rectangles(here, _parts(row)))) for row in rows)
    return Sheet(
        document=document,
        page=layout.pages[number - 1],
        count=len(layout.pages),
        marks=tuple(mark for mark in marks if mark.rectangles),
        chosen=chosen,
        stands=pages_of(layout, chosen) if chosen is not None else (),
    )


def pages_of(layout: Layout, row: ReviewedRow) -> tuple[int, ...]:
    """Give the numbers of the pages that hold words of an entry, where it begins first."""
    spans = [span for _, span in _parts(row)]
    return tuple(dict.fromkeys(p.page for span in spans for p in _places(layout.places, span)))


def _parts(row: ReviewedRow) -> list[tuple[str, Selector]]:
    if not isinstance(row, StatementRow):
        return [("content", row.words)]
    speaker = [("speaker", row.speaker_words)] if row.speaker_words else []
    return [
        *(("content", each) for each in row.content),
        *(("cue", each) for each in row.cue),
        *speaker,
    ]


def _rectangles(
    places: Sequence[Place], parts: Iterable[tuple[str, Selector]]
) -> Iterator[Rectangle]:
    """Give a rectangle for each stretch of words on one line."""
    for part, span in parts:
        lines: list[list[Place]] = []
        for place in _places(places, span):
            if lines and _goes_on(lines[-1][-1], place):
                lines[-1].append(place)
            else:
                lines.append([place])
        yield from (_around(part, line) for line in lines)


def _places(places: Sequence[Place], span: Selector) -> Iterator[Place]:
    """Give the places of the words of a span; the first may begin before it."""
    first = max(0, bisect_left(places, span.start, key=attrgetter("start")) - 1)
    for place in islice(places, first, None):
        if place.start >= span.end:
            return
        if place.end > span.start:
            yield place


def _goes_on(last: Place, place: Place) -> bool:
    """Tell whether a word stands on the same line as the one before, and beside it."""
    height = max(1.0, min(last.bottom - last.top, place.bottom - place.top))
    shared = min(last.bottom, place.bottom) - max(last.top, place.top)
    beside = -height <= place.left - last.right <= _GAP * height
    return shared >= _SAME_LINE * height and beside


def _around(part: str, line: Sequence[Place]) -> Rectangle:
    left, top = min(each.left for each in line), min(each.top for each in line)
    right, bottom = max(each.right for each in line), max(each.bottom for each in line)
    return Rectangle(
        part,
        round(left - _PADDING, 1),
        round(top, 1),
        round(right - left + 2 * _PADDING, 1),
        round(bottom - top, 1),
    )
