"""Which kind of document a text is, by what stands in it, and how sure that is."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from verbale.model import DocumentKind

__all__ = ["SURE_ENOUGH", "Sign", "kind_of", "signs"]

SURE_ENOUGH: Final = 0.75  # below it a document is taken for news, as one that tells nothing is
_NOTHING_TOLD: Final = 0.3
_START: Final = 2_500  # characters
_END: Final = 1_500
_TURN: Final = re.compile(r"^(?:[A-Z][\w.’'-]*(?: [A-Z(][\w.’')-]*){0,5}|Q|A): \S", re.MULTILINE)
_NUMBERED: Final = re.compile(r"^\d{1,3}\.\s+[A-Z]", re.MULTILINE)
_FEWEST_TURNS: Final = 4
_FEWEST_NUMBERED: Final = 10
_DOUBT_OF_TURNS: Final = 0.15  # that a text in turns is no transcript
_DOUBT_OF_NUMBERED: Final = 0.4  # that one in numbered paragraphs is no report


@dataclass(frozen=True, slots=True)
class Sign:
    """Words that speak for a kind, where they stand, how strongly; with examples, see the table."""

    kind: DocumentKind
    where: Literal["title", "start", "end"]
    weight: float
    words: re.Pattern[str]
    says: str
    says_not: str


@cache
def signs() -> tuple[Sign, ...]:
    """Give all signs of the table `kinds.toml`."""
    table = (resources.files("verbale.sources") / "kinds.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(table)["sign"]
    return tuple(Sign(**{**row, "words": re.compile(row["words"])}) for row in rows)


def kind_of(text: str, title: str | None = None) -> tuple[DocumentKind, float]:
    r"""Tell the kind of a document, and how sure that is, from 0 to 1.

    >>> kind_of("GENEVA (5 March 2024) – He said no.\n\nENDS")
    ('press-release', 0.84)
    """
    places = {"title": title or "", "start": text[:_START], "end": text[-_END:]}
    doubts: dict[DocumentKind, float] = {}
    for sign in signs():
        if sign.words.search(places[sign.where]):
            doubts[sign.kind] = doubts.get(sign.kind, 1.0) * (1.0 - sign.weight)
    _doubts_of_form(text, doubts)
    if not doubts:
        return "news", _NOTHING_TOLD
    kind = min(doubts, key=lambda each: doubts[each])
    others = [1.0 - doubt for other, doubt in doubts.items() if other != kind]
    # What speaks for another kind speaks against this one.
    return kind, round((1.0 - doubts[kind]) * (1.0 - max(others, default=0.0) / 3), 3)


def _doubts_of_form(text: str, doubts: dict[DocumentKind, float]) -> None:
    paragraphs = text.count("\n\n") + 1
    turns = len(_TURN.findall(text))
    if turns >= _FEWEST_TURNS and 2 * turns >= paragraphs:
        doubts["transcript"] = doubts.get("transcript", 1.0) * _DOUBT_OF_TURNS
    numbered = len(_NUMBERED.findall(text))
    if numbered >= _FEWEST_NUMBERED and 2 * numbered >= paragraphs:
        doubts["report"] = doubts.get("report", 1.0) * _DOUBT_OF_NUMBERED
