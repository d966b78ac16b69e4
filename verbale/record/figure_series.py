"""Tell which figures are about one measure, and whether they agree, contradict or update.

Figures come together by what is counted, what happened to it, and whom or what place the sentence
names; then where they are likely to be about one measure, the likeliest first, and only with series
whose figures are likely to be on the whole (average linkage: Sokal and Michener 1958, University of
Kansas Science Bulletin 38). Within a series every two are compared: the same value agrees; another
value for a later time updates; for the same time, or against what the other side says, it
contradicts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise, product
from typing import TYPE_CHECKING, Final, Literal

from verbale.record.counted import ANYBODY, HAPPENINGS, HELD, Counted
from verbale.record.one_measure import (
    LARGE,
    TELLING,
    TIME_WORDS,
    TIMES,
    followers,
    how_likely,
)
from verbale.record.sayings import apart, days_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from verbale.record.sayings import Days

__all__ = ["FigureRelation", "comparable", "relate_figures"]

Relation = Literal["agrees", "contradicts", "updates"]
# The number stands for what was counted just before: `this morning it was 12`.
_THE_SAME: Final = re.compile(
    r"\b(?:it (?:was|is|has (?:risen|fallen) to|stood at)|there (?:was|were)"
    r"|(?:one|figure|count|number|total|estimate)\b[^.;]{0,30}?\b(?:was|is|to|at))"
    r"\s(?:now |only |still )*$",
    re.IGNORECASE,
)
_THAT_MANY: Final = re.compile(r"\b(?:the|those|these) $", re.IGNORECASE)
_SUCH: Final = re.compile(r"\bsuch\b")
_AGAINST: Final = re.compile(r"\b(?:disput\w+|correct\w*|instead of|rather than|not)\b")
_CORRECTS: Final = re.compile(r"\b(?:corrected|correcting|revised|correct (?:one|figure|number))\b")
_NEW: Final = re.compile(r"\b(?:new|additional)\b", re.IGNORECASE)
_GOAL: Final = re.compile(r"\bto $")
_LIKE_FIGURES: Final = 10  # times that one count of the same can be another
_BACK: Final = 400  # characters in which a number takes up one before it
_DAYS: Final = 100  # between documents that speak of one state of affairs
_WEEK: Final = 7
_COMPANY: Final = 2  # actors that two documents about one affair have in common
_LIKELY: Final = 0.6  # to be about one measure, of two figures
_LIKELY_ON_AVERAGE: Final = 0.45  # of the figures of two series
_LOOKED_AT: Final = 20  # figures of a series, the last
_WINDOW: Final = 60  # figures of a document before one that it is compared with
_OFTEN: Final = 200  # figures behind one key; beyond, it leads nowhere


@dataclass(frozen=True, slots=True)
class FigureRelation:
    """What two figures about one measure are to each other, the earlier one first."""

    one: str
    other: str
    relation: Relation
    reason: str


def relate_figures(
    document: Sequence[Counted],
    earlier: Sequence[Counted],
    same_as: Mapping[str, str],
    compared: Iterable[tuple[str, str]] = (),
) -> list[FigureRelation]:
    """List what the figures of a document are to each other and to those of earlier ones.

    `same_as` gives the earliest record of a statement that is told again, and `compared` the pairs
    of earlier figures that are known to be about one measure.
    """
    counted = [*earlier, *document]
    series = _Series(counted)
    for known, also_known in compared:
        series.join_known(known, also_known)
    for one, other in _told_again(counted, same_as):
        series.join(one, other)
    for one, other in _taken_up(document):
        series.join(one, other)
    pairs = list(_candidates(document, earlier))
    for one, other in pairs:
        if _one_measure(one, other):
            series.join(one, other)
    series.join_likely([*pairs, *_beside(document)])
    own = {each.row.id for each in document}
    return [
        relation
        for group in series.groups()
        if not own.isdisjoint(each.row.id for each in group)
        for relation in _compared(group, counted)
        if relation.other in own
    ]


@dataclass(frozen=True, slots=True)
class _Claim:
    """Which side claims a number, and as of when."""

    side: str | None
    days: Days | None


class _Series:
    """Figures put together, each series in the order in which they were published."""

    def __init__(self, counted: list[Counted]) -> None:
        self._place = {each.row.id: place for place, each in enumerate(counted)}
        self._of = {each.row.id: [each] for each in counted}
        self._followers = followers(counted)
        self._known: dict[tuple[str, str], float] = {}

    def join(self, one: Counted, other: Counted) -> None:
        """Put together what is known to be about one measure."""
        if one.row.unit == other.row.unit:
            self.join_known(one.row.id, other.row.id)

    def join_known(self, one: str, other: str) -> None:
        """Put two figures together by their ids; one that is not there is none."""
        if one not in self._of or other not in self._of or self._of[one] is self._of[other]:
            return
        together = sorted([*self._of[one], *self._of[other]], key=self._place_of)
        self._of |= {each.row.id: together for each in together}

    def join_likely(self, pairs: Iterable[tuple[Counted, Counted]]) -> None:
        """Put together what is likely to be about one measure, the likeliest first."""
        places = {
            (self._place_of(one), self._place_of(other)): (one, other) for one, other in pairs
        }
        ranked = sorted((-self._likely(*pair), place) for place, pair in places.items())
        for score, place in ranked:
            if -score < _LIKELY:
                break
            one, other = places[place]
            left, right = self._of[one.row.id], self._of[other.row.id]
            if left is not right and self._on_average(left, right) >= _LIKELY_ON_AVERAGE:
                self.join_known(one.row.id, other.row.id)

    def groups(self) -> list[list[Counted]]:
        """Give what is put together, two figures or more."""
        found = {id(group): group for group in self._of.values() if len(group) > 1}
        return sorted(found.values(), key=lambda group: self._place_of(group[0]))

    def _place_of(self, figure: Counted) -> int:
        return self._place[figure.row.id]

    def _on_average(self, left: list[Counted], right: list[Counted]) -> float:
        pairs = list(product(left[-_LOOKED_AT:], right[-_LOOKED_AT:]))
        return sum(self._likely(*pair) for pair in pairs) / len(pairs)

    def _likely(self, one: Counted, other: Counted) -> float:
        """How likely two figures are about one measure, worked out once for each two."""
        first, second = sorted((one, other), key=self._place_of)
        pair = first.row.id, second.row.id
        if pair not in self._known:
            follows = pair in self._followers
            may_be = _may_be_one(first, second)
            self._known[pair] = how_likely(first, second, follows=follows) if may_be else 0.0
        return self._known[pair]


def _told_again(
    counted: list[Counted], same_as: Mapping[str, str]
) -> Iterator[tuple[Counted, Counted]]:
    """Pair equal numbers of one utterance told in several documents."""
    groups: dict[Hashable, list[Counted]] = defaultdict(list)
    for each in counted:
        if each.said is not None:
            told = same_as.get(each.said.id, each.said.id)
            groups[told, each.row.value, each.row.unit].append(each)
    for group in groups.values():
        for one, other in pairwise(group):
            if one.row.document != other.row.document:
                yield one, other


def _taken_up(counted: Sequence[Counted]) -> Iterator[tuple[Counted, Counted]]:
    """Pair numbers that take up one before them: `it was 12`, `the 15`, `nine such cases`."""
    for place, each in enumerate(counted):
        if not each.anybody or each.part:
            continue
        before = _just_before(counted, place)
        alike = [other for other in before if other.row.value == each.row.value]
        if _THE_SAME.search(each.before):
            yield from ((other, each) for other in before[:1])
        elif _SUCH.search(each.row.words.exact):
            like = [other for other in before if not other.heads.isdisjoint(each.heads)]
            yield from ((other, each) for other in like[:1])
        elif not each.heads and _THAT_MANY.search(each.before):
            yield from ((other, each) for other in alike[:1])
        elif not each.heads and _AGAINST.search(each.before):
            yield from ((other, each) for other in before[:1] if other.sentence == each.sentence)


def _just_before(counted: Sequence[Counted], place: int) -> list[Counted]:
    each, found = counted[place], []
    for other in reversed(counted[:place]):
        near = other.row.words.end > each.row.words.start - _BACK
        if other.row.document != each.row.document or not near:
            break
        if other.row.unit == each.row.unit:
            found.append(other)
    return found


def _candidates(
    document: Sequence[Counted], earlier: Sequence[Counted]
) -> Iterator[tuple[Counted, Counted]]:
    """Pair each figure of a document with those before it that share something telling."""
    behind: dict[Hashable, list[Counted]] = defaultdict(list)
    wanted = {key for each in document for key in each.keys}
    for each in earlier:
        for key in each.keys & wanted:
            behind[key].append(each)
    for each in document:
        found: dict[str, Counted] = {}
        for key in each.keys:
            if len(behind[key]) <= _OFTEN:
                found |= {other.row.id: other for other in behind[key]}
            behind[key].append(each)
        for other in found.values():
            yield other, each


def _beside(document: Sequence[Counted]) -> Iterator[tuple[Counted, Counted]]:
    """Pair each figure of a document with those before it, whatever they share."""
    for place, each in enumerate(document):
        yield from ((other, each) for other in document[max(0, place - _WINDOW) : place])


def _may_be_one(one: Counted, other: Counted) -> bool:
    """Whether nothing forbids that two figures are about one measure."""
    if one.row.unit != other.row.unit or not comparable(one, other):
        return False
    return not _other_things(one, other) and _related(one, other)


def _one_measure(one: Counted, other: Counted) -> bool:
    """Whether two figures count the same."""
    if not _may_be_one(one, other) or not _nouns_fit(one, other):
        return False
    if one.row.value == other.row.value:
        return _same_number(one, other)
    return _other_number(one, other)


def _other_things(one: Counted, other: Counted) -> bool:
    """Whether two counts are of other things: the arrested and the released, all and new ones."""
    if one.event is not None and other.event is not None and one.event != other.event:
        return True
    new = [bool(_NEW.search(each.row.words.exact)) for each in (one, other)]
    return new[0] != new[1] and _same_noun(one, other)


def _related(one: Counted, other: Counted) -> bool:
    """Whether two documents can speak of one state of affairs."""
    if one.row.document == other.row.document:
        return True
    if len(one.actors & other.actors) < _COMPANY:
        return False
    if one.published is None or other.published is None:
        return True
    return _days_apart(one.published, other.published) <= _DAYS


def _days_apart(one: Days, other: Days) -> int:
    return abs((date.fromisoformat(one[0]) - date.fromisoformat(other[0])).days)


def _nouns_fit(one: Counted, other: Counted) -> bool:
    return one.anybody or other.anybody or not one.heads.isdisjoint(other.heads)


def _same_noun(one: Counted, other: Counted) -> bool:
    return not (one.heads & other.heads) <= ANYBODY


def _same_number(one: Counted, other: Counted) -> bool:
    shared = len((one.words & other.words) - ANYBODY - TIME_WORDS)
    if len((one.heads & other.heads) - ANYBODY) > 1:  # `two broken ribs`
        return True
    event = one.event is not None and one.event == other.event
    if one.part != other.part and not event:
        return False
    if one.row.value >= TELLING:
        named = not one.names.isdisjoint(other.names)
        large = one.row.value >= LARGE and (named or shared > 0)
        return event or shared > 1 or large or _same_noun(one, other)
    if _same_noun(one, other) or not (one.heads or other.heads or one.row.unit):
        return event or shared > 1
    return shared > 1 and one.row.unit is not None


def _other_number(one: Counted, other: Counted) -> bool:
    if one.part != other.part or any(_is_goal(each) for each in (one, other)):
        return False
    if one.row.document == other.row.document and one.sentence == other.sentence:
        return False
    small, large = sorted((one.row.value, other.row.value))
    both_anybody = one.anybody and other.anybody
    if one.row.unit is None and one.event is not None and one.event == other.event:
        bare = any(not each.heads and each.row.value < TELLING for each in (one, other))
        fit = (both_anybody and (not bare or one.part)) or _same_noun(one, other)
        return fit and large <= _LIKE_FIGURES * small
    if large > 2 * small:
        return False
    if one.row.unit is not None:
        shared = (one.words & other.words) - TIME_WORDS
        return bool(shared) and large <= 1.5 * small and one.row.unit not in TIMES
    alike = _same_noun(one, other) and len((one.words & other.words) - TIME_WORDS) > 1
    named = not one.names.isdisjoint(other.names) and {one.event, other.event} <= {None, HELD}
    of_one = _same_noun(one, other) or (both_anybody and small >= LARGE)
    return alike or (named and of_one)


def _is_goal(each: Counted) -> bool:
    """Whether the number is what somebody asks to come to."""
    return each.said is not None and each.said.act == "call" and bool(_GOAL.search(each.before))


def _compared(group: list[Counted], counted: list[Counted]) -> Iterator[FigureRelation]:
    """Compare every two figures of a series."""
    claims = _claims(group)
    corrected = {
        each.row.id: {other.row.value for other in _just_before(counted, counted.index(each))}
        for each in group
        if _CORRECTS.search(each.before)
    }
    over_time = _is_over_time(group)
    for one, other in combinations(group, 2):
        if not comparable(one, other):
            continue
        values = f"{one.row.value:g} and {other.row.value:g}"
        relation: Relation = "contradicts"
        if one.row.value == other.row.value:
            relation, reason = "agrees", f"both say {one.row.value:g}"
        elif one.row.value in corrected.get(other.row.id, ()):
            reason = f"{other.row.value:g} corrects {one.row.value:g}"
        elif over_time:
            relation, reason = _told_at_times(claims[one.row.id], claims[other.row.id])
        else:
            relation, reason = _dated(one, other)
        if relation != "agrees":
            reason = f"{values}: {reason}"
        yield FigureRelation(one.row.id, other.row.id, relation, reason)


def comparable(one: Counted, other: Counted) -> bool:
    """Tell whether one number can be meant as another of the same: not thousands for a handful."""
    small, large = sorted((abs(one.row.value), abs(other.row.value)))
    return large <= _LIKE_FIGURES * small


def _is_over_time(group: list[Counted]) -> bool:
    """Whether a series counts what is so on a day, rather than what happened in some time."""
    return not any(
        each.row.unit is not None or each.event in HAPPENINGS or _has_period(each) for each in group
    )


def _has_period(each: Counted) -> bool:
    said = each.said.date if each.said else None
    return each.row.date is not None and "/" in each.row.date and each.row.date != said


def _claims(group: list[Counted]) -> dict[str, _Claim]:
    """Say by whom and as of when each number is given; of one told again, as first claimed."""
    first: dict[float, _Claim] = {}
    found = {}
    for each in group:
        said = days_of(each.said.date if each.said else None)
        own = _Claim(each.side, each.days or said or each.published)
        told_again = each.said is not None and said is None and each.days is None
        found[each.row.id] = first.get(each.row.value, own) if told_again else own
        first.setdefault(each.row.value, own)
    return found


def _told_at_times(one: _Claim, other: _Claim) -> tuple[Relation, str]:
    if one.days is None or other.days is None or not apart(one.days, other.days):
        return "contradicts", "for the same time"
    if one.side != other.side and _days_apart(one.days, other.days) < _WEEK:
        return "contradicts", "from two sides within a week"
    return "updates", "for different times"


def _dated(one: Counted, other: Counted) -> tuple[Relation, str]:
    """Compare counts of what happened: only dates of their own, alike in form, tell them apart."""
    dates = one.row.date, other.row.date
    alike = dates[0] and dates[1] and len(dates[0]) == len(dates[1])
    if alike and one.days and other.days and apart(one.days, other.days):
        return "updates", "for different times"
    return "contradicts", "for the same time"
