"""The log of what people decided: only added to, each row with the hash of the one before.

A hash tells of a row that was changed afterwards, and the chain of a row that is gone. Whoever can
write the whole file can make a new chain, so a hash kept elsewhere is what proves the last one.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, exists, insert, or_, select

from verbale.errors import NoSuchEntry, RecordError, WrongDecision
from verbale.model import Selector
from verbale.record import schema
from verbale.record.engines import last_number_given
from verbale.record.rows import Addition, Counterpart, Decision, Named, Target

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping

    from sqlalchemy import RowMapping, Select

    from verbale.record.rows import Action, Value

__all__ = [
    "ABOUT_TWO",
    "Draft",
    "append",
    "chain_faults",
    "effective",
    "is_as_written",
    "is_decided",
    "latest",
    "listed",
    "next_number",
    "of_targets_in",
    "on_documents",
    "settles_who_is_who",
    "undo",
]

ABOUT_TWO: Final = frozenset({"merge", "split", "link", "unlink"})

_BEFORE_THE_FIRST: Final = "0" * 64
_NAMED_AT_MOST: Final = 1000
# What later decisions replace earlier ones about the same thing: the last one of a group counts.
_GROUPS: Final = {
    "accept": "verdict",
    "reject": "verdict",
    "merge": "identity",
    "split": "identity",
    "link": "answer",
    "unlink": "answer",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A decision before it has a number; `at` is the time in UTC, as ISO 8601."""

    at: str
    by: str
    action: Action
    id: str
    target: Target
    field: str | None = None
    was: Value = None
    becomes: Value = None
    why: str | None = None
    undoes: int | None = None


def append(connection: Connection, draft: Draft) -> Decision:
    """Write a decision after all others.

    Raises `WrongDecision` when it does not tell who decides, or when.
    """
    _check(draft)
    last = connection.execute(
        select(schema.decision.c.hash).order_by(schema.decision.c.number.desc()).limit(1)
    ).scalar()
    target, words = draft.target, draft.target.words
    values: dict[str, Any] = {
        "number": next_number(connection),
        "at": draft.at,
        "who": draft.by,
        "action": draft.action,
        "undoes": draft.undoes,
        "entry": draft.id,
        "document": target.document,
        "kind": target.kind,
        "role": target.role,
        "start": words.start,
        "end": words.end,
        "exact": words.exact,
        "prefix": words.prefix,
        "suffix": words.suffix,
        "twin": target.twin,
        "twins": target.twins,
        "field": draft.field,
        "was": _encoded(draft.was) if draft.field else None,
        "becomes": _encoded(draft.becomes) if draft.field or draft.becomes is not None else None,
        "why": draft.why,
        "previous": last or _BEFORE_THE_FIRST,
    }
    values["hash"] = _hash(values)
    connection.execute(insert(schema.decision), [values])
    return _decision(values)


def next_number(connection: Connection) -> int:
    """Give the number that the next decision will have."""
    return last_number_given(connection, schema.decision) + 1


def undo(connection: Connection, number: int, *, by: str, at: str, why: str | None) -> Decision:
    """Cancel the decision `number`; undoing an undo brings back what it cancelled.

    Raises `NoSuchEntry` when there is none, `WrongDecision` when it is undone already.
    """
    decisions = listed(connection)
    undone = next((each for each in decisions if each.number == number), None)
    if undone is None:
        raise NoSuchEntry(f"There is no decision {number}. List them with: verbale log RECORD")
    already = _cancelled(decisions).get(number)
    if already is not None:
        raise WrongDecision(
            f"Decision {number} was undone already, by decision {already}. "
            f"To have it back, undo decision {already}."
        )
    draft = Draft(at, by, "undo", undone.id, undone.target, why=why, undoes=number)
    return append(connection, draft)


def listed(connection: Connection, document: str | None = None) -> list[Decision]:
    """Give all decisions in their order, or those on entries of the document of this SHA-256."""
    decision = schema.decision.c
    query = select(schema.decision).order_by(decision.number)
    if document is not None:
        about_two = decision.action.in_(sorted(ABOUT_TWO))
        other = decision.becomes.contains(document)
        query = query.where(or_(decision.document == document, about_two & other))
    return [_decision(row) for row in connection.execute(query).mappings()]


def of_targets_in(connection: Connection, documents: Collection[str]) -> list[Decision]:
    """Give the decisions whose target is in the documents of these SHA-256, in their order.

    What undoes a decision has its target.
    """
    decision = schema.decision.c
    query = select(schema.decision).where(decision.document.in_(documents))
    rows = connection.execute(query.order_by(decision.number)).mappings()
    return [_decision(row) for row in rows]


def latest(
    connection: Connection, size: int, before: int | None = None
) -> list[tuple[Decision, int | None]]:
    """Give the last `size` decisions, `before` another, each with the one that has undone it."""
    decision = schema.decision.c
    query = select(schema.decision).order_by(decision.number.desc()).limit(size)
    if before is not None:
        query = query.where(decision.number < before)
    undoing = select(schema.decision).where(decision.undoes.is_not(None)).order_by(decision.number)
    undone = _cancelled([_decision(row) for row in connection.execute(undoing).mappings()])
    found = [_decision(row) for row in connection.execute(query).mappings()]
    return [(each, undone.get(each.number)) for each in found]


def on_documents(connection: Connection, originals: Select[tuple[str]] | None) -> list[Decision]:
    """Give the effective decisions on documents themselves, on those of some SHA-256 or on all."""
    decision = schema.decision.c
    query = select(schema.decision).where(decision.kind == "document").order_by(decision.number)
    if originals is not None:
        query = query.where(decision.document.in_(originals))
    return effective(_decision(row) for row in connection.execute(query).mappings())


def settles_who_is_who(connection: Connection, decision: Decision) -> bool:
    """Tell whether a decision, or what it undoes, says who is one with whom, or who one is."""
    while decision.undoes is not None:
        query = select(schema.decision).where(schema.decision.c.number == decision.undoes)
        decision = _decision(connection.execute(query).mappings().one())
    corrects = decision.action == "correct" and decision.target.kind == "actor"
    return corrects or _GROUPS.get(decision.action) == "identity"


def is_decided(connection: Connection, document: str) -> bool:
    """Tell whether there are decisions on the document of this SHA-256."""
    query = select(exists().where(schema.decision.c.document == document))
    return bool(connection.execute(query).scalar_one())


def effective(decisions: Iterable[Decision]) -> list[Decision]:
    """Leave out what was undone, and what a later decision on the same thing replaces.

    A correction replaces those of the same field before it; of accepting and rejecting, of merging
    and splitting, of linking and unlinking the same two, the last one counts. Notes all stay.
    """
    decisions = list(decisions)
    cancelled = _cancelled(decisions)
    kept: dict[object, Decision] = {}
    for each in decisions:
        if each.action == "undo" or each.number in cancelled:
            continue
        kept[_about(each)] = each
    return sorted(kept.values(), key=lambda decision: decision.number)


def _about(decision: Decision) -> Hashable:
    """What a decision settles, so that a later one on the same replaces it."""
    if isinstance(decision.becomes, Counterpart):
        two = frozenset((decision.target, decision.becomes.target))
        return two, _GROUPS[decision.action]
    matter = {"note": decision.number, "correct": decision.field, "add": decision.number}
    return decision.target, matter.get(decision.action, _GROUPS.get(decision.action))


def chain_faults(connection: Connection) -> Iterator[tuple[int, str]]:
    """Give the number of each decision that was altered or is missing, and what shows it."""
    expected, before = 1, _BEFORE_THE_FIRST
    query = select(schema.decision).order_by(schema.decision.c.number)
    for row in connection.execute(query).mappings():
        number = row["number"]
        yield from _missing(expected, number)
        if number == expected and row["previous"] != before:
            at = max(1, number - 1)
            yield at, f"the decision was altered: decision {number} was written after another one"
        if not is_as_written(row):
            yield number, "the decision was altered: its hash differs"
        expected, before = number + 1, row["hash"]
    last = last_number_given(connection, schema.decision)
    yield from _missing(expected, last + 1)
    if last < expected - 1:
        yield (
            expected - 1,
            f"the record counts {last} decisions only, and would count on from there",
        )


def is_as_written(row: Mapping[str, Any] | RowMapping) -> bool:
    """Tell by its hash whether a row of the log is as it was written."""
    values = dict(row)
    return bool(values.pop("hash") == _hash(values))


def _missing(expected: int, found: int) -> Iterator[tuple[int, str]]:
    for number in range(expected, min(found, expected + _NAMED_AT_MOST)):
        yield number, "the decision is missing"
    if found > expected + _NAMED_AT_MOST:  # or so says a number that was damaged itself
        yield expected + _NAMED_AT_MOST, f"this decision and all up to {found - 1} are missing"


def _cancelled(decisions: list[Decision]) -> dict[int, int]:
    """Give the decisions that are undone, each with the undo that does it."""
    cancelled: dict[int, int] = {}
    for each in reversed(decisions):  # an undo that is undone itself undoes nothing
        if each.undoes is not None and each.number not in cancelled:
            cancelled[each.undoes] = each.number
    return cancelled


def _check(draft: Draft) -> None:
    if not draft.by.strip():
        raise WrongDecision("A decision needs the name of whoever takes it. Give it with --by.")
    try:
        at = datetime.fromisoformat(draft.at)
    except ValueError:
        at = None
    if at is None or at.utcoffset() != timedelta(0):
        raise WrongDecision(f"{draft.at!r} is no time in UTC. Write it as 2024-03-05T14:00:00Z.")
    told = (draft.by, draft.why or "", _encoded(draft.becomes))
    if any("\ud800" <= letter <= "\udfff" for text in told for letter in text):
        raise WrongDecision("The decision holds half a surrogate pair. Write its text as UTF-8.")
    if any("\0" in text for text in told):
        raise WrongDecision("The decision holds a NUL, which no text does. Leave it out.")


def _hash(values: Mapping[str, Any]) -> str:
    return hashlib.sha256(_canonical(values).encode("utf-8", "surrogatepass")).hexdigest()


def _canonical(value: object) -> str:
    """Write JSON in one way only; what a hand put there may be of any type."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=repr
    )


def _encoded(value: Value) -> str:
    if isinstance(value, Named | Counterpart | Addition):
        return _canonical(asdict(value))
    if isinstance(value, tuple):
        return _canonical([asdict(each) for each in value])
    return _canonical(value)


def _decoded(text: str | None) -> Value:
    value = json.loads(text) if text is not None else None
    if isinstance(value, dict):
        return _object(value)
    if isinstance(value, list):
        if value and "exact" in value[0]:
            return tuple(Selector(**each) for each in value)
        return tuple(Named(**each) for each in value)
    return value


def _object(value: dict[str, Any]) -> Value:
    if "target" in value:
        target = value["target"]
        words = Selector(**target["words"])
        return Counterpart(value["id"], Target(**{**target, "words": words}))
    if "act" in value:
        speaker = value["speaker"]
        return Addition(**{**value, "speaker": Named(**speaker) if speaker else None})
    return Named(**value)


def _valued(row: Mapping[str, Any] | RowMapping) -> tuple[Value, Value]:
    try:
        return _decoded(row["was"]), _decoded(row["becomes"])
    except (KeyError, TypeError, ValueError) as error:
        raise RecordError(
            f"The record's decision {row['number']} was altered and cannot be read. "
            "See what else was with: verbale verify RECORD"
        ) from error


def _decision(row: Mapping[str, Any] | RowMapping) -> Decision:
    words = Selector(row["start"], row["end"], row["exact"], row["prefix"], row["suffix"])
    target = Target(row["document"], row["kind"], row["role"], words, row["twin"], row["twins"])
    was, becomes = _valued(row)
    return Decision(
        number=row["number"],
        at=row["at"],
        by=row["who"],
        action=row["action"],
        undoes=row["undoes"],
        id=row["entry"],
        target=target,
        field=row["field"],
        was=was,
        becomes=becomes,
        why=row["why"],
        previous=row["previous"],
        hash=row["hash"],
    )
