"""Tell what a speaker does by a statement: concern, call, rebuttal, commitment, ...

The cue decides where its words are plain (*rejected*, *urged*); after a neutral cue (*said*) the
network in `act_model.py` does. The cue rules are data, in `rules/acts.toml`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from verbale.model import Act, Side

__all__ = ["ActRule", "act_of_cue", "act_rules", "plain_act"]


@dataclass(frozen=True, slots=True)
class ActRule:
    """Cue words that show an act, with examples that must and must not match."""

    act: Act
    pattern: re.Pattern[str]
    says: tuple[str, ...]
    says_not: tuple[str, ...]


_PERFORMATIVE: Final = 40  # code points that hold the verb and what belongs to it
_FIRST_PERSON: Final = re.compile(
    r"\W*(?:I|[Ww]e)\s+(?:(?:do|also|must|fully|therefore|again|hereby|once more|strongly|deeply"
    r"|warmly|sincerely|categorically|firmly|can only|am|are|very|most)\s+)*"
    r"(?!will\b|need\b|plan\b|found\b|attack\b|[a-z]{3,}ed\b(?!\s+(?:about|by|at|that)\b))"
)
_PROMISES: Final = re.compile(r"\W*(?:I|[Ww]e) (?:will|shall|(?:am|are) going to|intend to)\b")
_PLANNED: Final = re.compile(r"\W*(?:[\w’'-]+\s+){1,8}?(?:would|will)\b|to [a-z]+")
_CALLS: Final = re.compile(r"(?:\w+ )?call(?:s|ed|ing)?\b", re.IGNORECASE)


@cache
def act_rules() -> tuple[ActRule, ...]:
    """Load the cue rules in their order."""
    source = resources.files("verbale.reading") / "rules" / "acts.toml"
    table: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8"))
    return tuple(
        ActRule(
            rule["act"],
            re.compile(r"\b(?:" + "|".join(rule["stems"]) + ")", re.IGNORECASE),
            tuple(rule["says"]),
            tuple(rule["says_not"]),
        )
        for rule in table["rule"]
    )


@lru_cache(maxsize=4096)
def act_of_cue(cue: str) -> Act | None:
    """Give the act that the words of a cue show, None when they are neutral.

    >>> [act_of_cue(cue) for cue in ("called on", "said", "brushed aside")]
    ['call', None, 'rebuttal']
    """
    return next((rule.act for rule in act_rules() if rule.pattern.search(cue)), None)


def plain_act(cue: str, content: str, side: Side) -> Act | None:
    """Give the act where the words decide by themselves, None where their sense has to.

    They do where the cue is plain, and where the speaker says the act: *“I call on all ...”*
    (an explicit performative: Austin 1962, How to Do Things with Words).
    """
    act = act_of_cue(cue) or _performed(content)
    if act is None and _CALLS.match(cue) and content.startswith("to "):
        return "call"
    if act == "announcement" and side in {"monitor", "civil-society"}:
        return None
    if act == "announcement" and "announc" in cue and _PLANNED.match(content):
        return "commitment"  # what is announced is not done yet
    return act


def _performed(content: str) -> Act | None:
    """The act that the speaker names in the first person of the present, if any."""
    if _PROMISES.match(content):
        return "commitment"
    match = _FIRST_PERSON.match(content)
    if match is None:
        return None
    words = content[match.end() : match.end() + _PERFORMATIVE]
    return next((rule.act for rule in act_rules() if rule.pattern.match(words)), None)
