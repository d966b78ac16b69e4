"""Several documents on one record, made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.factories import reading_of
from verbale.record.from_reading import contents_of
from verbale.record.rows import ActorRow, Contents

if TYPE_CHECKING:
    from verbale.model import Act, Figure, Reading, Side

Sides = dict[str, "Side"]


def contents_with(*readings: Reading) -> Contents:
    """Put readings on record as `d1`, `d2`, ..."""
    each = [contents_of(reading, f"d{number}") for number, reading in enumerate(readings, start=1)]
    return Contents(
        documents=tuple(row for found in each for row in found.documents),
        actors=tuple(row for found in each for row in found.actors),
        statements=tuple(row for found in each for row in found.statements),
        occasions=tuple(row for found in each for row in found.occasions),
        figures=tuple(row for found in each for row in found.figures),
        status_changes=tuple(row for found in each for row in found.status_changes),
        links=tuple(row for found in each for row in found.links),
    )


def told(
    *sentences: str,
    on: str,
    said: str | None = None,
    sides: Sides | None = None,
    acts: tuple[Act, ...] = (),
    figures: tuple[Figure, ...] = (),
) -> Reading:
    """Make a document published `on` a day, with every statement `said` on another, if known.

    Whose name starts with *The* is a body, everybody else a person.
    """
    made = reading_of(*sentences, name=f"{on}.txt", acts=acts)
    return replace(
        made,
        document=replace(made.document, published=on, title=None),
        actors=tuple(
            replace(
                actor,
                kind="organization" if actor.name.startswith("The ") else "person",
                side=(sides or {}).get(actor.name, "other"),
                role=None,
            )
            for actor in made.actors
        ),
        statements=tuple(replace(each, date=said) for each in made.statements),
        figures=figures,
    )


def actor(
    number: str,
    name: str,
    *names: str,
    kind: str = "person",
    side: str = "other",
    role: str | None = None,
) -> ActorRow:
    """Make an actor of a document: `d2.a1` is the first of the second."""
    return ActorRow(number, number.partition(".")[0], name, names or (name,), kind, side, role, 1)
