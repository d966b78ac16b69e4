from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest

from verbale import briefing
from verbale.briefing.texts import text
from verbale.briefing.wording import clipped, day
from verbale.model import ACTS, QUOTATIONS, Status
from verbale.record.rows import State
from verbale.record.wanted import Wanted

FOLDER = Path(str(briefing.__file__)).parent
# Keys that are put together from a value.
MADE = {"wanted", "became", "state", "act", "quotation", "status", "month"}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("2025-03-01", "1 March 2025"),
        ("2025-03", "March 2025"),
        ("2025", "2025"),
        ("2025-03~", "about March 2025"),
        ("2024-07/2024-12", "July 2024 to December 2024"),
        ("202X", "202X"),
        ("2025-21", "2025-21"),
        (None, "no date"),
    ],
)
def test_days_are_written_as_people_do(value: str | None, written: str) -> None:
    assert day(value) == written


def test_words_are_cut_between_two_of_them() -> None:
    assert clipped("one two", 7) == "one two"
    assert clipped("w" * 30, 10) == "w" * 10 + " …"


def test_every_value_has_a_name() -> None:
    values = {
        "act": ACTS,
        "quotation": QUOTATIONS,
        "status": get_args(Status),
        "wanted": [each.name for each in fields(Wanted)],
    }
    for section, several in values.items():
        for value in several:
            assert text(f"{section}.{value}")
    for state in get_args(State):
        key = state.replace(" ", "_")
        assert text(f"state.{key}")
        assert text(f"became.{key}")
        assert text(f"became.{key}_since", day="1 March 2025", days="3 days")
    assert [text(f"month.{number:02}") for number in (1, 12)] == ["January", "December"]


def test_every_text_is_asked_for_and_there() -> None:
    files = [*FOLDER.rglob("*.py"), *FOLDER.rglob("*.html")]
    written = "\n".join(file.read_text(encoding="utf-8") for file in files)
    known = {re.sub(r"\.(one|other)$", "", key) for key in text.catalogue}
    asked = set(re.findall(r"""["']([a-z_]+\.[a-z_0-9]+)["']""", written))
    sections = {key.partition(".")[0] for key in known}
    assert {key for key in asked if key.partition(".")[0] in sections} <= known
    for key in known - asked:
        section, _, name = key.partition(".")
        assert section in MADE or name == "title" or name.startswith("reason_"), key
