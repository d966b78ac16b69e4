from __future__ import annotations

import io
import textwrap
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.sources import corpus
from tests.sources.corpus import LETTERS, PdfForm
from tests.sources.shared import one
from verbale.errors import UnreadableDocument
from verbale.sources.pdf_pages import drawn

if TYPE_CHECKING:
    from verbale.model import Place

NOTES = ("See the report of 2023, paragraph 4.", "Ibid., paragraph 9.")
FORMS = {
    "plain": PdfForm(),
    "hyphenated": PdfForm(hyphenated=True),
    "running": PdfForm(head="A/HRC/49/80", numbered=True, hyphenated=True, height=280),
    "notes": PdfForm(hyphenated=True, notes=NOTES, height=420),
    "large": PdfForm(size=14),
    "columns": PdfForm(columns=2),
    "columns-drawn-across": PdfForm(columns=2, hyphenated=True, row_wise=True),
    "columns-running": PdfForm(columns=2, head="A/HRC/49/80", numbered=True, height=250),
    "columns-notes": PdfForm(columns=2, hyphenated=True, notes=NOTES, height=420),
    "three-columns": PdfForm(columns=3, size=8),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", LETTERS)
def test_text_in_reading_order(name: str, form: str) -> None:
    document = one(corpus.pdf(name, FORMS[form]), f"{name}.pdf")
    notes = [f"{number} {note}" for number, note in enumerate(FORMS[form].notes, start=1)]
    assert corpus.f1(document.text, "\n\n".join([corpus.text_of(name), *notes])) >= 0.97
    assert document.title == LETTERS[name][0]


@pytest.mark.parametrize("form", ["plain", "hyphenated", "columns", "columns-drawn-across"])
@pytest.mark.parametrize("name", LETTERS)
def test_paragraphs_are_whole(name: str, form: str) -> None:
    assert one(corpus.pdf(name, FORMS[form]), "a.pdf").text == corpus.text_of(name)


def test_heads_feet_and_page_numbers_are_left_out() -> None:
    document = one(corpus.pdf("clubs", FORMS["running"]), "a.pdf")
    assert len(document.pages) > 1
    assert "A/HRC/49/80" not in document.text
    assert document.labels == (("symbol", "A/HRC/49/80"),)
    assert "Page" not in document.text


@pytest.mark.parametrize(
    ("columns", "justified", "indent", "space", "size"),
    [(1, True, 0, 6, 11), (1, False, 18, 0, 11), (2, True, 12, 0, 9), (2, False, 0, 5, 9)],
)
def test_a_report_of_numbered_paragraphs(
    columns: int, *, justified: bool, indent: int, space: int, size: int
) -> None:
    data, paragraphs = corpus.report(columns, (justified, indent, space, size))
    document = one(data, "a.pdf")
    assert len(document.pages) > 1
    assert document.text.split("\n\n") == paragraphs


def test_a_word_broken_over_lines_is_joined_as_the_document_writes_it() -> None:
    lines = [
        "He called the self-employed and the well-known repre-",
        "sentatives of the self-",
        "employed to a meet-",
        "ing in the Anglo-",
        "Saxon hall.",
    ]
    text = one(_lines(lines), "a.pdf").text
    assert text == (
        "He called the self-employed and the well-known representatives of the self-employed to a "
        "meeting in the Anglo-Saxon hall."
    )


@pytest.mark.parametrize("form", FORMS)
def test_places_lie_on_the_words(form: str) -> None:
    data = corpus.pdf("press", FORMS[form])
    document = one(data, "a.pdf")
    assert "".join(document.text.split()) == "".join(
        document.text[place.start : place.end] for place in document.places
    )
    assert all(before.end <= after.start for before, after in pairwise(document.places))
    with pdfium.PdfDocument(data) as opened:
        for place in document.places[::7]:
            shown = _within(opened, place)
            assert document.text[place.start : place.end].strip("-") in shown


_words = st.lists(st.text("abcdefgxyz.,A", min_size=1, max_size=9), min_size=1, max_size=60)


@given(st.lists(_words, min_size=1, max_size=4), st.sampled_from([1, 2]))
@settings(max_examples=25)
def test_any_words_come_back_with_their_places(paragraphs: list[list[str]], columns: int) -> None:
    data = corpus.pdf_of([" ".join(words) for words in paragraphs], PdfForm(columns=columns))
    document = one(data, "a.pdf")
    expected = sorted(word for words in paragraphs for word in words)
    assert sorted(document.text.split()) == expected
    assert sorted(document.text[p.start : p.end] for p in document.places) == expected


def test_places_on_a_turned_page() -> None:
    data = corpus.pdf("press")
    straight = one(data, "a.pdf").places
    with pdfium.PdfDocument(data) as opened:
        for page in opened:
            page.set_rotation(180)
        buffer = io.BytesIO()
        opened.save(buffer)
    turned = one(buffer.getvalue(), "a.pdf")
    width, height = turned.pages[0].width, turned.pages[0].height
    boxes = {(round(p.left), round(p.top)) for p in straight}
    assert boxes == {(round(width - p.right), round(height - p.bottom)) for p in turned.places}


def _turned(turn: int, rotation: int) -> bytes:
    """A file whose text is turned counterclockwise, on pages that are shown turned clockwise."""
    width, height = A4
    corner = {0: (0, 0), 90: (width, 0), 180: (width, height), 270: (0, height)}[turn]
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    for name in ("press", "clubs"):
        canvas.translate(*corner)
        canvas.rotate(turn)
        text = canvas.beginText(72, (width if turn % 180 else height) - 90)
        text.setFont("Times-Roman", 11)
        for paragraph in corpus.text_of(name).split("\n\n"):
            text.textLines([*textwrap.wrap(paragraph, 80), ""])
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    with pdfium.PdfDocument(buffer.getvalue()) as opened:
        for page in opened:
            page.set_rotation(rotation)
        saved = io.BytesIO()
        opened.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages(turn: int, rotation: int) -> None:
    data = _turned(turn, rotation)
    document = one(data, "a.pdf")
    assert document.text == one(_turned(0, 0), "a.pdf").text
    assert document.text.startswith(corpus.text_of("press"))
    size = A4[::-1] if rotation % 180 else A4
    assert {(page.width, page.height) for page in document.pages} == {
        (round(size[0], 2), round(size[1], 2))
    }
    for page in document.pages:
        drawing = drawn(data, "a.pdf", page.number)
        scale = drawing.width / page.width
        ink = {
            (at % drawing.width, at // drawing.width)
            for at, shade in enumerate(drawing.pixels[::3])
            if shade < 128
        }
        places = [place for place in document.places if place.page == page.number]
        marked = [ink & _pixels(place, scale) for place in places]
        assert all(marked)
        assert len(set().union(*marked)) > 0.99 * len(ink)


def _pixels(place: Place, scale: float) -> set[tuple[int, int]]:
    left, top, right, bottom = (round(each * scale) for each in place[3:])
    return {(x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)}


@pytest.mark.parametrize("turn", [90, 180, 270])
@pytest.mark.parametrize("form", ["hyphenated", "running", "notes", "columns-drawn-across"])
def test_forms_on_turned_pages(form: str, turn: int) -> None:
    straight = corpus.pdf("press", FORMS[form])
    with pdfium.PdfDocument(straight) as opened:
        for page in opened:
            page.set_rotation(turn)
        buffer = io.BytesIO()
        opened.save(buffer)
    assert one(buffer.getvalue(), "a.pdf").text == one(straight, "a.pdf").text


def test_raised_numbers_of_footnotes_leave_the_text() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    canvas.setFont("Times-Roman", 11)
    canvas.drawString(72, 700, "The ministry denied the claim.")
    end = 72 + canvas.stringWidth("The ministry denied the claim.", "Times-Roman", 11)
    canvas.setFont("Times-Roman", 6)
    canvas.drawString(end, 704, "12")
    canvas.setFont("Times-Roman", 8)
    canvas.drawString(72, 100, "12 Letter of 4 May 2023.")
    canvas.save()
    assert one(buffer.getvalue(), "a.pdf").text == (
        "The ministry denied the claim.\n\n12 Letter of 4 May 2023."
    )


def test_letters_that_are_scaled() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    canvas.scale(11, 11)
    canvas.setFont("Times-Roman", 1)
    for number, line in enumerate(["The ministry denied that it had", "received any letter."]):
        canvas.drawString(7, 60 - 1.2 * number, line)
    canvas.save()
    text = "The ministry denied that it had received any letter."
    assert one(buffer.getvalue(), "a.pdf").text == text


def test_a_watermark_that_leans_is_left_out() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    canvas.setFont("Times-Roman", 11)
    canvas.drawString(72, 700, "The ministry denied the claim once more.")
    canvas.rotate(45)
    canvas.drawString(300, 100, "DRAFT")
    canvas.save()
    assert one(buffer.getvalue(), "a.pdf").text == "The ministry denied the claim once more."


def test_numbered_paragraphs_are_no_columns() -> None:
    lines = [
        f"{number}.     The Committee notes that the law of {number} was repealed,"
        for number in range(1, 9)
    ]
    text = one(
        _lines([each for line in lines for each in (line, "and that nobody had been told.")]),
        "a.pdf",
    ).text
    assert [each.split(".")[0] for each in text.split("\n\n")] == [*"12345678"]


def test_letters_on_two_lines_are_two_words() -> None:
    assert one(corpus.pdf_of(["A", "A"], PdfForm()), "a.pdf").text.split() == ["A", "A"]


def test_a_page_without_text_is_scanned() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=True)
    canvas.rect(10, 10, 100, 100)
    canvas.showPage()
    canvas.save()
    with pytest.raises(UnreadableDocument, match="a.pdf, page 1, has no text"):
        one(buffer.getvalue(), "a.pdf")


def test_a_locked_file() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt="secret")
    canvas.drawString(10, 10, "He said no.")
    canvas.save()
    with pytest.raises(UnreadableDocument, match="a.pdf is locked. Save it without its password."):
        one(buffer.getvalue(), "a.pdf")


@pytest.mark.parametrize(
    "title", ["Microsoft Word - letter.doc", "untitled", "(anonymous)", "a.pdf", " "]
)
def test_titles_that_a_program_made_up(title: str) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=True)
    canvas.setTitle(title)
    canvas.drawString(72, 700, "He said no.")
    canvas.save()
    assert one(buffer.getvalue(), "a.pdf").title is None


def _lines(lines: list[str]) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    canvas.setFont("Times-Roman", 11)
    for number, line in enumerate(lines):
        canvas.drawString(72, 700 - 13 * number, line)
    canvas.save()
    return buffer.getvalue()


def _within(opened: pdfium.PdfDocument, place: Place) -> str:
    """What another way of asking the library finds in the rectangle."""
    page = opened[place.page - 1]
    height = page.get_size()[1]
    text = page.get_textpage().get_text_bounded(
        place.left - 0.5, height - place.bottom - 0.5, place.right + 0.5, height - place.top + 0.5
    )
    return str(text)
