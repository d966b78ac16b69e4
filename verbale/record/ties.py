"""What ties the documents of a record together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verbale.record.exchanges import AtOdds, Exchanges, find_exchanges
from verbale.record.figure_series import FigureRelation, relate_figures
from verbale.record.identity import Identities, identify
from verbale.record.reprints import Reprint, find_reprints
from verbale.record.sayings import sayings
from verbale.record.surroundings import Surroundings

if TYPE_CHECKING:
    from verbale.record.rows import Contents

__all__ = ["Ties", "tie"]


@dataclass(frozen=True, slots=True)
class Ties:
    """Who is one, what is told again, what answers what, and how figures compare."""

    identities: Identities
    reprints: tuple[Reprint, ...]
    exchanges: Exchanges
    figures: tuple[FigureRelation, ...]


def tie(contents: Contents) -> Ties:
    """Tie the documents of a record together; the same contents give the same ties."""
    shown = Surroundings(contents)
    identities = identify(contents.actors, shown)
    said = sayings(contents, identities)
    reprints = find_reprints(said)
    same_as = {each.statement: each.same_as for each in reprints}
    figures = relate_figures(contents, identities, shown, same_as)
    return Ties(
        identities=identities,
        reprints=tuple(reprints),
        exchanges=find_exchanges(said, reprints, contents.links, _at_odds(contents, figures)),
        figures=tuple(figures),
    )


def _at_odds(contents: Contents, figures: list[FigureRelation]) -> set[AtOdds]:
    """Give the numbers of documents that contradict each other."""
    said = {row.id: (row.document, (row.value, row.unit)) for row in contents.figures}
    return {
        frozenset((said[each.one], said[each.other]))
        for each in figures
        if each.relation == "contradicts"
    }
