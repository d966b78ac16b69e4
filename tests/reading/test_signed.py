"""Quotations that are signed: quoted words, a dash, a name."""

from __future__ import annotations

import pytest

from verbale import Document, read
from verbale.reading.layout import lay_out
from verbale.reading.signed import find_signed


@pytest.mark.parametrize(
    ("paragraph", "name", "quoted"),
    [
        (
            "“They came at night.” – M. S., 24, a student",
            "M. S., 24, a student",
            "“They came at night.”",
        ),
        ('"They came at night." -- Ana Ruiz', "Ana Ruiz", '"They came at night."'),
        ("“They came at night.”― Ana Ruiz.", "Ana Ruiz", "“They came at night.”"),
        ("”They came at night.” —\u00a0Ana Ruiz", "Ana Ruiz", "”They came at night.”"),
        ("«They came at night.» — Ana Ruiz", "Ana Ruiz", "«They came at night.»"),
    ],
)
def test_signed(paragraph: str, name: str, quoted: str) -> None:
    text = f"Voices from the valley.\n{paragraph}\nMore follows."
    ((source, _, content),) = find_signed(lay_out(text))
    assert (source.of(text), content.of(text)) == (name, quoted)


@pytest.mark.parametrize(
    "paragraph",
    [
        "“They came at night,” Ana Ruiz said – and nobody answered",
        "“They came” – and went",
        "“They came at night.” – Ana Ruiz said so: twice",
        "“They came at night,” – Ana Ruiz told the court",
        "They came at night – Ana Ruiz",
    ],
)
def test_not_signed(paragraph: str) -> None:
    assert not list(find_signed(lay_out(paragraph)))


def test_each_of_a_list_keeps_its_own_signer() -> None:
    text = (
        "Residents wrote to us.\n“Nobody asked us before the road was built.” ― Ana Ruiz\n"
        "“The water has been brown since May.” ― Tomas Vidal\n”We want to stay.” ― Ida Holm"
    )
    reading = read(Document(text))
    names = {actor.id: actor.name for actor in reading.actors}
    said = [(names.get(s.speaker or ""), s.content[0].of(text)) for s in reading.statements]
    assert said == [
        ("Ana Ruiz", "“Nobody asked us before the road was built.”"),
        ("Tomas Vidal", "“The water has been brown since May.”"),
        ("Ida Holm", "”We want to stay.”"),
    ]
