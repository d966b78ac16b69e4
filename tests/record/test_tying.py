"""Ties are kept up to date as a record changes, and depend only on what is in it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.record.several import told
from verbale.record import Record
from verbale.record.rows import State
from verbale.record.tied import exchanges_across
from verbale.record.ties import tie
from verbale.record.wanted import Wanted

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.record.several import Sides
    from verbale.model import Act, Reading

AT = "2024-06-01T12:00:00Z"
SIDES: Sides = {"Ana Ruiz": "civil-society", "A. Ruiz": "civil-society", "The Ministry": "state"}
TOPICS = (
    "the river wall had been built without any study of the floods",
    "two detainees were kept in an army barracks near the harbour",
    "teachers of the northern district had not been paid since spring",
    "the election commission struck ninety candidates from its list",
)
SPEAKERS = ("Ana Ruiz", "A. Ruiz", "The Ministry", "Luis Sanz", "Ruiz")
MOVES: tuple[tuple[str, Act], ...] = (
    ("warned", "concern"),
    ("denied", "rebuttal"),
    ("asked", "call"),
    ("said", "assertion"),
)


def readings(count: int, seed: int) -> list[Reading]:
    """Make up documents about a few topics by a few speakers, on days in any order."""
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    made = []
    for number in range(count):
        sentences, acts = [], []
        for _ in range(chance.randint(1, 3)):
            verb, act = chance.choice(MOVES)
            topic = chance.choice(TOPICS)
            sentences.append(f"[{chance.choice(SPEAKERS)}] {{{verb}}} (that {topic}).")
            acts.append(act)
        day = f"2024-{chance.randint(1, 9):02}-{number % 28 + 1:02}"
        made.append(told(*sentences, f"[Ana Ruiz] {{said}} (report {number}).", on=day,
                         sides=SIDES, acts=(*acts, "assertion")))  # fmt: skip
    return made


def check(record: Record) -> None:
    """Compare what was kept up to date with all that is on record tied at once."""
    contents = record.contents()
    ties = tie(contents, record.decided())
    assert record.ties() == ties
    exchanges = {row.statement.id: row for row in exchanges_across(contents, ties)}
    assert {row.statement.id: row for row in record.exchanges()} == exchanges
    for state in get_args(State):
        found = {row.statement.id for row in record.exchanges(Wanted(state=state))}
        assert found == {key for key, row in exchanges.items() if row.state == state}, state
    counted = record.months(Wanted(min_confidence=0.0))  # without what is known of everything
    assert record.months() == counted


@settings(max_examples=12)
@given(seed=st.integers(0, 999), steps=st.lists(st.integers(0, 7), min_size=3, max_size=9))
def test_whatever_happened_the_ties_are_those_of_what_is_there(
    tmp_path_factory: pytest.TempPathFactory, seed: int, steps: list[int]
) -> None:
    waiting = readings(len(steps) + 4, seed)
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    with Record(tmp_path_factory.mktemp("tying") / "record.db") as record:
        for _ in range(4):
            record.add(waiting.pop())
        for step in steps:
            take_a_step(record, step, waiting, chance)
            if chance.random() < 0.5:
                check(record)
        check(record)
        assert record.verify() == []


def take_a_step(record: Record, step: int, waiting: list[Reading], chance: random.Random) -> None:
    contents = record.contents()
    statement = chance.choice(contents.statements).id
    one, other = (actor.id for actor in chance.sample(contents.actors, 2))
    if step <= 1:
        record.add(waiting.pop())
    elif step == 2:
        record.review(statement, "reject", by="Ann Lee", at=AT)
    elif step == 3:
        record.review(statement, "correct", by="Ann Lee", at=AT, field="act", becomes="call")
    elif step == 4:
        record.review_two(one, "merge", other, by="Ann Lee", at=AT)
    elif step == 5:
        record.review_two(one, "split", other, by="Ann Lee", at=AT)
    elif step == 6:
        record.remove(statement.partition(".")[0], by="Ann Lee", at=AT)
        record.add(waiting.pop())
    elif record.log():
        in_effect = [each.number for each in record.log()]
        undone = {each.undoes for each in record.log()}
        free = [number for number in in_effect if number not in undone]
        record.undo(chance.choice(free), by="Bo", at=AT)


def test_many_documents_are_tied_to_those_with_most_in_common(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("verbale.record.related", "verbale.record.found_by"):
        monkeypatch.setattr(f"{module}.MOST", 5)
        monkeypatch.setattr(f"{module}.LATEST", 3)
    with Record(tmp_path / "record.db") as record:
        for made in readings(25, seed=7):
            record.add(made)
            if len(record.documents()) % 3 == 0:
                record.tie()
        assert record.untied() > 0
        found = record.ties()
        check(record)
        assert record.untied() == 0
        assert found.reprints


def test_a_new_reading_is_tied_in_the_place_of_the_old_one(record: Record) -> None:
    first, second, third = readings(3, seed=3)
    for made in (first, second, third):
        record.add(made)
    before = record.ties()
    record.read_again(second)
    assert record.untied() > 0
    assert record.ties() == before


def test_an_open_record_that_is_only_read_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with Record(path) as record:
        for made in readings(3, seed=1):
            record.add(made)
    with Record(path, "read") as record:
        assert record.untied() == 3
        assert record.reprints() == []
        assert record.untied() == 3


def test_progress_tells_how_many_are_tied(record: Record) -> None:
    for made in readings(4, seed=5):
        record.add(made)
    seen: list[tuple[int, int]] = []
    assert record.tie(lambda done, total: seen.append((done, total))) == 4
    assert seen[-1] == (4, 4)
    assert record.tie() == 0
