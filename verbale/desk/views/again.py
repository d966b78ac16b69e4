"""The page from which a form was sent that could not be taken, with what was typed into it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from litestar import Request
from litestar.response import Template

from verbale.desk.frame import AnyRequest, Desk, Refused, shown, status_of
from verbale.desk.guards import own_path
from verbale.desk.views.document import show_document
from verbale.desk.views.entry import show_entry
from verbale.desk.views.people import show_actor
from verbale.desk.views.review import show_review
from verbale.desk.views.search import show_search
from verbale.desk.views.statement import show_statement
from verbale.errors import VerbaleError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from litestar.response import Redirect

__all__ = ["again"]

_PAGES: Final[tuple[tuple[re.Pattern[str], Callable[..., Template | Redirect]], ...]] = (
    (re.compile(r"/actors/([^/]+)"), show_actor),
    (re.compile(r"/documents/([^/]+)"), show_document),
    (re.compile(r"/entries/([^/]+)"), show_entry),
    (re.compile(r"/review"), show_review),
    (re.compile(r"/search"), show_search),
    (re.compile(r"/statements/([^/]+)"), show_statement),
)


# What a request has whatever it asks for.
_KEPT: Final = ("type", "headers", "server", "scheme", "root_path", "litestar_app")


def again(
    request: AnyRequest, desk: Desk, data: Mapping[str, str], form: str, error: VerbaleError
) -> Template:
    """Show the page with the form again, with the error at its field and nothing typed lost.

    The form tells in `here`, else in `back`, which page it stands on.
    """
    refused = Refused(form, error.field, str(error), data)
    path, _, query = own_path(data.get("here") or data.get("back") or "/").partition("?")
    page = _page(_asking(request, path, query, refused), desk, path)
    if page is None:
        return shown(request, desk, "error", str(error), status_of(error))
    page.status_code = status_of(error)
    # The address stays that of the page, not that to which the form was sent.
    page.headers["HX-Push-Url"] = "false"
    return page


def _page(request: AnyRequest, desk: Desk, path: str) -> Template | None:
    for pattern, show in _PAGES:
        if match := pattern.fullmatch(path):
            try:
                page = show(request, desk, *match.groups())
            except VerbaleError:
                return None  # the page cannot be shown either, as when the record is gone
            return page if isinstance(page, Template) else None
    return None


def _asking(request: AnyRequest, path: str, query: str, refused: Refused) -> AnyRequest:
    """Make the request that asks for a page, out of that which sent the form."""
    asked: dict[str, Any] = {key: value for key, value in request.scope.items() if key in _KEPT}
    state = {**request.scope["state"], "refused": refused}
    asked |= {"method": "GET", "path": path, "query_string": query.encode(), "state": state}
    return Request(asked)  # type: ignore[arg-type]
