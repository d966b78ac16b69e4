"""What people say of a document itself, laid over what its source tells of it.

They correct its title, publisher, date, kind and language, or have it removed. Each is a decision,
so that it is logged, can be undone, and holds for whatever is read from the same bytes later.
"""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from verbale.errors import NoSuchEntry, WrongDecision, about
from verbale.model import Selector
from verbale.record import decisions, schema
from verbale.record.rows import Target
from verbale.sources.metadata import Metadata, checked

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

    from verbale.record.reviewing import Wish
    from verbale.record.rows import Decision, DocumentRow

__all__ = [
    "FIELDS",
    "correct",
    "corrections",
    "is_document",
    "laid_over",
    "no_document",
    "number_of",
    "removals",
    "said",
    "target_of",
]

FIELDS: Final = tuple(field.name for field in fields(Metadata))  # that can be corrected
_NEEDED: Final = frozenset({"kind", "language"})
_DOCUMENT_ID: Final = re.compile(r"d(\d{1,9})")

_Corrections = dict[str, dict[str, Any]]


def is_document(entry_id: str) -> bool:
    """Tell whether an id is that of a document, such as `d3`."""
    return _DOCUMENT_ID.fullmatch(entry_id) is not None


def number_of(document_id: str) -> int:
    """Give the number of a document from its id, 0 where that is none."""
    match = _DOCUMENT_ID.fullmatch(document_id)
    return int(match[1]) if match else 0


def no_document(document_id: str) -> NoSuchEntry:
    """Say that there is no such document."""
    return NoSuchEntry(
        f"There is no document {document_id}. List them with: verbale show RECORD documents"
    )


def target_of(sha256: str) -> Target:
    """Give what a decision on a document itself is about."""
    return Target(sha256, "document", "none", Selector(0, 0, "", "", ""), 0, 1)


def correct(connection: Connection, row: DocumentRow, wish: Wish) -> Decision:
    """Write down that a field of a document becomes something else.

    Raises `WrongDecision` when this cannot be decided of a document, and `WrongMetadata` for a
    value that cannot be one.
    """
    if wish.action != "correct" or wish.field not in FIELDS or wish.becomes is None:
        raise WrongDecision(
            f"{row.id} is a document, of which a field can be corrected: {', '.join(FIELDS)}. "
            f"For example: {row.id} correct --field published --to 2024-03-05"
        )
    becomes = wish.becomes.strip() or None
    if becomes is None and wish.field in _NEEDED:
        with about(wish.field):
            raise WrongDecision(
                f"The {wish.field} of a document cannot be nothing. Say which it is."
            )
    draft = decisions.Draft(
        at=wish.at,
        by=wish.by,
        action="correct",
        id=row.id,
        target=target_of(row.sha256),
        field=wish.field,
        was=getattr(row, wish.field),
        becomes=becomes,
        why=wish.why,
    )
    made = decisions.append(connection, draft)
    # Only now it is sure that `at` is a time; nothing published later is corrected today.
    with about(wish.field):
        checked(Metadata(**{wish.field: becomes}), datetime.fromisoformat(wish.at).date())
    return made


def corrections(connection: Connection, within: Select[tuple[int]] | None = None) -> _Corrections:
    """Give the corrected fields with their values, by the SHA-256 of documents.

    `within` are numbers of documents; `None` means all.
    """
    found: _Corrections = {}
    for each in decisions.on_documents(connection, _originals(within)):
        if each.action == "correct" and each.field is not None:
            found.setdefault(each.target.document, {})[each.field] = each.becomes
    return found


def laid_over(rows: list[DocumentRow], corrected: _Corrections) -> list[DocumentRow]:
    """Give documents as people see them."""
    if not corrected:
        return rows
    return [replace(row, **corrected.get(row.sha256, {})) for row in rows]


def removals(connection: Connection, sha256: str | None = None) -> dict[str, Decision]:
    """Give the decisions that removed a document, by its SHA-256: of one document, or all."""
    one = select(schema.original.c.sha256).where(schema.original.c.sha256 == sha256)
    decided = decisions.on_documents(connection, None if sha256 is None else one)
    return {each.target.document: each for each in decided if each.action == "remove"}


def said(removal: Decision) -> str:
    """Say that a document was removed, by whom, and what lets it be added again."""
    why = f": {removal.why}" if removal.why else ""
    return (
        f"removed from the record by decision {removal.number} of {removal.by}{why}. "
        f"To be able to add it again: verbale undo RECORD {removal.number}"
    )


def _originals(within: Select[tuple[int]] | None) -> Select[tuple[str]] | None:
    document = schema.document.c
    return None if within is None else select(document.original).where(document.number.in_(within))
