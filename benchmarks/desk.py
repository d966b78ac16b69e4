"""Time every page of the desk on a record, for one user and for several at once.

usage: python -m benchmarks.desk RECORD [--users 20] [--asked 30]

RECORD is a file or a PostgreSQL URL, filled by `benchmarks.record --on RECORD` say. The desk
runs in a process of its own, as `verbale desk` does. Every page is asked for with other facets, and
then with the same again; printed are medians and 95th percentiles in milliseconds, for one user,
for several who ask for pages of all kinds at the same time while nobody writes, and for the same
while somebody writes every five seconds, and the size of the page in kilobytes.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain, count
from threading import Event, Thread
from typing import TYPE_CHECKING

import httpx

from benchmarks.record import in_short
from verbale.record import Record
from verbale.record.saved import Question
from verbale.record.searching import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_THINGS = ("detainees", "teachers", "ballots", "villages", "clinics", "permits")
_BETWEEN_WRITES_S = 5.0
_SIDES = ("state", "monitor", "party", "media")


def main() -> int:
    """Parse the arguments, open the desk, print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("record", help="a file or a PostgreSQL URL")
    parser.add_argument("--users", type=int, default=20, help="how many ask at once")
    parser.add_argument("--asked", type=int, default=30, help="times that every page is asked for")
    arguments = parser.parse_args()
    pages = paths(arguments.record)
    with serving(arguments.record) as address, httpx.Client(base_url=address, timeout=60) as client:
        print("(milliseconds: median, 95 of 100)")
        print(f"{'page':>28} {'the first time':>18} {'again':>18} {'kB':>6}")
        for name, path in pages.items():
            first, again, size = one_user(client, arguments.record, path, arguments.asked)
            print(f"{name:>28} {in_short(first):>18} {in_short(again):>18} {size:6.0f}", flush=True)
        settings = client, pages, arguments.users, arguments.asked
        nobody = at_once(*settings)
        with somebody_writing(arguments.record):
            somebody = at_once(*settings)
        print(f"{arguments.users} users at once, pages of all kinds")
        print(f"{'page':>28} {'nobody writes':>18} {'somebody does':>18}")
        for name, times in nobody.items():
            print(f"{name:>28} {in_short(times):>18} {in_short(somebody[name]):>18}", flush=True)
        every = [in_short(list(chain(*each.values()))) for each in (nobody, somebody)]
        print(f"{'all':>28} {every[0]:>18} {every[1]:>18}")
    return 0


def one_user(
    client: httpx.Client, place: str, path: Callable[[int], str], asked: int
) -> tuple[list[float], list[float], float]:
    """Give the seconds that pages took the first time and again, and the kB of the largest.

    Before each first time something is written, after which nothing is remembered.
    """
    first, again, sizes = [], [], []
    ask(client, path(0))
    with Record(place, "edit") as record:
        for number in range(1, asked):
            write(record)
            took, size = ask(client, path(number))
            first.append(took)
            again.append(ask(client, path(number))[0])
            sizes.append(size)
    return first, again, max(sizes) / 1000


def write(record: Record) -> None:
    """Write something, and leave nothing of it."""
    record.keep_search("of the benchmark", Question("nothing"))
    record.forget_search("of the benchmark")


@contextmanager
def somebody_writing(place: str) -> Iterator[None]:
    """Have somebody write every few seconds."""
    done = Event()

    def keep_writing() -> None:
        with Record(place, "edit") as record:
            while not done.wait(_BETWEEN_WRITES_S):
                write(record)

    writer = Thread(target=keep_writing)
    writer.start()
    try:
        yield
    finally:
        done.set()
        writer.join()


def paths(place: str) -> dict[str, Callable[[int], str]]:
    """Give what asks for each page, a little different every time."""
    with Record(place, "read") as record:
        rows = record.search(_THINGS[0], page=Page(50)).statements
        people = record.persons(size=50)
        months = list(record.calendar())[-40:] or ["2010-01"]
        figure = record.series(size=1)[0].figures[0].id

    def thing(number: int) -> str:
        return _THINGS[number % len(_THINGS)]

    def year(number: int) -> str:
        return str(2004 + number % 15)

    return {
        "overview": lambda _: "/",
        "overview of a side": lambda n: f"/?side={_SIDES[n % 4]}",
        "exchanges": lambda n: f"/exchanges?since={year(n)}",
        "exchanges unanswered": lambda n: f"/exchanges?state=unanswered&since={year(n)}",
        "search: a word": lambda n: f"/search?words={thing(n)}",
        "search: a word, a side": lambda n: f"/search?words={thing(n)}&side={_SIDES[n % 4]}",
        "search: meaning": lambda n: f"/search?like={thing(n)}+in+jail",
        "review": lambda n: "/review" if n % 2 else f"/review?after={rows[n % len(rows)].id}",
        "review of a side": lambda n: f"/review?side={_SIDES[n % 4]}",
        "documents": lambda _: "/documents",
        "document": lambda n: f"/documents/{rows[n % len(rows)].document}",
        "statement": lambda n: f"/statements/{rows[n % len(rows)].id}",
        "actors": lambda n: f"/actors?name={people[n % len(people)].person.name[:4]}",
        "actor": lambda n: f"/actors/{people[n % len(people)].person.id}",
        "figures": lambda n: f"/figures?measure={thing(n)}",
        "status": lambda n: f"/status?as_of={year(n)}-06-01",
        "occasions": lambda n: f"/occasions?when={months[n % len(months)]}",
        "entry": lambda _: f"/entries/{figure}",
        "log": lambda _: "/log",
        "kept searches": lambda _: "/searches",
    }


def ask(client: httpx.Client, path: str) -> tuple[float, int]:
    """Ask for a page; give the seconds that it took and its size."""
    start = time.perf_counter()
    response = client.get(path)
    took = time.perf_counter() - start
    response.raise_for_status()
    return took, len(response.content)


def at_once(
    client: httpx.Client, pages: dict[str, Callable[[int], str]], users: int, asked: int
) -> dict[str, list[float]]:
    """Let several users ask for every page, each beginning with another one."""
    names = list(pages)
    times: dict[str, list[float]] = {name: [] for name in names}
    numbers = count(1)

    def use(user: int) -> None:
        for step in range(max(1, asked * len(names) // users)):
            name = names[(user * 7 + step) % len(names)]
            times[name].append(ask(client, pages[name](next(numbers)))[0])

    with ThreadPoolExecutor(users) as pool:
        list(pool.map(use, range(users)))
    return {name: took for name, took in times.items() if took}


@contextmanager
def serving(place: str) -> Iterator[str]:
    """Run the desk on a record, and give its address."""
    command = [sys.executable, "-c", "from verbale.cli import main; main()", "desk", place]
    with subprocess.Popen(
        [*command, "--no-browser", "--by", "benchmark"], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().split()[0]
        finally:
            process.terminate()


if __name__ == "__main__":
    sys.exit(main())
