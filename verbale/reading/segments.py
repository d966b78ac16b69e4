"""Cut a text into paragraphs and sentences, as half-open code points.

Every line that holds more than white space is a paragraph: publishers part paragraphs with one
line break or with two, and hard-wrapped text is joined by the sources before it comes here.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["paragraphs", "sentences"]

_LINE: Final = re.compile(r"[^\n\r\u2028\u2029\u0085\x0b\x0c]+")
_END: Final = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[.!?][”»](?=\S)|[;:](?=\s*$)")
_ABBREVIATIONS: Final = frozenset(
    """
    mr mrs ms dr prof sen rep gov gen col lt sgt capt maj cmdr adm hon rev fr st sr jr messrs mme
    no nos art arts para paras sec vol ch fig pp p cf vs v e.g i.e etc al inc ltd co corp dept
    est jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun approx ave
    blvd a.m p.m u.s u.n u.k e.u d.c h.e ph.d
    """.split()
)
_WORD_BEFORE: Final = re.compile(r"([A-Za-z][A-Za-z.]*)\.$")


def paragraphs(text: str) -> list[tuple[int, int]]:
    r"""List the paragraphs of `text`, outer white space left out.

    >>> paragraphs("One.\n\n Two. ")
    [(0, 4), (7, 11)]
    """
    spans = []
    for match in _LINE.finditer(text):
        line = match.group()
        stripped = line.strip()
        if stripped:
            start = match.start() + len(line) - len(line.lstrip())
            spans.append((start, start + len(stripped)))
    return spans


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """List the sentences of one paragraph `text[start:end]`.

    >>> text = "Mr. Sok spoke. Nobody replied."
    >>> [text[s:e] for s, e in sentences(text, 0, len(text))]
    ['Mr. Sok spoke.', 'Nobody replied.']
    """
    spans, begin = [], start
    for match in _END.finditer(text, start, end):
        stop = match.end()
        if begin < stop < end and _ends_sentence(text, match.start(), stop, end):
            spans.append((begin, stop))
            begin = stop
            while begin < end and text[begin].isspace():
                begin += 1
    if begin < end:
        spans.append((begin, end))
    return spans


def _ends_sentence(text: str, dot: int, stop: int, end: int) -> bool:
    following = text[stop:end].lstrip() if end - stop < 40 else text[stop : stop + 40].lstrip()
    if not following:
        return False
    first = following.lstrip("\"'“‘«([")[:1]
    if first.islower():
        return False
    if text[dot] != "." or stop - dot > 1:
        return True
    before = _WORD_BEFORE.search(text[max(0, dot - 12) : dot + 1])
    if before is None:
        return True
    word = before.group(1)
    return word.casefold() not in _ABBREVIATIONS and not (len(word) == 1 and word.isupper())
