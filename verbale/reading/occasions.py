"""Find the dated occasions of a text: meetings, addresses, elections, laws, rulings, ...

What shows an occasion is data, in `rules/occasions.toml`. An occasion is kept when its sentence
dates it, once per type and date, at its first mention; a press conference or an address, also when
what was said there has a day.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from verbale.model import OccasionType, Span
from verbale.reading.cue_times import is_aside
from verbale.reading.tense import TO_COME

if TYPE_CHECKING:
    from verbale.model import Document
    from verbale.reading.actors import Character
    from verbale.reading.dates import TimeExpression
    from verbale.reading.layout import Layout
    from verbale.reading.speakers import SpeakerResolver
    from verbale.reading.statements import Said

__all__ = [
    "Happening",
    "OccasionRule",
    "find_occasions",
    "find_occasions_spoken_at",
    "occasion_rules",
]

# `suspended over its coverage of ⟦the election⟧`, which was on another day
_TOLD_OF: Final = re.compile(
    r"\b(?:coverage|reporting|programme|agenda|book|film|article|stor(?:y|ies)|preparations?|run-up"
    r"|announcement|date) (?:of|on|about|for|to) (?:(?:the|its|his|her|their|an?|[a-z]+) ){0,2}\Z"
)
_CLAUSE_END: Final = re.compile(
    r"[;.]\s|,\s(?:and|but|while|which|who|adding|saying|calling)\b|\bthat\s|\n"
)
_SINCE: Final = re.compile(r"\b(?:since|until|from)(?: the| early| late)? \Z", re.IGNORECASE)
_LEAD: Final = 16  # characters before a date
# `announced today talks with the union, ⟦to open on⟧ 7 March`
_TO_OPEN: Final = re.compile(rf"[^.;]{{0,60}}?,? {TO_COME} (?:on |in |at )?")
_ISSUED_BY: Final = re.compile(r"[^.;,]{0,30}? by (?=(?:the |an? )?[A-Z])")
_COINCIDED: Final = re.compile(r"\bcoincided with\b|\bat the same time as\b", re.IGNORECASE)
_DAY: Final = 10  # characters of an EDTF date that is a day
_CASED: Final = "(?-i:"  # where case matters in a pattern
_SPOKEN_AT: Final = frozenset({"press-statement", "address"})
_LONGEST_HEADING: Final = 200  # code points
_BY_SUBJECT: Final = frozenset({"press-statement", "report", "ruling"})
_SINGULAR: Final = frozenset(
    {"address", "press-statement", "visit", "hearing", "ruling", "protest", "law", "report"}
)


@dataclass(frozen=True, slots=True)
class OccasionRule:
    """Words that show an occasion of one type, with examples that must and must not match."""

    type: OccasionType
    pattern: re.Pattern[str]
    says: tuple[str, ...]
    says_not: tuple[str, ...]

    def search(self, words: str, lowered: str) -> re.Match[str] | None:
        """Find the words that show it; `lowered` are the same in small letters.

        In these is searched where case says nothing: it takes half as long.
        """
        cased = self.pattern.flags & re.IGNORECASE or len(words) != len(lowered)
        return self.pattern.search(words if cased else lowered)


@dataclass(slots=True)
class Happening:
    """An occasion while its document is being read; participants are characters still."""

    type: OccasionType
    span: Span
    date: str
    participants: list[Character]


@cache
def occasion_rules() -> tuple[OccasionRule, ...]:
    """Load the rules in their order."""
    source = resources.files("verbale.reading") / "rules" / "occasions.toml"
    table: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8"))
    return tuple(
        OccasionRule(
            rule["type"],
            re.compile(rule["pattern"], re.IGNORECASE if _CASED in rule["pattern"] else 0),
            tuple(rule["says"]),
            tuple(rule["says_not"]),
        )
        for rule in table["rule"]
    )


def find_occasions(
    layout: Layout, document: Document, dates: list[TimeExpression], resolver: SpeakerResolver
) -> list[Happening]:
    """List the dated occasions of a text in their order."""
    found = _speech_itself(layout, document, dates, resolver)
    last_meeting: Happening | None = None
    for sentence in layout.sentences:
        inside = [d for d in dates if sentence.start <= d.span.start < sentence.end]
        for happening in _in_sentence(layout, sentence, inside, resolver, last_meeting):
            if not _known(found, happening):
                found.append(happening)
            if happening.type == "meeting":
                last_meeting = happening
    return found


def find_occasions_spoken_at(
    layout: Layout, said: list[Said], found: list[Happening], resolver: SpeakerResolver
) -> list[Happening]:
    """List the occasions that only what was said there has a day of: `told a press conference`."""
    more: list[Happening] = []
    looked_at: set[int] = set()  # numbers of sentences
    for statement in said:
        day = statement.date
        if not statement.cue or day is None or len(day) != _DAY:
            continue
        number = layout.sentence_at(statement.cue[0].start)
        if number in looked_at:
            continue
        looked_at.add(number)
        sentence = layout.sentences[number]
        words = sentence.of(layout.text)
        lowered = words.lower()
        for rule in occasion_rules():
            match = rule.search(words, lowered) if rule.type in _SPOKEN_AT else None
            if match is None or _told_there(sentence, [*found, *more], rule.type):
                continue
            trigger = _within(sentence, match)
            span = _clause_told(layout, sentence, trigger)
            present = resolver.present(Span(span.start, trigger.end))
            happening = Happening(rule.type, span, day, present)
            if not _known([*found, *more], happening):
                more.append(happening)
    return more


def _told_there(sentence: Span, found: list[Happening], kind: OccasionType) -> bool:
    return any(h.type == kind and sentence.start <= h.span.start < sentence.end for h in found)


def _speech_itself(
    layout: Layout, document: Document, dates: list[TimeExpression], resolver: SpeakerResolver
) -> list[Happening]:
    """The address that a speech is, told by its first line."""
    if document.kind != "speech" or not layout.paragraphs:
        return []
    head = layout.paragraphs[0]
    told = (found.date for found in dates if head.start <= found.span.start < head.end)
    date = next(told, document.published)
    if date is None or head.end - head.start > _LONGEST_HEADING:
        return []
    return [Happening("address", head, date, resolver.present(head))]


def _in_sentence(
    layout: Layout,
    sentence: Span,
    dates: list[TimeExpression],
    resolver: SpeakerResolver,
    last: Happening | None,
) -> list[Happening]:
    words = sentence.of(layout.text)
    coincides = _COINCIDED.search(words) if last is not None else None
    if not dates and coincides is None:
        return []
    happenings = []
    lowered = words.lower()
    for rule in occasion_rules():
        match = rule.search(words, lowered)
        if match is None:
            continue
        trigger = _within(sentence, match)
        if _TOLD_OF.search(words, 0, match.start()):
            continue
        date = _date_for(layout.text, trigger, dates)
        if date is None and coincides and last is not None and match.start() > coincides.start():
            date = last.date
        if date is None:
            continue
        span = _clause_told(layout, sentence, trigger)
        shown = Span(span.start, trigger.end) if rule.type in _BY_SUBJECT else span
        issued = _ISSUED_BY.match(layout.text, trigger.end, span.end)
        if issued is not None and rule.type in _BY_SUBJECT:
            shown = Span(issued.end(), span.end)  # `the statement issued on 7 May by ⟦the Council⟧`
        happenings.append(Happening(rule.type, span, date, resolver.present(shown)))
    return happenings


def _within(sentence: Span, match: re.Match[str]) -> Span:
    """Where a match in the words of a sentence stands in the text."""
    return Span(sentence.start + match.start(), sentence.start + match.end())


def _clause_told(layout: Layout, sentence: Span, trigger: Span) -> Span:
    """The clause of a sentence around the words at `trigger`, without the dateline before it."""
    begin = min(layout.begin_of(sentence), trigger.start)
    return _clause(layout.text, Span(begin, sentence.end), trigger)


def _date_for(text: str, trigger: Span, dates: list[TimeExpression]) -> str | None:
    """The date of the same clause, else the nearest of the sentence."""
    dates = [
        found
        for found in dates
        if not is_aside(text, found.span, trigger.start)
        and not _SINCE.search(text, max(0, found.span.start - _LEAD), found.span.start)
        and not text.startswith(("since ", "until "), found.span.start)
    ]
    if not dates:
        return None
    planned = (d for d in dates if _TO_OPEN.fullmatch(text, trigger.end, d.span.start))
    if (day := next(planned, None)) is not None:
        return day.date

    def distance(found: TimeExpression) -> tuple[int, int]:
        start, end = sorted((found.span, trigger))
        between = text[start.end : max(start.end, end.start)]
        return len(_CLAUSE_END.findall(between)), len(between)

    best = min(dates, key=distance)
    return best.date if distance(best) < (2, 0) and distance(best)[1] < 120 else None


def _clause(text: str, sentence: Span, trigger: Span) -> Span:
    """The clause around the words that show the occasion."""
    start = sentence.start
    for match in _CLAUSE_END.finditer(text, start, trigger.start):
        start = match.end()
    while start < trigger.start and text[start].isspace():
        start += 1
    end_match = _CLAUSE_END.search(text, trigger.end, sentence.end)
    end = end_match.start() if end_match else sentence.end
    while end > start and text[end - 1] in " .,;:\n":
        end -= 1
    return Span(start, end)


def _known(found: list[Happening], new: Happening) -> bool:
    """Whether the text named the occasion before: same type and date, or a part of that date."""
    for old in found:
        if old.type != new.type:
            continue
        shared = {id(c) for c in old.participants} & {id(c) for c in new.participants}
        same = old.date == new.date and (
            new.type in _SINGULAR - {"press-statement", "address"} or shared or not new.participants
        )
        if same or (shared and (old.date.startswith(new.date) or new.date.startswith(old.date))):
            return True
    return False
