"""Pages that are pictures, recognised where Tesseract is installed."""

from __future__ import annotations

import io
import shutil
from typing import TYPE_CHECKING, Final

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.sources import corpus
from tests.sources.corpus import PdfForm
from tests.sources.shared import one, several
from verbale.errors import UnreadableDocument
from verbale.sources import recognition, sandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import Command

INSTALLED: Final = shutil.which("tesseract") is not None
recognises = pytest.mark.skipif(not INSTALLED, reason="tesseract is not installed")


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """Let each test look anew whether it is installed."""
    recognition.program_and_version.cache_clear()
    yield
    recognition.program_and_version.cache_clear()


def scanned(
    data: bytes,
    dpi: int = 200,
    spoiled: Callable[[Image.Image], Image.Image] = lambda each: each,
    before: tuple[str, ...] = (),
) -> bytes:
    """Give a PDF whose pages are pictures of those of another, after pages of text."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for words in before:
        canvas.drawString(72, 700, words)
        canvas.showPage()
    with pdfium.PdfDocument(data) as document:
        for page in document:
            width, height = page.get_size()
            picture = spoiled(page.render(scale=dpi / 72, grayscale=True).to_pil())
            canvas.setPageSize((width, height))
            canvas.drawImage(ImageReader(picture), 0, 0, width, height)
            canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def blank() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def blurred(picture: Image.Image) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(1.3))


@recognises
@pytest.mark.parametrize("name", ["clubs", "press", "water"])
@pytest.mark.parametrize("columns", [1, 2])
def test_a_scan_is_recognised(name: str, columns: int) -> None:
    document = one(scanned(corpus.pdf(name, PdfForm(columns=columns))), "a.pdf")
    assert corpus.f1(document.text, corpus.text_of(name)) >= 0.97
    assert document.extractor == "pypdfium2+tesseract"
    assert ("scanned", "page 1") in document.labels
    assert "warning" not in dict(document.labels)


@recognises
def test_words_lie_where_they_are_seen() -> None:
    data = corpus.pdf("clubs")
    drawn, seen = one(data, "a.pdf"), one(scanned(data), "a.pdf")
    for word in ("Rapporteur", "deregistration"):
        [there, here] = [
            next(p for p in each.places if each.text[p.start : p.end] == word)
            for each in (drawn, seen)
        ]
        assert there[2] == here[2]
        assert here[3:] == pytest.approx(there[3:], abs=4)  # points


@recognises
def test_a_short_last_line_stays_in_its_paragraph() -> None:
    document = one(scanned(corpus.pdf("water")), "a.pdf")
    assert "figures be published, village by village." in document.text


@recognises
def test_a_scanned_page_among_pages_of_text() -> None:
    document = one(scanned(corpus.pdf("clubs"), before=("The envoy said no.",)), "a.pdf")
    assert document.text.startswith("The envoy said no.\n\n")
    assert "Special Rapporteur on freedom" in document.text
    assert ("scanned", "page 2") in document.labels


@recognises
def test_a_poor_scan_is_warned_of() -> None:
    document = one(scanned(corpus.pdf("clubs"), dpi=80, spoiled=blurred), "a.pdf")
    [warning] = [value for name, value in document.labels if name == "warning"]
    assert warning.startswith("page 1 recognised with ")
    assert warning.endswith("% confidence: names and figures may be wrong")


@recognises
def test_a_scan_inside_a_mail() -> None:
    mail = corpus.mail("press", {"letter.pdf": scanned(corpus.pdf("clubs"))})
    documents, reasons = several(mail, "a.eml")
    assert not reasons
    assert [each.name for each in documents] == ["a.eml", "a.eml/letter.pdf"]
    assert corpus.f1(documents[1].text, corpus.text_of("clubs")) >= 0.97


@recognises
def test_a_picture_without_words() -> None:
    empty = scanned(corpus.pdf("clubs"), spoiled=lambda each: Image.new("L", each.size, 255))
    with pytest.raises(UnreadableDocument, match=r"has no text that is recognised \(nothing was"):
        one(empty, "a.pdf")


@recognises
def test_what_takes_too_long_costs_that_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "_SECONDS", 0)
    with pytest.raises(UnreadableDocument, match=r"recognised \(Tesseract takes longer than 0 s\)"):
        one(scanned(corpus.pdf("clubs")), "a.pdf")
    document = one(scanned(corpus.pdf("clubs"), before=("The envoy said no.",)), "a.pdf")
    assert document.text == "The envoy said no."
    monkeypatch.undo()
    assert one(scanned(corpus.pdf("clubs")), "a.pdf").text


@recognises
@pytest.mark.parametrize("size", [(14_400, 14_400), (14_400, 3), (0.1, 0.1)])
def test_pages_of_strange_sizes(size: tuple[float, float]) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size)
    canvas.rect(0, 0, 1, 1)
    canvas.showPage()
    canvas.save()
    with pytest.raises(UnreadableDocument, match="has no text that is recognised"):
        one(buffer.getvalue(), "a.pdf")


@recognises
def test_of_many_scans_the_last_are_not_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_MOST_PICTURES", 0)
    document = one(scanned(corpus.pdf("clubs"), before=("The envoy said no.",)), "a.pdf")
    assert document.text == "The envoy said no."
    told = "no text on page 2, a picture or scan: only 0 pages of a file are recognised"
    assert document.labels == (("warning", told),)


@recognises
def test_what_fails_costs_that_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "_LANGUAGE", "none-such")
    with pytest.raises(UnreadableDocument, match=r"\(Tesseract fails: .*none-such"):
        one(scanned(corpus.pdf("clubs")), "a.pdf")


def test_a_page_with_nothing_on_it() -> None:
    with pytest.raises(UnreadableDocument, match="has nothing on it. Check that it was saved."):
        one(blank(), "a.pdf")


def test_without_tesseract_it_is_said_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableDocument) as caught:
        one(scanned(corpus.pdf("clubs")), "a.pdf")
    assert str(caught.value) == (
        "a.pdf, page 1, has no text: scanned. Install tesseract to have it recognised, or "
        "recognise it first, for example with: ocrmypdf SCAN.pdf TEXT.pdf"
    )


def test_without_tesseract_lost_pages_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    document = one(scanned(corpus.pdf("clubs"), before=("The envoy said no.",)), "a.pdf")
    assert document.text == "The envoy said no."
    told = "no text on page 2, a picture or scan: tesseract is not installed"
    assert document.labels == (("warning", told),)


def test_the_command_warns(
    verbale: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    path = tmp_path / "a.pdf"
    path.write_bytes(scanned(corpus.pdf("clubs"), before=("The envoy said no.",)))
    added = verbale("add", tmp_path / "r.db", path)
    assert (added.code, added.out) == (0, "1 added, 0 unchanged, 0 failed.\n")
    assert added.err == (
        f"warning: {path}: no text on page 2, a picture or scan: tesseract is not installed\n"
    )
    assert "warning" in verbale("custody", tmp_path / "r.db", "d1").out
