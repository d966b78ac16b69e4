"""What stands before every page: who may ask, and what a browser may do with the answer.

The desk has no password: it answers the browsers of this machine. A web page elsewhere must not
reach it through such a browser, by a name that points here or by a form that is sent here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from litestar.datastructures import Headers, MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.response.base import ASGIResponse

from verbale.desk.texts import text

if TYPE_CHECKING:
    from litestar.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Guarded", "own_hosts", "own_path"]

_SAFE: Final = ("GET", "HEAD", "OPTIONS")
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class Guarded:
    """An application that answers only to its own names, with headers that keep pages closed."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return

        async def send_closed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableScopeHeaders.from_message(message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers.setdefault("Content-Security-Policy", _POLICY)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        refusal = self._refusal(scope["method"], Headers.from_scope(scope))
        if refusal is None:
            await self._app(scope, receive, send_closed)
            return
        response = ASGIResponse(body=refusal.encode(), status_code=403, media_type="text/plain")
        await response(scope, receive, send_closed)

    def _refusal(self, method: str, headers: Headers) -> str | None:
        host = headers.get("host", "")
        if host not in self._hosts:
            return text("refused.host", host=host, own=", ".join(sorted(self._hosts)))
        origin = headers.get("origin", f"http://{host}")
        if method not in _SAFE and origin != f"http://{host}":
            return text("refused.origin", origin=origin)
        return None


def own_hosts(port: int) -> frozenset[str]:
    """Give the names by which this machine's own browsers call a port of it."""
    return frozenset({f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}"})


def own_path(path: str) -> str:
    """Give a path of the desk to go to, the start for what leads elsewhere.

    >>> own_path("/review?after=d3.s5"), own_path("//elsewhere.example")
    ('/review?after=d3.s5', '/')
    """
    leads_elsewhere = not path.startswith("/") or path[1:2] in {"/", "\\"}
    return "/" if leads_elsewhere or not path.isprintable() else path
