"""Files per second by format: the bare library, our parser here, and our parser in its worker.

usage: python -m benchmarks.sources [--seconds 2] [FORMAT ...]

The files are of the size that people have: letters of two pages, reports of ten, pages with what
stands around an article. `library` is the library alone, asked for what we take from it: of a PDF
the text, and of each word the boxes, angle and base line of its letters; of a web page the article
with its metadata. `parser` is what `verbale.sources` makes of a file in this process; `worker` the
same through the worker, one file at a time; `batch` the same as `verbale add` does it, small files
together; `two` is `batch` with two workers at a time. Costs are in processor time of both
processes, so that what else the machine does counts little, each measured in turn with what it is
held against, and the median of many rounds: `alone` and `cost` are what the worker adds to the
parser for files one at a time and together; `over` is what all of ours, together, adds to the
library.
"""

from __future__ import annotations

import argparse
import ctypes
import io
import os
import re
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from email import policy
from email.parser import BytesParser
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

import docx
import feedparser
import pypdfium2 as pdfium
from fastwarc import ArchiveIterator
from lxml import etree
from markdown_it import MarkdownIt
from pypdfium2 import raw
from trafilatura import bare_extraction

from tests.sources import corpus
from tests.sources.corpus import LETTERS, PdfForm
from verbale.sources.extract import Source
from verbale.sources.files import Given, fits
from verbale.sources.metadata import Metadata
from verbale.sources.parsing import members, read_member
from verbale.sources.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TODAY: Final = date(2024, 6, 1)
ROUNDS: Final = 25
PARAGRAPHS: Final = [words for letter in LETTERS.values() for words in letter]
AROUND: Final = "".join(
    f'<div class="n{n}"><a href="/{n}">Section {n}</a></div>' for n in range(300)
)


def _pages(times: int) -> bytes:
    body = "".join(f"<p>{words}</p>" for words in PARAGRAPHS * times)
    return (
        "<!doctype html><html><head><title>Report</title></head><body>"
        f"<nav>{AROUND}</nav><article><h1>Report</h1>{body}</article><aside>{AROUND}</aside></body>"
    ).encode()


def _word() -> bytes:
    document = docx.Document()
    for words in PARAGRAPHS * 8:
        document.add_paragraph(words)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _odt() -> bytes:
    return corpus.odt("clubs", "".join(f"<text:p>{words}</text:p>" for words in PARAGRAPHS * 8))


FILES: Final[dict[str, Callable[[], bytes]]] = {
    "letter.pdf": lambda: corpus.pdf("clubs", PdfForm(head="A/HRC/49/80", height=420)),
    "report.pdf": lambda: corpus.report(1, (True, 0, 6, 14))[0],
    "columns.pdf": lambda: corpus.report(2, (True, 0, 6, 11))[0],
    "report.docx": _word,
    "report.odt": _odt,
    "page.html": lambda: _pages(1),
    "report.md": lambda: "\n\n".join(PARAGRAPHS * 8).encode(),
    "mail.eml": lambda: corpus.mail("clubs", {"report.txt": "\n\n".join(PARAGRAPHS).encode()}),
    "feed.xml": lambda: corpus.feed([*LETTERS] * 5),
    "pages.warc": lambda: corpus.warc({f"https://e.org/{n}": _pages(1) for n in range(5)}),
}


def _pdf(data: bytes) -> None:
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    with pdfium.PdfDocument(data) as document:
        for page in document:
            text_page = page.get_textpage()
            for word in re.finditer(r"\S+", text_page.get_text_range()):
                for at in (word.start(), word.end() - 1):
                    raw.FPDFText_GetLooseCharBox(text_page.raw, at, box)
                    raw.FPDFText_GetCharOrigin(text_page.raw, at, x, y)
                raw.FPDFText_GetCharAngle(text_page.raw, word.start())


def _odt_library(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        "".join(etree.fromstring(archive.read("content.xml")).itertext())


def _warc(data: bytes) -> None:
    for record in ArchiveIterator(io.BytesIO(data)):
        bare_extraction(record.reader.read().decode(), with_metadata=True)


LIBRARIES: Final[dict[str, Callable[[bytes], object]]] = {
    ".pdf": _pdf,
    ".docx": lambda data: [each.text for each in docx.Document(io.BytesIO(data)).paragraphs],
    ".odt": _odt_library,
    ".html": lambda data: bare_extraction(data.decode(), with_metadata=True),
    ".md": lambda data: MarkdownIt("commonmark").enable("table").parse(data.decode()),
    ".eml": lambda data: [
        part.get_content()
        for part in BytesParser(policy=policy.default).parsebytes(data).iter_parts()
    ],
    ".xml": lambda data: feedparser.parse(io.BytesIO(data)),
    ".warc": _warc,
}


def main() -> None:
    """Measure each format and print a line for it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="FORMAT", help=", ".join(FILES))
    parser.add_argument("--seconds", type=float, default=2.0, help="for each measurement")
    arguments = parser.parse_args()
    print(
        "file             kB   library    parser    worker     batch       two"
        "   alone    cost    over   (files per second)"
    )
    for name in arguments.names or FILES:
        _measure(name, FILES[name](), arguments.seconds)


def _measure(name: str, data: bytes, seconds: float) -> None:
    library = LIBRARIES[f".{name.rsplit('.', 1)[1]}"]
    together = _together(data, name)
    with Sandbox() as one, Sandbox() as other:
        for sandbox in (one, other):
            list(sandbox.extracts(data, name, TODAY))
        ways: list[tuple[Callable[[], object], Sandbox | None, int]] = [
            (lambda: library(data), None, 1),
            (lambda: _parse(data, name), None, 1),
            (lambda: list(one.extracts(data, name, TODAY)), one, 1),
            (lambda: list(one.extracts_of(together, TODAY)), one, len(together)),
        ]
        measured: list[list[tuple[float, float]]] = [[] for _ in ways]
        with _on_one_core(one):
            for _ in range(ROUNDS):  # side by side, for what else the machine does comes and goes
                for (work, worker, files), results in zip(ways, measured, strict=True):
                    results.append(_rate_and_cost(work, seconds / ROUNDS, worker, files))
        both = _rate_of_two((one, other), together, seconds)
    rates = "".join(f"{max(rate for rate, _ in each):10.1f}" for each in measured)
    bare, here, alone, batch = ([cost for _, cost in each] for each in measured)
    costs = "".join(
        f"{_beyond(*two):+8.0%}" for two in ((alone, here), (batch, here), (batch, bare))
    )
    print(f"{name:14}{len(data) / 1000:5.0f}{rates}{both:10.1f}{costs}", flush=True)


@contextmanager
def _on_one_core(sandbox: Sandbox) -> Iterator[None]:
    """Keep this process and a worker on one core: another one may be slower at the moment."""
    usual = os.sched_getaffinity(0)
    processes = [0, *([sandbox.process_id] if sandbox.process_id is not None else [])]
    for process in processes:
        os.sched_setaffinity(process, {min(usual)})
    try:
        yield
    finally:
        for process in processes:
            os.sched_setaffinity(process, usual)


def _beyond(more: list[float], less: list[float]) -> float:
    """Give by which share one cost is above another, measured in the same round."""
    return median(one / other for one, other in zip(more, less, strict=True)) - 1


def _together(data: bytes, name: str) -> list[tuple[bytes, str]]:
    """Give as many of a file as go to a worker together."""
    given = Given(data, name, Metadata())
    files = [given]
    while fits(given, files):
        files.append(given)
    return [(data, name)] * len(files)


def _parse(data: bytes, name: str) -> None:
    source = Source.of(data, name, TODAY)
    for member in members(source):
        for _ in read_member(member, source):
            pass


def _rate_and_cost(
    work: Callable[[], object], seconds: float, sandbox: Sandbox | None = None, files: int = 1
) -> tuple[float, float]:
    """Give files per second, and processor seconds per file, the worker's included."""
    work()
    count = 0
    computed = _computed(sandbox)
    started = time.perf_counter()
    while time.perf_counter() - started < seconds:
        work()
        count += files
    rate = count / (time.perf_counter() - started)
    return rate, (_computed(sandbox) - computed) / count


def _computed(sandbox: Sandbox | None) -> float:
    """Give the processor seconds that this process and a worker have used, to some 4 ms."""
    ids = ["self", *([str(sandbox.process_id)] if sandbox is not None else [])]
    tasks = [each for process in ids for each in Path(f"/proc/{process}/task").iterdir()]
    told = [(each / "schedstat").read_text(encoding="ascii") for each in tasks]
    return sum(int(each.split()[0]) for each in told) / 1e9


def _rate_of_two(
    sandboxes: tuple[Sandbox, Sandbox], together: list[tuple[bytes, str]], seconds: float
) -> float:
    def run(sandbox: Sandbox) -> float:
        work = lambda: list(sandbox.extracts_of(together, TODAY))  # noqa: E731
        return _rate_and_cost(work, seconds, files=len(together))[0]

    with ThreadPoolExecutor(2) as pool:
        return sum(pool.map(run, sandboxes))


if __name__ == "__main__":
    main()
