"""What monitors, states and campaigners publish, in the forms that they have for it."""

from __future__ import annotations

import pytest

from tests.tellings import tellings
from verbale.model import Act, Document, DocumentKind, Reading, Side
from verbale.reading import read


def _read(text: str, kind: DocumentKind = "news", publisher: str | None = None) -> Reading:
    return read(Document(text, published="2024-03-08", kind=kind, publisher=publisher))


def _told(reading: Reading) -> list[tuple[str | None, list[str], Act, str]]:
    return [(told.speaker, told.addressees, told.act, told.first) for told in tellings(reading)]


def _sides(reading: Reading) -> dict[str, Side]:
    return {actor.name: actor.side for actor in reading.actors}


def test_what_a_state_party_should_do_is_asked_by_the_committee() -> None:
    text = (
        "12. The Committee is concerned that the Law on Parties allows for their dissolution on "
        "vague grounds.\n\n13. The State party should:\n(a) Amend the Law on Parties;\n(b) Ensure "
        "that nobody is banned without a hearing.\n\n14. While noting the information provided by "
        "the delegation that 12 detainees were released, the Committee remains concerned about "
        "reports of ill-treatment in Karst prison."
    )
    told = _told(_read(text, "report", "Human Rights Committee"))
    assert {speaker for speaker, *_ in told} == {"Human Rights Committee"}
    calls = [(to, content[:24]) for _, to, act, content in told if act == "call"]
    assert calls == [(["State party"], "Amend the Law on Parties")]


def test_they_are_the_many_rather_than_the_court() -> None:
    text = (
        "UN experts today expressed concern at the dissolution of the Renewal Party.\n\n“It "
        "deprives voters of a choice,” the experts said.\n\nOn 1 March, the Supreme Court ruled "
        "that the party had taken foreign money.\n\n“These charges appear to be aimed at silencing "
        "dissent,” they said."
    )
    *_, last = _told(_read(text, "press-release", "OHCHR"))
    assert last[0] == "UN experts"


def test_a_question_tells_of_no_words() -> None:
    text = (
        "Question: Does the Secretary-General regard the dissolution of the party as unlawful?\n\n"
        "Spokesperson: I would refer you to what he said on Monday."
    )
    speakers = [speaker for speaker, *_ in _told(_read(text, "transcript"))]
    assert speakers == ["Spokesperson"]


def test_to_look_forward_to_a_reply_says_nothing() -> None:
    text = (
        "Dear Minister,\n\nWe urge you to drop the charges against her. We look forward to your "
        "reply.\n\nYours sincerely,\n\nTeresa Holm\nSecretary General, Press Freedom League"
    )
    reading = _read(text, "letter")
    assert [(who, act) for who, _, act, _ in _told(reading)] == [("Press Freedom League", "call")]
    assert _sides(reading)["Press Freedom League"] == "civil-society"


def test_a_body_is_what_it_is_called() -> None:
    text = (
        "Rights group Karst-Vigil welcomed the ruling, but its director, Naly Kim, said that it "
        "came late. The ministry had no comment."
    )
    reading = _read(text)
    assert _sides(reading)["Karst-Vigil"] == "civil-society"
    assert _sides(reading)["Naly Kim"] == "civil-society"
    roles = {actor.name: actor.role for actor in reading.actors}
    assert roles["Naly Kim"] == "its director"


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Government spokesman Sok Dara called the decision “regrettable”.", "rebuttal"),
        ("The High Commissioner called the ruling a setback for democracy.", "concern"),
        ("The UN envoy, Ana Ruiz, described the release as a step forward.", "acknowledgement"),
    ],
)
def test_calling_something_good_or_bad(text: str, act: Act) -> None:
    assert [each for _, _, each, _ in _told(_read(text))] == [act]


@pytest.mark.parametrize(
    ("text", "name", "side"),
    [
        (
            "The Independent International Commission of Inquiry on Samrath found that homes had "
            "been shelled.",
            "Independent International Commission of Inquiry on Samrath",
            "monitor",
        ),
        (
            "The Secretary-General's Special Envoy, Hla Moe, said that talks had stalled.",
            "Hla Moe",
            "monitor",
        ),
        (
            "The Assistant Secretary-General for Human Rights, Ilze Brandt, said it was dire.",
            "Ilze Brandt",
            "monitor",
        ),
        ("The Minister of Industry, Ana Ruiz, said that it was over.", "Ana Ruiz", "state"),
        ("The president of the bank, Bo Lind, said that it was over.", "Bo Lind", "other"),
    ],
)
def test_sides_of_offices(text: str, name: str, side: Side) -> None:
    assert _sides(_read(text))[name] == side


def test_who_is_told_is_told_in_the_same_sentence() -> None:
    text = (
        "“We have evidence,” Grace Mutasa told a rally in Port Zama. Ruling party "
        "secretary-general Tendai Moyo dismissed the claims."
    )
    assert [to for _, to, _, _ in _told(_read(text))] == [["rally in Port Zama"], []]


def test_an_acronym_that_is_not_introduced_is_the_body_with_these_initials() -> None:
    text = (
        "The Central Election Commission said on Monday that it had received 412 complaints. The "
        "CEC denied that any was dismissed."
    )
    assert {speaker for speaker, *_ in _told(_read(text))} == {"Central Election Commission"}


def test_a_body_with_and_without_the_form_of_its_state() -> None:
    text = (
        "The Ministry of Justice of the Kingdom of Samrath regrets the resolution. The Ministry of "
        "Justice of Samrath denied the claims."
    )
    assert len({speaker for speaker, *_ in _told(_read(text))}) == 1


def test_a_spokesperson_speaks_for_who_publishes() -> None:
    text = 'Spokesperson Chin Malin said that the courts were independent. "It is so," he stressed.'
    reading = _read(text, "press-release", "Ministry of Justice of Samrath")
    assert _sides(reading)["Chin Malin"] == "state"


def test_an_embassy_is_not_its_state() -> None:
    told = _told(_read("The US embassy said that it was deeply troubled by the violence."))
    assert [speaker for speaker, *_ in told] == ["US embassy"]


def test_how_to_address_somebody_is_no_role() -> None:
    text = "Dr. Leïla Haddou, who runs the ward, said that all three had been shot."
    assert [actor.role for actor in _read(text).actors] == [None]


def test_what_a_state_replies_to_is_what_those_allege_to_whom_it_replies() -> None:
    text = (
        "1. The Government of Orlanda responds to the joint communication dated 14 March 2022 from "
        "the Special Rapporteur on the rights of indigenous peoples and the Working Group on "
        "Arbitrary Detention.\n\n2. With regard to the allegation that eleven leaders were held, "
        "the Government wishes to state that nine persons were arrested on charges of arson."
    )
    reading = _read(text, "state-reply", "Government of Orlanda")
    rapporteur = "Special Rapporteur on the rights of indigenous peoples"
    assert [(speaker, to) for speaker, to, _, _ in _told(reading)] == [
        (rapporteur, []),
        ("Government of Orlanda", [rapporteur]),
    ]
    assert [(link.answer, link.answered) for link in reading.links] == [("s2", "s1")]


def test_a_delegate_speaks_for_the_country_behind_the_name() -> None:
    text = (
        "Consideration of reports: Orlanda\n\n10. Mr. Quezada asked for the figures. He was "
        "concerned about executions.\n\n12. Mr. Vasquez (Orlanda) said that there had been none."
    )
    reading = _read(text, "report", "Human Rights Committee")
    assert _sides(reading)["Mr. Vasquez"] == "state"


@pytest.mark.parametrize(
    ("text", "name", "side"),
    [
        (
            "The U.N. human rights chief, Volker Tamm, said that it was so.",
            "Volker Tamm",
            "monitor",
        ),
        (
            "The European Union regrets the verdict. The bloc’s spokesman, Peter Stano, said that "
            "it was harsh.",
            "Peter Stano",
            "monitor",
        ),
    ],
)
def test_sides_by_what_the_text_names_before(text: str, name: str, side: Side) -> None:
    assert _sides(_read(text))[name] == side
