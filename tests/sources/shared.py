"""What the tests of formats share: bytes in, documents and reasons out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from verbale.errors import UnreadableDocument
from verbale.sources.files import document_from_bytes, documents_from_bytes
from verbale.sources.metadata import Metadata

if TYPE_CHECKING:
    from verbale.model import Document
    from verbale.sources.sandbox import Sandbox

TODAY: Final = date(2024, 6, 1)


def one(data: bytes, name: str) -> Document:
    """Give the one document."""
    return document_from_bytes(data, name, Metadata(), today=TODAY)


def several(
    data: bytes, name: str, sandbox: Sandbox | None = None
) -> tuple[list[Document], list[str]]:
    """Give the documents, and the reasons why others are none."""
    documents: list[Document] = []
    reasons: list[str] = []
    for each in documents_from_bytes(data, name, Metadata(), today=TODAY, sandbox=sandbox):
        if isinstance(each, UnreadableDocument):
            reasons.append(str(each))
        else:
            documents.append(each)
    assert not any("\n" in reason for reason in reasons)
    return documents, reasons
