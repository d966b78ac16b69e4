"""What an EDTF date can mean: its first and last day, and whether it can be a publication date.

EDTF (ISO 8601-2), levels 0 and 1: days, months, years, seasons, intervals, `~`, `?` and `202X`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from verbale.errors import WrongMetadata

if TYPE_CHECKING:
    from edtf import EDTFObject

__all__ = ["bounds", "checked_publication"]

_PLAIN: Final = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?[?~]?", re.ASCII)
_EARLIEST_PUBLICATION: Final = 1000  # below this a year is a slip of the keyboard


@lru_cache(maxsize=4096)
def bounds(value: str) -> tuple[str, str]:
    """Give the first and the last day that an EDTF date can mean, as ISO 8601 days.

    >>> bounds("2021-09")
    ('2021-09-01', '2021-09-30')

    Raises `WrongMetadata` when `value` is no closed EDTF date of level 0 or 1.
    """
    try:
        return _plain_bounds(value) or _parsed_bounds(value)
    except ValueError as error:
        raise _no_date(value) from error


def checked_publication(value: str, today: date) -> str:
    """Give `value` back when it can be the date of a publication that exists `today`.

    Raises `WrongMetadata` when it is no EDTF date, or lies in a year that cannot be meant.
    """
    first, last = bounds(value)
    if int(last[:4]) > today.year + 1:
        raise WrongMetadata(f"The publication date {value} lies in the future. Check the year.")
    if int(first[:4]) < _EARLIEST_PUBLICATION:
        raise WrongMetadata(f"The publication date {value} lies too far back. Check the year.")
    return value


def _plain_bounds(value: str) -> tuple[str, str] | None:
    """Give the bounds of a year, month or day, and of an interval between two; `None` of others.

    Nearly all dates are such, and the parser of all forms takes ten milliseconds for each.
    """
    begin, between, end = value.partition("/")
    first = _PLAIN.fullmatch(begin)
    last = _PLAIN.fullmatch(end) if between else first
    if first is None or last is None:
        return None
    days = _day(first, last=False), _day(last, last=True)
    return days if days[0] <= days[1] else None


def _day(found: re.Match[str], *, last: bool) -> str:
    year, month = int(found[1]), int(found[2] or (12 if last else 1))
    day = int(found[3] or (monthrange(year, month)[1] if last else 1))
    return date(year, month, day).isoformat()


def _parsed_bounds(value: str) -> tuple[str, str]:
    """Give the bounds of any closed date of level 0 or 1. Raises `WrongMetadata` for others."""
    # It takes long to load, and is seldom needed.
    from edtf import parse_edtf  # noqa: PLC0415
    from edtf.parser.edtf_exceptions import EDTFParseException  # noqa: PLC0415

    if value != "".join(value.split()):
        raise _no_date(value)
    try:
        parsed = parse_edtf(value)
        if not isinstance(parsed, _levels_0_and_1()):
            raise _no_date(value)
        first, last = parsed.lower_strict()[:3], parsed.upper_strict()[:3]
        return date(*first).isoformat(), date(*last).isoformat()
    except (EDTFParseException, TypeError, ValueError) as error:
        # The parser lets 2022-02-29 pass, and open intervals have no last day.
        raise _no_date(value) from error


def _levels_0_and_1() -> tuple[type[EDTFObject], ...]:
    from edtf import Interval  # noqa: PLC0415
    from edtf.parser import parser_classes as forms  # noqa: PLC0415

    return (
        forms.Date,
        Interval,
        forms.Level1Interval,
        forms.Season,
        forms.UncertainOrApproximate,
        forms.Unspecified,
    )


def _no_date(value: str) -> WrongMetadata:
    return WrongMetadata(f"{value!r} is no date. Write it as 2022-03-25, 2022-03 or 2022.")
