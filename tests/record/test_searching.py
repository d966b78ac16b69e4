"""Search on both engines: words, meaning, filters, counts and pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.record.several import told
from verbale.errors import WrongMetadata, WrongQuery
from verbale.model import Document
from verbale.reading import read
from verbale.record.searching import Page
from verbale.record.wanted import Wanted

if TYPE_CHECKING:
    from tests.record.several import Sides
    from verbale.record import Record

SIDES: Sides = {"Ana Ruiz": "civil-society", "The Ministry": "state"}
AT = "2024-06-01T12:00:00Z"
WALL = "[Ana Ruiz] {warned} (that the river wall had been built without a study of floods)."
DENIAL = "[The Ministry] {denied} (that the river wall was built without a study of floods)."
PRISON = "[Ana Ruiz] {said} (that twelve detainees were kept in the old prison at Sels)."
SCHOOL = "[The Ministry] {said} (that teachers’ pay would rise in the autumn)."


@pytest.fixture
def asked(record: Record) -> Record:
    record.add(told(WALL, PRISON, on="2024-03-05", said="2024-03-04", sides=SIDES,
                    acts=("concern", "assertion")))  # fmt: skip
    record.add(told(DENIAL, on="2024-03-12", said="2024-03-11", sides=SIDES, acts=("rebuttal",)))
    record.add(told(SCHOOL, on="2024-04-01", sides=SIDES, acts=("commitment",)))
    return record


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("wall", ["d2.s1", "d1.s1"]),
        ("WALLS", ["d2.s1", "d1.s1"]),
        ('"river wall"', ["d2.s1", "d1.s1"]),
        ('"wall river"', []),
        ("wall prison", []),
        ("wall OR prison", ["d2.s1", "d1.s2", "d1.s1"]),
        ("wall NOT ruiz", ["d2.s1"]),
        ("detaine*", ["d1.s2"]),
        ("(prison OR pay) AND (detainee OR teacher)", ["d3.s1", "d1.s2"]),
        ("ministry", ["d3.s1", "d2.s1"]),
        ("teachers", ["d3.s1"]),
    ],
)
def test_words(asked: Record, words: str, found: list[str]) -> None:
    assert [row.id for row in asked.search(words).statements] == found


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["d3.s1", "d2.s1", "d1.s2", "d1.s1"]),
        ({"speaker": "ruiz"}, ["d1.s2", "d1.s1"]),
        ({"speaker": "d2.a1"}, ["d2.s1"]),
        ({"side": "state"}, ["d3.s1", "d2.s1"]),
        ({"act": "concern"}, ["d1.s1"]),
        ({"since": "2024-03-11"}, ["d3.s1", "d2.s1"]),  # the first has the day of its document
        ({"since": "2024-03-11", "until": "2024-03-31"}, ["d2.s1"]),
        ({"until": "2024-03-05"}, ["d1.s2", "d1.s1"]),
        ({"publisher": "example"}, ["d3.s1", "d2.s1", "d1.s2", "d1.s1"]),
        ({"publisher": "%"}, []),
        ({"document": "d2"}, ["d2.s1"]),
        ({"state": "disputed"}, ["d1.s1"]),
        ({"review": "accepted"}, []),
        ({"min_confidence": 0.9}, []),
    ],
)
def test_filters(asked: Record, filters: dict[str, Any], found: list[str]) -> None:
    assert [row.id for row in asked.search(wanted=Wanted(**filters)).statements] == found
    assert asked.count(wanted=Wanted(**filters)).total == len(found)


def test_what_people_decided_is_found_as_they_decided_it(asked: Record) -> None:
    asked.review("d1.s1", "correct", by="Ann", at=AT, field="act", becomes="call")
    asked.review("d3.s1", "reject", by="Ann", at=AT)
    assert [row.id for row in asked.search(wanted=Wanted(act="call")).statements] == ["d1.s1"]
    assert [row.id for row in asked.search(wanted=Wanted(review="corrected")).statements] == [
        "d1.s1"
    ]
    assert asked.search("teachers").statements == ()


def test_meaning_finds_other_words(asked: Record) -> None:
    found = asked.search(like="people held in jail without trial")
    assert found.statements[0].id == "d1.s2"
    assert list(found.likeness) == sorted(found.likeness, reverse=True)
    of_state = asked.search(like="people held in jail", wanted=Wanted(side="state"))
    assert "d1.s2" not in {row.id for row in of_state.statements}


def test_pages_follow_each_other(asked: Record) -> None:
    seen: list[str] = []
    after = None
    while True:
        found = asked.search(page=Page(size=1, after=after))
        seen += [row.id for row in found.statements]
        if not found.more:
            break
        after = seen[-1]
    assert seen == ["d3.s1", "d2.s1", "d1.s2", "d1.s1"]


def test_counts_tell_how_it_spreads(asked: Record) -> None:
    counts = asked.count("wall")
    assert (counts.total, counts.all) == (2, True)
    assert counts.facets["act"] == (("concern", 1), ("rebuttal", 1))
    assert counts.facets["speaker"] == (("Ana Ruiz", 1), ("The Ministry", 1))
    assert counts.facets["year"] == (("2024", 2),)
    assert counts.facets["state"] == (("disputed", 1),)


def test_of_common_words_the_last_that_hold_them_are_counted(
    asked: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("verbale.record.searching._COUNTED", 1)
    counts = asked.count("wall")
    assert (counts.total, counts.all) == (1, False)
    assert counts.facets["act"] == (("rebuttal", 1),)
    assert asked.count("wall", wanted=Wanted(act="concern")).facets["act"] == (("concern", 1),)
    assert asked.count("nowhere").total == 0


def test_wrong_searches_say_what_is_wrong(asked: Record) -> None:
    with pytest.raises(WrongQuery, match="at character 1: a bracket is not closed"):
        asked.search("(wall")
    with pytest.raises(WrongQuery, match="has no words"):
        asked.search(like=" ")
    with pytest.raises(WrongQuery, match=r"no statement d9.s9 to go on after"):
        asked.search(page=Page(after="d9.s9"))
    for wrong in (Wanted(act="shout"), Wanted(side="left"), Wanted(document="3"),
                  Wanted(since="soon"), Wanted(state="open"), Wanted(review="seen")):  # fmt: skip
        with pytest.raises(WrongMetadata):
            asked.search(wanted=wrong)


@pytest.mark.parametrize(
    ("theme", "found"),
    [
        ("freedom-of-expression", True),
        ("freedom", True),
        ("Freedom of opinion", True),
        ("iccpr", True),
        ("ICCPR 19", True),
        ("iccpr-19", True),
        ("iccpr-25", False),
        ("children", False),
    ],
)
def test_themes_by_name_treaty_and_article(record: Record, theme: str, *, found: bool) -> None:
    record.add(read(Document("The envoy, Ana Ruiz, defended the freedom of expression.")))
    record.tie()
    assert bool(record.search(wanted=Wanted(theme=theme)).statements) is found


@pytest.mark.parametrize(
    ("theme", "told"), [("prisons", "police-prison-officials"), ("song", "treaty or article")]
)
def test_what_is_no_theme_is_said(record: Record, theme: str, told: str) -> None:
    with pytest.raises(WrongMetadata, match=f"'{theme}' is no theme.*{told}"):
        record.search(wanted=Wanted(theme=theme))
