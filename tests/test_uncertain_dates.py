from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale import uncertain_dates
from verbale.errors import WrongMetadata
from verbale.uncertain_dates import bounds, checked_publication

TODAY = date(2024, 6, 1)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2022-03-25", "2022-03-25", "2022-03-25"),
        ("2021-09", "2021-09-01", "2021-09-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2019", "2019-01-01", "2019-12-31"),
        ("2022-03-21/2022-03-27", "2022-03-21", "2022-03-27"),
        ("2021-09/2022", "2021-09-01", "2022-12-31"),
        ("2022-03-25~", "2022-03-25", "2022-03-25"),
        ("2022?", "2022-01-01", "2022-12-31"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("2022-21", "2022-03-01", "2022-05-31"),
    ],
)
def test_first_and_last_day(value: str, first: str, last: str) -> None:
    assert bounds(value) == (first, last)


@pytest.mark.parametrize(
    "value",
    ["", "soon", "25/03/2022", "20220325", "2022-13", "2022-02-30", "2022-02-29", " 2022", "2022 ",
     "2022-03/..", "-0005", "Y20000", "2022-03-25T10:00:00Z", "[2021,2022]"],
)  # fmt: skip
def test_no_date(value: str) -> None:
    with pytest.raises(WrongMetadata, match="is no date. Write it as"):
        bounds(value)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_its_own_bounds(day: date) -> None:
    assert bounds(day.isoformat()) == (day.isoformat(), day.isoformat())


_DAYS = st.dates(min_value=date(1, 1, 1)).map(date.isoformat)
_ONE = st.tuples(_DAYS, st.sampled_from([4, 7, 10]), st.sampled_from(["", "~", "?"])).map(
    lambda parts: parts[0][: parts[1]] + parts[2]
)


@given(_ONE | st.tuples(_ONE, _ONE).map("/".join))
def test_plain_dates_mean_what_the_standard_says(value: str) -> None:
    assert (uncertain_dates._plain_bounds(value) or bounds(value)) == (
        uncertain_dates._parsed_bounds(value)
    )


@pytest.mark.parametrize("value", ["2024-06-01", "2025-12-31", "1948", "2023/2024"])
def test_possible_publication(value: str) -> None:
    assert checked_publication(value, TODAY) == value


@pytest.mark.parametrize(
    ("value", "why"), [("2202-03-30", "in the future"), ("2026", "in the future"),
                       ("0202-03-30", "too far back")],
)  # fmt: skip
def test_impossible_publication(value: str, why: str) -> None:
    with pytest.raises(WrongMetadata, match=why):
        checked_publication(value, TODAY)
