"""Files and standard input to `Document`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO, Final

from verbale.errors import UnreadableDocument, WrongMetadata
from verbale.model import Document
from verbale.sources.decoding import decode
from verbale.sources.metadata import Metadata, checked, companion_of

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

__all__ = ["SUFFIXES", "document_from_bytes", "load", "read_bytes", "read_stream"]

SUFFIXES: Final = (".txt", ".md", ".html", ".htm")
_HTML_SUFFIXES: Final = (".html", ".htm")
_HTML_START: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_LIMIT: Final = 50_000_000  # bytes; a long novel has about one million


def load(path: Path, metadata: Metadata, *, today: date) -> Document:
    """Make the document in a file; `metadata` goes before what its companion and the page tell.

    Raises `UnreadableDocument` and `WrongMetadata`.
    """
    known = metadata.over(companion_of(path, today))
    return document_from_bytes(read_bytes(path), str(path), known, today=today)


def read_bytes(path: Path) -> bytes:
    """Read a file whole.

    Raises `UnreadableDocument` when it is missing, no file, closed to us, empty or too large.
    """
    try:
        with path.open("rb") as stream:
            return read_stream(stream, str(path))
    except OSError as error:
        remedy = "Check the name." if isinstance(error, FileNotFoundError) else "Check its rights."
        if isinstance(error, IsADirectoryError):
            remedy = "Name a file in it."
        message = f"{path} cannot be opened: {error.strerror}. {remedy}"
        raise UnreadableDocument(message) from error


def read_stream(stream: BinaryIO, name: str) -> bytes:
    """Read a stream whole.

    Raises `UnreadableDocument` when it is empty or too large.
    """
    data = stream.read(_LIMIT + 1)
    if len(data) > _LIMIT:
        raise UnreadableDocument(
            f"{name} is larger than {_LIMIT // 1_000_000} MB. Split it into single documents."
        )
    if not data:
        raise UnreadableDocument(f"{name} is empty. Check that it was saved.")
    return data


def document_from_bytes(data: bytes, name: str, metadata: Metadata, *, today: date) -> Document:
    """Make a document from the bytes of a text or HTML file called `name`.

    The text of a text file is what the bytes say, without the byte order mark: line breaks stay as
    they are. `metadata` goes before what a page tells of itself; `today` bounds its dates.

    Raises `UnreadableDocument` and `WrongMetadata`.
    """
    try:
        checked(metadata, today)
    except WrongMetadata as error:
        raise WrongMetadata(f"{name}: {error}") from error
    text = decode(data, name)
    named_page = name.lower().endswith(_HTML_SUFFIXES) and "<" in text
    is_page = named_page or _HTML_START.match(text)
    document = (_from_page if is_page else _from_text)(text, metadata, today)
    if not document.text.strip():
        raise UnreadableDocument(f"{name} has no text. Check that it was saved.")
    return replace(document, name=name, original=data)


def _from_text(text: str, metadata: Metadata, _today: date) -> Document:
    return Document(
        text=text,
        title=metadata.title,
        publisher=metadata.publisher,
        published=metadata.published,
        kind=metadata.document_kind,
        language=metadata.language,
        media_type="text/plain",
        extractor="plain",
        extractor_version="1",
    )


def _from_page(html: str, metadata: Metadata, today: date) -> Document:
    # Imported late: a page extractor takes longer to load than a text file to read.
    from verbale.sources.web_page import EXTRACTOR, EXTRACTOR_VERSION, extract  # noqa: PLC0415

    page = extract(html, today)
    return replace(
        _from_text(page.text, metadata.over(page.metadata), today),
        media_type="text/html",
        extractor=EXTRACTOR,
        extractor_version=EXTRACTOR_VERSION,
    )
