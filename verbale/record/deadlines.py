"""By when a statement wants something done, where it says so: *by 31 March*, *within 60 days*."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from verbale.reading.dates import find_dates
from verbale.reading.numbers import CARDINAL, cardinal
from verbale.uncertain_dates import bounds

if TYPE_CHECKING:
    from verbale.record.rows import StatementRow

__all__ = ["due_of"]

_BY: Final = re.compile(
    r"\b(?:by|before|(?:no|not) later than|until|prior to|ahead of)(?: the)?(?: end)?(?: of)?\s*$",
    re.IGNORECASE,
)
_BY_ITSELF: Final = re.compile(r"(?:by|before|until)\b", re.IGNORECASE)
_WITHIN: Final = re.compile(
    rf"\b(?:within|in) (?:the next )?(?P<count>an?\b|{CARDINAL})[ -](?P<unit>day|week|month|year)s?"
    r"(?! (?:ago|earlier|before))",
    re.IGNORECASE,
)
_END_OF: Final = re.compile(
    r"\b(?:by|before|until) the end of (?:the|this) (?P<unit>month|year)\b", re.IGNORECASE
)
_YEAR: Final = re.compile(r"\d{4}")
_DAYS: Final = {"day": 1, "week": 7, "month": 30, "year": 365}
_MOST: Final = 1000  # of days or years; more is no deadline
_WANT_IT_DONE: Final = frozenset({"call", "concern", "commitment"})


def due_of(row: StatementRow) -> str | None:
    """Give the last day, as `2024-03-31`, on which what a statement wants is in time.

    Only what somebody calls for, is concerned about or promises has such a day. Counted from the
    day of the statement; without one, only dates that need no other are given.
    """
    if row.act not in _WANT_IT_DONE:
        return None
    said = bounds(row.date)[0] if row.date else None
    found = [*_named(row.words, row.date), *_counted(row.words, said)]
    return min((day for day in found if said is None or day >= said), default=None)


def _named(words: str, said: str | None) -> list[str]:
    found = []
    for each in find_dates(words, said):
        if _BY.search(words[: each.span.start]) or _BY_ITSELF.match(each.span.of(words)):
            last = bounds(each.date)[1]
            ahead = said is None or last >= said or _YEAR.search(each.span.of(words))
            # A month without its year is the next one, where something is to be done by then.
            found.append(last if ahead else f"{int(last[:4]) + 1}{last[4:]}")
    if said is not None:
        found += [_end_of(match["unit"], said) for match in _END_OF.finditer(words)]
    return found


def _end_of(unit: str, said: str) -> str:
    return bounds(said[:4] if unit.casefold() == "year" else said[:7])[1]


def _counted(words: str, said: str | None) -> list[str]:
    if said is None:
        return []
    found = []
    for match in _WITHIN.finditer(words):
        count = 1.0 if match["count"].casefold() in {"a", "an"} else cardinal(match["count"])
        if count is None or count > _MOST:
            continue
        days = timedelta(days=round(count * _DAYS[match["unit"].casefold()]))
        found.append((date.fromisoformat(said) + days).isoformat())
    return found
