from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from tests.briefing.hostile import EVIL, LONG, STEERING, hostile, many
from verbale import briefing

if TYPE_CHECKING:
    from verbale.briefing import Briefing

SOME_SCRIPTS = "Ἀθῆναι Київ Łódź Đà Nẵng — “quoted” … ¶"


def text_of(made: bytes) -> str:
    document = pypdfium2.PdfDocument(made)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return " ".join(" ".join(pages).split())


def web_links(made: bytes) -> int:
    """Count the links to the web on the first pages."""
    document = pypdfium2.PdfDocument(made)
    found = 0
    for page in document:
        at, link = pdfium.c_int(0), pdfium.FPDF_LINK()
        while pdfium.FPDFLink_Enumerate(page, at, link):
            action = pdfium.FPDFLink_GetAction(link)
            found += pdfium.FPDFAction_GetType(action) == pdfium.PDFACTION_URI
    document.close()
    return found


def test_words_and_citations_are_there(whole: Briefing) -> None:
    text = text_of(briefing.pdf(whole))
    states = ", ".join(f"{count} {state}" for state, count in whole.totals.states if count)
    for words in (
        "Freedom of association Ann Lee, as of 1 June 2025",
        f"{len(whole.entries)} exchanges: {states}.",
        "reports that she was denied visits for 41 days [1, para. 22]*",
        "the law protected the public “from those who hide behind a loom” [2, ¶ 9]*",
        "How this was made",
    ):
        assert words in text.replace("\u00a0", " "), words


def test_metadata_bookmarks_and_page_numbers(whole: Briefing) -> None:
    document = pypdfium2.PdfDocument(briefing.pdf(whole))
    about = document.get_metadata_dict()
    assert (about["Title"], about["Author"]) == ("Freedom of association", "Ann Lee")
    outline = [(each.level, each.get_title()) for each in document.get_toc()]
    assert outline[:2] == [(0, "Summary"), (0, "Waiting for an answer")]
    assert (1, "1. Ingeborg Adeyinka-Holm") in outline
    for number, page in enumerate(document, start=1):
        assert f"Page {number}" in page.get_textpage().get_text_range()
    document.close()


def test_heads_of_tables_repeat() -> None:
    document = pypdfium2.PdfDocument(briefing.pdf(many(200)))
    second = document[1].get_textpage().get_text_range()
    assert "By whom, to whom" in second
    document.close()


def test_words_from_the_web_are_linked() -> None:
    assert web_links(briefing.pdf(hostile("words of it"))) >= 3
    assert web_links(briefing.pdf(hostile("words of it", "javascript:alert(1)"))) == 0


def test_letters_of_many_scripts_are_shown() -> None:
    made = hostile(SOME_SCRIPTS)
    assert briefing.not_in_font(made) == ""
    assert SOME_SCRIPTS in text_of(briefing.pdf(made))


@pytest.mark.parametrize("words", ["漢字 said", "مرحبا said", "ខ្មែរ said"])
def test_what_cannot_be_shown_is_said(words: str) -> None:
    made = hostile(words)
    lacking = briefing.not_in_font(made)
    assert set(lacking) == set(words) - set(" said")
    assert f"U+{ord(lacking[0]):04X}" in text_of(briefing.pdf(made))


@pytest.mark.parametrize("words", [EVIL, STEERING, LONG], ids=["markup", "steering", "long"])
def test_hostile_words_are_only_words(words: str) -> None:
    text = text_of(briefing.pdf(hostile(words)))
    assert "How this was made" in text
    if words == EVIL:
        assert "<script>alert(1)</script><b>&amp;" in text


@pytest.mark.soak
def test_thousands_of_exchanges() -> None:
    document = pypdfium2.PdfDocument(briefing.pdf(many(5000)))
    assert len(document) > 500
    assert [each.get_title() for each in document.get_toc()][-4].startswith("5000. ")
    document.close()


def test_hundreds_of_exchanges() -> None:
    document = pypdfium2.PdfDocument(briefing.pdf(many(400)))
    assert "400. " in "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
