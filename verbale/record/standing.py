"""How things stood on a day: what had become of whom by then, according to whom."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from verbale.record import queries, reviewed, schema
from verbale.record.bearers import key_of
from verbale.record.rows import StandingRow, StatusChangeRow
from verbale.uncertain_dates import bounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

__all__ = ["first_and_last", "standing"]

_LAST: Final = 30  # changes of a subject that are looked at
_AT_ONCE: Final = 25  # subjects that are looked at together
_Subject = int | tuple[str, ...]


def standing(
    connection: Connection,
    as_of: str | None = None,
    subject: str | None = None,
    status: str | None = None,
    size: int | None = None,
) -> list[StandingRow]:
    """Give how each subject stood on a day, the last change first: all, or the latest `size`.

    `subject` is part of its name. A change counts whose date can lie on or before the day; without
    a day all that are dated do. What changed before, and what other sources say of the same time,
    stands beside it. Raises `WrongMetadata` for a date that is none.
    """
    until = bounds(as_of)[1] if as_of else None
    made: list[StandingRow] = []
    subjects = [
        rows
        for rows in _by_subject(connection, until)
        if subject is None or _is_called(rows, subject)
    ]
    for start in range(0, len(subjects), _AT_ONCE):
        for changes in _changes(connection, subjects[start : start + _AT_ONCE]):
            stands = _standing(changes, until)
            if stands is not None and status in {None, stands.status}:
                made.append(stands)
                if len(made) == size:
                    return made
    return made


def first_and_last(connection: Connection) -> tuple[str, str] | None:
    """Give the days of the first change and of the last one; `None` where none is dated."""
    day = schema.status_change.c.first_day
    first, last = connection.execute(select(func.min(day), func.max(day))).one()
    return (first, last) if first is not None else None


def _by_subject(connection: Connection, until: str | None) -> list[list[Any]]:
    """Give the dated changes of each subject, the subject of the latest first."""
    change, identity, person = schema.status_change.c, schema.identity.c, schema.person.c
    query = (
        select(change.id, change.first_day, change.subject_text, identity.person, person.name)
        .outerjoin(schema.identity, identity.actor == change.subject)
        .outerjoin(schema.person, person.id == identity.person)
        .where(change.first_day.is_not(None))
        .order_by(change.first_day, change.id)
    )
    if until is not None:
        query = query.where(change.first_day <= until)
    found: dict[_Subject, list[Any]] = defaultdict(list)
    for row in connection.execute(query):
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
