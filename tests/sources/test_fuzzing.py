"""Files with damage of every kind, by the hundred here and by the hundred thousand in `make soak`.

`make fuzz` does the same for some minutes and counts; see `fuzzing.py` for what must hold.
"""

from __future__ import annotations

import random
import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest

from tests.sources import fuzzing
from tests.sources.fuzzing import SAMPLES, check, damaged, sandboxed
from tests.sources.shared import several

if TYPE_CHECKING:
    from pathlib import Path

    from verbale.model import Document

ROUNDS: Final = 400
SOAK_ROUNDS: Final = 100_000


def _fuzz(rounds: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same damage each time
    with sandboxed() as sandbox:
        for _ in range(rounds):
            name, sample = chance.choice(SAMPLES)
            documents, reasons = several(damaged(sample, chance), name, sandbox)
            assert documents or reasons
            for document in documents:
                check(document)


def test_damaged_files() -> None:
    _fuzz(ROUNDS, seed=1)


@pytest.mark.soak
def test_damaged_files_by_the_hundred_thousand() -> None:
    _fuzz(SOAK_ROUNDS, seed=2)


def test_a_run_counts_and_finds_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.sources.fuzzing", "--minutes", "0.05"]
    run = subprocess.run(
        [*command, "--into", tmp_path], capture_output=True, text=True, check=False
    )
    assert run.stdout.endswith("No crash, no leak, no span that does not fit.\n"), run.stderr
    assert run.returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_what_breaks_is_saved_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_document: Document) -> None:
        raise AssertionError("a span too far")

    monkeypatch.setattr(fuzzing, "check", broken)
    wrong = fuzzing._fuzz(3.0, 0, tmp_path)
    assert wrong
    saved = wrong[0].split(": ")[0]
    assert wrong[0] == f"{saved}: AssertionError: a span too far"
    assert saved in {str(path) for path in tmp_path.iterdir()}
    assert "a span too far" in capsys.readouterr().out
