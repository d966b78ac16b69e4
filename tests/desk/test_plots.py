from __future__ import annotations

from dataclasses import replace

from tests.factories import rich_reading
from verbale.desk.plots import NARROW, series_plot, timeline
from verbale.record.browsing import Month
from verbale.record.from_reading import contents_of
from verbale.record.rows import ComparisonRow, FigureRow, SeriesRow

FIGURE = contents_of(rich_reading()).figures[0]


def figures(*claims: tuple[str | None, float]) -> SeriesRow:
    rows = tuple(
        replace(FIGURE, id=f"d1.f{number}", date=date, value=value)
        for number, (date, value) in enumerate(claims, start=1)
    )
    return SeriesRow("clubs", None, rows, _clash(rows))


def _clash(rows: tuple[FigureRow, ...]) -> tuple[ComparisonRow, ...]:
    return (ComparisonRow(rows[0], rows[1], "contradicts", "two numbers"),)


def test_nothing_is_drawn_of_nothing() -> None:
    assert timeline([]) is None
    assert series_plot(figures((None, 3), ("2024", 4))) is None


def test_concerns_stand_above_the_line_and_replies_below() -> None:
    plot = timeline([Month("2024-12", "monitor", 3, 0), Month("2025-01", "state", 1, 6)])
    assert plot is not None
    for bar in plot.bars:
        if bar.kind == "raised":
            assert bar.y + bar.height <= plot.middle + 0.1
        else:
            assert bar.y >= plot.middle - 0.1
    heights = {(bar.month, bar.kind): bar.height for bar in plot.bars}
    assert heights["2025-01", "replied"] == 2 * heights["2024-12", "raised"]
    assert plot.sides == ("monitor", "state")


def test_sides_of_a_month_stand_on_each_other() -> None:
    plot = timeline([Month("2025-01", "monitor", 2, 0), Month("2025-01", "state", 2, 0)])
    assert plot is not None
    first, second = plot.bars
    assert first.x == second.x
    assert second.y + second.height == first.y


def test_a_longer_time_is_drawn_by_quarters_or_years() -> None:
    months = [Month(f"{2020 + n // 12}-{n % 12 + 1:02}", "state", 1, 2) for n in range(40)]
    plot = timeline(months)
    assert plot is not None
    assert len(plot.drawn) == 14
    assert plot.drawn[0] == Month("2020-Q1", "state", 3, 6)
    assert plot.drawn[-1] == Month("2023-Q2", "state", 1, 2)
    plot = timeline([Month(f"{year}-06", "state", 1, 0) for year in range(2000, 2026)])
    assert plot is not None
    assert [each.month for each in plot.drawn] == [str(year) for year in range(2000, 2026)]
    assert len(plot.labels) < 15


def test_a_very_long_time_is_cut_to_the_last_years() -> None:
    plot = timeline([Month(f"{year}-06", "state", 1, 0) for year in range(1900, 2026)])
    assert plot is not None
    assert {bar.month for bar in plot.bars} == {str(year) for year in range(1994, 2026)}


def test_figures_stand_by_day_and_value() -> None:
    plot = series_plot(figures(("2024-01-01", 10), ("2024-12-31", 20), ("2024-07-01", 15)))
    assert plot is not None
    low, high, between = plot.points
    assert low.x < between.x < high.x
    assert low.y > between.y > high.y
    assert (low.clashes, high.clashes, between.clashes) == (True, True, False)


def test_equal_figures_of_a_day_do_not_hide_each_other() -> None:
    plot = series_plot(figures(("2024-01-01", 10), ("2024-01-01", 10)))
    assert plot is not None
    one, other = plot.points
    assert (one.x, one.y) != (other.x, other.y)


def test_a_plot_for_a_phone_holds_all_its_points() -> None:
    plot = series_plot(figures(*[("2024-01-01", 10)] * 9, *[("2024-03-01", 10)] * 9), NARROW)
    assert plot is not None
    assert plot.width == NARROW
    places = {(point.x, point.y) for point in plot.points}
    assert len(places) == 18
    assert all(9 <= x <= NARROW - 9 for x, _ in places)
