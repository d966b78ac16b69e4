"""Which entry a decision is about: found by kind and words, in whatever reading there is today.

A decision finds its entry at the very place where its words stood, else where the text of today has
them; an actor by its name. One that finds no entry, or cannot tell it from others, is an orphan
until a reading has it, and so is a decision about two entries of which one is not found.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, delete, insert, select

from verbale.model import Selector, Span
from verbale.record import adding, queries, schema
from verbale.record.decisions import effective, listed
from verbale.record.rows import (
    ActorRow,
    Addition,
    Counterpart,
    FigureRow,
    OccasionRow,
    StatementRow,
    StatusChangeRow,
    Target,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from verbale.record.rows import Contents, Decision, EntryKind, ReviewedRow

    _Place = tuple[EntryKind, str, Selector]
    _Decidable = ActorRow | ReviewedRow

__all__ = [
    "about_two",
    "attach",
    "attached",
    "decidable",
    "misattached",
    "orphans",
    "reattach",
    "target_of",
]

_KINDS: Final[dict[type[_Decidable], EntryKind]] = {
    ActorRow: "actor",
    StatementRow: "statement",
    FigureRow: "figure",
    OccasionRow: "occasion",
    StatusChangeRow: "status_change",
}
_NOWHERE: Final = Selector(0, 0, "", "", "")


def decidable(contents: Contents) -> tuple[_Decidable, ...]:
    """Give all that can be decided about."""
    return (
        *contents.actors,
        *contents.statements,
        *contents.figures,
        *contents.occasions,
        *contents.status_changes,
    )


def target_of(row: _Decidable, proposed: Contents, sha256: str) -> Target:
    """Give what finds `row` again; `proposed` is its document as the machine read it."""
    place = _place(row)
    twins = _places(decidable(proposed))[place]
    return Target(sha256, *place, twins.index(row.id), len(twins))


def attach(
    connection: Connection, decision: int, entry_id: str, other_id: str | None = None
) -> None:
    """Keep which entry a decision is about, and which other one."""
    values = {
        "decision": decision,
        "entry": queries.entry_number(connection, entry_id),
        "other": queries.entry_number(connection, other_id) if other_id is not None else None,
    }
    connection.execute(insert(schema.attachment), [values])


def reattach(connection: Connection, number: int) -> None:
    """Find the entries of all decisions on document `number`, which was read anew."""
    sha256 = queries.document_sha256(connection, number)
    assert sha256 is not None
    decided = [each for each in listed(connection, sha256) if each.action != "undo"]
    _add_again(connection, number, decided)
    attachment = schema.attachment
    for each, found in _found_entries(connection, decided):
        connection.execute(delete(attachment).where(attachment.c.decision == each.number))
        if found is not None:
            attach(connection, each.number, *found)


def misattached(connection: Connection) -> Iterator[tuple[int, str]]:
    """Give the number of each decision that is kept with another entry than its words tell."""
    kept = _ids(connection, None)
    decided = [each for each in listed(connection) if each.action != "undo"]
    for each, found in _found_entries(connection, decided):
        if kept.get(each.number) != found:
            told = [" and ".join(filter(None, ids)) if ids else "no entry"
                    for ids in (found, kept.get(each.number))]  # fmt: skip
            yield each.number, f"its words tell {told[0]}, but it is kept with {told[1]}"


def _found_entries(
    connection: Connection, decided: Iterable[Decision]
) -> Iterator[tuple[Decision, tuple[str, str | None] | None]]:
    """Find the entry of each decision, and the other one of those about two; `None` for none."""
    find = _Finder(connection)
    for each in decided:
        other = each.becomes if isinstance(each.becomes, Counterpart) else None
        entry_id = find(each.target)
        other_id = find(other.target) if other is not None else None
        whole = entry_id is not None and (other is None or other_id is not None)
        yield each, (entry_id, other_id) if entry_id is not None and whole else None


def attached(
    connection: Connection, documents: Collection[str] | None = None
) -> dict[str, list[Decision]]:
    """Give the effective decisions on each single entry by its id, in some documents or in all.

    `documents` are SHA-256 of original bytes. An entry whose decisions were all undone has none,
    but is there.
    """
    ids = _ids(connection, documents)
    by_entry: dict[str, list[Decision]] = {one: [] for one, other in ids.values() if other is None}
    decided = listed(connection, *documents or ()) if documents is None or documents else []
    for each in effective(decided):
        one, other = ids.get(each.number, (None, None))
        if one is not None and other is None:
            by_entry[one].append(each)
    return by_entry


def about_two(connection: Connection) -> list[tuple[Decision, str, str]]:
    """Give the effective decisions about two entries, with the ids of both."""
    ids = _ids(connection, None)
    found = []
    for each in effective(listed(connection)):
        one, other = ids.get(each.number, (None, None))
        if one is not None and other is not None:
            found.append((each, one, other))
    return found


def orphans(connection: Connection) -> list[Decision]:
    """Give the effective decisions that are about no entry of today."""
    ids = _ids(connection, None)
    return [each for each in effective(listed(connection)) if each.number not in ids]


class _Finder:
    """Finds targets in the readings of today, each document looked through once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._places = cache(self._places_of)
        self._text = cache(lambda number: queries.rendition_text(connection, number))

    def __call__(self, target: Target) -> str | None:
        number = queries.document_number(self._connection, target.document)
        if number is None:
            return None
        return _found(target, self._places(number), lambda: self._text(number))

    def _places_of(self, number: int) -> dict[_Place, list[str]]:
        return _places(decidable(_proposed(self._connection, number)))


def _add_again(connection: Connection, number: int, decided: Iterable[Decision]) -> None:
    """Put the statements that people added where today's text has their words."""
    text = queries.rendition_text(connection, number)
    actors = _proposed(connection, number).actors
    for each in decided:
        if each.action == "add" and isinstance(each.becomes, Addition):
            words = each.target.words
            here = Selector.at(text, Span(words.start, words.end))
            place = words if here == words else _moved(words, text)
            if place is not None:
                adding.write(connection, number, each.number, each.becomes, place, actors)


def _proposed(connection: Connection, number: int) -> Contents:
    document = schema.document.c.number
    return queries.contents(connection, select(document).where(document == number))


def _ids(
    connection: Connection, documents: Collection[str] | None
) -> dict[int, tuple[str, str | None]]:
    """Give the id of the entry that each decision is about, and of the other one."""
    attachment, entry = schema.attachment.c, schema.entry.c
    reading, document = schema.reading.c, schema.document.c
    places = (
        select(entry.id, document.number, entry.key, document.original)
        .join(schema.reading, reading.id == entry.reading)
        .join(schema.document, document.number == reading.document)
    )
    one, other = places.subquery("one"), places.subquery("other")
    query = (
        select(
            attachment.decision,
            one.c.number,
            one.c.key,
            other.c.number.label("other_number"),
            other.c.key.label("other_key"),
        )
        .join(one, one.c.id == attachment.entry)
        .outerjoin(other, other.c.id == attachment.other)
    )
    if documents is not None:
        query = query.where(one.c.original.in_(documents))
    return {
        row.decision: (
            f"d{row.number}.{row.key}",
            f"d{row.other_number}.{row.other_key}" if row.other_key is not None else None,
        )
        for row in connection.execute(query)
    }


def _places(rows: Iterable[_Decidable]) -> dict[_Place, list[str]]:
    """Give the entries of a document by their place, those that share one in order."""
    places: dict[_Place, list[str]] = {}
    for row in rows:
        places.setdefault(_place(row), []).append(row.id)
    return places


def _place(row: _Decidable) -> _Place:
    """Give the words that an entry is known by: of a statement what is said, where it has any."""
    kind = _KINDS[type(row)]
    if isinstance(row, ActorRow):
        return kind, "name", Selector(0, 0, row.name, "", "")
    if not isinstance(row, StatementRow):
        return kind, "words", row.words
    if row.content:
        return kind, "content", row.content[0]
    if row.cue:
        return kind, "cue", row.cue[0]
    return (kind, "speaker", row.speaker_words) if row.speaker_words else (kind, "none", _NOWHERE)


def _found(target: Target, places: dict[_Place, list[str]], text: Callable[[], str]) -> str | None:
    entries = places.get((target.kind, target.role, target.words))
    if entries is None and target.kind != "actor" and (moved := _moved(target.words, text())):
        entries = places.get((target.kind, target.role, moved))
    # Another number of entries with the same words tells that one of them is not what it was.
    return entries[target.twin] if entries and len(entries) == target.twins else None


def _moved(words: Selector, text: str) -> Selector | None:
    """Give the words where `text` has them, if enough around them is as it was."""
    span = words.find(text) if words.exact else None
    moved = Selector.at(text, span) if span else None
    return moved if moved and words.agrees_with(moved) else None
