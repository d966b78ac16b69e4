"""How well the article of a web page is told from what stands around it, beside bare trafilatura.

usage: python -m benchmarks.articles PATH

PATH is the folder `tests` of a checkout of trafilatura (repository adbar/trafilatura), whose
`evaldata.json` names pieces of text that the article of each page has, and pieces that stand around
it. A piece with is found, one without is not, as its own evaluation counts: precision, recall and
their harmonic mean over all pieces, whatever their white space. A page that fails has no pieces.
`ours` is the text that `verbale.sources` takes from a page, `trafilatura` what that library gives
with the settings of its own evaluation. Nothing of the data is kept.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import trafilatura

from benchmarks.places import existing
from verbale.errors import UnreadableDocument
from verbale.sources.web_page import decoded, extract

if TYPE_CHECKING:
    from collections.abc import Callable

_FOLDERS: Final = ("cache", "eval")  # in the order in which its own evaluation looks
_TODAY: Final = date(2024, 6, 1)


@dataclass(slots=True)
class Score:
    """How many pieces of articles, and from around them, were found, and how many missed."""

    found: int = 0
    missed: int = 0
    wrong: int = 0

    def count(self, page: dict[str, Any], text: str) -> None:
        """Count the pieces of a page of which `text` is taken for the article."""
        flat = _flat(text)
        kept = sum(_flat(piece) in flat for piece in page["with"])
        self.found += kept
        self.missed += len(page["with"]) - kept
        self.wrong += sum(_flat(piece) in flat for piece in page["without"])

    def line(self) -> str:
        """Give precision, recall and F1 in columns."""
        precision = self.found / max(1, self.found + self.wrong)
        recall = self.found / max(1, self.found + self.missed)
        both = 2 * precision * recall / max(1e-9, precision + recall)
        return f"{precision:10.3f}{recall:10.3f}{both:10.3f}"


def main() -> None:
    """Measure both and print a line for each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument(
        "path", type=existing, metavar="PATH", help="the folder tests of trafilatura"
    )
    folder = parser.parse_args().path
    pages = json.loads((folder / "evaldata.json").read_text(encoding="utf-8")).values()
    scores = {name: Score() for name in _EXTRACTORS}
    for page in pages:
        places = [folder / each / page["file"] for each in _FOLDERS]
        data = next(place for place in places if place.is_file()).read_bytes()
        for name, article in _EXTRACTORS.items():
            scores[name].count(page, article(data))
    print(f"{len(pages)} pages    precision    recall        F1")
    for name, score in scores.items():
        print(f"{name:12}{score.line()}")


def _ours(data: bytes) -> str:
    try:
        return extract(decoded(data, "page.html"), _TODAY).text
    except UnreadableDocument:
        return ""


def _bare(data: bytes) -> str:
    return trafilatura.extract(data, include_comments=False, include_tables=True) or ""


_EXTRACTORS: Final[dict[str, Callable[[bytes], str]]] = {"ours": _ours, "trafilatura": _bare}


def _flat(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    main()
