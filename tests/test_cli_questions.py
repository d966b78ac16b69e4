"""The commands that ask about all documents together."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from typing import TYPE_CHECKING

import pytest

from tests.record.several import told
from verbale.record import Record

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Command
    from tests.record.several import Sides

SIDES: Sides = {"Ana Ruiz": "civil-society", "The Ministry": "state"}
WALL = "[Ana Ruiz] {warned} (that the river wall had been built without a study of floods)."
CALL = "[Ana Ruiz] {asked} (that the prison at Sels be closed within 30 days)."
DENIAL = "[The Ministry] {denied} (that the river wall was built without a study of floods)."
FRENCH = (
    "Le ministre a dit lundi que la liberté d'expression serait protégée par la loi nouvelle, et "
    "que les associations dissoutes pourraient être rétablies dans toutes les provinces."
)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = tmp_path / "wall.db"
    with Record(path) as record:
        record.add(told(WALL, CALL, on="2024-03-05", said="2024-03-04", sides=SIDES,
                        acts=("concern", "call")))  # fmt: skip
        record.add(
            told(DENIAL, on="2024-03-12", said="2024-03-11", sides=SIDES, acts=("rebuttal",))
        )
    return path


def ids(out: str) -> list[str]:
    return [row["id"] for row in csv.DictReader(io.StringIO(out))]


def test_documents_in_other_languages_are_found(verbale: Command, tmp_path: Path) -> None:
    letter, path = tmp_path / "loi.txt", tmp_path / "new.db"
    letter.write_text(FRENCH, encoding="utf-8")
    verbale("add", path, letter)
    found = verbale("search", path, "liberté")
    assert "1 document holds these words in another language than English: see" in found.err
    listed = verbale("search", path, "liberté", "--unread")
    assert (listed.code, listed.err) == (0, "")
    assert "loi.txt" in listed.out
    assert "fr, not read" in listed.out
    assert "fr, not read" in verbale("show", path, "documents").out
    refused = verbale("search", path, "liberté", "--unread", "--side", "state")
    assert refused.code == 2
    assert "--unread goes with WORDS, and with no option about statements." in refused.err
    assert verbale("search", path, "--unread").code == 2


def test_exchanges_say_what_became_of_each(verbale: Command, kept: Path) -> None:
    shown = verbale("exchanges", kept, "--as-of", "2024-05-01")
    assert (shown.code, shown.err) == (0, "")
    assert "  = disputed\n" in shown.out
    assert "  = unanswered for 58 days, due 2024-04-03, overdue\n" in shown.out
    unanswered = verbale("exchanges", kept, "--unanswered", "--format", "csv")
    assert ids(unanswered.out) == ["d1.s2"]
    of_ministry = verbale("exchanges", kept, "--speaker", "ministry", "--format", "json")
    assert json.loads(of_ministry.out) == []
    [first, _] = json.loads(verbale("exchanges", kept, "--format", "json").out)
    assert (first["state"], first["changes"][0]["statement"]) == ("disputed", "d2.s1")


def test_search(verbale: Command, kept: Path) -> None:
    found = verbale("search", kept, '"river wall" NOT prison', "--format", "csv")
    assert ids(found.out) == ["d2.s1", "d1.s1"]
    limited = verbale("search", kept, "--limit", 1, "--format", "csv")
    assert ids(limited.out) == ["d2.s1"]
    following = verbale("search", kept, "--after", "d2.s1", "--side", "civil-society",
                        "--format", "csv")  # fmt: skip
    assert ids(following.out) == ["d1.s2", "d1.s1"]
    alike = verbale("search", kept, "--like", "a jail should be shut", "--format", "csv")
    assert ids(alike.out)[0] == "d1.s2"


def test_counts(verbale: Command, kept: Path) -> None:
    shown = verbale("search", kept, "wall", "--counts").out
    assert shown.startswith("2 statements\n")
    assert "act       concern 1, rebuttal 1" in shown
    assert json.loads(verbale("search", kept, "wall", "--counts", "--format", "json").out)["all"]


def test_the_rest_answers_in_every_format(verbale: Command, kept: Path) -> None:
    for command in ("actors", "figures", "status", "stats"):
        for output in ("table", "json", "csv"):
            shown = verbale(command, kept, "--format", output)
            nothing = command in {"figures", "status"} and output == "table"
            said = "Nothing on record fits all of that. Leave out an option.\n" if nothing else ""
            assert (shown.code, shown.err) == (0, said), command
    assert "        2 documents" in verbale("stats", kept).out
    assert "Ana Ruiz" in verbale("actors", kept, "ruiz").out
    assert "Ana Ruiz" not in verbale("actors", kept, "ministry").out


def test_two_are_merged_and_a_statement_is_added(verbale: Command, kept: Path) -> None:
    by = ("--by", "Ann Lee")
    merged = verbale("review", kept, "d1.a1", "merge", "d2.a1", *by)
    assert merged.out == "decision 1: merge d1.a1 d2.a1, by Ann Lee\n"
    added = verbale("review", kept, "d1", "add", "--words", "a study of floods", *by)
    assert added.out == "decision 2: add d1.n2, by Ann Lee\n"
    log = verbale("log", kept).out
    assert "merge d2.a1" in log
    assert "add assertion by nobody known" in log


def test_a_record_that_cannot_be_written_says_what_is_not_tied(
    verbale: Command, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("verbale.record.places.BUSY_TIMEOUT_S", 0.1)
    with sqlite3.connect(kept, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        shown = verbale("exchanges", kept)
        other.rollback()
    assert shown.code == 0
    assert shown.err.startswith("2 documents are not tied to the others yet: ")
    assert shown.out == ""
