from __future__ import annotations

import gzip
import io
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sources import corpus
from verbale.errors import UnreadableDocument
from verbale.model import Document
from verbale.sources.files import document_from_bytes, documents_from_bytes
from verbale.sources.formats import belied, format_of
from verbale.sources.metadata import Metadata

TODAY = date(2024, 6, 1)
EVERY = {
    "text": corpus.text_of("clubs").encode(),
    "html": corpus.page("clubs"),
    "pdf": corpus.pdf("clubs"),
    "zip": corpus.word("clubs"),
    "gzip": gzip.compress(b"He said no."),
    "warc": corpus.warc({"https://example.org/": corpus.page("clubs")}),
    "mail": corpus.mail("clubs"),
    "mailbox": b"From ann@example.org Tue Mar  5 10:00:00 2024\n" + corpus.mail("clubs"),
    "captions": corpus.captions("clubs"),
    "feed": corpus.feed(["clubs"]),
    "json": b'[{"text": "He said no."}]',
    "unsupported": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
}


@pytest.mark.parametrize("expected", EVERY)
@pytest.mark.parametrize("name", ["a", "a.txt", "a.pdf", "a.html", "a.docx", "a.xyz"])
def test_the_first_bytes_tell_whatever_the_name(expected: str, name: str) -> None:
    told = format_of(EVERY[expected], name)
    # Nothing in Markdown, tables or a page without its head tells them from text but the name.
    assert told == expected or (expected == "text" and told == "text")


@pytest.mark.parametrize(
    ("name", "format_", "says"),
    [
        ("a.docx", "text", "its name ends in .docx, but it is plain text and was read as that"),
        ("a.txt", "pdf", "its name ends in .txt, but it is a PDF file and was read as that"),
        ("https://e.org/a.pdf?x=1.txt", "html", "its name ends in .pdf, but it is a web page"),
        ("a.html", "text", "its name ends in .html, but it is plain text"),
        ("a.pdf", "zip", "its name ends in .pdf, but it is an office file or an archive"),
        ("a.txt", "mail", "its name ends in .txt, but it is a mail"),
    ],
)
def test_a_name_that_lies_is_told(name: str, format_: str, says: str) -> None:
    data = EVERY[format_]
    assert (belied(data, name) or "").startswith(says)
    (document,) = documents_from_bytes(data, name, Metadata(), today=TODAY)
    assert not isinstance(document, UnreadableDocument)
    assert ("warning", belied(data, name)) in document.labels


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("a.txt", "text"),
        ("a", "pdf"),
        ("a.docx", "zip"),
        ("a.odt", "zip"),
        ("a.xml", "html"),
        ("a.aspx", "html"),
        ("https://example.md", "html"),
        ("a.eml", "mailbox"),
    ],
)
def test_a_name_that_tells_nothing_else_is_left_alone(name: str, format_: str) -> None:
    assert belied(EVERY[format_], name) is None


def test_an_attachment_with_a_name_that_lies_is_told() -> None:
    data = corpus.mail("clubs", {"report.docx": b"The minister said no."})
    found = documents_from_bytes(data, "a.eml", Metadata(), today=TODAY)
    labels = {each.name: each.labels for each in found if isinstance(each, Document)}
    lie = "its name ends in .docx, but it is plain text and was read as that"
    assert ("warning", lie) in labels["a.eml/report.docx"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.md", "markdown"),
        ("a.csv", "table"),
        ("a.tsv", "table"),
        ("a.jsonl", "json"),
        ("a.eml", "mail"),
        ("a.html", "text"),
        ("a.HTM", "text"),
        ("a.pdf", "text"),
        ("https://example.org/report?id=4", "text"),
    ],
)
def test_the_name_tells_where_the_bytes_are_silent(name: str, expected: str) -> None:
    assert format_of(b"He said no; she said yes.", name) == expected


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"ab\0cd", b"\x7fELF", bytes(range(20)) * 9]
)
def test_none_of_ours(data: bytes) -> None:
    assert format_of(data, "a.txt") is None
    with pytest.raises(UnreadableDocument, match="a.txt is of no format that can be read"):
        document_from_bytes(data, "a.txt", Metadata(), today=TODAY)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc is an old office file. Save it as DOCX"),
        (b"{\\rtf1 He said no.}", "a.doc is an RTF file. Save it as DOCX"),
    ],
)
def test_what_is_known_and_not_read(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableDocument, match=says):
        document_from_bytes(data, "a.doc", Metadata(), today=TODAY)


@given(st.binary(max_size=400), st.sampled_from(["a", "a.txt", "a.csv", "a.xml"]))
def test_any_bytes_have_a_format_or_none(data: bytes, name: str) -> None:
    format_of(data, name)


def test_an_archive_that_begins_with_a_pdf_is_an_archive() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.pdf", corpus.pdf("clubs"))
    assert format_of(buffer.getvalue(), "a") == "zip"


def test_an_archive_is_not_one_document() -> None:
    data = corpus.zipped({"a.txt": b"He said no.", "b.txt": b"She said yes."})
    with pytest.raises(UnreadableDocument, match=r"a.zip holds several documents. Put them on"):
        document_from_bytes(data, "a.zip", Metadata(), today=TODAY)
    found = list(documents_from_bytes(data, "a.zip", Metadata(publisher="Us"), today=TODAY))
    assert [each.publisher for each in found if not isinstance(each, Exception)] == ["Us", "Us"]
