"""Files and folders onto the record: the one path that everything that adds documents takes."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from verbale.errors import RecordError, VerbaleError
from verbale.reading import NOT_READ, read
from verbale.sources.files import SUFFIXES, document_from_bytes, read_bytes
from verbale.sources.metadata import companion_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from verbale.record.store import Record

__all__ = ["Outcome", "Summary", "add_files"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input; `reason` says why it failed, or was added without being read."""

    path: str
    state: Literal["added", "unchanged", "failed"]
    document_id: str | None = None
    reason: str | None = None


@dataclass(slots=True)
class Summary:
    """What became of all inputs.

    `skipped` counts the files in folders that hold no text or HTML by their names. `stopped` is
    what ended the work early: the record's fault, or an interruption by the user.
    """

    outcomes: list[Outcome] = field(default_factory=list)
    skipped: int = 0
    stopped: RecordError | KeyboardInterrupt | None = None

    def count(self, state: Literal["added", "unchanged", "failed"]) -> int:
        """How many inputs came out so."""
        return sum(outcome.state == state for outcome in self.outcomes)


@dataclass(frozen=True, slots=True)
class _Input:
    """A file to add, under the name that the record gives it."""

    path: Path
    name: str


def add_files(
    record: Record,
    paths: Iterable[Path],
    *,
    today: date,
    any_language: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Summary:
    """Add files, and all text and HTML files in folders, one transaction each.

    Folders are walked in the order of names, hidden files left out. A document that is on record
    is not read again, and one that is not in English is kept unread, unless `any_language`. An
    input that fails is reported and the next one taken; a fault of the record itself, or an
    interruption, ends the work with what is done kept. `progress` is told how many inputs are done,
    and of how many.
    """
    summary = Summary()
    try:
        inputs = _inputs(paths, summary)
        for done, each in enumerate(inputs):
            progress(done, len(inputs))
            summary.outcomes.append(_add(record, each, today, any_language=any_language))
        progress(len(inputs), len(inputs))
    except (RecordError, KeyboardInterrupt) as stop:
        summary.stopped = stop
    return summary


def _add(record: Record, source: _Input, today: date, *, any_language: bool) -> Outcome:
    path = str(source.path)
    try:
        data = read_bytes(source.path)
        known = record.document_with(hashlib.sha256(data).hexdigest())
        if known is not None:
            return Outcome(path, "unchanged", known)
        metadata = companion_of(source.path, today)
        document = document_from_bytes(data, path, metadata, today=today)
        reading = read(replace(document, name=source.name), any_language=any_language)
        added = record.add(reading)
    except RecordError:
        raise
    except VerbaleError as error:
        return Outcome(path, "failed", reason=str(error))
    reason = None
    if reading.reader == NOT_READ:
        language = reading.document.language
        reason = (
            f"{path} is not in English but in {language}. To have such documents read, add them "
            "with --any-language to a new record."
        )
    return Outcome(path, "added" if added.new else "unchanged", added.document_id, reason)


def _inputs(paths: Iterable[Path], summary: Summary) -> list[_Input]:
    """List the files to add; what cannot be one goes to the summary."""
    inputs: list[_Input] = []
    for path in paths:
        kind = _kind(path)
        if kind == "folder":
            inputs += _in_folder(path, summary)
        elif kind == "document":
            inputs.append(_Input(path, path.name))
        else:
            known = ", ".join(SUFFIXES)
            reason = f"{path} is no text or HTML file by its name. Rename it to end in: {known}."
            summary.outcomes.append(Outcome(str(path), "failed", reason=reason))
    return inputs


def _kind(path: Path) -> Literal["folder", "document", "other"]:
    try:
        if path.is_dir():
            return "folder"
        known = path.suffix.lower() in SUFFIXES or not path.exists()
    except OSError:
        known = True  # opening it will tell what is wrong
    return "document" if known else "other"


def _in_folder(folder: Path, summary: Summary) -> list[_Input]:
    def report(error: OSError) -> None:
        reason = f"{error.filename} cannot be opened: {error.strerror}. Check its rights."
        summary.outcomes.append(Outcome(str(error.filename), "failed", reason=reason))

    inputs = []
    for place, folders, names in os.walk(folder, onerror=report):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            path = Path(place, name)
            if path.suffix.lower() in SUFFIXES and path.is_file():
                inputs.append(_Input(path, path.relative_to(folder).as_posix()))
            elif path.suffix.lower() != ".toml":
                summary.skipped += 1
    return inputs
