"""Feeds and pages of links that are looked at again and again: what is new on them goes on record.

What is known of each lies in the record itself, and the links of a page are kept before they are
followed: a look that is cut off goes on with the next one.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from verbale.errors import UnreadableDocument
from verbale.intake import Input, Summary, add_files
from verbale.record.watched import Linked, Watched
from verbale.sources.fetch import Fetcher, Marks, refused
from verbale.sources.files import links_in
from verbale.sources.manners import Polite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date, datetime

    from verbale.record.store import Record

__all__ = ["Look", "look_at"]

_MOST_AT_ONCE: Final = 200  # pages in one look; a page made to trap programs has no end of them
_MOST_FAILURES: Final = 10  # of a page in a row, before it is given up
_FIRST_WAIT: Final = timedelta(minutes=1)  # after a failure; twice as long after each further one
_LONGEST_WAIT: Final = timedelta(days=1)
_UNCHANGED: Final = 304
_OK: Final = 200


@dataclass(frozen=True, slots=True)
class Look:
    """What came of a look at one address.

    `reason` says why it could not be looked at; `left` counts the pages that the next look takes.
    """

    address: str
    reason: str | None = None
    summary: Summary = field(default_factory=Summary)
    left: int = 0


@dataclass(frozen=True, slots=True)
class _Errand:
    """What the looks at several addresses have in common."""

    record: Record
    today: date
    now: datetime
    by: str | None
    fetcher: Fetcher
    manners: Polite
    progress: Callable[[int, int], None]

    def later(self, address: str, failures: int) -> str:
        """Tell when an address may be asked again after so many failures, as its server wishes."""
        wait = min(_FIRST_WAIT * 2 ** min(failures - 1, 20), _LONGEST_WAIT)
        told = timedelta(seconds=self.manners.seconds_to_wait(address))
        return _written(self.now + max(wait, told))


def look_at(  # noqa: PLR0913 - all but two are told by their names
    record: Record,
    addresses: Iterable[str],
    *,
    today: date,
    now: datetime,
    by: str | None = None,
    fetcher: Fetcher | None = None,
    sleep: Callable[[float], None] = time.sleep,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Iterator[Look]:
    """Look once at feeds and pages of links, one after the other, and add what they newly link to.

    `now` is in UTC, and `by` who has it done. What is on record under its address is not asked for
    again. A look that ends early, see `Summary.stopped`, is the last one.
    """
    plain = fetcher or Fetcher()
    manners = Polite(plain, sleep)
    errand = _Errand(record, today, now, by, plain.minding(manners), manners, progress)
    for address in addresses:
        look = _look(errand, address)
        yield look
        if look.summary.stopped is not None:
            return


def _look(errand: _Errand, address: str) -> Look:
    before = errand.record.watched(address)
    if before.not_before is not None and before.not_before > _written(errand.now):
        return Look(
            address, f"{address} failed before. It is asked again after {before.not_before}."
        )
    try:
        after, links = _asked(errand, before)
    except UnreadableDocument as error:
        failures = before.failures + 1
        not_before = errand.later(address, failures)
        errand.record.keep_watched(replace(before, failures=failures, not_before=not_before))
        return Look(address, str(error))
    errand.record.keep_watched(after, links)
    pages = errand.record.linked_due(address, _written(errand.now), _MOST_FAILURES)
    summary, late = _added(errand, pages[:_MOST_AT_ONCE])
    return Look(address, None, summary, late + len(pages[_MOST_AT_ONCE:]))


def _asked(errand: _Errand, before: Watched) -> tuple[Watched, list[Linked]]:
    """Ask for what is watched: how it fares, and its links where it has changed."""
    answer = errand.fetcher.ask(before.address, Marks(before.etag, before.modified))
    if answer.status == _UNCHANGED:
        return replace(before, failures=0, not_before=None), []
    if answer.status != _OK:
        raise UnreadableDocument(refused(before.address, answer))
    lies_at = (before.address, *answer.origin.redirects)[-1]
    links = links_in(answer.data, lies_at, today=errand.today)
    after = Watched(before.address, answer.told("etag"), answer.told("last-modified"))
    return after, [Linked(address, published) for address, published in links]


def _added(errand: _Errand, pages: list[Linked]) -> tuple[Summary, int]:
    """Put pages on record; give what became of them, and how many are left to a busy server."""
    summary = add_files(
        errand.record,
        [Input(page.address, page.address, page.published) for page in pages],
        today=errand.today,
        by=errand.by,
        fetcher=errand.fetcher,
        progress=errand.progress,
    )
    tried = [each.source.where for each in summary.outcomes if each.source is not None]
    if summary.stopped is not None:  # the last one may hold more than has come on record
        tried = [each for each in tried if each != tried[-1]]
    failed = [each for each in summary.outcomes if each.state == "failed"]
    missed = {each.source.where for each in failed if each.source is not None}
    errand.record.settle_linked(
        [
            _unsettled(errand, page) if page.address in missed else replace(page, done=True)
            for page in pages
            if page.address in tried
        ]
    )
    # Of a server that is busy one failure tells enough.
    late = [each for each in failed if errand.manners.seconds_to_wait(each.path)][1:]
    summary.outcomes = [each for each in summary.outcomes if each not in late]
    return summary, len(late)


def _unsettled(errand: _Errand, page: Linked) -> Linked:
    """Note that a page failed; that its server is busy is no fault of the page."""
    busy = errand.manners.seconds_to_wait(page.address) > 0
    failures = page.failures + (0 if busy else 1)
    return replace(page, failures=failures, not_before=errand.later(page.address, failures))


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
