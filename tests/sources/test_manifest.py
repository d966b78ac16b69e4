from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.sources.shared import TODAY
from verbale.errors import WrongMetadata
from verbale.sources.files import load, told_beside
from verbale.sources.manifest import told_in_manifest
from verbale.sources.metadata import Metadata

if TYPE_CHECKING:
    from pathlib import Path


def test_a_table_beside_the_files(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_text(
        "\ufefffile,title,published,kind\nletter.txt,To the Council,2024-03-05,letter\nb.txt,,,\n",
        encoding="utf-8",
    )
    expected = Metadata(title="To the Council", published="2024-03-05", kind="letter")
    assert told_in_manifest(tmp_path / "letter.txt", TODAY) == expected
    assert told_in_manifest(tmp_path / "b.txt", TODAY) == Metadata()
    assert told_in_manifest(tmp_path / "other.txt", TODAY) == Metadata()
    (tmp_path / "letter.txt").write_text("No.", encoding="utf-8")
    assert load(tmp_path / "letter.txt", Metadata(), today=TODAY).kind == "letter"


def test_a_companion_goes_before_the_table(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_text("file,title,publisher\na.txt,One,P\n", encoding="utf-8")
    (tmp_path / "a.toml").write_text('title = "Two"', encoding="utf-8")
    assert told_beside(tmp_path / "a.txt", TODAY) == Metadata(title="Two", publisher="P")


def test_a_table_that_changes_is_read_again(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.csv"
    for title in ("One", "Two"):
        manifest.write_text(f"file,title\na.txt,{title}\n", encoding="utf-8")
        os.utime(manifest, ns=(len(title), hash(title) % 10**9))
        assert told_in_manifest(tmp_path / "a.txt", TODAY).title == title


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("name,title\na.txt,One\n", "manifest.csv has no column 'file'. Name the files in one."),
        ("file,author\na.txt,Ann\n", "manifest.csv: the column 'author' is unknown. Known are: ti"),
        ("file,kind\na.txt,memo\n", "manifest.csv, line 2: 'memo' is no kind of document."),
        ("file,published\n\na.txt,May\n", "manifest.csv, line 3: 'May' is no date."),
    ],
)
def test_wrong_tables(tmp_path: Path, table: str, says: str) -> None:
    (tmp_path / "manifest.csv").write_text(table, encoding="utf-8")
    with pytest.raises(WrongMetadata) as caught:
        told_in_manifest(tmp_path / "a.txt", TODAY)
    assert str(caught.value).startswith(f"{tmp_path}/{says}")


def test_a_table_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_bytes(b"file,title\na.txt,caf\xe9\n")
    with pytest.raises(WrongMetadata, match=r"manifest.csv is no CSV file in UTF-8"):
        told_in_manifest(tmp_path / "a.txt", TODAY)
