"""Long and hostile texts: work grows with length, and sections make one reading."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.model import Document
from verbale.reading import read
from verbale.reading.sections import SECTION_LENGTH, sections

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

STORY = (
    "The mayor, Ana Ruiz, said on Monday that {n} bridges were closed. “Nobody was told,” said"
    " Tomas Okello of the Dockers’ Union, adding that he feared for {n} jobs. In response, Ruiz"
    " promised that they would be opened in May.\n\n"
)


def _story(length: int) -> str:
    return "".join(STORY.format(n=n) for n in range(10, 10 + length // len(STORY)))


def _calls(text: str) -> int:
    """Count the calls of functions while `text` is read: work, without a clock."""
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(note)
    try:
        read(Document(text, published="2024-05-08"))
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "make",
    [
        _story,
        lambda length: "“" * length,
        lambda length: "A: b\n" * (length // 5),
        lambda length: "A" * length,
        lambda length: "Ab on Monday said 12 " * (length // 21),
    ],
    ids=["story", "marks", "labels", "one word", "names"],
)
def test_twice_the_text_is_at_most_a_little_more_than_twice_the_work(
    make: Callable[[int], str],
) -> None:
    for text in (_story(2_000), "A" * 100):  # what is loaded once is loaded
        read(Document(text, published="2024-05-08"))
    assert _calls(make(20_000)) <= 2.2 * _calls(make(10_000)) + 1000


def test_marks_nested_fifty_deep_are_read() -> None:
    text = "“‘" * 25 + "Ana Ruiz said no" + "’”" * 25
    assert read(Document(text)).document.text == text


def test_a_text_of_several_sections_makes_one_reading() -> None:
    text = _story(2 * SECTION_LENGTH + 1000)
    reading = read(Document(text, published="2024-05-08"))
    assert len(reading.statements) > 3 * (len(text) // len(STORY)) // 4
    assert [s.id for s in reading.statements] == [
        f"s{n}" for n in range(1, len(reading.statements) + 1)
    ]
    names = [actor.name for actor in reading.actors]
    assert names.count("Ana Ruiz") == 1
    assert {"Tomas Okello", "Ana Ruiz"} <= set(names)
    known = {actor.id for actor in reading.actors}
    assert {s.speaker for s in reading.statements} <= {*known, None}
    for statement in reading.statements:
        assert all(span.of(text).strip() for span in statement.content)
    assert [figure.span.of(text)[:2] for figure in reading.figures][:2] == ["10", "10"]


@given(st.text(alphabet="ab \n", max_size=300), st.integers(1, 40))
def test_sections_leave_nothing_out(text: str, length: int) -> None:
    cuts = list(sections(text, length))
    assert "".join(cut.of(text) for cut in cuts) == text
    assert all(cut.end - cut.start <= length for cut in cuts)
