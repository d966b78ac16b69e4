from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from tests.briefing.hostile import EVIL, LONG, STEERING, hostile, many
from verbale import briefing
from verbale.briefing.safe import safe
from verbale.errors import WrongTemplate

if TYPE_CHECKING:
    from docx.document import Document

    from verbale.briefing import Briefing


def opened(made: bytes) -> Document:
    return docx.Document(io.BytesIO(made))


def test_headings_words_and_citations_are_there(whole: Briefing) -> None:
    made = opened(briefing.docx(whole))
    styled = [(each.style.name, each.text) for each in made.paragraphs if each.style is not None]
    assert styled[0] == ("Title", "Freedom of association")
    headings = [text for style, text in styled if style == "Heading 1"]
    assert headings == [
        "Summary", "Waiting for an answer", "Concerns and replies", "Figures that clash",
        "How things stood", "How to read it", "Sources", "How this was made",
    ]  # fmt: skip
    parts = [text.partition(". ") for style, text in styled if style == "Heading 2"]
    numbered = {int(number): who for number, _, who in parts if number.isdecimal()}
    assert list(numbered) == list(range(1, len(numbered) + 1))
    assert "Ingeborg Adeyinka-Holm" in numbered.values()
    words = "reports that she was denied visits for 41 days [1,\u00a0para.\u00a022]*"
    assert ("Quote", words) in styled
    assert ("Briefing State", "No answer on record for 82 days, since 11 March 2025") in styled


def test_tables_have_heads_that_repeat(whole: Briefing) -> None:
    made = opened(briefing.docx(whole))
    for table in made.tables:
        assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    summary = [[cell.text for cell in row.cells] for row in made.tables[0].rows]
    states = [(state.capitalize(), str(count)) for state, count in whole.totals.states if count]
    assert summary[0] == ["Theme", *(state for state, _ in states), "All"]
    assert summary[-1] == [
        "All exchanges",
        *(count for _, count in states),
        str(len(whole.entries)),
    ]


def test_links_lead_somewhere() -> None:
    made = opened(briefing.docx(hostile("words of it")))
    links = made.element.body.findall(f".//{qn('w:hyperlink')}")
    anchors = {link.get(qn("w:anchor")) for link in links} - {None}
    marks = made.element.body.findall(f".//{qn('w:bookmarkStart')}")
    assert anchors <= {mark.get(qn("w:name")) for mark in marks}
    assert len({mark.get(qn("w:id")) for mark in marks}) == len(marks)
    outside = {made.part.rels[rel].target_ref for link in links if (rel := link.get(qn("r:id")))}
    assert "https://example.org/a%20b%22%3E%3Cscript%3E" in outside
    assert any(each.endswith("#:~:text=words%20of%20it") for each in outside)


def test_what_it_is_stands_in_its_properties(whole: Briefing) -> None:
    about = opened(briefing.docx(whole)).core_properties
    assert (about.title, about.author, about.language) == ("Freedom of association", "Ann Lee",
                                                           "en")  # fmt: skip
    assert str(about.created)[:10] == "2025-06-01"


@pytest.mark.parametrize("words", [EVIL, STEERING, LONG], ids=["markup", "steering", "long"])
def test_hostile_words_are_only_words(words: str) -> None:
    made = opened(briefing.docx(hostile(words)))
    assert made.paragraphs[0].text == safe(words)


def test_thousands_of_exchanges() -> None:
    made = briefing.docx(many(5000))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.read("word/document.xml").count(b'<w:pStyle w:val="Heading2"/>') == 5000


def own_template() -> bytes:
    document = docx.Document()
    document.add_paragraph("Dear Minister,")
    document.sections[0].header.paragraphs[0].text = "The Ministry"
    document.styles["Heading 1"].font.size = Pt(31)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_a_template_gives_styles_and_header_but_not_its_text(whole: Briefing) -> None:
    made = opened(briefing.docx(whole, own_template()))
    assert made.paragraphs[0].text == "Freedom of association"
    assert "Dear Minister," not in [each.text for each in made.paragraphs]
    assert made.sections[0].header.paragraphs[0].text == "The Ministry"
    assert made.styles["Heading 1"].font.size == Pt(31)
    assert made.styles["Briefing Note"].font.size == Pt(9)  # which the template lacks


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive", b"plain words"])
def test_a_template_that_is_none_is_refused(whole: Briefing, content: bytes) -> None:
    with pytest.raises(WrongTemplate, match=r"own\.docx is no Word file"):
        briefing.docx(whole, content, "own.docx")


def test_an_archive_of_something_else_is_no_template(whole: Briefing) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("notes.txt", "no Word")
    with pytest.raises(WrongTemplate, match=r"own\.docx is no Word file"):
        briefing.docx(whole, written.getvalue(), "own.docx")
