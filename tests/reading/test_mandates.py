"""Special procedures and envoys: what an office is for is a part of its name."""

from __future__ import annotations

import pytest

from tests.tellings import tellings
from verbale.model import Document, Span
from verbale.reading import read
from verbale.reading.layout import lay_out
from verbale.reading.mandates import Mandate, whole_office


def _told(text: str) -> list[tuple[str | None, list[str], str]]:
    """Who says what to whom, by their names."""
    reading = read(Document(text, published="2024-03-08"))
    return [(told.speaker, told.addressees, told.first) for told in tellings(reading)]


@pytest.mark.parametrize(
    ("sentence", "part", "before", "office"),
    [
        (
            "The Special Rapporteur on freedom of association said no.",
            "association",
            "said",
            "The Special Rapporteur on freedom of association",
        ),
        (
            "The Working Group on discrimination against women and girls has asked for it.",
            "girls",
            "asked",
            "The Working Group on discrimination against women and girls",
        ),
        (
            "It told the UN Special Rapporteur on the right to food that it would help.",
            "Special Rapporteur",
            None,
            "the UN Special Rapporteur on the right to food",
        ),
        (
            "They asked the Independent Expert on older persons to visit the homes.",
            "Independent Expert",
            None,
            "the Independent Expert on older persons",
        ),
        (
            "The Special Rapporteur on torture on Monday called for an inquiry.",
            "Special Rapporteur",
            "called",
            "The Special Rapporteur on torture",
        ),
        (
            "the Special Rapporteur on torture and other cruel, inhuman or degrading treatment "
            "who visited in May said so.",
            "degrading treatment",
            "said",
            "the Special Rapporteur on torture and other cruel, inhuman or degrading treatment",
        ),
        ("The ministry thanked the special rapporteur for her interest.", "rapporteur", None, None),
        ("It thanks the Special Rapporteur for acknowledging it.", "Special", None, None),
        (
            "The Special Rapporteur on trafficking in persons said so.",
            "persons",
            "said",
            "The Special Rapporteur on trafficking in persons",
        ),
        (
            "The Special Representative of the Secretary-General for Samrath said so.",
            "Samrath",
            "said",
            "The Special Representative of the Secretary-General for Samrath",
        ),
        ("Ana Ruiz met the Special Rapporteur on torture.", "Ana Ruiz", "met", None),
    ],
)
def test_an_office_is_taken_whole(
    sentence: str, part: str, before: str | None, office: str | None
) -> None:
    layout = lay_out(sentence)
    start = sentence.index(part)
    at = None if before is None else sentence.index(before, start)
    word = Span(start, start + len(part))
    found = whole_office(layout, word, at)
    assert (found.of(sentence) if found else None) == office


def test_two_names_of_one_mandate() -> None:
    short, long, other = (
        Mandate.of(each)
        for each in (
            "the Special Rapporteur on torture",
            "Special Rapporteur on torture and other cruel, inhuman or degrading treatment",
            "the Special Rapporteur on the right to food",
        )
    )
    assert short is not None
    assert long is not None
    assert other is not None
    assert short.is_one_with(long)
    assert long.is_one_with(short)
    assert not short.is_one_with(other)
    assert Mandate.of("the rapporteur") is None


def test_mandates_are_told_apart() -> None:
    text = (
        "The Special Rapporteur on freedom of association expressed concern on 5 March about the "
        "deregistration of 126 clubs. The Special Rapporteur on torture said the conditions in "
        "Karst prison amounted to ill-treatment. The Special Rapporteur urged the Government to "
        "open the prison.\n\nThe minister, Sok Dara, told the Special Rapporteur on freedom of "
        "association that the clubs had failed to register."
    )
    clubs, torture = (
        "Special Rapporteur on freedom of association",
        "Special Rapporteur on torture",
    )
    assert _told(text) == [
        (clubs, [], "the deregistration of 126 clubs"),
        (torture, [], "the conditions in Karst prison amounted to ill-treatment"),
        (torture, ["Government"], "to open the prison"),
        ("Sok Dara", [clubs], "the clubs had failed to register"),
    ]


def test_who_holds_a_mandate_is_meant_by_it() -> None:
    text = (
        "Ana Ruiz, the Special Rapporteur on torture, said on 5 March that the cells were too "
        "small. The Special Rapporteur on torture asked the Government to close the prison. The "
        "Special Rapporteur on the right to food said that the meals were meagre."
    )
    assert [speaker for speaker, _, _ in _told(text)] == [
        "Ana Ruiz",
        "Ana Ruiz",
        "Special Rapporteur on the right to food",
    ]


def test_a_name_behind_the_verb_is_no_holder_of_the_office() -> None:
    text = "The Special Rapporteur on freedom of association urged Samrath to reinstate the clubs."
    assert _told(text)[0][0] == "Special Rapporteur on freedom of association"


def test_a_working_group_whose_name_has_an_or() -> None:
    text = (
        "The Working Group on Enforced or Involuntary Disappearances said on Monday that nobody "
        "had answered its letters."
    )
    assert _told(text)[0][0] == "Working Group on Enforced or Involuntary Disappearances"
