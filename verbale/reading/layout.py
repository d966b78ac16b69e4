"""The bones of a text, found once and shared by all steps: paragraphs, sentences, quoted parts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from verbale.model import Span
from verbale.reading.quotation_marks import Quoted, quoted_parts
from verbale.reading.segments import paragraphs, sentences

__all__ = ["Layout", "lay_out"]

# `TERVEL, Feb 16 (Reuters) — `, `Tervel (AP) - `
_DATELINE: Final = re.compile(
    r"(?=[^—–\n]{0,60}?(?:\d|\)|(?<=[A-Z])\s[—–-]))[A-Z][\w.’' -]{2,40}(?:,[^—–\n]{0,40}?)?"
    r"(?:\s?\([^)\n]{1,30}\))?\s[—–-]{1,2}\s"
)


@dataclass(frozen=True)
class Layout:
    """A text with its paragraphs, sentences and outermost quoted parts, each in order."""

    text: str
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    quoted: tuple[Quoted, ...]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [paragraph.start for paragraph in self.paragraphs]

    @cached_property
    def _quoted_starts(self) -> list[int]:
        return [quoted.start for quoted in self.quoted]

    def sentence_at(self, position: int) -> int:
        """Give the number of the sentence that holds `position`, or the one before it."""
        return max(0, bisect_right(self._sentence_starts, position) - 1)

    def paragraph_at(self, position: int) -> int:
        """Give the number of the paragraph that holds `position`, or the one before it."""
        return max(0, bisect_right(self._paragraph_starts, position) - 1)

    def quoted_over(self, span: Span) -> tuple[Quoted, ...]:
        """Give the quoted parts that share characters with `span`."""
        first = max(0, bisect_right(self._quoted_starts, span.start) - 1)
        near = self.quoted[first : bisect_left(self._quoted_starts, span.end)]
        return tuple(part for part in near if part.end > span.start)

    def begin_of(self, sentence: Span) -> int:
        """Give where a sentence begins behind the dateline that may open its paragraph."""
        paragraph = self.paragraphs[self.paragraph_at(sentence.start)]
        opens = sentence.start == paragraph.start
        dateline = _DATELINE.match(self.text, sentence.start, sentence.end) if opens else None
        return dateline.end() if dateline else sentence.start

    def is_quoted(self, position: int) -> bool:
        """Tell whether `position` lies between quotation marks."""
        index = bisect_right(self._quoted_starts, position) - 1
        return index >= 0 and position < self.quoted[index].end


def lay_out(text: str) -> Layout:
    """Find the bones of `text`."""
    found = paragraphs(text)
    return Layout(
        text,
        tuple(Span(*paragraph) for paragraph in found),
        tuple(Span(*s) for start, end in found for s in sentences(text, start, end)),
        tuple(quoted_parts(text)),
    )
