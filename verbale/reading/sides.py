"""Where an actor stands in a dialogue, from the words of its name and its roles."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from verbale.reading.names import name_rules, singular

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from verbale.model import Side

__all__ = [
    "COMPLEMENTS",
    "is_of_state_alone",
    "lower_words",
    "role_words",
    "side_of_body",
    "side_of_person",
]

COMPLEMENTS: Final = frozenset("of on for and in between by against".split())
_LETTERS: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# What somebody was besides, and whence: `a senator ⟦from the state of Vermont⟧`
_ELSE: Final = re.compile(
    r"(?<=\w)(?:(?:,? and|,) (?:a |the )?former .*| from (?:the )?state .*)", re.DOTALL
)
_IN_FULL: Final = {
    "sen": "senator",
    "rep": "lawmaker",
    "gov": "governor",
    "gen": "general",
    "col": "colonel",
    "lt": "lieutenant",
    "sgt": "sergeant",
    "adm": "admiral",
}
_OF_RANK: Final = re.compile(r"\A(?:vice|deputy|then|co|acting|interim)-(\w+)\Z")
_OF_ONE_STATE: Final = frozenset("minister ministry ambassador consul".split())

# `the Water Committee` of a quarter, `the City Council`; not `the Human Rights Committee`
_OF_PEOPLE_TOO: Final = frozenset("committee council board".split())
_OF_PEOPLE: Final = frozenset(
    """
    villager village resident worker parent student citizen family farmer fisher fishermen miner
    nurse teacher elder neighbour neighbourhood tenant victim strike action water house survivor
    people
    """.split()
)
_OF_TOWNS: Final = frozenset("city town county municipal borough".split())
_OF_PLACE: Final = _OF_TOWNS | frozenset("district provincial regional parliamentary".split())
# `the National Electoral Council`, `the Central Forensic Institute`
_NATIONAL: Final = frozenset(
    "national central state federal royal electoral election forensic public".split()
)
# `the House Judiciary Committee`, `the Senate Intelligence Committee`
_OF_LEGISLATURES: Final = frozenset(
    "senate judiciary appropriation congressional parliamentary lawmaker".split()
)
_STATE_BODIES: Final = frozenset(
    """
    council commission institute authority inspectorate office agency service laboratory registry
    directorate board
    """.split()
)
_MONITORS: Final = frozenset(
    "rapporteur ohchr observer un eu ombudsman ombudswoman ombudsperson".split()
)
_MONITORS_TOGETHER: Final = (
    {"united", "nation"},
    {"european", "union"},
    {"african", "union"},
    {"european", "commission"},
    {"european", "parliament"},
    {"council", "europe"},
    {"high", "commissioner"},
    {"preventive", "mechanism"},
    {"working", "group"},
    {"international", "inquiry"},
    {"secretary-general", "envoy"},
    {"secretary-general", "representative"},
    {"secretary-general", "assistant"},
    {"under-secretary-general"},
    {"secretary-general", "spokesperson"},
)
# `the Inter-American Commission on Human Rights`, `the European Court of Human Rights`
_ABOVE_STATES: Final = frozenset(
    "international regional european inter-american african arab asean intergovernmental".split()
)
_JUDGE_STATES: Final = frozenset("commission court tribunal".split())
_JUDGED_BY: Final = frozenset("right justice criminal crime".split())
_OF_TRADE: Final = frozenset("commerce trade industry exporter employer manufacturer bar".split())
# `the Media Council`, `the Broadcasting Authority`; a press council is the press’s own
_REGULATED: Final = frozenset("media broadcasting telecommunication communication".split())
_REGULATORS: Final = frozenset("council authority commission regulator".split())
_HAVE_OFFICES: Final = frozenset(
    """
    minister premier president prosecutor mayor governor attorney chancellor congressional
    parliamentary
    """.split()
)
_RUN_ELECTIONS: Final = frozenset("committee commission council board".split())
_OF_STATES: Final = (
    {"permanent", "mission"},
    {"diplomatic", "mission"},
    {"central", "bank"},
    {"house", "speaker"},
)
_OF_ANY_BODY: Final = frozenset("president general secretary governor chancellor".split())
_OF_STATE_ALONE: Final = frozenset(
    """
    minister premier ambassador judge justice prosecutor colonel commissioner mayor king queen state
    kingdom guard brigade magistrate coroner constable sergeant lieutenant corporal brigadier
    admiral
    """.split()
)
# `the Press Freedom League` is no party
_OF_CAMPAIGNS: Final = frozenset("league alliance coalition movement front".split())
_CAMPAIGN_FOR: Final = frozenset(
    """
    press right journalist lawyer woman women child children tenant prisoner climate river forest
    water clean land disabled disability education health housing victim family refugee migrant
    """.split()
)
# The deputy of one of these is no member of a parliament.
_HAVE_DEPUTIES: Final = frozenset(
    """
    spokesman spokeswoman spokesperson director head chief commissioner secretary representative
    chair chairman chairwoman editor governor mayor president commander ambassador coordinator
    prosecutor
    """.split()
)
_CHARITIES: Final = frozenset({"charity", "ngo", "non-profit"})
_FOR_RIGHTS: Final = frozenset({"lawyer", "defender", "activist", "campaigner"})
_AGAINST: Final = frozenset({"anti-corruption", "anti-graft", "counter-terrorism"})
_OF_FORCE: Final = frozenset(
    "prison police security intelligence secret civil immigration customs border".split()
)
# `experts`, but `independent human rights experts`; `Democratic voters in five states`
_OF_NO_SIDE: Final = frozenset("expert voter respondent observer analyst".split())
_OF_BODIES: Final = frozenset("un independent right committee special election mission".split())
# `the Prime Minister’s office`, `the Secret Service`, `the Chamber of Commerce`
_BY_OWNER: Final[tuple[tuple[frozenset[str], frozenset[str], Side], ...]] = (
    (frozenset({"service", "services"}), _OF_FORCE, "state"),
    (frozenset({"office"}), _HAVE_OFFICES, "state"),
    (frozenset({"chamber"}), _OF_TRADE, "other"),
)
_MEDIA_ROLES: Final = frozenset(
    "reporter journalist correspondent editor columnist newsman moderator interviewer host".split()
)
_OF_PARTIES: Final = frozenset("republican democratic democrat party".split())
# `Sanders’s campaign manager`, but the director of the Clean Clothes Campaign
_RUNS_CAMPAIGN: Final = re.compile(
    r"\bcampaign\s(?:manager|chair\w*|chief|strategist|spokes\w+|aide|advis[eo]r|staffer|official)"
)
_PARTY_ROLES: Final = frozenset(
    """
    senator deputy lawmaker legislator congressman congresswoman councillor mp mep candidate nominee
    front-runner frontrunner contender
    """.split()
)
_CIVIL_ROLES: Final = frozenset(
    """
    bishop archbishop imam abbot pastor rabbi activist campaigner unionist striker villager
    """.split()
)


@lru_cache(maxsize=8192)
def lower_words(words: str) -> tuple[str, ...]:
    """The words without apostrophes and digits, in singular lower case."""
    return tuple(singular(word.casefold()) for word in _LETTERS.findall(_plain(words)))


def _plain(words: str) -> str:
    return words.replace("’s", "").replace("'s", "").replace("U.N.", "UN").replace("E.U.", "EU")


def role_words(roles: Iterable[str]) -> set[str]:
    """The words of roles, in singular lower case; of what somebody was besides, or whence, none.

    >>> sorted(role_words(["Vice-President, and a former judge"]))
    ['president', 'vice-president']
    """
    words = {word for role in roles for word in lower_words(_ELSE.sub("", role))}
    offices = {office for word in words for office in _OF_RANK.findall(word)}
    return words | offices | {_IN_FULL[word] for word in words & _IN_FULL.keys()}


def side_of_person(roles: Sequence[str]) -> Side:
    """Where a person stands by the roles that he or she has."""
    words = role_words(roles)
    if any(map(_RUNS_CAMPAIGN.search, roles)):
        return "party"
    if "Speaker" in roles:
        return "state"  # of a parliament; elsewhere a speaker is written small
    known: Side | None = None
    if not words & _OF_ONE_STATE:
        known = next(filter(None, map(_known_in, roles)), None)
    return _side_told(words, ()) if known is None or known == "other" else known


def side_of_body(names: Sequence[str], roles: Sequence[str]) -> Side:
    """Where a body stands by its names, the full one first, and what it is called besides."""
    known = name_rules().known
    if names[0].endswith(("’s campaign", "'s campaign")):
        return "party"
    for name in map(_as_known, names):
        if name in known:
            return known[name]
    words = role_words(roles) | {word for name in names for word in lower_words(name)}
    return _side_told(words, lower_words(names[0]))


@lru_cache(maxsize=8192)
def _known_in(role: str) -> Side | None:
    """The side of a body that is known everywhere and that a role names: `BBC correspondent`."""
    words = role.replace("’s ", " ").replace("'s ", " ").split()
    known = name_rules().known
    pieces = (
        _as_known(" ".join(words[start:end]))
        for start, word in enumerate(words)
        if word[0].isupper()  # `who`, not WHO
        for end in range(len(words), start, -1)
    )
    return next((known[piece] for piece in pieces if piece in known), None)


def _as_known(name: str) -> str:
    """A name as those of bodies known everywhere are written: `un` for *the U.N.*, say."""
    return name.casefold().removeprefix("the ").replace(".", "").replace("'", "’")


def _side_told(words: set[str], name: tuple[str, ...]) -> Side:
    """The side that words tell, in singular lower case; `name` is a body's in full."""
    if words & _ABOVE_STATES and words & _JUDGE_STATES and words & _JUDGED_BY:
        return "monitor"
    if _is_national(words):
        return "state"
    # `the Committee to Protect Journalists`
    if _campaigns(words) or "to" in name:
        return "civil-society"
    if _watches(words):
        return "state" if words & _OF_ONE_STATE else "monitor"
    if "opposition" in words or (words & _OF_PARTIES and "committee" in words):
        return "party"
    # Whose spokesman `the bloc’s` is, the text tells.
    return _side_by_noun(name) or _side_by_role(words - {"bloc"})


def _is_national(words: set[str]) -> bool:
    """Whether a body with these words is a state's."""
    told = (
        words & _NATIONAL and words & _STATE_BODIES and "right" not in words,
        words & {"election", "electoral"} and words & _RUN_ELECTIONS,
        words & _REGULATED and words & _REGULATORS,
        words & _OF_TOWNS and words & {"council", "committee"} and not words & _OF_PEOPLE,
        words & {"committee", "subcommittee"}
        and (words & _OF_LEGISLATURES or words >= {"national", "assembly"}),
        words & _AGAINST,
        *(words >= known for known in _OF_STATES),
    )
    return any(told)


def _campaigns(words: set[str]) -> bool:
    league = words & _OF_CAMPAIGNS and words & _CAMPAIGN_FOR
    return bool(league or words & _CHARITIES or ("right" in words and words & _FOR_RIGHTS))


def _watches(words: set[str]) -> bool:
    """Whether it is a monitor's; of no secretary-general but the UN's the word alone is enough."""
    told = any(words >= monitor for monitor in _MONITORS_TOGETHER)
    return bool(words & _MONITORS) or told or words == {"secretary-general"}


def is_of_state_alone(roles: Iterable[str]) -> bool:
    """Whether a role is one that only states have: a minister, not a president."""
    return bool(role_words(roles) & _OF_STATE_ALONE)


def _side_by_role(words: set[str]) -> Side:
    # Of no use is it that somebody is an expert: `a student loan expert`.
    told = [side for side, nouns in name_rules().heads.items() if words & nouns - {"expert"}]
    if told and told[0] != "other":
        return told[0]
    offices = words - {"general", "secretary"} if words >= {"general", "secretary"} else words
    # A minister of industry is no company's; a president may be.
    if offices & _OF_STATE_ALONE or (offices & _OF_ANY_BODY and not told):
        return "state"
    party = words & _PARTY_ROLES - ({"deputy"} if words & _HAVE_DEPUTIES else set())
    if party and not told:
        return "party"
    if words & _MEDIA_ROLES and not told:
        return "media"
    return "civil-society" if words & _CIVIL_ROLES and not told else "other"


def _side_by_noun(name: tuple[str, ...]) -> Side | None:
    """The side that the noun of a body's name tells: the `watch` of `Coast Prison Watch`.

    None where that is not one of the nouns that are known.
    """
    end = next((n for n, word in enumerate(name) if n and word in COMPLEMENTS), len(name))
    noun = name[end - 1] if name else ""
    if noun in _OF_NO_SIDE and not set(name) & _OF_BODIES:
        return "other"
    if noun in _MEDIA_ROLES:
        return "media"
    if noun in _OF_PEOPLE_TOO and end > 1:
        before = set(name[: end - 1])
        if before & _OF_PEOPLE:
            return "civil-society"
        if before & _OF_PLACE:
            return "state"
    of_whom: Side | None = next(
        (side for nouns, owners, side in _BY_OWNER if noun in nouns and set(name) & owners), None
    )
    if of_whom is not None:
        return of_whom
    return next((side for side, nouns in name_rules().heads.items() if noun in nouns), None)
