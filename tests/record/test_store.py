from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import document_of, reading_of, rich_reading
from tests.strategies import readings
from verbale.errors import NoSuchEntry, UnreadableDocument, WrongMetadata
from verbale.model import Reading
from verbale.record import Added, Record
from verbale.record.from_reading import contents_of
from verbale.record.states import exchanges
from verbale.record.wanted import Wanted

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Empty
    from verbale.record.engines import Place
    from verbale.record.rows import Contents


def test_a_record_gives_back_what_was_read(record: Record) -> None:
    reading = rich_reading()
    assert record.add(reading) == Added("d1", new=True)
    assert record.contents() == contents_of(reading)
    assert record.documents() == list(contents_of(reading).documents)
    assert record.actors() == list(contents_of(reading).actors)
    assert record.occasions() == list(contents_of(reading).occasions)
    assert record.figures() == list(contents_of(reading).figures)
    assert record.status_changes() == list(contents_of(reading).status_changes)
    contents = contents_of(reading)
    assert record.exchanges() == exchanges(contents.statements, contents.links)


@settings(max_examples=50)
@given(st.lists(readings(), max_size=3))
def test_any_readings_come_back(empty: Empty, made: list[Reading]) -> None:
    empty.forget()
    with Record(empty()) as record:
        expected = {}
        for reading in made:
            added = record.add(reading)
            if added.new:
                expected[added.document_id] = contents_of(reading, added.document_id)
        assert _by_document(record.contents()) == expected
        assert record.verify() == []


def test_the_same_bytes_again_change_nothing(record: Record) -> None:
    reading = reading_of("[She] {said} (so).")
    renamed = replace(reading, document=replace(reading.document, name="copy.txt", title="B"))
    record.add(reading)
    before = record.contents()
    assert record.add(renamed) == Added("d1", new=False)
    assert record.contents() == before


def test_a_record_outlives_its_process(place: Place) -> None:
    with Record(place) as record:
        record.add(rich_reading())
    with Record(place, "read") as record:
        assert record.contents() == contents_of(rich_reading())


def test_a_record_is_one_file(tmp_path: Path) -> None:
    with Record(tmp_path / "kept.db") as record:
        record.add(rich_reading())
    assert [each.name for each in tmp_path.iterdir()] == ["kept.db"]


def test_has_and_text(record: Record) -> None:
    reading = reading_of("[She] {said} (so).")
    assert not record.has(reading.document.sha256)
    record.add(reading)
    assert record.has(reading.document.sha256)
    assert record.document_with(reading.document.sha256) == "d1"
    assert record.text("d1") == reading.document.text


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["d1.s1", "d1.s2", "d1.s3", "d2.s1"]),
        ({"speaker": "ENVOY"}, ["d1.s1"]),
        ({"speaker": "The Ministry"}, ["d1.s2", "d2.s1"]),
        ({"speaker": "%"}, []),
        ({"act": "call"}, ["d1.s3"]),
        ({"since": "2024-03-04"}, ["d1.s1", "d1.s3", "d2.s1"]),
        ({"since": "2024-03-05"}, ["d1.s1"]),
        ({"until": "2024-03"}, ["d1.s1", "d1.s3", "d2.s1"]),
        ({"until": "2024-03-03"}, ["d1.s1"]),
        ({"since": "2024-04"}, []),
        ({"min_confidence": 0.0}, ["d1.s1", "d1.s2", "d1.s3", "d2.s1"]),
        ({"min_confidence": 0.6}, []),
        ({"speaker": "ministry", "act": "assertion", "since": "2023", "until": "2025"}, ["d2.s1"]),
    ],
)
def test_filters(record: Record, filters: dict[str, Any], found: list[str]) -> None:
    # In the first reading s1 is dated 2024-03, s2 has no date, s3 no speaker and 2024-03-04.
    record.add(rich_reading())
    record.add(reading_of("[The ministry] {said} (so)."))
    assert [row.id for row in record.statements(**filters)] == found
    wanted = {row.statement.id for row in record.exchanges(Wanted(**filters))}
    assert wanted == {row.statement.id for row in record.exchanges()} & set(found)


def test_speakers_are_found_in_any_alphabet_and_case(record: Record) -> None:
    record.add(reading_of("[Évariste ΣΟΦΌΣ] {said} (so)."))
    assert len(record.statements(speaker="évariste")) == 1
    assert len(record.statements(speaker="σοφόσ")) == 1


def test_a_filter_that_is_no_date(record: Record) -> None:
    with pytest.raises(WrongMetadata, match="'March' is no date"):
        record.statements(since="March")


def test_one_statement(record: Record) -> None:
    record.add(rich_reading())
    assert record.statement("d1.s2") == record.statements()[1]


@pytest.mark.parametrize("entry_id", ["d1.s9", "d9.s1", "d1.a1", "s1", "", "d1.s1; DROP TABLE x"])
def test_no_such_statement(record: Record, entry_id: str) -> None:
    record.add(rich_reading())
    with pytest.raises(NoSuchEntry, match="List them with: verbale show"):
        record.statement(entry_id)


def test_a_document_without_bytes_or_statements(record: Record) -> None:
    reading = Reading(replace(document_of("Nothing was said."), original=b""), "by hand")
    assert record.add(reading).new
    assert record.contents() == contents_of(reading)
    assert record.verify() == []


def test_half_a_surrogate_pair_is_refused_and_nothing_kept(record: Record) -> None:
    document = replace(document_of("a"), text="a\ud800", original=b"a")
    with pytest.raises(UnreadableDocument, match="half a surrogate pair at character 1"):
        record.add(Reading(document, "by hand"))
    assert record.documents() == []
    assert record.verify() == []


def test_a_nul_is_refused_and_nothing_kept(record: Record) -> None:
    with pytest.raises(UnreadableDocument, match="has a NUL at character 1. Give its text"):
        record.add(Reading(document_of("a\0"), "by hand"))
    assert record.documents() == []


def test_a_failure_in_the_middle_leaves_nothing(record: Record) -> None:
    reading = rich_reading()
    broken = replace(reading, links=(replace(reading.links[0], answer="s99"),))
    with pytest.raises(KeyError):
        record.add(broken)
    assert record.documents() == []
    assert record.add(reading) == Added("d1", new=True)


def _by_document(contents: Contents) -> dict[str, Contents]:
    return {
        document.id: replace(
            contents,
            documents=(document,),
            actors=tuple(row for row in contents.actors if row.document == document.id),
            statements=tuple(row for row in contents.statements if row.document == document.id),
            occasions=tuple(row for row in contents.occasions if row.document == document.id),
            figures=tuple(row for row in contents.figures if row.document == document.id),
            status_changes=tuple(
                row for row in contents.status_changes if row.document == document.id
            ),
            links=tuple(row for row in contents.links if row.answer.startswith(document.id + ".")),
        )
        for document in contents.documents
    }
