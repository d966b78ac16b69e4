"""What a record answers with: one frozen row per entry.

Ids are those that people see: `d3` is the third document, `d3.s5` the statement `s5` of its
reading. Dates and offsets are those of `verbale.model`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verbale.model import Selector

__all__ = [
    "Action",
    "ActorRow",
    "Answer",
    "ComparisonRow",
    "Contents",
    "Decision",
    "DocumentRow",
    "EntryKind",
    "ExchangeRow",
    "FigureRow",
    "LinkRow",
    "Named",
    "OccasionRow",
    "PersonRow",
    "ReprintRow",
    "Review",
    "ReviewedRow",
    "Row",
    "StatementRow",
    "StatusChangeRow",
    "Target",
    "ThemeRow",
    "TiedRow",
    "Value",
    "exchanges",
    "one_line",
]

Action = Literal["accept", "correct", "reject", "note", "undo"]
EntryKind = Literal["statement", "figure", "occasion", "status_change"]
Review = Literal["unreviewed", "accepted", "corrected"]

_WANT_AN_ANSWER = frozenset({"concern", "call"})


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document, its rendition and who read it; `characters` is the rendition's length."""

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
class ExchangeRow:
    """A concern, a call, or whatever was answered, with its answers in the order of the record."""

    statement: StatementRow
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody as a decision names him; `key` is his id inside the document, where he has one."""

    name: str
    key: str | None


Value = str | float | Named | tuple[Named, ...] | None


@dataclass(frozen=True, slots=True)
class Target:
    """The entry that a decision is about, so that it can be found again in another reading.

    `words` are those of `role`. Of `twins` entries of this kind with the same words at the same
    place it is the one at `twin`, counted from 0.
    """

    document: str
    kind: EntryKind
    role: str
    words: Selector
    twin: int
    twins: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided about an entry; `id` is the entry's at that time.

    `document` of the target is the SHA-256 of the original bytes. `was` is what people saw in
    `field` before. `previous` is the hash of the decision before, and `hash` covers all the rest.
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
class ComparisonRow:
    """Two figures about one measure that agree, contradict, or of which one updates the other."""

    one: FigureRow
    other: FigureRow
    relation: str
    reason: str


TiedRow = PersonRow | ReprintRow | ComparisonRow
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

    @property
    def exchanges(self) -> list[ExchangeRow]:
        """What wants an answer or got one, with its answers."""
        return exchanges(self.statements, self.links)


def exchanges(statements: Iterable[StatementRow], links: Iterable[LinkRow]) -> list[ExchangeRow]:
    """Put answers to what they answer; concerns and calls without an answer stand alone."""
    by_id = {statement.id: statement for statement in statements}
    answers: dict[str, list[Answer]] = {}
    for link in links:
        answer = Answer(by_id[link.answer], link.basis, link.reason)
        answers.setdefault(link.answered, []).append(answer)
    return [
        ExchangeRow(statement, tuple(answers.get(statement.id, ())))
        for statement in by_id.values()
        if statement.act in _WANT_AN_ANSWER or statement.id in answers
    ]


def one_line(text: str) -> str:
    """Put all white space on one line.

    >>> one_line("He  said so. ")
    'He said so.'
    """
    return " ".join(text.split())
