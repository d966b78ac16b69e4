"""Whether a record still says what its sources say."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import Connection, and_, not_, select
from sqlalchemy.exc import DBAPIError

from verbale.errors import RecordError
from verbale.model import Selector, Span
from verbale.record import custody, schema
from verbale.record.adding import key_of
from verbale.record.attaching import misattached
from verbale.record.decisions import chain_faults, listed
from verbale.record.engines import integrity_faults
from verbale.record.rows import Addition
from verbale.record.seals import kept_seal, rows_of, seal_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["Problem", "problems"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not hold: `where` is an id, a decision's number, or `record`."""

    where: str
    what: str


def problems(connection: Connection) -> Iterator[Problem]:
    """Check the database, every hash, every selector against its text, every decision."""
    checks: list[Callable[[], Iterable[Problem]]] = [
        lambda: (Problem("record", fault) for fault in integrity_faults(connection)),
        lambda: _strays(connection),
        lambda: _documents(connection),
        lambda: _decision_problems(connection),
    ]
    for check in checks:
        yield from _guarded(connection, "record", check)


def _guarded(
    connection: Connection, where: str, check: Callable[[], Iterable[Problem]]
) -> Iterator[Problem]:
    """Go on with the other checks when one comes upon what cannot be read at all."""
    try:
        with connection.begin_nested():
            yield from check()
    except DBAPIError as error:
        yield Problem(where, f"the database cannot read what is there: {error.orig}")
    except (AttributeError, KeyError, RecordError, TypeError, ValueError) as error:
        # What a hand or a broken disk leaves need not even be of the kind of its column.
        yield Problem(where, f"what is there was altered and cannot be read: {error}")


def _documents(connection: Connection) -> Iterator[Problem]:
    numbers = select(schema.document.c.number).order_by(schema.document.c.number)
    for number in connection.execute(numbers).scalars().all():
        check = partial(_document_problems, connection, number)
        yield from _guarded(connection, f"d{number}", check)


def _decision_problems(connection: Connection) -> Iterator[Problem]:
    faults = list(chain_faults(connection))
    if not faults:  # of what was altered nobody can tell what it is about
        faults = [*misattached(connection), *_addition_faults(connection)]
    for number, fault in faults:
        yield Problem(f"decision {number}", fault)


def _addition_faults(connection: Connection) -> Iterator[tuple[int, str]]:
    """Give the decisions whose added statement is not what they say; seals leave those out."""
    entry, statement = schema.entry.c, schema.statement.c
    found = connection.execute(
        select(entry.key, statement.act, statement.date, statement.quotation)
        .join(schema.entry, entry.id == statement.id)
        .where(entry.key.startswith("n"))
    ).all()
    decided = {key_of(each.number): each for each in listed(connection) if each.action == "add"}
    for key, *values in found:
        each = decided.get(key)
        told = each.becomes if each is not None else None
        if each is None or not isinstance(told, Addition):
            yield int(key[1:]), f"there is a statement {key} that no decision has added"
        elif values != [told.act, told.date, told.quotation]:
            yield each.number, f"the statement {key} that it added was altered"


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
    if custody.altered(connection, number):
        told = "what is kept of its origin, labels or pages was altered"
        yield Problem(f"d{number}", f"{told}: its hash differs")
    yield from _selector_problems(connection, number, found.id, found.text)
    yield from _seal_problems(connection, number)


def _seal_problems(connection: Connection, number: int) -> Iterator[Problem]:
    kept, found = kept_seal(connection, number), seal_of(rows_of(connection, number))
    if kept is None:
        yield Problem(f"d{number}", "the hashes of the document and its reading are missing")
        return
    if kept.told != found.told:
        told = "its name, title, publisher, date, kind or language was altered"
        yield Problem(f"d{number}", f"{told}: their hash differs")
    if kept.read != found.read:
        yield Problem(f"d{number}", "the reading was altered: its hash differs")


def _strays(connection: Connection) -> Iterator[Problem]:
    """Tell of originals that no document has any more, but those that people removed."""
    original = schema.original.c
    had = select(schema.document.c.original)
    decision = schema.decision.c
    removed = select(decision.document).where(decision.action == "remove")
    emptied = and_(original.sha256.in_(removed), original.content == b"")
    strays = select(original.sha256).where(original.sha256.not_in(had), not_(emptied))
    for sha256 in connection.execute(strays).scalars():
        yield Problem("record", f"the document of the original {sha256} is missing")


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
