"""CSV, JSON and JSON lines: rows that have a text."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sources import corpus
from tests.sources.corpus import LETTERS
from tests.sources.shared import TODAY, several
from verbale.sources import json_file, table
from verbale.sources.extract import Source

ROWS = [
    {
        "title": LETTERS[name][0],
        "text": "\n\n".join(LETTERS[name][1:]),
        "outlet": "Delta Post",
        "date": "2024-03-05T10:00:00",
        "url": f"https://example.org/{name}",
    }
    for name in LETTERS
]


def _csv(separator: str) -> bytes:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(ROWS[0]), delimiter=separator)
    writer.writeheader()
    writer.writerows(ROWS)
    return buffer.getvalue().encode("utf-8-sig")


FILES = {
    "a.csv": _csv(","),
    "semicolons.csv": _csv(";"),
    "a.tsv": _csv("\t"),
    "a.jsonl": "\n".join(json.dumps(row) for row in ROWS).encode(),
    "list.json": json.dumps(ROWS, indent=1).encode(),
    "wrapped.json": json.dumps({"count": len(ROWS), "value": ROWS}).encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_rows_are_documents(name: str) -> None:
    documents, reasons = several(FILES[name], name)
    assert not reasons
    assert [each.text for each in documents] == [row["text"] for row in ROWS]
    assert [each.title for each in documents] == [row["title"] for row in ROWS]
    assert {each.publisher for each in documents} == {"Delta Post"}
    assert {each.published for each in documents} == {"2024-03-05"}
    assert [each.origin.url for each in documents] == [row["url"] for row in ROWS]
    assert [json.loads(each.original)["title"] for each in documents] == [r["title"] for r in ROWS]


def test_rows_without_text_and_with_odd_values() -> None:
    data = b"text,date,kind,lang\nNo.,5 March,memo,English\n,,,\nYes.,2024,speech,en\n"
    documents, reasons = several(data, "a.csv")
    assert not reasons
    assert [(d.name, d.text, d.published, d.kind, d.language) for d in documents] == [
        ("a.csv/row-1", "No.", None, "news", None),
        ("a.csv/row-3", "Yes.", "2024", "speech", "en"),
    ]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.csv", b"who,when\nshe,now\n", "a.csv has no column of texts, only who, when. Name the"),
        ("a.json", b'{"who": "she"}', "a.json has no objects with a text. Name the field"),
        ("a.json", b'[{"text": "No."}, {"text": ', "a.json is no JSON, cut off, or one object"),
        ("a.json", b'{"text": "caf\xe9"}', "a.json is not UTF-8 at byte"),
        ("a.json", b'{"text": "No."} and more', "a.json is no JSON, cut off"),
    ],
)
def test_what_cannot_be_read(name: str, data: bytes, says: str) -> None:
    reasons = several(data, name)[1]
    assert len(reasons) == 1
    assert reasons[0].startswith(says)


def test_a_file_that_is_cut_off_gives_what_came_before() -> None:
    documents, reasons = several(b'[{"text": "No."}, {"text": ', "a.json")
    assert [each.text for each in documents] == ["No."]
    assert len(reasons) == 1


_text = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)


@given(st.lists(_text, min_size=1, max_size=5))
@settings(max_examples=50)
def test_any_texts_survive_in_any_table(texts: list[str]) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerows([["text"], *([text] for text in texts)])
    source = Source.of(buffer.getvalue().encode(), "a.csv", TODAY)
    assert [each.text for each in table.parse(source)] == texts
    lines = "\n".join(json.dumps({"text": text}) for text in texts)
    found = json_file.parse(Source.of(lines.encode(), "a.jsonl", TODAY))
    assert [getattr(each, "text", None) for each in found] == texts


def test_objects_larger_than_a_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_file, "_CHUNK", 7)
    source = Source.of(FILES["list.json"], "a.json", TODAY)
    assert [getattr(each, "text", "") for each in json_file.parse(source)] == [
        r["text"] for r in ROWS
    ]


def test_a_table_among_mail_and_pages() -> None:
    data = corpus.zipped({"a.csv": FILES["a.csv"], "b.jsonl": FILES["a.jsonl"]})
    documents, _ = several(data, "a.zip")
    assert documents[0].name == "a.zip/a.csv/row-1"
    assert len(documents) == 2 * len(ROWS)
