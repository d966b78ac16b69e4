"""Actors: everybody under all names, and what one of them said and was told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from litestar import get
from litestar.response import Template

from verbale.desk.frame import AnId, AnyRequest, Desk, TheDesk, shown
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
_OTHERS: Final = 500  # whose ids are offered; others can be typed


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
    """Somebody; `others` are the ids and names of those with whom they could be one.

    `cut` is how many documents are shown, where there are more; of many `merges` some are.
    """

    card: PersonCard
    standings: list[Standing]
    said: tuple[StatementRow, ...]
    told: tuple[StatementRow, ...]
    others: list[tuple[str, str]]
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
        page = _page(record, found[0])
    return shown(request, desk, "actor", page)


def _page(record: Record, card: PersonCard) -> ActorPage:
    person, few = card.person, Page(_LISTED)
    documents = {each.partition(".")[0] for each in person.actors}
    shown_ones = record.appearances(person.actors, _DOCUMENTS)
    return ActorPage(
        card=card,
        standings=[Standing(*pair) for pair in shown_ones],
        said=record.search(wanted=Wanted(speaker=person.id), page=few).statements,
        told=record.search(wanted=Wanted(to=person.id), page=few).statements,
        others=[pair for pair in record.names(_OTHERS) if pair[0] != person.id],
        cut=_DOCUMENTS if len(documents) > _DOCUMENTS else None,
        merges=card.merges[:_MERGES],
    )
