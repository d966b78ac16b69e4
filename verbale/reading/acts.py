"""Tell what a speaker does by a statement: concern, call, rebuttal, commitment, ...

The cue decides where its words are plain (*rejected*, *urged*); after a neutral cue (*said*) the
content's own words and the speaker's side do. The cue rules are data, in `rules/acts.toml`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from verbale.model import Act, Side

__all__ = ["ActRule", "act_of", "act_of_cue", "act_rules"]


@dataclass(frozen=True, slots=True)
class ActRule:
    """Cue words that show an act, with examples that must and must not match."""

    act: Act
    pattern: re.Pattern[str]
    says: tuple[str, ...]
    says_not: tuple[str, ...]


_CONTENT_RULES: Final[tuple[tuple[Act, re.Pattern[str]], ...]] = (
    (
        "call",
        re.compile(
            r"^\W*(?:(?:we|i|it|he|she|they) (?:\w+ )?(?:call|urge|appeal|ask|demand|recommend"
            r"|request)s?\b"
            r"|please\b|let us\b|(?:\w+ ){1,6}(?:must|should|ought to|needs? to|has to|have to)\b)"
            r"|\b(?:it is time to|should be|must be|must not|should not) \w+(?:ed|en)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "rebuttal",
        re.compile(
            r"\b(?:untrue|not true|false|baseless|unfounded|groundless|mistaken|fabricat\w+"
            r"|invented|lies?\b"
            r"|no truth|misinform\w+|misleading|nonsense|exaggerat\w+|one-sided|biased|interference"
            r"|wrong about|misrepresent\w+|misunderst\w+|slander\w*|propaganda)\b"
            r"|^\W*(?:no|nobody|none|nothing|never)\b.*\b(?:was|were|had|has|have|is)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "commitment",
        re.compile(
            r"^\W*(?:we|i|it|he|she|they|the (?:government|ministry|state|party|commission"
            r"|company|\w+)|\w+)"
            r" (?:\w+ )?(?:will|shall|would|plans? to|intends? to|undertakes?)\b(?! (?:have"
            r"|not be able))"
            r"|\b(?:want(?:s|ed)? to work with|is ready to|are ready to|stands? ready"
            r"|is committed to|are committed to)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "acknowledgement",
        re.compile(
            r"^\W*(?:we|i|it|he|she|they) (?:\w+ )?(?:welcome|thank|appreciate|commend"
            r"|am grateful|are grateful"
            r"|apologi[sz]e|regret our|concede|owe .{0,20}apology)\w*\b|\bi am sorry\b"
            r"|\bsee\w* improvements?\b"
            r"|\bmade (?:\w+ )?progress\b",
            re.IGNORECASE,
        ),
    ),
    (
        "concern",
        re.compile(
            r"\b(?:concern\w*|alarm\w*|worr\w+|fear\w*|arbitrar\w+|unjust\w*|violat\w+|abus\w+"
            r"|tortur\w+|harass\w+"
            r"|intimidat\w+|repress\w+|regress\w*|reced\w+|shrink\w*|deteriorat\w+|crisis"
            r"|threat\w*|danger\w*"
            r"|fail(?:s|ed|ing|ure)\b|neglect\w*|illegal\w*|unlawful\w*|crackdown"
            r"|discriminat\w+|impunity"
            r"|disconcert\w*|dire|unacceptable|outrag\w+|shame\w*|wors(?:e|en\w*)|punish\w*"
            r"|beat(?:en|ing)?\b"
            r"|no warrant|denied|without (?:a |any )?(?:trial|charge|warrant|counsel"
            r"|explanation)|suffer\w*"
            r"|die[sd]?\b|death\w*|kill\w*|starv\w*|pollut\w+|overcrowd\w*|corrupt\w*"
            r"|nobody has|no one has)\b",
            re.IGNORECASE,
        ),
    ),
)
_CALLS: Final = re.compile(r"(?:\w+ )?call(?:s|ed|ing)?\b", re.IGNORECASE)
_DEFENCE: Final = re.compile(
    r"\b(?:law\w*|court\w*|according to|in (?:line|accordance|full)|because|since|already"
    r"|has been|have been|had been"
    r"|success\w*|progress|grow\w+|increas\w+|improv\w+|adher\w+|respect\w*|guarantee\w*"
    r"|protect\w*|ensur\w+"
    r"|every|all|never|was needed|were needed|settled|paid|complet\w+|same rules?)\b",
    re.IGNORECASE,
)


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


def act_of_cue(cue: str) -> Act | None:
    """Give the act that the words of a cue show, None when they are neutral.

    >>> [act_of_cue(cue) for cue in ("called on", "said", "brushed aside")]
    ['call', None, 'rebuttal']
    """
    return next((rule.act for rule in act_rules() if rule.pattern.search(cue)), None)


def act_of(cue: str, content: str, side: Side, *, replies: bool = False) -> Act:
    """Tell the act of a statement from its cue, its content and its speaker's side.

    `replies` is true where the text presents the statement as an answer.
    """
    act = act_of_cue(cue)
    if act is None and _CALLS.match(cue) and content.startswith("to "):
        act = "call"
    if act is not None and not (act == "announcement" and side in {"monitor", "civil-society"}):
        return act
    for candidate, pattern in _CONTENT_RULES:
        if pattern.search(content):
            if candidate in {"concern", "call"} and side in {"state", "party"} and replies:
                return "rebuttal"
            return candidate
    if replies:
        return "rebuttal"
    if side == "state" and _DEFENCE.search(content):
        return "justification"
    return "assertion"
