"""Read very long texts section by section, so that time grows with length and memory does not.

A section ends at a paragraph's end, else at white space, else where it is full. What is named in
one section is not looked for in another; actors of the same name and kind are joined.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from verbale.model import Actor, Document, Link, Reading, Span, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["join", "sections"]

SECTION_LENGTH: Final = 60_000  # code points; most documents are far shorter


def sections(text: str, length: int = SECTION_LENGTH) -> Iterator[Span]:
    """Cut `text` into sections of at most `length` code points, nothing left out."""
    start = 0
    while len(text) - start > length:
        end = text.rfind("\n", start + length // 2, start + length) + 1
        if not end:
            end = text.rfind(" ", start + length // 2, start + length) + 1
        if not end:
            end = start + length
        yield Span(start, end)
        start = end
    yield Span(start, len(text))


def join(document: Document, reader: str, parts: list[tuple[int, Reading]]) -> Reading:
    """Make one reading of those of the sections, each with the position where it starts."""
    joined = _Joined()
    for start, reading in parts:
        joined.take(start, reading)
    return joined.reading(document, reader)


class _Joined:
    """Entries of all sections so far, renumbered and moved to their place in the whole text."""

    def __init__(self) -> None:
        self._whole = Reading(Document(""), "")
        self._actors: dict[tuple[str, str], Actor] = {}

    def take(self, start: int, reading: Reading) -> None:
        """Add one section that starts at code point `start`."""
        who = {actor.id: self._known(actor) for actor in reading.actors}
        whole, count = self._whole, len(self._whole.statements)
        said = {s.id: f"s{count + n}" for n, s in enumerate(reading.statements, 1)}
        self._whole = replace(
            whole,
            statements=(
                *whole.statements,
                *(_moved(s, said[s.id], who, start) for s in reading.statements),
            ),
            occasions=(
                *whole.occasions,
                *(
                    replace(
                        occasion,
                        id=f"o{len(whole.occasions) + n}",
                        span=_shift(occasion.span, start),
                        participants=tuple(dict.fromkeys(who[p] for p in occasion.participants)),
                    )
                    for n, occasion in enumerate(reading.occasions, 1)
                ),
            ),
            figures=(
                *whole.figures,
                *(
                    replace(
                        figure,
                        id=f"f{len(whole.figures) + n}",
                        span=_shift(figure.span, start),
                        statement=said.get(figure.statement or ""),
                    )
                    for n, figure in enumerate(reading.figures, 1)
                ),
            ),
            status_changes=(
                *whole.status_changes,
                *(
                    replace(
                        change,
                        id=f"c{len(whole.status_changes) + n}",
                        span=_shift(change.span, start),
                        subject=who.get(change.subject or ""),
                        by=who.get(change.by or ""),
                    )
                    for n, change in enumerate(reading.status_changes, 1)
                ),
            ),
            links=(
                *whole.links,
                *(
                    Link(said[link.answer], said[link.answered], link.basis, link.reason)
                    for link in reading.links
                ),
            ),
        )

    def reading(self, document: Document, reader: str) -> Reading:
        """Give the whole."""
        actors = tuple(self._actors.values())
        return replace(self._whole, document=document, reader=reader, actors=actors)

    def _known(self, actor: Actor) -> str:
        key = (actor.name, actor.kind)
        before = self._actors.get(key)
        if before is None:
            self._actors[key] = replace(actor, id=f"a{len(self._actors) + 1}")
        else:
            names = tuple(dict.fromkeys((*before.names, *actor.names)))
            self._actors[key] = replace(before, names=names, role=before.role or actor.role)
        return self._actors[key].id


def _shift(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _moved(statement: Statement, identifier: str, who: dict[str, str], by: int) -> Statement:
    return replace(
        statement,
        id=identifier,
        speaker=who.get(statement.speaker or ""),
        speaker_span=_shift(statement.speaker_span, by) if statement.speaker_span else None,
        cue=tuple(_shift(span, by) for span in statement.cue),
        content=tuple(_shift(span, by) for span in statement.content),
        addressees=tuple(dict.fromkeys(who[a] for a in statement.addressees)),
        themes=tuple(replace(theme, span=_shift(theme.span, by)) for theme in statement.themes),
    )
