"""The command `verbale`: parse, call, print."""

from __future__ import annotations

import getpass
import signal
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Final, Literal, NoReturn, TextIO, cast

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from verbale import __version__, cli_tables
from verbale.errors import VerbaleError, WrongDecision, WrongMetadata
from verbale.exports.dossier import dossier
from verbale.exports.page import write_page
from verbale.exports.plain_json import write_contents, write_object, write_rows
from verbale.exports.tabular import write_csv
from verbale.intake import Summary, add_files
from verbale.model import Act
from verbale.reading import NOT_READ
from verbale.reading import read as read_document
from verbale.record import Record
from verbale.record.from_reading import contents_of
from verbale.record.rows import (
    ActorRow,
    ComparisonRow,
    Decision,
    DocumentRow,
    ExchangeRow,
    FigureRow,
    OccasionRow,
    PersonRow,
    ReprintRow,
    Row,
    StatementRow,
    StatusChangeRow,
)
from verbale.sources.files import SUFFIXES, document_from_bytes, load, read_stream
from verbale.sources.metadata import Metadata

__all__ = ["app", "main"]

_FAILED: Final = 1
_WRONG_USE: Final = 2
_INTERRUPTED: Final = 130
_MISUSES: Final = (WrongDecision, WrongMetadata)
_FILTERED: Final = ("statements", "exchanges")
_KINDS: Final[dict[str, type[Row]]] = {
    "statements": StatementRow,
    "exchanges": ExchangeRow,
    "actors": ActorRow,
    "documents": DocumentRow,
    "figures": FigureRow,
    "occasions": OccasionRow,
    "status": StatusChangeRow,
    "people": PersonRow,
    "reprints": ReprintRow,
    "comparisons": ComparisonRow,
}
_TIED: Final = ("people", "reprints", "comparisons")

RecordPath = Annotated[Path, typer.Argument(metavar="RECORD", help="The record file.")]
Format = Annotated[
    Literal["table", "json", "csv"],
    typer.Option("--format", help="For people (table) or for other programs (json, csv)."),
]
MinConfidence = Annotated[
    float | None,
    typer.Option(min=0.0, max=1.0, help="Leave out statements that the reader is less sure of."),
]
_Filters = tuple[str | None, str | None, str | None, str | None, float | None]

By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="NAME",
        envvar="VERBALE_REVIEWER",
        help="Who decides; the login name where neither this nor the variable is set.",
    ),
]
Why = Annotated[str | None, typer.Option(help="The reason, kept with the decision.")]

AnyLanguage = Annotated[
    bool, typer.Option("--any-language", help="Read it even if it does not seem to be English.")
]

app = typer.Typer(
    name="verbale",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def main() -> NoReturn:
    """Run the command; what goes wrong is said in one line, or with its traceback by --debug."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # end quietly when `head` has seen enough
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        app(prog_name="verbale")
    except VerbaleError as error:
        _fail(error, str(error), _WRONG_USE if isinstance(error, _MISUSES) else _FAILED)
    except Exception as error:  # noqa: BLE001 - only who asks for a traceback gets one
        what = f"{type(error).__name__}: {error}"
        _fail(error, f"A fault in Verbale, please report it ({what}). --debug shows more.", _FAILED)
    sys.exit()


def _show_version(on: bool) -> None:  # noqa: FBT001 - called by typer
    if on:
        typer.echo(f"verbale {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    *,
    debug: Annotated[  # `main` looks for it itself
        bool, typer.Option("--debug", help="Show the traceback of what goes wrong.")
    ] = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=_show_version, help="Print the version and leave."
        ),
    ] = False,
) -> None:
    """Read documents about a public dialogue, and keep a sourced record of who said what.

    \b
    Example:
      verbale read report.txt
      verbale add samrath.db report.txt replies/
      verbale show samrath.db exchanges
    """


@app.command()
def read(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A text or HTML file, - for input.")],
    published: Annotated[
        str | None, typer.Option(help="When it was published: 2022-03-25, 2022-03 or 2022.")
    ] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    language: Annotated[str | None, typer.Option(help="Its language, such as en.")] = None,
    min_confidence: MinConfidence = None,
    output: Format = "table",
    *,
    html: Annotated[
        Path | None, typer.Option(help="Write a web page here instead, to look at and to mail.")
    ] = None,
    any_language: AnyLanguage = False,
) -> None:
    """Read one document and print what it says that people said.

    Nothing is kept. Dates such as "last week" are worked out when the day of publication is known:
    from --published, from a web page itself, or from a file of the same name ending in .toml
    beside the document. The number in brackets after a statement tells where its words stand in
    the text, in characters.

    \b
    Example:
      verbale read report.html
      pdftotext reply.pdf - | verbale read - --published 2024-03-05
    """
    metadata = Metadata(publisher=publisher, published=published, language=language)
    if file == "-":
        data = read_stream(sys.stdin.buffer, "standard input")
        document = document_from_bytes(data, "standard input", metadata, today=_today())
    else:
        document = load(Path(file), metadata, today=_today())
    reading = read_document(document, any_language=any_language)
    if reading.reader == NOT_READ:
        _say_on(
            sys.stderr,
            f"{file}: not read, it is not in English but in "
            f"{reading.document.language}. --any-language reads it anyway.",
        )
    contents = contents_of(reading.confident(min_confidence or 0.0))
    if html is not None:
        write_page(html, contents, document.text)
    elif output == "json":
        write_contents(contents, sys.stdout)
    elif output == "csv":
        write_csv(contents.statements, StatementRow, sys.stdout)
    else:
        cli_tables.print_reading(contents, cli_tables.console_for())


@app.command()
def add(
    record: RecordPath,
    inputs: Annotated[
        list[Path], typer.Argument(metavar="FILE|FOLDER...", help="Text or HTML, or folders of it.")
    ],
    *,
    any_language: AnyLanguage = False,
) -> None:
    """Read documents and put them on record; the record is made when there is none.

    A document is on record wholly or not at all, and adding it again changes nothing: after an
    interruption, run the same command again. What is known of report.txt besides its text (title,
    publisher, published, kind, language) can stand in report.toml beside it. What is not in English
    is kept with its language, unread.

    \b
    Example:
      verbale add samrath.db report.txt replies/
    """
    console = cli_tables.console_for(stderr=True)
    with (
        Record(record) as kept,
        Progress(
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        ) as bar,
    ):
        task = bar.add_task("reading")
        summary = add_files(
            kept,
            inputs,
            today=_today(),
            any_language=any_language,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    _print_summary(summary)
    if isinstance(summary.stopped, VerbaleError):
        raise summary.stopped
    if summary.stopped:
        raise typer.Exit(_INTERRUPTED)
    if summary.count("failed"):
        raise typer.Exit(_FAILED)


@app.command()
def show(
    record: RecordPath,
    what: Annotated[
        str, typer.Argument(metavar="WHAT", help=f"{', '.join(_KINDS)}, or a statement's id.")
    ] = "statements",
    speaker: Annotated[str | None, typer.Option(help="Part of the speaker's name.")] = None,
    act: Annotated[Act | None, typer.Option(help="What is done by saying it.")] = None,
    since: Annotated[str | None, typer.Option(help="Said on or after: 2022-03-25, 2022.")] = None,
    until: Annotated[str | None, typer.Option(help="Said on or before.")] = None,
    min_confidence: MinConfidence = None,
    output: Format = "table",
) -> None:
    """Print what is on record: statements, exchanges, actors, or one statement in its text.

    --speaker, --act, --since, --until and --min-confidence choose among statements, and among
    exchanges by what was answered; with dates, only what is dated. Each line tells the document and
    the offset. Over all documents, people are those actors that are one, reprints the statements
    that tell an utterance again, and comparisons the figures that agree, contradict or update.

    \b
    Example:
      verbale show samrath.db statements --speaker ministry --act rebuttal
      verbale show samrath.db exchanges --since 2024
      verbale show samrath.db people
      verbale show samrath.db d2.s5
    """
    filters = (speaker, act, since, until, min_confidence)
    if what not in _FILTERED and any(value is not None for value in filters):
        raise WrongMetadata(f"Filters go with {' and '.join(_FILTERED)} only, not with {what}.")
    with Record(record, "read") as kept:
        if what not in _KINDS:
            _show_statement(kept, what, output)
            return
        rows = _rows(kept, what, filters)
    _print_rows(rows, _KINDS[what], output)


@app.command()
def review(
    record: RecordPath,
    entry_id: Annotated[
        str | None, typer.Argument(metavar="ID", help="The entry, such as d3.s5 or d3.f1.")
    ] = None,
    action: Annotated[
        Literal["accept", "reject", "correct", "note"] | None,
        typer.Argument(metavar="ACTION", help="What is decided about it."),
    ] = None,
    field: Annotated[
        str | None, typer.Option(help="What to correct: act, speaker, date, value, ...")
    ] = None,
    becomes: Annotated[
        str | None, typer.Option("--to", help="What it becomes, '' for not known.")
    ] = None,
    why: Why = None,
    by: By = None,
    *,
    orphans: Annotated[
        bool, typer.Option("--orphans", help="List decisions whose entry is not found any more.")
    ] = False,
) -> None:
    """Decide about a statement, figure, occasion or status change: what people say goes.

    What is rejected is not shown any more, and what is corrected is shown with its new value.
    Fields: of a statement speaker, addressees, act, date, quotation; of a figure value, unit,
    measure, date; of an occasion type, date; of a status change status, date, count. A speaker is
    the id of one of the document's actors or any name; addressees have ; between them. Every
    decision is kept: see log and undo.

    \b
    Example:
      verbale review samrath.db d2.s5 accept
      verbale review samrath.db d2.s5 correct --field act --to rebuttal --why "it denies d1.s3"
      verbale review samrath.db d2.f1 reject --by "Ann Lee"
      verbale review samrath.db --orphans
    """
    if orphans:
        if entry_id is not None:
            raise WrongDecision("--orphans lists them all: give no id with it.")
        with Record(record, "read") as kept:
            rows = kept.orphans()
        _print_rows(rows, Decision, "table")
        return
    if entry_id is None or action is None:
        raise WrongDecision("Say what is decided about which entry, such as: d2.s5 accept")
    with Record(record, "edit") as kept:
        made = kept.review(
            entry_id, action, by=_who(by), at=_now(), field=field, becomes=becomes, why=why
        )
    _say_on(sys.stdout, f"decision {made.number}: {made.action} {made.id}, by {made.by}")


@app.command()
def log(record: RecordPath, output: Format = "table") -> None:
    """Print every decision in its order: who decided what, when and why.

    json and csv hold the hashes too: each decision carries the one of the decision before, and
    verify checks them.

    \b
    Example:
      verbale log samrath.db
      verbale log samrath.db --format csv > decisions.csv
    """
    with Record(record, "read") as kept:
        decisions = kept.log()
    _print_rows(decisions, Decision, output)


@app.command()
def undo(
    record: RecordPath,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The decision, as log has it.")],
    why: Why = None,
    by: By = None,
) -> None:
    """Cancel a decision; both stay in the log. To have it back, undo the undo.

    \b
    Example:
      verbale undo samrath.db 3
    """
    with Record(record, "edit") as kept:
        made = kept.undo(number, by=_who(by), at=_now(), why=why)
    _say_on(sys.stdout, f"decision {made.number}: undo {number} on {made.id}, by {made.by}")


@app.command()
def export(
    record: RecordPath,
    output: Annotated[
        Literal["dossier", "json", "csv"],
        typer.Option(
            "--format", help="One dialogue with plain spans, all there is, or statements."
        ),
    ] = "dossier",
) -> None:
    """Write the record to standard output.

    dossier: one JSON object per dialogue, with plain spans. json: everything, with the words and
    surroundings of every span. csv: the statements, one line each.

    \b
    Example:
      verbale export samrath.db --format csv > statements.csv
    """
    with Record(record, "read") as kept:
        contents = kept.contents()
    if output == "dossier":
        write_object(dossier(contents, record.stem), sys.stdout)
    elif output == "json":
        write_contents(contents, sys.stdout)
    else:
        write_csv(contents.statements, StatementRow, sys.stdout)


@app.command()
def verify(record: RecordPath) -> None:
    """Check that the record still says what its documents say.

    The original bytes and texts are compared with their hashes, the words of every entry with the
    text at their place, every decision with its hash and the one before, and the database with its
    own rules. Exit code 1 when something differs.

    \b
    Example:
      verbale verify samrath.db
    """
    with Record(record, "read") as kept:
        count = len(kept.documents())
        problems = kept.verify()
    for problem in problems:
        typer.echo(cli_tables.printable(f"{problem.where}: {problem.what}"))
    if problems:
        raise typer.Exit(_FAILED)
    typer.echo(f"{record}: all holds, in {count} document{'' if count == 1 else 's'}.")


def _rows(kept: Record, what: str, filters: _Filters) -> Sequence[Row]:
    if what == "statements":
        return kept.statements(*filters)
    if what == "exchanges":
        return kept.exchanges(*filters)
    if what in _TIED:
        return cast("Sequence[Row]", getattr(kept, what)())
    contents = kept.contents()
    return cast("Sequence[Row]", getattr(contents, {"status": "status_changes"}.get(what, what)))


def _show_statement(kept: Record, entry_id: str, output: str) -> None:
    if "." not in entry_id:
        raise WrongMetadata(f"{entry_id} cannot be shown. Choose from: {', '.join(_KINDS)}.")
    row = kept.statement(entry_id)
    if output == "table":
        text = kept.text(row.document)
        cli_tables.print_statement_in_text(row, text, cli_tables.console_for())
    else:
        _print_rows([row], StatementRow, output)


def _print_rows(rows: Sequence[Row], kind: type[Row], output: str) -> None:
    if output == "json":
        write_rows(rows, sys.stdout)
    elif output == "csv":
        write_csv(rows, kind, sys.stdout)
    elif kind is ExchangeRow:
        exchanges = cast("Sequence[ExchangeRow]", rows)
        cli_tables.print_exchanges(exchanges, cli_tables.console_for())
    else:
        cli_tables.print_table(rows, kind, cli_tables.console_for())


def _print_summary(summary: Summary) -> None:
    for outcome in summary.outcomes:
        if outcome.reason:
            said = "failed" if outcome.state == "failed" else "kept, not read"
            _say_on(sys.stderr, f"{said}: {outcome.reason}")
    counts = [f"{summary.count(state)} {state}" for state in ("added", "unchanged", "failed")]
    if summary.skipped:
        counts.append(f"{summary.skipped} skipped (not {', '.join(SUFFIXES)})")
    ends = {
        type(None): ".",
        KeyboardInterrupt: ". Interrupted: run the same command again to go on.",
    }
    typer.echo(", ".join(counts) + ends.get(type(summary.stopped), ". Stopped by a fault."))


def _today() -> date:
    return datetime.now().astimezone().date()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _who(by: str | None) -> str:
    if by is not None:
        return by
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""  # nobody: the record asks for a name


def _say_on(stream: TextIO, message: str) -> None:
    print(cli_tables.printable(" ".join(message.split())), file=stream)


def _fail(error: Exception, message: str, code: int) -> NoReturn:
    if "--debug" in sys.argv:
        raise error
    _say_on(sys.stderr, f"verbale: {message}")
    sys.exit(code)
