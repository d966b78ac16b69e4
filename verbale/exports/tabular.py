"""Rows as flat tables: one line per entry, every cell a text or a number."""

from __future__ import annotations

import csv
from dataclasses import asdict
from functools import singledispatch
from typing import TYPE_CHECKING, TextIO

from verbale.exports.numbers import plain_number
from verbale.exports.values import plain_value
from verbale.record.rows import (
    ActorRow,
    Answer,
    ComparisonRow,
    CopyRow,
    Decision,
    DocumentRow,
    ExchangeRow,
    FigureRow,
    OccasionRow,
    PersonRow,
    RateRow,
    ReprintRow,
    Row,
    SeriesRow,
    StandingRow,
    StatementRow,
    StatusChangeRow,
    one_line,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Line", "columns_of", "flat", "write_csv"]

Line = dict[str, str | int | float | None]
_BETWEEN = "; "  # between the members of a list in one cell


def write_csv(rows: Iterable[Row], kind: type[Row], stream: TextIO) -> None:
    """Write rows of one kind as CSV with a header, which stands there without rows too."""
    writer = csv.DictWriter(stream, _COLUMNS[kind], lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerows(flat(row))


def columns_of(kind: type[Row]) -> list[str]:
    """Give the names of the columns of one kind of row, in their order."""
    return list(_COLUMNS[kind])


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
            "review": row.review,
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
            "review": row.review,
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
            "review": row.review,
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
            "review": row.review,
        }
    ]


@flat.register
def _(row: Decision) -> list[Line]:
    return [
        {
            "number": row.number,
            "at": row.at,
            "by": row.by,
            "action": row.action,
            "undoes": row.undoes,
            "id": row.id,
            "kind": row.target.kind,
            "words": one_line(row.target.words.exact),
            "field": row.field,
            "was": plain_value(row.was),
            "becomes": plain_value(row.becomes),
            "why": row.why,
            "document_sha256": row.target.document,
            "previous": row.previous,
            "hash": row.hash,
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
            "state": row.state,
            "due": row.due,
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


@flat.register
def _(row: PersonRow) -> list[Line]:
    return [
        {
            "id": row.id,
            "name": row.name,
            "names": _BETWEEN.join(row.names),
            "kind": row.kind,
            "side": row.side,
            "actors": _BETWEEN.join(row.actors),
            "why": _BETWEEN.join(row.why),
        }
    ]


@flat.register
def _(row: ReprintRow) -> list[Line]:
    return [{name: getattr(row, name) for name in _COLUMNS[ReprintRow]}]


@flat.register
def _(row: ComparisonRow) -> list[Line]:
    line: Line = {"relation": row.relation, "reason": row.reason}
    for name, figure in (("one", row.one), ("other", row.other)):
        line |= {
            name: figure.id,
            f"{name}_value": plain_number(figure.value),
            f"{name}_unit": figure.unit,
            f"{name}_measure": figure.measure,
            f"{name}_date": figure.date,
            f"{name}_claimant": figure.claimant,
        }
    return [line]


@flat.register
def _(row: CopyRow) -> list[Line]:
    return [asdict(row)]


@flat.register
def _(row: SeriesRow) -> list[Line]:
    return [
        {"series": row.figures[0].id, **line} for figure in row.figures for line in flat(figure)
    ]


@flat.register
def _(row: StandingRow) -> list[Line]:
    said = (("says so", row.sources), ("says otherwise", row.otherwise), ("before", row.before))
    return [
        {"stands": row.subject, "as": row.status, "since": row.since, "source": how, **line}
        for how, changes in said
        for change in changes
        for line in flat(change)
    ]


@flat.register
def _(row: RateRow) -> list[Line]:
    return [
        {
            "about": row.about,
            "asked": row.asked,
            "answered": row.answered,
            "median_days": row.median_days,
            "states": _BETWEEN.join(f"{count} {state}" for state, count in row.states),
        }
    ]


_COLUMNS: dict[type[Row], list[str]] = {
    DocumentRow: "id name title publisher published kind language sha256 media_type extractor"
    " extractor_version characters reader".split(),
    ActorRow: "id document name names kind side role statements".split(),
    StatementRow: "id document file speaker addressees act quotation date cue content start end"
    " confidence act_confidence themes review".split(),
    OccasionRow: "id document file type date participants words start end review".split(),
    FigureRow: "id document file comparison value unit measure date claimant statement words start"
    " end review".split(),
    StatusChangeRow: "id document file status subject subject_text by date count words start"
    " end review".split(),
    Decision: "number at by action undoes id kind words field was becomes why document_sha256"
    " previous hash".split(),
    ExchangeRow: "id speaker act date content state due answer answer_speaker answer_act"
    " answer_date answer_content basis reason".split(),
    CopyRow: "id file publisher published copy_of first_file likeness".split(),
    RateRow: "about asked answered median_days states".split(),
    PersonRow: "id name names kind side actors why".split(),
    ReprintRow: "id file speaker words same_as first_file reason score".split(),
    ComparisonRow: "relation reason one one_value one_unit one_measure one_date one_claimant other"
    " other_value other_unit other_measure other_date other_claimant".split(),
}
_COLUMNS[SeriesRow] = ["series", *_COLUMNS[FigureRow]]
_COLUMNS[StandingRow] = ["stands", "as", "since", "source", *_COLUMNS[StatusChangeRow]]
