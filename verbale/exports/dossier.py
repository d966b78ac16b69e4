"""The dossier format: one JSON object per dialogue, with plain spans instead of selectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.exports.numbers import plain_number

if TYPE_CHECKING:
    from verbale.model import Selector
    from verbale.record.rows import (
        ActorRow,
        Contents,
        DocumentRow,
        FigureRow,
        OccasionRow,
        StatementRow,
        StatusChangeRow,
    )

__all__ = ["dossier"]

_Object = dict[str, object]


def dossier(contents: Contents, name: str) -> _Object:
    """Give the dossier called `name`, ready for `json.dump`: ids are unique in all documents."""
    return {
        "dossier": name,
        "documents": [_document(row) for row in contents.documents],
        "actors": [_actor(row) for row in contents.actors],
        "statements": [_statement(row) for row in contents.statements],
        "occasions": [_occasion(row) for row in contents.occasions],
        "figures": [_figure(row) for row in contents.figures],
        "status_changes": [_status_change(row) for row in contents.status_changes],
        "links": [
            {
                "from": link.answer,
                "to": link.answered,
                "relation": "responds_to",
                "basis": link.basis,
            }
            for link in contents.links
        ],
        "figure_relations": [],
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


def _actor(row: ActorRow) -> _Object:
    return {
        "id": row.id,
        "name": row.name,
        "kind": row.kind,
        "aliases": [name for name in row.names if name != row.name],
        "side": row.side,
    }


def _statement(row: StatementRow) -> _Object:
    return {
        "id": row.id,
        "document": row.document,
        "speaker": row.speaker_id,
        "speaker_span": _span(row.speaker_words) if row.speaker_words else None,
        "cue": [_span(part) for part in row.cue],
        "content": [_span(part) for part in row.content],
        "quotation": row.quotation,
        "act": row.act,
        "addressees": list(row.addressee_ids),
        "date": row.date,
    }


def _occasion(row: OccasionRow) -> _Object:
    return {
        "id": row.id,
        "document": row.document,
        "type": row.type,
        "date": row.date,
        "participants": list(row.participant_ids),
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


def _status_change(row: StatusChangeRow) -> _Object:
    return {
        "id": row.id,
        "document": row.document,
        "subject": row.subject_id,
        "subject_text": row.subject_text,
        "status": row.status,
        "by": row.by_id,
        "date": row.date,
        "count": row.count,
        "span": _span(row.words),
    }


def _span(selector: Selector) -> list[int]:
    return [selector.start, selector.end]
