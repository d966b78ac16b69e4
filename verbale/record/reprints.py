"""Tell which statements of different documents are one utterance, told again.

The same speaker, wording alike, numbers that agree, and dates that do not exclude each other. The
same opinion voiced on another occasion is another utterance.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from verbale.record.sayings import Number, Saying, Weights, candidates, common_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from verbale.record.sayings import Index

__all__ = ["Reprint", "find_reprints"]

_ALIKE: Final = 0.55  # share of the later wording that is in the earlier one
_OF_ONE_DAY: Final = 0.25  # the same where it is said on the same day
_NUMBERED: Final = 0.3  # the same where a number agrees
_BY_OTHERS: Final = 0.8  # the same where the speaker is not certainly the same
_FEW_WORDS: Final = 3  # content words of a retelling that is hardly more than its number
_TELLING: Final = 10  # from here a number tells something by itself
_UNUSUAL: Final = 1000  # and from here also in somebody else's mouth
_QUOTED: Final = 6  # words in a row that nobody finds twice
_VERBATIM: Final = 4


@dataclass(frozen=True, slots=True)
class Reprint:
    """`statement` tells again what `same_as`, the earliest record, holds already."""

    statement: str
    same_as: str
    reason: str
    score: float


def find_reprints(
    document: Sequence[Saying],
    earlier: Sequence[Index],
    weights: Weights,
    same_as: Mapping[str, str],
) -> list[Reprint]:
    """List the statements of a document that tell again what earlier documents hold.

    `same_as` tells of an earlier statement which is the earliest of its utterance, if not itself.
    """
    found = []
    for saying in document:
        best = _best(saying, candidates(saying, earlier, weights), weights, same_as)
        if best is not None:
            match, first = best
            found.append(Reprint(saying.row.id, first, match.reason, match.score))
    return found


@dataclass(frozen=True, slots=True)
class _Match:
    score: float
    reason: str


def _best(
    saying: Saying,
    others: list[Saying],
    weights: Weights,
    same_as: Mapping[str, str],
) -> tuple[_Match, str] | None:
    """Find the utterance that a statement tells again: the best match, then the most records."""
    total = weights.total(saying.words)
    matches: dict[str, list[tuple[bool, _Match]]] = {}
    for other in others:
        match = _match(saying, other, weights, total)
        if match is not None:
            same_speaker = saying.speaker is not None and saying.speaker is other.speaker
            first = same_as.get(other.row.id, other.row.id)
            matches.setdefault(first, []).append((same_speaker, match))
    if not matches:
        return None
    surest = {first: max(found, key=_sureness) for first, found in matches.items()}
    # Of equals the one that was found first, which is the earliest.
    first = max(surest, key=lambda each: (*_sureness(surest[each]), len(matches[each])))
    return surest[first][1], first


def _sureness(found: tuple[bool, _Match]) -> tuple[bool, float]:
    return found[0], found[1].score


def _match(later: Saying, earlier: Saying, weights: Weights, total: float) -> _Match | None:
    """Compare a statement, whose words weigh `total`, with an earlier one."""
    shared = later.words & earlier.words
    numbers = later.numbers & earlier.numbers
    if 2 * len(numbers) < len(later.numbers) or (len(shared) < 2 and not numbers):
        return None
    covered = weights.total(shared) / total if shared else 0.0
    if covered < _OF_ONE_DAY and not numbers:
        return None
    if not _enough(later, earlier, covered, len(shared)):
        return None
    run = _run(later.tokens, earlier.tokens) if shared else 0
    if run < _QUOTED and _looks_ahead(later) != _looks_ahead(earlier):
        return None
    if not _dates_agree(later, earlier, verbatim=run >= _VERBATIM):
        return None
    return _Match(_score(covered, len(numbers)), _reason(later, earlier, numbers, run))


def _enough(later: Saying, earlier: Saying, covered: float, shared: int) -> bool:
    """Whether the wording is alike enough, given how sure it is that one speaker speaks."""
    numbers = [value for value, _ in later.numbers & earlier.numbers]
    short = len(later.words) <= _FEW_WORDS
    if later.speaker is not None and later.speaker is earlier.speaker:
        by_number = bool(numbers) and (covered >= _NUMBERED or (short and max(numbers) >= _TELLING))
        alike = _OF_ONE_DAY if _of_one_day(later, earlier) else _ALIKE
        return by_number or (shared > 1 and covered >= alike)
    if not _may_be_one(later, earlier):
        return False
    by_number = short and bool(numbers) and max(numbers) >= _UNUSUAL
    return by_number or (shared > 1 and covered >= _BY_OTHERS)


def _of_one_day(one: Saying, other: Saying) -> bool:
    """Whether both were said on the same known day."""
    return one.days is not None and one.days[0] == one.days[1] and one.days == other.days


def _may_be_one(one: Saying, other: Saying) -> bool:
    """Whether one utterance can have both speakers: one unknown, or a person and a body."""
    if one.speaker is None or other.speaker is None:
        return one.speaker is not other.speaker
    kinds = [one.speaker.kind == "person", other.speaker.kind == "person"]
    return kinds[0] != kinds[1] and one.speaker.side == other.speaker.side != "other"


def _looks_ahead(saying: Saying) -> bool:
    """Whether it asks for or promises what is not yet: what is asked is not what is told."""
    return saying.row.act in {"call", "commitment"}


def _dates_agree(later: Saying, earlier: Saying, *, verbatim: bool) -> bool:
    """Whether both can have been said on one day; word for word, one date may be wrong."""
    if later.days is None or (later.told_back and _not_after(earlier, later)):
        return True
    if earlier.published is not None and later.days[0] > earlier.published[1]:
        return False  # nobody reports what is said later
    if earlier.days is None or verbatim:
        return True
    return later.days[0] <= earlier.days[1] and earlier.days[0] <= later.days[1]


def _not_after(one: Saying, other: Saying) -> bool:
    days = one.days or one.published
    return days is None or other.days is None or days[0] <= other.days[1]


def _run(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Count the words of the longest run that two texts share."""
    longest = 0
    ends: dict[int, int] = {}
    places: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(other):
        places[word].append(place)
    for word in one:
        ends = {place: ends.get(place - 1, 0) + 1 for place in places.get(word, ())}
        longest = max(longest, *ends.values()) if ends else longest
    return longest


def _score(covered: float, numbers: int) -> float:
    return round(min(1.0, 0.3 + 0.6 * covered + 0.2 * min(1, numbers)), 2)


def _reason(
    later: Saying,
    earlier: Saying,
    numbers: frozenset[Number],
    run: int,
) -> str:
    reasons = []
    if later.speaker is not None and later.speaker is earlier.speaker:
        reasons.append(f"{later.speaker.name} says both")
    if run >= _VERBATIM:
        reasons.append(f"{run} words in a row are the same")
    elif not later.words.isdisjoint(earlier.words):
        reasons.append(f"shared words: {common_words(later, earlier)}")
    if numbers:
        reasons.append(
            "the same number " + " and ".join(f"{n:g}" for n in sorted(_values(numbers)))
        )
    if later.days and later.days == earlier.days:
        reasons.append("of the same day")
    return ", ".join(reasons)


def _values(numbers: frozenset[Number]) -> set[float]:
    return {value for value, _ in numbers}
