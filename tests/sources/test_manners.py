"""How a server is asked again and again: by its robots.txt, at a pause, not while it is busy."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.site import Answer, Site, local_fetcher, running_site
from verbale.errors import UnreadableDocument
from verbale.sources import manners
from verbale.sources.fetch import Fetcher, Marks
from verbale.sources.manners import Polite

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as site:
        site.pages["/a"] = site.pages["/b"] = Answer(b"The minister said no.")
        yield site


@pytest.fixture
def slept() -> list[float]:
    return []


@pytest.fixture
def polite(slept: list[float]) -> Polite:
    return Polite(local_fetcher(), slept.append)


@pytest.fixture
def fetcher(polite: Polite) -> Fetcher:
    return local_fetcher().minding(polite)


def robots(*lines: str) -> Answer:
    return Answer("\n".join(lines).encode())


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (Answer(status=404), None),
        (Answer(), None),
        (robots("User-agent: *", "Disallow: /b"), None),
        (robots("User-agent: verbale", "Allow: /a", "Disallow: /"), None),
        (Answer(b"\xff\xfe\x00 no rules <html>"), None),
        (robots("User-agent: *", "Disallow: /a"), "is closed to programs by robots.txt"),
        (robots("User-agent: Verbale", "Disallow: /"), "is closed to programs by robots.txt"),
        (robots("User-agent: *", "Crawl-delay: 3600"), "is closed to programs by robots.txt"),
        (robots("User-agent: *", "Crawl-delay: ²"), "robots.txt cannot be understood"),
        (Answer(status=403), "is closed to programs by robots.txt"),
        (Answer(status=500), "robots.txt is refused with status 500. Save the page"),
        (Answer(status=503), "its server is busy (status 503). Try later."),
        (Answer(status=302, headers=(("Location", "/robots.txt"),)), "leads on more than 5 times"),
    ],
)
def test_robots_txt_is_obeyed(site: Site, fetcher: Fetcher, told: Answer, says: str | None) -> None:
    site.pages["/robots.txt"] = told
    if says is None:
        assert fetcher.fetch(f"{site.url}/a").data == b"The minister said no."
        return
    for _ in range(2):
        with pytest.raises(UnreadableDocument) as caught:
            fetcher.fetch(f"{site.url}/a")
        assert says in str(caught.value)
        assert "\n" not in str(caught.value)
    assert "/a" not in site.asked
    assert site.asked.count("/robots.txt") <= 6, "it is asked for once, with its redirects"


def test_a_person_is_not_held_to_robots_txt(site: Site) -> None:
    site.pages["/robots.txt"] = robots("User-agent: *", "Disallow: /")
    assert local_fetcher().fetch(f"{site.url}/a").data == b"The minister said no."
    assert site.asked == ["/a"]


def test_redirects_are_asked_politely_too(site: Site, fetcher: Fetcher) -> None:
    site.pages["/robots.txt"] = robots("User-agent: *", "Disallow: /closed")
    site.pages["/open"] = Answer(status=302, headers=(("Location", "/closed"),))
    with pytest.raises(UnreadableDocument, match=r"/closed is closed to programs"):
        fetcher.fetch(f"{site.url}/open")
    assert site.asked == ["/robots.txt", "/open"]


@pytest.mark.parametrize(("delay", "pause"), [("", 1.0), ("Crawl-delay: 30", 30.0)])
def test_there_is_a_pause_between_two_pages(
    site: Site, fetcher: Fetcher, slept: list[float], delay: str, pause: float
) -> None:
    site.pages["/robots.txt"] = robots("User-agent: *", delay or "Disallow: /c")
    fetcher.fetch(f"{site.url}/a")
    assert slept == []
    fetcher.fetch(f"{site.url}/b")
    assert len(slept) == 1
    assert 0 < slept[0] <= pause
    assert slept[0] > pause - 5


@pytest.mark.parametrize(
    ("told", "low", "high"),
    [
        ("120", 120, 120),
        ("nonsense", 600, 600),
        ("", 600, 600),
        ("99999999999999999999", 7 * 86_400, 7 * 86_400),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0, 0),
    ],
)
def test_a_busy_server_is_left_alone(
    site: Site, fetcher: Fetcher, polite: Polite, told: str, low: float, high: float
) -> None:
    site.pages["/a"] = Answer(status=429, headers=(("Retry-After", told),))
    with pytest.raises(UnreadableDocument, match="is refused with status 429"):
        fetcher.fetch(f"{site.url}/a")
    assert low <= polite.seconds_to_wait(f"{site.url}/b") <= high
    with pytest.raises(UnreadableDocument, match=r"/b is not asked for: its server is busy"):
        fetcher.fetch(f"{site.url}/b")
    assert "/b" not in site.asked


def test_a_busy_server_may_tell_the_hour(site: Site, fetcher: Fetcher, polite: Polite) -> None:
    at = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    site.pages["/a"] = Answer(status=503, headers=(("Retry-After", at),))
    with pytest.raises(UnreadableDocument, match="is refused with status 503"):
        fetcher.fetch(f"{site.url}/a")
    assert 3_000 <= polite.seconds_to_wait(f"{site.url}/b") <= 3_600


@given(st.text())
def test_any_wish_can_be_read(told: str) -> None:
    assert 0 <= manners._seconds(told) <= 7 * 86_400


def test_what_has_not_changed_is_not_sent_again(site: Site, fetcher: Fetcher) -> None:
    site.pages["/a"] = Answer(b"The minister said no.", headers=(("ETag", '"1"'),))
    first = fetcher.ask(f"{site.url}/a")
    assert (first.status, first.told("etag")) == (200, '"1"')
    again = fetcher.ask(f"{site.url}/a", Marks(etag=first.told("etag")))
    assert (again.status, again.data) == (304, b"")
    site.pages["/a"] = Answer(b"She said yes.", headers=(("ETag", '"2"'),))
    assert fetcher.ask(f"{site.url}/a", Marks(etag='"1"')).data == b"She said yes."
