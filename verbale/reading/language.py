"""Tell the language of a text, so that what is not English is not read wrongly.

A script other than Latin is told by a handful of letters, English by its commonest words, both at
once; any other language by py3langid, which is loaded only then.
"""

from __future__ import annotations

import re
from typing import Final

from verbale.reading.scripts import Script, script_of

__all__ = ["ENGLISH", "is_read", "language_of"]

ENGLISH: Final = "en"
_SAMPLE: Final = 1500  # code points looked at in the beginning, middle and end of a text
_ENOUGH: Final = 100  # letters; fewer tell no language for sure but by their script
_WORD: Final = re.compile(r"[^\W\d_]+")
_COMMON: Final = frozenset(
    """
    the of and to in a is that for it was on with as be by at from are this not have had has his
    her he she they their we i said will would which been were or but an who its our your you
    """.split()
)
# Of the words of English prose two in five are common ones, of other languages' less than one in
# ten ("a", "in", "her" mean something elsewhere too). What lies between is left to py3langid.
_SHARE_IN_ENGLISH: Final = 0.22


def language_of(text: str) -> str | None:
    """Give the ISO 639 code of the language of `text`, `None` when there is too little to tell.

    >>> language_of("The minister said that the law was needed and would be in force by May.")
    'en'
    """
    sample = _sample(text)
    if script := script_of(sample):
        return _written_in(script, sample)
    words = _WORD.findall(sample.casefold())
    if words and sum(word in _COMMON for word in words) >= _SHARE_IN_ENGLISH * len(words):
        return ENGLISH
    if sum(map(str.isalpha, sample)) < _ENOUGH:
        return None
    return _likeliest(sample)


def _written_in(script: Script, sample: str) -> str:
    """Give the language of a text in a script: by its letters, else the likeliest."""
    likeliest = script.languages[0]
    told = script.told_by_letters(sample)
    if told is not None or len(script.languages) == 1 or len(sample) < _ENOUGH:
        return told or likeliest
    guessed = _likeliest(sample)
    return guessed if guessed in script.languages else likeliest


def _likeliest(sample: str) -> str:
    # Half a second to load, which an English text need not wait for.
    import py3langid  # noqa: PLC0415

    language, _ = py3langid.classify(sample)
    return str(language)


def is_read(language: str | None) -> bool:
    """Tell whether texts in this language (a BCP 47 tag, `None` for unknown) are read."""
    return language is None or language.partition("-")[0].casefold() == ENGLISH


def _sample(text: str) -> str:
    if len(text) <= 3 * _SAMPLE:
        return text
    middle = len(text) // 2
    return " ".join((text[:_SAMPLE], text[middle : middle + _SAMPLE], text[-_SAMPLE:]))
