"""How servers want to be asked by what asks often: by robots.txt, slowly, later when they say so.

That goes for what is watched. Who names one page to be added is a person, as with a browser.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from verbale.errors import UnreadableDocument
from verbale.sources.fetch import AGENT, Fetched, Manners, refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from verbale.sources.fetch import Fetcher

__all__ = ["Polite"]

_PAUSE: Final = 1.0  # seconds between two requests to a host
_LONGEST_PAUSE: Final = 60.0  # seconds; who asks for more does not want to be asked
_BUSY: Final = frozenset({429, 503})
_FORBIDDEN: Final = frozenset({401, 403})
_CLOSED: Final = ("User-agent: *", "Disallow: /")
_LATER: Final = 600.0  # seconds, where a busy server does not say how many
_LATEST: Final = 7 * 86_400.0  # seconds; what a server says beyond is not believed
_SAVE_IT: Final = "Save the page and add the file."


class Polite(Manners):
    """Minds robots.txt, keeps a pause between two requests to a host, and leaves busy ones alone.

    `fetcher` gets the robots.txt of each host, once. `sleep` waits so many seconds.
    """

    def __init__(self, fetcher: Fetcher, sleep: Callable[[float], None] = time.sleep) -> None:
        self._fetcher = fetcher
        self._sleep = sleep
        self._rules: dict[str, RobotFileParser] = {}
        self._closed: dict[str, str] = {}  # why a host is not asked at all
        self._later: dict[str, float] = {}
        self._asked: dict[str, float] = {}

    def before(self, url: str) -> None:
        """Wait for the host's turn.

        Raises `UnreadableDocument` when robots.txt forbids the address or cannot be had, and when
        the host said that it is busy.
        """
        host = _host(url)
        if host not in self._rules and host not in self._closed:
            self._learn_rules(host)
        if host in self._closed:
            raise UnreadableDocument(f"{url} is not asked for: {self._closed[host]}")
        rules = self._rules[host]
        pause = max(_PAUSE, float(rules.crawl_delay(AGENT) or 0.0))
        if pause > _LONGEST_PAUSE or not rules.can_fetch(AGENT, url):
            raise UnreadableDocument(f"{url} is closed to programs by robots.txt. {_SAVE_IT}")
        if host in self._asked:
            self._sleep(max(0.0, self._asked[host] + pause - time.monotonic()))
        self._asked[host] = time.monotonic()

    def after(self, url: str, answer: Fetched) -> None:
        """Leave a busy host alone from now on."""
        if answer.status in _BUSY:
            host = _host(url)
            self._closed[host] = f"its server is busy (status {answer.status}). Try later."
            self._later[host] = _seconds(answer.told("retry-after"))

    def seconds_to_wait(self, url: str) -> float:
        """Tell for how long the host of an address wants to be left alone, 0 when it does not."""
        return self._later.get(_host(url), 0.0)

    def _learn_rules(self, host: str) -> None:
        where = f"{host}/robots.txt"
        rules = RobotFileParser()
        try:
            answer = self._fetcher.ask(where)
            told = answer.data.decode("utf-8-sig", "replace").splitlines()
            rules.parse(_CLOSED if answer.status in _FORBIDDEN else told)
        except UnreadableDocument as error:
            self._closed[host] = str(error)
            return
        except ValueError:  # a number in it that is none
            self._closed[host] = f"{where} cannot be understood. {_SAVE_IT}"
            return
        self.after(where, answer)
        if answer.status >= 500:
            self._closed.setdefault(host, refused(where, answer))
        self._rules[host] = rules


def _host(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise UnreadableDocument(f"{url[:200]} is no address ({error}). Check it.") from error
    return f"{parts.scheme}://{parts.netloc}"


def _seconds(told: str | None) -> float:
    """Read how long a server wants to be left alone: in seconds, or until a moment."""
    if told is None:
        return _LATER
    if told.isdecimal():
        return min(float(told), _LATEST)
    try:
        seconds = (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds()
    except (TypeError, ValueError, OverflowError, IndexError):  # what the library raises at noise
        return _LATER
    return min(max(seconds, 0.0), _LATEST)
