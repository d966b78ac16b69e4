"""Documents that are kept but not read are found, and shown as what they are."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

import pytest
from lxml import html

from tests.desk.test_pages import words
from tests.factories import reading_of
from verbale.model import Document
from verbale.reading import read
from verbale.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.desk.conftest import Browser
    from verbale.record.engines import Place

FRENCH: Final = (
    "Le ministre a dit lundi que la liberté d'expression serait protégée par la loi nouvelle, et "
    "que les associations dissoutes pourraient être rétablies dans toutes les provinces."
)
KHMER: Final = (
    "រដ្ឋាភិបាលបានប្រកាសថាសិទ្ធិសេរីភាពក្នុងការបញ្ចេញមតិនឹងត្រូវបានការពារដោយច្បាប់ថ្មី។ "
    "អង្គការសង្គមស៊ីវិលបានស្នើសុំឱ្យមានការពិភាក្សាជាសាធារណៈអំពីសេចក្តីព្រាងច្បាប់នេះ។ "
    "រដ្ឋមន្ត្រីបានឆ្លើយតបថាសំណើនេះនឹងត្រូវបានពិនិត្យដោយយកចិត្តទុកដាក់នៅសប្តាហ៍ក្រោយ។"
)


def kept(record: Record, text: str, name: str, **told: str) -> str:
    """Keep a document in whatever language its text is."""
    document = Document(text, name=name, original=text.encode(), **told)  # type: ignore[arg-type]
    return record.add(read(document)).document_id


@pytest.fixture
def desk(place: Place, browse: Callable[[Place], Browser]) -> Browser:
    """Give a desk with a letter in French, a law in Khmer and something that was read."""
    with Record(place) as record:
        kept(record, FRENCH, "loi.txt", title="La loi nouvelle", publisher="Le Courrier")
        kept(record, KHMER, "sasana.txt")
        record.add(reading_of("[The envoy] {said} (that Le Courrier wrote liberté in capitals)."))
        record.tie()
    return browse(place)


def unread(page: str) -> list[str]:
    """Give what is told of the documents that are not read."""
    found = html.fromstring(page).xpath("//section[@aria-labelledby='unread']//article")
    return [" ".join(each.text_content().split()) for each in found]


def test_what_is_not_read_is_found_by_its_words(desk: Browser) -> None:
    page = desk.page("/search?words=dissou*")
    assert unread(page) == ["La loi nouvelle not read: in French Le Courrier, no date, loi.txt"]
    assert "0 statements, 1 document that is not read" in words(page)
    assert "Nothing is found" not in words(page)
    assert html.fromstring(page).xpath("//p[@role='status']/a/@href") == ["#unread"]
    (link,) = html.fromstring(page).xpath("//section[@aria-labelledby='unread']//a")
    assert (link.get("href"), link.get("lang")) == ("/documents/d1", "fr")
    page = desk.page("/search?words=សេរីភាព")
    assert unread(page) == ["sasana.txt not read: in Khmer no date"]


def test_it_stands_after_the_statements_that_are_found(desk: Browser) -> None:
    page = desk.page("/search?words=liberté")
    assert "1 statement, 1 document that is not read" in words(page)
    assert words(page).index("Le Courrier wrote") < words(page).index("not read: in French")


@pytest.mark.parametrize("path", ["/search", "/search?words=liberté&act=assertion",
                                  "/search?words=liberté&like=freedom",
                                  "/search?words=zebra"])  # fmt: skip
def test_what_is_asked_of_statements_finds_nothing_else(desk: Browser, path: str) -> None:
    page = desk.page(path)
    assert not unread(page)
    assert "not read" not in words(page)


def test_many_are_cut(desk: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("verbale.desk.views.search"), "_UNREAD", 1)
    page = desk.page("/search?words=provinces+OR+សេរីភាព")
    assert len(unread(page)) == 1
    assert "The first 1 of 2 are shown" in words(page)


def test_a_document_that_is_not_read_says_so(desk: Browser) -> None:
    page = desk.page("/documents/d2")
    assert "It is in Khmer, and not read" in words(page)
    assert html.fromstring(page).xpath("//article/@lang") == ["km"]
    listed = words(desk.page("/documents"))
    assert "d1, loi.txt, not read: in French" in listed
    assert "report.txt, not read" not in listed


def test_a_wrong_language_is_corrected_and_the_document_read(desk: Browser, place: Place) -> None:
    with Record(place, "edit") as record:
        text = "Mr Ban Lin said that the bridge over the river was safe and would stay open."
        wrong = kept(record, text, "bridge.txt", language="no")
    here = f"/documents/{wrong}"
    assert "It is in Norwegian, and not read" in words(desk.page(here))
    page = desk.send(f"{here}/correct", by="Ada", language="en", back=here)
    assert "not read" not in words(page)
    assert "the bridge over the river was safe" in words(desk.page("/search?words=bridge"))
    assert not unread(desk.page("/search?words=bridge"))


def test_a_language_is_told_by_its_name_and_a_rare_one_by_its_tag(
    place: Place, browse: Callable[[Place], Browser]
) -> None:
    with Record(place) as record:
        for tag in ("km", "pt-BR", "fr", "tlh"):
            kept(record, f"one text in {tag}", f"{tag}.txt", language=tag)
    page = browse(place).page("/search?words=text")
    told = [each.partition("not read: in ")[2].partition(" no date")[0] for each in unread(page)]
    assert told == ["Khmer", "Portuguese", "French", "tlh"]
