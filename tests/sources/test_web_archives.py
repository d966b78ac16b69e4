from __future__ import annotations

import gzip

import pytest

from tests.sources import corpus
from tests.sources.corpus import LETTERS
from tests.sources.shared import several

PAGES = {f"https://example.org/{name}": corpus.page(name) for name in LETTERS}
WARC = corpus.warc(PAGES)
ARCHIVES = {
    "a.warc": WARC,
    "a.warc.gz": gzip.compress(WARC),
    "a.wacz": corpus.zipped(
        {
            "datapackage.json": b"{}",
            "archive/data.warc.gz": gzip.compress(WARC),
            "pages/p.jsonl": b"",
        }
    ),
    "a.zip": corpus.zipped({"deep/data.warc.gz": gzip.compress(WARC)}),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_pages_keep_address_moment_and_headers(name: str) -> None:
    documents, reasons = several(ARCHIVES[name], name)
    assert not reasons
    for letter, document in zip(LETTERS, documents, strict=True):
        assert corpus.f1(document.text, corpus.text_of(letter)) >= 0.99
        assert document.original == corpus.page(letter)
        assert document.name.endswith(f"https://example.org/{letter}")
        origin = document.origin
        assert origin.url == f"https://example.org/{letter}"
        assert origin.retrieved == "2024-03-05T09:00:00+00:00"
        assert ("Content-Type", "text/html") in origin.headers
        assert origin.container is not None
        assert origin.container.startswith(name)


def test_pictures_styles_and_failures_are_passed_over() -> None:
    data = (
        corpus.warc({"https://example.org/a.css": b"p {}"}, "text/css")
        + corpus.warc({"https://example.org/a.png": b"\x89PNG"}, "image/png")
        + corpus.warc({"https://example.org/gone": b"Gone."}).replace(b"200 OK", b"404 No")
        + corpus.warc({"https://example.org/a.pdf": corpus.pdf("clubs")}, "application/pdf")
    )
    documents, reasons = several(data, "a.warc")
    assert [each.name for each in documents] == ["https://example.org/a.pdf"]
    assert not reasons


def test_packed_pages() -> None:
    packed = gzip.compress(corpus.page("clubs"))
    data = corpus.warc({"https://example.org/": packed}).replace(
        b"Content-Type: text/html\r\n", b"Content-Type: text/html\r\nContent-Encoding: gzip\r\n"
    )
    at = data.index(b"\r\n\r\n") + 4
    head = data[:at].replace(
        f"Content-Length: {len(data) - at - 4 - 24}".encode(),
        f"Content-Length: {len(data) - at - 4}".encode(),
    )
    documents, reasons = several(head + data[at:], "a.warc")
    assert [each.original for each in documents] == [corpus.page("clubs")]
    assert not reasons


def test_an_archive_that_breaks_off_gives_what_came_before() -> None:
    documents, reasons = several(WARC[: len(WARC) // 2], "a.warc")
    assert 1 <= len(documents) <= len(LETTERS) // 2 + 1
    assert all(
        corpus.f1(d.text, corpus.text_of(n)) > 0.99
        for n, d in zip(LETTERS, documents[:2], strict=False)
    )
    assert len(reasons) <= 1


def test_an_archive_without_pages() -> None:
    data = corpus.warc({"https://example.org/a.css": b"p {}"}, "text/css")
    assert several(data, "a.warc") == ([], ["a.warc holds no document that can be read."])
