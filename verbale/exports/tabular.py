"""Rows as flat tables: one line per entry, every cell a text or a number."""

from __future__ import annotations

import csv
from functools import singledispatch
from typing import TYPE_CHECKING, TextIO

from verbale.exports.numbers import plain_number
from verbale.record.rows import (
    ActorRow,
    Answer,
    DocumentRow,
    ExchangeRow,
    FigureRow,
    OccasionRow,
    Row,
    StatementRow,
    StatusChangeRow,
    one_line,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Line", "flat", "write_csv"]

Line = dict[str, str | int | float | None]
_BETWEEN = "; "  # between the members of a list in one cell


def write_csv(rows: Iterable[Row], kind: type[Row], stream: TextIO) -> None:
    """Write rows of one kind as CSV with a header, which stands there without rows too."""
    writer = csv.DictWriter(stream, _COLUMNS[kind], lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerows(flat(row))


@singledispatch
def flat(row: Row) -> list[Line]:
    """Give a row as flat lines: one, or for an exchange one per answer."""
    raise TypeError(f"{type(row).__name__} is no row of a record")


@flat.register
def _(row: DocumentRow) -> list[Line]:
    return [{name: getattr(row, name) for name in _COLUMNS[DocumentRow]}]


@flat.register
def _(row: ActorRow) -> list[Line]:
    return [
        {
            "id": row.id,
            "document": row.document,
            "name": row.name,
            "names": _BETWEEN.join(row.names),
            "kind": row.kind,
            "side": row.side,
            "role": row.role,
            "statements": row.statements,
        }
    ]


@flat.register
def _(row: StatementRow) -> list[Line]:
    return [
        {
            "id": row.id,
            "document": row.document,
            "file": row.file,
            "speaker": row.speaker,
            "addressees": _BETWEEN.join(row.addressees),
            "act": row.act,
            "quotation": row.quotation,
            "date": row.date,
            "cue": row.cue_words,
            "content": row.words,
            "start": row.start,
            "end": max((part.end for part in row.content), default=row.start),
            "confidence": row.confidence,
            "act_confidence": row.act_confidence,
            "themes": _BETWEEN.join(theme.concept for theme in row.themes),
        }
    ]


@flat.register
def _(row: OccasionRow) -> list[Line]:
    return [
        {
            "id": row.id,
            "document": row.document,
            "file": row.file,
            "type": row.type,
            "date": row.date,
            "participants": _BETWEEN.join(row.participants),
            "words": one_line(row.words.exact),
            "start": row.words.start,
            "end": row.words.end,
        }
    ]


@flat.register
def _(row: FigureRow) -> list[Line]:
    return [
        {
            "id": row.id,
            "document": row.document,
            "file": row.file,
            "comparison": row.comparison,
            "value": plain_number(row.value),
            "unit": row.unit,
            "measure": row.measure,
            "date": row.date,
            "claimant": row.claimant,
            "statement": row.statement,
            "words": one_line(row.words.exact),
            "start": row.words.start,
            "end": row.words.end,
        }
    ]


@flat.register
def _(row: StatusChangeRow) -> list[Line]:
    return [
        {
            "id": row.id,
            "document": row.document,
            "file": row.file,
            "status": row.status,
            "subject": row.subject,
            "subject_text": row.subject_text,
            "by": row.by,
            "date": row.date,
            "count": row.count,
            "words": one_line(row.words.exact),
            "start": row.words.start,
            "end": row.words.end,
        }
    ]


@flat.register
def _(row: ExchangeRow) -> list[Line]:
    answers: tuple[Answer | None, ...] = row.answers or (None,)
    return [
        {
            "id": row.statement.id,
            "speaker": row.statement.speaker,
            "act": row.statement.act,
            "date": row.statement.date,
            "content": row.statement.words,
            "answer": answer.statement.id if answer else None,
            "answer_speaker": answer.statement.speaker if answer else None,
            "answer_act": answer.statement.act if answer else None,
            "answer_date": answer.statement.date if answer else None,
            "answer_content": answer.statement.words if answer else None,
            "basis": answer.basis if answer else None,
            "reason": answer.reason if answer else None,
        }
        for answer in answers
    ]


_COLUMNS: dict[type[Row], list[str]] = {
    DocumentRow: "id name title publisher published kind language sha256 media_type extractor"
    " extractor_version characters reader".split(),
    ActorRow: "id document name names kind side role statements".split(),
    StatementRow: "id document file speaker addressees act quotation date cue content start end"
    " confidence act_confidence themes".split(),
    OccasionRow: "id document file type date participants words start end".split(),
    FigureRow: "id document file comparison value unit measure date claimant statement words start"
    " end".split(),
    StatusChangeRow: "id document file status subject subject_text by date count words start"
    " end".split(),
    ExchangeRow: "id speaker act date content answer answer_speaker answer_act answer_date"
    " answer_content basis reason".split(),
}
