"""Tell which actors of different documents are one.

Names decide, in their variants; role, side and company (who else stands in the same documents)
confirm. A family name alone never does: where two could be meant, neither is. Every merge says
what it rests on. What people decided goes before all of it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final

from verbale.reading.name_forms import is_variant
from verbale.reading.names import name_rules, split_title
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
    names_office,
    office_words,
    respelled,
    sounds_of,
)
from verbale.record.decided import Decided

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from verbale.record.rows import ActorRow

__all__ = ["Identities", "Identity", "Merge", "identify", "identity_of"]

_ARTICLES: Final = frozenset("the a an its their his her".split())
_SPOKESPEOPLE: Final = frozenset("spokesperson spokesman spokeswoman".split())
_MANY: Final = 20  # of one kind, among whom none is the only one
_OWNER: Final = re.compile(r"[’']s?\s")
_GOVERNMENTS: Final = frozenset("government authority authorities state administration".split())
_GOES_ON: Final = frozenset("of and for on in to".split())


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


def identify(
    actors: Sequence[ActorRow],
    also_called: Iterable[tuple[str, str]] = (),
    decided: Decided | None = None,
) -> Identities:
    """Tie the actors of several documents together.

    `also_called` are pairs of actors of whom a text says that they are one. Whatever the order of
    actors within their documents, the same ones come together. What is `decided` about an actor
    holds for all who bear that name, in that kind and on that side, as long as nobody else does.
    """
    decided = decided or Decided()
    shared = _told_apart(actors, decided)
    finder = _Finder(bearers_of(actors, shared), decided, shared)
    finder.tie(also_called)
    return finder.identities(actors)


def _told_apart(actors: Sequence[ActorRow], decided: Decided) -> set[Words]:
    """Give the names that more than one bears, as somebody decided."""
    called = {row.id: key_of(row.name, row.kind) for row in actors}
    return {
        called[one]
        for one, other, _ in decided.two
        if one in called and called[one] == called.get(other)
    }


@dataclass(frozen=True, slots=True)
class _Edge:
    """Two bearers who may be one, and what their names say.

    `needs` counts what else has to agree, of role, side and company; `said` marks what a text says
    itself, `governs` a government and its state, which are one of two kinds.
    """

    one: Bearer
    other: Bearer
    base: float
    words: str
    needs: int = 0
    said: bool = False
    governs: bool = False

    @property
    def rank(self) -> tuple[float, object]:
        return -self.base, sorted((self.one.rank, self.other.rank))


class _Finder:
    """Joins bearers of names, the surest first."""

    def __init__(self, bearers: list[Bearer], decided: Decided, shared: set[Words]) -> None:
        self._bearers = sorted(bearers, key=lambda bearer: bearer.rank)
        self._of = {row.id: bearer for bearer in self._bearers for row in bearer.rows}
        self._decided = decided
        self._shared = shared
        self._apart = [
            (self._of[one], self._of[other])
            for one, other, _ in decided.two
            if one in self._of and other in self._of
        ]
        named = [each for each in self._bearers if not names_nobody(each.rows[0], each.key)]
        self._persons = [each for each in named if each.person]
        self._bodies = [each for each in named if not each.person]
        self._somebody = {id(each): Somebody(each) for each in self._bearers}
        self._company = _Company()
        self._merges: list[Merge] = []
        for bearer in self._bearers:
            self._company.take(bearer, bearer)

    def tie(self, also_called: Iterable[tuple[str, str]]) -> None:
        """Join what belongs together: full names first, short ones when those are known."""
        self._join(self._confirmed())
        self._join(self._said(also_called))
        for find in (
            self._same_persons,
            self._persons_in_other_forms,
            self._holders,
            self._same_bodies,
        ):
            self._join(find())
            for bearer in self._bearers:
                self._company.take(bearer, self._somebody[id(bearer)].bearers[0])
        self._join(self._short_names())
        self._join(self._short_names_alone())
        self._join(self._bare_nouns())
        self._join(self._governments())

    def identities(self, actors: Sequence[ActorRow]) -> Identities:
        """Say who everybody is."""
        order = {row.id: place for place, row in enumerate(actors)}
        found = {id(each): each for each in self._somebody.values()}
        named_alike = [merge for bearer in self._bearers for merge in _within(bearer)]
        everybody = [
            identity_of(
                sorted(
                    (row for each in somebody.bearers for row in each.rows),
                    key=lambda row: order[row.id],
                ),
                self._decided.corrected,
            )
            for somebody in found.values()
        ]
        everybody.sort(key=lambda each: order[each.id])
        merges = [*named_alike, *self._merges]
        merges.sort(key=lambda merge: (order[merge.one], order[merge.other]))
        return Identities(tuple(everybody), tuple(merges))

    def _confirmed(self) -> Iterator[_Edge]:
        for one, other, words in self._decided.one:
            if one in self._of and other in self._of:
                yield _Edge(self._of[one], self._of[other], 1.0, words, said=True)

    def _said(self, pairs: Iterable[tuple[str, str]]) -> Iterator[_Edge]:
        for one, other in pairs:
            first, second = self._of[one], self._of[other]
            words = f"the text says that {first.name} is also called {second.name}"
            yield _Edge(first, second, 0.8, words, said=True)

    def _same_persons(self) -> Iterator[_Edge]:
        return self._of_one_name([each for each in self._persons if len(each.key) > 1])

    def _persons_in_other_forms(self) -> Iterator[_Edge]:
        full = [each for each in self._persons if len(each.key) > 1 and not _is_of(each)]
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
        yield from self._of_one_name(self._bodies)
        yield from _shortened(self._bodies)
        yield from _by_acronym(self._bodies)

    def _of_one_name(self, bearers: list[Bearer]) -> Iterator[_Edge]:
        for group in _grouped((each, [each.key]) for each in bearers):
            key = group[0].key
            states = [each for each in group if each.kind == "state"]
            if key in self._shared or (not group[0].person and is_everywhere(key)):
                for one, other in pairwise(states if key not in self._shared else ()):
                    yield _Edge(one, other, 0.85, f"both are the state of {one.name}")
                needs = 1 if _is_acronym(group[0]) else 2
                yield from self._side_by_side(group, needs)
            else:
                for one, other in combinations(group, 2):
                    yield _Edge(one, other, 0.85, f"both are called {one.name}")

    def _holders(self) -> Iterator[_Edge]:
        """Pair an office that is named without its holder with the only one known to hold it."""
        held: dict[str, list[tuple[frozenset[str], Bearer]]] = defaultdict(list)
        offices = [
            each
            for each in self._bearers
            if each.person
            and names_office(each.name)
            and _GOES_ON.intersection(name_words(each.name))
        ]
        for bearer in self._persons:
            if len(bearer.key) > 1 and not names_office(bearer.name):
                for role in bearer.roles:
                    for word in role:
                        held[word].append((role, bearer))
        for office in offices:
            wanted = office_words(office.name)
            near = min((held[word] for word in sorted(wanted)), key=len, default=[])
            holders = {id(who): who for role, who in near if wanted <= role}
            plain = not holders  # `the Mayor of Port Lisard`, of one who is but called the mayor
            if plain:
                title = office_words(" ".join(split_title(tuple(name_words(office.name)))[0][:1]))
                near = [each for word in sorted(wanted & title) for each in held[word][:_MANY]]
                holders = {id(who): who for role, who in near if role <= wanted}
            if len({id(self._somebody[each]) for each in holders}) == 1:
                needs = 2 if plain or is_everywhere(tuple(sorted(wanted))) else 1
                for holder in holders.values():
                    words = f"{holder.name} is {office.name}"
                    yield _Edge(office, holder, 0.6, words, needs, said=True)

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
            named = len(bearer.key) > 1 and not _is_of(bearer)
            for word in sorted(set(bearer.key)) if named else ():
                full[word].append(bearer)
        for short in self._persons:
            if len(short.key) == 1:
                yield short, [each for each in full[short.key[0]] if self._can_be(short, each)]

    def _bare_nouns(self) -> Iterator[_Edge]:
        """Pair *the governor*, *the ministry* with the only one of their kind in their company."""
        kinds = {id(bearer): _kinds_of(bearer) for bearer in self._bearers}
        of_kind: dict[tuple[bool, str], list[Bearer]] = defaultdict(list)
        for bearer in self._bearers:
            for word in kinds[id(bearer)]:
                of_kind[bearer.person, word].append(bearer)
        for bare in self._bearers:
            wanted = frozenset(_own_words(bare)) - _ARTICLES
            if not _is_bare(bare, wanted):
                continue
            near = min((of_kind[bare.person, word] for word in sorted(wanted)), key=len)
            if len(near) > _MANY:
                continue
            own = self._somebody[id(bare)]
            found = {
                id(somebody): each
                for each in near
                if wanted <= kinds[id(each)]
                and (somebody := self._somebody[id(each)]) is not own
                and _known_elsewhere(somebody, own.documents)
                and self._company.shared(own, somebody)
            }
            if len(found) == 1:
                only = next(iter(found.values()))
                words = f"{only.name} is the only {bare.name} in that company"
                yield _Edge(bare, only, 0.5, words, 1, said=True)

    def _governments(self) -> Iterator[_Edge]:
        """Pair *the government* with the only state that documents of that company deal with."""
        states: dict[str, list[Bearer]] = defaultdict(list)
        for bearer in self._bearers:
            for document in bearer.documents() if bearer.kind == "state" else ():
                states[document].append(bearer)
        for bare in self._bearers:
            if bare.person or not bare.key or not _GOVERNMENTS.issuperset(bare.key):
                continue
            places = sorted(self._company.near(bare))
            near = [state for document in places for state in states[document]]
            found = {id(self._somebody[id(state)]): state for state in near}
            if len(found) == 1:
                only = next(iter(found.values()))
                words = f"{only.name} is the only state in that company"
                yield _Edge(bare, only, 0.5, words, 1, said=True, governs=True)

    def _can_be(self, short: Bearer, full: Bearer) -> bool:
        return not clash(self._somebody[id(short)], self._somebody[id(full)])

    def _side_by_side(self, group: list[Bearer], needs: int = 2) -> Iterator[_Edge]:
        """Pair bearers of a name that many could bear, through whom they share company with."""
        for together in _grouped((each, self._company.of(each)) for each in group):
            for one, other in pairwise(together):
                yield _Edge(one, other, 0.6, f"both are called {one.name}", needs)

    def _join(self, edges: Iterable[_Edge]) -> None:
        for edge in sorted(edges, key=lambda edge: edge.rank):
            one, other = self._somebody[id(edge.one)], self._somebody[id(edge.other)]
            if one is other or self._refused(one, other):
                continue
            if not edge.said and clash(one, other):
                continue
            if one.kind != other.kind and edge.base < 1.0 and not edge.governs:
                continue
            agreements = self._agreements(one, other)
            # Who stands on another side in another company is another person of that name.
            across = one.sides and other.sides and one.sides.isdisjoint(other.sides)
            if len(agreements) >= max(edge.needs, 1 if across else 0):
                self._merge(edge, agreements)

    def _refused(self, one: Somebody, other: Somebody) -> bool:
        """Whether somebody decided that the two are not one."""
        two = {id(one), id(other)}
        return any(
            {id(self._somebody[id(a)]), id(self._somebody[id(b)])} == two for a, b in self._apart
        )

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
        first, second = edge.one.first, edge.other.first
        score = round(min(1.0, edge.base + 0.05 * len(agreements)), 2)
        self._merges.append(Merge(first, second, ", ".join([edge.words, *agreements]), score))
        one.take_in(other)
        for bearer in other.bearers:
            self._somebody[id(bearer)] = one


def _kinds_of(bearer: Bearer) -> frozenset[str]:
    """The words that say what somebody with a name of his own is: of offices, of a body's name."""
    if names_nobody(bearer.rows[0], bearer.key) or is_everywhere(bearer.key):
        return frozenset()
    if bearer.person:
        return frozenset(word for role in bearer.roles for word in role)
    return frozenset(bearer.key)


def _own_words(bare: Bearer) -> Words:
    """The words of a name behind whose it is: the lawyer of *the union’s lawyer*."""
    *owner, noun = _OWNER.split(bare.name, 1)
    return key_of(noun, bare.kind) if owner and bare.person else bare.key


def _is_of(bearer: Bearer) -> bool:
    """Whether somebody is told by whose he is: *Mr Petrov’s doctor* is not Mr Petrov."""
    return _own_words(bearer) != bearer.key


def _known_elsewhere(somebody: Somebody, documents: set[str]) -> bool:
    """Whether none of these documents tells what somebody is: there it would have been seen."""
    return not any(
        row.document in documents and office_words(row.role or "")
        for bearer in somebody.bearers
        for row in bearer.rows
    )


def _is_bare(bearer: Bearer, wanted: frozenset[str]) -> bool:
    """Whether a name is but a noun for an office or a body, whoever holds or is that."""
    if bearer.side == "media" or not wanted:
        return False
    rules = name_rules()
    if bearer.person:
        office = not (rules.titles.isdisjoint(wanted) and _SPOKESPEOPLE.isdisjoint(wanted))
        return office and names_nobody(bearer.rows[0], bearer.key)
    return is_everywhere(bearer.key) and any(map(rules.is_organization_word, wanted))


class _Company:
    """Who stands in which documents, of those whose presence tells something."""

    def __init__(self) -> None:
        self._present: dict[str, set[Words]] = defaultdict(set)
        self._where: dict[Words, set[str]] = defaultdict(set)
        self._called: dict[Words, str] = {}

    def take(self, bearer: Bearer, called: Bearer) -> None:
        """Note that a bearer stands in documents, under the key of `called`."""
        if (is_everywhere(called.key) and called.kind != "state") or bearer.side == "media":
            return
        self._called.setdefault(called.key, called.name)
        self._where[called.key] |= bearer.documents()
        for document in bearer.documents():
            self._present[document].add(called.key)

    def of(self, bearer: Bearer) -> set[Words]:
        """Give the keys of all that stand in the documents of a bearer."""
        return set().union(*(self._present[document] for document in bearer.documents()))

    def near(self, bearer: Bearer) -> set[str]:
        """Give the documents in which somebody stands who stands in those of a bearer."""
        places = (self._where[key] for key in self.of(bearer))
        return set().union(*(found for found in places if len(found) <= _MANY))

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
        # Of each name, for many may bear it.
        longer_of = {key: [each for each in group if _goes_on(key, each)] for key in _keys(group)}
        for short in group:
            longer = longer_of[short.key]
            if len({each.key for each in longer}) == 1:
                words = f"{longer[0].name} is the full form of {short.name}"
                needs = 2 if is_everywhere(short.key) else 1
                yield from (_Edge(short, each, 0.7, words, needs) for each in longer)


def _keys(bearers: Iterable[Bearer]) -> Iterable[Words]:
    return dict.fromkeys(each.key for each in bearers)


def _goes_on(short: Words, longer: Bearer) -> bool:
    """Whether a longer name starts as a short one and goes on with *of*, *and*, *for* ..."""
    start = len(short)
    if len(longer.key) <= start or longer.key[:start] != short:
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


def identity_of(
    rows: Sequence[ActorRow], corrected: Iterable[tuple[str, str, str]] = ()
) -> Identity:
    """Say who these actors together are; `rows` are in the order of documents.

    What was `corrected` in one of them, a field of an actor with its value, holds for all.
    """
    own = {row.id for row in rows}
    decided = {field: value for actor, field, value in corrected if actor in own}
    often = Counter(key_of(row.name, row.kind) for row in rows)
    fullest = max(rows, key=lambda row: _fullness(row, often))
    sides = Counter(row.side for row in rows if row.side != "other")
    names = dict.fromkeys(name for row in rows for name in (row.name, *row.names))
    return Identity(
        id=rows[0].id,
        name=decided.get("name", fullest.name),
        kind=decided.get("kind", fullest.kind),
        side=decided.get("side", max(sides, key=lambda side: (sides[side], side), default="other")),
        names=tuple(names),
        actors=tuple(row.id for row in rows),
    )


def _fullness(row: ActorRow, often: Mapping[Words, int]) -> tuple[bool, bool, int, bool, int, int]:
    key = key_of(row.name, row.kind)
    office = row.kind == "person" and names_office(row.name)
    bare = row.name.islower() or _GOVERNMENTS.issuperset(key)
    return not bare, not office, len(key), not row.name.isupper(), often[key], len(row.name)
