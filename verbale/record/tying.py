"""Keep the ties of a record up to date.

What comes in, is read anew or decided leaves its document among the untied. Tying goes through
these in the order of their publication, each with the earlier documents that `related` names; the
later ones that name it are tied again. What results depends on what is on record alone, not on the
order in which it came there: it is what `ties.tie` gives for all of it at once.
"""

from __future__ import annotations

import time
from bisect import bisect_right, insort
from itertools import chain
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, func, insert, select, update

from verbale.record import copies, found_by, persons, queries, reviewed, schema, shown, stored_ties
from verbale.record.also_called import said_to_be_one
from verbale.record.attaching import attached
from verbale.record.decided import Decided, decided_on
from verbale.record.letters import letter_of
from verbale.record.prepared import LETTERS, Prepared, prepare
from verbale.record.related import keys_of
from verbale.record.sayings import order_of
from verbale.record.surroundings import Surroundings
from verbale.record.ties import Known, tie_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from verbale.record.reviewed import Verdict
    from verbale.record.rows import Contents
    from verbale.record.sayings import Order

__all__ = ["forget", "note", "tie_some", "untied"]

_KEPT: Final = 1000  # documents that are kept prepared
_MANY: Final = 4  # where one document in so many has changed, all are tied again
_TOGETHER: Final = 24  # documents that are read from the database together


def untied(connection: Connection) -> int:
    """Count the documents whose ties are not up to date."""
    return connection.execute(select(func.count()).select_from(schema.untied)).scalar_one()


def note(connection: Connection, numbers: Iterable[int], *, changed: bool = True) -> None:
    """Put documents among the untied; `changed` where they say something else than before."""
    table = schema.untied
    wanted = set(numbers)
    known = set(connection.execute(select(table.c.document)).scalars()) & wanted
    if changed and known:
        connection.execute(update(table).where(table.c.document.in_(known)).values(changed=True))
    if new := sorted(wanted - known):
        connection.execute(
            insert(table), [{"document": number, "changed": changed} for number in new]
        )


def forget(connection: Connection, number: int) -> None:
    """Leave the documents that a document is tied to untied: its entries are about to go."""
    note(connection, _tied_to(connection, number), changed=False)
    shown.clear(connection, number)


def tie_some(connection: Connection, seconds: float) -> int:
    """Tie untied documents for about so long, one at least; give how many are left."""
    changed = select(schema.untied.c.document).where(schema.untied.c.changed)
    judged = reviewed.verdicts(attached(connection))
    decided = decided_on(connection, judged)
    if numbers := list(connection.execute(changed).scalars()):
        _register(connection, numbers, judged)
        moved = persons.identify_everybody(connection, decided)
        note(connection, moved, changed=False)
        document = schema.document.c.number
        others = select(document).where(document.in_(moved - set(numbers)))
        for order in found_by.orders(connection, others):
            keys = found_by.keys(connection, order[1])
            note(connection, found_by.later(connection, order, keys), changed=False)
        connection.execute(update(schema.untied).values(changed=False))
    _Tying(connection, judged, decided).go_on(time.monotonic() + seconds)
    return untied(connection)


def _register(connection: Connection, numbers: list[int], judged: Mapping[str, Verdict]) -> None:
    """Find out by what others find the documents, and leave those untied that do or did."""
    every = list(connection.execute(select(schema.document.c.number)).scalars())
    few = len(numbers) * _MANY < len(every)
    if not few:
        note(connection, every, changed=False)
    for start in range(0, len(numbers), _TOGETHER):
        contents = _contents(connection, numbers[start : start + _TOGETHER], judged)
        around, texts = Surroundings(contents), _letters(connection, contents)
        by_id = {row.id: contents.of(row.id) for row in contents.documents}
        for row in contents.documents:
            own = by_id[row.id]
            number = int(row.id.removeprefix("d"))
            copies.sketch(connection, number, queries.rendition_text(connection, number))
            persons.note_names(connection, number, said_to_be_one(own.actors, around.of(row.id)))
            order = order_of(row)
            letter = letter_of(texts.get(row.id, ""), row.published, own.statements)
            keys = keys_of(row, own.statements, own.figures, letter)
            affected = found_by.replace(connection, number, order, keys, ask=few)
            note(connection, affected, changed=False)
    copies.find(connection, numbers)


def _contents(
    connection: Connection, numbers: list[int], judged: Mapping[str, Verdict]
) -> Contents:
    document = schema.document.c.number
    proposed = queries.contents(connection, select(document).where(document.in_(numbers)))
    return reviewed.apply(proposed, judged) if judged else proposed


def _letters(connection: Connection, contents: Contents) -> dict[str, str]:
    """Give the texts of letters, by the ids of documents."""
    return {
        row.id: queries.rendition_text(connection, int(row.id.removeprefix("d")))
        for row in contents.documents
        if row.kind in LETTERS
    }


def _tied_to(connection: Connection, number: int) -> set[int]:
    """Give the other documents that ties lead to or from."""
    entry, reading = schema.entry.c, schema.reading.c
    own = (
        select(entry.id)
        .join(schema.reading, reading.id == entry.reading)
        .where(reading.document == number)
    )
    ends = (
        (schema.reprint.c.statement, schema.reprint.c.same_as),
        (schema.exchange.c.answer, schema.exchange.c.answered),
        (schema.comparison.c.one, schema.comparison.c.other),
    )
    found: set[int] = set()
    for one, other in ends:
        for here, there in ((one, other), (other, one)):
            query = (
                select(reading.document)
                .join(schema.entry, entry.reading == reading.id)
                .join(there.table, there == entry.id)
                .where(here.in_(own))
            )
            found |= set(connection.execute(query.distinct()).scalars())
    return found - {number}


class _Tying:
    """Ties documents in one transaction; what it has prepared is kept for those that follow."""

    def __init__(
        self, connection: Connection, judged: Mapping[str, Verdict], decided: Decided
    ) -> None:
        self._connection = connection
        self._judged = judged
        self._decided = decided
        self._who = persons.Everybody(connection)
        self._prepared: dict[int, Prepared] = {}
        self._numbers: dict[str, int] = {}
        self._same_as: dict[str, str] = {}
        self._compared: dict[int, list[tuple[str, str]]] = {}
        self._orders: list[Order] = []
        self._waiting: list[Order] = []
        self._stale: set[int] = set()

    def go_on(self, until: float) -> None:
        """Tie what is untied, the earliest first, until nothing is or it is that late."""
        untied = schema.untied.c.document
        self._waiting = found_by.orders(self._connection, select(untied))
        self._orders = found_by.orders(self._connection, select(schema.document.c.number))
        done: list[int] = []
        while self._waiting and (not done or time.monotonic() < until):
            order = self._waiting.pop(0)
            self._tie(order)
            done.append(order[1])
        shown.refresh(self._connection, self._stale)
        self._connection.execute(delete(schema.untied).where(untied.in_(done)))

    def _tie(self, order: Order) -> None:
        number = order[1]
        keys = found_by.keys(self._connection, number)
        earlier = [each for _, each in found_by.earlier(self._connection, order, keys)]
        self._prepare([number, *earlier])
        document = self._prepared[number]
        before = {
            row.id: self._same_as.pop(row.id)
            for row in (saying.row for saying in document.sayings)
            if row.id in self._same_as
        }
        known = chain.from_iterable(self._compared[each] for each in earlier)
        ties = tie_document(
            document,
            [self._prepared[each] for each in earlier],
            Known(self._same_as, known),
            self._decided,
        )
        told = {each.statement: each.same_as for each in ties.reprints}
        compared = sorted((each.one, each.other) for each in ties.figures)
        changed = told != before or compared != self._compared[number]
        # Where all later documents wait anyway, there is no need to ask which of them are meant.
        if changed and len(self._orders) - bisect_right(self._orders, order) > len(self._waiting):
            self._tie_again(found_by.later(self._connection, order, keys))
        self._same_as |= told
        self._compared[number] = compared
        self._stale |= shown.answered_by(self._connection, number)
        stored_ties.replace(self._connection, number, ties, self._number)
        self._lay_out(document, told)

    def _lay_out(self, document: Prepared, told: Mapping[str, str]) -> None:
        """Lay out the statements of a document, and have looked at what became of what."""
        firsts = {statement: self._number(first) for statement, first in told.items()}
        shown.lay_out(self._connection, document.row, document.sayings, self._numbers, firsts)
        self._stale |= {self._numbers[saying.row.id] for saying in document.sayings}
        self._stale |= shown.answered_by(self._connection, document.order[1])

    def _tie_again(self, numbers: set[int]) -> None:
        """Put documents among those that wait."""
        if not numbers:
            return
        note(self._connection, numbers, changed=False)
        waiting = set(self._waiting)
        document = schema.document.c.number
        query = select(document).where(document.in_(numbers))
        for order in found_by.orders(self._connection, query):
            if order not in waiting:
                insort(self._waiting, order)

    def _prepare(self, numbers: list[int]) -> None:
        """Prepare documents, and some of those that wait along with them."""
        missing = [number for number in numbers if number not in self._prepared]
        if not missing:
            return
        if len(self._prepared) > _KEPT:
            needed = set(numbers)
            kept = {key: made for key, made in self._prepared.items() if key in needed}
            self._prepared = kept
        ahead = [number for _, number in self._waiting[:_TOGETHER] if number not in self._prepared]
        missing = list(dict.fromkeys((*missing, *ahead)))
        contents = _contents(self._connection, missing, self._judged)
        document = schema.document.c.number
        within = select(document).where(document.in_(missing))
        self._numbers |= queries.entry_numbers(self._connection, within)
        self._same_as |= queries.same_as(self._connection, within)
        self._compared |= stored_ties.compared_in(self._connection, missing)
        who = self._who.of(self._numbers[row.id] for row in contents.actors)
        by_actor = {row.id: who[self._numbers[row.id]] for row in contents.actors}
        texts = _letters(self._connection, contents)
        for made in prepare(contents, by_actor, Surroundings(contents), texts):
            self._prepared[made.order[1]] = made

    def _number(self, entry_id: str) -> int:
        """Give the number of an entry, of a document that may not be prepared."""
        if entry_id not in self._numbers:
            number = queries.entry_number(self._connection, entry_id)
            assert number is not None, entry_id
            self._numbers[entry_id] = number
        return self._numbers[entry_id]
