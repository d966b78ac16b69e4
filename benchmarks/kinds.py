"""How well the kind of a document is told: news, press release, reply of a state, report, ….

usage: python -m benchmarks.kinds FOLDER [--names PART] [--news FILE]

FOLDER holds documents whose kind is known, `<kind>/<name>.txt`, as `training/kinds` does, with
parts in `split.toml`; its README tells the form. Each part is measured twice: with the title told
beside the text, as a web page or a mail tells it, and in lines, as a letter saved as DOCX has it:
the title is the first of the paragraphs, and each line of a letterhead is one of its own. Rows are
the kinds that documents have, columns those found, which are news where it is unsure. `right` is
the share of documents whose kind is found, `sure` counts those of which it was sure enough, and
those among them that are of another kind; of PART, the wrong ones are named, so that signs are
sought with it and not with the others. FILE has a JSON object with the `text` of an article a
line, all news: how many are taken for something else, and which.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from benchmarks.places import existing
from verbale.model import DOCUMENT_KINDS, Document
from verbale.sources.files import document_from_bytes
from verbale.sources.kinds import SURE_ENOUGH
from verbale.sources.metadata import Metadata

if TYPE_CHECKING:
    from pathlib import Path

_TODAY: Final = date(2026, 1, 1)
_COLUMN: Final = 15


@dataclass(frozen=True, slots=True)
class Sample:
    """A document and the kind that it has."""

    name: str
    kind: str
    title: str | None
    text: str

    def in_lines(self) -> Sample:
        """Give it as a DOCX has it: no title beside the text, and every line a paragraph."""
        lines = [self.title or "", *self.text.splitlines()]
        return Sample(self.name, self.kind, None, "\n\n".join(filter(None, lines)))

    def document(self) -> Document:
        """Make a document of it, whose kind is to be found."""
        told = Metadata(title=self.title)
        return document_from_bytes(self.text.encode(), "a.txt", told, today=_TODAY)


def main() -> None:
    """Measure each part of the folder in both forms, and the news."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=existing, metavar="FOLDER", help="documents of known kinds")
    parser.add_argument(
        "--news", type=existing, metavar="FILE", help="articles, a JSON object a line"
    )
    parser.add_argument("--names", metavar="PART", help="name the documents of PART found wrong")
    arguments = parser.parse_args()
    parts = tomllib.loads((arguments.folder / "split.toml").read_text(encoding="utf-8"))
    for part, names in parts.items():
        samples = [_sample(arguments.folder, name) for name in names]
        named = part == arguments.names
        _measure(f"{part}, title told", samples, named=named)
        _measure(f"{part}, in lines", [each.in_lines() for each in samples], named=named)
    if arguments.news:
        _measure_news(arguments.news)


def _sample(folder: Path, name: str) -> Sample:
    written = (folder / f"{name}.txt").read_text(encoding="utf-8")
    title, _, text = written.partition("\n\n")
    return Sample(name, name.split("/", maxsplit=1)[0], title or None, text)


def _measure(head: str, samples: list[Sample], *, named: bool) -> None:
    found = [(sample, sample.document()) for sample in samples]
    table = Counter((sample.kind, document.kind) for sample, document in found)
    print(f"\n{head:{_COLUMN + 12}}" + "".join(f"{kind:>{_COLUMN}}" for kind in DOCUMENT_KINDS))
    for kind in DOCUMENT_KINDS:
        counts = (table[kind, other] or "" for other in DOCUMENT_KINDS)
        print(f"{kind:{_COLUMN + 12}}" + "".join(f"{count:>{_COLUMN}}" for count in counts))
    wrong = [(sample, document) for sample, document in found if sample.kind != document.kind]
    sure = [document for _, document in found if _is_sure(document)]
    wrongly = sum(_is_sure(document) for _, document in wrong)
    right = 1 - len(wrong) / len(samples)
    print(f"right {right:.3f} of {len(samples)}   sure {len(sure)}, {wrongly} of them wrong")
    for sample, document in wrong if named else ():
        print(f"  {sample.name}: {document.kind} ({document.kind_confidence})")


def _is_sure(document: Document) -> bool:
    return document.kind_confidence is not None and document.kind_confidence >= SURE_ENOUGH


def _measure_news(path: Path) -> None:
    articles = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    print()
    wrong = 0
    for article in articles:
        text = article["text"]
        document = Sample(article["id"], "news", article.get("title"), text).document()
        if document.kind != "news":
            wrong += 1
            print(f"  {article['id']}: {document.kind} ({document.kind_confidence})")
    print(f"{wrong} of {len(articles)} articles of {path.name} are not taken for news")


if __name__ == "__main__":
    main()
