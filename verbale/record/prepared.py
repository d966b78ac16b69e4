"""A document with all that tying it to others takes, worked out once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from verbale.record.counted import Counted, counted_in
from verbale.record.letters import Letter, letter_of
from verbale.record.related import keys_of
from verbale.record.sayings import Index, Order, Saying, order_of, sayings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from verbale.record.identity import Identity
    from verbale.record.rows import Contents, DocumentRow, LinkRow
    from verbale.record.surroundings import Surroundings

    class _OfDocument(Protocol):
        @property
        def document(self) -> str: ...

    _Row = TypeVar("_Row", bound=_OfDocument)

__all__ = ["LETTERS", "Prepared", "by_document", "prepare"]

LETTERS: Final = ("letter", "state-reply")  # kinds of documents that answer point by point


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A document ready to be tied; `keys` are what others find it by, `index` what in it.

    `letter` tells of its numbered points, where it has any.
    """

    row: DocumentRow
    order: Order
    sayings: tuple[Saying, ...]
    figures: tuple[Counted, ...]
    links: tuple[LinkRow, ...]
    keys: frozenset[int]
    index: Index
    letter: Letter


def prepare(
    contents: Contents,
    who: Mapping[str, Identity],
    shown: Surroundings,
    texts: Mapping[str, str],
) -> list[Prepared]:
    """Prepare documents for tying, in the order in which they were published.

    `texts` are those of letters, by the ids of documents.
    """
    statements, figures = by_document(contents.statements), by_document(contents.figures)
    actors = by_document(contents.actors)
    links = defaultdict(list)
    for link in contents.links:
        links[link.answer.partition(".")[0]].append(link)
    made = []
    for row in contents.documents:
        present = {each.id: who[each.id] for each in actors[row.id]}
        order = order_of(row)
        sayings = sayings_of(row, order, statements[row.id], figures[row.id], present)
        letter = letter_of(texts.get(row.id, ""), row, statements[row.id])
        made.append(
            Prepared(
                row=row,
                order=order,
                sayings=sayings,
                figures=counted_in(row, figures[row.id], statements[row.id], present, shown),
                links=tuple(links[row.id]),
                keys=keys_of(row, statements[row.id], figures[row.id], letter),
                index=Index(sayings),
                letter=letter,
            )
        )
    return sorted(made, key=lambda each: each.order)


def by_document(rows: Iterable[_Row]) -> defaultdict[str, list[_Row]]:
    """Give rows by their document."""
    found: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        found[row.document].append(row)
    return found
