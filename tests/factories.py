"""Readings made by hand, in one line each.

`reading_of("[The ministry] {denied} (that it had closed the club).")` marks a statement's speaker
with `[ ]`, its cue with `{ }` and its content with `( )`; the marks are taken out of the text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from verbale.model import (
    Act,
    Actor,
    Document,
    Figure,
    Link,
    Occasion,
    Reading,
    Selector,
    Span,
    Statement,
    StatusChange,
)
from verbale.record.rows import Decision, Named, Target

_MARKED: Final = re.compile(r"\[(?P<speaker>[^\]]*)\]|\{(?P<cue>[^}]*)\}|\((?P<content>[^)]*)\)")


def document_of(text: str, name: str = "report.txt") -> Document:
    return Document(
        text=text,
        title="A report",
        publisher="The Example Times",
        published="2024-03-05",
        kind="news",
        language="en",
        name=name,
        original=text.encode(),
        extractor="plain",
    )


def reading_of(*sentences: str, name: str = "report.txt", acts: tuple[Act, ...] = ()) -> Reading:
    """Make a reading of a text of these sentences, every one a statement by a marked speaker."""
    text = ""
    actors: dict[str, Actor] = {}
    statements = []
    for number, sentence in enumerate(sentences, start=1):
        spans: dict[str, list[Span]] = {"speaker": [], "cue": [], "content": []}
        at = 0
        for match in _MARKED.finditer(sentence):
            text += sentence[at : match.start()]
            role = str(match.lastgroup)
            spans[role].append(Span(len(text), len(text) + len(match[role])))
            text += match[role]
            at = match.end()
        text += sentence[at:] + " "
        speaker = spans["speaker"][0]
        who = speaker.of(text)
        actor = actors.setdefault(who, _actor(len(actors) + 1, who))
        statements.append(
            Statement(
                id=f"s{number}",
                speaker=actor.id,
                speaker_span=speaker,
                cue=tuple(spans["cue"]),
                content=tuple(spans["content"]),
                quotation="indirect",
                act=acts[number - 1] if acts else "assertion",
                date="2024-03-04",
                confidence=0.5,
            )
        )
    return Reading(
        document=document_of(text, name),
        reader="by hand",
        actors=tuple(actors.values()),
        statements=tuple(statements),
    )


def rich_reading(name: str = "report.txt") -> Reading:
    """Make a reading that holds every kind of entry."""
    made = reading_of(
        "[The envoy] {told} the ministry (that 12 clubs were closed).",
        "[The ministry] {denied} (it), (saying so twice).",
        "[He] {urged} the ministry (to reopen them).",
        name=name,
        acts=("concern", "rebuttal", "call"),
    )
    concern, denial, call = made.statements
    text = made.document.text
    return replace(
        made,
        statements=(
            replace(concern, addressees=("a2",), date="2024-03"),
            replace(denial, date=None),
            replace(call, speaker=None, speaker_span=None, addressees=("a2", "a1")),
        ),
        occasions=(Occasion("o1", "meeting", span_of(text, "told"), "2024-03-04", ("a1", "a2")),),
        figures=(
            Figure("f1", 12, None, "clubs", span_of(text, "12 clubs"), "s1", "2024-03", "at least"),
            Figure("f2", 0.5, "percent", "clubs", span_of(text, "twice")),
        ),
        status_changes=(
            StatusChange(
                id="c1",
                status="dissolved",
                span=span_of(text, "12 clubs were closed"),
                subject=None,
                subject_text="12 clubs",
                by="a2",
                date="2024",
                count=12,
            ),
            StatusChange("c2", "banned", span_of(text, "reopen"), "a1", "the envoy"),
        ),
        links=(Link("s2", "s1", "explicit", "denied"),),
    )


def decision_of(words: Selector) -> Decision:
    """Make the decision that somebody else said these words."""
    return Decision(
        number=1,
        at="2024-06-01T12:00:00Z",
        by="Ann Lee",
        action="correct",
        undoes=None,
        id="d1.s1",
        target=Target("0" * 64, "statement", "content", words, 0, 1),
        field="speaker",
        was=Named("The envoy", "a1"),
        becomes=Named("The king", None),
        why="by ear",
        previous="0" * 64,
        hash="1" * 64,
    )


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def _actor(number: int, name: str) -> Actor:
    return Actor(
        id=f"a{number}",
        name=name,
        kind="person" if number == 1 else "organization",
        side="monitor" if number == 1 else "state",
        names=(name, name.title()),
        role="special envoy" if number == 1 else None,
    )
