"""The errors that Verbale raises, one tree.

VerbaleError
├── UnreadableDocument      an input that gives no text: missing, binary, empty, too large, ...
├── WrongMetadata           a date, kind or language that cannot be one
├── RecordError             something about a record
│   ├── NotARecord          the file is no record, or is damaged
│   ├── NewerRecord         the record was written by a later version
│   ├── RecordBusy          another process is writing to it
│   ├── RecordUnreachable   its server is not there, or does not let us in
│   ├── RecordUnwritable    disk full, no permission, read-only
│   ├── NoSuchEntry         an id that the record does not hold
│   ├── WrongDecision       a decision that cannot be taken: no such field or value, undone already
│   └── WrongQuery          a search that cannot be understood
├── UnwritableFile          a file that was to be written and cannot be
├── DeskRefused             an address or port at which the desk cannot be opened
├── WrongTemplate           a template that cannot be filled in
├── NotInstalled            a package that something optional needs is absent
└── MissingWeights          the files that the reader needs are absent or damaged

A message names the input, the place where there is one, and the remedy, on one line.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "DeskRefused",
    "MissingWeights",
    "NewerRecord",
    "NoSuchEntry",
    "NotARecord",
    "NotInstalled",
    "RecordBusy",
    "RecordError",
    "RecordUnreachable",
    "RecordUnwritable",
    "UnreadableDocument",
    "UnwritableFile",
    "VerbaleError",
    "WrongDecision",
    "WrongMetadata",
    "WrongQuery",
    "WrongTemplate",
    "about",
]


class VerbaleError(Exception):
    """Base of all errors that Verbale raises on purpose.

    `field` names what of several things given is wrong, where that is one.
    """

    field: str | None = None


class UnreadableDocument(VerbaleError):
    """An input that gives no text."""


class WrongMetadata(VerbaleError):
    """A date, kind or language that cannot be one."""


class RecordError(VerbaleError):
    """Something about a record."""


class NotARecord(RecordError):
    """The file is no record, or is damaged."""


class NewerRecord(RecordError):
    """The record was written by a later version."""


class RecordBusy(RecordError):
    """Another process is writing to the record."""


class RecordUnreachable(RecordError):
    """The record's server is not there, or does not let us in."""


class RecordUnwritable(RecordError):
    """The record cannot be written: disk full, no permission."""


class NoSuchEntry(RecordError):
    """An id that the record does not hold."""


class WrongDecision(RecordError):
    """A decision that cannot be taken: no such field or value, undone already."""


class WrongQuery(RecordError):
    """A search that cannot be understood."""


class UnwritableFile(VerbaleError):
    """A file that was to be written and cannot be."""


class DeskRefused(VerbaleError):
    """An address or port at which the desk cannot be opened."""


class WrongTemplate(VerbaleError):
    """A template that cannot be filled in."""


class NotInstalled(VerbaleError):
    """A package that something optional needs is absent."""


class MissingWeights(VerbaleError):
    """The files that the reader needs are absent or damaged."""


@contextmanager
def about(field: str) -> Iterator[None]:
    """Say of an error that is raised meanwhile that it is about `field`."""
    try:
        yield
    except VerbaleError as error:
        error.field = error.field or field
        raise
