from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.factories import reading_of, rich_reading
from verbale.record import Record

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "record.db"
    with Record(path) as record:
        record.add(rich_reading())
        record.add(reading_of("[She] {said} (so)."))
    return path


def test_a_sound_record(path: Path) -> None:
    with Record(path, "read") as record:
        assert record.verify() == []


@pytest.mark.parametrize(
    ("tampering", "where", "what"),
    [
        ("UPDATE original SET content = x'00' WHERE sha256 = (SELECT original FROM document "
         "WHERE number = 2)", "d2", "original bytes were changed"),
        ("UPDATE rendition SET text = 'no' || substr(text, 3) WHERE id = 2", "d2",
         "text was changed"),
        ("UPDATE selector SET exact = 'else' WHERE role = 'cue' AND entry = (SELECT id FROM entry "
         "WHERE key = 's1' AND reading = 2)", "d2.s1", "cue does not stand at 4 to 8: 'else'"),
        ("UPDATE selector SET start = 0 WHERE role = 'content' AND entry = (SELECT id FROM entry "
         "WHERE key = 's1' AND reading = 2)", "d2.s1", "content does not stand at 0 to"),
        ("UPDATE selector SET \"end\" = 999999 WHERE role = 'content' AND entry = (SELECT id FROM "
         "entry WHERE key = 's1' AND reading = 2)", "d2.s1", "content does not stand at"),
        ("UPDATE selector SET suffix = '' WHERE role = 'cue' AND entry = (SELECT id FROM entry "
         "WHERE key = 's1' AND reading = 2)", "d2.s1", "cue does not stand at"),
        ("UPDATE statement SET speaker = 999 WHERE speaker IS NOT NULL", "record",
         "of table statement points to no row of table actor"),
        ("DELETE FROM reading WHERE document = 2", "d2", "has no reading"),
    ],
)  # fmt: skip
def test_tampering_is_found(path: Path, tampering: str, where: str, what: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        assert connection.execute(tampering).rowcount
    with Record(path, "read") as record:
        problems = record.verify()
    assert any(problem.where == where and what in problem.what for problem in problems), problems
