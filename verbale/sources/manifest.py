"""What is known of the files of a folder, in a table beside them.

A folder may have a file `manifest.csv`, whose column `file` names files of the folder and whose
other columns are any of the fields of `Metadata`:

    file,title,published,kind
    letter.pdf,Letter to the Council,2024-03-05,letter
"""

from __future__ import annotations

import csv
from dataclasses import fields
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from verbale.errors import UnreadableDocument, WrongMetadata
from verbale.sources.metadata import Metadata, checked

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

__all__ = ["MANIFEST", "told_in_manifest"]

MANIFEST: Final = "manifest.csv"
_FILE: Final = "file"
_FIELDS: Final = tuple(field.name for field in fields(Metadata))


def told_in_manifest(path: Path, today: date) -> Metadata:
    """Give what the manifest of its folder tells of the file at `path`; all gaps when nothing.

    Raises `WrongMetadata` when the manifest has an unknown column or an impossible value, and
    `UnreadableDocument` when it cannot be opened.
    """
    manifest = path.parent / MANIFEST
    try:
        state = manifest.stat()
    except FileNotFoundError:
        return Metadata()
    except OSError as error:
        raise UnreadableDocument(f"{manifest} cannot be opened: {error.strerror}.") from error
    # A folder has one manifest for thousands of files: it is read again only when it changes.
    rows = _rows(manifest, state.st_mtime_ns, state.st_size)
    number, told = rows.get(path.name, (0, Metadata()))
    try:
        return checked(told, today)
    except WrongMetadata as error:
        raise WrongMetadata(f"{manifest}, line {number}: {error}") from error


@lru_cache(maxsize=16)
def _rows(manifest: Path, _changed: int, _size: int) -> dict[str, tuple[int, Metadata]]:
    try:
        with manifest.open(encoding="utf-8-sig", newline="") as stream:
            table = csv.DictReader(stream)
            _check_columns(manifest, list(table.fieldnames or ()))
            return {row[_FILE]: (table.line_num, _told(row)) for row in table}
    except OSError as error:
        raise UnreadableDocument(f"{manifest} cannot be opened: {error.strerror}.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise WrongMetadata(f"{manifest} is no CSV file in UTF-8: {error}.") from error


def _check_columns(manifest: Path, columns: list[str]) -> None:
    if _FILE not in columns:
        raise WrongMetadata(f"{manifest} has no column {_FILE!r}. Name the files in one.")
    for column in columns:
        if column != _FILE and column not in _FIELDS:
            known = ", ".join(_FIELDS)
            raise WrongMetadata(
                f"{manifest}: the column {column!r} is unknown. Known are: {known}."
            )


def _told(row: dict[str, str | None]) -> Metadata:
    return Metadata(**{name: (row.get(name) or "").strip() or None for name in _FIELDS})
