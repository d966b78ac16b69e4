from __future__ import annotations

import json

import pytest

from tests.sources import corpus
from tests.sources.corpus import LETTERS
from tests.sources.shared import several

NAMES = list(LETTERS)


def _json_feed(names: list[str]) -> bytes:
    items = [
        {
            "id": name,
            "url": f"https://example.org/{name}",
            "title": LETTERS[name][0],
            "content_text": "\n\n".join(LETTERS[name][1:]),
            "date_published": "2024-03-05T09:00:00Z",
        }
        for name in names
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Delta Post", "items": items}
    return json.dumps(feed).encode()


FEEDS = {"a.rss": corpus.feed(NAMES), "a.atom": corpus.atom(NAMES), "a.json": _json_feed(NAMES)}


@pytest.mark.parametrize("name", FEEDS)
def test_entries_are_documents(name: str) -> None:
    documents, reasons = several(FEEDS[name], name)
    assert not reasons
    for letter, document in zip(NAMES, documents, strict=True):
        assert corpus.f1(document.text, "\n\n".join(LETTERS[letter][1:])) >= 0.99
        assert (document.title, document.publisher) == (LETTERS[letter][0], "Delta Post")
        assert document.published == "2024-03-05"
        assert document.name == document.origin.url == f"https://example.org/{letter}"
        assert document.origin.container == name
        assert json.loads(document.original)["title"] == LETTERS[letter][0]
    assert len({document.sha256 for document in documents}) == len(NAMES)


def test_a_feed_whose_entries_only_link() -> None:
    data = b"<rss version='2.0'><channel><item><link>https://example.org/</link></item></channel></rss>"
    assert several(data, "a.xml")[1] == [
        "a.xml is no feed with text in its entries. Add the pages that it links to."
    ]


def test_markup_of_entries_is_not_executed_or_shown() -> None:
    html = "<p>No.</p><script>alert(1)</script><img src='https://example.org/pixel.png'>"
    data = corpus.feed([]).replace(
        b"</channel>",
        f"<item><description><![CDATA[{html}]]></description></item></channel>".encode(),
    )
    (document,), _ = several(data, "a.xml")
    assert document.text == "No."
