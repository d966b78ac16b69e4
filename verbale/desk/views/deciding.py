"""Decisions: every form that writes comes here, and says who decides."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from litestar import post
from litestar.datastructures import Cookie
from litestar.params import URLEncodedBody
from litestar.response import Redirect

from verbale.desk.frame import AnId, TheDesk
from verbale.desk.guards import own_path
from verbale.desk.signing import sealed
from verbale.errors import WrongDecision
from verbale.record import Record
from verbale.record.rows import Action, Decision, StatementRow

__all__ = ["decide", "decide_two", "name_reviewer", "undo"]

Form = URLEncodedBody[dict[str, str]]

_ALONE: Final[dict[str, Action]] = {"accept": "accept", "reject": "reject", "note": "note"}
_TWO: Final[dict[str, Action]] = {
    "merge": "merge",
    "split": "split",
    "link": "link",
    "unlink": "unlink",
}
_CORRECTED: Final = ("speaker", "addressees", "act", "date", "quotation")


@post("/statements/{entry_id:str}/decide", sync_to_thread=True)
def decide(desk: TheDesk, entry_id: AnId, data: Form) -> Redirect:
    """Accept, reject, correct or note; of a correction every field that was changed."""
    action = data.get("action", "")
    by, why, now = data.get("by", ""), data.get("why", "").strip() or None, desk.now()
    with desk.editing() as record:
        if action == "correct":
            made = [
                record.review(
                    entry_id, "correct", by=by, at=now, field=field, becomes=value, why=why
                )
                for field, value in _changed(record, entry_id, data)
            ]
        elif action in _ALONE:
            made = [record.review(entry_id, _ALONE[action], by=by, at=now, why=why)]
        else:
            raise WrongDecision(f"{action!r} is no decision on a statement.")
        record.tie()
    return _back(data, made)


@post("/entries/{entry_id:str}/decide-two", sync_to_thread=True)
def decide_two(desk: TheDesk, entry_id: AnId, data: Form) -> Redirect:
    """Merge or split two actors, link or unlink two statements."""
    action = data.get("action", "")
    if action not in _TWO:
        raise WrongDecision(f"{action!r} is no decision on two entries.")
    with desk.editing() as record:
        made = record.review_two(
            entry_id,
            _TWO[action],
            data.get("other", "").strip(),
            by=data.get("by", ""),
            at=desk.now(),
            why=data.get("why", "").strip() or None,
        )
        record.tie()
    return _back(data, [made])


@post("/decisions/undo", sync_to_thread=True)
def undo(desk: TheDesk, data: Form) -> Redirect:
    """Cancel decisions by their numbers, `7,8`, the last one first."""
    numbers = data.get("numbers", "").split(",")
    if not all(each.isdecimal() for each in numbers):
        raise WrongDecision("Say which decisions to undo, by their numbers.")
    with desk.editing() as record:
        made = [
            record.undo(int(each), by=data.get("by", ""), at=desk.now())
            for each in reversed(numbers)
        ]
        record.tie()
    return _back(data, made)


@post("/reviewer", sync_to_thread=False)
def name_reviewer(desk: TheDesk, data: Form) -> Redirect:
    """Remember who decides in this browser."""
    cookie = Cookie(
        key=desk.cookie,
        value=sealed(data.get("name", "").strip(), desk.secret),
        httponly=True,
        samesite="strict",
    )
    return Redirect(own_path(data.get("back", "/")), status_code=303, cookies=[cookie])


def _changed(record: Record, entry_id: str, data: dict[str, str]) -> list[tuple[str, str]]:
    """Give the fields that say something else than the statement does; one at least."""
    row = record.closeup(entry_id).statement
    changed: list[tuple[str, str]] = [
        (field, data[field].strip())
        for field in _CORRECTED
        if field in data and data[field].strip() != _written(row, field)
    ]
    if not changed:
        raise WrongDecision(
            f"Nothing was changed in {entry_id}. If it is right as it is, accept it."
        )
    return changed


def _written(row: StatementRow, field: str) -> str:
    value = getattr(row, field)
    return "; ".join(value) if isinstance(value, tuple) else value or ""


def _back(data: dict[str, str], made: list[Decision]) -> Redirect:
    """Go where the form says, and tell there what was decided."""
    path = own_path(data.get("back", "/"))
    told = urlencode(
        {
            "done": ",".join(str(each.number) for each in made),
            "did": made[-1].action,
            "on": made[-1].id,
        }
    )
    return Redirect(f"{path}{'&' if '?' in path else '?'}{told}", status_code=303)
