"""Search among all statements, as one types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from litestar import get
from litestar.response import Template

from verbale.desk.facets import Facets, facets_of
from verbale.desk.frame import AnyRequest, Desk, TheDesk, shown
from verbale.errors import WrongMetadata, WrongQuery
from verbale.record.rows import StatementRow
from verbale.record.searching import Counts, Page

__all__ = ["Search", "search"]

_SIZE: Final = 30
_NOTHING: Final = Counts(0, all=True, facets={})


@dataclass(frozen=True, slots=True)
class Search:
    """What was found; `fault` says why a search cannot be understood, as while it is typed."""

    facets: Facets
    like: str | None
    rows: tuple[StatementRow, ...]
    counts: Counts
    more: str | None
    fault: str | None = None

    @property
    def unreviewed(self) -> int:
        """How many of what was found wait for review."""
        return dict(self.counts.facets.get("review", ())).get("unreviewed", 0)


@get("/search", sync_to_thread=True)
def search(request: AnyRequest, desk: TheDesk) -> Template:
    """Find statements by words, by meaning and by facets."""
    facets = facets_of(request)
    like = str(request.query_params.get("like", "")).strip() or None
    try:
        page = _found(desk, facets, like, request.query_params.get("after"))
    except (WrongMetadata, WrongQuery) as error:
        page = Search(facets, like, (), _NOTHING, None, str(error))
    return shown(request, desk, "search", page)


def _found(desk: Desk, facets: Facets, like: str | None, after: str | None) -> Search:
    with desk.reading() as record:
        found = record.search(
            facets.words, like=like, wanted=facets.wanted, page=Page(_SIZE, after)
        )
        counts = record.count(facets.words, facets.wanted)
    more = None
    if found.more and like is None:  # what is nearest in meaning has no next page
        more = facets.query(after=found.statements[-1].id)
    return Search(facets, like, found.statements, counts, more)
