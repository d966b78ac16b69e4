"""One statement: its words in context, what it answers, what was decided, how to cite it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from litestar import get
from litestar.response import Template

from verbale.desk.citations import Citation, citations
from verbale.desk.frame import AnId, AnyRequest, TheDesk, shown
from verbale.desk.marked_text import Piece, around, paragraphs
from verbale.exports.fragments import fragment_link
from verbale.record import Record
from verbale.record.browsing import Closeup
from verbale.record.rows import DocumentRow, StatementRow

__all__ = ["StatementPage", "statement", "statement_page"]


@dataclass(frozen=True, slots=True)
class StatementPage:
    """A statement with all about it, and the text around it in pieces."""

    row: StatementRow
    closeup: Closeup
    document: DocumentRow
    context: list[list[Piece]]
    citations: list[Citation]
    link: str | None
    today: date

    @property
    def side(self) -> str:
        """The side of the speaker."""
        sides = {actor.id: actor.side for actor in self.closeup.actors}
        return sides.get(self.row.speaker_id or "", "other")


@get("/statements/{entry_id:str}", sync_to_thread=True)
def statement(request: AnyRequest, desk: TheDesk, entry_id: AnId) -> Template:
    """Show one statement."""
    with desk.reading() as record:
        page = statement_page(record, entry_id, desk.today())
    return shown(request, desk, "statement", page)


def statement_page(record: Record, entry_id: str, today: date) -> StatementPage:
    """Gather what a statement's page shows. Raises `NoSuchEntry`."""
    closeup = record.closeup(entry_id)
    row = closeup.statement
    contents = record.contents_of(row.document)
    text = record.text(row.document)
    parts = [*row.content, *row.cue, *([row.speaker_words] if row.speaker_words else [])]
    start, end = around(text, parts)
    found = contents.documents[0]
    return StatementPage(
        row=row,
        closeup=closeup,
        document=found,
        context=list(paragraphs(text, [row], start, end)),
        citations=citations(row, found),
        link=fragment_link(row, found),
        today=today,
    )
