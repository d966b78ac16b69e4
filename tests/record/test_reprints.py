from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.factories import span_of
from tests.record.several import contents_with, told
from verbale.model import Figure
from verbale.record.ties import tie

if TYPE_CHECKING:
    from tests.record.several import Sides
    from verbale.model import Act, Reading
    from verbale.record.reprints import Reprint

FIRST = "[Ana Ruiz] {said} (the river wall had been built without any study of the floods)."


def reprints(*documents: Reading) -> list[Reprint]:
    return list(tie(contents_with(*documents)).reprints)


def pairs(*documents: Reading) -> list[tuple[str, str]]:
    return [(each.statement, each.same_as) for each in reprints(*documents)]


def test_the_same_words_of_one_speaker_are_one_utterance() -> None:
    again = "In March [Ana Ruiz] had {said} (the wall had been built without a study of floods)."
    (found,) = reprints(
        told(FIRST, on="2024-03-05", said="2024-03-04"), told(again, on="2024-03-09")
    )
    assert (found.statement, found.same_as) == ("d2.s1", "d1.s1")
    assert found.reason.startswith("Ana Ruiz says both")
    assert 0 < found.score <= 1


def test_quoted_words_inside_a_longer_quotation_are_one_utterance() -> None:
    whole = "[Ana Ruiz] {said}: (“We waited. A wall without gates is only a dam. We told them.”)"
    part = "[Ana Ruiz] {insisted} that (“a wall without gates is only a dam”)."
    assert pairs(told(whole, on="2024-03-05"), told(part, on="2024-03-08")) == [("d2.s1", "d1.s1")]


def test_every_record_points_to_the_earliest_whatever_the_order() -> None:
    documents = [told(FIRST, on=f"2024-03-0{day}", said="2024-03-04") for day in (7, 5, 9)]
    assert sorted(pairs(*documents)) == [("d1.s1", "d2.s1"), ("d3.s1", "d2.s1")]


@pytest.mark.parametrize(
    ("other", "act"),
    [
        (FIRST.replace("Ana", "Luis"), "assertion"),
        ("[Ana Ruiz] {said} (the bridge would open to lorries in the autumn).", "assertion"),
        ("[Ana Ruiz] {urged} us (to study the floods before any river wall is built).", "call"),
    ],
)
def test_other_speakers_words_and_requests_are_other_utterances(other: str, act: Act) -> None:
    assert pairs(told(FIRST, on="2024-03-05"), told(other, on="2024-03-08", acts=(act,))) == []


def test_the_same_opinion_on_another_day_is_another_utterance() -> None:
    opinion = "[Ana Ruiz] {said} (the wall was a waste of public money)."
    later = "[Ana Ruiz] {said} (that wall is a waste of money)."
    assert (
        pairs(
            told(opinion, on="2024-03-05", said="2024-03-04"),
            told(later, on="2024-06-09", said="2024-06-08"),
        )
        == []
    )


def test_numbers_have_to_agree() -> None:
    def counted(value: int, day: str) -> Reading:
        made = told(f"[Ana Ruiz] {{said}} ({value} houses were under water).", on=day)
        span = span_of(made.document.text, str(value))
        return replace(made, figures=(Figure("f1", value, None, "houses", span, "s1"),))

    assert pairs(counted(120, "2024-03-05"), counted(120, "2024-03-06")) == [("d2.s1", "d1.s1")]
    assert pairs(counted(120, "2024-03-05"), counted(90, "2024-03-06")) == []


def test_a_body_and_who_speaks_for_it_can_be_one_speaker() -> None:
    body = "[The League] {says} (every polling station must publish its own protocol)."
    person = "[Ana Ruiz] {said} (every polling station must publish its protocol)."
    sides: Sides = {"The League": "civil-society", "Ana Ruiz": "civil-society"}
    first, second = (
        told(words, on=day, sides=sides)
        for words, day in ((body, "2024-03-05"), (person, "2024-03-06"))
    )
    assert pairs(first, second) == [("d2.s1", "d1.s1")]
    assert pairs(first, told(person, on="2024-03-06", sides={"Ana Ruiz": "state"})) == []


def test_nothing_is_told_again_inside_one_document() -> None:
    assert pairs(told(FIRST, FIRST, on="2024-03-05")) == []


def test_whom_the_cue_itself_gives_the_words_to_is_another() -> None:
    first = told("[The Mission] {said} (that voting had been calm and orderly).", on="2024-03-05")
    taken_up = "[Ana Ruiz] {welcomed their acknowledgement} that (voting was calm)."
    assert pairs(first, told(taken_up, on="2024-03-08")) == [("d2.s1", "d1.s1")]
    own = "[Ana Ruiz] {said} that (voting was calm)."
    assert pairs(first, told(own, on="2024-03-08")) == []


def test_what_had_been_said_before_can_have_the_date_of_the_rest() -> None:
    first = told(
        "[Ana Ruiz] {asked} the court (to free everyone).", on="2024-03-05", acts=("call",)
    )
    again = "[Ana Ruiz], who {had asked} that (everybody be freed), came late."
    later = told(again, on="2024-03-12", said="2024-03-11", acts=("call",))
    assert pairs(first, later) == [("d2.s1", "d1.s1")]
    anew = told(
        again.replace("had asked", "asks"), on="2024-03-12", said="2024-03-11", acts=("call",)
    )
    assert pairs(first, anew) == []
