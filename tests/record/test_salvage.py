"""What is saved of damaged record files, and that nothing is made up."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from tests.factories import reading_of, rich_reading
from tests.record.old_records import with_rows_of
from tests.tampering import tamper
from verbale.errors import NotARecord, RecordError, RecordUnwritable
from verbale.record import Problem, Record, tying
from verbale.record.engine_sqlite import SqliteFile
from verbale.record.salvage import Salvaged, salvage

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Command
    from verbale.record.rows import Contents, Decision

AT = "2024-06-01T12:00:00Z"
PAGE = 4096
COPIES = 10
SOAK_COPIES = 300


@dataclass(frozen=True)
class Sound:
    """A record that is as it should be, and what it holds."""

    path: Path
    contents: Contents
    log: tuple[Decision, ...]

    def copied(self, path: Path) -> SqliteFile:
        shutil.copy(self.path, path)
        return SqliteFile(path)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    path = tmp_path_factory.mktemp("sound") / "record.db"
    with Record(path) as record:
        record.add(rich_reading())
        record.add(
            reading_of("[She] {said} (" + "that it was long " * 3000 + ").", name="long.txt")
        )
        for number in range(3, 15):
            words = f"[She] {{said}} ({'so ' * number}{number})."
            record.add(reading_of(words, name=f"{number}.txt"))
        for number in range(1, 8):
            record.review(f"d{number}.s1", "accept", by="Ann", at=AT, why="heard it " * 9)
        record.undo(7, by="Bo", at=AT)
        contents, log = record.contents(), tuple(record.log())
        assert record.verify() == []
    return Sound(path, contents, log)


def test_a_sound_record_is_saved_whole(sound: Sound, tmp_path: Path) -> None:
    saved = salvage(SqliteFile(sound.path), SqliteFile(tmp_path / "new.db"))
    assert (len(saved.documents), saved.unread, saved.decisions, saved.lost) == (14, (), 8, ())
    with Record(tmp_path / "new.db") as record:
        assert record.contents() == sound.contents
        assert record.log() == list(sound.log)
        assert record.verify() == []
        assert record.review("d2.s1", "reject", by="Bo", at=AT).number == 9
        assert record.add(reading_of("[He] {said} (no).")).document_id == "d15"
        assert record.read_again(rich_reading()) == "d1"
        assert record.verify() == []


def test_a_reading_that_was_altered_is_left_out(sound: Sound, tmp_path: Path) -> None:
    old = sound.copied(tmp_path / "old.db")
    tamper(old, "UPDATE statement SET act = 'denial' WHERE act = 'concern'")
    saved, contents, log = _saved(old, tmp_path)
    assert saved.unread == ("d1",)
    assert [problem.where for problem in saved.lost] == ["d1"]
    assert "report.txt: its reading is damaged or missing: read it again" in saved.lost[0].what
    assert contents.documents[1:] == sound.contents.documents[1:]
    assert [row for row in sound.contents.statements if row.file != "report.txt"] == list(
        contents.statements
    )
    assert log == sound.log
    with Record(tmp_path / "new.db") as record:
        assert [each.id for each in record.orphans()] == ["d1.s1"]
        record.read_again(rich_reading())
        assert record.contents() == sound.contents
        assert record.verify() == []


def test_bytes_that_were_altered_are_lost_and_decisions_about_them_kept(
    sound: Sound, tmp_path: Path
) -> None:
    old = sound.copied(tmp_path / "old.db")
    _overwrite(old.path, b"saying so twice. He urged", b"saying so twice? He urged")
    saved, contents, log = _saved(old, tmp_path)
    assert {problem.where for problem in saved.lost} == {"d1"}
    assert [row.id for row in contents.documents] == [f"d{number}" for number in range(2, 15)]
    assert log == sound.log
    with Record(tmp_path / "new.db") as record:
        assert [each.id for each in record.orphans()] == ["d1.s1"]
        told = "row 1 of table decision points to no row of table original"
        assert [problem.what for problem in record.verify()] == [told]
        assert record.add(rich_reading()).document_id == "d15"
        assert record.verify() == []


def test_a_decision_that_was_altered_is_told_and_left_out(sound: Sound, tmp_path: Path) -> None:
    old = sound.copied(tmp_path / "old.db")
    tamper(old, "UPDATE decision SET who = 'Al' WHERE number = 3")
    tamper(old, "DELETE FROM decision WHERE number = 8")
    saved, _, log = _saved(old, tmp_path)
    assert [each.number for each in log] == [1, 2, 4, 5, 6, 7]
    assert log == tuple(each for each in sound.log if each.number not in {3, 8})
    told = [(problem.where, problem.what) for problem in saved.lost]
    assert told[0][0] == "decision 3"
    assert (
        "left out; what is there now reads 'Al', '2024-06-01T12:00:00Z': 'accept' 'd3.s1'"
        in (told[0][1])
    )
    assert told[1:] == [("decision 8", "the decision is missing")]
    with Record(tmp_path / "new.db") as record:
        assert [each.where for each in record.verify()] == ["decision 3", "decision 8"]
        assert record.review("d2.s1", "reject", by="Bo", at=AT).number == 9


def test_a_lost_first_page(sound: Sound, tmp_path: Path) -> None:
    """Without it no table can be found, but what proves itself is found all the same."""
    old = sound.copied(tmp_path / "old.db")
    content = bytearray(old.path.read_bytes())
    content[:PAGE] = bytes(PAGE)
    old.path.write_bytes(content)
    with pytest.raises(NotARecord, match="verbale salvage .*old.db NEW"):
        Record(old, "read")
    saved, contents, log = _saved(old, tmp_path)
    assert contents.documents == tuple(
        replace(row, reader=contents.documents[0].reader) for row in sound.contents.documents
    )
    assert len(saved.unread) == 14
    assert log == sound.log


def test_what_is_in_the_log_file_is_saved(sound: Sound, tmp_path: Path) -> None:
    path = sound.copied(tmp_path / "live.db").path
    with Record(path) as record:
        record.add(reading_of("[He] {said} (no).", name="late.txt"))
        for suffix in ("", "-wal"):
            shutil.copy(f"{path}{suffix}", tmp_path / f"old.db{suffix}")
    saved, contents, _ = _saved(SqliteFile(tmp_path / "old.db"), tmp_path)
    assert saved.lost == ()
    assert contents.documents[-1].name == "late.txt"


@pytest.mark.parametrize("revision", ["0001", "0003"])
def test_records_of_earlier_versions(sound: Sound, tmp_path: Path, revision: str) -> None:
    old = SqliteFile(tmp_path / "old.db")
    with_rows_of(SqliteFile(sound.path), old, revision)
    saved, contents, log = _saved(old, tmp_path)
    assert (len(saved.documents), saved.unread, saved.lost) == (14, (), ())
    assert log == (sound.log if revision == "0003" else ())
    assert revision == "0001" or contents == sound.contents
    tamper(old, "UPDATE selector SET exact = 'x' WHERE exact = 'denied'")
    (tmp_path / "new.db").unlink()
    saved, _, _ = _saved(old, tmp_path)
    assert saved.unread == ("d1",)


def test_damage_anywhere(sound: Sound, tmp_path: Path) -> None:
    _damage_copies(sound, tmp_path, COPIES)


@pytest.mark.soak
def test_damage_anywhere_many_times(sound: Sound, tmp_path: Path) -> None:
    _damage_copies(sound, tmp_path, SOAK_COPIES)


def test_where_nothing_can_be_saved(tmp_path: Path) -> None:
    old, new = SqliteFile(tmp_path / "old.db"), SqliteFile(tmp_path / "new.db")
    with pytest.raises(RecordUnwritable, match=r"old.db cannot be opened: No such file.*Check"):
        salvage(old, new)
    assert not new.path.exists()
    for content in (b"", b"hello", bytes(3 * PAGE), b"SQLite format 3\0" + b"x" * 5000):
        old.path.write_bytes(content)
        told = (Problem("record", "the list of its tables is damaged or missing"),)
        assert salvage(old, new) == Salvaged((), (), 0, told)
        with Record(new) as record:
            assert record.verify() == []
        new.path.unlink()


def test_a_salvage_that_fails_leaves_no_file(
    sound: Sound, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_more_room(*_: object) -> None:
        raise RecordUnwritable("the disk is full")

    new = SqliteFile(tmp_path / "new.db")
    with monkeypatch.context() as patched:
        patched.setattr(tying, "note", no_more_room)
        with pytest.raises(RecordUnwritable, match="the disk is full"):
            salvage(SqliteFile(sound.path), new)
    assert list(tmp_path.iterdir()) == []
    assert salvage(SqliteFile(sound.path), new).lost == ()


def test_the_command(sound: Sound, tmp_path: Path, verbale: Command) -> None:
    old, new = sound.copied(tmp_path / "old.db"), tmp_path / "new.db"
    result = verbale("salvage", old, new)
    said = f"{new}: 14 documents saved, 0 of them to be read again, and 8 decisions.\n"
    assert (result.code, result.out, result.err) == (0, said, "")
    result = verbale("salvage", old, new)
    assert result.code == 1
    assert f"{new} exists already. Name a file that does not." in result.err
    tamper(old, "UPDATE document SET title = 'x' WHERE number = 3")
    result = verbale("salvage", old, tmp_path / "other.db")
    assert result.code == 1
    assert "d3: 3.txt: its name, title or date may be altered\n" in result.out
    for places in (("postgresql://h/db", new), (old, "postgresql://h/db")):
        result = verbale("salvage", *places)
        assert result.code == 1
        assert "?schema=public is on a server, and salvage is for files" in result.err


def _damage_copies(sound: Sound, tmp_path: Path, copies: int) -> None:
    seed = random.SystemRandom().randrange(2**32)
    chance = random.Random(seed)  # noqa: S311 - damage, not secrecy
    for number in range(copies):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        old = sound.copied(folder / "old.db")
        told = f"seed {seed}, copy {number}: {_damage(old.path, chance)}"
        damaged = old.path.read_bytes()
        assert _is_noticed(old, sound), told
        old.path.write_bytes(damaged)
        saved, contents, log = _saved(old, folder)
        _check_nothing_is_made_up(sound, contents, log, told)
        assert saved.lost or (contents, log) == (sound.contents, sound.log), told
        shutil.rmtree(folder)


def _damage(path: Path, chance: random.Random) -> str:
    """Do what disks and transfers do to files; say what."""
    content = bytearray(path.read_bytes())
    at = chance.randrange(len(content))
    kind = chance.choice(["a bit", "bits", "bytes", "a page", "the end"])
    if kind in {"a bit", "bits"}:
        for _ in range(1 if kind == "a bit" else chance.randrange(2, 60)):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    elif kind == "bytes":
        content[at : at + 300] = chance.randbytes(len(content[at : at + 300]))
    elif kind == "a page":
        at -= at % PAGE
        content[at : at + PAGE] = chance.randbytes(PAGE)
    else:
        del content[at:]
    path.write_bytes(content)
    return f"{kind} at {at}"


def _is_noticed(place: SqliteFile, sound: Sound) -> bool:
    """Tell whether `verify` finds the damage, or there is none to what the record holds."""
    try:
        with Record(place, "read") as record:
            if record.verify():
                return True
            return (record.contents(), tuple(record.log())) == (sound.contents, sound.log)
    except RecordError:
        return True


def _saved(old: SqliteFile, folder: Path) -> tuple[Salvaged, Contents, tuple[Decision, ...]]:
    before = old.path.read_bytes()
    saved = salvage(old, SqliteFile(folder / "new.db"))
    assert old.path.read_bytes() == before
    with Record(folder / "new.db", "read") as record:
        for problem in record.verify():
            missing = "of table decision points to no row" in problem.what
            assert missing or problem.where.startswith("decision"), problem
        return saved, record.contents(), tuple(record.log())


def _check_nothing_is_made_up(
    sound: Sound, contents: Contents, log: tuple[Decision, ...], told: str
) -> None:
    assert set(log) <= set(sound.log), told
    true = {row.id: row for row in sound.contents.statements}
    for row in contents.statements:
        # What a lost decision had changed is as it was read.
        assert row == replace(true[row.id], review=row.review, file=row.file), told
    assert set(contents.links) <= set(sound.contents.links), told
    bytes_of = {row.id: row.sha256 for row in sound.contents.documents}
    for document in contents.documents:
        assert document.sha256 in bytes_of.values(), told


def _overwrite(path: Path, words: bytes, others: bytes) -> None:
    """Change bytes of the original, which stand before those of the text in the file."""
    with closing(sqlite3.connect(path)) as connection, connection:
        (content,) = connection.execute(
            "SELECT content FROM original WHERE instr(content, ?)", (words,)
        ).fetchone()
        connection.execute(
            "UPDATE original SET content = ? WHERE content = ?",
            (content.replace(words, others), content),
        )
