"""What makes one statement an answer to another: the moves, and the words that say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from verbale.model import Act

__all__ = [
    "ANSWERABLE",
    "BACK",
    "ENOUGH_ACROSS",
    "JUDGES",
    "POINTS_BACK",
    "REPLIES",
    "RESPONSE",
    "TAKEN_UP",
    "acts_called",
    "can_answer",
]

RESPONSE: Final = re.compile(
    r"\b(?:in (?:response|reply|answer)|responding|replying|answering|in reaction|reacting"
    r"|in turn)\b",
    re.IGNORECASE,
)
# What it is to judge something said: `called ⟦the ruling a shame⟧`, `hailed ⟦the offer⟧`.
JUDGES: Final = re.compile(
    r"\b(?:call(?:ed|s|ing)|describ|hail|brand|liken|label|dismiss|deplor|denounc|condemn|mock|prais"
    r"|question|criticis|criticiz)",
    re.IGNORECASE,
)
REPLIES: Final = re.compile(
    r"(?:in turn )?(?:(?:has|have|had) )?(?:repl(?:y|ied|ies)|respond|retort|counter(?:ed|s)\b"
    r"|answer(?:ed|s)\b|(?:shot|hit) back)",
    re.IGNORECASE,
)
ANSWERABLE: Final = frozenset({"concern", "call", "rebuttal", "assertion"})
# Scores that a link across documents needs, by the act of the answer; chosen on annotated dossiers.
ENOUGH_ACROSS: Final[dict[str, float]] = {
    "rebuttal": 1.0,
    "justification": 1.0,
    "commitment": 1.2,
    "acknowledgement": 1.4,
    "announcement": 1.8,
    "concern": 2.2,
}
# What a back-reference calls a statement, by the statement's act: `welcomed ⟦the ruling⟧`.
_CALLED: Final[tuple[tuple[re.Pattern[str], frozenset[Act]], ...]] = (
    (re.compile(r"rulings?|decisions?|announcements?|judge?ments?|verdict|appointment|awards?"
                r"|indictments?|withdrawals?|orders?|recount"),
     frozenset({"announcement", "justification"})),
    (re.compile(r"promises?|pledges?|offers?|plans?|commitments?|undertakings?|prospect|threats?"),
     frozenset({"commitment"})),
    (re.compile(r"explanations?|defen[cs]e|accounts?|arithmetic"),
     frozenset({"justification", "announcement", "rebuttal"})),
    (re.compile(r"criticisms?|accusations?|allegations?|concerns?|complaints?|claims?|charges?"
                r"|figures?|counts?|findings?|reports?|statements?|delays?|conclusions?|assertions?"
                r"|remarks?"),
     frozenset({"concern", "assertion"})),
    (re.compile(r"calls?|demands?|requests?|appeals?|recommendations?|proposals?|suggestions?"),
     frozenset({"call"})),
)  # fmt: skip
# Words that stand for an earlier statement: `the ruling`, `Rosa’s claim that`.
BACK: Final = re.compile(
    r"(?P<whose>(?:the\s+(?:[a-z-]+\s+)?[a-z-]+[’']s?)|the|this|that|these|those|his|her|its|their|your"
    r"|such|(?:[Tt]he\s+)?(?:[A-Z][\w’.-]*\s+){0,3}[A-Z][\w’'-]*[’']s?)\s+(?:[\w’'-]+\s+){0,3}?"
    r"(?P<noun>[a-z]+)(?=$|[\s,.;]*(?:$|as\b|that\b|of\b|by\b|in\b|on\b|at\b|“|\"|‘))"
)
# What points back by itself, whatever it calls what was said: `this account`, `his arithmetic`.
POINTS_BACK: Final = re.compile(
    r"(?:this|these|such|his|her|their|your)\s+(?:own\s+)?[a-z-]+(?=$|[\s,.;:]*$|,|:|;"
    r"|\s+(?:as|of|by|in|that|which|un\w+|in\w+|hard|sufficient|wanting)\b)|this(?=$|\s+[a-z]+)",
    re.IGNORECASE,
)
# A noun of saying that stands behind its article or owner: `the claim`, `Rosa’s own demand`.
TAKEN_UP: Final = re.compile(
    r"(?:[’']s?|\b(?:the|this|that|these|those|his|her|its|their|your|our))\s+(?:\w+\s+)?(?:"
    + "|".join(nouns.pattern for nouns, _ in _CALLED)
    + r"|acknowledge?ments?|admissions?|denials?|warnings?)$",
    re.IGNORECASE,
)


def acts_called(noun: str) -> frozenset[Act] | None:
    """Give the acts that a noun such as *claim* stands for."""
    return next((acts for nouns, acts in _CALLED if nouns.fullmatch(noun)), None)


def can_answer(answer: str, asked: str) -> bool:
    """Tell whether a statement of one act can answer one of another.

    Critics answer what is said in defence with what they hold against it.
    """
    if answer == "concern" and asked in {"rebuttal", "justification", "commitment"}:
        return True
    if asked in {"assertion", "rebuttal"}:
        return answer in {"rebuttal", "justification"}
    if asked == "justification":
        return answer == "rebuttal"
    return asked in ANSWERABLE
