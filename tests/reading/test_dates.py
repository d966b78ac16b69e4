"""What people write of time, and what must come out, read in a paper of Wednesday, 2024-07-10."""

from __future__ import annotations

import pytest

from verbale.model import Span
from verbale.reading.dates import find_dates
from verbale.uncertain_dates import bounds

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
    # Days, as papers, UN documents, decrees and machines write them.
    ("Geneva, 30 Mar 2022", "2022-03-30"),
    ("Done at Geneva this 30th day of March 2022", "2022-03-30"),
    ("on the 30th of March, 2022", "2022-03-30"),
    ("on March 30th, 2022", "2022-03-30"),
    ("dated 30-Mar-2022", "2022-03-30"),
    ("Wednesday, 30 March 2022", "2022-03-30"),
    ("On Wednesday, March 30, 2022, she wrote.", "2022-03-30"),
    ("On Tuesday, July 9, she wrote.", "2024-07-09"),
    ("The court sat on Friday 5 July.", "2024-07-05"),
    ("The court sat on Friday, 28 July.", "2023-07-28"),
    ("It was signed on Friday (5 July).", "2024-07-05"),
    ("posted 2022-03-30T23:45:00Z", "2022-03-30"),
    ("posted 2022-03-30T23:45:00+07:00", "2022-03-30"),
    ("at 23:30 GMT on 30 March 2022", "2022-03-30"),
    ("30 March 2022, 14:00 UTC", "2022-03-30"),
    ("dated 30.03.2022", "2022-03-30"),
    ("dated 3.4.2022", "2022-04-03"),
    ("dated 30/03/2022", "2022-03-30"),
    ("dated 03/30/2022", "2022-03-30"),
    ("dated 03/03/2022", "2022-03-03"),
    ("Decree No. 2017-12 of 3 March 2017", "2017-03-03"),
    ("Resolution 49/3, adopted on 31 March 2022", "2022-03-31"),
    ("in force as of 1 January 2022", "2022-01-01"),
    ("the letter of 8 February 2024", "2024-02-08"),
    ("on 29 February 2024", "2024-02-29"),
    ("since January 1 this year", "2024-01-01"),
    ("On March 11, 2000 people marched.", "2024-03-11"),
    ("On March 11, 1,200 people marched.", "2024-03-11"),
    ("Since May 5, 12 men have died.", "2024-05-05"),
    ("on 2 June last year", "2023-06-02"),
    ("on June 2 of last year", "2023-06-02"),
    ("last June 5", "2024-06-05"),
    ("the October 7 attack", "2023-10-07"),
    ("He died on the night of 3 June.", "2024-06-03"),
    ("on the 15th of last month", "2024-06-15"),
    ("on the 5th of this month", "2024-07-05"),
    ("the day after 3 June", "2024-06-04"),
    ("the day before March 29, 2022", "2022-03-28"),
    # Months and parts of years.
    ("in early March 2022", "2022-03"),
    ("in mid-March 2022", "2022-03"),
    ("in late March", "2024-03"),
    ("at the end of March", "2024-03"),
    ("by the end of August", "2024-08"),
    ("at the beginning of June 2023", "2023-06"),
    ("throughout June", "2024-06"),
    ("before June", "2024-06"),
    ("the month of June", "2024-06"),
    ("the March elections", "2024-03"),
    ("its May letter", "2024-05"),
    ("In March 30 people were held.", "2024-03"),
    ("In May 5,000 people marched.", "2024-05"),
    ("in March of last year", "2023-03"),
    ("in September, 2021", "2021-09"),
    ("since Jan. 2020", "2020-01"),
    ("in the first quarter of 2024", "2024-01/2024-03"),
    ("in the fourth quarter of last year", "2023-10/2023-12"),
    ("in Q3 2023", "2023-07/2023-09"),
    ("the first half of 2023", "2023-01/2023-06"),
    ("in the second half of last year", "2023-07/2023-12"),
    ("in the spring of 2022", "2022-21"),
    ("in summer 2023", "2023-22"),
    ("in the autumn of 2021", "2021-23"),
    # Years and decades.
    ("in the year 2000", "2000"),
    ("in late 2023", "2023"),
    ("in mid-2022", "2022"),
    ("by the end of 2023", "2023"),
    ("a 2018 law", "2018"),
    ("its 2021 report", "2021"),
    ("Amnesty’s 2019 survey", "2019"),
    ("before 2013", "2013"),
    ("in 2019’s vote", "2019"),
    ("in the 1990s", "199X"),
    ("in the early 1980s", "198X"),
    ("in the 2021-22 budget", "2021/2022"),
    ("in 2021/22", "2021/2022"),
    ("the 2019–2023 plan", "2019/2023"),
    ("the Rouge years (1975-1979)", "1975/1979"),
    ("between 2019 and 2022", "2019/2022"),
    ("from 1993 until 1998", "1993/1998"),
    ("in 2019, 2020 and 2021", "2019/2021"),
    ("later this year", "2024"),
    # Intervals.
    ("from 3 March 2021 to 5 June 2022", "2021-03-03/2022-06-05"),
    ("from March 3, 2021, to June 5, 2022", "2021-03-03/2022-06-05"),
    ("from March 2021 to June 2022", "2021-03/2022-06"),
    ("from March 2021 through June 2022", "2021-03/2022-06"),
    ("between March and June 2022", "2022-03/2022-06"),
    ("in June and July 2022", "2022-06/2022-07"),
    ("on March 1–3, 2023", "2023-03-01/2023-03-03"),
    ("March 1-3", "2024-03-01/2024-03-03"),
    ("1–3 March 2023", "2023-03-01/2023-03-03"),
    ("from 28 May–2 June 2023", "2023-05-28/2023-06-02"),
    ("June 3 through 5", "2024-06-03/2024-06-05"),
    ("from June 3 to July 5", "2024-06-03/2024-07-05"),
    ("30 December 2022 to 5 January 2023", "2022-12-30/2023-01-05"),
    ("from 30 December to 5 January", "2023-12-30/2024-01-05"),
    ("on the night of 3/4 June", "2024-06-03/2024-06-04"),
    ("on the 3rd and 4th of June", "2024-06-03/2024-06-04"),
    ("on 3, 4 and 5 June 2023", "2023-06-03/2023-06-05"),
    ("On June 3 and 4, police came.", "2024-06-03/2024-06-04"),
    ("from Tuesday through Thursday", "2024-07-02/2024-07-04"),
    ("the week of 21 March 2022", "2022-03-21/2022-03-27"),
    ("in the week ending 27 March 2022", "2022-03-21/2022-03-27"),
    ("in the week beginning 4 March 2024", "2024-03-04/2024-03-10"),
    # Roughly.
    ("in about 1990", "1990~"),
    ("circa 1990", "1990~"),
    ("around March 2022", "2022-03~"),
    ("in or around March 2022", "2022-03~"),
    ("on or about 3 June 2022", "2022-06-03~"),
    ("around 3 June", "2024-06-03~"),
    ("by about 2030", "2030~"),
    ("some 20 years ago", "2004~"),
    ("nearly two years ago", "2022~"),
    ("about three months ago", "2024-04~"),
    # Weekdays.
    ("They will meet this Friday.", "2024-07-12"),
    ("They met this past Friday.", "2024-07-05"),
    ("They meet this coming Friday.", "2024-07-12"),
    ("On Thursday the court will rule.", "2024-07-11"),
    ("On Thursday he said he would resign.", "2024-07-04"),
    ("Those who will appeal said on Thursday that they were ready.", "2024-07-04"),
    ("He is due in court on Friday.", "2024-07-12"),
    ("He is to be tried on Friday.", "2024-07-12"),
    ("on Monday of last week", "2024-07-01"),
    ("on Thursday next week", "2024-07-18"),
    ("on Tuesday this week", "2024-07-09"),
    ("Early on Monday, police came.", "2024-07-08"),
    ("Friday’s ruling angered them.", "2024-07-05"),
    # Counted from the day of publication.
    ("a week ago", "2024-07-03"),
    ("a fortnight ago", "2024-06-26"),
    ("18 months ago", "2023-01"),
    ("thirty-five years ago", "1989"),
    ("She spoke the day before yesterday.", "2024-07-08"),
    ("They will vote in three days’ time.", "2024-07-13"),
    ("They will vote in two weeks' time.", "2024-07-24"),
    ("They will vote three days from now.", "2024-07-13"),
    ("the week before last", "2024-06-24/2024-06-30"),
    ("the year before last", "2022"),
    ("They met over the weekend.", "2024-07-06/2024-07-07"),
    ("They met at the weekend.", "2024-07-06/2024-07-07"),
    ("They met last weekend.", "2024-07-06/2024-07-07"),
    ("They will meet this weekend.", "2024-07-13/2024-07-14"),
    ("It ends next month.", "2024-08"),
    ("It ends next year.", "2025"),
    ("In December the court will sit again.", "2024-12"),
    ("Today, she said so.", "2024-07-10"),
]

WRONG = [
    "The May family left.",
    "She may march on.",
    "It cost 1994 dollars.",
    "Article 19 of the Covenant",
    "He lives at 12 March Street",
    "the summer games",
    "three weeks ago or so",
    "a few days ago",
    "several years ago",
    "more than two years ago",
    "over a year ago",
    "less than a month ago",
    "many months later",
    "days later",
    "two days later",
    "the same day",
    "the following year",
    "the next Monday",
    "over the last year",
    "in the last month",
    "during the past week",
    "in recent years",
    "It meets every Monday.",
    "It meets on Mondays.",
    "He died on Black Friday.",
    "the Sunday Times",
    "USA Today",
    "to this day",
    "the other day",
    "dated 03/04/2022",
    "29 February 2023",
    "33/03/2022",
    "published 2202-03-30",
    "document A/2022/03/25",
    "a sum of 2000 dollars",
    "a crowd of 2000 people",
    "by 1900 GMT",
    "from 2030 hours",
    "between 1900 and 2000 people",
    "Law 2015-04",
    "call 2012-2014-77",
    "the 23 July Street",
    "the 26 July Bridge",
    "on the 15th",
    "Maybe march for it",
    "Theresa May said so.",
    "three days before the vote",
    "the day before the vote",
    "within two weeks",
    "for the next two weeks",
    "A spring of hope",
    "It takes 20 days.",
    "31 June 2023",
]

ANCHORED = [
    ("The note of March 29 told of the meeting four days earlier.", "2024-03-25"),
    ("They met on 3 June. The same day he resigned.", "2024-06-03"),
    ("They met on 3 June. He had resigned the day before.", "2024-06-02"),
    ("They met on 3 June. He resigned two weeks later.", "2024-06-17"),
    ("It was banned in 2017. The following year it dissolved.", "2018"),
    ("They met on 3 June. That same day he resigned.", "2024-06-03"),
    ("They met on 3 June. On the same date he resigned.", "2024-06-03"),
    ("They met on 3 June. He resigned a day later.", "2024-06-04"),
    ("They met on 3 June. He resigned the next day.", "2024-06-04"),
    ("They met on 3 June. He resigned a week later.", "2024-06-10"),
    ("They met on 3 June. He resigned the following Friday.", "2024-06-07"),
    ("They met on 3 June. He had resigned the previous Friday.", "2024-05-31"),
    ("They met on 3 June. He resigned the following week.", "2024-06-10/2024-06-16"),
    ("They met on 3 June. He resigned later that week.", "2024-06-03/2024-06-09"),
    ("They met on 3 June. He resigned the following month.", "2024-07"),
    ("They met on 3 June. He resigned later that month.", "2024-06"),
    ("They met in March 2022. Two months later he resigned.", "2022-05"),
    ("They met in March 2022. A year later he resigned.", "2023"),
    ("They met in March 2022. He resigned in May that year.", "2022-05"),
    ("They met in March 2022. He resigned on 4 May of that year.", "2022-05-04"),
    ("They met in March 2022. He resigned in May of the following year.", "2023-05"),
    ("It was banned in 2017. It had registered a year earlier.", "2016"),
    ("It was banned in 2017. It came back nearly two years later.", "2019~"),
]

SEVERAL = [
    ("on 3 May and 5 June 2022", ["2022-05-03", "2022-06-05"]),
    ("on May 3 and June 5, 2022", ["2022-05-03", "2022-06-05"]),
    ("on 5 and 17 June 2022", ["2022-06-05", "2022-06-17"]),
    ("on 3, 5 and 17 June", ["2024-06-03", "2024-06-05", "2024-06-17"]),
    ("on June 3, 5 and 17, 2022", ["2022-06-03", "2022-06-05", "2022-06-17"]),
    ("in June and September 2022", ["2022-06", "2022-09"]),
    ("in 2013, 2017 and 2023", ["2013", "2017", "2023"]),
    ("in 2018 and 2023", ["2018", "2023"]),
    ("letters of 4 March 2021 and 8 February 2024", ["2021-03-04", "2024-02-08"]),
    ("From 2019 until today, she wrote.", ["2019", "2024-07-10"]),
    ("He said on Monday that he was held on 3 June.", ["2024-07-08", "2024-06-03"]),
    ("They met on 3 June, two days after the vote of June 1.", ["2024-06-03", "2024-06-01"]),
    ("Held on 3 June. The day before the vote he left.", ["2024-06-03"]),
    ("Held on 3 June. More than two weeks later he left.", ["2024-06-03"]),
]


@pytest.mark.parametrize(("text", "expected"), RIGHT)
def test_one_expression(text: str, expected: str) -> None:
    assert [expression.date for expression in find_dates(text, PUBLISHED)] == [expected]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_several_expressions(text: str, expected: list[str]) -> None:
    assert [expression.date for expression in find_dates(text, PUBLISHED)] == expected


@pytest.mark.parametrize("text", [row[0] for row in (*RIGHT, *ANCHORED)])
def test_what_comes_out_is_edtf(text: str) -> None:
    for expression in find_dates(text, PUBLISHED):
        first, last = bounds(expression.date)
        assert first <= last


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


@pytest.mark.parametrize(
    "word", ["one ", "two days ", "May ", "3 June, ", "1 - ", "in 2019, ", "12/"]
)
def test_the_same_words_over_and_over_are_read(word: str) -> None:
    text = word * 4000
    found = find_dates(text, PUBLISHED)
    assert all(0 <= each.span.start < each.span.end <= len(text) for each in found)
