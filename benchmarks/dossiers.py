"""Read dossiers of gold documents, export the record, and have a scorer compare the two.

usage: python -m benchmarks.dossiers FOLDER --score SCORER [--keep FOLDER]

FOLDER holds dossiers (or is one): a `gold.json` beside the text files that it lists. Of each
`gold.json` only the documents' metadata is read: file, title, publisher, published, kind. Every
dossier goes into a fresh record, document by document, is exported in the gold format, and all
pairs of gold and export are given to the scorer, whose table is printed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.places import existing
from verbale.exports.dossier import dossier
from verbale.reading import read
from verbale.record import Record
from verbale.sources.files import document_from_bytes, read_bytes
from verbale.sources.metadata import Metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verbale.model import Document


def main() -> int:
    """Parse the arguments, read all dossiers and run the scorer."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=existing, help="a dossier, or a folder of dossiers")
    parser.add_argument("--score", type=existing, required=True, help="the scorer to run")
    parser.add_argument("--keep", type=Path, help="where to keep the exported dossiers")
    parser.add_argument("--misses", action="store_true", help="pass --misses on to the scorer")
    arguments = parser.parse_args()
    golds = sorted(arguments.folder.glob("**/gold.json"))
    if not golds:
        print(f"{arguments.folder}: no gold.json in it or below it", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        pairs = exported(golds, Path(scratch), arguments.keep)
        command = [sys.executable, str(arguments.score), *(["--misses"] * arguments.misses), *pairs]
        return subprocess.run(command, check=False).returncode


def exported(golds: Iterable[Path], scratch: Path, keep: Path | None = None) -> list[str]:
    """Export each dossier, and give each before its export, as a scorer wants them."""
    pairs: list[str] = []
    for number, gold in enumerate(golds):
        out = (keep or scratch) / f"{number}-{gold.parent.name}.json"
        out.parent.mkdir(parents=True, exist_ok=True)
        export(gold, scratch / f"{number}.db", out)
        pairs += [str(gold), str(out)]
    return pairs


def export(gold: Path, record_path: Path, out: Path) -> None:
    """Read the documents of one dossier into a fresh record and write its export."""
    with Record(record_path) as record:
        fill(record, gold)
        exported = dossier(record.contents(), record.ties(), gold.parent.name)
    out.write_text(json.dumps(exported, ensure_ascii=False), encoding="utf-8")


def fill(record: Record, gold: Path) -> None:
    """Read the documents of one dossier into a record, in their order."""
    for _, document in documents(gold):
        record.add(read(document))


def documents(gold: Path) -> Iterator[tuple[str, Document]]:
    """Give the documents of one dossier by their keys, in their order."""
    today = datetime.now(UTC).date()
    for entry in json.loads(gold.read_text(encoding="utf-8"))["documents"]:
        told = {key: entry[key] for key in ("title", "publisher", "published", "kind")}
        data = read_bytes(gold.parent / entry["file"])
        yield entry["id"], document_from_bytes(data, entry["file"], Metadata(**told), today=today)


if __name__ == "__main__":
    sys.exit(main())
