"""What people write of time, and what must come out, read in a paper of Wednesday, 2024-07-10."""

from __future__ import annotations

import pytest

from verbale.model import Span
from verbale.reading.dates import find_dates

PUBLISHED = "2024-07-10"

RIGHT = [
    ("on 25 March 2022", "2022-03-25"),
    ("on March 25, 2022", "2022-03-25"),
    ("on Mar. 25, 2022", "2022-03-25"),
    ("on 2022-03-25", "2022-03-25"),
    ("The talks were held on 3 July.", "2024-07-03"),
    ("They met on the 3rd of July.", "2024-07-03"),
    ("The list came out on Dec. 12.", "2023-12-12"),
    ("the vote scheduled for December 12", "2024-12-12"),
    ("in March 2021", "2021-03"),
    ("It was founded in 1987.", "1987"),
    ("the press law of 1994", "1994"),
    ("In September last year she said no.", "2023-09"),
    ("He came back last March.", "2024-03"),
    ("He left last October.", "2023-10"),
    ("It opens next January.", "2025-01"),
    ("in June this year", "2024-06"),
    ("She spoke on Tuesday.", "2024-07-09"),
    ("She spoke on Wednesday.", "2024-07-10"),
    ("She spoke on Thursday.", "2024-07-04"),
    ("She will speak on Thursday.", "2024-07-11"),
    ("She spoke last Monday.", "2024-07-08"),
    ("The court sits next Monday.", "2024-07-15"),
    ("He told reporters late Sunday.", "2024-07-07"),
    ("He said on Monday evening", "2024-07-08"),
    ("She said so today.", "2024-07-10"),
    ("She said so yesterday.", "2024-07-09"),
    ("She will say so tomorrow.", "2024-07-11"),
    ("They were freed last night.", "2024-07-09"),
    ("Last week the envoy left.", "2024-07-01/2024-07-07"),
    ("It will end next week.", "2024-07-15/2024-07-21"),
    ("Last month they agreed.", "2024-06"),
    ("Earlier this month they agreed.", "2024-07"),
    ("Last year they agreed.", "2023"),
    ("two years ago", "2022"),
    ("five days ago", "2024-07-05"),
    ("ten months ago", "2023-09"),
    ("between 5 and 20 June", "2024-06-05/2024-06-20"),
    ("between June 5 and June 20", "2024-06-05/2024-06-20"),
    ("from 28 May to 2 June 2023", "2023-05-28/2023-06-02"),
    ("on 9 and 10 May 2023", "2023-05-09/2023-05-10"),
    ("between February and April", "2024-02/2024-04"),
    ("between November and January", "2023-11/2024-01"),
    ("in 2021 and 2022", "2021/2022"),
    ("between Friday and Monday", "2024-07-05/2024-07-08"),
    ("four days before 29 March 2022", "2022-03-25"),
    ("It must answer by 1 August.", "2024-08-01"),
]

WRONG = [
    "The May family left.",
    "She may march on.",
    "It cost 1994 dollars.",
    "Article 19 of the Covenant",
    "He lives at 12 March Street",
    "the summer games",
    "three weeks ago or so",
    "It takes 20 days.",
    "31 June 2023",
]

ANCHORED = [
    ("The note of March 29 told of the meeting four days earlier.", "2024-03-25"),
    ("They met on 3 June. The same day he resigned.", "2024-06-03"),
    ("They met on 3 June. He had resigned the day before.", "2024-06-02"),
    ("They met on 3 June. He resigned two weeks later.", "2024-06-17"),
    ("It was banned in 2017. The following year it dissolved.", "2018"),
]


@pytest.mark.parametrize(("text", "expected"), RIGHT)
def test_one_expression(text: str, expected: str) -> None:
    assert [expression.date for expression in find_dates(text, PUBLISHED)] == [expected]


@pytest.mark.parametrize("text", WRONG)
def test_no_date_is_read_where_none_is_told(text: str) -> None:
    assert find_dates(text, PUBLISHED) == []


@pytest.mark.parametrize(("text", "expected"), ANCHORED)
def test_counted_from_the_date_named_before(text: str, expected: str) -> None:
    assert find_dates(text, PUBLISHED)[-1].date == expected


def test_without_a_publication_date_only_absolute_dates_are_given() -> None:
    text = "On Tuesday, last week and in May he recalled 3 June 2019 and the year before."
    assert [found.date for found in find_dates(text, None)] == ["2019-06-03"]


def test_dates_inside_asides_are_not_counted_from_outside() -> None:
    text = "On Monday he said it was signed on 3 June. The same day he left."
    aside = Span(text.index("it was"), text.index(". The"))
    assert find_dates(text, PUBLISHED, [aside])[-1].date == "2024-07-08"
    assert find_dates(text, PUBLISHED)[-1].date == "2024-06-03"
