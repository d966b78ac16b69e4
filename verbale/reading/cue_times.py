"""The time expressions beside the words that say that somebody said something."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from verbale.model import Span
from verbale.reading.date_words import as_day

if TYPE_CHECKING:
    from datetime import date

    from verbale.reading.dates import TimeExpression
    from verbale.reading.layout import Layout
    from verbale.reading.statements import Said

__all__ = ["DAY", "CueTimes", "inside_content", "is_aside"]

DAY: Final = 10  # characters of an EDTF day
_DATELINE: Final = re.compile(r"\)?\s*(?:\([^)]{1,30}\)\s*)?[—–-]")
_NOT_WHEN_SAID: Final = ("since", "until", "by ", "from", "between")
_BEFORE: Final = 80  # characters before a date that tell what it is of
_BEYOND: Final = 160  # characters from the cue at which a time is of something else
_REACH: Final = 200  # characters before a date
_CLAUSE: Final = 60  # characters that the boundary of a clause counts as
_ASIDE: Final = re.compile(
    r",\s(?:(?:an?|the|one)\s[^,.\n]{2,60}\s)?(?:which|who|whose|where)\b[^,.\n]*\Z"
)
_BOUNDARY: Final = re.compile(
    r",\s(?:and|but|while|which|who|after|before)\b|;"
    r"|\b(?:and|after|that|why|whether|how|because)\b|[“”]"
)
_NOT_WHEN_BEFORE: Final = re.compile(
    r"\b(?:since|until|between|from|by|before"
    # of a law, in whose name the day stands
    r"|(?:[Ll]aw|[Aa]ct|[Cc]ode|[Dd]ecree|[Cc]onvention|[Tt]reaty|[Rr]egulations?|[Aa]greement)\b"
    r"[^.;,]{0,50}\sof)\s+\Z"
)


@dataclass(frozen=True, slots=True)
class CueTimes:
    """The time expressions of a document; `inside` numbers those that belong to what was said."""

    layout: Layout
    dates: list[TimeExpression]
    inside: set[int]
    published: str | None

    def day(self, index: int) -> date | None:
        """The day that a time expression is; None where it is a month, an interval or open."""
        written = self.dates[index].date
        return as_day(written) if len(written) == DAY else None

    def before(self, index: int) -> str:
        """The words before a time expression, which tell what it is of."""
        start = self.dates[index].span.start
        return self.layout.text[max(0, start - _BEFORE) : start]

    def is_dateline(self, index: int) -> bool:
        """`TAMSUND, ⟦June 10⟧ —`: the day on which a report was sent."""
        return _DATELINE.match(self.layout.text, self.dates[index].span.end) is not None

    def is_when(self, index: int) -> bool:
        """Whether something happened then, in words of the author: not `since May`."""
        words = self.dates[index].span.of(self.layout.text).casefold()
        return not (
            index in self.inside
            or words.startswith(_NOT_WHEN_SAID)
            or _NOT_WHEN_BEFORE.search(self.before(index))
        )

    def beside(self, statement: Said) -> str | None:
        """The time expression of the cue's sentence nearest to the cue, outside all content.

        None that is later than the document, in which nothing can be told as said then.
        """
        if not statement.cue:
            return None
        sentence = self.layout.sentences[self.layout.sentence_at(statement.cue[0].start)]
        best: tuple[int, str] | None = None
        for index, found in enumerate(self.dates):
            if not sentence.start <= found.span.start < sentence.end or not self.is_when(index):
                continue
            if self.published is not None and found.date[:DAY] > self.published:
                continue
            if is_aside(self.layout.text, found.span, statement.cue[0].start):
                continue
            distance = self._distance(found.span, statement.cue[0])
            if distance < _BEYOND and (best is None or distance < best[0]):
                best = (distance, found.date)
        return best[1] if best else None

    def within(self, statement: Said, around: Span) -> str | None:
        """The time of what is told inside of what another says: `his promise of ⟦May⟧ to pay`.

        When the other says it, `around`, tells nothing of that.
        """
        if not statement.cue:
            return None
        cue, own = statement.cue[0], statement.content
        sentence = self.layout.sentences[self.layout.sentence_at(cue.start)]
        around = Span(max(around.start, sentence.start), min(around.end, sentence.end))
        near = [
            (self._distance(found.span, cue), found.date)
            for index, found in enumerate(self.dates)
            if around.start <= found.span.start < around.end
            and not any(part.start <= found.span.start < part.end for part in own)
            and not _NOT_WHEN_BEFORE.search(self.before(index))
        ]
        distance, date = min(near, default=(_BEYOND, None))
        return date if distance < _BEYOND else None

    def _distance(self, one: Span, other: Span) -> int:
        """Characters between, with a toll on every clause boundary that lies between."""
        first, last = sorted((one, other))
        between = self.layout.text[first.end : max(first.end, last.start)]
        return len(between) + _CLAUSE * len(_BOUNDARY.findall(between))


def is_aside(text: str, date: Span, verb: int) -> bool:
    """Tell whether a time is of a clause between commas before the verb at `verb`.

    `The group, which counted 52 in ⟦March⟧, said`, `Ana Ruiz, a baker whose house was burnt in
    ⟦2018⟧, said`.
    """
    between = text[date.end : verb] if date.end <= verb else ""
    near = max(0, date.start - _REACH)
    return "," in between and _ASIDE.search(text, near, date.start) is not None


def inside_content(said: list[Said], dates: list[TimeExpression]) -> set[int]:
    """Numbers of the time expressions that belong to what was said."""
    starts = [date.span.start for date in dates]
    return {
        index
        for statement in said
        for span in statement.content
        for index in range(bisect_left(starts, span.start), bisect_left(starts, span.end))
        if dates[index].span.end <= span.end
    }
