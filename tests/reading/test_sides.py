"""On which side bodies and the holders of offices stand, by their names and roles."""

from __future__ import annotations

import pytest

from verbale.model import Document
from verbale.reading.actors import gather_cast
from verbale.reading.layout import lay_out
from verbale.reading.sides import side_of_body, side_of_person

BODIES = [
    ("House Judiciary Committee", "state"),
    ("Standing Committee of the National Assembly", "state"),
    ("Human Rights Committee", "monitor"),
    ("Committee against Torture", "monitor"),
    ("EU", "monitor"),
    ("the U.N.", "monitor"),
    ("United Nations Refugee Agency", "monitor"),
    ("UNICEF", "monitor"),
    ("World Health Organization", "monitor"),
    ("EU delegation", "monitor"),
    ("Ministry of EU Affairs", "state"),
    ("Inter-American Commission on Human Rights", "monitor"),
    ("European Court of Human Rights", "monitor"),
    ("International Criminal Court", "monitor"),
    ("National Human Rights Commission", "state"),
    ("National Election Committee", "state"),
    ("Anti-Corruption Unit", "state"),
    ("Central Bank", "state"),
    ("White House", "state"),
    ("Attorney General Office", "state"),
    ("Chamber of Commerce", "other"),
    ("Lumber Exporters Chamber", "other"),
    ("Chamber of Deputies", "state"),
    ("Reporters Without Borders", "civil-society"),
    ("Médecins Sans Frontières", "civil-society"),
    ("BBC", "media"),
    ("Agence France-Presse", "media"),
    ("World Bank", "other"),
    ("GOP", "party"),
]
PEOPLE = [
    ("House Judiciary Committee Chairman", "state"),
    ("a member of the Committee", "monitor"),
    ("Vice-President", "state"),
    ("then-Minister", "state"),
    ("Sergeant", "state"),
    ("Ombudsperson", "monitor"),
    ("EU spokesperson", "monitor"),
    ("US Ambassador to the United Nations", "state"),
    ("BBC correspondent", "media"),
    ("the White House’s spokesman", "state"),
    ("human rights lawyer", "civil-society"),
    ("MP", "party"),
    ("Speaker", "state"),
    ("a senator from the state of Vermont", "party"),
    ("candidate who was struck off", "party"),
    ("harbour master and former minister", "other"),
]


@pytest.mark.parametrize(("name", "side"), BODIES)
def test_of_a_body(name: str, side: str) -> None:
    assert side_of_body([name], []) == side


@pytest.mark.parametrize(("role", "side"), PEOPLE)
def test_of_a_person(role: str, side: str) -> None:
    assert side_of_person([role]) == side


@pytest.mark.parametrize(
    ("text", "name", "side"),
    [
        ("“No,” said Ana Ruiz of the opposition Harbour Party.", "Ana Ruiz", "party"),
        ("Ana Ruiz, Ombudsperson of Sarvia, spoke.", "Ana Ruiz", "monitor"),
        ("Ana Ruiz, who represents UNHCR in the country, spoke.", "Ana Ruiz", "monitor"),
        ("Then-President Ana Ruiz spoke.", "Ana Ruiz", "state"),
        ("Former minister Ana Ruiz spoke.", "Ana Ruiz", "other"),
        ("The former President Ana Ruiz spoke.", "Ana Ruiz", "other"),
        ("The Prime Minister’s Office spoke.", "Prime Minister’s Office", "state"),
        ("On Monday Freedom House spoke.", "Freedom House", "civil-society"),
    ],
)
def test_in_a_text(text: str, name: str, side: str) -> None:
    cast = gather_cast(lay_out(text), Document(text))
    assert {c.side() for c in cast.characters if c.name == name} == {side}
