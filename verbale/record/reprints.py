"""Tell which statements of different documents are one utterance, told again.

The same speaker or who speaks for one, wording alike, numbers that agree, and dates that do not
exclude each other. The same opinion voiced on another occasion is another utterance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from verbale.record.sayings import candidates, common_words, of_speaker
from verbale.record.told_again import (
    VERBATIM,
    can_be_one,
    chooser,
    longest_run,
    signs_of_first_telling,
    signs_of_retelling,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from verbale.record.sayings import Index, Saying, Weights

__all__ = ["LIKELY", "Reprint", "find_reprints", "may_be_told"]

LIKELY: Final = 0.5  # four of five are right then, on annotated dialogues


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
        best = _best(saying, earlier, weights)
        if best is not None:
            score, other = best
            first = same_as.get(other.row.id, other.row.id)
            found.append(Reprint(saying.row.id, first, _reason(saying, other), round(score, 2)))
    return found


def may_be_told(saying: Saying, earlier: Sequence[Index], weights: Weights) -> list[Saying]:
    """List the earlier statements that one may tell again, in their order."""
    own = of_speaker(saying, earlier)
    found = dict.fromkeys((*candidates(saying, earlier, weights), *own))
    fitting = (other for other in found if can_be_one(saying, other))
    return sorted(fitting, key=lambda each: each.place)


def _best(
    saying: Saying, earlier: Sequence[Index], weights: Weights
) -> tuple[float, Saying] | None:
    """Find the statement that one tells again most likely; of equals the earliest."""
    others = may_be_told(saying, earlier, weights)
    if not others:
        return None
    total = weights.total(saying.words)
    found = chooser().likelihoods(
        signs_of_first_telling(saying, new_speaker=not of_speaker(saying, earlier)),
        (signs_of_retelling(saying, other, weights, total) for other in others),
    )
    score, other = max(zip(found, others, strict=True), key=lambda pair: pair[0])
    return (score, other) if score >= LIKELY else None


def _reason(later: Saying, earlier: Saying) -> str:
    reasons = []
    if later.speaker is not None and later.speaker is earlier.speaker:
        reasons.append(f"{later.speaker.name} says both")
    elif later.speaker is not None and earlier.speaker is not None:
        reasons.append(f"{later.speaker.name} and {earlier.speaker.name} may speak for each other")
    if (run := longest_run(later.tokens, earlier.tokens)) >= VERBATIM:
        reasons.append(f"{run} words in a row are the same")
    elif not later.words.isdisjoint(earlier.words):
        reasons.append(f"shared words: {common_words(later, earlier)}")
    if numbers := sorted({value for value, _ in later.numbers & earlier.numbers}):
        reasons.append("the same number " + " and ".join(f"{n:g}" for n in numbers))
    if later.days and later.days == earlier.days:
        reasons.append("of the same day")
    return ", ".join(reasons)
