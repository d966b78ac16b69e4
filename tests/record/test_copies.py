"""Documents that are copies of others, but for a little."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.record.several import told

if TYPE_CHECKING:
    from verbale.model import Reading
    from verbale.record import Record

WORDS = (
    "the river wall had been built without any study of the floods that come each spring and that"
    " nobody in the villages below had been asked before the lorries came to take the gravel away"
    " from the banks where the boats had lain since the market was moved to the other side and the"
    " old bridge was closed to carts by order of the district"
)
OTHER = " ".join(f"word{number}" for number in range(60))


def document(words: str, on: str) -> Reading:
    made = told(f"[Ana Ruiz] {{said}} (that {words}).", on=on)
    return replace(made, document=replace(made.document, publisher=f"The Times of {on}"))


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_earliest_is_the_one_that_others_copy(record: Record, order: tuple[int, ...]) -> None:
    several = (
        document(WORDS, "2024-03-05"),
        document(f"on Monday {WORDS}", "2024-03-06"),
        document(OTHER, "2024-03-07"),
    )
    for place in order:
        record.add(several[place])
        record.tie()
    [copy] = record.copies()
    assert (copy.file, copy.first_file) == ("2024-03-06.txt", "2024-03-05.txt")
    assert 0.7 <= copy.likeness <= 1
    assert copy.publisher == "The Times of 2024-03-06"


def test_short_texts_are_no_copies(record: Record) -> None:
    for day in ("2024-03-05", "2024-03-06"):
        record.add(document(f"so on {day}", day))
    assert record.copies() == []
