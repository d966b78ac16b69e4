"""Pair the quotation marks of a text: where quoted words begin and end.

Newspaper convention is followed: a quotation that runs over paragraphs opens anew at the head of
every paragraph and closes only at its end. A mark that is never closed ends with its paragraph, so
that one lost mark cannot swallow the rest of a text.

One pass, linear in the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

__all__ = ["Quoted", "quoted_parts"]

_PAIRS: Final = {"“": "”", "«": "»", "„": "“", "‘": "’", "‹": "›"}
_CLOSERS: Final = frozenset("”»’›")
_MARK: Final = re.compile("[“”«»„‘’‹›\"'`\n]|``|''")
_OPENS_AFTER: Final = frozenset(" \t\n\r\u00a0\u2028\u2029([{-–—/:…")
_DEEPEST: Final = 64


@dataclass(frozen=True, slots=True)
class Quoted:
    """One quoted part, marks included, as half-open code points.

    `continues` is true when the part takes up the quotation of the paragraph before; `closed` is
    false when the text lacks the closing mark. Parts inside another quotation are not listed.
    """

    start: int
    end: int
    closed: bool
    continues: bool


@dataclass(slots=True)
class _Open:
    start: int
    closer: str


def quoted_parts(text: str) -> list[Quoted]:
    """List the outermost quoted parts of `text` in their order, single and double marks alike.

    >>> [text[q.start:q.end] for text in ['He said “yes” twice.'] for q in quoted_parts(text)]
    ['“yes”']
    """
    parts: list[Quoted] = []
    stack: list[_Open] = []
    dangling = False
    for match in _MARK.finditer(text):
        mark, at = match.group(), match.start()
        if mark == "\n":
            dangling = _end_paragraph(text, at, parts, stack, dangling=dangling)
            continue
        if _closes(text, at, mark, stack):
            _close(at + len(mark), mark, parts, stack, dangling=dangling)
            dangling = dangling and bool(stack)
        elif _opens(text, at, mark, stack) and len(stack) < _DEEPEST:
            stack.append(_Open(at, _PAIRS.get(mark, mark)))
            if len(stack) == 1:
                dangling = dangling and _is_line_start(text, at)
    _end_paragraph(text, len(text), parts, stack, dangling=dangling)
    return parts


def _closes(text: str, at: int, mark: str, stack: list[_Open]) -> bool:
    if not stack or not any(opened.closer == mark for opened in stack):
        return False
    if mark in {"’", "'"}:
        return not _is_apostrophe(text, at)
    if mark == '"':
        return not (at and text[at - 1].isspace()) or not _word_follows(text, at)
    return mark in _CLOSERS or stack[-1].closer == mark


def _opens(text: str, at: int, mark: str, stack: list[_Open]) -> bool:
    before = text[at - 1] if at else "\n"
    if mark == "‘":
        return _word_follows(text, at) and not before.isalnum()
    if mark == "'":
        return before in _OPENS_AFTER and _word_follows(text, at) and _single_closes(text, at)
    if mark == '"':
        return _word_follows(text, at) or not before.isalnum()
    if mark == "“" and stack and stack[-1].closer == "“":
        return False
    return mark in _PAIRS


def _is_apostrophe(text: str, at: int) -> bool:
    return at > 0 and text[at - 1].isalnum() and at + 1 < len(text) and text[at + 1].isalnum()


def _single_closes(text: str, at: int) -> bool:
    """Whether a straight single mark is closed on its line: else it is an apostrophe ('90s)."""
    line_end = text.find("\n", at, at + 2000)
    stop = line_end if line_end >= 0 else min(len(text), at + 2000)
    return re.search(r"(?<=[\w.,!?])'(?!\w)", text[at + 1 : stop]) is not None


def _word_follows(text: str, at: int) -> bool:
    return at + 1 < len(text) and not text[at + 1].isspace()


def _is_line_start(text: str, at: int) -> bool:
    return text[text.rfind("\n", 0, at) + 1 : at].strip() == ""


def _close(end: int, mark: str, parts: list[Quoted], stack: list[_Open], *, dangling: bool) -> None:
    while stack:
        opened = stack.pop()
        if opened.closer == mark:
            break
    if not stack:
        parts.append(Quoted(opened.start, end, closed=True, continues=dangling))


def _end_paragraph(
    text: str, at: int, parts: list[Quoted], stack: list[_Open], *, dangling: bool
) -> bool:
    """End what is open at a line's end; true when the next paragraph may take it up."""
    if not stack:
        return dangling and _is_line_start(text, at)
    start, continues = stack[0].start, dangling
    end = at
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    was_double = stack[0].closer not in {"'", "’"}
    stack.clear()
    if was_double:
        parts.append(Quoted(start, end, closed=False, continues=continues))
    return was_double
