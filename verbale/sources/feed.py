"""Feeds, RSS and Atom: every entry a document, as far as the feed tells it."""

from __future__ import annotations

import io
import json
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

import feedparser

from verbale.errors import UnreadableDocument
from verbale.model import Origin
from verbale.sources.extract import Extract
from verbale.sources.metadata import Metadata, possible
from verbale.sources.web_page import visible_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from feedparser import FeedParserDict

    from verbale.sources.extract import Source

__all__ = ["entry", "metadata_of", "opened", "parse"]

_KEPT: Final = ("id", "title", "link", "published", "updated", "author")
_VERSION: Final = version("feedparser")  # not looked for again with each file


def parse(source: Source) -> Iterator[Extract]:
    """Give the entries that have text, each with its title, day and address.

    Raises `UnreadableDocument` when there are none.
    """
    feed = opened(source)
    count = 0
    for number, each in enumerate(feed.entries, start=1):
        html = _content(each)
        if text := visible_text(html):
            count += 1
            yield entry(
                text,
                {"content": html} | {key: str(each[key]) for key in _KEPT if key in each},
                number,
                metadata_of(each, feed.feed, source.today),
            )
    if not count:
        raise UnreadableDocument(
            f"{source.name} is no feed with text in its entries. Add the pages that it links to."
        )


def opened(source: Source) -> FeedParserDict:
    """Parse a feed.

    Raises `UnreadableDocument` when it declares entities: they are what bombs are made of.
    """
    data = source.read()
    if b"<!ENTITY" in data:
        raise UnreadableDocument(f"{source.name} declares entities: a bomb. Leave it out.")
    return feedparser.parse(io.BytesIO(data), resolve_relative_uris=False, sanitize_html=False)


def entry(text: str, told: dict[str, str], number: int, metadata: Metadata) -> Extract:
    """Make the extract of one entry; its original is what the feed tells of it, as JSON."""
    labels = (("author", told["author"]),) if told.get("author") else ()
    return Extract(
        text,
        "application/json",
        "feedparser",
        _VERSION,
        metadata=metadata,
        name=told.get("link") or told.get("id") or f"entry-{number}",
        original=json.dumps(told, ensure_ascii=False, sort_keys=True).encode(),
        labels=labels,
        origin=Origin(url=told.get("link")),
    )


def _content(each: FeedParserDict) -> str:
    contents = [str(part.get("value", "")) for part in each.get("content", ())]
    return max([*contents, str(each.get("summary", ""))], key=len)


def metadata_of(each: FeedParserDict, feed: FeedParserDict, today: date) -> Metadata:
    """Give what a feed tells of one of its entries."""
    moment = each.get("published_parsed") or each.get("updated_parsed")
    day = f"{moment.tm_year:04}-{moment.tm_mon:02}-{moment.tm_mday:02}" if moment else None
    source = each.get("source") or {}
    return Metadata(
        title=each.get("title") or None,
        publisher=source.get("title") or feed.get("title") or None,
        published=possible(day, today),
    )
