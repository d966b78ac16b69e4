"""Figures: what was claimed of one measure, by whom, and how it fits together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from litestar import get
from litestar.response import Template

from verbale.desk.comparisons import Told, told
from verbale.desk.facets import Facets, facets_of
from verbale.desk.frame import AnyRequest, TheDesk, refused_filter, shown
from verbale.desk.plots import NARROW, SeriesPlot, series_plot
from verbale.errors import WrongMetadata
from verbale.record.rows import SeriesRow

__all__ = ["Figures", "figures"]

_SIZE: Final = 30
_RELATIONS: Final = ("contradicts", "updates", "agrees")


@dataclass(frozen=True, slots=True)
class Shown:
    """A series, its plot for a window and for a phone, and how its figures fit together."""

    series: SeriesRow
    plot: SeriesPlot | None
    narrow_plot: SeriesPlot | None
    told: list[Told]


@dataclass(frozen=True, slots=True)
class Figures:
    """Series of figures, and what was asked for."""

    facets: Facets
    measure: str
    relation: str
    relations: tuple[str, ...]
    rows: list[Shown]


@get("/figures", sync_to_thread=True)
def figures(request: AnyRequest, desk: TheDesk) -> Template:
    """Show the series of figures, the newest first."""
    facets = facets_of(request)
    measure, relation = (
        str(request.query_params.get(key, "")).strip() for key in ("measure", "relation")
    )
    page = Figures(facets, measure, relation, _RELATIONS, [])
    try:
        with desk.reading() as record:
            found = record.series(measure or None, relation or None, _SIZE, facets.wanted)
    except WrongMetadata as error:
        return shown(request, desk, "figures", page, 400, refused_filter(error))
    rows = [Shown(row, series_plot(row), series_plot(row, NARROW), told(row)) for row in found]
    page = replace(page, rows=rows)
    return shown(request, desk, "figures", page)
