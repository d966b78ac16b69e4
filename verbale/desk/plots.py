"""Plots as numbers: what a page draws as SVG, worked out here so that no script is needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from verbale.exports.numbers import plain_number
from verbale.model import SIDES
from verbale.record.browsing import Month
from verbale.uncertain_dates import bounds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verbale.record.rows import SeriesRow

__all__ = ["NARROW", "Bar", "Label", "Plot", "Point", "SeriesPlot", "series_plot", "timeline"]

_WIDTH: Final = 720  # of a window; in it, letters are as large as on the page
NARROW: Final = 340  # of a phone
_HALF: Final = 90  # the height of the larger half of a timeline
_QUARTER: Final = 3
_GRAINS: Final = (1, _QUARTER, 12)  # months that one bar stands for
_ROOM: Final = 20  # for a bar that can still be told apart; what is before them is not drawn
_HEIGHT: Final = 130  # of a plot of figures
_LEFT: Final = 64  # room for the scale
_LABEL: Final = 50  # the width of a month or quarter
_PADDING: Final = 18
_BESIDE: Final = 22  # from one point to the next that would lie on it


@dataclass(frozen=True, slots=True)
class Bar:
    """How many a side raised (above the line) or replied (below) in a month, quarter or year."""

    x: float
    y: float
    width: float
    height: float
    side: str
    kind: str
    month: str
    count: int


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a place of a plot."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Plot:
    """Bars over months, quarters or years, with the line between concerns and replies at `middle`.

    `drawn` are the counts that they show.
    """

    width: int
    height: int
    middle: float
    bars: tuple[Bar, ...]
    labels: tuple[Label, ...]
    sides: tuple[str, ...]
    drawn: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of a series: the `number`th of them."""

    x: float
    y: float
    number: int
    clashes: bool


@dataclass(frozen=True, slots=True)
class SeriesPlot:
    """Figures about one measure over time."""

    width: int
    height: int
    points: tuple[Point, ...]
    labels: tuple[Label, ...]


def timeline(months: Sequence[Month], wide: int = _WIDTH) -> Plot | None:
    """Lay out what each side raised and replied over time; `None` when there is nothing.

    A bar is a month, in a longer time a quarter or a year. All is `wide` pixels wide, of a page
    that is shown so large.
    """
    if not months:
        return None
    most = (wide - _LEFT) // _ROOM
    grain = _grain(months, most)
    first, last = (_month_number(end.month) // grain for end in (months[0], months[-1]))
    first = max(first, last - most + 1)
    drawn = _together(
        [each for each in months if _month_number(each.month) // grain >= first], grain
    )
    place = {_name(number, grain): number - first for number in range(first, last + 1)}
    step = (wide - _LEFT) / (last - first + 1)
    up = max(_totals(drawn, "raised").values())
    down = max(_totals(drawn, "replied").values())
    unit = _HALF / max(up, down, 1)
    middle = _PADDING + up * unit
    height = middle + down * unit + 2 * _PADDING
    bars: list[Bar] = []
    width = min(step * 0.7, 46)
    for kind, way in (("raised", -1), ("replied", 1)):
        filled: dict[str, float] = {}
        for each in sorted(drawn, key=lambda one: (one.month, SIDES.index(_side(one.side)))):
            count = each.raised if kind == "raised" else each.replied
            if not count:
                continue
            base = filled.get(each.month, 0.0)
            tall = count * unit
            y = middle - base - tall if way < 0 else middle + base
            x = _LEFT + place[each.month] * step + (step - width) / 2
            bars.append(
                Bar(
                    round(x, 1),
                    round(y, 1),
                    round(width, 1),
                    round(tall, 1),
                    each.side,
                    kind,
                    each.month,
                    count,
                )
            )
            filled[each.month] = base + tall
    labels = _labels(list(place), step, wide, height)
    present = {each.side for each in bars}
    sides = tuple(side for side in SIDES if side in present)
    return Plot(
        wide, round(height), round(middle, 1), tuple(bars), tuple(labels), sides, tuple(drawn)
    )


def series_plot(series: SeriesRow, wide: int = _WIDTH) -> SeriesPlot | None:
    """Lay out the dated figures of a series; `None` when fewer than two are dated.

    All is `wide` pixels wide, of a page that is shown so large.
    """
    dated = [
        (number, row, date.fromisoformat(bounds(row.date)[0]).toordinal())
        for number, row in enumerate(series.figures, start=1)
        if row.date is not None
    ]
    if len(dated) < 2:
        return None
    clashing = {
        end.id
        for pair in series.comparisons
        if pair.relation == "contradicts"
        for end in (pair.one, pair.other)
    }
    days = [day for *_, day in dated]
    values = [row.value for _, row, _ in dated]
    low, high = min(values), max(values)
    end = wide - _PADDING
    across = (end - _LEFT - _PADDING) / ((max(days) - min(days)) or 1)
    upward = (_HEIGHT - 3 * _PADDING) / ((high - low) or 1)
    bottom = _HEIGHT - 2 * _PADDING
    # Several claims of one value on one day would lie on each other: each stands a bit further, as
    # long as there is room, and then a bit before.
    beside: dict[tuple[int, float], int] = {}
    points = []
    for number, row, day in dated:
        shift = beside.get((day, row.value), 0)
        beside[day, row.value] = shift + 1
        x = _LEFT + _PADDING + (day - min(days)) * across
        room = int((end - x) // _BESIDE)
        x += (shift if shift <= room else room - shift) * _BESIDE
        y = bottom - (row.value - low) * upward
        points.append(Point(round(x, 1), round(y, 1), number, row.id in clashing))
    first, last = (date.fromordinal(day).isoformat() for day in (min(days), max(days)))
    labels = [
        Label(0, bottom - (high - low) * upward + 4, str(plain_number(high))),
        Label(_LEFT, _HEIGHT - 4, first),
    ]
    if low != high:
        labels.append(Label(0, bottom + 4, str(plain_number(low))))
    if first != last:
        labels.append(Label(wide - 80, _HEIGHT - 4, last))
    return SeriesPlot(wide, _HEIGHT, tuple(points), tuple(labels))


def _side(side: str) -> str:
    return side if side in SIDES else "other"


def _totals(months: Sequence[Month], kind: str) -> dict[str, int]:
    totals: dict[str, int] = {}
    for each in months:
        totals[each.month] = totals.get(each.month, 0) + getattr(each, kind)
    return totals


def _month_number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _grain(months: Sequence[Month], most: int) -> int:
    """Tell how many months a bar stands for, so that there are no more than can be drawn."""
    length = _month_number(months[-1].month) - _month_number(months[0].month) + 1
    return next((grain for grain in _GRAINS if length <= grain * most), _GRAINS[-1])


def _together(months: Sequence[Month], grain: int) -> list[Month]:
    """Put the counts of months together that one bar stands for."""
    raised: dict[tuple[str, str], int] = {}
    replied: dict[tuple[str, str], int] = {}
    for each in months:
        key = _name(_month_number(each.month) // grain, grain), each.side
        raised[key] = raised.get(key, 0) + each.raised
        replied[key] = replied.get(key, 0) + each.replied
    return [Month(*key, raised[key], replied[key]) for key in raised]


def _name(number: int, grain: int) -> str:
    """Name a month, quarter or year by its number since the year 0: `2025-03`, `2025-Q1`."""
    year, part = divmod(number * grain, 12)
    if grain == 1:
        return f"{year:04}-{part + 1:02}"
    return f"{year:04}-Q{part // 3 + 1}" if grain == _QUARTER else f"{year:04}"


def _labels(names: list[str], step: float, wide: int, height: float) -> list[Label]:
    """Name as many bars as have room."""
    every = max(1, round(80 / step))
    most = wide - _LABEL
    return [
        Label(round(min(_LEFT + number * step + step / 2 - 24, most), 1), height - 4, name)
        for number, name in list(enumerate(names))[::every]
    ]
