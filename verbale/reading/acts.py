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

__all__ = ["ActRule", "act_of_cue", "act_rules", "plain_act", "settled"]


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
    r"|warmly|sincerely|categorically|firmly|can only|continue to|once again|am|are|very|most)\s+)*"
    r"(?!will\b|need\b|plan\b|found\b|attack\b|[a-z]{3,}ed\b(?!\s+(?:about|by|at|that)\b))"
)
_PROMISES: Final = re.compile(r"\W*(?:I|[Ww]e) (?:will|shall|(?:am|are) going to|intend to)\b")
_FELT: Final = re.compile(
    r"\W*(?:it|he|she|they|we|I|(?!We )[A-Z]\w+|the [a-z]+) (?:was|were|is|are|am)\W+(?:\w+ly )?"
    r"(?:alarmed|concerned|worried|dismayed|troubled|disturbed|shocked|appalled|saddened"
    r"|disappointed|outraged|horrified)\b"
)
_SORRY: Final = re.compile(
    r"\W*(?:I|[Ww]e) (?:owe\b[^.]{0,40}\bapolog|(?:am|are) sorry\b"
    r"|(?:am|are|was|were) (?:wrong|mistaken)\b)"
)
_ASKS_TO_KNOW: Final = re.compile(
    r"\W*(?:who|whom|whose|what|when|where|which|why|whether|how|if)\b", re.IGNORECASE
)
_CLAIMED: Final = re.compile(r"claims?|suggestions?|contentions?|findings?|conclusions?")
_DEFENDED: Final = re.compile(
    r"(?:claim|assertion|contention|argument|insistence|conclusion|explanation|account)s?"
)
_SENTENCE_END: Final = re.compile(r"[.!?]”?\s+(?=[A-Z])")
_UNTRUE: Final = re.compile(
    r"\W*(?:(?:I|we|it|he|she|they|(?:the|our|my) \w+) \W?stands? by\b"
    r"|(?:nonsense|impossible|not so|not true|wrong)\b\W|(?:[^\s.]+\s){1,6}?"
    r"(?:is|are|was|were)(?:n[’']t| not)? (?:simply |plainly |quite |entirely |utterly |just )?"
    r"(?:mistaken|wrong|untrue|(?<=n[’']t )true|(?<=not )true|false|incorrect|inaccurate|baseless"
    r"|unfounded|misinformed|misled)\b)",
    re.IGNORECASE,
)
# Words of others, and what refuses them: `called the report “a fairy tale”`.
_OF_OTHERS: Final = (
    r"(?:claim|statement|report|finding|figure|count|estimate|arithmetic|allegation|accusation"
    r"|charge|criticism|complaint|argument|explanation|suggestion|conclusion|demand|survey"
    r"|assertion|offer|proposal|number|tally|remark)s?"
)
_NAMES: Final = re.compile(
    r"(?:\w+ )?(?:call(?:s|ed|ing)?|describ(?:e|es|ed|ing)|brand(?:s|ed|ing)?|dubb(?:ed|ing)|dubs"
    r"|label(?:s|led|ling)?)\b",
    re.IGNORECASE,
)
_WORDS_OF_OTHERS: Final = re.compile(rf"(?:[^\s,.;“”‘’]+\s){{1,5}}?{_OF_OTHERS}\b", re.IGNORECASE)
_JUDGES: Final = re.compile(r"(?:\w+ )?(?:consider|find|found|deem|regard|think)", re.IGNORECASE)
_JUDGED: Final = re.compile(
    rf"(?:[^\s,.;“”]+\s){{1,5}}?{_OF_OTHERS}\b.*\b(?:wanting|im[a-z]+able|un[a-z]+(?:able|ed|ing)"
    r"|in[a-z]+(?:able|ible)|absurd|exaggerated|baseless|groundless|implausible|empty|hollow)\W*$",
    re.IGNORECASE,
)
_BAD: Final = re.compile(
    r"\b(?:regrettable|unjust\w*|shame\w*|disgrac\w*|politically motivated|baseless|arbitrary"
    r"|illegal|unlawful|unacceptable|bias\w*|one-sided|setback|farce|sham|mockery"
    r"|(?:a|another|heavy|serious) blow"
    r"|steps? back(?:wards?)?|outrag\w+|scandal\w*|cynical|absurd|betray\w+|insult\w*|travesty"
    r"|(?:an?|direct|grave|serious) (?:attack|assault|threat|breach|violation)|disproportionate"
    r"|discriminatory|inhuman\w*|brutal|reckless|unfair|alarming|deplorable|appalling|disturbing"
    r"|deeply (?:worrying|troubling)|worrying|troubling)\b",
    re.IGNORECASE,
)
_GOOD: Final = re.compile(
    r"\b(?:welcome|encouraging|steps? forward|positive|commendable|exemplary|constructive|historic"
    r"|milestone|promising|heartening|step in the right direction)\b",
    re.IGNORECASE,
)
_DOUBTS: Final = re.compile(r"(?:\w+ )?doubt(?:s|ed|ing)?", re.IGNORECASE)
_CORRECTS: Final = re.compile(r"(?:\w+ )*correct(?:s|ed|ing)?\b", re.IGNORECASE)
_OWN: Final = re.compile(r"(?:its|their|his|her|my|our)\b")
_OWN_PLAN: Final = re.compile(r"\W*(?:he|she|they|we|I) (?:would|will) (?!have\b)")
_PLANNED: Final = re.compile(r"\W*(?:[\w’'-]+\s+){1,8}?(?:would|will)\b|to [a-z]+")
_REGRETS: Final = re.compile(r"\bregret", re.IGNORECASE)
_LOSS: Final = re.compile(
    r"\b(?:suffering|deaths?|loss|victims?|tragedy|inconvenience|delay|error|mistakes?|hardship"
    r"|passed over)\b",
    re.IGNORECASE,
)
_GRATEFUL_IF: Final = re.compile(r"\b(?:grateful|appreciate)(?: it)?\b", re.IGNORECASE)
# `reiterated ⟦the Commissioner’s call for …⟧`
_REPEATS: Final = re.compile(r"(?:also )?(?:reiterat|repeat|renew|echo|reaffirm|restat)\w*")
_A_CALL: Final = re.compile(
    r"(?:the|his|her|its|their|our|my)? ?(?:[\w’'-]+ ){0,4}(?:call|appeal|demand|request)s? "
    r"(?:for|to|that|on)\b"
)
_CANNOT: Final = re.compile(
    r"\b(?:cannot|can[’']t|could not|does not|do not|did not|will not|won[’']t|would not) "
    r"(?:\w+ly )?(?:agree|accept|endorse|share|subscribe|concur|concede|admit|acknowledge)",
    re.IGNORECASE,
)
_A_CONCERN: Final = re.compile(
    r"(?:(?:the )?[\w’-]+ )(?:\w+ )?(?:concerns?|alarm|dismay|condemnation|criticism)\b",
    re.IGNORECASE,
)
_PROPOSES: Final = re.compile(r"(?:\w+ )?propos(?:e|es|ed|ing)\b", re.IGNORECASE)
_A_THING: Final = re.compile(r"(?:an?|the|\d+|two|three)\s(?!.*\b(?:be|should)\b)", re.IGNORECASE)
_CALLS: Final = re.compile(r"(?:\w+ )?call(?:s|ed|ing)?\b", re.IGNORECASE)


# Words of ills, and words of one's own good record.
_ILLS: Final = re.compile(
    r"\b(?:concern\w*|alarm\w*|fear\w*|arbitrar\w+|unjust\w*|violat\w+|abus\w+|tortur\w+"
    r"|harass\w+|intimidat\w+|repress\w+|regress\w*|reced\w+|shrink\w*|deteriorat\w+|crisis|threat\w*"
    r"|fail(?:s|ed|ing|ure)\b|neglect\w*|illegal\w*|unlawful\w*|crackdown|discriminat\w+|impunity"
    r"|disconcert\w*|dire|unacceptable|outrag\w+|shame\w*|wors(?:e|en\w*)|beat(?:en|ing)?\b"
    r"|without (?:a |any )?(?:trial|charge|warrant|counsel|explanation)|suffer\w*|die[sd]?\b"
    r"|death\w*|kill\w*|detain\w*|jail\w*|arrest\w*|convict\w*|(?:nobody|no one) (?:has|had))\b",
    re.IGNORECASE,
)
_GOOD_RECORD: Final = re.compile(
    r"\b(?:law\w*|court\w*|in (?:line|accordance|full)|because|already|has been|have been|had been"
    r"|success\w*|progress|grow\w+|increas\w+|improv\w+|adher\w+|respect\w*|guarantee\w*"
    r"|protect\w*|ensur\w+|settled|paid|complet\w+|same rules?)\b",
    re.IGNORECASE,
)
_NO_PLAN: Final = re.compile(
    r"(?:[^\s,.;“”]+\s){1,6}?ha(?:s|d|ve)\s+no\s+(?:plans?|intention)\b", re.IGNORECASE
)
_INVITES: Final = re.compile(r"\binvit", re.IGNORECASE)
_COMING: Final = re.compile(r"to (?:visit|attend|come|see|join|meet|participate|take part|stay)\b")
_WANTS: Final = re.compile(r"\b(?:suggest|insist)", re.IGNORECASE)
_SHOULD_BE: Final = re.compile(
    r"(?:the|an?|all|its|every|any)\s(?:[^\s,.;]+,?\s){1,12}?(?:should|be)\b", re.IGNORECASE
)
_EXPLAINS: Final = re.compile(
    r"(?:also |further )?(?:explain|highlight|point(?:s|ed|ing)? out|blam)",
    re.IGNORECASE,
)
_CRITICS: Final = frozenset({"monitor", "civil-society", "party", "other"})


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
    act = _by_form(cue, content) or act_of_cue(cue) or _performed(content)
    if _asks(cue, content, act):
        return "call"
    if act == "call" and cue.casefold().endswith(("ask", "asks", "asked", "asking")):
        act = None if _ASKS_TO_KNOW.match(content) else act
    if side == "state":
        act = _of_a_state(act, cue, content)
    act = act or _judged(cue, content, side)
    if act is None and side in {"monitor", "civil-society"} and _CLAIMED.fullmatch(cue):
        return "concern"  # `rejected ⟦the mission’s claim⟧ that …`: what others quote of critics
    if act is None and side == "state" and _DEFENDED.fullmatch(cue):
        return "justification"
    if act == "announcement" and side in {"monitor", "civil-society"}:
        return None
    if act == "announcement" and "announc" in cue and _PLANNED.match(content):
        return "commitment"  # what is announced is not done yet
    return act


def _of_a_state(act: Act | None, cue: str, content: str) -> Act | None:
    """What a state explains it defends; that it has no plans refuses what it was asked.

    A loss that it regrets it owns up to.
    """
    if _NO_PLAN.match(content):
        return "rebuttal"
    if act == "concern" and _REGRETS.search(cue) and _LOSS.search(content):
        return "acknowledgement"
    return "justification" if act in {None, "concern"} and _EXPLAINS.match(cue) else act


def _asks(cue: str, content: str, act: Act | None) -> bool:
    """`invited the State to repeal it`; `suggests that it be read out`."""
    if (act is None or _CALLS.fullmatch(cue)) and _CALLS.match(cue) and content.startswith("to "):
        return True
    if _INVITES.search(cue):
        return content.startswith("to ") and not _COMING.match(content)
    return _WANTS.search(cue) is not None and _SHOULD_BE.match(content) is not None


def _by_form(cue: str, content: str) -> Act | None:
    """The act that cue and content show together, whatever the cue does by itself."""
    if _GRATEFUL_IF.search(cue) and content.startswith("if "):
        return "call"
    if _CANNOT.search(cue):
        return "rebuttal"
    if _REPEATS.fullmatch(cue) and _A_CALL.match(content):
        return "call"
    if _REPEATS.fullmatch(cue) and _A_CONCERN.match(content):
        return "concern"
    if _PROPOSES.fullmatch(cue) and _A_THING.match(content):
        return "commitment"  # `proposes ⟦a meeting in May⟧`: an offer
    return _of_others_words(cue, content)


def _of_others_words(cue: str, content: str) -> Act | None:
    """What is done to the words of others by naming, judging or correcting them."""
    if _CORRECTS.fullmatch(cue):
        return "acknowledgement" if _OWN.match(content) else "rebuttal"
    doubted = _DOUBTS.fullmatch(cue) and _ASKS_TO_KNOW.match(content)
    named = _NAMES.fullmatch(cue) and _WORDS_OF_OTHERS.match(content)
    judged = _JUDGES.match(cue) and _JUDGED.match(content)
    return "rebuttal" if doubted or named or judged else None


def _judged(cue: str, content: str, side: Side) -> Act | None:
    """What it is to call something good or bad: `called the decision “regrettable”`."""
    if not (_NAMES.fullmatch(cue) or _JUDGES.fullmatch(cue)):
        return None
    if _BAD.search(content):
        return "rebuttal" if side == "state" else "concern"
    return "acknowledgement" if _GOOD.search(content) else None


def _performed(content: str) -> Act | None:
    """The act that the speaker names in the first person of the present, if any.

    Of several sentences the first says it, or a later one what is asked for.
    """
    first, *later = _SENTENCE_END.split(content)
    if act := _performed_in(first):
        return act
    return next(("call" for each in later if _performed_in(each) == "call"), None)


def _performed_in(content: str) -> Act | None:
    """The act that one sentence performs."""
    if _PROMISES.match(content):
        return "commitment"
    if _FELT.match(content):
        return "concern"
    if _SORRY.match(content):
        return "acknowledgement"
    if _UNTRUE.match(content):
        return "rebuttal"
    match = _FIRST_PERSON.match(content)
    if match is None:
        return None
    words = content[match.end() : match.end() + _PERFORMATIVE]
    return next((rule.act for rule in act_rules() if rule.pattern.match(words)), None)


def settled(act: Act, content: str, side: Side, *, replies: bool) -> Act:
    """Mend what the network makes of a statement by who says it and in which place.

    What a state says in reply is a rebuttal unless it promises; what speakers will do themselves
    they promise; what critics tell of ills is a concern, and what a state tells of its record a
    justification, where the network has but a claim.
    """
    if replies and side in {"state", "party"} and act != "commitment":
        return "rebuttal"
    if act == "announcement" and _OWN_PLAN.match(content):
        return "commitment"
    claim = act in {"assertion", "announcement"}
    if side in _CRITICS and (claim or act == "justification") and _ILLS.search(content):
        return "concern"
    if side == "state" and (claim or act == "acknowledgement") and _GOOD_RECORD.search(content):
        return "justification"
    return act
