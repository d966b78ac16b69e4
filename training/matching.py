"""Find in annotations what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from verbale.model import Selector, Span

__all__ = ["matched"]

Key = TypeVar("Key", int, str)

_HALF: Final = 0.5  # of the words in common, from which two statements are one


def matched(
    contents: Mapping[Key, Iterable[Span | Selector]], annotated: list[dict[str, Any]]
) -> Iterator[tuple[Key, dict[str, Any]]]:
    """Pair what was read with what is annotated, the most alike first.

    `contents` gives the spans of what each statement says, by whatever names it.
    """
    read = {
        key: {n for part in parts for n in range(part.start, part.end)}
        for key, parts in contents.items()
    }
    told = [{n for start, end in one["content"] for n in range(start, end)} for one in annotated]
    alike = sorted(
        ((len(own & other) / len(own | other), place, each)
         for each, own in read.items() for place, other in enumerate(told) if own & other),
        key=lambda found: (-found[0], found[1]),
    )  # fmt: skip
    taken: set[int] = set()
    for share, place, each in alike:
        if share >= _HALF and place not in taken and each in read:
            taken.add(place)
            del read[each]
            yield each, annotated[place]
