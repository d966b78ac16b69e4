"""The turns of a transcript: `NAME: what was said`, over one paragraph or several."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from verbale.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verbale.model import Document
    from verbale.reading.layout import Layout

__all__ = ["Turn", "asks", "find_turns", "only_cites", "speaks_for"]

_LABEL: Final = re.compile(
    r"(?P<label>[A-Z][\w.’'-]*(?:[ ,]+(?:[\w.’'-]+|\([^)\n]{1,120}\))){0,8}?)\s*:\s+(?=\S)"
)
_ASKS: Final = frozenset({"question", "q", "questions"})  # a label of whoever it is that asks
_ASIDE: Final = re.compile(r"\(.*?\)")  # whose delegate one is, or what office one holds
_LONGEST_LABEL: Final = 80  # characters, asides left out
_LABELS_IN_CAPITALS: Final = 3  # from so many on, only such lines are labels
_SHORT: Final = 7  # words; a turn this short that states nothing is procedure
_COURTESY: Final = 4  # words of a sentence that is no more: "Thank you, Minister."
_PROCEDURE: Final = 8  # words of who presides that are but procedure: "The floor is yours."
_PRESIDES: Final = re.compile(
    r"\b(?:CHAIR\w*|PRESIDENT|SPEAKER|PRESIDING OFFICER|MODERATOR|HOST)\b",
    re.IGNORECASE,
)
# What is said to open, order and close a meeting.
_MOVES_ON: Final = re.compile(
    r"good (?:morning|afternoon|evening)|welcome|(?:i )?thank|that is all|time is up|with me"
    r"|we (?:have|pass|turn|move|continue|resume|begin|start|come)\b"
    r"(?=.*\b(?:minutes?|questions?|items?|floor|time)\b)"
    r"|(?:i )?(?:now )?(?:call|give|invite)\b|please (?:state|say|give|keep|go|take)|you may\b"
    r"|the floor is|.{0,80}\b(?:has the floor|have the floor|will (?:read|take|make|answer)"
    r"|you wished to)\b"
    r"|the (?:committee|meeting|session|hearing) (?:resumes|opens|is (?:open|closed|adjourned))",
    re.IGNORECASE,
)
# `Colonel Paz, thank you.`, `Thanks for coming in.`
_GREETS: Final = re.compile(
    r"\s*(?:[A-Z][\w.’'-]{1,40},? ){0,3}(?:good (?:morning|afternoon|evening)|welcome|hello"
    r"|thank you|thanks)\b(?: (?:very|so) much)?(?:,? (?:for (?:having|joining|coming|talking|being"
    r"|speaking)\b[^.;]{0,40}|[A-Z][\w.’'-]{1,40}(?: [A-Z][\w.’'-]{1,40}){0,2}|everybody|everyone"
    r"|all|to you|indeed))?[.!]?\s*",
    re.IGNORECASE,
)
_FINITE: Final = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|do|does|did|can|must|should|am|thank|agree"
    r"|know|\w+ed)\b|[’'](?:re|s|m|ve|d|ll)\b|n[’']t\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's turn: the label's span and the spans of its paragraphs."""

    label: Span
    content: tuple[Span, ...]
    bare: bool  # nothing but a question or procedure


def find_turns(layout: Layout, document: Document) -> list[Turn]:
    """List the turns of a transcript; none when the text is no transcript."""
    labelled = [_label(layout.text, paragraph) for paragraph in layout.paragraphs]
    count = sum(label is not None for label in labelled)
    capital = sum(label is not None and _in_capitals(label.of(layout.text)) for label in labelled)
    if document.kind != "transcript" and not (
        capital >= _LABELS_IN_CAPITALS and 2 * count >= len(labelled)
    ):
        return []
    if capital >= _LABELS_IN_CAPITALS:
        labelled = [
            label if label and _in_capitals(label.of(layout.text)) else None for label in labelled
        ]
    turns: list[Turn] = []
    for paragraph, label in zip(layout.paragraphs, labelled, strict=True):
        if label is not None:
            start = _LABEL.match(layout.text, paragraph.start)
            body = Span(start.end() if start else paragraph.start, paragraph.end)
            turns.append(Turn(label, (body,), bare=False))
        elif turns:
            last = turns.pop()
            turns.append(Turn(last.label, (*last.content, paragraph), bare=False))
    return [Turn(turn.label, turn.content, _is_bare(layout, turn)) for turn in turns]


def only_cites(layout: Layout, turn: Turn, cues: Sequence[Span]) -> bool:
    """Tell whether a turn asks about what others said, and says nothing itself.

    `The ministry says that the camp is open. Is that so?`: every sentence beside the question has
    one of the `cues`, or is but a courtesy. What `Q:` stands before only asks.
    """
    sentences = _sentences(layout, turn)
    asked = [_is_question(sentence.of(layout.text)) for sentence in sentences]
    only_asks = asks(turn.label.of(layout.text))
    if only_asks and asked[-1:] == [True]:
        return True
    if not (any(asked) or only_asks) or all(asked):
        return False
    return all(
        _is_question(words := sentence.of(layout.text))
        or len(words.split()) <= _COURTESY
        or any(sentence.start <= cue.start < sentence.end for cue in cues)
        for sentence in sentences
    )


def asks(label: str) -> bool:
    """Tell whether a label is of whoever it is that asks: `Q.`, `Question`."""
    return label.rstrip(".").casefold() in _ASKS


def speaks_for(text: str, turn: Turn) -> str | None:
    """Give what a label says in brackets that one speaks for: *Sarvia* in `Mr. PHAN (Sarvia)`."""
    aside = _ASIDE.search(text, turn.label.start, turn.label.end)
    return aside.group()[1:-1] if aside else None


def _sentences(layout: Layout, turn: Turn) -> list[Span]:
    numbers = [
        range(layout.sentence_at(span.start), layout.sentence_at(span.end - 1) + 1)
        for span in turn.content
    ]
    return [layout.sentences[n] for part in numbers for n in part]


def _moves_on(sentence: str) -> bool:
    """Whether a sentence of who presides is but procedure or courtesy."""
    words = sentence.strip(' “”"‘’')
    return len(words.split()) <= _COURTESY or _MOVES_ON.match(words) is not None


def _is_question(sentence: str) -> bool:
    return sentence.rstrip('"”’ ').endswith("?")


def _in_capitals(label: str) -> bool:
    return _ASIDE.sub("", label).isupper()


def _label(text: str, paragraph: Span) -> Span | None:
    match = _LABEL.match(text, paragraph.start, paragraph.end)
    if match is None or len(_ASIDE.sub("", match["label"])) > _LONGEST_LABEL:
        return None
    return Span(match.start("label"), match.end("label"))


def _is_bare(layout: Layout, turn: Turn) -> bool:
    """Whether a turn only asks or only moves the meeting along."""
    words = " ".join(span.of(layout.text) for span in turn.content)
    begin = turn.content[0].start  # behind the label
    sentences = [
        layout.text[max(begin, sentence.start) : sentence.end]
        for sentence in _sentences(layout, turn)
    ]
    presides = _PRESIDES.search(turn.label.of(layout.text)) is not None
    if presides and len(words.split()) <= _PROCEDURE:
        return True
    if presides and all(_moves_on(sentence) or _is_question(sentence) for sentence in sentences):
        return True
    if all(map(_is_question, sentences)) or all(map(_GREETS.fullmatch, sentences)):
        return True
    return len(words.split()) <= _SHORT and not _FINITE.search(words)
