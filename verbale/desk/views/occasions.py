"""Occasions: meetings, addresses, elections, laws and rulings by their days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, get_args

from litestar import get
from litestar.response import Template

from verbale.desk.facets import Facets, facets_of
from verbale.desk.frame import AnyRequest, TheDesk, refused_filter, shown
from verbale.errors import WrongMetadata
from verbale.model import OccasionType
from verbale.record.happenings import Happening
from verbale.record.rows import OccasionRow

__all__ = ["Occasions", "Year", "occasions"]

_SIZE: Final = 60
_YEARS: Final = 12  # the last ones that the calendar shows


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the calendar: how many occasions each of its twelve months has."""

    year: str
    months: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Occasions:
    """A page of occasions, the calendar beside it, and what was asked for."""

    facets: Facets
    type: str
    when: str
    types: tuple[str, ...]
    calendar: list[Year]
    rows: list[OccasionRow]
    more: str | None

    def query(self, **other: str) -> str:
        """Put what is asked for into an address, with something else in it."""
        return "/occasions" + self.facets.query(**({"type": self.type, "when": self.when} | other))


@get("/occasions", sync_to_thread=True)
def occasions(request: AnyRequest, desk: TheDesk) -> Template:
    """Show the occasions, the newest first, beside a calendar."""
    kind, when = (str(request.query_params.get(key, "")).strip() for key in ("type", "when"))
    facets = facets_of(request)
    wanted = Happening(
        type=kind or None,
        when=when or None,
        who=facets.wanted.speaker,
        since=facets.wanted.since,
        until=facets.wanted.until,
        publisher=facets.wanted.publisher,
        review=facets.wanted.review,
    )
    types = get_args(OccasionType)
    try:
        with desk.reading() as record:
            rows = record.happenings(wanted, _SIZE + 1, request.query_params.get("after"))
            months = record.calendar(replace(wanted, when=None))
    except WrongMetadata as error:
        nothing = Occasions(facets, kind, when, types, [], [], None)
        return shown(request, desk, "occasions", nothing, 400, refused_filter(error))
    more = rows[_SIZE - 1].id if len(rows) > _SIZE else None
    page = Occasions(facets, kind, when, types, _calendar(months), rows[:_SIZE], more)
    return shown(request, desk, "occasions", page)


def _calendar(months: dict[str, int]) -> list[Year]:
    years = sorted({month[:4] for month in months}, reverse=True)[:_YEARS]
    return [
        Year(year, tuple((f"{year}-{n:02}", months.get(f"{year}-{n:02}", 0)) for n in range(1, 13)))
        for year in years
    ]
