"""Date statements: when each was said, from the words around it and the occasion it was said at.

In order: a time expression beside the cue; the day of publication, for what an institution says in
a document of its own; the statement before, when the same speaker goes on; an occasion at which the
speaker spoke; for what a story tells in the simple past the day of its paragraph, else of the
story; for what the issuer of a release told, the day of the release. Otherwise the date stays open.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from verbale.model import Span
from verbale.reading.cue_times import DAY, CueTimes, inside_content
from verbale.reading.date_words import as_day
from verbale.reading.document_days import WRITTEN, day_adopted, day_answered, day_of_meeting
from verbale.reading.story_days import day_of_story, days_of_paragraphs, is_recent, opens

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
_FIRST_PERSON: Final = re.compile(r"I|we|me|us|our|my", re.IGNORECASE)
_PAST_CUE: Final = re.compile(
    r"(?:(?:had|was|were|did)\b|(?:have|has)\s+(?:\w+\s+)?\w+ed\b(?!\s+to)|(?!need|proceed"
    r"|exceed)\w+ed\b|told\b|wrote\b)",
    re.IGNORECASE,
)
_PRESENT_CUE: Final = re.compile(
    r"(?:will|shall)\b|(?:(?:also|further|nevertheless|therefore|again|still|[a-z]+ly)\s+)*"
    r"(?:is|are|am|has the honour|(?!was\b|has\b|as\b|thus\b)[a-z]+(?<!s)s)\b",
    re.IGNORECASE,
)
_SIMPLE_PAST: Final = re.compile(
    r"(?:\w+ly\s+|also\s+)?(?:(?!need|proceed|exceed)\w+ed|said|told|wrote|put|made|gave|took|spoke"
    r"|found|held|felt|saw|began|went|thought|swore|came|led|sought|was|were|did)\b",
    re.IGNORECASE,
)
_FELT: Final = re.compile(r"(?:was|were) (?:\w+ly )?\w+(?:ed|en)(?: (?:at|by|about|over|to))?")
_HAD: Final = re.compile(r"\bhad(?: [a-z]+ly)? [a-z]+(?: [a-z]+)?$")
_HAD_WITHIN: Final = 80  # characters before a cue
_RECENT: Final = 7  # days
_REPLIED_TO: Final = frozenset({"monitor", "civil-society"})
_SIDES: Final = {"monitor", "state"}  # what the one says, the other's document only tells
_RELEASED: Final = frozenset({"press-release", "state-reply"})
_OCCASIONS: Final = 20  # looked at before and after a statement
_FAR: Final = 8  # sentences from an occasion


def date_statements(
    layout: Layout,
    document: Document,
    said: list[Said],
    dates: list[TimeExpression],
    occasions: list[Happening],
) -> None:
    """Set the date of each statement in place."""
    times = CueTimes(layout, dates, inside_content(said, dates), document.published)
    document = replace(document, published=day_adopted(document, times))
    times = replace(times, published=document.published)
    minutes = day_of_meeting(document, times)
    nested = _nested(said)
    before_all = [_is_before_all(layout.text, statement) for statement in said]
    dating = _Dating(
        document,
        said,
        times,
        occasions,
        nested=nested,
        minutes=minutes,
        answered=day_answered(document, times),
        story=minutes or day_of_story(document, times),
        home=_side_of_issuer(said),
        paragraphs=days_of_paragraphs(
            document,
            times,
            said,
            lambda i: i not in nested and not before_all[i],
        ),
        before_all=before_all,
    )
    for index, statement in enumerate(said):
        statement.date = dating.day_within(index) if index in nested else dating.day_told(index)
        dating.note_opening(statement)
    _date_headline(layout, said)


@dataclass(slots=True)
class _Dating:
    """What the statements of a document are dated by, and what was learned on the way."""

    document: Document
    said: list[Said]
    times: CueTimes
    occasions: list[Happening]
    nested: dict[int, Span]  # statements inside others, and the content that each is in
    minutes: str | None  # the day of the meeting that the document is the minutes of
    answered: str | None  # the day of what the document answers
    story: str | None  # the day that a news story tells of
    home: str | None  # the side of who issues a release
    paragraphs: dict[int, str] = field(default_factory=dict)
    before_all: list[bool] = field(default_factory=list)  # told as said before the rest
    released: str | None = None  # the day on which who opens a release spoke
    opener: Character | None = None

    def day_within(self, index: int) -> str | None:
        """The day of what is told inside of another statement."""
        statement = self.said[index]
        return (
            self._day_replied_to(statement)
            or self.times.within(statement, self.nested[index])
            or _at_occasion(self.times.layout, statement, self.occasions)
            or self._day_of_opener(statement)
        )

    def day_told(self, index: int) -> str | None:
        """The day of what the document itself tells as said."""
        statement, layout = self.said[index], self.times.layout
        return (
            _own_voice(layout, self.document, statement, self.said)
            or self._day_replied_to(statement)
            or self.times.beside(statement)
            or self._carried(index)
            or self._day_spoken_at(statement)
            or (self._day_by_tense(index) if _is_told(layout, statement) else None)
            or self._day_of_opener(statement)
            or (self._day_of_release(statement) if _is_told(layout, statement) else None)
            or self._day_felt(statement)
        )

    def note_opening(self, statement: Said) -> None:
        """A statement in the first paragraphs tells the day of the rest, where it has one."""
        kind = self.document.kind
        if kind == "news" and self.story is None and opens(self.times.layout, statement):
            told = self.times.beside(statement)
            recent = told is not None and is_recent(told, self.document.published)
            self.story = told if recent else None
        # Of a release what the one who opens it says; others are quoted from any day.
        if kind == "press-release" and not self.released and opens(self.times.layout, statement):
            self.opener = statement.speaker
            own = self.opener is not None and self.opener.issuer
            self.released = self.document.published if own else self.times.beside(statement)

    def _day_replied_to(self, statement: Said) -> str | None:
        replied = _is_replied_to(self.times.layout, self.document, statement)
        return self.answered if replied else None

    def _day_by_tense(self, index: int) -> str | None:
        """What a story tells in the simple past is of its paragraph's day, else of its own."""
        return self.paragraphs.get(index) or self.story

    def _carried(self, index: int) -> str | None:
        """The date of what the same speaker said before; in minutes, of what was said before."""
        statement = self.said[index]
        if statement.speaker is None:
            return None
        past = self._is_recalled(statement)
        for place in range(index - 1, -1, -1):
            before = self.said[place]
            if place in self.nested or self.before_all[place] != self.before_all[index]:
                continue
            if past and not self._is_past(before):
                continue
            told = statement.addressees and statement.addressees != before.addressees
            told = told and not _goes_on(self.times.layout, before, statement)
            if _one_voice(before.speaker, statement.speaker) and not told and before.date:
                return before.date
            if self.minutes and _is_near(before.date, self.minutes):
                return before.date
        return None

    def _is_recalled(self, statement: Said) -> bool:
        """Whether who writes or speaks recalls what they said before: `I ⟦asked⟧ for it`."""
        text, span = self.times.layout.text, statement.speaker_span
        if self.document.kind == "news" or span is None or not self._is_past(statement):
            return False
        felt = _FELT.fullmatch(statement.cue[0].of(text))
        return felt is None and span.of(text) in {"I", "We", "we"}

    def _is_past(self, statement: Said) -> bool:
        cue = statement.cue[0].of(self.times.layout.text) if statement.cue else ""
        return _PAST_CUE.match(cue) is not None

    def _day_spoken_at(self, statement: Said) -> str | None:
        """The day of the occasion it was said at; what is recalled there was said before."""
        if self._is_recalled(statement):
            return None
        published = self.document.published
        held = [each for each in self.occasions if not published or each.date[:DAY] <= published]
        return _at_occasion(self.times.layout, statement, held)

    def _day_of_opener(self, statement: Said) -> str | None:
        return self.released if _one_voice(self.opener, statement.speaker) else None

    def _day_felt(self, statement: Said) -> str | None:
        """What the writers say they felt, they say on the day of writing: `We were dismayed to`."""
        own = self.document.kind in _OWN_VOICE and statement.speaker and statement.speaker.issuer
        text = self.times.layout.text
        felt = bool(statement.cue) and _FELT.fullmatch(statement.cue[0].of(text))
        return self.document.published if own and felt else None

    def _day_of_release(self, statement: Said) -> str | None:
        """What the issuer's own side told in a release it told on the day of that."""
        if self.document.kind not in _RELEASED or self.home is None or not statement.speaker:
            return None
        return self.document.published if statement.speaker.side() == self.home else None


def _side_of_issuer(said: list[Said]) -> str | None:
    speakers = [s.speaker for s in said if s.speaker is not None]
    for speaker in [*(c for c in speakers if c.issuer), *speakers[:1]]:
        return speaker.side()
    return None


def _is_replied_to(layout: Layout, document: Document, statement: Said) -> bool:
    """Whether one whom a state may reply to speaks; in a letter, `⟦you⟧ write`."""
    replied = statement.speaker is not None and statement.speaker.side() in _REPLIED_TO
    if document.kind == "state-reply" and replied:
        return True
    words = statement.speaker_span.of(layout.text).casefold() if statement.speaker_span else ""
    cue = statement.cue[0].of(layout.text) if statement.cue else "was"
    return words in {"you", "your"} and not _PAST_CUE.match(cue)


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
    if present and document.kind in WRITTEN:
        own = not any({speaker.side(), i.side()} == _SIDES for i in issuers.values())
    elif present:
        own = own or speaker.side() in {i.side() for i in issuers.values()}
    return document.published if own else None


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


def _is_before_all(text: str, statement: Said) -> bool:
    """Whether it is told as said before the rest: `who ⟦had told⟧ the house in March`."""
    if not statement.cue:
        return False
    cue = statement.cue[0]
    return _HAD.search(text[max(0, cue.start - _HAD_WITHIN) : cue.start] + cue.of(text)) is not None


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
            2 * told + spoken - (distance > _FAR) + (occasion.type == "meeting" and told > 0),
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
