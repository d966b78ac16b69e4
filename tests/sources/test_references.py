from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.sources.references import communications_in, labels_of, symbols_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See A/HRC/49/80, paragraph 4.", ["A/HRC/49/80"]),
        ("(A/HRC/37/37/Add.1)", ["A/HRC/37/37/Add.1"]),
        ("CRC/C/PER/CO/6-7 and CAT/C/KHM/CO/3.", ["CRC/C/PER/CO/6-7", "CAT/C/KHM/CO/3"]),
        ("A/HRC/WG.6/52/PRY/1", ["A/HRC/WG.6/52/PRY/1"]),
        ("resolution A/RES/73/262 of 2018", ["A/RES/73/262"]),
        ("CCPR/C/KHM/CO/2/Corr.1;", ["CCPR/C/KHM/CO/2/Corr.1"]),
        ("A/HRC/ 49 /80", ["A/HRC/49/80"]),
        ("S/2023/12 and S/PRST/2023/1", ["S/2023/12", "S/PRST/2023/1"]),
        ("E/CN.4/2006/95/Add.5", ["E/CN.4/2006/95/Add.5"]),
        ("CRC/C/OPAC/KHM/CO/1", ["CRC/C/OPAC/KHM/CO/1"]),
        ("paper of size A/4 and he/she and/or A/B", []),
        ("https://example.org/A/HRC/49/80", []),
        ("and/or 24/7, 1/2, N/A", []),
        ("CRC/Committee", []),
    ],
)
def test_symbols(text: str, expected: list[str]) -> None:
    found = symbols_in(text)
    assert [each.symbol for each in found] == expected
    for each in found:
        assert "".join(each.span.of(text).split()) == each.symbol


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("REFERENCE: AL KHM 1/2021", ["AL KHM 1/2021"]),
        ("(UA USA 30/2025)", ["UA USA 30/2025"]),
        ("AL OTH 74/2022, OL CAN 3/2026", ["AL OTH 74/2022", "OL CAN 3/2026"]),
        ("JAL KHM 03/2012", ["JAL KHM 3/2012"]),
        ("UA\u00a0VNM\u00a05/2019", ["UA VNM 5/2019"]),
        ("AL_KHM_1.2021", ["AL KHM 1/2021"]),
        ("ref. UA KHM (1/2021)", ["UA KHM 1/2021"]),
        ("REAL KHM 1/2021, AL KHM 0/2021, AL khm 1/2021, AL KHM 1/21", []),
    ],
)
def test_communications(text: str, expected: list[str]) -> None:
    assert [each.reference for each in communications_in(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A/HRC/49/80\n\nReport of the panel", [("symbol", "A/HRC/49/80")]),
        ("The report A/HRC/49/80 says\nthat no", []),
        ("No.\n" * 30 + "A/HRC/49/80\n", []),
        (
            "Reply to AL KHM 1/2021 and UA KHM 2/2021; AL KHM 01/2021 was received.",
            [("communication", "AL KHM 1/2021"), ("communication", "UA KHM 2/2021")],
        ),
    ],
)
def test_what_a_text_says_of_itself(text: str, expected: list[tuple[str, str]]) -> None:
    assert list(labels_of(text)) == expected


@given(st.text("AHRC/ 0123.KM()-", max_size=60))
def test_spans_hold_in_any_text(text: str) -> None:
    for symbol in symbols_in(text):
        assert 0 <= symbol.span.start < symbol.span.end <= len(text)
    for each in communications_in(text):
        assert str(each.year) in each.span.of(text)
