"""A site on this machine that answers what a test wants, and remembers what it was asked."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from verbale.sources.addresses import is_public
from verbale.sources.fetch import Fetcher, FetchLimits

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Answer", "Site", "local_fetcher", "running_site"]


@dataclass(frozen=True)
class Answer:
    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


@dataclass
class Site:
    """Pages by path; what has an ETag is not sent again to who has it. The rest is not found."""

    url: str
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def answer(self, path: str, known: str | None) -> Answer:
        self.asked.append(path)
        found = self.pages.get(path, Answer(b"Not found.", 404))
        if known is not None and ("ETag", known) in found.headers:
            return Answer(status=304)
        return found

    def asked_for(self) -> list[str]:
        """Give what was asked since this was called last, but for robots.txt."""
        asked = [path for path in self.asked if path != "/robots.txt"]
        self.asked.clear()
        return asked


def local_fetcher() -> Fetcher:
    """Give a fetcher that may ask this machine too."""
    return Fetcher(
        FetchLimits(seconds=5.0), allowed=lambda each: each.is_loopback or is_public(each)
    )


@contextmanager
def running_site() -> Iterator[Site]:
    site = Site("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = site.answer(self.path, self.headers["If-None-Match"])
            self.send_response(answer.status)
            for name, value in answer.headers:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        site.url = f"http://127.0.0.1:{server.server_port}"
        yield site
        server.shutdown()
        thread.join()
