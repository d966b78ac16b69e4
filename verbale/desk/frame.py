"""What every page has: the record, who decides, the way to the other pages."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, get_args
from urllib.parse import urlencode

from litestar import Request
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from verbale import errors
from verbale.desk.facets import facets_of
from verbale.desk.page_images import PageImages
from verbale.desk.signing import unsealed
from verbale.desk.texts import text
from verbale.errors import VerbaleError
from verbale.record import Record
from verbale.record.remembering import RememberingRecord
from verbale.record.rows import Action

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from verbale.record.engines import Place

__all__ = [
    "AnId",
    "AnyRequest",
    "Desk",
    "Done",
    "Frame",
    "Refused",
    "TheDesk",
    "refused_filter",
    "shown",
    "status_of",
]

AnyRequest = Request[Any, Any, Any]

_ENTRY: Final = re.compile(r"d\d{1,9}(\.\w{1,20})?")
_NUMBERS: Final = re.compile(r"\d{1,9}(,\d{1,9})*")
_STATUSES: Final[tuple[tuple[type[VerbaleError], int], ...]] = (
    (errors.NoSuchEntry, 404),
    (errors.UnreadableDocument, 422),
    (errors.WrongDecision, 422),
    (errors.WrongMetadata, 400),
    (errors.WrongQuery, 400),
    (VerbaleError, 503),
)
# The pages with one set of facets.
_SHARED: Final = (
    "overview",
    "exchanges",
    "search",
    "review",
    "figures",
    "status",
    "occasions",
    "briefing",
)


class Desk:
    """A record on a desk; `login` decides where nobody else is named.

    `secret` seals cookies, and `run` is in their names: those of another desk, or of one that ran
    here before, are not looked at.
    """

    def __init__(
        self,
        place: Place,
        login: str,
        today: Callable[[], date],
        now: Callable[[], str],
        secret: str,
        run: str,
    ) -> None:
        self.place = place
        self.login = login
        self.today = today
        self.now = now
        self.secret = secret
        self.run = run
        self.pages = PageImages()
        self._kept: RememberingRecord | None = None
        self._lock = Lock()

    @property
    def cookie(self) -> str:
        """The name of the cookie that remembers who decides."""
        return f"reviewer-{self.run}"

    @contextmanager
    def reading(self) -> Iterator[Record]:
        """Give the record to look at; what it remembers is kept, as long as the same is there."""
        with self._lock:
            if self._kept is not None and not self._kept.still():
                self._kept.close()
                self._kept = None
            if self._kept is None:
                self._kept = RememberingRecord(self.place)
            kept = self._kept
        yield kept

    def close(self) -> None:
        """Let go of the record, and of what draws its pages."""
        if self._kept is not None:
            self._kept.close()
        self.pages.close()

    def editing(self) -> Record:
        """Open the record to decide something."""
        return Record(self.place, "edit")

    def reviewer(self, request: AnyRequest) -> str:
        """Tell who decides in this browser."""
        return unsealed(request.cookies.get(self.cookie), self.secret) or self.login


# How a page asks for the desk, and for an id in its address.
TheDesk = NamedDependency[Desk]
AnId = FromPath[str]


@dataclass(frozen=True, slots=True)
class Done:
    """What was just decided, and can be undone: the decisions' numbers, `7,8`."""

    numbers: str
    action: str
    entry: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that was sent and could not be taken.

    `form` names it among those of its page. `message` is about `field`, or about the form as a
    whole where that is `None`; `typed` is what stood in the form.
    """

    form: str
    field: str | None
    message: str
    typed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a page; `here` is its address and `carried` the facets for others."""

    record: str
    reviewer: str
    section: str
    here: str
    carried: str
    done: Done | None
    refused: Refused | None

    def typed(self, form: str, name: str, otherwise: str = "") -> str:
        """Give what was typed into a field of a form that was refused, else something else."""
        if self.refused is None or self.refused.form != form:
            return otherwise
        return self.refused.typed.get(name, otherwise)

    def fault(self, form: str, name: str) -> str | None:
        """Tell what is wrong with a field of a form, `None` if nothing."""
        refused = self.refused
        if refused is None or (refused.form, refused.field) != (form, name):
            return None
        return refused.message

    def link(self, section: str) -> str:
        """Give the address of another page, with the facets where it has them too."""
        path = "/" if section == "overview" else f"/{section}"
        return path + (self.carried if section in _SHARED else "")


def shown(
    request: AnyRequest,
    desk: Desk,
    name: str,
    page: object,
    status: int = 200,
    refused: Refused | None = None,
) -> Template:
    """Give the page `name`, in which `page` is shown, and what is wrong with a form on it."""
    frame = Frame(
        record=desk.place.name,
        reviewer=desk.reviewer(request),
        section=name,
        here=_here(request),
        carried=facets_of(request).query(),
        done=_done(request),
        refused=refused or request.state.get("refused"),
    )
    context = {"page": page, "frame": frame, "t": text}
    return Template(f"{name}.html", context=context, status_code=status)


def refused_filter(error: VerbaleError) -> Refused:
    """Tell what is wrong with the facets in an address; what was typed stands in it."""
    return Refused("facets", error.field, str(error), {})


def status_of(error: VerbaleError) -> int:
    """Give the status of an answer that tells of an error."""
    return next(status for kind, status in _STATUSES if isinstance(error, kind))


def _here(request: AnyRequest) -> str:
    """The address of this page, without what was decided before it was shown."""
    kept = [
        (key, value)
        for key, value in request.query_params.multi_items()
        if key not in {"done", "did", "on"}
    ]
    return request.url.path + (f"?{urlencode(kept)}" if kept else "")


def _done(request: AnyRequest) -> Done | None:
    numbers, action, entry = (
        str(request.query_params.get(key, "")) for key in ("done", "did", "on")
    )
    known = action in get_args(Action) and _ENTRY.fullmatch(entry)
    return Done(numbers, action, entry) if known and _NUMBERS.fullmatch(numbers) else None
