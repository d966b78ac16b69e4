from __future__ import annotations

from datetime import date

import pytest

from verbale.errors import UnreadableDocument
from verbale.sources.files import document_from_bytes
from verbale.sources.metadata import Metadata
from verbale.sources.web_page import extract

TODAY = date(2024, 6, 1)
ARTICLE = """<!doctype html><html lang="en"><head><title>Ministry replies — The Post</title>
<meta property="og:site_name" content="The Delta Post"><meta property="og:title"
content="Ministry replies"><meta property="article:published_time" content="{date}">
<script>var tracking = "hidden words";</script></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Ministry replies</h1>
<p>The ministry “adheres” to the <b>principle</b> of law, its spokesman Ola Berg said on Tuesday
&amp; again on Friday, when reporters asked.</p>
<p>He told the envoy that 12 people had been freed from prison before the holidays began.</p>
</article><footer>Copyright</footer></body></html>"""


def test_an_article_with_its_metadata() -> None:
    page = extract(ARTICLE.format(date="2024-03-05T10:00:00+01:00"), TODAY)
    assert page.text.split("\n\n") == [
        "Ministry replies",
        "The ministry “adheres” to the principle of law, its spokesman Ola Berg said on Tuesday"
        " & again on Friday, when reporters asked.",
        "He told the envoy that 12 people had been freed from prison before the holidays began.",
    ]
    metadata = page.metadata
    assert (metadata.title, metadata.publisher) == ("Ministry replies", "The Delta Post")
    assert metadata.published == "2024-03-05"


def test_an_impossible_date_is_left_out() -> None:
    assert extract(ARTICLE.format(date="2202-03-05"), TODAY).metadata.published is None


@pytest.mark.parametrize(
    "html",
    [
        "<html><body><p>No, he said.</p></body></html>",
        "<html><body><form><label>No, he said.</label></form></body></html>",
        "<html><body><footer>No, he said.</footer><script>var x</script></body></html>",
        "<?xml version='1.0' encoding='utf-8'?><html><body><div>No, he said.</div></body></html>",
    ],
)
def test_a_page_without_an_article_keeps_its_text(html: str) -> None:
    assert extract(html, TODAY).text == "No, he said."


def test_blocks_become_paragraphs_and_inline_marks_vanish() -> None:
    html = "<html><body><footer><p>One <b>bold</b>\n word</p><p>Two<!-- no --> more</p></footer>"
    assert extract(html, TODAY).text == "One bold word\n\nTwo more"


def test_nothing_visible_gives_no_text() -> None:
    assert not extract("<html><body><script>var x = 1</script></body></html>", TODAY).text


def declared(words: bytes, encoding: bytes = b"utf-8") -> bytes:
    return (
        b'<html><head><meta charset="' + encoding + b'"></head><body><p>' + words + b"</p></body>"
    )


def test_a_few_damaged_characters_are_told() -> None:
    words = b"The caf\xe9 was closed. " + b"The minister said that it was fair. " * 40
    document = document_from_bytes(declared(words), "a.html", Metadata(), today=TODAY)
    assert document.text.startswith("The caf\ufffd was closed.")
    assert ("warning", "damaged characters: 1") in document.labels


def test_a_page_in_its_own_encoding_is_not_damaged() -> None:
    page = declared(b"The caf\xe9 was closed.", b"iso-8859-1")
    document = document_from_bytes(page, "a.html", Metadata(), today=TODAY)
    assert (document.text, document.labels) == ("The café was closed.", ())


@pytest.mark.parametrize("encoding", [b"utf-8", b"utf-9"])
def test_a_page_that_is_not_what_it_says_is_refused(encoding: bytes) -> None:
    page = declared(b"Le caf\xe9 \xe9tait ferm\xe9.", encoding)
    with pytest.raises(UnreadableDocument, match="is not UTF-8"):
        document_from_bytes(page, "a.html", Metadata(), today=TODAY)
