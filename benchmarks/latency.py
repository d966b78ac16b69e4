"""Say how long a single document takes: to find attributions, to read it whole, from a cold start.

usage: python -m benchmarks.latency ARTICLES.jsonl [--words 600] [--runs 5]

A line of ARTICLES is `{"text": ...}`; articles are cut to so many words, shorter ones left out.
Each run goes through all of them with everything loaded, one way after the other, so that the ways
can be compared on a noisy machine. From a cold start, `verbale read FILE` is run on one of them.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.places import existing
from verbale.model import Document
from verbale.reading import read
from verbale.reading.attribution import find_attributions
from verbale.reading.encoder import encode
from verbale.reading.layout import lay_out

if TYPE_CHECKING:
    from collections.abc import Callable


def main() -> int:
    """Parse the arguments, time, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("articles", type=existing)
    parser.add_argument("--words", type=int, default=600, help="of an article (default 600)")
    parser.add_argument("--runs", type=int, default=5, help="of each way (default 5)")
    arguments = parser.parse_args()
    with arguments.articles.open(encoding="utf-8") as lines:
        texts = [cut for line in lines if (cut := _cut(json.loads(line)["text"], arguments.words))]
    if not texts:
        parser.error(f"{arguments.articles}: no article has {arguments.words} words")
    ways: dict[str, tuple[str, Callable[[str], object]]] = {
        "attributions alone, one thread": ("1", _attributions),
        "whole reading, one thread": ("1", _whole),
        f"whole reading, {os.cpu_count()} cores": ("", _whole),  # as many threads as it takes
    }
    print(f"{len(texts)} articles of {arguments.words} words, {arguments.runs} runs; milliseconds")
    for name, times in _timed(ways, texts, arguments.runs).items():
        _print(name, times)
    _print("verbale read FILE, cold", [_cold(texts[0]) for _ in range(arguments.runs)])
    return 0


def _cut(text: str, words: int) -> str | None:
    """The first words of a text, none if it has not so many."""
    found = list(re.finditer(r"\S+", text))
    return text[: found[words - 1].end()] if len(found) >= words else None


def _timed(
    ways: dict[str, tuple[str, Callable[[str], object]]], texts: list[str], runs: int
) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in ways}
    for run in range(runs + 1):
        for name, (threads, work) in ways.items():
            os.environ["VERBALE_THREADS"] = threads
            for text in texts:
                started = time.perf_counter()
                work(text)
                if run:  # the first only loads
                    times[name].append(time.perf_counter() - started)
    return times


def _attributions(text: str) -> object:
    layout = lay_out(text)
    return find_attributions(layout, encode(layout))


def _whole(text: str) -> object:
    return read(Document(text, published="2016-10-01"))


def _cold(text: str) -> float:
    """How long the command takes on a file; as a user runs it, so with its own settings."""
    settings = {key: value for key, value in os.environ.items() if "THREADS" not in key}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "article.txt")
        file.write_text(text, encoding="utf-8")
        command = [str(Path(sys.executable).with_name("verbale")), "read", str(file)]
        started = time.perf_counter()
        subprocess.run(command, env=settings, stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - started


def _print(name: str, times: list[float]) -> None:
    low, high = min(times) * 1000, max(times) * 1000
    print(f"{name:34} {statistics.median(times) * 1000:7.1f} ({low:.1f} to {high:.1f})")


if __name__ == "__main__":
    sys.exit(main())
