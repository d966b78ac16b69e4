"""The page in a real browser."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from playwright.sync_api import sync_playwright

from verbale import briefing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from verbale.briefing import Briefing

AXE: Final = Path(__file__).parents[1] / "desk" / "axe.min.js"
CHROMIUM: Final = shutil.which("chromium")


@pytest.fixture
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        required = os.environ.get("VERBALE_TEST_CHROMIUM") == "required"
        (pytest.fail if required else pytest.skip)("there is no chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def address(whole: Briefing, tmp_path: Path) -> str:
    page = tmp_path / "page.html"
    page.write_text(briefing.html(whole), encoding="utf-8")
    return page.as_uri()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_the_page_is_for_everyone(
    chromium: Browser, address: str, scheme: Any, width: int  # noqa: ANN401
) -> None:  # fmt: skip
    context = chromium.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True
    )
    page = context.new_page()
    page.goto(address)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate("axe.run()")["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_its_policy_lets_its_style_in(chromium: Browser, address: str) -> None:
    page = chromium.new_page()
    page.goto(address)
    assert page.evaluate("getComputedStyle(document.body).maxWidth") == "736px"
