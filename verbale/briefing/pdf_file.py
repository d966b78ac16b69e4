"""A briefing as PDF: metadata, bookmarks, page numbers, links, heads of tables that repeat."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape, quoteattr

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.platypus import BaseDocTemplate, Frame, LongTable, PageTemplate, Paragraph, Spacer

from verbale.briefing.blocks import Run, Table
from verbale.briefing.layout import byline, laid_out, preface
from verbale.briefing.pdf_fonts import BOLD, REGULAR, lacking, register
from verbale.briefing.texts import text
from verbale.briefing.wording import clipped, code_points

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verbale.briefing.blocks import Block
    from verbale.briefing.model import Briefing

__all__ = ["pdf_file"]

_INK: Final = HexColor(0x1D1F21)
_QUIET: Final = HexColor(0x5A5F64)
_ACCENT: Final = "#1f4e79"
_RULE: Final = HexColor(0xC8CCCF)
_MARGIN: Final = 2.2 * cm
# What fills pages is set in pieces, and a word so long is none: reportlab breaks the rest of a
# paragraph anew on every page.
_ENDLESS: Final = re.compile(r"(\S{60})(?=\S)")
_PIECE: Final = re.compile(r".{1,2000}(?:\s|$)")
_BOOKMARK: Final = 90  # characters of a title in the outline


def _look(name: str, size: float, **more: Any) -> ParagraphStyle:  # noqa: ANN401 - as reportlab takes it
    plain = {"fontName": REGULAR, "textColor": _INK, "spaceAfter": 4, "leading": size * 1.42}
    return ParagraphStyle(name, fontSize=size, **{**plain, **more})


_REPLY: Final = {"leftIndent": 18, "spaceAfter": 0}
_LOOKS: Final = {
    look.name: look
    for look in (
        _look("title", 19, fontName=BOLD, leading=23),
        _look("byline", 10, textColor=_QUIET, spaceAfter=12),
        _look("section", 13, fontName=BOLD, textColor=HexColor(_ACCENT), spaceBefore=18,
              spaceAfter=6, keepWithNext=1),
        _look("entry", 10, fontName=BOLD, spaceBefore=11, spaceAfter=0, keepWithNext=1),
        _look("said", 8, textColor=_QUIET, spaceAfter=2, keepWithNext=1),
        _look("words", 9.5, spaceAfter=2),
        _look("state", 9),
        _look("text", 9.5),
        _look("note", 8.2, textColor=_QUIET),
        _look("reply", 9, **_REPLY, spaceBefore=4, keepWithNext=1),
        _look("reply-words", 9.5, **_REPLY),
        _look("reply-note", 8.2, **_REPLY, textColor=_QUIET),
        _look("source", 8.8, leftIndent=18, firstLineIndent=-18),
        _look("cell", 8.5, spaceAfter=0),
        _look("number", 8.5, spaceAfter=0, alignment=TA_RIGHT),
    )
}  # fmt: skip


class _Pages(BaseDocTemplate):  # type: ignore[misc]
    """Pages with their number below, and an outline of the headings."""

    def __init__(self, written: BytesIO, briefing: Briefing) -> None:
        super().__init__(
            written,
            pagesize=A4,
            title=briefing.title,
            author=briefing.author or "",
            subject=text("title.subject"),
            lang=text("title.language"),
        )
        self._headings = 0
        self._title = clipped(briefing.title, _BOOKMARK)
        inside = Frame(_MARGIN, _MARGIN, A4[0] - 2 * _MARGIN, A4[1] - 2 * _MARGIN, 0, 0, 0, 0)
        self.addPageTemplates(PageTemplate("page", [inside], onPage=self._foot))

    def _foot(self, canvas: Any, _: BaseDocTemplate) -> None:  # noqa: ANN401
        canvas.setViewerPreference("DisplayDocTitle", "true")
        canvas.setFont(REGULAR, 8)
        canvas.setFillColor(_QUIET)
        canvas.drawString(_MARGIN, _MARGIN / 2, self._title)
        number = text("page.number", number=canvas.getPageNumber())
        canvas.drawRightString(A4[0] - _MARGIN, _MARGIN / 2, number)

    def afterFlowable(self, flowable: object) -> None:  # noqa: N802 - reportlab calls it so
        """Put headings into the outline."""
        level = {"section": 0, "entry": 1}.get(_style_of(flowable))
        if level is None:
            return
        self._headings += 1
        key = f"heading-{self._headings}"
        self.canv.bookmarkPage(key)
        title = clipped(flowable.getPlainText(), _BOOKMARK)  # type: ignore[attr-defined]
        self.canv.addOutlineEntry(title, key, level, closed=level > 0)


def pdf_file(briefing: Briefing) -> bytes:
    """Set a briefing on A4."""
    register()
    written = BytesIO()
    _Pages(written, briefing).build(list(_flowables(briefing)))
    return written.getvalue()


def _style_of(flowable: object) -> str:
    return flowable.style.name if isinstance(flowable, Paragraph) else ""


def _flowables(briefing: Briefing) -> Iterator[Any]:
    first, *others = preface(briefing)
    for words, look in (
        (briefing.title, "title"),
        (byline(briefing), "byline"),
        (first, "text"),
        *((other, "note") for other in others),
    ):
        yield from _paragraphs((Run(words),), look)
    for section in laid_out(briefing):
        yield _paragraph((Run(section.title),), "section")
        for block in section.blocks:
            yield from _set(block)
    missing = lacking(briefing)
    if missing:
        yield from _paragraphs(
            (Run(text("method.letters", characters=code_points(missing))),), "text"
        )


def _set(block: Block) -> Iterator[Any]:
    if isinstance(block, Table):
        yield _table(block)
        yield Spacer(0, 6)
    else:
        yield from _paragraphs(block.runs, block.style, block.anchor)


def _paragraphs(runs: Iterable[Run], look: str, anchor: str | None = None) -> Iterator[Paragraph]:
    """Set words that may be too many for one paragraph."""
    waiting: list[Run] = []
    for run in runs:
        *pieces, last = _PIECE.findall(_ENDLESS.sub(r"\1 ", run.words)) or [""]
        for piece in pieces:
            yield _paragraph([*waiting, replace(run, words=piece)], look, anchor)
            waiting, anchor = [], None
        waiting.append(replace(run, words=last))
    yield _paragraph(waiting, look, anchor)


def _paragraph(runs: Iterable[Run], look: str, anchor: str | None = None) -> Paragraph:
    before = f'<a name="{anchor}"/>' if anchor else ""
    return Paragraph(before + "".join(map(_marked_up, runs)), _LOOKS[look])


def _marked_up(run: Run) -> str:
    words = escape(run.words)
    if run.style == "strong":
        words = f"<b>{words}</b>"
    elif run.style == "quiet":
        words = f'<font color="#5a5f64">{words}</font>'
    if run.link is None:
        return words
    return f"<a href={quoteattr(run.link)} color={quoteattr(_ACCENT)}>{words}</a>"


def _table(block: Table) -> LongTable:
    width = A4[0] - 2 * _MARGIN
    shares = sum(column.share for column in block.columns)
    heads = tuple((Run(column.head, "strong"),) for column in block.columns)
    rows = [heads, *block.rows]
    if block.strong_last:
        rows[-1] = tuple(tuple(Run(run.words, "strong") for run in cell) for cell in rows[-1])
    looks = ["number" if column.number else "cell" for column in block.columns]
    return LongTable(
        [[_paragraph(runs, look) for runs, look in zip(row, looks, strict=True)] for row in rows],
        colWidths=[width * column.share / shares for column in block.columns],
        repeatRows=1,
        splitInRow=1,
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, _RULE),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 6),
        ],
    )
