"""A page of a PDF file as it was published, with what was read from it marked."""

from __future__ import annotations

from dataclasses import dataclass

from litestar import get
from litestar.params import FromPath
from litestar.response import Response, Template

from verbale.desk.frame import AnId, AnyRequest, Desk, TheDesk, shown
from verbale.desk.sheets import Sheet, layout_of, sheet
from verbale.errors import NoSuchEntry, UnreadableDocument
from verbale.record import Record
from verbale.record.rows import DocumentRow

__all__ = ["PublishedPage", "page", "page_image"]

APage = FromPath[int]


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """A page; `fault` says why it cannot be drawn."""

    sheet: Sheet
    sides: dict[str, str]
    fault: str | None


@get("/documents/{document_id:str}/pages/{number:int}", sync_to_thread=True)
def page(request: AnyRequest, desk: TheDesk, document_id: AnId, number: APage) -> Template:
    """Show a page with its statements, or with the one entry that is asked for, marked."""
    entry_id = request.query_params.get("at")
    with desk.reading() as record:
        contents = record.contents_of(document_id)
        document = contents.documents[0]
        layout = layout_of(record, document)
        if layout is None or not 1 <= number <= len(layout.pages):
            raise _no_page(document, number)
        if entry_id:
            chosen = record.entry(entry_id).row
            if chosen.document != document.id:
                raise NoSuchEntry(f"{document.id} has no entry {entry_id}.")
            found = sheet(document, layout, number, [chosen], chosen)
        else:
            found = sheet(document, layout, number, contents.statements)
        sides = record.sides(document_id)
        fault = _fault(desk, record, document, number)
    return shown(request, desk, "page", PublishedPage(found, sides, fault))


@get("/documents/{document_id:str}/pages/{number:int}/image", sync_to_thread=True)
def page_image(
    request: AnyRequest, desk: TheDesk, document_id: AnId, number: APage
) -> Response[bytes]:
    """Give a page as an image, which a browser may keep but has to ask about each time."""
    with desk.reading() as record:
        document = record.document(document_id)
        if document.media_type != "application/pdf":
            raise _no_page(document, number)
        tag = f'"{document.sha256}-{number}"'
        headers = {"Cache-Control": "private, no-cache", "ETag": tag}
        if request.headers.get("if-none-match") == tag:
            return Response(b"", status_code=304, headers=headers)
        image = _image(desk, record, document, number)
    return Response(image, media_type="image/png", headers=headers)


def _image(desk: Desk, record: Record, document: DocumentRow, number: int) -> bytes:
    return desk.pages.image(document.sha256, number, lambda: record.original(document.id))


def _fault(desk: Desk, record: Record, document: DocumentRow, number: int) -> str | None:
    """Draw the page, which its image then is, to tell before whether that can be done."""
    try:
        _image(desk, record, document, number)
    except UnreadableDocument as error:
        return str(error)
    return None


def _no_page(document: DocumentRow, number: int) -> NoSuchEntry:
    return NoSuchEntry(f"There is no page {number} of {document.name} that could be drawn.")
