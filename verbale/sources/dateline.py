"""The day of publication that only the text itself tells: in a dateline, or a line of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from verbale.sources.metadata import possible

if TYPE_CHECKING:
    from datetime import date

__all__ = ["dated_by"]

_HEAD: Final = 14  # lines that hold something, from the top
_LONGEST: Final = 120  # code points of a line that stands for itself
_MONTHS: Final = (
    "january february march april may june july august september october november december".split()
)
_MONTH: Final = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November"
    r"|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY: Final = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_WEEKDAY: Final = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?[.,]?\s+)?"
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)\b"
_WRITTEN: Final = (
    rf"{_WEEKDAY}(?:{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR})",
    rf"{_WEEKDAY}(?:{_MONTH}\s+{_DAY},?\s+{_YEAR})",
    r"(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)\b",
)
_PLACE: Final = r"[A-Z][\w’'. -]{1,40}(?:[,/]\s*[A-Z][\w’'. -]{1,40}){0,3}"
# KARSK, 4 February 2025 — ...; GENEVA (5 March 2024) – ...
_OPENS: Final = r"^{place},?\s+(?:\([\w ]+\)\s+)?\(?{date}\)?\s*(?:\([\w /]+\)\s*)?(?:[—–:]|-+)\s"
# Whatever stands before the date on a line of its own ends in one of these.
_ALONE: Final = (
    r"^(?:|.*(?:[,|·•:;(\t—–]|\s-|\b(?i:published|posted|updated|issued|dated|date|released)"
    r"(?:\s+on)?)\s*){date}"
    r"(?:,?\s+(?:at\s+)?\d{{1,2}}[:.]\d\d.*|\s*[|·•(].*|\s*\)?)$"
)
_FORMS: Final = tuple(
    re.compile(form.format(place=_PLACE, date=written))
    for written in _WRITTEN
    for form in (_OPENS, _ALONE)
)


def dated_by(text: str, today: date) -> tuple[str, str] | None:
    r"""Give the EDTF day that the head of a text bears as its own, and the line that bears it.

    A day inside a sentence or a title (*the elections of 5 May 2024*) is none, nor is one after
    `today`.

    >>> from datetime import date
    >>> dated_by("The bridge\n\nKARSK, 4 February 2025 — It fell.", date(2026, 1, 1))
    ('2025-02-04', 'KARSK, 4 February 2025 —')
    """
    lines = (line.strip() for line in text[:4000].splitlines())
    for line in [line for line in lines if line][:_HEAD]:
        for form in _FORMS:
            match = form.match(line)
            if match is None or (form.pattern.endswith("$") and len(line) > _LONGEST):
                continue
            day = possible(_edtf(match), today)
            if day is not None:
                return day, match.group().strip()
    return None


def _edtf(match: re.Match[str]) -> str:
    month = match["month"].casefold().rstrip(".")
    named = (number for number, name in enumerate(_MONTHS, 1) if name.startswith(month[:3]))
    number = int(month) if month.isdigit() else next(named)
    return f"{match['year']}-{number:02d}-{int(match['day']):02d}"
