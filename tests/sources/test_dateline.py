"""The day of publication as the head of a text bears it, and days that are not it."""

from __future__ import annotations

from datetime import date

import pytest

from verbale.sources.dateline import dated_by
from verbale.sources.files import document_from_bytes
from verbale.sources.metadata import Metadata

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Press release\n\nLESNA (14 March 2024) – Experts said today", "2024-03-14"),
        ("LESNA, Feb. 4, 2025 (CPA) — The bridge fell.", "2025-02-04"),
        ("LESNA, Ostrovia, 4th February 2025 - The bridge fell.", "2025-02-04"),
        ("The bridge\n\nReport, 6 May 2025\n", "2025-05-06"),
        ("The Ledger, with agencies, 5 February 2025\n\nThe bridge fell.", "2025-02-05"),
        ("Published on Monday, May 6, 2024 at 10:33 GMT\n", "2024-05-06"),
        ("By Ann Lee | 3 Mar. 2024 | World\n", "2024-03-03"),
        ("To the Council\n\nLesna, 3 March 2025\n\nSir,", "2025-03-03"),
        ("Updated: 2024-03-01 12:00\n", "2024-03-01"),
    ],
)
def test_a_day_that_the_text_bears(text: str, day: str) -> None:
    found = dated_by(text, TODAY)
    assert found is not None
    assert found[0] == day
    assert found[1] in text


@pytest.mark.parametrize(
    "text",
    [
        "Joint statement on the elections of 5 May 2024\n",
        "He was born on 3 May 1980, in Lesna.",
        "The law was passed in Lesna, 3 May 2001.",
        "Hearing, 29 February 2023\n",
        "LESNA, 4 February 2031 — The bridge will fall.",
        "\n".join(["A line."] * 20) + "\nReport, 6 May 2025",
    ],
)
def test_a_day_that_is_another(text: str) -> None:
    assert dated_by(text, TODAY) is None


def test_what_is_told_goes_before() -> None:
    data = "LESNA, 4 February 2025 — The bridge fell.".encode()
    told = document_from_bytes(data, "a.txt", Metadata(published="2025-02-09"), today=TODAY)
    assert told.published == "2025-02-09"
    assert told.labels == ()
    found = document_from_bytes(data, "a.txt", Metadata(), today=TODAY)
    assert found.published == "2025-02-04"
    assert ("date taken from", "LESNA, 4 February 2025 —") in found.labels
