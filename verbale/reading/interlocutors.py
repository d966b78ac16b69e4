"""Whom the turns of an interview are said to: the other one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from verbale.reading.layout import Layout
    from verbale.reading.speakers import SpeakerResolver
    from verbale.reading.statements import Said
    from verbale.reading.turns import Turn

__all__ = ["note_interlocutors"]

_TWO: Final = 2


def note_interlocutors(
    layout: Layout, turns: list[Turn], said: list[Said], resolver: SpeakerResolver
) -> None:
    """Set the addressee of each turn that names none, where two take turns.

    In a hearing or a press conference of many it is left open.
    """
    labels = {turn.label.of(layout.text): turn.label for turn in reversed(turns)}
    # `ANA RUIZ:` at first, then `RUIZ:`
    talking = {resolver.resolve(label, speaking=False): None for label in labels.values()}
    if len(talking) != _TWO:
        return
    one, other = talking
    if one is None or other is None:
        return
    for statement in said:
        if not statement.cue and not statement.addressees and statement.speaker in {one, other}:
            statement.addressees = [other if statement.speaker is one else one]
