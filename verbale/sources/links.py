"""What a feed or a page of links leads to: each an extract without text, named by its address."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from lxml.etree import ParserError
from lxml.html import HTMLParser, document_fromstring

from verbale.errors import UnreadableDocument
from verbale.sources.extract import Extract
from verbale.sources.feed import metadata_of, opened
from verbale.sources.feed_json import is_feed
from verbale.sources.formats import format_of
from verbale.sources.metadata import Metadata, day_in
from verbale.sources.web_page import decoded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verbale.sources.extract import Source

__all__ = ["LONGEST_ADDRESS", "Link", "parse"]

LONGEST_ADDRESS: Final = 2_000  # characters
_KEPT_AS_IT_IS: Final = "%/:=&?~#+!$,;'@()*[]"  # the rest of an address is quoted
_MOST: Final = 5_000  # links of one page; beyond, it is made to trap programs
_NO_DOCUMENTS: Final = frozenset(
    ".avif .css .gif .ico .jpeg .jpg .js .m4a .mov .mp3 .mp4 .png .svg .webm .webp .woff2".split()
)
# What leads around a site stands beside its articles; an article may have a head of its own.
_IN_THE_PAGE: Final = (
    ".//a[@href][not(ancestor::nav or ancestor::aside)]"
    "[not(ancestor::header or ancestor::footer) or ancestor::article]"
)


class Link(NamedTuple):
    """An address, with the day of publication that a feed tells of it."""

    address: str
    published: str | None = None


def parse(source: Source) -> Iterator[Extract]:
    """Give the links of a feed, or those in the main part of a page that stay on its host.

    The name of the source is its address. Raises `UnreadableDocument` when it is neither a feed
    nor a page, and when it has no links.
    """
    found = format_of(source.head(), source.name)
    match found:
        case "feed":
            links = _of_feed(source)
        case "json":
            links = _of_json_feed(source)
        case "html":
            links = _of_page(source)
        case _:
            raise UnreadableDocument(
                f"{source.name} is neither a feed nor a page of links. "
                f"Add it once with: verbale add RECORD {source.name}"
            )
    count = 0
    for link in _checked(links, source.name):
        count += 1
        yield Extract(
            "", "", "links", name=link.address, metadata=Metadata(published=link.published)
        )
    if not count:
        raise UnreadableDocument(f"{source.name} links to no page. Watch another address.")


def _of_feed(source: Source) -> Iterator[Link]:
    feed = opened(source)
    for each in feed.entries:
        published = metadata_of(each, feed.feed, source.today).published
        yield Link(str(each.get("link") or ""), published)


def _of_json_feed(source: Source) -> Iterator[Link]:
    try:
        value = json.loads(source.read())
    except ValueError as error:
        raise UnreadableDocument(f"{source.name} is no JSON ({error}). Try again.") from error
    if not isinstance(value, dict) or not is_feed(value):
        raise UnreadableDocument(f"{source.name} is JSON, but no feed. Watch another address.")
    for item in value["items"]:
        if isinstance(item, dict):
            yield Link(str(item.get("url") or ""), day_in(item.get("date_published"), source.today))


def _of_page(source: Source) -> Iterator[Link]:
    try:
        html = decoded(source.read(), source.name).encode(errors="replace")
        root = document_fromstring(html, HTMLParser(encoding="utf-8"))
    except ParserError:
        return  # nothing but white space and comments
    base = _joined(source.name, next((str(each) for each in root.xpath("//base/@href")), ""))
    host = _host(source.name)
    for part in root.xpath("//main") or [root]:
        for anchor in part.xpath(_IN_THE_PAGE):
            address = _joined(base, str(anchor.get("href")))
            if _host(address) == host:
                yield Link(address)


def _checked(links: Iterable[Link], base: str) -> Iterator[Link]:
    """Give the links that can be asked for, whole and once, without the page itself."""
    given = {urldefrag(base).url}
    for link in links:
        address = urldefrag(_joined(base, link.address)).url
        if address not in given and _may_be_a_document(address):
            given.add(address)
            yield link._replace(address=address)
        if len(given) > _MOST:
            return


def _may_be_a_document(address: str) -> bool:
    parts = urlsplit(address)
    return (
        parts.scheme in {"http", "https"}
        and len(address) <= LONGEST_ADDRESS
        and PurePosixPath(parts.path.lower()).suffix not in _NO_DOCUMENTS
    )


def _joined(base: str, address: str) -> str:
    """Give an address whole; an empty text when it is none."""
    try:
        return quote(urljoin(base, address.strip()), safe=_KEPT_AS_IT_IS)
    except ValueError:
        return ""


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")
