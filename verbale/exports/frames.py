"""Rows as tables of pandas and Arrow: `pip install 'verbale[tables]'`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from verbale.errors import NotInstalled
from verbale.exports.tabular import columns_of, flat

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    import pyarrow as pa

    from verbale.exports.tabular import Line
    from verbale.record.rows import Row

__all__ = ["to_arrow", "to_pandas"]


def to_pandas(rows: Iterable[Row], kind: type[Row]) -> pd.DataFrame:
    """Give rows of one kind as a data frame, with the columns of the CSV output.

    Raises `NotInstalled` when pandas is not there.
    """
    frames: Any = _needed("pandas")
    made: pd.DataFrame = frames.DataFrame(_lines(rows), columns=columns_of(kind))
    return made


def to_arrow(rows: Iterable[Row], kind: type[Row]) -> pa.Table:
    """Give rows of one kind as an Arrow table, with the columns of the CSV output.

    Raises `NotInstalled` when pyarrow is not there.
    """
    arrow: Any = _needed("pyarrow")
    lines = _lines(rows)
    made: pa.Table = arrow.table(
        {name: [line[name] for line in lines] for name in columns_of(kind)}
    )
    return made


def _lines(rows: Iterable[Row]) -> list[Line]:
    return [line for row in rows for line in flat(row)]


def _needed(package: str) -> Any:  # noqa: ANN401 - the module itself
    try:
        return import_module(package)
    except ImportError as error:
        raise NotInstalled(
            f"{package} is not installed. Install it with: pip install 'verbale[tables]'"
        ) from error
