"""The words that dates are made of, as patterns, and the calendar behind them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

__all__ = [
    "DATE_TEXT",
    "DAY",
    "MONTH",
    "MONTH_NAME",
    "ROUGHLY",
    "WEEKDAY",
    "WEEKDAYS",
    "YEAR",
    "as_day",
    "day_number",
    "day_of",
    "month_number",
    "shift_months",
    "week_of",
]

_MONTHS: Final = (
    "january february march april may june july august september october november december".split()
)
WEEKDAYS: Final = "monday tuesday wednesday thursday friday saturday sunday".split()

_MONTH_NAMES: Final = (
    r"January|February|March|April|May|June|July|August|September|October|November|December"
)
MONTH_NAME: Final = rf"(?:{_MONTH_NAMES})"
MONTH: Final = (
    rf"(?:{_MONTH_NAMES}"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
WEEKDAY: Final = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
DAY: Final = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d.,]?\d|\s*(?:per cent|percent|%))"
YEAR: Final = (
    r"(?:1[89]|20)\d\d(?!\d|[.,]\d|\s*(?:%|per cent\b|percent\b|GMT|UTC|hours?\b|hrs\b|local time))"
)
ROUGHLY: Final = r"(?:about|around|circa|ca\.|c\.|approximately|roughly)"
DATE_TEXT: Final = rf"(?:{DAY}\s+{MONTH}|{MONTH}\s+{DAY},?|{MONTH},?)"


def as_day(edtf: str | None) -> date | None:
    """Give the day that an EDTF date names, the first of an interval; None when it names no day."""
    if edtf is None:
        return None
    head = edtf.split("/")[0].rstrip("~?%")
    try:
        return date.fromisoformat(head) if len(head) == 10 else None
    except ValueError:
        return None


def month_number(word: str) -> int:
    """Give the number of a month from its name or abbreviation."""
    head = word.casefold().rstrip(".")[:3]
    return next(number for number, name in enumerate(_MONTHS, 1) if name.startswith(head))


def day_number(word: str) -> int:
    """Give the number of a day of the month: `3`, `03`, `3rd`."""
    return int(re.sub(r"\D", "", word))


def day_of(year: int, month: int, day: int) -> date | None:
    """Give a day of the calendar, None when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shift_months(year: int, month: int, months: int) -> str:
    """Give the month that lies `months` after another.

    >>> shift_months(2023, 11, 3)
    '2024-02'
    """
    index = year * 12 + month - 1 + months
    return f"{index // 12}-{index % 12 + 1:02d}"


def week_of(day: date, weeks: int = 0) -> str:
    """Give the week, from Monday to Sunday, that holds a day or lies some weeks from it."""
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)
    return f"{monday}/{monday + timedelta(days=6)}"
