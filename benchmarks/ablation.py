"""Say what each part of the reading and of the record gives: take it out, and score again.

usage: python -m benchmarks.ablation FOLDER --score SCORER

FOLDER holds dossiers, as `benchmarks.dossiers` wants them. Printed is the F1 or accuracy of every
line of the scorer with all parts, then, for each part, how many points it loses without that part
(what it gains without it has a plus; what changes by less than a twentieth of a point is a dot).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

import numpy as np
from rich.console import Console
from rich.progress import track

from benchmarks.dossiers import exported
from benchmarks.places import existing
from verbale.model import ACTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

# Lines of the scorer, and what heads their columns.
LINES: Final = {
    "statements": "found",
    "who-said-what": "who",
    "act": "act",
    "date": "date",
    "addressees": "to whom",
    "occasions": "occasions",
    "figures": "figures",
    "status": "status",
    "links": "links",
    "same": "same",
    "figure pairs": "pairs",
}
_LEAST: Final = 0.05  # points


def _nothing(*_: object, **__: object) -> None:
    return None


def _neither(*_: object, **__: object) -> tuple[None, None]:
    return None, None


def _empty(*_: object, **__: object) -> list[object]:
    return []


def _as_it_is(_layout: object, given: object) -> object:
    return given


def _no_scores(utterances: Sequence[object], *_: object) -> NDArray[np.float32]:
    return np.zeros((len(utterances), len(ACTS)), dtype=np.float32)


# What stands in for each part, by where it is used.
PARTS: Final[Mapping[str, Mapping[str, object]]] = {
    "statements by their form": {"reading.find_by_form": _empty},
    "turns of transcripts": {"reading.find_turns": _empty},
    "whole names, verbs and offices": {
        **{
            f"reading.{step}": _as_it_is
            for step in (
                "with_verb",
                "with_whole_name",
                "with_own_verb",
                "with_rest_of_name",
                "without_false_source",
                "with_whole_office",
            )
        },
        "reading.with_subject_ahead": _as_it_is,
    },
    "pronouns": {"reading.speakers.SpeakerResolver._pronoun": _nothing},
    "speakers of the sentence before": {"reading.statements._inherited": _neither},
    "offices under a mandate": {"reading.speakers.SpeakerResolver._mandated": _nothing},
    "bodies that people speak for": {"reading.actors.note_affiliations": _nothing},
    "whom they are told": {
        "reading.statements.whom_between": _nothing,
        "reading.statements.whom_to_act": _nothing,
        "reading.statements.whom_inside": _nothing,
    },
    "acts by plain words": {"reading.act_model.plain_act": _nothing},
    "acts by the network": {"reading.act_model._scores": _no_scores},
    "days that are told": {"reading.statement_dates._Dating.day_told": _nothing},
    "days of occasions": {"reading.statement_dates._at_occasion": _nothing},
    "occasions that are spoken at": {"reading.find_occasions_spoken_at": _empty},
    "explicit answers": {"reading.answers.Finder.explicit": _nothing},
    "inferred answers": {"reading.answers.Finder.inferred": _nothing},
    "answers across documents": {"record.exchanges._Finder.link": _nothing},
    "points of letters": {"record.ties.answers_by_number": _empty},
    "retellings across documents": {"record.ties.find_reprints": _empty},
}


def main() -> int:
    """Parse the arguments, score with all parts and without each, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=existing, help="a dossier, or a folder of dossiers")
    parser.add_argument("--score", type=existing, required=True, help="the scorer to run")
    arguments = parser.parse_args()
    golds = sorted(arguments.folder.glob("**/gold.json"))
    if not golds:
        print(f"{arguments.folder}: no gold.json in it or below it", file=sys.stderr)
        return 2
    whole = scores_without({}, golds, arguments.score)
    print(_row("", LINES.values()))
    print(_row("with all parts", [f"{whole[line]:.3f}" for line in LINES]))
    shown = Console(stderr=True)
    for part, stand_ins in track(PARTS.items(), "taken out", console=shown, transient=True):
        left = scores_without(stand_ins, golds, arguments.score)
        print(_row(f"without {part}", [_change(left[n] - whole[n]) for n in LINES]), flush=True)
    return 0


def scores_without(
    stand_ins: Mapping[str, object], golds: Sequence[Path], scorer: Path
) -> dict[str, float]:
    """Read the dossiers with something else in the place of a part, and give the scores."""
    with tempfile.TemporaryDirectory() as scratch, ExitStack() as replaced:
        for name, stand_in in stand_ins.items():
            replaced.enter_context(patch(f"verbale.{name}", stand_in))
        command = [sys.executable, str(scorer), "--json", *exported(golds, Path(scratch))]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found: dict[str, dict[str, float]] = json.loads(told)
    return {line: scores.get("F1", scores.get("accuracy", 0.0)) for line, scores in found.items()}


def _change(change: float) -> str:
    return f"{change * 100:+.1f}" if abs(change) >= _LEAST / 100 else "."


def _row(name: str, values: Iterable[str]) -> str:
    return f"{name:40}" + "".join(f"{value:>10}" for value in values)


if __name__ == "__main__":
    sys.exit(main())
