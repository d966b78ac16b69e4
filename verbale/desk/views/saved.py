"""Searches that people keep: how much is new in each, and a feed of it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from litestar import get, post
from litestar.response import Redirect, Response, Template

from verbale.desk.facets import Facets, facets_in
from verbale.desk.feed import News, atom
from verbale.desk.frame import AnyRequest, TheDesk, shown
from verbale.desk.guards import own_path
from verbale.desk.texts import text
from verbale.desk.views.again import again
from verbale.desk.views.deciding import Form
from verbale.errors import VerbaleError, about
from verbale.record import Record
from verbale.record.rows import StatementRow
from verbale.record.saved import Question, SavedSearch
from verbale.uncertain_dates import bounds

__all__ = [
    "Saved",
    "feed",
    "forget_search",
    "keep_search",
    "look_at_search",
    "saved_of",
    "searches",
]


@dataclass(frozen=True, slots=True)
class Saved:
    """One search with the address of its page, of what is new in it, and of its feed."""

    search: SavedSearch
    address: str
    unseen: str
    feed: str


def saved_of(search: SavedSearch) -> Saved:
    """Give a search with its addresses."""
    return Saved(
        search,
        _address(search.question),
        _address(search.unseen),
        "/feed?" + urlencode({"search": search.name}),
    )


@get("/searches", sync_to_thread=True)
def searches(request: AnyRequest, desk: TheDesk) -> Template:
    """Show the searches that are kept."""
    with desk.reading() as record:
        page = [saved_of(each) for each in record.saved_searches()]
    return shown(request, desk, "searches", page)


@get("/feed", sync_to_thread=True)
def feed(request: AnyRequest, desk: TheDesk) -> Response[bytes]:
    """Give what a search finds as an Atom feed, what was added last first."""
    base = str(request.base_url).rstrip("/")
    with desk.reading() as record:
        search = record.saved_search(str(request.query_params.get("search", "")))
        news = [_news(record, row, base) for row in record.latest_statements(search.question)]
    saved = saved_of(search)
    feed_id = f"urn:verbale:search:{quote(search.name)}"
    made = atom(feed_id, search.name, base + saved.address, base + saved.feed, news)
    return Response(made, media_type="application/atom+xml")


@post("/searches/keep", sync_to_thread=True)
def keep_search(request: AnyRequest, desk: TheDesk, data: Form) -> Redirect | Template:
    """Keep the search whose facets the form carries."""
    facets = facets_in(data)
    try:
        with desk.editing() as record, about("name"):
            record.keep_search(data.get("name", ""), Question(facets.words, facets.wanted))
    except VerbaleError as error:
        return again(request, desk, data, "keep", error)
    return Redirect("/searches", status_code=303)


@post("/searches/look", sync_to_thread=True)
def look_at_search(desk: TheDesk, data: Form) -> Redirect:
    """Count what a search finds as seen, and go where the form says."""
    with desk.editing() as record:
        record.look_at_search(data.get("name", ""))
    return Redirect(own_path(data.get("back", "/searches")), status_code=303)


@post("/searches/forget", sync_to_thread=True)
def forget_search(desk: TheDesk, data: Form) -> Redirect:
    """Keep a search no longer."""
    with desk.editing() as record:
        record.forget_search(data.get("name", ""))
    return Redirect("/searches", status_code=303)


def _news(record: Record, row: StatementRow, base: str) -> News:
    custody = record.custody(row.document)
    key = row.id.partition(".")[2]
    speaker, act = row.speaker or text("frame.unnamed"), text(f"act.{row.act}")
    return News(
        id=f"urn:verbale:{custody.sha256}:{key}",
        title=text("searches.news", speaker=speaker, act=act),
        author=speaker,
        summary=row.words or row.cue_words,
        link=f"{base}/statements/{row.id}",
        updated=custody.retrieved or _published(record, row.document),
    )


def _published(record: Record, document_id: str) -> str | None:
    published = record.document(document_id).published
    return f"{bounds(published)[0]}T00:00:00Z" if published else None


def _address(question: Question) -> str:
    return "/search" + Facets(question.words, question.wanted).query()
