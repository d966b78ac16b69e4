from __future__ import annotations

import pytest

from tests.factories import rich_reading
from verbale.errors import NotInstalled
from verbale.exports import frames
from verbale.exports.tabular import columns_of
from verbale.record.from_reading import contents_of
from verbale.record.rows import StatementRow

STATEMENTS = contents_of(rich_reading()).statements


def test_a_data_frame_has_the_columns_of_the_csv() -> None:
    frame = frames.to_pandas(STATEMENTS, StatementRow)
    assert list(frame.columns) == columns_of(StatementRow)
    assert list(frame["id"]) == ["d1.s1", "d1.s2", "d1.s3"]
    assert frame["speaker"].isna().tolist() == [False, False, True]


def test_an_arrow_table_has_them_too() -> None:
    table = frames.to_arrow(STATEMENTS, StatementRow)
    assert table.column_names == columns_of(StatementRow)
    assert table["act"].to_pylist() == ["concern", "rebuttal", "call"]


def test_no_rows_are_an_empty_table() -> None:
    assert len(frames.to_pandas([], StatementRow)) == 0
    assert frames.to_arrow([], StatementRow).num_rows == 0


def test_what_is_not_installed_is_said_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(frames, "import_module", absent)
    with pytest.raises(NotInstalled, match=r"pandas is not installed.*verbale\[tables\]"):
        frames.to_pandas([], StatementRow)
