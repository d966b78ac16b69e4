"""A briefing as a Word file: real headings, tables with heads that repeat, links and bookmarks.

Paragraphs and tables are put together here: python-docx looks every style up anew, which takes
minutes for long ones, and makes neither links nor bookmarks.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu
from docx.text.paragraph import Paragraph

from verbale.briefing.blocks import Run, Table
from verbale.briefing.layout import byline, laid_out, preface
from verbale.briefing.texts import text
from verbale.briefing.word_styles import ACCENT, QUIET, STYLES, opened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

    from verbale.briefing.blocks import Cells
    from verbale.briefing.model import Briefing

__all__ = ["word_file"]


def word_file(briefing: Briefing, template: bytes | None, name: str) -> bytes:
    """Set a briefing; `name` stands for the template in messages. Raises `WrongTemplate`."""
    document = opened(template, name, briefing.title)
    _Writer(document).write(briefing)
    about = document.core_properties
    about.title, about.subject = briefing.title[:255], text("title.subject")
    about.author, about.language = (briefing.author or "")[:255], text("title.language")
    about.created = about.modified = datetime.combine(briefing.as_of, time(), UTC)
    about.comments = ""
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


class _Writer:
    """Puts one thing after the other at the end of a document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._body = document.element.body
        self._style_ids = {key: document.styles[style].style_id for key, style in STYLES.items()}
        self._links: dict[str, str] = {}

    def write(self, briefing: Briefing) -> None:
        self._line("title", (Run(briefing.title),))
        self._line("byline", (Run(byline(briefing)),))
        first, *others = preface(briefing)
        self._line("text", (Run(first),))
        for other in others:
            self._line("note", (Run(other),))
        for section in laid_out(briefing):
            self._line("section", (Run(section.title),))
            for block in section.blocks:
                if isinstance(block, Table):
                    self._end(self._table(block))
                    self._line("note", ())
                else:
                    self._line(block.style, block.runs, block.anchor)

    def _line(self, style: str, runs: Iterable[Run], anchor: str | None = None) -> None:
        self._end(self._paragraph(style, runs, anchor))

    def _end(self, element: BaseOxmlElement) -> None:
        self._body[-1].addprevious(element)  # the last one tells of the page

    def _paragraph(
        self, style: str, runs: Iterable[Run], anchor: str | None = None, *, strong: bool = False
    ) -> BaseOxmlElement:
        element = OxmlElement("w:p")
        properties = _with_value("w:pStyle", self._style_ids[style])
        element.append(OxmlElement("w:pPr"))
        element[0].append(properties)
        if anchor is not None:
            element.extend(_bookmark(anchor))
        paragraph = Paragraph(element, self._document._body)  # noqa: SLF001 - as its own do
        for run in runs:
            self._add(paragraph, run, strong=strong)
        return element

    def _add(self, paragraph: Paragraph, run: Run, *, strong: bool) -> None:
        """Put words at the end of a paragraph, as a link if they are one."""
        made = paragraph.add_run(run.words)
        if strong or run.style == "strong":
            made.bold = True
        if run.style == "quiet":
            made.font.color.rgb = QUIET
        if run.link is None:
            return
        made.font.color.rgb = ACCENT
        link = OxmlElement("w:hyperlink")
        if run.link.startswith("#"):
            link.set(qn("w:anchor"), run.link[1:])
        else:
            link.set(qn("r:id"), self._target(run.link))
        paragraph._p.append(link)  # noqa: SLF001
        link.append(made._r)  # noqa: SLF001

    def _target(self, link: str) -> str:
        if link not in self._links:
            made = f"link{len(self._links) + 1}"
            self._document.part.rels.add_relationship(
                RELATIONSHIP_TYPE.HYPERLINK, link, made, is_external=True
            )
            self._links[link] = made
        return self._links[link]

    def _table(self, block: Table) -> BaseOxmlElement:
        page = self._document.sections[-1]
        width = (page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0)
        shares = sum(column.share for column in block.columns)
        table = OxmlElement("w:tbl")
        properties, grid = OxmlElement("w:tblPr"), OxmlElement("w:tblGrid")
        layout = OxmlElement("w:tblLayout")
        layout.set(qn("w:type"), "fixed")
        # Word takes them in this order only.
        properties.extend((_rules(), layout, _with_value("w:tblCaption", block.caption)))
        for column in block.columns:
            wide = OxmlElement("w:gridCol")
            wide.set(qn("w:w"), str(Emu(int(width * column.share / shares)).twips))
            grid.append(wide)
        table.extend((properties, grid))
        heads = tuple((Run(column.head, "strong"),) for column in block.columns)
        table.append(self._row(block, heads, "w:cantSplit", "w:tblHeader"))
        for number, row in enumerate(block.rows, start=1):
            last = block.strong_last and number == len(block.rows)
            table.append(self._row(block, row, "w:cantSplit", strong=last))
        return table

    def _row(
        self, block: Table, cells: Cells, *marks: str, strong: bool = False
    ) -> BaseOxmlElement:
        row, properties = OxmlElement("w:tr"), OxmlElement("w:trPr")
        properties.extend(OxmlElement(mark) for mark in marks)
        row.append(properties)
        for runs, column in zip(cells, block.columns, strict=True):
            cell = OxmlElement("w:tc")
            paragraph = self._paragraph("cell", runs, strong=strong)
            if column.number:
                paragraph[0].append(_with_value("w:jc", "right"))
            cell.append(paragraph)
            row.append(cell)
        return row


def _bookmark(anchor: str) -> tuple[BaseOxmlElement, BaseOxmlElement]:
    """Let links lead to a paragraph; a number is given to each of the two kinds in turn."""
    kind, _, number = anchor.partition("-")
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), f"{2 * int(number) + (kind == 'source')}")
    start.set(qn("w:name"), anchor)
    return start, end


def _rules() -> BaseOxmlElement:
    """Thin lines between rows, and none between columns."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = _with_value(f"w:{side}", "single")
        line.set(qn("w:sz"), "4")
        line.set(qn("w:color"), "C8CCCF")
        borders.append(line)
    return borders


def _with_value(tag: str, value: str) -> BaseOxmlElement:
    element = OxmlElement(tag)
    element.set(qn("w:val"), value)
    return element
