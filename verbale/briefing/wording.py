"""Parts of a briefing in words: days, who spoke to whom, what became of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from verbale.briefing.texts import text

if TYPE_CHECKING:
    from verbale.briefing.model import Entry, Quote, Standing

__all__ = ["became", "clipped", "code_points", "day", "filters", "said", "since", "who"]

_DAY: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(~?)")
_NAMED: Final = 20  # characters that are named where some cannot be shown
_CUE: Final = 80  # characters of the words that say how something was said


def day(value: str | None) -> str:
    """Write an EDTF date as people do; what is rare stays as it is.

    >>> day("2025-03-01/2025-04")
    '1 March 2025 to April 2025'
    """
    if value is None:
        return text("entries.undated")
    if "/" in value:
        first, _, last = value.partition("/")
        return text("day.range", first=day(first), last=day(last))
    match = _DAY.fullmatch(value)
    if match is None or not (match[2] is None or "01" <= match[2] <= "12"):
        return value
    year, month, number, about = match.groups()
    written = year
    if month:
        name = text(f"month.{month}")
        form = "day.month_day" if number else "day.month"
        written = text(form, day=int(number or 0), month=name, year=year)
    return text("day.about", day=written) if about else written


def who(quote: Quote) -> str:
    """Say who spoke, and to whom."""
    speaker = quote.speaker or text("entries.unnamed")
    if not quote.addressees:
        return speaker
    return text("entries.to", speaker=speaker, addressees=", ".join(quote.addressees))


def said(quote: Quote) -> str:
    """Say how and when something was said."""
    return text(
        "entries.said_with" if quote.cue else "entries.said",
        act=text(f"act.{quote.act}"),
        cue=clipped(quote.cue, _CUE),
        quotation=text(f"quotation.{quote.quotation}"),
        day=day(quote.date),
    )


def became(entry: Entry) -> str:
    """Say what became of an entry, since when, and by when something was to come."""
    key = f"became.{(entry.state or '').replace(' ', '_')}"
    if entry.since is None:
        written = text(key)
    else:
        waited = text("count.days", count=entry.waiting or 0)
        written = text(f"{key}_since", day=day(entry.since), days=waited)
    if entry.due is None:
        return written
    return text("became.overdue" if entry.overdue else "became.due", became=written,
                day=day(entry.due))  # fmt: skip


def since(row: Standing) -> str:
    """Say how a subject stood, and since when."""
    return text("standings.since", status=text(f"status.{row.status}"), day=day(row.since))


def filters(wanted: tuple[tuple[str, str], ...]) -> str:
    """Say what was wanted."""
    return ", ".join(
        text("head.filter", name=text(f"wanted.{name}"), value=value) for name, value in wanted
    )


def clipped(words: str, most: int) -> str:
    """Cut words after so many characters, between two of them where that is near.

    >>> clipped("one two three", 9)
    'one two …'
    """
    if len(words) <= most:
        return words
    kept = words[:most]
    between = kept.rfind(" ", most // 2)
    return f"{kept[:between] if between > 0 else kept} …"


def code_points(characters: str) -> str:
    """Name characters as Unicode does, of many the first.

    >>> code_points("aé")
    'U+0061, U+00E9'
    """
    named = [f"U+{ord(each):04X}" for each in characters[:_NAMED]]
    return ", ".join([*named, "…"] if len(characters) > _NAMED else named)
