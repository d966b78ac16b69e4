from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from verbale.errors import WrongMetadata
from verbale.sources.metadata import Metadata, checked, companion_of

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2024, 6, 1)


def test_no_companion_tells_nothing(tmp_path: Path) -> None:
    assert companion_of(tmp_path / "letter.txt", TODAY) == Metadata()


def test_companion(tmp_path: Path) -> None:
    (tmp_path / "letter.toml").write_text(
        'title = "To the Council"\npublished = 2024-03-05\nkind = "letter"\n', encoding="utf-8"
    )
    expected = Metadata(title="To the Council", published="2024-03-05", kind="letter")
    assert companion_of(tmp_path / "letter.txt", TODAY) == expected


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ('date = "2024"', "the field 'date' is unknown. Known are: title, publisher, published"),
        ('kind = "memo"', "'memo' is no kind of document. Choose one of: news, press-release"),
        ('language = "English"', "'English' is no language tag. Write it as en"),
        ('published = "2202-03-30"', "2202-03-30 lies in the future. Check the year."),
        ('published = "5 March"', "'5 March' is no date. Write it as 2022-03-25"),
        ("title = 5", "title is no text. Write it in quotation marks."),
        ("title = ", "is no TOML file: Invalid value"),
    ],
)
def test_wrong_companion(tmp_path: Path, toml: str, says: str) -> None:
    (tmp_path / "letter.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(WrongMetadata) as caught:
        companion_of(tmp_path / "letter.txt", TODAY)
    assert says in str(caught.value)
    assert str(tmp_path / "letter.toml") in str(caught.value)


def test_what_is_told_first_goes_before() -> None:
    first, second = Metadata(title="A"), Metadata(title="B", publisher="P")
    assert first.over(second) == Metadata(title="A", publisher="P")


@pytest.mark.parametrize("language", ["en", "pt-BR", "khm"])
def test_language_tags(language: str) -> None:
    assert checked(Metadata(language=language), TODAY).language == language
