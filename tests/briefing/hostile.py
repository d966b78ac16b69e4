"""Briefings of what nobody wishes to receive."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from tests.factories import rich_reading
from verbale.briefing.gathering import Gathered
from verbale.briefing.making import made_of
from verbale.model import Selector, Span
from verbale.record.from_reading import contents_of
from verbale.record.rows import Answer, ComparisonRow, ExchangeRow, SeriesRow, StandingRow
from verbale.record.wanted import Wanted

if TYPE_CHECKING:
    from verbale.briefing import Briefing

EVIL: Final = "<script>alert(1)</script><b>&amp;\"'{{ 7*7 }}]]>"
STEERING: Final = "a\u202eb\u2066c\x00d\x1be\ud800f\ufffeg"
LONG: Final = "w" * 20_000


def hostile(words: str, name: str = 'https://example.org/a b"><script>') -> Briefing:
    """Make a briefing with `words` wherever a document can bring text."""
    contents = contents_of(rich_reading())
    text = f"{words}\n\n{words}"
    selector = Selector.at(text, Span(len(words) + 2, len(text)))
    document = replace(contents.documents[0], name=name, title=words, publisher=words)
    concern, denial, _ = (
        replace(
            row,
            speaker=words,
            addressees=(words, words),
            cue=(selector,),
            content=(selector,),
        )
        for row in contents.statements
    )
    one, other = (
        replace(row, words=selector, measure=words, unit=words, claimant=words)
        for row in contents.figures
    )
    changes = tuple(
        replace(row, words=selector, subject_text=words) for row in contents.status_changes
    )
    exchange = ExchangeRow(concern, (Answer(denial, "inferred", words),))
    gathered = Gathered(
        chosen=Wanted(speaker=words),
        exchanges=(exchange, ExchangeRow(concern, ())),
        series=(SeriesRow(words, words, (one, other),
                          (ComparisonRow(one, other, "contradicts", words),)),),
        standings=(StandingRow(words, "banned", None, changes, changes, changes),),
        all_documents=(replace(document, reader=words),),
        texts={"d1": text},
        retrieved={"d1": "2025-03-14T10:00:00+00:00"},
        decisions=(),
        series_cut=True,
    )  # fmt: skip
    return made_of(gathered, as_of=date(2025, 6, 1), title=words, author=words)


def many(count: int) -> Briefing:
    """Make a briefing of so many exchanges."""
    contents = contents_of(rich_reading())
    concern, denial, _ = contents.statements
    answer = Answer(denial, "explicit", "it denies it")
    exchanges = [
        ExchangeRow(replace(concern, id=f"d1.s{number}"), (answer,) if number % 2 else ())
        for number in range(1, count + 1)
    ]
    gathered = Gathered(
        chosen=Wanted(),
        exchanges=tuple(exchanges),
        series=(),
        standings=(),
        all_documents=contents.documents,
        texts={"d1": rich_reading().document.text},
        retrieved={},
        decisions=(),
        series_cut=False,
    )
    return made_of(gathered, as_of=date(2025, 6, 1))
