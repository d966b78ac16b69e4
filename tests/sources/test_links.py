"""What feeds and pages lead to."""

from __future__ import annotations

import json

import pytest

from tests.sources import corpus
from tests.sources.shared import TODAY
from verbale.errors import UnreadableDocument
from verbale.sources.files import links_in

AT = "https://example.org/news/"
FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>The Wire</title>
<item><title>One</title><link>/one</link><pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate></item>
<item><title>Two</title><link>https://other.example/two#part</link></item>
<item><title>Again</title><link>https://example.org/one</link></item>
<item><title>None</title></item>
<item><title>Not ours</title><link>javascript:alert(1)</link></item>
<item><title>Broken</title><link>http://[::1</link></item>
<item><title>A picture</title><link>https://example.org/seal.PNG</link></item>
</channel></rss>"""
PAGE = """<!doctype html><html><head><title>Statements</title></head><body>
<header><a href="/home">Home</a></header>
<nav><a href="/about">About</a></nav>
<main>
<article><header><h2><a href="first.html">The first</a></h2></header></article>
<p><a href="/second?a=b&amp;c=d#top">The second</a>
<a href=" https://www.example.org/third ">Three</a>
<a href="/news/">This page</a> <a href="#here">Here</a> <a name="no">No link</a>
<a href="https://elsewhere.example/x">Elsewhere</a> <a href="mailto:a@b.example">Mail</a>
<a href="/ប្រទេស">Khmer</a> <a href="file:///etc/passwd">File</a> <a href="//[">Broken</a></p>
</main><footer><a href="/imprint">Imprint</a></footer></body></html>"""


def test_a_feed_leads_anywhere() -> None:
    assert links_in(FEED, AT, today=TODAY) == [
        ("https://example.org/one", "2024-03-05"),
        ("https://other.example/two", None),
    ]


def test_atom_and_json_feeds() -> None:
    atom = links_in(corpus.atom(["clubs", "press"]), AT, today=TODAY)
    assert len(atom) == 2
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {"url": "https://example.org/a", "date_published": "2024-03-05T10:00:00Z"},
            {"id": "no address"},
            "nonsense",
        ],
    }
    found = links_in(json.dumps(told).encode(), AT, today=TODAY)
    assert found == [("https://example.org/a", "2024-03-05")]


def test_a_page_leads_on_its_host_from_its_main_part() -> None:
    assert [address for address, _ in links_in(PAGE.encode(), AT, today=TODAY)] == [
        "https://example.org/news/first.html",
        "https://example.org/second?a=b&c=d",
        "https://www.example.org/third",
        "https://example.org/%E1%9E%94%E1%9F%92%E1%9E%9A%E1%9E%91%E1%9F%81%E1%9E%9F",
    ]


def test_a_page_without_a_main_part_and_with_a_base() -> None:
    page = b'<html><head><base href="/deep/"></head><body><nav><a href="x">X</a></nav><a href="a">'
    assert links_in(page, AT, today=TODAY) == [("https://example.org/deep/a", None)]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.4 no", "is neither a feed nor a page of links. Add it once with: verbale add"),
        (b"", "is neither a feed nor a page of links"),
        (b"Only text.", "is neither a feed nor a page of links"),
        (b'{"a": [1, 2', "is no JSON"),
        (b'{"a": 1}', "is JSON, but no feed"),
        (b"<html><body><p>Nothing.</p></body></html>", "links to no page"),
        (b"<html><!-- --></html>", "links to no page"),
        (FEED + b"<!ENTITY a 'b'>", "declares entities"),
    ],
)
def test_what_is_none(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        links_in(data, AT, today=TODAY)
    assert says in str(caught.value)
    assert AT in str(caught.value)


def test_a_page_without_end_is_cut() -> None:
    page = b"<html><body>" + b"".join(b'<a href="/%d">x</a>' % n for n in range(20_000))
    assert len(links_in(page, AT, today=TODAY)) == 5_000
