"""The log: what people decided, the last first, and what can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from litestar import get
from litestar.response import Template

from verbale.desk.frame import AnyRequest, TheDesk, shown
from verbale.record.rows import Decision

__all__ = ["Log", "log"]

_SIZE: Final = 60


@dataclass(frozen=True, slots=True)
class Log:
    """A page of decisions, each with the one that undid it, and those that are about nothing."""

    rows: list[tuple[Decision, int | None]]
    orphans: list[Decision]
    more: int | None


@get("/log", sync_to_thread=True)
def log(request: AnyRequest, desk: TheDesk) -> Template:
    """Show the decisions, the last first."""
    before = str(request.query_params.get("before", ""))
    with desk.reading() as record:
        rows = record.latest_decisions(_SIZE + 1, int(before) if before.isdecimal() else None)
        orphans = record.orphans()
    more = rows[_SIZE - 1][0].number if len(rows) > _SIZE else None
    return shown(request, desk, "log", Log(rows[:_SIZE], orphans, more))
