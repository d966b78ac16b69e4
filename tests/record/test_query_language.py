from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.errors import WrongQuery
from verbale.record.query_language import All, AnyOf, But, Phrase, parse, searchable

FLOOD, DAM, WALL = Phrase(("flood",)), Phrase(("dam",)), Phrase(("wall",))


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("flood", FLOOD),
        ("Flooding", FLOOD),
        ("flood dam", All((FLOOD, DAM))),
        ("flood AND dam", All((FLOOD, DAM))),
        ("flood OR dam wall", AnyOf((FLOOD, All((DAM, WALL))))),
        ("(flood OR dam) wall", All((AnyOf((FLOOD, DAM)), WALL))),
        ("flood NOT dam", But(FLOOD, DAM)),
        ("flood AND NOT dam wall", All((But(FLOOD, DAM), WALL))),
        ('"river wall"', Phrase(("river", "wall"))),
        ("“river wall”", Phrase(("river", "wall"))),
        ("flood*", Phrase(("flood",), starts=True)),
        ("detentions*", Phrase(("detentions",), starts=True)),
        ("and or not", All((Phrase(("and",)), Phrase(("or",)), Phrase(("not",))))),
        ("anti-dam", Phrase(("anti", "dam"))),
    ],
)
def test_what_is_typed_means(text: str, query: object) -> None:
    assert parse(text) == query


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("flood AND", 10, "a word is missing at the end"),
        ("(flood dam", 1, "a bracket is not closed"),
        ("flood) dam", 6, "a bracket is closed that was not opened"),
        ("NOT flood", 1, "NOT has nothing before it"),
        ("flood OR OR dam", 10, "OR has nothing before it"),
        ('flood "river wall', 7, "a quotation mark is not closed"),
        ("flood ()", 8, "there is nothing in the bracket"),
        ("flood -- dam", 7, "-- holds no word"),
        ("(" * 25 + "a" + ")" * 25, 21, "more than 20 brackets"),
    ],
)
def test_what_cannot_be_understood_is_said_with_its_place(text: str, place: int, what: str) -> None:
    with pytest.raises(WrongQuery, match=f"at character {place}: ") as raised:
        parse(text)
    assert what in str(raised.value)


@pytest.mark.parametrize("text", ["", "  ", "x" * 1001])
def test_nothing_and_too_much(text: str) -> None:
    with pytest.raises(WrongQuery):
        parse(text)


@given(st.text(max_size=60))
def test_whatever_is_typed_means_something_or_is_refused(text: str) -> None:
    try:
        found = parse(text)
    except WrongQuery as error:
        assert "\n" not in str(error)  # noqa: PT017 - both ends are right
    else:
        assert isinstance(found, Phrase | All | AnyOf | But)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Détentions", "detention"), ("detained", "DETAIN"), ("protesters’", "protester")],
)
def test_forms_case_and_accents_do_not_matter(one: str, other: str) -> None:
    assert searchable(one)[0] == searchable(other)[0]
