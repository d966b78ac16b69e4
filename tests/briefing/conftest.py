"""What tests of the briefing share: the example on record, and a record made by hand."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.record.several import told
from verbale import briefing
from verbale.reading import read
from verbale.record import Record
from verbale.record.wanted import Wanted
from verbale.sources.files import load
from verbale.sources.metadata import Metadata

if TYPE_CHECKING:
    from tests.record.several import Sides
    from verbale.briefing import Briefing

TODAY = date(2025, 6, 1)
EXAMPLE = Path(__file__).parents[2] / "examples" / "samrath"
SIDES: Sides = {"Ana Ruiz": "civil-society", "The Ministry": "state"}
WALL = "[Ana Ruiz] {warned} (that the river wall had been built without a study of floods)."
CALL = "[Ana Ruiz] {asked} (that the prison at Sels be closed within 30 days)."
DENIAL = "[The Ministry] {denied} (that the river wall was built without a study of floods)."


@pytest.fixture(scope="session")
def example_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the record of the example, to copy."""
    path = tmp_path_factory.mktemp("example") / "samrath.db"
    with Record(path) as record:
        for file in sorted(EXAMPLE.glob("*.txt")):
            document = replace(load(file, Metadata(), today=TODAY), name=file.name)
            record.add(read(document))
        record.tie()
    return path


@pytest.fixture
def samrath(example_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(example_file, tmp_path / "samrath.db"))


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Give a record of two concerns, of which one is denied."""
    path = tmp_path / "wall.db"
    with Record(path) as record:
        record.add(told(WALL, CALL, on="2024-03-05", said="2024-03-04", sides=SIDES,
                        acts=("concern", "call")))  # fmt: skip
        record.add(
            told(DENIAL, on="2024-03-12", said="2024-03-11", sides=SIDES, acts=("rebuttal",))
        )
        record.tie()
    return path


@pytest.fixture(scope="session")
def whole(example_file: Path) -> Briefing:
    """Give the briefing on all of the example."""
    with Record(example_file, "read") as record:
        return briefing.make(
            record, Wanted(), as_of=TODAY, title="Freedom of association", author="Ann Lee"
        )
