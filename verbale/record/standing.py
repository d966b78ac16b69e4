"""How things stood on a day: what had become of whom by then, according to whom."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from verbale.errors import about
from verbale.record import queries, reviewed, schema
from verbale.record.bearers import key_of
from verbale.record.rows import StandingRow, StatusChangeRow
from verbale.record.wanted import actors_called, entries_published_by
from verbale.uncertain_dates import bounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import ColumnElement, Connection

__all__ = ["Told", "first_and_last", "standing"]

_LAST: Final = 30  # changes of a subject that are looked at
_AT_ONCE: Final = 25  # subjects that are looked at together
_Subject = int | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """Which changes are looked at: made `by` somebody, told by a `publisher`, parts of names.

    How something stood is wanted where the last of these can lie between `since` and `until`, EDTF
    dates, and one of those that tell of it has this `review`.
    """

    since: str | None = None
    until: str | None = None
    by: str | None = None
    publisher: str | None = None
    review: str | None = None

    def days(self) -> tuple[str, str]:
        """Give the first and the last day that is wanted. Raises `WrongMetadata`."""
        with about("since"):
            first = bounds(self.since)[0] if self.since else ""
        with about("until"):
            return first, bounds(self.until)[1] if self.until else "9999-12-31"

    def admits(self, stands: StandingRow) -> bool:
        """Tell whether it is wanted how something stood, as people see it."""
        first, last = self.days()
        begins, ends = bounds(stands.since) if stands.since else ("", "")
        reviews = {row.review for row in stands.sources}
        return begins <= last and ends >= first and (self.review is None or self.review in reviews)

    def conditions(self) -> list[ColumnElement[bool]]:
        """Say in SQL whose changes are looked at."""
        change = schema.status_change.c
        wanted: list[ColumnElement[bool]] = []
        if self.by is not None:
            wanted.append(change.by.in_(actors_called(self.by)))
        if self.publisher is not None:
            wanted.append(change.id.in_(entries_published_by(self.publisher)))
        return wanted


def standing(
    connection: Connection,
    as_of: str | None = None,
    subject: str | None = None,
    status: str | None = None,
    size: int | None = None,
    told: Told | None = None,
) -> list[StandingRow]:
    """Give how each subject stood on a day, the last change first: all, or the latest `size`.

    `subject` is part of its name. A change counts whose date can lie on or before the day; without
    a day all that are dated do. What changed before, and what other sources say of the same time,
    stands beside it. Raises `WrongMetadata` for a date that is none.
    """
    told = told or Told()
    with about("as_of"):
        until = bounds(as_of)[1] if as_of else None
    told.days()
    made: list[StandingRow] = []
    subjects = [
        rows
        for rows in _by_subject(connection, until, told)
        if subject is None or _is_called(rows, subject)
    ]
    for start in range(0, len(subjects), _AT_ONCE):
        for changes in _changes(connection, subjects[start : start + _AT_ONCE]):
            stands = _standing(changes, until)
            if stands is not None and status in {None, stands.status} and told.admits(stands):
                made.append(stands)
                if len(made) == size:
                    return made
    return made


def first_and_last(connection: Connection) -> tuple[str, str] | None:
    """Give the days of the first change and of the last one; `None` where none is dated."""
    day = schema.status_change.c.first_day
    first, last = connection.execute(select(func.min(day), func.max(day))).one()
    return (first, last) if first is not None else None


def _by_subject(connection: Connection, until: str | None, told: Told) -> list[list[Any]]:
    """Give the dated changes of each subject, the subject of the latest first."""
    change, identity, person = schema.status_change.c, schema.identity.c, schema.person.c
    query = (
        select(change.id, change.first_day, change.subject_text, identity.person, person.name)
        .outerjoin(schema.identity, identity.actor == change.subject)
        .outerjoin(schema.person, person.id == identity.person)
        .where(change.first_day.is_not(None), *told.conditions())
        .order_by(change.first_day, change.id)
    )
    if until is not None:
        query = query.where(change.first_day <= until)
    found: dict[_Subject, list[Any]] = defaultdict(list)
    for row in connection.execute(query).all():
        found[_who(row)].append(row)
    return sorted(found.values(), key=lambda rows: (rows[-1].first_day, rows[-1].id), reverse=True)


def _changes(connection: Connection, subjects: list[list[Any]]) -> Iterator[list[StatusChangeRow]]:
    """Give the last changes of subjects as people see them."""
    numbers = [[row.id for row in rows[-_LAST:]] for rows in subjects]
    ids = queries.entry_ids(connection, [number for some in numbers for number in some])
    rows = reviewed.status_changes_at(connection, list(ids))
    seen = {row.id: row for row in rows}
    for some in numbers:
        yield [seen[ids[number]] for number in some if ids[number] in seen]


def _who(row: Any) -> _Subject:  # noqa: ANN401 - a row of the query above
    return row.person if row.person is not None else key_of(row.subject_text, "organization")


def _is_called(rows: Iterable[Any], subject: str) -> bool:
    wanted = subject.casefold()
    return any(wanted in f"{row.name or ''} {row.subject_text}".casefold() for row in rows)


def _standing(changes: list[StatusChangeRow], until: str | None) -> StandingRow | None:
    dated = [row for row in changes if row.date and (until is None or _first(row) <= until)]
    if not dated:
        return None
    dated.sort(key=lambda row: (_first(row), row.id))
    last = dated[-1]
    at_the_time = [row for row in dated if _overlap(row, last)]
    return StandingRow(
        subject=last.subject or last.subject_text,
        status=last.status,
        since=last.date,
        sources=tuple(row for row in at_the_time if row.status == last.status),
        otherwise=tuple(row for row in at_the_time if row.status != last.status),
        before=tuple(row for row in dated if row not in at_the_time),
    )


def _first(row: StatusChangeRow) -> str:
    return bounds(row.date or "")[0]


def _overlap(one: StatusChangeRow, other: StatusChangeRow) -> bool:
    (first, last), (other_first, other_last) = bounds(one.date or ""), bounds(other.date or "")
    return first <= other_last and other_first <= last
