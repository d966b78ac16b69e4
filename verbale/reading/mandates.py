"""Offices that are told apart by what they are for: special procedures, envoys, working groups.

A document may have several Special Rapporteurs, whose mandates are all that parts them. What an
office is for is a part of its name: *Special Rapporteur on freedom of association*. The offices are
those of the Human Rights Council's special procedures and of the Secretary-General's envoys.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

from verbale.model import Span
from verbale.reading.wording import content_words

if TYPE_CHECKING:
    from verbale.reading.layout import Layout

__all__ = ["Mandate", "whole_office"]

_OFFICE: Final = (
    r"(?P<office>[Ss]pecial [Rr]apporteur|[Ii]ndependent [Ee]xpert|[Ww]orking [Gg]roup"
    r"|[Ss]pecial (?:[Rr]epresentative|[Ee]nvoy|[Aa]dvis[eo]r)"
    r"(?: of the(?: UN| United Nations)? Secretary-General)?|Expert Mechanism)"
)
_BEGINS: Final = re.compile(r"[Ss]pecial |[Ii]ndependent |[Ww]orking |Expert ")  # seldom there
_LED_BY: Final = (
    r"(?:\b(?:[Tt]he|[Aa]n?|[Oo]ur|[Tt]heir|[Ii]ts|[Ff]ormer) )*"
    r"(?:(?:UN|U\.N\.|United Nations) )?\b"
)
# `thanked the Special Rapporteur for acknowledging it` tells of no office.
_FOR: Final = (
    r" (?:on (?!(?:her|his|its|their|your|our|my)\b)"
    r"|for (?=(?:the )?[A-Z]|children\b|human rights\b))"
)
# Up to the end of its clause; one mandate has a comma in its name.
_PHRASE: Final = re.compile(
    rf"{_LED_BY}{_OFFICE}{_FOR}(?:[^,.;:()“”\"\n]|(?<=cruel), (?=inhuman))+"
)
_TITLED: Final = re.compile(rf"{_LED_BY}{_OFFICE}{_FOR}(?P<purpose>.+)", re.DOTALL)
_ANOTHER: Final = re.compile(r",? and (?:the )?(?:Special|Independent|Working|Expert)\b")
# What may come behind an office: what its holder does, when, to what end.
_BEHIND: Final = re.compile(
    r"(?:\s+(?:has|have|had|also|again|further|recently|repeatedly|then|once more|today|yesterday"
    r"|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|on \d{1,2} \w+(?: \d{4})?|last \w+"
    r"|in (?:a|an|his|her|its|their) [^,]+|who|which|that|when|while|after|of \d{1,2} \w+"
    r"|dated|and (?:has|have|had|the|to|wish(?:es)?|refers?|thanks?|would))\b[^,]*"
    r"|(?<!right)(?<!rights)(?<!access)\s+to\b[^,]*|\s+)\Z"
)
_USUAL: Final = content_words("human rights situation promotion protection enjoyment all question")


@dataclass(frozen=True, slots=True)
class Mandate:
    """An office by its full name, and the words that part it from others of its kind."""

    name: str
    kind: str
    purpose: frozenset[str]

    @classmethod
    def of(cls, phrase: str) -> Self | None:
        """Read a phrase that names an office with what it is for; `None` for any other.

        >>> Mandate.of("the UN Special Rapporteur on the right to food").name
        'Special Rapporteur on the right to food'
        """
        match = _TITLED.fullmatch(phrase)
        if match is None:
            return None
        other = _ANOTHER.search(phrase, match.end("office"))
        phrase = phrase[: other.start()] if other else phrase
        words = content_words(phrase[match.start("purpose") :])
        kind = match["office"].casefold().split(" of the ")[0]
        name = " ".join(phrase[match.start("office") :].split())
        return cls(name, kind, frozenset(words - _USUAL or words))

    def is_one_with(self, other: Mandate) -> bool:
        """Tell whether two names are of one office, one perhaps shortened."""
        if self.kind != other.kind:
            return False
        return self.purpose <= other.purpose or other.purpose <= self.purpose


def whole_office(layout: Layout, part: Span, before: int | None) -> Span | None:
    """Give the office that a phrase is a part of, in its sentence and up to `before`, if it is any.

    Of `the Special Rapporteur on freedom of association` any part may be taken for who speaks.
    """
    sentence = layout.sentences[layout.sentence_at(part.start)]
    if not _BEGINS.search(layout.text, sentence.start, sentence.end):
        return None
    for office in _PHRASE.finditer(layout.text, sentence.start, sentence.end):
        ends = office.end() if before is None else min(office.end(), before)
        while late := _BEHIND.search(layout.text, office.end("office"), ends):
            ends = late.start()
        if office.start() <= part.start and part.end <= ends:
            return Span(office.start(), ends)
    return None
