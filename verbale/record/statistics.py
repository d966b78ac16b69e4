"""How much is on record, and how often and how soon it is answered."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from verbale.record import schema
from verbale.record.rows import RateRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, Select

__all__ = ["rates", "sizes"]

_COUNTED: Final = {
    "documents": schema.document,
    "statements": schema.shown,
    "people and bodies": schema.person,
    "told again": schema.reprint,
    "figures": schema.figure,
    "comparisons": schema.comparison,
    "occasions": schema.occasion,
    "status changes": schema.status_change,
    "decisions": schema.decision,
}


def sizes(connection: Connection) -> dict[str, int]:
    """Count what is on record, by its name."""
    return {
        name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for name, table in _COUNTED.items()
    }


def rates(connection: Connection, by: str, size: int = 20) -> list[RateRow]:
    """Give how often, and how soon, what wants an answer gets one, by addressee or by theme.

    The `size` of these with most that wants an answer. `by` is `addressee` or `theme`.
    """
    shown, told = schema.shown.c, schema.shown_addressee.c
    theme, person = schema.statement_theme.c, schema.person.c
    asked = select(shown.statement, shown.state, shown.first_day).where(
        shown.act.in_(("call", "concern")), shown.same_as.is_(None)
    )
    if by == "addressee":
        query = (
            asked.add_columns(person.name.label("about"))
            .join(schema.shown_addressee, told.statement == shown.statement)
            .join(schema.person, person.id == told.person)
        )
    else:
        query = asked.add_columns(theme.concept.label("about")).join(
            schema.statement_theme, theme.statement == shown.statement
        )
    return _rates(connection.execute(query), _first_answers(connection))[:size]


def _first_answers(connection: Connection) -> dict[int, str]:
    """Give the day of the first answer to each statement, across documents and within."""
    shown = schema.shown.c
    found: dict[int, str] = {}
    for pair in (schema.exchange.c, schema.link.c):
        query: Select[Any] = (
            select(pair.answered, func.min(shown.first_day).label("day"))
            .join(schema.shown, shown.statement == pair.answer)
            .group_by(pair.answered)
        )
        for row in connection.execute(query):
            if row.day is not None:
                found[row.answered] = min(row.day, found.get(row.answered, row.day))
    return found


def _rates(rows: Iterable[Any], first: dict[int, str]) -> list[RateRow]:
    states: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    times: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        states[row.about][row.state or "unanswered"] += 1
        answered = first.get(row.statement)
        if answered is not None and row.first_day is not None and answered >= row.first_day:
            waited = date.fromisoformat(answered) - date.fromisoformat(row.first_day)
            times[row.about].append(waited.days)
    made = [
        RateRow(
            about=about,
            asked=sum(counts.values()),
            answered=sum(counts.values()) - counts.get("unanswered", 0),
            states=tuple(sorted(counts.items())),
            median_days=median(times[about]) if times[about] else None,
        )
        for about, counts in states.items()
    ]
    return sorted(made, key=lambda row: (-row.asked, row.about))
