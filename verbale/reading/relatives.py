"""People who are told by whose they are: `his lawyer`, `Mr Petrov’s doctor`, `her deputy`.

They are others than those whose they are, and speak for themselves.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from verbale.model import Span
from verbale.reading.names import singular

if TYPE_CHECKING:
    from verbale.reading.layout import Layout

__all__ = ["owned_behind", "relative", "relative_spoken_of"]

_WOMEN: Final = frozenset("wife widow mother sister daughter aunt niece grandmother".split())
_MEN: Final = frozenset("husband widower father brother son uncle nephew grandfather".split())
_CLOSE: Final = (
    _WOMEN
    | _MEN
    | frozenset(
        "lawyer attorney solicitor barrister doctor physician parent family relative friend"
        " neighbour neighbor cousin partner employer colleague aide deputy assistant"
        " secretary".split()
    )
)
_PHRASE: Final = re.compile(
    r"(?:(?P<own>[Hh]is|[Hh]er|[Tt]heir) |(?P<name>[A-Z][^\n,;:’']{1,60})[’']s? )"
    r"(?P<who>(?:[a-z]+ )?[a-z]+)"
)
# `Mr Otunga⟦’s lawyer, Stella Kimani,⟧ said`
_BEHIND: Final = re.compile(
    r"[’']s (?:[a-z]+ )?(?P<noun>[a-z]+)(?:, (?P<name>[A-Z][\w’-]+(?: [A-Z][\w’-]+){0,3}))?,?\s*"
)
_NAMED_NEXT: Final = re.compile(r", [A-Z][\w’-]+(?: [A-Z][\w’-]+){0,3},")
_OPENS: Final = re.compile(r"(?P<own>His|Her) (?:[a-z-]+ )??(?P<noun>[a-z]+)(?= [a-z])")
_OTHER: Final = {"His": "female", "Her": "male"}  # who cannot be the one whose it is


def relative(text: str, span: Span) -> tuple[Span, str] | None:
    """Whose somebody is, and what: `⟦Mr Petrov⟧’s doctor`; None where a phrase tells no such one.

    >>> relative("his lawyer", Span(0, 10))
    (Span(start=0, end=3), 'lawyer')
    """
    found = _PHRASE.fullmatch(text, span.start, span.end)
    if found is None or singular(found["who"].split()[-1]) not in _CLOSE:
        return None
    if _NAMED_NEXT.match(text, span.end):
        return None  # `Her brother, ⟦Tom Ruiz⟧, said`
    return Span(*found.span("own" if found["own"] else "name")), found["who"]


def owned_behind(text: str, source: Span, cue: int) -> Span | None:
    """Who is meant where only whose he is was taken for who speaks, before a cue at `cue`."""
    found = _BEHIND.fullmatch(text, source.end, cue) if source.end < cue else None
    if found is None or singular(found["noun"]) not in _CLOSE:
        return None
    return Span(*found.span("name")) if found["name"] else Span(source.start, found.end("noun"))


def relative_spoken_of(layout: Layout, position: int, gender: str) -> Span | None:
    """Whom *she* is where a sentence begins with *His deputy*: his own, not he.

    Looked for in the sentence of a pronoun at `position` and in the one before.
    """
    here = layout.sentence_at(position)
    for sentence in layout.sentences[max(0, here - 1) : here + 1][::-1]:
        begins = layout.begin_of(sentence)
        found = _OPENS.match(layout.text, begins, min(sentence.end, position))
        if found is None or _OTHER[found["own"]] != gender or found["noun"] not in _CLOSE:
            continue
        same = layout.paragraph_at(begins) == layout.paragraph_at(position)
        unfit = _MEN if gender == "female" else _WOMEN
        return Span(*found.span()) if same and found["noun"] not in unfit else None
    return None
