"""Compare the words of names: in other spellings, in another order, with parts left out."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

__all__ = ["folded", "is_variant", "without_owner"]

_OWNER: Final = re.compile(r".*[’']s\s")

# Letters that Unicode does not take apart into a plain letter and a mark.
_PLAIN: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe", "’": "'"}
)
_ARTICLE: Final = re.compile(r"(?:al|el|ul|as|ad|ar|an|at|az|ash)-(?=\w{3})")
_FORMS: Final = frozenset("kingdom republic emirate sultanate principality".split())
_FORM_OF: Final = re.compile(rf"(?<=\w) of (?:the )?(?:{'|'.join(sorted(_FORMS))}) of ")
_OF_PLACES: Final = frozenset(
    "north south east west new upper lower port san santa saint st fort mount united".split()
)


def without_owner(words: str) -> str:
    """Leave out whose somebody is, which tells nothing of him: *Mr Otunga's lawyer* may be a woman.

    >>> without_owner("Mr Otunga’s lawyer"), without_owner("Mr Otunga")
    ('lawyer', 'Mr Otunga')
    """
    return _OWNER.sub("", words)


@lru_cache(maxsize=1 << 16)
def folded(words: tuple[str, ...]) -> tuple[str, ...]:
    """Give the words of a name as they compare: no capitals, no accents, no Arabic article.

    >>> folded(("Abdel", "Fattah", "al-Sisi"))
    ('abdel', 'fattah', 'sisi')
    >>> folded(("Lech", "Wałęsa"))
    ('lech', 'walesa')

    The form of a state is left out of what belongs to the state.

    >>> folded(("Senate", "of", "the", "Kingdom", "of", "Samrath"))
    ('senate', 'of', 'samrath')
    """
    plain = tuple(_ARTICLE.sub("", _without_marks(word)) for word in words)
    if _FORMS.isdisjoint(plain):
        return plain
    return tuple(_FORM_OF.sub(" of ", " ".join(plain)).split(" "))


@lru_cache(maxsize=1 << 16)
def _without_marks(word: str) -> str:
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.casefold().translate(_PLAIN))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def is_variant(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two folded names of several words can be one person's.

    One is the other with its family name at the other end (*Orbán Viktor*), with spaces for hyphens
    (*Kim Jong Un*), with initials for names, or without names in the middle (*John Kennedy*).

    >>> is_variant(("viktor", "orban"), ("orban", "viktor"))
    True
    >>> is_variant(("a", "ruiz"), ("ana", "maria", "ruiz"))
    True
    >>> is_variant(("ana", "ruiz"), ("luis", "ruiz"))
    False
    """
    if min(len(one), len(other)) < 2 or set(one).isdisjoint(other):
        return False
    short, full = sorted((one, other), key=len)
    if _turned(short, full) or _spread(short) == _spread(full):
        return True
    return _leaves_out(short, full)


def _turned(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return other in {one[1:] + one[:1], one[-1:] + one[:-1]}


def _spread(words: tuple[str, ...]) -> list[str]:
    return [part for word in words for part in word.split("-")]


def _leaves_out(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether `short` starts as `full` does and leaves out some of the names that follow."""
    if len(short[-1]) == 1 or not _same_word(short[0], full[0]):
        return False
    rest = iter(full[1:])
    left_out: list[str] = []
    for word in short[1:]:
        for candidate in rest:
            if _same_word(word, candidate):
                break
            left_out.append(candidate)
        else:
            return False
    return _OF_PLACES.isdisjoint((*left_out, *full[:1]))


def _same_word(one: str, other: str) -> bool:
    """Whether two words are equal, or one is the other's initial."""
    initial = len(one) == 1 or len(other) == 1
    return one == other or (initial and one[0] == other[0])
