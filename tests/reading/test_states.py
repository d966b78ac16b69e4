"""Who the Government, the delegation and the committee are, and on which day a meeting spoke."""

from __future__ import annotations

import pytest

from verbale.model import Document, Reading
from verbale.reading import read

MINUTES = """Committee on Fair Work takes up report of Saint Brisa and Marn

LESNA (10 May 2023) – The Committee on Fair Work this morning took up the report of \
Saint Brisa and Marn.

A Committee Expert said that the mines were unsafe.

Responding, the delegation said that two shafts had been closed.

The Chair, Ines Dahl, thanked the delegation for its frankness.
"""


def _speakers(reading: Reading) -> list[str | None]:
    names = {actor.id: actor.name for actor in reading.actors}
    return [names.get(statement.speaker or "") for statement in reading.statements]


def test_minutes() -> None:
    reading = read(Document(MINUTES, published="2023-05-10", kind="press-release"))
    names = {actor.id: actor.name for actor in reading.actors}
    assert _speakers(reading) == [
        "Committee on Fair Work",
        "Delegation of Saint Brisa and Marn",
        "Ines Dahl",
    ]
    assert {statement.date for statement in reading.statements} == {"2023-05-10"}
    [thanked] = reading.statements[2].addressees
    assert names[thanked] == "Delegation of Saint Brisa and Marn"


@pytest.mark.parametrize(
    ("title", "publisher"),
    [
        ("Reply of the Republic of Ostrovia to the Working Group", "Permanent Mission of Ostrovia"),
        ("Observations on the report", "Ministry of Justice of Ostrovia"),
    ],
)
def test_the_government_has_a_name(title: str, publisher: str) -> None:
    text = "The Government rejects the claim that the bridge is unsafe. It was repaired in May."
    reading = read(Document(text, title, publisher, "2024-05-08", kind="state-reply"))
    assert "Ostrovia" in (_speakers(reading)[0] or "")


@pytest.mark.parametrize(
    "title",
    [
        "Ostrovia: bridge closed after a child falls",
        "Watch urges Ostrovia to mend its bridges",
        "Alarm at a death in Ostrovia",
    ],
)
def test_a_title_tells_which_government(title: str) -> None:
    text = "The Government said that the bridge was safe. Ostrovia has four bridges."
    reading = read(Document(text, title, "Bridge Watch", "2024-05-08", kind="press-release"))
    assert _speakers(reading) == ["Ostrovia"]


def test_a_state_has_an_adjective_and_invites() -> None:
    for of_it in ("Ostrovian guards watched.", "She came at the invitation of the Government."):
        text = f"Ana Ruiz visited Ostrovia. {of_it} The Government said that the bridge was safe."
        text = text.replace("Ostrovia. She came", "Ostrovia")
        assert _speakers(read(Document(text, published="2024-05-08", kind="report"))) == [
            "Ostrovia"
        ]


@pytest.mark.parametrize("title", ["Transcript: the bridge", "Minister of Health: the bridge"])
def test_no_kind_of_text_nor_portfolio_is_a_state(title: str) -> None:
    text = "The Government said that the bridge was safe. Health is wealth. Transcript ends."
    assert _speakers(read(Document(text, title, "2024-05-08", kind="report"))) == ["Government"]


def test_according_to_whom_is_no_place() -> None:
    text = "The cables were cut for 41 hours, according to OpenPath, a group of engineers."
    (actor,) = read(Document(text, published="2024-05-08")).actors
    assert (actor.name, actor.kind) != ("OpenPath", "state")


def test_two_states_leave_it_open() -> None:
    text = (
        "The delegation of Ostrovia met the delegation of Marn. "
        "The Government said that the bridge was safe."
    )
    assert _speakers(read(Document(text, published="2024-05-08"))) == ["Government"]


def test_who_speaks_in_a_speech() -> None:
    text = (
        "Address by Dr. Amina Sorel, Minister of Health of Ostrovia, to the Assembly of Nurses\n\n"
        "Dear colleagues,\n\nI promise that every ward will have a nurse by June."
    )
    document = Document(text, "Address", "Ministry of Health", "2024-05-08", kind="speech")
    reading = read(document)
    names = {actor.id: actor.name for actor in reading.actors}
    [statement] = reading.statements
    assert names[statement.speaker or ""] == "Amina Sorel"
    assert [names[each] for each in statement.addressees] == ["Assembly of Nurses"]
    assert [(o.type, o.date) for o in reading.occasions] == [("address", "2024-05-08")]


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("Ana Ruiz invited the Harbour Union to explain its plan.", "Harbour Union"),
        ("Ana Ruiz recommends that the Harbour Union publish its plan.", "Harbour Union"),
        ("Ana Ruiz accused the Harbour Union of lying about its plan.", None),
        ("Ana Ruiz asked that the bill be withdrawn before the vote.", None),
    ],
)
def test_who_is_to_act(text: str, addressee: str | None) -> None:
    reading = read(Document(text, published="2024-05-08"))
    names = {actor.id: actor.name for actor in reading.actors}
    assert [names[a] for s in reading.statements for a in s.addressees] == (
        [addressee] if addressee else []
    )


@pytest.mark.parametrize(
    "text",
    [
        "Asked about the bridge, the mayor, Ana Ruiz, left the hall.",
        "Ana Ruiz did not respond to questions about the bridge.",
        "Ana Ruiz declined to comment on the bridge.",
        "Two clerks, who asked not to be named, were there.",
    ],
)
def test_silence_is_no_statement(text: str) -> None:
    assert read(Document(text, published="2024-05-08")).statements == ()


def test_what_points_back_answers() -> None:
    text = (
        "Colonel Asad Mirani told reporters that his men had had twenty minutes to save the wall.\n"
        "\n“We counted every minute,” said Begum Shirin Talpur.\n"
        "\nMurad Khosla rejected the colonel’s explanation."
    )
    reading = read(Document(text, published="2023-10-12"))
    statements = {statement.id: statement for statement in reading.statements}
    names = {actor.id: actor.name for actor in reading.actors}
    [link] = [link for link in reading.links if link.basis == "explicit"]
    assert names[statements[link.answer].speaker or ""] == "Murad Khosla"
    assert names[statements[link.answered].speaker or ""] == "Asad Mirani"
