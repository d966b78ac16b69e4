"""Find what a text says of time and work out the date, as EDTF.

Relative expressions count from the day of publication ("last week", "on Tuesday", "two years
ago") or from the date that the text named last ("four days earlier", "the same day"). A date that
cannot be worked out is left out. There is no clock here: without a publication date only absolute
dates are given.

EDTF (ISO 8601-2): `2022-03-25`, `2022-03`, `2022`, intervals `2022-03-21/2022-03-27`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from verbale.model import Span
from verbale.reading.numbers import CARDINAL, cardinal

__all__ = ["TimeExpression", "find_dates"]

_MONTHS: Final = (
    "january february march april may june july august september october november december".split()
)
_WEEKDAYS: Final = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTH: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_WEEKDAY: Final = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY: Final = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d.,]?\d|\s*(?:per cent|percent|%))"
_YEAR: Final = r"(?:1[89]|20)\d\d(?!\d|[.,]\d)"
_PART_OF_DAY: Final = r"(?:\s+(?:morning|afternoon|evening|night))?"
_FUTURE: Final = re.compile(
    r"\b(?:will|shall|would|scheduled|due|upcoming|coming|next|expected|opens|planned|starts|begins"
    r"|takes place|ahead of)\b|\b(?:by|until|before)\s*$|\bto (?!the |an? |his |her |its "
    r"|their )[a-z]+(?: \w+){0,4}\s+(?:on|in|by)?\s*$",
    re.IGNORECASE,
)
_BEFORE_PAST: Final = re.compile(r"\b(?:would have|had|was|were)\b")
_PAST: Final = re.compile(r"\b(?:was|were|had|has|have|\w+ed|said|told|met|took|gave|held)\b")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that tell a time, and the EDTF date that they stand for."""

    span: Span
    date: str


@dataclass(slots=True)
class _Clock:
    """What relative expressions count from: publication, and the day that was named last."""

    text: str
    published: date | None
    last: str | None = None
    years: dict[int, int] = field(default_factory=dict)  # of months that were named before

    def note(self, resolved: str) -> None:
        """Remember a date that was worked out."""
        self.last = resolved
        if len(resolved) in {7, 10}:
            self.years[int(resolved[5:7])] = int(resolved[:4])


_Resolve = Callable[["re.Match[str]", _Clock], str | None]


def find_dates(
    text: str, published: str | None, asides: Sequence[Span] = ()
) -> list[TimeExpression]:
    """List the time expressions of `text` that can be worked out, in their order.

    `published` is the EDTF day of publication; anything less precise leaves relative expressions
    unresolved. `asides` are spans, such as quotations, whose dates are not counted from outside
    of them: in "He said that it was signed on 3 June. The same day, ..." the day is his.

    >>> [found.date for found in find_dates("They met four days before March 29.", "2022-03-30")]
    ['2022-03-25']
    """
    clock = _Clock(text, _as_day(published))
    spoken = _Clock(text, clock.published, years=clock.years)
    found: list[TimeExpression] = []
    ordered = sorted(asides)
    reach = aside_end = 0
    for match, resolve in _matches(text):
        while reach < len(ordered) and ordered[reach].start <= match.start():
            aside_end = max(aside_end, ordered[reach].end)
            reach += 1
        aside = match.start() < aside_end
        counting = spoken if aside else clock
        resolved = resolve(match, counting)
        if resolved is not None:
            found.append(TimeExpression(Span(*match.span()), resolved))
            counting.note(resolved)
            if not aside:
                spoken.last = resolved
    return found


def _matches(text: str) -> list[tuple[re.Match[str], _Resolve]]:
    """All matches of the patterns, the longest where several overlap, in order."""
    ranked = [
        (match, resolve) for pattern, resolve in _PATTERNS for match in pattern.finditer(text)
    ]
    ranked.sort(key=lambda item: (item[0].start() - item[0].end(), item[0].start()))
    taken: list[tuple[re.Match[str], _Resolve]] = []
    covered: set[int] = set()
    for item in ranked:
        places = range(item[0].start(), item[0].end())
        if covered.isdisjoint(places):
            covered.update(places)
            taken.append(item)
    taken.sort(key=lambda item: item[0].start())
    return taken


# --- calendar helpers -----------------------------------------------------------------------------


def _as_day(edtf: str | None) -> date | None:
    """The day that an EDTF date names; the first of an interval; None when it names no day."""
    if edtf is None:
        return None
    head = edtf.split("/")[0].rstrip("~?%")
    try:
        return date.fromisoformat(head) if len(head) == 10 else None
    except ValueError:
        return None


def _month_number(word: str) -> int:
    head = word.casefold().rstrip(".")[:3]
    return next(number for number, name in enumerate(_MONTHS, 1) if name.startswith(head))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _shift_months(day: date, months: int) -> tuple[int, int]:
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def _week(day: date, weeks: int) -> str:
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)
    return f"{monday}/{monday + timedelta(days=6)}"


def _clause(match: re.Match[str], clock: _Clock) -> str:
    """The words around a match, up to the marks that end its clause."""
    text, start, end = clock.text, match.start(), match.end()
    before = re.split(r"[.;:!?\n]\s", text[max(0, start - 90) : start])[-1]
    after = re.split(r"[.;:!?,\n]", text[end : end + 50])[0]
    return f"{before} | {after}"


def _points_ahead(match: re.Match[str], clock: _Clock) -> bool:
    near = _clause(match, clock).split(" | ")[0].split(",")[-1][-45:]
    lead = re.match(r"(?i)by|until", match.group())
    return bool(lead or _FUTURE.search(near)) and not _BEFORE_PAST.search(near)


def _nearest_year(match: re.Match[str], clock: _Clock, month: int, day: int) -> int | None:
    """The year of a day or month that is named without one."""
    published = clock.published
    if published is None:
        return None
    options = [
        (year, _day(year, month, min(day, 28)))
        for year in range(published.year - 1, published.year + 2)
    ]
    if _points_ahead(match, clock):
        ahead = [year for year, at in options if at and at >= published - timedelta(days=3)]
        return min(ahead)
    past = [year for year, at in options if at and at <= published + timedelta(days=45)]
    clause = _clause(match, clock)
    if _PAST.search(clause):
        past = [year for year, at in options if at and at <= published + timedelta(days=3)]
    return max(past)


# --- how each pattern resolves --------------------------------------------------------------------


def _full(match: re.Match[str], _clock: _Clock) -> str | None:
    found = _day(
        int(match["year"]), _month_number(match["month"]), int(re.sub(r"\D", "", match["day"]))
    )
    return found.isoformat() if found else None


def _day_month(match: re.Match[str], clock: _Clock) -> str | None:
    month, day = _month_number(match["month"]), int(re.sub(r"\D", "", match["day"]))
    year = _nearest_year(match, clock, month, day)
    found = _day(year, month, day) if year else None
    return found.isoformat() if found else None


def _iso(match: re.Match[str], _clock: _Clock) -> str | None:
    found = _as_day(match.group())
    return found.isoformat() if found else None


def _month_year(match: re.Match[str], _clock: _Clock) -> str | None:
    return f"{match['year']}-{_month_number(match['month']):02d}"


def _month_alone(match: re.Match[str], clock: _Clock) -> str | None:
    month = _month_number(match["month"])
    year = clock.years.get(month) or _nearest_year(match, clock, month, 1)
    return f"{year}-{month:02d}" if year else None


def _month_shifted(match: re.Match[str], clock: _Clock) -> str | None:
    """`September last year`, `last March`, `March next year`, `June this year`."""
    if clock.published is None:
        return None
    month = _month_number(match["month"])
    which = (match["which"] or "").casefold()
    if "year" in match.group().casefold():
        year = clock.published.year + {"last": -1, "this": 0, "next": 1}[which]
    elif which == "last":
        year = clock.published.year - (month >= clock.published.month)
    else:
        year = clock.published.year + (which == "next" and month <= clock.published.month)
    return f"{year}-{month:02d}"


def _year(match: re.Match[str], _clock: _Clock) -> str | None:
    return match["year"]


def _day_range(match: re.Match[str], clock: _Clock) -> str | None:
    first_month = match["month"] or match["month2"]
    months = _month_number(first_month), _month_number(match["month2"])
    days = [int(re.sub(r"\D", "", match[name])) for name in ("day", "day2")]
    year = int(match["year"]) if match["year"] else _nearest_year(match, clock, months[1], days[1])
    if year is None:
        return None
    first = _day(year - (months[0] > months[1]), months[0], days[0])
    last = _day(year, months[1], days[1])
    return f"{first}/{last}" if first and last and first < last else None


def _month_range(match: re.Match[str], clock: _Clock) -> str | None:
    months = _month_number(match["month"]), _month_number(match["month2"])
    year = int(match["year"]) if match["year"] else _nearest_year(match, clock, months[1], 1)
    if year is None:
        return None
    return f"{year - (months[0] > months[1])}-{months[0]:02d}/{year}-{months[1]:02d}"


def _year_range(match: re.Match[str], _clock: _Clock) -> str | None:
    return f"{match['year']}/{match['year2']}" if match["year"] < match["year2"] else None


_NEAR_DAYS: Final = {
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "yesterday": -1,
    "last night": -1,
    "last evening": -1,
    "tomorrow": 1,
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
}


def _near_day(match: re.Match[str], clock: _Clock) -> str | None:
    if clock.published is None:
        return None
    words = re.sub(r"\s+", " ", match["near"].casefold())
    return (clock.published + timedelta(days=_NEAR_DAYS[words])).isoformat()


def _weekday(match: re.Match[str], clock: _Clock) -> str | None:
    if clock.published is None:
        return None
    wanted = _WEEKDAYS.index(match["weekday"].casefold())
    back = (clock.published.weekday() - wanted) % 7
    which = (match["which"] or "").casefold()
    if which in {"next", "this coming"} or (not which and _points_ahead(match, clock)):
        return (clock.published + timedelta(days=7 - back if back else 7)).isoformat()
    if which == "last":
        back = back or 7
    return (clock.published - timedelta(days=back)).isoformat()


def _weekday_range(match: re.Match[str], clock: _Clock) -> str | None:
    if clock.published is None:
        return None
    first, last = (_WEEKDAYS.index(match[name].casefold()) for name in ("weekday", "weekday2"))
    end = clock.published - timedelta(days=(clock.published.weekday() - last) % 7)
    return f"{end - timedelta(days=(last - first) % 7)}/{end}"


def _period(match: re.Match[str], clock: _Clock) -> str | None:
    """`last week`, `this month`, `next year`."""
    if clock.published is None:
        return None
    step = {"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1}[match["which"].casefold()]
    unit = match["unit"].casefold()
    if unit == "week":
        return _week(clock.published, step)
    if unit == "weekend":
        saturday = clock.published - timedelta(days=(clock.published.weekday() - 5) % 7)
        saturday += timedelta(weeks=max(0, step))
        return f"{saturday}/{saturday + timedelta(days=1)}"
    if unit == "month":
        year, month = _shift_months(clock.published, step)
        return f"{year}-{month:02d}"
    return str(clock.published.year + step)


def _ago(match: re.Match[str], clock: _Clock) -> str | None:
    return None if clock.published is None else _back(match, clock.published, -1)


def _from_last(match: re.Match[str], clock: _Clock) -> str | None:
    """`four days earlier`, `two weeks later`: counted from the date that was named last."""
    anchor = _as_day(clock.last)
    direction = match["direction"].casefold()
    step = 1 if direction in {"later", "after", "afterwards"} else -1
    if anchor is None and clock.last and match["unit"].casefold().startswith("year"):
        return str(int(clock.last[:4]) + step * int(cardinal(match["count"]) or 0))
    return None if anchor is None else _back(match, anchor, step)


def _before_date(match: re.Match[str], clock: _Clock) -> str | None:
    """`four days before March 29`."""
    anchored = _day_month(match, clock) if not match["year"] else _full(match, clock)
    anchor = _as_day(anchored)
    step = 1 if match["direction"].casefold() == "after" else -1
    return None if anchor is None else _back(match, anchor, step)


def _back(match: re.Match[str], anchor: date, step: int) -> str | None:
    count = cardinal(match["count"])
    if count is None or count != int(count) or count > 10_000:
        return None
    number, unit = step * int(count), match["unit"].casefold().rstrip("s")
    if unit == "day":
        return (anchor + timedelta(days=number)).isoformat()
    if unit == "week":
        return (anchor + timedelta(weeks=number)).isoformat() if abs(number) < 3 else None
    if unit == "month":
        year, month = _shift_months(anchor, number)
        return f"{year}-{month:02d}"
    return str(anchor.year + number) if anchor.year + number > 0 else None


def _same_day(_match: re.Match[str], clock: _Clock) -> str | None:
    anchor = _as_day(clock.last)
    return anchor.isoformat() if anchor and "/" not in (clock.last or "/") else None


def _day_beside(match: re.Match[str], clock: _Clock) -> str | None:
    """`the night before`, `a day earlier`, `the next day`."""
    anchor = _as_day(clock.last)
    if anchor is None or "/" in (clock.last or "/"):
        return None
    step = -1 if re.search("before|earlier|previous", match.group(), re.IGNORECASE) else 1
    return (anchor + timedelta(days=step)).isoformat()


def _year_beside(match: re.Match[str], clock: _Clock) -> str | None:
    if not clock.last:
        return None
    words = match.group().casefold()
    step = (
        0
        if "same" in words or "that" in words
        else 1
        if "following" in words or "next" in words
        else -1
    )
    return str(int(clock.last[:4]) + step)


_SPAN_UNIT: Final = r"(?P<unit>days?|weeks?|months?|years?)"
_COUNT: Final = rf"(?P<count>{CARDINAL}|an?)"
_PATTERNS: Final[tuple[tuple[re.Pattern[str], _Resolve], ...]] = tuple(
    (re.compile(pattern), resolve)
    for pattern, resolve in (
        (rf"\b(?P<day>{_DAY})\s+(?P<month>{_MONTH}),?\s+(?P<year>{_YEAR})", _full),
        (rf"\b(?P<month>{_MONTH})\s+(?P<day>{_DAY}),?\s+(?P<year>{_YEAR})", _full),
        (
            (
                rf"\b(?P<day>{_DAY})\s+(?:of\s+)?(?P<month>{_MONTH})"
                r"(?!\w|\s+(?:Street|Road|Avenue|Square))"
            ),
            _day_month,
        ),
        (rf"\b(?P<month>{_MONTH})\s+(?P<day>{_DAY})(?!\w)", _day_month),
        (rf"\b{_YEAR}-\d\d-\d\d\b", _iso),
        (rf"\b(?P<month>{_MONTH}),?\s+(?P<year>{_YEAR})", _month_year),
        (
            (
                rf"\b(?:[Ii]n|[Ss]ince|[Ll]ate|[Ee]arly|[Mm]id|[Uu]ntil|[Dd]uring|[Bb]y|[Oo]f|this)[\s-]"
                rf"(?P<month>{_MONTH})(?!\s*\d|\w)"
            ),
            _month_alone,
        ),
        (
            rf"\b(?P<month>{_MONTH}),?\s+(?:of\s+)?(?P<which>last|this|next)\s+year",
            _month_shifted,
        ),
        (rf"\b(?P<which>[Ll]ast|[Nn]ext)\s+(?P<month>{_MONTH})(?!\w)", _month_shifted),
        (
            (
                rf"\b(?:[Ii]n|[Ss]ince|[Ff]rom|[Uu]ntil|[Bb]y|[Dd]uring|[Oo]f|[Tt]he|[Aa]fter|[Bb]efore"
                rf"|early|late|mid)[\s-](?:early |late |mid-)?(?P<year>{_YEAR})(?![\w-])"
            ),
            _year,
        ),
        (rf"\((?P<year>{_YEAR})\)", _year),
        (
            (
                rf"\b(?:[Ff]rom|[Bb]etween)\s+(?P<day>{_DAY})\s+(?P<month>{_MONTH})\s+"
                rf"(?:to|and|until)\s+(?P<day2>{_DAY})\s+(?P<month2>{_MONTH})"
                rf"(?:,?\s+(?P<year>{_YEAR}))?"
            ),
            _day_range,
        ),
        (
            (
                rf"\b(?:[Ff]rom\s+|[Bb]etween\s+)?(?:(?P<month>{_MONTH})\s+)?(?P<day>{_DAY})"
                rf"\s*(?:to|and|until|–|-|—)\s*(?P<day2>{_DAY})\s+(?P<month2>{_MONTH})"
                rf"(?:,?\s+(?P<year>{_YEAR}))?"
            ),
            _day_range,
        ),
        (
            (
                rf"\b(?:[Ff]rom|[Bb]etween)\s+(?P<month>{_MONTH})\s+(?P<day>{_DAY})\s+(?:to|and|until)"
                rf"\s+(?P<month2>{_MONTH})\s+(?P<day2>{_DAY})(?:,?\s+(?P<year>{_YEAR}))?"
            ),
            _day_range,
        ),
        (
            (
                rf"\b(?:[Ff]rom|[Bb]etween)\s+(?P<month>{_MONTH})\s+(?:to|and|until)\s+"
                rf"(?P<month2>{_MONTH})(?:,?\s+(?P<year>{_YEAR}))?(?!\s*\d)"
            ),
            _month_range,
        ),
        (
            (
                rf"\b(?:[Ff]rom|[Bb]etween|[Ii]n)\s+(?P<year>{_YEAR})\s*(?:to|and|until|–|-)\s*"
                rf"(?P<year2>{_YEAR})"
            ),
            _year_range,
        ),
        (
            (
                r"\b(?P<near>[Tt]oday|[Tt]onight|[Yy]esterday|[Tt]omorrow|[Ll]ast\s+(?:night|evening)"
                r"|[Tt]his\s+(?:morning|afternoon|evening)|[Tt]he\s+day\s+before\s+yesterday"
                r"|[Tt]he\s+day\s+after\s+tomorrow)(?!’s|'s|\w)"
            ),
            _near_day,
        ),
        (
            (
                r"(?:\b[Oo]n\s+|\b[Bb]y\s+|\b[Ll]ate\s+|\b[Ee]arly\s+|\b[Ss]ince\s+"
                r"|\b[Ll]ater\s+)?"
                r"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his(?: coming)?)\s+)?"
                rf"(?P<weekday>{_WEEKDAY})\b"
                rf"{_PART_OF_DAY}"
            ),
            _weekday,
        ),
        (
            (
                rf"\b(?:[Ff]rom|[Bb]etween)\s+(?P<weekday>{_WEEKDAY})\s+(?:to|and|until)\s+"
                rf"(?P<weekday2>{_WEEKDAY})"
            ),
            _weekday_range,
        ),
        (
            (
                r"\b(?:(?:[Ee]arlier|[Ll]ater|[Ll]ate|[Ee]arly)\s+)?"
                r"(?P<which>[Ll]ast|[Tt]his|[Nn]ext)\s+(?P<unit>week|weekend|month|year)\b(?!’s|'s)"
            ),
            _period,
        ),
        (rf"\b{_COUNT}\s+{_SPAN_UNIT}\s+ago\b", _ago),
        (
            rf"\b{_COUNT}\s+{_SPAN_UNIT}\s+(?P<direction>earlier|later|afterwards|previously)\b",
            _from_last,
        ),
        (
            (
                rf"\b{_COUNT}\s+{_SPAN_UNIT}\s+(?P<direction>before|after)\s+"
                rf"(?P<month>{_MONTH})\s+(?P<day>{_DAY})(?:,?\s+(?P<year>{_YEAR}))?"
            ),
            _before_date,
        ),
        (
            (
                rf"\b{_COUNT}\s+{_SPAN_UNIT}\s+(?P<direction>before|after)\s+"
                rf"(?P<day>{_DAY})\s+(?P<month>{_MONTH})(?:,?\s+(?P<year>{_YEAR}))?"
            ),
            _before_date,
        ),
        (
            (
                r"\b(?:[Tt]he\s+same\s+(?:day|afternoon|morning|evening|night)"
                r"|[Tt]hat\s+(?:same\s+)?(?:day|afternoon|morning|evening|night))\b"
            ),
            _same_day,
        ),
        (
            (
                r"\b(?:[Tt]he\s+(?:day|night|evening)\s+before|[Aa]\s+day\s+(?:earlier|later|before)"
                r"|[Tt]he\s+(?:next|following|previous)\s+(?:day|morning|night))\b"
            ),
            _day_beside,
        ),
        (r"\b(?:[Tt]he\s+(?:following|previous|same|next)|[Tt]hat)\s+year\b", _year_beside),
    )
)
