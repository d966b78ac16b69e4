"""Which entry a decision is about: found by kind and words, in whatever reading there is today.

A decision finds its entry at the very place where its words stood, else where the text of today has
them. One that finds no entry, or cannot tell it from others, is an orphan until a reading has it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, insert, select

from verbale.model import Selector
from verbale.record import queries, schema
from verbale.record.decisions import effective, listed
from verbale.record.rows import (
    FigureRow,
    OccasionRow,
    StatementRow,
    StatusChangeRow,
    Target,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from verbale.record.rows import Contents, Decision, EntryKind, ReviewedRow

    _Place = tuple[EntryKind, str, Selector]

__all__ = ["attach", "attached", "orphans", "reattach", "reviewed_rows", "target_of"]

_KINDS: Final[dict[type[ReviewedRow], EntryKind]] = {
    StatementRow: "statement",
    FigureRow: "figure",
    OccasionRow: "occasion",
    StatusChangeRow: "status_change",
}
_NOWHERE: Final = Selector(0, 0, "", "", "")


def reviewed_rows(contents: Contents) -> tuple[ReviewedRow, ...]:
    """Give all that can be decided about."""
    return (
        *contents.statements,
        *contents.figures,
        *contents.occasions,
        *contents.status_changes,
    )


def target_of(row: ReviewedRow, proposed: Contents, sha256: str) -> Target:
    """Give what finds `row` again; `proposed` is its document as the machine read it."""
    place = _place(row)
    twins = _places(reviewed_rows(proposed))[place]
    return Target(sha256, *place, twins.index(row.id), len(twins))


def attach(connection: Connection, decision: int, entry_id: str) -> None:
    """Keep which entry a decision is about."""
    number, _, key = entry_id.partition(".")
    found = _entries_of(connection, int(number.removeprefix("d")))[key]
    connection.execute(insert(schema.attachment), [{"decision": decision, "entry": found}])


def reattach(connection: Connection, number: int) -> None:
    """Find the entries of all decisions on document `number`, which was read anew."""
    document = schema.document.c
    proposed = queries.contents(
        connection, select(document.number).where(document.number == number)
    )
    places = _places(reviewed_rows(proposed))

    @cache
    def text() -> str:
        return queries.rendition_text(connection, number)

    ids = _entries_of(connection, number)
    for each in listed(connection, proposed.documents[0].sha256):
        entry_id = _found(each.target, places, text) if each.action != "undo" else None
        if entry_id is not None:
            found = {"decision": each.number, "entry": ids[entry_id.partition(".")[2]]}
            connection.execute(insert(schema.attachment), [found])


def attached(connection: Connection, sha256: str | None = None) -> dict[str, list[Decision]]:
    """Give the effective decisions on each entry by its id, in one document or in all.

    An entry whose decisions were all undone has none, but is there.
    """
    ids = _ids(connection, sha256)
    by_entry: dict[str, list[Decision]] = {entry_id: [] for entry_id in ids.values()}
    for each in effective(listed(connection, sha256)):
        if each.number in ids:
            by_entry[ids[each.number]].append(each)
    return by_entry


def orphans(connection: Connection) -> list[Decision]:
    """Give the effective decisions that are about no entry of today."""
    ids = _ids(connection, None)
    return [each for each in effective(listed(connection)) if each.number not in ids]


def _ids(connection: Connection, sha256: str | None) -> dict[int, str]:
    """Give the id of the entry that each decision is about."""
    attachment, entry = schema.attachment.c, schema.entry.c
    reading, document = schema.reading.c, schema.document.c
    query = (
        select(attachment.decision, document.number, entry.key)
        .join(schema.entry, entry.id == attachment.entry)
        .join(schema.reading, reading.id == entry.reading)
        .join(schema.document, document.number == reading.document)
    )
    if sha256 is not None:
        query = query.where(document.original == sha256)
    return {row.decision: f"d{row.number}.{row.key}" for row in connection.execute(query)}


def _entries_of(connection: Connection, number: int) -> dict[str, int]:
    entry, reading = schema.entry.c, schema.reading.c
    query = (
        select(entry.key, entry.id)
        .join(schema.reading, reading.id == entry.reading)
        .where(reading.document == number)
    )
    return {row.key: row.id for row in connection.execute(query)}


def _places(rows: Iterable[ReviewedRow]) -> dict[_Place, list[str]]:
    """Give the entries of a document by their place, those that share one in order."""
    places: dict[_Place, list[str]] = {}
    for row in rows:
        places.setdefault(_place(row), []).append(row.id)
    return places


def _place(row: ReviewedRow) -> _Place:
    """Give the words that an entry is known by: of a statement what is said, where it has any."""
    kind = _KINDS[type(row)]
    if not isinstance(row, StatementRow):
        return kind, "words", row.words
    if row.content:
        return kind, "content", row.content[0]
    if row.cue:
        return kind, "cue", row.cue[0]
    return (kind, "speaker", row.speaker_words) if row.speaker_words else (kind, "none", _NOWHERE)


def _found(target: Target, places: dict[_Place, list[str]], text: Callable[[], str]) -> str | None:
    entries = places.get((target.kind, target.role, target.words))
    if entries is None and (moved := _moved(target.words, text())):
        entries = places.get((target.kind, target.role, moved))
    # Another number of entries with the same words tells that one of them is not what it was.
    return entries[target.twin] if entries and len(entries) == target.twins else None


def _moved(words: Selector, text: str) -> Selector | None:
    """Give the words where `text` has them, if enough around them is as it was."""
    span = words.find(text) if words.exact else None
    moved = Selector.at(text, span) if span else None
    return moved if moved and words.agrees_with(moved) else None
