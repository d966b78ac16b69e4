"""Documents that are not in English are found by their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from verbale.errors import WrongQuery
from verbale.model import Document
from verbale.reading import read

if TYPE_CHECKING:
    from verbale.record import Record

FRENCH = (
    "Le ministre a dit lundi que la liberté d'expression serait protégée par la loi nouvelle, et "
    "que les associations dissoutes pourraient être rétablies dans toutes les provinces."
)
KHMER = (
    "រដ្ឋាភិបាលបានប្រកាសថាសិទ្ធិសេរីភាពក្នុងការបញ្ចេញមតិនឹងត្រូវបានការពារដោយច្បាប់ថ្មី។ "
    "អង្គការសង្គមស៊ីវិលបានស្នើសុំឱ្យមានការពិភាក្សាជាសាធារណៈអំពីសេចក្តីព្រាងច្បាប់នេះ។ "
    "រដ្ឋមន្ត្រីបានឆ្លើយតបថាសំណើនេះនឹងត្រូវបានពិនិត្យដោយយកចិត្តទុកដាក់នៅសប្តាហ៍ក្រោយ។"
)
ENGLISH = "The minister said on Monday that the liberty of the press was protected by the law."


def add(record: Record, text: str, name: str, title: str | None = None) -> str:
    document = Document(text, title=title, name=name, original=text.encode())
    return record.add(read(document)).document_id


@pytest.fixture
def three(record: Record) -> Record:
    add(record, FRENCH, "loi.txt", "Le droit d’association")
    add(record, KHMER, "sasana.txt")
    add(record, ENGLISH, "law.txt")
    return record


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("liberte", ["d1"]),
        ("droit", ["d1"]),
        ('"Liberté d\'expression" AND associations', ["d1"]),
        ("liberté NOT loi", []),
        ("dissou*", ["d1"]),
        ("សេរីភាព", ["d2"]),
        ("ច្បាប់ OR provinces", ["d1", "d2"]),
        ("ឡើងវិញ", []),
        ("minister", []),
    ],
)
def test_they_are_found_by_words(three: Record, words: str, found: list[str]) -> None:
    assert [row.id for row in three.unread(words)] == found
    if words == "minister":
        assert [row.id for row in three.search(words).statements] == ["d3.s1"]


def test_what_is_read_or_removed_is_not_found_any_more(three: Record) -> None:
    three.read_again(
        read(Document(FRENCH, name="loi.txt", original=FRENCH.encode()), any_language=True)
    )
    assert three.unread("liberté") == []
    three.remove("d2", by="Ann Lee", at="2024-06-01T12:00:00Z")
    assert three.unread("ច្បាប់") == []
    assert three.verify() == []


def test_long_texts_and_long_words_are_found(record: Record) -> None:
    filling = "les provinces du pays attendaient la décision du ministre. " * 900
    text = f"{filling} Une exception xylographique. {filling} {'x' * 5000} {filling}"
    add(record, text, "long.txt")
    assert [row.id for row in record.unread("xylographique")] == ["d1"]
    assert [row.id for row in record.unread("exception xylographique")] == ["d1"]


def test_a_search_that_cannot_be_understood(record: Record) -> None:
    with pytest.raises(WrongQuery, match="at character 1"):
        record.unread("(loi")
