"""Records in files of SQLite: what is wrong with the file, its folder or its disk."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from tests.factories import reading_of, rich_reading
from verbale.errors import (
    NotARecord,
    RecordBusy,
    RecordError,
    RecordUnwritable,
)
from verbale.record import Record, engine_sqlite, engines, places
from verbale.record.engine_sqlite import SqliteFile
from verbale.record.from_reading import contents_of

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from verbale.record.engines import Mode

MODES: tuple[Mode, ...] = ("write", "edit", "read")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.db"


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("content", [b"hello", b"x" * 5000, b"SQLite format 3\0" + b"x" * 5000])
def test_a_file_that_is_no_database(path: Path, content: bytes, mode: Mode) -> None:
    path.write_bytes(content)
    with pytest.raises(NotARecord, match="is no record, or is damaged"):
        Record(path, mode)
    assert path.read_bytes() == content


@pytest.mark.parametrize("mode", ["edit", "read"])
def test_no_record_to_read(path: Path, mode: Mode) -> None:
    with pytest.raises(NotARecord, match="does not exist. Make it with: verbale add"):
        Record(path, mode)
    assert not path.exists()
    path.touch()
    with pytest.raises(NotARecord, match="is empty. Add to it with: verbale add"):
        Record(path, mode)


def test_an_empty_file_becomes_a_record(path: Path) -> None:
    path.touch()
    with Record(path) as record:
        assert record.add(rich_reading()).new


def test_a_place_that_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(NotARecord, match="is a folder. Name a record file"):
        Record(tmp_path)
    with pytest.raises(RecordUnwritable, match="the folder .* does not exist. Make it first"):
        Record(tmp_path / "none" / "record.db")
    with pytest.raises(RecordUnwritable, match="File name too long. Check its name"):
        Record(tmp_path / ("x" * 300))


def test_a_damaged_record(path: Path) -> None:
    with Record(path) as record:
        record.add(rich_reading())
    content = bytearray(path.read_bytes())
    content[4096 * 3 :] = b"\xff" * (len(content) - 4096 * 3)
    path.write_bytes(content)
    with pytest.raises(NotARecord, match="is no record, or is damaged"), Record(path) as record:
        record.contents()


def test_another_program_writes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "BUSY_TIMEOUT_S", 0.05)
    with Record(path) as record, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordBusy, match="is being written by another process. Try again"):
            record.add(rich_reading())
        assert record.documents() == []
        other.rollback()
        assert record.add(rich_reading()).new


def test_a_full_disk(path: Path) -> None:
    with Record(path) as record:
        record.add(reading_of("[She] {said} (so)."))
        before = record.contents()

        def no_more_room(connection: Connection) -> None:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")

        event.listen(record._engine, "begin", no_more_room)
        with pytest.raises(RecordUnwritable, match="the disk is full. Make room"):
            record.add(reading_of("[He] {said} (" + "that it was long " * 2000 + ")."))
        assert record.contents() == before
        assert record.verify() == []


def test_a_record_without_rights(ordinary_folder: Path) -> None:
    path = ordinary_folder / "record.db"
    with Record(path) as record:
        record.add(rich_reading())
    path.chmod(0o400)
    with Record(path, "read") as record:
        assert record.contents() == contents_of(rich_reading())
    with pytest.raises(RecordUnwritable, match="Check the rights"), Record(path) as record:
        record.add(reading_of("[She] {said} (so)."))
    path.chmod(0)
    for mode in MODES:
        with pytest.raises(RecordUnwritable, match="Check the rights"):
            Record(path, mode)


def test_a_record_in_a_closed_folder(ordinary_folder: Path) -> None:
    path = ordinary_folder / "record.db"
    with Record(path) as record:
        record.add(rich_reading())
    ordinary_folder.chmod(0o500)
    try:
        with Record(path, "read") as record:
            assert record.contents() == contents_of(rich_reading())
        with pytest.raises(RecordUnwritable, match="Check the rights"):
            Record(ordinary_folder / "new.db")
        ordinary_folder.chmod(0)
        for mode in MODES:
            with pytest.raises(RecordUnwritable, match="Permission denied. Check its name and"):
                Record(path, mode)
    finally:
        ordinary_folder.chmod(0o700)


def test_every_message_of_the_table_is_one_line(path: Path) -> None:
    error = sqlite3.OperationalError("what SQLite says")
    place = SqliteFile(path)
    for starts, kind, _ in engine_sqlite._MESSAGES:
        error.sqlite_errorname = starts[0]
        plain = place.plain(error)
        assert type(plain) is kind
        assert str(path) in str(plain)
        assert "\n" not in str(plain)
    assert type(place.plain(None)) is RecordError


def test_what_every_connection_keeps_to(path: Path) -> None:
    place = SqliteFile(path)
    with Record(place) as record, engines.reading_from(record._engine, place) as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
