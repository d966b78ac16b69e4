"""Taking a decision about an entry: which entry it is, and whether the decision can be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from verbale.errors import WrongDecision
from verbale.record import decisions, queries, schema
from verbale.record.attaching import attach, attached, reviewed_rows, target_of
from verbale.record.corrections import parsed, value_of
from verbale.record.reviewed import verdicts

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from verbale.record.rows import Action, ActorRow, Decision, ReviewedRow, Target, Value

__all__ = ["Entry", "Wish", "entry_at", "take"]

_ACTIONS: Final = ("accept", "reject", "correct", "note")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as people see it, rejected or not, and what it takes to decide about it."""

    row: ReviewedRow
    rejected_by: int | None
    target: Target
    actors: tuple[ActorRow, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to decide, in the words in which it was put."""

    action: Action
    by: str
    at: str
    field: str | None = None
    becomes: str | None = None
    why: str | None = None


def entry_at(connection: Connection, number: int, key: str) -> Entry | None:
    """Give the entry `key` of document `number`: a statement, figure, occasion or change."""
    sha256 = queries.document_sha256(connection, number)
    if sha256 is None:
        return None
    document = schema.document.c.number
    proposed = queries.contents(connection, select(document).where(document == number))
    row = next((row for row in reviewed_rows(proposed) if row.id == f"d{number}.{key}"), None)
    if row is None:
        return None
    verdict = verdicts(attached(connection, sha256)).get(row.id)
    return Entry(
        row=verdict.on(row, proposed.actors) if verdict else row,
        rejected_by=verdict.rejected_by if verdict else None,
        target=target_of(row, proposed, sha256),
        actors=proposed.actors,
    )


def take(connection: Connection, entry: Entry, wish: Wish) -> Decision:
    """Write the decision down. Raises `WrongDecision` and what `corrections.parsed` raises."""
    becomes = _becomes(entry, wish)
    draft = decisions.Draft(
        at=wish.at,
        by=wish.by,
        action=wish.action,
        id=entry.row.id,
        target=entry.target,
        field=wish.field,
        was=value_of(entry.row, wish.field, entry.actors) if wish.field else None,
        becomes=becomes,
        why=wish.why,
    )
    decision = decisions.append(connection, draft)
    attach(connection, decision.number, entry.row.id)
    return decision


def _becomes(entry: Entry, wish: Wish) -> Value:
    if wish.action not in _ACTIONS:
        choices = ", ".join(_ACTIONS)
        raise WrongDecision(f"{wish.action!r} is no decision on an entry. Choose from: {choices}.")
    if wish.action == "note" and not (wish.why or "").strip():
        raise WrongDecision("A note has to say something. Give its words with --why.")
    if wish.action != "correct":
        if wish.field is not None or wish.becomes is not None:
            raise WrongDecision(
                f"A field and what it becomes go with correct only, not with {wish.action}."
            )
        return None
    if wish.field is None or wish.becomes is None:
        raise WrongDecision(
            f"To correct {entry.row.id}, say which field and what it becomes, "
            "such as --field act --to rebuttal."
        )
    return parsed(entry.row, wish.field, wish.becomes, entry.actors)
