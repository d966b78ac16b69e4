"""Whether a record still says what its sources say."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from verbale.model import Selector, Span
from verbale.record import schema
from verbale.record.decisions import chain_faults
from verbale.record.engines import integrity_faults

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Problem", "problems"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not hold: `where` is an id, a decision's number, or `record`."""

    where: str
    what: str


def problems(connection: Connection) -> Iterator[Problem]:
    """Check the database file, every hash, every selector against its text, every decision."""
    for fault in integrity_faults(connection):
        yield Problem("record", fault)
    numbers = select(schema.document.c.number).order_by(schema.document.c.number)
    for number in connection.execute(numbers).scalars().all():
        yield from _document_problems(connection, number)
    for number, fault in chain_faults(connection):
        yield Problem(f"decision {number}", fault)


def _document_problems(connection: Connection, number: int) -> Iterator[Problem]:
    original, rendition, reading = schema.original.c, schema.rendition.c, schema.reading.c
    found = connection.execute(
        select(original.content, original.sha256, rendition.text, rendition.text_sha256, reading.id)
        .join(schema.rendition, rendition.id == reading.rendition)
        .join(schema.original, original.sha256 == rendition.original)
        .where(reading.document == number)
    ).one_or_none()
    if found is None:
        yield Problem(f"d{number}", "the document has no reading")
        return
    if hashlib.sha256(found.content).hexdigest() != found.sha256:
        yield Problem(f"d{number}", "the original bytes were changed: their SHA-256 differs")
    if hashlib.sha256(found.text.encode("utf-8")).hexdigest() != found.text_sha256:
        yield Problem(f"d{number}", "the text was changed: its SHA-256 differs")
    yield from _selector_problems(connection, number, found.id, found.text)


def _selector_problems(
    connection: Connection, number: int, reading_id: int, text: str
) -> Iterator[Problem]:
    selector, entry = schema.selector.c, schema.entry.c
    query = (
        select(schema.selector, entry.key)
        .join(schema.entry, entry.id == selector.entry)
        .where(entry.reading == reading_id)
        .order_by(entry.id, selector.role, selector.part)
    )
    for row in connection.execute(query):
        kept = Selector(row.start, row.end, row.exact, row.prefix, row.suffix)
        if kept != Selector.at(text, Span(row.start, row.end)):
            what = f"the {row.role} does not stand at {row.start} to {row.end}: {row.exact!r}"
            yield Problem(f"d{number}.{row.key}", what)
