"""Find the attributions of labelled articles, write them down, and say how fast it was.

usage: python -m benchmarks.attribution GOLD.jsonl --predict OUT.jsonl

A line of GOLD is `{"id", "text", "attributions"}`; only id and text are read. OUT gets `{"id",
"attributions": [{"source", "cue", "content"}]}` per line, spans as half-open code points. Words per
second are those of reading for attribution alone, on one thread, with the weights loaded before.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from pathlib import Path

from verbale.model import Document, Span
from verbale.reading import read
from verbale.reading.attribution import Attribution, find_attributions
from verbale.reading.encoder import load_network
from verbale.reading.layout import lay_out


def main() -> int:
    """Parse the arguments, predict, and print the speed of attribution and of the whole reading."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("--predict", type=Path, required=True, help="where to write what was found")
    parser.add_argument(
        "--runs", type=int, default=3, help="timed runs over all articles (default 3)"
    )
    arguments = parser.parse_args()
    os.environ["VERBALE_THREADS"] = "1"
    with arguments.gold.open(encoding="utf-8") as lines:
        articles = [(row["id"], row["text"]) for row in map(json.loads, lines)]
    words = sum(len(text.split()) for _, text in articles)
    started = time.perf_counter()
    load_network()
    print(f"loading the weights: {time.perf_counter() - started:.2f} s")
    with arguments.predict.open("w", encoding="utf-8") as out:
        for identifier, text in articles:
            found = [_as_spans(item) for item in find_attributions(lay_out(text))]
            out.write(json.dumps({"id": identifier, "attributions": found}) + "\n")
    _report("attribution", words, [_attribute(articles) for _ in range(arguments.runs)])
    _report("whole reading", words, [_read(articles) for _ in range(arguments.runs)])
    return 0


def _as_spans(attribution: Attribution) -> dict[str, list[list[int]]]:
    def spans(parts: tuple[Span, ...]) -> list[list[int]]:
        return [[part.start, part.end] for part in parts]

    return {
        "source": spans(attribution.source),
        "cue": spans(attribution.cue),
        "content": spans(attribution.content),
    }


def _attribute(articles: list[tuple[str, str]]) -> float:
    started = time.perf_counter()
    for _, text in articles:
        find_attributions(lay_out(text))
    return time.perf_counter() - started


def _read(articles: list[tuple[str, str]]) -> float:
    started = time.perf_counter()
    for _, text in articles:
        read(Document(text, published="2016-10-01"))
    return time.perf_counter() - started


def _report(what: str, words: int, seconds: list[float]) -> None:
    rates = sorted(words / taken for taken in seconds)
    print(
        f"{what}: {statistics.median(rates):,.0f} words/s on one thread"
        f" (range {rates[0]:,.0f} to {rates[-1]:,.0f} over {len(rates)} runs of {words:,} words)"
    )


if __name__ == "__main__":
    sys.exit(main())
