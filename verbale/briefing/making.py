"""Rows of a record into a briefing: pure, without record and clock."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import fields
from typing import TYPE_CHECKING, Final, get_args

from verbale.briefing.citing import Citing
from verbale.briefing.clashing import clash_of
from verbale.briefing.model import (
    Briefing,
    Change,
    Entry,
    Method,
    Quote,
    Reply,
    Standing,
    ThemeCount,
)
from verbale.briefing.safe import safe
from verbale.briefing.texts import text
from verbale.reading import NOT_READ
from verbale.reading.themes import concept_of
from verbale.record.rows import State
from verbale.record.states import WANT_AN_ANSWER
from verbale.record.wanted import Wanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from verbale.briefing.gathering import Gathered
    from verbale.briefing.model import Clash
    from verbale.record.rows import ExchangeRow, StandingRow, StatementRow, StatusChangeRow

__all__ = ["made_of"]

_STATES: Final[tuple[State, ...]] = get_args(State)
_OPENING_MARKS: Final = "“„«‹‘‚\"'「『"


def made_of(
    gathered: Gathered, *, as_of: date, title: str | None = None, author: str | None = None
) -> Briefing:
    """Make the briefing of what was gathered, as of a day."""
    citing = Citing(gathered)
    entries = tuple(
        _entry(number, exchange, citing, as_of)
        for number, exchange in enumerate(gathered.exchanges, start=1)
    )
    clashes = tuple(clash_of(series, citing) for series in gathered.series)
    standings = tuple(_standing(row, citing) for row in gathered.standings)
    chosen = gathered.chosen
    return Briefing(
        title=safe(title) if title else text("title.default"),
        author=safe(author) if author else None,
        as_of=as_of,
        wanted=tuple(_filters(chosen)) if isinstance(chosen, Wanted) else (),
        picked=not isinstance(chosen, Wanted),
        themes=tuple(_by_theme(entries)),
        totals=_counted(None, entries),
        entries=entries,
        clashes=clashes,
        standings=standings,
        sources=citing.sources,
        method=_method(gathered, citing, _reviews(entries, clashes, standings)),
    )


def _filters(wanted: Wanted) -> Iterator[tuple[str, str]]:
    for each in fields(wanted):
        value = getattr(wanted, each.name)
        if value is not None:
            yield each.name, safe(str(value))


def _entry(number: int, exchange: ExchangeRow, citing: Citing, as_of: date) -> Entry:
    row = exchange.statement
    exchanged = bool(exchange.answers) or row.act in WANT_AN_ANSWER
    quote = _quote(row, citing)
    replies = tuple(
        Reply(_quote(answer.statement, citing), answer.basis, safe(answer.reason))
        for answer in exchange.told
    )
    told_again = {citing.number(each.partition(".")[0]) for each in exchange.restated}
    return Entry(
        number=number,
        quote=quote,
        replies=replies,
        themes=tuple(dict.fromkeys(_theme(theme.concept) for theme in row.themes)),
        state=exchange.state if exchanged else None,
        since=exchange.changes[-1].date if exchange.changes else row.date,
        waiting=exchange.waiting(as_of),
        due=exchange.due,
        overdue=exchange.overdue(as_of),
        told_again=tuple(sorted(told_again - {quote.citation.source})),
    )


def _theme(concept: str) -> str:
    known = concept_of(concept)
    return safe(known.label if known else concept)


def _quote(row: StatementRow, citing: Citing) -> Quote:
    first = row.content[0].exact if row.content else ""
    return Quote(
        id=row.id,
        speaker=safe(row.speaker) if row.speaker else None,
        addressees=tuple(safe(each) for each in row.addressees),
        act=row.act,
        cue=safe(row.cue_words),
        quotation=row.quotation,
        date=row.date,
        words=_marked(safe(row.words or row.cue_words), row.quotation),
        review=row.review,
        citation=citing.cite(row.document, row.start, first),
    )


def _marked(words: str, quotation: str) -> str:
    """Put marks around direct speech that has none where it stands, as in a transcript."""
    if quotation != "direct" or words.startswith(tuple(_OPENING_MARKS)):
        return words
    return f"“{words}”"


def _by_theme(entries: Iterable[Entry]) -> Iterator[ThemeCount]:
    """Count by theme, the commonest first, and what is about none at the end."""
    about: dict[str | None, list[Entry]] = defaultdict(list)
    for entry in entries:
        for theme in entry.themes or (None,):
            about[theme].append(entry)
    for theme in sorted(about, key=lambda name: (name is None, -len(about[name]), name or "")):
        yield _counted(theme, about[theme])


def _counted(theme: str | None, entries: Iterable[Entry]) -> ThemeCount:
    counts = Counter(entry.state for entry in entries)
    return ThemeCount(theme, tuple((state, counts[state]) for state in _STATES))


def _standing(row: StandingRow, citing: Citing) -> Standing:
    return Standing(
        subject=safe(row.subject),
        status=row.status,
        since=row.since,
        sources=tuple(_change(each, citing) for each in row.sources),
        otherwise=tuple(_change(each, citing) for each in row.otherwise),
        before=tuple(_change(each, citing) for each in row.before),
    )


def _change(row: StatusChangeRow, citing: Citing) -> Change:
    words = row.words
    return Change(
        status=row.status,
        date=row.date,
        words=safe(words.exact),
        review=row.review,
        citation=citing.cite(row.document, words.start, words.exact),
    )


def _reviews(
    entries: Iterable[Entry], clashes: Iterable[Clash], standings: Iterable[Standing]
) -> Counter[str]:
    """Count what people decided about each of what is cited; what is cited twice counts once."""
    quotes = {
        quote.id: quote.review
        for entry in entries
        for quote in (entry.quote, *(reply.quote for reply in entry.replies))
    }
    claims = [claim for clash in clashes for value in clash.values for claim in value.claims]
    changes = [
        change
        for row in standings
        for change in (*row.sources, *row.otherwise, *row.before)
    ]  # fmt: skip
    told = [*(each.review for each in claims), *(each.review for each in changes)]
    return Counter([*quotes.values(), *told])


def _method(gathered: Gathered, citing: Citing, reviews: Counter[str]) -> Method:
    cited = {source.sha256 for source in citing.sources}
    decided = [
        each
        for each in gathered.decisions
        if each.target.document in cited and each.action != "note"
    ]
    readers = {row.reader for row in gathered.all_documents if row.sha256 in cited}
    deciders = Counter(safe(each.by) for each in decided)
    return Method(
        on_record=len(gathered.all_documents),
        unread=sum(row.reader == NOT_READ for row in gathered.all_documents),
        readers=tuple(sorted(safe(reader) for reader in readers)),
        proposed=reviews["unreviewed"],
        accepted=reviews["accepted"],
        corrected=reviews["corrected"],
        rejected=len({each.target for each in decided if each.action == "reject"}),
        deciders=tuple(sorted(deciders.items(), key=lambda pair: (-pair[1], pair[0]))),
        figures_cut=gathered.series_cut,
    )
