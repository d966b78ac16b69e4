"""The script that a text is written in, and what that tells of its language.

A handful of letters is enough to tell a script. Most scripts have one language that nearly all
texts in them are in; where several are as likely, letters that only one of them has tell which.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import Final, NamedTuple

__all__ = ["Script", "script_of"]


class Script(NamedTuple):
    """A script other than Latin.

    `languages` (ISO 639) are written in it, the likeliest first. `telling` holds letters that tell
    one of them, in the order in which they are looked for. A letter of it stands for as much as
    `weight` Latin ones do.
    """

    languages: tuple[str, ...]
    ranges: tuple[tuple[int, int], ...]
    telling: tuple[tuple[str, str], ...] = ()
    weight: float = 1.0

    def told_by_letters(self, text: str) -> str | None:
        """Give the language that single letters tell."""
        found = (language for language, letters in self.telling if any(map(text.count, letters)))
        return next(found, None)


_KANA: Final = "のはをにがでとたしてるいなもすこれさあっンスルトイラ"
_SCRIPTS: Final = (
    Script(("el",), ((0x0370, 0x03FF), (0x1F00, 0x1FFF))),
    Script(
        ("ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "mn"),
        ((0x0400, 0x052F), (0x1C80, 0x1C8F), (0x2DE0, 0x2DFF), (0xA640, 0xA69F)),
        (
            ("be", "ўЎ"),
            ("uk", "їєґЇЄҐ"),
            ("kk", "әғқұӘҒҚҰ"),
            ("mk", "ѓќѕЃЌЅ"),
            ("sr", "ђћџљњјЂЋЏЉЊЈ"),
            ("mn", "өүӨҮ"),
            ("uk", "іІ"),
            ("ru", "ыэёЫЭЁ"),
        ),
    ),
    Script(("hy",), ((0x0530, 0x058F),)),
    Script(("he",), ((0x0590, 0x05FF), (0xFB1D, 0xFB4F))),
    Script(
        ("ar", "fa", "ur", "ps", "ug"),
        ((0x0600, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE)),
        (("ps", "ښځڅټډړ"), ("ur", "ٹڈڑںے"), ("ug", "ېۆۇۈ"), ("fa", "پچگژی")),
    ),
    Script(("am",), ((0x1200, 0x139F), (0x2D80, 0x2DDF)), weight=2.0),
    Script(("hi", "mr", "ne"), ((0x0900, 0x097F), (0xA8E0, 0xA8FF)), (("mr", "ळ"),)),
    Script(("bn", "as"), ((0x0980, 0x09FF),), (("as", "ৰৱ"),)),
    Script(("pa",), ((0x0A00, 0x0A7F),)),
    Script(("gu",), ((0x0A80, 0x0AFF),)),
    Script(("or",), ((0x0B00, 0x0B7F),)),
    Script(("ta",), ((0x0B80, 0x0BFF),)),
    Script(("te",), ((0x0C00, 0x0C7F),)),
    Script(("kn",), ((0x0C80, 0x0CFF),)),
    Script(("ml",), ((0x0D00, 0x0D7F),)),
    Script(("si",), ((0x0D80, 0x0DFF),)),
    Script(("th",), ((0x0E00, 0x0E7F),)),
    Script(("lo",), ((0x0E80, 0x0EFF),)),
    Script(("bo", "dz"), ((0x0F00, 0x0FFF),)),
    Script(("my",), ((0x1000, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F))),
    Script(("ka",), ((0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F))),
    Script(("km",), ((0x1780, 0x17FF), (0x19E0, 0x19FF))),
    Script(("mn",), ((0x1800, 0x18AF),)),
    Script(("ko",), ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7AF)), weight=2.0),
    Script(
        ("zh", "ja"),
        (
            (0x3040, 0x30FF),
            (0x31F0, 0x31FF),
            (0x3400, 0x9FFF),
            (0xF900, 0xFAFF),
            (0x20000, 0x3FFFF),
        ),
        (("ja", _KANA),),
        weight=2.5,
    ),
)
_RANGES: Final = sorted((*reach, script) for script in _SCRIPTS for reach in script.ranges)
_STARTS: Final = [start for start, _, _ in _RANGES]
_FIRST: Final = _STARTS[0]
_FEWEST: Final = 3  # Latin letters, or as much of another script as stands for them


def script_of(text: str) -> Script | None:
    """Give the script of most letters of `text`, vowel signs counted; `None` for Latin or too few.

    >>> script_of("ក្រសួង").languages
    ('km',)
    >>> script_of("Mr. Хун Сен of Phnom Penh") is None
    True
    """
    if text.isascii():
        return None
    counts = Counter(text)
    latin = sum(count for letter, count in counts.items() if _is_latin(letter))
    others: dict[Script, float] = {}
    for letter, count in counts.items():
        script = _script_of_letter(ord(letter))
        if script is not None:
            others[script] = others.get(script, 0.0) + count * script.weight
    most = max(others, key=lambda each: others[each], default=None)
    return most if most is not None and others[most] >= max(_FEWEST, latin) else None


def _is_latin(letter: str) -> bool:
    return letter.isalpha() and _script_of_letter(ord(letter)) is None


def _script_of_letter(code: int) -> Script | None:
    """Give the script of a letter or sign, `None` when it is a Latin one or none."""
    if code < _FIRST:
        return None
    _, end, script = _RANGES[bisect_right(_STARTS, code) - 1]
    return script if code <= end else None
