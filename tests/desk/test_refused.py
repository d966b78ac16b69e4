from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from lxml import html
from playwright.sync_api import expect

from tests.desk.test_browser import address, chromium, context, record_file
from tests.desk.test_pages import words
from verbale.record import Record

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser as Chromium

    from tests.desk.conftest import Browser
    from tests.desk.example import Example
    from verbale.record.engines import Place

__all__ = ["address", "chromium", "record_file"]

DENIAL = "{statement:31 people, not 46}"

# Of each form: where it is sent, from which page, what is typed, in which field it is wrong, how.
FORMS = [
    (f"/entries/{DENIAL}/decide", f"/statements/{DENIAL}", {"action": "correct", "date": "soon"},
     "date", "is no date", 400),
    (f"/entries/{DENIAL}/decide", f"/statements/{DENIAL}", {"action": "correct", "content": "moon"},
     "content", "does not hold these words", 422),
    (f"/entries/{DENIAL}/decide", f"/statements/{DENIAL}",
     {"action": "correct", "addressees": "a99"},
     "addressees", "no actor a99", 404),
    (f"/entries/{DENIAL}/decide", f"/statements/{DENIAL}", {"action": "note", "why": " "},
     "why", "has to say something", 422),
    (f"/entries/{DENIAL}/decide", f"/review?at={DENIAL}", {"action": "correct", "date": "soon"},
     "date", "is no date", 400),
    ("/entries/{figure:74 associations}/decide", "/entries/{figure:74 associations}",
     {"action": "correct", "value": "many"},
     "value", "is no number", 422),
    ("/entries/{actor:Prak Sovannith}/decide-two", "/actors/{actor:Prak Sovannith}",
     {"action": "merge", "other": "d9.a9", "keep": "this"},
     "other", "d9.a9", 404),
    ("/documents/d2/add", "/documents/d2", {"content": "moon"},
     "content", "does not hold these words", 422),
    ("/documents/d2/add", "/documents/d2", {"content": "0-9", "date": "soon"},
     "date", "is no date", 400),
    ("/documents/d2/add", "/documents/d2", {"content": "0-9", "speaker": "a99"},
     "speaker", "no actor a99", 404),
    ("/documents/d2/add", "/documents/d2", {"content": "0-9", "addressees": "Bo; a99"},
     "addressees", "no actor a99", 404),
    ("/documents/d2/correct", "/documents/d2", {"published": "yesterday", "title": "Two voices"},
     "published", "is no date", 400),
    ("/documents/d2/correct", "/documents/d2", {"published": "2052-06-09"},
     "published", "lies in the future", 400),
    ("/documents/d2/correct", "/documents/d2", {"kind": "report", "language": "English"},
     "language", "is no language tag", 400),
    ("/documents/d2/remove", "/documents/d2", {"why": " "},
     "why", "Say why", 422),
    ("/documents/d2/remove", "/documents/d2", {"why": "she asked for it"},
     "sure", "Nothing was taken out", 422),
    ("/searches/keep", "/search?act=rebuttal", {"act": "rebuttal", "name": " "},
     "name", "kept under a name", 400),
]  # fmt: skip


@pytest.mark.parametrize(("path", "here", "typed", "field", "says", "status"), FORMS)
def test_what_is_wrong_is_said_at_its_field(
    browser: Browser, samrath: Place, example: Example, path: str, here: str,
    typed: dict[str, str], field: str, says: str, status: int,
) -> None:  # fmt: skip
    path, here = example.at(path), example.at(here)
    fields = {**typed, "by": "Ada", "here": here, "back": "/log"}
    if "why" not in typed:
        fields["why"] = "I typed this"
    tree = html.fromstring(browser.send(path, status, **fields))
    (wrong,) = tree.xpath("//*[@aria-invalid='true']")
    assert wrong.get("name") == field
    (fault,) = tree.xpath(f"//*[@id='{wrong.get('aria-describedby')}']")
    assert says in fault.text_content()
    assert fault.getparent() in (wrong.getparent(), wrong.getparent().getparent())
    form = next(each for each in wrong.iterancestors("form"))
    kept = {
        each.get("name"): each.value for each in form.xpath(".//input | .//textarea | .//select")
    }
    for name, value in fields.items():
        if name in kept and name not in {"by", "back"}:
            assert (kept[name] or "").strip() == value.strip(), name
    # The page is that from which the form was sent, and can be sent again as it is.
    assert kept["here"] == here
    assert tree.xpath("//main//h1") == tree.xpath("//h1")
    assert not log(samrath)


def log(place: Place) -> list[object]:
    with Record(place, "read") as record:
        return list(record.log())


def test_what_has_no_field_is_said_above(browser: Browser, denial: str) -> None:
    here = f"/review?at={denial}"
    typed = {"action": "correct", "by": "Ada", "here": here, "why": "I typed this"}
    tree = html.fromstring(browser.send(f"/entries/{denial}/decide", 422, **typed))
    assert f"Nothing was changed in {denial}" in tree.xpath("string(//*[@id='refused'])")
    assert tree.xpath("//input[@id='c-why']/@value") == ["I typed this"]
    assert not tree.xpath("//*[@aria-invalid]")


def test_a_page_that_is_not_there_gives_the_error_alone(browser: Browser, denial: str) -> None:
    for here in ("/statements/d9.s9", "/nowhere", "//elsewhere.example/review", ""):
        page = browser.send(f"/entries/{denial}/decide", 422, action="dance", by="Ada", here=here)
        assert "is no decision on one entry" in words(page)
        assert "That did not work" in words(page)


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/?since=yesterday", "since"),
        ("/?act=song", "act"),
        ("/exchanges?until=soon&first=unanswered", "until"),
        ("/review?since=yesterday", "since"),
        ("/figures?since=yesterday&measure=people", "since"),
        ("/status?as_of=yesterday&subject=law", "as_of"),
        ("/occasions?when=yesterday&type=law", "when"),
        ("/search?since=yesterday&words=law", "since"),
        ("/briefing?since=yesterday&title=Two", "since"),
    ],
)
def test_what_is_wrong_with_a_filter_is_said_at_its_field(
    browser: Browser, path: str, field: str
) -> None:
    status = 200 if path.startswith(("/search", "/briefing")) else 400
    tree = html.fromstring(browser.page(path, status))
    (wrong,) = tree.xpath("//*[@aria-invalid='true']")
    assert wrong.get("name") == field
    (fault,) = tree.xpath("//*[@id='fault']")
    assert re.search(r"is no (date|act)", fault.text_content())
    assert re.search(r"is no (date|act)", tree.xpath("string(//*[@id='found'])"))
    typed = dict(re.findall(r"[?&](\w+)=(\w+)", path)) | {}
    form = next(each for each in wrong.iterancestors("form"))
    for name, value in typed.items():
        fields = form.xpath(f".//*[@name='{name}']")
        assert any(each.get("value") == value or each.value == value for each in fields) or (
            name == "act"
        )


def test_a_refused_correction_keeps_its_place_in_the_browser(
    chromium: Chromium, address: str, record_file: Path, denial: str
) -> None:
    opened = context(chromium, address)
    page = opened.new_page()
    page.goto(f"/review?at={denial}")
    page.get_by_label("Date").fill("soon")
    page.get_by_label("Why (if you like)").fill("heard it")
    page.get_by_role("button", name="Keep the correction").click()
    expect(page.locator("#fault")).to_contain_text("is no date")
    expect(page).to_have_url(re.compile(rf"/review\?at={re.escape(denial)}$"))
    expect(page.get_by_label("Date")).to_be_focused()
    expect(page.get_by_label("Date")).to_have_value("soon")
    expect(page.get_by_label("Why (if you like)")).to_have_value("heard it")
    page.get_by_label("Date").fill("2025-04-04")
    page.get_by_role("button", name="Keep the correction").click()
    expect(page.get_by_text("Decision 1: corrected")).to_be_visible()
    with Record(record_file, "read") as record:
        assert record.statement(denial).date == "2025-04-04"
        assert record.log()[0].why == "heard it"
    opened.close()
