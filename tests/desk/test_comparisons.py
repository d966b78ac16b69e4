from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from tests.factories import rich_reading
from verbale.desk.comparisons import told
from verbale.record.from_reading import contents_of
from verbale.record.rows import ComparisonRow, FigureRow, SeriesRow

FIGURE = contents_of(rich_reading()).figures[0]


def compared(one: FigureRow, other: FigureRow) -> ComparisonRow:
    if one.value == other.value:
        return ComparisonRow(one, other, "agrees", f"both say {one.value}")
    low, high = sorted((one.value, other.value))
    return ComparisonRow(one, other, "contradicts", f"{low} and {high}")


def series(*values: float, without: tuple[int, int] = (0, 0)) -> SeriesRow:
    rows = tuple(
        replace(FIGURE, id=f"d1.f{number}", value=value)
        for number, value in enumerate(values, start=1)
    )
    left_out = {f"d1.f{number}" for number in without}
    pairs = tuple(
        compared(*pair) for pair in combinations(rows, 2) if {each.id for each in pair} != left_out
    )
    return SeriesRow("clubs", None, rows, pairs)


def lines(of: SeriesRow) -> list[str]:
    return [
        f"{line.text}: {line.one} {line.other}, {line.reason}".replace(",)", ")")
        for line in told(of)
    ]


def test_two_figures_are_one_line() -> None:
    assert lines(series(3, 4)) == ["contradicts: (1) (2), 3 and 4"]
    assert lines(series(3, 3)) == ["agrees: (1) (2), both say 3"]
    assert [line.relation for line in told(series(3, 4, 4))] == ["contradicts", "agrees"]


def test_equal_figures_are_put_together() -> None:
    assert lines(series(3, 4, 3, 4, 3)) == [
        "agrees: (1, 3) (5), both say 3",
        "contradicts_many: (1, 3, 5) (2, 4), 3 and 4",
        "agrees: (2) (4), both say 4",
    ]


def test_nothing_is_said_of_pairs_that_are_not_compared() -> None:
    assert lines(series(3, 4, 3, without=(2, 3))) == [
        "contradicts: (1) (2), 3 and 4",
        "agrees: (1) (3), both say 3",
    ]
    assert lines(series(3, 3, 3, 4, without=(1, 4)))[1:] == [
        "contradicts_many: (2, 3) (4), 3 and 4"
    ]
    assert lines(series(3, 4, 3, 4, without=(2, 3))) == [
        "contradicts: (1) (2), 3 and 4",
        "agrees: (1) (3), both say 3",
        "contradicts: (1) (4), 3 and 4",
        "agrees: (2) (4), both say 4",
        "contradicts: (3) (4), 3 and 4",
    ]


def test_what_updates_several_figures_is_one_line() -> None:
    one, two, new = series(3, 3, 9).figures
    pairs = tuple(ComparisonRow(old, new, "updates", "a later day") for old in (one, two))
    assert lines(SeriesRow("clubs", None, (one, two, new), pairs)) == [
        "updates_many: (1, 2) (3), a later day"
    ]
