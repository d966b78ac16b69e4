"""What became of a concern or call: unanswered, answered, disputed, committed, kept, not kept."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from verbale.record.deadlines import due_of
from verbale.record.rows import Answer, ExchangeRow, State, StateChange

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from verbale.record.rows import LinkRow, StatementRow

__all__ = ["WANT_AN_ANSWER", "Told", "exchanges", "outcome"]

WANT_AN_ANSWER: Final = ("call", "concern")
_LEADS_TO: Final[dict[str, State]] = {"rebuttal": "disputed", "commitment": "committed"}
# What others, and what those who promised, say of a promise when it is over.
_OTHERS_SAY: Final[dict[str, State]] = {
    "acknowledgement": "kept",
    "concern": "not kept",
    "rebuttal": "not kept",
}
_THEY_SAY: Final[dict[str, State]] = {"announcement": "kept"}


class Told(NamedTuple):
    """What states are worked out from: a statement's id, act, date and its speaker's side."""

    id: str
    act: str
    date: str | None
    side: str | None = None


def exchanges(
    statements: Iterable[StatementRow],
    links: Iterable[LinkRow],
    same_as: Mapping[str, str] | None = None,
    sides: Mapping[str, str | None] | None = None,
) -> list[ExchangeRow]:
    """Put answers to what they answer; concerns and calls without an answer stand alone.

    `same_as` tells of a statement that tells another again which that is: it counts once, with
    the answers to all that tell it, and an answer told again counts once too. `sides` are those
    on which the speakers of statements stand.
    """
    same_as, sides = same_as or {}, sides or {}
    by_id = {statement.id: statement for statement in statements}
    restated: dict[str, list[str]] = defaultdict(list)
    for told, first in same_as.items():
        restated[first].append(told)
    answers: dict[str, dict[str, Answer]] = defaultdict(dict)
    for link in links:
        answer = same_as.get(link.answer, link.answer)
        answered = same_as.get(link.answered, link.answered)
        if answer != answered:
            made = Answer(by_id[answer], link.basis, link.reason)
            answers[answered].setdefault(answer, made)
    return [
        _exchange(statement, answers, tuple(restated[statement.id]), sides)
        for statement in by_id.values()
        if statement.id not in same_as
        and (statement.act in WANT_AN_ANSWER or statement.id in answers)
    ]


def outcome(
    answers: Iterable[Told], answers_to: Mapping[str, Iterable[Told]]
) -> tuple[StateChange, ...]:
    """Tell what became of a statement from its answers.

    `answers_to` gives what answers those: what is said of a promise tells whether it was kept. That
    it was not, only others say, and that it was, they or those who promised. An answer that merely
    says something takes neither a denial nor a promise back.
    """
    changes: list[StateChange] = []
    for answer in sorted(answers, key=lambda each: (each.date or "9999", each.id)):
        state = _LEADS_TO.get(answer.act, "answered")
        if state != "answered" or not changes:
            changes.append(StateChange(state, answer.date, answer.id))
        if state == "committed":
            for later in answers_to.get(answer.id, ()):
                say = _THEY_SAY if later.side == answer.side else _OTHERS_SAY
                if later.act in say:
                    changes.append(StateChange(say[later.act], later.date, later.id))
    return tuple(sorted(changes, key=lambda change: change.date or "9999"))


def _exchange(
    statement: StatementRow,
    answers: Mapping[str, dict[str, Answer]],
    restated: tuple[str, ...],
    sides: Mapping[str, str | None],
) -> ExchangeRow:
    own = sorted(answers.get(statement.id, {}).values(), key=_day)
    promises = [each.statement for each in own if each.statement.act == "commitment"]
    due = max(filter(None, map(due_of, promises)), default=due_of(statement))
    of_promises = {each.id: answers.get(each.id, {}) for each in promises}
    changes = outcome(
        [_told(each, sides) for each in own],
        {key: [_told(each, sides) for each in said.values()] for key, said in of_promises.items()},
    )
    later = {key: each for said in of_promises.values() for key, each in said.items()}
    known = {each.statement.id for each in own}
    settling = tuple(
        replace(later[change.statement], reason=f"of the promise: {later[change.statement].reason}")
        for change in changes
        if change.statement not in known
    )
    return ExchangeRow(statement, tuple(own), changes, due, restated, settling)


def _told(answer: Answer, sides: Mapping[str, str | None]) -> Told:
    row = answer.statement
    return Told(row.id, row.act, row.date, sides.get(row.id))


def _day(answer: Answer) -> str:
    return answer.statement.date or "9999"
