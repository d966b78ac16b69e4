"""What a briefing is laid out in: sections of lines and tables, in runs of words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from verbale.briefing.texts import text

if TYPE_CHECKING:
    from verbale.briefing.model import Citation

__all__ = [
    "Block",
    "Cells",
    "Column",
    "Line",
    "LineStyle",
    "Run",
    "Section",
    "Table",
    "cited",
    "plain",
]

LineStyle = Literal[
    "text",
    "note",
    "entry",
    "said",
    "words",
    "state",
    "reply",
    "reply-words",
    "reply-note",
    "source",
]


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style; `link` is a web address, or # and the anchor of a line."""

    words: str
    style: Literal["plain", "strong", "quiet"] = "plain"
    link: str | None = None


Cells = tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; entries are headings of their own."""

    style: LineStyle
    runs: tuple[Run, ...]
    anchor: str | None = None
    table: Literal[False] = False


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column and its share of the width; numbers stand to the right."""

    head: str
    share: float
    number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under heads; `strong_last` sets off the last row, a sum."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Cells, ...]
    strong_last: bool = False
    table: Literal[True] = True


Block = Line | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a briefing under a heading; `key` names it for templates and links."""

    key: str
    title: str
    blocks: tuple[Block, ...]


def cited(citation: Citation, review: str) -> tuple[Run, ...]:
    """Give the number in brackets, and the sign of what nobody confirmed."""
    form = "cite.own" if citation.own_number else "cite.counted"
    runs = (
        Run(text("cite.source", number=citation.source), link=f"#source-{citation.source}"),
        Run(text(form, paragraph=citation.paragraph), link=citation.link),
    )
    return (*runs, Run(text("sign.proposed"), "strong")) if review == "unreviewed" else runs


def plain(words: str, style: LineStyle = "text") -> Line:
    """Make a line of words without more."""
    return Line(style, (Run(words),))
