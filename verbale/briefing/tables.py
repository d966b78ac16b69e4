"""The parts of a briefing that are tables: counts, what waits, figures that clash, status."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from verbale.briefing.blocks import Column, Line, Run, Table, cited, plain
from verbale.briefing.texts import text
from verbale.briefing.wording import clipped, day, since, who

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verbale.briefing.blocks import Block, Cells
    from verbale.briefing.model import Briefing, Change, Claim, Clash, Entry, Standing, ThemeCount

__all__ = ["clashes", "standings", "summary", "unanswered"]

_IN_TABLE: Final = 220  # characters of words, names and claims in a cell
_CLAIMS: Final = 12  # of a number that are listed


def summary(briefing: Briefing) -> Iterator[Block]:
    """Count the exchanges by theme and state."""
    states = [(state, count) for state, count in briefing.totals.states if count]
    if not states:
        return
    listed = ", ".join(
        text("summary.state", count=count, state=_state(state)) for state, count in states
    )
    yield plain(text("summary.exchanges", count=briefing.totals.total, states=listed))
    heads = [Column(_state(state).capitalize(), 1.3, number=True) for state, _ in states]
    total = Column(text("summary.total"), 0.7, number=True)
    rows = [_count_cells(row, [state for state, _ in states]) for row in briefing.themes]
    sums = _count_cells(briefing.totals, [state for state, _ in states], text("summary.all"))
    columns = (Column(text("summary.theme"), max(2.2, 8.5 - 1.3 * len(states))), *heads, total)
    yield Table(text("summary.title"), columns, (*rows, sums), strong_last=True)
    yield plain(text("summary.themes"), "note")


def _state(state: str) -> str:
    return text(f"state.{state.replace(' ', '_')}")


def _count_cells(row: ThemeCount, states: Iterable[str], name: str | None = None) -> Cells:
    counts = dict[str, int](row.states)
    numbers = [*(counts[state] for state in states), row.total]
    first = name or row.theme or text("summary.no_theme")
    return ((Run(first),), *((Run(f"{number or '–'}"),) for number in numbers))


def unanswered(briefing: Briefing) -> Iterator[Block]:
    """List what waits for an answer, with the days."""
    waiting = briefing.unanswered
    if not waiting:
        return
    today = day(briefing.as_of.isoformat())
    yield plain(text("unanswered.intro", count=len(waiting), day=today))
    columns = [
        Column(text("unanswered.days"), 0.8, number=True),
        Column(text("unanswered.entry"), 0.8),
        Column(text("unanswered.who"), 3),
        Column(text("unanswered.words"), 5),
    ]
    if any(entry.due for entry in waiting):
        columns.append(Column(text("unanswered.due"), 1.7))
    rows = tuple(_waiting_cells(entry)[: len(columns)] for entry in waiting)
    yield Table(text("unanswered.title"), tuple(columns), rows)


def _waiting_cells(entry: Entry) -> Cells:
    quote = entry.quote
    words = Run(f"{clipped(quote.words, _IN_TABLE)} ")
    return (
        (Run("–" if entry.waiting is None else str(entry.waiting)),),
        (Run(str(entry.number), link=f"#entry-{entry.number}"),),
        (Run(clipped(who(quote), _IN_TABLE)),),
        (words, *cited(quote.citation, quote.review)),
        (Run(day(entry.due) if entry.due else "–", "strong" if entry.overdue else "plain"),),
    )


def clashes(briefing: Briefing) -> Iterator[Block]:
    """Put the numbers that contradict each other side by side."""
    if briefing.clashes:
        yield plain(text("clashes.intro"))
    for clash in briefing.clashes:
        measure = text("clashes.measure", measure=clipped(clash.measure, _IN_TABLE))
        yield Line("entry", (Run(measure),))
        yield _clash(clash, measure)


def _clash(clash: Clash, measure: str) -> Table:
    columns = (
        Column(text("clashes.value"), 1.2),
        Column(text("clashes.claims"), 4.5),
        Column(text("clashes.against"), 1.6),
    )
    rows = tuple(
        (
            (Run(clipped(value.amount, _IN_TABLE), "strong"),),
            _several(_claim(claim) for claim in value.claims),
            (Run(clipped(", ".join(value.against), _IN_TABLE)),),
        )
        for value in clash.values
    )
    return Table(measure, columns, rows)


def _several(claims: Iterable[tuple[Run, ...]]) -> tuple[Run, ...]:
    """Put claims one after the other in a cell, of many the first."""
    every = list(claims)
    runs = [run for claim in every[:_CLAIMS] for run in (*claim, Run("; "))][:-1]
    return (*runs, Run(" …")) if len(every) > _CLAIMS else tuple(runs)


def _claim(claim: Claim) -> tuple[Run, ...]:
    said_by = text(
        "clashes.claim" if claim.date else "clashes.claim_undated",
        claimant=clipped(claim.claimant or text("clashes.the_document"), _IN_TABLE),
        day=day(claim.date),
        words=clipped(claim.words, _IN_TABLE),
    )
    return (Run(said_by), *cited(claim.citation, claim.review))


def standings(briefing: Briefing) -> Iterator[Block]:
    """List how subjects stood, and who says so."""
    if not briefing.standings:
        return
    yield plain(text("standings.intro", day=day(briefing.as_of.isoformat())))
    columns = (
        Column(text("standings.subject"), 2),
        Column(text("standings.status"), 1.6),
        Column(text("standings.told"), 4),
    )
    rows = tuple(_standing_cells(row) for row in briefing.standings)
    yield Table(text("standings.title"), columns, rows)


def _standing_cells(row: Standing) -> Cells:
    changes = [
        *((Run(f"{clipped(each.words, _IN_TABLE)} "), *cited(each.citation, each.review))
          for each in row.sources),
        *(_other_change("standings.otherwise", each) for each in row.otherwise),
        *(_other_change("standings.before", each) for each in row.before),
    ]  # fmt: skip
    return ((Run(clipped(row.subject, _IN_TABLE)),), (Run(since(row)),), _several(changes))


def _other_change(key: str, change: Change) -> tuple[Run, ...]:
    told = text(
        key,
        status=text(f"status.{change.status}"),
        day=day(change.date),
        words=clipped(change.words, _IN_TABLE),
    )
    return (Run(told), *cited(change.citation, change.review))
