"""What stands at the head and foot of page after page, and is no part of the text."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from verbale.sources.pdf_lines import rows_of, runs_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbale.model import Page
    from verbale.sources.pdf_words import Word

__all__ = ["without_running_lines"]

_MARGIN: Final = 0.14  # of the height of a page, at its head and at its foot
_LEAST_MARGIN: Final = 60.0  # points
_DEEPEST: Final = 3  # lines that a running head or foot has at most
_SHARE: Final = 0.4  # of the pages; left and right pages may have heads of their own
_SAME_HEIGHT: Final = 4.0  # points
_NUMBERS: Final = re.compile(r"\d+|\b[ivxlc]+\b")
_PAGE_NUMBER: Final = re.compile(
    r"\W*(?:p(?:age|\.)?\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*", re.IGNORECASE
)

_Row = list["Word"]
_Key = tuple[str, int]


def without_running_lines(pages: list[list[Word]], sizes: list[Page]) -> list[list[Word]]:
    """Give the words of each page without running heads, running feet and page numbers.

    A row is running when a part of it is: left and right pages may differ in the other part.
    """
    at_edges = [list(_edge_rows(words, size)) for words, size in zip(pages, sizes, strict=True)]
    on_pages = [{key for row in rows for key in _keys(row)} for rows in at_edges]
    counts = Counter(key for keys in on_pages for key in keys)
    enough = max(2.0, _SHARE * sum(map(bool, pages)))
    repeated = {key for key, count in counts.items() if count >= enough}
    kept = []
    for words, rows in zip(pages, at_edges, strict=True):
        running = {id(word) for row in rows if _is_running(row, repeated) for word in row}
        kept.append([word for word in words if id(word) not in running])
    return kept


def _is_running(row: _Row, repeated: set[_Key]) -> bool:
    return not repeated.isdisjoint(_keys(row)) or _PAGE_NUMBER.fullmatch(_text(row)) is not None


def _edge_rows(words: list[Word], size: Page) -> Iterator[_Row]:
    rows = rows_of(words)
    margin = max(_LEAST_MARGIN, _MARGIN * size.height)
    head = [row for row in rows[:_DEEPEST] if row[0].bottom < margin]
    foot = [row for row in rows[-_DEEPEST:] if row[0].top > size.height - margin]
    yield from head
    yield from (row for row in foot if row not in head)


def _keys(row: _Row) -> Iterator[_Key]:
    """Give two keys for each part, so that the same height gives one whatever the rounding."""
    height = row[0].base / _SAME_HEIGHT
    for part in runs_of(row):
        words = _NUMBERS.sub("#", _text(part).lower())
        if words.strip("# "):
            yield words, 2 * int(height)
            yield words, 2 * int(height + 0.5) - 1


def _text(row: _Row) -> str:
    return " ".join(word.text for word in row)
