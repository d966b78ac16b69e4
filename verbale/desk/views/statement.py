"""One statement: its words in context, what it answers, what was decided, how to cite it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from litestar import get
from litestar.response import Template

from verbale.desk.citations import Citation, citations
from verbale.desk.frame import AnId, AnyRequest, Desk, TheDesk, shown
from verbale.desk.marked_text import Piece, around, paragraphs
from verbale.desk.sheets import Sheet, sheet_of
from verbale.errors import WrongQuery
from verbale.exports.fragments import fragment_link
from verbale.record import Record
from verbale.record.browsing import Closeup
from verbale.record.rows import DocumentRow, StatementRow
from verbale.record.searching import Page

__all__ = ["Others", "StatementPage", "show_statement", "statement", "statement_page"]

_OTHERS: Final = 10  # statements among which one is chosen


@dataclass(frozen=True, slots=True)
class Others:
    """Statements that hold some words; `fault` tells why these cannot be looked for."""

    words: str
    rows: tuple[StatementRow, ...] = ()
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class StatementPage:
    """A statement with all about it, and the text around it in pieces.

    `side` is the speaker's, `sheet` the page on which it was published, where that can be drawn,
    and `others` are statements that were looked for to tie it to.
    """

    row: StatementRow
    closeup: Closeup
    document: DocumentRow
    context: list[list[Piece]]
    citations: list[Citation]
    link: str | None
    sheet: Sheet | None
    side: str
    today: date
    others: Others | None = None

    @property
    def tied(self) -> frozenset[str]:
        """The ids of the statements that it answers, or that answer it."""
        pairs = (
            {exchange.statement.id, answer.statement.id}
            for exchange in self.closeup.exchanges
            for answer in exchange.answers
        )
        return frozenset().union(*(pair for pair in pairs if self.row.id in pair)) - {self.row.id}


@get("/statements/{entry_id:str}", sync_to_thread=True)
def statement(request: AnyRequest, desk: TheDesk, entry_id: AnId) -> Template:
    """Show one statement."""
    return show_statement(request, desk, entry_id)


def show_statement(request: AnyRequest, desk: Desk, entry_id: str) -> Template:
    """Show one statement, and those that are looked for to tie it to. Raises `NoSuchEntry`."""
    words = str(request.query_params.get("find", "")).strip()
    with desk.reading() as record:
        page = statement_page(record, entry_id, desk.today())
        if words:
            page = replace(page, others=_others(record, entry_id, words))
    return shown(request, desk, "statement", page)


def statement_page(record: Record, entry_id: str, today: date) -> StatementPage:
    """Gather what a statement's page shows. Raises `NoSuchEntry`."""
    closeup = record.closeup(entry_id)
    row = closeup.statement
    found = record.document(row.document)
    text = record.text(row.document)
    parts = [*row.content, *row.cue, *([row.speaker_words] if row.speaker_words else [])]
    start, end = around(text, parts)
    return StatementPage(
        row=row,
        closeup=closeup,
        document=found,
        context=list(paragraphs(text, [row], start, end)),
        citations=citations(row, found),
        link=fragment_link(row, found),
        sheet=sheet_of(record, found, row),
        side=record.sides(row.document).get(row.speaker_id or "", "other"),
        today=today,
    )


def _others(record: Record, entry_id: str, words: str) -> Others:
    try:
        found = record.search(words, page=Page(_OTHERS + 1)).statements
    except WrongQuery as error:
        return Others(words, fault=str(error))
    return Others(words, tuple(row for row in found if row.id != entry_id)[:_OTHERS])
