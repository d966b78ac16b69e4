"""Find what a text says of time and work out the date, as EDTF.

Relative expressions count from the day of publication ("last week", "on Tuesday", "two years
ago") or from the date that the text named last ("four days earlier", "the same day"). A date that
cannot be worked out is left out. There is no clock here: without a publication date only absolute
dates are given.

EDTF (ISO 8601-2): `2022-03-25`, `2022-03`, `2022`, intervals `2022-03-21/2022-03-27`, roughly
`2022-03~`, seasons `2022-21` (spring), decades `199X`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from verbale.model import Span
from verbale.reading.date_patterns import PATTERNS
from verbale.reading.date_resolvers import Clock, Resolve, Resolved, TimeExpression
from verbale.reading.date_words import ROUGHLY, as_day

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["TimeExpression", "find_dates"]


def find_dates(
    text: str, published: str | None, asides: Sequence[Span] = ()
) -> list[TimeExpression]:
    """List the time expressions of `text` that can be worked out, in their order.

    `published` is the EDTF day of publication; anything less precise leaves relative expressions
    unresolved. `asides` are spans, such as quotations, whose dates are not counted from outside
    of them: in "He said that it was signed on 3 June. The same day, ..." the day is his.

    >>> [found.date for found in find_dates("They met four days before March 29.", "2022-03-30")]
    ['2022-03-25']
    """
    clock = Clock(text, as_day(published))
    spoken = Clock(text, clock.published, years=clock.years)
    found: list[TimeExpression] = []
    ordered = sorted(asides)
    reach = aside_end = 0
    for match, resolve in _matches(text):
        while reach < len(ordered) and ordered[reach].start <= match.start():
            aside_end = max(aside_end, ordered[reach].end)
            reach += 1
        aside = match.start() < aside_end
        counting = spoken if aside else clock
        for expression in _expressions(match, resolve(match, counting), text):
            found.append(expression)
            counting.note(expression.date)
            if not aside:
                spoken.last = expression.date
    return found


def _matches(text: str) -> list[tuple[re.Match[str], Resolve]]:
    """All matches of the patterns, the longest where several overlap, in order."""
    ranked = [
        (match, resolve)
        for hint, patterns in PATTERNS
        for start, end in _regions(hint, text)
        for pattern, resolve in patterns
        for match in pattern.finditer(text, start, end)
    ]
    ranked.sort(key=lambda item: (item[0].start() - item[0].end(), item[0].start()))
    taken: list[tuple[re.Match[str], Resolve]] = []
    covered: set[int] = set()
    for item in ranked:
        places = range(item[0].start(), item[0].end())
        if covered.isdisjoint(places):
            covered.update(places)
            taken.append(item)
    taken.sort(key=lambda item: item[0].start())
    return taken


def _regions(hint: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where in the text the words around a hint lie; elsewhere its patterns need not be tried."""
    regions: list[tuple[int, int]] = []
    for match in hint.finditer(text):
        start, end = max(0, match.start() - _REACH), match.end() + _REACH
        if regions and start <= regions[-1][1]:
            regions[-1] = (regions[-1][0], end)
        else:
            regions.append((start, end))
    return regions


_REACH: Final = 80  # more than any expression is long on either side of its hint
_ROUGHLY_BEFORE: Final = re.compile(
    r"\b(?:(?:on|in|by|since|from)\s+(?:or\s+)?(?:about|around)|around|circa|ca\.|c\."
    r"|approximately|roughly)\s+$",
    re.IGNORECASE,
)
_ROUGHLY_INSIDE: Final = re.compile(rf"\b{ROUGHLY}\s", re.IGNORECASE)


def _expressions(match: re.Match[str], resolved: Resolved, text: str) -> list[TimeExpression]:
    """What a match gives; a date that is told roughly gets its mark, `~`."""
    if not isinstance(resolved, str):
        return resolved or []
    start, end = match.span()
    if "/" in resolved or "~" in resolved:
        return [TimeExpression(Span(start, end), resolved)]
    window = max(0, start - 24)
    roughly = _ROUGHLY_BEFORE.search(text[window:start])
    if roughly:
        start = window + roughly.start()
    if roughly or _ROUGHLY_INSIDE.search(match.group()):
        resolved += "~"
    return [TimeExpression(Span(start, end), resolved)]
