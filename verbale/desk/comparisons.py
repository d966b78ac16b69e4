"""How the figures of a series fit together, in as few lines as say it all."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbale.record.rows import ComparisonRow, SeriesRow

__all__ = ["Told", "told"]


@dataclass(frozen=True, slots=True)
class Told:
    """One line: the numbers of the figures on either side, and what they are to each other.

    `text` is the key of its words.
    """

    text: str
    relation: str
    one: tuple[int, ...]
    other: tuple[int, ...]
    reason: str


def told(series: SeriesRow) -> list[Told]:
    """Tell how figures fit together, by their numbers in the series; equal ones are put together.

    Pairs are told one by one where not every figure of the one value is compared with every one of
    the other.
    """
    numbers = {row.id: number for number, row in enumerate(series.figures, start=1)}

    def alike(pair: ComparisonRow) -> tuple[str, str]:
        return pair.relation, pair.reason

    lines = (
        line
        for _, pairs in groupby(sorted(series.comparisons, key=alike), key=alike)
        for line in _lines(list(pairs), numbers)
    )
    return sorted(lines, key=lambda line: sorted((line.one, line.other)))


def _lines(pairs: list[ComparisonRow], numbers: dict[str, int]) -> Iterator[Told]:
    """Lines for pairs with one relation and reason, so of the same two values."""
    ends = [(numbers[pair.one.id], numbers[pair.other.id]) for pair in pairs]
    relation, reason = pairs[0].relation, pairs[0].reason
    one, other = _sides(pairs, ends)
    whole = len(one) * len(other)
    if relation == "agrees":
        together = sorted({*one, *other})
        one, other = together[:-1], together[-1:]
        whole = len(together) * len(one) // 2
    if len(pairs) == whole:
        yield _line(relation, one, other, reason)
    else:
        yield from (_line(relation, [left], [right], reason) for left, right in ends)


def _line(relation: str, one: list[int], other: list[int], reason: str) -> Told:
    many = relation != "agrees" and len(one) + len(other) > 2
    return Told(relation + "_many" * many, relation, tuple(one), tuple(other), reason)


def _sides(pairs: list[ComparisonRow], ends: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """The figures of either value; which of them comes first does not change what contradicts."""
    first = pairs[0].one.value
    sides: tuple[set[int], set[int]] = (set(), set())
    for pair, (left, right) in zip(pairs, ends, strict=True):
        turned = pair.relation == "contradicts" and pair.one.value != first
        sides[turned].add(left)
        sides[not turned].add(right)
    return sorted(sides[0]), sorted(sides[1])
