"""Who issued a document by its head, and heads that name no issuer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from verbale.sources.files import document_from_bytes
from verbale.sources.letterhead import issued_by
from verbale.sources.metadata import Metadata

if TYPE_CHECKING:
    from verbale.model import DocumentKind


@pytest.mark.parametrize(
    ("text", "kind", "issuer"),
    [
        (
            "MINISTRY OF FOREIGN AFFAIRS\nREPUBLIC OF KARVA\n\nPRESS RELEASE No. 4\n\nThe Ministry",
            "press-release",
            "Ministry of Foreign Affairs, Republic of Karva",
        ),
        (
            "Reply of the Ministry of the Interior to the statement of the Special Rapporteur\n",
            "state-reply",
            "Ministry of the Interior",
        ),
        (
            "Council of Elders of the Wapiré People\nUpper Ararú, 9 February 2021\n",
            "letter",
            "Council of Elders of the Wapiré People",
        ),
        (
            "Letter of the Embassy of Karva to Press Watch International\n",
            "letter",
            "Embassy of Karva",
        ),
    ],
)
def test_who_issued_it(text: str, kind: DocumentKind, issuer: str) -> None:
    found = issued_by(text, kind)
    assert found is not None
    assert found[0] == issuer
    assert found[1] in text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Committee against Torture Considers Third Periodic Report of Karva\n", "press-release"),
        ("The Hon. Margaret Sefton MP\nMinister for Foreign Affairs\nParliament House\n", "letter"),
        ("Ministry of Justice\n\nThe bridge fell on Monday.", "news"),
        ("Statement of the obvious\n", "press-release"),
        ("Dear Minister,\n\nWe write to you.", "letter"),
    ],
)
def test_a_head_that_names_no_issuer(text: str, kind: DocumentKind) -> None:
    assert issued_by(text, kind) is None


def test_what_is_told_goes_before() -> None:
    data = b"MINISTRY OF JUSTICE\n\nPress release\n\nThe Ministry regrets the delay."
    told = Metadata(publisher="The Ledger", kind="press-release")
    today = date(2026, 6, 1)
    assert document_from_bytes(data, "a.txt", told, today=today).publisher == "The Ledger"
    found = document_from_bytes(data, "a.txt", Metadata(kind="press-release"), today=today)
    assert found.publisher == "Ministry of Justice"
    assert ("publisher taken from", "MINISTRY OF JUSTICE") in found.labels
