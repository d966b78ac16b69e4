from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from lxml import html

from verbale.desk.moments import local_time
from verbale.desk.views import ROUTES
from verbale.record import Record
from verbale.record.wanted import Wanted

if TYPE_CHECKING:
    from tests.desk.conftest import Browser
    from tests.desk.example import Example
    from verbale.record.engines import Place

# What each page shows, by its address, in which entries are named by their words.
PAGES = {
    "/": "Concerns and replies over time, by side",
    "/exchanges": "the loss of registration of 118 associations",
    "/search": "statements",
    "/review": "statements wait",
    "/documents": "Open letter to the Minister of Interior",
    "/documents/d2": "told reporters in Nokor Thmey",
    "/statements/{statement:31 people, not 46}": "31 people, not 46",
    "/actors": "Prak Sovannith",
    "/actors/{actor:Prak Sovannith}": "Prak Sovannith",
    "/figures": "contradict each other",
    "/status": "amended since 2025-05-15",
    "/occasions": "visited Samrath in January",
    "/entries/{figure:74 associations}": "74 associations",
    "/log": "Nobody has decided anything yet",
    "/searches": "No search is kept yet",
    "/briefing": "It will hold",
}
# Only documents that came from a PDF file have these; `test_page.py` looks at them.
DRAWN = ("/documents/d2/pages/{number:int}", "/documents/d2/pages/{number:int}/image")


def addresses(example: Example) -> list[str]:
    """Give the address of every page of the example."""
    return [example.at(path) for path in PAGES]


def words(page: str) -> str:
    return " ".join(html.fromstring(page).text_content().split())


def links(page: str, start: str) -> list[str]:
    return [str(link) for link in html.fromstring(page).xpath("//main//a/@href") if
            str(link).startswith(start)]  # fmt: skip


def test_every_page_has_its_address(browser: Browser, example: Example) -> None:
    for path, expected in PAGES.items():
        page = browser.page(example.at(path))
        assert expected in words(page), path
        tree = html.fromstring(page)
        assert tree.get("lang") == "en"
        assert len(tree.xpath("//h1")) == 1
        assert len(tree.xpath("//main")) == 1
        assert len(page) < 100_000


def test_no_page_is_left_out(example: Example) -> None:
    routes = {path for route in ROUTES for path in route.paths if "GET" in route.http_methods}
    others = ("/documents/d2/original", "/feed", "/briefing/file", "/briefing/read")
    walked = {*addresses(example), *others, *DRAWN}
    assert routes == {re.sub(r"d\d(\.\w)?\d*", _parameter, path) for path in walked}


def _parameter(entry_id: re.Match[str]) -> str:
    kind = {None: "document", ".a": "actor"}.get(entry_id[1], "entry")
    return f"{{{kind}_id:str}}"


def test_no_script_or_style_stands_in_a_page(browser: Browser, example: Example) -> None:
    for path in addresses(example):
        tree = html.fromstring(browser.page(path))
        assert not tree.xpath("//script[not(@src)] | //style | //*[@style] | //*[@onclick]")
        for source in tree.xpath("//@src | //link/@href"):
            assert str(source).startswith("/static/")
            browser.page(str(source))


def test_fields_have_labels_and_ids_are_given_once(browser: Browser, example: Example) -> None:
    for path in addresses(example):
        tree = html.fromstring(browser.page(path))
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids)), path
        labelled = set(tree.xpath("//label/@for"))
        for field in tree.xpath("//input[not(@type='hidden')] | //select | //textarea"):
            assert field.get("id") in labelled, (path, field.get("name"))


@pytest.mark.parametrize(
    ("path", "start"), [("/exchanges", "/statements/"), ("/search", "/statements/")]
)
def test_pages_go_on_until_all_was_shown(
    browser: Browser, samrath: Place, path: str, start: str
) -> None:
    shown: list[str] = []
    query: str | None = path
    while query is not None:
        page = browser.page(query)
        found = "//div[@class='raised']" if path == "/exchanges" else "//section"
        shown += html.fromstring(page).xpath(
            f"{found}//p[@class='words']/a[starts-with(@href, '{start}')]/@href"
        )
        query = next((link for link in links(page, path) if "after=" in link), None)
    with Record(samrath, "read") as record:
        total = len(record.exchanges()) if path == "/exchanges" else record.sizes()["statements"]
    assert len(shown) == len(set(shown)) == total


def test_unanswered_come_first_on_wish(browser: Browser) -> None:
    states = html.fromstring(browser.page("/exchanges?first=unanswered")).xpath(
        "//div[@class='raised']/p[contains(@class, 'state ')]/@class"
    )
    unanswered = [state == "state state-unanswered" for state in states]
    assert any(unanswered)
    assert unanswered == sorted(unanswered, reverse=True)
    assert "unanswered for 82 days" in words(browser.page("/exchanges?first=unanswered"))


def test_facets_go_from_page_to_page(browser: Browser, samrath: Place) -> None:
    page = browser.page("/search?side=state&act=rebuttal&words=")
    with Record(samrath, "read") as record:
        count = record.count(None, Wanted(side="state", act="rebuttal")).total
    assert f"{count} statements" in words(page)
    nav = html.fromstring(page).xpath("//nav//a/@href")
    assert "/exchanges?side=state&act=rebuttal" in nav
    assert "/figures?side=state&act=rebuttal" in nav
    assert "/status?side=state&act=rebuttal" in nav
    assert "/occasions?side=state&act=rebuttal" in nav
    assert "/documents" in nav


def test_what_cannot_be_asked_is_said(browser: Browser) -> None:
    assert "is no act" in words(browser.page("/exchanges?act=song", 400))
    assert "is no side" in words(browser.page("/search?side=left"))
    assert 'role="alert"' in browser.page("/?since=yesterday", 400)
    assert "There is no page" in words(browser.page("/nowhere", 404))
    assert "There is no document" in words(browser.page("/documents/d99", 404))
    assert "There is no document" in words(browser.page("/documents/x/original", 404))
    assert "There is no statement" in words(browser.page("/statements/d1.s99", 404))
    assert "has no actor" in words(browser.page("/actors/Sovannith", 404))


def test_everything_is_counted(browser: Browser, example: Example) -> None:
    total = len(example.contents.statements)
    assert f"{total} statements" in words(browser.page("/search"))
    assert f"{total} statements wait" in words(browser.page("/review"))


def test_half_a_search_says_what_is_missing(browser: Browser) -> None:
    page = browser.page('/search?words="visiting')
    assert 'class="alert"' in page


def test_a_search_by_meaning_has_no_next_page(browser: Browser) -> None:
    page = browser.page("/search?like=people+locked+up+without+a+trial")
    assert links(page, "/statements/")
    assert not [link for link in links(page, "/search") if "after=" in link]


def test_the_original_comes_as_it_was(browser: Browser, readings: list[object]) -> None:
    response = browser.client.get("/documents/d2/original")
    assert response.content == readings[1].document.original  # type: ignore[attr-defined]
    assert response.headers["content-disposition"] == 'attachment; filename="02-news.txt"'
    assert response.headers["content-type"] == "application/octet-stream"


def test_a_document_shows_all_its_words(browser: Browser, samrath: Place) -> None:
    tree = html.fromstring(browser.page("/documents/d2"))
    for number in tree.xpath("//article//a[@class='number']"):
        number.drop_tree()
    with Record(samrath, "read") as record:
        text = record.text("d2")
    assert tree.xpath("//article")[0].text_content().split() == text.split()


def test_the_context_is_whole_lines_around_the_words(browser: Browser, samrath: Place) -> None:
    with Record(samrath, "read") as record:
        rows, texts = record.statements(), [record.text(f"d{number}") for number in range(1, 6)]
    for row in rows[::7]:
        tree = html.fromstring(browser.page(f"/statements/{row.id}"))
        for number in tree.xpath("//article[@class='text']//a[@class='number']"):
            number.drop_tree()
        lines = [line.text_content().strip() for line in tree.xpath("//article[@class='text']/p")]
        text = texts[int(row.document[1:]) - 1]
        assert set(lines) <= {line.strip() for line in text.splitlines()}
        assert row.words.split(" … ")[0] in " ".join(" ".join(lines).split())


def test_how_things_stood_on_a_day(browser: Browser) -> None:
    assert "enacted since 2024-06" in words(browser.page("/status?as_of=2025-01-01"))


def test_a_search_in_actors_and_figures(browser: Browser) -> None:
    assert "Prak Sovannith" in words(browser.page("/actors?name=sovann&side=state"))
    assert "Nobody is called so" in words(browser.page("/actors?name=nobody+at+all"))
    assert "No figures are compared" in words(browser.page("/figures?measure=moons"))
    assert "31 people" in words(browser.page("/figures?speaker=Sovannith"))
    assert "No figures are compared" in words(browser.page("/figures?speaker=nobody"))


def test_occasions_by_type_and_month(browser: Browser) -> None:
    page = words(browser.page("/occasions?type=law"))
    assert "adopted by the National Assembly" in page
    assert "visited Samrath" not in page
    page = browser.page("/occasions?when=2025-01")
    assert "visited Samrath in January" in words(page)
    assert "/occasions?when=2025-03" in page  # the calendar still leads to other months
    assert "is no type of occasion" in words(browser.page("/occasions?type=feast", 400))
    browser.page("/occasions?after=d1.o99", 404)


def test_a_statement_has_its_own_page(browser: Browser, example: Example, denial: str) -> None:
    assert f"Statement {denial}" in words(browser.page(f"/entries/{denial}"))
    browser.page("/entries/d9.f1", 404)
    browser.page(f"/entries/{example.actor('Prak Sovannith')}", 404)


def test_places_in_a_text_are_told_to_scripts(browser: Browser, samrath: Place) -> None:
    with Record(samrath, "read") as record:
        text = record.text("d2")
    tree = html.fromstring(browser.page("/documents/d2"))
    for number in tree.xpath("//article//a[@class='number']"):
        number.drop_tree()
    for line in tree.xpath("//article/p"):
        words_there = line.text_content()
        start = int(line.get("data-at"))
        assert text[start : start + len(words_there)] == words_there


def test_a_briefing_is_downloaded(browser: Browser, example: Example) -> None:
    for form, begins in (("pdf", b"%PDF"), ("docx", b"PK"), ("html", b"<!DOCTYPE html>")):
        response = browser.client.get(f"/briefing/file?format={form}&side=monitor&title=Two")
        assert response.content.startswith(begins)
        disposition = response.headers["content-disposition"]
        assert disposition == f'attachment; filename="briefing.{form}"'
    assert "is no format" in words(browser.page("/briefing/file?format=exe", 400))
    visits = example.statement("she was denied visits for 41 days")
    loss = example.statement("the loss of registration of 118 associations")
    page = browser.page(f"/briefing/file?format=html&pick={visits}&pick={loss},{visits}")
    assert "denied visits for 41 days" in words(page)


def test_a_briefing_is_read_where_it_is_made(browser: Browser) -> None:
    file = browser.client.get("/briefing/file?format=html&side=monitor&title=Two")
    read = browser.client.get("/briefing/read?side=monitor&title=Two")
    assert read.text == file.text
    assert "content-disposition" not in read.headers
    policy = read.headers["content-security-policy"]
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; frame-ancestors 'none'",
        policy,
    )
    assert "takes no words" in words(browser.page("/briefing/read?words=clubs", 400))


def test_what_a_briefing_cannot_be_made_of_is_said(browser: Browser) -> None:
    assert "Nothing on record" in words(browser.page("/briefing?speaker=nobody"))
    assert "takes no words" in words(browser.page("/briefing?words=clubs"))
    assert "is no side" in words(browser.page("/briefing?side=left"))
    browser.page("/briefing?pick=d9.s9", 404)


def told_of(browser: Browser, path: str) -> set[str]:
    """Give the keys of the entries that a page lists."""
    return {link.removeprefix("/entries/") for link in links(browser.page(path), "/entries/")}


def test_occasions_have_facets(browser: Browser, example: Example) -> None:
    cut, promise, law = (
        example.occasion(each)
        for each in ("Assembly last Thursday amended", "promised the Assembly", "by 97 votes to 12")
    )
    reply = {row.id for row in example.contents.of("d3").occasions}
    everything = told_of(browser, "/occasions")
    assembly = told_of(browser, "/occasions?speaker=national+assembly")
    assert assembly == {cut, promise, law}
    assert told_of(browser, "/occasions?speaker=assembly&since=2024-10") == {cut, promise}
    assert told_of(browser, "/occasions?speaker=assembly&until=2024-10") == {promise, law}
    assert told_of(browser, "/occasions?publisher=ministry+of+foreign") == reply
    assert told_of(browser, "/occasions?review=unreviewed") == everything
    assert not told_of(browser, "/occasions?review=accepted")
    assert not told_of(browser, "/occasions?speaker=nobody")
    browser.send(f"/entries/{promise}/decide", action="accept", by="Ada", back="/occasions")
    assert told_of(browser, "/occasions?review=accepted") == {promise}
    assert told_of(browser, "/occasions?review=unreviewed") == everything - {promise}
    assert told_of(browser, "/occasions?speaker=national+assembly") == assembly
    assert told_of(browser, "/occasions?speaker=assembly&until=2024-10") == {promise, law}
    assert not told_of(browser, "/occasions?review=accepted&publisher=ministry")
    assert not told_of(browser, "/occasions?review=accepted&since=2025")
    page = browser.page("/occasions?speaker=assembly&type=law&side=state")
    assert "kept for the pages that show them" in words(page)
    assert "/occasions?speaker=assembly&amp;side=state&amp;type=law&amp;when=2024-06" in page
    assert "2025-01" not in page  # a month of the calendar in which nobody of that name took part


def test_status_has_facets(browser: Browser, example: Example) -> None:
    cut, detained, counted, freed = (
        example.change(each)
        for each in (
            "amended the Law",
            "Samrath had been detained",
            "31 people, not 46, had been detained",
            "walked out of Kompal Prison",
        )
    )

    def now(path: str) -> set[str]:
        found = html.fromstring(browser.page(path)).xpath("//li[@class='now']/a/@href")
        return {str(link).removeprefix("/entries/") for link in found}

    assert now("/status?speaker=national+assembly") == {cut}
    assert now("/status?publisher=northern") == {detained, counted, cut, freed}
    assert now("/status?since=2025-03") == {counted, cut, freed}
    assert now("/status?since=2025-03&until=2025-03") == {counted}
    assert not now("/status?review=accepted")
    browser.send(f"/entries/{cut}/decide", action="accept", by="Ada", back="/status")
    assert now("/status?review=accepted") == {cut}


def test_decisions_tell_when_on_the_clock_of_here(
    browser: Browser, denial: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.send(f"/entries/{denial}/decide", action="accept", by="Ada", back="/log")
    for zone, told in (("UTC", "1 Jun 2025, 12:00"), ("Asia/Kathmandu", "1 Jun 2025, 17:45")):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        (moment,) = html.fromstring(browser.page("/log")).xpath("//time")
        assert moment.text == told
        assert moment.get("datetime") == "2025-06-01T12:00:00+00:00"
    assert local_time("some day") == "some day"


def test_how_many_are_accepted_unseen_is_told_before_and_after(
    browser: Browser, samrath: Place
) -> None:
    with Record(samrath, "read") as record:
        sure = {least: len(record.statements(min_confidence=least / 100))
                for least in (60, 95)}  # fmt: skip
    assert 1 < sure[95] < sure[60]
    for least, path in ((95, "/search?sure=95"), (60, "/search?sure=60")):
        page = browser.page(path)
        assert f"Accept {sure[least]} statements unseen" in words(page)
        tree = html.fromstring(page)
        assert tree.xpath("//*[@id='accepting']//input[@name='sure']/@value") == [str(least)]
    assert "from 50 to 100 %" in words(browser.page("/search?sure=30"))
    assert "No statement that waits" in words(browser.page("/search?act=commitment&sure=100"))
    page = browser.send("/review/accept", sure="60", by="Ada", back="/search")
    told = f"{sure[60]} statements were accepted together, by decisions 1 to {sure[60]}."
    assert told in words(page)


def test_a_phone_is_given_a_narrow_plot(browser: Browser) -> None:
    tree = html.fromstring(browser.page("/"))
    boxes = tree.xpath("//*[local-name()='svg'][starts-with(@class, 'plot')]/@viewbox")
    assert [box.split()[2] for box in boxes] == ["720", "340"]
