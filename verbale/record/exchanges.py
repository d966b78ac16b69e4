"""Tell which statement of a later document answers which of an earlier one.

What a document answers in its own words is linked by its reading. Across documents the words that
call an earlier statement by a noun come first, then wording, sides, addressees and themes. Where
the answering document tells again what it answers, the link goes to that restatement.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from verbale.reading.replies import BACK, ENOUGH, acts_called, can_answer
from verbale.reading.wording import cosine
from verbale.record.sayings import Index, Number, Weights, by_document, common_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from verbale.model import Basis
    from verbale.record.identity import Identity
    from verbale.record.reprints import Reprint
    from verbale.record.rows import LinkRow
    from verbale.record.sayings import Saying

__all__ = ["AtOdds", "Exchange", "Exchanges", "find_exchanges"]

AtOdds = frozenset[tuple[str, Number]]

_SHARED: Final = 2  # words that answer and answered have in common at least
_BETTER: Final = 0.2  # more alike than what the answer is linked to in its own document
_ACROSS: Final = 0.3  # for standing on another side
_EXPLICIT: Final = 1.8  # as the surest of inferred links
_MOST: Final = 2.0  # what a score is measured against
_NO_QUOTES: Final = str.maketrans("", "", '“”"‘')


@dataclass(frozen=True, slots=True)
class Exchange:
    """The statement `answer` responds to the statement `answered` of an earlier document.

    Where the document of the answer tells that statement again, `answered` is what it tells.
    """

    answer: str
    answered: str
    basis: Basis
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class Exchanges:
    """The links across documents, and the inferred links inside of one that they outweigh."""

    across: tuple[Exchange, ...]
    outweighed: tuple[LinkRow, ...]


def find_exchanges(
    said: Sequence[Saying],
    reprints: Iterable[Reprint],
    links: Iterable[LinkRow],
    at_odds: AbstractSet[AtOdds] = frozenset(),
) -> Exchanges:
    """Link the answers of later documents to what they answer in earlier ones.

    `at_odds` holds pairs of documents with numbers of theirs that contradict each other.
    """
    finder = _Finder(said, {each.statement: each.same_as for each in reprints}, links, at_odds)
    for document in by_document(said):
        for saying in document:
            finder.link(saying)
        finder.index(document)
    return Exchanges(tuple(finder.across), tuple(finder.outweighed))


@dataclass(frozen=True, slots=True)
class _Fit:
    score: float
    basis: Basis
    reasons: tuple[str, ...]


class _Finder:
    """Goes through the documents as they were published."""

    def __init__(
        self,
        said: Sequence[Saying],
        same_as: dict[str, str],
        links: Iterable[LinkRow],
        at_odds: AbstractSet[AtOdds],
    ) -> None:
        self.across: list[Exchange] = []
        self.outweighed: list[LinkRow] = []
        self._of = {each.row.id: each for each in said}
        self._weights = Weights(each.words for each in said)
        self._index = Index(self._weights)
        self._by_speaker: dict[str, list[Saying]] = defaultdict(list)
        self._links = {link.answer: link for link in links}
        self._same_as = same_as
        self._at_odds = at_odds
        self._told_in = {
            (self._of[told].row.document, first): told
            for told, first in reversed(list(same_as.items()))
        }
        self._takes_up = {
            (self._of[told].row.document, self._of[first].row.document)
            for told, first in same_as.items()
        }
        self._before: tuple[Saying, Saying, _Fit] | None = None

    def index(self, document: list[Saying]) -> None:
        """Make the statements of a document known to those after it."""
        for saying in document:
            if saying.row.id not in self._same_as:
                self._index.add(saying)
                if saying.speaker is not None:
                    self._by_speaker[saying.speaker.id].append(saying)

    def link(self, saying: Saying) -> None:
        """Link a statement to what it answers best in earlier documents, if well enough."""
        own = self._links.get(saying.row.id)
        if (own is not None and own.basis == "explicit") or saying.row.id in self._same_as:
            return
        if saying.headline:
            return  # the text below it tells the same more fully
        found = self._called(saying) or self._likeliest(saying) or self._goes_on(saying)
        if found is None:
            return
        other, fit = found
        if own is not None:
            if not self._outweighs(saying, other, own):
                return
            self.outweighed.append(own)
        told = self._told_in.get((saying.row.document, other.row.id), other.row.id)
        score = round(min(1.0, fit.score / _MOST), 2)
        made = Exchange(saying.row.id, told, fit.basis, ", ".join(fit.reasons), score)
        self.across.append(made)
        self._before = saying, other, fit

    def _called(self, saying: Saying) -> tuple[Saying, _Fit] | None:
        """Find what a statement calls by a noun, of those it names or speaks to."""
        match = BACK.match(saying.row.words.translate(_NO_QUOTES))
        acts = acts_called(match["noun"]) if match else None
        if match is None or acts is None or saying.row.act not in {"rebuttal", "acknowledgement"}:
            return None
        for who in (*saying.addressees, *self._named_in(match.group())):
            before = [each for each in self._by_speaker[who] if each.speaker is not saying.speaker]
            fitting = [each for each in before if each.row.act in acts]
            if fitting:
                best = max(fitting, key=lambda each: (self._alike(saying, each), each.place))
                return best, _Fit(_EXPLICIT, "explicit", (f"it takes up “{match.group()}”",))
        return None

    def _named_in(self, words: str) -> list[str]:
        """Give whom the words name in full, of those who said something before."""
        words = words.casefold()
        return [
            who
            for who, said in self._by_speaker.items()
            if said[0].speaker and any(name in words for name in _full_names(said[0].speaker))
        ]

    def _likeliest(self, saying: Saying) -> tuple[Saying, _Fit] | None:
        fits = [(other, self._fit(saying, other)) for other in self._index.candidates(saying)]
        found = [(other, fit) for other, fit in fits if fit is not None]
        return max(found, key=lambda pair: (pair[1].score, -pair[0].place)) if found else None

    def _goes_on(self, saying: Saying) -> tuple[Saying, _Fit] | None:
        """Let a speaker go on with an answer, as long as it shares a word with the question."""
        if self._before is None:
            return None
        before, other, fit = self._before
        same = before.speaker is saying.speaker and before.row.document == saying.row.document
        next_to = saying.place - before.place <= 1
        shared = common_words(saying, other)
        if not (same and next_to and shared):
            return None
        reasons = ("the same speaker goes on with an answer", f"shared words: {shared}")
        return other, _Fit(fit.score - 0.2, "inferred", reasons)

    def _fit(self, answer: Saying, asked: Saying) -> _Fit | None:
        """How well a statement answers an earlier one of another side, and what speaks for it."""
        if len(answer.words & asked.words) < _SHARED or not _may_answer(answer, asked):
            return None
        wants_an_answer = 0.4 if asked.row.act in {"concern", "call"} else 0.0
        score = _ACROSS + 2.0 * self._alike(answer, asked) + wants_an_answer
        reasons = [f"shared words: {common_words(answer, asked)}"]
        for holds, weight, reason in self._what_else(answer, asked):
            if holds:
                score += weight
                reasons.append(reason)
        return _Fit(score, "inferred", tuple(reasons)) if score >= ENOUGH[answer.row.act] else None

    def _what_else(self, answer: Saying, asked: Saying) -> Iterator[tuple[bool, float, str]]:
        """Say what besides the wording speaks for an answer, and how much."""
        documents = answer.row.document, asked.row.document
        yield documents in self._takes_up, 0.3, "its document takes up the other"
        yield self._contradict(answer, asked), 0.4, "their figures contradict each other"
        yield not _themes(answer).isdisjoint(_themes(asked)), 0.2, "a theme in common"
        yield _is_told(answer, asked), 0.3, "it is said to the one who raised it"
        yield _is_told(asked, answer), 0.3, "the one who was addressed answers"

    def _contradict(self, answer: Saying, asked: Saying) -> bool:
        return any(
            frozenset(((answer.row.document, one), (asked.row.document, other))) in self._at_odds
            for one in answer.numbers
            for other in asked.numbers
        )

    def _alike(self, one: Saying, other: Saying) -> float:
        return cosine(one.words, other.words, self._weights)

    def _outweighs(self, saying: Saying, other: Saying, own: LinkRow) -> bool:
        return self._alike(saying, other) >= self._alike(saying, self._of[own.answered]) + _BETTER


def _themes(saying: Saying) -> set[str]:
    return {each.concept for each in saying.row.themes}


def _is_told(saying: Saying, other: Saying) -> bool:
    """Whether a statement is addressed to the speaker of the other."""
    return other.speaker is not None and other.speaker.id in saying.addressees


def _full_names(somebody: Identity) -> list[str]:
    return [name.casefold() for name in somebody.names if " " in name]


def _may_answer(answer: Saying, asked: Saying) -> bool:
    """Whether the acts, sides and days let one answer the other."""
    if answer.speaker is None or asked.speaker is None or answer.speaker is asked.speaker:
        return False
    sides = [answer.speaker.side, asked.speaker.side]
    if "other" in sides or (sides[0] == "state") == (sides[1] == "state"):
        return False
    if answer.days and asked.days and answer.days[1] < asked.days[0]:
        return False
    return answer.row.act in ENOUGH and can_answer(answer.row.act, asked.row.act)
