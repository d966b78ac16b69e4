"""Weigh signs by annotated choices of one of several, or of none: a conditional logit."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from verbale.reading.choosing import Signs

__all__ = ["Case", "case_of", "fit", "how_good", "weigh"]

SMALLNESS: Final = 1.0  # how much large weights cost
_ROUNDS: Final = 40
_STILL: Final = 1e-9  # of a weight
_NEVER: Final = -1e9


@dataclass(frozen=True, slots=True)
class Case:
    """What speaks against all, and for each; `right` are the places of those to choose, if any."""

    none: dict[str, float]
    each: tuple[dict[str, float], ...]
    right: frozenset[int]


def case_of(none: Signs, each: Iterable[Signs], right: Iterable[int]) -> Case:
    """Keep the signs of a case, which are made but once."""
    return Case(_kept(none), tuple(map(_kept, each)), frozenset(right))


def _kept(signs: Signs) -> dict[str, float]:
    return {name: float(value) for name, value in signs if value}


def fit(cases: Sequence[Case]) -> dict[str, dict[str, float]]:
    """Weigh the signs by Fisher scoring; where several are right, any of them may be chosen."""
    each = sorted({name for case in cases for signs in case.each for name in signs})
    none = sorted({name for case in cases for name in case.none})
    offered, right, never = _arrays(cases, each, none)
    spread = np.r_[offered[:, 1:, : len(each)][never[:, 1:] == 0].std(axis=0) + 0.05,
                   np.ones(len(none))]  # fmt: skip
    offered /= spread
    barred = np.where(right, never, _NEVER)

    def loss(weights: NDArray[np.float64]) -> float:
        scores = offered @ weights
        missed = _in_all(scores + never) - _in_all(scores + barred)
        return float(missed.sum() + SMALLNESS * weights @ weights)

    weights: NDArray[np.float64] = np.zeros(len(spread))
    for _ in range(_ROUNDS):
        scores = offered @ weights
        chosen, wanted = _shares(scores + never), _shares(scores + barred)
        mean = np.einsum("nc,ncf->nf", chosen, offered)
        slope = np.einsum("nc,ncf->f", chosen - wanted, offered) + SMALLNESS * 2 * weights
        bend = np.einsum("nc,ncf,ncg->fg", chosen, offered, offered, optimize=True)
        bend += SMALLNESS * 2 * np.eye(len(weights)) - mean.T @ mean
        step = np.linalg.solve(bend, slope)
        before = loss(weights)
        # A whole step can lead too far where few cases have a sign.
        while loss(weights - step) > before and np.abs(step).max() > _STILL:
            step /= 2
        weights = weights - step
    plain = [round(float(weight), 3) for weight in weights / spread]
    return {
        "each": dict(zip(each, plain[: len(each)], strict=True)),
        "none": dict(zip(none, plain[len(each) :], strict=True)),
    }


def _arrays(
    cases: Sequence[Case], each: list[str], none: list[str]
) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.float64]]:
    """Signs by case, choice (none is the first) and name; which are right, and which not there."""
    most = 1 + max(len(case.each) for case in cases)
    offered = np.zeros((len(cases), most, len(each) + len(none)))
    right = np.zeros((len(cases), most), dtype=bool)
    never = np.full((len(cases), most), _NEVER)
    for row, case in enumerate(cases):
        never[row, : 1 + len(case.each)] = 0
        right[row, [1 + place for place in case.right] or [0]] = True
        offered[row, 0, len(each) :] = [case.none.get(name, 0.0) for name in none]
        for place, signs in enumerate(case.each, 1):
            offered[row, place, : len(each)] = [signs.get(name, 0.0) for name in each]
    return offered, right, never


def _in_all(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    most = scores.max(axis=1, keepdims=True)
    total: NDArray[np.float64] = most[:, 0] + np.log(np.exp(scores - most).sum(axis=1))
    return total


def _shares(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: NDArray[np.float64] = raised / raised.sum(axis=1, keepdims=True)
    return shares


def weigh(cases: Mapping[str, Sequence[Case]], out: Path, likely: float) -> None:
    """Fit weights to the part `train`, write them, and print how good they are on every part."""
    weights = fit(cases["train"])
    out.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    for part, found in cases.items():
        print(json.dumps({"part": part, **how_good(weights, found, likely)}))


def how_good(
    weights: dict[str, dict[str, float]], cases: Iterable[Case], likely: float
) -> dict[str, int]:
    """Count what is chosen, what of it is right, and what could have been."""
    counts = {"right": 0, "chosen": 0, "wanted": 0}
    for case in cases:
        counts["wanted"] += bool(case.right)
        against = sum(weights["none"].get(name, 0) * value for name, value in case.none.items())
        scores = [
            sum(weights["each"].get(name, 0) * value for name, value in signs.items()) - against
            for signs in case.each
        ]
        if scores and 1 / (1 + np.exp(-max(scores))) >= likely:
            counts["chosen"] += 1
            counts["right"] += scores.index(max(scores)) in case.right
    return counts
