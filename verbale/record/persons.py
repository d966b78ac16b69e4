"""Who the actors of a record are: worked out by `identity`, kept in tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, func, insert, select

from verbale.record import queries, schema
from verbale.record.identity import Identities, Identity, identify

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Column, Connection, Select

    from verbale.record.decided import Decided
    from verbale.record.rows import ActorRow

__all__ = ["Everybody", "as_seen", "bearer_of", "identify_everybody", "note_names", "sides_in"]

_AT_ONCE: Final = 500  # rows that one statement deletes
_Who = tuple[int, str, str, str]  # the number of the person, with name, kind and side


def note_names(connection: Connection, number: int, pairs: Iterable[tuple[str, str]]) -> bool:
    """Keep the pairs of actors of document `number` of whom its text says that they are one.

    Tell whether they are others than before.
    """
    document = schema.document.c.number
    numbers = queries.entry_numbers(connection, select(document).where(document == number))
    table = schema.also_called
    own = table.c.one.in_(sorted(numbers.values()))
    known = {(row.one, row.other) for row in connection.execute(select(table).where(own))}
    found = {(numbers[one], numbers[other]) for one, other in pairs}
    if found == known:
        return False
    connection.execute(delete(table).where(own))
    if found:
        rows = [{"one": one, "other": other} for one, other in sorted(found)]
        connection.execute(insert(table), rows)
    return True


def identify_everybody(connection: Connection, decided: Decided) -> set[int]:
    """Work out who is one; give the documents where somebody is another than before."""
    actors = queries.actors(connection)
    numbers = queries.entry_numbers(connection)
    identities = identify(actors, _said_to_be_one(connection, numbers), decided)
    before, now = _known(connection), _found(identities, numbers)
    document = {numbers[row.id]: int(row.document.removeprefix("d")) for row in actors}
    _write(connection, before, now)
    _write_merges(connection, identities, numbers)
    return {document[actor] for actor, who in now.items() if before.get(actor) != who}


def as_seen(connection: Connection, row: ActorRow) -> ActorRow:
    """Give an actor with the name, kind and side of the person who it is."""
    number = queries.entry_number(connection, row.id)
    found = connection.execute(_persons().where(schema.identity.c.actor == number)).one_or_none()
    if found is None:
        return row
    return replace(row, name=found.name, kind=found.kind, side=found.side)


def sides_in(connection: Connection, number: int) -> dict[str, str]:
    """Give the sides of the actors of document `number`, as they are of the persons they are."""
    own = queries.entries_of(number)
    rows = connection.execute(_persons().where(schema.identity.c.actor.in_(own))).all()
    ids = queries.entry_ids(connection, [row.actor for row in rows])
    return {ids[row.actor]: row.side for row in rows}


def bearer_of(connection: Connection, actor_id: str, name: str) -> str:
    """Give the first actor, of those who are one with an actor, that has a name; else the actor."""
    identity, called = schema.identity.c, schema.actor_name.c
    number = queries.entry_number(connection, actor_id)
    who = select(identity.person).where(identity.actor == number)
    of_one = select(identity.actor).where(identity.person.in_(who))
    query = select(func.min(called.actor)).where(called.name == name, called.actor.in_(of_one))
    found = connection.execute(query).scalar()
    return queries.entry_ids(connection, [found])[found] if found is not None else actor_id


class Everybody:
    """Who is who, asked for and remembered; one person is one object."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[int, Identity] = {}

    def of(self, actors: Iterable[int]) -> Mapping[int, Identity]:
        """Give the person that each actor is, by the numbers of their entries."""
        query = _persons().where(schema.identity.c.actor.in_(list(actors)))
        return {
            row.actor: self._known.setdefault(
                row.id, Identity(str(row.id), row.name, row.kind, row.side, (), ())
            )
            for row in self._connection.execute(query)
        }


def _said_to_be_one(connection: Connection, numbers: Mapping[str, int]) -> list[tuple[str, str]]:
    rows = connection.execute(select(schema.also_called)).all()
    wanted = {number for row in rows for number in row}
    ids = {number: entry_id for entry_id, number in numbers.items() if number in wanted}
    return sorted((ids[row.one], ids[row.other]) for row in rows)


def _persons() -> Select[tuple[int, int, str, str, str]]:
    identity, person = schema.identity.c, schema.person.c
    columns = identity.actor, person.id, person.name, person.kind, person.side
    return select(*columns).join(schema.person, person.id == identity.person)


def _known(connection: Connection) -> dict[int, _Who]:
    rows = connection.execute(_persons())
    return {row.actor: (row.id, row.name, row.kind, row.side) for row in rows}


def _found(identities: Identities, numbers: Mapping[str, int]) -> dict[int, _Who]:
    return {
        numbers[actor]: (numbers[each.id], each.name, each.kind, each.side)
        for each in identities.everybody
        for actor in each.actors
    }


def _write(connection: Connection, before: dict[int, _Who], now: dict[int, _Who]) -> None:
    """Write what changed; persons stand before those who point to them, and go after."""
    identity, person = schema.identity, schema.person
    moved = [actor for actor, who in now.items() if before.get(actor) != who]
    known, wanted = set(before.values()), set(now.values())
    gone = {who[0] for who in known - wanted}
    _delete(connection, identity.c.actor, moved)
    _delete(connection, person.c.id, sorted(gone))
    made = [
        {"id": who[0], "name": who[1], "folded": who[1].casefold(), "kind": who[2], "side": who[3]}
        for who in sorted(wanted - known)
    ]
    if made:
        connection.execute(insert(person), made)
    if moved:
        rows = [{"actor": actor, "person": now[actor][0]} for actor in sorted(moved)]
        connection.execute(insert(identity), rows)


def _write_merges(
    connection: Connection, identities: Identities, numbers: Mapping[str, int]
) -> None:
    table = schema.merge
    known = {
        (row.one, row.other): (row.reason, row.score) for row in connection.execute(select(table))
    }
    found = {
        (numbers[each.one], numbers[each.other]): (each.reason, each.score)
        for each in identities.merges
    }
    for one, other in sorted(pair for pair, why in known.items() if found.get(pair) != why):
        connection.execute(delete(table).where(table.c.one == one, table.c.other == other))
    rows = [
        {"one": one, "other": other, "reason": reason, "score": score}
        for (one, other), (reason, score) in sorted(found.items())
        if known.get((one, other)) != (reason, score)
    ]
    if rows:
        connection.execute(insert(table), rows)


def _delete(connection: Connection, column: Column[int], numbers: list[int]) -> None:
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        connection.execute(delete(column.table).where(column.in_(some)))
