"""The pages, one module each: what is asked of the record, and the class that a template shows."""

from __future__ import annotations

from verbale.desk.views.briefing import briefing, briefing_file, briefing_read
from verbale.desk.views.deciding import (
    accept_listed,
    add,
    correct_actor,
    correct_document,
    decide,
    decide_two,
    name_reviewer,
    remove_document,
    undo,
)
from verbale.desk.views.document import document, documents, original
from verbale.desk.views.entry import entry
from verbale.desk.views.exchanges import exchanges
from verbale.desk.views.figures import figures
from verbale.desk.views.log import log
from verbale.desk.views.occasions import occasions
from verbale.desk.views.overview import overview
from verbale.desk.views.page import page, page_image
from verbale.desk.views.people import actor, actors
from verbale.desk.views.review import review
from verbale.desk.views.saved import (
    feed,
    forget_search,
    keep_search,
    look_at_search,
    searches,
)
from verbale.desk.views.search import search
from verbale.desk.views.statement import statement
from verbale.desk.views.status import status

__all__ = ["ROUTES"]

ROUTES = (
    accept_listed,
    actor,
    actors,
    add,
    briefing,
    briefing_file,
    briefing_read,
    correct_actor,
    correct_document,
    decide,
    decide_two,
    document,
    documents,
    entry,
    exchanges,
    feed,
    figures,
    forget_search,
    keep_search,
    log,
    look_at_search,
    name_reviewer,
    occasions,
    original,
    overview,
    page,
    page_image,
    remove_document,
    review,
    search,
    searches,
    statement,
    status,
    undo,
)
