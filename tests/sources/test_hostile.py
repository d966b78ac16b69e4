"""Files that mean harm, or met it: each costs itself and nothing else."""

from __future__ import annotations

import copy
import gzip
import io
import random
import zipfile
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from tests.sources import corpus
from tests.sources.shared import several
from verbale.sources.sandbox import Limits, Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {x} "{f"&{y};" * 10}">' for x, y in zip("bcdefghij", "abcdefghi", strict=True)
    )
    + "]>"
)
LEAK = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY j SYSTEM "file:///etc/passwd">]>'


def _bomb() -> bytes:
    return corpus.zipped({"a.txt": bytes(40_000_000)})


def _overlapping() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", bytes(9_000))
        for number in range(50):
            again = copy.copy(archive.filelist[0])
            again.filename = again.orig_filename = f"{number}.txt"
            archive.filelist.append(again)
    return buffer.getvalue()


def _nested(depth: int) -> bytes:
    data = b"He said no."
    for number in range(depth):
        data = corpus.zipped({"a.txt" if number == 0 else "a.zip": data})
    return data


def _word_with(head: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(corpus.word("clubs"))) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    xml = parts["word/document.xml"].decode().split("?>", 1)[1]
    parts["word/document.xml"] = (head + xml.replace("Rapporteur", "&j;")).encode()
    return corpus.zipped(parts)


def _odt_with(head: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(corpus.odt("clubs"))) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    xml = parts["content.xml"].decode().split("?>", 1)[1]
    parts["content.xml"] = (head + xml.replace("Rapporteur", "&j;")).encode()
    return corpus.zipped(parts)


def _feed_with(head: str) -> bytes:
    xml = corpus.feed(["clubs"]).decode().split("?>", 1)[1]
    return (head + xml.replace("Rapporteur", "&j;")).encode()


def _pdf_of(objects: list[str]) -> bytes:
    """A PDF file of these objects, the first being the catalogue."""
    data = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{each}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        data
        + (
            f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
            f"startxref\n{len(data)}\n%%EOF\n"
        ).encode()
    )


def _many_pages(count: int) -> bytes:
    catalogue = "<< /Type /Catalog /Pages 2 0 R >>"
    kids = "3 0 R " * count
    pages = f"<< /Type /Pages /Count {count} /Kids [{kids}] >>"
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>"
    return _pdf_of([catalogue, pages, page])


def _loop() -> bytes:
    catalogue = "<< /Type /Catalog /Pages 2 0 R >>"
    return _pdf_of([catalogue, "<< /Type /Pages /Count 2 /Kids [2 0 R 2 0 R] /Parent 2 0 R >>"])


def _deep_mail() -> bytes:
    head = b"MIME-Version: 1.0\n"
    for number in range(2_000):
        head += f'Content-Type: multipart/mixed; boundary="{number}"\n\n--{number}\n'.encode()
    return head + b"Content-Type: text/plain\n\nNo.\n"


def _messages_in_messages() -> bytes:
    message = EmailMessage()
    message.set_content("He said no.\n")
    for number in range(12):
        outer = EmailMessage()
        outer["Message-ID"] = f"<{number}@example.org>"
        outer.set_content(f"Forwarded {number}.\n")
        outer.add_attachment(message)
        message = outer
    return bytes(message)


REFUSED = {
    "bomb.zip": (_bomb, "bomb.zip is a bomb: "),
    "overlapping.zip": (_overlapping, "overlapping.zip is a bomb: its files lie over one another"),
    "bomb.gz": (lambda: gzip.compress(bytes(60_000_000)), "bomb.gz unpacks to more than 50 MB"),
    "nested.zip": (lambda: _nested(12), "lies too deep in archives. Unpack the outer ones first."),
    "laughs.odt": (lambda: _odt_with(LAUGHS), "laughs.odt has a content.xml that is too large or"),
    "secret.odt": (lambda: _odt_with(LEAK), "secret.odt has a content.xml that is too large or"),
    "laughs.xml": (lambda: _feed_with(LAUGHS), "laughs.xml declares entities: a bomb."),
    "secret.xml": (lambda: _feed_with(LEAK), "secret.xml declares entities: a bomb."),
    "laughs.docx": (lambda: _word_with(LAUGHS), "laughs.docx declares entities: a bomb."),
    "secret.docx": (lambda: _word_with(LEAK), "secret.docx declares entities: a bomb."),
    "long.pdf": (lambda: _many_pages(10_000), "long.pdf has 10,000 pages. Split it into parts"),
    "loop.pdf": (_loop, "loop.pdf"),
    "cut.pdf": (lambda: corpus.pdf("clubs")[:600], "cut.pdf is a damaged or unfinished PDF file."),
    "cut.docx": (lambda: corpus.word("clubs")[:9_000], "cut.docx is a damaged or unfinished ZIP"),
    "cut.gz": (lambda: gzip.compress(b"No." * 999)[:-9], "cut.gz is a damaged or unfinished gzip"),
    "deep.json": (lambda: b'{"a":' * 100_000, "deep.json"),
    "sheet.xlsx": (
        lambda: corpus.zipped({"xl/workbook.xml": b"<x/>"}),
        "sheet.xlsx is a spreadsheet. Save its sheets as CSV.",
    ),
    "empty.zip": (lambda: corpus.zipped({}), "empty.zip holds no document that can be read."),
    "no-words.docx": (
        lambda: corpus.zipped({"word/document.xml": b"<x/>"}),
        "no-words.docx is damaged or of another format than it seems (KeyError",
    ),
}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(Limits(computing=10, waiting=30)) as made:
        yield made


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_costs_itself(name: str, sandbox: Sandbox) -> None:
    make, says = REFUSED[name]
    documents, reasons = several(make(), name, sandbox)
    assert documents == []
    assert len(reasons) == 1
    assert says in reasons[0]
    assert reasons[0].startswith(name)
    assert [each.text for each in several(b"<p>No.</p>", "a.html", sandbox)[0]] == ["No."]


def test_files_whose_names_lead_out_are_left_out(sandbox: Sandbox) -> None:
    names = ["../a.txt", "/etc/a.txt", "b/../../a.txt", "..\\a.txt", "C:\\a.txt", "good.txt"]
    data = corpus.zipped(dict.fromkeys(names, b"He said no."))
    documents, reasons = several(data, "a.zip", sandbox)
    assert [each.name for each in documents] == ["a.zip/good.txt"]
    assert len(reasons) == 5
    assert all("whose name leads out of it" in reason for reason in reasons)


def test_names_that_break_lines(sandbox: Sandbox) -> None:
    data = corpus.zipped(
        {"a\n\x1b[31m.txt": b"No.", "b\r.doc": b"\xd0\xcf\x11\xe0", "c" * 900: b"#"}
    )
    documents, reasons = several(data, "a.zip", sandbox)
    assert documents[0].name == "a.zip/a__[31m.txt"
    assert reasons[0].startswith("a.zip/b_.doc is an old office file.")
    assert len(documents[1].name) == 506


def test_a_locked_file_in_an_archive(sandbox: Sandbox) -> None:
    data = bytearray(corpus.zipped({"a.txt": b"No.", "b.txt": b"Yes."}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    documents, reasons = several(bytes(data), "a.zip", sandbox)
    assert [each.text for each in documents] == ["Yes."]
    assert reasons == ["a.zip/a.txt is encrypted. Unpack it with its password."]


def test_a_file_in_an_archive_whose_bytes_are_damaged(sandbox: Sandbox) -> None:
    data = bytearray(corpus.zipped({"a.txt": corpus.text_of("clubs").encode(), "b.txt": b"Yes."}))
    data[60] ^= 0xFF
    documents, reasons = several(bytes(data), "a.zip", sandbox)
    assert [each.text for each in documents] == ["Yes."]
    assert len(reasons) == 1
    assert reasons[0].startswith("a.zip/a.txt cannot be unpacked")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", b"<div>" * 60_000 + b"No."),
        ("a.html", b"<table><tr><td>" * 5_000 + b"No."),
        ("a.md", b">" * 20_000 + b" No."),
        ("a.md", b"[" * 20_000 + b"No."),
        ("a.md", b"*a _b " * 20_000),
        ("a.eml", _deep_mail()),
        ("a.eml", _messages_in_messages()),
        ("a.csv", b"text\n" + b'"' * 99_999),
        ("a.vtt", b"WEBVTT\n\n" + b"00:01.000 --> " * 9_000),
        ("a.srt", b"1\n00:00:01,000 --> 00:00:02,000\n" + b"<" * 90_000),
        ("a.xml", b"<rss>" + b"<a>" * 50_000),
        ("a.txt", b"From: a@b.c\nMessage-ID: <1@x>\n" + b"a" * 99_999),
        ("a.pdf", b"%PDF-1.4\n" + bytes(range(256)) * 400),
        ("a.pdf", b"%PDF-1.4\n" + b"1 0 obj\n<< /A " * 30_000),
    ],
)
def test_depth_and_length_break_nothing(name: str, data: bytes, sandbox: Sandbox) -> None:
    documents, reasons = several(data, name, sandbox)
    assert documents or reasons
    assert [each.text for each in several(b"<p>No.</p>", "b.html", sandbox)[0]] == ["No."]


def test_damage_of_any_kind_is_survived(sandbox: Sandbox) -> None:
    chance = random.Random(7)  # noqa: S311
    samples = {
        "a.pdf": corpus.pdf("clubs"),
        "a.docx": corpus.word("clubs"),
        "a.odt": corpus.odt("clubs"),
        "a.html": corpus.page("clubs"),
        "a.eml": corpus.mail("clubs", {"a.pdf": corpus.pdf("press")}),
        "a.warc": corpus.warc({"https://example.org/": corpus.page("clubs")}),
        "a.xml": corpus.feed(["clubs", "press"]),
        "a.zip": corpus.zipped({"a.md": corpus.markdown("clubs")}),
    }
    for name, sample in samples.items():
        for _ in range(12):
            data = bytearray(sample)
            for _ in range(chance.randint(1, 20)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            cut = chance.choice([len(data), chance.randrange(1, len(data))])
            for document in several(bytes(data[:cut]), name, sandbox)[0]:
                assert all(
                    0 <= place.start < place.end <= len(document.text) for place in document.places
                )
