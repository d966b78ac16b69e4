"""Fetching, from a real server on this machine."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address, ip_address
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.errors import UnreadableDocument
from verbale.sources import addresses
from verbale.sources.addresses import is_public
from verbale.sources.fetch import Fetcher, FetchLimits, is_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAGE: Final = b"<html><body><p>He said no.</p></body></html>"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked: Final[list[tuple[str, str]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["Host"]))
        name = self.path.strip("/").split("/")[0].split("?")[0]
        getattr(self, f"_{name}")()

    def _answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for header, value in headers.items():
            self.send_header(header.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _page(self) -> None:
        self._answer(PAGE, Content_Type="text/html", X_Kept="yes")

    def _packed(self) -> None:
        self._answer(gzip.compress(PAGE), Content_Encoding="gzip")

    def _deflated(self) -> None:
        self._answer(zlib.compress(PAGE), Content_Encoding="deflate")

    def _bomb(self) -> None:
        self._answer(gzip.compress(bytes(20_000_000)), Content_Encoding="gzip")

    def _twice(self) -> None:
        self._answer(gzip.compress(gzip.compress(PAGE)), Content_Encoding="gzip, gzip")

    def _cut(self) -> None:
        self._answer(gzip.compress(PAGE)[:-9], Content_Encoding="gzip")

    def _large(self) -> None:
        self._answer(bytes(3_000_000))

    def _empty(self) -> None:
        self._answer(b"")

    def _gone(self) -> None:
        self._answer(b"Gone.", 404)

    def _moved(self) -> None:
        self._answer(b"", 302, Location="/page")

    def _round(self) -> None:
        self._answer(b"", 302, Location="/round")

    def _inside(self) -> None:
        self._answer(b"", 302, Location="http://169.254.169.254/latest/meta-data")

    def _file(self) -> None:
        self._answer(b"", 302, Location="file:///etc/passwd")

    def _nowhere(self) -> None:
        self._answer(b"", 302)

    def _nonsense(self) -> None:
        self._answer(b"", 302, Location="http://a[b]c/")

    def _slow(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"drop by drop ")
            time.sleep(0.05)

    def _heads(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(100):
            self.wfile.write(f"X-{number}: drop by drop\r\n".encode())
            time.sleep(0.05)

    def _broken(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"only this")
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """A client that has enough hangs up."""

    with Quiet(("127.0.0.1", 0), _Handler) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


@pytest.fixture
def fetcher() -> Fetcher:
    limits = FetchLimits(size=1_000_000, seconds=1.0, redirects=3)
    return Fetcher(limits, allowed=lambda each: each.is_loopback or is_public(each))


@pytest.mark.parametrize("path", ["page", "packed", "deflated", "moved", "page#part", "page?a=b"])
def test_pages(server: str, fetcher: Fetcher, path: str) -> None:
    fetched = fetcher.fetch(f"{server}/{path}")
    assert fetched.data == PAGE
    assert fetched.origin.url == f"{server}/{path}"
    assert fetched.origin.redirects == ((f"{server}/page",) if path == "moved" else ())
    assert fetched.origin.retrieved is not None
    assert fetched.origin.retrieved.endswith("+00:00")


def test_headers_are_kept(server: str, fetcher: Fetcher) -> None:
    assert ("x-kept", "yes") in fetcher.fetch(f"{server}/page").origin.headers


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("bomb", "is larger than 1,000,000 bytes"),
        ("large", "is larger than 1,000,000 bytes"),
        ("twice", "is packed as 'gzip, gzip'"),
        ("cut", "broke off"),
        ("broken", "cannot be got (RemoteProtocolError"),
        ("empty", "is empty"),
        ("gone", "is refused with status 404"),
        ("round", "leads on more than 3 times"),
        ("nowhere", "leads on, but not where"),
        ("nonsense", "leads on to no address"),
        ("inside", "169.254.169.254 leads to 169.254.169.254, which is no public address"),
        ("file", "file:///etc/passwd is no address of the web"),
        ("slow", "takes longer than 1 s"),
        ("heads", "takes longer than 1 s"),
    ],
)
def test_what_is_refused(server: str, fetcher: Fetcher, path: str, says: str) -> None:
    started = time.monotonic()
    with pytest.raises(UnreadableDocument) as caught:
        fetcher.fetch(f"{server}/{path}")
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "0.0.0.0",  # noqa: S104 - refused
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "2130706433",
        "0x7f000001",
        "127.1",
    ],
)
def test_nothing_inside_the_house_is_asked(server: str, host: str) -> None:
    port = server.rsplit(":", 1)[1]
    before = len(_Handler.asked)
    with pytest.raises(UnreadableDocument, match=r"no public address|cannot be found"):
        Fetcher().fetch(f"http://{host}:{port}/page")
    assert len(_Handler.asked) == before


def test_a_name_that_changes_its_address_leads_to_the_one_that_was_checked(
    server: str, monkeypatch: pytest.MonkeyPatch, fetcher: Fetcher
) -> None:
    port = int(server.rsplit(":", 1)[1])
    answers = [["127.0.0.1"], ["10.0.0.1"], ["10.0.0.1"]]
    resolve = _resolver(answers)
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    fetched = fetcher.fetch(f"http://changing.example:{port}/page")
    assert fetched.data == PAGE
    assert _Handler.asked[-1] == ("/page", f"changing.example:{port}")
    with pytest.raises(UnreadableDocument, match=r"changing.example leads to 10.0.0.1"):
        fetcher.fetch(f"http://changing.example:{port}/page")


def test_a_name_with_one_address_inside_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", _resolver([["93.184.215.14", "10.0.0.1"]]))
    with pytest.raises(UnreadableDocument, match=r"leads to 10.0.0.1, which is no public"):
        addresses.checked_address("both.example", 80, is_public)


_Found = tuple[Any, ...]


def _resolver(answers: list[list[str]]) -> Callable[..., list[_Found]]:
    real = socket.getaddrinfo

    def resolve(host: str, port: int, family: int = 0, type: int = 0) -> list[_Found]:  # noqa: A002
        if not str(host).endswith(".example"):
            return real(host, port, family, type)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 80)) for each in answers.pop(0)]

    return resolve


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/a",
        "file:///etc/passwd",
        "http://",
        "http://user:secret@example.org/",
        "https://exa mple.org\n/",
        "http://[::1",
        "gopher://example.org",
    ],
)
def test_what_is_no_address_of_the_web(url: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        Fetcher().fetch(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("64:ff9b::5db8:d70e", True),
        ("64:ff9b::a00:1", False),
        ("::ffff:93.184.215.14", True),
        ("::ffff:10.0.0.1", False),
        ("2002:7f00:1::", False),
        ("172.16.0.1", False),
        ("100.64.0.1", False),
        ("192.0.2.1", False),
        ("198.18.0.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("240.0.0.1", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("::", False),
    ],
)
def test_public_addresses(address: str, *, public: bool) -> None:
    assert is_public(ip_address(address)) is public


@given(st.ip_addresses(v=4))
def test_an_address_in_another_clothes_is_what_it_is(address: IPv4Address) -> None:
    public = is_public(address)
    assert is_public(ip_address(f"::ffff:{address}")) is public
    assert is_public(ip_address(int(ip_address("64:ff9b::")) + int(address))) is public


@pytest.mark.parametrize(
    ("text", "told"), [("https://example.org", True), ("HTTP://x", True), ("letter.txt", False)]
)
def test_addresses_are_told_from_files(text: str, *, told: bool) -> None:
    assert is_address(text) is told
