"""Put what the steps found into one reading: actors in order, identifiers, frozen types."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from verbale.model import (
    Actor,
    Document,
    Figure,
    Link,
    Occasion,
    Reading,
    Statement,
    StatusChange,
)
from verbale.reading.themes import find_themes

if TYPE_CHECKING:
    from verbale.reading.actors import Cast, Character
    from verbale.reading.answers import Answer
    from verbale.reading.dates import TimeExpression
    from verbale.reading.figures import Quantity
    from verbale.reading.occasions import Happening
    from verbale.reading.statements import Said
    from verbale.reading.status import Change

__all__ = ["Findings", "assemble"]


@dataclass(frozen=True, slots=True)
class Findings:
    """What the steps found in one document, each list in the order of the text."""

    cast: Cast
    said: list[Said]
    occasions: list[Happening]
    quantities: list[Quantity]
    changes: list[Change]
    answers: list[Answer]
    dates: list[TimeExpression]


_NESTING: Final = 40  # content spans looked back at for one that holds a figure
_BESIDE: Final = 60  # code points within which a date belongs to a figure


def assemble(document: Document, reader: str, found: Findings) -> Reading:
    """Number everything in the order of the text and freeze it."""
    numbers = _number(found)
    statements = tuple(
        _statement(n, said, numbers, document.text) for n, said in enumerate(found.said, 1)
    )
    return Reading(
        document,
        reader,
        actors=_actors(found.cast, numbers),
        statements=statements,
        occasions=tuple(
            Occasion(
                f"o{n}",
                happening.type,
                happening.span,
                happening.date,
                tuple(numbers[id(c)] for c in happening.participants),
            )
            for n, happening in enumerate(found.occasions, 1)
        ),
        figures=_figures(found, statements),
        status_changes=tuple(
            _change(n, change, numbers) for n, change in enumerate(found.changes, 1)
        ),
        links=tuple(
            Link(f"s{a.answer + 1}", f"s{a.answered + 1}", a.basis, a.reason) for a in found.answers
        ),
    )


def _number(found: Findings) -> dict[int, str]:
    """Identifiers of the characters that take part in anything, in the order of the text."""
    used: set[int] = set()
    for statement in found.said:
        used |= {id(c) for c in (statement.speaker, *statement.addressees) if c is not None}
    for happening in found.occasions:
        used |= {id(c) for c in happening.participants}
    for change in found.changes:
        used |= {id(c) for c in (change.subject, change.by) if c is not None}
    ordered = [c for c in found.cast.characters if id(c) in used]
    ordered.sort(key=_first_mention)
    return {id(character): f"a{n}" for n, character in enumerate(ordered, 1)}


def _first_mention(character: Character) -> int:
    return character.first if character.mentions else 1 << 60


def _actors(cast: Cast, numbers: dict[int, str]) -> tuple[Actor, ...]:
    found = [c for c in cast.characters if id(c) in numbers]
    found.sort(key=lambda c: int(numbers[id(c)][1:]))
    return tuple(cast.export(character, numbers[id(character)]) for character in found)


def _statement(number: int, said: Said, numbers: dict[int, str], text: str) -> Statement:
    return Statement(
        f"s{number}",
        numbers[id(said.speaker)] if said.speaker else None,
        said.speaker_span,
        said.cue,
        said.content,
        said.quotation,
        said.act,
        tuple(numbers[id(c)] for c in said.addressees),
        said.date,
        said.confidence,
        said.act_confidence,
        find_themes(text, (*said.cue, *said.content)),
    )


def _figures(found: Findings, statements: tuple[Statement, ...]) -> tuple[Figure, ...]:
    """Give each figure the innermost statement that claims it and the date beside it."""
    contents = sorted(
        ((c.start, c.end, s) for s in statements for c in s.content), key=lambda item: item[:2]
    )
    starts = [start for start, _, _ in contents]
    dated = [date.span.start for date in found.dates]
    figures = []
    for number, quantity in enumerate(found.quantities, 1):
        at = quantity.span.start
        around = contents[max(0, bisect_right(starts, at) - _NESTING) : bisect_right(starts, at)]
        claims = [(end - start, s.id) for start, end, s in around if at < end]
        first, last = bisect_left(dated, at - _BESIDE), bisect_right(dated, at + _BESIDE)
        near = [(abs(d.span.start - at), d.date) for d in found.dates[first:last]]
        figures.append(
            Figure(
                f"f{number}",
                quantity.value,
                quantity.unit,
                quantity.measure,
                quantity.span,
                min(claims)[1] if claims else None,
                min(near)[1] if near else None,
                quantity.comparison,
            )
        )
    return tuple(figures)


def _change(number: int, change: Change, numbers: dict[int, str]) -> StatusChange:
    return StatusChange(
        f"c{number}",
        change.status,
        change.span,
        numbers[id(change.subject)] if change.subject else None,
        change.subject_text,
        numbers[id(change.by)] if change.by else None,
        change.date,
        change.count,
    )
