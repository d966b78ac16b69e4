"""What is known about a document besides its text, and where it is written down.

A file `letter.txt` may have a companion `letter.toml` with any of the fields of `Metadata`:

    title = "Letter to the Council"
    published = 2024-03-05
    kind = "letter"
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Final, cast

from verbale.errors import UnreadableDocument, WrongMetadata
from verbale.model import DOCUMENT_KINDS, DocumentKind
from verbale.uncertain_dates import checked_publication

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Metadata", "checked", "companion_of", "day_in", "possible"]

_COMPANION_SUFFIX: Final = ".toml"
_DAY: Final = re.compile(r"\s*(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:[T ]\d\d:.*|\s*)", re.DOTALL)
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What somebody tells about a document; `None` where nothing is told.

    `published` is an EDTF date, `language` a BCP 47 tag such as `en` or `pt-BR`.
    """

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    kind: str | None = None
    language: str | None = None

    def over(self, other: Metadata) -> Metadata:
        """Fill the gaps of this one from `other`."""
        gaps = {f.name: getattr(other, f.name) for f in fields(self) if not getattr(self, f.name)}
        return replace(self, **gaps)

    @property
    def document_kind(self) -> DocumentKind:
        """The kind of document, news where nothing is told."""
        return cast("DocumentKind", self.kind) if self.kind else "news"


def checked(metadata: Metadata, today: date) -> Metadata:
    """Give `metadata` back when it can be true of a document that exists `today`.

    Raises `WrongMetadata` for a date, kind or language that cannot be one.
    """
    if metadata.published:
        checked_publication(metadata.published, today)
    if metadata.kind and metadata.kind not in DOCUMENT_KINDS:
        known = ", ".join(DOCUMENT_KINDS)
        raise WrongMetadata(f"{metadata.kind!r} is no kind of document. Choose one of: {known}.")
    if metadata.language and not _LANGUAGE.fullmatch(metadata.language):
        raise WrongMetadata(f"{metadata.language!r} is no language tag. Write it as en or pt-BR.")
    return metadata


def companion_of(path: Path, today: date) -> Metadata:
    """Read the companion file of the document at `path`; all gaps when there is none.

    Raises `WrongMetadata` when it is no TOML, has an unknown field or an impossible value, and
    `UnreadableDocument` when it cannot be opened.
    """
    companion = path.with_suffix(_COMPANION_SUFFIX)
    try:
        table = tomllib.loads(companion.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Metadata()
    except OSError as error:
        raise UnreadableDocument(f"{companion} cannot be opened: {error.strerror}.") from error
    except ValueError as error:
        raise WrongMetadata(f"{companion} is no TOML file: {error}.") from error
    try:
        return checked(Metadata(**_texts(table)), today)
    except WrongMetadata as error:
        raise WrongMetadata(f"{companion}: {error}") from error


def possible(published: str | None, today: date) -> str | None:
    """Give a date back when it can be one of publication, `None` when it cannot."""
    try:
        return checked_publication(published, today) if published else None
    except WrongMetadata:
        return None


def day_in(told: object, today: date) -> str | None:
    """Give the EDTF date in what a source tells as ISO 8601, with or without a time of day.

    `None` when it is told otherwise, or cannot be a date of publication `today`.
    """
    match = _DAY.fullmatch(told) if isinstance(told, str) else None
    return possible(match[1], today) if match else None


def _texts(table: dict[str, object]) -> dict[str, str]:
    known = [field.name for field in fields(Metadata)]
    texts = {}
    for name, value in table.items():
        if name not in known:
            raise WrongMetadata(f"the field {name!r} is unknown. Known are: {', '.join(known)}.")
        if isinstance(value, date):
            value = value.isoformat()  # noqa: PLW2901 - TOML has dates of its own
        if not isinstance(value, str):
            raise WrongMetadata(f"{name} is no text. Write it in quotation marks.")
        texts[name] = value
    return texts
