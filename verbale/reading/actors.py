"""Gather the names of a document into actors, and tell who a phrase stands for.

Names are grouped by their words: a part of a name joins the one actor whose full name holds it,
whichever part the document uses alone (*Vitit*, *David*, *Mrs. Tabor*); where two actors could be
meant, none is taken. Roles next to a name (*the ambassador, Ana Ruiz*) are kept, so that later
mentions by role (*the envoy*) find their way back.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from dataclasses import dataclass, field, replace
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from verbale.capitals import in_small_letters
from verbale.model import Actor, ActorKind, Side, Span
from verbale.reading.affiliations import note_affiliations
from verbale.reading.layout import lay_out
from verbale.reading.name_forms import folded, is_variant, without_owner
from verbale.reading.names import (
    Gender,
    Name,
    find_names,
    genders_told,
    listed_portfolios,
    name_rules,
    singular,
    split_title,
)
from verbale.reading.sides import (
    COMPLEMENTS,
    is_of_state_alone,
    lower_words,
    role_words,
    side_of_body,
    side_of_person,
)
from verbale.reading.states import state_dealt_with

if TYPE_CHECKING:
    from verbale.model import Document
    from verbale.reading.layout import Layout

__all__ = ["Cast", "Character", "Mention", "gather_cast"]

_SIGNATURE_LINES: Final = 6  # of the end of a letter
_ADDRESS_LINES: Final = 5  # of the head of a letter
_LONGEST_OFFICE: Final = 60  # characters
_PLACE_BEFORE: Final = re.compile(
    r"\b(?:in|near|outside|around|across|via|into)\s+(?:the\s+)?$"
    r"|\b(?:at|from|(?<!according )to)\s+$"
    r"|\b(?:village|town|city|district|province|region|island|port)\s+of\s+$|\bvisit(?:ed|ing)?\s+$",
    re.IGNORECASE,
)
_ACRONYM_AFTER: Final = re.compile(r"\s*\((?:the\s+)?[“\"‘']?([A-Z][A-Za-z.&-]{1,11})[”\"’']?\)")
_ROLE_AFTER: Final = re.compile(
    r",\s+((?:the|a|an|its|their|his|her|who|chief|head|former|[A-Z][\w-]+"
    r"|[a-z]+(?=\s(?:of|at|for)\b))\b(?:[^,.;:“”\"\n]"
    r"|\.(?=\S)"
    r"|\.(?<=[A-Z]\.)){3,80})"
)
_OFFICE: Final = re.compile(
    r"(?:[A-Z][\w-]+\s+){0,2}[A-Z][\w-]+(?:\s+(?:of"
    r"|for)\s+(?:the\s+)?[A-Z][\w-]*(?:(?:\s+and)?\s+[A-Z][\w-]*){0,4}"
    r"|\s+on\s[^,.;:]+|$)"
    # `Special Co-ordinator and leader of the observer mission`, `Head of the legal department`
    r"|(?:[A-Z][\w-]+\s+){1,4}(?:and\s+[a-z][\w-]+\s+)?(?:of|at|for|to)\s+"
    r"(?:(?:the|its|their|an?)\s+)?[a-z][^,.;:]{2,60}"
)
# `Coast Watch’s Deputy Regional Director`
_OWNED_OFFICE: Final = re.compile(
    r"[A-Z][\w’'-]*(?:\s+[A-Z][\w-]*){0,4}[’']s?\s+(?:[\w-]+\s+){0,3}[\w-]+"
)
_PARENTHESIS: Final = re.compile(r"((?:[\w’'-]+\s+){1,7})\($")
_AGE_AFTER: Final = re.compile(r",\s+(?:aged\s+)?\d{2}\b")
_WORD: Final = re.compile(r"[\w’'-]+")
# Behind a role's noun: a preposition that ends it, as the name is a part of the role (*the envoy to
# Ostrava*), a clause, or what somebody does (*invites the rapporteur to visit*).
_NO_ROLE: Final = re.compile(
    r".*\b(?:of|on|for|in|to|at|from|with|by)$|(?!\s+(?:of|on|for|in|to|at(?!\s+(?:least|most)))\b)."
    r"|.*\b(?:said|told|met|with|that|was|were|had|has|have|will|is|are|would|could)\b"
    r"|\s+to\s+(?!the\b)[a-z]|.*\b(?:during|under|of|in|at|for|by|against)\s(?:the|an?)\Z"
    r"|.*\s(?:[a-z]{2,}ed|asks|meets|tells|thanks|urges|visits|warns)\Z",
    re.IGNORECASE | re.DOTALL,
)
# What a name is called right before it: `rights group ⟦Karst Vigil⟧`.
_CALLED_BODY: Final = re.compile(
    r"(?<![’'\w-])(?P<noun>(?:[A-Za-z][a-z-]+ )?(?:group|organi[sz]ation|charity|watchdog|newspaper"
    r"|daily|weekly|magazine|broadcaster|news agency|news site|company|firm|network|think tank"
    r"|outlet)) \Z"
)
# What a name is said to be right behind it: `Meridian Gold, the Canadian company that …`.
_IS_A_BODY: Final = re.compile(
    r",\s+(?:the|an?)\s+(?:[A-Za-z][\w-]*\s+){0,3}?(?P<noun>company|firm|group|charity|non-profit"
    r"|organi[sz]ation|newspaper|broadcaster|union|association|watchdog|think tank|network|agency"
    r"|bank|operator|developer|outlet|website|coalition|federation)\b"
    r"(?![’']|\s+(?:director|spokes|chief|leader|exec|head|president|chair|lawyer|manager|official|member"
    r"|employee|worker|boss|owner|founder))"
)
_LONGEST_CALL: Final = 50  # characters
_NO_SUBJECT_BEHIND: Final = re.compile(r"\b(?:in|at|from|to|with|by|of|against)\s+(?:the\s+)?$")
_PREPOSITION: Final = 24  # characters that hold it
_ANOTHER: Final = re.compile(r".*\band\b")  # *the minister and ⟦Ana Ruiz⟧*
_LONGEST_NAME: Final = 200  # code points
_ACRONYM: Final = re.compile(r"[A-Z]{3,}")  # two letters may be of anybody
_HONORIFICS: Final = frozenset("mr mrs ms miss dr prof professor sir dame h.e".split())
_LONGEST_ROLE: Final = 160
_ROLE_WORDS: Final = 10
_COMPLEMENT: Final = re.compile(r"(?<=\w)\s+(?:of|on|for)\b")
_APOSTROPHE: Final = re.compile(r"[’'](?:s\b)?(?=\s|$)")
_MADE_TO: Final = re.compile(r"\b(?:to|before)\s+(?:the\s+)?$")
# `told this newspaper`, `told me`, `refused our request`
_SPEAKS_OF_ITSELF: Final = re.compile(
    r"\b(?:told|to|with|by|asked) (?:this (?:news)?paper|this agency|this reporter|me|us)\b"
)
_REPORT_OF: Final = re.compile(r"\b[Rr]eport (?:of|by) (?:the )?(?P<author>[A-Z].*)")
_OF_BODIES: Final = frozenset({"press-release", "state-reply", "report"})
_OWN_VOICE: Final = frozenset({"press-release", "state-reply", "report", "letter"})
_HEADING: Final = 4  # paragraphs
_HEARS: Final = frozenset("assembly parliament senate congress council house committee".split())
_PLACES: Final = frozenset(
    "New Los Las San Santa Port Fort Lake Mount Cape North South East West".split()
)
_TWO_WORDS: Final = 2
_OTHER_NOUN: Final = re.compile(
    r"(?:an?|the|his|her|its|their)\s(?:(?!of\b)[\w-]+\s)+(?:the|an?)\s"
)
# What one was or may become is no role.
_FORMERLY: Final = re.compile(
    r"(?:an? |the )?(?:former|one-time|ex)\b|who (?:would|could|might|may)\b", re.IGNORECASE
)
# `Senator Ana Ruiz of Vermont`
_ELECTED_IN: Final = re.compile(r" (?:of|from) (?P<place>[A-Z][a-z]+(?: [A-Z][a-z]+)?)\b")
_ELECTED: Final = frozenset("senator lawmaker governor congressman congresswoman deputy".split())
_FORMERLY_BEFORE: Final = re.compile(r"\b[Ff]ormer\s$")
_CONJUNCTION: Final = re.compile(r"\A\s*(?:But|And|Yet|So) ")
# Where a role begins behind other words: `the court sentenced ⟦opposition leader⟧ Hla Moe`.
_ROLE_BEGINS: Final = re.compile(
    r"[,;]|(?<!\w)[–—-]+(?!\w)"
    r"|\b(?:said|told|met|with|that|and|but|while|by|between|from|to|of)\b|\b(?:I|[Ww]e)\s+[a-z]+\b"
    r"|\b(?!(?:retired|exiled|jailed|ousted|deposed|detained|imprisoned|armed|elected|appointed"
    r"|unnamed|indeed|need)\b)(?<!-)[a-z]+ed\b(?!-)"
)
# `He is ⟦the better candidate⟧ Ana Ruiz argues`
_TOLD_OF_ANOTHER: Final = re.compile(r"\b(?:be|been|being|is|are|am|was|were)\s", re.IGNORECASE)
# Before a role: `a bind for ⟦front-runner⟧ Ana Ruiz`, `drove out ⟦campaign manager⟧ Jan Kowal`
_NO_PART_OF_ROLE: Final = re.compile(
    r"\b(?:for|as|at|in|on|into|about|against|after|before|over|like|than|out|up"
    r"|will|would|can|could|may|might|must|should|him|them|it|this|how|why|what|where|which|when"
    r"|while|if|because|since|then|threw|took|made|gave|sent|saw|brought|left|went|came|ran|won|lost)"
    r"\s+|\s(?=(?:his|her|their|its)\s)",
    re.IGNORECASE,
)
_DATELINE_AFTER: Final = re.compile(r"(?:,[^—–\n]{0,40}?)?(?:\s\([^)\n]{1,30}\))?\s[—–-]\s")
_LETTERS: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_STATE_NOUNS: Final = frozenset("government republic kingdom state commonwealth".split())
_OF_EVERY_STATE: Final = frozenset("parliament senate cabinet".split())
_WORLD: Final = frozenset({("un",), ("united", "nations")})  # none of its offices


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where an actor is named; `subject` when it stands where a sentence's subject does."""

    span: Span
    subject: bool
    quoted: bool


def _start(mention: Mention) -> int:
    return mention.span.start


@dataclass(slots=True, eq=False)
class Character:
    """An actor while a document is being read; becomes a `verbale.model.Actor` at the end."""

    names: list[tuple[str, ...]]
    kind: ActorKind | None = None
    gender: Gender | None = None
    roles: list[str] = field(default_factory=list)
    surfaces: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    place: bool = False
    reporter: bool = False
    issuer: bool = False
    affiliation: Character | None = None  # the body that a person speaks for

    @property
    def name(self) -> str:
        """The fullest name; one that is a single word keeps the title that the text gives it."""
        if len(self.names[0]) == 1 and self.kind == "person" and self.surfaces:
            return max(self.surfaces, key=lambda surface: (len(surface.split()) > 1, -len(surface)))
        written = (each for each in self.surfaces if _is_written(each, self.names[0]))
        return next(written, " ".join(self.names[0]))

    @property
    def role_words(self) -> set[str]:
        """The words of all roles and, for organizations, of the names, in singular lower case."""
        words = self.title_words
        if self.kind != "person":
            words |= {w for name in self.names for w in lower_words(" ".join(name))}
        return words

    @property
    def name_words(self) -> set[str]:
        """The words of the fullest name, in singular lower case."""
        return set(lower_words(" ".join(self.names[0])))

    @property
    def title_words(self) -> set[str]:
        """The words of all roles, in singular lower case."""
        return role_words(self.roles)

    @property
    def first(self) -> int:
        """Where it is mentioned first; -1 when only the document's metadata names it."""
        return self.mentions[0].span.start if self.mentions else -1

    def last_before(self, position: int) -> int:
        """Where it was mentioned last before `position`; -1 when it was not."""
        index = bisect_left(self.mentions, position, key=_start)
        return self.mentions[index - 1].span.start if index else -1

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """Its mentions that begin in `[start, end)`, in order."""
        first = bisect_left(self.mentions, start, key=_start)
        return self.mentions[first : bisect_left(self.mentions, end, key=_start)]

    def mentions_over(self, span: Span) -> list[Mention]:
        """Its mentions that share characters with `span`, in order."""
        near = self.mentions_in(span.start - _LONGEST_NAME, span.end)
        return [mention for mention in near if mention.span.end > span.start]

    def note_mention(self, mention: Mention) -> None:
        """Add a mention at its place."""
        insort(self.mentions, mention, key=_start)

    def note_subject(self, span: Span) -> None:
        """Take who is named inside a stretch for the subject there: `Ruiz’s lawyer, ⟦Tom Bar⟧,`."""
        for place, mention in enumerate(self.mentions):
            if span.start <= mention.span.start < span.end:
                self.mentions[place] = replace(mention, subject=True)

    def note_surface(self, surface: str) -> None:
        """Add a form in which it is named unless it is known."""
        if surface not in self.surfaces:
            self.surfaces.append(surface)

    def note_role(self, role: str) -> None:
        """Add a role unless it is known."""
        if role not in self.roles:
            self.roles.append(role)

    def side(self) -> Side:
        """Where it stands in a dialogue, from the words of its name and roles."""
        held = [role for role in self.roles if not _FORMERLY.match(role)]
        if self.kind == "person":
            side = side_of_person(held)
        else:
            names = [" ".join(name) for name in self.names]
            side = side_of_body([_in_full(self.name), *names], held)
        if self.kind == "state":
            side = "state"  # also of a *State party*
        body = self.affiliation
        if body is None or body is self:
            return side
        # `Its president, Ana Ruiz` is no head of state where a federation was spoken of.
        leads = side == "state" and not is_of_state_alone(held)
        return body.side() if side == "other" or leads else side


def _in_full(name: str) -> str:
    """The full name of a body that newspapers call by a shorter one."""
    return name_rules().bodies.get(name.casefold(), name)


def _is_office(role: str) -> bool:
    """Whether a role says more than how to address somebody."""
    return any(word.casefold().rstrip(".") not in _HONORIFICS for word in role.split())


def _is_written(surface: str, words: tuple[str, ...]) -> bool:
    """Whether a name stands so in the text, with the apostrophes and commas that its words lack."""
    marked = "’" in surface or "'" in surface or "," in surface
    return marked and tuple(_APOSTROPHE.sub("", surface.replace(",", "")).split()) == words


@dataclass(slots=True)
class Cast:
    """The characters of a document, in order of their fullest names' first mention."""

    layout: Layout
    characters: list[Character]
    body: Character | None = None  # who is meant by "we" in a document of its own
    signatory: Character | None = None  # who is meant by "I"
    state: Character | None = None  # which the document deals with
    audience: Character | None = None  # to whom a speech is made, or a note verbale sent
    paper: Character | None = None  # the newspaper that a story stands in
    record: bool = False  # of what was said in a body's meeting
    letter: bool = False
    replies: bool = False  # a state's reply
    _by_word: dict[str, list[Character]] = field(default_factory=dict)
    _places: list[tuple[int, Mention, Character]] = field(default_factory=list)  # in order

    @property
    def written(self) -> bool:
        """Whether it is written to somebody: a letter, or a state's reply in its form."""
        return self.letter or self.replies

    def add(self, words: tuple[str, ...], kind: ActorKind | None) -> Character:
        """Add a character that no name of the text stands for."""
        character = Character([], kind)
        self.characters.append(character)
        self.note_name(character, words)
        return character

    def note_name(self, character: Character, words: tuple[str, ...]) -> None:
        """Add a name of a character unless it is known; the fullest comes first."""
        names = character.names
        if words not in names:
            fuller = not names or len("".join(words)) > len("".join(names[0]))
            names.insert(0 if fuller else len(names), words)
            for word in folded(words):
                self._by_word.setdefault(word, []).append(character)

    def of_state(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Complete *delegation* to *Delegation of* the state that the document deals with."""
        noun = words[-1].casefold()
        whole = noun == "delegation" or (len(words) == 1 and noun in _OF_EVERY_STATE)
        if self.state is None or not whole:
            return words
        return (noun.capitalize(), "of", *self.state.names[0])

    def sharing(self, words: tuple[str, ...]) -> list[Character]:
        """List the characters that have a word of their names in common with `words`."""
        found = (c for word in folded(words) for c in self._by_word.get(word, ()))
        return list(dict.fromkeys(found))

    def named(self, words: tuple[str, ...], before: int) -> Character | None:
        """Find the one character that `words` can name; None when there is none or are several."""
        key = folded(words)
        near = self.sharing(words)
        exact = [c for c in near if any(folded(name) == key for name in c.names)]
        found = exact or [c for c in near if _holds(c, key)]
        if len(found) > 1:
            found = [c for c in found if c.last_before(before) >= 0] or found
        return found[0] if len(found) == 1 else None

    def note_places(self) -> None:
        """Put all mentions in the order of the text, once there will be no more."""
        found = [(m.span.start, m, c) for c in self.characters for m in c.mentions]
        self._places = sorted(found, key=itemgetter(0))

    def mentions_over(self, span: Span) -> list[tuple[Character, Mention]]:
        """List the mentions that share characters with a stretch, in their order."""
        near = self._between(span.start - _LONGEST_NAME, span.end)
        return [(c, mention) for _, mention, c in near if mention.span.end > span.start]

    def named_in(self, span: Span) -> list[tuple[int, Character]]:
        """List the actors, places left out, that a stretch names, with where, in their order."""
        near = self._between(span.start, span.end)
        return [(start, character) for start, _, character in near if not character.place]

    def _between(self, start: int, end: int) -> list[tuple[int, Mention, Character]]:
        first = bisect_left(self._places, start, key=itemgetter(0))
        return self._places[first : bisect_left(self._places, end, key=itemgetter(0))]

    def export(self, character: Character, identifier: str) -> Actor:
        """Give the frozen form of a character."""
        told = character.gender or character.roles or character.title_words
        kind: ActorKind = character.kind or ("person" if told else "organization")
        kind = "organization" if _are_several(character) else kind
        return Actor(
            identifier,
            in_small_letters(character.name),
            kind,
            character.side(),
            tuple(character.surfaces),
            next(filter(_is_office, character.roles), None),
        )


def gather_cast(layout: Layout, document: Document) -> Cast:
    """Group the names of a document into characters, with their roles and mentions.

    Full names come first, with their roles and genders; then the single words that may be parts
    of them; last the bare nouns of institutions (*the Committee*), which stand for the one named
    before.
    """
    cast = Cast(layout, [])
    _group_metadata(cast, document)
    names = [name for name in find_names(layout) if name.guess != "thing" and _proper(name)]
    full = sorted((n for n in names if len(_proper(n)) > 1), key=lambda n: -len(_proper(n)))
    _group(cast, full)
    _group(cast, [n for n in names if len(_proper(n)) == 1 and not _is_bare_noun(n)])
    _note_states(cast)
    _note_datelines(cast)
    cast.state = state_dealt_with(cast, document)
    for name in names:
        if _is_bare_noun(name) and not (cast.state is None and _is_the_state(name)):
            own = document.publisher if document.kind in _OWN_VOICE else None
            _note_mention(layout, name, _named_by_noun(cast, name, own or ""))
    cast.record = document.kind in {"report", "transcript"}
    cast.characters.sort(key=lambda c: c.first)
    _note_byline(cast)
    _note_newspaper(cast, document)
    _note_issuer(cast, document)
    note_affiliations(cast)
    if document.kind == "speech" and cast.signatory is not None:
        cast.body = _spoken_for(cast.signatory)
        cast.audience = _audience(cast, document)
    cast.note_places()
    return cast


def _group(cast: Cast, names: list[Name]) -> None:
    """Give each name to its character, then settle what the characters are."""
    for name in names:
        character = _join(cast, name, _proper(name))
        _note_acronym(cast, name, character)
        _note_mention(cast.layout, name, character)
    for character in cast.characters:
        _settle(cast.layout.text, character)


def _is_the_state(name: Name) -> bool:
    """`the Kingdom`, `the State`: a state by no name, which the place says that it stands in."""
    return name.words[0].casefold() in _STATE_NOUNS - {"government"}


def _is_bare_noun(name: Name) -> bool:
    if len(name.words) == 1 and name.words[0].casefold() in _STATE_NOUNS:
        return True
    return (
        name.guess == "organization"
        and len(name.words) == 1
        and name_rules().is_organization_word(name.words[0])
        and name.words[0].casefold() not in {"un", "u.n.", "eu", "osce", "ohchr", "unhcr"}
    )


def _named_by_noun(cast: Cast, name: Name, publisher: str) -> Character:
    """The institution that a bare noun stands for: the one named last, else a new one.

    `The Ministry`, in what a ministry publishes, is that.
    """
    noun = singular(name.words[0].casefold())
    if noun in _STATE_NOUNS and cast.state is not None:
        return cast.state
    fitting = [c for c in cast.characters if c.kind == "organization" and noun in c.role_words]
    in_full = _in_full(publisher)
    if in_full != publisher and noun in lower_words(_COMPLEMENT.split(in_full)[0]):
        issuer = cast.named(tuple(publisher.split()), name.span.start)
        if issuer is not None:
            return issuer  # `the Office`, in what OHCHR publishes
    if noun in lower_words(_COMPLEMENT.split(publisher)[0]):
        wanted = set(lower_words(publisher))
        own = [c for c in fitting if len(c.names[0]) > 1 and set(lower_words(c.name)) <= wanted]
        if len(own) == 1:
            return own[0]
    before = [c for c in fitting if c.last_before(name.span.start) >= 0]
    if before:
        return max(before, key=lambda c: c.last_before(name.span.start))
    return fitting[0] if fitting else cast.add(cast.of_state(name.words), "organization")


def _note_states(cast: Cast) -> None:
    """A name that a body is *of* is a place: `Samrath` beside `the Weavers’ Union of Samrath`."""
    ends = {
        folded(name[-1:])
        for character in cast.characters
        if character.kind == "organization"
        for name in character.names
        if len(name) > 2 and name[-2] == "of"
    }
    for character in cast.characters:
        plain = character.kind != "organization" and not character.roles
        if plain and len(character.names[0]) == 1 and folded(character.names[0]) in ends:
            character.kind, character.place = "state", True


def _note_datelines(cast: Cast) -> None:
    """A name in capitals before a dash that opens a paragraph is a place: `TERVEL, Feb 16 —`."""
    text = cast.layout.text
    for character in cast.characters:
        if not character.mentions or character.roles:
            continue
        first = character.mentions[0].span
        opens = first.start == 0 or text[first.start - 1] == "\n"
        if opens and first.of(text).isupper() and _DATELINE_AFTER.match(text, first.end):
            character.kind, character.place = "state", True


def _note_byline(cast: Cast) -> None:
    """A name after *By* that heads its own line is the reporter's, who says nothing."""
    text = cast.layout.text
    for character in cast.characters:
        if len(character.mentions) != 1:
            continue
        start = character.first
        line = text[text.rfind("\n", 0, start) + 1 : start].strip()
        if line.casefold() in {"by", "reporting by", "story by", "from"}:
            character.reporter = True


def _proper(name: Name) -> tuple[str, ...]:
    if name.guess == "state" and name.words[0].casefold() == "government":
        return name.words[3:] if name.words[2].casefold() == "the" else name.words[2:]
    return name.words if name.guess == "organization" else split_title(name.words)[1]


def _join(cast: Cast, name: Name, proper: tuple[str, ...]) -> Character:
    """The character that a name belongs to, a new one when it fits none or several."""
    gender = _gender_of_title(name)
    found = [
        c
        for c in cast.sharing(proper)
        if (any(folded(n) == folded(proper) for n in c.names) or _holds(c, folded(proper)))
        and not _clashes(c, name, gender)
    ]
    exact = [c for c in found if any(folded(n) == folded(proper) for n in c.names)]
    found = exact or found or _variants(cast, name, proper, gender) or _by_initials(cast, name)
    if len(found) > 1:
        found = _likelier(found, name)
    if len(found) == 1:
        character = found[0]
        cast.note_name(character, proper)
    else:
        kind: ActorKind | None = (
            name.guess if name.guess in {"person", "organization", "state"} else None
        )
        character = cast.add(proper, kind)
    if name.guess == "person":
        character.kind = "person"
        character.gender = character.gender or gender
    return character


def _variants(
    cast: Cast, name: Name, proper: tuple[str, ...], gender: Gender | None
) -> list[Character]:
    """The people whose full name this is in another form: `John Kennedy`, `Orbán Viktor`."""
    if name.guess == "organization" or len(proper) < 2:
        return []
    words = folded(proper)
    return [
        c
        for c in cast.sharing(proper)
        if c.kind in {"person", None}
        and any(is_variant(folded(known), words) for known in c.names)
        and not _clashes(c, name, gender)
    ]


def _by_initials(cast: Cast, name: Name) -> list[Character]:
    """The body that an acronym stands for which the text does not introduce."""
    letters = name.words[0].replace(".", "")
    known = _in_full(letters).split() if len(name.words) == 1 else []
    if len(known) > 1 and (body := cast.named(tuple(known), name.span.start)) is not None:
        return [body]
    if len(name.words) > 1 or not _ACRONYM.fullmatch(letters):
        return []
    found = []
    for character in cast.characters:
        capitals = "".join(word[0] for word in character.names[0] if word[0].isupper())
        unknown = character.kind in {None, "person"} and not (character.roles or character.gender)
        if capitals == letters and (character.kind == "organization" or unknown):
            found.append(character)
    if len(found) != 1:
        return []
    found[0].kind = "organization"
    return found


def _likelier(found: list[Character], name: Name) -> list[Character]:
    """Of several characters that a short name could mean, those that its title speaks for."""
    gender = _gender_of_title(name)
    titles = set(lower_words(" ".join(split_title(name.words)[0]))) - {
        "mr",
        "mrs",
        "ms",
        "dr",
    }
    for fits in (
        lambda c: bool(titles & c.title_words),
        lambda c: gender is not None and c.gender == gender,
        lambda c: c.kind == "person",
    ):
        chosen = [c for c in found if fits(c)]
        if len(chosen) == 1:
            return chosen
    return found


def _clashes(character: Character, name: Name, gender: Gender | None) -> bool:
    if gender and character.gender and gender != character.gender:
        return True
    if name.guess == "person":
        return character.kind in {"organization", "state"}
    if _is_surname(name, character):
        return False  # `LIND:` after `KATYA LIND:`, no acronym
    return name.guess in {"organization", "state"} and character.kind == "person"


def _is_surname(name: Name, character: Character) -> bool:
    if len(name.words) != 1 or character.kind != "person":
        return False
    return any(len(n) > 1 and folded(n[-1:]) == folded(name.words) for n in character.names)


def _holds(character: Character, part: tuple[str, ...]) -> bool:
    """Whether `part` can stand for the character: a run of a person's name, an end of another's."""
    for name in character.names:
        full = folded(name)
        if len(part) >= len(full):
            continue
        if character.kind == "organization":
            generic = len(part) == 1 and name_rules().is_organization_word(part[0])
            ends = full[-len(part) :] == part and generic is False and len(part) > 1
            if ends and full[-len(part) - 1] not in COMPLEMENTS | {"the"}:
                return True
            begins = full[: len(part)] == part
            if begins and singular(full[-1]) in name_rules().heads["media"]:
                return False  # no `Kavria` is the Kavria Times
            if begins and len(part) > 1 and full[len(part)] in COMPLEMENTS:
                return True
            if begins and len(full) - len(part) == 1 and not generic and part not in _WORLD:
                return True
        elif any(full[i : i + len(part)] == part for i in range(len(full) - len(part) + 1)):
            return True
    return False


def _gender_of_title(name: Name) -> Gender | None:
    words = {word.casefold().rstrip(".") for word in split_title(name.words)[0]}
    return next(iter(genders_told(words)), None)


def _note_acronym(cast: Cast, name: Name, character: Character) -> None:
    match = _ACRONYM_AFTER.match(cast.layout.text, name.span.end)
    if not match:
        return
    initials = "".join(word[0] for word in name.words if word[0].isupper())
    short = match.group(1)
    letters = "".join(c for c in short if c.isupper())
    if letters and (letters in initials or letters[0] == initials[0]):
        cast.note_name(character, (short,))


def _note_mention(layout: Layout, name: Name, character: Character) -> None:
    text, span = layout.text, name.span
    sentence = layout.sentences[layout.sentence_at(span.start)]
    lead = text[sentence.start : span.start]
    subject = len(lead.split()) <= 8 and not _NO_SUBJECT_BEHIND.search(lead[-_PREPOSITION:])
    character.note_mention(Mention(span, subject, layout.is_quoted(span.start)))
    character.note_surface(span.of(text))
    titles = split_title(name.words)[0]
    if titles and name.guess != "organization":
        former = "former " if _FORMERLY_BEFORE.search(lead[-_PREPOSITION:]) else ""
        character.note_role(former + " ".join(titles))
        whence = _ELECTED_IN.match(text, name.span.end)
        if whence is not None and role_words(titles) & _ELECTED:
            character.note_role(f"{' '.join(titles)} of {whence['place']}")
    _note_roles(layout, name, character, sentence)


def _note_roles(layout: Layout, name: Name, character: Character, sentence: Span) -> None:
    """Roles in apposition: `its director, Hla Moekrat`, `Ruiz, the head of the mission,`."""
    text = layout.text
    if character.kind is None and (
        called := _CALLED_BODY.search(
            text, max(sentence.start, name.span.start - _LONGEST_CALL), name.span.start
        )
    ):
        character.kind = "organization"
        character.note_role(called["noun"].lower())
    if (behind := _IS_A_BODY.match(text, name.span.end, sentence.end)) is not None:
        if character.kind is None and not (character.gender or character.roles):
            more = _WORD.findall(text[behind.end() : sentence.end].split(",")[0])
            # `Ana Ruiz, a developer and spokeswoman for the coalition`
            person = any(word.casefold() in name_rules().person_nouns for word in more)
            character.kind = None if person else "organization"
        if character.kind == "organization":
            character.note_role(behind["noun"].lower())
    if character.kind == "organization":
        return
    first = max(sentence.start, name.span.start - _LONGEST_ROLE)
    before = _words_before(_without_inner_commas(text, Span(first, name.span.start)))
    apposed = text.endswith(", ", 0, name.span.start)
    role = _role_in(before, last=True, apposed=apposed) if before else None
    if role:
        character.note_role(role)
    _note_apposition(text, name.span, sentence.end, character)
    if text.endswith("(", 0, name.span.start):
        _note_role_before(text, name.span, character)
    if _AGE_AFTER.match(text, name.span.end) and len(name.words) > 1:
        character.kind = "person"


def _note_role_before(text: str, name: Span, character: Character) -> None:
    """The role that a name in parentheses stands behind: `the mayor (⟦Ana Ruiz⟧)`."""
    found = _PARENTHESIS.search(text[max(0, name.start - 90) : name.start])
    if found and _role_in(found.group(1).strip(), last=True):
        character.note_role(found.group(1).strip())


def _without_inner_commas(text: str, stretch: Span) -> str:
    """A stretch without commas that belong to a name: `Minister of Culture, Youth and Sports`."""
    listed = listed_portfolios(text, stretch)
    if not listed:
        return stretch.of(text)
    letters = list(stretch.of(text))
    for start in listed:
        if text.startswith(", ", start - 2):
            letters[start - 2 - stretch.start] = ""
    return "".join(letters)


def _words_before(text: str) -> str:
    """The last words of a stretch up to a mark, when a name can follow them."""
    words = text.split()[-_ROLE_WORDS:]
    if not words or not text[-1:].isspace():
        return ""
    words[-1] = words[-1].removesuffix(",")
    start = len(words)
    while start and (_WORD.fullmatch(words[start - 1]) or words[start - 1] in {"U.N.", "U.S."}):
        start -= 1
    return " ".join(words[start:])


def _note_apposition(text: str, name: Span, end: int, character: Character) -> None:
    """The role behind a name: `Ana Ruiz, the mayor`, `Ana Ruiz, Minister of Health`."""
    after = _ROLE_AFTER.match(text, name.end)
    if after is None or after.end() > end:
        return
    office = _OFFICE.match(after.group(1)) or _OWNED_OFFICE.match(after.group(1))
    if after.group(1)[0].isupper() and office is None:
        return  # a list of names
    role = _role_in(office.group() if office else after.group(1), last=False)
    if role:
        character.note_role(role)


def _role_in(words: str, *, last: bool, apposed: bool = False) -> str | None:
    """The part of `words` that starts or ends with a person noun and its complement.

    Behind a comma the name may be `apposed`: `the minister of labour and trade, Ana Ruiz`.
    """
    nouns = [
        match
        for match in _LETTERS.finditer(words)
        if match.group().casefold() in name_rules().person_nouns
    ]
    if not nouns:
        return None
    noun = nouns[-1] if last else nouns[0]
    if last:
        another = _ANOTHER.match(words, noun.end()) is not None
        if _NO_ROLE.match(words, noun.end()) or (another and not apposed):
            return None
        lead = _ROLE_BEGINS.split(words[: noun.start()])[-1]
        lead = _CONJUNCTION.sub("", lead)
        if len(nouns) == 1:
            lead = _NO_PART_OF_ROLE.split(lead)[-1]
        if _TOLD_OF_ANOTHER.search(lead):
            return None
        return (lead + words[noun.start() :]).strip()
    # `the U.S., ⟦a plan the billionaire⟧ has changed`
    other = _OTHER_NOUN.match(words, 0, noun.start()) is not None
    return words.strip() if noun.start() < 40 and not other else None


def _settle(text: str, character: Character) -> None:
    """Decide what a character is from all its mentions."""
    after_in = sum(
        bool(_PLACE_BEFORE.search(text[max(0, m.span.start - 16) : m.span.start]))
        for m in character.mentions
    )
    if character.kind is None and not character.gender and _is_province(character):
        # `in Onawa, Iowa, ⟦the candidate⟧ said`: what stands beside it is told of another
        character.roles.clear()
        character.kind, character.place = "state", True
    if character.kind is None and _has_initials(character):
        character.kind = "organization"  # `Rivers Without Walls (RWW)`
    if character.kind is None and after_in * 2 >= len(character.mentions) and not character.roles:
        character.place = True
        character.kind = "state"
    unknown = character.kind is None and not (character.roles or character.gender)
    if unknown and " ".join(character.names[0]) in name_rules().states:
        character.kind = "state"
    elif unknown and len(character.names[0]) == _TWO_WORDS and character.names[0][0] in _PLACES:
        character.kind, character.place = "state", True  # `New York`
    if character.kind is None and (character.roles or len(character.names[0]) in {2, 3, 4}):
        character.kind = "person"
    if character.gender is None:
        own = map(without_owner, character.roles)
        character.gender = next(iter(genders_told(role_words(own))), None)


def _are_several(character: Character) -> bool:
    """Whether people go by what they are: `prosecutors`, `the doctors`."""
    last = character.names[0][-1].casefold()
    return singular(last) != last and singular(last) in name_rules().person_nouns


def _has_initials(character: Character) -> bool:
    """Whether initials stand for its name: nobody introduces a person or a town by them."""
    full, *others = character.names
    initials = [word[0] for word in full if word[0].isupper()]
    return len(initials) > 1 and any(other == ("".join(initials),) for other in others)


def _is_province(character: Character) -> bool:
    return " ".join(character.names[0]).rstrip(".") in name_rules().provinces


def _words_of(publisher: str) -> tuple[str, ...]:
    """The words of a publisher's name, without the article before it."""
    return tuple(re.sub(r"^the\s+", "", publisher.strip(), flags=re.IGNORECASE).split())


def _note_newspaper(cast: Cast, document: Document) -> None:
    """`told the ⟦Chronicle⟧`, in the Thanmoha Chronicle, is told that paper."""
    if document.kind != "news" or not document.publisher:
        return
    paper = _words_of(document.publisher)
    for character in cast.characters:
        short = character.names[0]
        if not short or len(short) >= len(paper) or paper[-len(short) :] != short:
            continue
        first = character.mentions[0].span.start if character.mentions else 0
        if character.roles or not cast.layout.text.endswith(("the ", "The "), 0, first):
            continue
        cast.note_name(character, paper)
        character.kind, character.place = "organization", False


def _note_issuer(cast: Cast, document: Document) -> None:
    """Mark who speaks as "we" and as "I" in what somebody publishes under their own name."""
    if (
        document.kind == "news"
        and document.publisher
        and _SPEAKS_OF_ITSELF.search(cast.layout.text)
    ):
        cast.paper = _body(cast, document.publisher)
    if document.kind in {"news", "transcript"}:
        return
    cast.letter = document.kind == "letter"
    cast.replies = document.kind == "state-reply"
    if document.kind in {"letter", "speech"}:
        cast.signatory = _signatory(cast) or _orator(cast, document)
    if document.kind == "state-reply":
        cast.signatory = _signatory(cast)  # a minister, where it has the form of a letter
    if document.publisher and (document.kind != "speech" or cast.signatory is None):
        cast.body = _body(cast, document.publisher)
        if document.kind == "state-reply" and cast.body.side() == "media":
            cast.body = None  # an agency that passes on what a ministry replies
    if cast.letter:
        _note_addressee(cast)
        _note_body_of_signatory(cast)
    own = _words_of(document.publisher or "")
    publisher = cast.named(own, 0) if document.kind == "speech" and own else None
    for character in (cast.signatory, cast.body, publisher, _author(cast, document)):
        if character is not None:
            character.issuer = True


def _author(cast: Cast, document: Document) -> Character | None:
    """Whose report it is, whoever publishes it: `Report of ⟦the Special Rapporteur⟧`, a title."""
    told = _REPORT_OF.search(document.title or "") if document.kind == "report" else None
    if told is None:
        return None
    office = set(lower_words(_COMPLEMENT.split(told["author"])[0]))
    fitting = [
        c
        for c in cast.characters
        if (office <= c.title_words if c.kind == "person" else told["author"].startswith(c.name))
    ]
    return fitting[0] if len(fitting) == 1 else None


def _audience(cast: Cast, document: Document) -> Character | None:
    """The body that the title or first line of a speech says it was made to."""
    text = cast.layout.text
    head = cast.layout.paragraphs[0] if cast.layout.paragraphs else None
    for character in cast.characters:
        if character.kind == "person" or character.place:
            continue
        opening = head is not None and any(
            _MADE_TO.search(text[max(0, mention.span.start - 12) : mention.span.start])
            for mention in character.mentions_in(head.start, head.end)
        )
        if opening or f" to the {character.name}" in (document.title or ""):
            return character
    # `National Assembly, Ostrel, 20 May`: a line of the heading says where a speech was made.
    heading = cast.layout.paragraphs[:_HEADING]
    for paragraph in heading:
        for character in cast.characters:
            where = character.mentions_in(paragraph.start, paragraph.end)
            begins = any(_begins_line(text, mention.span.start) for mention in where)
            if character.kind == "organization" and begins and _HEARS & character.name_words:
                return character
    return None


def _begins_line(text: str, position: int) -> bool:
    return position == 0 or text[position - 1] == "\n"


def _spoken_for(orator: Character) -> Character | None:
    """Who is meant by "we" in a speech: the body that its speaker leads, unless that is a state."""
    body = orator.affiliation
    return body if body is not None and body.side() != "state" else None


def _body(cast: Cast, publisher: str) -> Character:
    """The institution, or the holder of an office, that is named as the publisher."""
    wanted = set(lower_words(publisher))
    words = _words_of(publisher)
    if name_rules().person_nouns.intersection(lower_words(_COMPLEMENT.split(publisher)[0])[-1:]):
        holders = [c for c in cast.characters if c.kind == "person" and wanted <= c.title_words]
        if len(holders) == 1:
            return holders[0]
    overlap = [
        (len(wanted & set(lower_words(c.name))), -c.first, c)
        for c in cast.characters
        if c.kind == "organization" and wanted & set(lower_words(c.name))
    ]
    begun = [
        c for *_, c in overlap if len(c.names[0]) > 1 and words[: len(c.names[0])] == c.names[0]
    ]
    if begun:
        cast.note_name(begun[0], words)
        return begun[0]
    best = max(overlap, key=lambda item: item[:2], default=None)
    if best and best[0] * 2 >= len(wanted) and _is_part(wanted, best[2]):
        headed = _head_of(publisher) <= set(lower_words(best[2].name))
        if headed or _COMPLEMENT.search(publisher) is None:
            return best[2]
    noun = folded(tuple(_COMPLEMENT.split(publisher)[0].split()[-1:]))
    bare = [c for *_, c in overlap if folded(c.names[0]) == noun]
    if len(bare) == 1:  # `the Committee`, in what the Committee publishes
        cast.note_name(bare[0], words)
        return bare[0]
    return cast.add(words, "organization")


def _is_part(wanted: set[str], character: Character) -> bool:
    """Whether a character's name has all words of another one, or the other all of its."""
    own = set(lower_words(character.name))
    return own <= wanted or wanted <= own


def _head_of(publisher: str) -> set[str]:
    """The noun of a body's name: *procedures* of the Special Procedures of the Council."""
    return set(lower_words(_COMPLEMENT.split(publisher)[0])[-1:])


def _orator(cast: Cast, document: Document) -> Character | None:
    """The person that the title of a speech names, else its first paragraphs."""
    title = document.title or ""
    people = [c for c in cast.characters if c.kind == "person"]
    titled = [c for c in people if c.name in title]
    head = cast.layout.paragraphs[min(1, len(cast.layout.paragraphs) - 1)].end
    opening = sorted((c for c in people if 0 <= c.first < head), key=lambda c: c.first)
    titled.sort(key=lambda c: title.index(c.name))
    # A place can look like a name: `Statement of the envoy, Dessa Bay`.
    known = [c for c in [*titled, *opening] if c.roles or c.gender]
    return next(iter([*known, *titled, *opening]), None)


def _signatory(cast: Cast) -> Character | None:
    """The person whose name stands on a line of its own at the end of a letter."""
    text = cast.layout.text
    for paragraph in reversed(cast.layout.paragraphs[-5:]):
        if len(paragraph.of(text)) > 90:
            continue
        for character in cast.characters:
            named = character.mentions_in(paragraph.start, paragraph.start + 12)
            # `Director, ⟦Rights Without Frontiers⟧` stands below the name
            below = named and "," in text[paragraph.start : named[0].span.start]
            if character.kind == "person" and named and not below:
                _note_office(text, character, paragraph)
                return character
    return None


def _note_addressee(cast: Cast) -> None:
    """Whom a letter is to, above its greeting: a name on one line, the office on the next."""
    text = cast.layout.text
    for line, below in pairwise(cast.layout.paragraphs[:_ADDRESS_LINES]):
        office = _role_in(below.of(text).strip(), last=False)
        if office is None or not office[0].isupper() or len(office) > _LONGEST_OFFICE:
            continue
        for character in cast.characters:
            unknown = character.kind in {"person", None}
            if unknown and character.mentions_in(line.start, line.end):
                character.kind = "person"
                character.note_role(office)


def _note_office(text: str, signatory: Character, paragraph: Span) -> None:
    """The office stands on the line below the name, or behind it."""
    end = text.find("\n\n", paragraph.start)
    lines = text[paragraph.start : end if end > 0 else len(text)].splitlines()[1:3]
    for line in lines:
        role = _role_in(line.strip(), last=False)
        if role and role[0].isupper():
            signatory.note_role(role)
            return


def _note_body_of_signatory(cast: Cast) -> None:
    """`Director, ⟦Rights Without Frontiers⟧`, below the name, says for whom one writes."""
    if cast.signatory is None or cast.body is not None or cast.signatory.affiliation is not None:
        return
    text = cast.layout.text
    for line in cast.layout.paragraphs[-_SIGNATURE_LINES:]:
        office, _, body = line.of(text).partition(", ")
        if _role_in(office, last=False) != office or not office[:1].isupper():
            continue
        for character in cast.characters:
            whole = character.mentions_in(line.start + len(office) + 2, line.end)
            told = whole and whole[0].span.of(text) == body.strip()
            if told and character.kind != "state" and set(character.roles) <= {office}:
                character.roles.clear()  # the office is of who signs
                character.kind, cast.signatory.affiliation = "organization", character
                cast.body = _spoken_for(cast.signatory)


def _group_metadata(cast: Cast, document: Document) -> None:
    """Take the names of publisher and title, which the text may use in part only."""
    for words in (document.publisher, document.title):
        if not words or document.kind == "news":
            continue
        # Behind a full stop, it is not taken for a headline whose capitals tell nothing.
        layout = lay_out(f"{words}." if words == document.publisher else words)
        for name in find_names(layout):
            proper = _proper(name)
            runs_on = words is document.title and words[name.span.end :].lstrip()[:1].islower()
            if runs_on and "on" in proper[1:]:
                proper = proper[: proper.index("on", 1)]  # `the Forum on the ⟦Hamra⟧ talks`
            if name.guess != "thing" and len(proper) > 1:
                character = _join(cast, name, proper)
                titles = split_title(name.words)[0]
                if titles and name.guess == "person":
                    character.note_role(" ".join(titles))
                _note_apposition(words, name.span, len(words), character)
        for character in cast.characters:
            if character.kind is None:
                body = words is document.publisher and document.kind in _OF_BODIES
                character.kind = "organization" if body else "person"
