"""Rows as JSON, with everything that they hold: the selectors with their words and surroundings."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, TextIO

from verbale.record.rows import ExchangeRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verbale.record.rows import Contents, Row

__all__ = ["write_contents", "write_object", "write_rows"]


def write_rows(rows: Iterable[Row], stream: TextIO) -> None:
    """Write rows as a JSON array of objects, exchanges with what became of them."""
    _write([_plain(row) for row in rows], stream)


def write_contents(contents: Contents, stream: TextIO) -> None:
    """Write all that is on record as one JSON object, one array per kind of entry."""
    _write(asdict(contents), stream)


def write_object(value: dict[str, object], stream: TextIO) -> None:
    """Write a JSON object."""
    _write(value, stream)


def _plain(row: Row) -> dict[str, object]:
    return asdict(row) | ({"state": row.state} if isinstance(row, ExchangeRow) else {})


def _write(value: object, stream: TextIO) -> None:
    json.dump(value, stream, ensure_ascii=False, indent=1, allow_nan=False)
    stream.write("\n")
