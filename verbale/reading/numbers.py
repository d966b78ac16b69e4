"""Numbers as people write them: digits with separators, words, half a million, 2.4 million."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["CARDINAL", "NUMBER", "cardinal"]

_UNITS: Final = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS: Final = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_SCALES: Final = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "dozen": 12,
    "lakh": 100_000,
    "crore": 10_000_000,
    "tn": 1_000_000_000_000,
    "bn": 1_000_000_000,
    "mn": 1_000_000,
    "m": 1_000_000,
    "k": 1_000,
}
_PARTS: Final = {"half": 0.5, "quarter": 0.25}
_GLYPHS: Final = {"¼": ".25", "½": ".5", "¾": ".75"}
_SMALL: Final = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-](?:one|two|three|four"
    r"|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|zero)"
)
_SCALE: Final = r"(?:hundred|thousand|million|billion|trillion|lakh|crore|dozen)"
_HALF: Final = rf"{_SMALL}[\s-]and[\s-]a[\s-]half(?:[\s-]{_SCALE})?"
_REST: Final = rf"(?:(?:\s+and)?\s+{_SMALL}\b)?"
_MORE: Final = rf"(?:(?:[\s-]{_SCALE}){{1,3}}{_REST}){{0,4}}"
_WORDS: Final = (
    rf"(?:{_HALF}|an?[\s-]{_SCALE}(?:[\s-]{_SCALE}){{0,2}}{_REST}{_MORE}|{_SMALL}{_MORE}"
    rf"|(?:half|quarter of)\s+an?\s+{_SCALE})"
)
_DIGITS: Final = (
    r"(?:\d{1,3}(?:[,\u202f\u00a0]\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}"
    r"|\d+(?:\.\d+|[¼½¾])?)"
    rf"(?:[\s-]+{_SCALE}\b|\s?(?:bn|mn|tn)\b|[mk]\b)?"
)

CARDINAL: Final = rf"(?:\b(?i:{_WORDS})\b|{_DIGITS})"
# How number words begin, which is looked at before they are tried in turn.
_BEGINS: Final = r"an?[\s-]|half|quarter|on|tw|th[ir]|fo|fi|si|se|ei|ni|te|el|ze"
NUMBER: Final = re.compile(
    rf"(?:(?=\d)(?:(?<![\w.,/-])|(?<=\bUSD)|(?<=\bEUR)|(?<=\bGBP)){_DIGITS}"
    rf"|\b(?=[a-zA-Z])(?<![.,/-])(?i:(?={_BEGINS}){_WORDS})\b)"
    r"(?!\d|[./,]\d)"
)


def cardinal(words: str) -> float | None:
    """Give the value of a number in digits or words, `None` when it is none.

    >>> [cardinal(n) for n in ("forty-seven", "1,140", "2.4 million", "half a million", "a")]
    [47.0, 1140.0, 2400000.0, 500000.0, 1.0]
    """
    total = current = 0.0
    seen = False
    factor = 1.0
    plain = re.sub("[¼½¾]", lambda glyph: _GLYPHS[glyph.group()], words.casefold())
    for word in re.findall(r"\d[\d,.\u202f\u00a0]*|[a-z]+", plain):
        if word[0].isdigit():
            current, seen = float(re.sub(r"[,\u202f\u00a0]", "", word).rstrip(".")), True
        elif word in _PARTS and seen:
            current += _PARTS[word]  # two and a half
        elif word in _PARTS:
            factor = _PARTS[word]
        elif word in {"a", "an"}:
            current, seen = current or 1.0, True
        elif word in _UNITS or word in _TENS:
            current, seen = current + _UNITS.get(word, 0) + _TENS.get(word, 0), True
        elif word == "hundred":
            current, seen = (current or 1.0) * 100, True
        elif word in _SCALES:
            total, current, seen = total + (current or 1.0) * _SCALES[word], 0.0, True
        elif word not in {"and", "of"}:
            return None
    return (total + current) * factor if seen else None
