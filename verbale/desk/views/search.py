"""Search among all statements, as one types, and among the words of what is not read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from litestar import get
from litestar.response import Template

from verbale.desk.facets import Facets, facets_of
from verbale.desk.frame import AnyRequest, Desk, TheDesk, refused_filter, shown
from verbale.errors import WrongDecision, WrongMetadata, WrongQuery, about
from verbale.record.rows import DocumentRow, StatementRow
from verbale.record.searching import Counts, Page
from verbale.record.wanted import Wanted

__all__ = ["AT_ONCE", "Search", "search", "show_search", "sureness", "unseen"]

AT_ONCE: Final = 200  # statements that are accepted together

_SIZE: Final = 30
_USUALLY_SURE: Final = 95  # percent
_LEAST_SURE: Final = 50  # percent; what is less sure is not accepted unseen
_UNREAD: Final = 20  # documents that are not read, as many as are shown
_NOTHING: Final = Counts(0, all=True, facets={})


@dataclass(frozen=True, slots=True)
class Search:
    """What was found; `fault` says why a search cannot be understood, as while it is typed.

    `certain` are how many of it wait for review and are at least `sure`, in percent, where somebody
    asked for that; `unsure` says what is wrong with how. `unread` are documents that are not read.
    """

    facets: Facets
    like: str | None
    rows: tuple[StatementRow, ...]
    counts: Counts
    more: str | None
    fault: str | None = None
    sure: int = _USUALLY_SURE
    certain: int | None = None
    unsure: str | None = None
    unread: tuple[DocumentRow, ...] = ()

    @property
    def unread_shown(self) -> int:
        """How many documents that are not read are shown at most."""
        return _UNREAD

    @property
    def at_once(self) -> int:
        """How many statements are accepted together at most."""
        return AT_ONCE

    @property
    def unreviewed(self) -> int:
        """How many of what was found wait for review."""
        return dict(self.counts.facets.get("review", ())).get("unreviewed", 0)


@get("/search", sync_to_thread=True)
def search(request: AnyRequest, desk: TheDesk) -> Template:
    """Find statements by words, by meaning and by facets."""
    return show_search(request, desk)


def show_search(request: AnyRequest, desk: Desk) -> Template:
    """Show what a search finds, or why it cannot be understood."""
    facets = facets_of(request)
    like = str(request.query_params.get("like", "")).strip() or None
    try:
        page = _found(desk, facets, like, request.query_params.get("after"))
        if page.unreviewed and "sure" in request.query_params:
            page = _with_certain(desk, page, str(request.query_params["sure"]))
    except (WrongMetadata, WrongQuery) as error:
        page = Search(facets, like, (), _NOTHING, None, str(error))
        error.field = error.field or "words"
        return shown(request, desk, "search", page, refused=refused_filter(error))
    return shown(request, desk, "search", page)


def _found(desk: Desk, facets: Facets, like: str | None, after: str | None) -> Search:
    with desk.reading() as record:
        found = record.search(
            facets.words, like=like, wanted=facets.wanted, page=Page(_SIZE, after)
        )
        counts = record.count(facets.words, facets.wanted)
        # Of what is not read no more is known than its words: no filter and no meaning finds it.
        by_words = None if facets.filtered or like or after else facets.words
        unread = record.unread(by_words) if by_words else []
    more = None
    if found.more and like is None:  # what is nearest in meaning has no next page
        more = facets.query(after=found.statements[-1].id)
    return Search(facets, like, found.statements, counts, more, unread=tuple(unread))


def sureness(text: str) -> int:
    """Give how sure the reader must be, in percent. Raises `WrongDecision` where that is none."""
    with about("sure"):
        if not text.isdecimal() or not _LEAST_SURE <= int(text) <= 100:
            raise WrongDecision(f"Say how sure the reader must be: from {_LEAST_SURE} to 100 %.")
    return int(text)


def unseen(facets: Facets, sure: int) -> Wanted:
    """Give what can be accepted unseen: what waits for review and is so sure, in percent."""
    return replace(facets.wanted, review="unreviewed", min_confidence=sure / 100)


def _with_certain(desk: Desk, page: Search, sure: str) -> Search:
    try:
        least = sureness(sure)
    except WrongDecision as error:
        return replace(page, unsure=str(error))
    with desk.reading() as record:
        certain = record.count(page.facets.words, unseen(page.facets, least)).total
    return replace(page, sure=least, certain=certain)
