"""Taking a document out of a record: all of it but what the log tells.

The SHA-256 of its bytes stays, which decisions are about, with no bytes beside it; and so do the
decisions, with the words that they quote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, func, select, update

from verbale.errors import WrongDecision
from verbale.record import copies, decisions, found_by, queries, schema, told, tying, writing

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

    from verbale.model import Document
    from verbale.record.reviewing import Wish
    from verbale.record.rows import Decision

__all__ = ["check_gone", "check_not_removed", "earlier", "remove"]

# The tables with a row about a document, those that others point to last.
_ABOUT_DOCUMENTS: Final[tuple[Table, ...]] = (
    schema.custody,
    schema.document_label,
    schema.seal,
    schema.untied,
    schema.sketch_band,
    schema.sketch,
    schema.copy,
)


def remove(connection: Connection, document_id: str, wish: Wish) -> Decision:
    """Take a document, such as `d3`, out of the record, and write down who wished so, and why.

    Raises `NoSuchEntry` when there is none, and `WrongDecision` without a name or a time.
    """
    row = queries.document_row(connection, document_id)
    number = told.number_of(document_id)
    draft = decisions.Draft(
        wish.at, wish.by, "remove", row.id, told.target_of(row.sha256), why=wish.why
    )
    made = decisions.append(connection, draft)
    tying.forget(connection, number)
    tying.note(connection, found_by.forget(connection, number), changed=False)
    copy = schema.copy.c
    copied = connection.execute(select(copy.document).where(copy.copy_of == number)).scalars().all()
    writing.remove_reading(connection, number)
    for table in _ABOUT_DOCUMENTS:
        connection.execute(delete(table).where(table.c.document == number))
    connection.execute(delete(schema.copy).where(copy.copy_of == number))
    connection.execute(delete(schema.document).where(schema.document.c.number == number))
    original = schema.original
    own = original.c.sha256 == row.sha256
    connection.execute(update(original).where(own).values(content=b""))
    for other in sorted(copied):
        copies.find(connection, other)
    _have_who_is_who_found_out(connection)
    return made


def earlier(connection: Connection, document_id: str) -> Decision | None:
    """Give the decision that removed the document of this id, if one did."""
    removed = told.removals(connection).values()
    return next((made for made in removed if made.id == document_id), None)


def check_not_removed(connection: Connection, document: Document) -> None:
    """Raise `WrongDecision` when somebody had a document of these bytes removed."""
    for made in told.removals(connection, document.sha256).values():
        raise WrongDecision(f"{document.name} was {told.said(made)}")


def check_gone(connection: Connection, made: Decision) -> None:
    """Raise `WrongDecision` when `made`, an undo, has a document removed that is there."""
    gone = told.removals(connection, made.target.document)
    original = schema.document.c.original
    if gone and connection.execute(select(original).where(original.in_(gone))).scalar():
        raise WrongDecision(
            "The document is on record again. To have it removed again: verbale remove RECORD ID"
        )


def _have_who_is_who_found_out(connection: Connection) -> None:
    """Have looked who is one among those that are left: names may be told apart by now."""
    last = connection.execute(select(func.max(schema.document.c.number))).scalar()
    if last is not None:
        tying.register_again(connection, last)
