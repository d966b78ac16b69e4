"""Find two actors of a document of whom its text says that one is the other's name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from verbale.record.bearers import name_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from verbale.record.rows import ActorRow
    from verbale.record.surroundings import Stretch

__all__ = ["said_to_be_one"]

_ALSO_CALLED: Final = re.compile(
    r"\b(?:(?:now|also|since|today) (?:calling itself|called|known as|named)|calling itself"
    r"|formerly|previously|also known as|renamed(?: as)?|better known as)(?: the)? (?=[A-Z])"
)
_BESIDE: Final = 60  # characters before such words in which the other name stands


def said_to_be_one(
    actors: Iterable[ActorRow], shown: Iterable[Stretch]
) -> Iterator[tuple[str, str]]:
    """Give the ids of both; `actors` are those of one document, of which this is `shown`."""
    names: dict[str, str] = {}
    for row in actors:
        names |= dict.fromkeys(map(_plain, (row.name, *row.names)), row.id)
    for piece in shown:
        text = _plain(piece.text)
        for cue in _ALSO_CALLED.finditer(text):
            before, after = text[max(0, cue.start() - _BESIDE) : cue.start()], text[cue.end() :]
            one = _named_in(names, before, str.__contains__)
            other = _named_in(names, after, str.startswith)
            if one and other and one != other:
                yield one, other


def _plain(text: str) -> str:
    return " ".join(name_words(text))


def _named_in(names: dict[str, str], text: str, fits: Callable[[str, str], bool]) -> str | None:
    """Give the actor whose longest name is in a text."""
    found = [(len(name), name) for name in names if name[:1].isupper() and fits(text, name)]
    return names[max(found)[1]] if found else None
