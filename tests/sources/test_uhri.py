from __future__ import annotations

import json

import pytest

from tests.sources.corpus import LETTERS
from tests.sources.shared import several

PARAGRAPHS = [words for letter in LETTERS.values() for words in letter[1:2]]


def _record(number: int, text: str, **more: object) -> dict[str, object]:
    return {
        "AnnotationId": f"{number:08}-aaaa",
        "AnnotationType": "- Concerns/Observations",
        "Body": "- CRC",
        "Countries": "- Cambodia",
        "Regions": "- Asia-Pacific",
        "Symbol": "CRC/C/KHM/CO/4-6",
        "DocumentId": "d-1",
        "PublicationDate": "2022-06-30T00:00:00",
        "Text": text,
        "Themes": ["- Freedom of association", "- Violence against women"],
        "AffectedPersons": ["- Children"],
        "Sdgs": ["- 16 - PEACE", "- 16.2 - end abuse"],
        "UprPositions": [],
        "UprCycle": None,
        **more,
    }


@pytest.mark.parametrize("wrapped", [True, False])
def test_each_paragraph_is_a_document(*, wrapped: bool) -> None:
    records = [_record(number, text) for number, text in enumerate(PARAGRAPHS)]
    data = json.dumps({"value": records} if wrapped else records).encode()
    documents, reasons = several(data, "export.json")
    assert not reasons
    assert [each.text for each in documents] == PARAGRAPHS
    first = documents[0]
    assert first.title == "CRC, CRC/C/KHM/CO/4-6"
    assert first.publisher == "Committee on the Rights of the Child"
    assert (first.published, first.kind, first.kind_confidence) == ("2022-06-30", "report", 0.9)
    assert first.name == "export.json/uhri-00000000-aaaa"
    assert first.labels == (
        ("body", "CRC"),
        ("symbol", "CRC/C/KHM/CO/4-6"),
        ("annotation", "00000000-aaaa"),
        ("annotation-type", "Concerns/Observations"),
        ("country", "Cambodia"),
        ("region", "Asia-Pacific"),
        ("uhri-document", "d-1"),
        ("theme", "Freedom of association"),
        ("theme", "Violence against women"),
        ("affected-persons", "Children"),
        ("sdg", "16 - PEACE"),
        ("sdg", "16.2 - end abuse"),
    )


def test_equal_paragraphs_of_two_documents_stay_two() -> None:
    records = [_record(1, "It regrets."), _record(2, "It regrets.", Symbol="CRC/C/PER/CO/6")]
    documents, _ = several(json.dumps(records).encode(), "a.json")
    assert len({each.sha256 for each in documents}) == 2


@pytest.mark.parametrize(
    ("told", "body", "publisher"),
    [
        ("- CEDAW", "CEDAW", "Committee on the Elimination of Discrimination against Women"),
        ("Committee against Torture", "CAT", "Committee against Torture"),
        ("- CRC-OP-AC", "CRC-OP-AC", "Committee on the Rights of the Child"),
        (["- SR Freedom of association"], "SR Freedom of association", "SR Freedom of association"),
        ("- UPR", "UPR", "Universal Periodic Review"),
        (None, None, None),
    ],
)
def test_bodies_under_their_two_names(
    told: object, body: str | None, publisher: str | None
) -> None:
    (document,), _ = several(json.dumps([_record(1, "It regrets.", Body=told)]).encode(), "a.json")
    assert dict(document.labels).get("body") == body
    assert document.publisher == publisher


def test_a_list_told_as_one_text() -> None:
    told = "- Children\n- Women & girls"
    data = json.dumps([_record(1, "It regrets.", AffectedPersons=told)]).encode()
    (document,), _ = several(data, "a.json")
    assert [v for k, v in document.labels if k == "affected-persons"] == [
        "Children",
        "Women & girls",
    ]
