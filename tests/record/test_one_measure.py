from __future__ import annotations

import json
from importlib import resources
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from tests.record.several import contents_with
from tests.record.test_figure_series import counted, relations
from verbale.record.identity import identify
from verbale.record.one_measure import BIAS, followers, how_likely, signs
from verbale.record.prepared import prepare
from verbale.record.surroundings import Surroundings

if TYPE_CHECKING:
    from verbale.record.counted import Counted

WALKED = "[Ana Ruiz] {said} (in Arden 2500 people walked along the river)."


def figures(*sentences: str) -> list[Counted]:
    contents = contents_with(*(counted(sentence, "2024-03-04") for sentence in sentences))
    who = identify(contents.actors).by_actor()
    prepared = prepare(contents, who, Surroundings(contents), {})
    return [figure for document in prepared for figure in document.figures]


def likely(one: str, other: str) -> float:
    first, second = figures(one, other)
    return how_likely(first, second, follows=False)


def test_every_sign_has_its_weight() -> None:
    one, other = figures(WALKED, "[Luis Sanz] {said} (2500 marchers were there).")
    file = resources.files("verbale.record") / "one_measure.json"
    weights = json.loads(file.read_text(encoding="utf-8"))
    assert {BIAS, *(name for name, _ in signs(one, other, follows=True))} == weights.keys()


def test_a_telling_number_told_again_is_likelier_than_a_small_one() -> None:
    again = likely(WALKED, "[Luis Sanz] {said} (2500 marchers filled the river road).")
    small = "[Ana Ruiz] {said} (in Arden 3 people walked along the river)."
    assert again > likely(small, "[Luis Sanz] {said} (3 marchers filled the river road).")
    assert again > likely(WALKED, "[Luis Sanz] {said} (2500 tonnes of wheat were sold).")


def test_of_rival_numbers_like_ones_are_likelier() -> None:
    near = "[Luis Sanz] {said} (in Arden 1900 people walked)."
    assert likely(WALKED, near) > likely(WALKED, near.replace("1900", "260"))


@pytest.mark.parametrize("follows", [False, True])
def test_it_is_a_likelihood(*, follows: bool) -> None:
    several = figures(
        WALKED,
        "[Luis Sanz] {said} (40 percent of homes).",
        "[Luis Sanz] {said} (0 homes and 3 of them).",
    )
    for one, other in permutations(several, 2):
        assert 0 < how_likely(one, other, follows=follows) < 1


def test_a_number_follows_the_one_of_its_unit_before_it() -> None:
    sentence = "[Ana Ruiz] {said} (30 percent of homes, 12 boats, 45 percent of nets, 9 boats)."
    found = followers(figures(sentence, "[Luis Sanz] {said} (8 boats)."))
    assert found == {("d1.f1", "d1.f3"), ("d1.f2", "d1.f4")}


def test_a_telling_number_is_told_again_with_another_noun() -> None:
    boats = "[Ana Ruiz] {said} (2512 boats lay in the harbour of Arden)."
    again = "[Luis Sanz] {said} (2512 vessels lay in the harbour of Arden)."
    assert relations(
        counted(boats, "2024-03-04"), counted(again, "2024-03-04", "civil-society")
    ) == [("d1.f1", "d2.f1", "agrees")]
