"""Status: how parties, people and laws stood on a day, and how they came there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, get_args

from litestar import get
from litestar.response import Template

from verbale.desk.facets import Facets, facets_of
from verbale.desk.frame import AnyRequest, TheDesk, refused_filter, shown
from verbale.errors import WrongMetadata
from verbale.model import Status
from verbale.record.rows import StandingRow
from verbale.record.standing import Told

__all__ = ["StatusPage", "status"]

_SIZE: Final = 40


@dataclass(frozen=True, slots=True)
class StatusPage:
    """How subjects stood, and what was asked for."""

    facets: Facets
    as_of: str
    subject: str
    status: str
    choices: tuple[str, ...]
    rows: list[StandingRow]
    days: tuple[date, date] | None

    @property
    def length(self) -> int:
        """How many days lie between the first change and the last."""
        return (self.days[1] - self.days[0]).days if self.days else 0

    @property
    def place(self) -> int:
        """Where the day asked for lies among these; the last where it is none of them."""
        try:
            day = date.fromisoformat(self.as_of)
        except ValueError:
            return self.length
        return min(max(0, (day - self.days[0]).days), self.length) if self.days else 0


@get("/status", sync_to_thread=True)
def status(request: AnyRequest, desk: TheDesk) -> Template:
    """Show how each subject stood on a day, with the changes that led there."""
    as_of, subject, wanted = (
        str(request.query_params.get(key, "")).strip() for key in ("as_of", "subject", "status")
    )
    facets = facets_of(request)
    told = Told(
        since=facets.wanted.since,
        until=facets.wanted.until,
        by=facets.wanted.speaker,
        publisher=facets.wanted.publisher,
        review=facets.wanted.review,
    )
    try:
        with desk.reading() as record:
            rows = record.standing(as_of or None, subject or None, wanted or None, _SIZE, told)
            days = record.days_of_change()
    except WrongMetadata as error:
        nothing = StatusPage(facets, as_of, subject, wanted, get_args(Status), [], None)
        return shown(request, desk, "status", nothing, 400, refused_filter(error))
    span = (date.fromisoformat(days[0]), date.fromisoformat(days[1])) if days else None
    page = StatusPage(facets, as_of, subject, wanted, get_args(Status), rows, span)
    return shown(request, desk, "status", page)
