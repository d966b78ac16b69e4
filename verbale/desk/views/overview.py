"""The first page: how much there is, and what wants attention."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from litestar import get
from litestar.response import Template

from verbale.desk.facets import Facets, facets_of
from verbale.desk.frame import AnyRequest, TheDesk, shown
from verbale.desk.plots import Plot, timeline
from verbale.desk.views.saved import Saved, saved_of
from verbale.record.rows import DocumentRow, ExchangeRow, SeriesRow
from verbale.record.searching import Counts

__all__ = ["Overview", "overview"]

_LISTED: Final = 6


@dataclass(frozen=True, slots=True)
class Overview:
    """Sizes, what waits for an answer the longest, figures that clash, what waits for review."""

    facets: Facets
    sizes: dict[str, int]
    counts: Counts
    unanswered: list[ExchangeRow]
    waiting: int
    clashes: list[SeriesRow]
    searches: list[Saved]
    newest: list[DocumentRow]
    plot: Plot | None
    today: date


@get("/", sync_to_thread=True)
def overview(request: AnyRequest, desk: TheDesk) -> Template:
    """Show what is in the record and what wants attention."""
    facets = facets_of(request)
    wanted = facets.wanted
    unanswered = replace(wanted, state="unanswered")
    with desk.reading() as record:
        counts = record.count(facets.words, wanted)
        page = Overview(
            facets=facets,
            sizes=record.sizes(),
            counts=counts,
            unanswered=record.exchanges(unanswered, size=_LISTED),
            waiting=dict(counts.facets["state"]).get("unanswered", 0),
            clashes=record.series(None, "contradicts", _LISTED, wanted),
            searches=[saved_of(each) for each in record.saved_searches()],
            newest=record.newest(_LISTED),
            plot=timeline(record.months(wanted)),
            today=desk.today(),
        )
    return shown(request, desk, "overview", page)
