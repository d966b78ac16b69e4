"""What the text itself says that a statement answers."""

from __future__ import annotations

import pytest

from verbale.model import Document, DocumentKind, Reading
from verbale.reading import read


def _read(text: str, kind: DocumentKind = "news") -> Reading:
    return read(Document(text, published="2024-05-08", kind=kind))


def _said(reading: Reading) -> dict[str, str]:
    text = reading.document.text
    return {
        each.id: " ".join(part.of(text) for part in each.content) for each in reading.statements
    }


def _links(reading: Reading) -> list[tuple[str, str]]:
    said = _said(reading)
    return [(said[link.answer], said[link.answered]) for link in reading.links]


@pytest.mark.parametrize(
    ("claim", "whose", "what"),
    [
        (
            "the assertion of the chief executive of Telka that she had had twenty minutes",
            "Telka",
            "she had had twenty minutes",
        ),
        (
            "the report by the Governor of Tamsin that 14 men had been held",
            "Governor of Tamsin",
            "14 men had been held",
        ),
        (
            "the Harbour Union’s assertion that Ms. Ruiz was visited every Sunday",
            "Harbour Union",
            "Ms. Ruiz was visited every Sunday",
        ),
        ("the Harbour Union’s count of six dead", "Harbour Union", "six dead"),
        ("the Harbour Union’s comment that nobody came", "Harbour Union", "nobody came"),
    ],
)
def test_a_claim_has_its_owner_however_long_that_is(claim: str, whose: str, what: str) -> None:
    reading = _read(f"The Ministry of Ports disputes {claim}.")
    rebuttal, claimed = reading.statements
    names = {actor.id: actor.name for actor in reading.actors}
    assert names[claimed.speaker or ""] == whose
    assert _said(reading)[claimed.id] == what
    assert [(link.answer, link.answered) for link in reading.links] == [(rebuttal.id, claimed.id)]


def test_whose_claim_somebody_rejects_it_is_another_s() -> None:
    reading = _read("Health Minister Tom Vidal rejected her remark that nobody has seen the lists.")
    rebuttal, claimed = reading.statements
    assert claimed.speaker != rebuttal.speaker
    assert len(reading.links) == 1


def test_who_judges_what_was_decided_answers_it() -> None:
    text = (
        "The Regional Court ruled that the march may go ahead. "
        "The mayor, Ana Ruiz, called the ruling “a shame on our town”."
    )
    ((answer, answered),) = _links(_read(text))
    assert answer.startswith("the ruling")
    assert answered == "the march may go ahead"


def test_who_replies_replies_to_what_was_said_just_before() -> None:
    text = (
        "The envoy, Ana Ruiz, urged the ministry to open the files. "
        "The minister, Tom Vidal, replied that the rains were late."
    )
    assert _links(_read(text)) == [("the rains were late", "to open the files")]


TALK = (
    "CHAIR: Minister Vidal, you have the floor.\n\n"
    "MINISTER VIDAL: The wells are open, and the water is clean.\n\n"
    "SENATOR RUIZ: The Harbour Union told us that two wells were closed in March. Is that true?\n\n"
    "MINISTER VIDAL: It is not. Both wells were mended in April.\n"
)


def test_a_question_that_only_cites_is_no_statement_and_what_it_cites_is_answered() -> None:
    reading = _read(TALK, "transcript")
    names = {actor.id: actor.name for actor in reading.actors}
    assert "Senator Ruiz" not in {names.get(said.speaker or "") for said in reading.statements}
    ((answer, answered),) = _links(reading)
    assert answer.startswith("It is not")
    assert answered == "two wells were closed in March"


def test_who_gets_the_floor_answers_nobody() -> None:
    opening = (
        "CHAIR: The Committee resumes. The senators have read the file. Minister, you have the "
        "floor.\n\nMINISTER VIDAL: The wells are open, and the water is clean.\n"
    )
    assert _links(_read(opening, "transcript")) == []
    asked = opening.replace(" Minister, you have the floor.", " They find that the wells are dry.")
    assert len(_links(_read(asked, "transcript"))) == 1
