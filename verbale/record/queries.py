"""The tables into rows: every question that a record answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Select, exists, func, or_, select, true

from verbale.model import Selector
from verbale.record import schema, told
from verbale.record.rows import (
    ActorRow,
    Contents,
    CopyRow,
    DocumentRow,
    FigureRow,
    LinkRow,
    OccasionRow,
    StatementRow,
    StatusChangeRow,
    ThemeRow,
)
from verbale.uncertain_dates import bounds

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from sqlalchemy import FromClause, Row, Table

    _Row = Row[*tuple[Any, ...]]

__all__ = [
    "Documents",
    "Filters",
    "actors",
    "actors_called",
    "contents",
    "copies",
    "decided",
    "document_number",
    "document_row",
    "document_sha256",
    "documents",
    "entries_of",
    "entry_ids",
    "entry_number",
    "entry_numbers",
    "figures",
    "links",
    "links_that_hold",
    "occasions",
    "originals_of",
    "rendition_text",
    "same_as",
    "statements",
    "status_changes",
]

Documents = Select[tuple[int]]  # the numbers of some documents; `None` in its place means all
_Anchors = dict[int, dict[str, list[Selector]]]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which statements are wanted; `None` lets all pass.

    `speaker` is part of a name, in upper or lower case. `since` and `until` are EDTF dates: a
    statement passes when its date can lie in between, and does not when it has no date.
    """

    speaker: str | None = None
    act: str | None = None
    since: str | None = None
    until: str | None = None
    min_confidence: float | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """Say it in SQL. Raises `WrongMetadata` for dates that are none."""
        statement = schema.statement.c
        wanted: list[ColumnElement[bool]] = []
        if self.speaker is not None:
            wanted.append(statement.speaker.in_(_actors_called(self.speaker)))
        if self.act is not None:
            wanted.append(statement.act == self.act)
        if self.since is not None:
            wanted.append(statement.last_day >= bounds(self.since)[0])
        if self.until is not None:
            wanted.append(statement.first_day <= bounds(self.until)[1])
        if self.min_confidence is not None:
            wanted.append(statement.confidence >= self.min_confidence)
        return wanted

    def admit(self, row: StatementRow, called: Container[str | None]) -> bool:
        """Say the same of a row; `called` are the actors that `speaker` can mean."""
        first, last = bounds(row.date) if row.date else (None, None)
        return (
            (
                self.speaker is None
                or row.speaker_id in called
                or self.speaker.casefold() in (row.speaker or "").casefold()
            )
            and (self.act is None or row.act == self.act)
            and (self.since is None or (last is not None and last >= bounds(self.since)[0]))
            and (self.until is None or (first is not None and first <= bounds(self.until)[1]))
            and (self.min_confidence is None or row.confidence >= self.min_confidence)
        )


def decided(*fields: str) -> Documents:
    """Select the documents that somebody decided something about, or corrected these fields of."""
    document, decision = schema.document.c, schema.decision.c
    of = select(decision.document)
    if fields:
        of = of.where(decision.field.in_(fields))
    return select(document.number).where(document.original.in_(of))


def document_sha256(connection: Connection, number: int) -> str | None:
    """Give the SHA-256 of document `number`, if there is one."""
    query = select(schema.document.c.original).where(schema.document.c.number == number)
    return connection.execute(query).scalar()


def document_number(connection: Connection, sha256: str) -> int | None:
    """Give the number of the document with these original bytes, if it is on record."""
    query = select(schema.document.c.number).where(schema.document.c.original == sha256)
    return connection.execute(query).scalar()


def contents(connection: Connection, within: Documents | None = None) -> Contents:
    """Give all that is in some documents."""
    return Contents(
        documents=tuple(documents(connection, within)),
        actors=tuple(actors(connection, within)),
        statements=tuple(statements(connection, (), within)),
        occasions=tuple(occasions(connection, within)),
        figures=tuple(figures(connection, within)),
        status_changes=tuple(status_changes(connection, within)),
        links=tuple(links(connection, within)),
    )


def documents(connection: Connection, within: Documents | None = None) -> list[DocumentRow]:
    """Give the documents as people see them, in the order in which they were added."""
    document, original = schema.document.c, schema.original.c
    rendition, reading = schema.rendition.c, schema.reading.c
    query = (
        select(
            document.number,
            document.name,
            document.title,
            document.publisher,
            document.published,
            document.kind,
            document.language,
            original.sha256,
            original.media_type,
            rendition.extractor,
            rendition.extractor_version,
            rendition.characters,
            reading.reader,
        )
        .join(schema.original, original.sha256 == document.original)
        .join(schema.reading, reading.document == document.number)
        .join(schema.rendition, rendition.id == reading.rendition)
        .order_by(document.number)
    )
    if within is not None:
        query = query.where(document.number.in_(within))
    labels = _labels(connection, within)
    rows = [
        DocumentRow(
            id=f"d{row.number}",
            name=row.name,
            title=row.title,
            publisher=row.publisher,
            published=row.published,
            kind=row.kind,
            language=row.language,
            sha256=row.sha256,
            media_type=row.media_type,
            extractor=row.extractor,
            extractor_version=row.extractor_version,
            characters=row.characters,
            reader=row.reader,
            labels=tuple(labels.get(row.number, ())),
        )
        for row in connection.execute(query).all()
    ]
    return told.laid_over(rows, told.corrections(connection, within))


def document_row(connection: Connection, document_id: str) -> DocumentRow:
    """Give a document, such as `d3`, as people see it. Raises `NoSuchEntry`."""
    document = schema.document.c.number
    wanted = select(document).where(document == told.number_of(document_id))
    for row in documents(connection, wanted):
        return row
    raise told.no_document(document_id)


def copies(connection: Connection) -> list[CopyRow]:
    """Give the documents that copy another one, in the order in which they were added."""
    copy, document, first = schema.copy.c, schema.document.c, schema.document.alias("first")
    query = (
        select(
            document.number,
            document.original,
            document.name,
            document.publisher,
            document.published,
            copy.copy_of,
            first.c.name.label("first_name"),
            copy.likeness,
        )
        .join(schema.document, document.number == copy.document)
        .join(first, first.c.number == copy.copy_of)
        .order_by(document.number)
    )
    corrected = told.corrections(connection)
    found = []
    for row in connection.execute(query).all():
        seen = {"publisher": row.publisher, "published": row.published}
        seen |= {k: v for k, v in corrected.get(row.original, {}).items() if k in seen}
        found.append(
            CopyRow(
                id=f"d{row.number}",
                file=row.name,
                publisher=seen["publisher"],
                published=seen["published"],
                copy_of=f"d{row.copy_of}",
                first_file=row.first_name,
                likeness=row.likeness,
            )
        )
    return found


def actors(connection: Connection, within: Documents | None = None) -> list[ActorRow]:
    """Give the actors, document by document."""
    wanted = _narrowed(schema.actor, (), within)
    names: dict[int, list[str]] = {}
    name = schema.actor_name.c
    for row in connection.execute(
        select(name.actor, name.name)
        .where(name.actor.in_(wanted))
        .order_by(name.actor, name.position)
    ):
        names.setdefault(row.actor, []).append(row.name)
    spoken = schema.statement.c.speaker
    counted = select(spoken, func.count()).where(spoken.in_(wanted)).group_by(spoken)
    said = {row[0]: row[1] for row in connection.execute(counted)}
    return [
        ActorRow(
            id=_id(row),
            document=_document(row),
            name=row.name,
            names=tuple(names.get(row.id, ())),
            kind=row.kind,
            side=row.side,
            role=row.role,
            statements=said.get(row.id, 0),
        )
        for row in connection.execute(_entries(schema.actor, within)).all()
    ]


def statements(
    connection: Connection,
    conditions: Iterable[ColumnElement[bool]] = (),
    within: Documents | None = None,
) -> list[StatementRow]:
    """Give the statements that meet all conditions, in the order of documents and texts."""
    conditions = list(conditions)
    speaker, speaker_entry = _actor_aliases("speaker")
    query = (
        _entries(schema.statement, within)
        .outerjoin(speaker, speaker.c.id == schema.statement.c.speaker)
        .outerjoin(speaker_entry, speaker_entry.c.id == schema.statement.c.speaker)
        .add_columns(speaker.c.name.label("who"), speaker_entry.c.key.label("who_key"))
        .where(*conditions)
    )
    wanted = _narrowed(schema.statement, conditions, within)
    anchors = _anchors(connection, wanted)
    addressees = _members(connection, schema.addressee, "statement", wanted)
    themes = _themes(connection, wanted)
    return [
        _statement_row(
            row, anchors.get(row.id, {}), addressees.get(row.id, []), themes.get(row.id, [])
        )
        for row in connection.execute(query).all()
    ]


def entries_of(number: int) -> Select[tuple[int]]:
    """Select the entries of document `number`, by their numbers in table `entry`."""
    entry, reading = schema.entry.c, schema.reading.c
    return (
        select(entry.id)
        .join(schema.reading, reading.id == entry.reading)
        .where(reading.document == number)
    )


def entry_number(connection: Connection, entry_id: str) -> int | None:
    """Give the number in table `entry` of an id such as `d3.s5`."""
    document, _, key = entry_id.partition(".")
    if not re.fullmatch(r"d\d{1,9}", document):
        return None
    entry, reading = schema.entry.c, schema.reading.c
    query = (
        select(entry.id)
        .join(schema.reading, reading.id == entry.reading)
        .where(reading.document == int(document[1:]), entry.key == key)
    )
    return connection.execute(query).scalar()


def entry_ids(connection: Connection, numbers: Sequence[int]) -> dict[int, str]:
    """Give the ids of entries by their numbers."""
    entry, reading = schema.entry.c, schema.reading.c
    query = (
        select(entry.id, entry.key, reading.document)
        .join(schema.reading, reading.id == entry.reading)
        .where(entry.id.in_(numbers))
    )
    return {row.id: _id(row) for row in connection.execute(query)}


def originals_of(connection: Connection, numbers: Sequence[int]) -> list[str]:
    """Give the SHA-256 of the documents that hold these entries."""
    entry, reading, document = schema.entry.c, schema.reading.c, schema.document.c
    query = (
        select(document.original)
        .join(schema.reading, reading.document == document.number)
        .join(schema.entry, entry.reading == reading.id)
        .where(entry.id.in_(numbers))
        .distinct()
    )
    return list(connection.execute(query).scalars())


def entry_numbers(connection: Connection, within: Documents | None = None) -> dict[str, int]:
    """Give the number in table `entry` of everything in some documents, by its id."""
    entry, reading = schema.entry.c, schema.reading.c
    query = select(reading.document, entry.key, entry.id).join(
        schema.reading, reading.id == entry.reading
    )
    if within is not None:
        query = query.where(reading.document.in_(within))
    return {_id(row): row.id for row in connection.execute(query)}


def same_as(connection: Connection, within: Documents | None = None) -> dict[str, str]:
    """Tell of the statements that tell an utterance again which is the earliest of it."""
    reprint = schema.reprint.c
    told = _in_any_order(schema.statement, within).subquery("told")
    first = _in_any_order(schema.statement).subquery("first")
    query = (
        select(
            told.c.document,
            told.c.key,
            first.c.document.label("first_document"),
            first.c.key.label("first_key"),
        )
        .select_from(schema.reprint)
        .join(told, told.c.id == reprint.statement)
        .join(first, first.c.id == reprint.same_as)
    )
    return {_id(row): f"d{row.first_document}.{row.first_key}" for row in connection.execute(query)}


def occasions(
    connection: Connection,
    within: Documents | None = None,
    entries: Sequence[int] | None = None,
) -> list[OccasionRow]:
    """Give the occasions, in the order of documents and texts.

    `entries` are the numbers of those that are wanted, where not all are.
    """
    wanted = [schema.occasion.c.id.in_(entries)] if entries is not None else []
    some = _narrowed(schema.occasion, wanted, within)
    anchors = _anchors(connection, some)
    participants = _members(connection, schema.participant, "occasion", some)
    return [
        OccasionRow(
            id=_id(row),
            document=_document(row),
            file=row.file,
            type=row.type,
            date=row.date,
            participants=tuple(name for _, name in participants.get(row.id, ())),
            participant_ids=tuple(key for key, _ in participants.get(row.id, ())),
            words=anchors[row.id]["words"][0],
        )
        for row in connection.execute(_entries(schema.occasion, within).where(*wanted)).all()
    ]


def figures(
    connection: Connection,
    within: Documents | None = None,
    entries: Sequence[int] | None = None,
) -> list[FigureRow]:
    """Give the figures with who claims them, in the order of documents and texts.

    `entries` are the numbers of those that are wanted, where not all are.
    """
    wanted = [schema.figure.c.id.in_(entries)] if entries is not None else []
    anchors = _anchors(connection, _narrowed(schema.figure, wanted, within))
    claim_entry = schema.entry.alias("claim_entry")
    query = (
        _entries(schema.figure, within)
        .outerjoin(schema.statement, schema.statement.c.id == schema.figure.c.statement)
        .outerjoin(claim_entry, claim_entry.c.id == schema.figure.c.statement)
        .outerjoin(schema.actor, schema.actor.c.id == schema.statement.c.speaker)
        .add_columns(claim_entry.c.key.label("claim"), schema.actor.c.name.label("claimant"))
        .where(*wanted)
    )
    return [
        FigureRow(
            id=_id(row),
            document=_document(row),
            file=row.file,
            value=row.value,
            unit=row.unit,
            measure=row.measure,
            comparison=row.comparison,
            date=row.date,
            statement=_beside(row, row.claim),
            claimant=row.claimant,
            words=anchors[row.id]["words"][0],
        )
        for row in connection.execute(query).all()
    ]


def status_changes(
    connection: Connection,
    within: Documents | None = None,
    entries: Sequence[int] | None = None,
) -> list[StatusChangeRow]:
    """Give the status changes, in the order of documents and texts.

    `entries` are the numbers of those that are wanted, where not all are.
    """
    wanted = [schema.status_change.c.id.in_(entries)] if entries is not None else []
    anchors = _anchors(connection, _narrowed(schema.status_change, wanted, within))
    subject, subject_entry = _actor_aliases("subject")
    by, by_entry = _actor_aliases("by")
    change = schema.status_change.c
    query = (
        _entries(schema.status_change, within)
        .outerjoin(subject, subject.c.id == change.subject)
        .outerjoin(subject_entry, subject_entry.c.id == change.subject)
        .outerjoin(by, by.c.id == change.by)
        .outerjoin(by_entry, by_entry.c.id == change.by)
        .add_columns(
            subject.c.name.label("subject_name"),
            subject_entry.c.key.label("subject_key"),
            by.c.name.label("by_name"),
            by_entry.c.key.label("by_key"),
        )
        .where(*wanted)
    )
    return [
        StatusChangeRow(
            id=_id(row),
            document=_document(row),
            file=row.file,
            status=row.status,
            subject=row.subject_name,
            subject_id=_beside(row, row.subject_key),
            subject_text=row.subject_text,
            by=row.by_name,
            by_id=_beside(row, row.by_key),
            date=row.date,
            count=row.how_many,
            words=anchors[row.id]["words"][0],
        )
        for row in connection.execute(query).all()
    ]


def links(connection: Connection, within: Documents | None = None) -> list[LinkRow]:
    """Give the links of answers, ordered by the answers and then by what they answer."""
    link = schema.link.c
    answer = _in_any_order(schema.statement, within).subquery("answer")
    answered = _in_any_order(schema.statement).subquery("answered")
    query = (
        select(
            answer.c.document,
            answer.c.key,
            answered.c.document.label("answered_document"),
            answered.c.key.label("answered_key"),
            link.basis,
            link.reason,
        )
        .join(answer, answer.c.id == link.answer)
        .join(answered, answered.c.id == link.answered)
        .order_by(answer.c.document, link.answer, answered.c.document, link.answered)
    )
    return [
        LinkRow(_id(row), f"d{row.answered_document}.{row.answered_key}", row.basis, row.reason)
        for row in connection.execute(query).all()
    ]


def links_that_hold() -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """Give the tables of links, each with what tells that a link holds.

    Inside a document a link holds unless one across documents outweighs it.
    """
    link, outweighed = schema.link.c, schema.outweighed.c
    set_aside = exists().where(
        outweighed.answer == link.answer, outweighed.answered == link.answered
    )
    yield schema.link, ~set_aside
    yield schema.exchange, true()


def actors_called(connection: Connection, name: str, within: Documents) -> set[str]:
    """Give the ids of the actors whose name or other name holds `name`."""
    query = _entries(schema.actor, within).where(schema.actor.c.id.in_(_actors_called(name)))
    return {_id(row) for row in connection.execute(query)}


def rendition_text(connection: Connection, number: int) -> str:
    """Give the text that the offsets of document `number` refer to."""
    query = (
        select(schema.rendition.c.text)
        .join(schema.reading, schema.reading.c.rendition == schema.rendition.c.id)
        .where(schema.reading.c.document == number)
    )
    return str(connection.execute(query).scalar_one())


def _labels(connection: Connection, within: Documents | None) -> dict[int, list[tuple[str, str]]]:
    label = schema.document_label.c
    query = select(schema.document_label).order_by(label.document, label.position)
    if within is not None:
        query = query.where(label.document.in_(within))
    found: dict[int, list[tuple[str, str]]] = {}
    for row in connection.execute(query).all():
        found.setdefault(row.document, []).append((row.name, row.value))
    return found


def _statement_row(
    row: _Row,
    anchors: dict[str, list[Selector]],
    addressees: list[tuple[str, str]],
    themes: list[tuple[str, float]],
) -> StatementRow:
    speaker_words = anchors.get("speaker")
    return StatementRow(
        id=_id(row),
        document=_document(row),
        file=row.file,
        speaker=row.who,
        speaker_id=_beside(row, row.who_key),
        addressees=tuple(name for _, name in addressees),
        addressee_ids=tuple(key for key, _ in addressees),
        act=row.act,
        quotation=row.quotation,
        date=row.date,
        confidence=row.confidence,
        act_confidence=row.act_confidence,
        speaker_words=speaker_words[0] if speaker_words else None,
        cue=tuple(anchors.get("cue", ())),
        content=tuple(anchors.get("content", ())),
        themes=tuple(
            ThemeRow(concept, score, words)
            for (concept, score), words in zip(themes, anchors.get("theme", ()), strict=True)
        ),
    )


def _entries(table: Table, within: Documents | None = None) -> Select[*tuple[Any, ...]]:
    """Select the rows of one kind of entry with their document and key, in order."""
    entry, reading, document = schema.entry.c, schema.reading.c, schema.document.c
    query = (
        select(table, entry.key, document.number.label("document"), document.name.label("file"))
        .join(schema.entry, entry.id == table.c.id)
        .join(schema.reading, reading.id == entry.reading)
        .join(schema.document, document.number == reading.document)
        .order_by(document.number, entry.id)
    )
    return query if within is None else query.where(document.number.in_(within))


def _in_any_order(table: Table, within: Documents | None = None) -> Select[*tuple[Any, ...]]:
    """Select the same to be joined: to put it in order first, PostgreSQL goes through all of it."""
    return _entries(table, within).order_by(None)


def _narrowed(
    table: Table, conditions: Iterable[ColumnElement[bool]], within: Documents | None
) -> Select[tuple[int]]:
    query = select(table.c.id).where(*conditions)
    if within is None:
        return query
    entry, reading = schema.entry.c, schema.reading.c
    return (
        query.join(schema.entry, entry.id == table.c.id)
        .join(schema.reading, reading.id == entry.reading)
        .where(reading.document.in_(within))
    )


def _actor_aliases(role: str) -> tuple[FromClause, FromClause]:
    return schema.actor.alias(role), schema.entry.alias(f"{role}_entry")


def _actors_called(name: str) -> Select[tuple[int]]:
    actor, alias = schema.actor.c, schema.actor_name.c
    folded = name.casefold()
    also_called = exists().where(
        alias.actor == actor.id, alias.folded.contains(folded, autoescape=True)
    )
    return select(actor.id).where(or_(actor.folded.contains(folded, autoescape=True), also_called))


def _anchors(connection: Connection, entries: Select[tuple[int]]) -> _Anchors:
    """Give the selectors of the selected entries by entry and role, parts in order."""
    selector = schema.selector.c
    query = (
        select(schema.selector)
        .where(selector.entry.in_(entries))
        .order_by(selector.entry, selector.role, selector.part)
    )
    anchors: _Anchors = {}
    for row in connection.execute(query).all():
        found = Selector(row.start, row.end, row.exact, row.prefix, row.suffix)
        anchors.setdefault(row.entry, {}).setdefault(row.role, []).append(found)
    return anchors


def _members(
    connection: Connection, table: Table, owner: str, owners: Select[tuple[int]]
) -> dict[int, list[tuple[str, str]]]:
    """Give ids and names of the actors that a table ties to each owner, in order."""
    actors_of = _in_any_order(schema.actor).subquery()
    query = (
        select(table.c[owner], actors_of.c.document, actors_of.c.key, actors_of.c.name)
        .join(actors_of, actors_of.c.id == table.c.actor)
        .where(table.c[owner].in_(owners))
        .order_by(table.c[owner], table.c.position)
    )
    members: dict[int, list[tuple[str, str]]] = {}
    for row in connection.execute(query).all():
        members.setdefault(row[0], []).append((_id(row), row.name))
    return members


def _themes(
    connection: Connection, statements: Select[tuple[int]]
) -> dict[int, list[tuple[str, float]]]:
    """Give concepts and scores of the selected statements, in order."""
    theme = schema.statement_theme.c
    query = (
        select(theme.statement, theme.concept, theme.score)
        .where(theme.statement.in_(statements))
        .order_by(theme.statement, theme.position)
    )
    themes: dict[int, list[tuple[str, float]]] = {}
    for row in connection.execute(query).all():
        themes.setdefault(row.statement, []).append((row.concept, row.score))
    return themes


def _document(row: _Row) -> str:
    return f"d{row.document}"


def _id(row: _Row) -> str:
    return f"d{row.document}.{row.key}"


def _beside(row: _Row, key: str | None) -> str | None:
    """Give the id of another entry in the document of `row`."""
    return f"d{row.document}.{key}" if key is not None else None
