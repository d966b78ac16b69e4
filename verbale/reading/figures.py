"""Find the figures of a text: every number of a quantity, its unit and what is counted.

Calendar expressions, ordinals, numbers of articles, paragraphs and telephones, times of day and the
idiomatic *one* are no figures. A range is two figures; a share (*one in five*, *two thirds of*) is
a figure in percent. What has no value (*dozens of arrests*) is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

from verbale.model import Span
from verbale.reading.date_words import MONTH
from verbale.reading.measures import amount_of, counted_things, named_before
from verbale.reading.numbers import CARDINAL, NUMBER, cardinal
from verbale.reading.units import UNIT_AFTER, is_currency, money_before, unit_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbale.reading.dates import TimeExpression
    from verbale.reading.layout import Layout

__all__ = ["Quantity", "find_figures"]

_COMPARISON: Final = re.compile(
    r"\b(?P<words>at least|at most|(?:no |not )?(?:more|less|fewer|greater|higher|lower) than"
    r"|(?:well |just |slightly )?(?:over|under)|up to|nearly|almost|about|around|some|approximately"
    r"|roughly|close to|as (?:many|much|few|little) as|only|above|below|upwards of|in excess of"
    r"|(?:an )?estimated|an average of|a (?:maximum|minimum) of|a mere|barely|exactly)\s+$",
    re.IGNORECASE,
)
_COMPARISON_AFTER: Final = re.compile(r"\s+(?P<words>or (?:more|fewer|less|so))\b")
_NOT: Final = re.compile(r"[^.;:\n]{0,60}?,? (?:and )?not (?:the |just |only |about )?")
_LABELS: Final = (
    r"articles?|arts?|sections?|paragraphs?|paras?|chapters?|rules?|resolutions?|questions?|no|nos"
    r"|numbers?|phone|telephone|tel|fax|pages?|pp|figures?|tables?|annex|block|room|apartment|flight"
    r"|route|highway|grade|act|decree|item|appendix|session|part|step|class|level|channel|category"
    r"|version|clause|goal|protocol|amendment|proposition|title|form|covid|district|ward|precinct"
    r"|zone|phase|round|volume|case|footnote|recommendation|group of|boeing|airbus|windows|radio"
    r"|stations?|reactors?|shafts?|platforms?|piers?|building|gate|terminal|studio|agenda|vision|cell"
)
_LABEL_BEFORE: Final = re.compile(
    rf"\b(?:{_LABELS})\.?(?:[\s-]*|\s+[\d.]+(?:\s?\([a-z]{{1,3}}\))?(?:,\s+[\d.]+(?:\s?\([a-z]{{1,3}}\))?)"
    r"{0,12}(?:,?\s+(?:and|to|or)\s+|,\s+|\s*[–-]\s*))$|\b(?:telephone|phone|tel|fax)\b[\d\s.:+()-]*$"
    r"|\b(?:half|quarter|minutes) (?:past|to)\s+$|\b(?:per|for every)\s+$",
    re.IGNORECASE,
)
_GLUED_BEFORE: Final = re.compile(r"(?:[#/§+(\[]|\b[A-Z]+[/-]|\d[,./\s–-])$")
_STREET_AFTER: Final = re.compile(
    r"\s+(?:[A-Z]\w+\s+){1,2}(?:Street|St|Road|Rd|Avenue|Ave|Steps|Lane|Square|Boulevard)\b"
)
# A line of a letter's head: `Lower Town 12, Ostravik`
_ADDRESS: Final = re.compile(
    r"(?:[A-Z][\w.’'-]{0,30},? ){1,5}\d{1,5}[a-z]?,(?: [A-Z0-9][\w.’'-]{0,30}){1,5}(?:\n|\Z)"
)
_TIME_OF_DAY: Final = r"\s*(?:a\.?m\b|p\.?m\b|o’clock|o'clock|noon\b|midnight\b|GMT\b|UTC\b)"
_NOT_AFTER: Final = re.compile(
    rf"(?:st|nd|rd|th)\b|[:.]\d\d\b|{_TIME_OF_DAY}|(?:\s+(?:and|to)\s+|\s*[–-]\s*)[\d.:]+{_TIME_OF_DAY}"
    r"|\]|-(?-i:[A-Z]|\d)|/(?-i:[A-Z]|\d)|[’']?s\b|\s+(?:times?|fold)\b|-?fold\b|[\s.]\d{3,}\s\d{3,}"
    r"|-(?:way|faced|off|time|sided|dimensional|on)\b",
    re.IGNORECASE,
)
_ORDINAL_AFTER: Final = re.compile(
    r"(?:-|\s+and\s+)(?:first|second|third|half|quarters?|(?:four|fif|six|seven|eigh|nin|ten|eleven"
    r"|twelf|\w+teen|\w+tie)ths?|thirds)\b",
    re.IGNORECASE,
)
_GLUED_LETTER: Final = re.compile(r"[^\W\d_]")
_MONTH_AFTER: Final = re.compile(rf"(?:st|nd|rd|th)?(?:\s+of)?\s+{MONTH}\b")
_AND_MONTH_AFTER: Final = re.compile(rf"\s*(?:and|to|or|[–—-])\s*\d{{1,2}}\s+{MONTH}\b")
_MONTH_BEFORE: Final = re.compile(rf"\b{MONTH}\s+$")
_COUNTED_AFTER: Final = re.compile(
    r"[,.]?\d|\s*%|\s+(?!(?:and|or|to|in|on|at|with|for|by|from|of|the|an?|he|she|it|they|we|who"
    r"|after|before|when|until|as|but|that|was|were|is|had|has|will|would)\b)[a-z]"
)
_CLOCK_BEFORE: Final = re.compile(r"\b(?:at|by|from|until|till|around|before|after)\s+$")
_IDIOMATIC_ONE: Final = re.compile(
    r"\s+(?:another|day\b|by one|thing|who|that|can\b|must\b|might\b|should\b|side|hand|way|more\b"
    r"|such\b|(?:in|on|for|from|with|after|before|at|as|and|but)\b|was\b|is\b|has\b|would\b|should\b|tolerance)|[,.;’'”]|-(?!year|month|week|day"
    r"|hour|minute)|$"
)
_ONE_OF: Final = re.compile(r"\s+of (?:the|its|his|her|their|our|my|these|those|many|several)\b")
_NO_QUANTITY_ONE: Final = re.compile(
    r"\b(?:no|each|this|that|which|the|another|every|any|last|first|number|ground|square|by)\s+$",
    re.IGNORECASE,
)
_NAMED_NUMBER: Final = re.compile(r"\b(?:the|of)\s+$")  # the Five Eyes
_LEAD: Final = re.compile(r"\b(?P<lead>[Ff]rom|[Bb]etween)\s+(?:[A-Z]{0,3}[$€£¥]\s?)?$")
_AS_EARLY_AS: Final = re.compile(r"\bas (?:early|late|recently|long ago) as \Z")
_RANGE: Final = re.compile(
    r"(?:\s?%|\s+per\s?cent)?(?P<by>\s+(?:to|or|and)\s+|\s*[–—]\s*|\s+-\s+)(?:[A-Z]{0,3}[$€£¥]\s?)?"
)
_DIGIT_HYPHEN: Final = re.compile(r"\d-")
_HYPHENED: Final = re.compile(rf"(?<![\w.,/-])(?P<low>\d+)-(?=(?P<high>{CARDINAL}))(?!\d+[-/])")
_SCALED: Final = re.compile(
    r"[\s-]*(?:hundred|thousand|million|billion|trillion|lakh|crore|dozen|bn|mn|tn|m|k)\b",
    re.IGNORECASE,
)
_SMALL_PARTS: Final = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
_WHOLES: Final = frozenset([*range(2, 11), 20, 50, 100, 1_000, 10_000])
_FRACTION: Final = re.compile(
    r"\b(?=[aefhnost])(?:(?P<top>an?|one|two|three|four|five|six|seven|eight|nine)[\s-](?P<part>half|third|quarter"
    r"|fourth|fifth|sixth|seventh|eighth|ninth|tenth)s?(?=\s+of\s+(?!an?\b))"
    r"|(?P<half>half)(?=\s+(?:of\s+)?(?:the|its|their|all|those|these)\b))",
    re.IGNORECASE,
)
_AGED: Final = re.compile(r"\b(?:aged|as (?:young|old) as) \Z")
# `Iosif Tamm, ⟦37⟧, said`
_AGE_BEHIND: Final = re.compile(r"[A-Z][\w’-]+ [A-Z][\w’-]+, (?=\Z)")
_AGE_ENDS: Final = re.compile(r"[,.;](?: |\Z)(?!\d)")
_RATIO: Final = re.compile(r"\s+(?:in|out\s+of)\s+(?:every\s+)?")
_NO_WHOLE: Final = re.compile(
    r"(?!\s+[a-z])|\s+(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?)\b"
)
_ENDS: Final = re.compile(r"[.,;:]?(?:[”\"]|\s*$|\s+[A-Z])|[.,;:]\s")
_MONEY_WORD: Final = re.compile(
    r"\s+(?P<unit>[a-z]{3,9})(?=\s*(?:[.,;:!?)\]”’\"]|$)|\s+(?:in|for|to|of|from|were|was|is|are|had"
    r"|has|and|or|on|at|by|an?|per|due|each|that|which|as|with|worth|every)\b)"
)
_MONEY_CONTEXT: Final = re.compile(
    r"\b(?:fees?|fines?|bail|budget|debt|pay|paid|owed?|costs?|worth|price|revenue|tax|salary"
    r"|wages?|fund|loan|grant|compensation|money|treasury|spent|invest\w*)\b",
    re.IGNORECASE,
)
_NO_COIN: Final = frozenset(
    """
    people women men children others more and or of in to for from years on at per were was are
    is had have has will who that which new old former senior local young foreign public private
    state staff police half other such not out with by than between under over during before
    after since because but as them those each being went came left said
    """.split()
)


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
    times = [date.span for date in dates]
    numbers = [
        Span(*match.span())
        for match in NUMBER.finditer(layout.text)
        if not (_inside(match.start(), times) or _is_calendar_day(layout.text, match))
    ]
    covered = list(times)
    found: list[Quantity] = []
    for read in (_fractions, _ratios, _ranges):
        for quantities, span in read(layout, numbers, times):
            if not _inside(span.start, covered):
                found += quantities
                insort(covered, span)
    for number in numbers:
        if not _inside(number.start, covered):
            quantity = _quantity(layout, number, times)
            found += [quantity] if quantity else []
    found.sort(key=lambda quantity: quantity.span)
    for index, (before, quantity) in enumerate(pairwise(found), 1):
        if _counts_the_same(layout.text, before, quantity):
            found[index] = replace(quantity, unit=before.unit, measure=before.measure)
    return found


def _counts_the_same(text: str, before: Quantity, quantity: Quantity) -> bool:
    """Whether a number goes without what it counts, as that was said: `33 days, ⟦not 61⟧`."""
    bare = quantity.unit is None and not quantity.measure
    said = bare and bool(before.unit or before.measure)
    return said and _NOT.fullmatch(text, before.span.end, quantity.span.start) is not None


def _inside(position: int, spans: list[Span]) -> bool:
    """Whether one of the ordered `spans` covers `position`."""
    index = bisect_left(spans, Span(position + 1, position + 1)) - 1
    return index >= 0 and position < spans[index].end


def _limit(layout: Layout, number: Span, times: list[Span]) -> int:
    """How far what is counted can reach: to the sentence's end or the next time expression."""
    limit = layout.sentences[layout.sentence_at(number.start)].end
    after = bisect_left(times, Span(number.end, number.end))
    if after < len(times):
        limit = min(limit, times[after].start)
    return max(number.end, min(limit, number.end + 120))


def _quantity(layout: Layout, number: Span, times: list[Span]) -> Quantity | None:
    """The figure that a number is, if it is one."""
    text, (start, end) = layout.text, (number.start, number.end)
    before, after = text[max(0, start - 80) : start], text[end : end + 80]
    if _is_no_figure(number.of(text), before, after, text, start):
        return None
    return _amount(layout, number, before, times)


def _amount(layout: Layout, number: Span, before: str, times: list[Span]) -> Quantity | None:
    """A number with its unit, what it counts and what it is compared with."""
    text, end = layout.text, number.end
    value = cardinal(number.of(text))
    after = text[end : end + 80]
    unit, stop, first = _unit(text, number.start, end, before, after)
    if value is None or (unit is None and _GLUED_LETTER.match(after)):
        return None
    before = before[: len(before) - (number.start - first)]
    measure, stop = _measure(text, before, end, stop, _limit(layout, number, times), unit)
    after_it = _COMPARISON_AFTER.match(after)
    compared = _comparison(before) or (after_it and after_it["words"])
    return Quantity(value, unit, measure, Span(first, max(stop, end)), compared or None)


def _comparison(before: str) -> str | None:
    """The words that compare, right before a number: *at least*, *nearly*."""
    match = _COMPARISON.search(before[-28:])
    return match["words"].casefold() if match else None


def _measure(
    text: str, before: str, end: int, unit_end: int, limit: int, unit: str | None
) -> tuple[str, int]:
    """What is counted, and where it ends."""
    if unit is None:
        measure, stop = counted_things(text, end, limit)
    else:
        glued = text[end : end + 1] == "-" and unit_end > end
        direct = glued or unit == "percent" or is_currency(unit)
        measure, stop = amount_of(text, unit_end, max(limit, unit_end), direct=direct)
    if not measure:
        measure = named_before(_COMPARISON.sub("", before[-50:]))
    return measure, stop


# --- numbers that are no figures ------------------------------------------------------------------


def _is_no_figure(words: str, before: str, after: str, text: str, start: int) -> bool:
    lower = words.casefold()
    if lower in {"one", "zero"} and _is_idiom(before, after):
        return True
    if _LABEL_BEFORE.search(before) or _is_glued(before, after) or _NOT_AFTER.match(after):
        return True
    if words[:1].isupper() and _NAMED_NUMBER.search(before):
        return True
    if _STREET_AFTER.match(after) or (not words[-1:].isdigit() and _ORDINAL_AFTER.match(after)):
        return True
    return words.isdigit() and (
        _is_numbering(text, start, before, after) or _is_military_time(words, before, after)
    )


def _is_calendar_day(text: str, number: re.Match[str]) -> bool:
    """Whether a number is a day of the month, also where nothing tells the year."""
    start, end = number.span()
    if not number.group().isdigit():
        return False
    if _MONTH_AFTER.match(text, end) or _AND_MONTH_AFTER.match(text, end):
        return True
    month_before = _MONTH_BEFORE.search(text[max(0, start - 12) : start])
    return month_before is not None and not _COUNTED_AFTER.match(text, end)


def _is_idiom(before: str, after: str) -> bool:
    """Whether *one* counts nothing: `one of the`, `no one`, `one another`."""
    if _IDIOMATIC_ONE.match(after) or _NO_QUANTITY_ONE.search(before):
        return True
    return bool(_ONE_OF.match(after)) and not _comparison(before)


def _is_glued(before: str, after: str) -> bool:
    """Whether the number is a part of a sign or code; `(12 of them)` is none, `(12)` is."""
    if not _GLUED_BEFORE.search(before):
        return False
    return not (before.endswith("(") and not after.startswith(")"))


def _is_military_time(words: str, before: str, after: str) -> bool:
    clock = len(words) == 4 and int(words[:2]) < 24 and int(words[2:]) < 60
    return clock and after.startswith(" hours") and bool(_CLOCK_BEFORE.search(before))


def _is_numbering(text: str, start: int, before: str, after: str) -> bool:
    """Whether a number heads its line: `12. The Committee`; or is a bare year or a long code."""
    begin = text.rfind("\n", 0, start) + 1
    heads = not text[begin:start].strip() and re.match(r"[.)]\s", after)
    if heads or _ADDRESS.match(text, begin):
        return True
    year = re.match(r"(?:1[89]|20)\d\d(?!\d)", text[start : start + 5]) is not None
    return year and not (re.match(r"\s+[a-z]", after) and not _AS_EARLY_AS.search(before))


# --- units ----------------------------------------------------------------------------------------


def _unit(text: str, start: int, end: int, before: str, after: str) -> tuple[str | None, int, int]:
    """The unit of a number, where unit and number end, and where they start."""
    money = money_before(before)
    if money:
        return money[0], end, start - money[1]
    match = UNIT_AFTER.match(after)
    if match:
        return unit_named(match["unit"]), end + match.end(), start
    if _AGED.search(before) or (_AGE_BEHIND.search(before) and _AGE_ENDS.match(after)):
        return "years", end, start
    coin = _MONEY_WORD.match(after)
    if coin and coin["unit"] not in _NO_COIN and not coin["unit"].endswith("s"):
        near = text[max(0, start - 90) : end + 60]
        if _MONEY_CONTEXT.search(near):
            return coin["unit"], end + coin.end(), start
    return None, end, start


# --- ranges and shares ----------------------------------------------------------------------------

_Read: TypeAlias = (
    "Iterator[tuple[list[Quantity], Span]]"  # what was read, and where its numbers stand
)


def _ranges(layout: Layout, numbers: list[Span], times: list[Span]) -> _Read:
    """`from 20 to 30 boats`, `20-30 boats`, `$2-3 million`."""
    text = layout.text
    for low, high in pairwise(numbers):
        gap = _RANGE.fullmatch(text, low.end, high.start) if high.start - low.end < 20 else None
        if gap:
            yield _range(layout, low, gap["by"].strip(), high, times), Span(low.start, high.end)
    for match in _HYPHENED.finditer(text) if _DIGIT_HYPHEN.search(text) else ():
        low, high = Span(*match.span("low")), Span(*match.span("high"))
        yield _range(layout, low, "-", high, times), Span(low.start, high.end)


def _range(layout: Layout, low: Span, by: str, high: Span, times: list[Span]) -> list[Quantity]:
    """Both ends of a range; the lower takes unit, scale and measure of the upper."""
    text = layout.text
    before, after = text[max(0, low.start - 80) : low.start], text[high.end : high.end + 80]
    match = _LEAD.search(before)
    lead = match["lead"].casefold() if match else ""
    if (by == "and") != (lead == "between") or _is_no_figure("", before, after, text, low.start):
        return []
    if by not in {"to", "and", "or"} and not _is_range_by_dash(low.of(text), high.of(text), after):
        return []
    money = money_before(before)
    upper = _amount(layout, high, before + text[low.end : high.start], times)
    value = cardinal(low.of(text))
    if upper is None or value is None:
        return []
    unit = upper.unit or (money[0] if money else None)
    if not _SCALED.search(low.of(text)):
        value *= _scale_of(high.of(text))
    if value == upper.value or (value > upper.value and lead != "from"):
        return []
    first = lead or _comparison(before[: len(before) - (money[1] if money else 0)])
    span = Span(low.start - (money[1] if money else 0), low.end)
    return [
        replace(upper, value=value, unit=unit, span=span, comparison=first),
        replace(upper, unit=unit, comparison=by if lead else None),
    ]


def _is_range_by_dash(low: str, high: str, after: str) -> bool:
    """Whether a dash parts the ends of a range and not years, scores or the parts of a code."""
    years = all(len(end) == 4 and end.isdigit() for end in (low, high))
    return not years and bool(_SCALED.search(high) or re.match(r"\s*%|[\s-][a-z]", after))


def _scale_of(words: str) -> float:
    """How much a scale word multiplies: a million in `15 million`."""
    scale = _SCALED.search(words)
    return (scale and cardinal(f"one {scale.group().strip(' -')}")) or 1.0


def _fractions(layout: Layout, _numbers: list[Span], times: list[Span]) -> _Read:
    """`two thirds of the seats`, `half the seats`, as percentages."""
    for match in _FRACTION.finditer(layout.text):
        top = cardinal(match["top"] or "one") or 1.0
        parts = _SMALL_PARTS[(match["part"] or "half").casefold()]
        span = Span(*match.span())
        yield [_share(layout, span, 100 * top / parts, times)], span


def _ratios(layout: Layout, numbers: list[Span], times: list[Span]) -> _Read:
    """`one in five women`, `nine out of ten households`, as percentages."""
    text = layout.text
    for low, high in pairwise(numbers):
        if high.start - low.end > 20 or not _RATIO.fullmatch(text, low.end, high.start):
            continue
        top, whole = cardinal(low.of(text)), cardinal(high.of(text))
        if not top or not whole or top >= whole or whole not in _WHOLES:
            continue
        alone = low.of(text) == "one" and high.of(text).isalpha()  # `in one in eight.`
        if not _NO_WHOLE.match(text, high.end) or (alone and _ENDS.match(text, high.end)):
            span = Span(low.start, high.end)
            yield [_share(layout, span, 100 * top / whole, times)], span


def _share(layout: Layout, span: Span, value: float, times: list[Span]) -> Quantity:
    text = layout.text
    measure, stop = counted_things(text, span.end, _limit(layout, span, times))
    compared = _comparison(text[max(0, span.start - 40) : span.start])
    whole = Span(span.start, max(stop, span.end))
    return Quantity(round(value, 2), "percent", measure, whole, compared)
