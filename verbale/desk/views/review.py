"""The review: one statement after the other, what matters and is doubtful first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from litestar import get
from litestar.response import Template

from verbale.desk.facets import Facets, facets_of
from verbale.desk.frame import AnyRequest, Desk, TheDesk, refused_filter, shown
from verbale.desk.views.statement import StatementPage, statement_page
from verbale.errors import WrongMetadata
from verbale.record.searching import Counts

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Review", "review", "show_review"]


@dataclass(frozen=True, slots=True)
class Review:
    """The statement to review, `None` when there is no more, and how many wait.

    `here` is the address at which this statement is shown.
    """

    facets: Facets
    at: StatementPage | None
    waiting: Counts
    here: str
    following: str
    before: str | None


@get("/review", sync_to_thread=True)
def review(request: AnyRequest, desk: TheDesk) -> Template:
    """Show the statement that is `at` an id, or the one to review `after` it, or `before` it."""
    return show_review(request, desk)


def show_review(request: AnyRequest, desk: Desk) -> Template:
    """Show a statement to review. Raises `NoSuchEntry`."""
    facets = facets_of(request)
    try:
        page = _review(desk, facets, request.query_params)
    except WrongMetadata as error:
        nothing = Review(facets, None, Counts(0, all=True, facets={}), "/review", "/review", None)
        return shown(request, desk, "review", nothing, 400, refused_filter(error))
    return shown(request, desk, "review", page)


def _review(desk: Desk, facets: Facets, asked: Mapping[str, str]) -> Review:
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
        return Review(
            facets=facets,
            at=statement_page(record, entry_id, desk.today()) if entry_id else None,
            waiting=record.count(None, unreviewed),
            here="/review" + facets.query(at=entry_id),
            following="/review" + facets.query(after=entry_id),
            before="/review" + facets.query(before=place) if earlier else None,
        )
