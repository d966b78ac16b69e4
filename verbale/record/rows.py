"""What a record answers with: one frozen row per entry.

Ids are those that people see: `d3` is the third document, `d3.s5` the statement `s5` of its
reading. Dates and offsets are those of `verbale.model`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from verbale.model import Selector
from verbale.uncertain_dates import bounds

__all__ = [
    "Action",
    "ActorRow",
    "Addition",
    "Answer",
    "ComparisonRow",
    "Contents",
    "CopyRow",
    "Counterpart",
    "CustodyRow",
    "Decision",
    "DocumentRow",
    "EntryKind",
    "ExchangeRow",
    "FigureRow",
    "LinkRow",
    "Named",
    "OccasionRow",
    "PersonRow",
    "RateRow",
    "ReprintRow",
    "Review",
    "ReviewedRow",
    "Row",
    "SeriesRow",
    "StandingRow",
    "State",
    "StateChange",
    "StatementRow",
    "StatusChangeRow",
    "Target",
    "ThemeRow",
    "TiedRow",
    "Value",
    "id_order",
    "one_line",
]

Action = Literal[
    "accept",
    "correct",
    "reject",
    "note",
    "add",
    "merge",
    "split",
    "link",
    "unlink",
    "remove",
    "undo",
]
EntryKind = Literal["statement", "figure", "occasion", "status_change", "actor", "document"]
Review = Literal["unreviewed", "accepted", "corrected"]
State = Literal["unanswered", "answered", "disputed", "committed", "kept", "not kept"]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document, its rendition and who read it; `characters` is the rendition's length.

    `labels` are what the source itself says of it (`symbol`, `communication`, ...): names, values.
    """

    id: str
    name: str
    title: str | None
    publisher: str | None
    published: str | None
    kind: str
    language: str | None
    sha256: str
    media_type: str
    extractor: str
    extractor_version: str
    characters: int
    reader: str
    labels: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CustodyRow:
    """The chain from the bytes of a document to its statements.

    `url`, `retrieved`, `redirects` and `headers` tell how it was fetched, `container` what it was
    taken from, and `added` and `added_by` when it was put on record, and by whom. `bytes` is the
    size of the original, `characters` that of its text.
    """

    id: str
    name: str
    url: str | None
    retrieved: str | None
    redirects: tuple[str, ...]
    headers: tuple[tuple[str, str], ...]
    container: str | None
    container_sha256: str | None
    added: str | None
    added_by: str | None
    sha256: str
    media_type: str
    bytes: int
    extractor: str
    text_sha256: str
    characters: int
    kind: str
    kind_confidence: float | None
    labels: tuple[tuple[str, str], ...]
    reader: str
    statements: int
    decisions: int


@dataclass(frozen=True, slots=True)
class ActorRow:
    """Somebody in one document; `statements` counts what the document has them say."""

    id: str
    document: str
    name: str
    names: tuple[str, ...]
    kind: str
    side: str
    role: str | None
    statements: int


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """What a statement is about, by the words that show it."""

    concept: str
    score: float
    words: Selector


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement with its anchors; `speaker` and `addressees` are names, `None` when unknown.

    The ids are those of the document's actors. Whom only a correction names has none.
    """

    id: str
    document: str
    file: str
    speaker: str | None
    speaker_id: str | None
    addressees: tuple[str, ...]
    addressee_ids: tuple[str, ...]
    act: str
    quotation: str
    date: str | None
    confidence: float
    act_confidence: float
    speaker_words: Selector | None
    cue: tuple[Selector, ...]
    content: tuple[Selector, ...]
    themes: tuple[ThemeRow, ...]
    review: Review = "unreviewed"

    @property
    def start(self) -> int:
        """Where the content starts; where the statement starts when it has none."""
        anchors = self.content or self.cue or ((self.speaker_words,) if self.speaker_words else ())
        return min((anchor.start for anchor in anchors), default=0)

    @property
    def words(self) -> str:
        """The content's words on one line, its parts joined by an ellipsis."""
        return one_line(" … ".join(part.exact for part in self.content))

    @property
    def cue_words(self) -> str:
        """The cue's words on one line, its parts joined by an ellipsis."""
        return one_line(" … ".join(part.exact for part in self.cue))


@dataclass(frozen=True, slots=True)
class OccasionRow:
    """A dated happening; `participants` are names."""

    id: str
    document: str
    file: str
    type: str
    date: str | None
    participants: tuple[str, ...]
    participant_ids: tuple[str, ...]
    words: Selector
    review: Review = "unreviewed"


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A number as claimed; `claimant` is the speaker of `statement`, `None` for the document."""

    id: str
    document: str
    file: str
    value: float
    unit: str | None
    measure: str
    comparison: str | None
    date: str | None
    statement: str | None
    claimant: str | None
    words: Selector
    review: Review = "unreviewed"


@dataclass(frozen=True, slots=True)
class StatusChangeRow:
    """What became of whom; `subject` and `by` are names where they are known actors."""

    id: str
    document: str
    file: str
    status: str
    subject: str | None
    subject_id: str | None
    subject_text: str
    by: str | None
    by_id: str | None
    date: str | None
    count: int | None
    words: Selector
    review: Review = "unreviewed"


ReviewedRow = FigureRow | OccasionRow | StatementRow | StatusChangeRow


@dataclass(frozen=True, slots=True)
class LinkRow:
    """The statement `answer` responds to the statement `answered`; `reason` says what tells so."""

    answer: str
    answered: str
    basis: str
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A statement that answers another, and what tells so."""

    statement: StatementRow
    basis: str
    reason: str


@dataclass(frozen=True, slots=True)
class StateChange:
    """What became of an exchange, when, and by which statement."""

    state: State
    date: str | None
    statement: str


@dataclass(frozen=True, slots=True)
class ExchangeRow:
    """A concern, a call, or whatever was answered, with its answers in the order of their days.

    `changes` tell what became of it, each by the statement that did it. `due` is the day by which
    an answer, or what was promised, was to come. `restated` are the statements that tell it again,
    `settling` what is said of a promise among the answers, by which it was kept or not.
    """

    statement: StatementRow
    answers: tuple[Answer, ...]
    changes: tuple[StateChange, ...] = ()
    due: str | None = None
    restated: tuple[str, ...] = ()
    settling: tuple[Answer, ...] = ()

    def as_of(self, day: date) -> ExchangeRow | None:
        """Give how it stood on a day: without what is dated after it; `None` when it is itself.

        What has no date is left in: it may have been said before.
        """
        last = day.isoformat()

        def is_said(told: str | None) -> bool:
            return told is None or bounds(told)[0] <= last

        if not is_said(self.statement.date):
            return None
        return replace(
            self,
            answers=tuple(each for each in self.answers if is_said(each.statement.date)),
            settling=tuple(each for each in self.settling if is_said(each.statement.date)),
            changes=tuple(change for change in self.changes if is_said(change.date)),
        )

    @property
    def told(self) -> tuple[Answer, ...]:
        """All that was said to it: the answers, and what is said of promises among them."""
        return (*self.answers, *self.settling)

    @property
    def state(self) -> State:
        """What became of it in the end."""
        return self.changes[-1].state if self.changes else "unanswered"

    def waiting(self, today: date) -> int | None:
        """Count the days without an answer until `today`; `None` when answered, or not dated."""
        if self.changes or self.statement.date is None:
            return None
        said = date.fromisoformat(bounds(self.statement.date)[1])
        return max(0, (today - said).days)

    def overdue(self, today: date) -> bool:
        """Tell whether what was to come by a day did not, until `today`."""
        open_still = self.state in {"unanswered", "committed"}
        return open_still and self.due is not None and self.due < today.isoformat()


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody as a decision names him; `key` is his id inside the document, where he has one."""

    name: str
    key: str | None


@dataclass(frozen=True, slots=True)
class Target:
    """The entry that a decision is about, so that it can be found again in another reading.

    `words` are those of `role`, of an actor its name, which has no place. Of `twins` entries of
    this kind with the same words at the same place it is the one at `twin`, counted from 0. A
    document itself has no words.
    """

    document: str
    kind: EntryKind
    role: str
    words: Selector
    twin: int
    twins: int


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The other entry of a decision about two; `id` is that entry's at that time."""

    id: str
    target: Target


@dataclass(frozen=True, slots=True)
class Addition:
    """A statement that somebody added: what its words, the decision's target, do not tell."""

    speaker: Named | None
    act: str
    date: str | None
    quotation: str


Value = (
    str | float | Named | tuple[Named, ...] | tuple[Selector, ...] | Counterpart | Addition | None
)


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided about an entry; `id` is the entry's at that time.

    `document` of the target is the SHA-256 of the original bytes. `was` is what people saw in
    `field` before; of a decision about two entries `becomes` is the other. `previous` is the hash
    of the decision before, and `hash` covers all the rest.
    """

    number: int
    at: str
    by: str
    action: Action
    undoes: int | None
    id: str
    target: Target
    field: str | None
    was: Value
    becomes: Value
    why: str | None
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody under all names: the `actors` of documents that are one, and `why` they are."""

    id: str
    name: str
    names: tuple[str, ...]
    kind: str
    side: str
    actors: tuple[str, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReprintRow:
    """A statement that tells an utterance again, which `same_as` holds first."""

    id: str
    file: str
    speaker: str | None
    words: str
    same_as: str
    first_file: str
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A document that is a copy of an earlier one; `likeness`, from 0 to 1, says how much of it."""

    id: str
    file: str
    publisher: str | None
    published: str | None
    copy_of: str
    first_file: str
    likeness: float


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """Two figures about one measure that agree, contradict, or of which one updates the other."""

    one: FigureRow
    other: FigureRow
    relation: str
    reason: str


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """Figures about one measure by their dates, and what they are to each other."""

    measure: str
    unit: str | None
    figures: tuple[FigureRow, ...]
    comparisons: tuple[ComparisonRow, ...]


@dataclass(frozen=True, slots=True)
class StandingRow:
    """How somebody or something stood on a day: the last change, and which `sources` tell it.

    `otherwise` are changes of the same time to something else, and `before` those that came first.
    """

    subject: str
    status: str
    since: str | None
    sources: tuple[StatusChangeRow, ...]
    otherwise: tuple[StatusChangeRow, ...]
    before: tuple[StatusChangeRow, ...]


@dataclass(frozen=True, slots=True)
class RateRow:
    """How much wants an answer of an addressee, or about a theme, and how much has got one.

    `states` counts what became of it; `median_days` passed until the first answer.
    """

    about: str
    asked: int
    answered: int
    states: tuple[tuple[str, int], ...]
    median_days: float | None


TiedRow = CopyRow | PersonRow | ReprintRow | ComparisonRow | SeriesRow | StandingRow | RateRow
Row = ActorRow | Decision | DocumentRow | ExchangeRow | ReviewedRow | TiedRow


@dataclass(frozen=True, slots=True)
class Contents:
    """All that is on record, each kind in the order of documents and of their texts."""

    documents: tuple[DocumentRow, ...]
    actors: tuple[ActorRow, ...]
    statements: tuple[StatementRow, ...]
    occasions: tuple[OccasionRow, ...]
    figures: tuple[FigureRow, ...]
    status_changes: tuple[StatusChangeRow, ...]
    links: tuple[LinkRow, ...]

    def of(self, document: str) -> Contents:
        """Give what one document holds."""
        return Contents(
            documents=tuple(row for row in self.documents if row.id == document),
            actors=tuple(row for row in self.actors if row.document == document),
            statements=tuple(row for row in self.statements if row.document == document),
            occasions=tuple(row for row in self.occasions if row.document == document),
            figures=tuple(row for row in self.figures if row.document == document),
            status_changes=tuple(r for r in self.status_changes if r.document == document),
            links=tuple(row for row in self.links if row.answer.startswith(f"{document}.")),
        )


def id_order(entry_id: str) -> tuple[int, str, int]:
    """Give what sorts ids as people count: documents by number, then kinds, then entries.

    >>> sorted(["d10.s1", "d2.s10", "d2.s9"], key=id_order)
    ['d2.s9', 'd2.s10', 'd10.s1']
    """
    document, _, key = entry_id.partition(".")
    return int(document[1:]), key[:1], int(key[1:])


def one_line(text: str) -> str:
    """Put all white space on one line.

    >>> one_line("He  said so. ")
    'He said so.'
    """
    return " ".join(text.split())
