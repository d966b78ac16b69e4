"""Read texts that are long or hostile, each in a process of its own; say time and peak memory.

usage: python -m benchmarks.limits [--megabytes 10] [CASE ...]

Each case is read at half its size too, for the growth of time with length. Nothing may raise; the
peak of resident memory is the kernel's, with everything loaded.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Final

from verbale.model import Document
from verbale.reading import read

if TYPE_CHECKING:
    from collections.abc import Callable

SENTENCE: Final = "The minister, Ana Ruiz, told the council on 3 May 2022 that 47 wells were dry. "
MARKS: Final = "“”\"'‘’«»„‹›`"


def _fill(piece: str, size: int) -> str:
    return (piece * (size // len(piece) + 1))[:size]


CASES: Final[dict[str, Callable[[int], str]]] = {
    "prose": lambda size: _fill(SENTENCE * 6 + "\n\n", size),
    "one-line": lambda size: _fill(SENTENCE, size),
    "no-spaces": lambda size: _fill("Aruizsaidthatwellsweredry", size),
    "marks": lambda size: _fill(MARKS, min(size, 100_000)),
    "nested": lambda size: _fill("“‘" * 25 + "word" + "’”" * 25 + " she said. ", size),
    "open-marks": lambda size: _fill("“She said so. ", size),
    "names": lambda size: _fill("Ana Ruiz, Tomas Vidal and Ida Holm said. ", size),
    "figures": lambda size: _fill(
        "Between 12 and 4,000 of 3.5 million people on 3 May 2022. ", size
    ),
}


def main() -> int:
    """Run the cases, or one of them when told so by ourselves."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("cases", nargs="*", metavar="CASE", help=", ".join(CASES))
    parser.add_argument("--megabytes", type=float, default=10.0)
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    size = int(arguments.megabytes * 1_000_000)
    if arguments.alone:
        print(json.dumps(_measured(CASES[arguments.cases[0]](size))))
        return 0
    print("case          characters   seconds    growth   peak MB   statements", flush=True)
    for name in arguments.cases or CASES:
        half, whole = (_apart(name, arguments.megabytes * share) for share in (0.5, 1.0))
        print(
            f"{name:12} {whole['characters']:>11,.0f} {whole['seconds']:>9.1f} "
            f"{whole['seconds'] / half['seconds']:>8.2f}x {whole['peak']:>9.0f} "
            f"{whole['statements']:>12,.0f}",
            flush=True,
        )
    return 0


def _apart(name: str, megabytes: float) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.limits", name, "--alone"]
    run = subprocess.run(
        [*command, "--megabytes", str(megabytes)], check=True, capture_output=True, text=True
    )
    result: dict[str, float] = json.loads(run.stdout)
    return result


def _measured(text: str) -> dict[str, float]:
    read(Document(SENTENCE))  # loads the weights
    started = time.perf_counter()
    reading = read(Document(text, published="2022-05-10"), any_language=True)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "characters": len(text),
        "seconds": seconds,
        "peak": peak,
        "statements": len(reading.statements),
    }


if __name__ == "__main__":
    sys.exit(main())
