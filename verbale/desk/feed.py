"""A list of news as a feed: Atom (RFC 4287)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree

from verbale.briefing.safe import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["News", "atom"]

_ATOM: Final = "http://www.w3.org/2005/Atom"
_LONG_AGO: Final = "1970-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class News:
    """One entry; `id` stays the same for ever, and `updated` is a moment in UTC (ISO 8601)."""

    id: str
    title: str
    author: str
    summary: str
    link: str
    updated: str | None


def atom(feed_id: str, title: str, link: str, itself: str, news: Sequence[News]) -> bytes:
    """Write a feed: `link` is the page that it is about, and `itself` where it lies."""
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    _text(root, "id", feed_id)
    _text(root, "title", title)
    _text(root, "updated", max((each.updated or _LONG_AGO for each in news), default=_LONG_AGO))
    _element(root, "link", href=link)
    _element(root, "link", rel="self", href=itself)
    for each in news:
        entry = _element(root, "entry")
        _text(entry, "id", each.id)
        _text(entry, "title", each.title)
        _text(entry, "updated", each.updated or _LONG_AGO)
        _text(_element(entry, "author"), "name", each.author)
        _text(entry, "summary", each.summary)
        _element(entry, "link", href=each.link)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return written


def _element(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)


def _text(parent: etree._Element, name: str, words: str) -> None:
    _element(parent, name).text = safe(words)
