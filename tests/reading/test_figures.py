"""Figures as people write them, and numbers that are none."""

from __future__ import annotations

import pytest

from verbale.reading.dates import find_dates
from verbale.reading.figures import find_figures
from verbale.reading.layout import lay_out
from verbale.reading.numbers import cardinal

RIGHT: list[tuple[str, list[tuple[float, str | None]]]] = [
    ("Police held 47 people.", [(47, None)]),
    ("Police held forty-seven people.", [(47, None)]),
    ("Some 1,140 prisoners were there.", [(1140, None)]),
    ("growth of seven per cent", [(7, "percent")]),
    ("58.3 percent of voters", [(58.3, "percent")]),
    ("12% of them", [(12, "percent")]),
    ("half a million people saw it", [(500_000, None)]),
    ("1.9 million people live there", [(1_900_000, None)]),
    ("unpaid fees of 2.4 million riyo were due", [(2_400_000, "riyo")]),
    ("It cost $3.5 million.", [(3_500_000, "USD")]),
    ("a fine of EUR 500", [(500, "EUR")]),
    ("for 48 hours", [(48, "hours")]),
    ("a term of twelve years", [(12, "years")]),
    ("12-month contracts", [(12, "months")]),
    ("two of the nine judges", [(2, None), (9, None)]),
    ("from 20 to 30 boats", [(20, None), (30, None)]),
    ("one hundred and six boats", [(106, None)]),
    ("40 km of road", [(40, "km")]),
]

NONE = [
    "On 3 June 2024 they met.",
    "Article 19 and paragraph 7 apply.",
    "It began at 9.30 a.m. in Room 12.",
    "Call telephone 0 2214 6070.",
    "One of the ministers smiled.",
    "The one who spoke had left.",
    "He came twice a year, three times in all.",
    "the 3rd session",
    "12. The Committee meets.",
    "document A/HRC/49/80",
    "in the 2019 elections",
]


@pytest.mark.parametrize(("text", "expected"), RIGHT)
def test_figures(text: str, expected: list[tuple[float, str | None]]) -> None:
    found = find_figures(lay_out(text), find_dates(text, "2024-07-10"))
    assert [(figure.value, figure.unit) for figure in found] == expected
    assert all(0 <= figure.span.start < figure.span.end <= len(text) for figure in found)


@pytest.mark.parametrize("text", NONE)
def test_no_figures(text: str) -> None:
    assert find_figures(lay_out(text), find_dates(text, "2024-07-10")) == []


def test_comparison_and_measure_are_kept() -> None:
    [figure] = find_figures(lay_out("at least 64 activists were held"), [])
    assert (figure.comparison, figure.measure) == ("at least", "activists")


@pytest.mark.parametrize(
    ("words", "value"),
    [("zero", 0), ("three hundred and five", 305), ("two thousand", 2000), ("sixty", 60)],
)
def test_cardinals(words: str, value: float) -> None:
    assert cardinal(words) == value


def test_what_is_no_number_has_no_value() -> None:
    assert cardinal("dozens") is None
