"""`verbale add` killed or interrupted at any moment leaves a record that holds."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from verbale.intake import add_files
from verbale.record import Record

if TYPE_CHECKING:
    from verbale.record.rows import StatementRow

SCRIPT = Path(sys.executable).with_name("verbale")
TODAY = date(2024, 6, 1)
DOCUMENTS = 30
ROUNDS = 12
SOAK_ROUNDS = 200


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    for number in range(DOCUMENTS):
        (folder / f"{number:02d}.txt").write_text(
            f"Minister Ola Berg said on Monday that {number + 20} clubs had been closed.\n\n"
            "“Nobody was asked,” Ann Lee of the union replied. She urged the ministry to reopen "
            "them.\n\nIn response, Berg denied the claim, saying that all had agreed.\n",
            encoding="utf-8",
        )
    return folder


@pytest.fixture(scope="module")
def expected(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[object]]:
    """Give what a record holds of each document after an undisturbed run."""
    with Record(tmp_path_factory.mktemp("whole") / "record.db") as record:
        add_files(record, [folder], today=TODAY)
        held = _held(record)
    assert len(held) == DOCUMENTS
    assert all(held.values())
    return held


@pytest.fixture(scope="module")
def seconds(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> float:
    """Tell how long an undisturbed run takes."""
    path = tmp_path_factory.mktemp("timed") / "record.db"
    started = time.monotonic()
    subprocess.run([SCRIPT, "add", path, folder], check=True, capture_output=True)
    return time.monotonic() - started


def test_killed_at_random_moments(
    folder: Path, tmp_path: Path, expected: dict[str, list[object]], seconds: float
) -> None:
    _kill_and_go_on(ROUNDS, folder, tmp_path, expected, seconds)


@pytest.mark.soak
def test_killed_many_times(
    folder: Path, tmp_path: Path, expected: dict[str, list[object]], seconds: float
) -> None:
    _kill_and_go_on(SOAK_ROUNDS, folder, tmp_path, expected, seconds)


def test_interrupted(folder: Path, tmp_path: Path, expected: dict[str, list[object]]) -> None:
    path = tmp_path / "record.db"
    process = subprocess.Popen(
        [SCRIPT, "add", path, folder], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    _wait_for_a_document(path)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, (out, err)
    assert "Interrupted: run the same command again to go on." in out
    assert err == ""
    with Record(path) as record:
        assert record.verify() == []
        assert 0 < len(record.documents()) < DOCUMENTS
        held = _held(record)
        assert held == {name: expected[name] for name in held}


def _kill_and_go_on(
    rounds: int, folder: Path, tmp_path: Path, expected: dict[str, list[object]], seconds: float
) -> None:
    seed = random.SystemRandom().randrange(2**32)
    moments = random.Random(seed)  # noqa: S311 - chance, not secrecy
    partial = 0
    for number in range(rounds):
        path = tmp_path / f"{number}.db"
        process = subprocess.Popen(
            [SCRIPT, "add", path, folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        # Every other round begins to count when something is written, however long loading takes.
        written = number % 2 == 1
        if written:
            _wait_for_a_document(path)
        delay = moments.uniform(0, seconds / 10 if written else seconds)
        time.sleep(delay)
        process.kill()
        process.wait()
        with Record(path) as record:
            told = f"seed {seed}, round {number}, killed after {delay:.3f} s"
            assert record.verify() == [], told
            held = _held(record)
            assert held == {name: expected[name] for name in held}, told
            partial += 0 < len(held) < DOCUMENTS
            add_files(record, [folder], today=TODAY)
            assert _held(record) == expected, told
            assert record.verify() == [], told
    assert partial, f"seed {seed}: no kill struck between two documents; move the moments"


def _held(record: Record) -> dict[str, list[object]]:
    """Give what the record holds of each document by its name, without the record's numbering."""
    contents = record.contents()
    names = {row.id: row.name for row in contents.documents}
    held: dict[str, list[object]] = {name: [] for name in names.values()}
    for row in contents.statements:
        held[row.file].append(_unnumbered(row))
    for happenings in (contents.occasions, contents.figures, contents.status_changes):
        for each in happenings:
            held[each.file].append((type(each).__name__, each.words))
    for link in contents.links:
        document, answer = link.answer.split(".")
        held[names[document]].append((answer, link.answered.split(".")[1], link.basis))
    return held


def _unnumbered(row: StatementRow) -> tuple[object, ...]:
    key = row.id.split(".")[1]
    return key, row.speaker, row.addressees, row.act, row.date, row.cue, row.content


def _wait_for_a_document(path: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if path.exists() and path.stat().st_size:
            with Record(path) as record:
                if record.documents():
                    return
        time.sleep(0.02)
    pytest.fail("no document was added in a minute")
