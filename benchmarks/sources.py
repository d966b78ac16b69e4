"""Files per second by format: the bare library, our parser here, and our parser in its worker.

usage: python -m benchmarks.sources [--seconds 2] [FORMAT ...]

The files are of the size that people have: letters of two pages, reports of ten, pages with what
stands around an article. `library` is the library alone, asked for no more than its text; `parser`
is what `verbale.sources` makes of a file in this process; `worker` the same as it is used, through
the worker; `two` the same with two workers at a time. `cost` is what the worker adds to the
parser, in processor time of both processes, so that what else the machine does counts little.
"""

from __future__ import annotations

import argparse
import io
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import TYPE_CHECKING, Final

import docx
import feedparser
import pypdfium2 as pdfium
from fastwarc import ArchiveIterator
from lxml import etree
from markdown_it import MarkdownIt
from trafilatura import bare_extraction

from tests.sources import corpus
from tests.sources.corpus import LETTERS, PdfForm
from verbale.sources.extract import Source
from verbale.sources.parsing import members, read_member
from verbale.sources.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY: Final = date(2024, 6, 1)
ROUNDS: Final = 6
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
    with pdfium.PdfDocument(data) as document:
        for page in document:
            page.get_textpage().get_text_range()


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
        "file             kB   library    parser    worker       two    cost   (files per second)"
    )
    for name in arguments.names or FILES:
        _measure(name, FILES[name](), arguments.seconds)


def _measure(name: str, data: bytes, seconds: float) -> None:
    library = LIBRARIES[f".{name.rsplit('.', 1)[1]}"]
    with Sandbox() as one, Sandbox() as other:
        for sandbox in (one, other):
            list(sandbox.extracts(data, name, TODAY))
        bare = _rate(lambda: library(data), seconds)
        here, there = [], []
        for _ in range(ROUNDS):  # side by side, for what else the machine does comes and goes
            here.append(_rate_and_cost(lambda: _parse(data, name), seconds / ROUNDS))
            there.append(
                _rate_and_cost(lambda: list(one.extracts(data, name, TODAY)), seconds / ROUNDS, one)
            )
        both = _rate_of_two((one, other), data, name, seconds)
    rates = f"{bare:10.1f}{max(here)[0]:10.1f}{max(there)[0]:10.1f}{both:10.1f}"
    cost = f"{min(c for _, c in there) / min(c for _, c in here) - 1:+8.0%}"
    print(f"{name:14}{len(data) / 1000:5.0f}{rates}{cost}", flush=True)


def _parse(data: bytes, name: str) -> None:
    source = Source.of(data, name, TODAY)
    for member in members(source):
        for _ in read_member(member, source):
            pass


def _rate(work: Callable[[], object], seconds: float) -> float:
    return _rate_and_cost(work, seconds)[0]


def _rate_and_cost(
    work: Callable[[], object], seconds: float, sandbox: Sandbox | None = None
) -> tuple[float, float]:
    """Give files per second, and processor seconds per file, the worker's included."""
    work()
    count = 0
    computed = time.process_time() + _computed(sandbox)
    started = time.perf_counter()
    while time.perf_counter() - started < seconds:
        work()
        count += 1
    rate = count / (time.perf_counter() - started)
    return rate, (time.process_time() + _computed(sandbox) - computed) / count


def _computed(sandbox: Sandbox | None) -> float:
    """Give the processor seconds that a worker has used."""
    if sandbox is None or sandbox.process_id is None:
        return 0.0
    told = Path(f"/proc/{sandbox.process_id}/schedstat").read_text(encoding="ascii")
    return int(told.split()[0]) / 1e9  # the ticks in `stat` are as long as five small files


def _rate_of_two(
    sandboxes: tuple[Sandbox, Sandbox], data: bytes, name: str, seconds: float
) -> float:
    def run(sandbox: Sandbox) -> float:
        return _rate(lambda: list(sandbox.extracts(data, name, TODAY)), seconds)

    with ThreadPoolExecutor(2) as pool:
        return sum(pool.map(run, sandboxes))


if __name__ == "__main__":
    main()
