"""Fill a record of made-up documents, and time what people do with it at several sizes.

usage: python -m benchmarks.record --statements 1000000 [--at 10 10000 100000] [--on PLACE]

PLACE is a file (by default one that is removed again) or a PostgreSQL URL. At every size one more
document is added, and tied; at the last, searches, exchanges, figures and `as of` are asked again
and again. Printed are medians and 95th percentiles in milliseconds, the size on disk for each
statement, and the largest memory of the process.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.lifelike import PER_DOCUMENT, documents
from verbale.record import Record
from verbale.record.searching import Page
from verbale.record.wanted import Wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from verbale.model import Reading

_ADDED = 15  # documents that are added one by one at each size
_ASKED = 40  # times that every question is asked


def main() -> int:
    """Parse the arguments, fill a record, print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--statements", type=int, default=100_000, help="how many at last")
    parser.add_argument("--at", type=int, nargs="*", default=[10, 10_000, 100_000])
    parser.add_argument("--on", help="a file or a PostgreSQL URL; must not hold a record")
    arguments = parser.parse_args()
    sizes = sorted(
        {*(at for at in arguments.at if at < arguments.statements), arguments.statements}
    )
    with tempfile.TemporaryDirectory() as scratch:
        place = arguments.on or str(Path(scratch, "record.db"))
        with Record(place) as record:
            run(record, sizes)
        if not arguments.on:
            size = Path(place).stat().st_size
            print(f"on disk: {size / arguments.statements:,.0f} bytes for each statement")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"largest memory: {peak:,.0f} MB")
    return 0


def run(record: Record, sizes: list[int]) -> None:
    """Fill a record to each size and time it."""
    made = documents()
    held = 0
    print(f"{'statements':>12} {'add one':>20} {'tie one':>20}   (milliseconds: median, 95 of 100)")
    began = time.perf_counter()
    for size in sizes:
        while held + PER_DOCUMENT < size:
            record.add(next(made))
            held += PER_DOCUMENT
        added = time.perf_counter() - began
        record.tie(_progress)
        tied = time.perf_counter() - began
        print(
            f"  {held:,} statements: added after {added:,.0f} s, tied after {tied:,.0f} s",
            flush=True,
        )
        adding, tying = one_by_one(record, made)
        held += _ADDED * PER_DOCUMENT
        print(f"{size:>12,} {adding:>20} {tying:>20}", flush=True)
    print(f"filled in {time.perf_counter() - began:,.0f} s")
    for name, ask in questions(record):
        print(f"{name:>40} {timed(ask)}", flush=True)


def one_by_one(record: Record, made: Iterator[Reading]) -> tuple[str, str]:
    """Time adding and tying one document after the other."""
    adding, tying = [], []
    for _ in range(_ADDED):
        reading = next(made)
        start = time.perf_counter()
        record.add(reading)
        middle = time.perf_counter()
        record.tie()
        adding.append(middle - start)
        tying.append(time.perf_counter() - middle)
    return in_short(adding), in_short(tying)


def questions(record: Record) -> Iterator[tuple[str, Callable[[int], object]]]:
    """Give what people ask, each a little different every time."""
    things = ("detainees", "teachers", "ballots", "villages", "clinics", "permits")

    def thing(number: int) -> str:
        return things[number % len(things)]

    def day(number: int) -> str:
        return f"{2004 + number % 15}-{number % 12 + 1:02}"

    speaker = record.search(page=Page(size=1)).statements[0].speaker or ""
    yield "search: a word", lambda n: record.search(thing(n))
    yield "search: words", lambda n: record.search(f"{thing(n)} AND (bail OR decree) NOT water")
    yield "search: a phrase", lambda n: record.search(f'"held without trial" {thing(n)}')
    yield (
        "search: a word, a side, an act",
        lambda n: record.search(thing(n), wanted=Wanted(side="state", act="rebuttal")),
    )
    yield "search: a speaker", lambda _: record.search(wanted=Wanted(speaker=speaker))
    yield "search: a time", lambda n: record.search(wanted=Wanted(since=day(n), until=day(n)))
    yield "search: meaning", lambda n: record.search(like=f"{thing(n)} in jail for no reason")
    yield "counts of a word", lambda n: record.count(thing(n))
    yield "exchanges", lambda n: record.exchanges(Wanted(since=day(n)), size=50)
    yield (
        "exchanges unanswered",
        lambda n: record.exchanges(Wanted(state="unanswered", since=day(n)), size=50),
    )
    yield "figures", lambda n: record.series(thing(n), size=20)
    yield "status as of a day", lambda n: record.standing(day(n), size=20)


def timed(ask: Callable[[int], object]) -> str:
    """Ask again and again; give the median and the 95th percentile."""
    took = []
    for number in range(_ASKED):
        start = time.perf_counter()
        ask(number)
        took.append(time.perf_counter() - start)
    return in_short(took)


def in_short(took: list[float]) -> str:
    """Give the median and the 95th percentile in milliseconds."""
    ordered = sorted(1000 * each for each in took)
    last = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return f"{statistics.median(ordered):.1f}, {last:.1f}"


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\rtied {done:,} of {total:,} documents", end="", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
