"""How likely two figures are about one measure: told again, or rival counts of one thing.

A logistic regression over what their numbers, nouns, surroundings and places have in common. Its
weights are made by `python -m training.figures` on annotated dialogues, and can be read: they stand
in `one_measure.json`, each beside the name of its sign.
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from verbale.record.counted import ANYBODY
from verbale.record.sayings import apart, root_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verbale.record.counted import Counted

__all__ = ["BIAS", "LARGE", "TELLING", "TIMES", "TIME_WORDS", "followers", "how_likely", "signs"]

_WEIGHTS: Final = "one_measure.json"
BIAS: Final = "bias"
TIMES: Final = frozenset("minutes hours days weeks months years".split())
TIME_WORDS: Final = root_words("years months weeks days hours night percent cent some")
TELLING: Final = 10  # from here a number alone says much
LARGE: Final = 100  # and from here its size does
_FEW: Final = 4
_MOST_TIMES: Final = 50.0  # one number as large as another; more is as much
_NEAR: Final = 300  # characters in which a number takes up one before it
# What means one thing of equal numbers and another of rival ones.
_CROSSED: Final = ("noun", "same measure", "same event", "shared words", "no nouns", "unit")


def how_likely(one: Counted, other: Counted, *, follows: bool) -> float:
    """Say how likely two figures are about one measure, the earlier one first, from 0 to 1.

    `follows` tells that none of the same unit stands between them in the text.
    """
    weights = _weights()
    score = weights[BIAS] + math.fsum(
        weights[name] * value for name, value in signs(one, other, follows=follows) if value
    )
    return 1 / (1 + math.exp(-score))


def followers(figures: Iterable[Counted]) -> set[tuple[str, str]]:
    """Pair each figure with the one of its document and unit before it, where that is near."""
    last: dict[tuple[str, str | None], Counted] = {}
    found = set()
    for each in figures:
        kind = each.row.document, each.row.unit
        before = last.get(kind)
        if before is not None and each.row.words.start - before.row.words.end < _NEAR:
            found.add((before.row.id, each.row.id))
        last[kind] = each
    return found


def signs(one: Counted, other: Counted, *, follows: bool) -> Iterator[tuple[str, float]]:
    """Give what speaks for and against one measure, by name."""
    found = dict(_all_signs(one, other, follows=follows))
    yield from found.items()
    for kind, is_so in (("equal", found["equal"]), ("rival", 1 - found["equal"])):
        yield from ((f"{kind}, {name}", found[name] * is_so) for name in _CROSSED)


def _all_signs(one: Counted, other: Counted, *, follows: bool) -> Iterator[tuple[str, float]]:
    for part in (_of_numbers(one, other), _of_nouns(one, other), _of_words(one, other),
                 _of_places(one, other, follows=follows), _of_claims(one, other)):  # fmt: skip
        yield from ((name, float(value)) for name, value in part)


def _of_numbers(one: Counted, other: Counted) -> Iterable[tuple[str, float]]:
    value, unit = one.row.value, one.row.unit
    small, large = sorted((abs(value), abs(other.row.value)))
    times = min(large / small, _MOST_TIMES) if small else _MOST_TIMES ** (large != small)
    equal = value == other.row.value
    return (
        ("equal", equal),
        ("equal and telling", equal and value >= TELLING),
        ("equal and large", equal and value >= LARGE),
        ("equal and not round", equal and value >= TELLING and value % 10 != 0),
        ("equal and few", equal and value < _FEW),
        ("close", not equal and times <= 1.3),
        ("twice as large", times > 2),
        ("times as large", math.log(times)),
        ("close, with unit", not equal and unit is not None and times < 1.5),
        ("unit", unit is not None),
        ("percent", unit == "percent"),
        ("time", unit in TIMES),
    )


def _of_nouns(one: Counted, other: Counted) -> Iterable[tuple[str, float]]:
    first, second = one.heads - ANYBODY, other.heads - ANYBODY
    measures = root_words(one.row.measure), root_words(other.row.measure)
    every = measures[0] | measures[1]
    return (
        ("noun", bool(first & second)),
        ("two nouns", len(first & second) > 1),
        ("same nouns", bool(first) and first == second),
        ("other noun", bool(first) and bool(second) and not first & second),
        ("one noun", bool(first) != bool(second)),
        ("no nouns", not first and not second),
        ("bare first", not one.heads),
        ("bare second", not other.heads),
        ("people first", bool(one.heads) and one.anybody),
        ("people second", bool(other.heads) and other.anybody),
        ("same measure", bool(measures[0]) and measures[0] == measures[1]),
        ("likeness of measures", len(measures[0] & measures[1]) / len(every) if every else 0),
        ("one is a part", one.part != other.part),
        ("both are parts", one.part and other.part),
    )


def _of_words(one: Counted, other: Counted) -> Iterable[tuple[str, float]]:
    shared = len((one.words & other.words) - ANYBODY - TIME_WORDS)
    told = one.event is not None, other.event is not None
    return (
        ("shared words", min(shared, 5)),
        ("a shared word", shared > 0),
        ("two shared words", shared > 1),
        ("same event", told[0] and one.event == other.event),
        ("other event", all(told) and one.event != other.event),
        ("one event", told[0] != told[1]),
        ("shared names", min(len(one.names & other.names), 3)),
        ("other names", bool(one.names) and bool(other.names) and not one.names & other.names),
    )


def _of_places(one: Counted, other: Counted, *, follows: bool) -> Iterable[tuple[str, float]]:
    inside = one.row.document == other.row.document
    further = inside and follows and one.sentence != other.sentence
    return (
        ("one document", inside),
        ("one sentence", inside and one.sentence == other.sentence),
        ("follows", inside and follows),
        ("follows, bare", inside and follows and not other.heads and other.row.unit is None),
        ("follows in another sentence, bare", further and not other.heads),
        ("follows in another sentence, with unit", further and other.row.unit is not None),
    )


def _of_claims(one: Counted, other: Counted) -> Iterable[tuple[str, float]]:
    speakers = (each.said.speaker_id if each.said else None for each in (one, other))
    first, second = speakers
    dated = one.days is not None and other.days is not None
    return (
        ("two sides", None not in {one.side, other.side} and one.side != other.side),
        ("one speaker", first is not None and first == second),
        ("one day", dated and one.days == other.days),
        ("other days", one.days is not None and other.days is not None
            and apart(one.days, other.days)),
    )  # fmt: skip


@cache
def _weights() -> dict[str, float]:
    file = resources.files("verbale.record") / _WEIGHTS
    weights: dict[str, float] = json.loads(file.read_text(encoding="utf-8"))
    return weights
