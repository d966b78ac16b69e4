"""A reading as the rows that a record holding nothing else would answer with."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from verbale.model import Selector
from verbale.record.rows import (
    ActorRow,
    Contents,
    DocumentRow,
    FigureRow,
    LinkRow,
    OccasionRow,
    StatementRow,
    StatusChangeRow,
    ThemeRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verbale.model import Figure, Occasion, Reading, Span, Statement, StatusChange

__all__ = ["contents_of"]


def contents_of(reading: Reading, document_id: str = "d1") -> Contents:
    """Give the rows of one reading, as the document `document_id`."""
    rows = _Rows(reading, document_id)
    order = {statement.id: place for place, statement in enumerate(reading.statements)}
    links = sorted(reading.links, key=lambda link: (order[link.answer], order[link.answered]))
    return Contents(
        documents=(rows.document(),),
        actors=rows.actors(),
        statements=tuple(rows.statement(each) for each in reading.statements),
        occasions=tuple(rows.occasion(each) for each in reading.occasions),
        figures=tuple(rows.figure(each) for each in reading.figures),
        status_changes=tuple(rows.status_change(each) for each in reading.status_changes),
        links=tuple(
            LinkRow(rows.id(link.answer), rows.id(link.answered), link.basis, link.reason)
            for link in links
        ),
    )


class _Rows:
    def __init__(self, reading: Reading, document_id: str) -> None:
        self._reading = reading
        self._document_id = document_id
        self._file = reading.document.name
        self._names = {actor.id: actor.name for actor in reading.actors}
        self._speakers = {each.id: each.speaker for each in reading.statements}

    def id(self, key: str) -> str:
        return f"{self._document_id}.{key}"

    def document(self) -> DocumentRow:
        document = self._reading.document
        return DocumentRow(
            id=self._document_id,
            name=document.name,
            title=document.title,
            publisher=document.publisher,
            published=document.published,
            kind=document.kind,
            language=document.language,
            sha256=document.sha256,
            media_type=document.media_type,
            extractor=document.extractor,
            extractor_version=document.extractor_version,
            characters=len(document.text),
            reader=self._reading.reader,
            labels=document.labels,
        )

    def actors(self) -> tuple[ActorRow, ...]:
        said = Counter(self._speakers.values())
        return tuple(
            ActorRow(
                id=self.id(actor.id),
                document=self._document_id,
                name=actor.name,
                names=actor.names,
                kind=actor.kind,
                side=actor.side,
                role=actor.role,
                statements=said[actor.id],
            )
            for actor in self._reading.actors
        )

    def statement(self, statement: Statement) -> StatementRow:
        return StatementRow(
            id=self.id(statement.id),
            document=self._document_id,
            file=self._file,
            speaker=self._name(statement.speaker),
            speaker_id=self._id_or_none(statement.speaker),
            addressees=tuple(self._names[actor] for actor in statement.addressees),
            addressee_ids=tuple(self.id(actor) for actor in statement.addressees),
            act=statement.act,
            quotation=statement.quotation,
            date=statement.date,
            confidence=statement.confidence,
            act_confidence=statement.act_confidence,
            speaker_words=(
                self._anchor(statement.speaker_span) if statement.speaker_span else None
            ),
            cue=self._anchors(statement.cue),
            content=self._anchors(statement.content),
            themes=tuple(
                ThemeRow(theme.concept, theme.score, self._anchor(theme.span))
                for theme in statement.themes
            ),
        )

    def occasion(self, occasion: Occasion) -> OccasionRow:
        return OccasionRow(
            id=self.id(occasion.id),
            document=self._document_id,
            file=self._file,
            type=occasion.type,
            date=occasion.date,
            participants=tuple(self._names[actor] for actor in occasion.participants),
            participant_ids=tuple(self.id(actor) for actor in occasion.participants),
            words=self._anchor(occasion.span),
        )

    def figure(self, figure: Figure) -> FigureRow:
        return FigureRow(
            id=self.id(figure.id),
            document=self._document_id,
            file=self._file,
            value=figure.value,
            unit=figure.unit,
            measure=figure.measure,
            comparison=figure.comparison,
            date=figure.date,
            statement=self._id_or_none(figure.statement),
            claimant=self._name(self._speakers[figure.statement]) if figure.statement else None,
            words=self._anchor(figure.span),
        )

    def status_change(self, change: StatusChange) -> StatusChangeRow:
        return StatusChangeRow(
            id=self.id(change.id),
            document=self._document_id,
            file=self._file,
            status=change.status,
            subject=self._name(change.subject),
            subject_id=self._id_or_none(change.subject),
            subject_text=change.subject_text,
            by=self._name(change.by),
            by_id=self._id_or_none(change.by),
            date=change.date,
            count=change.count,
            words=self._anchor(change.span),
        )

    def _name(self, actor: str | None) -> str | None:
        return self._names[actor] if actor is not None else None

    def _id_or_none(self, key: str | None) -> str | None:
        return self.id(key) if key is not None else None

    def _anchor(self, span: Span) -> Selector:
        return Selector.at(self._reading.document.text, span)

    def _anchors(self, spans: Iterable[Span]) -> tuple[Selector, ...]:
        return tuple(self._anchor(span) for span in spans)
