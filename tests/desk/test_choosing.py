from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import html
from playwright.sync_api import expect

from tests.desk.test_browser import address, chromium, context, page, record_file, serious
from tests.desk.test_pages import words
from verbale.record import Record
from verbale.record.rows import Counterpart

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from playwright.sync_api import Browser as Chromium
    from playwright.sync_api import Page

    from tests.desk.conftest import Browser
    from tests.desk.example import Example
    from verbale.record.engines import Place

__all__ = ["address", "chromium", "page", "record_file"]


_MINISTER = "Keo Rithivong"


def merged(place: Place | Path) -> list[tuple[str, str]]:
    """Give who was put together with whom."""
    with Record(place, "read") as record:
        decided = record.log()
    return [(each.id, each.becomes.id) for each in decided if isinstance(each.becomes, Counterpart)]


def offered(page: str) -> list[str]:
    return [str(name) for name in html.fromstring(page).xpath("//*[@id='choices']//button/text()")]


def put_together(browser: Browser, one: str, status: int = 200, **fields: str) -> str:
    """Send the form of the actor's page, as a browser without scripts does."""
    here = f"/actors/{one}"
    return browser.send(
        f"/entries/{one}/decide-two", status,
        action="merge", by="Ada", back=here, here=here, **fields,
    )  # fmt: skip


def test_a_name_that_one_bears_is_taken(browser: Browser, samrath: Place, example: Example) -> None:
    registry, court = (
        example.actor("Registry of Associations"),
        example.actor("Constitutional Court"),
    )
    page = put_together(browser, registry, other=" constitutional COURT ", keep="other")
    assert merged(samrath) == [(registry, court)]
    assert html.fromstring(page).xpath("string(//h1)") == "Constitutional Court"


def test_a_part_of_a_name_is_taken_that_one_has(
    browser: Browser, samrath: Place, example: Example
) -> None:
    put_together(browser, example.actor("Registry of Associations"), other="dararith")
    assert merged(samrath) == [
        (example.actor("Registry of Associations"), example.actor("Suon Dararith"))
    ]


def test_the_whole_name_of_one_goes_before_what_is_a_part_of_others(
    browser: Browser, samrath: Place, example: Example
) -> None:
    one = example.actor("Registry of Associations")
    page = browser.page(f"/actors/{one}?other=Samrath")
    assert offered(page)[0] == "It is Kingdom of Samrath"
    assert len(offered(page)) > 1
    put_together(browser, one, other="Samrath")
    assert merged(samrath) == [(one, example.actor("Kingdom of Samrath"))]


def test_of_several_one_is_chosen_and_nothing_typed_is_lost(
    browser: Browser, samrath: Place, example: Example
) -> None:
    one, other = example.actor("Registry of Associations"), example.actor(_MINISTER)
    page = put_together(browser, one, 422, other="minist", keep="other", why="the same")
    assert "Several on record are called “minist”" in words(page)
    assert f"It is {_MINISTER}" in offered(page)
    assert len(offered(page)) == len(set(offered(page))) > 2
    assert not merged(samrath)
    (form,) = html.fromstring(page).xpath("//form[.//button[@name='chosen']]")
    kept = dict(form.fields)
    assert (kept["other"], kept["keep"], kept["why"]) == ("minist", "other", "the same")
    (button,) = form.xpath(".//button[@name='chosen'][contains(., 'Keo Rithivong')]")
    put_together(browser, one, other="minist", why="the same", chosen=button.get("value"))
    assert merged(samrath) == [(one, other)]


def test_who_is_not_there_is_said(browser: Browser, samrath: Place, example: Example) -> None:
    one = example.actor("Registry of Associations")
    for typed, status, said in (
        ("The king", 404, "Nobody else on record is called “The king”"),
        ("Registry of Assoc", 404, "Nobody else on record"),  # that is the one whose page it is
        ("K", 422, "at least 2 letters"),
        ("", 422, "at least 2 letters"),
        ("%", 422, "at least 2 letters"),
        ("d9.a9", 404, "d9.a9"),
    ):
        page = put_together(browser, one, status, other=typed)
        tree = html.fromstring(page)
        assert said in tree.xpath("string(//*[@id='fault'])"), typed
        assert tree.xpath("//*[@aria-invalid='true']/@name") == ["other"]
        assert tree.xpath("//input[@name='other']/@value") == [typed]
    assert not merged(samrath)


def test_an_id_is_taken_as_before(browser: Browser, samrath: Place, example: Example) -> None:
    one, other = example.actor("Registry of Associations"), example.actor("Keo Rithivong")
    assert offered(browser.page(f"/actors/{one}?other={other}")) == ["It is Keo Rithivong"]
    put_together(browser, one, other=other)
    assert merged(samrath) == [(one, other)]


def test_many_are_cut(browser: Browser, example: Example, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verbale.desk.views.choosing._OFFERED", 2)
    page = browser.page(f"/actors/{example.actor('Registry of Associations')}?other=minist")
    assert len(offered(page)) == 2
    assert "The first 2 who are called so." in words(page)


def test_who_is_the_same_is_chosen_as_one_types(
    page: Page, record_file: Path, example: Example
) -> None:
    one = example.actor("Registry of Associations")
    page.goto(f"/actors/{one}")
    field = page.get_by_label("Who is the same")
    field.press_sequentially("m", delay=20)
    expect(page.locator("#choices button")).to_have_count(0)
    field.press_sequentially("inist", delay=20)
    expect(page.locator("#choices")).to_contain_text("Choose who is meant")
    expect(field).to_be_focused()
    page.get_by_label("The name that stays").select_option(label="that of the other")
    assert serious(page) == []
    page.get_by_role("button", name=f"It is {_MINISTER}").press("Enter")
    expect(page.get_by_text("put together")).to_be_visible()
    expect(page.locator("h1")).to_have_text(_MINISTER)
    expect(field).to_have_value("")
    assert merged(record_file) == [(one, example.actor(_MINISTER))]


def test_without_javascript_one_is_chosen_on_the_next_page(
    chromium: Chromium, address: str, record_file: Path, example: Example
) -> None:
    one = example.actor("Registry of Associations")
    opened = context(
        chromium, address, java_script_enabled=False, viewport={"width": 390, "height": 900}
    )
    page = opened.new_page()
    page.goto(f"/actors/{one}")
    page.get_by_label("Who is the same").fill("minist")
    page.get_by_label("Who is the same").press("Enter")
    page.get_by_role("button", name=f"It is {_MINISTER}").click()
    expect(page.get_by_text("Decision 1: put together")).to_be_visible()
    opened.close()
    assert merged(record_file) == [(one, example.actor(_MINISTER))]
