"""Work out the date that a matched time expression stands for, each kind by a function."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from verbale.model import Span
from verbale.reading.date_words import (
    DATE_TEXT,
    DAY,
    MONTH,
    WEEKDAYS,
    YEAR,
    as_day,
    day_number,
    day_of,
    month_number,
    shift_months,
    week_of,
)
from verbale.reading.numbers import cardinal
from verbale.reading.tense import looks_ahead, looks_back

__all__ = [
    "Clock",
    "Resolve",
    "Resolved",
    "TimeExpression",
    "before_date",
    "before_last",
    "counted",
    "day_before_date",
    "day_beside",
    "day_month",
    "day_of_month",
    "day_of_year",
    "day_range",
    "days_listed",
    "decade",
    "full",
    "in_digits",
    "in_time",
    "iso",
    "month_alone",
    "month_beside",
    "month_of_year",
    "month_range",
    "month_year",
    "months_listed",
    "near_day",
    "part_of_year",
    "period",
    "period_beside",
    "same_day",
    "season",
    "short_year_range",
    "week_named",
    "weekday",
    "weekday_beside",
    "weekday_day_month",
    "weekday_of_week",
    "weekday_range",
    "weekend",
    "year",
    "year_range",
    "years_listed",
]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that tell a time, and the EDTF date that they stand for."""

    span: Span
    date: str


@dataclass(slots=True)
class Clock:
    """What relative expressions count from: publication, and the day that was named last."""

    text: str
    published: date | None
    last: str | None = None
    years: dict[int, int] = field(default_factory=dict)  # of months that were named before

    def note(self, resolved: str) -> None:
        """Remember a date that was worked out."""
        self.last = resolved
        exact = resolved.rstrip("~")
        if len(exact) in {7, 10} and int(exact[5:7]) <= 12:
            self.years[int(exact[5:7])] = int(exact[:4])

    @property
    def last_day(self) -> date | None:
        """The day that was named last, if it was one day."""
        return None if "/" in (self.last or "/") else as_day(self.last)

    @property
    def last_year(self) -> int | None:
        """The year of the date that was named last."""
        return int(self.last[:4]) if self.last and self.last[:4].isdigit() else None

    @property
    def last_month(self) -> tuple[int, int] | None:
        """Year and month of the date that was named last, if it was a day or a month."""
        exact = (self.last or "").rstrip("~")
        known = len(exact) in {7, 10} and int(exact[5:7]) <= 12
        return (int(exact[:4]), int(exact[5:7])) if known else None


# A resolver gives the date of the whole match, or a list where a match holds several dates.
Resolved = str | list[TimeExpression] | None
Resolve = Callable[["re.Match[str]", Clock], Resolved]


# --- years that are not told ----------------------------------------------------------------------


_SHARED_YEAR: Final = re.compile(
    rf"(?:,?\s+{DATE_TEXT}){{0,6}},?\s+(?:and|or|to)\s+(?:on\s+)?{DATE_TEXT}\s+(?P<year>{YEAR})"
)


def _year_for(match: re.Match[str], clock: Clock, month: int, day: int) -> int | None:
    """The year of a day or month that is named without one: of its neighbour, else the nearest."""
    shared = _SHARED_YEAR.match(clock.text, match.end())
    if shared:
        return int(shared["year"])
    return _nearest_year(match, clock, month, day)


def _nearest_year(match: re.Match[str], clock: Clock, month: int, day: int) -> int | None:
    published = clock.published
    if published is None:
        return None
    options = [
        (year, at)
        for year in range(published.year - 1, published.year + 2)
        if (at := day_of(year, month, min(day, 28)))
    ]
    span = Span(*match.span())
    if looks_ahead(clock.text, span):
        return min(year for year, at in options if at >= published - timedelta(days=3))
    late = timedelta(days=3 if looks_back(clock.text, span) else 45)
    return max(year for year, at in options if at <= published + late)


def _told_year(which: str, clock: Clock) -> int | None:
    """`last year` counts from publication, `that year` from the date named last."""
    words = which.casefold().split()[-1]
    published = {"last": -1, "this": 0, "next": 1}
    if words in published:
        return clock.published.year + published[words] if clock.published else None
    step = {"following": 1, "previous": -1}.get(words, 0)
    return clock.last_year + step if clock.last_year else None


# --- days -----------------------------------------------------------------------------------------


def _iso_or_none(day: date | None) -> str | None:
    return day.isoformat() if day else None


def full(match: re.Match[str], _clock: Clock) -> str | None:
    """`25 March 2022`, `March 25, 2022`."""
    month, day = month_number(match["month"]), day_number(match["day"])
    return _iso_or_none(day_of(int(match["year"]), month, day))


def day_month(match: re.Match[str], clock: Clock) -> str | None:
    """`25 March`, in the year that fits best."""
    month, day = month_number(match["month"]), day_number(match["day"])
    year = _year_for(match, clock, month, day)
    return _iso_or_none(day_of(year, month, day)) if year else None


def weekday_day_month(match: re.Match[str], clock: Clock) -> str | None:
    """`Friday, 28 July`: of the years around publication the one in which it is a Friday."""
    month, day = month_number(match["month"]), day_number(match["day"])
    if clock.published is None:
        return None
    wanted = WEEKDAYS.index(match["weekday"].casefold())
    around = (day_of(clock.published.year + step, month, day) for step in (-1, 0, 1))
    fitting = [at for at in around if at and at.weekday() == wanted]
    return fitting[0].isoformat() if len(fitting) == 1 else day_month(match, clock)


def day_of_year(match: re.Match[str], clock: Clock) -> str | None:
    """`2 June last year`, `on June 2 of that year`."""
    year = _told_year(match["which"], clock)
    month, day = month_number(match["month"]), day_number(match["day"])
    return _iso_or_none(day_of(year, month, day)) if year else None


def day_of_month(match: re.Match[str], clock: Clock) -> str | None:
    """`the 15th of last month`."""
    if clock.published is None:
        return None
    step = {"last": -1, "this": 0, "next": 1}[match["which"].casefold()]
    month = shift_months(clock.published.year, clock.published.month, step)
    return _iso_or_none(day_of(int(month[:4]), int(month[5:]), day_number(match["day"])))


def iso(match: re.Match[str], _clock: Clock) -> str | None:
    """`2022-03-25`, with a time of day or without."""
    return _iso_or_none(as_day(match["iso"]))


def in_digits(match: re.Match[str], _clock: Clock) -> str | None:
    """`30.03.2022`; with strokes only when day and month cannot be taken for each other."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if match["mark"] == "." or first == second or first > 12:
        return _iso_or_none(day_of(year, second, first))
    return _iso_or_none(day_of(year, first, second)) if second > 12 else None


def days_listed(match: re.Match[str], clock: Clock) -> Resolved:
    """`3 and 4 June`, an interval; `3, 5 and 17 June`, several days."""
    month = month_number(match["month"])
    words = list(re.finditer(DAY, match["days"]))
    days = [day_number(word.group()) for word in words]
    year = int(match["year"]) if match["year"] else _nearest_year(match, clock, month, days[-1])
    found = [day_of(year, month, day) for day in days] if year else []
    told = [day for day in found if day]
    if not told or len(told) < len(days):
        return None
    if _in_turn(days):
        return f"{told[0]}/{told[-1]}"
    return _one_by_one(match, match.start("days"), words, [day.isoformat() for day in told])


def _in_turn(numbers: list[int]) -> bool:
    return all(after - before == 1 for before, after in pairwise(numbers))


def _one_by_one(
    match: re.Match[str], offset: int, words: list[re.Match[str]], dates: list[str]
) -> list[TimeExpression]:
    """The members of a list; the last reaches to the end of the whole."""
    ends = [offset + word.end() for word in words[:-1]] + [match.end()]
    return [
        TimeExpression(Span(offset + word.start(), end), told)
        for word, end, told in zip(words, ends, dates, strict=True)
    ]


# --- months, years and what lies between them -----------------------------------------------------


def month_year(match: re.Match[str], _clock: Clock) -> str | None:
    """`March 2022`."""
    return f"{match['year']}-{month_number(match['month']):02d}"


def month_alone(match: re.Match[str], clock: Clock) -> str | None:
    """`in March`, in the year that was named with it before, else the one that fits best."""
    month = month_number(match["month"])
    shared = _SHARED_YEAR.match(clock.text, match.end())
    if shared:
        return f"{shared['year']}-{month:02d}"
    year = clock.years.get(month) or _nearest_year(match, clock, month, 1)
    return f"{year}-{month:02d}" if year else None


def month_of_year(match: re.Match[str], clock: Clock) -> str | None:
    """`September last year`, `June of that year`."""
    year = _told_year(match["which"], clock)
    return f"{year}-{month_number(match['month']):02d}" if year else None


def month_beside(match: re.Match[str], clock: Clock) -> str | None:
    """`last March`, `next March`."""
    if clock.published is None:
        return None
    month, this = month_number(match["month"]), clock.published
    if match["which"].casefold() == "last":
        return f"{this.year - (month >= this.month)}-{month:02d}"
    return f"{this.year + (month <= this.month)}-{month:02d}"


def months_listed(match: re.Match[str], clock: Clock) -> Resolved:
    """`June and July`, an interval; `June and September`, two months."""
    words = list(re.finditer(MONTH, match["months"]))
    months = [month_number(word.group()) for word in words]
    year = int(match["year"]) if match["year"] else _nearest_year(match, clock, months[-1], 1)
    if year is None:
        return None
    told = [f"{year}-{month:02d}" for month in months]
    if _in_turn(months):
        return f"{told[0]}/{told[-1]}"
    return _one_by_one(match, match.start("months"), words, told)


def year(match: re.Match[str], _clock: Clock) -> str | None:
    """`in 2022`."""
    return match["year"]


def years_listed(match: re.Match[str], _clock: Clock) -> Resolved:
    """`2019, 2020 and 2021`, an interval; `2018 and 2023`, two years."""
    words = list(re.finditer(YEAR, match["years"]))
    years = [word.group() for word in words]
    if _in_turn([int(year) for year in years]):
        return f"{years[0]}/{years[-1]}"
    return _one_by_one(match, match.start("years"), words, years)


def decade(match: re.Match[str], _clock: Clock) -> str | None:
    """`the 1990s`."""
    return f"{match['decade']}X"


_SEASONS: Final = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}


def season(match: re.Match[str], _clock: Clock) -> str | None:
    """`the spring of 2022`."""
    return f"{match['year']}-{_SEASONS[match['season'].casefold()]}"


_NTH: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 0}


def part_of_year(match: re.Match[str], clock: Clock) -> str | None:
    """`the third quarter of 2023`, `H1 2023`, `the second half of last year`."""
    year = int(match["year"]) if match["year"] else _told_year(match["which"], clock)
    part = match["part"].casefold()
    length = 3 if part.startswith("q") else 6
    number = int(part[1:]) if part[1:].isdigit() else _NTH[match["nth"].casefold()]
    parts = 12 // length
    number = number or parts
    if year is None or number > parts:
        return None
    return f"{year}-{(number - 1) * length + 1:02d}/{year}-{number * length:02d}"


def day_range(match: re.Match[str], clock: Clock) -> str | None:
    """`28 May to 2 June`, `March 1-3, 2023`."""
    months = [month_number(match[name]) for name in ("month", "month2") if match[name]]
    first_month, last_month = months[0], months[-1]
    days = [day_number(match[name]) for name in ("day", "day2")]
    year = (
        int(match["year2"]) if match["year2"] else _nearest_year(match, clock, last_month, days[1])
    )
    if year is None:
        return None
    first_year = int(match["year"]) if match["year"] else year - (first_month > last_month)
    first, last = day_of(first_year, first_month, days[0]), day_of(year, last_month, days[1])
    return f"{first}/{last}" if first and last and first < last else None


def month_range(match: re.Match[str], clock: Clock) -> str | None:
    """`between March 2021 and June 2022`."""
    months = month_number(match["month"]), month_number(match["month2"])
    year = int(match["year2"]) if match["year2"] else _nearest_year(match, clock, months[1], 1)
    if year is None:
        return None
    first_year = int(match["year"]) if match["year"] else year - (months[0] > months[1])
    first, last = f"{first_year}-{months[0]:02d}", f"{year}-{months[1]:02d}"
    return f"{first}/{last}" if first < last else None


def year_range(match: re.Match[str], _clock: Clock) -> str | None:
    """`2019-2023`."""
    return f"{match['year']}/{match['year2']}" if match["year"] < match["year2"] else None


def short_year_range(match: re.Match[str], _clock: Clock) -> str | None:
    """`2021-22`; small numbers only when the next year is meant, as `2010-12` may be a month."""
    first, last = int(match["year"]), int(match["year"][:2] + match["year2"])
    if last <= first or (last % 100 <= 12 and last != first + 1):
        return None
    return f"{first}/{last}"


# --- counted from the day of publication ----------------------------------------------------------


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
_NAMED_BEFORE: Final = re.compile(r"[A-Z]\w+ $")  # USA Today


def near_day(match: re.Match[str], clock: Clock) -> str | None:
    """`today`, `last night`, `the day after tomorrow`."""
    before = clock.text[max(0, match.start() - 20) : match.start()]
    if clock.published is None or (match.group() == "Today" and _NAMED_BEFORE.search(before)):
        return None
    words = re.sub(r"\s+", " ", match["near"].casefold())
    return (clock.published + timedelta(days=_NEAR_DAYS[words])).isoformat()


_NO_WEEKDAY_BEFORE: Final = re.compile(
    r"\b(?:[Ee]very|[Ee]ach|any|some|Black|Good|Bloody|Easter|Ash|Palm|Holy|Maundy|Cyber|Super)\s+$"
)


def weekday(match: re.Match[str], clock: Clock) -> str | None:
    """`on Friday`, `this Friday`, `last Friday`: before or after publication, as its verb tells."""
    if clock.published is None:
        return None
    text, day = clock.text, match.start("weekday")
    if _NO_WEEKDAY_BEFORE.search(text[max(0, day - 10) : day]):
        return None
    wanted = WEEKDAYS.index(match["weekday"].casefold())
    back = (clock.published.weekday() - wanted) % 7
    which = " ".join((match["which"] or "").casefold().split())
    span = Span(*match.span())
    ahead = which in {"next", "coming", "this coming"} or (
        not looks_back(text, span) if which == "this" else not which and looks_ahead(text, span)
    )
    if ahead:
        return (clock.published + timedelta(days=7 - back)).isoformat()
    if which and which != "this":
        back = back or 7
    return (clock.published - timedelta(days=back)).isoformat()


def weekday_of_week(match: re.Match[str], clock: Clock) -> str | None:
    """`Monday of last week`, `on Thursday next week`."""
    if clock.published is None:
        return None
    weeks = {"last": -1, "this": 0, "next": 1}[match["which"].casefold()]
    wanted = WEEKDAYS.index(match["weekday"].casefold())
    monday = clock.published - timedelta(days=clock.published.weekday())
    return (monday + timedelta(weeks=weeks, days=wanted)).isoformat()


def weekday_range(match: re.Match[str], clock: Clock) -> str | None:
    """`from Tuesday to Thursday`."""
    if clock.published is None:
        return None
    first, last = (WEEKDAYS.index(match[name].casefold()) for name in ("weekday", "weekday2"))
    end = clock.published - timedelta(days=(clock.published.weekday() - last) % 7)
    return f"{end - timedelta(days=(last - first) % 7)}/{end}"


def period(match: re.Match[str], clock: Clock) -> str | None:
    """`last week`, `this month`, `next year`; not `the last year`, which ends today."""
    before = clock.text[max(0, match.start() - 5) : match.start()]
    if clock.published is None or re.search(r"\b[Tt]he\s+$", before):
        return None
    step = {"last": -1, "this": 0, "next": 1}[match["which"].casefold()]
    unit = match["unit"].casefold()
    if unit == "week":
        return week_of(clock.published, step)
    if unit == "month":
        return shift_months(clock.published.year, clock.published.month, step)
    return str(clock.published.year + step)


def weekend(match: re.Match[str], clock: Clock) -> str | None:
    """`last weekend`, `over the weekend`; which one `this weekend` is, its verb tells."""
    if clock.published is None:
        return None
    which = match["which"].casefold()
    weekday = clock.published.weekday()
    saturday = clock.published - timedelta(days=(weekday - 5) % 7)
    ahead = which == "next" or looks_ahead(clock.text, Span(*match.span()))
    if which == "last" and weekday >= 5:
        saturday -= timedelta(weeks=1)
    elif (which == "this" and ahead and weekday < 5) or which == "next":
        saturday += timedelta(weeks=1)
    return f"{saturday}/{saturday + timedelta(days=1)}"


def before_last(match: re.Match[str], clock: Clock) -> str | None:
    """`the week before last`."""
    if clock.published is None:
        return None
    if match["unit"] == "week":
        return week_of(clock.published, -2)
    if match["unit"] == "month":
        return shift_months(clock.published.year, clock.published.month, -2)
    return str(clock.published.year - 2)


# --- so many days from a date ---------------------------------------------------------------------


_STEPS_AHEAD: Final = frozenset({"later", "afterwards", "after", "time", "now", "today"})
_HALF_KNOWN: Final = frozenset("about around some nearly almost roughly approximately".split())


def counted(match: re.Match[str], clock: Clock) -> str | None:
    """`four days ago`, `nearly two years later`, `in three weeks' time`."""
    direction = match["direction"].casefold().split()[-1]
    step = 1 if direction in _STEPS_AHEAD else -1
    if direction in {"earlier", "later", "afterwards", "previously"}:
        return _stepped(match, clock.last, step)
    return _stepped(match, _iso_or_none(clock.published), step)


def in_time(match: re.Match[str], clock: Clock) -> str | None:
    """`in three weeks' time`."""
    return _stepped(match, _iso_or_none(clock.published), 1)


def before_date(match: re.Match[str], clock: Clock) -> str | None:
    """`four days before March 29`."""
    anchor = full(match, clock) if match["year"] else day_month(match, clock)
    return _stepped(match, anchor, 1 if match["direction"].casefold() == "after" else -1)


def day_before_date(match: re.Match[str], clock: Clock) -> str | None:
    """`the day before March 29`."""
    anchor = as_day(full(match, clock) if match["year"] else day_month(match, clock))
    step = 1 if match["direction"] == "after" else -1
    return _iso_or_none(anchor and anchor + timedelta(days=step))


def _stepped(match: re.Match[str], anchor: str | None, step: int) -> str | None:
    """The date so many days, weeks, months or years from another, if both are precise enough."""
    how = (match.groupdict().get("how") or "").casefold()
    count = cardinal(match["count"])
    if how and how not in _HALF_KNOWN:
        return None  # "more than two years ago" names no date
    if anchor is None or count is None or count != int(count) or count > 10_000:
        return None
    found = _moved(anchor.rstrip("~"), step * int(count), match["unit"].casefold().rstrip("s"))
    return f"{found}~" if found and (how or anchor.endswith("~")) else found


def _moved(anchor: str, number: int, unit: str) -> str | None:
    if unit == "year":
        year = int(anchor[:4]) + number if anchor[:4].isdigit() else 0
        return str(year) if 1000 <= year <= 9999 else None
    day = as_day(anchor)
    if unit == "month" and len(anchor) == 7:
        return shift_months(int(anchor[:4]), int(anchor[5:7]), number)
    if day is None:
        return None
    if unit == "month":
        return shift_months(day.year, day.month, number)
    days = {"day": 1, "week": 7, "fortnight": 14}[unit] * number
    # "Three weeks ago" is seldom meant to the day.
    return (day + timedelta(days=days)).isoformat() if unit == "day" or abs(days) < 21 else None


# --- beside the date that was named last ----------------------------------------------------------


def same_day(_match: re.Match[str], clock: Clock) -> str | None:
    """`the same day`, `that night`."""
    return _iso_or_none(clock.last_day)


def day_beside(match: re.Match[str], clock: Clock) -> str | None:
    """`the night before`, `a day earlier`, `the next day`."""
    step = -1 if re.search("before|earlier|previous", match.group(), re.IGNORECASE) else 1
    return _iso_or_none(clock.last_day and clock.last_day + timedelta(days=step))


def weekday_beside(match: re.Match[str], clock: Clock) -> str | None:
    """`the following Friday`, `the previous Monday`."""
    if clock.last_day is None:
        return None
    wanted = WEEKDAYS.index(match["weekday"].casefold())
    if match["which"].casefold() == "previous":
        back = (clock.last_day.weekday() - wanted) % 7 or 7
        return (clock.last_day - timedelta(days=back)).isoformat()
    ahead = (wanted - clock.last_day.weekday()) % 7 or 7
    return (clock.last_day + timedelta(days=ahead)).isoformat()


def period_beside(match: re.Match[str], clock: Clock) -> str | None:
    """`that week`, `the following month`, `the previous year`."""
    which = match["which"].casefold().split()[-1]
    step = {"following": 1, "next": 1, "previous": -1}.get(which, 0)
    unit = match["unit"].casefold()
    if unit == "year":
        return str(clock.last_year + step) if clock.last_year else None
    if unit == "month":
        return shift_months(*clock.last_month, step) if clock.last_month else None
    return week_of(clock.last_day, step) if clock.last_day else None


def week_named(match: re.Match[str], clock: Clock) -> str | None:
    """`the week of 21 March`, `the week ending 27 March`."""
    day = as_day(full(match, clock) if match["year"] else day_month(match, clock))
    if day is None:
        return None
    if match["side"].startswith(("end", "to")):
        return f"{day - timedelta(days=6)}/{day}"
    return week_of(day) if match["side"] == "of" else f"{day}/{day + timedelta(days=6)}"
