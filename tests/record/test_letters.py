"""A letter answered by a letter: numbered points are paired by number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.record.several import told
from verbale.record.from_reading import contents_of
from verbale.record.letters import NO_LETTER, letter_of

if TYPE_CHECKING:
    from tests.record.several import Sides
    from verbale.model import Act, Reading
    from verbale.record import Record

SIDES: Sides = {"Ana Ruiz": "monitor", "The Ministry": "state"}


def letter(*sentences: str, on: str, acts: tuple[Act, ...]) -> Reading:
    made = told(*sentences, on=on, said=on, sides=SIDES, acts=acts)
    return replace(made, document=replace(made.document, kind="letter"))


ASKED = letter(
    "\n1. [Ana Ruiz] {is concerned} (that a teacher was held for nine days).",
    "\n2. [Ana Ruiz] {asks} (for the names of those who were freed).",
    "\n3. [Ana Ruiz] {regrets} (the closing of the harbour school).",
    on="2024-03-05",
    acts=("concern", "call", "concern"),
)


def reply(head: str) -> Reading:
    return letter(
        f"{head}\n1. [The Ministry] {{notes}} (that a judge had signed the warrant).",
        "\n2. [The Ministry] {encloses} (a list).",
        "\n3. [The Ministry] {rejects} (this).",
        on="2024-04-02",
        acts=("justification", "announcement", "rebuttal"),
    )


def answers(record: Record) -> dict[str, list[str]]:
    return {
        row.statement.id: [each.statement.id for each in row.answers]
        for row in record.exchanges()
        if row.statement.document == "d1"
    }


def test_points_are_paired_by_their_number(record: Record) -> None:
    record.add(ASKED)
    record.add(reply("In reply to your letter of 5 March 2024 the following is said."))
    assert answers(record) == {"d1.s1": ["d2.s1"], "d1.s2": ["d2.s2"], "d1.s3": ["d2.s3"]}
    [first, *_] = record.exchanges()
    assert first.answers[0].basis == "explicit"
    assert first.answers[0].reason == "point 1 of the letter of 2024-03-05"


def test_a_communication_is_answered_by_its_reference(record: Record) -> None:
    labels = (("communication", "AL KHM 1/2021"),)
    for made in (ASKED, reply("The following is said.")):
        record.add(replace(made, document=replace(made.document, labels=labels)))
    assert answers(record) == {"d1.s1": ["d2.s1"], "d1.s2": ["d2.s2"], "d1.s3": ["d2.s3"]}


def test_numbers_alone_pair_nothing(record: Record) -> None:
    record.add(ASKED)
    record.add(reply("The following is said."))
    record.add(reply("In reply to your letter of 5 May 2023 the following is said."))
    assert answers(record)["d1.s2"] == []


def test_a_text_without_points_is_no_numbered_letter() -> None:
    [document] = contents_of(ASKED).documents
    for text in (
        "In reply to your letter of 5 March 2024.",
        "1. One point only.",
        "2. No first.\n3. And so on.",
    ):
        assert not letter_of(text, document, ()).points
    assert letter_of("", document, ()) == NO_LETTER
