"""Word pieces of a text with what the uncased encoder cannot see: case, quotation, place.

Offsets are half-open code points of the text. The tokenizer counts code points as well, so no
conversion is needed; text is handed to it paragraph by paragraph, which bounds memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from verbale.reading.segments import paragraphs, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from verbale.reading.quotation_marks import Quoted

__all__ = ["CASES", "PLACES", "QUOTES", "Tokens", "Window", "tokenize", "windows"]

CASES: Final = ("none", "lower", "title", "upper", "mixed")
QUOTES: Final = ("outside", "inside", "mark")
PLACES: Final = ("inside", "paragraph start", "sentence start")

CORE_LENGTH: Final = 128  # tokens of a window that are labelled
CONTEXT_LENGTH: Final = 16  # tokens before them that are only looked at
_PIECE_OF_TEXT: Final = 20_000  # code points handed to the tokenizer at a time
_NO_CASE, _LOWER, _TITLE, _UPPER, _MIXED = range(5)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The word pieces of a document, one row each: vocabulary number, span and three features."""

    ids: NDArray[np.int32]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    case: NDArray[np.int8]
    quote: NDArray[np.int8]
    place: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def features(self) -> NDArray[np.int32]:
        """Case, quote and place in one number, as the network takes them."""
        case = self.case.astype(np.int32)
        return (case * len(QUOTES) + self.quote) * len(PLACES) + self.place


@dataclass(frozen=True, slots=True)
class Window:
    """Token positions that the encoder sees at once: `[first, last)`, labelled from `core` on."""

    first: int
    core: int
    last: int


def tokenize(text: str, tokenizer: Tokenizer, quoted: list[Quoted]) -> Tokens:
    """Cut `text` into word pieces with their features, in the order of the text."""
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    case: list[int] = []
    place: list[int] = []
    for start, end in paragraphs(text):
        heads = {first: 2 for first, _ in sentences(text, start, end)} | {start: 1}
        for begin, stop in _pieces(text, start, end):
            piece = text[begin:stop]
            encoding = tokenizer.encode(piece, add_special_tokens=False)
            ids += encoding.ids
            offsets = encoding.offsets
            here = [begin + first for first, _ in offsets]
            starts += here
            ends += [begin + last for _, last in offsets]
            case += [_case(piece[first:last]) for first, last in offsets]
            place += [heads.get(at, 0) for at in here]
    start_array = np.array(starts, dtype=np.int64)
    return Tokens(
        ids=np.array(ids, dtype=np.int32),
        starts=start_array,
        ends=np.array(ends, dtype=np.int64),
        case=np.array(case, dtype=np.int8),
        quote=_quote_states(start_array, quoted),
        place=np.array(place, dtype=np.int8),
    )


def windows(
    tokens: Tokens, core_length: int = CORE_LENGTH, context_length: int = CONTEXT_LENGTH
) -> Iterator[Window]:
    """Pack whole paragraphs into windows; one that is too long is cut, if possible at a sentence.

    Windows differ in length and are never padded, so that a window gives the same result in
    whatever company it is run.
    """
    heads = np.flatnonzero(tokens.place == 1).tolist()
    bounds = [*heads, len(tokens)]
    begin = index = 0
    while begin < len(tokens):
        while index < len(bounds) and bounds[index] <= begin + core_length:
            index += 1
        last = bounds[index - 1] if index else begin
        if last <= begin:
            last = _cut(tokens, begin, begin + core_length)
        yield Window(max(0, begin - context_length), begin, last)
        begin = last


def _cut(tokens: Tokens, begin: int, limit: int) -> int:
    """Where to end a window inside a paragraph: its last sentence start, else its limit."""
    if limit >= len(tokens):
        return len(tokens)
    starts = np.flatnonzero(tokens.place[begin + 1 : limit + 1])
    return begin + 1 + int(starts[-1]) if len(starts) else limit


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = min(end, start + _PIECE_OF_TEXT)
        if stop < end:
            space = text.rfind(" ", start + 1, stop)
            stop = space if space > start else stop
        yield start, stop
        start = stop


@lru_cache(maxsize=16_384)
def _case(surface: str) -> int:
    if surface.islower():
        return _LOWER
    if surface.isupper():
        return _UPPER if len(surface) > 1 else _TITLE
    if surface.istitle():
        return _TITLE
    return _MIXED if any(letter.isalpha() for letter in surface) else _NO_CASE


def _quote_states(starts: NDArray[np.int64], quoted: list[Quoted]) -> NDArray[np.int8]:
    state = np.zeros(len(starts), dtype=np.int8)
    for part in quoted:
        first, last = np.searchsorted(starts, (part.start, part.end))
        state[first:last] = 1
        state[first : first + 1] = 2
        if part.closed:
            state[max(first, last - 1) : last] = 2
    return state
