"""Feeds in JSON (jsonfeed.org): every item a document."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from verbale.model import Origin
from verbale.sources.extract import Extract
from verbale.sources.metadata import Metadata, day_in
from verbale.sources.web_page import visible_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

__all__ = ["entries", "is_feed"]


def is_feed(value: dict[str, Any]) -> bool:
    """Tell whether an object is such a feed."""
    return "jsonfeed.org" in str(value.get("version", "")) and isinstance(value.get("items"), list)


def entries(feed: dict[str, Any], today: date) -> Iterator[Extract]:
    """Give the items that have text, each with its title, day and address."""
    for number, item in enumerate(feed["items"], start=1):
        if not isinstance(item, dict):
            continue
        html = item.get("content_html")
        text = visible_text(html) if isinstance(html, str) else ""
        text = text or _told(item, "content_text") or _told(item, "summary") or ""
        if not text.strip():
            continue
        address = _told(item, "url")
        yield Extract(
            text,
            "application/json",
            "jsonfeed",
            metadata=Metadata(
                title=_told(item, "title"),
                publisher=_told(feed, "title"),
                published=day_in(item.get("date_published"), today),
            ),
            name=address or _told(item, "id") or f"entry-{number}",
            original=json.dumps(item, ensure_ascii=False, sort_keys=True).encode(
                "utf-8", "replace"
            ),
            origin=Origin(url=address),
        )


def _told(told: dict[str, Any], field: str) -> str | None:
    value = told.get(field)
    return value if isinstance(value, str) and value.strip() else None
