"""How documents came here is kept, found by labels, and covered by a hash."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from tests.factories import rich_reading
from verbale.errors import NoSuchEntry
from verbale.model import Moment, Origin, Page, Place
from verbale.record import schema
from verbale.record.custody import Layout
from verbale.record.engines import writing_to

if TYPE_CHECKING:
    from verbale.model import Reading
    from verbale.record import Record

ORIGIN = Origin(
    url="https://example.org/a",
    retrieved="2024-06-01T12:00:00Z",
    redirects=("https://example.org/b",),
    headers=(("etag", '"x"'),),
    container="mail.mbox",
    container_sha256="0" * 64,
)


def fetched() -> Reading:
    made = rich_reading()
    document = replace(
        made.document,
        kind_confidence=0.8,
        origin=ORIGIN,
        labels=(("symbol", "A/HRC/49/80"), ("theme", "clubs"), ("theme", "halls")),
        pages=(Page(1, 595.0, 842.0),),
        places=(Place(0, 3, 1, 70.5, 80.0, 90.25, 92.0),),
        moments=(Moment(0, 9, 1.5, 2.0),),
    )
    return replace(made, document=document)


def test_the_chain_leads_from_bytes_to_statements(record: Record) -> None:
    record.add(fetched())
    row = record.custody("d1")
    assert (row.url, row.retrieved) == (ORIGIN.url, ORIGIN.retrieved)
    assert (row.redirects, row.headers) == (ORIGIN.redirects, ORIGIN.headers)
    assert (row.container, row.container_sha256) == ("mail.mbox", "0" * 64)
    assert row.labels == (("symbol", "A/HRC/49/80"), ("theme", "clubs"), ("theme", "halls"))
    assert (row.kind_confidence, row.statements, row.decisions) == (0.8, 3, 0)
    assert row.sha256 == fetched().document.sha256
    assert row.bytes == len(fetched().document.original)
    assert record.verify() == []


def test_when_it_came_and_by_whom_stays_as_it_was_first(record: Record) -> None:
    made = rich_reading()
    first = Origin(added="2024-06-01T12:00:00+00:00", added_by="Ann Lee")
    record.add(replace(made, document=replace(made.document, origin=first)))
    record.read_again(made)
    later = Origin(url="https://example.org/a", added="2025-06-01T12:00:00+00:00", added_by="Bo")
    record.read_again(replace(made, document=replace(made.document, origin=later)))
    row = record.custody("d1")
    assert (row.url, row.added, row.added_by) == (later.url, first.added, "Ann Lee")
    assert record.verify() == []


def test_what_earlier_versions_did_not_ask_is_not_known(record: Record) -> None:
    record.add(rich_reading())
    with writing_to(record._engine, record._path) as connection:
        connection.execute(update(schema.custody).values(origin='{"url": "https://e.org/"}'))
    row = record.custody("d1")
    assert (row.url, row.added, row.container) == ("https://e.org/", None, None)


def test_pages_places_and_moments_come_back(record: Record) -> None:
    made = fetched().document
    record.add(fetched())
    assert record.layout("d1") == Layout(made.pages, made.places, made.moments)


def test_a_new_reading_brings_its_own(record: Record) -> None:
    record.add(fetched())
    record.read_again(rich_reading())
    assert record.custody("d1").labels == ()
    assert record.layout("d1") == Layout((), (), ())


@pytest.mark.parametrize("document_id", ["d9", "d", "x", "d1.s1", "d-1"])
def test_no_such_document(record: Record, document_id: str) -> None:
    record.add(fetched())
    with pytest.raises(NoSuchEntry, match="has no document"):
        record.custody(document_id)


def test_what_is_altered_is_found(record: Record) -> None:
    record.add(fetched())
    with writing_to(record._engine, record._path) as connection:
        connection.execute(update(schema.document_label).values(value="A/HRC/1/1"))
    [problem] = record.verify()
    assert problem.where == "d1"
    assert "origin, labels or pages was altered" in problem.what
