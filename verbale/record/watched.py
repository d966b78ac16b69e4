"""What is watched on the web: how it answered last, and the pages that it links to."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import insert, or_, select, update

from verbale.record import schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

__all__ = ["Linked", "Watched", "due", "keep", "settle", "watched"]

_AT_ONCE: Final = 500  # addresses in one query
_JSON: Final = "application/json"


@dataclass(frozen=True, slots=True)
class Watched:
    """A feed or page of links: what its server tells changes by, and how it fared.

    `failures` counts those in a row; `not_before` is when it may be asked again (ISO 8601, UTC).
    """

    address: str
    etag: str | None = None
    modified: str | None = None
    failures: int = 0
    not_before: str | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """A page that something watched links to, with the day that a feed tells of it."""

    address: str
    published: str | None = None
    done: bool = False
    failures: int = 0
    not_before: str | None = None


def watched(connection: Connection, address: str) -> Watched:
    """Give what is known of an address, nothing when it was not watched before."""
    table = schema.watched
    row = connection.execute(select(table).where(table.c.address == address)).one_or_none()
    return Watched(*row) if row is not None else Watched(address)


def keep(connection: Connection, of: Watched, links: Sequence[Linked]) -> None:
    """Keep how something watched fared, and which pages it links to; those that are known stay."""
    table = schema.watched
    changed = update(table).where(table.c.address == of.address).values(asdict(of))
    if not connection.execute(changed).rowcount:
        connection.execute(insert(table), [asdict(of)])
    linked = schema.linked
    for at in range(0, len(links), _AT_ONCE):
        some = {each.address: each for each in links[at : at + _AT_ONCE]}
        found = select(linked.c.address).where(linked.c.address.in_(some))
        known = set(connection.execute(found).scalars())
        connection.execute(
            update(linked).where(linked.c.address.in_(known)).values(watched=of.address)
        )
        new = [asdict(each) for address, each in some.items() if address not in known]
        if new:
            connection.execute(insert(linked), [{**each, "watched": of.address} for each in new])


def due(connection: Connection, address: str, now: str, most_failures: int) -> list[Linked]:
    """Give the pages that something watched links to and that are to be asked for now.

    That is those that are not on record, and have not failed too recently or too often.
    """
    linked, document, original = schema.linked.c, schema.document.c, schema.original.c
    # The entry of a feed bears the address of its page, and is not that page.
    on_record = (
        select(document.name)
        .join(schema.original, original.sha256 == document.original)
        .where(document.name.contains("://"), original.media_type != _JSON)
    )
    query = (
        select(linked.address, linked.published, linked.done, linked.failures, linked.not_before)
        .where(
            linked.watched == address,
            linked.done.is_(False),
            linked.failures < most_failures,
            or_(linked.not_before.is_(None), linked.not_before <= now),
            linked.address.not_in(on_record),
        )
        .order_by(linked.failures, linked.published.desc().nulls_last(), linked.address)
    )
    return [Linked(*row) for row in connection.execute(query)]


def settle(connection: Connection, pages: Sequence[Linked]) -> None:
    """Keep what became of pages."""
    linked = schema.linked
    for each in pages:
        connection.execute(
            update(linked).where(linked.c.address == each.address).values(asdict(each))
        )
