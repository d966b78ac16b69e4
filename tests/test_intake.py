from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import threading
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.sources import corpus
from verbale import intake
from verbale.errors import RecordUnwritable, UnreadableDocument
from verbale.intake import add_files, failed_before, keep_failures
from verbale.model import Origin
from verbale.record import Record
from verbale.sources.fetch import Fetched, Fetcher

if TYPE_CHECKING:
    from tests.conftest import Command
    from verbale.model import Reading
    from verbale.record.store import Added

TODAY = date(2024, 6, 1)
SCRIPT = Path(sys.executable).with_name("verbale")


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


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take no such names")
@pytest.mark.parametrize("workers", [1, 2])
def test_a_name_that_is_no_text_costs_its_file(
    record: Record, tmp_path: Path, workers: int
) -> None:
    for name in (b"caf\xe9.html", b"ok.html"):
        path = os.path.join(os.fsencode(tmp_path), name)  # noqa: PTH118 - of bytes
        with open(path, "wb") as file:  # noqa: PTH123
            file.write(b"<p>The minister said that it was wrong.</p>")
    summary = add_files(record, [tmp_path], today=TODAY, workers=workers)
    assert [row.name for row in record.documents()] == ["ok.html"]
    (failed,) = (outcome for outcome in summary.outcomes if outcome.state == "failed")
    assert failed.reason == (
        f"{tmp_path}/caf\ufffd.html has a name that is not in UTF-8. Rename it."
    )
    keep_failures(summary, tmp_path / "failed.jsonl")
    assert len(failed_before(tmp_path / "failed.jsonl")) == 1


def test_again_reads_nothing(record: Record, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_files(record, [folder], today=TODAY)
    before = record.contents()
    monkeypatch.setattr(intake, "read", lambda _: pytest.fail("a known document was read again"))
    summary = add_files(record, [folder], today=TODAY)
    assert (summary.count("added"), summary.count("unchanged")) == (0, 3)
    assert [each.document_id for each in summary.outcomes] == ["d1", None, "d2", "d3"]
    assert record.contents() == before


def test_read_anew_takes_over_what_is_told_by_now(record: Record, folder: Path) -> None:
    add_files(record, [folder], today=TODAY)
    record.review("d2.s1", "accept", by="Ann", at="2024-06-01T12:00:00Z")
    (folder / "z.toml").write_text(
        'published = "2024-05-31"\nkind = "press-release"', encoding="utf-8"
    )
    (folder / "new.txt").write_text("The mayor said that it was new.", encoding="utf-8")
    summary = add_files(record, [folder], today=TODAY, again=True)
    counts = [summary.count(state) for state in ("added", "read again", "unchanged", "failed")]
    assert counts == [1, 3, 0, 1]
    row = record.documents()[1]
    assert (row.name, row.published, row.kind) == ("z.txt", "2024-05-31", "press-release")
    assert record.statement("d2.s1").review == "accepted"
    assert record.verify() == []


def test_a_name_that_lies_is_in_the_report(verbale: Command, tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_text("The minister said no.", encoding="utf-8")
    lie = f"warning: {tmp_path}/letter.docx: its name ends in .docx, but it is plain text"
    added = verbale("add", tmp_path / "new.db", tmp_path / "letter.docx")
    assert added.out == "1 added, 0 unchanged, 0 failed.\n"
    assert added.err.startswith(lie)
    assert verbale("read", tmp_path / "letter.docx").err.startswith(lie)


def test_files_named_one_by_one(record: Record, folder: Path) -> None:
    named = [folder / "photo.jpg", folder / "none.txt", folder / "z.txt", folder / "none.doc"]
    summary = add_files(record, named, today=TODAY)
    reasons = {outcome.path: outcome.reason for outcome in summary.outcomes}
    assert "is of no format that can be read" in str(reasons[str(named[0])])
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


MIXED = {
    "a.pdf": corpus.pdf("bridge"),
    "b.docx": corpus.word("clubs"),
    "c.html": corpus.page("press"),
    "d.eml": corpus.mail(
        "prison", {"water.pdf": corpus.pdf("water"), "old.doc": b"\xd0\xcf\x11\xe0"}
    ),
    "e.zip": corpus.zipped({"school.md": corpus.markdown("school"), "seal.png": b"\x89PNG"}),
    "really-a-pdf.txt": corpus.pdf("school"),
    "cut.pdf": corpus.pdf("clubs")[:500],
    "bomb.zip": corpus.zipped({"a.txt": bytes(40_000_000)}),
    "photo.jpg": b"\xff\xd8\xff\xe0",
    "script.py": b"print('He said no.')",
    "manifest.csv": b"file,publisher\na.pdf,The Council\ncut.pdf,Nobody\n",
}


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    folder = tmp_path / "mixed"
    folder.mkdir()
    for name, data in MIXED.items():
        (folder / name).write_bytes(data)
    return folder


@pytest.mark.parametrize("workers", [1, 3])
def test_a_mixed_folder(record: Record, mixed: Path, workers: int) -> None:
    summary = add_files(record, [mixed], today=TODAY, workers=workers)
    assert [row.name for row in record.documents()] == [
        "a.pdf",
        "b.docx",
        "c.html",
        "d.eml",
        "d.eml/water.pdf",
        "e.zip/school.md",
        "really-a-pdf.txt",
    ]
    assert [outcome.reason for outcome in summary.outcomes if outcome.state == "failed"] == [
        reason
        for outcome in summary.outcomes
        for reason in [outcome.reason]
        if reason
        and ("bomb.zip is a bomb" in reason or "cut.pdf is a" in reason or "old.doc" in reason)
    ]
    assert (summary.count("failed"), summary.skipped) == (3, 2)
    assert record.documents()[0].publisher == "The Council"
    assert record.statements()
    assert record.verify() == []


def test_workers_change_nothing(tmp_path: Path, mixed: Path) -> None:
    held = []
    for workers in (1, 4):
        with Record(tmp_path / f"{workers}.db") as record:
            summary = add_files(record, [mixed], today=TODAY, workers=workers)
            held.append((record.contents(), summary))
    assert held[0] == held[1]


def test_again_reads_nothing_of_an_archive(
    record: Record, mixed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_files(record, [mixed], today=TODAY)
    monkeypatch.setattr(intake, "read", lambda _: pytest.fail("a known document was read again"))
    summary = add_files(record, [mixed], today=TODAY, workers=2)
    assert (summary.count("added"), summary.count("unchanged")) == (0, 7)


def test_what_a_worker_raises_is_raised(
    record: Record, mixed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(intake, "read", broken)
    with pytest.raises(ZeroDivisionError):
        add_files(record, [mixed], today=TODAY, workers=2)


def test_an_interruption_sends_the_workers_home(record: Record, mixed: Path) -> None:
    def interrupt(done: int, _total: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    before = threading.active_count()
    summary = add_files(record, [mixed], today=TODAY, workers=3, progress=interrupt)
    assert isinstance(summary.stopped, KeyboardInterrupt)
    assert threading.active_count() == before
    assert [row.name for row in record.documents()] == ["a.pdf"]
    assert add_files(record, [mixed], today=TODAY, workers=3).count("added") == 6


def test_attachments_that_an_interruption_left_out_come_later(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "d.eml"
    path.write_bytes(MIXED["d.eml"])
    add = record.add

    def interrupted(reading: Reading) -> Added:
        if reading.document.media_type == "application/pdf":
            raise KeyboardInterrupt
        return add(reading)

    monkeypatch.setattr(record, "add", interrupted)
    assert add_files(record, [path], today=TODAY).count("added") == 1
    monkeypatch.setattr(record, "add", add)
    summary = add_files(record, [path], today=TODAY)
    assert [outcome.state for outcome in summary.outcomes] == ["unchanged", "added", "failed"]


def test_an_address(record: Record) -> None:
    class Canned(Fetcher):
        def fetch(self, url: str) -> Fetched:
            if "gone" in url:
                raise UnreadableDocument(f"{url} is refused with status 404. Save the page.")
            return Fetched(corpus.page("press"), Origin(url, "2024-06-01T00:00:00+00:00"))

    urls = ["https://example.org/press", "https://example.org/gone"]
    summary = add_files(record, urls, today=TODAY, fetcher=Canned())
    assert [row.name for row in record.documents()] == urls[:1]
    assert [outcome.state for outcome in summary.outcomes] == ["added", "failed"]
    assert summary.outcomes[1].path == urls[1]


def test_what_failed_is_tried_again(record: Record, mixed: Path, tmp_path: Path) -> None:
    failures = tmp_path / "failed.jsonl"
    keep_failures(add_files(record, [mixed], today=TODAY), failures)
    names = [each.name for each in failed_before(failures)]
    assert names == ["bomb.zip", "cut.pdf", "d.eml"]
    (mixed / "cut.pdf").write_bytes(corpus.pdf("clubs", corpus.PdfForm(size=12)))
    summary = add_files(record, failed_before(failures), today=TODAY)
    assert summary.count("added") == 1
    assert record.documents()[-1].name == "cut.pdf"
    keep_failures(summary, failures)
    assert [each.name for each in failed_before(failures)] == ["bomb.zip", "d.eml"]


def test_what_was_not_tried_stays_listed(record: Record, mixed: Path, tmp_path: Path) -> None:
    failures = tmp_path / "failed.jsonl"
    keep_failures(add_files(record, [mixed / "cut.pdf"], today=TODAY), failures)
    keep_failures(add_files(record, [mixed / "bomb.zip"], today=TODAY), failures)
    assert [each.name for each in failed_before(failures)] == ["cut.pdf", "bomb.zip"]
    (mixed / "cut.pdf").write_text("The minister said no.", encoding="utf-8")
    (mixed / "bomb.zip").write_text("The minister said yes.", encoding="utf-8")
    keep_failures(add_files(record, failed_before(failures), today=TODAY), failures)
    assert not failures.exists()
    assert failed_before(failures) == []


def test_a_list_of_failures_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "failed.jsonl"
    path.write_text("nothing", encoding="utf-8")
    with pytest.raises(UnreadableDocument, match=r"failed.jsonl is no list of failures. Remove it"):
        failed_before(path)


def test_the_command_tries_again_what_failed(verbale: Command, mixed: Path, tmp_path: Path) -> None:
    record = tmp_path / "r.db"
    added = verbale("add", record, mixed)
    assert added.code == 1
    assert added.out == "7 added, 0 unchanged, 3 failed, 2 skipped (no format that is known).\n"
    assert added.err.count("failed: ") == 3
    for name in ("bomb.zip", "cut.pdf", "d.eml"):
        (mixed / name).write_text(f"The minister said that {name} was wrong.", encoding="utf-8")
    again = verbale("add", record, "--retry-failed")
    assert (again.code, again.out) == (0, "3 added, 0 unchanged, 0 failed.\n")
    assert not (tmp_path / "r.db.failed.jsonl").exists()
    assert verbale("add", record).code == 2


def test_on_a_terminal_a_bar_tells_rate_and_time_left(folder: Path, tmp_path: Path) -> None:
    for number in range(40):
        (folder / f"{number}.txt").write_text(
            f"The minister said no to {number}.", encoding="utf-8"
        )
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [SCRIPT, "add", tmp_path / "r.db", folder],
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
    ):
        os.close(theirs)
        shown = b""
        with suppress(OSError):  # the terminal ends with who writes to it
            while piece := os.read(ours, 65_536):
                shown += piece
    os.close(ours)
    assert re.search(rb"\d+/44", shown)
    assert re.search(rb"\d+\.\d/s", shown)
    assert re.search(rb"\d:\d\d:\d\d", shown)
