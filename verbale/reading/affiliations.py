"""Tell which body a person speaks for, where the text ties the two together.

*Its director, Ana Ruiz*; *the party's spokesman Ana Ruiz*; *Ana Ruiz of the Harbour Union*;
*Ana Ruiz, coordinator of the union*; *Ana Ruiz, who heads the mission*. A person without a role of
state or monitor stands on the side of that body.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from verbale.model import Span
from verbale.reading.names import name_rules, singular

if TYPE_CHECKING:
    from verbale.reading.actors import Cast, Character
    from verbale.reading.layout import Layout

__all__ = ["note_affiliations"]

_REACH: Final = 70  # code points before and behind a name that are looked at
_OWNED_ROLE: Final = re.compile(
    r"(?P<owner>\b[Ii]ts|\b[Tt]heir|\b[Oo]ur|\bwhose|(?<=\w)[’']s?)"
    r"\s+(?P<role>(?:[a-z][\w-]*\s+){0,3}[A-Za-z][\w-]*),?\s*$"
)
_OWNERS: Final = ("’", "'", "ts ", "heir ", "ur ", "hose ")  # what `_OWNED_ROLE` needs
_OF_PEOPLE: Final = frozenset(
    """
    lawyer attorney counsel wife husband widow mother father sister brother daughter son aunt uncle
    doctor friend neighbour neighbor cousin nephew niece
    """.split()
)
_BARE: Final = re.compile(
    r"(?:\b(?P<whose>[A-Za-z]+)\s+)?\b(?:spokes(?:man|woman|person)|official)\s+$"
)
_BEHIND: Final = re.compile(
    r"(?:,\s+(?:the\s+|an?\s+|its\s+)?(?:[\w-]+\s+){0,4}(?P<role>[\w-]+))?"
    r"\s+(?:of|from|for|at|with)\s+(?:the\s+)?(?:(?:main\s+)?(?:opposition|ruling|governing)\s+)?"
)
# `Ana Ruiz, Coast Watch’s deputy director`
_OWNS_ROLE: Final = re.compile(
    r",\s+(?:the\s+)?(?P<owner>[A-Z][^,.;:]{2,60}?)[’']s?\s+(?P<role>(?:[\w-]+\s+){0,4}[\w-]+)"
    r"(?=[,.;]|\s+(?:in|for|on|said|told)\b)"
)
_HEADS: Final = re.compile(
    r",\s+who\s+(?:heads|headed|leads|led|chairs|chaired|runs|represents|speaks\s+for)\s+(?:the\s+)?"
)
_COUNTRY: Final = re.compile(r" \((?P<country>[A-Z][\w’' -]{2,40})\)")
_GOVERNMENT: Final = re.compile(r"\b(?:[Tt]he|[’']s) government\b")
_NOUN: Final = re.compile(r"[a-z][\w-]*")


def note_affiliations(cast: Cast) -> None:
    """Set the affiliation of each person of a text that is told."""
    finder = _Bodies(cast)
    for character in cast.characters:
        if character.kind == "organization" or character.place:
            continue
        for mention in character.mentions:
            body = (
                finder.before(mention.span)
                or finder.behind(mention.span)
                or finder.country(mention.span)
            )
            if body is not None:
                character.affiliation = body
                break
        if character.affiliation is None and any("spokes" in w for w in character.title_words):
            character.affiliation = cast.body  # who speaks for nobody else in what it publishes


class _Bodies:
    """The bodies that a text names, by their places."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.layout: Layout = cast.layout
        found = [
            (mention.span, character)
            for character in cast.characters
            if character.kind == "organization"
            for mention in character.mentions
            if not self._is_of_dateline(mention.span)
        ]
        self.places = sorted(found, key=lambda item: item[0].start)
        self.subjects = {
            mention.span.start
            for character in cast.characters
            for mention in character.mentions
            if mention.subject
        }
        self.starts = [span.start for span, _ in self.places]

    def _is_of_dateline(self, name: Span) -> bool:
        """Whether it is the agency that tells it: `TERVEL, Feb 5 (⟦Harbour Press⟧) -`."""
        sentence = self.layout.sentences[self.layout.sentence_at(name.start)]
        return name.start < self.layout.begin_of(sentence)

    def before(self, name: Span) -> Character | None:
        """The body whose role stands before a name: `its director, ⟦Ana Ruiz⟧`."""
        text = self.layout.text
        first = max(0, name.start - _REACH)
        words = text[first : name.start]
        owned = any(mark in words for mark in _OWNERS)  # most names have none before them
        match = _OWNED_ROLE.search(text, first, name.start) if owned else None
        if match is None:
            return self._unnamed_body(words, first)
        if not _is_role(match["role"]):
            return None
        owner = match["owner"]
        if owner[0] not in "’'" and match["role"].split()[-1].casefold() in _OF_PEOPLE:
            return None  # `their lawyer`: no body's
        if owner.casefold() == "our":
            return self.cast.body
        if owner[0] in "’'":
            speaks = "spokes" in match["role"]
            person = self._person_ending(match.start("owner")) if speaks else None
            return person or self._ending(match.start("owner"))
        return self._last(match.start("owner"))

    def _unnamed_body(self, words: str, first: int) -> Character | None:
        """The body of a bare `spokesman ⟦Ana Ruiz⟧`: the one that was named last."""
        match = _BARE.search(words)
        if match is None:
            return None
        whose = (match["whose"] or "").casefold()
        if whose == "government":
            return self.cast.state
        if name_rules().is_organization_word(whose):
            return None  # `police spokesman ⟦Ana Ruiz⟧`
        position = first + match.start()
        index = bisect_left(self.starts, position)
        since = self.places[index - 1][0].end if index else 0
        if _GOVERNMENT.search(self.layout.text, since, position):
            return self.cast.state
        return self._last(position)

    def behind(self, name: Span) -> Character | None:
        """The body that is named behind a name: `⟦Ana Ruiz⟧ of the Harbour Union`."""
        text = self.layout.text
        owned = _OWNS_ROLE.match(text, name.end)
        if owned is not None and _is_role(owned["role"]):
            return self._starting(owned.start("owner"))
        match = _HEADS.match(text, name.end) or _BEHIND.match(text, name.end, name.end + _REACH)
        if match is None:
            return None
        role = match.groupdict().get("role")
        if role is not None and not _is_role(role):
            return None
        return self._starting(match.end()) or self._called(match.end())

    def country(self, name: Span) -> Character | None:
        """The state that a delegate speaks for: `⟦Mr. Vasquez⟧ (Orlanda)` in a body's record."""
        match = _COUNTRY.match(self.layout.text, name.end) if self.cast.record else None
        if match is None:
            return None
        state = self.cast.named(tuple(match["country"].split()), name.end)
        if state is not None and state.kind in {None, "person", "state"} and not state.roles:
            state.kind, state.place = "state", True
            return state
        return None

    def _last(self, position: int) -> Character | None:
        """The body named last before a position; of one sentence, the one that is its subject."""
        index = bisect_left(self.starts, position)
        if not index:
            return None
        last, body = self.places[index - 1]
        sentence = self.layout.sentences[self.layout.sentence_at(last.start)]
        inside = self.places[bisect_left(self.starts, sentence.start) : index]
        subject = (who for span, who in inside if span.start in self.subjects)
        return next(subject, body)

    def _ending(self, position: int) -> Character | None:
        """The body whose name ends at a position, also by a bare noun: `the commission’s`."""
        index = bisect_left(self.starts, position)
        if index and self.places[index - 1][0].end == position:
            return self.places[index - 1][1]
        start = self.layout.text.rfind(" ", 0, position) + 1
        return self._called(start)

    def _person_ending(self, position: int) -> Character | None:
        """Whose spokesman it is: `⟦Conti⟧’s spokesman`."""
        ending = self.cast.mentions_over(Span(position - 1, position))
        return next((c for c, m in ending if c.kind == "person" and m.span.end == position), None)

    def _starting(self, position: int) -> Character | None:
        index = bisect_left(self.starts, position)
        there = index < len(self.places) and self.places[index][0].start == position
        return self.places[index][1] if there else None

    def _called(self, position: int) -> Character | None:
        """The body that the common noun at a position means: the last whose name has it."""
        noun = _NOUN.match(self.layout.text, position)
        if noun is None:
            return None
        word = singular(noun.group())
        if word == "bloc":
            bodies = (body for _, body in self.places)
            return next((b for b in bodies if b.name in {"European Union", "EU"}), None)
        index = bisect_left(self.starts, position)
        named = (body for _, body in reversed(self.places[:index]) if word in body.role_words)
        return next(named, None)


def _is_role(words: str) -> bool:
    nouns = name_rules().person_nouns
    return any(word.casefold().split("-")[-1] in nouns for word in words.split()[-2:])
