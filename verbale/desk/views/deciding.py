"""Decisions: every form that writes comes here, and says who decides."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

from litestar import post
from litestar.datastructures import Cookie
from litestar.params import URLEncodedBody
from litestar.response import Redirect

from verbale.desk.facets import facets_in
from verbale.desk.frame import AnId, TheDesk
from verbale.desk.guards import own_path
from verbale.desk.signing import sealed
from verbale.desk.texts import text
from verbale.errors import WrongDecision
from verbale.exports.values import plain_value
from verbale.record import Record
from verbale.record.corrections import fields_of, value_of
from verbale.record.reviewing import NewStatement
from verbale.record.rows import Action, Decision, StatementRow
from verbale.record.searching import Page

__all__ = ["Form", "accept_listed", "add", "decide", "decide_two", "name_reviewer", "undo"]

Form = URLEncodedBody[dict[str, str]]

_ALONE: Final[dict[str, Action]] = {"accept": "accept", "reject": "reject", "note": "note"}
_TWO: Final[dict[str, Action]] = {
    "merge": "merge",
    "split": "split",
    "link": "link",
    "unlink": "unlink",
}
_SURE: Final = 0.5  # what is less sure than this is not accepted unseen
_AT_ONCE: Final = 200  # statements that are accepted together


@post("/entries/{entry_id:str}/decide", sync_to_thread=True)
def decide(desk: TheDesk, entry_id: AnId, data: Form) -> Redirect:
    """Accept, reject, correct or note; of a correction every field that was changed."""
    action = data.get("action", "")
    by, why, now = data.get("by", ""), data.get("why", "").strip() or None, desk.now()
    with desk.editing() as record:
        if action == "correct":
            changed = dict(_changed(record, entry_id, data))
            made = record.correct(entry_id, changed, by=by, at=now, why=why)
        elif action in _ALONE:
            made = [record.review(entry_id, _ALONE[action], by=by, at=now, why=why)]
        else:
            raise WrongDecision(f"{action!r} is no decision on one entry.")
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


@post("/documents/{document_id:str}/add", sync_to_thread=True)
def add(desk: TheDesk, document_id: AnId, data: Form) -> Redirect:
    """Add a statement that the reading of a document has missed."""
    new = NewStatement(
        words=_words_meant(data),
        speaker=data.get("speaker", ""),
        act=data.get("act", "assertion"),
        date=data.get("date", "").strip(),
    )
    why = data.get("why", "").strip() or None
    with desk.editing() as record:
        made = record.add_statement(document_id, new, by=data.get("by", ""), at=desk.now(), why=why)
        record.tie()
    return _back(data, [made])


@post("/review/accept", sync_to_thread=True)
def accept_listed(desk: TheDesk, data: Form) -> Redirect:
    """Accept what a filter finds and the reader is sure of, each with a decision of its own."""
    facets = facets_in(data)
    wanted = replace(facets.wanted, review="unreviewed", min_confidence=_sureness(data))
    with desk.editing() as record:
        found = record.search(facets.words, wanted=wanted, page=Page(_AT_ONCE)).statements
        if not found:
            raise WrongDecision("Nothing that waits for review is found, or so sure.")
        why = text(
            "search.accepted_together",
            count=len(found),
            filter=" ".join(f"{name}={value}" for name, value in facets.set) or text("search.all"),
            percent=data.get("sure", ""),
        )
        ids = [row.id for row in found]
        made = record.accept_all(ids, by=data.get("by", ""), at=desk.now(), why=why)
        record.tie()
    return _back(data, made)


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
    """Give the fields that say something else than the entry does; one at least."""
    found = record.entry(entry_id)
    changed: list[tuple[str, str]] = []
    for field in fields_of(found.row):
        if field == "content" and isinstance(found.row, StatementRow):
            if data.get("place") or data.get("content", "").strip() not in {"", found.row.words}:
                changed.append((field, _words_meant(data)))
        elif field in data:
            was = plain_value(value_of(found.row, field, found.actors))
            if data[field].strip() != was:
                changed.append((field, data[field].strip()))
    if not changed:
        raise WrongDecision(
            f"Nothing was changed in {entry_id}. If it is right as it is, accept it."
        )
    return changed


def _words_meant(data: dict[str, str]) -> str:
    """Give the place of words that were selected, else the words that were typed."""
    return data.get("place", "").strip() or data.get("content", "").strip()


def _sureness(data: dict[str, str]) -> float:
    sure = data.get("sure", "")
    if not sure.isdecimal() or not _SURE <= int(sure) / 100 <= 1:
        raise WrongDecision(f"Say how sure the reader must be: from {100 * _SURE:.0f} to 100 %.")
    return int(sure) / 100


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
