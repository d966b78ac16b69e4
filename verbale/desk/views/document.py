"""Documents: all of them, one with its statements marked, and its original."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from litestar import get
from litestar.response import Response, Template

from verbale.desk.frame import AnId, AnyRequest, Desk, TheDesk, shown
from verbale.desk.marked_text import Piece, paragraphs
from verbale.desk.sheets import layout_of
from verbale.record.rows import Contents, DocumentRow, StatementRow

__all__ = ["DocumentPage", "Documents", "document", "documents", "original", "show_document"]

_SIZE: Final = 60


@dataclass(frozen=True, slots=True)
class Documents:
    """A page of documents, and after which the next begins, if there is one."""

    rows: list[DocumentRow]
    more: str | None


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document with its text in pieces; `sides` are its actors', and `answers` its links.

    `drawn` tells whether its pages can be shown as they were published.
    """

    row: DocumentRow
    contents: Contents
    paragraphs: list[list[Piece]]
    sides: dict[str, str]
    answers: dict[str, list[tuple[str, str]]]
    drawn: bool

    def side(self, row: StatementRow) -> str:
        """Give the side of a statement's speaker."""
        return self.sides.get(row.speaker_id or "", "other")


@get("/documents", sync_to_thread=True)
def documents(request: AnyRequest, desk: TheDesk) -> Template:
    """List the documents, those added last first."""
    with desk.reading() as record:
        rows = record.newest(_SIZE + 1, request.query_params.get("before"))
    more = rows[_SIZE - 1].id if len(rows) > _SIZE else None
    return shown(request, desk, "documents", Documents(rows[:_SIZE], more))


@get("/documents/{document_id:str}", sync_to_thread=True)
def document(request: AnyRequest, desk: TheDesk, document_id: AnId) -> Template:
    """Show a document's text with its statements marked, and where it came from."""
    return show_document(request, desk, document_id)


def show_document(request: AnyRequest, desk: Desk, document_id: str) -> Template:
    """Show a document's text and where it came from. Raises `NoSuchEntry`."""
    with desk.reading() as record:
        contents = record.contents_of(document_id)
        text = record.text(document_id)
        sides = record.sides(document_id)
        drawn = layout_of(record, contents.documents[0]) is not None
    answers: dict[str, list[tuple[str, str]]] = {}
    for link in contents.links:
        answers.setdefault(link.answer, []).append((link.answered, link.reason))
    page = DocumentPage(
        row=contents.documents[0],
        contents=contents,
        paragraphs=list(paragraphs(text, contents.statements)),
        sides=sides,
        answers=answers,
        drawn=drawn,
    )
    return shown(request, desk, "document", page)


@get("/documents/{document_id:str}/original", sync_to_thread=True)
def original(desk: TheDesk, document_id: AnId) -> Response[bytes]:
    """Give a document's bytes as they came, to be kept and never to be shown by a browser."""
    with desk.reading() as record:
        found = record.original(document_id)
    name = found.name.rpartition("/")[2].encode("ascii", "replace").decode()
    plain = "".join(each if each.isalnum() or each in "-_. " else "_" for each in name)
    return Response(
        found.content,
        media_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{plain or document_id}"'},
    )
