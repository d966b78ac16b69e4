"""What is watched comes on record as it changes, politely, whatever fails or is cut off."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.site import Answer, Site, local_fetcher, running_site
from tests.sources import corpus
from verbale import cli_sources, watching
from verbale.intake import add_files
from verbale.record import Record
from verbale.record.watched import Linked, Watched
from verbale.watching import look_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Command
    from verbale.model import Reading
    from verbale.record import Added
    from verbale.watching import Look

TODAY = date(2024, 6, 1)
NOON = datetime(2024, 6, 1, 12, tzinfo=UTC)


def feed(*names: str, etag: str = '"1"') -> Answer:
    items = "".join(
        f"<item><title>{name}</title><link>/{name}</link>"
        f"<pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate></item>"
        for name in names
    )
    body = f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'
    return Answer(body.encode(), headers=(("ETag", etag),))


def page(name: str) -> Answer:
    said = f"The minister said on Tuesday that {name} had been closed by the ministry itself."
    body = f"<html><body><main><p>{said}</p></main></body></html>"
    return Answer(body.encode(), headers=(("X-Served-By", "wire"),))


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as site:
        site.pages |= {"/feed": feed("a", "b"), "/a": page("a"), "/b": page("b")}
        yield site


def look(record: Record, site: Site, path: str = "/feed", now: datetime = NOON) -> Look:
    [found] = look_at(
        record,
        [site.url + path],
        today=TODAY,
        now=now,
        fetcher=local_fetcher(),
        sleep=lambda _seconds: None,
    )
    return found


def names(record: Record) -> list[str]:
    return sorted(row.name.rsplit("/", 1)[1] for row in record.documents())


def test_new_entries_come_on_record(record: Record, site: Site) -> None:
    first = look(record, site)
    assert (first.reason, first.summary.count("added"), first.left) == (None, 2, 0)
    assert site.asked_for() == ["/feed", "/a", "/b"]
    assert {row.published for row in record.documents()} == {"2024-03-05"}
    assert record.custody("d1").url == f"{site.url}/a"
    assert ("x-served-by", "wire") in record.custody("d1").headers
    assert look(record, site).summary.outcomes == []
    assert site.asked_for() == ["/feed"]
    site.pages |= {"/feed": feed("c", "a", etag='"2"'), "/c": page("c")}
    assert look(record, site).summary.count("added") == 1
    assert site.asked_for() == ["/feed", "/c"]
    assert names(record) == ["a", "b", "c"]
    assert record.verify() == []


def test_a_page_of_links(record: Record, site: Site) -> None:
    site.pages["/list"] = Answer(
        b'<html><body><nav><a href="/b">B</a></nav><main><a href="a">A</a></main></body></html>'
    )
    look(record, site, "/list")
    assert names(record) == ["a"]


def test_what_was_added_by_hand_is_not_asked_for_again(record: Record, site: Site) -> None:
    add_files(record, [f"{site.url}/a"], today=TODAY, fetcher=local_fetcher())
    site.asked.clear()
    look(record, site)
    assert site.asked_for() == ["/feed", "/b"]


def test_the_entries_of_a_feed_are_not_the_pages(record: Record, site: Site) -> None:
    told = corpus.feed(["clubs"]).decode()
    site.pages["/full"] = Answer(told.replace("https://example.org", site.url).encode())
    add_files(record, [f"{site.url}/full"], today=TODAY, fetcher=local_fetcher())
    [entry] = record.documents()
    site.pages[entry.name.removeprefix(site.url)] = page("c")
    assert look(record, site, "/full").summary.count("added") == 1


def test_a_page_that_fails_is_tried_again_later(record: Record, site: Site) -> None:
    site.pages.pop("/b")
    first = look(record, site)
    assert (first.summary.count("added"), first.summary.count("failed")) == (1, 1)
    site.pages["/b"] = page("b")
    site.asked.clear()
    assert look(record, site, now=NOON + timedelta(seconds=59)).summary.outcomes == []
    assert site.asked_for() == ["/feed"]
    assert look(record, site, now=NOON + timedelta(seconds=60)).summary.count("added") == 1
    assert names(record) == ["a", "b"]


def test_a_page_that_always_fails_is_given_up(record: Record, site: Site) -> None:
    site.pages.pop("/b")
    waits, now = [], NOON
    for _ in range(watching._MOST_FAILURES):
        assert look(record, site, now=now).summary.count("failed") == 1
        [waiting] = record.linked_due(f"{site.url}/feed", "9999", 99)
        assert waiting.not_before is not None
        waits.append(datetime.fromisoformat(waiting.not_before) - now)
        now += timedelta(days=1)
    assert waits[:3] == [timedelta(minutes=minutes) for minutes in (1, 2, 4)]
    assert max(waits) <= timedelta(days=1)
    assert look(record, site, now=now).summary.outcomes == []


def test_a_feed_that_fails_is_left_alone_for_a_while(record: Record, site: Site) -> None:
    kept, site.pages["/feed"] = site.pages["/feed"], Answer(status=500)
    assert "is refused with status 500" in str(look(record, site).reason)
    site.asked.clear()
    assert "It is asked again after 2024-06-01T12:01:00+00:00" in str(look(record, site).reason)
    assert site.asked == []
    again = NOON + timedelta(minutes=1)
    assert look(record, site, now=again).reason is not None
    assert record.watched(f"{site.url}/feed").failures == 2
    site.pages["/feed"] = kept
    assert look(record, site, now=NOON + timedelta(hours=1)).summary.count("added") == 2
    assert record.watched(f"{site.url}/feed") == Watched(f"{site.url}/feed", '"1"')


def test_a_busy_server_says_for_how_long(record: Record, site: Site) -> None:
    site.pages["/feed"] = feed("a", "b", "c")
    site.pages["/a"] = Answer(status=429, headers=(("Retry-After", "7200"),))
    first = look(record, site)
    assert [each.path for each in first.summary.outcomes] == [f"{site.url}/a"]
    assert first.left == 2
    assert site.asked_for() == ["/feed", "/a"]
    due = record.linked_due(f"{site.url}/feed", "9999", 99)
    assert {(each.failures, each.not_before) for each in due} == {(0, "2024-06-01T14:00:00+00:00")}
    site.pages["/a"] = page("a")
    look(record, site, now=NOON + timedelta(hours=2))
    assert names(record) == ["a", "b"]


def test_a_feed_of_a_busy_server(record: Record, site: Site) -> None:
    site.pages["/feed"] = Answer(status=503, headers=(("Retry-After", "7200"),))
    assert "status 503" in str(look(record, site).reason)
    assert record.watched(f"{site.url}/feed").not_before == "2024-06-01T14:00:00+00:00"


def test_one_look_takes_so_many_pages(
    record: Record, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "_MOST_AT_ONCE", 1)
    assert look(record, site).left == 1
    assert look(record, site).left == 0
    assert names(record) == ["a", "b"]


def test_an_interruption_loses_nothing(
    record: Record, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = record.add

    def interrupted(_reading: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(record, "add", interrupted)
    assert isinstance(look(record, site).summary.stopped, KeyboardInterrupt)
    monkeypatch.setattr(record, "add", add)
    assert look(record, site).summary.count("added") == 2


def test_an_interruption_inside_an_archive_loses_nothing(
    record: Record, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.pages["/b"] = Answer(corpus.zipped({f"{n}.html": page(n).body for n in ("x", "y")}))
    add = record.add

    def interrupted(reading: Reading) -> Added:
        if reading.document.name.endswith("y.html"):
            raise KeyboardInterrupt
        return add(reading)

    monkeypatch.setattr(record, "add", interrupted)
    assert look(record, site).summary.count("added") == 2
    monkeypatch.setattr(record, "add", add)
    site.asked.clear()
    assert look(record, site).summary.count("added") == 1
    assert site.asked_for() == ["/feed", "/b"]
    assert names(record) == ["a", "x.html", "y.html"]


def test_a_page_that_two_feeds_link_to_is_asked_for_once(record: Record, site: Site) -> None:
    site.pages["/other"] = feed("b", "c")
    site.pages["/c"] = page("c")
    look(record, site)
    site.asked.clear()
    look(record, site, "/other")
    assert site.asked_for() == ["/other", "/c"]


def test_what_waits_goes_over_to_who_links_to_it_now(record: Record) -> None:
    pages = [Linked(f"https://a.example/{number}") for number in range(1_200)]
    record.keep_watched(Watched("https://a.example/one"), pages)
    record.settle_linked([replace(pages[0], done=True)])
    record.keep_watched(Watched("https://a.example/two"), pages[:3])
    due = record.linked_due("https://a.example/two", "2024", 10)
    assert [each.address for each in due] == [each.address for each in pages[1:3]]
    assert len(record.linked_due("https://a.example/one", "2024", 10)) == 1_197


@pytest.fixture
def near(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command ask this machine, without a pause."""
    monkeypatch.setattr(cli_sources, "Fetcher", local_fetcher)
    monkeypatch.setattr("verbale.sources.manners._PAUSE", 0.0)


@pytest.mark.usefixtures("near")
def test_the_command(verbale: Command, site: Site, tmp_path: Path) -> None:
    record = tmp_path / "r.db"
    site.pages.pop("/b")
    first = verbale("watch", record, f"{site.url}/feed", f"{site.url}/none")
    assert first.code == 1
    assert first.out == f"d1 {site.url}/a\n{site.url}/feed: 1 added, 0 unchanged, 1 failed.\n"
    assert [line.split(" is ")[0] for line in first.err.splitlines()] == [
        f"failed: {site.url}/b",
        f"failed: {site.url}/none",
    ]
    again = verbale("watch", record, f"{site.url}/feed")
    assert (again.code, again.err) == (0, "")
    assert again.out == f"{site.url}/feed: 0 added, 0 unchanged, 0 failed.\n"


def test_the_command_wants_addresses(verbale: Command, tmp_path: Path) -> None:
    result = verbale("watch", tmp_path / "r.db", "feed.xml")
    assert (result.code, result.out) == (2, "")
    assert result.err == "verbale: feed.xml is no address of the web. Use http or https.\n"


@pytest.mark.usefixtures("near")
def test_the_command_goes_on_until_it_is_ended(
    verbale: Command, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        site.pages |= {"/feed": feed("a", "b", "c", etag='"2"'), "/c": page("c")}
        if len(slept) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(cli_sources, "sleep", sleep)
    result = verbale("watch", tmp_path / "r.db", f"{site.url}/feed", "--every", "30")
    assert (result.code, result.err, slept) == (0, "", [1800.0, 1800.0])
    assert result.out.splitlines()[-2:] == [
        f"d3 {site.url}/c",
        f"{site.url}/feed: 1 added, 0 unchanged, 0 failed.",
    ]


@pytest.mark.usefixtures("near")
def test_a_busy_record_ends_one_look_only(
    verbale: Command, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("verbale.record.places.BUSY_TIMEOUT_S", 0.05)
    path = tmp_path / "r.db"
    Record(path).close()

    def sleep(_seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli_sources, "sleep", sleep)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        once = verbale("watch", path, f"{site.url}/feed")
        often = verbale("watch", path, f"{site.url}/feed", "--every", "30")
    assert (once.code, often.code) == (1, 0)
    assert once.err.startswith("verbale: ")
    assert often.err.startswith("failed: ")
    assert verbale("watch", path, f"{site.url}/feed").code == 0
