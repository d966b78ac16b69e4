"""What is not English is told apart and kept, and read only when asked."""

from __future__ import annotations

import pytest

from verbale import Document, read
from verbale.reading import NOT_READ, READER
from verbale.reading.language import is_read, language_of

ENGLISH = (
    "The minister told reporters on Monday that the law was needed. “We will not wait,” she said."
)
FRENCH = (
    "Le ministre a déclaré lundi que la loi était nécessaire et qu’elle serait appliquée dès le "
    "mois de mai. « Nous ne céderons pas », a-t-il ajouté devant les députés."
)
GERMAN = (
    "Der Minister sagte am Montag, dass das Gesetz notwendig sei und im Mai in Kraft treten werde. "
    "„Wir werden nicht warten“, fügte er vor den Abgeordneten hinzu."
)
SPANISH = (
    "El ministro dijo el lunes que la ley era necesaria y que entraría en vigor en mayo. «No "
    "esperaremos más», añadió ante los diputados de la oposición."
)
KHMER = "រដ្ឋមន្ត្រីបានមានប្រសាសន៍ថា ច្បាប់នេះចាំបាច់ " * 6


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (FRENCH, "fr"),
        (GERMAN, "de"),
        (SPANISH, "es"),
        (KHMER, "km"),
        ("MINISTER REJECTS UN REPORT ON PRISONS AND IS TO SPEAK IN GENEVA", "en"),
    ],
)
def test_language_of(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", "12 May 2022", "U Kyaw Min Oo, Yangon", "– – –"])
def test_too_little_tells_no_language(text: str) -> None:
    assert language_of(text) is None
    assert is_read(language_of(text))


def test_another_language_is_named_and_not_read() -> None:
    reading = read(Document(FRENCH))
    assert (reading.reader, reading.document.language) == (NOT_READ, "fr")
    assert not reading.statements


def test_another_language_is_read_when_asked() -> None:
    assert read(Document(FRENCH), any_language=True).reader == READER


def test_what_is_known_of_the_language_goes_before_what_it_looks_like() -> None:
    assert read(Document(ENGLISH, language="en-GB")).statements
    assert read(Document(ENGLISH, language="pt-BR")).reader == NOT_READ


def test_an_english_text_that_quotes_another_language_is_read() -> None:
    text = f"{ENGLISH} The statement was in French: {FRENCH} {ENGLISH}"
    assert language_of(text) == "en"
