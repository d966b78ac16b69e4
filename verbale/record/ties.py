"""What ties the documents of a record together.

Documents are tied one by one, each to those published before it, so that a record need not be tied
anew when a document comes in. What a document is tied to are the earlier ones that have most in
common with it; see `related`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from verbale.record.also_called import said_to_be_one
from verbale.record.decided import Decided
from verbale.record.exchanges import AtOdds, Exchange, Exchanges, find_exchanges
from verbale.record.figure_series import FigureRelation, relate_figures
from verbale.record.identity import Identities, identify
from verbale.record.letters import answers_by_number
from verbale.record.prepared import Prepared, by_document, prepare
from verbale.record.related import KeyIndex
from verbale.record.reprints import Reprint, find_reprints
from verbale.record.rows import id_order
from verbale.record.sayings import Weights, days_of
from verbale.record.surroundings import Surroundings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from verbale.record.counted import Counted
    from verbale.record.rows import Contents, LinkRow

__all__ = ["DocumentTies", "Known", "Ties", "tie", "tie_document"]


@dataclass(frozen=True, slots=True)
class Ties:
    """Who is one, what is told again, what answers what, and how figures compare."""

    identities: Identities
    reprints: tuple[Reprint, ...]
    exchanges: Exchanges
    figures: tuple[FigureRelation, ...]

    @classmethod
    def of(
        cls,
        identities: Identities,
        reprints: Iterable[Reprint],
        across: Iterable[Exchange],
        outweighed: Iterable[LinkRow],
        figures: Iterable[FigureRelation],
    ) -> Ties:
        """Put ties together in the order of their entries' ids, whatever order they came in."""
        return cls(
            identities=identities,
            reprints=tuple(sorted(reprints, key=lambda each: id_order(each.statement))),
            exchanges=Exchanges(
                tuple(sorted(across, key=_by_ends)), tuple(sorted(outweighed, key=_by_ends))
            ),
            figures=tuple(
                sorted(figures, key=lambda each: (id_order(each.other), id_order(each.one)))
            ),
        )


@dataclass(frozen=True, slots=True)
class Known:
    """What ties earlier documents to each other.

    `same_as` tells of statements which is the earliest of their utterance, where that is another;
    `compared` are pairs of figures about one measure.
    """

    same_as: Mapping[str, str]
    compared: Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class DocumentTies:
    """What ties a document to those published before it, and its figures to each other."""

    reprints: tuple[Reprint, ...]
    exchanges: Exchanges
    figures: tuple[FigureRelation, ...]


def tie(
    contents: Contents, decided: Decided | None = None, texts: Mapping[str, str] | None = None
) -> Ties:
    """Tie the documents of a record together; the same contents give the same ties.

    `texts` are those of letters, which answer each other point by point, by the documents' ids.
    """
    decided = decided or Decided()
    shown = Surroundings(contents)
    also_called = _also_called(contents, shown)
    identities = identify(contents.actors, also_called, decided)
    documents = prepare(contents, identities.by_actor(), shown, texts or {})
    index = KeyIndex()
    by_id = {each.row.id: each for each in documents}
    same_as: dict[str, str] = {}
    compared: dict[str, list[tuple[str, str]]] = {}
    made = []
    for document in documents:
        earlier = [by_id[each] for each in index.earlier(document.order, document.keys)]
        known = chain.from_iterable(compared[each.row.id] for each in earlier)
        ties = tie_document(document, earlier, Known(same_as, known), decided)
        compared[document.row.id] = [(each.one, each.other) for each in ties.figures]
        same_as |= {each.statement: each.same_as for each in ties.reprints}
        index.add(document.row.id, document.order, document.keys)
        made.append(ties)
    return Ties.of(
        identities,
        chain.from_iterable(each.reprints for each in made),
        chain.from_iterable(each.exchanges.across for each in made),
        chain.from_iterable(each.exchanges.outweighed for each in made),
        chain.from_iterable(each.figures for each in made),
    )


def tie_document(
    document: Prepared, earlier: Sequence[Prepared], known: Known, decided: Decided
) -> DocumentTies:
    """Tie a document to earlier ones, among which these ties are known."""
    said = [saying for each in (*earlier, document) for saying in each.sayings]
    weights = Weights(each.words for each in said)
    indexes = [each.index for each in earlier]
    reprints = find_reprints(document.sayings, indexes, weights, known.same_as)
    told = {**known.same_as, **{each.statement: each.same_as for each in reprints}}
    counted = [figure for each in earlier for figure in each.figures]
    figures = relate_figures(document.figures, counted, told, known.compared)
    at_odds = _at_odds((*counted, *document.figures), figures)
    numbered = answers_by_number(
        document.sayings,
        document.letter,
        [(each.sayings, each.letter, days_of(each.row.published)) for each in earlier],
    )
    exchanges = find_exchanges(document, earlier, weights, told, at_odds).with_numbered(numbered)
    return DocumentTies(tuple(reprints), _as_decided(document, exchanges, decided), tuple(figures))


def _as_decided(document: Prepared, found: Exchanges, decided: Decided) -> Exchanges:
    """Put the answers in that people linked, and leave out those that they unlinked."""
    own = {saying.row.id for saying in document.sayings}
    inside = {(link.answer, link.answered): link for link in document.links}
    unlinked = {(one, other) for one, other, _ in decided.unlinked if one in own}
    linked = {
        (one, other): Exchange(one, other, "explicit", words, 1.0)
        for one, other, words in decided.linked
        if one in own and (one, other) not in inside
    }
    decided_on = unlinked | linked.keys()
    kept = [each for each in found.across if _ends(each) not in decided_on]
    outweighed = dict.fromkeys((*found.outweighed, *_to_themselves(document)))
    outweighed |= dict.fromkeys(inside[pair] for pair in inside.keys() & unlinked)
    wanted = {(one, other) for one, other, _ in decided.linked}
    return Exchanges(
        across=(*kept, *linked.values()),
        outweighed=tuple(link for link in outweighed if _ends(link) not in wanted),
    )


def _to_themselves(document: Prepared) -> list[LinkRow]:
    """List the links in which somebody answers himself, as who spoke was corrected."""
    who = {saying.row.id: saying.speaker for saying in document.sayings}
    return [
        link
        for link in document.links
        if who.get(link.answer) is not None and who[link.answer] is who.get(link.answered)
    ]


def _ends(link: Exchange | LinkRow) -> tuple[str, str]:
    return link.answer, link.answered


def _by_ends(link: Exchange | LinkRow) -> tuple[object, object]:
    return id_order(link.answer), id_order(link.answered)


def _also_called(contents: Contents, shown: Surroundings) -> list[tuple[str, str]]:
    actors = by_document(contents.actors)
    return [
        pair
        for document, rows in actors.items()
        for pair in said_to_be_one(rows, shown.of(document))
    ]


def _at_odds(figures: Iterable[Counted], relations: Iterable[FigureRelation]) -> set[AtOdds]:
    """Give the numbers of documents that contradict each other."""
    said = {each.row.id: (each.row.document, (each.row.value, each.row.unit)) for each in figures}
    return {
        frozenset((said[each.one], said[each.other]))
        for each in relations
        if each.relation == "contradicts"
    }
