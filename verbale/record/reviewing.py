"""Taking a decision about an entry: which entry it is, and whether the decision can be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from verbale.errors import NoSuchEntry, WrongDecision, about
from verbale.model import ACTS
from verbale.record import adding, decisions, persons, queries, schema
from verbale.record.attaching import attach, attached, decidable, target_of
from verbale.record.corrections import Document, parsed, somebody, value_of
from verbale.record.decisions import ABOUT_TWO
from verbale.record.passages import passages
from verbale.record.reviewed import verdicts
from verbale.record.rows import ActorRow, Addition, Counterpart, StatementRow, Target
from verbale.uncertain_dates import bounds

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from verbale.model import Selector
    from verbale.record.rows import Action, Decision, ReviewedRow, Value

__all__ = ["Entry", "NewStatement", "Wish", "add", "entry_at", "take"]

_ALONE: Final = ("accept", "reject", "correct", "note")
_ENTRY_ID: Final = re.compile(r"d(\d{1,9})\.(\w+)")
_OPENING: Final = tuple('“"‘«')


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as people see it, rejected or not, and what it takes to decide about it."""

    row: ActorRow | ReviewedRow
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


@dataclass(frozen=True, slots=True)
class NewStatement:
    """A statement to add, as people put it; `words` are its content or its offsets, `12-80`."""

    words: str
    speaker: str = ""
    act: str = "assertion"
    date: str = ""


def entry_at(connection: Connection, entry_id: str) -> Entry | None:
    """Give an entry, such as `d3.s5`: an actor, statement, figure, occasion or status change."""
    match = _ENTRY_ID.fullmatch(entry_id)
    number = int(match[1]) if match else 0
    sha256 = queries.document_sha256(connection, number)
    if sha256 is None:
        return None
    document = schema.document.c.number
    proposed = queries.contents(connection, select(document).where(document == number))
    row = next((row for row in decidable(proposed) if row.id == entry_id), None)
    if row is None:
        return None
    target = target_of(row, proposed, sha256)
    verdict = verdicts(attached(connection, [sha256])).get(row.id)
    if verdict is None or isinstance(row, ActorRow):
        return Entry(row, None, target, proposed.actors)
    seen = verdict.on(row, proposed.actors)
    return Entry(seen, verdict.rejected_by, target, proposed.actors)


def take(connection: Connection, entry: Entry, wish: Wish, other: Entry | None = None) -> Decision:
    """Write the decision down. Raises `WrongDecision` and what `corrections.parsed` raises.

    `other` is the second entry of a decision about two.
    """
    if wish.action in ABOUT_TWO:
        becomes: Value = _with(entry, wish, other)
    else:
        becomes = _becomes(connection, entry, wish)
    if wish.action not in ABOUT_TWO and other is not None:
        raise WrongDecision(f"A second entry goes with {_listed(ABOUT_TWO)}, not {wish.action}.")
    was = None
    if wish.field:
        row = entry.row
        seen = persons.as_seen(connection, row) if isinstance(row, ActorRow) else row
        was = value_of(seen, wish.field, entry.actors)
    draft = decisions.Draft(
        at=wish.at,
        by=wish.by,
        action=wish.action,
        id=entry.row.id,
        target=entry.target,
        field=wish.field,
        was=was,
        becomes=becomes,
        why=wish.why,
    )
    decision = decisions.append(connection, draft)
    attach(connection, decision.number, entry.row.id, other.row.id if other else None)
    return decision


def add(connection: Connection, document_id: str, new: NewStatement, wish: Wish) -> Decision:
    """Put a statement on record that the reading missed.

    Raises `NoSuchEntry` when there is no such document or actor, `WrongMetadata` for a date that is
    none, and `WrongDecision` when the document does not have the words, or more than once.
    """
    number = int(document_id[1:]) if re.fullmatch(r"d\d{1,9}", document_id) else 0
    sha256 = queries.document_sha256(connection, number)
    if sha256 is None:
        raise NoSuchEntry(
            f"There is no document {document_id}. List them with: verbale show RECORD documents"
        )
    with about("content"):
        words = _one_passage(queries.rendition_text(connection, number), new.words, document_id)
    document = schema.document.c.number
    actors = queries.actors(connection, select(document).where(document == number))
    with about("speaker"):
        speaker = somebody(new.speaker.strip(), actors)
    addition = Addition(
        speaker=speaker,
        act=_act(new.act),
        date=_date(new.date),
        quotation="direct" if _is_quoted(words) else "indirect",
    )
    target = Target(sha256, "statement", "content", words, 0, 1)
    following = f"{document_id}.{adding.key_of(decisions.next_number(connection))}"
    draft = decisions.Draft(
        wish.at, wish.by, "add", following, target, becomes=addition, why=wish.why
    )
    decision = decisions.append(connection, draft)
    entry_id = adding.write(connection, number, decision.number, addition, words, actors)
    attach(connection, decision.number, entry_id)
    return decision


def _with(entry: Entry, wish: Wish, other: Entry | None) -> Counterpart:
    kind = ActorRow if wish.action in {"merge", "split"} else StatementRow
    noun = "actor" if kind is ActorRow else "statement"
    if other is None:
        raise WrongDecision(
            f"To {wish.action} takes two {noun}s: name the other after the action, such as: "
            f"{entry.row.id} {wish.action} {'d3.a2' if kind is ActorRow else 'd3.s2'}"
        )
    if not isinstance(entry.row, kind) or not isinstance(other.row, kind):
        raise WrongDecision(f"Only two {noun}s can be {_PAST[wish.action]}.")
    if entry.row.id == other.row.id:
        raise WrongDecision(f"{entry.row.id} and {other.row.id} are one {noun}: name two.")
    if wish.field is not None or wish.becomes is not None:
        raise WrongDecision(_FIELD_GOES_WITH.format(wish.action))
    return Counterpart(other.row.id, other.target)


def _becomes(connection: Connection, entry: Entry, wish: Wish) -> Value:
    if wish.action not in _ALONE:
        choices = ", ".join((*_ALONE, *sorted(ABOUT_TWO)))
        raise WrongDecision(f"{wish.action!r} is no decision on an entry. Choose from: {choices}.")
    if isinstance(entry.row, ActorRow) and wish.action not in {"correct", "note"}:
        raise WrongDecision(
            f"{entry.row.id} is an actor, which can be corrected, merged with another or split "
            f"from it: {entry.row.id} merge d3.a2"
        )
    if wish.action == "note" and not (wish.why or "").strip():
        raise WrongDecision("A note has to say something. Give its words with --why.")
    if wish.action != "correct":
        if wish.field is not None or wish.becomes is not None:
            raise WrongDecision(_FIELD_GOES_WITH.format(wish.action))
        return None
    if wish.field is None or wish.becomes is None:
        raise WrongDecision(
            f"To correct {entry.row.id}, say which field and what it becomes, "
            "such as --field act --to rebuttal."
        )
    text = queries.rendition_text(connection, int(entry.row.document.removeprefix("d")))
    return parsed(Document(entry.row, entry.actors, text), wish.field, wish.becomes)


_PAST: Final = {"merge": "merged", "split": "split", "link": "linked", "unlink": "unlinked"}
_FIELD_GOES_WITH: Final = "A field and what it becomes go with correct only, not with {}."


def _one_passage(text: str, wanted: str, document_id: str) -> Selector:
    found = passages(text, wanted, document_id)
    if len(found) > 1:
        raise WrongDecision("A statement is added as one piece of the text. Give its place as one.")
    return found[0]


def _is_quoted(words: Selector) -> bool:
    return words.exact[:1] in _OPENING or words.prefix[-1:] in _OPENING


def _act(value: str) -> str:
    if value not in ACTS:
        raise WrongDecision(f"{value!r} is no act. Choose from: {', '.join(ACTS)}.")
    return value


def _date(text: str) -> str | None:
    if text:
        with about("date"):
            bounds(text)
    return text or None


def _listed(words: frozenset[str]) -> str:
    return ", ".join(sorted(words))
