"""The application: pages, guards, and what is shown when something goes wrong."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Litestar, Request
from litestar.config.csrf import CSRFConfig
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.static_files import create_static_files_router
from litestar.template import TemplateConfig

from verbale import errors
from verbale.desk.facets import CHOICES, themes
from verbale.desk.frame import Desk, shown, status_of
from verbale.desk.guards import Guarded, own_hosts
from verbale.desk.moments import local_time
from verbale.desk.texts import catalogue, text
from verbale.desk.views import ROUTES
from verbale.exports.fragments import text_directive
from verbale.exports.numbers import plain_number
from verbale.exports.values import plain_value
from verbale.model import ACTS, DOCUMENT_KINDS, QUOTATIONS, SIDES, ActorKind
from verbale.reading import NOT_READ
from verbale.reading.themes import concept_of

if TYPE_CHECKING:
    from litestar.response import Template

__all__ = ["desk_app"]

_HERE: Final = Path(__file__).parent
_LOG: Final = logging.getLogger(__name__)


def desk_app(desk: Desk, port: int) -> Guarded:
    """Make the application of a desk that is reached at a port of this machine."""
    app = Litestar(
        route_handlers=[
            *ROUTES,
            create_static_files_router(path="/static", directories=[_HERE / "static"]),
        ],
        dependencies={"desk": Provide(lambda: desk, sync_to_thread=False)},
        template_config=TemplateConfig(instance=JinjaTemplateEngine(engine_instance=_engine())),
        csrf_config=CSRFConfig(
            secret=desk.secret,
            cookie_name=f"form-{desk.run}",
            cookie_httponly=True,
            cookie_samesite="strict",
        ),
        exception_handlers={
            errors.VerbaleError: _said,
            HTTPException: _refused,
            Exception: _broken,
        },
        on_shutdown=[desk.close],
        logging_config=None,
        openapi_config=None,
    )
    app.state.desk = desk
    return Guarded(app, own_hosts(port))


@cache
def _engine() -> Environment:
    """Give the templates, which are compiled once for all desks of a process."""
    engine = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    engine.globals.update(
        t=text,
        choices=CHOICES,
        acts=ACTS,
        quotations=QUOTATIONS,
        sides=SIDES,
        kinds=get_args(ActorKind),
        document_kinds=DOCUMENT_KINDS,
        not_read=NOT_READ,
        themes=themes(),
    )
    engine.filters["number"] = plain_number
    engine.filters["theme"] = _theme
    engine.filters["value"] = plain_value
    engine.filters["moment"] = local_time
    engine.filters["language"] = _language
    engine.filters["fragment"] = text_directive
    return engine


def _theme(concept_id: str) -> str:
    concept = concept_of(concept_id)
    return concept.label if concept is not None else concept_id


def _language(tag: str | None) -> str:
    """Give the name of a language by its tag, of a rare one the tag."""
    return catalogue().get(f"language.{(tag or '').partition('-')[0].casefold()}", tag or "")


def _said(request: Request[Any, Any, Any], error: errors.VerbaleError) -> Template:
    return shown(request, request.app.state.desk, "error", str(error), status_of(error))


def _refused(request: Request[Any, Any, Any], error: HTTPException) -> Template:
    key = {403: "error.forged", 404: "error.no_page"}.get(error.status_code, "error.not_understood")
    return shown(request, request.app.state.desk, "error", text(key), error.status_code)


def _broken(request: Request[Any, Any, Any], error: Exception) -> Template:
    _LOG.error("a page broke", exc_info=error)
    what = text("error.broken", kind=type(error).__name__)
    return shown(request, request.app.state.desk, "error", what, 500)
