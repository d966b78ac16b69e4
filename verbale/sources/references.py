"""References of the United Nations in a text: document symbols and communications.

A symbol such as `A/HRC/49/80` names a document, a reference such as `AL KHM 1/2021` a letter of
special procedures to a State, and the State's replies to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from verbale.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Communication", "Symbol", "communications_in", "labels_of", "symbols_in"]

_BODIES: Final = (
    "A|S|E|ST|T|CAT|CCPR|CED|CEDAW|CERD|CESCR|CMW|CRC|CRPD|SPT|HRI|DP|UNEP|UNICEF|ECE|ESCAP|FCCC"
)
_PART: Final = r"[A-Za-z0-9]{1,12}(?:[.-][A-Za-z0-9]{1,8}){0,3}(?:[ ]?\([A-Z0-9-]{1,12}\))?"
_SYMBOL: Final = re.compile(
    rf"(?<![\w/.-])(?:{_BODIES})(?:[ ]?/[ ]?{_PART}){{1,8}}(?![\w/])", re.ASCII
)
_START: Final = 2_000  # characters
_FIRST_LINES: Final = 20
_COMMUNICATION: Final = re.compile(
    r"(?<![\w/])(JUA|JAL|JOL|UA|AL|OL|OTH)[ \u00a0:_-]{1,3}([A-Z]{3})[ \u00a0_-]{0,3}\(?"
    r"(\d{1,3})[./_-]((?:19|20)\d\d)\)?(?![\w/])"
)


@dataclass(frozen=True, slots=True)
class Symbol:
    """A document symbol in its usual form, and where it stands."""

    symbol: str
    span: Span


@dataclass(frozen=True, slots=True)
class Communication:
    """A communication of special procedures: its type, State (ISO 3166-1 alpha-3), number, year."""

    type: str
    state: str
    number: int
    year: int
    span: Span

    @property
    def reference(self) -> str:
        """The reference in its usual form, such as `AL KHM 1/2021`."""
        return f"{self.type} {self.state} {self.number}/{self.year}"


def symbols_in(text: str) -> list[Symbol]:
    """Find document symbols, in the order of the text.

    >>> [each.symbol for each in symbols_in("See A/HRC/ 49/80, para. 4, and crc/c/x.")]
    ['A/HRC/49/80']
    """
    found = []
    for match in _SYMBOL.finditer(text):
        symbol = re.sub(r"\s", "", match[0])
        end = match.end()
        if _is_symbol(symbol):
            found.append(Symbol(symbol, Span(match.start(), end)))
    return found


def communications_in(text: str) -> list[Communication]:
    """Find references of communications, in the order of the text.

    >>> [each.reference for each in communications_in("Our letter (UA KHM 03/2021) of May")]
    ['UA KHM 3/2021']
    """
    return [
        Communication(
            match[1], match[2], int(match[3]), int(match[4]), Span(match.start(), match.end())
        )
        for match in _COMMUNICATION.finditer(text)
        if int(match[3])
    ]


def labels_of(text: str) -> Iterator[tuple[str, str]]:
    r"""Give what a text says of itself: its own symbol, and the communications that it is about.

    Its own symbol is one that has a line for itself at the beginning.

    >>> list(labels_of("A/HRC/49/80\nReport\n\nSee AL KHM 1/2021 and A/HRC/48/1."))
    [('symbol', 'A/HRC/49/80'), ('communication', 'AL KHM 1/2021')]
    """
    for line in text[:_START].splitlines()[:_FIRST_LINES]:
        symbols = symbols_in(line)
        if len(symbols) == 1 and symbols[0].span.of(line) == line.strip():
            yield "symbol", symbols[0].symbol
            break
    for reference in dict.fromkeys(each.reference for each in communications_in(text)):
        yield "communication", reference


def _is_symbol(symbol: str) -> bool:
    """Tell a symbol from what only looks like one: it has a number, and more than one letter."""
    body, *rest = symbol.split("/")
    if not any(character.isdigit() for part in rest for character in part):
        return False
    if len(body) > 1:
        return True
    # "A/4" may be a size of paper or a grade: a single letter wants two parts or a session.
    return len(rest) > 1
