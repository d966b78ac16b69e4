"""The pages, one module each: what is asked of the record, and the class that a template shows."""

from __future__ import annotations

from verbale.desk.views.deciding import decide, decide_two, name_reviewer, undo
from verbale.desk.views.document import document, documents, original
from verbale.desk.views.exchanges import exchanges
from verbale.desk.views.figures import figures
from verbale.desk.views.overview import overview
from verbale.desk.views.people import actor, actors
from verbale.desk.views.review import review
from verbale.desk.views.search import search
from verbale.desk.views.statement import statement
from verbale.desk.views.status import status

__all__ = ["ROUTES"]

ROUTES = (
    actor,
    actors,
    decide,
    decide_two,
    document,
    documents,
    exchanges,
    figures,
    name_reviewer,
    original,
    overview,
    review,
    search,
    statement,
    status,
    undo,
)
