"""Tables with a column of texts, CSV: every row a document."""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING, Final

from verbale.errors import UnreadableDocument
from verbale.model import DOCUMENT_KINDS, Origin
from verbale.sources.decoding import decode
from verbale.sources.extract import SIZE_LIMIT, Extract
from verbale.sources.metadata import Metadata, day_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from verbale.sources.extract import Source

__all__ = ["TEXT_COLUMNS", "parse", "row_extract", "text_column"]

TEXT_COLUMNS: Final = ("text", "content", "body", "full_text", "article", "statement", "paragraph")
_COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "title": ("title", "headline"),
    "publisher": ("publisher", "source", "outlet", "author"),
    "published": ("published", "publication_date", "date", "published_at"),
    "kind": ("kind",),
    "language": ("language", "lang"),
}
_ADDRESSES: Final = ("url", "link", "address")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_SEPARATORS: Final = ",;\t|"


def parse(source: Source) -> Iterator[Extract]:
    """Give the rows that have text. Raises `UnreadableDocument` when no column is one of texts."""
    text = decode(source.read(), source.name)
    csv.field_size_limit(SIZE_LIMIT)
    first = text.lstrip("\r\n").split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first.count)
    rows = csv.DictReader(text.splitlines(keepends=True), delimiter=separator)
    names = [name for name in rows.fieldnames or () if name]
    column = text_column(names)
    if column is None:
        raise UnreadableDocument(
            f"{source.name} has no column of texts, only {', '.join(names)[:200]}. "
            "Name the column that holds them: text."
        )
    for number, row in enumerate(rows, start=1):
        told = {name: value for name, value in row.items() if name and isinstance(value, str)}
        if told.get(column, "").strip():
            yield row_extract(told, column, f"row-{number}", "csv", source.today)


def text_column(names: list[str]) -> str | None:
    """Give the name among `names` that is one of texts, the likeliest first."""
    known = {name.strip().lower().replace(" ", "_"): name for name in reversed(names)}
    return next((known[each] for each in TEXT_COLUMNS if each in known), None)


def row_extract(
    row: Mapping[str, object], column: str, name: str, extractor: str, today: date
) -> Extract:
    """Make the extract of a row; its original is the whole row as JSON."""
    told = {key.strip().lower().replace(" ", "_"): value for key, value in row.items()}
    return Extract(
        str(row[column]),
        "application/json",
        extractor,
        metadata=_metadata(told, today),
        name=name,
        original=json.dumps(row, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace"),
        origin=Origin(url=_first(told, _ADDRESSES)),
    )


def _metadata(told: Mapping[str, object], today: date) -> Metadata:
    found = {field: _first(told, names) for field, names in _COLUMNS.items()}
    language = found["language"]
    return Metadata(
        title=found["title"],
        publisher=found["publisher"],
        published=day_in(found["published"], today),
        kind=found["kind"] if found["kind"] in DOCUMENT_KINDS else None,
        language=language if language and _LANGUAGE.fullmatch(language) else None,
    )


def _first(told: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    values = (told.get(name) for name in names)
    return next((each.strip() for each in values if isinstance(each, str) and each.strip()), None)
