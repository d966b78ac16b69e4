"""Names in capitals, as headings and labels bear them, written as in running text."""

from __future__ import annotations

from typing import Final

__all__ = ["in_small_letters"]

_SMALL: Final = frozenset("of for the and on against to in de la du des von van bin al".split())
_LONGEST_ACRONYM: Final = 4  # letters of a word that may be an acronym


def in_small_letters(name: str) -> str:
    """Write a name in capitals as names are written; any other, and a single acronym, is kept.

    >>> [in_small_letters(name) for name in ("MINISTRY OF JUSTICE", "Ana Ruiz", "OSCE", "UN WOMEN")]
    ['Ministry of Justice', 'Ana Ruiz', 'OSCE', 'UN Women']
    """
    words = name.split()
    if not name.isupper() or (len(words) == 1 and len(name) <= _LONGEST_ACRONYM):
        return name
    return " ".join(
        word.casefold()
        if index and word.casefold() in _SMALL
        else word
        if _is_acronym(word)
        else word.title().replace("’S", "’s").replace("'S", "'s")
        for index, word in enumerate(words)
    )


def _is_acronym(word: str) -> bool:
    """Whether a word has too few vowels to be read: *UN*, *NGO*, *IPC*."""
    letters = [letter for letter in word if letter.isalpha()]
    vowels = sum(letter in "AEIOUY" for letter in letters)
    if word.endswith(".") and word.count(".") == 1:
        return False  # `MS. RUIZ`
    short = len(letters) < _LONGEST_ACRONYM and (vowels == 0 or len(letters) == 2)
    return short or "." in word
