"""Quotation marks, paragraphs and sentences."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.reading.quotation_marks import quoted_parts
from verbale.reading.segments import paragraphs, sentences

QUOTED = [
    ("He said “yes” twice.", ["“yes”"]),
    ('He said "yes" twice.', ['"yes"']),
    ("He said «oui» twice.", ["«oui»"]),
    ("He said ‘yes’ to the mayor’s wife.", ["‘yes’"]),
    ("It is the mayor’s dog, the people’s dog.", []),
    ("“Outer ‘inner’ outer,” he said.", ["“Outer ‘inner’ outer,”"]),
    ("“First,” he said, “second.”", ["“First,”", "“second.”"]),
    ("“Never closed.\nNext line.", ["“Never closed."]),
    ('A 6" nail and no quotation.', []),
    ('"Ana walked on, singing “On we go!”', ["“On we go!”"]),
]


@pytest.mark.parametrize(("text", "expected"), QUOTED)
def test_quoted_parts(text: str, expected: list[str]) -> None:
    assert [text[part.start : part.end] for part in quoted_parts(text)] == expected


def test_a_quotation_goes_on_over_paragraphs_whose_marks_open_anew() -> None:
    text = "“One.\n\n“Two.\n\n“Three,” she said. “Four.”"
    parts = quoted_parts(text)
    assert [part.continues for part in parts] == [False, True, True, False]
    assert [part.closed for part in parts] == [False, False, True, True]


def test_a_lost_mark_does_not_swallow_the_next_paragraph() -> None:
    text = "“One, said nobody.\n\nTwo is plain.\n\n“Three,” she said."
    parts = quoted_parts(text)
    assert [text[p.start : p.end] for p in parts] == ["“One, said nobody.", "“Three,”"]
    assert not any(part.continues for part in parts)


def test_a_quotation_in_other_marks_takes_up_nothing() -> None:
    assert not any(part.continues for part in quoted_parts('"Never closed.\n\n“Closed,” she said.'))


SENTENCES = [
    ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
    ("Mr. Sok met Dr. Chan. They left.", ["Mr. Sok met Dr. Chan.", "They left."]),
    ("It grew 7.5 per cent. Good.", ["It grew 7.5 per cent.", "Good."]),
    ("“Go.” He went.", ["“Go.”", "He went."]),
    ("At 9 a.m. it began.", ["At 9 a.m. it began."]),
    ("J. K. Sen spoke.", ["J. K. Sen spoke."]),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text, 0, len(text))] == expected


@given(st.text(alphabet=st.sampled_from("ab.!? “”‘’\"'«»\n\r\u2028é😀")))
def test_parts_lie_in_order_inside_the_text(text: str) -> None:
    for spans in (
        [(part.start, part.end) for part in quoted_parts(text)],
        paragraphs(text),
        [s for start, end in paragraphs(text) for s in sentences(text, start, end)],
    ):
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))
