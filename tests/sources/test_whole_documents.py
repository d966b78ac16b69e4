"""DOCX, ODT, HTML and Markdown: one document in, its text and title out."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tests.sources import corpus
from tests.sources.corpus import LETTERS, WHOLE
from tests.sources.shared import one


@pytest.mark.parametrize("suffix", WHOLE)
@pytest.mark.parametrize("name", LETTERS)
def test_text_and_title(name: str, suffix: str) -> None:
    document = one(WHOLE[suffix](name), f"{name}{suffix}")
    assert corpus.f1(document.text, corpus.text_of(name)) >= 0.99
    assert document.title == LETTERS[name][0]


def test_a_page_tells_publisher_and_day() -> None:
    document = one(corpus.page("clubs"), "a.html")
    assert (document.publisher, document.published) == ("Delta Post", "2024-03-05")


def test_a_page_tells_its_author() -> None:
    html = corpus.page("clubs").replace(
        b"</head>", b'<meta name="author" content="Ann Lee"></head>'
    )
    assert ("author", "Ann Lee") in one(html, "a.html").labels


def test_a_page_in_the_encoding_that_it_names() -> None:
    html = "<html><head><meta charset='windows-1252'></head><body><p>Ministère: “non”.</p></body>"
    assert one(html.encode("cp1252"), "a.html").text == "Ministère: “non”."


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("He said *no*, **twice**.", "He said no, twice."),
        ("One\ntwo  \nthree", "One two\nthree"),
        ("- one\n- two\n\n1. three", "one\n\ntwo\n\nthree"),
        ("> “No,” she said.", "“No,” she said."),
        ("[The law](https://example.org) and ![a seal](seal.png)", "The law and a seal"),
        ("`code` &amp; <b>bold</b>", "code & bold"),
        ("| who | said |\n|---|---|\n| she | no |", "who said\n\nshe no"),
        ("```\nkept as it is\n```", "kept as it is"),
        ("<div>seen <!-- not seen --></div>", "seen"),
        ("---\ntitle: A letter\ndate: 2024-03-05\n---\nNo.", "No."),
    ],
)
def test_markdown_reads_as_it_is_shown(markdown: str, text: str) -> None:
    assert one(markdown.encode(), "a.md").text == text


def test_markdown_tells_title_and_day_in_front() -> None:
    document = one(b'---\ntitle: "A letter"\ndate: 2024-03-05\n---\n# Other\n\nNo.', "a.md")
    assert (document.title, document.published) == ("A letter", "2024-03-05")


def test_word_tables_notes_and_tracked_changes() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("He said ")
    deleted = OxmlElement("w:del")
    run = OxmlElement("w:r")
    words = OxmlElement("w:delText")
    words.text = "yes"
    run.append(words)
    deleted.append(run)
    paragraph._p.append(deleted)
    inserted = OxmlElement("w:ins")
    run = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.text = "no."
    run.append(words)
    inserted.append(run)
    paragraph._p.append(inserted)
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), "x")
    run = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.text = " Twice."
    run.append(words)
    link.append(run)
    paragraph._p.append(link)
    table = document.add_table(2, 2)
    for at, cell in enumerate(["who", "said", "she", "yes"]):
        table.cell(at // 2, at % 2).text = cell
    document.add_paragraph("The end.")
    buffer = io.BytesIO()
    document.save(buffer)
    assert one(buffer.getvalue(), "a.docx").text == (
        "He said no. Twice.\n\nwho said\n\nshe yes\n\nThe end."
    )


def test_odt_spaces_notes_and_tables() -> None:
    content = (
        "<text:p>He  said<text:s text:c='1'/>no"
        "<text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>Letter of May.</text:p></text:note-body></text:note>.</text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>who</text:p></table:table-cell>"
        "<table:table-cell><text:p>said</text:p></table:table-cell></table:table-row></table:table>"
        "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
    )
    assert one(corpus.odt("clubs", content), "a.odt").text == (
        "He said no.\n\nwho said\n\nLetter of May."
    )
