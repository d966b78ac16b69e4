"""Which state a document deals with, so that *the Government* and *the delegation* have a name.

A reply of a ministry, the conclusions of a committee on one country, the record of a review: they
name the state once, often in the title only, and then say *the Government* or *the State party*.
Where two states could be meant as well, none is.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from verbale.reading.names import FORMS_OF_STATE, name_rules

if TYPE_CHECKING:
    from verbale.model import Document
    from verbale.reading.actors import Cast, Character

__all__ = ["OF_STATE", "state_dealt_with"]

OF_STATE: Final = re.compile(
    r"\b(?:[Gg]overnment|[Aa]uthorities|[Dd]elegation|[Rr]epublic|[Kk]ingdom|[Pp]arliament"
    r"|[Ss]enate|[Rr]eport|[Pp]eoples?)\s+of\s+(?:the\s+)?$"
)
_PLACE: Final = r"(?P<place>[A-Z][\w’'-]*(?:\s+(?:and\s+|of\s+)?[A-Z][\w’'-]*){0,3})"
_OFFICE_OF: Final = re.compile(
    r"\b(?:Ministry|Mission|Embassy|Government|Delegation|Department|Minister|President|Republic"
    r"|Kingdom|Senate|Parliament|King|Queen)\b"
    rf"(?:.*\s)?(?:of|for)\s+(?:the\s+)?{_PLACE}(?=\s+(?:to|in|at|on)\b|$)"
)
_OFFICE_IN_TITLE: Final = re.compile(
    r"\b(?:Ministry|Mission|Embassy|Government|Delegation|Minister|President|House|Parliament)\b"
    rf"[^,]{{0,40}}?\sof\s+(?:the\s+)?{_PLACE}(?=\s+(?:to|in|at|on)\b|$)"
)
# `Kesharat: union leaders arrested`, `Alarm at a death in Ardeya`, `Commission urges Ranmor to act`
_TOLD_OF: Final = re.compile(
    rf"^{_PLACE}(?=: )|\bin (?P<where>[A-Z][\w’'-]+)$|\burges (?P<urged>[A-Z][\w’'-]+) to\b"
)
_REVIEW_OF: Final = re.compile(
    r"\b(?:(?i:observations|conclusions|findings|remarks|report|review|comments|information|dialogue"
    r"|consideration|examination|notes|statement|situation|visit|mission|decision))\b(?:.*?\s)?"
    rf"(?:on|of|for|from|with|in|to|:)\s+(?:the\s+)?{_PLACE}"
    r"(?=\s*(?:[:;,(–—]|$|on\b|to\b|concerning\b))"
)
_BEHIND_COMMA: Final = re.compile(rf"\b(?:Ministry|Embassy|Department|Office)\b.*,\s+{_PLACE}$")
_OF_PAIR: Final = re.compile(
    r"\b(?:[Gg]overnment|[Dd]elegation|[Rr]epublic|[Rr]eport|[Pp]arliament|[Ss]enate)\s+of\s+"
    r"(?P<place>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)? and [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)"
)
_DATELINE: Final = re.compile(
    r"^[A-Z][A-Z’' -]{2,30}, (?P<place>[A-Z][a-z]+(?: [A-Z][a-z]+)?)\b[^\n]{0,40}? [—–-]",
    re.MULTILINE,
)
_WHEN: Final = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|\w+day$")
_HEAD: Final = 1_000  # characters in which the dateline stands
_LONGEST_HEADING: Final = 150  # characters
_SHORTEST: Final = 4  # letters of a name whose adjective is looked for
_ADJECTIVES: Final = frozenset(
    vowel + ending for vowel in ("", *"aeiouy") for ending in "n an ian ean ese i ish".split()
)
_CAPITALISED: Final = re.compile(r"\b[A-Z]\w+")
_INVITED: Final = re.compile(r"[^.]{0,40}\bat the invitation of (?:the|its) [Gg]overnment\b")
_ACTS: Final = re.compile(r"\s(?:must|should|[a-z]+s)\s")
_PORTFOLIO: Final = re.compile(r"\bMinist(?:ry|er) of\s+(?:the\s+)?\Z")
_GOVERNS: Final = ("’s government", "'s government", "’s authorities", "'s authorities")
# `⟦Kavria⟧’s media regulator`: what only states have
_OWNS: Final = re.compile(
    r"[’']s (?:[a-z]+ ){0,2}(?:parliament|president|prime minister|regulator"
    r"|capital|army|military|constitution|(?:supreme|constitutional) court|security forces"
    r"|ruling party|border)\b",
    re.IGNORECASE,
)
_NO_STATES: Final = frozenset(
    "The A An Committee Council Commission Human Rights Court Meeting Working Group Transcript"
    " Interview Speech Letter Report".split()
)


def state_dealt_with(cast: Cast, document: Document) -> Character | None:
    """Give the one state that a document deals with; added to the cast where only its title has it.

    None where no state or several are shown to be it.
    """
    title = document.title or _heading(cast)
    signs: Counter[int] = Counter()
    known = {id(c): c for c in cast.characters if c.kind in {"state", None}}
    capitalised = set(_CAPITALISED.findall(cast.layout.text))
    for identity, character in known.items():
        signs[identity] += _signs_in_text(cast.layout.text, character)
        signs[identity] += _has_adjective(capitalised, character)
        signs[identity] += _signs_in_title(title, character)
    for place in _places_told(cast.layout.text, document) if document.kind != "news" else ():
        state = _named(cast, place)
        if state is not None:
            known[id(state)] = state
            signs[id(state)] += 2
    if (country := _country_of_dateline(cast)) is not None:
        known[id(country)] = country
        signs[id(country)] += 2
    ranked = signs.most_common(2)
    if not ranked or not ranked[0][1] or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    state = known[ranked[0][0]]
    state.kind = "state"
    _note_formal_name(cast, state, f"{document.publisher}\n{document.title}\n{cast.layout.text}")
    return state


def _heading(cast: Cast) -> str:
    """The first line of a text, where it may be its title."""
    first = cast.layout.paragraphs[0].of(cast.layout.text) if cast.layout.paragraphs else ""
    return "" if len(first) > _LONGEST_HEADING or first.endswith(".") else first


def _country_of_dateline(cast: Cast) -> Character | None:
    """`TAMSUND, ⟦Halvorn⟧, June 10 —`: where a report was sent from."""
    dateline = _DATELINE.search(cast.layout.text, 0, _HEAD)
    if dateline is None or _WHEN.match(dateline["place"]):
        return None
    return _named(cast, dateline["place"])


def _places_told(text: str, document: Document) -> list[str]:
    """The places that publisher and title are about, then those that are one name in the text."""
    told = (
        (document.publisher, _OFFICE_OF),
        (document.publisher, _BEHIND_COMMA),
        (document.title, _REVIEW_OF),
        (document.title, _OFFICE_IN_TITLE),
        (document.title, _TOLD_OF),
    )
    found = [
        next(filter(None, match.groups()))
        for words, form in told
        for match in form.finditer(words or "")
        if not _PORTFOLIO.search(match.string, 0, max(0, match.start("place")))
        and (form is not _TOLD_OF or next(filter(None, match.groups())) in text)
    ]
    pairs = _pairs(f"{document.title or ''}\n{text}")
    # `Republic of Tavoria` is told as `Tavoria`, too
    return [p for p in [*found, *pairs] if not any(p.endswith(f" of {other}") for other in found)]


def _signs_in_text(text: str, character: Character) -> int:
    """How often a name stands as a state's: formally, or with its government."""
    formal = 2 * any(FORMS_OF_STATE & {word.casefold() for word in n} for n in character.names)
    ruled = sum(
        bool(OF_STATE.search(text[max(0, mention.span.start - 24) : mention.span.start]))
        or text.startswith(_GOVERNS, mention.span.end)
        or (_may_own(character) and _OWNS.match(text, mention.span.end) is not None)
        for mention in character.mentions
    )
    return formal + ruled + _was_visited(text, character)


def _may_own(character: Character) -> bool:
    """Whether what it has may be a state's: a name of one word of whom nothing else is known."""
    unknown = not (character.place or character.roles or character.gender)
    return unknown and len(character.names[0]) == 1


def _has_adjective(capitalised: set[str], character: Character) -> bool:
    """`Karvenia` beside `Karvenian guards`: towns seldom have an adjective of their own."""
    name = character.names[0]
    if len(name) > 1 or len(name[0]) < _SHORTEST:
        return False
    stem = name[0].rstrip("aeiouy")
    adjectives = {stem + ending for ending in _ADJECTIVES} - {name[0]}
    return not adjectives.isdisjoint(capitalised)


def _was_visited(text: str, character: Character) -> bool:
    """`I visited ⟦Kalvara⟧ at the invitation of the Government`."""
    return any(_INVITED.match(text, mention.span.end) is not None for mention in character.mentions)


def _signs_in_title(title: str, character: Character) -> int:
    """`⟦Kharzan⟧ disputes a count of prison deaths`."""
    name = " ".join(character.names[0])
    if not title.startswith(name):
        return 0
    after = title[len(name) :]
    return bool(_ACTS.match(after)) + after.startswith(": ")


def _pairs(text: str) -> list[str]:
    """States of two islands: `the report of ⟦Saint Orlan and Ombele⟧`, never named apart."""
    found = {match["place"] for match in _OF_PAIR.finditer(text)}
    return [pair for pair in found if _is_one_name(text, pair)]


def _is_one_name(text: str, pair: str) -> bool:
    together = text.count(pair)
    return together > 1 and all(text.count(half) == together for half in pair.split(" and "))


def _note_formal_name(cast: Cast, state: Character, text: str) -> None:
    """`Zahrat` is `the Republic of Zahrat` where nothing calls it by the short name."""
    forms = r"\b(Republic|Kingdom|Union|Sultanate|Emirate) of (?:the )?"
    match = re.search(rf"{forms}{re.escape(state.name)}\b", text)
    if match is not None and text.count(state.name) == len(
        re.findall(rf"{forms}{re.escape(state.name)}\b", text)
    ):
        cast.note_name(state, (match[1], "of", *state.names[0]))


def _named(cast: Cast, place: str) -> Character | None:
    """The state of that name, a new one when the text does not name it."""
    words = place.split()
    rules = name_rules()
    if _NO_STATES & set(words) or any(
        word.casefold() in rules.titles or rules.is_organization_word(word) for word in words
    ):
        return None
    found = cast.named(tuple(words), len(cast.layout.text))
    if found is not None and found.kind != "organization":  # of whose name the state is the end
        named = found.kind in {"state", None} or not (found.roles or found.gender)
        return found if named else None
    return cast.add(tuple(words), "state")
