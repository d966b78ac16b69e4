"""The fields that people can correct: what may stand in them, and rows with other values."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_args

from verbale.errors import NoSuchEntry, WrongDecision
from verbale.model import ACTS, QUOTATIONS, OccasionType, Status
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

    from verbale.record.rows import ReviewedRow, Value

    _Parse = Callable[[str, Sequence[ActorRow]], Value]

__all__ = ["NAMING", "actor_id", "corrected", "parsed", "somebody", "value_of"]

_AnyRow = TypeVar("_AnyRow", bound="ReviewedRow")
_ACTOR_ID: Final = re.compile(r"(?:d\d+\.)?a\d+")
_BETWEEN: Final = ";"  # between the names of several people
# The fields that name somebody, and those that name several, each with the field of their ids.
_ONE: Final = frozenset({"speaker", "subject", "by"})
_SEVERAL: Final = {"addressees": "addressee_ids", "participants": "participant_ids"}
NAMING: Final = (*sorted(_ONE), *_SEVERAL)  # all fields that name somebody


def parsed(row: ReviewedRow, field: str, text: str, actors: Sequence[ActorRow]) -> Value:
    """Give what `text` means in a field of `row`, whose document has these actors.

    Nothing stands for what is not known. Raises `WrongDecision` when the row has no such field or
    the field no such value, `WrongMetadata` for a date that is none, `NoSuchEntry` for an actor's
    id that the document does not have.
    """
    fields = _FIELDS[type(row)]
    if field not in fields:
        raise WrongDecision(
            f"{field!r} cannot be corrected in {row.id}. Choose from: {', '.join(fields)}."
        )
    return fields[field](text.strip(), actors)


def value_of(row: ReviewedRow, field: str, actors: Sequence[ActorRow]) -> Value:
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
            changes[field] = tuple(each.name for each in value)
            ids = (actor_id(each, actors) for each in value)
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


def _several(text: str, actors: Sequence[ActorRow]) -> tuple[Named, ...]:
    found = (somebody(part.strip(), actors) for part in text.split(_BETWEEN))
    return tuple(named for named in found if named is not None)


def _date(text: str, _: Sequence[ActorRow]) -> str | None:
    if text:
        bounds(text)
    return text or None


def _number(text: str, _: Sequence[ActorRow]) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise WrongDecision(f"{text!r} is no number. Write it as 12 or 0.5.")
    return value


def _count(text: str, _: Sequence[ActorRow]) -> int | None:
    if text and not re.fullmatch(r"[0-9]{1,15}", text):
        raise WrongDecision(f"{text!r} is no count. Write it as 12, or nothing if not known.")
    return int(text) if text else None


def _words(text: str, _: Sequence[ActorRow]) -> str:
    if not text:
        raise WrongDecision("The measure cannot be nothing. Say what is counted.")
    return text


def _plain(text: str, _: Sequence[ActorRow]) -> str | None:
    return text or None


def _one_of(noun: str, choices: Sequence[str]) -> _Parse:
    def parse(text: str, _: Sequence[ActorRow]) -> str:
        if text not in choices:
            raise WrongDecision(f"{text!r} is no {noun}. Choose from: {', '.join(choices)}.")
        return text

    return parse


_FIELDS: Final[dict[type[ReviewedRow], dict[str, _Parse]]] = {
    StatementRow: {
        "speaker": somebody,
        "addressees": _several,
        "act": _one_of("act", ACTS),
        "date": _date,
        "quotation": _one_of("kind of quotation", QUOTATIONS),
    },
    FigureRow: {
        "value": _number,
        "unit": _plain,
        "measure": _words,
        "comparison": _plain,
        "date": _date,
    },
    OccasionRow: {
        "type": _one_of("type of occasion", get_args(OccasionType)),
        "participants": _several,
        "date": _date,
    },
    StatusChangeRow: {
        "status": _one_of("status", get_args(Status)),
        "subject": somebody,
        "by": somebody,
        "date": _date,
        "count": _count,
    },
}
