from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.factories import reading_of, rich_reading
from tests.tampering import tamper
from verbale.record import Record
from verbale.record.engine_sqlite import SqliteFile
from verbale.record.reviewing import NewStatement

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Empty
    from verbale.record.engines import Place


@pytest.fixture
def kept(empty: Empty) -> Place:
    return _filled(empty())


def _filled(place: Place) -> Place:
    with Record(place) as record:
        record.add(rich_reading())
        record.add(reading_of("[She] {said} (so)."))
        record.review("d1.s1", "accept", by="Ann", at="2024-06-01T12:00:00Z")
        told = NewStatement("reopen them", speaker="a2", act="call")
        record.add_statement("d1", told, by="Ann", at="2024-06-01T12:00:00Z")
    return place


def test_a_sound_record(kept: Place) -> None:
    with Record(kept, "read") as record:
        assert record.verify() == []


@pytest.mark.parametrize(
    ("tampering", "where", "what"),
    [
        ("UPDATE original SET content = substr(content, 2) WHERE sha256 = (SELECT original FROM "
         "document WHERE number = 2)", "d2", "original bytes were changed"),
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
        ("DELETE FROM document WHERE number = 2", "record", "the document of the original"),
        ("UPDATE document SET title = 'Another' WHERE number = 2", "d2", "title, publisher"),
        ("UPDATE original SET media_type = 'x' WHERE sha256 = (SELECT original FROM document "
         "WHERE number = 2)", "d2", "title, publisher"),
        ("UPDATE statement SET act = 'call' WHERE id = (SELECT id FROM entry WHERE key = 's1' "
         "AND reading = 2)", "d2", "reading was altered"),
        ("UPDATE figure SET value = 13 WHERE value = 12", "d1", "reading was altered"),
        ("UPDATE entry SET key = 's9' WHERE key = 's1' AND reading = 2", "d2", "was altered"),
        ("UPDATE actor_name SET name = 'x' WHERE position = 1", "d1", "reading was altered"),
        ("DELETE FROM link", "d1", "reading was altered"),
        ("DELETE FROM seal WHERE document = 2", "d2", "hashes .* are missing"),
        ("UPDATE attachment SET entry = entry + 1", "decision 1", "d1.s1"),
        ("DELETE FROM attachment", "decision 1", "d1.s1"),
        ("UPDATE decision SET who = 'Al'", "decision 1", "hash differs"),
        ("UPDATE statement SET act = 'denial' WHERE id = (SELECT id FROM entry WHERE key = 'n2')",
         "decision 2", "n2 that it added was altered"),
        ("UPDATE entry SET key = 'n7' WHERE key = 'n2'", "decision 7", "no decision has added"),
    ],
)  # fmt: skip
def test_tampering_is_found(kept: Place, tampering: str, where: str, what: str) -> None:
    tamper(kept, tampering)
    with Record(kept, "read") as record:
        problems = record.verify()
    found = [problem.what for problem in problems if problem.where == where]
    assert any(re.search(what, each) for each in found), problems


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE original SET content = 'text'",
        "UPDATE rendition SET text = x'ff'",
        "UPDATE rendition SET text = CAST(x'ff' AS TEXT)",
        "UPDATE entry SET key = CAST(key AS BLOB)",
        "UPDATE figure SET value = 'many'",
        "UPDATE selector SET start = 'here'",
        "UPDATE decision SET why = x'00'",
        "UPDATE sqlite_sequence SET seq = 9000000000000000000",
        "UPDATE sqlite_sequence SET seq = 0",
    ],
)
def test_values_that_only_a_file_takes_are_found(tmp_path: Path, tampering: str) -> None:
    kept = _filled(SqliteFile(tmp_path / "record.db"))
    tamper(kept, tampering)
    with Record(kept, "read") as record:
        assert record.verify() != []
