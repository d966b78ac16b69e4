"""Figures that contradict each other, put side by side: one row a number, with all who say it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from verbale.briefing.model import Claim, Clash, Value
from verbale.briefing.safe import safe
from verbale.exports.numbers import plain_number

if TYPE_CHECKING:
    from verbale.briefing.citing import Citing
    from verbale.record.rows import FigureRow, SeriesRow

__all__ = ["clash_of"]

_Number = tuple[float, str, str]


def clash_of(series: SeriesRow, citing: Citing) -> Clash:
    """Give the numbers of a series that are contradicted, the smallest first."""
    against: dict[_Number, set[_Number]] = defaultdict(set)
    claimed: dict[_Number, dict[str, FigureRow]] = defaultdict(dict)
    for each in series.comparisons:
        if each.relation == "contradicts":
            for one, other in ((each.one, each.other), (each.other, each.one)):
                against[_number(one)].add(_number(other))
                claimed[_number(one)][one.id] = one
    return Clash(
        measure=safe(series.measure or "something that is not named"),
        values=tuple(
            Value(
                amount=_amount(number),
                claims=tuple(_claim(row, citing) for row in claimed[number].values()),
                against=tuple(_amount(other) for other in sorted(against[number])),
            )
            for number in sorted(claimed)
        ),
    )


def _number(row: FigureRow) -> _Number:
    return row.value, row.unit or "", row.comparison or ""


def _amount(number: _Number) -> str:
    value, unit, comparison = number
    parts = (comparison, f"{plain_number(value):,}", unit)
    return safe(" ".join(part for part in parts if part))


def _claim(row: FigureRow, citing: Citing) -> Claim:
    return Claim(
        words=safe(row.words.exact),
        claimant=safe(row.claimant) if row.claimant else None,
        date=row.date,
        review=row.review,
        citation=citing.cite(row.document, row.words.start, row.words.exact),
    )
