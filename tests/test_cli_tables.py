from __future__ import annotations

import io
from datetime import date

import pytest
from rich.console import Console

from tests.factories import decision_of, reading_of, rich_reading
from tests.snapshots import check_snapshot
from verbale import cli_tables
from verbale.record.from_reading import contents_of
from verbale.record.rows import (
    ActorRow,
    Decision,
    DocumentRow,
    FigureRow,
    OccasionRow,
    Row,
    StatementRow,
    StatusChangeRow,
)
from verbale.record.states import exchanges

READING = rich_reading("clubs/report.txt")
CONTENTS = contents_of(READING)
TABLES: dict[type[Row], list[Row]] = {
    ActorRow: [*CONTENTS.actors],
    Decision: [decision_of(CONTENTS.statements[0].content[0])],
    DocumentRow: [*CONTENTS.documents],
    FigureRow: [*CONTENTS.figures],
    OccasionRow: [*CONTENTS.occasions],
    StatementRow: [*CONTENTS.statements],
    StatusChangeRow: [*CONTENTS.status_changes],
}


@pytest.fixture
def pipe() -> Console:
    return Console(file=io.StringIO(), width=100, highlight=False)


def printed(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_snapshot_of_a_reading(pipe: Console) -> None:
    cli_tables.print_reading(CONTENTS, pipe)
    check_snapshot("read.txt", printed(pipe))


def test_snapshot_of_exchanges(pipe: Console) -> None:
    rows = exchanges(CONTENTS.statements, CONTENTS.links)
    cli_tables.print_exchanges(rows, pipe, date(2024, 4, 4))
    check_snapshot("exchanges.txt", printed(pipe))


def test_snapshot_of_tables(pipe: Console) -> None:
    for kind, rows in TABLES.items():
        cli_tables.print_table(rows, kind, pipe)
        pipe.print()
    check_snapshot("tables.txt", printed(pipe))


def test_snapshot_of_a_statement_in_its_text(pipe: Console) -> None:
    row = CONTENTS.statements[1]
    cli_tables.print_statement_in_text(row, READING.document.text, pipe)
    check_snapshot("statement.txt", printed(pipe))


def test_a_terminal_gets_styles_and_no_marks() -> None:
    terminal = Console(file=io.StringIO(), width=80, force_terminal=True, color_system="standard")
    cli_tables.print_statement_in_text(CONTENTS.statements[1], READING.document.text, terminal)
    assert "\x1b[" in printed(terminal)
    assert "[[" not in printed(terminal)


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.__name__)
def test_a_table_in_a_terminal_keeps_to_its_width(kind: type[Row]) -> None:
    terminal = Console(file=io.StringIO(), width=60, force_terminal=True, color_system=None)
    cli_tables.print_table(TABLES[kind], kind, terminal)
    assert max(map(len, printed(terminal).splitlines())) <= 60
    assert cli_tables._TABLES[kind][0][0] in printed(terminal)


def test_a_table_in_a_pipe_has_one_line_per_row(pipe: Console) -> None:
    rows = contents_of(
        reading_of("[She] {said} (one\nthing\r\nand " + "more " * 50 + ").")
    ).statements
    cli_tables.print_table(rows, StatementRow, pipe)
    assert len(printed(pipe).splitlines()) == 2


def test_a_document_cannot_steer_the_terminal(pipe: Console) -> None:
    reading = reading_of("[She\x1b[2J] {said\x9b1m} (so\x1b]0;owned\x07\u202e).")
    contents = contents_of(reading)
    cli_tables.print_reading(contents, pipe)
    cli_tables.print_statement_in_text(contents.statements[0], reading.document.text, pipe)
    cli_tables.print_table(contents.statements, StatementRow, pipe)
    assert not set(printed(pipe)) & {"\x1b", "\x9b", "\x07", "\u202e"}


def test_long_surroundings_are_cut_at_words(pipe: Console) -> None:
    reading = reading_of("word " * 300 + "[She] {said} (so) " + "word " * 300)
    row = contents_of(reading).statements[0]
    cli_tables.print_statement_in_text(row, reading.document.text, pipe)
    shown = printed(pipe).split("\n\n")[1].strip()
    assert shown.startswith("… word")
    assert shown.endswith("word …")
    assert "[[so]]" in shown
    assert len(shown) < 1000


def test_nothing_said(pipe: Console) -> None:
    contents = contents_of(reading_of())
    cli_tables.print_reading(contents, pipe)
    assert printed(pipe).splitlines()[1].endswith("news: 0 statements")
