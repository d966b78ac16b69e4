"""Make confidence mean what it says: the share of attributions that are right at each score.

Finds the attributions of labelled articles with the shipped weights, pairs them with the labels
(content overlaps by half, sources overlap or both are absent), and prints the monotone table that
`attribution.py` holds: mean score and share right of ten bins, made monotone by pooling neighbours
(Barlow and others 1972). How reliable such a table is on articles that it was not made on is
measured by making it on four fifths of them in turn; --plot draws that.

usage: python -m training.calibrate GOLD.jsonl [--plot OUT.svg]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from verbale.reading.attribution import scored_attributions
from verbale.reading.encoder import encode
from verbale.reading.layout import lay_out

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from verbale.model import Span

BINS: Final = 10
FOLDS: Final = 5
_SIDE: Final = 300  # pixels of the plot's square
_MARGIN: Final = 50

Judged = tuple[float, bool]
Bin = tuple[float, float, int]


def main() -> None:
    """Parse the arguments, find, pair, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--plot", type=Path, help="draw the reliability here, as SVG")
    arguments = parser.parse_args()
    with arguments.gold.open(encoding="utf-8") as lines:
        articles = [_judged(row["text"], row["attributions"]) for row in map(json.loads, lines)]
    table = _monotone(_binned([judged for article in articles for judged in article]))
    print("scores = [" + ", ".join(f"{score:.3f}" for score, _, _ in table) + "]")
    print("right = [" + ", ".join(f"{share:.3f}" for _, share, _ in table) + "]")
    bins = _binned(_held_out(articles))
    for confidence, share, count in bins:
        print(f"# {count} of a confidence around {confidence:.3f}: {share:.3f} right")
    total = sum(count for _, _, count in bins)
    error = sum(abs(confidence - share) * count for confidence, share, count in bins) / total
    print(f"# expected calibration error {error:.3f}")
    if arguments.plot:
        arguments.plot.write_text(_drawn(bins), encoding="utf-8")


def _held_out(articles: list[list[Judged]]) -> list[Judged]:
    """Confidence of every attribution by a table that was made without its article."""
    out: list[Judged] = []
    for fold in range(FOLDS):
        rest = [j for n, article in enumerate(articles) if n % FOLDS != fold for j in article]
        table = _monotone(_binned(rest))
        scores, shares = [row[0] for row in table], [row[1] for row in table]
        out += [
            (float(np.interp(score, scores, shares)), right)
            for article in articles[fold::FOLDS]
            for score, right in article
        ]
    return out


def _binned(judged: list[Judged]) -> list[Bin]:
    """Mean score, share right and size of ten bins of equal size, in the order of scores."""
    values: NDArray[np.float64] = np.array(judged, dtype=np.float64)
    order = np.argsort(values[:, 0], kind="stable")
    return [(*values[b].mean(axis=0).tolist(), len(b)) for b in np.array_split(order, BINS)]


def _drawn(bins: list[Bin]) -> str:
    """A reliability plot: what was promised to the right, what came true upwards."""

    def at(confidence: float, share: float) -> str:
        return f"{_MARGIN + confidence * _SIDE:.1f},{_MARGIN / 2 + (1 - share) * _SIDE:.1f}"

    size = _SIDE + 2 * _MARGIN
    below, left = _SIDE + _MARGIN, _MARGIN - 8
    ticks = "".join(
        f'<text x="{_MARGIN + v * _SIDE}" y="{below}" text-anchor="middle">{v}</text>'
        f'<text x="{left}" y="{_MARGIN / 2 + (1 - v) * _SIDE + 4}" text-anchor="end">{v}</text>'
        for v in (0.0, 0.5, 1.0)
    )
    dots = "".join(
        '<circle cx="{}" cy="{}" r="4" fill="#0b5fa5"/>'.format(*at(c, s).split(","))
        for c, s, _ in bins
    )
    line = " ".join(at(confidence, share) for confidence, share, _ in bins)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" '
        'font-family="sans-serif" font-size="13" role="img">'
        "<title>Share of attributions that are right, by confidence</title>"
        f'<rect width="{size}" height="{size}" fill="white"/>'
        f'<rect x="{_MARGIN}" y="{_MARGIN / 2}" width="{_SIDE}" height="{_SIDE}" fill="none" '
        'stroke="#999"/>'
        f'<polyline points="{at(0, 0)} {at(1, 1)}" stroke="#999" stroke-dasharray="4"/>'
        f'<polyline points="{line}" fill="none" stroke="#0b5fa5" stroke-width="2"/>{dots}{ticks}'
        f'<text x="{_MARGIN + _SIDE / 2}" y="{_SIDE + 1.5 * _MARGIN}" text-anchor="middle">'
        "confidence</text>"
        f'<text transform="translate(15,{_SIDE / 2 + _MARGIN / 2}) rotate(-90)" '
        'text-anchor="middle">share right</text></svg>\n'
    )


def _judged(text: str, gold: list[dict[str, list[list[int]]]]) -> list[tuple[float, bool]]:
    """Score of each attribution found, and whether a label agrees with it."""
    labels = [(_characters(g["content"]), _characters(g["source"])) for g in gold]
    judged = []
    layout = lay_out(text)
    for found in scored_attributions(layout, encode(layout)):
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


def _monotone(bins: list[Bin]) -> list[Bin]:
    """Pool neighbouring bins until the share right never falls as the score rises."""
    pooled: list[Bin] = []
    for score, share, size in bins:
        pooled.append((score, share, size))
        while len(pooled) > 1 and pooled[-2][1] > pooled[-1][1]:
            (a, p, n), (b, q, m) = pooled[-2:]
            pooled[-2:] = [((a * n + b * m) / (n + m), (p * n + q * m) / (n + m), n + m)]
    return pooled


if __name__ == "__main__":
    main()
