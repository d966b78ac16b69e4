"""HTML to text: the article of a page, or all of its visible text where it has no article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import trafilatura
from lxml import etree
from lxml.etree import ParserError
from lxml.html import HTMLParser, document_fromstring
from trafilatura import bare_extraction
from trafilatura.settings import Document as Extracted

from verbale.errors import UnreadableDocument
from verbale.sources.decoding import decode
from verbale.sources.extract import Extract
from verbale.sources.metadata import Metadata, possible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lxml.html import HtmlElement

    from verbale.sources.extract import Source

__all__ = [
    "EXTRACTOR",
    "EXTRACTOR_VERSION",
    "Page",
    "decoded",
    "extract",
    "parse",
    "visible_text",
]

EXTRACTOR: Final = "trafilatura"
EXTRACTOR_VERSION: Final = trafilatura.__version__

_CHARSET: Final = re.compile(
    rb"""<(?:meta\b[^>]*?charset|\?xml[^>]*?encoding)\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE
)
_CHARSET_WITHIN: Final = 4096  # bytes
_DAMAGED: Final = "\ufffd"
_DAMAGED_AT_MOST: Final = 1000  # characters for each one that is damaged
_HIDDEN: Final = frozenset({"head", "noscript", "script", "style", "template", "title"})
_INLINE: Final = frozenset(
    "a abbr b bdi bdo cite code data del dfn em font i ins kbd mark q s samp small span strong sub"
    " sup time u var wbr".split()
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page's text, paragraphs apart by an empty line, and what the page tells of itself."""

    text: str
    metadata: Metadata
    author: str | None = None


def parse(source: Source) -> Iterator[Extract]:
    """Give the article of one page. Raises `UnreadableDocument` when its encoding is unknown."""
    page = extract(decoded(source.read(), source.name), source.today)
    labels = [("author", page.author)] if page.author else []
    if damaged := page.text.count(_DAMAGED):
        labels.append(("warning", f"damaged characters: {damaged}"))
    yield Extract(
        page.text,
        "text/html",
        EXTRACTOR,
        EXTRACTOR_VERSION,
        page.metadata,
        labels=tuple(labels),
    )


def decoded(data: bytes, name: str) -> str:
    """Decode a page as UTF-8, or as it says itself when it is none.

    Of a page that says what it is, a few characters may be damaged: they become U+FFFD, as in a
    browser. Raises `UnreadableDocument` when its encoding is unknown.
    """
    try:
        return decode(data, name)
    except UnreadableDocument:
        declared = _CHARSET.search(data[:_CHARSET_WITHIN])
        if declared is None:
            raise
        try:
            text = data.decode(declared[1].decode("ascii"), errors="replace")
        except (LookupError, UnicodeDecodeError):
            text = ""
        if not text or text.count(_DAMAGED) > len(text) // _DAMAGED_AT_MOST:
            raise
        return text


def extract(html: str, today: date) -> Page:
    """Take the article, its title, publisher and date from a page.

    A date that cannot be one `today` is left out. The text is empty when nothing is visible.
    """
    dates = {"extensive_search": False, "original_date": True, "max_date": today.isoformat()}
    found = bare_extraction(
        html,
        include_comments=False,
        with_metadata=True,
        date_extraction_params=dates,
    )
    if not isinstance(found, Extracted):
        return Page(visible_text(html), Metadata())
    lines = [line.strip() for line in (found.text or "").splitlines()]
    text = "\n\n".join(line for line in lines if line)
    published = possible(found.date, today)
    metadata = Metadata(title=found.title, publisher=found.sitename, published=published)
    return Page(text or visible_text(html), metadata, found.author)


def visible_text(html: str) -> str:
    """Give all text of a page or a piece of one that is not hidden, blocks apart."""
    try:
        root = document_fromstring(html.encode(errors="replace"), HTMLParser(encoding="utf-8"))
    except ParserError:
        return ""  # nothing but white space and comments
    blocks = "".join(_pieces(root)).split("\n\n")
    paragraphs = [" ".join(block.split()) for block in blocks]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _pieces(root: HtmlElement) -> Iterator[str]:
    """Give the visible text in order, blocks set off by empty lines."""
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        visible = event in ("start", "end") and element.tag not in _HIDDEN
        if visible and element.tag not in _INLINE:
            yield "\n\n"
        if event == "start":
            if visible:
                yield _flat(element.text)
            else:
                walk.skip_subtree()
        else:
            yield _flat(element.tail)


def _flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")
