"""Which earlier documents a document can have to do with, found without looking through all.

A document is found by the rarest words of each statement in it, by large numbers, by who speaks and
by the letters that it answers.
Of each of these the latest documents count; those with the most in common are looked at closely.
In a small record all earlier ones are.
"""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Final

from verbale.record.bearers import is_everywhere, key_of
from verbale.record.sayings import root_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from verbale.record.letters import Letter
    from verbale.record.rows import DocumentRow, FigureRow, StatementRow
    from verbale.record.sayings import Order

__all__ = ["COMMON_ROOTS", "LATEST", "MOST", "KeyIndex", "chosen", "keys_of"]

COMMON_ROOTS: Final = Path(__file__).with_name("common_roots.txt")
MOST: Final = 40  # documents that one is compared with
LATEST: Final = 40  # documents that are looked at for each thing in common
_RAREST: Final = 6  # words of a statement that a document is found by
_TELLING: Final = 10  # from here a number tells something by itself


def keys_of(
    document: DocumentRow,
    statements: Iterable[StatementRow],
    figures: Iterable[FigureRow],
    letter: Letter,
) -> frozenset[int]:
    """Give what a document with these statements and figures is found by, as 64-bit numbers."""
    found = {key for row in statements for key in _keys(row)}
    found |= {f"#{row.value:g} {row.unit}" for row in figures if row.value >= _TELLING}
    found |= {f"letter of {day}" for day in letter.answers}
    found |= {f"letter {reference}" for reference in letter.references}
    if letter.points and document.published:
        found.add(f"letter of {document.published}")
    return frozenset(map(_hashed, found))


def chosen(shared: Counter[Order]) -> list[Order]:
    """Choose the documents with the most in common, the later of equals; give them in order."""
    ranked = sorted(shared, key=lambda order: (shared[order], order), reverse=True)
    return sorted(ranked[:MOST])


class KeyIndex:
    """The documents behind each key, in memory."""

    def __init__(self) -> None:
        self._ids: dict[Order, str] = {}
        self._orders: list[Order] = []
        self._behind: dict[int, list[Order]] = defaultdict(list)

    def add(self, document: str, order: Order, keys: AbstractSet[int]) -> None:
        """Make a document known."""
        self._ids[order] = document
        insort(self._orders, order)
        for key in keys:
            insort(self._behind[key], order)

    def earlier(self, order: Order, keys: AbstractSet[int]) -> list[str]:
        """Give the earlier documents to compare one with, in the order of their publication."""
        before = self._orders[: bisect_left(self._orders, order)]
        if len(before) > MOST:
            shared = Counter(found for key in keys for found in self._latest(key, order))
            before = chosen(shared)
        return [self._ids[each] for each in before]

    def _latest(self, key: int, order: Order) -> Sequence[Order]:
        behind = self._behind.get(key, [])
        end = bisect_left(behind, order)
        return behind[max(0, end - LATEST) : end]


def _keys(row: StatementRow) -> Iterator[str]:
    called = key_of(row.speaker or "", "organization")
    if not is_everywhere(called):
        yield "@" + " ".join(called)
    yield from sorted(root_words(row.words), key=_rarest_first)[:_RAREST]


def _rarest_first(root: str) -> tuple[float, str]:
    return _common().get(root, 0.0), root


@cache
def _common() -> dict[str, float]:
    """How common the common words are; all others are rare."""
    lines = COMMON_ROOTS.read_text(encoding="utf-8").splitlines()
    return {root: math.log(float(count)) for root, _, count in (x.partition(" ") for x in lines)}


def _hashed(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)
