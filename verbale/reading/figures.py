"""Find the figures of a text: every number of a quantity, its unit and what is counted.

Calendar expressions, ordinals, numbers of articles, paragraphs and telephones, times of day and the
idiomatic *one* are no figures.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from verbale.model import Span
from verbale.reading.numbers import NUMBER, cardinal

if TYPE_CHECKING:
    from verbale.reading.dates import TimeExpression
    from verbale.reading.layout import Layout

__all__ = ["Quantity", "find_figures"]

_UNITS: Final = {
    "per cent": "percent",
    "percent": "percent",
    "%": "percent",
    "percentage point": "percentage points",
    **{f"{unit}": f"{unit}s" for unit in "second minute hour day week month year decade".split()},
    **{unit: unit for unit in "km kg ha".split()},
    "kilometre": "km",
    "kilometer": "km",
    "metre": "m",
    "meter": "m",
    "mile": "miles",
    "hectare": "ha",
    "acre": "acres",
    "kilogram": "kg",
    "tonne": "tonnes",
    "ton": "tons",
    "litre": "litres",
    "liter": "litres",
    "megawatt": "MW",
    "dollar": "USD",
    "euro": "EUR",
    "pound": "GBP",
    "yen": "JPY",
    "yuan": "CNY",
    "rupee": "INR",
}
_CURRENCY_BEFORE: Final = {
    "$": "USD",
    "US$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "A$": "AUD",
    "C$": "CAD",
}
_UNIT_AFTER: Final = re.compile(
    r"[\s-]*(?P<unit>per cent|percent|%|percentage points?|seconds?|minutes?|hours?|days?"
    r"|weeks?|months?|years?"
    r"|decades?|kilomet(?:re|er)s?|km|met(?:re|er)s?|miles?|hectares?|ha\b|acres?|kilograms?"
    r"|kg|tonnes?|tons?"
    r"|lit(?:re|er)s?|megawatts?|(?:U\.?S\.? )?dollars?|euros?|pounds?|yen|yuan|rupees?)(?!\w)",
    re.IGNORECASE,
)
_CURRENCY_CODE: Final = re.compile(r"(?:\b(?P<code>[A-Z]{3})|(?P<sign>US\$|A\$|C\$|[$€£¥]))\s?$")
_MONEY_WORD: Final = re.compile(r"(?:\s*(?:million|billion|thousand))?\s+(?P<unit>[a-z]{3,9})\b")
_MONEY_CONTEXT: Final = re.compile(
    r"\b(?:fees?|fines?|bail|budget|debt|pay|paid|owed?|costs?|worth|price|revenue|tax|salary"
    r"|wages?|fund|loan|grant"
    r"|compensation|money|treasury|spent|invest\w*)\b",
    re.IGNORECASE,
)
_COMPARISON: Final = re.compile(
    r"\b(?P<words>at least|at most|more than|less than|fewer than|over|under|up to|nearly"
    r"|almost|about|around|some"
    r"|approximately|roughly|as many as|only|no more than|no fewer than|above|below)\s+$",
    re.IGNORECASE,
)
_LABEL_BEFORE: Final = re.compile(
    r"\b(?:articles?|arts?|sections?|paragraphs?|paras?|chapter|rules?|resolutions?|question"
    r"|no|nos|number|phone|telephone"
    r"|tel|fax|pages?|figure|table|annex|block|room|apartment|flight|route|highway|grade|act"
    r"|decree|item|appendix|session"
    r"|part|step|class|level|channel|category|version|clause|goal|protocol|amendment"
    r"|proposition|title|form|covid|chapter"
    r"|district|ward|precinct|zone|phase|round|volume)\.?[\s-]*$"
    r"|\b(?:telephone|phone|tel|fax|call)\b[\d\s.:+()-]*$",
    re.IGNORECASE,
)
_GLUED_BEFORE: Final = re.compile(r"(?:[#/§]|\b[A-Z]+[/-]|\d[,./\s-])$")
_STREET_AFTER: Final = re.compile(
    r"\s+(?:[A-Z]\w+\s+){1,2}(?:Street|St|Road|Rd|Avenue|Ave|Steps|Lane|Square|Boulevard)\b"
)
_NOT_AFTER: Final = re.compile(
    r"(?:st|nd|rd|th)\b|[:.]\d\d\b|\s*(?:a\.?m\.?|p\.?m\.?|o’clock|o'clock)\b|\)|-(?-i:[A-Z]|\d)|/\d",
    re.IGNORECASE,
)
_IDIOMATIC_ONE: Final = re.compile(
    r"\s+(?:of (?:the|its|his|her|their|our|my|these|those|many|several)\b|another|day\b"
    r"|by one|thing|who|that|can\b|must\b"
    r"|might\b|should\b|side|hand|way|more\b|such\b|in\b|on\b|was\b|is\b|has\b|would\b"
    r"|should\b)|[,.;’'”]|$"
)
_COUNTED: Final = re.compile(
    r"\s+(?P<what>(?:(?:of|other|more|further|such|the|its|their|his|her|our|those|these|them"
    r"|senior|remaining|new)\s+)*"
    r"[^\W\d_][\w’'-]*(?:\s+(?!(?:was|were|is|are|had|has|have|will|would|who|that|which|and"
    r"|or|but|in|on|at|to|by|from"
    r"|said|because|since|after|before|during|under|over|when|while|as|with|for|than|did"
    r"|do)\b)[^\W\d_][\w’'-]*){0,4})"
)
_FREQUENCY: Final = re.compile(r"\s+(?:times?|fold)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure where it stands; `span` covers the number and what it counts."""

    value: float
    unit: str | None
    measure: str
    span: Span
    comparison: str | None


def find_figures(layout: Layout, dates: list[TimeExpression]) -> list[Quantity]:
    """List the figures of a text in their order; numbers inside time expressions are left out."""
    starts = [date.span.start for date in dates]
    found = []
    for match in NUMBER.finditer(layout.text):
        if not _inside(match.start(), starts, dates):
            quantity = _quantity(layout, match)
            if quantity is not None:
                found.append(quantity)
    return found


def _inside(position: int, starts: list[int], dates: list[TimeExpression]) -> bool:
    index = bisect_left(starts, position + 1) - 1
    return index >= 0 and position < dates[index].span.end


def _quantity(layout: Layout, match: re.Match[str]) -> Quantity | None:
    text, start, end = layout.text, match.start(), match.end()
    before, after = text[max(0, start - 40) : start], text[end : end + 80]
    words = match.group()
    value = cardinal(words)
    if value is None or _is_no_figure(words, before, after, text, start):
        return None
    unit, unit_end, money_start = _unit(text, start, end, before, after)
    comparison = _COMPARISON.search(before)
    counted = _COUNTED.match(text, end) if unit is None or unit_end == end else None
    measure = _measure(text, unit_end, counted)
    stop = counted.end() if counted and unit is None else unit_end
    if unit is None and words.casefold() in {"one", "a", "an"}:
        return None
    return Quantity(
        value,
        unit,
        measure,
        Span(money_start, min(stop, layout.sentences[layout.sentence_at(start)].end)),
        comparison["words"].casefold() if comparison else None,
    )


def _is_no_figure(words: str, before: str, after: str, text: str, start: int) -> bool:
    lower = words.casefold()
    if lower in {"one", "a", "an"} and (
        _IDIOMATIC_ONE.match(after) or "one-" in (words + after[:1])
    ):
        return True
    if _LABEL_BEFORE.search(before) or _GLUED_BEFORE.search(before):
        return True
    if _NOT_AFTER.match(after) or _FREQUENCY.match(after) or _STREET_AFTER.match(after):
        return True
    return words.isdigit() and _is_numbering(text, start, after)


def _is_numbering(text: str, start: int, after: str) -> bool:
    """Whether a number heads its line: `12. The Committee`; or is a bare year or a long code."""
    line = text[text.rfind("\n", 0, start) + 1 : start].strip()
    if not line and re.match(r"[.)]\s", after):
        return True
    digits = re.match(r"\d+", text[start:])
    return bool(
        digits
        and len(digits.group()) == 4
        and re.match(r"(?:1[89]|20)\d\d", digits.group())
        and not re.match(r"\s+[a-z]", after)
    )


def _unit(text: str, start: int, end: int, before: str, after: str) -> tuple[str | None, int, int]:
    """The unit of a number, where unit and number end, and where they start."""
    money = _CURRENCY_CODE.search(before)
    if money:
        unit = money["code"] or _CURRENCY_BEFORE[money["sign"]]
        if money["sign"] or unit in _CODES:
            return unit, end, start - len(money.group())
    match = _UNIT_AFTER.match(after)
    if match:
        word = match["unit"].casefold().removeprefix("us ").removeprefix("u.s. ")
        unit = _UNITS.get(word) or _UNITS.get(word.rstrip("s")) or word
        return unit, end + match.end(), start
    coin = _MONEY_WORD.match(after)
    sentence = text[max(0, start - 90) : end + 60]
    if (
        coin
        and _MONEY_CONTEXT.search(sentence)
        and coin["unit"] not in _COMMON_NOUNS
        and not coin["unit"].endswith("s")
    ):
        return coin["unit"], end + coin.end(), start
    return None, end, start


_CODES: Final = frozenset(
    """
    USD EUR GBP JPY CNY INR CHF AUD CAD NZD SEK NOK DKK PLN CZK HUF RUB TRY BRL MXN ZAR KES NGN
    GHS EGP KHR THB VND IDR MYR SGD PHP MMK LAK KRW PKR BDT LKR NPR AED SAR ILS UAH KZT
    """.split()
)
_COMMON_NOUNS: Final = frozenset(
    """
    people women men children others more and or of in to for from years on at per were was are
    is had have has will who that which new old former senior local young foreign public private
    state staff police half other such not out with by than between under over during before
    after since because but as them those each being
    """.split()
)


def _measure(text: str, end: int, counted: re.Match[str] | None) -> str:
    if counted is not None:
        return counted["what"]
    match = re.match(r"\s+(?:of\s+)?((?:[^\W\d_][\w’'-]*\s?){1,5})", text[end : end + 80])
    return match.group(1).strip() if match else ""
