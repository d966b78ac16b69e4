"""What is asked by somebody who leafs through a record: one entry, one page, one next to review."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, get_args

from sqlalchemy import func, or_, select, tuple_

from verbale.errors import NoSuchEntry
from verbale.model import ACTS
from verbale.record import dialogue, queries, reviewed, reviewing, schema
from verbale.record.attaching import about_two, attached
from verbale.record.rows import ActorRow, PersonRow, ReprintRow, Review, StatementRow
from verbale.record.searching import in_order
from verbale.record.states import WANT_AN_ANSWER
from verbale.record.wanted import Wanted, persons_called

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection, Row, Select

    from verbale.record.rows import Contents, Decision, DocumentRow, ExchangeRow, ReviewedRow

__all__ = [
    "Closeup",
    "EntryCloseup",
    "Merged",
    "Month",
    "Original",
    "PersonCard",
    "appearances",
    "closeup",
    "contents_of",
    "document",
    "entry",
    "months",
    "newest",
    "next_to_review",
    "original",
    "persons",
]

_REPLIES: Final = ("acknowledgement", "commitment", "justification", "rebuttal")
_LAST_TO_REVIEW: Final = ("announcement", "assertion")
_UNDATED: Final = "9999"
_FEW: Final = 2000  # statements that are put in order one by one
_SHOWN = schema.shown.c
# How soon an act is looked at, how sure the reader is, and which statement it is.
_QueuePlace = tuple[int, float, int]


@dataclass(frozen=True, slots=True)
class Original:
    """A document as it came: its bytes under the name it had."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Closeup:
    """All about one statement, rejected or not; `actors` are those of its document.

    `exchanges` are those that it raises or answers, `tellings` the statements that tell the same
    utterance, and `decisions` those in effect.
    """

    statement: StatementRow
    rejected_by: int | None
    actors: tuple[ActorRow, ...]
    exchanges: tuple[ExchangeRow, ...]
    tellings: tuple[ReprintRow, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class EntryCloseup:
    """A figure, occasion, status change or statement, rejected or not, as `Closeup` gives it."""

    row: ReviewedRow
    rejected_by: int | None
    actors: tuple[ActorRow, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """Two actors who are one, and what tells so."""

    one: str
    other: str
    reason: str


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Somebody under all names, with how many statements are theirs and how many are to them."""

    person: PersonRow
    merges: tuple[Merged, ...]
    said: int
    told: int


@dataclass(frozen=True, slots=True)
class Month:
    """How many concerns and calls a side raised in a month (`2025-03`), and how many replies."""

    month: str
    side: str
    raised: int
    replied: int


def original(connection: Connection, document_id: str) -> Original:
    """Give the bytes that a document, such as `d3`, was read from. Raises `NoSuchEntry`."""
    document, stored = schema.document.c, schema.original.c
    found = connection.execute(
        select(document.name, stored.media_type, stored.content)
        .join(schema.original, stored.sha256 == document.original)
        .where(document.number == _document_number(document_id))
    ).one_or_none()
    if found is None:
        raise _no_document(document_id)
    return Original(found.name, found.media_type, bytes(found.content))


def contents_of(connection: Connection, document_id: str) -> Contents:
    """Give what a document, such as `d3`, holds as people see it. Raises `NoSuchEntry`."""
    number = _document_number(document_id)
    sha256 = queries.document_sha256(connection, number)
    if sha256 is None:
        raise _no_document(document_id)
    document = schema.document.c.number
    proposed = queries.contents(connection, select(document).where(document == number))
    return reviewed.apply(proposed, reviewed.verdicts(attached(connection, [sha256])))


def document(connection: Connection, document_id: str) -> DocumentRow:
    """Give what a document, such as `d3`, is, without what it holds. Raises `NoSuchEntry`."""
    number = schema.document.c.number
    one = select(number).where(number == _document_number(document_id))
    found = queries.documents(connection, one)
    if not found:
        raise _no_document(document_id)
    return found[0]


def newest(connection: Connection, size: int, before: str | None = None) -> list[DocumentRow]:
    """Give the documents that were added last, the newest first: `size` of them, `before` one."""
    number = schema.document.c.number
    some = select(number).order_by(number.desc()).limit(size)
    if before is not None:
        some = some.where(number < _document_number(before))
    numbers = list(connection.execute(some).scalars())
    chosen = select(number).where(number.in_(numbers))
    return queries.documents(connection, chosen)[::-1]


def entry(connection: Connection, entry_id: str) -> EntryCloseup:
    """Give one entry, such as `d3.f1`, and what was decided about it. Raises `NoSuchEntry`."""
    found = reviewing.entry_at(connection, entry_id)
    if found is None or isinstance(found.row, ActorRow):
        raise NoSuchEntry(
            f"There is no statement, figure, occasion or status change {entry_id}. "
            "List them with: verbale show RECORD figures"
        )
    decided = attached(connection, [found.target.document]).get(entry_id, [])
    return EntryCloseup(found.row, found.rejected_by, found.actors, tuple(decided))


def closeup(connection: Connection, entry_id: str) -> Closeup:
    """Give all about one statement, such as `d3.s5`. Raises `NoSuchEntry`."""
    found = reviewing.entry_at(connection, entry_id)
    number = queries.entry_number(connection, entry_id)
    if found is None or number is None or not isinstance(found.row, StatementRow):
        raise NoSuchEntry(
            f"There is no statement {entry_id}. List them with: verbale show RECORD statements"
        )
    single = attached(connection, [found.target.document]).get(entry_id, [])
    pairs = [each for each, *ids in about_two(connection) if entry_id in ids]
    return Closeup(
        statement=found.row,
        rejected_by=found.rejected_by,
        actors=found.actors,
        exchanges=tuple(dialogue.about(connection, number)),
        tellings=tuple(_tellings(connection, number)),
        decisions=tuple(sorted([*single, *pairs], key=lambda each: each.number)),
    )


def next_to_review(
    connection: Connection,
    wanted: Wanted,
    after: str | None = None,
    *,
    back: bool = False,
) -> str | None:
    """Give the statement to look at next, `after` another: `None` when there is no more.

    What wants an answer comes first, then what replies, then the rest; of these what the reader is
    least sure of. With `back` it is the one before.
    """
    last = _place_in_queue(connection, after) if after is not None else None
    few = in_order(connection, wanted, (), _FEW + 1, None)
    if len(few) <= _FEW:
        places = _places_in_queue(connection, few)
        return _nearest(connection, _beside(places, last, back=back), back=back)
    reviews = (wanted.review,) if wanted.review is not None else get_args(Review)
    for rank in sorted({_rank(act) for act in ACTS}, reverse=back):
        # Each of these is found at once by an index: act by act, and review by review.
        found = [
            _first_in_queue(
                connection, replace(wanted, review=None), (review, act), last, back=back
            )
            for act in ACTS
            if _rank(act) == rank and wanted.act in {None, act}
            for review in reviews
        ]
        if any(place is not None for place in found):
            return _nearest(connection, [each for each in found if each is not None], back=back)
    return None


def persons(
    connection: Connection,
    name: str | None = None,
    side: str | None = None,
    size: int = 50,
    after: str | None = None,
) -> list[PersonCard]:
    """Give those who are called `name`, or are the actor of this id, by their names.

    Of many they are `size`, those that follow the person with the id `after`.
    """
    person = schema.person.c
    query = select(schema.person).order_by(person.folded, person.id).limit(size)
    if name is not None:
        query = query.where(person.id.in_(persons_called(name)))
    if side is not None:
        query = query.where(person.side == side)
    if after is not None:
        last = connection.execute(
            select(person.folded, person.id).where(
                person.id == queries.entry_number(connection, after)
            )
        ).one_or_none()
        if last is None:
            raise NoSuchEntry(f"There is nobody with the id {after} to go on after.")
        query = query.where(tuple_(person.folded, person.id) > tuple_(*last))
    return _cards(connection, connection.execute(query).all())


def appearances(
    connection: Connection, actor_ids: Sequence[str], size: int
) -> list[tuple[ActorRow, DocumentRow]]:
    """Give these actors with their documents: those of the `size` documents added last, by day."""
    numbers = sorted({_document_number(each.partition(".")[0]) for each in actor_ids})[-size:]
    document = schema.document.c.number
    within = select(document).where(document.in_(numbers))
    documents = {row.id: row for row in queries.documents(connection, within)}
    wanted = set(actor_ids)
    found = [
        (row, documents[row.document])
        for row in queries.actors(connection, within)
        if row.id in wanted
    ]
    return sorted(found, key=lambda pair: pair[1].published or _UNDATED)


def months(connection: Connection, wanted: Wanted) -> list[Month]:
    """Count month by month what each side raised and replied; what is told again counts once."""
    counts: Counter[tuple[str, str, bool]] = Counter()
    for month, side, raised, many in _tallied(connection, wanted):
        counts[month, side, bool(raised)] += many
    return [
        Month(month, side, counts[month, side, True], counts[month, side, False])
        for month, side in sorted({(month, side) for (month, side, _), n in counts.items() if n})
    ]


def _tallied(connection: Connection, wanted: Wanted) -> Iterator[Row[str, str, bool, int]]:
    """Count by month, side and whether it is raised or replied.

    Of everything this is known, of what is wanted else not.
    """
    tally = schema.tally.c
    if wanted == Wanted(side=wanted.side, act=wanted.act):
        wanted.check()
        raised = tally.act.in_(WANT_AN_ANSWER)
        query = (
            select(tally.month, tally.side, raised, func.sum(tally.many))
            .where(tally.act.in_((*WANT_AN_ANSWER, *_REPLIES)), tally.month < "9999")
            .group_by(tally.month, tally.side, raised)
        )
        if wanted.side is not None:
            query = query.where(tally.side == wanted.side)
        if wanted.act is not None:
            query = query.where(tally.act == wanted.act)
        yield from connection.execute(query).all()
        return
    month, side = func.substr(_SHOWN.day, 1, 7), func.coalesce(_SHOWN.side, "other")
    raised = _SHOWN.act.in_(WANT_AN_ANSWER)
    for alternative in wanted.alternatives():
        yield from connection.execute(
            select(month, side, raised, func.count())
            .where(
                *alternative,
                _SHOWN.same_as.is_(None),
                _SHOWN.act.in_((*WANT_AN_ANSWER, *_REPLIES)),
                _SHOWN.day < "9999",
            )
            .group_by(month, side, raised)
        ).all()


def _document_number(document_id: str) -> int:
    return int(document_id[1:]) if re.fullmatch(r"d\d{1,9}", document_id) else 0


def _no_document(document_id: str) -> NoSuchEntry:
    return NoSuchEntry(
        f"There is no document {document_id}. List them with: verbale show RECORD documents"
    )


def _place_in_queue(connection: Connection, entry_id: str) -> _QueuePlace:
    """Tell where a statement stands, or stood before it was rejected and is not shown any more."""
    number = queries.entry_number(connection, entry_id)
    for table, key in (
        (schema.shown, _SHOWN.statement),
        (schema.statement, schema.statement.c.id),
    ):
        row = connection.execute(
            select(table.c.act, table.c.confidence).where(key == number)
        ).one_or_none()
        if row is not None and number is not None:
            return _rank(row.act), row.confidence, number
    raise NoSuchEntry(f"There is no statement {entry_id} to go on from.")


def _places_in_queue(connection: Connection, numbers: list[int]) -> list[_QueuePlace]:
    query = select(_SHOWN.act, _SHOWN.confidence, _SHOWN.statement).where(
        _SHOWN.statement.in_(numbers)
    )
    return [
        (_rank(act), confidence, number) for act, confidence, number in connection.execute(query)
    ]


def _beside(
    places: list[_QueuePlace], last: _QueuePlace | None, *, back: bool
) -> list[_QueuePlace]:
    """Give the places after the `last` one, or before it."""
    if last is None:
        return places
    return [each for each in places if (each < last if back else each > last)]


def _nearest(connection: Connection, places: list[_QueuePlace], *, back: bool) -> str | None:
    if not places:
        return None
    number = (max(places) if back else min(places))[2]
    return queries.entry_ids(connection, [number])[number]


def _rank(act: str) -> int:
    return 0 if act in WANT_AN_ANSWER else 2 if act in _LAST_TO_REVIEW else 1


def _first_in_queue(
    connection: Connection,
    wanted: Wanted,
    kind: tuple[str, str],
    last: _QueuePlace | None,
    *,
    back: bool,
) -> _QueuePlace | None:
    """Give the place of the first statement after the `last` one, or before it.

    `kind` is its state of review, and its act.
    """
    review, act = kind
    rank = _rank(act)
    if last is not None and (rank > last[0] if back else rank < last[0]):
        return None
    columns = [_SHOWN.confidence, _SHOWN.statement]
    conditions: list[ColumnElement[bool]] = [_SHOWN.review == review, _SHOWN.act == act]
    if last is not None and rank == last[0]:
        place, beside = tuple_(*columns), tuple_(*last[1:])
        conditions.append(place < beside if back else place > beside)
    found = [
        (rank, row.confidence, row.statement)
        for alternative in wanted.alternatives()
        for row in connection.execute(
            select(*columns)
            .where(*alternative, *conditions)
            .order_by(*([each.desc() for each in columns] if back else columns))
            .limit(1)
        )
    ]
    return (max(found) if back else min(found)) if found else None


def _tellings(connection: Connection, number: int) -> list[ReprintRow]:
    reprint = schema.reprint.c
    first = select(reprint.same_as).where(reprint.statement == number)
    query = select(schema.reprint).where(or_(reprint.same_as == number, reprint.same_as.in_(first)))
    told = connection.execute(query).all()
    numbers = {end for row in told for end in (row.statement, row.same_as)}
    rows = reviewed.rows_at(connection, sorted(numbers))
    return [
        ReprintRow(
            id=rows[row.statement].id,
            file=rows[row.statement].file,
            speaker=rows[row.statement].speaker,
            words=rows[row.statement].words,
            same_as=rows[row.same_as].id,
            first_file=rows[row.same_as].file,
            reason=row.reason,
            score=row.score,
        )
        for row in told
        if {row.statement, row.same_as} <= rows.keys()
    ]


def _cards(connection: Connection, rows: Sequence[Any]) -> list[PersonCard]:
    numbers = [row.id for row in rows]
    identity, alias, merge = schema.identity.c, schema.actor_name.c, schema.merge.c
    told = schema.shown_addressee.c
    actors: dict[int, list[int]] = {number: [] for number in numbers}
    for one in connection.execute(
        select(schema.identity)
        .where(identity.person.in_(numbers))
        .order_by(identity.person, identity.actor)
    ):
        actors[one.person].append(one.actor)
    of_these = select(identity.actor).where(identity.person.in_(numbers))
    names: dict[int, list[str]] = {}
    for called in connection.execute(
        select(alias.actor, alias.name)
        .where(alias.actor.in_(of_these))
        .order_by(alias.actor, alias.position)
    ):
        names.setdefault(called.actor, []).append(called.name)
    merges = connection.execute(
        select(schema.merge).where(merge.one.in_(of_these)).order_by(merge.one, merge.other)
    ).all()
    ids = queries.entry_ids(
        connection, sorted({each for some in actors.values() for each in some} | {*numbers})
    )
    reasons: dict[int, list[Merged]] = {}
    for each in merges:
        if {each.one, each.other} <= ids.keys():
            merged = Merged(ids[each.one], ids[each.other], each.reason)
            reasons.setdefault(each.one, []).append(merged)
    said = _counted(connection, _SHOWN.person, numbers)
    hearing = _counted(connection, told.person, numbers)
    return [
        PersonCard(
            PersonRow(
                id=ids[row.id],
                name=row.name,
                names=tuple(dict.fromkeys(n for a in actors[row.id] for n in names.get(a, ()))),
                kind=row.kind,
                side=row.side,
                actors=tuple(ids[each] for each in actors[row.id]),
                why=tuple(
                    f"{each.one} is {each.other}: {each.reason}"
                    for a in actors[row.id]
                    for each in reasons.get(a, ())
                ),
            ),
            tuple(each for a in actors[row.id] for each in reasons.get(a, ())),
            said.get(row.id, 0),
            hearing.get(row.id, 0),
        )
        for row in rows
    ]


def _counted(
    connection: Connection, column: ColumnElement[Any], numbers: Sequence[int]
) -> dict[int, int]:
    query: Select[Any] = select(column, func.count()).where(column.in_(numbers)).group_by(column)
    return {row[0]: row[1] for row in connection.execute(query)}
