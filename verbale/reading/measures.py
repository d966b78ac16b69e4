"""Tell what a number counts: `journalists in detention`, `members of parliament`."""

from __future__ import annotations

import re
from typing import Final

from verbale.reading.numbers import NUMBER

__all__ = ["amount_of", "counted_things", "named_before"]

_WORD: Final = re.compile(r"[\s-]+(?P<word>[^\W\d_][\w’'-]*)")
_LEAD: Final = re.compile(
    r"(?:\s+or\s+(?:more|fewer|less|so)\b)?(?P<of>\s+of\b)?(?:\s+(?:the|its|their|his|her|our|my|your"
    r"|those|these|all|more|further|such|additional|another|country’s|country's)\b){0,3}"
)
_WHEN_AFTER: Final = re.compile(  # `compared with 18 ⟦the year before⟧`
    r"\s+(?:the|a)\s+(?:(?:previous|same|following|preceding) )?"
    r"(?:year|month|week|day|quarter|season)\b"
)
_PART_OF: Final = re.compile(r"\s+of\s+(?:(?:the|its|their|his|her|our|all)\s+)?", re.IGNORECASE)
_KIND_OF: Final = re.compile(r"(?:\s+of|[’'])(?:\s+(?:the|its|their|his|her|our|all))?(?=\s)")
_BARE_IN: Final = re.compile(r" in(?= [a-z])")
_SCOPE: Final = re.compile(
    r"\s+(?:in|at|on|under|from|without)\s+(?:[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){0,3}"
    r"|(?:detention|custody|prison|jail|hospital|exile|hiding|remand|trial|office|power|poverty|court"
    r"|school|work|need|service|death row|house arrest)\b)"
)
_STOPS: Final = frozenset(
    """
    was were is are be been being had has have will would shall should can could may might must do
    did does who whom whose that which what where when while as and or but nor if than then so not
    never no in on at to by from with without for of into onto over under about against between
    among amid across along through during before after since until because despite per via near
    inside outside within behind beyond off up down out away back around ago the a an this these
    those it he she they we you i me us him them himself themselves there here now still already
    also again just only even once yet too very alone each every both said told says say left fled
    took went came made met gave saw got held lost won began became ran fell rose sent put set let
    given kept spoke stood wrote brought found lay lie died annually early
    late later earlier yesterday today tomorrow tonight apiece respectively ahead long old tall
    wide deep high apart altogether together nationwide worldwide abroad home
    """.split()
)
_IRREGULAR_PLURALS: Final = frozenset("people men women children police staff personnel".split())
_DONE_TO_THEM: Final = frozenset(
    """
    detained arrested killed injured wounded jailed imprisoned convicted charged displaced released
    affected employed surveyed polled questioned missing dead accused suspected abducted
    """.split()
)
_GOING_ON: Final = frozenset("awaiting facing seeking serving".split())
_OBJECT: Final = re.compile(r"\s+(?:the|a|an|his|her|its|their|our|\d|[A-Z])")
_LONGEST: Final = 5  # words
_NAMED_BEFORE: Final = re.compile(r"(?P<what>(?:(?<![\w’'])[a-z]+\s+)?(?<![\w’'])[a-z]+)\s+of\s+$")
_NOT_NAMED: Final = _STOPS | frozenset(
    """
    total maximum minimum excess average number some one many most all any several out instead
    period age rate level course majority each half third quarter upwards kind more release arrest
    detention killing death deaths loss use figure count
    """.split()
)


def counted_things(text: str, end: int, limit: int) -> tuple[str, int]:
    """Give what a bare number counts and where that ends; an empty string when it is not said.

    `end` is the number's end; nothing from `limit` on is taken in.
    """
    if _WHEN_AFTER.match(text, end, limit):
        return "", end
    lead = _LEAD.match(text, end, limit)
    start = lead.end() if lead else end
    if lead and lead["of"]:
        whole = NUMBER.match(text, min(start + 1, limit), limit)  # nine of the 24 judges
        start = whole.end() if whole else start
    first, stop = _noun_phrase(text, start, limit)
    if stop == start:
        return "", end
    part = _PART_OF.match(text, stop, limit)
    if part:
        inner, inner_stop = _noun_phrase(text, part.end() - 1, limit)
        stop = inner_stop if inner >= 0 and inner_stop > part.end() else stop
    scope = _SCOPE.match(text, stop, limit)
    stop = scope.end() if scope else stop
    return text[first:stop], stop


def amount_of(text: str, end: int, limit: int, *, direct: bool) -> tuple[str, int]:
    """Give what an amount with a unit is of: `40 km of road`, `$5 million in aid`.

    `direct` lets the noun follow at once, as in *a 12-month contract*.
    """
    kind = _KIND_OF.match(text, end, limit) or _BARE_IN.match(text, end, limit)
    if kind is None and not direct:
        return "", end
    first, stop = _noun_phrase(text, kind.end() if kind else end, limit)
    return (text[first:stop], stop) if first >= 0 else ("", end)


def named_before(before: str) -> str:
    """Give the noun that a number is put to: `a fine of`, `unpaid fees of`."""
    match = _NAMED_BEFORE.search(before)
    words = match["what"].split() if match else []
    if not words or words[-1] in _NOT_NAMED:
        return ""
    return " ".join(word for word in words if word not in _STOPS)


def _noun_phrase(text: str, start: int, limit: int) -> tuple[int, int]:
    """Where the noun phrase right after `start` begins and ends; (-1, start) when there is none."""
    first, stop, head = -1, start, ""
    for _ in range(_LONGEST):
        match = _WORD.match(text, stop, limit)
        if match is None:
            break
        word = match["word"]
        if word.casefold() in _STOPS or (first < 0 and _is_verb_only(text, match, limit)):
            break
        if head and not _may_follow(text, head, match):
            break
        first = match.start("word") if first < 0 else first
        stop, head = match.end(), word
    return first, stop


def _is_verb_only(text: str, match: re.Match[str], limit: int) -> bool:
    """Whether the first word is a verb in the past with no noun behind it: `nine resigned`."""
    after = _WORD.match(text, match.end(), limit)
    alone = after is None or after["word"].casefold() in _STOPS
    return match["word"].endswith("ed") and alone


def _is_plural(word: str) -> bool:
    lower = word.casefold()
    return lower in _IRREGULAR_PLURALS or (
        lower.endswith("s") and not lower.endswith(("ss", "us", "’s", "'s"))
    )


def _may_follow(text: str, head: str, match: re.Match[str]) -> bool:
    """Whether a word after another still belongs to it: `rights groups`, `people detained`."""
    word = match["word"]
    if head[0].isupper() and word[0].isupper():
        return True
    if not _is_plural(head):
        return not (word.endswith("ed") and _OBJECT.match(text, match.end()))
    if word in _DONE_TO_THEM:
        return not _OBJECT.match(text, match.end())
    return word in _GOING_ON or (word.islower() and _is_plural(word))
