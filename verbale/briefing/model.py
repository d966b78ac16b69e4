"""What a briefing says, whatever it is set in.

All texts are on one line and hold no character that would steer a page (`safe.py`). Dates are EDTF
strings, and ids those that people see.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from verbale.record.rows import Review, State

__all__ = [
    "Briefing",
    "Change",
    "Citation",
    "Claim",
    "Clash",
    "Entry",
    "Method",
    "Quote",
    "Reply",
    "Source",
    "Standing",
    "ThemeCount",
    "Value",
]


@dataclass(frozen=True, slots=True)
class Source:
    """A document that is cited; `link` is its address on the web, if it came from there."""

    number: int
    id: str
    title: str
    publisher: str | None
    published: str | None
    name: str
    link: str | None
    retrieved: str | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Citation:
    """Where words stand: the number of a source, the paragraph, and a link to the very words.

    `own_number` tells that the document numbers its paragraphs itself; else they are counted.
    """

    source: int
    paragraph: int
    own_number: bool
    link: str | None


@dataclass(frozen=True, slots=True)
class Quote:
    """What a source says that somebody said, in its words; `cue` are those that say how."""

    id: str
    speaker: str | None
    addressees: tuple[str, ...]
    act: str
    cue: str
    quotation: str
    date: str | None
    words: str
    review: Review
    citation: Citation


@dataclass(frozen=True, slots=True)
class Reply:
    """What answers a quote, and what tells that it does."""

    quote: Quote
    basis: str
    reason: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A concern, a call or whatever was answered, with its replies and what became of it.

    `state` is `None` for a picked statement that nobody has to answer. `since` is the day of the
    state, `waiting` the days without an answer and `due` the day by which something was to come.
    `told_again` are the numbers of other sources that tell it too.
    """

    number: int
    quote: Quote
    replies: tuple[Reply, ...]
    themes: tuple[str, ...]
    state: State | None
    since: str | None
    waiting: int | None
    due: str | None
    overdue: bool
    told_again: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """How many exchanges about a theme (`None`: about none) came to each of the states."""

    theme: str | None
    states: tuple[tuple[State, int], ...]

    @property
    def total(self) -> int:
        """How many there are in all."""
        return sum(count for _, count in self.states)


@dataclass(frozen=True, slots=True)
class Claim:
    """A number as somebody gives it; `claimant` is `None` where the document itself does."""

    words: str
    claimant: str | None
    date: str | None
    review: Review
    citation: Citation


@dataclass(frozen=True, slots=True)
class Value:
    """A number with all who claim it, and the numbers that contradict it."""

    amount: str
    claims: tuple[Claim, ...]
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """Numbers about one thing that contradict each other."""

    measure: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What a source says became of somebody or something."""

    status: str
    date: str | None
    words: str
    review: Review
    citation: Citation


@dataclass(frozen=True, slots=True)
class Standing:
    """How a subject stood: the last change by its sources, what others say, what came before."""

    subject: str
    status: str
    since: str | None
    sources: tuple[Change, ...]
    otherwise: tuple[Change, ...]
    before: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Method:
    """How it was made: what was read by what, and what people decided about what is cited.

    `unread` counts the documents on record that are in no language that is read, `deciders` are
    people with the number of their decisions that hold, and `figures_cut` tells that there are
    more clashes than were looked at.
    """

    on_record: int
    unread: int
    readers: tuple[str, ...]
    proposed: int
    accepted: int
    corrected: int
    rejected: int
    deciders: tuple[tuple[str, int], ...]
    figures_cut: bool


@dataclass(frozen=True, slots=True)
class Briefing:
    """A briefing as of a day.

    `wanted` are the filters by their names, and `picked` tells that entries were picked instead.
    `themes` count the entries by theme, `totals` all of them once.
    """

    title: str
    author: str | None
    as_of: date
    wanted: tuple[tuple[str, str], ...]
    picked: bool
    themes: tuple[ThemeCount, ...]
    totals: ThemeCount
    entries: tuple[Entry, ...]
    clashes: tuple[Clash, ...]
    standings: tuple[Standing, ...]
    sources: tuple[Source, ...]
    method: Method

    @property
    def empty(self) -> bool:
        """Tell that nothing was found to say."""
        return not (self.entries or self.clashes or self.standings)

    @property
    def unanswered(self) -> tuple[Entry, ...]:
        """What waits for an answer, the longest first; what is not dated last."""
        waits = [entry for entry in self.entries if entry.state == "unanswered"]
        return tuple(
            sorted(waits, key=lambda entry: -1 if entry.waiting is None else entry.waiting)[::-1]
        )
