"""Letters that answer letters point by point: what is numbered alike belongs together."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from verbale.reading.dates import find_dates
from verbale.record.exchanges import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from verbale.reading.dates import TimeExpression
    from verbale.record.rows import DocumentRow, StatementRow
    from verbale.record.sayings import Days, Saying

__all__ = ["NO_LETTER", "Letter", "answers_by_number", "letter_of"]

_POINT: Final = re.compile(
    r"^[ \t]*(?:(?:point|question|item|allegation|recommendation) )?\(?(\d{1,3})[.):][ \t]",
    re.MULTILINE | re.IGNORECASE,
)
_LETTER: Final = re.compile(
    r"\b(?:letter|communication|note verbale|message|questions?|questionnaire|list of issues)\b"
    r"[^.;\n]{0,60}?\b(?:of|dated|sent on)\s*$",
    re.IGNORECASE,
)
_TAKEN_UP: Final = re.compile(
    r"\b(?:statement|briefing notes?|notes?|release|report|decision|observations|recommendations"
    r"|conclusions|remarks|appeal|findings)\b[^.;\n]{0,60}?\b(?:of|dated|on)\s*$",
    re.IGNORECASE,
)
_HEAD: Final = 2000  # characters in which a letter says which one it answers
_FEWEST: Final = 2  # points that make a numbered letter
_RAISES: Final = ("concern", "call", "assertion")
_ANSWERS: Final = frozenset(
    {"rebuttal", "justification", "commitment", "acknowledgement", "announcement", "assertion"}
)


@dataclass(frozen=True, slots=True)
class Letter:
    """The numbers of the points in which statements stand, and which letters it answers.

    Those of the days in `answers`, and those that are about the same communications: `references`.
    `takes_up` are the days of what else it replies to: statements, reports, decisions.
    """

    points: Mapping[str, int]
    answers: frozenset[str]
    references: frozenset[str]
    takes_up: frozenset[str] = frozenset()

    def names(self, other: Letter, published: Days | None) -> bool:
        """Tell whether it says that it answers another letter, of that day."""
        dated = published is not None and published[0] in self.answers
        return dated or not self.references.isdisjoint(other.references)

    def replies_to(self, other: Letter, published: Days | None) -> bool:
        """Tell whether it says that it replies to another document, of whatever kind."""
        dated = published is not None and published[0] in self.takes_up
        return dated or self.names(other, published)


NO_LETTER: Final = Letter({}, frozenset(), frozenset())


def letter_of(text: str, document: DocumentRow, statements: Iterable[StatementRow]) -> Letter:
    """Read a text as a letter: its numbered points, and which letters it says that it answers."""
    if not text:
        return NO_LETTER
    marks = list(_in_order(text))
    marks = marks if len(marks) >= _FEWEST else []
    starts = [start for start, _ in marks]
    points = {}
    for row in statements:
        place = bisect_right(starts, row.start) - 1
        if place >= 0:
            points[row.id] = marks[place][1]
    references = (value for name, value in document.labels if name == "communication")
    head = text[:_HEAD]
    dates = find_dates(head, document.published)
    answers, takes_up = (
        frozenset(_days_answered(head, dates, noun)) for noun in (_LETTER, _TAKEN_UP)
    )
    return Letter(points, answers, frozenset(references), takes_up)


def answers_by_number(
    document: Sequence[Saying],
    letter: Letter,
    earlier: Sequence[tuple[Sequence[Saying], Letter, Days | None]],
) -> Iterator[Exchange]:
    """Link the statements of a letter to what stands under the same number in what it answers."""
    for sayings, asked, published in earlier:
        if not asked.points or not letter.names(asked, published):
            continue
        raised = _raised(sayings, asked)
        for saying in document:
            number = letter.points.get(saying.row.id)
            other = raised.get(number) if number is not None else None
            if other is None or saying.row.act not in _ANSWERS:
                continue
            if saying.speaker is None or saying.speaker is not other.speaker:
                day = f" of {published[0]}" if published is not None else ""
                reason = f"point {number} of the letter{day}"
                yield Exchange(saying.row.id, other.row.id, "explicit", reason, 1.0)


def _in_order(text: str) -> Iterator[tuple[int, int]]:
    """Give where points start, with their numbers, as long as these count up."""
    last = 0
    for match in _POINT.finditer(text):
        number = int(match[1])
        if number == last + 1:
            last = number
            yield match.start(), number


def _days_answered(
    head: str, dates: Iterable[TimeExpression], noun: re.Pattern[str]
) -> Iterator[str]:
    for each in dates:
        if noun.search(head[: each.span.start]) or noun.search(
            head[: each.span.start] + each.span.of(head).partition(" ")[0]
        ):
            yield each.date


def _raised(sayings: Sequence[Saying], letter: Letter) -> dict[int, Saying]:
    """Give what each point raises: the first concern or call in it, else what it says first."""
    found: dict[int, Saying] = {}
    for act in _RAISES:
        for saying in sayings:
            number = letter.points.get(saying.row.id)
            if number is not None and saying.row.act == act:
                found.setdefault(number, saying)
    return found
