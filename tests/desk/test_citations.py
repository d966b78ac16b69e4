from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.factories import reading_of
from verbale.desk.citations import citations
from verbale.exports.fragments import fragment_link
from verbale.record.from_reading import contents_of

if TYPE_CHECKING:
    from verbale.record.rows import DocumentRow, StatementRow


@pytest.fixture
def cited() -> tuple[StatementRow, DocumentRow]:
    words = "that 12 clubs, all well-known ones, were closed in the winter of that very year"
    contents = contents_of(reading_of(f"[The envoy] {{told}} us ({words})."))
    return contents.statements[0], contents.documents[0]


def test_every_form(cited: tuple[StatementRow, DocumentRow]) -> None:
    row, document = cited
    made = {each.form: each.text for each in citations(row, document)}
    assert made["plain"].startswith(
        "The envoy (2024-03-04), as reported: that 12 clubs, all well-known ones"
    )
    assert made["plain"].endswith(
        "In: A report, The Example Times, 2024-03-05, report.txt, characters 18 to 97."
    )
    assert made["markdown"].startswith("> that 12 clubs")
    assert "*A report*" in made["markdown"]
    assert made["bibtex"].startswith("@misc{d1.s1,\n  author = {The Example Times},")
    assert "  date = {2024-03-05},\n" in made["bibtex"]
    assert made["ris"].startswith("TY  - GEN\nAU  - The Example Times\n")
    assert "DA  - 2024/03/05\n" in made["ris"]


def test_a_web_page_is_linked_at_the_words(cited: tuple[StatementRow, DocumentRow]) -> None:
    row, document = cited
    assert fragment_link(row, document) is None
    page = replace(document, name="https://example.org/report#top")
    link = fragment_link(row, page)
    assert link == (
        "https://example.org/report#:~:text=that%2012%20clubs%2C%20all%20well%2Dknown,"
        "winter%20of%20that%20very%20year"
    )
    forms = {each.form: each.text for each in citations(row, page)}
    assert all(link in each for each in forms.values())
    assert fragment_link(replace(row, content=()), page) == "https://example.org/report"


def test_special_characters_stay_what_they_are(cited: tuple[StatementRow, DocumentRow]) -> None:
    row, document = cited
    odd = replace(document, title="50 % & more_of {it}\\~\nER  - \n[x](y) <b>")
    made = {each.form: each.text for each in citations(row, odd)}
    assert r"50 \% \& more\_of \{it\}\textbackslash{}\textasciitilde{} ER" in made["bibtex"]
    assert made["ris"].count("\nER  -") == 1
    assert r"\[x\](y) \<b\>" in made["markdown"]
