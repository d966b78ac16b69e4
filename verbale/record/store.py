"""The record: add readings, ask what was said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, Self

from verbale.errors import NoSuchEntry
from verbale.record import (
    attaching,
    browsing,
    checking,
    custody,
    decisions,
    dialogue,
    happenings,
    ledger,
    persons,
    queries,
    removing,
    rereading,
    reviewed,
    reviewing,
    saved,
    searching,
    shown,
    standing,
    statistics,
    stored_ties,
    tied,
    told,
    tying,
    unread,
    watched,
    writing,
)
from verbale.record.checking import Problem
from verbale.record.decided import Decided, decided_on
from verbale.record.engines import (
    Address,
    Mode,
    check_ready,
    opened,
    place_of,
    reading_from,
    wipe,
    writing_to,
)
from verbale.record.from_reading import contents_of
from verbale.record.happenings import Happening
from verbale.record.rows import (
    Action,
    ActorRow,
    ComparisonRow,
    Contents,
    CopyRow,
    Counterpart,
    CustodyRow,
    Decision,
    DocumentRow,
    ExchangeRow,
    FigureRow,
    OccasionRow,
    PersonRow,
    RateRow,
    ReprintRow,
    SeriesRow,
    StandingRow,
    StatementRow,
    StatusChangeRow,
)
from verbale.record.searching import Page
from verbale.record.wanted import Wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date
    from types import TracebackType

    from sqlalchemy import Connection

    from verbale.model import Reading
    from verbale.record.browsing import Closeup, EntryCloseup, Month, Original, PersonCard
    from verbale.record.custody import Layout
    from verbale.record.reviewing import NewStatement
    from verbale.record.saved import Question, SavedSearch
    from verbale.record.searching import Counts, Found
    from verbale.record.standing import Told
    from verbale.record.ties import Ties
    from verbale.record.watched import Linked, Watched

__all__ = ["Added", "Problem", "Record"]

_SECONDS: Final = 7.0  # of tying in one transaction; others who write wait for as long


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a document: its id, and whether it is new to the record."""

    document_id: str
    new: bool


class Record:
    """A sourced record of who said what, in one database file or one schema on a server.

    `Record("samrath.db")` opens the file, and makes it when there is none; with modes `edit` and
    `read` it has to be there, and with `read` it is not written to. On a PostgreSQL server it is
    `Record("postgresql://ann@host/db?schema=samrath")`; the password is best left to PGPASSWORD or
    ~/.pgpass. What is given is what people decided where they did, and else what was read. Every
    method raises the errors under `RecordError`.
    """

    def __init__(self, address: Address, mode: Mode = "write") -> None:
        self._path = place_of(address)
        self._there = self._path.now_there()
        self._engine = opened(self._path, mode)
        self._mode = mode

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def still(self) -> bool:
        """Tell whether the same record is there as when it was opened.

        Raises the errors under `RecordError` for one that can be read no longer.
        """
        if self._path.now_there() != self._there:
            return False
        check_ready(self._engine, self._path, self._mode)
        return True

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def add(self, reading: Reading) -> Added:
        """Put a reading on record, whole or not at all.

        A document whose original bytes are on record already changes nothing. Raises
        `WrongDecision` for one that was removed.
        """
        document = reading.document
        with writing_to(self._engine, self._path, "add") as connection:
            known = queries.document_number(connection, document.sha256)
            if known is not None:
                return Added(f"d{known}", new=False)
            removing.check_not_removed(connection, document)
            number = writing.write(connection, reading)
            # Decisions can be older than their document: of one that was removed or lost.
            if decisions.is_decided(connection, document.sha256):
                rereading.after_reading(connection, number, reading)
            else:
                tying.register(connection, contents_of(reading, f"d{number}"), document.text)
        return Added(f"d{number}", new=True)

    def read_again(self, reading: Reading) -> str:
        """Put a new reading of a document in the place of the old one; give the document's id.

        What people decided stays, and is attached to what the new reading finds; see `orphans`.
        Raises `NoSuchEntry` when the document is not on record.
        """
        sha256 = reading.document.sha256
        with writing_to(self._engine, self._path, "read-again") as connection:
            number = queries.document_number(connection, sha256)
            if number is None:
                raise NoSuchEntry(
                    f"{self._path} has no document {reading.document.name or sha256}. "
                    f"Add it first with: verbale add {self._path} FILE"
                )
            tying.forget(connection, number)
            writing.rewrite(connection, number, reading)
            rereading.after_reading(connection, number, reading)
        return f"d{number}"

    def document_with(self, sha256: str) -> str | None:
        """Give the id of the document with these original bytes, `None` when there is none."""
        with reading_from(self._engine, self._path) as connection:
            number = queries.document_number(connection, sha256)
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
            found = reviewing.entry_at(connection, entry_id)
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

    def custody(self, document_id: str) -> CustodyRow:
        """Give the chain from the bytes of a document, such as `d3`, to its statements.

        Raises `NoSuchEntry` when there is no such document.
        """
        with reading_from(self._engine, self._path) as connection:
            number = document_id.removeprefix("d")
            found = custody.chain(connection, int(number)) if number.isdecimal() else None
        if found is None:
            raise NoSuchEntry(
                f"{self._path} has no document {document_id}. "
                f"List them with: verbale show {self._path} documents"
            )
        return found

    def layout(self, document_id: str) -> Layout:
        """Give where the words of a document, such as `d3`, stand on pages or in a recording."""
        number = int(document_id.removeprefix("d"))
        with reading_from(self._engine, self._path) as connection:
            return custody.layout_of(connection, number)

    def newest(self, size: int, before: str | None = None) -> list[DocumentRow]:
        """Give the `size` documents that were added last, newest first; `before` another's id."""
        with reading_from(self._engine, self._path) as connection:
            return browsing.newest(connection, size, before)

    def original(self, document_id: str) -> Original:
        """Give the bytes that a document, such as `d3`, was read from. Raises `NoSuchEntry`."""
        with reading_from(self._engine, self._path) as connection:
            return browsing.original(connection, document_id)

    def contents_of(self, document_id: str) -> Contents:
        """Give what one document, such as `d3`, holds. Raises `NoSuchEntry`."""
        with reading_from(self._engine, self._path) as connection:
            return browsing.contents_of(connection, document_id)

    def document(self, document_id: str) -> DocumentRow:
        """Give what one document, such as `d3`, is, without its contents. Raises `NoSuchEntry`."""
        with reading_from(self._engine, self._path) as connection:
            return browsing.document(connection, document_id)

    def closeup(self, entry_id: str) -> Closeup:
        """Give all about one statement, such as `d3.s5`, rejected or not. Raises `NoSuchEntry`."""
        self.tie()
        with reading_from(self._engine, self._path) as connection:
            return browsing.closeup(connection, entry_id)

    def entry(self, entry_id: str) -> EntryCloseup:
        """Give one figure, occasion, status change or statement, and what was decided about it.

        Raises `NoSuchEntry`.
        """
        with reading_from(self._engine, self._path) as connection:
            return browsing.entry(connection, entry_id)

    def next_to_review(
        self, wanted: Wanted | None = None, after: str | None = None, *, back: bool = False
    ) -> str | None:
        """Give the id of the statement to review next, `after` another or, with `back`, before it.

        What wants an answer comes first, and of this what the reader is least sure of. `None` when
        there is no more. Raises `NoSuchEntry`, and `WrongMetadata` for what cannot be wanted.
        """
        self.tie()
        with reading_from(self._engine, self._path) as connection:
            return browsing.next_to_review(connection, wanted or Wanted(), after, back=back)

    def persons(
        self,
        name: str | None = None,
        side: str | None = None,
        size: int = 50,
        after: str | None = None,
    ) -> list[PersonCard]:
        """Give a page of everybody by name; `name` is part of one, or the id of an actor."""
        self.tie()
        with reading_from(self._engine, self._path) as connection:
            return browsing.persons(connection, name, side, size, after)

    def appearances(
        self, actor_ids: Sequence[str], size: int
    ) -> list[tuple[ActorRow, DocumentRow]]:
        """Give actors with their documents: those of the `size` documents added last, by day."""
        with reading_from(self._engine, self._path) as connection:
            return browsing.appearances(connection, actor_ids, size)

    def months(self, wanted: Wanted | None = None) -> list[Month]:
        """Count month by month what each side raised and replied."""
        self.tie()
        with reading_from(self._engine, self._path) as connection:
            return browsing.months(connection, wanted or Wanted())

    def exchanges(
        self,
        wanted: Wanted | None = None,
        *,
        size: int | None = None,
        after: str | None = None,
        unanswered_first: bool = False,
        as_of: date | None = None,
    ) -> list[ExchangeRow]:
        """Give what wants an answer or got one, with its answers from all documents, by its day.

        `wanted` looks at what is answered, not at the answers; without it all are given. Of many
        give `size`, and next those `after` the last one's id. With `as_of` they are given as they
        stood on that day: without what is dated after it.

        Raises `WrongMetadata` for what cannot be wanted.
        """
        self.tie()
        with reading_from(self._engine, self._path) as connection:
            wanted = wanted or Wanted()
            if as_of is not None:
                return dialogue.as_of(connection, wanted, as_of, size, after)
            return dialogue.listed(
                connection, wanted, size, after, unanswered_first=unanswered_first
            )

    def search(
        self,
        words: str | None = None,
        *,
        like: str | None = None,
        wanted: Wanted | None = None,
        page: Page | None = None,
    ) -> Found:
        """Find statements by words, by meaning and by what is `wanted`, the newest first.

        `words` may have "phrases", pref*, AND, OR, NOT and brackets. What means something `like` a
        text is given the nearest first.

        Raises `WrongQuery`, which says where `words` cannot be understood, and `WrongMetadata`.
        """
        self.tie()
        with reading_from(self._engine, self._path) as connection:
            return searching.search(connection, words, like, wanted or Wanted(), page or Page())

    def unread(self, words: str) -> list[DocumentRow]:
        """Give the documents that are not read, and whose texts hold what `words` asks for.

        Raises `WrongQuery`, which says where `words` cannot be understood.
        """
        with reading_from(self._engine, self._path) as connection:
            return unread.found(connection, words)

    def count(self, words: str | None = None, wanted: Wanted | None = None) -> Counts:
        """Count what a search finds, and how it spreads over speakers, acts, sides, years, ..."""
        self.tie()
        with reading_from(self._engine, self._path) as connection:
            return searching.count(connection, words, wanted or Wanted())

    def occasions(self) -> list[OccasionRow]:
        """Give all occasions, in the order of documents and texts."""
        with reading_from(self._engine, self._path) as connection:
            return reviewed.occasions(connection)

    def happenings(
        self, wanted: Happening | None = None, size: int = 50, after: str | None = None
    ) -> list[OccasionRow]:
        """Give a page of occasions, the newest first, `after` that of an id.

        Raises `NoSuchEntry`, and `WrongMetadata` for what cannot be wanted.
        """
        self.tie()
        with reading_from(self._engine, self._path) as connection:
            return happenings.latest(connection, wanted or Happening(), size, after)

    def calendar(self, wanted: Happening | None = None) -> dict[str, int]:
        """Count the occasions by the months (`2025-03`) in which they began, in order."""
        self.tie()
        with reading_from(self._engine, self._path) as connection:
            return happenings.months(connection, wanted or Happening())

    def keep_search(self, name: str, question: Question) -> None:
        """Keep a search under a name, in the place of one that has it. Raises `WrongQuery`."""
        with writing_to(self._engine, self._path, "keep-search") as connection:
            saved.keep(connection, name, question)

    def saved_searches(self) -> list[SavedSearch]:
        """Give the searches that are kept, each with how much is new since somebody looked."""
        self.tie()
        with reading_from(self._engine, self._path) as connection:
            return saved.listed(connection)

    def saved_search(self, name: str) -> SavedSearch:
        """Give the search of this name. Raises `NoSuchEntry`."""
        self.tie()
        with reading_from(self._engine, self._path) as connection:
            return saved.named(connection, name)

    def latest_statements(self, question: Question, size: int = 50) -> list[StatementRow]:
        """Give the statements that a search finds, those of the documents added last first."""
        self.tie()
        with reading_from(self._engine, self._path) as connection:
            return searching.latest_added(connection, question.words, question.wanted, size)

    def look_at_search(self, name: str) -> None:
        """Count what a kept search finds by now as seen. Raises `NoSuchEntry`."""
        with writing_to(self._engine, self._path, "look-at-search") as connection:
            saved.look(connection, name)

    def forget_search(self, name: str) -> None:
        """Keep a search no longer. Raises `NoSuchEntry`."""
        with writing_to(self._engine, self._path, "forget-search") as connection:
            saved.forget(connection, name)

    def figures(self) -> list[FigureRow]:
        """Give all figures, in the order of documents and texts."""
        with reading_from(self._engine, self._path) as connection:
            return reviewed.figures(connection)

    def status_changes(self) -> list[StatusChangeRow]:
        """Give all status changes, in the order of documents and texts."""
        with reading_from(self._engine, self._path) as connection:
            return reviewed.status_changes(connection)

    def series(
        self,
        measure: str | None = None,
        relation: str | None = None,
        size: int | None = None,
        wanted: Wanted | None = None,
    ) -> list[SeriesRow]:
        """Give the figures about one measure together, with what they are to each other.

        `measure` is part of what is counted; `relation` (agrees, contradicts, updates) is one that
        the series must hold, and one figure of it must be claimed in a statement that is `wanted`.
        Of many, the newest `size` are given. Raises `WrongMetadata` for what cannot be wanted.
        """
        self.tie()
        with reading_from(self._engine, self._path) as connection:
            return ledger.series(connection, measure, relation, size, wanted)

    def days_of_change(self) -> tuple[str, str] | None:
        """Give the days of the first status change and of the last, `None` where none is dated."""
        with reading_from(self._engine, self._path) as connection:
            return standing.first_and_last(connection)

    def standing(
        self,
        as_of: str | None = None,
        subject: str | None = None,
        status: str | None = None,
        size: int | None = None,
        told: Told | None = None,
    ) -> list[StandingRow]:
        """Give how each subject stood on a day, by its last change until then, and who says so.

        `subject` is part of a name, and `status` the one that it must have had. Of many, the
        latest `size` are given. `told` narrows down which changes are looked at. Raises
        `WrongMetadata` for a date that is none.
        """
        self.tie()
        with reading_from(self._engine, self._path) as connection:
            return standing.standing(connection, as_of, subject, status, size, told)

    def sizes(self) -> dict[str, int]:
        """Count what is on record, by its name."""
        self.tie()
        with reading_from(self._engine, self._path) as connection:
            return statistics.sizes(connection)

    def rates(self, by: Literal["addressee", "theme"], size: int = 20) -> list[RateRow]:
        """Give how often and how soon what wants an answer gets one, by addressee or theme."""
        self.tie()
        with reading_from(self._engine, self._path) as connection:
            return statistics.rates(connection, by, size)

    def contents(self) -> Contents:
        """Give all that is on record, as of one moment."""
        with reading_from(self._engine, self._path) as connection:
            return reviewed.contents(connection)

    def tie(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Tie the documents together whose ties are not up to date; give how many there were.

        Who is one, what is told again, answered and counted: what asks for these does it first,
        unless the record is open for reading only. Every few seconds what is done is kept, and
        `progress` is called with how many are done, and of how many.
        """
        with reading_from(self._engine, self._path) as connection:
            waiting = tying.untied(connection)
        if not waiting or self._mode == "read":
            return waiting
        done = 0
        left = waiting
        while left:
            with writing_to(self._engine, self._path, "tie") as connection:
                before = tying.untied(connection)
                left = tying.tie_some(connection, _SECONDS)
            done += max(0, before - left)
            if progress is not None:
                progress(done, done + left)
        return waiting

    def untied(self) -> int:
        """Count the documents whose ties are not up to date."""
        with reading_from(self._engine, self._path) as connection:
            return tying.untied(connection)

    def ties(self) -> Ties:
        """Give what ties the documents together: who is one, what is told again and answered."""
        return self._with_ties()[1]

    def decided(self) -> Decided:
        """Give what people decided about who is one, and what answers what."""
        with reading_from(self._engine, self._path) as connection:
            judged = reviewed.verdicts(attaching.attached(connection))
            return decided_on(connection, judged)

    def people(self) -> list[PersonRow]:
        """Give everybody under all names, in the order of first mention."""
        return tied.people(self.ties())

    def copies(self) -> list[CopyRow]:
        """Give the documents that are copies of earlier ones, as syndicated articles are."""
        self.tie()
        with reading_from(self._engine, self._path) as connection:
            return queries.copies(connection)

    def reprints(self) -> list[ReprintRow]:
        """Give the statements that tell an utterance of an earlier document again."""
        return tied.reprints(*self._with_ties())

    def comparisons(self) -> list[ComparisonRow]:
        """Give the pairs of figures about one measure, contradictions first."""
        return tied.comparisons(*self._with_ties())

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
        an actor's id or any name, and addressees are several of them with `;` in between. A
        document, such as `d3`, can be corrected too, and is read anew then: its title, publisher,
        published, kind and language.

        Raises `NoSuchEntry`, `WrongDecision`, and `WrongMetadata` for a date that is none.
        """
        wish = reviewing.Wish(action, by, at, field, becomes, why)
        with writing_to(self._engine, self._path, "review") as connection:
            if told.is_document(entry_id):
                return rereading.correct(connection, entry_id, [wish])[0]
            made = reviewing.take(connection, self._entry(connection, entry_id), wish)
            return _decided(connection, made)

    def correct(
        self,
        entry_id: str,
        becomes: Mapping[str, str],
        *,
        by: str,
        at: str,
        why: str | None = None,
    ) -> list[Decision]:
        """Correct several fields of an entry, all or none, as `review` corrects one.

        Raises `NoSuchEntry`, `WrongDecision`, and `WrongMetadata` for a date that is none.
        """
        wishes = [
            reviewing.Wish("correct", by, at, field, value, why) for field, value in becomes.items()
        ]
        with writing_to(self._engine, self._path, "review") as connection:
            if told.is_document(entry_id):
                return rereading.correct(connection, entry_id, wishes)
            made = [
                reviewing.take(connection, self._entry(connection, entry_id), wish)
                for wish in wishes
            ]
            for decision in made[-1:]:
                _decided(connection, decision)
        return made

    def correct_person(
        self,
        actor_id: str,
        becomes: Mapping[str, str],
        *,
        by: str,
        at: str,
        why: str | None = None,
    ) -> list[Decision]:
        """Correct the side or kind of somebody, or which of all names is shown, all or none.

        It holds for all actors who are one with this one. Raises `NoSuchEntry` and `WrongDecision`.
        """
        self.tie()
        with writing_to(self._engine, self._path, "review") as connection:
            made = []
            for field, value in becomes.items():
                bearer = persons.bearer_of(connection, actor_id, value) if field == "name" else ""
                wish = reviewing.Wish("correct", by, at, field, value, why)
                entry = self._entry(connection, bearer or actor_id)
                made.append(reviewing.take(connection, entry, wish))
            for decision in made:
                _decided(connection, decision)
        return made

    def sides(self, document_id: str) -> dict[str, str]:
        """Give the sides of a document's actors, as they are of the persons who these are."""
        self.tie()
        with reading_from(self._engine, self._path) as connection:
            return persons.sides_in(connection, int(document_id.removeprefix("d")))

    def accept_all(
        self, entry_ids: Iterable[str], *, by: str, at: str, why: str | None = None
    ) -> list[Decision]:
        """Accept entries together, all or none, each with a decision of its own in the log.

        Raises `NoSuchEntry` and `WrongDecision`.
        """
        wish = reviewing.Wish("accept", by, at, why=why)
        with writing_to(self._engine, self._path, "review") as connection:
            made = [
                reviewing.take(connection, self._entry(connection, entry_id), wish)
                for entry_id in entry_ids
            ]
            for decision in made:
                _decided(connection, decision)
        return made

    def review_two(
        self,
        entry_id: str,
        action: Action,
        other_id: str,
        *,
        by: str,
        at: str,
        why: str | None = None,
    ) -> Decision:
        """Merge or split two actors, link an answer to what it answers, or unlink it.

        Who is merged is one, and who is split is not, whatever their names say, in documents that
        come later too. The answer is named first, then what it answers.

        Raises `NoSuchEntry` and `WrongDecision`.
        """
        wish = reviewing.Wish(action, by, at, why=why)
        with writing_to(self._engine, self._path, "review") as connection:
            entry = self._entry(connection, entry_id)
            other = self._entry(connection, other_id)
            return _decided(connection, reviewing.take(connection, entry, wish, other))

    def add_statement(
        self, document_id: str, new: NewStatement, *, by: str, at: str, why: str | None = None
    ) -> Decision:
        """Put a statement on record that the reading of a document, such as `d3`, has missed.

        It counts as accepted, and survives new readings.

        Raises `NoSuchEntry`, `WrongDecision`, and `WrongMetadata` for a date that is none.
        """
        wish = reviewing.Wish("add", by, at, why=why)
        with writing_to(self._engine, self._path, "review") as connection:
            return _decided(connection, reviewing.add(connection, document_id, new, wish))

    def undo(self, number: int, *, by: str, at: str, why: str | None = None) -> Decision:
        """Cancel a decision by its number; the record keeps both.

        Raises `NoSuchEntry` when there is none, `WrongDecision` when it is undone already.
        """
        with writing_to(self._engine, self._path, "undo") as connection:
            seen = rereading.seen_before(connection, number)
            made = decisions.undo(connection, number, by=by, at=at, why=why)
            if seen is not None:
                removing.check_gone(connection, made)
                rereading.read_anew(connection, seen)
                return made
            return _decided(connection, made)

    def remove(self, document_id: str, *, by: str, at: str, why: str | None = None) -> Decision:
        """Take a document, such as `d3`, out of the record, and leave nothing of it in the file.

        Its bytes, its text, what was read in it and its ties go; who removed it and why stays in
        the log, with what people decided on it and the words that they quote. Then the database
        is written anew, which takes a while; a document that was removed before is wiped again.

        Raises `NoSuchEntry`, and `WrongDecision` when it is not told who removes it.
        """
        wish = reviewing.Wish("remove", by, at, why=why)
        with writing_to(self._engine, self._path, "remove") as connection:
            made = removing.earlier(connection, document_id)
            if made is None:
                made = removing.remove(connection, document_id, wish)
        wipe(self._engine, self._path)
        return made

    def removals(self) -> dict[str, Decision]:
        """Give the decisions that removed a document and hold, by its SHA-256."""
        with reading_from(self._engine, self._path) as connection:
            return told.removals(connection)

    def log(self) -> list[Decision]:
        """Give every decision in its order, undone or not."""
        with reading_from(self._engine, self._path) as connection:
            return decisions.listed(connection)

    def latest_decisions(
        self, size: int, before: int | None = None
    ) -> list[tuple[Decision, int | None]]:
        """Give the last `size` decisions, `before` another, each with the one that undid it."""
        with reading_from(self._engine, self._path) as connection:
            return decisions.latest(connection, size, before)

    def orphans(self) -> list[Decision]:
        """Give the decisions in effect whose entry the readings of today do not hold."""
        with reading_from(self._engine, self._path) as connection:
            return attaching.orphans(connection)

    def watched(self, address: str) -> Watched:
        """Give how a feed or page of links fared when it was looked at last."""
        with reading_from(self._engine, self._path) as connection:
            return watched.watched(connection, address)

    def keep_watched(self, of: Watched, links: Sequence[Linked] = ()) -> None:
        """Keep how something watched fared, and the pages that it links to."""
        with writing_to(self._engine, self._path, "watch") as connection:
            watched.keep(connection, of, links)

    def linked_due(self, address: str, now: str, most_failures: int) -> list[Linked]:
        """Give the pages that something watched links to and that are to be asked for now."""
        with reading_from(self._engine, self._path) as connection:
            return watched.due(connection, address, now, most_failures)

    def settle_linked(self, pages: Sequence[Linked]) -> None:
        """Keep what became of pages that something watched links to."""
        with writing_to(self._engine, self._path, "watch") as connection:
            watched.settle(connection, pages)

    def verify(self) -> list[Problem]:
        """Check all hashes, selectors and decisions, and the database file; empty if all holds."""
        with reading_from(self._engine, self._path) as connection:
            return list(checking.problems(connection))

    def _with_ties(self) -> tuple[Contents, Ties]:
        """Give all that is on record and its ties, as of one moment."""
        self.tie()
        with reading_from(self._engine, self._path) as connection:
            contents = reviewed.contents(connection)
            return contents, stored_ties.load(connection, contents)

    def _entry(self, connection: Connection, entry_id: str) -> reviewing.Entry:
        found = reviewing.entry_at(connection, entry_id)
        if found is None:
            raise NoSuchEntry(
                f"{self._path} has no actor, statement, figure, occasion or status change "
                f"{entry_id}. List them with: verbale show {self._path} statements"
            )
        return found


def _decided(connection: Connection, decision: Decision) -> Decision:
    """Let the documents be tied again that a decision changes."""
    if decision.action == "accept":
        number = queries.entry_number(connection, decision.id)
        if number is not None and shown.accept(connection, number):
            return decision
    about = {decision.target.document}
    if isinstance(decision.becomes, Counterpart):
        about.add(decision.becomes.target.document)
    if decision.action != "note":
        others = decisions.settles_who_is_who(connection, decision)
        for sha256 in sorted(about):
            number = queries.document_number(connection, sha256)
            if number is not None:
                tying.register_again(connection, number, others=others)
    return decision
