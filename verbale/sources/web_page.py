"""HTML to text: the article of a page, or all of its visible text where it has no article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import trafilatura
from lxml import etree
from trafilatura import bare_extraction, load_html
from trafilatura.settings import Document as Extracted

from verbale.errors import WrongMetadata
from verbale.sources.metadata import Metadata
from verbale.uncertain_dates import checked_publication

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lxml.html import HtmlElement

__all__ = ["EXTRACTOR", "EXTRACTOR_VERSION", "Page", "extract"]

EXTRACTOR: Final = "trafilatura"
EXTRACTOR_VERSION: Final = trafilatura.__version__

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


def extract(html: str, today: date) -> Page:
    """Take the article, its title, publisher and date from a page.

    A date that cannot be one `today` is left out. The text is empty when nothing is visible.
    """
    dates = {"extensive_search": False, "original_date": True, "max_date": today.isoformat()}
    found = bare_extraction(
        html,
        include_comments=False,
        favor_recall=True,
        with_metadata=True,
        date_extraction_params=dates,
    )
    if not isinstance(found, Extracted):
        return Page(_visible_text(html), Metadata())
    lines = [line.strip() for line in (found.text or "").splitlines()]
    text = "\n\n".join(line for line in lines if line)
    published = _possible(found.date, today)
    metadata = Metadata(title=found.title, publisher=found.sitename, published=published)
    return Page(text or _visible_text(html), metadata)


def _possible(published: str | None, today: date) -> str | None:
    try:
        return checked_publication(published, today) if published else None
    except WrongMetadata:
        return None


def _visible_text(html: str) -> str:
    root = load_html(html)
    if root is None:
        return ""
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
