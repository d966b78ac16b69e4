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
    r"|[Ss]enate|[Rr]eport)\s+of\s+(?:the\s+)?$"
)
_PLACE: Final = r"(?P<place>[A-Z][\w’'-]*(?:\s+(?:and\s+|of\s+)?[A-Z][\w’'-]*){0,3})"
_OFFICE_OF: Final = re.compile(
    r"\b(?:Ministry|Mission|Embassy|Government|Delegation|Department|Minister|President|Republic"
    r"|Kingdom|Senate|Parliament|King|Queen)\b"
    rf"(?:.*\s)?(?:of|for)\s+(?:the\s+)?{_PLACE}(?=\s+(?:to|in|at|on)\b|$)"
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
_MONTHS: Final = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
_HEAD: Final = 1_000  # characters in which the dateline stands
_GOVERNS: Final = ("’s government", "'s government", "’s authorities", "'s authorities")
_NO_STATES: Final = frozenset(
    "The A An Committee Council Commission Human Rights Court Meeting Working Group".split()
)


def state_dealt_with(cast: Cast, document: Document) -> Character | None:
    """Give the one state that a document deals with; added to the cast where only its title has it.

    None where no state or several are shown to be it.
    """
    signs: Counter[int] = Counter()
    known = {id(c): c for c in cast.characters if c.kind in {"state", None}}
    for identity, character in known.items():
        signs[identity] += _signs_in_text(cast.layout.text, character)
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


def _country_of_dateline(cast: Cast) -> Character | None:
    """`TAMSUND, ⟦Halvorn⟧, June 10 —`: where a report was sent from."""
    dateline = _DATELINE.search(cast.layout.text, 0, _HEAD)
    if dateline is None or _MONTHS.match(dateline["place"]):
        return None
    return _named(cast, dateline["place"])


def _places_told(text: str, document: Document) -> list[str]:
    """The places that publisher and title are about, then those that are one name in the text."""
    told = (
        (document.publisher, _OFFICE_OF),
        (document.publisher, _BEHIND_COMMA),
        (document.title, _REVIEW_OF),
    )
    found = [match["place"] for words, form in told for match in form.finditer(words or "")]
    return [*found, *_pairs(f"{document.title or ''}\n{text}")]


def _signs_in_text(text: str, character: Character) -> int:
    """How often a name stands as a state's: formally, or with its government."""
    formal = 2 * any(FORMS_OF_STATE & {word.casefold() for word in n} for n in character.names)
    ruled = sum(
        bool(OF_STATE.search(text[max(0, mention.span.start - 24) : mention.span.start]))
        or text.startswith(_GOVERNS, mention.span.end)
        for mention in character.mentions
    )
    return formal + ruled


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
        return found if found.kind in {"state", None} else None
    return cast.add(tuple(words), "state")
