"""Records that earlier versions have left, on every engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from alembic.script import ScriptDirectory

from tests.factories import reading_of, rich_reading
from tests.record.old_records import rows_of, with_rows_of
from verbale.record import Record, engines

if TYPE_CHECKING:
    from tests.conftest import Empty
    from verbale.record.engines import Place

AT = "2024-06-01T12:00:00Z"
REVISIONS = [each.revision for each in ScriptDirectory(str(engines._MIGRATIONS)).walk_revisions()][
    ::-1
]


@pytest.fixture
def full(empty: Empty) -> Place:
    """Give a record of today with every kind of row."""
    place = empty()
    with Record(place) as record:
        record.add(rich_reading())
        record.add(reading_of("[The envoy] {said} (so).", name="reply.txt"))
        record.review("d1.s1", "correct", by="Ann", at=AT, field="act", becomes="call")
        record.review("d1.s2", "reject", by="Ann", at=AT)
        record.undo(2, by="Bo", at=AT)
    return place


@pytest.mark.parametrize("revision", REVISIONS)
def test_nothing_is_lost_from_any_schema(place: Place, full: Place, revision: str) -> None:
    before = with_rows_of(full, place, revision)
    with Record(place, "read") as record, engines.reading_from(record._engine, place) as reader:
        after = {
            name: rows_of(reader, name, list(rows[0])) for name, rows in before.items() if rows
        }
    assert after == {name: rows for name, rows in before.items() if rows}
    assert {"original", "statement", "link", "selector"} <= set(after)
    with Record(full, "read") as today, Record(place, "edit") as record:
        kept = today.contents() if revision >= "0003" else None
        assert record.verify() == []
        assert kept is None or record.contents() == kept
        assert len(record.contents().links) == 1
        number = len(record.log()) + 1
        assert record.review("d1.s3", "accept", by="Bo", at=AT).number == number
        assert record.add(reading_of("[She] {said} (no).", name="new.txt")).document_id == "d3"
        assert record.verify() == []
