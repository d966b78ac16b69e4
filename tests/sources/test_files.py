from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sources import corpus
from verbale.errors import UnreadableDocument, WrongMetadata
from verbale.sources import files
from verbale.sources.files import (
    document_from_bytes,
    documents_in,
    load,
    read_bytes,
    read_stream,
)
from verbale.sources.metadata import Metadata

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2024, 6, 1)
PAGE = b"<!DOCTYPE html><title>A page</title><p>The minister said no to the proposal.</p>"


def test_text_is_kept_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes("\ufeffOne,\r\nshe said. \n".encode())
    document = load(path, Metadata(), today=TODAY)
    assert document.text == "One,\r\nshe said. \n"
    assert document.original == path.read_bytes()
    assert (document.media_type, document.extractor, document.kind) == (
        "text/plain",
        "plain",
        "news",
    )


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_offsets_of_any_text_hold(text: str) -> None:
    document = document_from_bytes(text.encode(), "a.txt", Metadata(), today=TODAY)
    assert document.media_type == "text/html" or document.text == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.txt", b"He said no.", "text/plain"),
        ("a.html", PAGE, "text/html"),
        ("a.txt", PAGE, "text/html"),
        ("standard input", b"<!-- saved --> <html><body>He said no.</body></html>", "text/html"),
        ("a.md", b"<b>He</b> said no.", "text/markdown"),
        ("a.htm", b"He said no.", "text/plain"),
    ],
)
def test_web_pages_are_told_from_text(name: str, data: bytes, media_type: str) -> None:
    assert document_from_bytes(data, name, Metadata(), today=TODAY).media_type == media_type


def test_who_calls_goes_before_companion_and_page(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(PAGE)
    (tmp_path / "page.toml").write_text('publisher = "C"\nkind = "speech"', encoding="utf-8")
    document = load(path, Metadata(publisher="Us", language="en"), today=TODAY)
    assert (document.publisher, document.kind, document.title) == ("Us", "speech", "A page")


@pytest.mark.parametrize("data", [b" \n\t", b"\xef\xbb\xbf", b"<html><body></body></html>"])
def test_no_text(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="a.html has no text. Check"):
        document_from_bytes(data, "a.html", Metadata(), today=TODAY)


def test_empty_and_too_large() -> None:
    with pytest.raises(UnreadableDocument, match="a.txt is empty"):
        read_stream(io.BytesIO(), "a.txt")
    with pytest.raises(UnreadableDocument, match="larger than 50 MB. Split it"):
        read_stream(io.BytesIO(bytes(50_000_001)), "a.txt")


def test_an_archive_too_large_to_be_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "SIZE_LIMIT", 5_000)
    path = tmp_path / "a.mbox"
    message = corpus.mail("clubs")
    path.write_bytes((b"From a@b.c Tue Mar  5 10:00:00 2024\n" + message + b"\n") * 9)
    found = list(documents_in(path, Metadata(), today=TODAY))
    assert [getattr(each, "title", None) for each in found] == ["Clubs and their registration"] * 9
    (tmp_path / "a.docx").write_bytes(corpus.word("clubs"))
    with pytest.raises(UnreadableDocument, match=r"a.docx is larger than 0 MB. Split it into"):
        load(tmp_path / "a.docx", Metadata(), today=TODAY)
    (tmp_path / "a.pdf").write_bytes(corpus.pdf("clubs") + bytes(9_000))
    with pytest.raises(UnreadableDocument, match=r"a.pdf is larger than 0 MB. Split it into"):
        load(tmp_path / "a.pdf", Metadata(), today=TODAY)


def test_files_that_cannot_be_opened(ordinary_folder: Path) -> None:
    closed = ordinary_folder / "closed.txt"
    closed.write_text("He said no.", encoding="utf-8")
    closed.chmod(0)
    with pytest.raises(UnreadableDocument, match=r"Permission denied. Check its rights."):
        read_bytes(closed)
    with pytest.raises(UnreadableDocument, match=r"No such file or directory. Check the name."):
        read_bytes(ordinary_folder / "none.txt")
    with pytest.raises(UnreadableDocument, match="Is a directory. Name a file in it."):
        read_bytes(ordinary_folder)


def test_wrong_metadata_names_the_document() -> None:
    with pytest.raises(WrongMetadata, match=r"^a.txt: The publication date 2202 lies in"):
        document_from_bytes(b"No.", "a.txt", Metadata(published="2202"), today=TODAY)
