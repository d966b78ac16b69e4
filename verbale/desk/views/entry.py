"""One figure, occasion or status change: its words in context, and what was decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from litestar import get
from litestar.response import Redirect, Template

from verbale.desk.frame import AnId, AnyRequest, Desk, TheDesk, shown
from verbale.desk.marked_text import around
from verbale.desk.sheets import Sheet, sheet_of
from verbale.exports.values import plain_value
from verbale.record.browsing import EntryCloseup
from verbale.record.corrections import fields_of, value_of
from verbale.record.rows import DocumentRow, StatementRow

__all__ = ["EntryPage", "entry", "show_entry"]

_SECTIONS: Final = {"type": "occasion", "status": "became"}


@dataclass(frozen=True, slots=True)
class EntryPage:
    """An entry with its fields as people write them, each with all its values where they are few.

    `before` and `after` are the text around its words, and `sheet` is the page that has them, where
    that can be drawn.
    """

    closeup: EntryCloseup
    document: DocumentRow
    before: str
    after: str
    fields: dict[str, tuple[str, tuple[str, ...]]]
    sheet: Sheet | None

    def words_of(self, field: str) -> str:
        """Give the section of the texts in which the values of a field have their names."""
        return _SECTIONS[field]


@get("/entries/{entry_id:str}", sync_to_thread=True)
def entry(request: AnyRequest, desk: TheDesk, entry_id: AnId) -> Template | Redirect:
    """Show one entry; a statement has a page of its own."""
    return show_entry(request, desk, entry_id)


def show_entry(request: AnyRequest, desk: Desk, entry_id: str) -> Template | Redirect:
    """Show one entry, or the way to the page of a statement. Raises `NoSuchEntry`."""
    with desk.reading() as record:
        closeup = record.entry(entry_id)
        row = closeup.row
        if isinstance(row, StatementRow):
            return Redirect(f"/statements/{row.id}")
        text = record.text(row.document)
        document = record.document(row.document)
        sheet = sheet_of(record, document, row)
    start, end = around(text, [row.words])
    fields = {
        field: (plain_value(value_of(row, field, closeup.actors)), choices)
        for field, choices in fields_of(row).items()
    }
    page = EntryPage(
        closeup=closeup,
        document=document,
        before=text[start : row.words.start].lstrip("\n"),
        after=text[row.words.end : end],
        fields=fields,
        sheet=sheet,
    )
    return shown(request, desk, "entry", page)
