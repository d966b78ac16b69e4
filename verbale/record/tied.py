"""What ties documents together, as rows that people see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.record.rows import (
    ComparisonRow,
    ExchangeRow,
    LinkRow,
    PersonRow,
    ReprintRow,
)
from verbale.record.states import exchanges

if TYPE_CHECKING:
    from verbale.record.rows import Contents
    from verbale.record.ties import Ties

__all__ = ["comparisons", "exchanges_across", "links_across", "people", "reprints"]


def people(ties: Ties) -> list[PersonRow]:
    """Give everybody in the order of first mention, with the reasons of their merges."""
    why: dict[str, list[str]] = {}
    by_actor = ties.identities.by_actor()
    for merge in ties.identities.merges:
        why.setdefault(by_actor[merge.one].id, []).append(
            f"{merge.one} is {merge.other}: {merge.reason}"
        )
    return [
        PersonRow(
            id=each.id,
            name=each.name,
            names=each.names,
            kind=each.kind,
            side=each.side,
            actors=each.actors,
            why=tuple(why.get(each.id, ())),
        )
        for each in ties.identities.everybody
    ]


def reprints(contents: Contents, ties: Ties) -> list[ReprintRow]:
    """Give the statements that tell an utterance again."""
    by_id = {row.id: row for row in contents.statements}
    return [
        ReprintRow(
            id=each.statement,
            file=by_id[each.statement].file,
            speaker=by_id[each.statement].speaker,
            words=by_id[each.statement].words,
            same_as=each.same_as,
            first_file=by_id[each.same_as].file,
            reason=each.reason,
            score=each.score,
        )
        for each in ties.reprints
    ]


def comparisons(contents: Contents, ties: Ties) -> list[ComparisonRow]:
    """Give the pairs of figures about one measure, contradictions first."""
    by_id = {row.id: row for row in contents.figures}
    rows = [
        ComparisonRow(by_id[each.one], by_id[each.other], each.relation, each.reason)
        for each in ties.figures
    ]
    return sorted(rows, key=lambda row: row.relation != "contradicts")


def links_across(contents: Contents, ties: Ties) -> list[LinkRow]:
    """Give the links of all documents: those inside one that still hold, then those across."""
    outweighed = set(ties.exchanges.outweighed)
    return [
        *(link for link in contents.links if link not in outweighed),
        *(LinkRow(e.answer, e.answered, e.basis, e.reason) for e in ties.exchanges.across),
    ]


def exchanges_across(contents: Contents, ties: Ties) -> list[ExchangeRow]:
    """Give what wants an answer or got one in any document of the record, with its answers."""
    same_as = {each.statement: each.same_as for each in ties.reprints}
    who = ties.identities.by_actor()
    sides = {
        row.id: who[row.speaker_id].side for row in contents.statements if row.speaker_id in who
    }
    return exchanges(contents.statements, links_across(contents, ties), same_as, sides)
