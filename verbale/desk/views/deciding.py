"""Decisions: every form that writes comes here, and says who decides."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from litestar import post
from litestar.datastructures import Cookie
from litestar.params import URLEncodedBody
from litestar.response import Redirect, Template

from verbale.desk.facets import facets_in
from verbale.desk.frame import AnId, AnyRequest, Desk, TheDesk
from verbale.desk.guards import own_path
from verbale.desk.signing import sealed
from verbale.desk.texts import text
from verbale.desk.views.again import again
from verbale.desk.views.choosing import meant
from verbale.desk.views.search import AT_ONCE, sureness, unseen
from verbale.errors import NoSuchEntry, RecordBusy, VerbaleError, WrongDecision, about
from verbale.exports.values import plain_value
from verbale.record import Record
from verbale.record.corrections import fields_of, somebody, value_of
from verbale.record.reviewing import NewStatement
from verbale.record.rows import Action, Decision, StatementRow
from verbale.record.searching import Page
from verbale.record.told import FIELDS as TOLD

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "Form",
    "accept_listed",
    "add",
    "correct_actor",
    "correct_document",
    "decide",
    "decide_two",
    "name_reviewer",
    "remove_document",
    "undo",
]

Form = URLEncodedBody[dict[str, str]]

_ALONE: Final[dict[str, Action]] = {"accept": "accept", "reject": "reject", "note": "note"}
_TWO: Final[dict[str, Action]] = {
    "merge": "merge",
    "split": "split",
    "link": "link",
    "unlink": "unlink",
}


@post("/entries/{entry_id:str}/decide", sync_to_thread=True)
def decide(request: AnyRequest, desk: TheDesk, entry_id: AnId, data: Form) -> Redirect | Template:
    """Accept, reject, correct or note; of a correction every field that was changed."""
    action = data.get("action", "")
    by, why, now = data.get("by", ""), _why(data), desk.now()

    def decided(record: Record) -> list[Decision]:
        if action == "correct":
            changed = dict(_changed(record, entry_id, data))
            return record.correct(entry_id, changed, by=by, at=now, why=why)
        if action not in _ALONE:
            raise WrongDecision(f"{action!r} is no decision on one entry.")
        with about("why") if action == "note" else nullcontext():
            return [record.review(entry_id, _ALONE[action], by=by, at=now, why=why)]

    return _answer(request, desk, data, action, decided)


@post("/entries/{entry_id:str}/decide-two", sync_to_thread=True)
def decide_two(
    request: AnyRequest, desk: TheDesk, entry_id: AnId, data: Form
) -> Redirect | Template:
    """Merge or split two actors, link or unlink two statements.

    The other actor to merge is told by name too; who was `chosen` among several counts before it.
    """
    action, typed = data.get("action", ""), data.get("chosen") or data.get("other", "").strip()
    by, at, why = data.get("by", ""), desk.now(), _why(data)

    def decided(record: Record) -> list[Decision]:
        if action not in _TWO:
            raise WrongDecision(f"{action!r} is no decision on two entries.")
        with about("other"):
            other = meant(record, typed, besides=entry_id) if action == "merge" else typed
        named = {"this": entry_id, "other": other}.get(data.get("keep", ""))
        called = record.persons(named, size=1) if named and action == "merge" else []
        with about("other"):
            made = [record.review_two(entry_id, _TWO[action], other, by=by, at=at, why=why)]
        for card in called:
            name = {"name": card.person.name}
            made += record.correct_person(card.person.id, name, by=by, at=at, why=why)
        return made

    return _answer(request, desk, data, action, decided)


@post("/actors/{entry_id:str}/correct", sync_to_thread=True)
def correct_actor(
    request: AnyRequest, desk: TheDesk, entry_id: AnId, data: Form
) -> Redirect | Template:
    """Correct which name somebody is shown under, the side or the kind."""

    def decided(record: Record) -> list[Decision]:
        found = record.persons(entry_id, size=1)
        if not found or entry_id not in found[0].person.actors:
            raise NoSuchEntry(f"There is no actor {entry_id}.")
        person = found[0].person
        was = {"name": person.name, "side": person.side, "kind": person.kind}
        changed = {field: data[field] for field in was if data.get(field, was[field]) != was[field]}
        if not changed:
            raise WrongDecision(text("actors.unchanged"))
        by, at = data.get("by", ""), desk.now()
        return record.correct_person(entry_id, changed, by=by, at=at, why=_why(data))

    return _answer(request, desk, data, "correct", decided)


@post("/documents/{document_id:str}/add", sync_to_thread=True)
def add(request: AnyRequest, desk: TheDesk, document_id: AnId, data: Form) -> Redirect | Template:
    """Add a statement that the reading of a document has missed."""
    new = NewStatement(
        words=_words_meant(data),
        speaker=data.get("speaker", ""),
        act=data.get("act", "assertion"),
        date=data.get("date", "").strip(),
    )
    to = data.get("addressees", "").strip()
    by, at, why = data.get("by", ""), desk.now(), _why(data)

    def decided(record: Record) -> list[Decision]:
        if to:
            _check_names(record, document_id, to)
        made = [record.add_statement(document_id, new, by=by, at=at, why=why)]
        if to:
            made += record.correct(made[0].id, {"addressees": to}, by=by, at=at, why=why)
        return made

    return _answer(request, desk, data, "add", decided)


@post("/documents/{document_id:str}/correct", sync_to_thread=True)
def correct_document(
    request: AnyRequest, desk: TheDesk, document_id: AnId, data: Form
) -> Redirect | Template:
    """Correct what is told of a document itself; it is read anew then."""

    def decided(record: Record) -> list[Decision]:
        row = record.document(document_id)
        typed = {field: data[field].strip() for field in TOLD if field in data}
        changed = {name: new for name, new in typed.items() if new != (getattr(row, name) or "")}
        if not changed:
            raise WrongDecision(text("document.unchanged"))
        by, at = data.get("by", ""), desk.now()
        return record.correct(document_id, changed, by=by, at=at, why=_why(data))

    return _answer(request, desk, data, "correct", decided)


@post("/documents/{document_id:str}/remove", sync_to_thread=True)
def remove_document(
    request: AnyRequest, desk: TheDesk, document_id: AnId, data: Form
) -> Redirect | Template:
    """Take a document out of the record for good, where somebody says why, and that it is meant."""
    by, at, why = data.get("by", ""), desk.now(), _why(data)

    def decided(record: Record) -> list[Decision]:
        if why is None:
            with about("why"):
                raise WrongDecision(text("document.why_needed"))
        if "sure" not in data:
            with about("sure"):
                raise WrongDecision(text("document.not_sure"))
        try:
            return [record.remove(document_id, by=by, at=at, why=why)]
        except RecordBusy:
            record.tie()  # it may be out already, and only its file is not written anew yet
            raise

    return _answer(request, desk, data, "remove", decided)


@post("/review/accept", sync_to_thread=True)
def accept_listed(request: AnyRequest, desk: TheDesk, data: Form) -> Redirect | Template:
    """Accept what a filter finds and the reader is sure of, each with a decision of its own."""
    facets = facets_in(data)

    def decided(record: Record) -> list[Decision]:
        with about("sure"):
            wanted = unseen(facets, sureness(data.get("sure", "")))
            found = record.search(facets.words, wanted=wanted, page=Page(AT_ONCE)).statements
            if not found:
                raise WrongDecision("Nothing that waits for review is found, or so sure.")
        why = text(
            "search.accepted_together",
            count=len(found),
            filter=" ".join(f"{name}={value}" for name, value in facets.set) or text("search.all"),
            percent=data.get("sure", ""),
        )
        ids = [row.id for row in found]
        return record.accept_all(ids, by=data.get("by", ""), at=desk.now(), why=why)

    return _answer(request, desk, data, "accept-all", decided)


@post("/decisions/undo", sync_to_thread=True)
def undo(request: AnyRequest, desk: TheDesk, data: Form) -> Redirect | Template:
    """Cancel decisions by their numbers, `7,8`, the last one first."""
    numbers = data.get("numbers", "").split(",")

    def decided(record: Record) -> list[Decision]:
        if not all(each.isdecimal() for each in numbers):
            raise WrongDecision("Say which decisions to undo, by their numbers.")
        return [
            record.undo(int(each), by=data.get("by", ""), at=desk.now())
            for each in reversed(numbers)
        ]

    return _answer(request, desk, data, "undo", decided)


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


def _answer(
    request: AnyRequest,
    desk: Desk,
    data: dict[str, str],
    form: str,
    decided: Callable[[Record], list[Decision]],
) -> Redirect | Template:
    """Take decisions and go where the form says; show it again where they cannot be taken."""
    try:
        with desk.editing() as record:
            made = decided(record)
            record.tie()
    except VerbaleError as error:
        return again(request, desk, data, form, error)
    return _back(data, made)


def _why(data: dict[str, str]) -> str | None:
    return data.get("why", "").strip() or None


def _check_names(record: Record, document_id: str, names: str) -> None:
    """Raise `NoSuchEntry` for an actor's id that the document does not have."""
    actors = record.contents_of(document_id).actors
    with about("addressees"):
        for name in names.split(";"):
            somebody(name.strip(), actors)


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
