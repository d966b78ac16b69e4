"""The day that a news story tells of.

What a story says that people said, without a day, was said on it, or on the day that the paragraph
named before.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from verbale.reading.cue_times import DAY
from verbale.reading.date_words import as_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from verbale.model import Document
    from verbale.reading.cue_times import CueTimes
    from verbale.reading.layout import Layout
    from verbale.reading.statements import Said

__all__ = ["day_of_story", "days_of_paragraphs", "is_recent", "opens"]

_LEAD: Final = 2  # paragraphs of the body in which a story tells of what day it is
_STALE: Final = timedelta(days=1)  # a story is of no day before that
_SHORT: Final = 150  # characters of a headline, a by-line or the place and date of a story
_SENTENCE_ENDS: Final = (".", "!", "?", "”", '"', "’", ":")


def opens(layout: Layout, statement: Said) -> bool:
    """Whether a statement stands in the first paragraphs of the body, whose day it tells then."""
    return layout.paragraph_at(statement.start) < _first_of_body(layout) + _LEAD


def day_of_story(document: Document, times: CueTimes) -> str | None:
    """The first day that the opening of a story names, if it is that of publication or before.

    It has to be a day on which something happened: not one of a quotation, not one `since` which
    something is so.
    """
    layout = times.layout
    published = as_day(document.published)
    first = _first_of_body(layout)
    if document.kind != "news" or published is None or first >= len(layout.paragraphs):
        return None
    start = layout.paragraphs[first].start
    end = layout.paragraphs[min(first + _LEAD, len(layout.paragraphs)) - 1].end
    for index, found in enumerate(times.dates):
        if not start <= found.span.start < end or not times.is_when(index):
            continue
        day = None if times.is_dateline(index) else times.day(index)
        if day is not None and published - _STALE <= day <= published:
            return found.date
    return None


def days_of_paragraphs(
    document: Document, times: CueTimes, said: list[Said], counts: Callable[[int], bool]
) -> dict[int, str]:
    """For each statement of a story the day that its paragraph has told before of another.

    `counts` tells by the number of a statement whether its day may be that of others.
    """
    days: dict[int, str] = {}
    if document.kind != "news":
        return days
    paragraph, day = -1, None
    for index, statement in enumerate(said):
        here = times.layout.paragraph_at(statement.start)
        if here != paragraph:
            paragraph, day = here, None
        if day is not None:
            days[index] = day
        told = times.beside(statement) if counts(index) else None
        if told is not None and is_recent(told, document.published):
            day = told
    return days


def is_recent(told: str, published: str | None) -> bool:
    """Tell whether a story may go on with a date: any day, and a month of its own year.

    >>> [is_recent(date, "2024-05-10") for date in ("2019-03-01", "2024-03", "2020-03")]
    [True, True, False]
    """
    return published is None or len(told) == DAY or told[:4] == published[:4]


def _first_of_body(layout: Layout) -> int:
    """The number of the first paragraph below the headline, by-line and dateline."""
    for number, paragraph in enumerate(layout.paragraphs[1:], 1):
        words = paragraph.of(layout.text).rstrip()
        if words.endswith(_SENTENCE_ENDS) or len(words) > _SHORT:
            return number
    return len(layout.paragraphs)
