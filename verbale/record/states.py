"""What became of a concern or call: unanswered, answered, disputed, committed, kept, not kept."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from verbale.record.deadlines import due_of
from verbale.record.rows import Answer, ExchangeRow, State, StateChange

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from verbale.record.rows import LinkRow, StatementRow

__all__ = ["WANT_AN_ANSWER", "exchanges", "outcome"]

WANT_AN_ANSWER: Final = ("call", "concern")
_LEADS_TO: Final[dict[str, State]] = {"rebuttal": "disputed", "commitment": "committed"}
_KEEPS: Final[dict[str, State]] = {
    "acknowledgement": "kept",
    "announcement": "kept",
    "concern": "not kept",
    "rebuttal": "not kept",
}


def exchanges(
    statements: Iterable[StatementRow],
    links: Iterable[LinkRow],
    same_as: Mapping[str, str] | None = None,
) -> list[ExchangeRow]:
    """Put answers to what they answer; concerns and calls without an answer stand alone.

    `same_as` tells of a statement that tells another again which that is: it counts once, with
    the answers to all that tell it, and an answer told again counts once too.
    """
    same_as = same_as or {}
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
        _exchange(statement, answers, tuple(restated[statement.id]))
        for statement in by_id.values()
        if statement.id not in same_as
        and (statement.act in WANT_AN_ANSWER or statement.id in answers)
    ]


def outcome(
    answers: Iterable[tuple[str, str, str | None]],
    answers_to: Mapping[str, Iterable[tuple[str, str, str | None]]],
) -> tuple[StateChange, ...]:
    """Tell what became of a statement from the ids, acts and dates of its answers.

    `answers_to` gives the same of what answers those: what is said of a promise tells whether it
    was kept. An answer that merely says something takes neither a denial nor a promise back.
    """
    changes: list[StateChange] = []
    for answer, act, date in sorted(answers, key=lambda each: (each[2] or "9999", each[0])):
        state = _LEADS_TO.get(act, "answered")
        if state != "answered" or not changes:
            changes.append(StateChange(state, date, answer))
        if state == "committed":
            changes += [
                StateChange(_KEEPS[later_act], later_date, later)
                for later, later_act, later_date in answers_to.get(answer, ())
                if later_act in _KEEPS
            ]
    return tuple(sorted(changes, key=lambda change: change.date or "9999"))


def _exchange(
    statement: StatementRow, answers: Mapping[str, dict[str, Answer]], restated: tuple[str, ...]
) -> ExchangeRow:
    own = sorted(answers.get(statement.id, {}).values(), key=_day)
    promised = [due_of(each.statement) for each in own if each.statement.act == "commitment"]
    due = max(filter(None, promised), default=due_of(statement))
    promises = (each.statement.id for each in own if each.statement.act == "commitment")
    kept = {
        each: [_in_short(later) for later in answers.get(each, {}).values()] for each in promises
    }
    changes = outcome(map(_in_short, own), kept)
    return ExchangeRow(statement, tuple(own), changes, due, restated)


def _in_short(answer: Answer) -> tuple[str, str, str | None]:
    return answer.statement.id, answer.statement.act, answer.statement.date


def _day(answer: Answer) -> str:
    return answer.statement.date or "9999"
