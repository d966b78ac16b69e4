"""What speaks for two statements of different documents being one utterance, told again.

Their weights stand in `told_again.json`; `python -m training.ties` makes them on annotated
dialogues, in which retellings have other words more often than the same.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from verbale.reading.choosing import Chooser
from verbale.reading.wording import cosine
from verbale.record.bearers import names_office
from verbale.record.sayings import apart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbale.record.identity import Identity
    from verbale.record.sayings import Saying, Weights

__all__ = [
    "VERBATIM",
    "can_be_one",
    "chooser",
    "longest_run",
    "signs_of_first_telling",
    "signs_of_retelling",
]

VERBATIM: Final = 4  # words in a row that two tellings share by more than chance
_TELLING: Final = 10  # from here a number tells something by itself
_PHRASE: Final = 3  # words in a row that are hardly there by chance
_SHARED: Final = 2  # words that two tellings have in common at least
_LARGE: Final = 1000
_LONG: Final = 8  # words in a row; more is as much
_MANY: Final = 5  # shared words; more is as much
_WORDY: Final = 12  # content words; more is as much
_FEW: Final = 3
# `the claim that`, `her figure of 41`: what was said before has a name.
_CALLED: Final = re.compile(
    r"(?:(?:the|his|her|its|their)\s)?(?:claim|allegation|charge|figure|demand|call|promise|pledge"
    r"|concern|accusation|criticism|statement|suggestion|warning|finding|report|complaint|request"
    r"|appeal|count|estimate|argument|account|remark|view)s?",
    re.IGNORECASE,
)


@cache
def chooser() -> Chooser:
    """Load the weights."""
    return Chooser.load(resources.files("verbale.record") / "told_again.json")


def signs_of_first_telling(saying: Saying, *, new_speaker: bool) -> Iterator[tuple[str, float]]:
    """Give what tells whether a statement is the first of its utterance.

    `new_speaker` means that nothing is known of its speaker from other documents.
    """
    yield "bias", 1.0
    yield f"act {saying.row.act}", 1.0
    yield "called", bool(_CALLED.fullmatch(" ".join(part.exact for part in saying.row.cue)))
    yield "told back", saying.told_back
    yield "no speaker", saying.speaker is None
    yield "new speaker", new_speaker
    yield "length", min(len(saying.words), _WORDY) / _WORDY
    yield "few words", len(saying.words) <= _FEW
    yield "numbers", bool(saying.numbers)
    yield "headline", saying.headline
    yield "undated", saying.days is None


def signs_of_retelling(
    later: Saying, earlier: Saying, weights: Weights, total: float
) -> Iterator[tuple[str, float]]:
    """Give what speaks for a statement, whose words weigh `total`, telling an earlier one again."""
    same = later.speaker is not None and later.speaker is earlier.speaker
    voices = later.speaker, earlier.speaker
    yield "one speaker", same
    yield "other voice", not same
    yield "same side", not same and None not in voices and _sides(later, earlier) == 1
    kinds = {each.kind == "person" for each in voices if each is not None}
    yield "person and body", not same and len(kinds) > 1
    yield from _of_words(later, earlier, weights, total, same=same)
    yield from _of_numbers(later, earlier)
    yield from _of_acts(later, earlier)
    yield from _of_days(later, earlier)


def _of_words(
    later: Saying, earlier: Saying, weights: Weights, total: float, *, same: bool
) -> Iterator[tuple[str, float]]:
    shared = later.words & earlier.words
    if not shared:
        return
    covered, alike = weights.total(shared) / total, cosine(later.words, earlier.words, weights)
    yield "shared words", min(len(shared), _MANY) / _MANY
    yield "a shared word", 1.0
    yield "covered", covered
    yield "covers", weights.total(shared) / weights.total(earlier.words)
    yield "alike", alike
    yield "one speaker, covered" if same else "other voice, covered", covered
    yield "one speaker, alike" if same else "other voice, alike", alike
    run = longest_run(later.tokens, earlier.tokens)
    yield "words in a row", min(run, _LONG) / _LONG
    yield "verbatim", run >= VERBATIM


def _of_numbers(later: Saying, earlier: Saying) -> Iterator[tuple[str, float]]:
    shared = later.numbers & earlier.numbers
    yield "a number", min(2, len(shared))
    yield "a telling number", any(value >= _TELLING for value, _ in shared)
    yield "a large number", any(value >= _LARGE for value, _ in shared)
    yield "all numbers", bool(shared) and shared == later.numbers
    yield "other numbers", bool(later.numbers and earlier.numbers) and not shared
    yield "number of one", bool(later.numbers) and not earlier.numbers


def _of_acts(later: Saying, earlier: Saying) -> Iterator[tuple[str, float]]:
    acts = {later.row.act, earlier.row.act}
    yield "one act", len(acts) == 1
    yield "call and promise", acts == {"call", "commitment"}
    yield "one asks or promises", _looks_ahead(later) != _looks_ahead(earlier)
    to_both = set(later.addressees) & set(earlier.addressees)
    yield "addressee", bool(to_both)
    yield "other addressee", bool(later.addressees and earlier.addressees) and not to_both
    yield "headline", earlier.headline


def _of_days(later: Saying, earlier: Saying) -> Iterator[tuple[str, float]]:
    if later.days is None or earlier.days is None:
        return
    after = later.days[0] > earlier.days[1]
    yield "one day", later.days[0] == later.days[1] and later.days == earlier.days
    yield "days apart", apart(later.days, earlier.days)
    yield "said later", after
    yield "said later, told back", after and later.told_back


def _may_be_one(one: Saying, other: Saying) -> bool:
    """Tell whether one utterance can have the speakers of both: not two people by their names.

    Who is called by an office, a body that somebody speaks for, and somebody unknown can.
    """
    if one.speaker is other.speaker:
        return one.speaker is not None
    if one.speaker is None or other.speaker is None:
        return True
    named = [_is_named(one.speaker), _is_named(other.speaker)]
    if all(named) or _sides(one, other) > 1:
        return False
    # Of whom nothing is known, somebody may speak for no body.
    return not any(named) or "other" not in {one.speaker.side, other.speaker.side}


def can_be_one(later: Saying, earlier: Saying) -> bool:
    """Tell whether nothing forbids that a statement tells an earlier one again.

    It has speakers who may be one, words or a number in common, numbers of which at least half were
    told before, and days that do not exclude each other; and it asks for or promises only what the
    other does. In this and in the days the reading can err, where the words are the same.
    """
    if not _may_be_one(later, earlier):
        return False
    numbers = later.numbers & earlier.numbers
    if 2 * len(numbers) < len(later.numbers):
        return False
    if not numbers and len(later.words & earlier.words) < min(_SHARED, len(later.words)):
        return False
    ahead, days = _looks_ahead(later) == _looks_ahead(earlier), _days_agree(later, earlier)
    if ahead and days:
        return True
    run = longest_run(later.tokens, earlier.tokens)
    return (ahead or run >= _PHRASE) and (days or run >= VERBATIM)


def _looks_ahead(saying: Saying) -> bool:
    """Whether it asks for or promises what is not yet: what is asked is not what is told."""
    return saying.row.act in {"call", "commitment"}


def _days_agree(later: Saying, earlier: Saying) -> bool:
    """Whether both can have been said on one day."""
    if later.days is None or (later.told_back and _not_after(earlier, later)):
        return True
    if earlier.published is not None and later.days[0] > earlier.published[1]:
        return False  # nobody reports what is said later
    return earlier.days is None or not apart(later.days, earlier.days)


def _not_after(one: Saying, other: Saying) -> bool:
    days = one.days or one.published
    return days is None or other.days is None or days[0] <= other.days[1]


def _sides(one: Saying, other: Saying) -> int:
    """Count the sides on which two speakers are known to stand."""
    speakers = (one.speaker, other.speaker)
    return len({each.side for each in speakers if each is not None} - {"other"})


def _is_named(speaker: Identity) -> bool:
    full = speaker.kind == "person" and " " in speaker.name and not speaker.name.islower()
    return full and not names_office(speaker.name)


def longest_run(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Count the words of the longest run that two texts share."""
    longest = 0
    ends: dict[int, int] = {}
    places: dict[str, list[int]] = {}
    for place, word in enumerate(other):
        places.setdefault(word, []).append(place)
    for word in one:
        ends = {place: ends.get(place - 1, 0) + 1 for place in places.get(word, ())}
        longest = max(longest, *ends.values()) if ends else longest
    return longest
