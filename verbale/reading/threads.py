"""Work on the parts of one document side by side."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["Each", "side_by_side"]

Given = TypeVar("Given")
Found = TypeVar("Found")

_THREADS: Final = "VERBALE_THREADS"
_BEGIN_S: Final = 0.0001
_MOST: Final = 4  # more than the few windows of a text keep busy


class Each(Protocol):
    """`map`, or what does the same in several threads."""

    def __call__(
        self, work: Callable[[Given], Found], items: Iterable[Given], /
    ) -> Iterator[Found]:
        """Give what `work` finds for each of the items, in their order."""


def side_by_side() -> Each:
    """Give a `map` whose work goes on in threads beside this one, as networks let go of Python.

    There are as many threads as the environment variable VERBALE_THREADS says, else one for each
    core up to four. Where that is one, it is `map` itself. Results do not depend on the number.
    """
    count = _threads()
    return map if count == 1 else partial(_ahead, _crew(count))


def _ahead(
    crew: ThreadPoolExecutor, work: Callable[[Given], Found], items: Iterable[Given], /
) -> Iterator[Found]:
    """Set a crew to work and let it begin: Python would let this thread go on for 5 ms first."""
    found = crew.map(work, items)
    time.sleep(_BEGIN_S)
    return found


def _threads() -> int:
    value = os.environ.get(_THREADS, "")
    if value.isdigit() and int(value) > 0:
        return int(value)
    return min(_MOST, os.cpu_count() or 1)


@cache
def _crew(count: int) -> ThreadPoolExecutor:
    """Threads that wait for work from one document to the next."""
    return ThreadPoolExecutor(count, "verbale")


if hasattr(os, "register_at_fork"):  # not where there is no fork
    os.register_at_fork(after_in_child=_crew.cache_clear)  # the threads belong to the parent
