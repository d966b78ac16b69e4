"""Whatever is killed or interrupted at any moment leaves a record that holds."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.killed import AT, DOCUMENTS, Forge, forge, reading_number
from tests.record.old_records import with_rows_of
from verbale.intake import add_files
from verbale.record import Record
from verbale.record.engine_postgres import PostgresSchema
from verbale.record.engines import place_of
from verbale.record.ties import tie

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Empty
    from verbale.record.engines import Place
    from verbale.record.rows import Decision, StatementRow

SCRIPT = Path(sys.executable).with_name("verbale")
TODAY = date(2024, 6, 1)
PAPERS = 20
MORE_PAPERS = 300
ROUNDS_PER_RECORD = 25  # each leaves decisions, and all of them are looked through
OLD_REVISIONS = ("0001", "0003")
ROUNDS = {
    "add": 12,
    "review": 5,
    "read again": 5,
    "tie": 5,
    "migrate": 4,
}  # all but the first per engine
SOAK_ROUNDS = {"add": 200, "review": 100, "read again": 100, "tie": 100, "migrate": 100}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    for number in range(PAPERS):
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
    assert len(held) == PAPERS
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
    _kill_and_go_on(ROUNDS["add"], folder, tmp_path, expected, seconds)


@pytest.mark.soak
def test_killed_many_times(
    folder: Path, tmp_path: Path, expected: dict[str, list[object]], seconds: float
) -> None:
    _kill_and_go_on(SOAK_ROUNDS["add"], folder, tmp_path, expected, seconds)


def test_interrupted(folder: Path, tmp_path: Path, expected: dict[str, list[object]]) -> None:
    path, many = tmp_path / "record.db", tmp_path / "many"
    shutil.copytree(folder, many)
    for number in range(MORE_PAPERS):  # so that the signal comes before the end
        (many / f"more-{number}.txt").write_text(f"Ola Berg said {number}.", encoding="utf-8")
    # Whoever runs the tests in the background has them ignore the signal.
    command = ["env", "--default-signal=INT", str(SCRIPT), "add", str(path), str(many)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    _wait_for_a_document(path)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, (out, err)
    assert "Interrupted: run the same command again to go on." in out
    assert err == ""
    with Record(path) as record:
        assert record.verify() == []
        held = _held(record)
        assert 0 < len(held) < PAPERS + MORE_PAPERS
        assert all(held[name] == expected[name] for name in held if name in expected)


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
            partial += 0 < len(held) < PAPERS
            add_files(record, [folder], today=TODAY)
            assert _held(record) == expected, told
            assert record.verify() == [], told
    assert partial, f"seed {seed}: no kill struck between two documents; move the moments"
    print(f"add: killed {rounds} times, {partial} of them between two documents")


@pytest.fixture(scope="module")
def smith() -> Iterator[Forge]:
    with forge() as smith:
        yield smith


@pytest.mark.parametrize("action", ["review", "read again", "tie"])
def test_killed_while_people_decide_and_documents_are_read_again(
    action: str, empty: Empty, smith: Forge, tmp_path: Path
) -> None:
    _kill_work(action, ROUNDS[action], empty, smith, tmp_path)


@pytest.mark.soak
@pytest.mark.parametrize("action", ["review", "read again", "tie"])
def test_killed_many_times_while_people_decide_and_documents_are_read_again(
    action: str, empty: Empty, smith: Forge, tmp_path: Path
) -> None:
    _kill_work(action, SOAK_ROUNDS[action], empty, smith, tmp_path)


def test_killed_while_migrating(empty: Empty, smith: Forge, tmp_path: Path) -> None:
    _kill_migrations(ROUNDS["migrate"], empty, smith, tmp_path)


@pytest.mark.soak
def test_killed_many_times_while_migrating(empty: Empty, smith: Forge, tmp_path: Path) -> None:
    _kill_migrations(SOAK_ROUNDS["migrate"], empty, smith, tmp_path)


def _kill_work(action: str, rounds: int, empty: Empty, smith: Forge, tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(2**32)
    moments = random.Random(seed)  # noqa: S311 - chance, not secrecy
    said = tmp_path / "said"
    partial = 0
    for number in range(rounds):
        said.write_text("", encoding="utf-8")
        if number % ROUNDS_PER_RECORD == 0:
            place = empty()
            _fill(place)
            seconds = smith.killed(action, str(place), said, None)
            whole, before = len(_steps(said)), _log(place)
            said.write_text("", encoding="utf-8")
        delay = moments.uniform(0, seconds)
        smith.killed(action, str(place), said, delay)
        steps = _steps(said)
        told = f"{place}, seed {seed}, round {number}, killed after {delay:.3f} s"
        with Record(place) as record:
            assert record.verify() == [], told
            assert record.orphans() == [], told
            assert len(record.statements()) == 2 * DOCUMENTS, told
            if action == "tie":
                assert record.ties() == tie(record.contents(), record.decided()), told
        after = _log(place)
        assert after[: len(before)] == before, told
        if action in {"review", "tie"}:
            assert set(steps) <= {f"{each.number} {each.hash}" for each in after}, told
            assert len(after) - len(before) - len(steps) in {0, 1}, told  # one not told any more
        else:
            assert after == before, told
        before = after
        partial += 0 < len(steps) < whole
    assert partial, f"seed {seed}: no kill struck in the middle; move the moments"
    print(f"{action}: killed {rounds} times, {partial} of them in the middle of the work")


def _steps(said: Path) -> list[str]:
    """Give the steps that were told whole: a kill can cut off the last one."""
    return [
        line[:-1] for line in said.read_text("utf-8").splitlines(keepends=True) if line[-1] == "\n"
    ]


def _fill(place: Place) -> None:
    with Record(place) as record:
        for number in range(DOCUMENTS):
            record.add(reading_number(number))
            record.review(f"d{number + 1}.s1", "accept", by="Ann Lee", at=AT)


def _log(place: Place) -> list[Decision]:
    with Record(place, "read") as record:
        return record.log()


def _kill_migrations(rounds: int, empty: Empty, smith: Forge, tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(2**32)
    moments = random.Random(seed)  # noqa: S311 - chance, not secrecy
    full = empty()
    _fill(full)
    with Record(full, "read") as record:
        contents, log = record.contents(), record.log()
    old, said = _unmade(full, 0, tmp_path), tmp_path / "said"
    with_rows_of(full, old, OLD_REVISIONS[0])
    seconds = smith.killed("migrate", str(old), said, None)
    partial = 0
    for number in range(1, rounds + 1):
        said.write_text("", encoding="utf-8")
        old = _unmade(full, number, tmp_path)
        revision = OLD_REVISIONS[number % len(OLD_REVISIONS)]
        with_rows_of(full, old, revision)
        delay = moments.uniform(0, seconds)
        smith.killed("migrate", str(old), said, delay)
        told = f"{old}, seed {seed}, round {number}, from {revision}, killed after {delay:.3f} s"
        with Record(old) as record:
            assert record.verify() == [], told
            decided = revision >= "0003"
            assert record.log() == (log if decided else []), told
            if decided:
                assert record.contents() == contents, told
            assert len(record.statements()) == 2 * DOCUMENTS, told
        partial += not said.read_text(encoding="utf-8")
    assert partial, f"seed {seed}: no kill struck a migration; move the moments"
    print(f"migrate: killed {rounds} times, {partial} of them before it was done")


def _unmade(full: Place, number: int, tmp_path: Path) -> Place:
    """Give a place beside `full` where no record is yet."""
    if isinstance(full, PostgresSchema):
        return replace(full, schema=f"{full.schema}_{number}")
    return place_of(tmp_path / f"old-{number}.db")


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
