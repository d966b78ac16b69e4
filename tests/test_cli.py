from __future__ import annotations

import csv
import io
import json
import os
import pty
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.main import get_command

from tests.factories import reading_of, rich_reading, span_of
from tests.snapshots import check_snapshot
from verbale import __version__
from verbale.cli import app
from verbale.model import Figure
from verbale.record import Record

if TYPE_CHECKING:
    from tests.conftest import Command

SCRIPT = Path(sys.executable).with_name("verbale")
TEXT = "The minister said on Tuesday that the law was fair. “It is not,” Ann Lee replied."


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = tmp_path / "kept.db"
    with Record(path) as record:
        record.add(rich_reading())
    return path


def test_read_prints_statements(verbale: Command, letter: Path) -> None:
    result = verbale("read", letter, "--published", "2024-03-07", "--publisher", "The Post")
    assert (result.code, result.err) == (0, "")
    assert "The Post, 2024-03-07, news: 2 statements" in result.out
    assert "Ann Lee" in result.out
    assert "2024-03-05" in result.out


def test_read_takes_standard_input_and_files_alike(verbale: Command, letter: Path) -> None:
    from_file = json.loads(verbale("read", letter, "--format", "json").out)
    from_input = json.loads(verbale("read", "-", "--format", "json", stdin=TEXT.encode()).out)
    assert from_input["documents"][0]["name"] == "standard input"
    assert len(from_file["statements"]) == len(from_input["statements"]) == 2
    assert from_file["statements"][0]["content"] == from_input["statements"][0]["content"]


def test_read_as_csv(verbale: Command, letter: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(verbale("read", letter, "--format", "csv").out)))
    assert [TEXT[int(row["start"]) : int(row["end"])] for row in rows] == [
        row["content"] for row in rows
    ]


def test_add_show_export_verify(verbale: Command, tmp_path: Path, letter: Path) -> None:
    record = tmp_path / "new.db"
    added = verbale("add", record, letter)
    assert (added.code, added.out) == (0, "1 added, 0 unchanged, 0 failed.\n")
    assert verbale("add", record, tmp_path).out.startswith("0 added, 1 unchanged, 0 failed, ")
    assert "Ann Lee" in verbale("show", record).out
    assert "[[" in verbale("show", record, "d1.s1").out
    exported = json.loads(verbale("export", record).out)
    assert exported["documents"][0]["file"] == "letter.txt"
    verified = verbale("verify", record)
    assert (verified.code, verified.out) == (0, f"{record}: all holds, in 1 document.\n")


def test_some_inputs_fail(verbale: Command, tmp_path: Path, letter: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    result = verbale("add", tmp_path / "new.db", empty, letter)
    assert result.code == 1
    assert result.out == "1 added, 0 unchanged, 1 failed.\n"
    assert result.err == f"failed: {empty} is empty. Check that it was saved.\n"


@pytest.mark.parametrize(
    "what",
    [
        "statements",
        "exchanges",
        "actors",
        "documents",
        "figures",
        "occasions",
        "status",
        "people",
    ],
)
@pytest.mark.parametrize("output", ["table", "json", "csv"])
def test_show_everything_in_every_format(
    verbale: Command, kept: Path, what: str, output: str
) -> None:
    result = verbale("show", kept, what, "--format", output)
    assert (result.code, result.err) == (0, "")
    if output == "json":
        assert json.loads(result.out)
    elif output == "csv":
        assert len(list(csv.reader(io.StringIO(result.out)))) >= 2
    else:
        assert len(result.out.splitlines()) >= 2
    assert "\x1b" not in result.out


@pytest.mark.parametrize(("what", "rows"), [("reprints", 1), ("comparisons", 1)])
def test_show_what_ties_documents_together(
    verbale: Command, tmp_path: Path, what: str, rows: int
) -> None:
    path = tmp_path / "two.db"
    told_twice = "[Ana Ruiz] {said} (that 12 boats of the river fleet were lost in the flood)."
    with Record(path) as record:
        for name in ("one.txt", "two.txt"):
            made = reading_of(told_twice + f" So {name} told.", name=name)
            boats = span_of(made.document.text, "12 boats")
            record.add(replace(made, figures=(Figure("f1", 12, None, "boats", boats, "s1"),)))
    shown = verbale("show", path, what, "--format", "csv")
    assert len(list(csv.DictReader(io.StringIO(shown.out)))) == rows
    assert len(json.loads(verbale("show", path, what, "--format", "json").out)) == rows
    assert len(verbale("show", path, what).out.splitlines()) == 1 + rows


def test_show_with_filters(verbale: Command, kept: Path) -> None:
    result = verbale("show", kept, "--speaker", "envoy", "--act", "concern", "--since", "2024",
                     "--until", "2024-12", "--format", "csv")  # fmt: skip
    assert [row["id"] for row in csv.DictReader(io.StringIO(result.out))] == ["d1.s1"]


def test_show_one_statement_for_programs(verbale: Command, kept: Path) -> None:
    (row,) = json.loads(verbale("show", kept, "d1.s2", "--format", "json").out)
    assert row["content"][1]["exact"] == "saying so twice"


def test_review_log_undo(verbale: Command, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERBALE_REVIEWER", "Ann Lee")
    corrected = verbale("review", kept, "d1.s1", "correct", "--field", "act", "--to", "call",
                        "--why", "it asks")  # fmt: skip
    assert (corrected.code, corrected.err) == (0, "")
    assert corrected.out == "decision 1: correct d1.s1, by Ann Lee\n"
    rejected = verbale("review", kept, "d1.f1", "reject", "--by", "Bo")
    assert rejected.out == "decision 2: reject d1.f1, by Bo\n"
    (row,) = json.loads(verbale("show", kept, "d1.s1", "--format", "json").out)
    assert (row["act"], row["review"]) == ("call", "corrected")
    assert "d1.f1" not in verbale("show", kept, "figures").out
    assert "act: concern → call" in verbale("log", kept).out
    assert verbale("undo", kept, 2).out == "decision 3: undo 2 on d1.f1, by Ann Lee\n"
    assert "d1.f1" in verbale("show", kept, "figures").out
    logged = json.loads(verbale("log", kept, "--format", "json").out)
    assert [each["action"] for each in logged] == ["correct", "reject", "undo"]
    as_csv = list(csv.DictReader(io.StringIO(verbale("log", kept, "--format", "csv").out)))
    assert as_csv[1]["previous"] == as_csv[0]["hash"] == logged[0]["hash"]
    again = verbale("undo", kept, 2)
    assert (again.code, again.out) == (2, "")
    assert "Decision 2 was undone already, by decision 3." in again.err


def test_who_decides_without_a_name(
    verbale: Command, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VERBALE_REVIEWER", raising=False)
    monkeypatch.setattr("getpass.getuser", lambda: "ann")
    assert verbale("review", kept, "d1.s1", "accept").out.endswith("by ann\n")

    def nobody() -> str:
        raise OSError

    monkeypatch.setattr("getpass.getuser", nobody)
    result = verbale("review", kept, "d1.s1", "accept")
    assert (result.code, result.out) == (2, "")
    assert "needs the name of whoever takes it. Give it with --by." in result.err


def test_custody_tells_when_a_file_was_added_and_by_whom(
    verbale: Command, tmp_path: Path, letter: Path
) -> None:
    path = tmp_path / "new.db"
    verbale("add", path, letter, "--by", "Ann Lee")
    told = json.loads(verbale("custody", path, "d1", "--format", "json").out)
    assert abs(datetime.now(UTC) - datetime.fromisoformat(told["added"])).total_seconds() < 60
    assert told["added_by"] == "Ann Lee"
    printed = [" ".join(line.split()) for line in verbale("custody", path, "d1").out.splitlines()]
    assert "came as a file" in printed
    assert f"put on record {told['added']} by Ann Lee" in printed


def test_a_document_is_corrected(verbale: Command, tmp_path: Path, letter: Path) -> None:
    path = tmp_path / "new.db"
    verbale("add", path, letter)
    corrected = verbale("review", path, "d1", "correct", "--field", "published", "--to",
                        "2024-03-07", "--by", "Ann Lee", "--why", "on its cover")  # fmt: skip
    assert (corrected.code, corrected.err) == (0, "")
    assert corrected.out == "decision 1: correct d1, by Ann Lee\n"
    assert "2024-03-05" in verbale("show", path).out
    assert "2024-03-07" in verbale("show", path, "documents").out
    assert "published: nothing → 2024-03-07" in verbale("log", path).out
    verbale("undo", path, 1, "--by", "Bo")
    assert "2024-03-05" not in verbale("show", path).out


def test_a_document_is_removed(verbale: Command, tmp_path: Path, letter: Path) -> None:
    path = tmp_path / "new.db"
    verbale("add", path, letter)
    refused = verbale("remove", path, "d1", "--by", "Ann Lee")
    assert (refused.code, refused.out) == (2, "")
    assert "Nobody can be asked whether to remove d1. Say so with --yes." in refused.err
    removed = verbale("remove", path, "d1", "--yes", "--by", "Ann Lee", "--why", "by mistake")
    assert (removed.code, removed.out) == (0, "decision 1: remove d1, by Ann Lee\n")
    assert verbale("verify", path).out == f"{path}: all holds, in 0 documents.\n"
    again = verbale("add", path, letter)
    assert (again.code, again.out) == (0, "0 added, 1 unchanged, 0 failed.\n")
    assert f"left out: {letter} was removed from the record by decision 1" in again.err
    verbale("undo", path, 1, "--by", "Ann Lee")
    assert verbale("add", path, letter).out == "1 added, 0 unchanged, 0 failed.\n"


def test_whoever_is_asked_may_keep_a_document(kept: Path) -> None:
    def answered(answer: str) -> int:
        leader, follower = pty.openpty()
        os.write(leader, answer.encode())
        subprocess.run([SCRIPT, "remove", kept, "d1"], stdin=follower, check=False)
        os.close(follower)
        os.close(leader)
        with Record(kept) as record:
            return len(record.documents())

    assert answered("n\n") == 1
    assert answered("y\n") == 0


def test_orphans_are_listed(verbale: Command, kept: Path) -> None:
    verbale("review", kept, "d1.s1", "accept", "--by", "Ann Lee")
    assert verbale("review", kept, "--orphans").out.count("\n") == 1
    with Record(kept) as record:
        record.read_again(replace(rich_reading(), statements=(), figures=(), links=()))
    assert "d1.s1" in verbale("review", kept, "--orphans").out


@pytest.mark.parametrize("output", ["dossier", "json", "csv"])
def test_export(verbale: Command, kept: Path, output: str) -> None:
    result = verbale("export", kept, "--format", output)
    assert (result.code, result.err) == (0, "")
    assert "d1.s1" in result.out


def test_verify_lists_what_differs(verbale: Command, kept: Path) -> None:
    with closing(sqlite3.connect(kept)) as connection, connection:
        connection.execute("UPDATE selector SET exact = 'else' WHERE role = 'speaker'")
    result = verbale("verify", kept)
    assert result.code == 1
    assert result.out.splitlines()[0].startswith("d1.s1: the speaker does not stand at 0 to 9")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["read", "{here}/none.txt"], 1, "none.txt cannot be opened: No such file or directory."),
        (["read", "{here}"], 1, "cannot be opened: Is a directory."),
        (["read", "{letter}", "--published", "2202-03-30"], 2, "lies in the future. Check the"),
        (["read", "{letter}", "--published", "last week"], 2, "'last week' is no date. Write it"),
        (["read", "{letter}", "--language", "English"], 2, "is no language tag"),
        (["read", "{letter}", "--format", "xml"], 2, "'xml' is not one of"),
        (["read"], 2, "Missing argument 'FILE'"),
        (["add", "{letter}", "{kept}"], 1, "letter.txt is no record, or is damaged"),
        (["add", "{here}", "{letter}"], 1, "is a folder. Name a record file"),
        (["add", "{here}/none/a.db", "{letter}"], 1, "does not exist. Make it first."),
        (["show", "{here}/none.db"], 1, "does not exist. Make it with: verbale add"),
        (["show", "{letter}"], 1, "is no record, or is damaged"),
        (["show", "{kept}", "d9.s9"], 1, "has no statement d9.s9. List them with"),
        (["show", "{kept}", "speeches"], 2, "speeches cannot be shown. Choose from: statements,"),
        (["show", "{kept}", "--since", "soon"], 2, "'soon' is no date."),
        (["show", "{kept}", "--act", "shout"], 2, "'shout' is not one of"),
        (["show", "{kept}", "actors", "--act", "call"], 2, "Filters go with statements and"),
        (["export", "{here}/none.db"], 1, "does not exist"),
        (["review", "{kept}"], 2, "Say what is decided about which entry, such as: d2.s5 accept"),
        (["review", "{kept}", "d1.s1"], 2, "Say what is decided about which entry"),
        (["review", "{kept}", "d1.s1", "shout"], 2, "'shout' is not one of"),
        (["review", "{kept}", "d1.s1", "--orphans"], 2, "--orphans lists them all: give no id"),
        (["review", "{kept}", "d1.a9", "accept"], 1, "has no actor, statement, figure, occasion"),
        (["review", "{kept}", "d1.a1", "accept"], 2, "can be corrected, merged with another"),
        (["review", "{kept}", "d1.a1", "merge"], 2, "To merge takes two actors: name the other"),
        (["review", "{kept}", "d1", "add"], 2, "To add a statement takes its --words"),
        (["search", "{kept}", "(clubs"], 2, "at character 1: a bracket is not closed"),
        (["search", "{kept}", "--side", "left"], 2, "'left' is not one of"),
        (["exchanges", "{kept}", "--since", "soon"], 2, "'soon' is no date."),
        (["status", "{kept}", "--as-of", "soon"], 2, "'soon' is no date."),
        (["review", "{kept}", "d1.s1", "note"], 2, "A note has to say something."),
        (["review", "{kept}", "d1.s1", "accept", "--to", "call"], 2, "go with correct only, not"),
        (["review", "{kept}", "d1.s1", "correct", "--field", "act", "--to", "shout"], 2,
         "'shout' is no act. Choose from: concern,"),
        (["review", "{kept}", "d1.s1", "accept", "--by", " "], 2, "needs the name of whoever"),
        (["review", "{here}/none.db", "d1.s1", "accept"], 1, "does not exist. Make it with"),
        (["log", "{here}/none.db"], 1, "does not exist"),
        (["undo", "{kept}", "7"], 1, "There is no decision 7. List them with: verbale log"),
        (["undo", "{kept}", "first"], 2, "should be a valid integer"),
        (["verify", "{letter}"], 1, "is no record, or is damaged"),
        (["sing"], 2, "No such command 'sing'"),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_said_in_one_line(
    verbale: Command, tmp_path: Path, letter: Path, kept: Path,
    arguments: list[str], code: int, says: str,
) -> None:  # fmt: skip
    filled = [each.format(here=tmp_path, letter=letter, kept=kept) for each in arguments]
    result = verbale(*filled)
    assert result.code == code
    assert says in result.err
    assert result.out == ""
    assert "Traceback" not in result.err
    told = [line for line in result.err.splitlines() if not line.startswith(("Usage", "Try", "\t"))]
    assert len([line for line in told if line.strip()]) == 1, result.err


def test_debug_shows_the_traceback(verbale: Command, tmp_path: Path) -> None:
    with pytest.raises(Exception, match="No such file"):
        verbale("--debug", "read", tmp_path / "none.txt")


def test_a_fault_of_ours_is_one_line(
    verbale: Command, letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("deep\ninside")

    monkeypatch.setattr("verbale.cli.read_document", broken)
    result = verbale("read", letter)
    assert result.code == 1
    assert result.err.startswith("verbale: A fault in Verbale, please report it (ValueError: deep ")
    assert len(result.err.splitlines()) == 1


def test_version(verbale: Command) -> None:
    assert verbale("--version").out == f"verbale {__version__}\n"


def test_snapshot_of_help(verbale: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERMINAL_WIDTH", "100")
    pages = [verbale("--help").out]
    pages += [verbale(name, "--help").out for name in ("read", "add", "show", "review", "log")]
    pages += [verbale(name, "--help").out for name in ("undo", "export", "verify")]
    pages += [verbale(name, "--help").out for name in ("exchanges", "search", "figures")]
    pages += [
        verbale(name, "--help").out
        for name in ("status", "actors", "stats", "salvage", "custody", "remove", "watch", "brief")
    ]
    check_snapshot("help.txt", "\n".join(pages))


def test_every_command_has_help_with_an_example() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    assert sorted(commands) == [
        "actors", "add", "brief", "custody", "desk", "exchanges", "export", "figures", "log",
        "read", "remove", "review", "salvage", "search", "show", "stats", "status", "undo",
        "verify", "watch",
    ]  # fmt: skip
    for name, command in commands.items():
        assert f"verbale {name} " in command.help, f"{name} lacks an example"
        assert all(p.help for p in command.params if p.name != "help"), f"{name} lacks help"


def test_a_reader_that_leaves_early_is_no_fault(kept: Path) -> None:
    command = f"{SCRIPT} export {kept} --format json | head -c 1; exit ${{PIPESTATUS[0]}}"
    ran = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert ran.stdout == b"{"
    assert ran.stderr == b""


def test_output_that_a_terminal_cannot_write_is_escaped(letter: Path) -> None:
    ran = subprocess.run(
        [SCRIPT, "read", letter],
        env={"PYTHONIOENCODING": "ascii", "PATH": ""},
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert b"\\u201cIt is not" in ran.stdout
