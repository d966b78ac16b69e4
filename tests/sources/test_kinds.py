from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Final

import pytest

from tests.sources.shared import TODAY, one
from verbale.model import DOCUMENT_KINDS
from verbale.sources.files import document_from_bytes
from verbale.sources.kinds import SURE_ENOUGH, Sign, kind_of, signs
from verbale.sources.metadata import Metadata


@pytest.mark.parametrize("sign", signs(), ids=lambda sign: sign.words.pattern[:30])
def test_signs_say_what_they_should(sign: Sign) -> None:
    assert sign.stands_in(sign.says)
    assert not sign.stands_in(sign.says_not)
    assert sign.kind in DOCUMENT_KINDS
    assert 0 < sign.weight < 1


PARAGRAPH = "The ministry told the council that nothing had been decided yet.\n\n"


@pytest.mark.parametrize(
    ("kind", "text", "title"),
    [
        ("press-release", "GENEVA (5 March 2024) – The expert urged it.\n\nENDS\n", None),
        ("press-release", "FOR IMMEDIATE RELEASE\n\n" + PARAGRAPH, None),
        (
            "letter",
            "REFERENCE:\nAL KHM 1/2021\n\nExcellency,\n\nWe have the honour to address you in our "
            "capacities as experts.\n\nPlease accept, Excellency, the assurances of our regard.",
            None,
        ),
        ("letter", "Dear Ms. Ruiz,\n\n" + PARAGRAPH + "Yours sincerely,\nOla Berg\n", None),
        (
            "state-reply",
            "The Permanent Mission of Samrath presents its compliments to the Office and has the "
            "honour to transmit the reply of the Government.\n\n" + PARAGRAPH,
            None,
        ),
        ("state-reply", "Comments by the Government on the report\n\n" + PARAGRAPH, None),
        ("speech", "Mr. President, distinguished delegates,\n\n" + PARAGRAPH, "Statement by Ola"),
        ("report", "Concluding observations on the third report of Samrath\n\n" + PARAGRAPH, None),
        ("transcript", "Ann Lee: No.\n\nOla Berg: Why?\n\nAnn Lee: So.\n\nOla Berg: Oh.\n", None),
        ("news", "DELTA, March 5 (Reuters) - He said no.\n\n(Reporting by Ann Lee)", None),
        (
            "state-reply",
            "Government of Samrath\n\nResponse to the report “Roots”\n\nThe Government of Samrath "
            "wishes to state the following.\n\n" + PARAGRAPH,
            None,
        ),
        ("report", "ROOTS\n\nSummary\n\nMethodology\n\nRecommendations\n\n" + PARAGRAPH, None),
        (
            "press-release",
            "Samrath: experts alarmed by arrests\n\n15 May 2024\n\nGENEVA – Experts* today voiced "
            "concern.\n\n*The experts: Ms. Ola Berg, Special Rapporteur",
            "Samrath: experts alarmed by arrests",
        ),
        ("press-release", "Statement of the Embassy of Samrath\n\n" + PARAGRAPH, None),
        ("letter", "To Her Excellency\nOla Berg\n\nDear President,\n\n" + PARAGRAPH, None),
        (
            "transcript",
            "No regrets\n\nWhat now?\n\nI sleep.\n\nAnd then?\n\nI get up.\n\nWas it hard?\n\n"
            "Not to me.\n\nWhy not?\n\nNobody knows.\n",
            None,
        ),
    ],
)
def test_kinds(kind: str, text: str, title: str | None) -> None:
    found, sure = kind_of(text, title)
    assert found == kind
    assert SURE_ENOUGH <= sure <= 1


def test_news_about_other_kinds_stays_news() -> None:
    told = [
        "In an open letter to the council, “Dear members, we urge you,” the families wrote.",
        "“Ladies and gentlemen, thank you,” she said in remarks as prepared for delivery.",
        "The final report of the committee, released on Monday, recommends that he resign.",
        "What is new?\n\nIt is free.\n\nFor whom?\n\nFor all.\n\nWhen?\n\nNow.\n\nWhy?\n\nSo.",
        "Note: bring tea.\n\nDate: Monday.\n\nPlace: Delta.\n\nCost: none.",
    ]
    assert {one(text.encode(), "a.txt").kind for text in told} == {"news"}


CORPUS: Final = Path(__file__).parents[2] / "training" / "kinds"
# Measured with `python -m benchmarks.kinds`, less one document.
LEAST_RIGHT: Final = {"develop": 0.97, "held": 0.84}


@pytest.mark.parametrize("part", LEAST_RIGHT)
def test_kinds_of_documents_that_look_real(part: str) -> None:
    names = tomllib.loads((CORPUS / "split.toml").read_text(encoding="utf-8"))[part]
    right = 0
    for name in names:
        title, _, text = (CORPUS / f"{name}.txt").read_text(encoding="utf-8").partition("\n\n")
        told = Metadata(title=title or None)
        document = document_from_bytes(text.encode(), "a.txt", told, today=TODAY)
        right += document.kind == name.split("/", maxsplit=1)[0]
    assert right / len(names) >= LEAST_RIGHT[part]


def test_what_tells_nothing_is_taken_for_news() -> None:
    document = one(PARAGRAPH.encode(), "a.txt")
    assert (document.kind, document.kind_confidence) == ("news", 0.3)


def test_what_is_unsure_is_taken_for_news() -> None:
    document = one(b"He has the honour to transmit it.\n\nSubject: it\n\nDear all", "a.txt")
    assert document.kind == "news"
    assert document.kind_confidence is not None
    assert document.kind_confidence < SURE_ENOUGH


def test_what_somebody_told_is_sure() -> None:
    told = Metadata(kind="speech")
    document = document_from_bytes(b"FOR IMMEDIATE RELEASE", "a.txt", told, today=TODAY)
    assert (document.kind, document.kind_confidence) == ("speech", 1.0)
