"""Date statements: when each was said, from the words around it and the occasion it was said at.

In order: a time expression beside the cue; the day of publication, for what an institution says in
a document of its own; the statement before, when the same speaker goes on; an occasion at which the
speaker spoke. Otherwise the date stays open.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from verbale.model import Span
from verbale.reading.date_words import as_day
from verbale.reading.story_days import day_of_story, first_of_body

if TYPE_CHECKING:
    from verbale.model import Document
    from verbale.reading.actors import Character
    from verbale.reading.dates import TimeExpression
    from verbale.reading.layout import Layout
    from verbale.reading.occasions import Happening
    from verbale.reading.statements import Said

__all__ = ["date_statements"]

_SPOKEN_AT: Final = frozenset({"address", "meeting", "press-statement"})
_OWN_VOICE: Final = frozenset({"press-release", "report", "speech", "letter", "transcript"})
_WRITTEN: Final = frozenset({"letter", "state-reply"})
_FIRST_PERSON: Final = re.compile(r"I|we|our|my", re.IGNORECASE)
_PAST_CUE: Final = re.compile(
    r"(?:(?:had|was|were|did)\b|(?:have|has)\s+(?:\w+\s+)?\w+ed\b(?!\s+to)|(?!need|proceed"
    r"|exceed)\w+ed\b|told\b|wrote\b)",
    re.IGNORECASE,
)
_PRESENT_CUE: Final = re.compile(
    r"(?:(?:also|further|nevertheless|therefore|again|still|[a-z]+ly)\s+)*"
    r"(?:is|are|am|has the honour|(?!was\b|has\b|as\b|thus\b)[a-z]+(?<!s)s)\b",
    re.IGNORECASE,
)
_SIMPLE_PAST: Final = re.compile(
    r"(?:\w+ly\s+|also\s+)?(?:(?!need|proceed|exceed)\w+ed|said|told|wrote|put|made|gave|took|spoke"
    r"|found|held|felt|saw|began|went|thought|swore|came|led|sought|was|were|did)\b",
    re.IGNORECASE,
)
_MEETING: Final = re.compile(
    r"\b(?:meetings?|sessions?|talks|dialogue|hearing|review|minutes|summary record|debate|opened"
    r"|resumed|concluded|took up|met|continued|began|considered|discussed)\b",
    re.IGNORECASE,
)
_DATELINE: Final = re.compile(r"\)?\s*(?:\([^)]{1,30}\)\s*)?[—–-]")
_HEAD: Final = 4  # paragraphs
_LEAD: Final = 3  # paragraphs, the headline is one
_DAY: Final = 10  # characters of an EDTF day
_RECENT: Final = 7  # days
_REPLIED_TO: Final = frozenset({"monitor", "civil-society"})
_SIDES: Final = {"monitor", "state"}  # what the one says, the other's document only tells
_OCCASIONS: Final = 20  # looked at before and after a statement
_HAD: Final = re.compile(r"\bhad(?: [a-z]+ly)? [a-z]+(?: [a-z]+)?$")
_NOT_WHEN_SAID: Final = ("since", "until", "by ", "from", "between")
_BEFORE: Final = 80  # characters before a date that tell what it is of
_BEYOND: Final = 160  # characters from the cue at which a time is of something else
_REACH: Final = 200  # characters before a date
_ASIDE: Final = re.compile(r",\s(?:which|who|whose)\b[^,]*\Z")
_NOT_WHEN_BEFORE: Final = re.compile(
    r"\b(?:since|until|between|from|by|before"
    # of a law, in whose name the day stands
    r"|(?:[Ll]aw|[Aa]ct|[Cc]ode|[Dd]ecree|[Cc]onvention|[Tt]reaty|[Rr]egulations?|[Aa]greement)\b"
    r"[^.;,]{0,50}\sof)\s+\Z"
)
_ANSWERED: Final = re.compile(
    r"\b(?:statement|notes?|letter|report|communication|decision|observations|release|appeal"
    r"|remarks|recommendations|allegations)\b[^.;]{0,40}?\b(?:of|dated|on)\s+\Z"
)
_YOUR: Final = re.compile(r"\b[Yy]our\b")
_ADOPTED: Final = re.compile(r"\b[Aa]dopted\b[^.;]{0,70}\Z")
_SOON: Final = 60  # days between adoption and publication
_OPENING: Final = 1_500  # characters in which a reply tells what it replies to


def date_statements(
    layout: Layout,
    document: Document,
    said: list[Said],
    dates: list[TimeExpression],
    occasions: list[Happening],
) -> None:
    """Set the date of each statement in place."""
    document = replace(document, published=_day_adopted(layout, document, dates))
    nested = _nested(said)
    inside = _inside_content(said, dates)
    minutes = _day_of_meeting(layout, document, dates, inside)
    answered = _day_answered(layout, document, dates)
    story = minutes or day_of_story(
        layout, document, dates, partial(_is_of_story, layout, dates, inside)
    )
    days = _days_of_paragraphs(layout, document, said, nested, inside, dates)
    home = _side_of_issuer(said)
    # In a release, what the one who opens it says; others are quoted from any day.
    released: str | None = None
    of_whom: Character | None = None
    for index, statement in enumerate(said):
        statement.date = (
            (index not in nested and _own_voice(layout, document, statement, said))
            or (_is_replied_to(layout, document, statement) and answered)
            or (
                _within(layout, statement, nested[index], dates)
                if index in nested
                else _beside(layout, statement, inside, dates, document.published)
            )
            or (index not in nested and _carried(layout, said, index, nested, minutes))
            or _at_occasion(layout, statement, occasions)
            or (days.get(index) if index not in nested and _is_told(layout, statement) else None)
            or (story if index not in nested and _is_told(layout, statement) else None)
            or (released if _one_voice(of_whom, statement.speaker) else None)
            or (
                document.published
                if document.kind == "press-release"
                and index not in nested
                and _is_told(layout, statement)
                and home is not None
                and statement.speaker is not None
                and statement.speaker.side() == home
                else None
            )
        )
        if document.kind == "news" and story is None and _opens(layout, statement):
            story = _beside(layout, statement, inside, dates, document.published)
        if document.kind == "press-release" and released is None and _opens(layout, statement):
            of_whom = statement.speaker
            own = of_whom is not None and of_whom.issuer
            released = document.published if own else _beside(layout, statement, inside, dates, document.published)
    _date_headline(layout, said)


def _side_of_issuer(said: list[Said]) -> str | None:
    speakers = [s.speaker for s in said if s.speaker is not None]
    for speaker in [*(c for c in speakers if c.issuer), *speakers[:1]]:
        return speaker.side()
    return None


def _is_of_story(layout: Layout, dates: list[TimeExpression], inside: set[int], index: int) -> bool:
    """Whether something of a story happened on a day that it names."""
    found = dates[index]
    return not (
        index in inside
        or found.span.of(layout.text).casefold().startswith(_NOT_WHEN_SAID)
        or _NOT_WHEN_BEFORE.search(_before(layout, found))
        or _DATELINE.match(layout.text, found.span.end)
    )


def _days_of_paragraphs(
    layout: Layout,
    document: Document,
    said: list[Said],
    nested: dict[int, Span],
    inside: set[int],
    dates: list[TimeExpression],
) -> dict[int, str]:
    """For each statement of a story the day that its paragraph has told before of another."""
    days: dict[int, str] = {}
    if document.kind != "news":
        return days
    paragraph, day = -1, None
    for index, statement in enumerate(said):
        here = layout.paragraph_at(statement.start)
        if here != paragraph:
            paragraph, day = here, None
        if day is not None:
            days[index] = day
        if index not in nested and not _is_before_all(layout.text, statement):
            day = _beside(layout, statement, inside, dates, document.published) or day
    return days


def _day_adopted(layout: Layout, document: Document, dates: list[TimeExpression]) -> str | None:
    """The day on which a body adopted what it publishes, else the day of publication."""
    published = as_day(document.published)
    if document.kind != "report" or published is None:
        return document.published
    for found in dates:
        before = _before(layout, found)
        day = as_day(found.date) if len(found.date) == _DAY else None
        if found.span.start > _OPENING or day is None or not _ADOPTED.search(before):
            continue
        if 0 <= (published - day).days <= _SOON:
            return found.date
    return document.published


def _day_answered(layout: Layout, document: Document, dates: list[TimeExpression]) -> str | None:
    """The day of what is replied to: `with reference to the statement of ⟦11 February⟧`."""
    if document.kind not in _WRITTEN:
        return None
    for found in dates:
        before = _before(layout, found)
        if found.span.start >= _OPENING:
            return None
        answered = _ANSWERED.search(before)
        if answered and (document.kind == "state-reply" or _YOUR.search(before)):
            return found.date if found.date != document.published else None
    return None


def _before(layout: Layout, found: TimeExpression) -> str:
    """The words before a time expression."""
    return layout.text[max(0, found.span.start - _BEFORE) : found.span.start]


def _is_replied_to(layout: Layout, document: Document, statement: Said) -> bool:
    """Whether one whom a state may reply to speaks; in a letter, `⟦you⟧ write`."""
    if document.kind == "state-reply":
        return statement.speaker is not None and statement.speaker.side() in _REPLIED_TO
    words = statement.speaker_span.of(layout.text).casefold() if statement.speaker_span else ""
    cue = statement.cue[0].of(layout.text) if statement.cue else "was"
    return words in {"you", "your"} and not _PAST_CUE.match(cue)


def _inside_content(said: list[Said], dates: list[TimeExpression]) -> set[int]:
    """Positions of the time expressions that belong to what was said."""
    starts = [date.span.start for date in dates]
    return {
        index
        for statement in said
        for span in statement.content
        for index in range(bisect_left(starts, span.start), bisect_left(starts, span.end))
        if dates[index].span.end <= span.end
    }


def _beside(
    layout: Layout,
    statement: Said,
    inside: set[int],
    dates: list[TimeExpression],
    published: str | None,
) -> str | None:
    """The time expression of the cue's sentence that is nearest to the cue, outside all content."""
    if not statement.cue:
        return None
    sentence = layout.sentences[layout.sentence_at(statement.cue[0].start)]
    best: tuple[int, str] | None = None
    for index, found in enumerate(dates):
        if not sentence.start <= found.span.start < sentence.end:
            continue
        if found.span.of(layout.text).casefold().startswith(_NOT_WHEN_SAID):
            continue
        if index in inside or _NOT_WHEN_BEFORE.search(_before(layout, found)):
            continue
        if published is not None and found.date[:_DAY] > published:
            continue
        if _is_aside(layout.text, sentence.start, found.span, statement.cue[0].start):
            continue
        distance = _distance(layout.text, found.span, statement.cue[0])
        if distance < _BEYOND and (best is None or distance < best[0]):
            best = (distance, found.date)
    return best[1] if best else None


def _within(
    layout: Layout, statement: Said, around: Span, dates: list[TimeExpression]
) -> str | None:
    """The time of what is told inside of what another says: `his promise of ⟦May⟧ to pay`.

    When the other says it tells nothing of that.
    """
    if not statement.cue:
        return None
    cue, own = statement.cue[0], statement.content
    sentence = layout.sentences[layout.sentence_at(cue.start)]
    around = Span(max(around.start, sentence.start), min(around.end, sentence.end))
    near = [
        (_distance(layout.text, found.span, cue), found.date)
        for found in dates
        if around.start <= found.span.start < around.end
        and not any(part.start <= found.span.start < part.end for part in own)
        and not _NOT_WHEN_BEFORE.search(_before(layout, found))
    ]
    distance, date = min(near, default=(_BEYOND, None))
    return date if distance < _BEYOND else None


def _is_aside(text: str, start: int, date: Span, cue: int) -> bool:
    """`The group, which counted 52 in ⟦March⟧, said`: the day of a clause between commas."""
    between = text[date.end : cue] if date.end <= cue else ""
    return (
        "," in between
        and _ASIDE.search(text[max(start, date.start - _REACH) : date.start]) is not None
    )


def _distance(text: str, one: Span, other: Span) -> int:
    """Characters between, with a toll on every clause boundary that lies between."""
    first, last = sorted((one, other))
    between = text[first.end : max(first.end, last.start)]
    clauses = len(
        re.findall(
            r",\s(?:and|but|while|which|who|after|before)\b|;"
            r"|\b(?:and|after|that|why|whether|how|because)\b|[“”]",
            between,
        )
    )
    return len(between) + 60 * clauses


def _own_voice(layout: Layout, document: Document, statement: Said, said: list[Said]) -> str | None:
    """What an institution says in its own document, it says on the day of publication.

    Not so what it tells of the past: "We asked in May for a list".
    """
    speaker, text = statement.speaker, layout.text
    if speaker is None or document.kind == "news":
        return None
    if not statement.cue:
        return document.published
    if _PAST_CUE.match(statement.cue[0].of(text)):
        return None
    first_person = statement.speaker_span is not None and bool(
        _FIRST_PERSON.fullmatch(statement.speaker_span.of(text))
    )
    if first_person and speaker.issuer:
        return document.published
    issuers = {id(s.speaker): s.speaker for s in said if s.speaker and s.speaker.issuer}
    its_own = any(
        role.casefold().startswith(("our ", "its "))
        or any(name[0] in role for issuer in issuers.values() for name in issuer.names)
        for role in speaker.roles
    )
    present = _PRESENT_CUE.match(statement.cue[0].of(text)) is not None
    own = document.kind in _OWN_VOICE and (speaker.issuer or its_own)
    if present and document.kind in _WRITTEN:
        own = not any({speaker.side(), i.side()} == _SIDES for i in issuers.values())
    elif present:
        own = own or speaker.side() in {i.side() for i in issuers.values()}
    return document.published if own else None


def _opens(layout: Layout, statement: Said) -> bool:
    """Whether a statement stands in the first paragraphs of a story, whose day it tells then."""
    return layout.paragraph_at(statement.start) < first_of_body(layout) + 2


def _day_of_meeting(
    layout: Layout, document: Document, dates: list[TimeExpression], inside: set[int]
) -> str | None:
    """The day of the meeting that a text is the minutes of: `resumed its review on 23 October`."""
    published = as_day(document.published)
    if document.kind not in {"press-release", "report"} or published is None:
        return None
    for paragraph in layout.paragraphs[:_HEAD]:
        if not _MEETING.search(paragraph.of(layout.text)):
            continue
        for index, found in enumerate(dates):
            day = as_day(found.date) if len(found.date) == _DAY else None
            if not paragraph.start <= found.span.start < paragraph.end or index in inside:
                continue
            if day is None or not 0 <= (published - day).days <= _RECENT:
                continue
            if not _DATELINE.match(layout.text, found.span.end):
                return found.date
    return None


def _is_told(layout: Layout, statement: Said) -> bool:
    """Whether the cue is in the simple past, as what a story tells of its day."""
    return bool(statement.cue) and bool(_SIMPLE_PAST.match(statement.cue[0].of(layout.text)))


def _nested(said: list[Said]) -> dict[int, Span]:
    """Positions of the statements inside others, and the content that each is in, in one sweep."""
    spans = sorted(
        ((span.start, -span.end, index) for index, s in enumerate(said) for span in s.content)
    )
    inside: dict[int, Span] = {}
    reach: dict[int, Span] = {}  # of the two statements that reach furthest
    for start, minus_end, index in spans:
        own = Span(start, -minus_end)
        around = [span for other, span in reach.items() if other != index and span.end >= own.end]
        if around:
            inside[index] = min(around, key=lambda span: span.end - span.start)
        if index not in reach or reach[index].end < own.end:
            reach[index] = own
        if len(reach) > 2:
            del reach[min(reach, key=lambda other: reach[other].end)]
    return inside


def _carried(
    layout: Layout,
    said: list[Said],
    index: int,
    nested: dict[int, Span],
    minutes: str | None,
) -> str | None:
    """The date of what the same speaker said before; in minutes, of what was said before."""
    statement = said[index]
    if statement.speaker is None:
        return None
    earlier = _is_before_all(layout.text, statement)
    for place in range(index - 1, -1, -1):
        before = said[place]
        if place in nested or _is_before_all(layout.text, before) != earlier:
            continue
        told = statement.addressees and statement.addressees != before.addressees
        told = told and not _goes_on(layout, before, statement)
        if _one_voice(before.speaker, statement.speaker) and not told and before.date:
            return before.date
        if minutes and _is_near(before.date, minutes):
            return before.date
    return None


def _is_before_all(text: str, statement: Said) -> bool:
    """Whether it is told as said before the rest: `who ⟦had told⟧ the house in March`."""
    if not statement.cue:
        return False
    cue = statement.cue[0]
    return _HAD.search(text[max(0, cue.start - _BEFORE) : cue.start] + cue.of(text)) is not None


def _goes_on(layout: Layout, before: Said, statement: Said) -> bool:
    """Whether the same one speaks in the next sentence of a paragraph: `She also called on …`."""
    if layout.paragraph_at(before.start) != layout.paragraph_at(statement.start):
        return False
    apart = layout.sentence_at(statement.start) - layout.sentence_at(before.start)
    words = statement.speaker_span.of(layout.text) if statement.speaker_span else ""
    return apart <= 1 and words.casefold() in {"he", "she", "it", "they"}


def _is_near(told: str | None, meeting: str) -> bool:
    """Whether a date is a day about that of a meeting, which may take several."""
    one, other = as_day(told), as_day(meeting)
    if one is None or other is None or told != one.isoformat():
        return False
    return abs((one - other).days) <= _RECENT


def _one_voice(one: Character | None, other: Character | None) -> bool:
    """Whether two are the same, or one speaks for the other."""
    if one is None or other is None:
        return False
    return one is other or one.affiliation is other or other.affiliation is one


def _at_occasion(layout: Layout, statement: Said, occasions: list[Happening]) -> str | None:
    """The day of the occasion that the speaker, best with the addressee, took part in."""
    if statement.speaker is None:
        return None
    best: tuple[int, int, str] | None = None
    starts = [occasion.span.start for occasion in occasions]
    here = bisect_left(starts, statement.start)
    for occasion in occasions[max(0, here - _OCCASIONS) : here + _OCCASIONS]:
        if occasion.type not in _SPOKEN_AT or "/" in occasion.date:
            continue
        people = {id(c) for c in occasion.participants}
        spoken = id(statement.speaker) in people
        told = sum(id(a) in people for a in statement.addressees)
        if not spoken and not told:
            continue
        distance = abs(
            layout.sentence_at(occasion.span.start) - layout.sentence_at(statement.start)
        )
        rank = (
            2 * told + spoken - (distance > 8) + (occasion.type == "meeting" and told > 0),
            -distance,
        )
        if best is None or rank > best[:2]:
            best = (*rank, occasion.date)
    return best[2] if best and best[0] > 0 else None


def _date_headline(layout: Layout, said: list[Said]) -> None:
    """A headline is dated by the first statement of its speaker below it."""
    if not layout.paragraphs:
        return
    head = layout.paragraphs[0]
    if head.of(layout.text).rstrip().endswith((".", "”", "?")) or head.end - head.start > 150:
        return
    for statement in said:
        if statement.start < head.end:
            below = (
                other.date
                for other in said
                if other.start > head.end and other.speaker is statement.speaker
            )
            statement.date = next(below, None)
