"""Where an actor stands in a dialogue, from the words of its name and its roles."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from verbale.reading.names import name_rules, singular

if TYPE_CHECKING:
    from verbale.model import Side

__all__ = ["COMPLEMENTS", "is_of_state_alone", "lower_words", "side_told"]

COMPLEMENTS: Final = frozenset("of on for and in between by against".split())
_LETTERS: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

# `the Water Committee` of a quarter, `the City Council`; not `the Human Rights Committee`
_OF_PEOPLE_TOO: Final = frozenset("committee council board".split())
_OF_PEOPLE: Final = frozenset(
    """
    villager village resident worker parent student citizen family farmer fisher fishermen miner
    nurse teacher elder neighbour neighbourhood tenant victim strike action water house survivor
    people
    """.split()
)
_OF_PLACE: Final = frozenset(
    "city municipal town district provincial regional county borough parliamentary".split()
)
# `the National Electoral Council`, `the Central Forensic Institute`
_NATIONAL: Final = frozenset(
    "national central state federal royal electoral election forensic public".split()
)
_STATE_BODIES: Final = frozenset(
    """
    council commission institute authority inspectorate office agency service laboratory registry
    directorate board
    """.split()
)
_MONITORS: Final = frozenset(
    "rapporteur ohchr observer nations un ombudsman ombudswoman ombudsperson".split()
)
_MONITORS_TOGETHER: Final = (
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
# `the Media Council`, `the Broadcasting Authority`; a press council is the press’s own
_REGULATED: Final = frozenset("media broadcasting telecommunication communication".split())
_REGULATORS: Final = frozenset("council authority commission regulator".split())
_HAVE_OFFICES: Final = frozenset("minister premier president prosecutor mayor governor".split())
_RUN_ELECTIONS: Final = frozenset("committee commission council board".split())
_MISSIONS: Final = ({"permanent", "mission"}, {"diplomatic", "mission"})
_OF_ANY_BODY: Final = frozenset("president general secretary governor chancellor".split())
_OF_STATE_ALONE: Final = frozenset(
    """
    minister premier ambassador judge justice prosecutor colonel commissioner mayor king queen state
    kingdom guard brigade magistrate coroner constable
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
_OF_FORCE: Final = frozenset(
    "prison police security intelligence secret civil immigration customs border".split()
)
_MEDIA_ROLES: Final = frozenset(
    "reporter journalist correspondent editor columnist newsman moderator interviewer host".split()
)
_PARTY_ROLES: Final = frozenset(
    "senator deputy lawmaker legislator congressman congresswoman councillor".split()
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


def side_told(words: set[str], name: tuple[str, ...]) -> Side:
    """The side that words of roles and of a body's names tell, in singular lower case.

    `name` is what the body is called in full, empty for a person.
    """
    national = words & _NATIONAL and words & _STATE_BODIES and "right" not in words
    national = national or (words & {"election", "electoral"} and words & _RUN_ELECTIONS)
    national = national or (words & _REGULATED and words & _REGULATORS)
    if national or any(words >= told for told in _MISSIONS):
        return "state"
    # `the Committee to Protect Journalists`
    campaigns = (words & _OF_CAMPAIGNS and words & _CAMPAIGN_FOR) or "to" in name
    if campaigns or words & _CHARITIES:
        return "civil-society"
    if words & _MONITORS or any(words >= told for told in _MONITORS_TOGETHER):
        return "monitor"
    if words == {"secretary-general"}:
        return "monitor"  # of no other body than the United Nations is this enough
    if "opposition" in words:
        return "party"
    # Whose spokesman `the bloc’s` is, the text tells.
    return _side_by_noun(name) or _side_by_role(words - {"bloc"})


def is_of_state_alone(words: set[str]) -> bool:
    """Whether a role is one that only states have: a minister, not a president."""
    return bool(words & _OF_STATE_ALONE)


def _side_by_role(words: set[str]) -> Side:
    told = [side for side, nouns in name_rules().heads.items() if words & nouns]
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
    if noun in _MEDIA_ROLES:
        return "media"
    if noun in {"service", "services"} and set(name) & _OF_FORCE:
        return "state"
    if noun in _OF_PEOPLE_TOO and end > 1:
        before = set(name[: end - 1])
        if before & _OF_PEOPLE:
            return "civil-society"
        if before & _OF_PLACE:
            return "state"
    if noun == "office" and set(name) & _HAVE_OFFICES:
        return "state"  # `the Prime Minister’s office`
    return next((side for side, nouns in name_rules().heads.items() if noun in nouns), None)
