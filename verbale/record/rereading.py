"""Reading a document anew from what is on record of it, where people corrected what is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sqlalchemy import select

from verbale.model import Document, Reading
from verbale.reading import NOT_READ, read
from verbale.record import attaching, browsing, custody, queries, schema, told, tying, writing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from verbale.model import DocumentKind
    from verbale.record.reviewing import Wish
    from verbale.record.rows import Decision, DocumentRow

__all__ = ["after_reading", "correct", "read_anew", "seen_before"]


def correct(connection: Connection, document_id: str, wishes: Iterable[Wish]) -> list[Decision]:
    """Correct fields of a document, which is read anew: dates and speakers may lean on them.

    Raises `NoSuchEntry`, and what `told.correct` raises.
    """
    before = queries.document_row(connection, document_id)
    made = [told.correct(connection, before, wish) for wish in wishes]
    read_anew(connection, before)
    return made


def seen_before(connection: Connection, decision: int) -> DocumentRow | None:
    """Give the document that a decision is about, where it is about no entry of one."""
    column = schema.decision.c
    about = select(column.document).where(column.number == decision, column.kind == "document")
    document = schema.document.c
    wanted = select(document.number).where(document.original.in_(about))
    return next(iter(queries.documents(connection, wanted)), None)


def read_anew(connection: Connection, before: DocumentRow) -> None:
    """Read a document as it is told of by now; `before` is what it was seen as."""
    number = told.number_of(before.id)
    tying.forget(connection, number)
    _write(connection, number, before.reader, before.language)
    attaching.reattach(connection, number)
    tying.register_again(connection, number)


def after_reading(connection: Connection, number: int, reading: Reading) -> None:
    """Lay over a reading of document `number`, just written, what people decided before."""
    document = schema.document.c
    if told.corrections(connection, select(document.number).where(document.number == number)):
        _write(connection, number, reading.reader, reading.document.language)
    attaching.reattach(connection, number)
    tying.register_again(connection, number)


def _write(connection: Connection, number: int, reader: str, language: str | None) -> None:
    """Put a reading of the corrected document in the place of one by `reader` in a language.

    One in another language than English was read because somebody wished so; that holds for as
    long as nobody says that it is in another one.
    """
    document = _on_record(connection, number)
    if not document.text:  # as what is salvaged without its text: to be read again from its file
        reading = Reading(document, reader)
    else:
        as_wished = reader != NOT_READ and document.language == language
        reading = read(document, any_language=as_wished)
    writing.rewrite_reading(connection, number, reading)


def _on_record(connection: Connection, number: int) -> Document:
    row = queries.document_row(connection, f"d{number}")
    layout = custody.layout_of(connection, number)
    return Document(
        text=queries.rendition_text(connection, number),
        title=row.title,
        publisher=row.publisher,
        published=row.published,
        kind=cast("DocumentKind", row.kind),
        language=row.language,
        name=row.name,
        original=browsing.original(connection, row.id).content,
        media_type=row.media_type,
        extractor=row.extractor,
        extractor_version=row.extractor_version,
        pages=layout.pages,
        places=layout.places,
        moments=layout.moments,
        labels=row.labels,
    )
