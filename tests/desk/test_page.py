from __future__ import annotations

import io
import shutil
import sqlite3
import struct
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import html
from PIL import Image
from playwright.sync_api import expect

from tests.desk.serving import serving
from tests.desk.test_browser import chromium, context, serious
from tests.desk.test_pages import words
from tests.sources import corpus
from tests.sources.corpus import PdfForm
from tests.sources.shared import one
from verbale.desk import page_images
from verbale.desk.page_images import PageImages, png
from verbale.reading import read
from verbale.record import Record
from verbale.record.engine_sqlite import SqliteFile
from verbale.sources.extract import Drawing
from verbale.sources.sandbox import Limits

if TYPE_CHECKING:
    from collections.abc import Callable

    import playwright.sync_api

    from tests.desk.conftest import Browser
    from verbale.record.rows import StatementRow

__all__ = ["chromium"]

# Short pages, so that one letter has several.
SHORT = PdfForm(head="A/HRC/49/80", numbered=True, hyphenated=True, height=200)


@pytest.fixture(scope="session")
def letter_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the record of two PDF files and of a text, to copy."""
    path = tmp_path_factory.mktemp("letters") / "letters.db"
    documents = [
        one(corpus.pdf("clubs", SHORT), "clubs.pdf"),
        one(corpus.pdf("press", PdfForm(columns=2)), "press.pdf"),
        one(b"The ministry said that it was so.", "plain.txt"),
    ]
    with Record(path) as record:
        for document in documents:
            record.add(read(document))
        record.tie()
    return path


@pytest.fixture
def letters(letter_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(letter_file, tmp_path / "letters.db"))


@pytest.fixture
def browser(letters: Path, browse: Callable[[SqliteFile], Browser]) -> Browser:
    return browse(SqliteFile(letters))


def statements(letters: Path, document: str = "d1") -> list[StatementRow]:
    with Record(letters, "read") as record:
        return [row for row in record.statements() if row.document == document]


def image(browser: Browser, path: str) -> Image.Image:
    response = browser.client.get(path)
    assert response.status_code == 200
    assert response.headers["content-type"] == "image/png"
    return Image.open(io.BytesIO(response.content))


def test_a_page_is_drawn_with_its_statements_marked(browser: Browser, letters: Path) -> None:
    with Record(letters, "read") as record:
        count = len(record.layout("d1").pages)
    assert count > 2
    marked: set[str] = set()
    for number in range(1, count + 1):
        tree = html.fromstring(browser.page(f"/documents/d1/pages/{number}"))
        assert tree.xpath("string(//h1)") == f"Page {number} of {count}"
        here = set(tree.xpath("//*[local-name()='g']/@data-of"))
        assert here == {each.removeprefix("n-") for each in tree.xpath("//aside//li/@id")}
        marked |= here
        assert bool(tree.xpath("//a[@rel='prev']")) == (number > 1)
        assert bool(tree.xpath("//a[@rel='next']")) == (number < count)
    assert marked == {row.id.partition(".")[2] for row in statements(letters)}


def ink(drawn: Image.Image, box: tuple[float, float, float, float]) -> float:
    """Tell how much of a part of the page is dark."""
    part = drawn.crop((round(box[0]), round(box[1]), round(box[2]), round(box[3])))
    return sum(part.histogram()[:128]) / (part.width * part.height)


@pytest.mark.parametrize("document", ["d1", "d2"])
def test_rectangles_lie_on_the_words(browser: Browser, document: str) -> None:
    tree = html.fromstring(browser.page(f"/documents/{document}/pages/1"))
    drawn = image(browser, f"/documents/{document}/pages/1/image").convert("L")
    box = tree.xpath("//*[local-name()='svg']/@viewbox")[0]
    scale = drawn.width / float(box.split()[2])
    rectangles = [
        tuple(float(each.get(name)) * scale for name in ("x", "y", "width", "height"))
        for each in tree.xpath("//*[local-name()='rect']")
    ]
    assert rectangles
    for x, y, width, height in rectangles:
        assert ink(drawn, (x, y, x + width, y + height)) > 0.05
        # Letters do not go on to the left and right of the words, where there is white space.
        for edge in (x, x + width):
            assert ink(drawn, (edge - 1, y + 2, edge + 1, y + height - 2)) < 0.6
    # Of two lines one above the other, neither covers the other.
    for (_, y, _, height), (_, below, _, _) in pairwise(rectangles):
        assert below <= y + 1 or below >= y + height * 0.8


def test_the_page_that_holds_a_statement_opens_first(browser: Browser, letters: Path) -> None:
    with Record(letters, "read") as record:
        layout = record.layout("d1")
    last = statements(letters)[-1]
    first = next(p.page for p in layout.places if p.end > last.start)
    assert first > 1
    page = browser.page(f"/statements/{last.id}")
    assert f"/documents/d1/pages/{first}?at={last.id}" in page
    tree = html.fromstring(browser.page(f"/documents/d1/pages/{first}?at={last.id}"))
    assert tree.xpath("//*[local-name()='g']/@data-of") == [last.id.partition(".")[2]]
    assert last.words in words(browser.page(f"/documents/d1/pages/{first}?at={last.id}"))
    (previous,) = set(tree.xpath("//a[@rel='prev']/@href"))
    assert previous == f"/documents/d1/pages/{first - 1}?at={last.id}"
    assert "Nothing of that is on this page" in words(
        browser.page("/documents/d1/pages/1?at=" + last.id)
    )


def test_words_on_two_pages_are_marked_on_both(browser: Browser, letters: Path) -> None:
    with Record(letters, "read") as record:
        layout = record.layout("d1")
    for row in statements(letters):
        spans = [*row.content, *row.cue, *([row.speaker_words] if row.speaker_words else [])]
        pages = {
            p.page for p in layout.places for s in spans if s.start < p.end and p.start < s.end
        }
        for number in pages:
            tree = html.fromstring(browser.page(f"/documents/d1/pages/{number}?at={row.id}"))
            assert tree.xpath("//*[local-name()='rect']")
            told = " ".join(tree.xpath("//p[@class='pager']")[0].text_content().split())
            assert all(f"{row.id} is on page {each} too" in told for each in pages - {number})


def test_what_has_no_pages_offers_none(browser: Browser) -> None:
    assert "as published" in words(browser.page("/documents/d1"))
    assert "as published" not in words(browser.page("/documents/d3"))
    for path in ("d3/pages/1", "d3/pages/1/image", "d1/pages/0", "d1/pages/99", "d9/pages/1",
                 "d1/pages/1?at=d2.s1", "d1/pages/1?at=d1.s999", "d1/pages/x"):  # fmt: skip
        browser.page(f"/documents/{path}", 404)


def test_an_image_is_kept_and_asked_about(browser: Browser) -> None:
    first = browser.client.get("/documents/d1/pages/1/image")
    assert first.headers["cache-control"] == "private, no-cache"
    tag = first.headers["etag"]
    again = browser.client.get("/documents/d1/pages/1/image", headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    other = browser.client.get("/documents/d1/pages/2/image", headers={"If-None-Match": tag})
    assert other.status_code == 200


def broken(letters: Path, content: bytes) -> None:
    """Put other bytes in the place of those of all PDF files, as a damaged record has them."""
    with sqlite3.connect(letters) as database:
        for (trigger,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'original'"
        ).fetchall():
            database.execute(f"DROP TRIGGER {trigger}")
        database.execute(
            "UPDATE original SET content = ? WHERE media_type = 'application/pdf'", [content]
        )


SIZED = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 SIZE]/Contents 4 0 R>>endobj
4 0 obj<</Length 44>>stream
0 0 m 100 100 l S
endstream endobj
trailer<</Root 1 0 R>>"""


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 nothing", corpus.pdf("clubs")[:400]])
def test_what_cannot_be_drawn_is_said(browser: Browser, letters: Path, content: bytes) -> None:
    broken(letters, content)
    page = browser.page("/documents/d1/pages/1")
    tree = html.fromstring(page)
    assert "This page cannot be drawn. clubs.pdf is a damaged" in words(page)
    assert not tree.xpath("//img")
    assert tree.xpath("//aside//li/@id")  # what stands on it can still be read
    assert "damaged" in words(browser.page("/documents/d1/pages/1/image", 422))


def test_a_page_of_the_file_that_is_not_there_any_more(browser: Browser, letters: Path) -> None:
    broken(letters, corpus.pdf("clubs"))
    assert "has no page 2" in words(browser.page("/documents/d1/pages/2"))


@pytest.mark.parametrize(("width", "height"), [(14400, 14400), (1, 14400), (0, 0)])
def test_a_page_of_any_size_is_drawn_small_enough(
    browser: Browser, letters: Path, width: int, height: int
) -> None:
    broken(letters, SIZED.replace(b"SIZE", b"%d %d" % (width, height)))
    drawn = image(browser, "/documents/d1/pages/1/image")
    assert drawn.width * drawn.height <= Drawing.LARGEST


def test_a_page_that_takes_too_long_is_given_up(
    letters: Path, browse: Callable[[SqliteFile], Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_images, "_LIMITS", Limits(waiting=0.0))
    page = browse(SqliteFile(letters)).page("/documents/d1/pages/1")
    assert "clubs.pdf takes longer than 0 s" in words(page)


def test_the_last_images_are_kept(letters: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_images, "_KEPT", 1)
    images, asked = PageImages(), []
    with Record(letters, "read") as record:

        def original() -> object:
            asked.append(1)
            return record.original("d1")

        for number in (1, 1, 2, 2, 1):
            images.image("sha", number, original)  # type: ignore[arg-type]
    images.close()
    assert len(asked) == 3


def test_pixels_become_a_png() -> None:
    pixels = bytes(range(18))
    drawn = Image.open(io.BytesIO(png(Drawing(3, 2, pixels))))
    assert (drawn.size, drawn.mode, drawn.tobytes()) == ((3, 2), "RGB", pixels)
    assert struct.unpack(">2I", png(Drawing(3, 2, pixels))[16:24]) == (3, 2)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_pages_as_published_in_a_browser(
    chromium: playwright.sync_api.Browser, letters: Path, scheme: str, width: int
) -> None:  # fmt: skip
    row = statements(letters)[-1]
    with serving(letters) as address:
        opened = context(
            chromium,
            address.rstrip("/"),
            color_scheme=scheme,
            viewport={"width": width, "height": 900},
        )
        page = opened.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"/statements/{row.id}")
        assert not [url for url in asked if url.endswith("/image")]
        page.get_by_text("The page as published").click()
        expect(page.locator(".sheet img")).to_have_js_property("complete", True)  # noqa: FBT003
        assert page.locator(".sheet img").evaluate("each => each.naturalWidth") > 500
        page.get_by_role("link", name="Open the page").click()
        expect(page.locator("h1")).to_contain_text("Page")
        sheet, mark = (
            page.locator(".sheet img").bounding_box(),
            page.locator(".mark").bounding_box(),
        )
        assert sheet is not None
        assert mark is not None
        assert sheet["x"] < mark["x"] < mark["x"] + mark["width"] < sheet["x"] + sheet["width"]
        assert sheet["y"] < mark["y"] < mark["y"] + mark["height"] < sheet["y"] + sheet["height"]
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.locator(".note").first.hover()
        expect(page.locator(".mark")).to_have_class(f"mark act-{row.act} on")
        page.get_by_role("link", name="Previous page").first.click()
        expect(page.get_by_text("Nothing of that is on this page")).to_be_visible()
        opened.close()
