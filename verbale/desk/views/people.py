"""Actors: everybody under all names, and what one of them said and was told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from litestar import get
from litestar.response import Template

from verbale.desk.frame import AnId, AnyRequest, Desk, Refused, TheDesk, shown
from verbale.desk.views.choosing import Choices, choices
from verbale.errors import NoSuchEntry
from verbale.record import Record
from verbale.record.browsing import Merged, PersonCard
from verbale.record.rows import ActorRow, DocumentRow, StatementRow
from verbale.record.searching import Page
from verbale.record.wanted import Wanted

__all__ = ["ActorPage", "Actors", "Standing", "actor", "actors", "show_actor"]

_SIZE: Final = 40
_LISTED: Final = 10
_MERGES: Final = 50
_DOCUMENTS: Final = 30  # the last of those that name somebody


@dataclass(frozen=True, slots=True)
class Actors:
    """A page of everybody, and what was asked for."""

    name: str
    side: str
    cards: list[PersonCard]
    more: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody as one document has them."""

    actor: ActorRow
    document: DocumentRow


@dataclass(frozen=True, slots=True)
class ActorPage:
    """Somebody; `choices` are those whom a name means with which they are to be put together.

    `cut` is how many documents are shown, where there are more; of many `merges` some are.
    """

    card: PersonCard
    standings: list[Standing]
    said: tuple[StatementRow, ...]
    told: tuple[StatementRow, ...]
    choices: Choices | None
    cut: int | None
    merges: tuple[Merged, ...]

    @property
    def names(self) -> list[str]:
        """All names, that which is shown first."""
        return list(dict.fromkeys((self.card.person.name, *self.card.person.names)))


@get("/actors", sync_to_thread=True)
def actors(request: AnyRequest, desk: TheDesk) -> Template:
    """List everybody by name."""
    asked = request.query_params
    name, side = (str(asked.get(key, "")).strip() for key in ("name", "side"))
    with desk.reading() as record:
        cards = record.persons(name or None, side or None, _SIZE + 1, asked.get("after"))
    more = cards[_SIZE - 1].person.id if len(cards) > _SIZE else None
    return shown(request, desk, "actors", Actors(name, side, cards[:_SIZE], more))


@get("/actors/{actor_id:str}", sync_to_thread=True)
def actor(request: AnyRequest, desk: TheDesk, actor_id: AnId) -> Template:
    """Show somebody under all names."""
    return show_actor(request, desk, actor_id)


def show_actor(request: AnyRequest, desk: Desk, actor_id: str) -> Template:
    """Show somebody under all names. Raises `NoSuchEntry`."""
    with desk.reading() as record:
        found = record.persons(actor_id, size=1)
        if not found or actor_id not in found[0].person.actors:
            raise NoSuchEntry(f"{desk.place} has no actor {actor_id}.")
        page = _page(record, found[0], choices(record, _name_of_other(request), actor_id))
    return shown(request, desk, "actor", page)


def _name_of_other(request: AnyRequest) -> str:
    """Give what is typed of the name of somebody else, or what was sent and cannot be taken."""
    refused: Refused | None = request.state.get("refused")
    if refused is not None and refused.form == "merge":
        return refused.typed.get("other", "")
    return str(request.query_params.get("other", ""))


def _page(record: Record, card: PersonCard, offered: Choices | None) -> ActorPage:
    person, few = card.person, Page(_LISTED)
    documents = {each.partition(".")[0] for each in person.actors}
    shown_ones = record.appearances(person.actors, _DOCUMENTS)
    return ActorPage(
        card=card,
        standings=[Standing(*pair) for pair in shown_ones],
        said=record.search(wanted=Wanted(speaker=person.id), page=few).statements,
        told=record.search(wanted=Wanted(to=person.id), page=few).statements,
        choices=offered,
        cut=_DOCUMENTS if len(documents) > _DOCUMENTS else None,
        merges=card.merges[:_MERGES],
    )
