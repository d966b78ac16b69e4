"""The dossier format: one JSON object per dialogue, with plain spans instead of selectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.exports.numbers import plain_number
from verbale.record.tied import links_across

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verbale.model import Selector
    from verbale.record.identity import Identity
    from verbale.record.rows import (
        Contents,
        DocumentRow,
        FigureRow,
        OccasionRow,
        StatementRow,
        StatusChangeRow,
    )
    from verbale.record.ties import Ties

__all__ = ["dossier"]

_Object = dict[str, object]
_Ids = dict[str, str]


def dossier(contents: Contents, ties: Ties, name: str) -> _Object:
    """Give the dossier called `name`, ready for `json.dump`: ids are unique in all documents.

    `ties` are those of these contents. Actors of several documents who are one stand once, under
    the id of the first of them.
    """
    actor = {each: found.id for each, found in ties.identities.by_actor().items()}
    same_as = {each.statement: each.same_as for each in ties.reprints}
    return {
        "dossier": name,
        "documents": [_document(row) for row in contents.documents],
        "actors": [_actor(each) for each in ties.identities.everybody],
        "statements": [_statement(row, actor, same_as) for row in contents.statements],
        "occasions": [_occasion(row, actor) for row in contents.occasions],
        "figures": [_figure(row) for row in contents.figures],
        "status_changes": [_status_change(row, actor) for row in contents.status_changes],
        "links": [
            {
                "from": link.answer,
                "to": link.answered,
                "relation": "responds_to",
                "basis": link.basis,
            }
            for link in links_across(contents, ties)
        ],
        "figure_relations": [
            {"a": each.one, "b": each.other, "relation": each.relation} for each in ties.figures
        ],
    }


def _document(row: DocumentRow) -> _Object:
    return {
        "id": row.id,
        "file": row.name,
        "title": row.title,
        "publisher": row.publisher,
        "published": row.published,
        "kind": row.kind,
    }


def _actor(somebody: Identity) -> _Object:
    return {
        "id": somebody.id,
        "name": somebody.name,
        "kind": somebody.kind,
        "aliases": [name for name in somebody.names if name != somebody.name],
        "side": somebody.side,
    }


def _statement(row: StatementRow, actor: _Ids, same_as: _Ids) -> _Object:
    made: _Object = {
        "id": row.id,
        "document": row.document,
        "speaker": actor[row.speaker_id] if row.speaker_id else None,
        "speaker_span": _span(row.speaker_words) if row.speaker_words else None,
        "cue": [_span(part) for part in row.cue],
        "content": [_span(part) for part in row.content],
        "quotation": row.quotation,
        "act": row.act,
        "addressees": _each_once(row.addressee_ids, actor),
        "date": row.date,
    }
    return made | ({"same_as": same_as[row.id]} if row.id in same_as else {})


def _occasion(row: OccasionRow, actor: _Ids) -> _Object:
    return {
        "id": row.id,
        "document": row.document,
        "type": row.type,
        "date": row.date,
        "participants": _each_once(row.participant_ids, actor),
        "span": _span(row.words),
    }


def _figure(row: FigureRow) -> _Object:
    return {
        "id": row.id,
        "document": row.document,
        "statement": row.statement,
        "value": plain_number(row.value),
        "unit": row.unit,
        "measure": row.measure,
        "date": row.date,
        "span": _span(row.words),
    }


def _status_change(row: StatusChangeRow, actor: _Ids) -> _Object:
    return {
        "id": row.id,
        "document": row.document,
        "subject": actor[row.subject_id] if row.subject_id else None,
        "subject_text": row.subject_text,
        "status": row.status,
        "by": actor[row.by_id] if row.by_id else None,
        "date": row.date,
        "count": row.count,
        "span": _span(row.words),
    }


def _each_once(ids: Iterable[str], actor: _Ids) -> list[str]:
    return list(dict.fromkeys(actor[each] for each in ids))


def _span(selector: Selector) -> list[int]:
    return [selector.start, selector.end]
