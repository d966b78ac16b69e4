"""Documents from the web: one address asked politely, within limits, and nothing inside the house.

The address that is checked is the one connected to, at every redirect anew, so that a name whose
address changes in between leads nowhere.
"""

from __future__ import annotations

import socket
import threading
import time
import zlib
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import urljoin

import httpx

from verbale.errors import UnreadableDocument
from verbale.model import Origin
from verbale.sources.addresses import Address, checked_address, is_public
from verbale.sources.extract import SIZE_LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = [
    "AGENT",
    "FetchLimits",
    "Fetched",
    "Fetcher",
    "Manners",
    "Marks",
    "is_address",
    "refused",
]

AGENT: Final = "verbale"  # the name that robots.txt knows us by

_SAVE_IT: Final = "Save the page and add the file."
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_OK: Final = 200
_PORTS: Final = {"http": 80, "https": 443}
_INTRODUCTION: Final = f"{AGENT} (reads public documents at a person's request)"
_GZIP_OR_ZLIB: Final = 32 + zlib.MAX_WBITS


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one document may cost: bytes as unpacked, seconds of the clock in all, redirects."""

    size: int = SIZE_LIMIT
    seconds: float = 60.0
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered: its bytes, unpacked, which only status 200 has, and how they came."""

    data: bytes
    origin: Origin
    status: int = _OK

    def told(self, name: str) -> str | None:
        """Give a header by its name in small letters, if the server told it."""
        return dict(self.origin.headers).get(name)


@dataclass(frozen=True, slots=True)
class Marks:
    """By what a server tells that something has not changed since: as it told it before."""

    etag: str | None = None
    modified: str | None = None

    def headers(self) -> dict[str, str]:
        """Ask for what is newer only; the answer is status 304 when there is nothing."""
        told = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in told.items() if value is not None}


class Manners:
    """What is minded before and after an address is asked: here nothing, a person wants the page.

    Redirects are addresses too.
    """

    def before(self, url: str) -> None:
        """Wait until it may be asked. Raises `UnreadableDocument` when it may not."""

    def after(self, url: str, answer: Fetched) -> None:
        """Take note of what the server said."""


class Fetcher:
    """Asks for documents over http and https.

    `allowed` tells which addresses may be connected to; all but public ones are refused unless it
    says otherwise.
    """

    def __init__(
        self,
        limits: FetchLimits | None = None,
        allowed: Callable[[Address], bool] = is_public,
        manners: Manners | None = None,
    ) -> None:
        self._limits = limits or FetchLimits()
        self._allowed = allowed
        self._manners = manners or Manners()

    def minding(self, manners: Manners) -> Fetcher:
        """Give a fetcher with the same limits that minds these manners."""
        return Fetcher(self._limits, self._allowed, manners)

    def fetch(self, url: str) -> Fetched:
        """Get a document, redirects followed.

        Raises `UnreadableDocument` when the address is refused, leads nowhere, or gives too much.
        """
        fetched = self.ask(url)
        if fetched.status != _OK:
            raise UnreadableDocument(refused(url, fetched))
        if not fetched.data:
            raise UnreadableDocument(f"{url} is empty. Check the address.")
        return fetched

    def ask(self, url: str, since: Marks | None = None) -> Fetched:
        """Take what an address answers, whatever the status, redirects followed.

        Raises `UnreadableDocument` when it may not be asked, leads nowhere, or gives too much.
        """
        passed: list[str] = []
        left = self._limits.seconds
        # Proxies and passwords of the surroundings are not taken up: a proxy would connect to
        # addresses that nobody checked.
        with httpx.Client(trust_env=False, timeout=self._limits.seconds) as client:
            while True:
                asked = passed[-1] if passed else url
                self._manners.before(asked)
                with _Watch(left) as watch:
                    answer = self._answer(client, asked, since or Marks(), watch)
                left -= watch.spent
                self._manners.after(asked, answer)
                if answer.status not in _REDIRECTS:
                    origin = replace(answer.origin, url=url, redirects=tuple(passed))
                    return replace(answer, origin=origin)
                passed.append(self._redirected(asked, answer, passed))

    def _answer(self, client: httpx.Client, asked: str, since: Marks, watch: _Watch) -> Fetched:
        """Ask one address once."""
        request = self._request(client, asked, since, watch)
        try:
            with closing(client.send(request, stream=True)) as response:
                whole = response.status_code == _OK
                data = b"".join(self._unpacked(asked, response)) if whole else b""
        except (httpx.HTTPError, zlib.error) as error:
            raise self._broken(asked, error, watch) from error
        if watch.over:  # a body that was hung up on may look like a whole one
            raise self._too_slow(asked)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        origin = Origin(asked, now, headers=tuple(response.headers.multi_items()))
        return Fetched(data, origin, response.status_code)

    def _request(
        self, client: httpx.Client, asked: str, since: Marks, watch: _Watch
    ) -> httpx.Request:
        """Make a request to the one address that was checked, whatever its name leads to later."""
        url = _checked_url(asked)
        host = url.raw_host.decode("ascii")
        port = url.port or _PORTS[url.scheme]
        try:
            address = checked_address(host.strip("[]"), port, self._allowed)
        except UnreadableDocument as error:
            raise UnreadableDocument(f"{asked}: {error}") from error
        return client.build_request(
            "GET",
            url.copy_with(host=str(address), fragment=None),
            headers={
                "Host": url.netloc.decode("ascii"),
                "User-Agent": _INTRODUCTION,
                "Accept-Encoding": "gzip, deflate",
                **since.headers(),
            },
            extensions={"sni_hostname": host, "trace": watch.trace},
        )

    def _broken(self, asked: str, error: Exception, watch: _Watch) -> UnreadableDocument:
        if watch.over:
            return self._too_slow(asked)
        return UnreadableDocument(
            f"{asked} cannot be got ({_said(error)}). Check the address, or save the page and add "
            "the file."
        )

    def _too_slow(self, asked: str) -> UnreadableDocument:
        return UnreadableDocument(
            f"{asked} takes longer than {self._limits.seconds:g} s. {_SAVE_IT}"
        )

    def _redirected(self, asked: str, answer: Fetched, passed: list[str]) -> str:
        target = answer.told("location")
        if not target:
            raise UnreadableDocument(f"{asked} leads on, but not where. {_SAVE_IT}")
        if len(passed) >= self._limits.redirects:
            count = self._limits.redirects
            raise UnreadableDocument(f"{asked} leads on more than {count} times. {_SAVE_IT}")
        try:
            return urljoin(asked, target)
        except ValueError as error:
            raise UnreadableDocument(f"{asked} leads on to no address. {_SAVE_IT}") from error

    def _unpacked(self, asked: str, response: httpx.Response) -> Iterator[bytes]:
        """Give the body piece by piece; a bomb is unpacked no further than there is room."""
        packing = response.headers.get("content-encoding", "identity").strip().lower()
        if packing not in {"identity", "gzip", "x-gzip", "deflate", ""}:
            raise UnreadableDocument(f"{asked} is packed as {packing[:40]!r}. {_SAVE_IT}")
        unpacker = None if packing in {"identity", ""} else zlib.decompressobj(_GZIP_OR_ZLIB)
        room = self._limits.size
        for raw in response.iter_raw():
            piece = raw if unpacker is None else unpacker.decompress(raw, room + 1)
            room -= len(piece)
            if room < 0:
                size = self._limits.size
                raise UnreadableDocument(f"{asked} is larger than {size:,} bytes. {_SAVE_IT}")
            yield piece
        if unpacker is not None and not unpacker.eof:
            raise UnreadableDocument(f"{asked} broke off (unfinished gzip). Try again.")


class _Watch:
    """Hangs up when the time is over, at whatever the connection is then.

    The limits of the library are for each step, so that a server could send its headers letter by
    letter for ever.
    """

    def __init__(self, seconds: float) -> None:
        self.over = False
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._hang_up)
        self._timer.daemon = True
        self._started = time.monotonic()

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    @property
    def spent(self) -> float:
        """The seconds that went by."""
        return time.monotonic() - self._started

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def trace(self, event: str, told: Mapping[str, Any]) -> None:
        """Take note of the connection; the library calls this at its every step."""
        if event in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            self._socket = told["return_value"].get_extra_info("socket")
            if self.over:
                self._hang_up()

    def _hang_up(self) -> None:
        self.over = True
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)


def is_address(text: str) -> bool:
    """Tell whether a text is an address of the web and not the name of a file."""
    return text.lower().startswith(("http://", "https://"))


def refused(url: str, answer: Fetched) -> str:
    """Say that a server does not give what is at an address."""
    asked = (url, *answer.origin.redirects)[-1]
    return f"{asked} is refused with status {answer.status}. {_SAVE_IT}"


def _checked_url(asked: str) -> httpx.URL:
    try:
        url = httpx.URL(asked)
    except (httpx.InvalidURL, ValueError) as error:
        raise UnreadableDocument(f"{asked[:200]} is no address ({error}). Check it.") from error
    if url.scheme not in _PORTS or not url.host:
        raise UnreadableDocument(f"{asked[:200]} is no address of the web. Use http or https.")
    if url.userinfo:
        raise UnreadableDocument(f"{url.host}: the address has a password in it. Leave it out.")
    return url


def _said(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]
