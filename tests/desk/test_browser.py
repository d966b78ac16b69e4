"""The desk in a real browser: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from playwright.sync_api import Error, expect, sync_playwright

from tests.desk.serving import serving
from tests.desk.test_pages import addresses
from verbale.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.desk.example import Example

CHROMIUM: Final = shutil.which("chromium")
ARGUMENTS: Final = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()
AXE: Final = Path(__file__).with_name("axe.min.js")
_PATIENCE_MS = 20_000  # other tests run beside these


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        reason = "there is no chromium: install it with apt-get install chromium"
        (pytest.fail if os.environ.get("VERBALE_TEST_CHROMIUM") == "required" else pytest.skip)(
            reason
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def record_file(tmp_path: Path, samrath_file: Path) -> Path:
    return Path(shutil.copy(samrath_file, tmp_path / "samrath.db"))


@pytest.fixture
def address(record_file: Path) -> Iterator[str]:
    with serving(record_file) as address:
        yield address.rstrip("/")


def context(chromium: Browser, address: str, **options: Any) -> BrowserContext:  # noqa: ANN401
    """Open a browser that reaches nothing but the desk, and fails on any error of a page."""
    opened = chromium.new_context(base_url=address, **options)
    opened.set_default_timeout(_PATIENCE_MS)
    expect.set_options(timeout=_PATIENCE_MS)
    opened.route(
        lambda url: not url.startswith(address), lambda route: route.abort("internetdisconnected")
    )
    return opened


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    opened = context(chromium, address)
    faults: list[str] = []
    page = opened.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    yield page
    opened.close()
    assert not [each for each in faults if "ERR_" not in each and "Failed to fetch" not in each]


def serious(page: Page) -> list[str]:
    """Give what axe finds that keeps people out."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})"
    )
    return [
        f"{each['id']}: {json.dumps([node['html'] for node in each['nodes']])[:300]}"
        for each in found["violations"]
        if each["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_every_page_is_for_everyone(
    chromium: Browser, address: str, example: Example, scheme: Any, width: int  # noqa: ANN401
) -> None:  # fmt: skip
    opened = context(
        chromium, address, color_scheme=scheme, viewport={"width": width, "height": 900}
    )
    page = opened.new_page()
    found: dict[str, list[str]] = {}
    for path in addresses(example):
        page.goto(path)
        for details in page.locator("details").all():
            details.evaluate("each => { each.open = true; }")
        found[path] = serious(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found[path].append("wider than the window")
    opened.close()
    assert found == {path: [] for path in addresses(example)}


def test_without_javascript_all_can_be_read_and_reviewed(
    chromium: Browser, address: str, example: Example
) -> None:
    opened = context(chromium, address, java_script_enabled=False)
    page = opened.new_page()
    for path in addresses(example):
        response = page.goto(path)
        assert response is not None
        assert response.ok, path
        expect(page.locator("h1")).to_be_visible()
    page.goto("/search")
    page.get_by_label("Words").fill('"visiting book"')
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#found .card")).to_have_count(2)
    page.goto("/review")
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("Decision 1: accepted")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Decision 2: undid")).to_be_visible()
    opened.close()


def test_a_right_statement_costs_one_key(page: Page, record_file: Path) -> None:
    page.goto("/review")
    keys = 0
    for number in range(1, 6):
        page.keyboard.press("a")
        keys += 1
        expect(page.get_by_text(f"Decision {number}: accepted")).to_be_visible()
        page.wait_for_load_state()  # before it no key is heard
    with Record(record_file, "read") as record:
        decided = record.log()
    assert [each.action for each in decided] == ["accept"] * 5
    assert len({each.id for each in decided}) == 5
    assert keys / len(decided) == 1


def goes_to(page: Page, key: str, heading: str) -> None:
    page.keyboard.press(key)
    expect(page.locator("h1")).to_have_text(heading)
    page.wait_for_load_state()


def test_the_whole_review_by_keyboard(page: Page, record_file: Path) -> None:
    page.goto("/review")
    with Record(record_file, "read") as record:
        waiting = record.next_to_review()
        first, second = f"Review {waiting}", f"Review {record.next_to_review(after=waiting)}"
    for key, heading in (("n", second), ("p", first), ("j", second), ("k", first)):
        goes_to(page, key, heading)
    page.keyboard.press("r")
    page.keyboard.type("not said by her")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Decision 1: rejected")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("u")
    expect(page.get_by_text("Decision 2: undid")).to_be_visible()
    expect(page.locator("h1")).to_have_text(first)
    page.wait_for_load_state()
    page.keyboard.press("e")
    page.keyboard.press("Control+a")
    page.keyboard.type("Prak Sovannith")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Decision 3: corrected")).to_be_visible()
    with Record(record_file, "read") as record:
        assert [each.action for each in record.log()] == ["reject", "undo", "correct"]
        assert record.log()[0].why == "not said by her"
        assert record.statement(record.log()[2].id).speaker == "Prak Sovannith"


def test_keys_can_be_turned_off(page: Page) -> None:
    page.goto("/review")
    first = page.locator("h1").inner_text()
    page.get_by_label("One key each").uncheck()
    page.locator("h1").click()
    page.keyboard.press("n")
    page.reload()
    expect(page.get_by_label("One key each")).not_to_be_checked()
    expect(page.locator("h1")).to_have_text(first)


def test_what_is_typed_survives_a_lost_connection(page: Page) -> None:
    page.goto("/review")
    page.keyboard.press("r")
    page.keyboard.type("a long reason")
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Not saved: the desk does not answer")).to_be_visible()
    expect(page.get_by_label("Why it is wrong")).to_have_value("a long reason")
    page.context.set_offline(False)
    page.reload()
    expect(page.get_by_label("Why it is wrong")).to_have_value("a long reason")
    expect(page.get_by_text("What you had typed is here again")).to_be_visible()
    page.get_by_label("Why it is wrong").press("Enter")
    expect(page.get_by_text("Decision 1: rejected")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("u")
    expect(page.get_by_text("Decision 2: undid")).to_be_visible()
    expect(page.get_by_label("Why it is wrong")).to_have_value("")


def test_a_search_answers_as_one_types(page: Page) -> None:
    page.goto("/search")
    page.get_by_label("Words").press_sequentially("visiting book", delay=20)
    expect(page.locator("#found .card")).to_have_count(2)
    expect(page).to_have_url("/search?words=visiting+book")
    page.locator("#found aside a", has_text="justification").click()
    expect(page.locator("#found .card")).to_have_count(1)


def test_an_unfinished_search_says_so_and_goes_on(page: Page) -> None:
    page.goto("/search")
    page.get_by_label("Words").press_sequentially('"visiting')
    expect(page.locator("#found .alert")).to_be_visible()
    page.get_by_label("Words").press_sequentially(' book"')
    expect(page.locator("#found .card")).to_have_count(2)


def test_a_document_lights_up_who_said_it(page: Page, example: Example, denial: str) -> None:
    loss = example.statement("the loss of registration of 118 associations")
    one, other = (each.partition(".")[2] for each in (denial, loss))
    page.goto("/documents/d2")
    page.locator(f".text [data-of={one}]").last.hover()
    expect(page.locator(f"#n-{one}")).to_have_class("note act-rebuttal on")
    page.locator(f"#t-{other}").focus()
    expect(page.locator(f"#n-{other}")).to_have_class("note act-concern on")
    assert page.locator(".links path").count() > 3


SELECT = """([selector, words]) => {
  const walker = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT);
  const [first, last] = words.split(" ... ");
  const range = document.createRange();
  for (let node; (node = walker.nextNode()); ) {
    if (node.data.includes(first)) range.setStart(node, node.data.indexOf(first));
    if (node.data.includes(last)) range.setEnd(node, node.data.indexOf(last) + last.length);
  }
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


def test_words_that_are_selected_become_those_of_a_statement(
    page: Page, record_file: Path, denial: str
) -> None:
    page.goto(f"/statements/{denial}")
    page.get_by_text("Decide", exact=True).click()
    # From the words of one statement's speaker into its content, over the number between them.
    page.evaluate(SELECT, ["article.text", "reporters in Nokor ... 31 people"])
    page.get_by_role("button", name="Use the selected words").click()
    expect(page.get_by_label("Words", exact=True)).to_have_value(
        "reporters in Nokor Thmey on Wednesday that 31 people"
    )
    page.get_by_role("button", name="Keep the correction").click()
    expect(page.get_by_text("Decision 1: corrected")).to_be_visible()
    with Record(record_file, "read") as record:
        (part,) = record.statement(denial).content
        assert record.text("d2")[part.start : part.end] == part.exact
        assert part.exact == "reporters in Nokor Thmey on Wednesday that 31 people"


def test_a_missed_statement_is_added_by_selecting_it(page: Page, record_file: Path) -> None:
    page.goto("/documents/d2")
    page.evaluate(SELECT, ["article.text", "adopted by ... 97 votes to 12"])
    page.get_by_role("button", name="Use the selected words").click()
    page.get_by_label("Speaker").fill("Pr")
    page.get_by_label("Speaker").fill("Prak Sovannith")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("Decision 1: added, d2.n1")).to_be_visible()
    with Record(record_file, "read") as record:
        row = record.statement("d2.n1")
    assert row.words == "adopted by the National Assembly last June by 97 votes to 12"
    assert row.speaker_id is not None


def test_picked_statements_become_a_briefing(page: Page) -> None:
    page.goto("/exchanges")
    page.get_by_role("button", name="Pick for a briefing").nth(1).click()
    expect(page.get_by_role("button", name="Picked: take it out")).to_have_count(1)
    page.goto("/briefing")
    page.get_by_role("button", name="Make the briefing of these").click()
    expect(page.get_by_text("It will hold 1 exchange from")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="PDF").click()
    assert download.value.suggested_filename == "briefing.pdf"
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    page.get_by_role("button", name="Read it here").click()
    expect(page.get_by_role("heading", name="How this was made")).to_be_visible()
    style = page.evaluate("getComputedStyle(document.body).maxWidth")
    assert style != "none", "its own style is let through"


def test_days_are_gone_through_with_a_slider(page: Page) -> None:
    page.goto("/status")
    slider = page.get_by_label("Go through the days")
    slider.fill("0")
    expect(page.get_by_label("As of", exact=True)).to_have_value("2024-06-01")
    expect(page.locator("#found h2")).to_have_count(1)
    slider.press("End")
    expect(page.locator("#found h2")).not_to_have_count(1)


def test_a_citation_is_copied(page: Page, denial: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/statements/{denial}")
    page.get_by_role("button", name="Copy").first.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert "31 people, not 46" in page.evaluate("navigator.clipboard.readText()")


def test_actors_are_split_in_the_browser(page: Page, example: Example) -> None:
    page.goto(f"/actors/{example.actor('Ingeborg Adeyinka-Holm')}")
    merges = page.get_by_role("region", name="Why these are one")
    merges.get_by_label("Reason").first.fill("two councils")
    page.get_by_role("button", name="They are not one").first.click()
    expect(page.get_by_text("Decision 1: told apart")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Decision 2: undid")).to_be_visible()
    expect(merges.get_by_label("Reason").first).to_have_value("")


def test_an_answer_is_found_by_its_words_and_tied_with_one_press(
    page: Page, record_file: Path, example: Example
) -> None:
    counted = example.statement("police detained 33 persons")
    page.goto(f"/statements/{counted}")
    page.get_by_text("Answers by hand").click()
    page.get_by_label("Words of the other statement").press_sequentially("visiting book", delay=20)
    expect(page.locator("#others .card")).to_have_count(2)
    page.get_by_label("Why (if you like)").first.fill("same day")
    page.get_by_label("Why (if you like)").first.press("Enter")  # ties nothing
    page.locator("#others").get_by_role("button", name="This one answers it").first.click()
    expect(page.get_by_text("Decision 1: linked")).to_be_visible()
    expect(page.locator("#others")).to_contain_text("The two are tied already")
    with Record(record_file, "read") as record:
        (made,) = record.log()
    assert (made.action, made.id, made.why) == ("link", counted, "same day")


def test_how_many_would_be_accepted_is_counted_as_one_types(page: Page) -> None:
    page.goto("/search")
    page.get_by_text("Keep this search, or accept").click()
    page.get_by_label("at least so sure").fill("60")
    expect(page.locator("#accepting")).to_contain_text("unseen")
    before = page.locator("#accepting").inner_text()
    page.get_by_label("at least so sure").fill("90")
    expect(page.locator("#accepting")).not_to_have_text(before)
    page.get_by_role("button", name="unseen").click()
    expect(page.get_by_text("were accepted together")).to_be_visible()


def test_the_timeline_fits_a_phone(chromium: Browser, address: str) -> None:
    opened = context(chromium, address, viewport={"width": 390, "height": 900})
    page = opened.new_page()
    page.goto("/")
    expect(page.locator(".plot.wide")).to_be_hidden()
    box = page.locator(".plot.narrow").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    opened.close()


def test_nothing_is_fetched_from_elsewhere(
    chromium: Browser, address: str, example: Example
) -> None:
    opened = chromium.new_context(base_url=address)
    page = opened.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in addresses(example):
        page.goto(path)
    assert all(url.startswith(address) for url in asked)
    with pytest.raises(Error, match="ERR_"):
        page.goto("http://samrath.invalid/")
    opened.close()
