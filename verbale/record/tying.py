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

__all__ = ["forget", "note", "register", "register_again", "tie_some", "untied"]

_KEPT: Final = 1000  # documents that are kept prepared
_AT_ONCE: Final = 500  # documents in one question
_TOGETHER: Final = 24  # documents that are read from the database together


def untied(connection: Connection) -> int:
    """Count the documents whose ties are not up to date."""
    return connection.execute(select(func.count()).select_from(schema.untied)).scalar_one()


def note(connection: Connection, numbers: Iterable[int], *, changed: bool = True) -> None:
    """Put documents among the untied; `changed` where they say something else than before."""
    table = schema.untied
    wanted = sorted(set(numbers))
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        those = table.c.document.in_(some)
        known = set(connection.execute(select(table.c.document).where(those)).scalars())
        if changed and known:
            connection.execute(update(table).where(those).values(changed=True))
        if new := [each for each in some if each not in known]:
            connection.execute(
                insert(table), [{"document": number, "changed": changed} for number in new]
            )


def forget(connection: Connection, number: int) -> None:
    """Leave the documents that a document is tied to untied: its entries are about to go."""
    note(connection, _tied_to(connection, number), changed=False)
    shown.clear(connection, number)


def register(connection: Connection, own: Contents, text: str, *, others: bool = True) -> None:
    """Find out by what others find a document, and leave those untied that do or did.

    `own` is what people see of it, and `text` its rendition; the document itself is untied too.
    `others` tells that other actors may stand in it than before, or others be one: working out
    who is who takes the whole record, and is left alone where that cannot be.
    """
    row = own.documents[0]
    number = int(row.id.removeprefix("d"))
    copies.sketch(connection, number, text)
    around = Surroundings(own)
    pairs = said_to_be_one(own.actors, around.of(row.id))
    others |= persons.note_names(connection, number, pairs)
    letter = letter_of(text if row.kind in LETTERS else "", row, own.statements)
    keys = keys_of(row, own.statements, own.figures, letter)
    note(connection, found_by.replace(connection, number, order_of(row), keys), changed=False)
    note(connection, [number], changed=others)
    copies.find(connection, number)


def register_again(connection: Connection, number: int, *, others: bool = True) -> None:
    """Do the same for a document that is on record, of which something else is seen now."""
    sha256 = queries.document_sha256(connection, number)
    judged = reviewed.verdicts(attached(connection, [sha256] if sha256 else []))
    text = queries.rendition_text(connection, number)
    register(connection, _contents(connection, [number], judged), text, others=others)


def tie_some(connection: Connection, seconds: float) -> int:
    """Tie untied documents for about so long, one at least; give how many are left."""
    until = time.monotonic() + seconds
    for number in _unregistered(connection):
        register_again(connection, number)
        if time.monotonic() >= until:
            return untied(connection)
    judged = reviewed.verdicts(attached(connection))
    decided = decided_on(connection, judged)
    changed = select(schema.untied.c.document).where(schema.untied.c.changed).limit(1)
    if connection.execute(changed).scalar() is not None:
        _find_out_who_is_who(connection, decided)
    _Tying(connection, judged, decided).go_on(until)
    return untied(connection)


def _unregistered(connection: Connection) -> list[int]:
    """Give the documents that nobody can find yet: those of records of an earlier version."""
    untied_ones = schema.untied.c.document
    query = select(untied_ones).where(untied_ones.not_in(found_by.everything()))
    return sorted(connection.execute(query).scalars())


def _find_out_who_is_who(connection: Connection, decided: Decided) -> None:
    """Leave the documents untied where somebody is another than before, and those after them."""
    # Those after documents that changed were left untied when these were registered.
    changed = select(schema.untied.c.document).where(schema.untied.c.changed)
    moved = persons.identify_everybody(connection, decided)
    moved -= set(connection.execute(changed).scalars())
    note(connection, moved, changed=False)
    for number in sorted(moved):
        order = found_by.order_of(connection, number)
        keys = found_by.keys(connection, number)
        note(connection, found_by.later(connection, order, keys), changed=False)
    connection.execute(update(schema.untied).values(changed=False))


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
    own = queries.entries_of(number)
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
