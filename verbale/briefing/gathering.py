"""What a briefing is made of, asked from a record; the only part of it that asks."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

from verbale.record.decisions import effective
from verbale.record.rows import ExchangeRow
from verbale.record.wanted import Wanted
from verbale.uncertain_dates import bounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from verbale.record import Record
    from verbale.record.rows import Decision, DocumentRow, SeriesRow, StandingRow

__all__ = ["Gathered", "gather"]

_MOST_SERIES: Final = 500  # series of figures that are looked at, the newest
_OF_A_CHANGE: Final = frozenset({"since", "until", "document", "publisher"})


@dataclass(frozen=True, slots=True)
class Gathered:
    """Rows of a record for one briefing.

    `texts` are those of the documents that are spoken of, by their ids, and `retrieved` the
    moments of those that were fetched. `decisions` are those in effect.
    """

    chosen: Wanted | tuple[str, ...]
    exchanges: tuple[ExchangeRow, ...]
    series: tuple[SeriesRow, ...]
    standings: tuple[StandingRow, ...]
    all_documents: tuple[DocumentRow, ...]
    texts: Mapping[str, str]
    retrieved: Mapping[str, str]
    decisions: tuple[Decision, ...]
    series_cut: bool


def gather(record: Record, chosen: Wanted | Sequence[str], as_of: date) -> Gathered:
    """Ask a record for what is wanted, or for picked statements, with what belongs to them.

    Exchanges are given as they stood on the day `as_of`, without what is dated after it.
    """
    if isinstance(chosen, Wanted):
        exchanges = record.exchanges(chosen, as_of=as_of)
    else:
        chosen = tuple(chosen)
        exchanges = [each.as_of(as_of) or each for each in _picked(record, chosen)]
    documents = record.documents()
    found = record.series(relation="contradicts", size=_MOST_SERIES)
    quoted = set(_quoted(exchanges))
    series = [
        row
        for row in found
        if chosen == Wanted() or any(figure.statement in quoted for figure in row.figures)
    ]
    standings = _standings(record, chosen, as_of, {row.id: row for row in documents})
    spoken_of = _spoken_of(exchanges, series, standings)
    retrieved = {each: record.custody(each).retrieved for each in spoken_of}
    return Gathered(
        chosen=chosen,
        exchanges=tuple(exchanges),
        series=tuple(series),
        standings=tuple(standings),
        all_documents=tuple(documents),
        texts={each: record.text(each) for each in spoken_of},
        retrieved={each: when for each, when in retrieved.items() if when is not None},
        decisions=tuple(effective(record.log())),
        series_cut=len(found) == _MOST_SERIES,
    )


def _picked(record: Record, ids: Iterable[str]) -> Iterator[ExchangeRow]:
    """Give the exchange that each raises, else those that it answers, else the statement alone."""
    given: set[str] = set()
    for each in ids:
        row = record.statement(each)
        around = record.closeup(each).exchanges
        raised = [one for one in around if each == one.statement.id or each in one.restated]
        for exchange in raised or around or (ExchangeRow(row, ()),):
            if exchange.statement.id not in given:
                given.add(exchange.statement.id)
                yield exchange


def _quoted(exchanges: Iterable[ExchangeRow]) -> Iterator[str]:
    for exchange in exchanges:
        yield exchange.statement.id
        yield from exchange.restated
        yield from (answer.statement.id for answer in exchange.told)


def _standings(
    record: Record,
    chosen: Wanted | tuple[str, ...],
    as_of: date,
    documents: Mapping[str, DocumentRow],
) -> list[StandingRow]:
    """Give how subjects stood, where what is wanted can be asked of a change of status too."""
    if not isinstance(chosen, Wanted):
        return []
    asked = {each.name for each in fields(chosen) if getattr(chosen, each.name) is not None}
    if not asked <= _OF_A_CHANGE:
        return []
    return [
        row
        for row in record.standing(as_of.isoformat())
        if _in_time(row, chosen)
        and any(_in_document(documents[each.document], chosen) for each in row.sources)
    ]


def _in_time(row: StandingRow, wanted: Wanted) -> bool:
    first, last = bounds(row.since or "")
    return (wanted.since is None or last >= bounds(wanted.since)[0]) and (
        wanted.until is None or first <= bounds(wanted.until)[1]
    )


def _in_document(document: DocumentRow, wanted: Wanted) -> bool:
    publisher = (wanted.publisher or "").casefold()
    return (
        wanted.document in {None, document.id}
        and publisher in (document.publisher or "").casefold()
    )


def _spoken_of(
    exchanges: Iterable[ExchangeRow], series: Iterable[SeriesRow], standings: Iterable[StandingRow]
) -> list[str]:
    """Name the documents that a briefing on these has to cite."""
    named: dict[str, None] = {}
    for exchange in exchanges:
        named[exchange.statement.document] = None
        named |= dict.fromkeys(answer.statement.document for answer in exchange.told)
        named |= dict.fromkeys(each.partition(".")[0] for each in exchange.restated)
    for row in series:
        named |= dict.fromkeys(figure.document for figure in row.figures)
    for stands in standings:
        changes = (*stands.sources, *stands.otherwise, *stands.before)
        named |= dict.fromkeys(change.document for change in changes)
    return list(named)
