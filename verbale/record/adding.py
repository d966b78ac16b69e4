"""Statements that people add: entries beside those of the reading, under keys of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from verbale.record import queries, schema
from verbale.record.corrections import actor_id
from verbale.uncertain_dates import bounds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from verbale.model import Selector
    from verbale.record.rows import ActorRow, Addition

__all__ = ["key_of", "write"]


def key_of(decision: int) -> str:
    """Give the key of the statement that a decision adds; no reading makes such keys."""
    return f"n{decision}"


def write(
    connection: Connection,
    number: int,
    decision: int,
    addition: Addition,
    words: Selector,
    actors: Sequence[ActorRow],
) -> str:
    """Make the entry of an added statement in document `number`; give its id.

    `words` are its content in the text of today, and `actors` those of the document.
    """
    reading = schema.reading.c
    of_document = select(reading.id).where(reading.document == number).scalar_subquery()
    key = key_of(decision)
    entry = connection.execute(
        insert(schema.entry).values(reading=of_document, key=key).returning(schema.entry.c.id)
    ).scalar_one()
    speaker = actor_id(addition.speaker, actors) if addition.speaker is not None else None
    first, last = bounds(addition.date) if addition.date else (None, None)
    connection.execute(
        insert(schema.statement).values(
            id=entry,
            speaker=queries.entry_number(connection, speaker) if speaker is not None else None,
            quotation=addition.quotation,
            act=addition.act,
            date=addition.date,
            first_day=first,
            last_day=last,
            confidence=1.0,
            act_confidence=1.0,
        )
    )
    anchor = {"entry": entry, "role": "content", "part": 0}
    for name in ("start", "end", "exact", "prefix", "suffix"):
        anchor[name] = getattr(words, name)
    connection.execute(insert(schema.selector).values(anchor))
    return f"d{number}.{key}"
