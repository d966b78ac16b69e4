"""Concerns and calls, each with its answers beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from litestar import get
from litestar.response import Template

from verbale.desk.facets import Facets, facets_of
from verbale.desk.frame import AnyRequest, TheDesk, refused_filter, shown
from verbale.errors import WrongMetadata
from verbale.record.rows import ExchangeRow

__all__ = ["Exchanges", "exchanges"]

_SIZE: Final = 20


@dataclass(frozen=True, slots=True)
class Exchanges:
    """A page of exchanges; `more` is the address of the next, if there is one."""

    facets: Facets
    first: str | None
    rows: list[ExchangeRow]
    more: str | None
    today: date


@get("/exchanges", sync_to_thread=True)
def exchanges(request: AnyRequest, desk: TheDesk) -> Template:
    """Show concerns and calls with their answers, by their days."""
    facets = facets_of(request)
    first = "unanswered" if request.query_params.get("first") == "unanswered" else None
    try:
        with desk.reading() as record:
            rows = record.exchanges(
                facets.wanted,
                size=_SIZE + 1,
                after=request.query_params.get("after"),
                unanswered_first=first is not None,
            )
    except WrongMetadata as error:
        page = Exchanges(facets, first, [], None, desk.today())
        return shown(request, desk, "exchanges", page, 400, refused_filter(error))
    more = None
    if len(rows) > _SIZE:
        more = facets.query(first=first, after=rows[_SIZE - 1].statement.id)
    page = Exchanges(facets, first, rows[:_SIZE], more, desk.today())
    return shown(request, desk, "exchanges", page)
