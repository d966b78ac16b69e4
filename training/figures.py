"""Weigh the signs that two figures are about one measure, on annotated dialogues.

A logistic regression (Newton's method, weights kept small) over all pairs of figures of a dialogue
that could be one: those of one unit, of which neither is many times the other. What is printed for
the dialogues to choose on is a check, of pairs before they are put together into series.

usage: python -m training.figures training/dialogues --out verbale/record/one_measure.json
"""

from __future__ import annotations

import argparse
import json
import tempfile
import tomllib
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from benchmarks.dossiers import fill
from verbale.record import Record
from verbale.record.figure_series import comparable
from verbale.record.identity import identify
from verbale.record.one_measure import BIAS, followers, signs
from verbale.record.prepared import prepare
from verbale.record.surroundings import Surroundings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from verbale.record.counted import Counted

Pairs = list[tuple[dict[str, float], bool]]  # signs, and whether they are about one measure

SMALLNESS: Final = 10.0  # how much large weights cost
ENOUGH: Final = 0.5  # from here a pair counts as found
_ROUNDS: Final = 50


def pairs_of(gold: Path) -> Pairs:
    """Read a dialogue, and pair the figures that were read."""
    with tempfile.TemporaryDirectory() as scratch, Record(Path(scratch, "record.db")) as record:
        fill(record, gold)
        contents = record.contents()
    who = identify(contents.actors).by_actor()
    prepared = prepare(contents, who, Surroundings(contents), {})
    figures = [figure for document in prepared for figure in document.figures]
    files = {document.id: document.name for document in contents.documents}
    following = followers(figures)
    told = _told(json.loads(gold.read_text(encoding="utf-8")), figures, files)
    return [
        (
            dict(signs(one, other, follows=(one.row.id, other.row.id) in following)),
            frozenset((one.row.id, other.row.id)) in told,
        )
        for one, other in combinations(figures, 2)
        if one.row.unit == other.row.unit and comparable(one, other)
    ]


def _told(
    gold: dict[str, Any], figures: list[Counted], files: dict[str, str]
) -> set[frozenset[str]]:
    """The pairs that are annotated, by the ids of the figures that were read."""
    file = {document["id"]: document["file"] for document in gold["documents"]}
    read = {
        each["id"]: figure.row.id
        for each in gold["figures"]
        for figure in figures
        if files[figure.row.document] == file[each["document"]] and _is(figure, each)
    }
    return {
        frozenset((read[each["a"]], read[each["b"]]))
        for each in gold["figure_relations"]
        if each["a"] in read and each["b"] in read
    }


def _is(figure: Counted, annotated: dict[str, Any]) -> bool:
    start, end = annotated["span"]
    words = figure.row.words
    same = figure.row.value == annotated["value"] and figure.row.unit == annotated["unit"]
    return same and words.start < end and start < words.end


def fit(pairs: Pairs) -> dict[str, float]:
    """Weigh the signs."""
    names = list(pairs[0][0])
    values = np.array([[found[name] for name in names] for found, _ in pairs])
    spread = values.std(axis=0) + 1e-3
    rows = np.c_[values / spread, np.ones(len(pairs))]
    wanted = np.array([one for _, one in pairs], dtype=float)
    costly = np.r_[np.full(len(names), SMALLNESS), 1e-6]
    weights: NDArray[np.float64] = np.zeros(len(costly))
    for _ in range(_ROUNDS):
        found = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (found - wanted) + costly * weights
        bend = (rows * (found * (1 - found))[:, None]).T @ rows + np.diag(costly)
        weights -= np.linalg.solve(bend, slope)
    plain = [*(weights[:-1] / spread), weights[-1]]
    return {name: round(float(w), 4) for name, w in zip([*names, BIAS], plain, strict=True)}


def how_good(weights: dict[str, float], pairs: Pairs) -> dict[str, float]:
    """Precision and recall of pairs."""
    scores = [
        weights[BIAS] + sum(weights[name] * value for name, value in found.items())
        for found, _ in pairs
    ]
    taken = [1 / (1 + np.exp(-score)) >= ENOUGH for score in scores]
    right = sum(one and told for one, (_, told) in zip(taken, pairs, strict=True))
    return {
        "precision": round(right / max(1, sum(taken)), 3),
        "recall": round(right / max(1, sum(told for _, told in pairs)), 3),
    }


def main() -> None:
    """Parse the arguments, weigh, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dialogues", type=Path, help="folder with split.toml")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    split = tomllib.loads((arguments.dialogues / "split.toml").read_text(encoding="utf-8"))
    parts: dict[str, Pairs] = {}
    for part, names in split.items():
        golds = [arguments.dialogues / name / "gold.json" for name in names]
        parts[part] = [pair for gold in golds for pair in pairs_of(gold)]
    weights = fit(parts["train"])
    arguments.out.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    for part, pairs in parts.items():
        print(json.dumps({"part": part, "pairs": len(pairs), **how_good(weights, pairs)}))


if __name__ == "__main__":
    main()
