"""The first page: how much there is, and what wants attention."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from litestar import get
from litestar.response import Template

from verbale.desk.facets import Facets, facets_of
from verbale.desk.frame import AnyRequest, Desk, TheDesk, refused_filter, shown
from verbale.desk.plots import NARROW, Plot, timeline
from verbale.desk.views.saved import Saved, saved_of
from verbale.errors import WrongMetadata
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
    narrow_plot: Plot | None
    today: date


@dataclass(frozen=True, slots=True)
class Nothing:
    """What is shown where the facets cannot be understood."""

    facets: Facets


@get("/", sync_to_thread=True)
def overview(request: AnyRequest, desk: TheDesk) -> Template:
    """Show what is in the record and what wants attention."""
    facets = facets_of(request)
    try:
        page = _overview(desk, facets)
    except WrongMetadata as error:
        return shown(request, desk, "overview", Nothing(facets), 400, refused_filter(error))
    return shown(request, desk, "overview", page)


def _overview(desk: Desk, facets: Facets) -> Overview:
    wanted = facets.wanted
    unanswered = replace(wanted, state="unanswered")
    with desk.reading() as record:
        months = record.months(wanted)
        counts = record.count(facets.words, wanted)
        return Overview(
            facets=facets,
            sizes=record.sizes(),
            counts=counts,
            unanswered=record.exchanges(unanswered, size=_LISTED),
            waiting=dict(counts.facets["state"]).get("unanswered", 0),
            clashes=record.series(None, "contradicts", _LISTED, wanted),
            searches=[saved_of(each) for each in record.saved_searches()],
            newest=record.newest(_LISTED),
            plot=timeline(months),
            narrow_plot=timeline(months, NARROW),
            today=desk.today(),
        )
