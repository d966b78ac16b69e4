"""Weigh what ties statements of different documents, on annotated dialogues.

Written are the weights of what speaks for telling an earlier statement again; what is printed for
the dialogues to choose on is a check.

usage: python -m training.ties training/dialogues
"""

from __future__ import annotations

import argparse
import json
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.dossiers import fill
from training.choosing import Case, case_of, weigh
from training.matching import matched
from verbale.record import Record
from verbale.record.identity import identify
from verbale.record.prepared import Prepared, prepare
from verbale.record.reprints import LIKELY, may_be_told
from verbale.record.sayings import Weights, of_speaker
from verbale.record.surroundings import Surroundings
from verbale.record.told_again import signs_of_first_telling, signs_of_retelling

if TYPE_CHECKING:
    from collections.abc import Iterator

_OUT: Final = Path("verbale/record/told_again.json")


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A dialogue as it was read, and the annotated utterance that a statement is, if it is one."""

    documents: list[Prepared]
    utterance: dict[str, str]


def read_dialogue(gold: Path) -> Dialogue:
    """Read a dialogue, and find what was read in its annotation."""
    with tempfile.TemporaryDirectory() as scratch, Record(Path(scratch, "record.db")) as record:
        fill(record, gold)
        contents = record.contents()
    who = identify(contents.actors).by_actor()
    documents = prepare(contents, who, Surroundings(contents), {})
    names = {document.id: document.name for document in contents.documents}
    told = json.loads(gold.read_text(encoding="utf-8"))
    file = {document["id"]: document["file"] for document in told["documents"]}
    utterance = {}
    for document in documents:
        annotated = [s for s in told["statements"] if file[s["document"]] == names[document.row.id]]
        read = {saying.row.id: saying.row.content for saying in document.sayings}
        for key, one in matched(read, annotated):
            utterance[key] = one.get("same_as") or one["id"]
    return Dialogue(documents, utterance)


def retellings(dialogue: Dialogue) -> Iterator[Case]:
    """Give the choices of what statements tell again."""
    utterance = dialogue.utterance
    for number, document in enumerate(dialogue.documents):
        earlier = dialogue.documents[:number]
        weights = Weights(each.words for d in (*earlier, document) for each in d.sayings)
        indexes = [each.index for each in earlier]
        for saying in document.sayings:
            others = may_be_told(saying, indexes, weights)
            if not others or saying.row.id not in utterance:
                continue
            total = weights.total(saying.words)
            own = utterance[saying.row.id]
            yield case_of(
                signs_of_first_telling(saying, new_speaker=not of_speaker(saying, indexes)),
                [signs_of_retelling(saying, other, weights, total) for other in others],
                [n for n, other in enumerate(others) if utterance.get(other.row.id) == own],
            )


def main() -> None:
    """Parse the arguments, weigh, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dialogues", type=Path, help="folder with split.toml")
    arguments = parser.parse_args()
    split = tomllib.loads((arguments.dialogues / "split.toml").read_text(encoding="utf-8"))
    parts = {
        part: [read_dialogue(arguments.dialogues / name / "gold.json") for name in names]
        for part, names in split.items()
    }
    cases = {part: [c for each in read for c in retellings(each)] for part, read in parts.items()}
    weigh(cases, _OUT, LIKELY)


if __name__ == "__main__":
    main()
