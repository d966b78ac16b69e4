"""Words of a page to lines in reading order: full width from top to bottom, columns one by one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verbale.sources.pdf_words import Word

__all__ = ["Line", "lines_of", "rows_of", "runs_of"]

_SAME_ROW: Final = 0.45  # of the size of the letters, between base lines
_GAP: Final = 0.9  # of the size; wider ones part what may be columns
_LEAST_GAP: Final = 6.0  # points
_LEAST_LINES: Final = 3  # of each of two columns
_LEAST_WIDTH: Final = 0.15  # of the text's width; what is narrower are bullets and numbers
_LEAST_BESIDE: Final = 0.5  # of the lower column's height that stands beside the other
_ALIGNED: Final = 2.0  # points; the left edges of a column's lines differ by no more
_LEAST_ALIGNED: Final = 0.6  # of its lines; the others are indented
_MOST_CROSSING: Final = 0.5  # of the rows of a page in columns
_MARGINS: Final = 6  # left edges that are tried, those of most lines first
_DEEPEST: Final = 4  # columns within columns

_Run = list["Word"]
_Row = list[_Run]


@dataclass(slots=True)
class Line:
    """A line of a column; `column` tells its left and right edge, `flow` which column it is."""

    words: list[Word]
    column: tuple[float, float]
    flow: int

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where the line ends."""
        return max(word.right for word in self.words)

    @property
    def base(self) -> float:
        """The base line, from the top of the page."""
        return self.words[0].base

    @property
    def size(self) -> float:
        """The usual size of its letters."""
        return median(word.size for word in self.words)

    @property
    def text(self) -> str:
        """The words with spaces between."""
        return " ".join(word.text for word in self.words)


def lines_of(pages: list[list[Word]]) -> list[list[Line]]:
    """Give the lines of each page in reading order."""
    rows = [[list(runs_of(row)) for row in rows_of(words)] for words in pages]
    cuts = [_cut(page) for page in rows]
    found = Counter(round(cut) for cut in cuts if cut is not None)
    # The last page of a text in columns may have too few lines to tell that it is in columns.
    usual = float(found.most_common(1)[0][0]) if found else None
    for at, page in enumerate(rows):
        if cuts[at] is None and usual is not None and _parts(page, usual):
            cuts[at] = usual
    return [_lines(_columns(page, _DEEPEST, cut)) for page, cut in zip(rows, cuts, strict=True)]


def _lines(columns: Iterable[list[_Row]]) -> list[Line]:
    lines: list[Line] = []
    for flow, column in enumerate(columns):
        inside = [word for row in column for run in row for word in run]
        edges = min(word.left for word in inside), max(word.right for word in inside)
        lines += (Line(row, edges, flow) for row in rows_of(inside))
    return lines


def _parts(rows: list[_Row], cut: float) -> bool:
    """Tell whether a cut that holds for other pages parts this one too, and crosses little."""
    bands = list(_bands(rows, cut))
    crossing = sum(len(band) for crosses, band in bands if crosses)
    beside = any(all(_sides(band, cut)) for crosses, band in bands if not crosses)
    return beside and crossing < _MOST_CROSSING * len(rows)


def rows_of(words: list[Word]) -> list[_Run]:
    """Group words that stand on one base line, rows from top to bottom, each from left to right."""
    rows: list[_Run] = []
    base = 0.0
    for word in sorted(words, key=lambda each: each.base):
        if rows and word.base - base <= _SAME_ROW * min(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
            base = word.base
    for row in rows:
        row.sort(key=lambda each: each.left)
    return rows


def runs_of(row: _Run) -> Iterator[_Run]:
    """Give the parts of a row: it is split where a gap is so wide that it may part two columns."""
    run = [row[0]]
    for word in row[1:]:
        if word.left - run[-1].right > max(_LEAST_GAP, _GAP * word.size):
            yield run
            run = []
        run.append(word)
    yield run


def _columns(rows: list[_Row], depth: int, cut: float | None) -> Iterator[list[_Row]]:
    """Give stretches of rows to be read one after the other."""
    if cut is None:
        if rows:
            yield rows
        return
    for crosses, inside in _bands(rows, cut):
        if crosses:
            yield inside
            continue
        for side in _sides(inside, cut):
            yield from _columns(side, depth - 1, _cut(side) if depth else None)


def _bands(rows: list[_Row], cut: float) -> Iterator[tuple[bool, list[_Row]]]:
    """Give stretches of rows, and whether these cross the cut."""

    def crosses(row: _Row) -> bool:
        return any(run[0].left < cut < run[-1].right for run in row)

    for answer, band in groupby(rows, crosses):
        yield answer, list(band)


def _sides(rows: list[_Row], cut: float) -> tuple[list[_Row], list[_Row]]:
    """Part rows that do not cross the cut in what stands before and after it."""
    before = ([run for run in row if run[-1].right <= cut] for row in rows)
    after = ([run for run in row if run[0].left >= cut] for row in rows)
    return [row for row in before if row], [row for row in after if row]


def _cut(rows: list[_Row]) -> float | None:
    """Give where two columns part, `None` where there is but one."""
    runs = [run for row in rows for run in row]
    if len(runs) < 2 * _LEAST_LINES:
        return None
    width = max(run[-1].right for run in runs) - min(run[0].left for run in runs)
    starts = Counter(round(run[0].left) for run in runs)
    best: tuple[int, float] | None = None
    for edge, _ in starts.most_common(_MARGINS):
        cut = edge - _ALIGNED
        score = sum(_score(band, cut, width) for crosses, band in _bands(rows, cut) if not crosses)
        if score and (best is None or (score, -cut) > best):
            best = score, -cut
    return -best[1] if best is not None else _cut_of_rest(rows, starts, width)


def _cut_of_rest(rows: list[_Row], starts: Counter[int], width: float) -> float | None:
    """Give where the last few lines of a text stand in a second column, and nothing crosses."""
    for edge, _ in starts.most_common(_MARGINS):
        before, after = _sides(rows, cut := edge - _ALIGNED)
        runs = sum(map(len, before)) + sum(map(len, after))
        if len(before) < _LEAST_LINES or not after or runs < starts.total():
            continue
        if all(median(map(_width, side)) >= _LEAST_WIDTH * width for side in (before, after)):
            return cut
    return None


def _score(band: list[_Row], cut: float, width: float) -> int:
    """Tell how many lines a cut parts into two columns; 0 when these are none."""
    before, after = _sides(band, cut)
    fewest = min(len(before), len(after))
    if fewest < _LEAST_LINES:
        return 0
    if any(median(map(_width, side)) < _LEAST_WIDTH * width for side in (before, after)):
        return 0
    aligned = sum(row[0][0].left - cut < 2 * _ALIGNED for row in after)
    if aligned < _LEAST_ALIGNED * len(after):
        return 0
    top = max(before[0][0][0].base, after[0][0][0].base)
    bottom = min(before[-1][0][0].base, after[-1][0][0].base)
    heights = [side[-1][0][0].base - side[0][0][0].base for side in (before, after)]
    return fewest if bottom - top >= _LEAST_BESIDE * min(heights) else 0


def _width(row: _Row) -> float:
    return row[-1][-1].right - row[0][0].left
