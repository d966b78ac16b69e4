"""Choose one of several, or none, by what speaks for and against each.

A conditional logit (McFadden, "Conditional logit analysis of qualitative choice behavior", 1974):
every sign has a weight, what is chosen is that with the highest sum, and choosing none has a sum
of its own. The weights are made in `training/` and can be read, each beside the name of its sign.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

__all__ = ["Chooser", "Signs"]

Signs = Iterable[tuple[str, float]]  # by name; what is not there counts nothing


@dataclass(frozen=True, slots=True)
class Chooser:
    """The weights of signs: `each` of those that speak for one, `none` of those against all."""

    each: Mapping[str, float]
    none: Mapping[str, float]

    @classmethod
    def load(cls, file: Traversable) -> Self:
        """Read the weights of a JSON file."""
        weights = json.loads(file.read_text(encoding="utf-8"))
        return cls(weights["each"], weights["none"])

    def likelihoods(self, none: Signs, each: Iterable[Signs]) -> list[float]:
        """Say of each how much likelier it is than none of them."""
        against = _sum(self.none, none)
        return [_logistic(_sum(self.each, signs) - against) for signs in each]


def _sum(weights: Mapping[str, float], signs: Signs) -> float:
    return math.fsum(weights.get(name, 0.0) * value for name, value in signs if value)


def _logistic(score: float) -> float:
    return 1 / (1 + math.exp(-score)) if score > -700 else 0.0
