"""Make confidence mean what it says: the share of attributions that are right at each score.

Finds the attributions of labelled articles with the shipped weights, pairs them with the labels
(content overlaps by half, sources overlap or both are absent), and prints the monotone table that
`attribution.py` holds: mean score and share right of ten bins, made monotone by
pooling neighbours (Barlow and others 1972), with the reliability of what comes out.

usage: python -m training.calibrate GOLD.jsonl
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from verbale.reading.attribution import scored_attributions
from verbale.reading.layout import lay_out

if TYPE_CHECKING:
    from verbale.model import Span

BINS = 10


def main() -> None:
    """Parse the arguments, find, pair, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    arguments = parser.parse_args()
    rows: list[tuple[float, bool]] = []
    with arguments.gold.open(encoding="utf-8") as lines:
        for article in map(json.loads, lines):
            rows += _judged(article["text"], article["attributions"])
    scores = np.array([score for score, _ in rows])
    right = np.array([float(is_right) for _, is_right in rows])
    order = np.argsort(scores, kind="stable")
    bins = np.array_split(order, BINS)
    pooled = _monotone([(scores[b].mean(), right[b].mean(), len(b)) for b in bins])
    print("scores = [" + ", ".join(f"{score:.3f}" for score, _, _ in pooled) + "]")
    print("right = [" + ", ".join(f"{share:.3f}" for _, share, _ in pooled) + "]")
    for b in bins:
        print(f"# {len(b)} with a score around {scores[b].mean():.3f}: {right[b].mean():.3f} right")


def _judged(text: str, gold: list[dict[str, list[list[int]]]]) -> list[tuple[float, bool]]:
    """Score of each attribution found, and whether a label agrees with it."""
    labels = [(_characters(g["content"]), _characters(g["source"])) for g in gold]
    judged = []
    for found in scored_attributions(lay_out(text)):
        content, source = _covered(found.content), _covered(found.source)
        judged.append((found.confidence, any(_agree(content, source, *g) for g in labels)))
    return judged


def _agree(content: set[int], source: set[int], their_content: set[int], theirs: set[int]) -> bool:
    shared = len(content & their_content)
    half = 2 * shared >= len(content | their_content)
    return half and (bool(source & theirs) or not (source or theirs))


def _characters(spans: list[list[int]]) -> set[int]:
    return {c for start, end in spans for c in range(start, end)}


def _covered(spans: tuple[Span, ...]) -> set[int]:
    return _characters([[span.start, span.end] for span in spans])


def _monotone(bins: list[tuple[float, float, int]]) -> list[tuple[float, float, int]]:
    """Pool neighbouring bins until the share right never falls as the score rises."""
    pooled: list[tuple[float, float, int]] = []
    for score, share, size in bins:
        pooled.append((score, share, size))
        while len(pooled) > 1 and pooled[-2][1] > pooled[-1][1]:
            (a, p, n), (b, q, m) = pooled[-2:]
            pooled[-2:] = [((a * n + b * m) / (n + m), (p * n + q * m) / (n + m), n + m)]
    return pooled


if __name__ == "__main__":
    main()
