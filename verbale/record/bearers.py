"""Who bears which name in the documents of a record, and which names can be one's.

Actors of one name, kind and side are one bearer of it, unless many could bear that name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from rapidfuzz.fuzz import ratio

from verbale.reading.name_forms import folded, is_variant, without_owner
from verbale.reading.names import FORMS_OF_STATE, genders_told, name_rules, split_title
from verbale.reading.wording import content_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from verbale.record.rows import ActorRow

__all__ = [
    "Bearer",
    "Somebody",
    "Words",
    "bearers_of",
    "clash",
    "ends_alike",
    "is_everywhere",
    "key_of",
    "name_words",
    "names_nobody",
    "names_office",
    "office_words",
    "respelled",
    "sounds_of",
]

Words = tuple[str, ...]
_NAME_WORD: Final = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_DOTTED: Final = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_POSSESSIVE: Final = re.compile(r"[’'](?:s\b|(?!\w))")
_SMALL: Final = frozenset("a an the of on in for and to at his her its their our my".split())
# Words in the names of offices and bodies of every country.
_EVERYWHERE: Final = frozenset(
    """
    national state royal central federal local general supreme high constitutional administrative
    electoral election foreign affairs international cooperation interior internal home justice
    information defence defense finance health education culture labour labor human rights public
    prime minister president chief commissioner inspector house
    """.split()
)
_OFFICE_OF: Final = frozenset("of on for to".split())
_HONORIFICS: Final = frozenset("mrs miss sir dame lord lady madame mister honourable".split())
_NEAR: Final = 85.0  # how alike two spellings of one word are, of 100
_SPELLED: Final = (
    ("ee", "i"), ("oo", "u"), ("ou", "u"), ("ph", "f"), ("kh", "k"), ("ck", "k"),
    ("w", "v"), ("y", "i"), ("q", "k"), ("c", "k"), ("z", "s"),
)  # fmt: skip
_DOUBLED: Final = re.compile(r"(.)\1+")


@dataclass(slots=True, eq=False)
class Bearer:
    """Actors of one name, kind and side, and what is known of them together."""

    key: Words
    kind: str
    side: str
    rows: list[ActorRow] = field(default_factory=list)
    forms: set[Words] = field(default_factory=set)
    roles: set[frozenset[str]] = field(default_factory=set)
    genders: set[str] = field(default_factory=set)
    _name: str = ""
    _first: str = ""

    @property
    def person(self) -> bool:
        """Whether the bearer is a person."""
        return self.kind == "person"

    @property
    def name(self) -> str:
        """One of the written forms of the name, whatever the order of the rows."""
        return self._name

    @property
    def first(self) -> str:
        """One of the actors, whatever the order of the rows."""
        return self._first

    @property
    def rank(self) -> tuple[Words, str, str, str]:
        """What to sort bearers by, whatever the order of their rows."""
        return self.key, self.kind, self.side, self._first

    def note(self, row: ActorRow) -> None:
        """Take an actor in."""
        # Kept, for it is asked once for each other that the bearer may be one with.
        self._name = min(self._name, row.name) if self.rows else row.name
        self._first = min(self._first, row.id) if self.rows else row.id
        self.rows.append(row)
        self.forms |= {key_of(name, row.kind) for name in (row.name, *row.names)} - {()}
        role = office_words(row.role or "")
        if role:
            self.roles.add(role)
        if self.person:
            self.genders |= _genders(row)

    def documents(self) -> set[str]:
        """Give the documents in which the bearer stands."""
        return {row.document for row in self.rows}


class Somebody:
    """Bearers taken to be one so far, and what is known of them together."""

    def __init__(self, bearer: Bearer) -> None:
        self.bearers = [bearer]
        self.kind = "organization" if bearer.kind == "body" else bearer.kind
        # Who is but called by an office has a name of his own, whatever that is.
        office = bearer.person and (
            names_office(bearer.name) or names_nobody(bearer.rows[0], bearer.key)
        )
        self.called = set() if office else {bearer.key}
        self.roles = set(bearer.roles)
        self.genders = set(bearer.genders)
        self.sides = {bearer.side} - {"other"}
        self.documents = bearer.documents()
        one_word = len(bearer.key) == 1
        self.in_short = set(self.documents) if one_word else set()
        self.in_full = set() if one_word else set(self.documents)

    def take_in(self, other: Somebody) -> None:
        """Be this one as well."""
        self.bearers.extend(other.bearers)
        self.called |= other.called
        self.roles |= other.roles
        self.genders |= other.genders
        self.sides |= other.sides
        self.documents |= other.documents
        self.in_short |= other.in_short
        self.in_full |= other.in_full


def bearers_of(
    actors: Iterable[ActorRow], shared: AbstractSet[Words] = frozenset()
) -> list[Bearer]:
    """Put actors of one name, kind and side together, unless several are known to share it."""
    made: dict[tuple[object, ...], Bearer] = {}
    for row in actors:
        key = key_of(row.name, row.kind)
        # What many can be called stands alone, until something ties it to another.
        many = key in shared or names_nobody(row, key) or is_everywhere(key)
        alone = row.id if many else None
        bearer = made.setdefault((key, row.kind, row.side, alone), Bearer(key, row.kind, row.side))
        bearer.note(row)
    return list(made.values())


@lru_cache(maxsize=1 << 16)
def key_of(name: str, kind: str) -> Words:
    """Give the words of a name as they compare, without titles and small words."""
    plain = _DOTTED.sub(lambda dotted: dotted[0].replace(".", ""), name)
    words = tuple(name_words(plain))
    if kind == "person" and words:
        words = split_title(words)[1] or words
        return tuple(filter(None, folded(words)))
    # `the UN human rights office` is the Office of the High Commissioner.
    known = name_rules().bodies.get(" ".join(words).casefold().removeprefix("the "))
    words = tuple(name_words(known)) if known else words
    told = tuple(word for word in folded(words) if word and word not in _SMALL)
    if len(told) > 1 and told[-1] == "ministry":  # `the interior ministry`
        told = ("ministry", *told[:-1])
        told = (*told, "affairs") if told[1:] == ("foreign",) else told
    # `the Kingdom of Samrath` is Samrath.
    form = kind == "state" and len(told) > 1 and told[0] in FORMS_OF_STATE
    return told[1:] if form else told


def name_words(name: str) -> list[str]:
    """Give the words of a name without possessive endings.

    >>> name_words("the Teachers’ Union of St. Ives")
    ['the', 'Teachers', 'Union', 'of', 'St', 'Ives']
    """
    return _NAME_WORD.findall(_POSSESSIVE.sub("", name))


def _genders(row: ActorRow) -> set[str]:
    told = map(without_owner, (row.role or "", *row.names, row.name))
    words = {word.casefold() for name in told for word in _NAME_WORD.findall(name)}
    found = set[str](genders_told(words))
    return found if len(found) == 1 else set()


def names_nobody(row: ActorRow, key: Words) -> bool:
    """Tell whether a name only says what somebody is: *reporters*, *the dead man’s mother*."""
    if not key or (row.name.islower() and (row.kind == "person" or key[-1].endswith("s"))):
        return True
    rules = name_rules()
    if row.kind != "person":
        return False
    words = tuple(name_words(row.name))
    # `Special Rapporteur`, of which there are many; not `Minister of Health`
    only_office = not split_title(words)[1] and _OFFICE_OF.isdisjoint(words)
    return only_office or set(key) <= rules.person_nouns | rules.unnamed


def office_words(words: str) -> frozenset[str]:
    """Give the words by which offices compare."""
    return frozenset(content_words(words) - _HONORIFICS)


def names_office(name: str) -> bool:
    """Tell whether a person's name is an office without its holder.

    >>> names_office("Special Rapporteur on the right to food"), names_office("Minister Ruiz")
    (True, False)
    """
    titles, rest = split_title(tuple(name_words(name)))
    return bool(titles) and (not rest or rest[0] in _OFFICE_OF)


def is_everywhere(key: Words) -> bool:
    """Tell whether many could bear this name: a single word, or an office without its country."""
    rules = name_rules()
    if key in _world_bodies():
        return False
    return len(key) < 2 or all(
        word in _EVERYWHERE or rules.is_organization_word(word) for word in key
    )


@cache
def _world_bodies() -> frozenset[Words]:
    """The bodies of which there is one in the world."""
    return frozenset(key_of(name, "organization") for name in name_rules().bodies.values())


def sounds_of(key: Words) -> set[tuple[str, str]]:
    """Give every word of a name as it sounds, with how another word of it starts."""
    sounds = [_sound(word) for part in key for word in part.split("-") if word]
    return {
        (sound, other[:1])
        for place, sound in enumerate(sounds)
        for beside, other in enumerate(sounds)
        if place != beside
    }


@lru_cache(maxsize=1 << 16)
def _sound(word: str) -> str:
    """Spell a word as its transliterations have in common.

    >>> _sound("meena") == _sound("mina")
    True
    """
    for written, plain in _SPELLED:
        word = word.replace(written, plain)
    return _DOUBLED.sub(r"\1", word)


def respelled(one: Words, other: Words) -> bool:
    """Tell whether two names are spellings of one, with one word at least sounding alike."""
    if len(one) != len(other) or len(one) < 2:
        return False
    sounds = [(_sound(a), _sound(b)) for a, b in zip(one, other, strict=True)]
    return any(a == b for a, b in sounds) and all(
        a == b or (a[:1] == b[:1] and ratio(a, b) >= _NEAR) for a, b in sounds
    )


def ends_alike(one: Words, other: Words) -> bool:
    """Tell whether one name is the other without what stands first: an honorific, a first name."""
    short, full = sorted((one, other), key=len)
    return len(short) > 1 and full[-len(short) :] == short


def clash(one: Somebody, other: Somebody) -> bool:
    """Tell whether two cannot be one, whatever the likeness."""
    if one.kind != other.kind:
        return True
    if one.genders and other.genders and one.genders.isdisjoint(other.genders):
        return True
    if one.kind != "person":
        return not any(_bodies_alike(a, b) for a in one.called for b in other.called)
    if not all(_persons_alike(a, b) for a in one.called for b in other.called):
        return True
    # A document that uses a short and a full name for two people tells them apart.
    together = one.in_short.isdisjoint(other.in_full) and one.in_full.isdisjoint(other.in_short)
    return not together


def _persons_alike(one: Words, other: Words) -> bool:
    if min(len(one), len(other)) < 2:
        return bool({*one} & {*other})
    return one == other or is_variant(one, other) or respelled(one, other) or ends_alike(one, other)


def _bodies_alike(one: Words, other: Words) -> bool:
    short, longer = sorted((one, other), key=len)
    return longer[: len(short)] == short or len(short) == 1
