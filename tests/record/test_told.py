"""What people correct about a document itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.factories import reading_of, rich_reading
from verbale.errors import NoSuchEntry, WrongDecision, WrongMetadata
from verbale.model import Document
from verbale.reading import NOT_READ, read

if TYPE_CHECKING:
    from verbale.record import Record

AT = "2024-06-01T12:00:00Z"
TEXT = (
    "The ministry, Ana Ruiz said on Monday, had closed the club. "
    "“It was never open,” the minister replied last week."
)
FRENCH = (
    "Le ministre a dit lundi que la loi sur les associations était nécessaire et qu'elle serait "
    "appliquée dès le mois prochain dans toutes les provinces du pays."
)


def added(record: Record, text: str = TEXT, **fields: str) -> str:
    document = Document(text, name="letter.txt", original=text.encode(), **fields)  # type: ignore[arg-type]
    return record.add(read(document)).document_id


def correct(record: Record, field: str, becomes: str) -> None:
    record.review("d1", "correct", by="Ann Lee", at=AT, field=field, becomes=becomes, why="cover")


def test_a_corrected_date_is_read_by(record: Record) -> None:
    added(record, published="2024-05-22")
    assert record.statements()[0].date == "2024-05-20"
    correct(record, "published", "2024-05-15")
    assert record.documents()[0].published == "2024-05-15"
    assert record.statements()[0].date == "2024-05-13"
    assert record.search("club", wanted=None).statements[0].date == "2024-05-13"
    (made,) = record.log()
    assert (made.id, made.field, made.was, made.becomes) == (
        "d1", "published", "2024-05-22", "2024-05-15",
    )  # fmt: skip
    assert record.orphans() == []
    assert record.verify() == []


def test_undone_it_is_as_the_source_tells(record: Record) -> None:
    added(record, published="2024-05-22")
    correct(record, "published", "2024-05-15")
    correct(record, "title", "The club")
    record.undo(1, by="Bo", at=AT)
    row = record.documents()[0]
    assert (row.title, row.published) == ("The club", "2024-05-22")
    assert record.statements()[0].date == "2024-05-20"
    record.undo(3, by="Bo", at=AT)
    assert record.statements()[0].date == "2024-05-13"
    assert record.verify() == []


def test_it_holds_for_what_is_read_again(record: Record) -> None:
    added(record, published="2024-05-22")
    record.review("d1.s1", "accept", by="Ann Lee", at=AT)
    correct(record, "published", "2024-05-15")
    assert record.statements()[0].review == "accepted"
    told = Document(TEXT, name="letter.txt", original=TEXT.encode(), published="2024-05-23",
                    publisher="The Post")  # fmt: skip
    record.read_again(read(told))
    row = record.documents()[0]
    assert (row.published, row.publisher) == ("2024-05-15", "The Post")
    first = record.statements()[0]
    assert (first.date, first.review) == ("2024-05-13", "accepted")
    record.undo(2, by="Bo", at=AT)
    assert record.documents()[0].published == "2024-05-23"
    assert record.statements()[0].date == "2024-05-20"


def test_several_fields_at_once(record: Record) -> None:
    added(record)
    changes = {"kind": "press-release", "publisher": "The Ministry", "title": ""}
    made = record.correct("d1", changes, by="Ann Lee", at=AT)
    assert [each.field for each in made] == ["kind", "publisher", "title"]
    row = record.documents()[0]
    assert (row.kind, row.publisher, row.title) == ("press-release", "The Ministry", None)
    assert record.custody("d1").kind == "press-release"
    assert record.custody("d1").kind_confidence is None
    assert record.count().facets["publisher"] == (("The Ministry", 2),)
    assert record.verify() == []


def test_what_copies_another_is_corrected_too(record: Record) -> None:
    words = " ".join(f"word{number}" for number in range(60))
    record.add(reading_of(f"[Ana Ruiz] {{said}} (that {words}).", name="one.txt"))
    again = reading_of(f"[Ana Ruiz] {{said}} (that {words}) again.", name="two.txt")
    record.add(again)
    record.correct("d2", {"publisher": "The Post"}, by="Ann Lee", at=AT)
    assert [(row.id, row.publisher) for row in record.copies()] == [("d2", "The Post")]


def test_another_language_is_read_or_not(record: Record) -> None:
    added(record, FRENCH)
    assert (record.documents()[0].language, record.documents()[0].reader) == ("fr", NOT_READ)
    correct(record, "language", "en")
    assert record.documents()[0].reader != NOT_READ
    correct(record, "title", "La loi")
    assert record.documents()[0].reader != NOT_READ
    record.undo(1, by="Bo", at=AT)
    assert record.documents()[0].reader == NOT_READ
    assert record.verify() == []


def test_what_was_read_in_spite_of_its_language_stays_read(record: Record) -> None:
    document = Document(FRENCH, original=FRENCH.encode())
    record.add(read(document, any_language=True))
    correct(record, "title", "La loi")
    assert record.documents()[0].reader != NOT_READ


@pytest.mark.parametrize(
    ("field", "becomes", "error", "says"),
    [
        ("published", "soon", WrongMetadata, "'soon' is no date"),
        ("published", "2031-01-01", WrongMetadata, "lies in the future"),
        ("kind", "sermon", WrongMetadata, "'sermon' is no kind of document"),
        ("kind", "", WrongDecision, "The kind of a document cannot be nothing"),
        ("language", "English", WrongMetadata, "is no language tag"),
        ("date", "2024", WrongDecision, "can be corrected: title, publisher, published, kind"),
    ],
)
def test_what_cannot_be_is_refused(
    record: Record, field: str, becomes: str, error: type[Exception], says: str
) -> None:
    added(record)
    with pytest.raises(error, match=says):
        correct(record, field, becomes)
    assert record.log() == []


def test_a_document_is_corrected_and_nothing_else(record: Record) -> None:
    added(record)
    with pytest.raises(WrongDecision, match="d1 is a document, of which a field can be"):
        record.review("d1", "accept", by="Ann Lee", at=AT)
    with pytest.raises(NoSuchEntry, match="There is no document d7"):
        record.review("d7", "correct", by="Ann Lee", at=AT, field="title", becomes="x")


def test_a_text_that_is_lost_stays_to_be_read(record: Record) -> None:
    lost = replace(rich_reading().document, text="", original=b"%PDF-1.7")
    record.add(replace(rich_reading(), document=lost, reader=NOT_READ, actors=(), statements=(),
                       occasions=(), figures=(), status_changes=(), links=()))  # fmt: skip
    correct(record, "title", "The letter")
    assert record.documents()[0].reader == NOT_READ
