"""The record: add readings, ask what was said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from verbale.errors import NoSuchEntry
from verbale.record import (
    attaching,
    checking,
    decisions,
    queries,
    reviewed,
    reviewing,
    tied,
    writing,
)
from verbale.record.checking import Problem
from verbale.record.engines import Mode, opened, reading_from, writing_to
from verbale.record.rows import (
    Action,
    ActorRow,
    ComparisonRow,
    Contents,
    Decision,
    DocumentRow,
    ExchangeRow,
    FigureRow,
    OccasionRow,
    PersonRow,
    ReprintRow,
    StatementRow,
    StatusChangeRow,
)
from verbale.record.ties import Ties, tie

if TYPE_CHECKING:
    from os import PathLike
    from types import TracebackType

    from sqlalchemy import Connection

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

    `Record("samrath.db")` opens the file, and makes it when there is none; with modes `edit` and
    `read` it has to be there, and with `read` it is not written to. What is given is what people
    decided where they did, and else what was read. Every method raises the errors under
    `RecordError`.
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

    def read_again(self, reading: Reading) -> str:
        """Put a new reading of a document in the place of the old one; give the document's id.

        What people decided stays, and is attached to what the new reading finds; see `orphans`.
        Raises `NoSuchEntry` when the document is not on record.
        """
        sha256 = reading.document.sha256
        with writing_to(self._engine, self._path) as connection:
            number = writing.document_number(connection, sha256)
            if number is None:
                raise NoSuchEntry(
                    f"{self._path} has no document {reading.document.name or sha256}. "
                    f"Add it first with: verbale add {self._path} FILE"
                )
            writing.rewrite(connection, number, reading)
            attaching.reattach(connection, number)
        return f"d{number}"

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
            return reviewed.actors(connection)

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
        filters = queries.Filters(speaker, act, since, until, min_confidence)
        with reading_from(self._engine, self._path) as connection:
            return reviewed.statements(connection, filters)

    def statement(self, entry_id: str) -> StatementRow:
        """Give one statement, such as `d3.s5`. Raises `NoSuchEntry`."""
        with reading_from(self._engine, self._path) as connection:
            found = self._entry(connection, entry_id)
        if found is None or not isinstance(found.row, StatementRow):
            raise NoSuchEntry(
                f"{self._path} has no statement {entry_id}. "
                f"List them with: verbale show {self._path} statements"
            )
        if found.rejected_by is not None:
            raise NoSuchEntry(
                f"{entry_id} was rejected by decision {found.rejected_by}. "
                f"To see it again: verbale undo {self._path} {found.rejected_by}"
            )
        return found.row

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
        """Give what wants an answer or got one, with its answers from all documents.

        The filters are those of `statements`, and look at what is answered, not at the answers.
        """
        wanted = {row.id for row in self.statements(speaker, act, since, until, min_confidence)}
        contents = self.contents()
        found = tied.exchanges_across(contents, tie(contents))
        return [each for each in found if each.statement.id in wanted]

    def occasions(self) -> list[OccasionRow]:
        """Give all occasions, in the order of documents and texts."""
        with reading_from(self._engine, self._path) as connection:
            return reviewed.occasions(connection)

    def figures(self) -> list[FigureRow]:
        """Give all figures, in the order of documents and texts."""
        with reading_from(self._engine, self._path) as connection:
            return reviewed.figures(connection)

    def status_changes(self) -> list[StatusChangeRow]:
        """Give all status changes, in the order of documents and texts."""
        with reading_from(self._engine, self._path) as connection:
            return reviewed.status_changes(connection)

    def contents(self) -> Contents:
        """Give all that is on record, as of one moment."""
        with reading_from(self._engine, self._path) as connection:
            return reviewed.contents(connection)

    def ties(self) -> Ties:
        """Tie the documents together: who is one, what is told again, answered and counted.

        Worked out anew from what is on record; nothing of it is written.
        """
        return tie(self.contents())

    def people(self) -> list[PersonRow]:
        """Give everybody under all names, in the order of first mention."""
        return tied.people(self.ties())

    def reprints(self) -> list[ReprintRow]:
        """Give the statements that tell an utterance of an earlier document again."""
        contents = self.contents()
        return tied.reprints(contents, tie(contents))

    def comparisons(self) -> list[ComparisonRow]:
        """Give the pairs of figures about one measure, contradictions first."""
        contents = self.contents()
        return tied.comparisons(contents, tie(contents))

    def review(
        self,
        entry_id: str,
        action: Action,
        *,
        by: str,
        at: str,
        field: str | None = None,
        becomes: str | None = None,
        why: str | None = None,
    ) -> Decision:
        """Accept, reject or correct an entry, such as `d3.s5` or `d3.f1`, or note something on it.

        `at` is the time in UTC, as ISO 8601. To correct takes a field of the entry and what it
        becomes, put as people write it; an empty text stands for what is not known. A speaker is
        an actor's id or any name, and addressees are several of them with `;` in between.

        Raises `NoSuchEntry`, `WrongDecision`, and `WrongMetadata` for a date that is none.
        """
        wish = reviewing.Wish(action, by, at, field, becomes, why)
        with writing_to(self._engine, self._path) as connection:
            entry = self._entry(connection, entry_id)
            if entry is None:
                raise NoSuchEntry(
                    f"{self._path} has no statement, figure, occasion or status change {entry_id}. "
                    f"List them with: verbale show {self._path} statements"
                )
            return reviewing.take(connection, entry, wish)

    def undo(self, number: int, *, by: str, at: str, why: str | None = None) -> Decision:
        """Cancel a decision by its number; the record keeps both.

        Raises `NoSuchEntry` when there is none, `WrongDecision` when it is undone already.
        """
        with writing_to(self._engine, self._path) as connection:
            return decisions.undo(connection, number, by=by, at=at, why=why)

    def log(self) -> list[Decision]:
        """Give every decision in its order, undone or not."""
        with reading_from(self._engine, self._path) as connection:
            return decisions.listed(connection)

    def orphans(self) -> list[Decision]:
        """Give the decisions in effect whose entry the readings of today do not hold."""
        with reading_from(self._engine, self._path) as connection:
            return attaching.orphans(connection)

    def verify(self) -> list[Problem]:
        """Check all hashes, selectors and decisions, and the database file; empty if all holds."""
        with reading_from(self._engine, self._path) as connection:
            return list(checking.problems(connection))

    @staticmethod
    def _entry(connection: Connection, entry_id: str) -> reviewing.Entry | None:
        match = _ENTRY_ID.fullmatch(entry_id)
        return reviewing.entry_at(connection, int(match[1]), match[2]) if match else None
