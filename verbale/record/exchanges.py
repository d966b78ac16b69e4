"""Tell which statement of a later document answers which of an earlier one.

What a document answers in its own words is linked by its reading. Across documents the words that
call an earlier statement by a noun come first, then wording, sides, addressees and themes. Where
the answering document tells again what it answers, the link goes to that restatement.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from verbale.reading.replies import BACK, ENOUGH_ACROSS, acts_called, can_answer
from verbale.reading.wording import cosine
from verbale.record.sayings import Number, Weights, candidates, common_words, days_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from verbale.model import Basis
    from verbale.record.prepared import Prepared
    from verbale.record.rows import DocumentRow, LinkRow
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

    def with_numbered(self, numbered: Iterable[Exchange]) -> Exchanges:
        """Put answers that numbers tell in the place of those that are inferred."""
        told = {(each.answer, each.answered): each for each in numbered}
        answers = {answer for answer, _ in told}
        kept = (
            each
            for each in self.across
            if each.answer not in answers
            or (each.basis == "explicit" and (each.answer, each.answered) not in told)
        )
        return replace(self, across=(*kept, *told.values()))


def find_exchanges(
    document: Prepared,
    earlier: Sequence[Prepared],
    weights: Weights,
    same_as: Mapping[str, str],
    at_odds: AbstractSet[AtOdds] = frozenset(),
) -> Exchanges:
    """Link the answers of a document to what they answer in earlier ones.

    `same_as` tells of each statement that tells an utterance again which is the earliest of it.
    `at_odds` holds pairs of documents with numbers of theirs that contradict each other.
    """
    finder = _Finder(document, earlier, weights, same_as, at_odds)
    for saying in document.sayings:
        finder.link(saying)
    return Exchanges(tuple(finder.across), tuple(finder.outweighed))


@dataclass(frozen=True, slots=True)
class _Fit:
    score: float
    basis: Basis
    reasons: tuple[str, ...]


class _Finder:
    """Goes through the statements of a document."""

    def __init__(
        self,
        document: Prepared,
        earlier: Sequence[Prepared],
        weights: Weights,
        same_as: Mapping[str, str],
        at_odds: AbstractSet[AtOdds],
    ) -> None:
        self.across: list[Exchange] = []
        self.outweighed: list[LinkRow] = []
        self._own = {each.row.id: each for each in document.sayings}
        self._weights = weights
        self._indexes = [each.index for each in earlier]
        self._replied_to = {
            each.row.id
            for each in earlier
            if document.letter.replies_to(each.letter, days_of(each.row.published))
            or _names_publisher(document.row, each.row)
        }
        self._by_speaker: dict[str, list[Saying]] = defaultdict(list)
        by_certainty = sorted(document.links, key=lambda link: link.basis == "explicit")
        self._links = {link.answer: link for link in by_certainty}
        self._same_as = same_as
        self._at_odds = at_odds
        # What the document itself tells again, by the earliest statement of it.
        self._told = {same_as[key]: key for key in reversed(self._own) if key in same_as}
        self._takes_up = {first.partition(".")[0] for first in self._told}
        self._before: tuple[Saying, Saying, _Fit] | None = None
        for saying in (saying for each in earlier for saying in each.sayings):
            if saying.row.id not in same_as and saying.speaker is not None:
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
        told = self._told.get(other.row.id, other.row.id)
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
            if any(name in words for name in _full_names(said))
        ]

    def _likeliest(self, saying: Saying) -> tuple[Saying, _Fit] | None:
        best: tuple[float, Saying] | None = None
        for other in candidates(saying, self._indexes, self._weights):
            score = self._score(saying, other) if other.row.id not in self._same_as else 0.0
            # Of equals the first, which is the earliest.
            enough = score >= ENOUGH_ACROSS.get(saying.row.act, _MOST)
            if enough and (best is None or score > best[0]):
                best = score, other
        if best is None:
            return None
        score, other = best
        reasons = [f"shared words: {common_words(saying, other)}"]
        reasons += [reason for holds, _, reason in self._what_else(saying, other) if holds]
        return other, _Fit(score, "inferred", tuple(reasons))

    def _goes_on(self, saying: Saying) -> tuple[Saying, _Fit] | None:
        """Let a speaker go on with an answer, as long as it shares a word with the question."""
        if self._before is None:
            return None
        before, other, fit = self._before
        same = before.speaker is saying.speaker and before.row.document == saying.row.document
        next_to = saying.place[-1] - before.place[-1] <= 1
        shared = common_words(saying, other)
        if not (same and next_to and shared):
            return None
        reasons = ("the same speaker goes on with an answer", f"shared words: {shared}")
        return other, _Fit(fit.score - 0.2, "inferred", reasons)

    def _score(self, answer: Saying, asked: Saying) -> float:
        """How well a statement answers an earlier one of another side, 0 where it cannot."""
        replied_to = asked.row.document in self._replied_to
        shared = len(answer.words & asked.words)
        if shared < (1 if replied_to else _SHARED) or not _may_answer(answer, asked):
            return 0.0
        wants_an_answer = 0.4 if asked.row.act in {"concern", "call"} else 0.0
        score = _ACROSS + 2.0 * self._alike(answer, asked) + wants_an_answer
        return score + sum(weight for holds, weight, _ in self._what_else(answer, asked) if holds)

    def _what_else(self, answer: Saying, asked: Saying) -> Iterator[tuple[bool, float, str]]:
        """Say what besides the wording speaks for an answer, and how much."""
        yield asked.row.document in self._replied_to, 0.5, "its document replies to the other"
        yield asked.row.document in self._takes_up, 0.3, "its document takes up the other"
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
        return self._alike(saying, other) >= self._alike(saying, self._own[own.answered]) + _BETTER


def _names_publisher(reply: DocumentRow, other: DocumentRow) -> bool:
    """Whether a state's reply names in its title who published another document."""
    named = other.publisher or ""
    title = (reply.title or "").casefold()
    return reply.kind == "state-reply" and " " in named and named.casefold() in title


def _themes(saying: Saying) -> set[str]:
    return {each.concept for each in saying.row.themes}


def _is_told(saying: Saying, other: Saying) -> bool:
    """Whether a statement is addressed to the speaker of the other."""
    return other.speaker is not None and other.speaker.id in saying.addressees


def _full_names(said: Iterable[Saying]) -> set[str]:
    """How the documents call the speaker of these statements, of names in several words."""
    names = {each.row.speaker for each in said}
    return {name.casefold() for name in names if name and " " in name}


def _may_answer(answer: Saying, asked: Saying) -> bool:
    """Whether the acts, sides and days let one answer the other."""
    if answer.speaker is None or asked.speaker is None or answer.speaker is asked.speaker:
        return False
    sides = [answer.speaker.side, asked.speaker.side]
    if "other" in sides or (sides[0] == "state") == (sides[1] == "state"):
        return False
    if answer.days and asked.days and answer.days[1] < asked.days[0]:
        return False
    return answer.row.act in ENOUGH_ACROSS and can_answer(answer.row.act, asked.row.act)
