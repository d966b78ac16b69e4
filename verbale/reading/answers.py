"""Tell which statement of a document answers which.

Explicit answers say so: a denial or dismissal that takes up what was claimed, *in response*, a turn
after a turn. The rest is inferred from who speaks to whom, shared words and nearness; every link
carries its reason in words. Where no earlier statement fits, there is no link.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from verbale.model import Basis

if TYPE_CHECKING:
    from verbale.reading.layout import Layout
    from verbale.reading.statements import Said

__all__ = ["Answer", "find_answers"]

_RESPONSE: Final = re.compile(
    r"\b(?:in (?:response|reply|answer)|responding|replying|answering|in reaction|reacting|in turn)\b",
    re.IGNORECASE,
)
_ANSWERABLE: Final = frozenset({"concern", "call", "rebuttal", "assertion"})
_ANSWERS: Final = frozenset(
    {"rebuttal", "justification", "commitment", "acknowledgement", "announcement"}
)
_OPPOSED: Final = frozenset({"state", "party"})
_STOP: Final = frozenset(
    """the a an of to in on at by for with from and or but not no that this these those it its he she they them his her
    their we our i you as is are was were be been being has have had will would should could may might can must do did
    does said say says told about over into than then there here which who whom whose what when where while if because
    so also only more most any all some such other own same after before during under between""".split()
)
_ENOUGH: Final = 1.6  # score that an inferred link needs; chosen on the development dossiers
_WINDOW: Final = 14  # statements looked back


@dataclass(frozen=True, slots=True)
class Answer:
    """Positions of two statements in the document's list: `answer` answers `answered`."""

    answer: int
    answered: int
    basis: Basis
    reason: str


def find_answers(layout: Layout, said: list[Said], *, transcript: bool) -> list[Answer]:
    """List the links between the statements of one document, at most one inferred per answer."""
    words = [_content_words(layout, statement) for statement in said]
    weight = _weights(words)
    links: list[Answer] = []
    for index, statement in enumerate(said):
        explicit = _explicit(layout, said, index, words, weight, transcript=transcript)
        if explicit is not None:
            links.append(explicit)
        else:
            inferred = _inferred(layout, said, index, words, weight, links)
            if inferred is not None:
                links.append(inferred)
    return links


def _explicit(
    layout: Layout,
    said: list[Said],
    index: int,
    words: list[set[str]],
    weight: dict[str, float],
    *,
    transcript: bool,
) -> Answer | None:
    statement = said[index]
    if statement.act == "rebuttal":
        nested = _nested(said, index)
        if nested is not None:
            return Answer(index, nested, "explicit", "it rejects this claim in the same sentence")
    sentence = layout.sentences[layout.sentence_at(statement.start)]
    if _RESPONSE.search(sentence.of(layout.text)) and statement.act != "concern":
        target = _last_of_others(said, index, sentence.start, sentence.end)
        if target is not None:
            return Answer(index, target, "explicit", "the text calls it a response")
    return None


def _nested(said: list[Said], index: int) -> int | None:
    """A claim by somebody else that lies inside the content of a rebuttal."""
    outer = said[index]
    for other, statement in enumerate(said):
        inside = any(
            part.start <= span.start and span.end <= part.end
            for part in outer.content
            for span in statement.content
        )
        if other != index and inside and statement.speaker is not outer.speaker:
            return other
    return None


def _last_of_others(said: list[Said], index: int, start: int, end: int) -> int | None:
    """What a response responds to: a concern in its own sentence, else the last one before."""
    own = said[index]
    for other, statement in enumerate(said):
        same = start <= statement.start < end and other != index
        if same and statement.speaker is not own.speaker and statement.act in {"concern", "call"}:
            return other
    candidates = [
        other
        for other in range(max(0, index - _WINDOW), index)
        if said[other].speaker is not own.speaker and said[other].act in _ANSWERABLE
    ]
    concerns = [other for other in candidates if said[other].act == "concern"]
    return (concerns or candidates or [None])[-1]


def _inferred(
    layout: Layout,
    said: list[Said],
    index: int,
    words: list[set[str]],
    weight: dict[str, float],
    links: list[Answer],
) -> Answer | None:
    statement = said[index]
    if statement.act not in _ANSWERS or statement.speaker is None:
        return None
    best: tuple[float, int, list[str]] | None = None
    for other in range(max(0, index - _WINDOW), index):
        score, reasons = _fit(layout, said, index, other, words, weight)
        if best is None or score > best[0]:
            best = (score, other, reasons)
    going_on = _goes_on(said, index, links)
    if best and best[0] >= _ENOUGH:
        return Answer(index, best[1], "inferred", ", ".join(best[2]))
    if going_on is not None:
        return Answer(index, going_on, "inferred", "the same speaker goes on with an answer")
    return None


def _goes_on(said: list[Said], index: int, links: list[Answer]) -> int | None:
    """What the same speaker's statement just before answers."""
    before = index - 1
    if before < 0 or said[before].speaker is not said[index].speaker:
        return None
    if said[index].act not in {"justification", "rebuttal"}:
        return None
    return next((link.answered for link in reversed(links) if link.answer == before), None)


def _fit(
    layout: Layout,
    said: list[Said],
    index: int,
    other: int,
    words: list[set[str]],
    weight: dict[str, float],
) -> tuple[float, list[str]]:
    answer, asked = said[index], said[other]
    if asked.speaker is answer.speaker or asked.act not in _ANSWERABLE:
        return 0.0, []
    if asked.act == "assertion" and answer.act not in {"rebuttal", "justification"}:
        return 0.0, []
    score, reasons = 0.0, []
    shared = words[index] & words[other]
    overlap = sum(weight[word] for word in shared)
    if overlap > 0:
        score += min(2.0, overlap / 3.0)
        reasons.append("shared words: " + " ".join(sorted(shared)[:4]))
    if asked.speaker is not None and asked.speaker in answer.addressees:
        score += 1.0
        reasons.append("it is said to the one who raised it")
    if answer.speaker in asked.addressees:
        score += 1.0
        reasons.append("the one who was addressed answers")
    if asked.speaker is not None and _names(layout, answer, asked):
        score += 1.0
        reasons.append("it names the one who raised it")
    if (
        answer.speaker
        and asked.speaker
        and (answer.speaker.side() == "state") != (asked.speaker.side() == "state")
    ):
        score += 0.3
    if asked.act in {"concern", "call"}:
        score += 0.3
    score -= 0.1 * (index - other)
    return score, reasons or ["the nearest concern of the other side"]


def _names(layout: Layout, answer: Said, asked: Said) -> bool:
    return any(
        part.start <= mention.span.start < part.end
        for part in answer.content
        for mention in (asked.speaker.mentions if asked.speaker else ())
    )


def _content_words(layout: Layout, statement: Said) -> set[str]:
    words = " ".join(span.of(layout.text) for span in statement.content).casefold()
    return {_stem(word) for word in re.findall(r"[^\W_]{3,}", words) if word not in _STOP}


def _stem(word: str) -> str:
    for ending in ("ations", "ation", "ings", "ing", "ments", "ment", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _weights(words: list[set[str]]) -> dict[str, float]:
    counts = Counter(word for statement in words for word in statement)
    return {word: math.log((1 + len(words)) / count) for word, count in counts.items()}
