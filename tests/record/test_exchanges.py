from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tests.record.several import Sides, contents_with, told
from verbale.model import Act, Link
from verbale.record.ties import tie

if TYPE_CHECKING:
    from verbale.model import Reading
    from verbale.record.exchanges import Exchanges

SIDES: Final[Sides] = {
    "The League": "civil-society",
    "The Ministry": "state",
    "Ana Ruiz": "civil-society",
    "Luis Sanz": "state",
}
CONCERN: Final = "[Ana Ruiz] {warned} (that two detainees were kept in an army barracks)."
DENIAL: Final = "[Luis Sanz] {denied} (that any detainee was kept in an army barracks)."


def document(*sentences: str, on: str, acts: tuple[Act, ...], said: str | None = None) -> Reading:
    return told(*sentences, on=on, said=said, sides=SIDES, acts=acts)


def exchanges(*documents: Reading) -> Exchanges:
    return tie(contents_with(*documents)).exchanges


def pairs(*documents: Reading) -> list[tuple[str, str]]:
    return [(each.answer, each.answered) for each in exchanges(*documents).across]


def test_a_denial_answers_what_the_other_side_said_in_other_words() -> None:
    (found,) = exchanges(
        document(CONCERN, on="2024-03-04", acts=("concern",)),
        document(DENIAL, on="2024-03-06", acts=("rebuttal",)),
    ).across
    assert (found.answer, found.answered, found.basis) == ("d2.s1", "d1.s1", "inferred")
    assert "shared words" in found.reason
    assert 0 < found.score <= 1


def test_nothing_answers_what_is_said_later() -> None:
    assert (
        pairs(
            document(DENIAL, on="2024-03-04", acts=("rebuttal",)),
            document(CONCERN, on="2024-03-06", acts=("concern",)),
        )
        == []
    )


def test_one_side_does_not_answer_itself() -> None:
    denial = DENIAL.replace("Luis Sanz", "The League")
    assert (
        pairs(
            document(CONCERN, on="2024-03-04", acts=("concern",)),
            document(denial, on="2024-03-06", acts=("rebuttal",)),
        )
        == []
    )


def test_other_matters_are_no_answer() -> None:
    denial = "[Luis Sanz] {denied} (that the harbour dues had risen)."
    assert (
        pairs(
            document(CONCERN, on="2024-03-04", acts=("concern",)),
            document(denial, on="2024-03-06", acts=("rebuttal",)),
        )
        == []
    )


def test_a_noun_with_its_owner_takes_up_a_statement_explicitly() -> None:
    call = "[The League] {urged} the court (to free the four fishermen)."
    refusal = "[Luis Sanz] {refused} (the League’s demand as meddling)."
    (found,) = exchanges(
        document(call, on="2024-03-04", acts=("call",)),
        document(refusal, on="2024-03-06", acts=("rebuttal",)),
    ).across
    assert (found.answered, found.basis) == ("d1.s1", "explicit")
    assert found.reason == "it takes up “the League’s demand”"


def test_the_link_goes_to_the_restatement_in_the_same_document() -> None:
    told_again = "[Ana Ruiz] had {warned} (that two detainees were kept in an army barracks)."
    denial = "[Luis Sanz] {denied} (that any detainee was kept in a barracks of the army)."
    found = pairs(
        document(CONCERN, on="2024-03-04", acts=("concern",)),
        document(told_again, denial, on="2024-03-06", acts=("concern", "rebuttal")),
    )
    assert found == [("d2.s2", "d2.s1")]


def test_a_link_inside_a_document_is_outweighed_only_when_it_is_inferred() -> None:
    beside = "[Ana Ruiz] {feared} (that the harbour dues would rise)."
    second = document(beside, DENIAL, on="2024-03-06", acts=("concern", "rebuttal"))
    first = document(CONCERN, on="2024-03-04", acts=("concern",))
    inferred = replace(second, links=(Link("s2", "s1", "inferred", "the nearest concern"),))
    found = exchanges(first, inferred)
    assert [each.answered for each in found.across] == ["d1.s1"]
    assert [each.answered for each in found.outweighed] == ["d2.s1"]
    explicit = replace(second, links=(Link("s2", "s1", "explicit", "it says so"),))
    assert exchanges(first, explicit).across == ()


def test_a_speaker_goes_on_with_an_answer() -> None:
    more = "[Luis Sanz] {added} (that a doctor had seen each detainee)."
    found = pairs(
        document(CONCERN, on="2024-03-04", acts=("concern",)),
        document(DENIAL, more, on="2024-03-06", acts=("rebuttal", "assertion")),
    )
    assert found == [("d2.s1", "d1.s1"), ("d2.s2", "d1.s1")]
