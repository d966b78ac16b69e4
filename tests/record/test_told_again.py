from __future__ import annotations

import json
from importlib import resources
from typing import TYPE_CHECKING, get_args

import pytest

from tests.record.several import contents_with, told
from verbale.model import Act
from verbale.record.identity import identify
from verbale.record.prepared import prepare
from verbale.record.sayings import Weights
from verbale.record.surroundings import Surroundings
from verbale.record.told_again import (
    can_be_one,
    chooser,
    signs_of_first_telling,
    signs_of_retelling,
)

if TYPE_CHECKING:
    from tests.record.several import Sides
    from verbale.model import Reading
    from verbale.record.sayings import Saying

ASKED = "[The Harbour Union] {asked} the minister (to publish every order by Friday)."
BODY: Sides = {"The Harbour Union": "civil-society"}


def sayings(*documents: Reading) -> list[Saying]:
    contents = contents_with(*documents)
    who = identify(contents.actors).by_actor()
    prepared = prepare(contents, who, Surroundings(contents), {})
    return [saying for document in prepared for saying in document.sayings]


def likely(first: str, second: str, *, acts: tuple[Act, ...] = ("call",)) -> float:
    earlier, later = sayings(
        told(first, on="2024-03-05", acts=acts, sides=BODY),
        told(second, on="2024-03-09", acts=acts, sides=BODY),
    )
    weights = Weights([earlier.words, later.words])
    (found,) = chooser().likelihoods(
        signs_of_first_telling(later, new_speaker=False),
        [signs_of_retelling(later, earlier, weights, weights.total(later.words))],
    )
    return found


def test_every_sign_has_its_weight() -> None:
    file = resources.files("verbale.record") / "told_again.json"
    weights = json.loads(file.read_text(encoding="utf-8"))
    earlier, later = sayings(
        told(ASKED, on="2024-03-05", said="2024-03-04", sides=BODY),
        told(ASKED, on="2024-03-09", said="2024-03-04", sides=BODY),
    )
    told_by = Weights([earlier.words, later.words])
    acts = {f"act {act}" for act in get_args(Act)}
    each = {name for name, _ in signs_of_retelling(later, earlier, told_by, 1.0)}
    none = {name for name, _ in signs_of_first_telling(later, new_speaker=True)}
    assert weights["none"].keys() == acts | none
    assert weights["each"].keys() <= each | {"other voice, covered", "other voice, alike"}


def test_other_words_of_one_speaker_are_likely_and_other_matters_are_none() -> None:
    again = "[The Harbour Union] {asked} for (the publication of all orders)."
    assert likely(ASKED, again) > 0.5
    for matter in ("mend the harbour wall", "publish the timetable of the ferries"):
        other = f"[The Harbour Union] {{asked}} the mayor (to {matter})."
        first, second = sayings(
            told(ASKED, on="2024-03-05", acts=("call",), sides=BODY),
            told(other, on="2024-03-09", acts=("call",), sides=BODY),
        )
        assert not can_be_one(second, first)


def test_what_has_a_name_has_been_said_before() -> None:
    anew = likely(ASKED, "[The Harbour Union] {asked} (to see the orders).")
    assert likely(ASKED, "[The Harbour Union] made {its demand} (to see the orders).") > anew


@pytest.mark.parametrize(
    ("other", "may"),
    [
        ("[Ana Ruiz] {asked} him (to publish every order).", True),
        ("[Luis Sanz] {asked} him (to publish every order).", False),
        ("[the lawyer] {asked} him (to publish every order).", True),
        ("[The Ministry] {asked} him (to publish every order).", False),
    ],
)
def test_a_body_a_person_and_somebody_unnamed_may_speak_for_each_other(
    other: str, *, may: bool
) -> None:
    sides: Sides = {**BODY, "Ana Ruiz": "civil-society", "The Ministry": "state"}
    first, second = sayings(
        told(ASKED, on="2024-03-05", acts=("call",), sides=sides),
        told(other, on="2024-03-09", acts=("call",), sides=sides),
    )
    assert can_be_one(second, first) is may


def test_two_people_by_their_names_are_never_one() -> None:
    words = "[{}] {{asked}} him (to publish every order)."
    first, second = sayings(
        told(words.format("Ana Ruiz"), on="2024-03-05"),
        told(words.format("Luis Sanz"), on="2024-03-09"),
    )
    assert not can_be_one(second, first)
