"""What a reading holds that was said, by names and words rather than by identifiers and spans."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from verbale.model import Act, Reading

__all__ = ["Telling", "tellings"]


class Telling(NamedTuple):
    """Who says what to whom, by which cue; `first` is the first part of the `words`."""

    speaker: str | None
    addressees: list[str]
    act: Act
    cue: str
    first: str
    words: str


def tellings(reading: Reading) -> list[Telling]:
    """Give the statements of a reading in their order."""
    names = {actor.id: actor.name for actor in reading.actors}
    text = reading.document.text
    return [
        Telling(
            names.get(said.speaker or ""),
            [names[whom] for whom in said.addressees],
            said.act,
            " ".join(part.of(text) for part in said.cue),
            said.content[0].of(text),
            " ".join(part.of(text) for part in said.content),
        )
        for said in reading.statements
    ]
