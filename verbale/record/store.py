"""The record: add readings, ask what was said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from verbale.errors import NoSuchEntry
from verbale.record import checking, queries, writing
from verbale.record.checking import Problem
from verbale.record.engines import Mode, opened, reading_from, writing_to
from verbale.record.rows import (
    ActorRow,
    Contents,
    DocumentRow,
    ExchangeRow,
    FigureRow,
    OccasionRow,
    StatementRow,
    StatusChangeRow,
)

if TYPE_CHECKING:
    from os import PathLike
    from types import TracebackType

    from verbale.model import Reading

__all__ = ["Added", "Problem", "Record"]

_ENTRY_ID: Final = re.compile(r"d(\d{1,9})\.(\w+)")


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a document: its id, and whether it is new to the record."""

    document_id: str
    new: bool


class Record:
    """A sourced record of who said what, in one database file.

    `Record("samrath.db")` opens the file, and makes it when there is none; with mode `read` it has
    to be there, and is not written to. Every method raises the errors under `RecordError`.
    """

    def __init__(self, path: str | PathLike[str], mode: Mode = "write") -> None:
        self._path = Path(path)
        self._engine = opened(self._path, mode)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def add(self, reading: Reading) -> Added:
        """Put a reading on record, whole or not at all.

        A document whose original bytes are on record already changes nothing.
        """
        with writing_to(self._engine, self._path) as connection:
            known = writing.document_number(connection, reading.document.sha256)
            number = known if known is not None else writing.write(connection, reading)
        return Added(f"d{number}", new=known is None)

    def document_with(self, sha256: str) -> str | None:
        """Give the id of the document with these original bytes, `None` when there is none."""
        with reading_from(self._engine, self._path) as connection:
            number = writing.document_number(connection, sha256)
        return f"d{number}" if number is not None else None

    def has(self, sha256: str) -> bool:
        """Tell whether the document with these original bytes is on record."""
        return self.document_with(sha256) is not None

    def documents(self) -> list[DocumentRow]:
        """Give all documents, in the order in which they were added."""
        with reading_from(self._engine, self._path) as connection:
            return queries.documents(connection)

    def actors(self) -> list[ActorRow]:
        """Give all actors, document by document."""
        with reading_from(self._engine, self._path) as connection:
            return queries.actors(connection)

    def statements(
        self,
        speaker: str | None = None,
        act: str | None = None,
        since: str | None = None,
        until: str | None = None,
        min_confidence: float | None = None,
    ) -> list[StatementRow]:
        """Give the statements in the order of documents and texts.

        `speaker` is part of a name, in upper or lower case. `since` and `until` are EDTF dates: a
        statement is given when its date can lie between them, and is not when it has no date.
        `min_confidence`, from 0 to 1, leaves out what the reader is less sure of.

        Raises `WrongMetadata` for a date that is none.
        """
        wanted = queries.Filters(speaker, act, since, until, min_confidence).conditions()
        with reading_from(self._engine, self._path) as connection:
            return queries.statements(connection, wanted)

    def statement(self, entry_id: str) -> StatementRow:
        """Give one statement, such as `d3.s5`. Raises `NoSuchEntry`."""
        match = _ENTRY_ID.fullmatch(entry_id)
        if match:
            with reading_from(self._engine, self._path) as connection:
                found = queries.statement_at(connection, int(match[1]), match[2])
            if found:
                return found
        raise NoSuchEntry(
            f"{self._path} has no statement {entry_id}. "
            f"List them with: verbale show {self._path} statements"
        )

    def text(self, document_id: str) -> str:
        """Give the text that the offsets of a document, such as `d3`, refer to."""
        number = int(document_id.removeprefix("d"))
        with reading_from(self._engine, self._path) as connection:
            return queries.rendition_text(connection, number)

    def exchanges(
        self,
        speaker: str | None = None,
        act: str | None = None,
        since: str | None = None,
        until: str | None = None,
        min_confidence: float | None = None,
    ) -> list[ExchangeRow]:
        """Give what wants an answer or got one, with its answers.

        The filters are those of `statements`, and look at what is answered, not at the answers.
        """
        wanted = {row.id for row in self.statements(speaker, act, since, until, min_confidence)}
        return [each for each in self.contents().exchanges if each.statement.id in wanted]

    def occasions(self) -> list[OccasionRow]:
        """Give all occasions, in the order of documents and texts."""
        with reading_from(self._engine, self._path) as connection:
            return queries.occasions(connection)

    def figures(self) -> list[FigureRow]:
        """Give all figures, in the order of documents and texts."""
        with reading_from(self._engine, self._path) as connection:
            return queries.figures(connection)

    def status_changes(self) -> list[StatusChangeRow]:
        """Give all status changes, in the order of documents and texts."""
        with reading_from(self._engine, self._path) as connection:
            return queries.status_changes(connection)

    def contents(self) -> Contents:
        """Give all that is on record, as of one moment."""
        with reading_from(self._engine, self._path) as connection:
            return Contents(
                documents=tuple(queries.documents(connection)),
                actors=tuple(queries.actors(connection)),
                statements=tuple(queries.statements(connection)),
                occasions=tuple(queries.occasions(connection)),
                figures=tuple(queries.figures(connection)),
                status_changes=tuple(queries.status_changes(connection)),
                links=tuple(queries.links(connection)),
            )

    def verify(self) -> list[Problem]:
        """Check every hash and selector, and the database file; an empty list when all holds."""
        with reading_from(self._engine, self._path) as connection:
            return list(checking.problems(connection))
