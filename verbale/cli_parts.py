"""What the commands share: options, the record to ask, and how rows are printed."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Annotated, Final, Literal, TextIO, cast

import typer
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TimeRemainingColumn,
)
from rich.text import Text

from verbale import cli_tables
from verbale.errors import RecordBusy, RecordUnwritable
from verbale.exports.plain_json import write_rows
from verbale.exports.tabular import write_csv
from verbale.model import Act, Side
from verbale.record import Record
from verbale.record.engines import Place, place_of
from verbale.record.rows import ExchangeRow, Row, SeriesRow, StandingRow
from verbale.uncertain_dates import bounds

__all__ = [
    "FAILED",
    "INTERRUPTED",
    "AddedBy",
    "By",
    "Format",
    "MinConfidence",
    "RecordPath",
    "Why",
    "bring_up_to_date",
    "day_of",
    "now",
    "print_rows",
    "progress_bar",
    "record_to_ask",
    "say_on",
    "today",
    "who",
]

FAILED: Final = 1
INTERRUPTED: Final = 130

RecordPath = Annotated[
    Place,
    typer.Argument(metavar="RECORD", parser=place_of, help="The record: a file, or its URL."),
]
Format = Annotated[
    Literal["table", "json", "csv"],
    typer.Option("--format", help="For people (table) or for other programs (json, csv)."),
]
MinConfidence = Annotated[
    float | None,
    typer.Option(min=0.0, max=1.0, help="Leave out statements that the reader is less sure of."),
]

By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="NAME",
        envvar="VERBALE_REVIEWER",
        help="Who decides; the login name where neither this nor the variable is set.",
    ),
]
AddedBy = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="NAME",
        envvar="VERBALE_REVIEWER",
        help="Who adds it; the login name where neither this nor the variable is set.",
    ),
]
Why = Annotated[str | None, typer.Option(help="The reason, kept with the decision.")]

Speaker = Annotated[
    str | None, typer.Option(help="Part of any name of the speaker, or an actor's id.")
]
To = Annotated[str | None, typer.Option(help="The same of whom it is said to.")]
SideOption = Annotated[Side | None, typer.Option("--side", help="The speaker's side.")]
ActOption = Annotated[Act | None, typer.Option("--act", help="What is done by saying it.")]
Theme = Annotated[
    str | None,
    typer.Option(help="A theme, how several begin, or a treaty or article: children, iccpr-19."),
]
Since = Annotated[str | None, typer.Option(help="Said on or after: 2022-03-25, 2022.")]
Until = Annotated[str | None, typer.Option(help="Said on or before.")]
Publisher = Annotated[str | None, typer.Option(help="Part of the publisher's name.")]
InDocument = Annotated[str | None, typer.Option("--document", help="A document's id: d3.")]
Reviewed = Annotated[
    Literal["unreviewed", "accepted", "corrected"] | None,
    typer.Option("--review", help="What people decided about it."),
]


@contextmanager
def record_to_ask(place: Place) -> Iterator[Record]:
    """Open a record to ask what ties its documents together, which is brought up to date first.

    Where it cannot be written to, the answers are those of before, and that is said.
    """
    with Record(place, "read") as kept:
        waiting = kept.untied()
    if waiting:
        try:
            with Record(place, "edit") as kept:
                bring_up_to_date(kept)
        except (RecordBusy, RecordUnwritable) as error:
            say_on(sys.stderr, f"{waiting} documents are not tied to the others yet: {error}")
    with Record(place, "read") as kept:
        yield kept


def bring_up_to_date(kept: Record) -> None:
    """Tie the documents of a record together, with a bar where that takes long."""
    with progress_bar() as bar:
        task = bar.add_task("tying")
        kept.tie(lambda done, total: bar.update(task, completed=done, total=total))


def progress_bar() -> Progress:
    """Give a bar that is shown on a terminal only, and leaves nothing behind."""
    console = cli_tables.console_for(stderr=True)
    return Progress(
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


class _Rate(ProgressColumn):
    """How many are done in a second; nothing before there are two."""

    def render(self, task: Task) -> Text:
        """Give the column of one bar."""
        return Text("" if task.speed is None else f"{task.speed:.1f}/s")


def print_rows(
    rows: Sequence[Row], kind: type[Row], output: str, counted_until: date | None = None
) -> None:
    """Print rows of one kind: for people, or as json or csv.

    Days without an answer are `counted_until` a day, today where none is given.
    """
    console = cli_tables.console_for()
    if output == "json":
        write_rows(rows, sys.stdout)
    elif output == "csv":
        write_csv(rows, kind, sys.stdout)
    elif kind is ExchangeRow:
        cli_tables.print_exchanges(
            cast("Sequence[ExchangeRow]", rows), console, counted_until or today()
        )
    elif kind is SeriesRow:
        cli_tables.print_series(cast("Sequence[SeriesRow]", rows), console)
    elif kind is StandingRow:
        cli_tables.print_standing(cast("Sequence[StandingRow]", rows), console)
    else:
        cli_tables.print_table(rows, kind, console)
    if not rows and output not in {"json", "csv"}:
        say_on(sys.stderr, "Nothing on record fits all of that. Leave out an option.")


def day_of(text: str) -> date:
    """Read a day, of a month or year the last. Raises `WrongMetadata` for what is none."""
    return date.fromisoformat(bounds(text)[1])


def today() -> date:
    """Give the day it is here."""
    return datetime.now().astimezone().date()


def now() -> str:
    """Give the time of now in UTC, as decisions have it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def who(by: str | None) -> str:
    """Give the name of who decides: as it is told, else of who is logged in."""
    if by is not None:
        return by
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""  # nobody: the record asks for a name


def say_on(stream: TextIO, message: str) -> None:
    """Print a message on one line."""
    print(cli_tables.printable(" ".join(message.split())), file=stream)
