"""On whose side people stand who have no office of their own."""

from __future__ import annotations

import pytest

from verbale.model import Document
from verbale.reading.actors import gather_cast
from verbale.reading.layout import lay_out

SIDES = [
    ("The Harbour Union met. Its director, Ana Ruiz, spoke.", "Ana Ruiz", "civil-society"),
    ("The Harbour Union met. Ana Ruiz spoke.", "Ana Ruiz", "other"),
    ("The Dawn Party won. The party’s spokeswoman, Ana Ruiz, spoke.", "Ana Ruiz", "party"),
    ("Ana Ruiz of the Dawn Party spoke.", "Ana Ruiz", "party"),
    ("Ana Ruiz, coordinator of the Clean Vote Network, spoke.", "Ana Ruiz", "civil-society"),
    ("The Joint Mission came. Ana Ruiz, who heads the mission, spoke.", "Ana Ruiz", "monitor"),
    ("The Dawn Party told the Coast Council no. Its leader, Ana Ruiz, spoke.", "Ana Ruiz", "party"),
    ("The Election Commission sat. No, spokesman Tom Vidal said.", "Tom Vidal", "state"),
    ("The Dawn Party won. Its leader, Health Minister Ana Ruiz, spoke.", "Ana Ruiz", "state"),
    ("Opposition senator Ana Ruiz spoke.", "Ana Ruiz", "party"),
    (
        "The Dockers’ Union met. Its general secretary, Ana Ruiz, spoke.",
        "Ana Ruiz",
        "civil-society",
    ),
    ("The European Union spoke.", "European Union", "monitor"),
    ("Justice Ana Ruiz spoke.", "Ana Ruiz", "state"),
    ("The Harbour Union met. Its president, Ana Ruiz, spoke.", "Ana Ruiz", "civil-society"),
    ("The Coast Prison Watch spoke.", "Coast Prison Watch", "civil-society"),
    ("The Quarter Water Committee spoke.", "Quarter Water Committee", "civil-society"),
    ("The City Council spoke.", "City Council", "state"),
    ("The Working Group on Detention spoke.", "Working Group on Detention", "monitor"),
    ("The ombudswoman, Ana Ruiz, spoke.", "Ana Ruiz", "monitor"),
    ("The coroner, Ana Ruiz, spoke.", "Ana Ruiz", "state"),
    ("Bishop Ana Ruiz spoke.", "Ana Ruiz", "civil-society"),
]


@pytest.mark.parametrize(("text", "name", "side"), SIDES)
def test_sides(text: str, name: str, side: str) -> None:
    cast = gather_cast(lay_out(text), Document(text))
    assert {c.side() for c in cast.characters if c.name == name} == {side}


def test_our_chairwoman_speaks_for_the_body_that_issues_the_text() -> None:
    text = "The Vote Commission has met.\n\n“No,” says our Chairwoman, Ana Ruiz."
    document = Document(text, publisher="Vote Commission", kind="press-release")
    cast = gather_cast(lay_out(text), document)
    [ruiz] = [c for c in cast.characters if c.name == "Ana Ruiz"]
    assert ruiz.affiliation is cast.body


def test_a_letter_s_signatory_has_the_office_below_the_name() -> None:
    text = "Dear Ms. Holm,\n\nWe regret this.\n\nTomas Okello\nMinister of Health"
    cast = gather_cast(lay_out(text), Document(text, kind="letter"))
    assert cast.signatory is not None
    assert cast.signatory.roles == ["Minister of Health"]
    assert cast.signatory.side() == "state"


def test_what_a_body_is_of_is_a_place() -> None:
    text = "The envoy urged Samrath to talk to the Weavers’ Union of Samrath."
    cast = gather_cast(lay_out(text), Document(text))
    [samrath] = [c for c in cast.characters if c.name == "Samrath"]
    assert (samrath.kind, samrath.place) == ("state", True)
