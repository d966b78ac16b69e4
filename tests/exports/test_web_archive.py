"""A document as a web archive, and back."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from fastwarc import ArchiveIterator

from tests.sources import corpus
from verbale.intake import add_files
from verbale.model import Origin
from verbale.reading import read
from verbale.record import Record
from verbale.sources.files import document_from_bytes
from verbale.sources.metadata import Metadata

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Command

TODAY = date(2024, 6, 1)
FETCHED = Origin(
    url="https://example.org/a",
    retrieved="2024-03-05T09:00:00+00:00",
    redirects=("https://example.org/Statement?id=1",),
    headers=(
        ("content-type", "text/html; charset=utf-8"),
        ("content-encoding", "gzip"),
        ("content-length", "7"),
        ("transfer-encoding", "chunked"),
        ("x-note", "of two\r\n lines"),
    ),
)
FILES = {
    "letter.md": corpus.markdown("clubs"),
    "two words & más.html": corpus.page("press"),
    "press.docx": corpus.word("press"),
    "reply.pdf": corpus.pdf("water"),
    "talk.vtt": corpus.captions("school"),
    "plain.txt": b"The minister said no.\r\n",
    "rows.csv": b"title,text\nOne,He said no.\n",
}
ENDINGS = [".warc", ".warc.gz", ".wacz"]


def page_on_record(path: Path) -> None:
    made = document_from_bytes(
        corpus.page("clubs"), "https://example.org/a", Metadata(), today=TODAY
    )
    with Record(path) as record:
        record.add(read(replace(made, origin=FETCHED)))


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_page_comes_back(verbale: Command, tmp_path: Path, ending: str) -> None:
    first, second, archive = tmp_path / "1.db", tmp_path / "2.db", tmp_path / f"a{ending}"
    page_on_record(first)
    result = verbale("custody", first, "d1", "--archive", archive)
    assert (result.code, result.err) == (0, "")
    assert verbale("add", second, archive).out == "1 added, 0 unchanged, 0 failed.\n"
    with Record(first, "read") as before, Record(second, "read") as after:
        assert after.original("d1").content == before.original("d1").content
        assert after.text("d1") == before.text("d1")
        told = after.custody("d1")
        assert after.verify() == []
    assert told.url == "https://example.org/Statement?id=1"
    assert told.retrieved == FETCHED.retrieved
    assert dict(told.headers) == {
        "content-type": "text/html; charset=utf-8",
        "x-orig-content-encoding": "gzip",
        "x-orig-content-length": "7",
        "x-orig-transfer-encoding": "chunked",
        "x-note": "of two lines",
    }


@pytest.mark.parametrize("ending", ENDINGS)
def test_files_come_back(verbale: Command, tmp_path: Path, ending: str) -> None:
    first, second, folder = tmp_path / "1.db", tmp_path / "2.db", tmp_path / "papers"
    folder.mkdir()
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    with Record(first) as before, Record(second) as after:
        add_files(before, [folder], today=TODAY)
        for row in before.documents():
            archive = tmp_path / f"{row.id}{ending}"
            assert verbale("custody", first, row.id, "--archive", archive).code == 0
            [added] = add_files(after, [archive], today=TODAY).outcomes
            assert (added.state, added.document_id) == ("added", row.id)
            assert after.original(row.id).content == before.original(row.id).content
            assert after.text(row.id) == before.text(row.id)
            told = after.custody(row.id)
            assert (told.url, told.retrieved) == (None, None)
            assert told.name.startswith(f"{archive.name}/{row.name}")
            assert told.media_type == before.custody(row.id).media_type
        assert len(before.documents()) == len(FILES)


def test_the_records_of_a_warc(verbale: Command, tmp_path: Path) -> None:
    record, archive = tmp_path / "r.db", tmp_path / "a.warc"
    page_on_record(record)
    verbale("custody", record, "d1", "--archive", archive)
    head, got, text, chain = (
        (dict(each.headers), each.reader.read(), each.verify_block_digest())
        for each in ArchiveIterator(io.BytesIO(archive.read_bytes()), verify_digests=True)
    )
    assert [each[0]["WARC-Type"] for each in (head, got, text, chain)] == [
        "warcinfo",
        "response",
        "conversion",
        "metadata",
    ]
    assert got[1] == corpus.page("clubs")
    assert got[0]["WARC-Target-URI"] == "https://example.org/Statement?id=1"
    assert got[0]["WARC-Date"] == "2024-03-05T09:00:00Z"
    with Record(record, "read") as kept:
        assert text[1].decode() == kept.text("d1")
        assert json.loads(chain[1])["sha256"] == kept.custody("d1").sha256
    assert text[0]["WARC-Refers-To"] == chain[0]["WARC-Refers-To"] == got[0]["WARC-Record-ID"]


def test_the_manifest_and_index_of_a_wacz(verbale: Command, tmp_path: Path) -> None:
    record, path = tmp_path / "r.db", tmp_path / "a.wacz"
    page_on_record(record)
    verbale("custody", record, "d1", "--archive", path)
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
        assert all(each.compress_type == zipfile.ZIP_STORED for each in archive.infolist())
    manifest = json.loads(files["datapackage.json"])
    assert {each["path"] for each in manifest["resources"]} | {
        "datapackage.json",
        "datapackage-digest.json",
    } == set(files)
    digest = json.loads(files["datapackage-digest.json"])
    for told in (*manifest["resources"], digest):
        found = hashlib.sha256(files[told["path"]]).hexdigest()
        assert told["hash"] == f"sha256:{found}"
    line = files["indexes/index.cdx"].decode()
    assert line.startswith("org,example)/statement?id=1 20240305090000 {")
    told = json.loads(line.split(" ", 2)[2])
    at, length = int(told["offset"]), int(told["length"])
    got = next(iter(ArchiveIterator(io.BytesIO(files["archive/data.warc.gz"][at : at + length]))))
    assert got.reader.read() == corpus.page("clubs")
    pages = [json.loads(each) for each in files["pages/pages.jsonl"].splitlines()]
    assert pages[1]["url"] == "https://example.org/Statement?id=1"


def test_what_cannot_be_written(verbale: Command, tmp_path: Path) -> None:
    record = tmp_path / "r.db"
    page_on_record(record)
    wrong = verbale("custody", record, "d1", "--archive", tmp_path / "a.zip")
    assert (wrong.code, wrong.out) == (2, "")
    assert "a.zip is no web archive. Let it end in .warc, .warc.gz or .wacz." in wrong.err
    nowhere = verbale("custody", record, "d1", "--archive", tmp_path / "none" / "a.warc")
    assert nowhere.code == 1
    assert "a.warc cannot be written: No such file or directory" in nowhere.err
