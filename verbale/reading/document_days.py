"""Days that hold for a whole document: adopted on, in answer to what of, minutes of what day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from verbale.reading.date_words import as_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from verbale.model import Document
    from verbale.reading.cue_times import CueTimes

__all__ = ["WRITTEN", "day_adopted", "day_answered", "day_of_meeting"]

WRITTEN: Final = frozenset({"letter", "state-reply"})  # kinds of documents that are written to one
_MEETING: Final = re.compile(
    r"\b(?:meetings?|sessions?|talks|dialogue|hearing|review|minutes|summary record|debate|opened"
    r"|resumed|concluded|took up|met|continued|began|considered|discussed)\b",
    re.IGNORECASE,
)
_ANSWERED: Final = re.compile(
    r"\b(?:statement|notes?|letter|report|communication|decision|observations|release|appeal"
    r"|remarks|recommendations|allegations)\b[^.;]{0,40}?\b(?:of|dated|on)\s+\Z"
)
_YOUR: Final = re.compile(r"\b[Yy]our\b")
_ADOPTED: Final = re.compile(r"\b[Aa]dopted\b[^.;]{0,70}\Z")
_HEAD: Final = 4  # paragraphs
_RECENT: Final = 7  # days
_SOON: Final = 60  # days between adoption and publication
_OPENING: Final = 1_500  # characters in which a reply tells what it replies to


def day_adopted(document: Document, times: CueTimes) -> str | None:
    """The day on which a body adopted what it publishes, else the day of publication."""
    published = as_day(document.published)
    if document.kind != "report" or published is None:
        return document.published
    for index, day in _days(times):
        if times.dates[index].span.start > _OPENING or not _ADOPTED.search(times.before(index)):
            continue
        if 0 <= (published - day).days <= _SOON:
            return day.isoformat()
    return document.published


def day_answered(document: Document, times: CueTimes) -> str | None:
    """The day of what is replied to: `with reference to the statement of ⟦11 February⟧`."""
    if document.kind not in WRITTEN:
        return None
    for index, found in enumerate(times.dates):
        before = times.before(index)
        if found.span.start >= _OPENING:
            return None
        answered = _ANSWERED.search(before)
        if answered and (document.kind == "state-reply" or _YOUR.search(before)):
            return found.date if found.date != document.published else None
    return None


def day_of_meeting(document: Document, times: CueTimes) -> str | None:
    """The day of the meeting that a text is the minutes of: `resumed its review on 23 October`."""
    published = as_day(document.published)
    if document.kind not in {"press-release", "report"} or published is None:
        return None
    layout = times.layout
    for paragraph in layout.paragraphs[:_HEAD]:
        if not _MEETING.search(paragraph.of(layout.text)):
            continue
        for index, day in _days(times):
            start = times.dates[index].span.start
            if not paragraph.start <= start < paragraph.end or index in times.inside:
                continue
            if 0 <= (published - day).days <= _RECENT and not times.is_dateline(index):
                return day.isoformat()
    return None


def _days(times: CueTimes) -> Iterator[tuple[int, date]]:
    """The time expressions that are one day, with their numbers."""
    for index in range(len(times.dates)):
        if (day := times.day(index)) is not None:
            yield index, day
