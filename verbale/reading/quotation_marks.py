"""Pair the quotation marks of a text: where quoted words begin and end.

Newspaper convention is followed: a quotation that runs over paragraphs opens anew at the head of
every paragraph and closes only at its end. A mark that is never closed ends with its paragraph, so
that one lost mark cannot swallow the rest of a text.

One pass, linear in the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class _Reader:
    """Where the pass over a text stands.

    `dangling` is the closing mark that the paragraph before still owes, if any; `inner` are the
    parts inside the outermost open one that were closed.
    """

    text: str
    parts: list[Quoted] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    inner: list[Quoted] = field(default_factory=list)
    dangling: str = ""

    def open(self, at: int, mark: str) -> None:
        self.stack.append(_Open(at, _PAIRS.get(mark, mark)))
        if len(self.stack) == 1:
            taken_up = self.stack[0].closer == self.dangling and _is_line_start(self.text, at)
            self.dangling = self.dangling if taken_up else ""

    def close(self, end: int, mark: str) -> None:
        while self.stack:
            opened = self.stack.pop()
            if opened.closer == mark:
                break
        if not self.stack:
            self.parts.append(Quoted(opened.start, end, closed=True, continues=bool(self.dangling)))
            self.inner.clear()
            self.dangling = ""
        elif len(self.stack) == 1:
            self.inner.append(Quoted(opened.start, end, closed=True, continues=False))

    def end_paragraph(self, at: int) -> None:
        """End what is open at a line's end; the next paragraph may take it up."""
        if not self.stack:
            if self.dangling and not _is_line_start(self.text, at):
                self.dangling = ""
            return
        outer = self.stack[0]
        self.stack.clear()
        if outer.closer == '"' and any(self.text[part.start] in "“„«" for part in self.inner):
            # A stray straight mark where words are quoted with others: it opens nothing.
            self.parts += self.inner
            self.dangling = ""
        else:
            end = outer.start + len(self.text[outer.start : at].rstrip())
            self.parts.append(Quoted(outer.start, end, closed=False, continues=bool(self.dangling)))
            self.dangling = "" if outer.closer in {"'", "’"} else outer.closer
        self.inner.clear()


def quoted_parts(text: str) -> list[Quoted]:
    """List the outermost quoted parts of `text` in their order, single and double marks alike.

    >>> [text[q.start:q.end] for text in ['He said “yes” twice.'] for q in quoted_parts(text)]
    ['“yes”']
    """
    reader = _Reader(text)
    for match in _MARK.finditer(text):
        mark, at = match.group(), match.start()
        if mark == "\n":
            reader.end_paragraph(at)
        elif _closes(text, at, mark, reader.stack):
            reader.close(at + len(mark), mark)
        elif _opens(text, at, mark, reader.stack) and len(reader.stack) < _DEEPEST:
            reader.open(at, mark)
    reader.end_paragraph(len(text))
    return reader.parts


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
