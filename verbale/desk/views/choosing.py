"""Whom a typed name means among everybody on record: to choose from them, or to take it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from verbale.desk.texts import text
from verbale.errors import NoSuchEntry, WrongDecision
from verbale.record import Record
from verbale.record.browsing import PersonCard

__all__ = ["Choices", "choices", "meant"]

_ACTOR_ID: Final = re.compile(r"d\d+\.a\d+")
_LEAST: Final = 2  # letters; fewer stand in nearly every name
_OFFERED: Final = 12  # among whom one can still choose at a glance
_LOOKED_AT: Final = 100  # by name; whoever bears just this one must not be behind the last offered


@dataclass(frozen=True, slots=True)
class Choices:
    """Those whom a name can mean, and whether there are more of them than are offered."""

    name: str
    cards: tuple[PersonCard, ...]
    more: bool


def choices(record: Record, name: str, besides: str) -> Choices | None:
    """Give whom a name can mean besides one actor, `None` while too little of it is typed."""
    if len(name.strip()) < _LEAST:
        return None
    found = _called(record, name, besides)
    return Choices(name.strip(), tuple(found[:_OFFERED]), len(found) > _OFFERED)


def meant(record: Record, typed: str, besides: str) -> str:
    """Give the id of whom an id, a name or a part of one means.

    Raises `NoSuchEntry` where that is nobody but the actor `besides`, and `WrongDecision` where it
    is not clear who.
    """
    name = typed.strip()
    if _ACTOR_ID.fullmatch(name):
        return name
    if len(name) < _LEAST:
        raise WrongDecision(text("actors.too_short", least=_LEAST))
    found = _called(record, name, besides)
    if not found:
        raise NoSuchEntry(text("actors.nobody_else", name=name))
    for few in ([card for card in found if _bears(card, name)], found):
        if len(few) == 1:
            return few[0].person.id
    raise WrongDecision(text("actors.several", name=name))


def _called(record: Record, name: str, besides: str) -> list[PersonCard]:
    """Give those called so, the ones who bear just this name first."""
    found = record.persons(name.strip(), size=_LOOKED_AT)
    others = [card for card in found if besides not in card.person.actors]
    return sorted(others, key=lambda card: not _bears(card, name.strip()))


def _bears(card: PersonCard, name: str) -> bool:
    names = (card.person.name, *card.person.names)
    return name.casefold() in {each.casefold() for each in names}
