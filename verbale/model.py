"""The types at the seams: a document goes in, a reading comes out, a record keeps both.

Conventions, everywhere:

- Offsets are half-open `[start, end)` positions in Unicode code points of a rendition's text.
- Dates are EDTF strings (ISO 8601-2, levels 0 and 1): `2022-03-25`, `2021-09`, `2019`,
  `2022-03-21/2022-03-27`, `2022-03-25~`. What the text does not tell is `None`, never guessed.
- Identifiers (`s1`, `a2`, ...) are keys inside one reading, numbered in the order of the text.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import Final, Literal, NamedTuple, get_args

__all__ = [
    "ACTS",
    "DOCUMENT_KINDS",
    "Act",
    "Actor",
    "ActorKind",
    "Document",
    "DocumentKind",
    "Figure",
    "Link",
    "Moment",
    "Occasion",
    "OccasionType",
    "Origin",
    "Page",
    "Place",
    "Quotation",
    "Reading",
    "Selector",
    "Side",
    "Span",
    "Statement",
    "Status",
    "StatusChange",
]

DocumentKind = Literal[
    "news", "press-release", "state-reply", "report", "speech", "transcript", "letter"
]
Quotation = Literal["direct", "indirect", "mixed"]
Act = Literal[
    "concern",
    "acknowledgement",
    "call",
    "rebuttal",
    "justification",
    "commitment",
    "announcement",
    "assertion",
]
ActorKind = Literal["person", "organization", "state", "body"]
Side = Literal["monitor", "state", "party", "civil-society", "media", "other"]
OccasionType = Literal[
    "meeting",
    "address",
    "press-statement",
    "visit",
    "election",
    "hearing",
    "report",
    "law",
    "ruling",
    "protest",
    "other",
]
Status = Literal[
    "registered",
    "deregistered",
    "dissolved",
    "banned",
    "rehabilitated",
    "charged",
    "detained",
    "convicted",
    "released",
    "amended",
    "enacted",
    "repealed",
    "established",
    "appointed",
    "dismissed",
]
Basis = Literal["explicit", "inferred"]

DOCUMENT_KINDS: Final[tuple[DocumentKind, ...]] = get_args(DocumentKind)
ACTS: Final[tuple[Act, ...]] = get_args(Act)
SIDES: Final[tuple[Side, ...]] = get_args(Side)
QUOTATIONS: Final[tuple[Quotation, ...]] = get_args(Quotation)

_CONTEXT: Final = 32  # code points of prefix and suffix that a selector keeps


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open `[start, end)` code points of a rendition's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Give the words that the span covers.

        >>> Span(0, 3).of("She spoke.")
        'She'
        """
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Selector:
    """A span with its words and surroundings, so that it can be found again in another rendition.

    Position and quote together, as in the W3C Web Annotation Data Model (TextPositionSelector and
    TextQuoteSelector, 2017).
    """

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str

    @classmethod
    def at(cls, text: str, span: Span) -> Selector:
        """Make the selector of `span` in `text`."""
        return cls(
            span.start,
            span.end,
            text[span.start : span.end],
            text[max(0, span.start - _CONTEXT) : span.start],
            text[span.end : span.end + _CONTEXT],
        )

    def find(self, text: str) -> Span | None:
        """Find the selected words in `text`, which may have changed around them.

        Where they occur more than once, the place whose surroundings agree best is taken, then
        the one nearest to the old position; `None` when the words are gone.

        >>> Selector.at("He said so.", Span(3, 7)).find("Then he said so.")
        Span(start=8, end=12)
        """
        if text.startswith(self.exact, self.start) and self._agreement(text, self.start) == (
            len(self.prefix) + len(self.suffix)
        ):
            return Span(self.start, self.end)
        best: tuple[int, int, int] | None = None
        at = text.find(self.exact)
        while at >= 0:
            rank = (self._agreement(text, at), -abs(at - self.start), -at)
            best = rank if best is None else max(best, rank)
            at = text.find(self.exact, at + 1)
        if best is None:
            return None
        return Span(-best[2], -best[2] + len(self.exact))

    def agrees_with(self, other: Selector) -> bool:
        """Tell whether the words are the same, and with their surroundings at least half of it.

        >>> Selector(3, 7, "said", "He ", " so.").agrees_with(Selector(8, 12, "said", "he ", ""))
        True
        """
        shared = _shared(self.prefix[::-1], other.prefix[::-1]) + _shared(self.suffix, other.suffix)
        around = len(self.prefix) + len(self.suffix)
        words = len(self.exact)
        return self.exact == other.exact and 2 * (words + shared) >= words + around

    def _agreement(self, text: str, at: int) -> int:
        """How many code points before and after `at` agree with the kept surroundings."""
        end = at + len(self.exact)
        before = text[max(0, at - len(self.prefix)) : at]
        after = text[end : end + len(self.suffix)]
        return _shared(before[::-1], self.prefix[::-1]) + _shared(after, self.suffix)


def _shared(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the original, counted from 1; `width` and `height` in points of 1/72 inch."""

    number: int
    width: float
    height: float


class Place(NamedTuple):
    """Where a word of the text, or a part of one, stands on a page of the original.

    `start` and `end` are offsets in the text. The rectangle is in points of 1/72 inch, from the
    top left corner of the page as it is shown.
    """

    start: int
    end: int
    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Moment:
    """When a stretch of the text is spoken in a recording: seconds from its beginning."""

    start: int
    end: int
    begins: float
    ends: float


@dataclass(frozen=True, slots=True)
class Origin:
    """How the bytes of a document came here, as far as that is known.

    `container` and `container_sha256` name the archive, mailbox or feed that they were taken from.
    `url` is the address asked for, `retrieved` the moment (ISO 8601, UTC) and `headers` what the
    server told; `redirects` are the addresses passed on the way, the last being where they lay.
    `added` is the moment (ISO 8601, UTC) at which they first came on record, and `added_by` who put
    them there.
    """

    url: str | None = None
    retrieved: str | None = None
    redirects: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    container: str | None = None
    container_sha256: str | None = None
    added: str | None = None
    added_by: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One text as published, with the bytes that it was taken from.

    `text` is the rendition that all offsets refer to, made by `extractor` in `extractor_version`.
    `original` holds the bytes as they came in and `media_type` their type; `name` is the file
    name or address that they came from. `kind_confidence`, from 0 to 1, is how sure it is that the
    document is of its `kind`; `None` where nobody looked. `pages` and `places` lead to the pages of
    the original and `moments` into the recording, both in the order of the text; `labels` are what
    the source itself says of the document (`symbol`, `theme`, `body`, ...), names with values.
    """

    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    kind: DocumentKind = "news"
    language: str | None = None
    name: str = ""
    original: bytes = field(default=b"", repr=False)
    media_type: str = "text/plain"
    extractor: str = "none"
    extractor_version: str = "1"
    kind_confidence: float | None = None
    pages: tuple[Page, ...] = field(default=(), repr=False)
    places: tuple[Place, ...] = field(default=(), repr=False)
    moments: tuple[Moment, ...] = field(default=(), repr=False)
    labels: tuple[tuple[str, str], ...] = ()
    origin: Origin = Origin()

    @property
    def sha256(self) -> str:
        """SHA-256 of the original bytes (of the text in UTF-8 where there are none), in hex."""
        return hashlib.sha256(self.original or self.text.encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who speaks, is spoken to or takes part: as one document names them.

    `name` is the fullest name that the document gives, without titles; `names` are all surface
    forms, pronouns excluded; `role` is a title or office in the document's words.
    """

    id: str
    name: str
    kind: ActorKind
    side: Side
    names: tuple[str, ...] = ()
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Theme:
    """What a statement is about: a concept of the vocabulary in `verbale.reading.themes`.

    `span` covers the first words that show it; `score`, from 0 to 1, grows with how many do.
    """

    concept: str
    score: float
    span: Span


@dataclass(frozen=True, slots=True)
class Statement:
    """What a document says that somebody said.

    `speaker` and `addressees` are actor ids; `speaker_span` covers the words that name the speaker
    here. `cue` and `content` may have several parts. `date` is when it was said. `confidence` is
    the reader's probability that this is a statement, from 0 to 1, and `act_confidence` that the
    act is this one.
    """

    id: str
    speaker: str | None
    speaker_span: Span | None
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quotation: Quotation
    act: Act
    addressees: tuple[str, ...] = ()
    date: str | None = None
    confidence: float = 1.0
    act_confidence: float = 1.0
    themes: tuple[Theme, ...] = ()


@dataclass(frozen=True, slots=True)
class Occasion:
    """A dated happening that actors take part in; `participants` are actor ids."""

    id: str
    type: OccasionType
    span: Span
    date: str | None = None
    participants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as claimed: in `statement`, or in the document's own voice when that is `None`.

    `unit` is `None` for counts, else `percent`, a currency code, or a unit of time or measure in
    the plural (`hours`, `km`). `measure` is what is counted, in the document's words.
    `comparison` keeps words such as *at least* or *nearly*.
    """

    id: str
    value: float
    unit: str | None
    measure: str
    span: Span
    statement: str | None = None
    date: str | None = None
    comparison: str | None = None


@dataclass(frozen=True, slots=True)
class StatusChange:
    """What became of somebody or something: dissolved, banned, released, amended, ...

    `subject` and `by` are actor ids; `subject_text` is the document's wording of whom or what.
    """

    id: str
    status: Status
    span: Span
    subject: str | None
    subject_text: str
    by: str | None = None
    date: str | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """One statement answers another: `answer` responds to `answered`, both statement ids.

    `basis` is explicit where the text itself says so; `reason` says in words what the link rests
    on.
    """

    answer: str
    answered: str
    basis: Basis
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What one document says: proposals, every one anchored in the document's text.

    `reader` names the version of rules and weights that made it.
    """

    document: Document
    reader: str
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    occasions: tuple[Occasion, ...] = ()
    figures: tuple[Figure, ...] = ()
    status_changes: tuple[StatusChange, ...] = ()
    links: tuple[Link, ...] = ()

    def confident(self, minimum: float) -> Reading:
        """Leave out the statements of a confidence below `minimum`, and what hangs on them."""
        kept = {s.id for s in self.statements if s.confidence >= minimum}
        return replace(
            self,
            statements=tuple(s for s in self.statements if s.id in kept),
            figures=tuple(
                f if f.statement in kept else replace(f, statement=None) for f in self.figures
            ),
            links=tuple(ln for ln in self.links if {ln.answer, ln.answered} <= kept),
        )
