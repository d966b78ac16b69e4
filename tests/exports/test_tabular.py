from __future__ import annotations

import csv
import io

import pytest

from tests.factories import decision_of, rich_reading
from tests.snapshots import check_snapshot
from verbale.exports.tabular import _COLUMNS, flat, write_csv
from verbale.record.from_reading import contents_of
from verbale.record.rows import (
    ComparisonRow,
    CopyRow,
    ExchangeRow,
    PersonRow,
    RateRow,
    ReprintRow,
    Row,
    SeriesRow,
    StandingRow,
    StatementRow,
)
from verbale.record.states import exchanges

CONTENTS = contents_of(rich_reading())
ROWS: list[Row] = [
    *CONTENTS.documents,
    *CONTENTS.actors,
    *CONTENTS.statements,
    *CONTENTS.occasions,
    *CONTENTS.figures,
    *CONTENTS.status_changes,
    *exchanges(CONTENTS.statements, CONTENTS.links),
    decision_of(CONTENTS.statements[0].content[0]),
    PersonRow("d1.a1", "Ana Ruiz", ("Ana Ruiz", "Ruiz"), "person", "state", ("d1.a1", "d2.a1"), ()),
    ReprintRow("d2.s1", "b.txt", None, "no", "d1.s1", "a.txt", "the same words", 0.9),
    ComparisonRow(CONTENTS.figures[0], CONTENTS.figures[1], "contradicts", "12 and 0.5"),
    CopyRow("d2", "b.txt", "The Times", None, "d1", "a.txt", 0.9),
    SeriesRow("clubs", None, CONTENTS.figures, ()),
    StandingRow("12 clubs", "dissolved", "2024", CONTENTS.status_changes[:1], (), ()),
    RateRow("The ministry", 3, 2, (("answered", 2), ("unanswered", 1)), 7.5),
]


@pytest.mark.parametrize("kind", _COLUMNS, ids=lambda kind: kind.__name__)
def test_columns_are_the_cells_in_their_order(kind: type[Row]) -> None:
    rows = [row for row in ROWS if type(row) is kind]
    assert rows
    assert all(list(line) == _COLUMNS[kind] for row in rows for line in flat(row))


def test_snapshot_of_statements() -> None:
    assert_csv("statements.csv", StatementRow)


def test_snapshot_of_exchanges() -> None:
    assert_csv("exchanges.csv", ExchangeRow)


def test_any_cell_comes_back() -> None:
    stream = io.StringIO()
    write_csv(CONTENTS.statements, StatementRow, stream)
    read = list(csv.DictReader(io.StringIO(stream.getvalue())))
    assert [row["content"] for row in read] == [row.words for row in CONTENTS.statements]


def test_no_rows_have_a_header() -> None:
    stream = io.StringIO()
    write_csv([], StatementRow, stream)
    assert stream.getvalue().startswith("id,document,file,speaker,")


def assert_csv(name: str, kind: type[Row]) -> None:
    stream = io.StringIO()
    write_csv([row for row in ROWS if type(row) is kind], kind, stream)
    check_snapshot(name, stream.getvalue())
