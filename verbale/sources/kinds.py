"""Which kind of document a text is, by what stands in it, and how sure that is."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from verbale.model import DocumentKind

__all__ = ["SURE_ENOUGH", "Sign", "kind_of", "signs"]

SURE_ENOUGH: Final = 0.75  # below it a document is taken for news, as one that tells nothing is
_NOTHING_TOLD: Final = 0.3
_START: Final = 2_500  # characters
_END: Final = 1_500
_BODY: Final = 12_000  # what repeats in a document repeats in its first pages
_HEAD_LINES: Final = 15
_LONGEST_HEAD_LINE: Final = 200  # characters; what is longer is running text

_TURN: Final = re.compile(
    r"^(?:\[?\d{1,2}:\d{2}(?::\d{2})?\]? +)?"  # when it was said
    r"(?:((?:The |\d{1,2}\. )?[A-Z][\w.’'-]*(?:,? (?:[A-Z(][\w.’')-]*|of|the|and)){0,9}):[ \n]+\S"
    r"|([QA])[.:] +\S)",
    re.MULTILINE,
)
_FEWEST_TURNS: Final = 4
_FEWEST_SPEAKERS: Final = 2
_FEWEST_QUESTIONS: Final = 4
_LONGEST_QUESTION: Final = 400  # characters
_QUOTED: Final = re.compile(r"[“\"„«][^“”\"«»\n]*(?:[”\"»]|$)", re.MULTILINE)
_OF_ONESELF: Final = re.compile(r"\b(?:I|me|my|mine|myself)\b")
_DOUBT_OF_TURNS: Final = 0.05  # that a text in turns is no transcript
_DOUBT_OF_ANSWERS: Final = 0.2  # that one of questions and answers in the first person is none


@dataclass(frozen=True, slots=True)
class Sign:
    """Words that speak for a kind, where they stand, how strongly; with examples, see the table."""

    kind: DocumentKind
    where: Literal["head", "start", "own", "body", "end"]
    weight: float
    words: re.Pattern[str]
    says: str
    says_not: str
    times: int = 1

    def stands_in(self, text: str) -> bool:
        """Tell whether the words are found, as often as it takes."""
        found = self.words.finditer(text)
        return all(next(found, None) is not None for _ in range(self.times))


@cache
def signs() -> tuple[Sign, ...]:
    """Give all signs of the table `kinds.toml`."""
    table = (resources.files("verbale.sources") / "kinds.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(table)["sign"]
    return tuple(Sign(**{**row, "words": re.compile(row["words"])}) for row in rows)


def kind_of(text: str, title: str | None = None) -> tuple[DocumentKind, float]:
    r"""Tell the kind of a document, and how sure that is, from 0 to 1.

    >>> kind_of("GENEVA (5 March 2024) – He said no.\n\nENDS")
    ('press-release', 0.93)
    """
    places = {
        "head": _head(text, title),
        "start": text[:_START],
        "own": _QUOTED.sub("", text[:_START]),
        "body": text[:_BODY],
        "end": text[-_END:],
    }
    doubts: dict[DocumentKind, float] = {}
    for sign in signs():
        if sign.stands_in(places[sign.where]):
            doubts[sign.kind] = doubts.get(sign.kind, 1.0) * (1.0 - sign.weight)
    if doubt := _doubt_of_turns(places["body"]):
        doubts["transcript"] = doubts.get("transcript", 1.0) * doubt
    if not doubts:
        return "news", _NOTHING_TOLD
    # What speaks for other kinds speaks against this one, and so does that most documents are news.
    odds = {kind: (1.0 - doubt) / doubt for kind, doubt in doubts.items()}
    kind = max(odds, key=lambda each: odds[each])
    return kind, round(odds[kind] / (1.0 + sum(odds.values())), 3)


def _head(text: str, title: str | None) -> str:
    """Give the title and the short lines before the running text, where a letterhead stands.

    A document that was not made for the web has its title there and nowhere else.
    """
    head = [title or ""]
    for line in filter(None, map(str.strip, text[:_START].splitlines())):
        if len(head) > _HEAD_LINES or len(line) > _LONGEST_HEAD_LINE:
            break
        head.append(line)
    return "\n".join(head)


def _doubt_of_turns(body: str) -> float | None:
    """Tell how much doubt is left that people speak in turns here; `None` where they do not."""
    paragraphs = [each.strip() for each in body.split("\n\n") if each.strip()]
    labels = Counter(name or letter for name, letter in _TURN.findall(body))
    again = [label for label, count in labels.items() if count > 1]
    turns = labels.total()
    if turns >= _FEWEST_TURNS and len(again) >= _FEWEST_SPEAKERS and 2 * turns >= len(paragraphs):
        return _DOUBT_OF_TURNS
    return _DOUBT_OF_ANSWERS if _are_answers(paragraphs) else None


def _are_answers(paragraphs: list[str]) -> bool:
    """Tell whether a text is an interview without labels: questions, answered by "I".

    Answers that an editor gives to what readers ask are not in the first person.
    """
    answers = [
        _QUOTED.sub("", answer)
        for question, answer in pairwise(paragraphs)
        if question.endswith("?") and len(question) <= _LONGEST_QUESTION and answer[-1] != "?"
    ]
    own = sum(_OF_ONESELF.search(answer) is not None for answer in answers)
    return (
        len(answers) >= _FEWEST_QUESTIONS
        and 4 * len(answers) >= len(paragraphs)
        and 2 * own >= len(answers)
    )
