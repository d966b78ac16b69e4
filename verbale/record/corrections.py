"""The fields that people can correct: what may stand in them, and rows with other values."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_args

from verbale.errors import NoSuchEntry, WrongDecision, about
from verbale.model import ACTS, QUOTATIONS, SIDES, ActorKind, OccasionType, Status
from verbale.record.passages import passages
from verbale.record.rows import (
    ActorRow,
    FigureRow,
    Named,
    OccasionRow,
    StatementRow,
    StatusChangeRow,
)
from verbale.uncertain_dates import bounds

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from verbale.model import Selector
    from verbale.record.rows import ReviewedRow, Value

    _Parse = Callable[[str, "Document"], Value]

__all__ = [
    "NAMING",
    "Document",
    "actor_id",
    "corrected",
    "fields_of",
    "parsed",
    "somebody",
    "value_of",
]

_AnyRow = TypeVar("_AnyRow", bound="ReviewedRow")
_ACTOR_ID: Final = re.compile(r"(?:d\d+\.)?a\d+")
_BETWEEN: Final = ";"  # between the names of several people
# The fields that name somebody, and those that name several, each with the field of their ids.
_ONE: Final = frozenset({"speaker", "subject", "by"})
_SEVERAL: Final = {"addressees": "addressee_ids", "participants": "participant_ids"}
NAMING: Final = (*sorted(_ONE), *_SEVERAL)  # all fields that name somebody


@dataclass(frozen=True, slots=True)
class Document:
    """What a new value is looked up in: the document of the entry `row`."""

    row: ActorRow | ReviewedRow
    actors: Sequence[ActorRow]
    text: str


def parsed(document: Document, field: str, text: str) -> Value:
    """Give what `text` means in a field of the document's `row`.

    Nothing stands for what is not known. Raises `WrongDecision` when the row has no such field or
    the field no such value, `WrongMetadata` for a date that is none, `NoSuchEntry` for an actor's
    id that the document does not have.
    """
    row = document.row
    fields = _FIELDS[type(row)]
    if field not in fields:
        raise WrongDecision(
            f"{field!r} cannot be corrected in {row.id}. Choose from: {', '.join(fields)}."
        )
    with about(field):
        return fields[field](text.strip(), document)


def fields_of(row: ActorRow | ReviewedRow) -> dict[str, tuple[str, ...]]:
    """Give the fields of a row that can be corrected, with their values where these are few."""
    return {
        field: parse.choices if isinstance(parse, _OneOf) else ()
        for field, parse in _FIELDS[type(row)].items()
    }


def value_of(row: ActorRow | ReviewedRow, field: str, actors: Sequence[ActorRow]) -> Value:
    """Give what stands in a field of `row`, as a decision keeps it."""
    if field in _ONE:
        name = getattr(row, field)
        return Named(name, _key(getattr(row, f"{field}_id"))) if name is not None else None
    if field in _SEVERAL:
        ids = getattr(row, _SEVERAL[field])
        known = {each.name: _key(each.id) for each in actors if each.id in ids}
        return tuple(Named(name, known.get(name)) for name in getattr(row, field))
    value: Value = getattr(row, field)
    return value


def corrected(row: _AnyRow, values: Mapping[str, Value], actors: Sequence[ActorRow]) -> _AnyRow:
    """Give `row` with other values in some fields; names become the actors that have them."""
    changes: dict[str, Any] = {}
    for field, value in values.items():
        if field in _ONE:
            named = value if isinstance(value, Named) else None
            changes[field] = named.name if named else None
            changes[f"{field}_id"] = actor_id(named, actors) if named else None
        elif field in _SEVERAL and isinstance(value, tuple):
            several = [each for each in value if isinstance(each, Named)]
            changes[field] = tuple(each.name for each in several)
            ids = (actor_id(each, actors) for each in several)
            changes[_SEVERAL[field]] = tuple(each for each in ids if each is not None)
        else:
            changes[field] = value
    return replace(row, **changes)


def actor_id(named: Named, actors: Sequence[ActorRow]) -> str | None:
    """Give the actor meant: keys change when a document is read anew, names seldom do."""
    called = [actor.id for actor in actors if actor.name == named.name]
    same = [actor_id for actor_id in called if _key(actor_id) == named.key]
    if same:
        return same[0]
    return called[0] if len(called) == 1 else None


def _key(entry_id: str | None) -> str | None:
    return entry_id.partition(".")[2] if entry_id else None


def somebody(text: str, actors: Sequence[ActorRow]) -> Named | None:
    """Give whom an actor's id or a name means, nobody where there is none.

    Raises `NoSuchEntry` for an id that these actors do not have.
    """
    if not _ACTOR_ID.fullmatch(text):
        return Named(text, None) if text else None
    known = {name: actor for actor in actors for name in (actor.id, _key(actor.id))}
    if text not in known:
        raise NoSuchEntry(
            f"The document has no actor {text}. "
            "List them with: verbale show RECORD actors, or give a name"
        )
    return Named(known[text].name, _key(known[text].id))


def _one(text: str, document: Document) -> Named | None:
    return somebody(text, document.actors)


def _several(text: str, document: Document) -> tuple[Named, ...]:
    found = (somebody(part.strip(), document.actors) for part in text.split(_BETWEEN))
    return tuple(named for named in found if named is not None)


def _content(text: str, document: Document) -> tuple[Selector, ...]:
    row = document.row
    assert isinstance(row, StatementRow)
    return passages(document.text, text, row.document, row.content)


def _own_name(text: str, document: Document) -> str:
    row = document.row
    assert isinstance(row, ActorRow)
    names = dict.fromkeys((row.name, *row.names))
    if text not in names:
        listed = "; ".join(names)
        raise WrongDecision(f"{row.id} is not called {text!r}. Choose from: {listed}.")
    return text


def _date(text: str, _: Document) -> str | None:
    if text:
        bounds(text)
    return text or None


def _number(text: str, _: Document) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise WrongDecision(f"{text!r} is no number. Write it as 12 or 0.5.")
    return value


def _count(text: str, _: Document) -> int | None:
    if text and not re.fullmatch(r"[0-9]{1,15}", text):
        raise WrongDecision(f"{text!r} is no count. Write it as 12, or nothing if not known.")
    return int(text) if text else None


def _words(text: str, _: Document) -> str:
    if not text:
        raise WrongDecision("The measure cannot be nothing. Say what is counted.")
    return text


def _plain(text: str, _: Document) -> str | None:
    return text or None


@dataclass(frozen=True, slots=True)
class _OneOf:
    """A field with few values."""

    noun: str
    choices: tuple[str, ...]

    def __call__(self, text: str, _: Document) -> str:
        if text not in self.choices:
            listed = ", ".join(self.choices)
            raise WrongDecision(f"{text!r} is no {self.noun}. Choose from: {listed}.")
        return text


_FIELDS: Final[dict[type[ActorRow | ReviewedRow], dict[str, _Parse]]] = {
    ActorRow: {
        "name": _own_name,
        "side": _OneOf("side", SIDES),
        "kind": _OneOf("kind of actor", get_args(ActorKind)),
    },
    StatementRow: {
        "content": _content,
        "speaker": _one,
        "addressees": _several,
        "act": _OneOf("act", ACTS),
        "date": _date,
        "quotation": _OneOf("kind of quotation", QUOTATIONS),
    },
    FigureRow: {
        "value": _number,
        "unit": _plain,
        "measure": _words,
        "comparison": _plain,
        "date": _date,
    },
    OccasionRow: {
        "type": _OneOf("type of occasion", get_args(OccasionType)),
        "participants": _several,
        "date": _date,
    },
    StatusChangeRow: {
        "status": _OneOf("status", get_args(Status)),
        "subject": _one,
        "by": _one,
        "date": _date,
        "count": _count,
    },
}
