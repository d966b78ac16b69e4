"""What is told but has not happened: wished, feared, denied, refuted, or a state that lasts.

Asked of status changes: *demanded the release of X* frees nobody, *the claim that X was banned is
false* bans nobody, and *lifted the ban on X* does the opposite.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from verbale.model import Span

__all__ = ["is_lifted", "is_no_news", "is_refuted", "is_wished", "without_refutation"]

_REACH: Final = 300  # characters before a verb
_UNREAL: Final = re.compile(
    r"\b(?:will|would|shall|should|must|(?-i:may)|might|could|can|if|unless|to be|be|not|never|nor"
    r"|no|calls? for|called for|calling for|urge[sd]?|demand(?:s|ed)?|ask(?:s|ed)?(?: for)?"
    r"|whether|against|before)\s+"
    r"(?:[\w’'-]+\s+){0,3}$",
    re.IGNORECASE,
)
_WISHED: Final = re.compile(
    r"\b(?:(?:call|appeal|plead|press|push)\w*(?: [\w’'-]+){0,4} for|urg\w+|demand\w*"
    r"|ask(?:s|ed)? for|seek\w*|want\w*|request\w*|ensur\w*|no|without)\s+"
    r"(?:(?:on|last|this|once)\s\w+\s+|yesterday\s+|again\s+)?"
    r"(?:the\s+|an?\s+)?(?:(?:immediate|unconditional|early|prompt|swift|and)\s+)*$",
    re.IGNORECASE,
)
# `denied on Monday that anybody was arrested`, but not `denied it and was arrested`
_DENIED: Final = re.compile(
    r"\bden(?:y|ies|ied|ying)(?: [^,.;:]{1,30})?,? that (?![^.;]*\bbut\b)[^.;]*\Z"
)
_FALSE: Final = (
    r"(?:false|untrue|not true|baseless|unfounded|groundless|incorrect|wrong|lies|a lie|nonsense"
    r"|fabricated|a fabrication|invented)\b"
)
_IS_FALSE_THAT: Final = re.compile(rf"\b(?:is|was) (?:\w+ly )?{_FALSE[:-2]} that [^.;]*\Z")
_CLAIM_THAT: Final = re.compile(
    r"\b(?:allegation|claim|report|rumou?r|suggestion|accusation|assertion|charge)s? that [^.;]*\Z",
    re.IGNORECASE,
)
# `rejected U.N. accusations that 240 people had been arrested`
_REJECTED_THAT: Final = re.compile(
    r"\b(?:reject|den(?:y|ie)|dismiss|refut|disput)\w*\s(?:[\w.’'-]+\s){0,5}?"
    r"(?:allegation|claim|report|rumou?r|suggestion|accusation|assertion|charge)s?\sthat\s[^.;]*\Z"
)
_IS_FALSE: Final = re.compile(
    rf"[^.;:“”]{{0,80}}?\b(?:is|are|was|were) (?:\w+ly |quite |simply )?{_FALSE}"
)
_AND_THAT_IS_FALSE: Final = re.compile(
    rf",? (?:is|are|was|were) (?:\w+ly |quite |simply )?{_FALSE}.*\Z", re.DOTALL
)
_LASTING: Final = re.compile(r"\b(?:continued|continuing|ongoing|prolonged) \Z")
# `lifted a four-year ban`, but not `asked to lift the ban`
_LIFTED: Final = re.compile(
    r"\b(?:lift|end|overturn|rescind|annull?|revok)(?:ed|s|es|ing)\s(?:[\w’'-]+\s){0,4}\Z",
    re.IGNORECASE,
)
# `11 people died in custody`: of their detention that is no news.
_ILL_THERE: Final = re.compile(
    r"\b(?:die[sd]?|dead|deaths?|kill\w*|tortur\w+|beat\w*|abus\w+|ill-treat\w+)\b[^.;]*$",
    re.IGNORECASE,
)


def is_no_news(verb: str, before: str) -> bool:
    """Whether what stands before a verb makes it unreal, or a state that lasts."""
    near = before[-_REACH:]
    if re.search(r"\bwhether\b", near) or _DENIED.search(near):
        return True
    if before.endswith(" still ") and verb.startswith(("in ", "being ")):
        return True  # `nine were still being held`
    if before.endswith((" remain ", " remains ", " remained ")):
        return True
    if verb.startswith("in ") and _ILL_THERE.search(near):
        return True
    return _UNREAL.search(before[-60:]) is not None and not re.search(
        r"\b(?:has|have|had|was|were|having)\s+(?:been\s+)?(?:\w+ly\s+)?$", before
    )


def is_wished(lead: str) -> bool:
    """Whether what stands before an event's noun makes it a wish, or a state that lasts.

    >>> is_wished("The union demanded on Monday the immediate ")
    True
    """
    return _WISHED.search(lead) is not None or _LASTING.search(lead) is not None


def is_lifted(lead: str) -> bool:
    """Whether what stands before the noun for a measure ends it: *lifted the ten-year* ban."""
    return _LIFTED.search(lead) is not None


def is_refuted(text: str, sentence: Span, told: Span) -> bool:
    """Whether a sentence says of what it tells that it is not so: *The claim that … is false*."""
    lead = text[max(sentence.start, told.start - _REACH) : told.start + 1]
    if any(form.search(lead) for form in (_DENIED, _IS_FALSE_THAT, _REJECTED_THAT)):
        return True
    behind = _IS_FALSE.match(text, told.end, sentence.end)
    return behind is not None and _CLAIM_THAT.search(lead) is not None


def without_refutation(claim: str) -> str:
    """End what a claim says where its own sentence goes on to call it false.

    >>> without_refutation("14 stations were closed is false")
    '14 stations were closed'
    """
    return _AND_THAT_IS_FALSE.sub("", claim)
