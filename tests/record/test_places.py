"""What holds for a record wherever it is, and who may write to it when."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.factories import reading_of, rich_reading
from tests.tampering import tamper
from verbale.errors import NewerRecord, NotARecord, RecordBusy, RecordUnwritable
from verbale.record import Record, engines, places
from verbale.record.engine_sqlite import SqliteFile
from verbale.record.from_reading import contents_of
from verbale.record.holders import Holder, noted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Command
    from verbale.record.engines import Mode, Place

MODES: tuple[Mode, ...] = ("write", "edit", "read")
WRITER = """
import sys
from verbale.record import Record, engines
with Record(sys.argv[1]) as record, engines.writing_to(record._engine, record._path, "add"):
    print("writing", flush=True)
    sys.stdin.read()
"""
ADDER = """
import sys
from tests.factories import reading_of
from verbale.record import Record
with Record(sys.argv[1]) as record:
    for number in range(int(sys.argv[3])):
        record.add(reading_of(f"[She] {{said}} ({sys.argv[2]} {number})."))
        record.review(record.documents()[0].id + ".s1", "accept", by=sys.argv[2],
                      at="2024-06-01T12:00:00Z")
"""


def test_another_process_writes(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "BUSY_TIMEOUT_S", 0.05)
    with Record(place) as record, _writer(place) as process:
        with pytest.raises(RecordBusy, match=r"is being written by process \d+ of .*Try") as busy:
            record.add(rich_reading())
        told = str(busy.value)
        assert f"process {process.pid} of {Holder.here('add').user} on " in told
        assert told.startswith(str(place))
        assert "(add). Try again when it is done." in told
        since = datetime.fromisoformat(told.partition(" since ")[2].split()[0])
        assert timedelta() <= datetime.now(UTC) - since < timedelta(minutes=5)
        assert record.documents() == []
        process.communicate()
        assert record.add(rich_reading()).new


def test_the_second_waits_for_the_first(place: Place) -> None:
    with Record(place) as record, _writer(place) as process:
        waiting = subprocess.Popen([sys.executable, "-c", ADDER, str(place), "late", "1"], cwd=ROOT)
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(1)
        assert record.documents() == []
        process.communicate()
        assert waiting.wait(30) == 0
        assert len(record.documents()) == 1


def test_two_processes_write_and_nothing_is_lost(place: Place) -> None:
    Record(place).close()
    rounds = 8
    adders = [
        subprocess.Popen([sys.executable, "-c", ADDER, str(place), name, str(rounds)], cwd=ROOT)
        for name in ("Ann", "Bo")
    ]
    assert [adder.wait(60) for adder in adders] == [0, 0]
    with Record(place, "read") as record:
        assert len(record.documents()) == len(record.statements()) == 2 * rounds
        decisions = record.log()
        assert [each.number for each in decisions] == list(range(1, 2 * rounds + 1))
        assert sorted(each.by for each in decisions) == ["Ann"] * rounds + ["Bo"] * rounds
        assert record.verify() == []


def test_a_writer_that_was_killed_holds_nothing(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "BUSY_TIMEOUT_S", 5)
    with Record(place) as record:
        with _writer(place) as process:
            process.kill()
            process.wait()
            if isinstance(place, SqliteFile):
                note = place.path.with_name(place.path.name + "-holder")
                assert note.exists()
                assert noted(note) is None
        assert record.add(rich_reading()).new


def test_notes_that_tell_nothing(tmp_path: Path) -> None:
    note = tmp_path / "note"
    assert noted(note) is None
    for text in ("", "{", "[]", "{}", '{"started": "1"}', '{"started": null, "pid": 1}'):
        note.write_text(text, encoding="utf-8")
        assert noted(note) is None


def test_a_holder_is_read_back_from_its_label() -> None:
    holder = Holder.here("read-again")
    assert Holder.from_label(holder.label) == holder
    assert holder.pid == os.getpid()
    assert Holder.from_label("psql") is None
    assert Holder.from_label(replace(holder, host="").label) == replace(holder, host="")


def test_two_make_one_record(place: Place) -> None:
    with Record(place) as one, Record(place) as other:
        assert one.add(rich_reading()).new
        assert not other.add(rich_reading()).new


def test_readers_see_one_state(place: Place) -> None:
    with Record(place) as record:
        record.add(rich_reading())
        with engines.reading_from(record._engine, place) as reader:
            seen = reader.exec_driver_sql("SELECT count(*) FROM document").scalar()
            record.add(reading_of("[She] {said} (so)."))
            assert reader.exec_driver_sql("SELECT count(*) FROM document").scalar() == seen == 1
        assert len(record.documents()) == 2


@pytest.mark.parametrize("mode", MODES)
def test_a_database_of_somebody_else(place: Place, mode: Mode) -> None:
    engine = place.engine("write")
    with engines.writing_to(engine, place) as connection:
        place.prepare(connection)
        connection.exec_driver_sql("CREATE TABLE song (title TEXT)")
    engine.dispose()
    with pytest.raises(NotARecord, match="is a database, but not a record of Verbale"):
        Record(place, mode)


@pytest.mark.parametrize("mode", MODES)
def test_a_newer_record(place: Place, mode: Mode) -> None:
    Record(place).close()
    tamper(place, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerRecord, match="newer version of Verbale.*pip install --upgrade"):
        Record(place, mode)


@pytest.mark.parametrize("mode", ["edit", "read"])
def test_no_record_to_read(place: Place, mode: Mode) -> None:
    with pytest.raises(NotARecord, match="Make it with: verbale add|Add to it with: verbale add"):
        Record(place, mode)


def test_nothing_is_written_where_one_only_reads(place: Place) -> None:
    Record(place).close()
    with Record(place, "read") as record, pytest.raises(RecordUnwritable):
        record.add(rich_reading())


def test_the_command_takes_any_place(place: Place, tmp_path: Path, verbale: Command) -> None:
    (tmp_path / "a.txt").write_text("Minister Ola Berg said that all was well.", encoding="utf-8")
    assert verbale("add", place, tmp_path / "a.txt").out == "1 added, 0 unchanged, 0 failed.\n"
    assert "Ola Berg" in verbale("show", place, "--format", "csv").out
    assert verbale("verify", place).code == 0
    exported = verbale("export", place).out
    assert f'"{place.name}"' in exported
    with Record(place, "read") as record:
        assert len(record.statements()) == 1


def test_a_record_outlives_its_process(place: Place) -> None:
    with Record(str(place)) as record:
        record.add(rich_reading())
    with Record(str(place), "read") as record:
        assert record.contents() == contents_of(rich_reading())


ROOT = Path(__file__).parents[2]


@contextmanager
def _writer(place: Place) -> Iterator[subprocess.Popen[str]]:
    """Have another process hold the record until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(place)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        yield process
    finally:
        process.kill()
        process.communicate()
