"""Tell which actors of different documents are one.

Names decide, in their variants; role, side and company (who else stands in the same documents)
confirm. A family name alone never does: where two could be meant, neither is. Every merge says
what it rests on.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final

from verbale.reading.name_forms import is_variant
from verbale.record.bearers import (
    Bearer,
    Somebody,
    Words,
    bearers_of,
    clash,
    ends_alike,
    is_everywhere,
    key_of,
    name_words,
    names_nobody,
    respelled,
    sounds_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from verbale.record.rows import ActorRow
    from verbale.record.surroundings import Surroundings

__all__ = ["Identities", "Identity", "Merge", "identify"]

_GOES_ON: Final = frozenset("of and for on in to".split())
_ALSO_CALLED: Final = re.compile(
    r"\b(?:(?:now|also|since|today) (?:calling itself|called|known as|named)|calling itself"
    r"|formerly|previously|also known as|renamed(?: as)?|better known as)(?: the)? (?=[A-Z])"
)
_BESIDE: Final = 60  # characters before such words in which the other name stands


@dataclass(frozen=True, slots=True)
class Merge:
    """The actors `one` and `other` are one; `score`, from 0 to 1, says how sure that is."""

    one: str
    other: str
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody, and the actors of documents that are this one: `id` is the first of them."""

    id: str
    name: str
    kind: str
    side: str
    names: tuple[str, ...]
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Identities:
    """Everybody in a record, in the order of first mention, and the merges that led there."""

    everybody: tuple[Identity, ...]
    merges: tuple[Merge, ...]

    def by_actor(self) -> dict[str, Identity]:
        """Give the identity of every actor."""
        return {actor: each for each in self.everybody for actor in each.actors}


def identify(actors: Sequence[ActorRow], shown: Surroundings | None = None) -> Identities:
    """Tie the actors of several documents together.

    What is `shown` of the texts tells who is called by two names. Whatever the order of actors
    within their documents, the same ones come together.
    """
    finder = _Finder(bearers_of(actors))
    finder.tie(list(_said_to_be_one(actors, shown)) if shown else [])
    return finder.identities(actors)


@dataclass(frozen=True, slots=True)
class _Edge:
    """Two bearers who may be one, and what their names say.

    `needs` counts what else has to agree, of role, side and company; `said` marks what a text says
    itself.
    """

    one: Bearer
    other: Bearer
    base: float
    words: str
    needs: int = 0
    said: bool = False

    @property
    def rank(self) -> tuple[float, object]:
        return -self.base, sorted((self.one.rank, self.other.rank))


class _Finder:
    """Joins bearers of names, the surest first."""

    def __init__(self, bearers: list[Bearer]) -> None:
        self._bearers = sorted(bearers, key=lambda bearer: bearer.rank)
        named = [each for each in self._bearers if not names_nobody(each.rows[0], each.key)]
        self._persons = [each for each in named if each.person]
        self._bodies = [each for each in named if not each.person]
        self._somebody = {id(each): Somebody(each) for each in self._bearers}
        self._company = _Company()
        self._merges: list[Merge] = []
        for bearer in self._bearers:
            self._company.take(bearer, bearer)

    def tie(self, said: list[tuple[str, str]]) -> None:
        """Join what belongs together: full names first, short ones when those are known."""
        self._join(self._said(said))
        for find in (self._same_persons, self._persons_in_other_forms, self._same_bodies):
            self._join(find())
            for bearer in self._bearers:
                self._company.take(bearer, self._somebody[id(bearer)].bearers[0])
        self._join(self._short_names())
        self._join(self._short_names_alone())

    def identities(self, actors: Sequence[ActorRow]) -> Identities:
        """Say who everybody is."""
        order = {row.id: place for place, row in enumerate(actors)}
        found = {id(each): each for each in self._somebody.values()}
        named_alike = [merge for bearer in self._bearers for merge in _within(bearer)]
        everybody = [
            _identity(
                sorted(
                    (row for each in somebody.bearers for row in each.rows),
                    key=lambda row: order[row.id],
                )
            )
            for somebody in found.values()
        ]
        everybody.sort(key=lambda each: order[each.id])
        return Identities(tuple(everybody), (*named_alike, *self._merges))

    def _said(self, pairs: list[tuple[str, str]]) -> Iterator[_Edge]:
        of = {row.id: bearer for bearer in self._bearers for row in bearer.rows}
        for one, other in pairs:
            words = f"the text says that {of[one].name} is also called {of[other].name}"
            yield _Edge(of[one], of[other], 0.8, words, said=True)

    def _same_persons(self) -> Iterator[_Edge]:
        full = [each for each in self._persons if len(each.key) > 1]
        for group in _grouped((each, [each.key]) for each in full):
            for one, other in combinations(group, 2):
                yield _Edge(one, other, 0.85, f"both are called {one.name}")

    def _persons_in_other_forms(self) -> Iterator[_Edge]:
        full = [each for each in self._persons if len(each.key) > 1]
        for one, other in _pairs((each, sounds_of(each.key)) for each in full):
            if is_variant(one.key, other.key):
                needs = 0 if len({*one.key} & {*other.key}) > 1 else 1
                words = f"{one.name} is a form of {other.name}"
                yield _Edge(one, other, 0.75, words, needs)
            elif respelled(one.key, other.key):
                words = f"{one.name} is another spelling of {other.name}"
                yield _Edge(one, other, 0.65, words, 1)
            elif ends_alike(one.key, other.key):
                words = f"{one.name} and {other.name} end alike"
                yield _Edge(one, other, 0.6, words, 2)

    def _same_bodies(self) -> Iterator[_Edge]:
        for group in _grouped((each, [each.key]) for each in self._bodies):
            if is_everywhere(group[0].key):
                yield from self._side_by_side(group)
            else:
                for one, other in combinations(group, 2):
                    yield _Edge(one, other, 0.85, f"both are called {one.name}")
        yield from _shortened(self._bodies)
        yield from _by_acronym(self._bodies)

    def _short_names(self) -> Iterator[_Edge]:
        """Pair one word of a name with the only full name that it can stand for."""
        for short, fitting in self._short_for():
            if len({id(self._somebody[id(each)]) for each in fitting}) == 1:
                words = f"{short.name} can only be {fitting[0].name}"
                yield from (_Edge(short, each, 0.5, words, 1) for each in fitting)

    def _short_names_alone(self) -> Iterator[_Edge]:
        """Pair names of one word that no full name explains."""
        alone = [short for short, fitting in self._short_for() if not fitting]
        for group in _grouped((each, [each.key]) for each in alone):
            yield from self._side_by_side(group)

    def _short_for(self) -> Iterator[tuple[Bearer, list[Bearer]]]:
        full: dict[str, list[Bearer]] = defaultdict(list)
        for bearer in self._persons:
            for word in sorted(set(bearer.key)) if len(bearer.key) > 1 else ():
                full[word].append(bearer)
        for short in self._persons:
            if len(short.key) == 1:
                yield short, [each for each in full[short.key[0]] if self._can_be(short, each)]

    def _can_be(self, short: Bearer, full: Bearer) -> bool:
        return not clash(self._somebody[id(short)], self._somebody[id(full)])

    def _side_by_side(self, group: list[Bearer]) -> Iterator[_Edge]:
        """Pair bearers of a name that many could bear, through whom they share company with."""
        for together in _grouped((each, self._company.of(each)) for each in group):
            for one, other in pairwise(together):
                yield _Edge(one, other, 0.6, f"both are called {one.name}", 2)

    def _join(self, edges: Iterable[_Edge]) -> None:
        for edge in sorted(edges, key=lambda edge: edge.rank):
            one, other = self._somebody[id(edge.one)], self._somebody[id(edge.other)]
            if one is other or one.kind != other.kind or (clash(one, other) and not edge.said):
                continue
            agreements = self._agreements(one, other)
            # Who stands on another side in another company is another person of that name.
            across = one.sides and other.sides and one.sides.isdisjoint(other.sides)
            if len(agreements) >= max(edge.needs, 1 if across else 0):
                self._merge(edge, agreements)

    def _agreements(self, one: Somebody, other: Somebody) -> list[str]:
        """Say what besides the name speaks for two being one."""
        found = []
        if any(a <= b or b <= a for a in one.roles for b in other.roles):
            found.append("the same office")
        if not one.sides.isdisjoint(other.sides):
            found.append("the same side")
        company = self._company.shared(one, other)
        if company:
            found.append(f"both stand beside {company}")
        return found

    def _merge(self, edge: _Edge, agreements: list[str]) -> None:
        one, other = self._somebody[id(edge.one)], self._somebody[id(edge.other)]
        if len(one.bearers) < len(other.bearers):
            one, other = other, one
        first, second = (min(row.id for row in each.rows) for each in (edge.one, edge.other))
        score = round(edge.base + 0.05 * len(agreements), 2)
        self._merges.append(Merge(first, second, ", ".join([edge.words, *agreements]), score))
        one.take_in(other)
        for bearer in other.bearers:
            self._somebody[id(bearer)] = one


class _Company:
    """Who stands in which documents, of those whose presence tells something."""

    def __init__(self) -> None:
        self._present: dict[str, set[Words]] = defaultdict(set)
        self._where: dict[Words, set[str]] = defaultdict(set)
        self._called: dict[Words, str] = {}

    def take(self, bearer: Bearer, called: Bearer) -> None:
        """Note that a bearer stands in documents, under the key of `called`."""
        if is_everywhere(called.key) or bearer.side == "media":
            return
        self._called.setdefault(called.key, called.name)
        self._where[called.key] |= bearer.documents()
        for document in bearer.documents():
            self._present[document].add(called.key)

    def of(self, bearer: Bearer) -> set[Words]:
        """Give the keys of all that stand in the documents of a bearer."""
        return set().union(*(self._present[document] for document in bearer.documents()))

    def shared(self, one: Somebody, other: Somebody) -> str | None:
        """Name somebody who stands in documents of both."""
        few, many = sorted((one, other), key=lambda each: len(each.documents))
        own = few.called | many.called
        found = {
            key
            for document in few.documents
            for key in self._present[document] - own
            if not self._where[key].isdisjoint(many.documents)
        }
        return self._called[min(found)] if found else None


def _said_to_be_one(actors: Sequence[ActorRow], shown: Surroundings) -> Iterator[tuple[str, str]]:
    """Find two actors of a document of whom it says that one is the other's name."""
    named: dict[str, dict[str, str]] = defaultdict(dict)
    for row in actors:
        named[row.document] |= dict.fromkeys(map(_plain, (row.name, *row.names)), row.id)
    for document, names in named.items():
        for piece in shown.of(document):
            text = _plain(piece.text)
            for cue in _ALSO_CALLED.finditer(text):
                before, after = text[max(0, cue.start() - _BESIDE) : cue.start()], text[cue.end() :]
                one = _named_in(names, before, str.__contains__)
                other = _named_in(names, after, str.startswith)
                if one and other and one != other:
                    yield one, other


def _plain(text: str) -> str:
    return " ".join(name_words(text))


def _named_in(names: dict[str, str], text: str, fits: Callable[[str, str], bool]) -> str | None:
    """Give the actor whose longest name is in a text."""
    found = [(len(name), name) for name in names if name[:1].isupper() and fits(text, name)]
    return names[max(found)[1]] if found else None


def _within(bearer: Bearer) -> list[Merge]:
    """Say that the rows of one bearer are one."""
    first, *others = sorted(row.id for row in bearer.rows)
    agreed = "" if bearer.side == "other" else ", the same side"
    reason = f"both are called {bearer.name}{agreed}"
    score = 0.9 if agreed else 0.85
    return [Merge(first, other, reason, score) for other in others]


def _grouped(keyed: Iterable[tuple[Bearer, Iterable[object]]]) -> Iterator[list[Bearer]]:
    """Put those together that have a key in common, where there are several."""
    groups: dict[object, list[Bearer]] = defaultdict(list)
    for bearer, keys in keyed:
        for key in keys:
            groups[key].append(bearer)
    return (group for group in groups.values() if len(group) > 1)


def _pairs(
    keyed: Iterable[tuple[Bearer, Iterable[object]]],
) -> Iterator[tuple[Bearer, Bearer]]:
    seen = set()
    for group in _grouped(keyed):
        for one, other in combinations(group, 2):
            if one.key != other.key and (id(one), id(other)) not in seen:
                seen.add((id(one), id(other)))
                yield one, other


def _shortened(bodies: list[Bearer]) -> Iterator[_Edge]:
    """Pair a body's name with the one longer name that starts with it."""
    for group in _grouped((each, [each.key[:2]]) for each in bodies if len(each.key) > 1):
        for short in group:
            longer = [each for each in group if _goes_on(short, each)]
            if len({each.key for each in longer}) == 1:
                words = f"{longer[0].name} is the full form of {short.name}"
                needs = 2 if is_everywhere(short.key) else 1
                yield from (_Edge(short, each, 0.7, words, needs) for each in longer)


def _goes_on(short: Bearer, longer: Bearer) -> bool:
    """Whether a longer name starts as a short one and goes on with *of*, *and*, *for* ..."""
    start = len(short.key)
    if len(longer.key) <= start or longer.key[:start] != short.key:
        return False
    names = [name_words(row.name) for row in longer.rows]
    return any(
        word.casefold() in _GOES_ON and len(key_of(" ".join(words[:place]), longer.kind)) == start
        for words in names
        for place, word in enumerate(words)
    )


def _by_acronym(bodies: list[Bearer]) -> Iterator[_Edge]:
    """Pair an acronym with the only full name that stands beside it or has its initials."""
    full: dict[str, list[Bearer]] = defaultdict(list)
    for bearer in bodies:
        if len(bearer.key) > 1:
            said = {form[0] for form in bearer.forms if len(form) == 1}
            for letters in sorted({*said, "".join(word[0] for word in bearer.key)}):
                full[letters].append(bearer)
    for short in bodies:
        longer = full[short.key[0]] if len(short.key) == 1 and _is_acronym(short) else []
        if len({each.key for each in longer}) == 1:
            words = f"{short.name} stands for {longer[0].name}"
            yield from (_Edge(short, each, 0.65, words, 1) for each in longer)


def _is_acronym(bearer: Bearer) -> bool:
    return bearer.name.isupper() and len(bearer.key[0]) > 1


def _identity(rows: list[ActorRow]) -> Identity:
    often = Counter(key_of(row.name, row.kind) for row in rows)
    fullest = max(rows, key=lambda row: _fullness(row, often))
    sides = Counter(row.side for row in rows if row.side != "other")
    names = dict.fromkeys(name for row in rows for name in (row.name, *row.names))
    return Identity(
        id=rows[0].id,
        name=fullest.name,
        kind=fullest.kind,
        side=max(sides, key=lambda side: (sides[side], side), default="other"),
        names=tuple(names),
        actors=tuple(row.id for row in rows),
    )


def _fullness(row: ActorRow, often: Mapping[Words, int]) -> tuple[int, bool, int, int]:
    key = key_of(row.name, row.kind)
    return len(key), not row.name.isupper(), often[key], len(row.name)
