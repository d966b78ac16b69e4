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

from verbale.desk.facets import facets_of
from verbale.desk.signing import unsealed
from verbale.desk.texts import text
from verbale.record import Record
from verbale.record.rows import Action

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from verbale.record.engines import Place

__all__ = ["AnId", "AnyRequest", "Desk", "Done", "Frame", "TheDesk", "shown"]

AnyRequest = Request[Any, Any, Any]

_ENTRY: Final = re.compile(r"d\d{1,9}(\.\w{1,20})?")
_NUMBERS: Final = re.compile(r"\d{1,9}(,\d{1,9})*")
# The pages with one set of facets.
_SHARED: Final = ("overview", "exchanges", "search", "review", "figures", "briefing")


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
        self._kept: Record | None = None
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
                self._kept = Record(self.place, "read")
            kept = self._kept
        yield kept

    def close(self) -> None:
        """Let go of the record."""
        if self._kept is not None:
            self._kept.close()

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
class Frame:
    """What stands around a page; `here` is its address and `carried` the facets for others."""

    record: str
    reviewer: str
    section: str
    here: str
    carried: str
    done: Done | None

    def link(self, section: str) -> str:
        """Give the address of another page, with the facets where it has them too."""
        path = "/" if section == "overview" else f"/{section}"
        return path + (self.carried if section in _SHARED else "")


def shown(request: AnyRequest, desk: Desk, name: str, page: object, status: int = 200) -> Template:
    """Give the page `name`, in which `page` is shown."""
    frame = Frame(
        record=desk.place.name,
        reviewer=desk.reviewer(request),
        section=name,
        here=_here(request),
        carried=facets_of(request).query(),
        done=_done(request),
    )
    context = {"page": page, "frame": frame, "t": text}
    return Template(f"{name}.html", context=context, status_code=status)


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
