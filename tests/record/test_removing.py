"""Documents that people remove: nothing of them stays but what the log tells."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.factories import reading_of
from tests.record.test_tying import check, readings
from verbale.errors import NoSuchEntry, RecordBusy, WrongDecision
from verbale.record import Record
from verbale.record.engine_sqlite import SqliteFile
from verbale.record.engines import place_of
from verbale.record.salvage import salvage

if TYPE_CHECKING:
    from pathlib import Path

    from tests.postgres_server import Server
    from verbale.record.places import Place

AT = "2024-06-01T12:00:00Z"
WITNESS = "[The Witness] {said} (that the xylograph was hidden in the quarry)."
OTHER = "[The Envoy] {said} (that the bridge was closed in the spring)."


@pytest.fixture
def three(record: Record) -> Record:
    record.add(reading_of(OTHER, name="one.txt"))
    record.add(reading_of(WITNESS, name="witness.txt"))
    record.add(reading_of(OTHER, WITNESS, name="three.txt"))
    record.tie()
    return record


def remove(record: Record, document_id: str) -> None:
    record.remove(document_id, by="Ann Lee", at=AT, why="to protect the witness")


def test_a_document_is_taken_out_with_its_statements_and_ties(three: Record) -> None:
    remove(three, "d2")
    assert [row.id for row in three.documents()] == ["d1", "d3"]
    assert [row.id for row in three.statements()] == ["d1.s1", "d3.s1", "d3.s2"]
    assert [row.id for row in three.search("xylograph").statements] == ["d3.s2"]
    with pytest.raises(NoSuchEntry, match="no document d2"):
        three.custody("d2")
    check(three)
    assert three.verify() == []
    (made,) = three.log()
    assert (made.action, made.id, made.by, made.why) == (
        "remove", "d2", "Ann Lee", "to protect the witness",
    )  # fmt: skip


@pytest.mark.parametrize("number", [1, 4, 6])
def test_what_is_left_is_tied_as_if_it_had_never_been(record: Record, number: int) -> None:
    made = readings(6, seed=11)
    for each in made:
        record.add(each)
    record.tie()
    remove(record, f"d{number}")
    check(record)
    assert record.verify() == []


def test_the_last_one_leaves_an_empty_record(record: Record) -> None:
    record.add(reading_of(WITNESS))
    remove(record, "d1")
    assert record.documents() == []
    assert record.people() == []
    assert record.verify() == []


def test_decisions_stay_in_the_log(three: Record) -> None:
    three.review("d2.s1", "correct", by="Bo", at=AT, field="act", becomes="concern")
    three.review_two("d2.a1", "split", "d3.a2", by="Bo", at=AT)
    before = three.log()
    remove(three, "d2")
    assert three.log()[:2] == before
    assert three.orphans() == []
    assert three.verify() == []


def test_a_removed_document_is_not_added_again_unless_that_is_undone(three: Record) -> None:
    three.review("d2.s1", "accept", by="Bo", at=AT)
    remove(three, "d2")
    again = reading_of(WITNESS, name="witness.txt")
    with pytest.raises(WrongDecision, match=r"witness.txt was removed .* by decision 2 of Ann Lee"):
        three.add(again)
    three.undo(2, by="Bo", at=AT, why="she agrees")
    assert three.add(again).document_id == "d4"
    assert three.statement("d4.s1").review == "accepted"
    assert three.verify() == []
    with pytest.raises(WrongDecision, match="on record again"):
        three.undo(3, by="Bo", at=AT)
    remove(three, "d4")
    assert three.verify() == []


def test_a_number_is_not_given_twice(three: Record) -> None:
    remove(three, "d3")
    assert three.add(reading_of(OTHER, OTHER, name="new.txt")).document_id == "d4"


def test_only_somebody_with_a_name_removes_what_is_there(three: Record) -> None:
    with pytest.raises(NoSuchEntry, match="no document d9"):
        remove(three, "d9")
    with pytest.raises(WrongDecision, match="needs the name"):
        three.remove("d2", by=" ", at=AT)
    assert len(three.documents()) == 3
    remove(three, "d2")
    remove(three, "d2")  # is wiped again, and logged once
    assert len(three.log()) == 1


def files_with(word: str, place: Place, request: pytest.FixtureRequest) -> list[str]:
    """Give the files of a database in which a word stands, whether a row has it or not."""
    if isinstance(place, SqliteFile):
        files = place.path.parent.glob(place.path.name + "*")
    else:
        server: Server = request.getfixturevalue("server")
        server.run("CHECKPOINT")
        files = (server.folder / "data" / "base").rglob("*")
    return [each.name for each in files if each.is_file() and word.encode() in each.read_bytes()]


def test_nothing_of_it_is_left_in_the_database(
    place: Place, request: pytest.FixtureRequest
) -> None:
    secret = WITNESS.replace("xylograph", "zyzzogeton")
    with Record(place) as record:
        record.add(reading_of(OTHER, name="one.txt"))
        record.add(reading_of(secret, name="witness.txt"))
        record.read_again(reading_of(secret, name="witness.txt"))
        record.tie()
        assert files_with("zyzzogeton", place, request)
        remove(record, "d2")
        assert files_with("zyzzogeton", place, request) == []
        assert record.verify() == []


def test_who_reads_meanwhile_is_named_as_the_hindrance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("verbale.record.places.BUSY_TIMEOUT_S", 0.1)
    path = tmp_path / "record.db"
    with Record(path) as record:
        record.add(reading_of(OTHER, name="one.txt"))
        record.add(reading_of(WITNESS, name="witness.txt"))
        with closing(sqlite3.connect(path, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM document").fetchone()
            with pytest.raises(RecordBusy, match="is still in its file. Run the same command"):
                remove(record, "d2")
        remove(record, "d2")
        assert b"xylograph" not in path.read_bytes()


def test_what_is_salvaged_of_a_record_leaves_it_out_too(tmp_path: Path) -> None:
    with Record(tmp_path / "record.db") as record:
        record.add(reading_of(OTHER, name="one.txt"))
        record.add(reading_of(WITNESS, name="witness.txt"))
        remove(record, "d2")
    saved = salvage(place_of(tmp_path / "record.db"), place_of(tmp_path / "saved.db"))
    assert (saved.documents, saved.lost) == (("d1",), ())
    with Record(tmp_path / "saved.db") as record:
        assert record.verify() == []
        with pytest.raises(WrongDecision, match="was removed"):
            record.add(reading_of(WITNESS, name="witness.txt"))
