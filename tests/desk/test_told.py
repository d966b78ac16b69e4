"""What people say of a document itself: what is told of it is corrected, and it is taken out."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from lxml import html
from playwright.sync_api import expect

from tests.desk.test_browser import address, chromium, context, record_file, serious
from tests.desk.test_pages import words
from verbale.record import Record
from verbale.record.engine_sqlite import SqliteFile

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser as Chromium

    from tests.desk.conftest import Browser
    from tests.desk.example import Example
    from verbale.record.engines import Place
    from verbale.record.rows import Decision, DocumentRow

__all__ = ["address", "chromium", "record_file"]

TOLD = {"title": "Two voices", "publisher": "", "published": "2025-02", "kind": "report"}
PATIENCE = 50  # tenths of a second


def log(place: Place | Path) -> list[Decision]:
    with Record(place, "read") as record:
        return record.log()


def documents(place: Place | Path) -> dict[str, DocumentRow]:
    with Record(place, "read") as record:
        return {row.id: row for row in record.documents()}


def test_the_form_holds_what_is_told_now(browser: Browser, samrath: Place) -> None:
    for one, row in documents(samrath).items():
        (form,) = html.fromstring(browser.page(f"/documents/{one}")).xpath(
            f"//form[@action='/documents/{one}/correct']"
        )
        told = dict(form.fields)
        assert told["title"] == (row.title or "")
        assert told["publisher"] == (row.publisher or "")
        assert told["published"] == (row.published or "")
        assert (told["kind"], told["language"]) == (row.kind, row.language)
        assert told["by"] == "ann"


def test_what_is_told_of_a_document_is_corrected_and_undone(
    browser: Browser, samrath: Place, example: Example
) -> None:
    news = example.document("02-news")
    before = documents(samrath)[news]
    here = f"/documents/{news}"
    page = browser.send(
        f"{here}/correct", 200, by="Ada", back=here, why="as printed", language=" en ", **TOLD
    )
    assert f"Decisions 1, 2, 3, 4: corrected, {news}." in words(page)
    assert html.fromstring(page).xpath("string(//h1)") == "Two voices"
    assert "2025-02, report." in words(page)
    after = documents(samrath)[news]
    assert (after.title, after.publisher, after.published, after.kind) == (
        "Two voices", None, "2025-02", "report",
    )  # fmt: skip
    assert {(each.by, each.why, each.field) for each in log(samrath)} == {
        ("Ada", "as printed", field) for field in TOLD
    }
    browser.send("/decisions/undo", numbers="1,2,3,4", by="Ada", back=here)
    assert documents(samrath)[news] == before


def test_what_is_as_it_was_is_no_correction(
    browser: Browser, samrath: Place, example: Example
) -> None:
    here = f"/documents/{example.document('02-news')}"
    page = browser.send(f"{here}/correct", 422, by="Ada", here=here, why="looked at it")
    assert "Nothing was changed" in words(page)
    assert html.fromstring(page).xpath("//input[@id='c-why']/@value") == ["looked at it"]
    page = browser.send(f"{here}/correct", 422, by="Ada", here=here, language="")
    assert "cannot be nothing" in words(page)
    browser.send(f"{here}/correct", 422, by="", here=here, title="Nobody says so")
    browser.send("/documents/d99/correct", 404, by="Ada", title="x")
    assert not log(samrath)


def test_a_document_is_taken_out(browser: Browser, samrath: Place, example: Example) -> None:
    news, other = example.document("02-news"), example.document("01-report")
    said = example.statement("31 people, not 46")
    here = f"/documents/{news}"
    assert f"{len(example.contents.of(news).statements)} statements" in words(browser.page(here))
    page = browser.send(
        f"{here}/remove", by="Ada", why="she asked for it", sure="yes", back="/documents", here=here
    )
    assert f"Decision 1: removed, {news}." in words(page)
    assert "02-news" not in html.fromstring(page).xpath("string(//main//table)")
    assert "01-report" in html.fromstring(page).xpath("string(//main//table)")
    (made,) = log(samrath)
    assert (made.action, made.by, made.why) == ("remove", "Ada", "she asked for it")
    assert news not in documents(samrath)
    browser.page(here, 404)
    browser.page(f"{here}/original", 404)
    browser.page(f"/statements/{said}", 404)
    browser.page(f"/documents/{other}")
    assert "Nobody is called so" in words(browser.page("/actors?name=Suon+Dararith"))
    told = browser.page("/log")
    assert f"1: removed by Ada, 1 Jun 2025, 12:00, {news} (she asked for it)" in words(told)
    assert here not in html.fromstring(told).xpath("//main//a/@href")


def test_who_undoes_a_removal_lets_the_file_in_again(
    browser: Browser, samrath: Place, example: Example
) -> None:
    here = f"/documents/{example.document('02-news')}"
    page = browser.send(f"{here}/remove", by="Ada", why="by mistake", sure="yes", back="/documents")
    assert "Let its file be added again" in html.fromstring(page).xpath("//main//button/text()")
    page = browser.send("/decisions/undo", numbers="1", by="Ada", back="/documents")
    assert "Decision 2: undid" in words(page)
    browser.page(here, 404)
    with Record(samrath, "read") as record:
        assert not record.removals()


def test_what_cannot_be_wiped_yet_is_said_and_wiped_when_it_is_sent_again(
    browser: Browser, samrath: Place, example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not isinstance(samrath, SqliteFile):
        pytest.skip("a server has readers all the time")
    monkeypatch.setattr("verbale.record.places.BUSY_TIMEOUT_S", 0.05)
    news = example.document("02-news")
    here = f"/documents/{news}"
    form = {"by": "Ada", "why": "she asked", "sure": "yes", "here": here, "back": "/documents"}
    assert b"31 people, not 46" in samrath.path.read_bytes()
    with closing(sqlite3.connect(samrath.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM document").fetchone()
        page = browser.send(f"{here}/remove", 503, **form)
        assert "what was removed is still in its file" in words(page)
        reader.execute("ROLLBACK")
    assert news not in documents(samrath)
    assert "UN expert" not in words(browser.page("/search"))
    with Record(samrath, "read") as record:
        assert record.untied() == 0
    page = browser.send(f"{here}/remove", 200, **form)
    assert f"Decision 1: removed, {news}." in words(page)
    assert b"31 people, not 46" not in samrath.path.read_bytes()


def test_nothing_is_taken_out_that_was_not_meant(
    browser: Browser, samrath: Place, example: Example
) -> None:
    here = f"/documents/{example.document('02-news')}"
    for fields in (
        {"by": "Ada", "why": "she asked"},
        {"by": "Ada", "why": " ", "sure": "yes"},
        {"by": "", "why": "she asked", "sure": "yes"},
    ):
        page = browser.send(f"{here}/remove", 422, here=here, back="/documents", **fields)
        (kept,) = html.fromstring(page).xpath("//input[@id='r-why']")
        assert kept.get("value") == fields["why"]
        assert not kept.xpath("ancestor::form//*[@name='sure']/@checked")
        assert kept.xpath("ancestor::details[@open]")
    browser.send("/documents/d99/remove", 404, by="Ada", why="gone", sure="yes")
    assert not log(samrath)
    browser.page(here)


def test_documents_are_corrected_and_taken_out_without_javascript_on_a_phone(
    chromium: Chromium, address: str, record_file: Path, example: Example
) -> None:
    opened = context(
        chromium, address, java_script_enabled=False, viewport={"width": 390, "height": 900}
    )
    page = opened.new_page()
    news = example.document("02-news")
    page.goto(f"/documents/{news}")
    page.get_by_text("Correct what is told of it").press("Enter")
    page.get_by_label("Title", exact=True).fill("Two voices")
    page.get_by_label("Published", exact=True).fill("last Monday")
    page.get_by_role("button", name="Keep the correction").press("Enter")
    expect(page.locator("#fault")).to_contain_text("is no date")
    expect(page.get_by_label("Title", exact=True)).to_have_value("Two voices")
    expect(page.get_by_label("Published", exact=True)).to_be_focused()
    page.get_by_label("Published", exact=True).fill("2025-02-06")
    page.get_by_role("button", name="Keep the correction").click()
    expect(page.locator("h1")).to_have_text("Two voices")
    assert documents(record_file)[news].published == "2025-02-06"
    page.get_by_text("Take it out of the record").press("Enter")
    page.get_by_label("Why it is taken out").fill("she asked for it")
    page.get_by_role("button", name="Take it out for good").click()
    expect(page.get_by_label("I mean it")).to_be_visible()  # the browser asks to tick it
    assert news in documents(record_file)
    page.get_by_label("I mean it").press("Space")
    page.get_by_role("button", name="Take it out for good").press("Enter")
    expect(page.get_by_text("Decision 3: removed")).to_be_visible()
    assert news not in documents(record_file)
    opened.close()


def test_nothing_typed_comes_back_after_a_document_was_taken_out(
    chromium: Chromium, address: str, record_file: Path, example: Example
) -> None:
    opened = context(chromium, address)
    page = opened.new_page()
    news = example.document("02-news")
    page.goto(f"/documents/{news}")
    page.get_by_text("Take it out of the record").click()
    assert serious(page) == []
    page.get_by_label("Why it is taken out").fill("she asked for it")
    page.get_by_label("I mean it").check()
    page.get_by_role("button", name="Take it out for good").click()
    expect(page.get_by_text("Decision 1: removed")).to_be_visible()
    # The page's script, which forgets what was sent, begins when its words are shown already.
    # Asked again and again from here: inside, the page's policy lets nothing evaluate words.
    drafts = "Object.keys(localStorage).filter((key) => key.startsWith('draft-')).length"
    for _ in range(PATIENCE):
        if not page.evaluate(drafts):
            break
        page.wait_for_timeout(100)
    assert page.evaluate(drafts) == 0
    opened.close()
    assert news not in documents(record_file)
