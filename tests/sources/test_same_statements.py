"""One document in four formats says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sources import corpus
from tests.sources.corpus import LETTERS, PdfForm
from tests.sources.shared import one
from verbale.reading import read

if TYPE_CHECKING:
    from verbale.model import Document

_Said = tuple[str | None, str, str, str, str | None]


def _said(document: Document) -> list[_Said]:
    reading = read(document)
    names = {actor.id: actor.name for actor in reading.actors}
    return [
        (
            names.get(statement.speaker or ""),
            " ".join(part.of(document.text) for part in statement.content),
            statement.act,
            statement.quotation,
            statement.date,
        )
        for statement in reading.statements
    ]


@pytest.mark.parametrize("name", LETTERS)
def test_statements_are_the_same_but_for_offsets(name: str) -> None:
    plain = _said(one(corpus.text_of(name).encode(), "a.txt"))
    assert len(plain) >= 3
    columns = PdfForm(columns=2, hyphenated=True)
    files = {
        "a.docx": corpus.word(name),
        "a.odt": corpus.odt(name),
        "a.pdf": corpus.pdf(name),
        "b.pdf": corpus.pdf(name, columns),
        "a.md": corpus.markdown(name),
    }
    for called, data in files.items():
        assert _said(one(data, called)) == plain, called


@pytest.mark.parametrize("name", LETTERS)
def test_a_page_says_the_same_and_when(name: str) -> None:
    """A page tells its day besides, so that more can be told of when things were said."""
    plain = _said(one(corpus.text_of(name).encode(), "a.txt"))
    page = _said(one(corpus.page(name), "a.html"))
    assert [said[:4] for said in page] == [said[:4] for said in plain]
