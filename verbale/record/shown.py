"""Statements as people see them, laid out for questions; see `schema.shown`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, delete, exists, insert, select, text, union, update

from verbale.reading.meaning import vector_of
from verbale.record import queries, schema
from verbale.record.deadlines import due_of
from verbale.record.engines import put_words, remove_words
from verbale.record.query_language import searchable
from verbale.record.states import WANT_AN_ANSWER, Told, outcome
from verbale.record.wanted import spread_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import Connection, Select

    from verbale.record.rows import DocumentRow
    from verbale.record.sayings import Saying

__all__ = ["accept", "answered_by", "clear", "lay_out", "refresh"]

_NO_DAY: Final = ("9999-12-31", "9999-12-31")
_TALLY: Final = text(
    "INSERT INTO tally SELECT substr(day, 1, 7), coalesce(side, 'other'), act, :sign * count(*) "
    "FROM shown WHERE document = :document AND same_as IS NULL GROUP BY 1, 2, 3 "
    "ON CONFLICT (month, side, act) DO UPDATE SET many = tally.many + excluded.many"
)


def lay_out(
    connection: Connection,
    document: DocumentRow,
    sayings: Iterable[Saying],
    numbers: Mapping[str, int],
    same_as: Mapping[str, int],
) -> None:
    """Lay out the statements of a document, in the place of what was laid out of it before.

    `numbers` gives the numbers of entries, and `same_as` those of the first tellings.
    """
    number = int(document.id.removeprefix("d"))
    clear(connection, number)
    rows, addressees, words = [], [], {}
    for saying in sayings:
        row, statement = saying.row, numbers[saying.row.id]
        meaning = vector_of(row.words)
        rows.append(
            {
                "statement": statement,
                "document": number,
                "day": (saying.days or saying.published or _NO_DAY)[0],
                "first_day": saying.days[0] if saying.days else None,
                "last_day": saying.days[1] if saying.days else None,
                "spread": spread_of(saying.days) if saying.days else 0,
                "person": int(saying.speaker.id) if saying.speaker else None,
                "side": saying.speaker.side if saying.speaker else None,
                "act": row.act,
                "quotation": row.quotation,
                "publisher": document.publisher,
                "review": row.review,
                "confidence": row.confidence,
                "same_as": same_as.get(row.id),
                "due": due_of(row),
                "cell": meaning.cell if meaning else None,
                "vector": meaning.data if meaning else None,
            }
        )
        addressees += [
            {"statement": statement, "person": int(person)}
            for person in dict.fromkeys(saying.addressees)
        ]
        words[statement] = " ".join(searchable(f"{row.words} {row.speaker or ''}"))
    if rows:
        connection.execute(insert(schema.shown), rows)
        _tally(connection, number, 1)
        put_words(connection, "shown_words", words)
    if addressees:
        connection.execute(insert(schema.shown_addressee), addressees)


def clear(connection: Connection, number: int) -> None:
    """Take away what is laid out of a document."""
    shown, addressee = schema.shown, schema.shown_addressee
    own = select(shown.c.statement).where(shown.c.document == number)
    _tally(connection, number, -1)
    remove_words(connection, "shown_words", lambda number: number.in_(own))
    connection.execute(delete(addressee).where(addressee.c.statement.in_(own)))
    connection.execute(delete(shown).where(shown.c.document == number))


def accept(connection: Connection, statement: int) -> bool:
    """Have a statement that is laid out shown as accepted, which changes nothing else about it.

    Tell whether it is laid out: one that was rejected is not.
    """
    shown = schema.shown.c
    is_there = exists().where(shown.statement == statement)
    if not connection.execute(select(is_there)).scalar_one():
        return False
    unreviewed = [shown.statement == statement, shown.review == "unreviewed"]
    connection.execute(update(schema.shown).where(*unreviewed).values(review="accepted"))
    return True


def _tally(connection: Connection, number: int, sign: int) -> None:
    """Count the statements of a document in, or with -1 out."""
    connection.execute(_TALLY, {"document": number, "sign": sign})


def answered_by(connection: Connection, number: int) -> set[int]:
    """Give what the statements of a document answer, and what these answer where they promise."""
    own = queries.entries_of(number)
    answered = _ends(connection, own)
    return answered | _ends(connection, answered)


def _ends(connection: Connection, answers: Select[tuple[int]] | set[int]) -> set[int]:
    found: set[int] = set()
    for table in (schema.exchange, schema.link):
        query = select(table.c.answered).where(table.c.answer.in_(answers))
        found |= set(connection.execute(query).scalars())
    return found


def refresh(connection: Connection, statements: Iterable[int]) -> None:
    """Work out what became of these statements, and of the first tellings of them."""
    shown = schema.shown.c
    wanted = sorted(statements)
    firsts = set(wanted)
    same = select(shown.same_as).where(shown.statement.in_(wanted), shown.same_as.is_not(None))
    firsts |= set(connection.execute(same).scalars())
    rows = connection.execute(
        select(shown.statement, shown.act, shown.same_as).where(shown.statement.in_(firsts))
    ).all()
    heads = {row.statement: row.act for row in rows if row.same_as is None}
    answers = _answers(connection, heads)
    promises = {
        int(each.id) for found in answers.values() for each in found if each.act == "commitment"
    }
    kept = {str(each): found for each, found in _answers(connection, promises).items()}
    states = []
    for head, act in heads.items():
        changes = outcome(answers.get(head, ()), kept)
        waits = act in WANT_AN_ANSWER
        state = changes[-1].state if changes else ("unanswered" if waits else None)
        states.append({"head": head, "becomes": state})
    if states:
        connection.execute(
            update(schema.shown)
            .where(shown.statement == bindparam("head"))
            .values(state=bindparam("becomes")),
            states,
        )


def _answers(connection: Connection, heads: Iterable[int]) -> dict[int, list[Told]]:
    """Give the answers to statements and to their retellings, each utterance once."""
    found: dict[int, dict[int, Told]] = {}
    for query in _of_answers(sorted(heads)):
        for row in connection.execute(query):
            utterance = row.same_as or row.statement
            if utterance != row.head:
                answer = Told(str(row.statement), row.act, row.first_day, row.side)
                found.setdefault(row.head, {}).setdefault(utterance, answer)
    return {head: list(answers.values()) for head, answers in found.items()}


def _of_answers(heads: list[int]) -> Iterator[Select[Any]]:
    """Ask for what answers some statements: inside a document, as far as it holds, and across."""
    shown = schema.shown.c
    told = schema.shown.alias("told")
    own = select(shown.statement, shown.statement.label("head")).where(shown.statement.in_(heads))
    again = select(told.c.statement, told.c.same_as.label("head")).where(told.c.same_as.in_(heads))
    members = union(own, again).subquery("members")
    for table, holds in queries.links_that_hold():
        yield (
            select(
                members.c.head,
                shown.statement,
                shown.same_as,
                shown.act,
                shown.first_day,
                shown.side,
            )
            .join(schema.shown, shown.statement == table.c.answer)
            .where(table.c.answered == members.c.statement, holds)
            .order_by(shown.day, shown.statement)
        )
