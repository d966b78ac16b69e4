"""Tell what a statement is about: concepts of a vocabulary that human-rights bodies use.

The vocabulary is data, in `rules/themes.toml`: themes and affected persons as the Universal Human
Rights Index labels them, with the articles that guarantee them, and a few concepts of our own.
Words show a theme where one of its stems matches; the stems begin with plain letters, so that a
look at a word's first two letters tells which can match it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from verbale.model import Span, Theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Concept", "concept_of", "find_themes", "vocabulary"]

_KEY: Final = 2  # letters by which stems are filed
_LOOK: Final = 6  # letters of a word that are looked at before its stems are tried
_WORD: Final = re.compile(rf"\b[a-z]{{{_KEY},{_LOOK}}}")
# Written in several ways, read in one. Each pair has one character for one: offsets stay.
_ALIKE: Final = tuple(zip("’\u2010\u2011-\n\t\r\xa0İ", "'       i", strict=True))
# Of one matching word, and of two or more that differ.
_ONE_WORD: Final = 0.7
_MORE_WORDS: Final = 0.9

# What the rules write for short. Words and the space between them share no character, and both the
# number and the length of words are bounded, so that no text makes a match go back far.
_LETTERS: Final = re.compile(r"[a-z]+(?![?*{])")
_GROUP: Final = re.compile(r"\{([a-z]+)\}")
_SPACE: Final = re.compile(r" (?![?+*])")
_BETWEEN: Final = r" (?:[^\s.;:!?]{1,30} +){0,4}?"


@dataclass(frozen=True, slots=True)
class Concept:
    """A theme or a group of affected persons, with words that must and must not show it.

    `treaty_articles` guarantee it (*ICCPR 19*), `sdg` are the development goals and targets that
    fit, `uhri_code` is its number in the older index; `own` tells that the index lacks it. `stems`
    are regular expressions in lower case, spelled out.
    """

    id: str
    scheme: str
    label: str
    stems: tuple[str, ...]
    says: tuple[str, ...]
    says_not: tuple[str, ...]
    treaty_articles: tuple[str, ...] = ()
    sdg: tuple[str, ...] = ()
    uhri_code: str | None = None
    own: bool = False


_Stems = tuple[tuple[str, ...], str, tuple[str, ...]]  # letters that begin them, concept, stems


@cache
def vocabulary() -> tuple[Concept, ...]:
    """Load the concepts, in their order."""
    source = resources.files("verbale.reading") / "rules" / "themes.toml"
    table: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8"))
    return tuple(
        Concept(
            row["id"],
            row["scheme"],
            row["label"],
            tuple(each for stem in row["stems"] for each in _spelled_out(stem, table["words"])),
            tuple(row["says"]),
            tuple(row["says_not"]),
            tuple(row.get("treaty_articles", ())),
            tuple(row.get("sdg", ())),
            row.get("uhri_code"),
            row.get("own", False),
        )
        for row in table["theme"]
    )


def _spelled_out(stem: str, words: Mapping[str, list[str]]) -> list[str]:
    """Write a stem of the rules in full: one for each of the words that it begins with."""
    group = _GROUP.match(stem)
    if group is not None:
        rest = stem[group.end() :]
        return [each for word in words[group[1]] for each in _spelled_out(word + rest, words)]
    stem = _GROUP.sub(lambda name: f"(?:{'|'.join(words[name[1]])})", stem)
    return [_SPACE.sub(" +", stem.replace(" .. ", _BETWEEN))]


def concept_of(identifier: str) -> Concept | None:
    """Give the concept with this id, `None` when this version's vocabulary lacks it."""
    return _by_id().get(identifier)


def find_themes(text: str, spans: Iterable[Span]) -> tuple[Theme, ...]:
    """List the themes that the words of `spans` show, the surest first.

    >>> words = "He defended the freedoms of expression and assembly."
    >>> [theme.concept for theme in find_themes(words, [Span(0, len(words))])]
    ['freedom-of-expression', 'peaceful-assembly']
    """
    found: dict[str, list[Span]] = {}
    for span in spans:
        for concept, start, end in _matches(_plain(span.of(text))):
            found.setdefault(concept, []).append(Span(span.start + start, span.start + end))
    themes = [
        Theme(concept, _score(text, matches), min(matches)) for concept, matches in found.items()
    ]
    return tuple(sorted(themes, key=lambda theme: (-theme.score, _places()[theme.concept])))


def _plain(words: str) -> str:
    """The words as stems write them, each character in its place."""
    for character, read_as in _ALIKE:
        words = words.replace(character, read_as)
    return words.lower()


def _matches(words: str) -> Iterator[tuple[str, int, int]]:
    """Every place where a stem matches, with its concept."""
    for word in _WORD.finditer(words):
        for concept, stem in _worth_trying(word.group()):
            match = stem.match(words, word.start())
            if match is not None:
                yield concept, match.start(), match.end()


@lru_cache(maxsize=1 << 14)
def _worth_trying(beginning: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The stems that a word can match that begins like this: of most words none."""
    return tuple(
        (concept, _pattern(stems))
        for letters, concept, stems in _stems().get(beginning[:_KEY], ())
        if beginning.startswith(letters)
    )


@cache
def _pattern(stems: tuple[str, ...]) -> re.Pattern[str]:
    """Compile stems when a word first calls for them: a short text needs few."""
    # A stem shows the theme, and the whole word that it ends in is shown.
    return re.compile(rf"(?:{'|'.join(stems)})\w*")


def _score(text: str, matches: list[Span]) -> float:
    return _MORE_WORDS if len({m.of(text).casefold() for m in matches}) > 1 else _ONE_WORD


@cache
def _by_id() -> dict[str, Concept]:
    return {concept.id: concept for concept in vocabulary()}


@cache
def _places() -> dict[str, int]:
    return {concept: place for place, concept in enumerate(_by_id())}


@cache
def _stems() -> dict[str, list[_Stems]]:
    """Stems by the letters that they begin with."""
    by_key: dict[str, list[_Stems]] = {}
    for concept in vocabulary():
        for key, stems in _by_key(concept.stems).items():
            letters = {match.group()[:_LOOK] for stem in stems if (match := _LETTERS.match(stem))}
            entry = (tuple(sorted(letters)), concept.id, tuple(stems))
            by_key.setdefault(key, []).append(entry)
    return by_key


def _by_key(stems: Iterable[str]) -> dict[str, list[str]]:
    by_key: dict[str, list[str]] = {}
    for stem in stems:
        by_key.setdefault(stem[:_KEY], []).append(stem)
    return by_key
