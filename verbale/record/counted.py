"""Figures with what their surroundings tell: what is counted, what happens to it, who is named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from verbale.record.sayings import days_of, root_words

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping

    from verbale.record.identity import Identity
    from verbale.record.rows import DocumentRow, FigureRow, StatementRow
    from verbale.record.sayings import Days
    from verbale.record.surroundings import Surroundings

__all__ = ["ANYBODY", "HAPPENINGS", "HELD", "Counted", "counted_in"]

# What happens to what is counted. Being held tells least: people die, or are released, in custody.
HAPPENINGS: Final[dict[str, re.Pattern[str]]] = {
    event: re.compile(rf"\b(?:{words})\b")
    for event, words in {
        "released": r"releas\w+|freed|frees|sent home|(?:walk\w+|set) free",
        "died": r"died|dying|dead|deaths?|killed|fatalities",
        "hurt": r"injur\w+|wounded",
        "convicted": r"convict\w+|sentenced",
        "charged": r"charged|indicted",
        "displaced": r"displaced|evict\w+|fled",
        "excluded": r"deregister\w+|disqualif\w+|struck|barred|excluded|lost",
        "registered": r"registration|registered",
        "room": r"capacity|designed for|built for|room for",
    }.items()
}
HELD: Final = "held"
_HELD: Final = re.compile(
    r"\b(?:detain\w+|detentions?|arrest\w*|seized|custody|jailed|imprison\w+|questioned"
    r"|held(?! (?:\w+ )?(?:elections?|talks|meetings?|hearings?|votes?|rall\w+)))\b"
)
ANYBODY: Final = root_words("people persons individuals men women others inmates prisoners"
                             " detainees activists cases number figure count deaths detentions"
                             " convictions arrests total")  # fmt: skip
_SENTENCE_END: Final = re.compile(r"[.!?][”\"’']?\s+(?=[A-Z“\"‘])|\n")
_CLAUSE_END: Final = re.compile(
    r"[;:]|, (?:had|has|have|was|were|is|are|held|who|which|where|when|with|often)\b"
    r"|,? (?:while|but|adding|noting|saying|although)\b"
    r"|,? and (?:that|\d|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)"
)
_NAME: Final = re.compile(r"(?<=[\w,;:’'”] )[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")
_NO_NAME: Final = re.compile(
    r"(?:Jan|Feb|March|Mar|Apr|May|June|July|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tues|Wednes|Thurs|Fri"
    r"|Satur|Sun)(?:\w*)|I|M[rs]s?|The"
)
_PART: Final = re.compile(r"^\W*(?:of (?:them|those|these|the|its|\d)|others?\b)")
_PREPOSITION: Final = re.compile(r"\b(?:of|in|at|on|from|under|who|with|among)\b")
_NEAR: Final = 80  # characters around a number that tell what happens


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """A figure with what its surroundings tell of its measure.

    `heads` are the roots of the noun counted, `event` is what happened to it, `words` are those of
    the clause, `names` and `before` those of the sentence, which starts at `sentence`. `part` marks
    some of several (*four of them*). `actors` are all that stand in the document, and `keys` are
    what figures about one measure can have in common.
    """

    row: FigureRow
    heads: frozenset[str]
    event: str | None
    words: frozenset[str]
    names: frozenset[str]
    before: str
    sentence: int
    part: bool
    said: StatementRow | None
    side: str | None
    days: Days | None
    published: Days | None
    actors: frozenset[str]
    keys: frozenset[Hashable]

    @property
    def anybody(self) -> bool:
        """Whether no noun says what is counted, other than people or cases."""
        return self.heads <= ANYBODY


def counted_in(
    document: DocumentRow,
    figures: Iterable[FigureRow],
    statements: Iterable[StatementRow],
    who: Mapping[str, Identity],
    shown: Surroundings,
) -> tuple[Counted, ...]:
    """Give the figures of a document with what their surroundings tell, in the order of the text.

    `who` tells who each of its actors is.
    """
    said = {row.id: row for row in statements}
    published = days_of(document.published)
    present = frozenset(each.id for each in who.values())
    made = []
    for row in figures:
        statement = said.get(row.statement) if row.statement else None
        speaker = who[statement.speaker_id] if statement and statement.speaker_id else None
        before, after = _sentence(*shown.around(row.document, row.words))
        heads, words = _heads(row, after), _clause_words(before, after)
        event = _event(row.words.exact, before, after, statement)
        names = _names(f"{before}{row.words.exact}{after}")
        made.append(
            Counted(
                row=row,
                heads=heads,
                event=event,
                words=words,
                names=names,
                before=before,
                sentence=row.words.start - len(before),
                part=bool(_PART.search(_beyond_number(row, after))) or before.endswith("other "),
                said=statement,
                side=speaker.side if speaker else None,
                days=days_of(row.date),
                published=published,
                actors=present,
                keys=frozenset(_keys(row, event, (heads - ANYBODY) | names, words)),
            )
        )
    return tuple(made)


def _keys(
    row: FigureRow, event: str | None, what: frozenset[str], words: frozenset[str]
) -> Iterator[Hashable]:
    yield row.unit, row.value
    yield from ((row.unit, each) for each in (event, *what) if each is not None)
    if row.unit is not None:
        yield from ((row.unit, word) for word in words)


def _sentence(before: str, after: str) -> tuple[str, str]:
    starts = [match.end() for match in _SENTENCE_END.finditer(before)]
    end = _SENTENCE_END.search(after)
    return before[starts[-1] if starts else 0 :], after[: end.start() if end else None]


def _beyond_number(row: FigureRow, after: str) -> str:
    """Give the words that follow the number itself."""
    return row.words.exact.partition(" ")[2] + after


def _heads(row: FigureRow, after: str) -> frozenset[str]:
    """Give the roots of what is counted: of the measure, else of the noun that follows."""
    found = root_words(_PREPOSITION.split(row.measure, maxsplit=1)[0])
    if found or row.unit:
        return found
    noun = re.match(r" (?:of (?:them|these|those) )?([a-z]+s)\b", after)
    return root_words(noun[1]) - root_words("was") if noun else frozenset()


def _event(words: str, before: str, after: str, said: StatementRow | None) -> str | None:
    """What happened to what is counted, by the nearest word of the clause that tells."""
    clause = _CLAUSE_END.split(before[-_NEAR:])[-1] + words
    follows = _CLAUSE_END.split(after[:_NEAR], maxsplit=1)[0]
    found = [
        distance
        for event, pattern in HAPPENINGS.items()
        for distance in _distances(event, pattern, clause.casefold(), follows.casefold())
    ]
    if not found:
        found = list(_distances(HELD, _HELD, clause.casefold(), follows.casefold()))
    event = min(found)[1] if found else None
    # Whose release is asked for is held.
    return HELD if event == "released" and said is not None and said.act == "call" else event


def _distances(
    event: str, pattern: re.Pattern[str], before: str, after: str
) -> Iterator[tuple[int, str]]:
    for match in pattern.finditer(before):
        yield len(before) - match.end(), event
    for match in pattern.finditer(after):
        yield match.start(), event


def _clause_words(before: str, after: str) -> frozenset[str]:
    leads = _CLAUSE_END.split(before)[-1][-_NEAR:]
    follows = _CLAUSE_END.split(after)[0][:_NEAR]
    # Where the text is cut, a word may be too.
    leads = leads.partition(" ")[2] if len(leads) == _NEAR else leads
    follows = follows.rpartition(" ")[0] if len(follows) == _NEAR else follows
    return root_words(leads) | root_words(follows)


def _names(sentence: str) -> frozenset[str]:
    return frozenset(
        word
        for name in _NAME.findall(sentence)
        for word in name.split()
        if not _NO_NAME.fullmatch(word)
    )
