"""Weigh what speaks for one statement of a document answering another, on annotated dialogues.

Written are the weights for what no word says; what is printed for the dialogues to choose on is a
check.

usage: python -m training.answers training/dialogues
"""

from __future__ import annotations

import argparse
import json
import tomllib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from unittest.mock import patch

from benchmarks.dossiers import documents
from training.choosing import Case, case_of, weigh
from training.matching import matched
from verbale.reading import answers, read
from verbale.reading.answers import LIKELY, Answer, Finder

if TYPE_CHECKING:
    from verbale.reading.answer_signs import Compared

_OUT: Final = Path("verbale/reading/answer_signs.json")


class _Taught(Finder):
    """Links what is annotated, where no word tells an answer, and keeps what spoke for it."""

    def __init__(
        self,
        annotated: list[dict[str, Any]],
        pairs: set[tuple[str, str]],
        cases: list[Case],
        given: Compared,
        *,
        transcript: bool,
    ) -> None:
        super().__init__(given, transcript=transcript)
        read = {place: said.content for place, said in enumerate(given.said)}
        self._names = {place: one["id"] for place, one in matched(read, annotated)}
        self._pairs, self._cases = pairs, cases

    def inferred(self, index: int) -> Answer | None:
        """Give what is annotated."""
        choices = self.choices(index)
        if choices is None:
            return None
        names = [(self._names.get(index), self._names.get(other)) for other in choices.others]
        right = [place for place, pair in enumerate(names) if pair in self._pairs]
        self._cases.append(case_of(choices.none, choices.each, right))
        return Answer(index, choices.others[right[0]], "inferred", "") if right else None


def cases_of(gold: Path) -> list[Case]:
    """Read the documents of a dialogue, and give the choices in all."""
    told = json.loads(gold.read_text(encoding="utf-8"))
    pairs = {(link["from"], link["to"]) for link in told["links"]}
    cases: list[Case] = []
    for key, document in documents(gold):
        annotated = [one for one in told["statements"] if one["document"] == key]
        with patch.object(answers, "Finder", partial(_Taught, annotated, pairs, cases)):
            read(document)
    return cases


def main() -> None:
    """Parse the arguments, weigh, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dialogues", type=Path, help="folder with split.toml")
    arguments = parser.parse_args()
    split = tomllib.loads((arguments.dialogues / "split.toml").read_text(encoding="utf-8"))
    cases = {
        part: [
            case for name in names for case in cases_of(arguments.dialogues / name / "gold.json")
        ]
        for part, names in split.items()
    }
    weigh(cases, _OUT, LIKELY)


if __name__ == "__main__":
    main()
