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
    # Words and digits.
    ("a hundred and fifty boats", [(150, None)]),
    ("two thousand five hundred boats", [(2500, None)]),
    ("some three hundred thousand people", [(300_000, None)]),
    ("one and a half million people", [(1_500_000, None)]),
    ("two and a half years in prison", [(2.5, "years")]),
    ("3½ hours of talks", [(3.5, "hours")]),
    ("two dozen activists", [(24, None)]),
    ("half a dozen boats", [(6, None)]),
    ("a dozen arrests", [(12, None)]),
    ("1,00,000 voters in Bihar", [(100_000, None)]),
    ("12,50,000 voters in Bihar", [(1_250_000, None)]),
    ("4 lakh farmers", [(400_000, None)]),
    ("1.5m people fled", [(1_500_000, None)]),
    ("300k followers", [(300_000, None)]),
    ("Twenty-one men were held.", [(21, None)]),
    ("One policeman died.", [(1, None)]),
    ("zero deaths", [(0, None)]),
    ("only one of the four was tried", [(1, None), (4, None)]),
    ("Of the 47 held, 12 were women and 3 children.", [(47, None), (12, None), (3, None)]),
    ("adopted by 28 votes to 6, with 13 abstentions", [(28, None), (6, None), (13, None)]),
    ("a 10-member panel", [(10, None)]),
    ("a three-judge bench", [(3, None)]),
    ("a one-year sentence", [(1, "years")]),
    ("a 250-page report", [(250, None)]),
    ("600 (down from 1,140)", [(600, None), (1140, None)]),
    ("two three-year terms", [(2, None), (3, "years")]),
    # Percentages, ratios and fractions.
    ("3.5% of gross domestic product", [(3.5, "percent")]),
    ("up 2 percentage points", [(2, "percentage points")]),
    ("25 basis points", [(25, "basis points")]),
    ("one in five women", [(20, "percent")]),
    ("One in every four children is hungry.", [(25, "percent")]),
    ("nine out of ten households", [(90, "percent")]),
    ("two-thirds of voters", [(66.67, "percent")]),
    ("three quarters of the seats", [(75, "percent")]),
    ("a third of the prisoners", [(33.33, "percent")]),
    ("half of the prisoners", [(50, "percent")]),
    ("half the prisoners", [(50, "percent")]),
    ("12.3 deaths per 100,000 people", [(12.3, None)]),
    ("one doctor for every 10,000 people", [(1, None)]),
    # Money.
    ("It cost US$1.2 billion.", [(1_200_000_000, "USD")]),
    ("It cost $1.2bn.", [(1_200_000_000, "USD")]),
    ("a fund of £20m", [(20_000_000, "GBP")]),
    ("€300k in aid", [(300_000, "EUR")]),
    ("a debt of USD 45 million", [(45_000_000, "USD")]),
    ("500 US dollars", [(500, "USD")]),
    ("500 Australian dollars", [(500, "AUD")]),
    ("A$500", [(500, "AUD")]),
    ("HK$2,000", [(2000, "HKD")]),
    ("₹500 a day", [(500, "INR")]),
    ("Rs 5 lakh in compensation", [(500_000, "rupees")]),
    ("Rs. 2,000", [(2000, "rupees")]),
    ("10,000 Pakistani rupees", [(10_000, "PKR")]),
    ("4,000 riel", [(4000, "KHR")]),
    ("500 baht", [(500, "THB")]),
    ("3 million kyats", [(3_000_000, "MMK")]),
    ("20,000 Kenyan shillings", [(20_000, "KES")]),
    ("KSh 20,000", [(20_000, "KES")]),
    ("10 million Swiss francs", [(10_000_000, "CHF")]),
    ("200 million forints", [(200_000_000, "HUF")]),
    ("900 pesos", [(900, "pesos")]),
    ("₦50,000", [(50_000, "NGN")]),
    ("CHF 300", [(300, "CHF")]),
    ("1,500 roubles", [(1500, "RUB")]),
    ("50 cents a litre", [(50, "cents")]),
    ("$2-3 million", [(2_000_000, "USD"), (3_000_000, "USD")]),
    ("between $2 million and $3 million", [(2_000_000, "USD"), (3_000_000, "USD")]),
    ("The fund paid for 30 rural clinics.", [(30, None)]),
    # Ranges share unit and scale.
    ("20-30 boats", [(20, None), (30, None)]),
    ("20–30 boats", [(20, None), (30, None)]),
    ("a rise of 10 to 15 per cent", [(10, "percent"), (15, "percent")]),
    ("5–10% of them", [(5, "percent"), (10, "percent")]),
    ("three to five years in prison", [(3, "years"), (5, "years")]),
    ("two or three days", [(2, "days"), (3, "days")]),
    ("between 5 and 10 years", [(5, "years"), (10, "years")]),
    ("12 to 15 million people", [(12_000_000, None), (15_000_000, None)]),
    ("from two to three people", [(2, None), (3, None)]),
    ("between two and three people", [(2, None), (3, None)]),
    # Time, length, area, weight.
    ("a 15-minute speech", [(15, "minutes")]),
    ("a 90-second film", [(90, "seconds")]),
    ("within 72 hours", [(72, "hours")]),
    ("three weeks in custody", [(3, "weeks")]),
    ("six decades of war", [(6, "decades")]),
    ("two centuries of rule", [(2, "centuries")]),
    ("12km from the border", [(12, "km")]),
    ("300 metres away", [(300, "m")]),
    ("40 miles away", [(40, "miles")]),
    ("six feet tall", [(6, "feet")]),
    ("120 km/h", [(120, "km/h")]),
    ("1,200 square kilometres of forest", [(1200, "km²")]),
    ("30 sq km of forest", [(30, "km²")]),
    ("50 square metres a family", [(50, "m²")]),
    ("5 million cubic metres of sand", [(5_000_000, "m³")]),
    ("10,000 hectares of land", [(10_000, "ha")]),
    ("30 tonnes of rice", [(30, "tonnes")]),
    ("50kg of rice", [(50, "kg")]),
    ("400 megawatts", [(400, "MW")]),
    ("2.4 GW of power", [(2.4, "GW")]),
    ("38 degrees Celsius", [(38, "°C")]),
    ("38°C in the shade", [(38, "°C")]),
    ("2 million barrels a day", [(2_000_000, "barrels")]),
    ("Kofi Tabor, aged 22, died.", [(22, "years")]),
    ("the 34-year-old teacher", [(34, "years")]),
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
    "Articles 9, 14 and 19 of the Covenant",
    "paragraphs 13 (b) and 15",
    "paragraphs 3 to 7",
    "Security Council resolution 2254",
    "resolutions 1325 and 2250",
    "See pages 12–14.",
    "rule 61 of the rules of procedure",
    "Case No. 33 of the court",
    "agenda item 3",
    "the Group of 77",
    "the Group of Seven",
    "the Five Eyes alliance",
    "the G7 and the G-20",
    "a Boeing 737 crashed",
    "an AK-47 and an F-16",
    "the COVID-19 pandemic",
    "a 5G network",
    "Windows 11 is out.",
    "Radio 4 said so.",
    "the 2030 Agenda for Sustainable Development",
    "the 9/11 attacks",
    "open 24/7",
    "the twenty-first century",
    "the one hundred and sixth session",
    "the 21st century",
    "in his 30s",
    "in the 1990s",
    "at 9 a.m. and at 5pm",
    "between 3 and 5 p.m.",
    "at 1900 GMT",
    "by 1400 hours",
    "at six o’clock",
    "at half past six",
    "They won 3-0.",
    "a 50-50 chance",
    "a 7-2 ruling",
    "dozens of arrests",
    "hundreds of thousands fled",
    "tens of thousands fled",
    "several hundred people",
    "a few thousand people",
    "a couple of arrests",
    "No one was hurt.",
    "This one is mine.",
    "on the one hand",
    "one by one they left",
    "a one-sided view",
    "a two-way street",
    "zero tolerance",
    "the correct one for that night",
    "They went one by one.",
    "number one on the list",
    "+44 20 7946 0958",
    "Tel. 023 722 100",
    "see note [3]",
    "1) They came.",
    "He lives at 12 Long Street.",
    "He was first, she was second.",
    "twofold",
    "a tenfold rise",
    "thrice",
]


@pytest.mark.parametrize(("text", "expected"), RIGHT)
def test_figures(text: str, expected: list[tuple[float, str | None]]) -> None:
    found = find_figures(lay_out(text), find_dates(text, "2024-07-10"))
    assert [(figure.value, figure.unit) for figure in found] == expected
    assert all(0 <= figure.span.start < figure.span.end <= len(text) for figure in found)


@pytest.mark.parametrize("text", NONE)
def test_no_figures(text: str) -> None:
    assert find_figures(lay_out(text), find_dates(text, "2024-07-10")) == []


MEASURES: list[tuple[str, float, str | None, str | None, str]] = [
    ("at least 64 activists were held", 64, None, "at least", "activists"),
    ("There are 47 political parties in all.", 47, None, None, "political parties"),
    ("more than 30 journalists in detention", 30, None, "more than", "journalists in detention"),
    ("Nearly 200 people fled.", 200, None, "nearly", "people"),
    ("almost 200 families have left", 200, None, "almost", "families"),
    ("fewer than ten boats came", 10, None, "fewer than", "boats"),
    ("less than 5 per cent of voters", 5, "percent", "less than", "voters"),
    ("over 1,000 teachers said so", 1000, None, "over", "teachers"),
    ("well over 1,000 teachers", 1000, None, "well over", "teachers"),
    ("just under 40% of the seats", 40, "percent", "just under", "seats"),
    ("up to 12 years in prison", 12, "years", "up to", "prison"),
    ("as many as 300 homes burned", 300, None, "as many as", "homes"),
    ("no fewer than 300 homes", 300, None, "no fewer than", "homes"),
    ("not more than 48 hours", 48, "hours", "not more than", ""),
    ("about 400 people marched to the hall", 400, None, "about", "people"),
    ("an estimated 400 people", 400, None, "an estimated", "people"),
    ("close to 400 people", 400, None, "close to", "people"),
    ("roughly 400 people", 400, None, "roughly", "people"),
    ("only 12 cases", 12, None, "only", "cases"),
    ("in excess of $5 million", 5_000_000, "USD", "in excess of", ""),
    ("a maximum of 30 days", 30, "days", "a maximum of", ""),
    ("at least $5 million in aid", 5_000_000, "USD", "at least", "aid"),
    ("at least US$5 million", 5_000_000, "USD", "at least", ""),
    ("50 or more people", 50, None, "or more", "people"),
    ("32 senior members of the party were freed", 32, None, None, "senior members of the party"),
    (
        "30 representatives of civil society spoke",
        30,
        None,
        None,
        "representatives of civil society",
    ),
    ("17 prisoners had died", 17, None, None, "prisoners"),
    ("17 prisoners who had died", 17, None, None, "prisoners"),
    ("19 people are in custody", 19, None, None, "people"),
    ("38 detentions in Orvel", 38, None, None, "detentions in Orvel"),
    ("seven of them were freed", 7, None, None, ""),
    ("He held 12 people on Monday.", 12, None, None, "people"),
    ("It held 600 in June 2022.", 600, None, None, ""),
    ("60 countries", 60, None, None, "countries"),
    ("two more people", 2, None, None, "people"),
    ("23 such cases", 23, None, None, "cases"),
    ("12-month contracts for judges", 12, "months", None, "contracts"),
    ("six months of detention", 6, "months", None, "detention"),
    ("40 km of road", 40, "km", None, "road"),
    ("a capacity of 600", 600, None, None, "capacity"),
    ("unpaid fees of 2.4 million riyo", 2_400_000, "riyo", None, "unpaid fees"),
    ("a fine of EUR 500", 500, "EUR", None, "fine"),
    ("58 per cent of eligible voters came", 58, "percent", None, "eligible voters"),
    ("a three-judge bench", 3, None, None, "judge bench"),
    ("112 complaints it has thrown out", 112, None, None, "complaints"),
    ("12 barges of sand reached Port Ave", 12, None, None, "barges of sand"),
    ("30 per cent of Sagara’s yearly income", 30, "percent", None, "Sagara’s yearly income"),
    (
        "64 activists of the Free Valleys Movement",
        64,
        None,
        None,
        "activists of the Free Valleys Movement",
    ),
    ("64 prisoners awaiting trial", 64, None, None, "prisoners awaiting trial"),
    ("12 human rights groups wrote", 12, None, None, "human rights groups"),
    ("640 polling stations across the country", 640, None, None, "polling stations"),
    ("15 children left Fort Merrow", 15, None, None, "children"),
    ("four land activists detained on Tuesday", 4, None, None, "land activists detained"),
]

COMPARED: list[tuple[str, list[tuple[float, str | None]]]] = [
    ("from 20 to 30 boats", [(20, "from"), (30, "to")]),
    ("between 20 and 30 boats", [(20, "between"), (30, "and")]),
    ("It rose from 20 percent to 30 percent.", [(20, "from"), (30, "to")]),
    ("nine of the 24 judges", [(9, None), (24, None)]),
    ("at least 5, at most 9 boats", [(5, "at least"), (9, "at most")]),
]


@pytest.mark.parametrize(("text", "value", "unit", "comparison", "measure"), MEASURES)
def test_what_is_counted_and_compared(
    text: str, value: float, unit: str | None, comparison: str | None, measure: str
) -> None:
    [found] = find_figures(lay_out(text), find_dates(text, "2024-07-10"))
    assert (found.value, found.unit, found.comparison, found.measure) == (
        value,
        unit,
        comparison,
        measure,
    )


@pytest.mark.parametrize(("text", "expected"), COMPARED)
def test_words_of_comparison(text: str, expected: list[tuple[float, str | None]]) -> None:
    found = find_figures(lay_out(text), find_dates(text, "2024-07-10"))
    assert [(figure.value, figure.comparison) for figure in found] == expected


def test_a_part_counts_what_the_whole_counts() -> None:
    text = "nine of the 24 judges"
    assert [figure.measure for figure in find_figures(lay_out(text), [])] == ["judges", "judges"]


@pytest.mark.parametrize("word", ["1", "1,", "one ", "a hundred ", "1 - ", "1 to 2 ", "$ ", "10-"])
def test_the_same_words_over_and_over_are_read(word: str) -> None:
    text = word * 4000
    found = find_figures(lay_out(text), [])
    assert all(0 <= each.span.start < each.span.end <= len(text) for each in found)


@pytest.mark.parametrize(
    ("words", "value"),
    [("zero", 0), ("three hundred and five", 305), ("two thousand", 2000), ("sixty", 60)],
)
def test_cardinals(words: str, value: float) -> None:
    assert cardinal(words) == value


def test_what_is_no_number_has_no_value() -> None:
    assert cardinal("dozens") is None
