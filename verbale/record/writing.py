"""A reading into the tables."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from sqlalchemy import Column, Connection, delete, func, insert, select, update

from verbale.errors import UnreadableDocument
from verbale.model import Selector
from verbale.reading import NOT_READ
from verbale.record import custody, schema, seals, unread
from verbale.uncertain_dates import bounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import Table

    from verbale.model import Document, Reading, Span

__all__ = ["remove_reading", "rewrite", "rewrite_reading", "write"]

_Values = dict[str, object]

_POINTS_TO_ENTRY: Final[tuple[Column[int], ...]] = (
    schema.identity.c.actor,
    schema.identity.c.person,
    schema.merge.c.one,
    schema.merge.c.other,
    schema.also_called.c.one,
    schema.also_called.c.other,
    schema.person.c.id,
    schema.shown_addressee.c.statement,
    schema.shown.c.statement,
    schema.reprint.c.statement,
    schema.reprint.c.same_as,
    schema.exchange.c.answer,
    schema.exchange.c.answered,
    schema.outweighed.c.answer,
    schema.outweighed.c.answered,
    schema.comparison.c.one,
    schema.comparison.c.other,
    schema.attachment.c.entry,
    schema.attachment.c.other,
    schema.link.c.answer,
    schema.link.c.answered,
    schema.addressee.c.statement,
    schema.participant.c.occasion,
    schema.statement_theme.c.statement,
    schema.figure.c.id,
    schema.status_change.c.id,
    schema.occasion.c.id,
    schema.statement.c.id,
    schema.actor_name.c.actor,
    schema.actor.c.id,
    schema.selector.c.entry,
)


def write(connection: Connection, reading: Reading) -> int:
    """Write a reading of a document that is not on record yet; give the document's number.

    Raises `UnreadableDocument` when its text has NULs or lone surrogates, which no file can hold.
    """
    document = reading.document
    original: _Values = {
        "sha256": document.sha256,
        "media_type": document.media_type,
        "content": document.original or _encoded(document),
    }
    known = schema.original.c.sha256 == document.sha256
    if connection.execute(select(schema.original.c.sha256).where(known)).scalar() is None:
        _insert(connection, schema.original, [original])
    else:  # that of a document that was removed, which decisions are about, without its bytes
        connection.execute(update(schema.original).where(known).values(original))
    number = _next_document(connection)
    _insert(connection, schema.document, [{"number": number, **_told(document)}])
    custody.write(connection, number, document)
    _write_reading(connection, number, reading)
    return number


def rewrite(connection: Connection, number: int, reading: Reading) -> None:
    """Put a reading of document `number` in the place of the one on record.

    Raises `UnreadableDocument` when its text has NULs or lone surrogates, which no file can hold.
    """
    document = schema.document
    connection.execute(
        update(document).where(document.c.number == number).values(_told(reading.document))
    )
    custody.write(connection, number, reading.document)
    rewrite_reading(connection, number, reading)


def rewrite_reading(connection: Connection, number: int, reading: Reading) -> None:
    """Do the same, and leave what is known of the document as it is."""
    remove_reading(connection, number)
    _write_reading(connection, number, reading)


def _next_document(connection: Connection) -> int:
    """Count on from the last document: a number that a failure gives back is given again.

    That of a document that was removed is not: the log tells of it.
    """
    removed = select(schema.decision.c.entry).where(schema.decision.c.action == "remove")
    numbers = [int(each.removeprefix("d")) for each in connection.execute(removed).scalars()]
    last = connection.execute(select(func.max(schema.document.c.number))).scalar() or 0
    return max(last, *numbers, 0) + 1


def _told(document: Document) -> _Values:
    return {
        "original": document.sha256,
        "name": document.name,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published,
        "kind": document.kind,
        "language": document.language,
    }


def _encoded(document: Document) -> bytes:
    if "\0" in document.text:
        raise UnreadableDocument(
            f"{document.name} has a NUL at character {document.text.index(chr(0))}. "
            "Give its text without: it is no text, or in UTF-16."
        )
    try:
        return document.text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UnreadableDocument(
            f"{document.name} has half a surrogate pair at character {error.start}. "
            "Decode it again as UTF-16."
        ) from error


def _write_reading(connection: Connection, number: int, reading: Reading) -> None:
    document = reading.document
    rendition: _Values = {
        "original": document.sha256,
        "extractor": document.extractor,
        "extractor_version": document.extractor_version,
        "text": document.text,
        "characters": len(document.text),
        "text_sha256": hashlib.sha256(_encoded(document)).hexdigest(),
    }
    values: _Values = {
        "document": number,
        "rendition": _insert_one(connection, schema.rendition, rendition),
        "reader": reading.reader,
    }
    ids = _write_entries(connection, _insert_one(connection, schema.reading, values), reading)
    _write_actors(connection, reading, ids)
    _write_statements(connection, reading, ids)
    _write_happenings(connection, reading, ids)
    _insert(connection, schema.selector, _selectors(reading, ids))
    seals.seal(connection, number)
    if reading.reader == NOT_READ:
        unread.put(connection, number, document.title, document.text)


def remove_reading(connection: Connection, number: int) -> None:
    """Take away the reading of a document with its rendition: what points to a row goes first."""
    unread.remove(connection, number)
    readings = select(schema.reading.c.id).where(schema.reading.c.document == number)
    entries = select(schema.entry.c.id).where(schema.entry.c.reading.in_(readings))
    for column in _POINTS_TO_ENTRY:
        connection.execute(delete(column.table).where(column.in_(entries)))
    connection.execute(delete(schema.entry).where(schema.entry.c.reading.in_(readings)))
    connection.execute(delete(schema.reading).where(schema.reading.c.document == number))
    of_document = select(schema.document.c.original).where(schema.document.c.number == number)
    rendition = schema.rendition
    connection.execute(delete(rendition).where(rendition.c.original.in_(of_document)))


def _write_entries(connection: Connection, reading_id: int, reading: Reading) -> dict[str, int]:
    """Make the entries of a reading; give the id of each key."""
    kinds = (
        reading.actors,
        reading.statements,
        reading.occasions,
        reading.figures,
        reading.status_changes,
    )
    keys = [each.id for kind in kinds for each in kind]
    if not keys:
        return {}
    made = connection.execute(
        insert(schema.entry).returning(schema.entry.c.id, sort_by_parameter_order=True),
        [{"reading": reading_id, "key": key} for key in keys],
    )
    return dict(zip(keys, made.scalars(), strict=True))


def _write_actors(connection: Connection, reading: Reading, ids: Mapping[str, int]) -> None:
    actors: list[_Values] = []
    names: list[_Values] = []
    for actor in reading.actors:
        actors.append(
            {
                "id": ids[actor.id],
                "name": actor.name,
                "folded": actor.name.casefold(),
                "kind": actor.kind,
                "side": actor.side,
                "role": actor.role,
            }
        )
        for position, name in enumerate(actor.names):
            names.append(
                {
                    "actor": ids[actor.id],
                    "position": position,
                    "name": name,
                    "folded": name.casefold(),
                }
            )
    _insert(connection, schema.actor, actors)
    _insert(connection, schema.actor_name, names)


def _write_statements(connection: Connection, reading: Reading, ids: Mapping[str, int]) -> None:
    statements: list[_Values] = []
    themes: list[_Values] = []
    addressees: list[_Values] = []
    for each in reading.statements:
        statements.append(
            {
                "id": ids[each.id],
                "speaker": ids[each.speaker] if each.speaker else None,
                "quotation": each.quotation,
                "act": each.act,
                "confidence": each.confidence,
                "act_confidence": each.act_confidence,
                **_dates(each.date),
            }
        )
        themes += [
            {
                "statement": ids[each.id],
                "position": position,
                "concept": theme.concept,
                "score": theme.score,
            }
            for position, theme in enumerate(each.themes)
        ]
        addressees += _members("statement", ids[each.id], each.addressees, ids)
    links: list[_Values] = [
        {
            "answer": ids[link.answer],
            "answered": ids[link.answered],
            "basis": link.basis,
            "reason": link.reason,
        }
        for link in reading.links
    ]
    _insert(connection, schema.statement, statements)
    _insert(connection, schema.statement_theme, themes)
    _insert(connection, schema.addressee, addressees)
    _insert(connection, schema.link, links)


def _write_happenings(connection: Connection, reading: Reading, ids: Mapping[str, int]) -> None:
    occasions: list[_Values] = []
    participants: list[_Values] = []
    for each in reading.occasions:
        occasions.append({"id": ids[each.id], "type": each.type, **_dates(each.date)})
        participants += _members("occasion", ids[each.id], each.participants, ids)
    figures: list[_Values] = [
        {
            "id": ids[figure.id],
            "statement": ids[figure.statement] if figure.statement else None,
            "value": figure.value,
            "unit": figure.unit,
            "measure": figure.measure,
            "comparison": figure.comparison,
            **_dates(figure.date),
        }
        for figure in reading.figures
    ]
    changes: list[_Values] = [
        {
            "id": ids[change.id],
            "status": change.status,
            "subject": ids[change.subject] if change.subject else None,
            "subject_text": change.subject_text,
            "by": ids[change.by] if change.by else None,
            "how_many": change.count,
            **_dates(change.date),
        }
        for change in reading.status_changes
    ]
    _insert(connection, schema.occasion, occasions)
    _insert(connection, schema.participant, participants)
    _insert(connection, schema.figure, figures)
    _insert(connection, schema.status_change, changes)


def _selectors(reading: Reading, ids: Mapping[str, int]) -> Iterator[_Values]:
    for key, role, part, span in _anchors(reading):
        selector = Selector.at(reading.document.text, span)
        yield {
            "entry": ids[key],
            "role": role,
            "part": part,
            "start": selector.start,
            "end": selector.end,
            "exact": selector.exact,
            "prefix": selector.prefix,
            "suffix": selector.suffix,
        }


def _anchors(reading: Reading) -> Iterator[tuple[str, str, int, Span]]:
    """Give each span of a reading: the entry's key, the span's role, its part and itself."""
    for statement in reading.statements:
        if statement.speaker_span is not None:
            yield statement.id, "speaker", 0, statement.speaker_span
        for part, span in enumerate(statement.cue):
            yield statement.id, "cue", part, span
        for part, span in enumerate(statement.content):
            yield statement.id, "content", part, span
        for part, theme in enumerate(statement.themes):
            yield statement.id, "theme", part, theme.span
    for happening in (reading.occasions, reading.figures, reading.status_changes):
        for each in happening:
            yield each.id, "words", 0, each.span


def _members(
    owner: str, owner_id: int, actors: Iterable[str], ids: Mapping[str, int]
) -> list[_Values]:
    return [
        {owner: owner_id, "position": position, "actor": ids[actor]}
        for position, actor in enumerate(actors)
    ]


def _dates(date: str | None) -> _Values:
    first, last = bounds(date) if date else (None, None)
    return {"date": date, "first_day": first, "last_day": last}


def _insert(connection: Connection, table: Table, rows: Iterable[_Values]) -> None:
    if values := list(rows):
        connection.execute(insert(table), values)


def _insert_one(connection: Connection, table: Table, values: _Values) -> int:
    made = connection.execute(insert(table), values).inserted_primary_key
    assert made is not None
    return int(made[0])
