"""What an EDTF date can mean: its first and last day, and whether it can be a publication date.

EDTF (ISO 8601-2), levels 0 and 1: days, months, years, seasons, intervals, `~`, `?` and `202X`.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

from edtf import EDTFObject, Interval, parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from edtf.parser.parser_classes import (
    Date,
    Level1Interval,
    Season,
    UncertainOrApproximate,
    Unspecified,
)

from verbale.errors import WrongMetadata

__all__ = ["bounds", "checked_publication"]

_LEVELS_0_AND_1: Final = (
    Date,
    Interval,
    Level1Interval,
    Season,
    UncertainOrApproximate,
    Unspecified,
)
_EARLIEST_PUBLICATION: Final = 1000  # below this a year is a slip of the keyboard


@lru_cache(maxsize=4096)
def bounds(value: str) -> tuple[str, str]:
    """Give the first and the last day that an EDTF date can mean, as ISO 8601 days.

    >>> bounds("2021-09")
    ('2021-09-01', '2021-09-30')

    Raises `WrongMetadata` when `value` is no closed EDTF date of level 0 or 1.
    """
    if value != "".join(value.split()):
        raise _no_date(value)
    try:
        parsed = parse_edtf(value)
        if not isinstance(parsed, _LEVELS_0_AND_1):
            raise _no_date(value)
        return _day(parsed, last=False), _day(parsed, last=True)
    except (EDTFParseException, TypeError, ValueError) as error:
        # The parser lets 2022-02-29 pass, and open intervals have no last day.
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


def _day(parsed: EDTFObject, *, last: bool) -> str:
    year, month, day = (parsed.upper_strict() if last else parsed.lower_strict())[:3]
    return date(year, month, day).isoformat()


def _no_date(value: str) -> WrongMetadata:
    return WrongMetadata(f"{value!r} is no date. Write it as 2022-03-25, 2022-03 or 2022.")
