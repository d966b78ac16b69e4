from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from verbale import intake
from verbale.errors import RecordUnwritable
from verbale.intake import add_files
from verbale.record import Record

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2024, 6, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    (folder / "b").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    for name in ("z.txt", "a.md", "b/c.html", ".secret.txt", ".hidden/d.txt"):
        (folder / name).write_text(f"The minister said that {name} was wrong.", encoding="utf-8")
    (folder / "a.toml").write_text('title = "The first"', encoding="utf-8")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "bad.txt").write_bytes(b"caf\xe9 ferm\xe9")
    return folder


def test_a_folder(record: Record, folder: Path) -> None:
    summary = add_files(record, [folder], today=TODAY)
    assert [(row.id, row.name, row.title) for row in record.documents()] == [
        ("d1", "a.md", "The first"),
        ("d2", "z.txt", None),
        ("d3", "b/c.html", None),
    ]
    assert (summary.count("added"), summary.count("failed"), summary.skipped) == (3, 1, 1)
    (failed,) = (outcome for outcome in summary.outcomes if outcome.state == "failed")
    assert failed.path == str(folder / "bad.txt")
    assert "is not UTF-8" in str(failed.reason)
    assert summary.stopped is None


def test_again_reads_nothing(record: Record, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_files(record, [folder], today=TODAY)
    before = record.contents()
    monkeypatch.setattr(intake, "read", lambda _: pytest.fail("a known document was read again"))
    summary = add_files(record, [folder], today=TODAY)
    assert (summary.count("added"), summary.count("unchanged")) == (0, 3)
    assert [each.document_id for each in summary.outcomes] == ["d1", None, "d2", "d3"]
    assert record.contents() == before


def test_files_named_one_by_one(record: Record, folder: Path) -> None:
    named = [folder / "photo.jpg", folder / "none.txt", folder / "z.txt", folder / "none.doc"]
    summary = add_files(record, named, today=TODAY)
    reasons = {outcome.path: outcome.reason for outcome in summary.outcomes}
    assert "Rename it to end in: .txt, .md, .html, .htm." in str(reasons[str(named[0])])
    assert "No such file" in str(reasons[str(named[1])])
    assert reasons[str(named[2])] is None
    assert "No such file" in str(reasons[str(named[3])])
    assert summary.skipped == 0


def test_wrong_metadata_fails_one_document_only(record: Record, folder: Path) -> None:
    (folder / "a.toml").write_text('published = "2202"', encoding="utf-8")
    summary = add_files(record, [folder], today=TODAY)
    assert (summary.count("added"), summary.count("failed")) == (2, 2)


def test_a_folder_without_rights(ordinary_folder: Path) -> None:
    closed = ordinary_folder / "closed"
    closed.mkdir(mode=0o000)
    (ordinary_folder / "a.txt").write_text("The minister said no.", encoding="utf-8")
    inside = closed / "inside.txt"
    with Record(ordinary_folder / "record.db") as record:
        summary = add_files(record, [ordinary_folder, closed, inside], today=TODAY)
    assert summary.count("added") == 1
    reasons = {outcome.reason for outcome in summary.outcomes if outcome.reason}
    assert reasons == {
        f"{path} cannot be opened: Permission denied. Check its rights."
        for path in (closed, inside)
    }


def test_an_interruption_keeps_what_is_done(record: Record, folder: Path) -> None:
    def interrupt(done: int, _total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    summary = add_files(record, [folder], today=TODAY, progress=interrupt)
    assert isinstance(summary.stopped, KeyboardInterrupt)
    assert [row.name for row in record.documents()] == ["a.md"]
    assert add_files(record, [folder], today=TODAY).count("added") == 2


def test_a_fault_of_the_record_ends_the_work(
    record: Record, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_reading: object) -> None:
        raise RecordUnwritable("the disk is full")

    monkeypatch.setattr(record, "add", full)
    summary = add_files(record, [folder], today=TODAY)
    assert isinstance(summary.stopped, RecordUnwritable)
    assert summary.outcomes == []


def test_progress_tells_how_far(record: Record, folder: Path) -> None:
    told: list[tuple[int, int]] = []
    add_files(record, [folder], today=TODAY, progress=lambda *each: told.append(each))
    assert told == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
