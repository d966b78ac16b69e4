"""Statements with all that comparing them across documents needs, worked out once."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final

from verbale.reading.replies import TAKEN_UP
from verbale.reading.wording import content_words
from verbale.record.rows import one_line
from verbale.uncertain_dates import bounds

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from verbale.record.identity import Identity
    from verbale.record.rows import DocumentRow, FigureRow, StatementRow

__all__ = [
    "Days",
    "Index",
    "Order",
    "Saying",
    "Weights",
    "apart",
    "candidates",
    "common_words",
    "days_of",
    "of_speaker",
    "order_of",
    "root_words",
    "sayings_of",
]

Days = tuple[str, str]
Order = tuple[str, int]
Number = tuple[float, str | None]

_TOKEN: Final = re.compile(r"[^\W_]+")
_DIGITS: Final = re.compile(r"\w*\d\w*")
_ROOT: Final = 6  # letters that the forms of a word have in common
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_HAD: Final = re.compile(r"\bhad(?: \w+)?\s*\w*$")
_ANOTHERS: Final = re.compile(r"\w (?:his|her|its|their|your|[A-Z][\w’'-]*[’']s?) \w+$")
_NO_ONE: Final = re.compile(r"\bno one\b", re.IGNORECASE)
_ORDINALS: Final = frozenset("first second third fourth fifth".split())
_TELLING: Final = 10  # from here a number tells something by itself
_OFTEN: Final = 100  # statements behind one key; beyond, it leads nowhere
_SAYS: Final = object()  # a key of speakers alone
_SHOWN: Final = 4  # words that are enough to show what two statements have in common
_RAREST: Final = 8  # words looked up
# Forms that no ending tells.
_PLAIN: Final = {
    form: word
    for word, forms in {
        "everyone": "everybody",
        "anyone": "anybody",
        "someone": "somebody",
        "people": "persons person",
        "write": "wrote written",
        "hold": "held",
        "take": "took taken",
        "keep": "kept",
        "give": "gave given",
        "lose": "lost",
        "leave": "left",
        "send": "sent",
        "buy": "bought",
        "pay": "paid",
        "choose": "chose chosen",
        "steal": "stole stolen",
        "win": "won",
        "die": "death deaths dead died dying",
        "strike": "struck",
        "fall": "fell fallen",
        "rise": "rose risen",
        "grow": "grew grown",
        "fight": "fought",
        "build": "built",
        "break": "broke broken",
        "speak": "spoke spoken",
        "child": "children",
        "woman": "women",
    }.items()
    for form in forms.split()
}


@dataclass(frozen=True, slots=True, eq=False)
class Saying:
    """A statement, who says it, its words by their roots, its numbers and its days.

    `place` sorts by when documents were published, and in their texts; `published` holds the days
    on which its document can have been. `told_back` marks what is told as said before the rest:
    *had demanded*, *the demand that*.
    """

    row: StatementRow
    place: tuple[str, int, int]
    speaker: Identity | None
    addressees: tuple[str, ...]
    words: frozenset[str]
    tokens: tuple[str, ...]
    numbers: frozenset[Number]
    days: Days | None
    published: Days | None
    headline: bool
    told_back: bool


class Weights(dict[str, float]):
    """How much a word tells: the rarer it is on record, the more."""

    def __init__(self, bags: Iterable[AbstractSet[str]]) -> None:
        bags = list(bags)
        often = Counter(word for bag in bags for word in bag)
        # One more, so that words tell something also where only two texts are compared.
        super().__init__(
            (word, 1.0 + math.log((1 + len(bags)) / count)) for word, count in often.items()
        )

    def total(self, words: Iterable[str]) -> float:
        """Add up the weights of words."""
        return math.fsum(map(self.__getitem__, words))


def common_words(one: Saying, other: Saying) -> str:
    """Give some words of `one` that `other` has too, in whatever form."""
    shared = one.words & other.words
    found = [token for token in one.tokens if not _roots_of(token).isdisjoint(shared)]
    return " ".join(list(dict.fromkeys(found))[:_SHOWN])


@lru_cache(maxsize=50_000)
def _roots_of(token: str) -> frozenset[str]:
    return root_words(token)


class Index:
    """Finds the statements of a document by their words and numbers, and by who says them."""

    def __init__(self, sayings: Iterable[Saying]) -> None:
        self.behind: dict[Hashable, list[Saying]] = defaultdict(list)
        for saying in sayings:
            for key in _keys(saying, saying.words):
                self.behind[key].append(saying)
            if saying.speaker is not None:
                self.behind[_SAYS, saying.speaker.id].append(saying)


def candidates(saying: Saying, indexes: Sequence[Index], weights: Weights) -> list[Saying]:
    """Give the statements of other documents that share something telling, in their order.

    Rare words and large numbers tell something, and whatever one speaker says twice.
    """
    rarest = sorted(saying.words, key=lambda word: (-weights[word], word))[:_RAREST]
    found: dict[Saying, None] = {}
    for key in _keys(saying, rarest):
        behind = [index.behind[key] for index in indexes if key in index.behind]
        if sum(map(len, behind)) <= _OFTEN:
            found.update(dict.fromkeys(chain.from_iterable(behind)))
    return sorted(found, key=lambda each: each.place)


def of_speaker(saying: Saying, indexes: Sequence[Index]) -> list[Saying]:
    """Give what the same speaker says in other documents, where that is not too much."""
    if saying.speaker is None:
        return []
    key = (_SAYS, saying.speaker.id)
    behind = [index.behind[key] for index in indexes if key in index.behind]
    return list(chain.from_iterable(behind)) if sum(map(len, behind)) <= _OFTEN else []


def _keys(saying: Saying, words: Iterable[str]) -> Iterator[Hashable]:
    who = saying.speaker.id if saying.speaker else None
    for word in words:
        yield word
        yield who, word
    for number in saying.numbers:
        yield who, number
        if number[0] >= _TELLING:
            yield number


def sayings_of(
    document: DocumentRow,
    order: Order,
    statements: Iterable[StatementRow],
    figures: Iterable[FigureRow],
    who: Mapping[str, Identity],
) -> tuple[Saying, ...]:
    """Give the statements of one document, whose place among all is `order`.

    `who` tells who each actor is.
    """
    published = days_of(document.published)
    title = one_line(document.title or "")
    numbers = _Figures(figures)
    return tuple(
        Saying(
            row=row,
            place=(*order, place),
            speaker=who[row.speaker_id] if row.speaker_id and not _of_another(row) else None,
            addressees=tuple(who[each].id for each in row.addressee_ids),
            words=root_words(row.words),
            tokens=tuple(_TOKEN.findall(row.words.casefold())),
            numbers=numbers.within(row),
            days=days_of(row.date),
            published=published,
            headline=row.words in title,
            told_back=_told_back(row),
        )
        for place, row in enumerate(statements)
    )


def order_of(document: DocumentRow) -> Order:
    """Give where a document stands among all, by when it was published.

    What has no date comes last, for it is no earliest record of anything.
    """
    days = days_of(document.published)
    return days[0] if days else "9999", int(document.id.removeprefix("d"))


def _of_another(row: StatementRow) -> bool:
    """Whether the cue itself gives the words to another than its subject: `welcome their claim`."""
    return any(_ANOTHERS.search(part.exact) and TAKEN_UP.search(part.exact) for part in row.cue)


def _told_back(row: StatementRow) -> bool:
    cue = [part.prefix + part.exact for part in row.cue[:1]]
    return any(_HAD.search(words) or TAKEN_UP.search(words) for words in cue)


def root_words(text: str) -> frozenset[str]:
    """Give the words that carry meaning by what their forms have in common.

    >>> root_words("freed") == root_words("free")
    True
    """
    words = (_PLAIN.get(word, word) for word in _TOKEN.findall(_whole(text)))
    return frozenset(_root(word) for word in content_words(" ".join(words)) - _ORDINALS)


def _whole(text: str) -> str:
    """Give the text in small letters, with words of two words as one and without numbers."""
    return _DIGITS.sub(" ", _NO_ONE.sub("nobody", text.casefold()))


def _root(stem: str) -> str:
    stem = stem[:-1] if stem.endswith("ed") else stem
    return stem.rstrip("e")[:_ROOT] or stem


def days_of(date: str | None) -> Days | None:
    """Give the first and last day that a date can mean."""
    if date and _DAY.fullmatch(date):
        return date, date
    return bounds(date) if date else None


def apart(one: Days, other: Days) -> bool:
    """Whether two times have no day in common."""
    return one[1] < other[0] or other[1] < one[0]


class _Figures:
    """The figures of a document, to be found by where they stand."""

    def __init__(self, figures: Iterable[FigureRow]) -> None:
        self._rows = sorted(figures, key=lambda row: row.words.start)
        self._starts = [row.words.start for row in self._rows]

    def within(self, statement: StatementRow) -> frozenset[Number]:
        """Give the numbers that stand in the content of a statement, with their units."""
        return frozenset(
            (row.value, row.unit)
            for part in statement.content
            for row in self._rows[
                bisect_left(self._starts, part.start) : bisect_left(self._starts, part.end)
            ]
        )
