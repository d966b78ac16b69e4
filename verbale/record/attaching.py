"""Which entry a decision is about: found by kind and words, in whatever reading there is today.

A decision finds its entry at the very place where its words stood, else where the text of today has
them; an actor by its name. One that finds no entry, or cannot tell it from others, is an orphan
until a reading has it, and so is a decision about two entries of which one is not found.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, delete, insert, select

from verbale.model import Selector, Span
from verbale.record import adding, queries, schema, told
from verbale.record.decisions import effective, listed, of_targets_in
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

    from verbale.record.rows import Contents, Decision, EntryKind, ReviewedRow, Value

    _Anchor = tuple[EntryKind, str, Selector]
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

_ONE: Final = schema.entry.alias("one")
_OTHER: Final = schema.entry.alias("other")
_READ: Final = schema.reading.alias("read")
_READ_OTHER: Final = schema.reading.alias("read_other")
_PLACES: Final = (
    select(
        schema.attachment.c.decision,
        schema.attachment.c.moved,
        _READ.c.document.label("number"),
        _ONE.c.key,
        _READ_OTHER.c.document.label("other_number"),
        _OTHER.c.key.label("other_key"),
    )
    .join(_ONE, _ONE.c.id == schema.attachment.c.entry)
    .join(_READ, _READ.c.id == _ONE.c.reading)
    .outerjoin(_OTHER, _OTHER.c.id == schema.attachment.c.other)
    .outerjoin(_READ_OTHER, _READ_OTHER.c.id == _OTHER.c.reading)
)


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
    anchor = _anchor(row)
    twins = _anchors(decidable(proposed))[anchor]
    return Target(sha256, *anchor, twins.index(row.id), len(twins))


@dataclass(frozen=True, slots=True)
class _Place:
    """Which entry of today a decision is about, which other one, and where its new words stand.

    `moved` are the words that a correction gives a statement where they stand elsewhere by now.
    """

    entry: str
    other: str | None = None
    moved: tuple[Selector, ...] = ()


def attach(
    connection: Connection, decision: int, entry_id: str, other_id: str | None = None
) -> None:
    """Keep which entry a decision is about, and which other one."""
    _keep(connection, decision, _Place(entry_id, other_id))


def _keep(connection: Connection, decision: int, place: _Place) -> None:
    other = place.other
    values = {
        "decision": decision,
        "entry": queries.entry_number(connection, place.entry),
        "other": queries.entry_number(connection, other) if other is not None else None,
        "moved": json.dumps([asdict(each) for each in place.moved]) if place.moved else None,
    }
    connection.execute(insert(schema.attachment), [values])


def reattach(connection: Connection, number: int) -> None:
    """Find the entries of all decisions on document `number`, which was read anew."""
    sha256 = queries.document_sha256(connection, number)
    assert sha256 is not None
    decided = [each for each in listed(connection, sha256) if each.action != "undo"]
    _add_again(connection, number, decided)
    attachment = schema.attachment
    for each, place in _found_places(connection, decided):
        connection.execute(delete(attachment).where(attachment.c.decision == each.number))
        if place is not None:
            _keep(connection, each.number, place)


def misattached(connection: Connection) -> Iterator[tuple[int, str]]:
    """Give the number of each decision that is kept with another entry than its words tell."""
    kept = _kept(connection, None)
    decided = [each for each in listed(connection) if each.action != "undo"]
    for each, place in _found_places(connection, decided):
        if kept.get(each.number) != place:
            told = f"its words tell {_told(place)}, but it is kept with"
            yield each.number, f"{told} {_told(kept.get(each.number))}"


def _told(place: _Place | None) -> str:
    if place is None:
        return "no entry"
    ids = f"{place.entry} and {place.other}" if place.other is not None else place.entry
    return f"{ids} at {place.moved[0].start}" if place.moved else ids


def _found_places(
    connection: Connection, decided: Iterable[Decision]
) -> Iterator[tuple[Decision, _Place | None]]:
    """Find what each decision is about today; `None` where some of it is not there."""
    find = _Finder(connection)
    for each in decided:
        entry_id = find(each.target)
        if entry_id is None:
            yield each, None
        elif isinstance(each.becomes, Counterpart):
            other_id = find(each.becomes.target)
            yield each, _Place(entry_id, other_id) if other_id is not None else None
        else:
            words = _words(each.becomes)
            today = find.words(each.target, words)
            moved = today if today != words else ()
            yield each, _Place(entry_id, moved=moved) if len(today) == len(words) else None


def _words(value: Value) -> tuple[Selector, ...]:
    """Give the words that a correction gives a statement, none where it is about another field."""
    several = value if isinstance(value, tuple) else ()
    return tuple(each for each in several if isinstance(each, Selector))


def attached(
    connection: Connection, documents: Collection[str] | None = None
) -> dict[str, list[Decision]]:
    """Give the effective decisions on each single entry by its id, in some documents or in all.

    `documents` are SHA-256 of original bytes. An entry whose decisions were all undone has none,
    but is there.
    """
    kept = _kept(connection, documents)
    by_entry: dict[str, list[Decision]] = {
        place.entry: [] for place in kept.values() if place.other is None
    }
    if not by_entry:
        return {}
    decided = listed(connection) if documents is None else of_targets_in(connection, documents)
    for each in effective(decided):
        place = kept.get(each.number)
        if place is not None and place.other is None:
            today = replace(each, becomes=place.moved) if place.moved else each
            by_entry[place.entry].append(today)
    return by_entry


def about_two(connection: Connection) -> list[tuple[Decision, str, str]]:
    """Give the effective decisions about two entries, with the ids of both."""
    kept = _kept(connection, None)
    found = []
    for each in effective(listed(connection)):
        place = kept.get(each.number)
        if place is not None and place.other is not None:
            found.append((each, place.entry, place.other))
    return found


def orphans(connection: Connection) -> list[Decision]:
    """Give the effective decisions that are about no entry of today.

    Those on documents themselves are about none, and those on what was removed will not be again.
    """
    kept = _kept(connection, None)
    gone = told.removals(connection)
    return [
        each
        for each in effective(listed(connection))
        if each.number not in kept
        and each.target.kind != "document"
        and not gone.keys() & _documents_of(each)
    ]


def _documents_of(decision: Decision) -> set[str]:
    other = decision.becomes
    two = {other.target.document} if isinstance(other, Counterpart) else set()
    return {decision.target.document, *two}


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

    def words(self, target: Target, words: Iterable[Selector]) -> tuple[Selector, ...]:
        """Give words of the target's document as they stand today, without those that are gone."""
        number = queries.document_number(self._connection, target.document)
        assert number is not None
        found = (_today(each, self._text(number)) for each in words)
        return tuple(each for each in found if each is not None)

    def _places_of(self, number: int) -> dict[_Anchor, list[str]]:
        return _anchors(decidable(_proposed(self._connection, number)))


def _add_again(connection: Connection, number: int, decided: Iterable[Decision]) -> None:
    """Put the statements that people added where today's text has their words."""
    text = queries.rendition_text(connection, number)
    actors = _proposed(connection, number).actors
    for each in decided:
        if each.action == "add" and isinstance(each.becomes, Addition):
            place = _today(each.target.words, text)
            if place is not None:
                adding.write(connection, number, each.number, each.becomes, place, actors)


def _proposed(connection: Connection, number: int) -> Contents:
    document = schema.document.c.number
    return queries.contents(connection, select(document).where(document == number))


def _kept(connection: Connection, documents: Collection[str] | None) -> dict[int, _Place]:
    """Give what each decision is about, as it was found when its document was read."""
    query, document = _PLACES, schema.document.c
    if documents is not None:
        query = query.join(schema.document, document.number == _READ.c.document).where(
            document.original.in_(documents)
        )
    return {
        row.decision: _Place(
            f"d{row.number}.{row.key}",
            f"d{row.other_number}.{row.other_key}" if row.other_key is not None else None,
            tuple(Selector(**each) for each in json.loads(row.moved or "[]")),
        )
        for row in connection.execute(query)
    }


def _anchors(rows: Iterable[_Decidable]) -> dict[_Anchor, list[str]]:
    """Give the entries of a document by their place, those that share one in order."""
    places: dict[_Anchor, list[str]] = {}
    for row in rows:
        places.setdefault(_anchor(row), []).append(row.id)
    return places


def _anchor(row: _Decidable) -> _Anchor:
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


def _found(target: Target, places: dict[_Anchor, list[str]], text: Callable[[], str]) -> str | None:
    entries = places.get((target.kind, target.role, target.words))
    if entries is None and target.kind != "actor" and (moved := _moved(target.words, text())):
        entries = places.get((target.kind, target.role, moved))
    # Another number of entries with the same words tells that one of them is not what it was.
    return entries[target.twin] if entries and len(entries) == target.twins else None


def _today(words: Selector, text: str) -> Selector | None:
    here = Selector.at(text, Span(words.start, words.end))
    return words if here == words else _moved(words, text)


def _moved(words: Selector, text: str) -> Selector | None:
    """Give the words where `text` has them, if enough around them is as it was."""
    span = words.find(text) if words.exact else None
    moved = Selector.at(text, span) if span else None
    return moved if moved and words.agrees_with(moved) else None
