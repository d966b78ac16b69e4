"""What is on record as people see it: their decisions laid over what the machine proposed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeVar

from sqlalchemy import and_, or_, select, true

from verbale.record import queries, schema
from verbale.record.attaching import attached
from verbale.record.corrections import NAMING, corrected
from verbale.record.rows import Addition

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from verbale.record.rows import (
        ActorRow,
        Contents,
        Decision,
        FigureRow,
        Named,
        OccasionRow,
        Review,
        ReviewedRow,
        StatementRow,
        StatusChangeRow,
        Value,
    )

__all__ = [
    "Verdict",
    "actors",
    "apply",
    "contents",
    "figures",
    "figures_at",
    "occasions",
    "occasions_at",
    "rows_at",
    "rows_of",
    "statements",
    "status_changes",
    "status_changes_at",
    "verdicts",
]

_Entry = TypeVar("_Entry", bound="ReviewedRow")
_Seen = dict[str, "StatementRow | None"]
_Cast = dict[str, list["ActorRow"]]
_ADDED: Final = re.compile(r"\.n(\d+)$")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the decisions on one entry amount to; `rejected_by` is the decision that hides it.

    `speaker` is whom somebody who added the statement named.
    """

    rejected_by: int | None
    accepted: bool
    values: Mapping[str, Value]
    speaker: Named | None = None

    def on(self, row: _Entry, actors: Sequence[ActorRow]) -> _Entry:
        """Give the row as it was decided, rejected or not; `actors` are those of its document."""
        review: Review = "accepted" if self.accepted else "unreviewed"
        if self.speaker is not None:
            row = corrected(row, {"speaker": self.speaker}, actors)
        if self.values:
            row, review = corrected(row, self.values, actors), "corrected"
        return replace(row, review=review)


def verdicts(by_entry: Mapping[str, Iterable[Decision]]) -> dict[str, Verdict]:
    """Sum up the decisions on each entry; the last word on each field counts."""
    return {entry_id: _verdict(entry_id, decided) for entry_id, decided in by_entry.items()}


def apply(proposed: Contents, judged: Mapping[str, Verdict]) -> Contents:
    """Lay verdicts over what was proposed.

    Rejected entries are left out, and links to them; a figure that a rejected statement claims
    stands without a claimant.
    """
    cast = _cast(proposed.actors)
    before = [row for row in proposed.statements if row.id in judged]
    seen = _seen(before, judged, cast)
    gone = {entry_id for entry_id, row in seen.items() if row is None}
    return replace(
        proposed,
        actors=tuple(_counted(proposed.actors, before, seen)),
        statements=tuple(_kept(proposed.statements, judged, cast)),
        occasions=tuple(_kept(proposed.occasions, judged, cast)),
        figures=tuple(_claimed(_kept(proposed.figures, judged, cast), seen)),
        status_changes=tuple(_kept(proposed.status_changes, judged, cast)),
        links=tuple(row for row in proposed.links if not gone & {row.answer, row.answered}),
    )


def contents(connection: Connection) -> Contents:
    """Give all that is on record."""
    judged = verdicts(attached(connection))
    proposed = queries.contents(connection)
    return apply(proposed, judged) if judged else proposed


def statements(connection: Connection, filters: queries.Filters) -> list[StatementRow]:
    """Give the statements that the filters admit, in the order of documents and texts."""
    judged = verdicts(attached(connection))
    wanted = filters.conditions()
    if not judged:
        return queries.statements(connection, wanted)
    decided = schema.statement.c.id.in_(select(schema.attachment.c.entry))
    rows = queries.statements(connection, [or_(and_(true(), *wanted), decided)])
    called: set[str] = set()
    if filters.speaker is not None:
        called = queries.actors_called(connection, filters.speaker, queries.decided())
    return [
        row
        for row in _kept(rows, judged, _named_cast(connection))
        if row.id not in judged or filters.admit(row, called)
    ]


def rows_at(connection: Connection, numbers: Sequence[int]) -> dict[int, StatementRow]:
    """Give statements by the numbers of their entries, without those that were rejected."""
    wanted = schema.statement.c.id.in_(numbers)
    ids = queries.entry_ids(connection, numbers)
    judged = verdicts(attached(connection, queries.originals_of(connection, numbers)))
    rows = queries.statements(connection, [wanted])
    cast = _named_cast(connection) if judged else {}
    kept = {row.id: row for row in _kept(rows, judged, cast)}
    return {number: kept[ids[number]] for number in numbers if ids[number] in kept}


def rows_of(connection: Connection, numbers: Sequence[int]) -> list[StatementRow]:
    """Give statements in the order of these numbers of their entries."""
    return list(rows_at(connection, numbers).values())


def figures(connection: Connection) -> list[FigureRow]:
    """Give the figures, in the order of documents and texts."""
    return _figures(connection, queries.figures(connection), verdicts(attached(connection)))


def figures_at(connection: Connection, numbers: Sequence[int]) -> list[FigureRow]:
    """Give figures by the numbers of their entries, without those that were rejected."""
    judged = verdicts(attached(connection, queries.originals_of(connection, numbers)))
    return _figures(connection, queries.figures(connection, entries=numbers), judged)


def status_changes_at(connection: Connection, numbers: Sequence[int]) -> list[StatusChangeRow]:
    """Give status changes by the numbers of their entries, without those that were rejected."""
    return _as_decided(connection, queries.status_changes(connection, entries=numbers))


def occasions(connection: Connection) -> list[OccasionRow]:
    """Give the occasions, in the order of documents and texts."""
    return _as_decided(connection, queries.occasions(connection))


def occasions_at(connection: Connection, numbers: Sequence[int]) -> dict[int, OccasionRow]:
    """Give occasions by the numbers of their entries, without those that were rejected."""
    ids = queries.entry_ids(connection, numbers)
    rows = _as_decided(connection, queries.occasions(connection, entries=numbers))
    kept = {row.id: row for row in rows}
    return {number: kept[ids[number]] for number in numbers if ids[number] in kept}


def status_changes(connection: Connection) -> list[StatusChangeRow]:
    """Give the status changes, in the order of documents and texts."""
    return _as_decided(connection, queries.status_changes(connection))


def actors(connection: Connection) -> list[ActorRow]:
    """Give the actors, document by document, with what people see them say."""
    judged = verdicts(attached(connection))
    rows = queries.actors(connection)
    if not judged:
        return rows
    before = _decided(connection, judged)
    return list(_counted(rows, before, _seen(before, judged, _named_cast(connection))))


def _verdict(entry_id: str, decided: Iterable[Decision]) -> Verdict:
    # What somebody added is hidden as long as the decision that added it is not in effect.
    added_by = _ADDED.search(entry_id)
    rejected_by = int(added_by[1]) if added_by else None
    accepted, speaker = False, None
    values: dict[str, Value] = {}
    for each in decided:
        if each.action in {"accept", "reject", "add"}:
            accepted = each.action != "reject"
            rejected_by = None if accepted else each.number
        if isinstance(each.becomes, Addition):
            speaker = each.becomes.speaker
        elif each.field is not None:
            values[each.field] = each.becomes
    return Verdict(rejected_by, accepted, values, speaker)


def _decided(connection: Connection, judged: Mapping[str, Verdict]) -> list[StatementRow]:
    """Give the statements that have a verdict, as the machine proposed them."""
    decided = schema.statement.c.id.in_(select(schema.attachment.c.entry))
    return [row for row in queries.statements(connection, [decided]) if row.id in judged]


def _figures(
    connection: Connection, rows: list[FigureRow], judged: Mapping[str, Verdict]
) -> list[FigureRow]:
    """Give figures as they were decided, claimed by whom people see claim them."""
    if not judged:
        return rows
    seen = _seen(_decided(connection, judged), judged, _named_cast(connection))
    return list(_claimed(_kept(rows, judged, {}), seen))


def _as_decided(connection: Connection, rows: Iterable[_Entry]) -> list[_Entry]:
    """Give occasions or changes as they were decided, without those that were rejected."""
    judged = verdicts(attached(connection))
    return list(_kept(rows, judged, _named_cast(connection) if judged else {}))


def _named_cast(connection: Connection) -> _Cast:
    """Give the actors of the documents where a correction names somebody."""
    return _cast(queries.actors(connection, queries.decided(*NAMING)))


def _cast(rows: Iterable[ActorRow]) -> _Cast:
    cast: _Cast = {}
    for row in rows:
        cast.setdefault(row.document, []).append(row)
    return cast


def _kept(rows: Iterable[_Entry], judged: Mapping[str, Verdict], cast: _Cast) -> Iterator[_Entry]:
    """Give the rows as they were decided, without those that were rejected."""
    for row in rows:
        verdict = judged.get(row.id)
        if verdict is None:
            yield row
        elif verdict.rejected_by is None:
            yield verdict.on(row, cast.get(row.document, ()))


def _seen(before: Iterable[StatementRow], judged: Mapping[str, Verdict], cast: _Cast) -> _Seen:
    """Give the statements that have a verdict as people see them, `None` for those rejected."""
    return {row.id: next(_kept([row], judged, cast), None) for row in before}


def _claimed(rows: Iterable[FigureRow], seen: _Seen) -> Iterator[FigureRow]:
    for row in rows:
        if row.statement not in seen:
            yield row
        elif (statement := seen[row.statement]) is None:
            yield replace(row, statement=None, claimant=None)
        else:
            yield replace(row, claimant=statement.speaker)


def _counted(
    rows: Iterable[ActorRow], before: Iterable[StatementRow], seen: _Seen
) -> Iterator[ActorRow]:
    """Give the actors with as many statements as people see them make."""
    more = Counter(row.speaker_id for row in seen.values() if row is not None)
    more.subtract(row.speaker_id for row in before)
    for row in rows:
        change = more[row.id]
        yield replace(row, statements=row.statements + change) if change else row
