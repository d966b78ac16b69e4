"""The review: one statement after the other, what matters and is doubtful first."""

from __future__ import annotations

from dataclasses import dataclass, replace

from litestar import get
from litestar.response import Template

from verbale.desk.facets import Facets, facets_of
from verbale.desk.frame import AnyRequest, TheDesk, shown
from verbale.desk.views.statement import StatementPage, statement_page
from verbale.record.searching import Counts

__all__ = ["Review", "review"]


@dataclass(frozen=True, slots=True)
class Review:
    """The statement to review, `None` when there is no more, and how many wait."""

    facets: Facets
    at: StatementPage | None
    waiting: Counts
    following: str
    before: str | None


@get("/review", sync_to_thread=True)
def review(request: AnyRequest, desk: TheDesk) -> Template:
    """Show the statement that is `at` an id, or the one to review `after` it, or `before` it."""
    facets = facets_of(request)
    asked = request.query_params
    unreviewed = replace(facets.wanted, review=facets.wanted.review or "unreviewed")
    any_state = replace(facets.wanted, review=None)
    with desk.reading() as record:
        entry_id = asked.get("at")
        if asked.get("before"):
            entry_id = record.next_to_review(any_state, asked["before"], back=True)
        elif entry_id is None:
            entry_id = record.next_to_review(unreviewed, asked.get("after"))
        place = entry_id or asked.get("after")
        earlier = record.next_to_review(any_state, place, back=True) if place else None
        page = Review(
            facets=facets,
            at=statement_page(record, entry_id, desk.today()) if entry_id else None,
            waiting=record.count(None, unreviewed),
            following="/review" + facets.query(after=entry_id),
            before="/review" + facets.query(before=place) if earlier else None,
        )
    return shown(request, desk, "review", page)
