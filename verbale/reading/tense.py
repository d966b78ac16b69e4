"""Tell whether the words around a time expression look back or ahead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from verbale.model import Span

__all__ = ["TO_COME", "looks_ahead", "looks_back"]

# What an infinitive depends on, for `sent a letter to parliament on Monday` has none.
_INTENDS: Final = (
    r"(?:is|are|be|has|have|due|set|ready|likely|going|about|able|free|plan\w*|expect\w*|schedul\w*"
    r"|inten\w*|want\w*|hop(?:e|es|ed|ing)|agree\w*|promis\w*|pledg\w*|vow\w*|decid\w*|decision"
    r"|offer\w*|invit\w*|ask\w*|urg\w*|order\w*|prepar\w*|wish\w*|need\w*|threat\w*|propos\w*"
    r"|request\w*|requir\w*|summon\w*|instruct\w*|undert\w*|refus\w*|call\w*|appeal\w*|allow\w*"
    r"|permi\w+|forc\w+|right|chance|deadline|motion)"
)
_AHEAD: Final = re.compile(
    r"\b(?:will|shall|would|scheduled|due|upcoming|coming|next|expected|opens|planned|starts|begins"
    r"|takes place|ahead of)\b|\b(?:by|until|before)(?: the (?:end|start|beginning|middle))?\s*$"
    rf"|\b{_INTENDS}(?: [\w’'-]+){{0,5}}? to (?!(?:the|an?|his|her|its|their|our|my|your|me|us"
    r"|him|them|you|it|this|that|these|those|all|each|every|both)\b)"
    r"[a-z]+(?: \w+){0,4}\s+(?:on|in|by)?\s*$"
    r"|\b(?:agree[sd]?|invit\w+|set) (?:\w+ )?(?:to|for) (?:an?|the) (?:\w+ )?"
    r"(?:visit|meeting|hearing|session|round|talks)\s+(?:on|in)\s*$",
    re.IGNORECASE,
)
_CLAUSE: Final = 75  # characters before an expression that tell
_SET_FOR: Final = re.compile(
    r"\b(?:set|fixed|scheduled|adjourned|postponed|called)\b[^.;,]{0,30}\bfor\s*$", re.IGNORECASE
)
# `announced new talks, ⟦to open on⟧ 7 March`
TO_COME: Final = r"to (?:open|be held|take place|begin|start|convene|resume)"
_TO_COME: Final = re.compile(rf"\s*{TO_COME}(?: [\w’'-]+){{0,3}}? (?:on|in)\s*")
# What bears its day as a name has come about: `the decree of ⟦12 May⟧ will appear`.
_OF_A_PAPER: Final = re.compile(
    r"\b(?:decree|letter|statement|decision|note|law|order|ruling|judge?ment|report|communication"
    r"|agreement|resolution|circular|notice|promise|pledge|assurance|claim|request|demand|call|appeal"
    r"|warning|offer|complaint|recommendation|reply|speech|remark)s?\s+(?:of|dated)\s*$",
    re.IGNORECASE,
)
_NO_LONGER_AHEAD: Final = re.compile(r"\b(?:would have|had|was|were)\b")
_WOULD: Final = re.compile(r"would\b", re.IGNORECASE)
_REPORTED: Final = re.compile(
    r"\b(?:said|told|announced|reported|added|wrote|confirmed|warned|testified|argued|replied)\b"
)
_PAST_VERB: Final = r"(?:was|were|had|has|have|\w+ed|said|told|met|took|gave|held)"
_BACK: Final = re.compile(rf"\b{_PAST_VERB}\b")
_FIRST_VERB: Final = re.compile(
    r"\b(?:(?P<ahead>will|shall|(?:is|are) (?:due|to|expected|set|scheduled|likely))"
    rf"|{_PAST_VERB})\b"
)
_FRONTED: Final = re.compile(r"\s*(?:on|in|by)?\s*", re.IGNORECASE)


def looks_ahead(text: str, span: Span) -> bool:
    """Tell whether an expression stands for a time after publication, by the verbs beside it.

    The verb before decides (*will meet on Friday*), the last one if there are several; before an
    expression that heads its clause, the first one after (*On Friday they will meet*).
    """
    before = _before(text, span).split(",")[-1][-_CLAUSE:]
    if _OF_A_PAPER.search(before):
        return False
    if _SET_FOR.search(before) or _TO_COME.fullmatch(before):
        return True
    if re.match(r"(?i)by|until", span.of(text)):
        return not _NO_LONGER_AHEAD.search(before)
    ahead = max((match.start() for match in _AHEAD.finditer(before)), default=-1)
    if ahead >= 0:
        said = max((match.start() for match in _REPORTED.finditer(before)), default=-1)
        # `was due on Friday` looks back, `were late and would come on Friday` does not
        told = ahead if _WOULD.match(before, ahead) else 0
        return ahead > said and not _NO_LONGER_AHEAD.search(before, told)
    if _FRONTED.fullmatch(before):
        verb = _FIRST_VERB.search(_after(text, span.end, 80, r"[.;:!?\n]"))
        return verb is not None and verb["ahead"] is not None
    return False


def looks_back(text: str, span: Span) -> bool:
    """Tell whether a verb in the past stands in the clause."""
    before = _before(text, span)
    if _OF_A_PAPER.search(before):
        return True
    after = _after(text, span.end, 50, r"[.;:!?,\n]")
    return bool(_BACK.search(f"{before} | {after}"))


def _before(text: str, span: Span) -> str:
    return re.split(r"[.;:!?\n]\s", text[max(0, span.start - 90) : span.start])[-1]


def _after(text: str, end: int, length: int, ends: str) -> str:
    return re.split(ends, text[end : end + length], maxsplit=1)[0]
