"""JSON: the UHRI's export, JSON feeds, and lists or lines of objects with a text."""

from __future__ import annotations

import codecs
import json
from typing import TYPE_CHECKING, Any, Final

from verbale.errors import UnreadableDocument
from verbale.sources import uhri
from verbale.sources.extract import SIZE_LIMIT, Unread
from verbale.sources.feed_json import entries, is_feed
from verbale.sources.table import row_extract, text_column

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from verbale.sources.extract import Extract, Source

__all__ = ["parse"]

_CHUNK: Final = 1 << 20  # characters
_LARGEST: Final = 3 * SIZE_LIMIT  # characters of one object
_BETWEEN: Final = " \t\r\n,[]"


def parse(source: Source) -> Iterator[Extract | Unread]:
    """Give a document for each object that has a text; a file of any size is read in pieces.

    Raises `UnreadableDocument` when it is no JSON, or no object in it has a text.
    """
    count = 0
    for number, value in enumerate(_objects(source), start=1):
        for each in _documents(value, number, source.today):
            count += 1
            yield each
    if not count:
        raise UnreadableDocument(
            f"{source.name} has no objects with a text. Name the field that holds it: text."
        )


def _documents(value: dict[str, Any], number: int, today: date) -> Iterator[Extract]:
    if is_feed(value):
        yield from entries(value, today)
    elif uhri.is_annotation(value):
        yield uhri.extract(value, today)
    elif column := text_column([key for key, held in value.items() if isinstance(held, str)]):
        if value[column].strip():
            yield row_extract(value, column, f"object-{number}", "json", today)
    else:
        # Exports wrap their list in an object: {"value": [...]}, {"results": [...]}.
        inner = [held for held in value.values() if isinstance(held, list)]
        rows = [row for held in inner for row in held if isinstance(row, dict)]
        for at, row in enumerate(rows, start=1):
            if uhri.is_annotation(row) or text_column(list(row)):
                yield from _documents(row, at, today)


def _objects(source: Source) -> Iterator[dict[str, Any]]:
    """Give the objects of a list, or those that follow one another, without reading all at once."""
    decode = json.JSONDecoder().raw_decode
    source.stream.seek(0)
    text = codecs.getreader("utf-8-sig")(source.stream)
    buffer, at, wanted = "", 0, _CHUNK
    while True:
        at = _past(buffer, at)
        try:
            value, at = decode(buffer, at)
        except json.JSONDecodeError as error:
            more = _more(text, wanted, source.name)
            buffer, at = buffer[at:] + more, 0
            if not more and not buffer:
                return
            if not more or len(buffer) > _LARGEST:
                raise UnreadableDocument(
                    f"{source.name} is no JSON, cut off, or one object of more than {_LARGEST:,} "
                    f"characters ({error}). Get it again, or split it."
                ) from error
            wanted *= 2  # an object larger than a piece is not tried again at every piece
            continue
        wanted = _CHUNK
        if isinstance(value, dict):
            yield value


def _past(buffer: str, at: int) -> int:
    while at < len(buffer) and buffer[at] in _BETWEEN:
        at += 1
    return at


def _more(text: codecs.StreamReader, size: int, name: str) -> str:
    try:
        return text.read(size)
    except UnicodeDecodeError as error:
        raise UnreadableDocument(
            f"{name} is not UTF-8 at byte {error.start}. Save it again as UTF-8."
        ) from error
