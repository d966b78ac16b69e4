"""Damaged files by the thousand, and what must hold for each: `make fuzz`.

usage: python -m tests.sources.fuzzing [--minutes 5] [--seed 0] [--into build/fuzz]

This process never fails, every span fits its text, an answer comes in time, and nothing leaks: no
open file, no memory, no temporary file. What breaks this is saved under --into, to become a
fixture, and the run ends with 1. A parser that reaches a limit is ended, as it should be; that one
crashes by itself is a finding too, although it costs only its own file.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import random
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.sources import corpus
from tests.sources.corpus import LETTERS, PdfForm
from tests.sources.shared import several
from verbale.sources.sandbox import Limits, Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verbale.model import Document, Moment, Place

__all__ = ["SAMPLES", "check", "damaged", "main", "sandboxed"]

WARC: Final = corpus.warc({f"https://example.org/{name}": corpus.page(name) for name in LETTERS})
SAMPLES: Final[list[tuple[str, bytes]]] = [
    ("a.pdf", corpus.pdf("clubs", PdfForm(columns=2, hyphenated=True, notes=("See it.",)))),
    ("a.docx", corpus.word("press")),
    ("a.odt", corpus.odt("water")),
    ("a.html", corpus.page("school")),
    ("a.md", corpus.markdown("bridge")),
    ("a.eml", corpus.mail("clubs", {"a.pdf": corpus.pdf("press"), "b.md": b"# No."})),
    ("a.mbox", b"From a@b.c Tue Mar  5 10:00:00 2024\n" + corpus.mail("clubs")),
    ("a.vtt", corpus.captions("clubs")),
    ("a.srt", corpus.captions("clubs", vtt=False)),
    ("a.xml", corpus.feed(["clubs", "press"])),
    ("b.xml", corpus.atom(["clubs", "press"])),
    ("a.warc", WARC),
    ("a.warc.gz", gzip.compress(WARC)),
    ("a.zip", corpus.zipped({"a.md": corpus.markdown("clubs"), "b.pdf": corpus.pdf("press")})),
    ("a.csv", b"title,text,date\nOne,He said no.,2024-03-05\nTwo,She said yes.,2024\n"),
    ("a.json", b'[{"text": "He said no.", "date": "2024"}, {"text": "She said yes."}]'),
]
_TELLING: Final = (b"<", b">", b"&", b"\0", b"\xff", b"%PDF-", b"PK\x03\x04", b"-->", b"\n\n", b'"')
_CRASHED: Final = ("makes its parser crash", "made its parser answer nonsense")
_LIMITED: Final = (" s of computing", " MB of memory", "takes longer than")
_WARM_AFTER: Final = 1_000  # inputs of a worker; until then, libraries are loaded
_TOLD: Final = 20  # findings that are printed; all are saved
_WARM_UP: Final = 1.0  # seconds before anything is counted
_OWN: Final = 50_000_000  # bytes that this process may grow by
_OF_A_WORKER: Final = 300_000_000  # bytes; one is started anew before it can grow by more


def damaged(sample: bytes, chance: random.Random) -> bytes:
    """Give a sample with pieces changed, lost, doubled, put in, and cut off."""
    data = bytearray(sample)
    for _ in range(chance.choice((1, 2, 8, 40))):
        at = chance.randrange(len(data) + 1)
        length = chance.choice((1, 1, 4, 60))
        match chance.randrange(5):
            case 0:
                data[at : at + length] = chance.randbytes(length)
            case 1:
                del data[at : at + length]
            case 2:
                data[at:at] = chance.choice(_TELLING) * length
            case 3:
                piece = chance.randrange(len(data) + 1)
                data[at:at] = data[piece : piece + length]
            case _:
                data[at : at + 4] = chance.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF)).to_bytes(
                    4, "little"
                )
        if not data:
            break
    return bytes(data if chance.randrange(4) else data[: chance.randrange(len(data) + 1)])


def check(document: Document) -> None:
    """Tell by an `AssertionError` when spans do not fit the text, or it is no text."""
    length = len(document.text)
    every: tuple[Sequence[Place | Moment], ...] = (document.places, document.moments)
    for spans in every:
        assert all(0 <= each.start < each.end <= length for each in spans)
        assert all(one.start <= other.start for one, other in pairwise(spans))
    document.text.encode("utf-8")


def sandboxed() -> Sandbox:
    """Give a worker with limits that damaged files of this size never need."""
    return Sandbox(Limits(memory=1_000_000_000, computing=5, waiting=20))


@dataclass
class Tally:
    """What came of the inputs of one worker."""

    inputs: int = 0
    documents: int = 0
    refused: int = 0
    limited: int = 0
    findings: list[str] = field(default_factory=list)
    grown: int = 0  # bytes of the worker, since it was warm


def _run(seed: int, ends: float, into: Path) -> Tally:
    tally = Tally()
    chance = random.Random(seed)  # noqa: S311 - the same damage each time
    warm: dict[int | None, int] = {}
    with sandboxed() as sandbox:
        while time.monotonic() < ends:
            name, sample = chance.choice(SAMPLES)
            data = damaged(sample, chance)
            tally.inputs += 1
            if finding := _tried(data, name, sandbox, tally):
                tally.findings.append(f"{_saved(data, name, into)}: {finding}")
            if tally.inputs % _WARM_AFTER == 0 and sandbox.process_id is not None:
                now = _resident(sandbox.process_id)
                since = warm.setdefault(sandbox.process_id, now)
                tally.grown = max(tally.grown, now - since)
    return tally


def _tried(data: bytes, name: str, sandbox: Sandbox, tally: Tally) -> str | None:
    """Read one input; give what is wrong, if anything is."""
    try:
        documents, reasons = several(data, name, sandbox)
        assert documents or reasons
        for document in documents:
            check(document)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
        return " ".join(f"{type(error).__name__}: {error}".split())[:200]
    tally.documents += len(documents)
    tally.refused += len(reasons)
    tally.limited += sum(any(each in reason for each in _LIMITED) for reason in reasons)
    return next((each for each in reasons if any(said in each for said in _CRASHED)), None)


def _saved(data: bytes, name: str, into: Path) -> Path:
    path = into / f"{hashlib.sha256(data).hexdigest()[:16]}-{name}"
    path.write_bytes(data)
    return path


def _resident(process: int | str) -> int:
    """Give the memory that a process uses, in bytes."""
    pages = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def main() -> None:
    """Damage files for some minutes, print what came of it, and end with 1 if anything broke."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=0, help="another one, other damage")
    parser.add_argument("--into", type=Path, default=Path("build/fuzz"), help="for the findings")
    told = parser.parse_args()
    told.into.mkdir(parents=True, exist_ok=True)
    sys.exit(1 if _fuzz(told.minutes * 60, told.seed, told.into) else 0)


def _fuzz(seconds: float, seed: int, into: Path) -> list[str]:
    """Run a worker on each core; print the counts, and give what is wrong."""
    cores = os.cpu_count() or 1
    with _own_scratch() as scratch, ThreadPoolExecutor(cores) as pool:

        def run(seconds: float, seed: int) -> list[Tally]:
            ends = time.monotonic() + seconds
            return list(pool.map(lambda at: _run(seed * cores + at, ends, into), range(cores)))

        run(_WARM_UP, seed=-1)
        files, memory = _open_files(), _resident("self")
        tallies = run(seconds, seed)
        grown, files = _resident("self") - memory, _open_files() - files
        left = len(list(scratch.iterdir()))
    wrong = [finding for tally in tallies for finding in tally.findings]
    wrong += [f"leak: {files} open files"] if files else []
    wrong += [f"leak: {left} temporary files"] if left else []
    worker = max(tally.grown for tally in tallies)
    for what, size, limit in (("this process", grown, _OWN), ("a worker", worker, _OF_A_WORKER)):
        wrong += [f"leak: {what} grew by {size / 1e6:.0f} MB"] if size > limit else []
    inputs = sum(tally.inputs for tally in tallies)
    print(
        f"{inputs:,} inputs, {inputs / seconds * 3600:,.0f} an hour on {cores} cores: "
        f"{sum(tally.documents for tally in tallies):,} documents, "
        f"{sum(tally.refused for tally in tallies):,} refused with a reason, "
        f"{sum(tally.limited for tally in tallies):,} of them at a limit.\n"
        f"Memory: {grown / 1e6:+.1f} MB here, {worker / 1e6:+.1f} MB in a worker."
    )
    print("\n".join(wrong[:_TOLD]) or "No crash, no leak, no span that does not fit.")
    if len(wrong) > _TOLD:
        print(f"and {len(wrong) - _TOLD} more.")
    return wrong


@contextmanager
def _own_scratch() -> Iterator[Path]:
    """Have temporary files made in a folder where nobody else makes any."""
    before, tempfile.tempdir = tempfile.tempdir, None
    with tempfile.TemporaryDirectory() as scratch:
        told = os.environ.get("TMPDIR")
        tempfile.tempdir = os.environ["TMPDIR"] = scratch
        try:
            yield Path(scratch)
        finally:
            tempfile.tempdir = before
            os.environ.pop("TMPDIR")
            os.environ |= {"TMPDIR": told} if told is not None else {}


if __name__ == "__main__":
    main()
