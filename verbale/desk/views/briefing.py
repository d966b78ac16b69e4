"""The briefing: what a filter or picked statements give, as a file to download."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from litestar import MediaType, get
from litestar.response import Response, Template

from verbale import briefing as made
from verbale.desk.facets import Facets, facets_of
from verbale.desk.frame import AnyRequest, Desk, TheDesk, refused_filter, shown
from verbale.desk.texts import text
from verbale.errors import WrongMetadata
from verbale.record.states import WANT_AN_ANSWER

if TYPE_CHECKING:
    from verbale.record import Record

__all__ = ["BriefingPage", "briefing", "briefing_file", "briefing_read"]

_MOST: Final = 5000  # exchanges that one briefing holds
_FORMATS: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}
_BETWEEN: Final = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class BriefingPage:
    """What a briefing would hold; `fault` tells why it cannot be made."""

    facets: Facets
    picked: tuple[str, ...]
    title: str
    author: str
    formats: tuple[str, ...]
    entries: int = 0
    unanswered: int = 0
    sources: int = 0
    fault: str | None = None


@get("/briefing", sync_to_thread=True)
def briefing(request: AnyRequest, desk: TheDesk) -> Template:
    """Show what a briefing on what is asked for would hold, and offer it."""
    page = BriefingPage(
        facets=facets_of(request),
        picked=_picked(request),
        title=_field(request, "title"),
        author=_field(request, "author") or desk.reviewer(request),
        formats=tuple(_FORMATS),
    )
    try:
        found = _made(request, desk)
    except WrongMetadata as error:
        page = replace(page, fault=str(error))
        return shown(request, desk, "briefing", page, refused=refused_filter(error))
    page = replace(
        page,
        entries=len(found.entries),
        unanswered=len(found.unanswered),
        sources=len(found.sources),
        fault=text("briefing.empty") if found.empty else None,
    )
    return shown(request, desk, "briefing", page)


@get("/briefing/file", sync_to_thread=True)
def briefing_file(request: AnyRequest, desk: TheDesk) -> Response[bytes]:
    """Give a briefing as a file: PDF, DOCX or HTML."""
    form = _field(request, "format")
    if form not in _FORMATS:
        raise WrongMetadata(f"{form!r} is no format of a briefing: {', '.join(_FORMATS)}.")
    found = _made(request, desk)
    return Response(
        _written(found, form),
        media_type=_FORMATS[form],
        headers={"Content-Disposition": f'attachment; filename="briefing.{form}"'},
    )


@get("/briefing/read", sync_to_thread=True)
def briefing_read(request: AnyRequest, desk: TheDesk) -> Response[str]:
    """Show a briefing as the web page that it would be, to be read before it is sent on."""
    from verbale.briefing.web_page import policy  # noqa: PLC0415 - slow to load

    return Response(
        made.html(_made(request, desk)),
        media_type=MediaType.HTML,
        headers={"Content-Security-Policy": f"{policy()}; base-uri 'none'; frame-ancestors 'none'"},
    )


def _written(found: made.Briefing, form: str) -> bytes:
    if form == "pdf":
        return made.pdf(found)
    return made.docx(found) if form == "docx" else made.html(found).encode()


def _made(request: AnyRequest, desk: Desk) -> made.Briefing:
    facets, picked = facets_of(request), _picked(request)
    if facets.words:
        raise WrongMetadata(text("briefing.no_words"))
    with desk.reading() as record:
        if not picked:
            _check_size(record, facets)
        return made.make(
            record,
            picked or facets.wanted,
            as_of=desk.today(),
            title=_field(request, "title") or None,
            author=_field(request, "author") or None,
        )


def _check_size(record: Record, facets: Facets) -> None:
    counts = record.count(None, facets.wanted)
    acts = dict(counts.facets["act"])
    if not counts.all or sum(acts.get(act, 0) for act in WANT_AN_ANSWER) > _MOST:
        raise WrongMetadata(text("briefing.too_much", most=_MOST))


def _picked(request: AnyRequest) -> tuple[str, ...]:
    """Give the ids of the statements that are picked: several fields, or several in one."""
    given = " ".join(str(each) for each in request.query_params.getall("pick", []))
    return tuple(dict.fromkeys(each for each in _BETWEEN.split(given) if each))


def _field(request: AnyRequest, name: str) -> str:
    return str(request.query_params.get(name, "")).strip()
