"""The day that a news story tells of: what it says that people said without a day was said on it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from verbale.reading.date_words import as_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from verbale.model import Document
    from verbale.reading.dates import TimeExpression
    from verbale.reading.layout import Layout

__all__ = ["day_of_story", "first_of_body"]

_LEAD: Final = 2  # paragraphs of the body in which a story tells of what day it is
_DAY: Final = 10  # characters of an EDTF day
_STALE: Final = timedelta(days=1)  # a story is of no day before that
_SHORT: Final = 150  # characters of a headline, a by-line or the place and date of a story
_SENTENCE_ENDS: Final = (".", "!", "?", "”", '"', "’", ":")


def first_of_body(layout: Layout) -> int:
    """The number of the first paragraph below the headline, by-line and dateline."""
    for number, paragraph in enumerate(layout.paragraphs[1:], 1):
        words = paragraph.of(layout.text).rstrip()
        if words.endswith(_SENTENCE_ENDS) or len(words) > _SHORT:
            return number
    return len(layout.paragraphs)


def day_of_story(
    layout: Layout,
    document: Document,
    dates: list[TimeExpression],
    counts: Callable[[int], bool],
) -> str | None:
    """The first day that the opening of a story names, if it is of the week before publication.

    `counts` tells of the number of a time expression whether it is a day on which something
    happened: not one of a quotation, not one `since` which something is so.
    """
    published = as_day(document.published)
    first = first_of_body(layout)
    if document.kind != "news" or published is None or first >= len(layout.paragraphs):
        return None
    last = layout.paragraphs[min(first + _LEAD, len(layout.paragraphs)) - 1]
    for index, found in enumerate(dates):
        if not layout.paragraphs[first].start <= found.span.start < last.end or not counts(index):
            continue
        day = as_day(found.date) if len(found.date) == _DAY else None
        if day is not None and published - _STALE <= day <= published:
            return found.date
    return None
