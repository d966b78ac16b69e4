"""The facets that pages share: who said it to whom, when, about what, and what became of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, get_args
from urllib.parse import urlencode

from verbale.model import ACTS, SIDES
from verbale.reading.themes import vocabulary
from verbale.record.rows import Review, State
from verbale.record.wanted import Wanted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from litestar import Request

    from verbale.reading.themes import Concept

__all__ = ["CHOICES", "Facets", "facets_in", "facets_of", "themes"]

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "side": SIDES,
    "act": ACTS,
    "state": get_args(State),
    "review": get_args(Review),
}
_NAMES: Final = tuple(field.name for field in fields(Wanted) if field.name != "min_confidence")


@dataclass(frozen=True, slots=True)
class Facets:
    """What is asked for in an address: words, and which statements are wanted."""

    words: str | None
    wanted: Wanted

    @property
    def set(self) -> list[tuple[str, str]]:
        """The names and values of those that are set."""
        named = [(name, getattr(self.wanted, name)) for name in _NAMES]
        return [(name, value) for name, value in [("words", self.words), *named] if value]

    @property
    def filtered(self) -> bool:
        """Whether anything but words is asked for."""
        return self.wanted != Wanted()

    def query(self, **more: str | None) -> str:
        """Put them into an address, with others or some left out: `?side=state`, or nothing.

        >>> Facets("bail", Wanted(side="state")).query(side=None, after="d1.s2")
        '?words=bail&after=d1.s2'
        """
        kept = {key: value for key, value in (dict(self.set) | more).items() if value}
        return f"?{urlencode(kept)}" if kept else ""


def facets_of(request: Request[Any, Any, Any]) -> Facets:
    """Read the facets in the address of a request; what is empty is not set."""
    return facets_in(request.query_params)


def facets_in(fields: Mapping[str, object]) -> Facets:
    """Read the facets among the fields of a form."""
    given: dict[str, Any] = {
        name: value.strip()
        for name in ("words", *_NAMES)
        if isinstance(value := fields.get(name), str) and value.strip()
    }
    return Facets(given.pop("words", None), Wanted(**given))


def themes() -> list[tuple[str, str]]:
    """Give the ids and labels of all themes by their labels, of which no two are the same."""
    often = Counter(each.label for each in vocabulary())
    made = (
        (
            each.id,
            f"{each.label} (persons)" if often[each.label] > 1 and _is_of(each) else each.label,
        )
        for each in vocabulary()
    )
    return sorted(made, key=itemgetter(1))


def _is_of(concept: Concept) -> bool:
    """Whether it is a group of affected persons, which a theme can have the name of."""
    return concept.scheme == "uhri-affected-person"
