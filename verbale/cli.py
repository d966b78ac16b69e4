"""The command `verbale`: parse, call, print."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final, Literal, NoReturn, cast

import typer

from verbale import (
    __version__,
    cli_brief,
    cli_desk,
    cli_documents,
    cli_questions,
    cli_sources,
    cli_tables,
)
from verbale.cli_parts import (
    FAILED,
    INTERRUPTED,
    AddedBy,
    By,
    Format,
    MinConfidence,
    RecordPath,
    Why,
    bring_up_to_date,
    now,
    print_rows,
    progress_bar,
    record_to_ask,
    say_on,
    today,
    who,
)
from verbale.cli_sources import say_reasons
from verbale.errors import VerbaleError, WrongDecision, WrongMetadata, WrongQuery
from verbale.exports.dossier import dossier
from verbale.exports.page import write_page
from verbale.exports.plain_json import write_contents, write_object
from verbale.exports.tabular import write_csv
from verbale.intake import Input, Summary, add_files, failed_before, keep_failures
from verbale.model import Act
from verbale.reading import NOT_READ
from verbale.reading import read as read_document
from verbale.record import Record
from verbale.record.engines import Place, place_of
from verbale.record.from_reading import contents_of
from verbale.record.reviewing import NewStatement
from verbale.record.rows import (
    ActorRow,
    ComparisonRow,
    CopyRow,
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
from verbale.record.salvage import salvage as salvage_record
from verbale.record.wanted import Wanted
from verbale.sources.files import document_from_bytes, load, read_stream
from verbale.sources.metadata import Metadata

__all__ = ["app", "main"]

_WRONG_USE: Final = 2
_MISUSES: Final = (WrongDecision, WrongMetadata, WrongQuery)
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
    "copies": CopyRow,
}
_TIED: Final = ("exchanges", "people", "reprints", "comparisons", "copies")

_Filters = tuple[str | None, str | None, str | None, str | None, float | None]

AnyLanguage = Annotated[
    bool, typer.Option("--any-language", help="Read it even if it does not seem to be English.")
]

app = typer.Typer(
    name="verbale",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


cli_questions.add_to(app)
cli_brief.add_to(app)
cli_desk.add_to(app)
cli_documents.add_to(app)
cli_sources.add_to(app)


def main() -> NoReturn:
    """Run the command; what goes wrong is said in one line, or with its traceback by --debug."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # end quietly when `head` has seen enough
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        app(prog_name="verbale")
    except VerbaleError as error:
        _fail(error, str(error), _WRONG_USE if isinstance(error, _MISUSES) else FAILED)
    except Exception as error:  # noqa: BLE001 - only who asks for a traceback gets one
        what = f"{type(error).__name__}: {error}"
        _fail(error, f"A fault in Verbale, please report it ({what}). --debug shows more.", FAILED)
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
      verbale exchanges samrath.db --unanswered
    """


@app.command()
def read(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A document, - for input.")],
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
      verbale read reply.pdf --published 2024-03-05
    """
    metadata = Metadata(publisher=publisher, published=published, language=language)
    if file == "-":
        data = read_stream(sys.stdin.buffer, "standard input")
        document = document_from_bytes(data, "standard input", metadata, today=today())
    else:
        document = load(Path(file), metadata, today=today())
    reading = read_document(document, any_language=any_language)
    if reading.reader == NOT_READ:
        say_on(
            sys.stderr,
            f"{file}: not read, it is not in English but in "
            f"{reading.document.language}. --any-language reads it anyway.",
        )
    for name, value in document.labels:
        if name == "warning":
            say_on(sys.stderr, f"warning: {file}: {value}")
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
        list[str] | None,
        typer.Argument(
            metavar="FILE|FOLDER|URL...", help="Documents, folders of them, or web addresses."
        ),
    ] = None,
    by: AddedBy = None,
    *,
    any_language: AnyLanguage = False,
    again: Annotated[
        bool,
        typer.Option(
            "--again", help="Read anew what is on record; what people decided about it stays."
        ),
    ] = False,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Try again what failed before.")
    ] = False,
) -> None:
    """Read documents and put them on record; the record is made when there is none.

    Read are PDF (scanned pages where tesseract is installed), DOCX, ODT, HTML, Markdown and text,
    mail with its attachments, captions, feeds, web archives, CSV and JSON with a column text, the
    export of UHRI, and ZIP files of all these.

    A document is on record wholly or not at all, and adding it again changes nothing: after an
    interruption, run the same command again. What is known of report.txt besides its text (title,
    publisher, published, kind, language) can stand in report.toml beside it (a kind is news,
    press-release, report, speech, letter, state-reply or transcript; else it is told by the form),
    or for all files of a
    folder in manifest.csv, with a column file; where that has changed, --again takes it over. What
    is not in English is kept with its language, unread. What failed is listed in
    RECORD.failed.jsonl, for --retry-failed.

    \b
    Example:
      verbale add samrath.db report.pdf replies/
      verbale add samrath.db https://example.org/statement
      verbale add samrath.db --retry-failed
    """
    wanted: list[str | Input] = list(inputs or ())
    failures = _failures_of(record)
    if retry_failed:
        wanted += failed_before(failures)
    elif not wanted:
        raise WrongMetadata("Name files, folders or addresses to add, or use --retry-failed.")
    with Record(record) as kept:
        with progress_bar() as bar:
            task = bar.add_task("reading")
            summary = add_files(
                kept,
                wanted,
                today=today(),
                any_language=any_language,
                again=again,
                by=who(by) or None,
                workers=os.cpu_count() or 1,
                progress=lambda done, total: bar.update(task, completed=done, total=total),
            )
        try:
            if summary.stopped is None:
                bring_up_to_date(kept)
        except KeyboardInterrupt as interrupt:
            summary.stopped = interrupt
    _print_summary(summary)
    keep_failures(summary, failures)
    if isinstance(summary.stopped, VerbaleError):
        raise summary.stopped
    if summary.stopped:
        raise typer.Exit(INTERRUPTED)
    if summary.count("failed"):
        raise typer.Exit(FAILED)


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
    that tell an utterance again, comparisons the figures that agree, contradict or update, and
    copies the documents that are others but for a little.

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
    asked = record_to_ask(record) if what in _TIED else Record(record, "read")
    with asked as kept:
        if what not in _KINDS:
            _show_statement(kept, what, output)
            return
        rows = _rows(kept, what, filters)
    print_rows(rows, _KINDS[what], output)


@app.command()
def review(
    record: RecordPath,
    entry_id: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="The entry, such as d3.s5, or the document: d3."),
    ] = None,
    action: Annotated[
        Literal["accept", "reject", "correct", "note", "add", "merge", "split", "link", "unlink"]
        | None,
        typer.Argument(metavar="ACTION", help="What is decided about it."),
    ] = None,
    other_id: Annotated[
        str | None,
        typer.Argument(metavar="OTHER", help="The second entry, to merge, split, link or unlink."),
    ] = None,
    field: Annotated[
        str | None, typer.Option(help="What to correct: act, speaker, date, value, title, ...")
    ] = None,
    becomes: Annotated[
        str | None, typer.Option("--to", help="What it becomes, '' for not known.")
    ] = None,
    words: Annotated[
        str | None, typer.Option(help="To add: the content, as the document has it, or 120-180.")
    ] = None,
    speaker: Annotated[str, typer.Option(help="To add: an actor's id, or a name.")] = "",
    act: Annotated[Act, typer.Option(help="To add: what is done by saying it.")] = "assertion",
    date: Annotated[str, typer.Option(help="To add: when it was said.")] = "",
    why: Why = None,
    by: By = None,
    *,
    orphans: Annotated[
        bool, typer.Option("--orphans", help="List decisions whose entry is not found any more.")
    ] = False,
) -> None:
    """Decide about an entry, or about two: what people say goes.

    accept, reject, correct and note are about a statement, figure, occasion or status change. What
    is rejected is not shown any more, and what is corrected is shown with its new value. Fields: of
    a statement speaker, addressees, act, date, quotation, content (its words, or their place as
    120-180); of a figure value, unit, measure, comparison, date; of an occasion type, participants,
    date; of a status change status, subject, by, date, count. Somebody is the id of one of the
    document's actors or any name; several have ; between them.

    A document, such as d3, has title, publisher, published, kind and language, which can be
    corrected when its source tells them wrongly. It is read anew then, for dates lean on its own.

    add puts a statement on record that was missed. merge and split say that two actors are one, or
    are not, in later documents too. link and unlink say that a statement answers another, or does
    not. Every decision is kept: see log and undo.

    \b
    Example:
      verbale review samrath.db d2.s5 accept
      verbale review samrath.db d2.s5 correct --field act --to rebuttal --why "it denies d1.s3"
      verbale review samrath.db d2 correct --field published --to 2024-03-05
      verbale review samrath.db d1.a2 merge d4.a1
      verbale review samrath.db d3.s2 link d1.s5 --by "Ann Lee"
      verbale review samrath.db d2 add --words "the wall will be finished" --speaker a1
      verbale review samrath.db --orphans
    """
    if orphans:
        if entry_id is not None:
            raise WrongDecision("--orphans lists them all: give no id with it.")
        with Record(record, "read") as kept:
            rows = kept.orphans()
        print_rows(rows, Decision, "table")
        return
    if entry_id is None or action is None:
        raise WrongDecision("Say what is decided about which entry, such as: d2.s5 accept")
    if (action == "add") != (words is not None):
        raise WrongDecision("To add a statement takes its --words, and they go with add only.")
    reviewer, at = who(by), now()
    with Record(record, "edit") as kept:
        if words is not None:
            new = NewStatement(words, speaker, act, date)
            made = kept.add_statement(entry_id, new, by=reviewer, at=at, why=why)
        elif other_id is not None:
            made = kept.review_two(entry_id, action, other_id, by=reviewer, at=at, why=why)
        else:
            made = kept.review(
                entry_id, action, by=reviewer, at=at, field=field, becomes=becomes, why=why
            )
    other = f" {other_id}" if other_id is not None else ""
    say_on(sys.stdout, f"decision {made.number}: {made.action} {made.id}{other}, by {made.by}")


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
    print_rows(decisions, Decision, output)


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
        made = kept.undo(number, by=who(by), at=now(), why=why)
    say_on(sys.stdout, f"decision {made.number}: undo {number} on {made.id}, by {made.by}")


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
    with record_to_ask(record) if output == "dossier" else Record(record, "read") as kept:
        contents = kept.contents()
        ties = kept.ties() if output == "dossier" else None
    if ties is not None:
        write_object(dossier(contents, ties, record.name), sys.stdout)
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
        raise typer.Exit(FAILED)
    typer.echo(f"{record}: all holds, in {count} document{'' if count == 1 else 's'}.")


@app.command()
def salvage(
    old: Annotated[
        Place, typer.Argument(metavar="OLD", parser=place_of, help="The damaged record file.")
    ],
    new: Annotated[Place, typer.Argument(metavar="NEW", parser=place_of, help="The file to make.")],
) -> None:
    """Put what can be read of a damaged record file into a new one.

    Only what agrees with its hash is taken over. A document whose reading is damaged is kept with
    its bytes, to be read again; a decision keeps its number, and verify tells which are missing.
    What is lost is named, and the exit code is 1 then. The old file stays as it is.

    \b
    Example:
      verbale salvage samrath.db saved.db
    """
    saved = salvage_record(old, new)
    for problem in saved.lost:
        typer.echo(cli_tables.printable(f"{problem.where}: {problem.what}"))
    typer.echo(
        f"{new}: {len(saved.documents)} documents saved, {len(saved.unread)} of them to be read "
        f"again, and {saved.decisions} decisions."
    )
    if saved.lost:
        raise typer.Exit(FAILED)


def _rows(kept: Record, what: str, filters: _Filters) -> Sequence[Row]:
    if what == "statements":
        return kept.statements(*filters)
    if what == "exchanges":
        speaker, act, since, until, min_confidence = filters
        return kept.exchanges(
            Wanted(
                speaker=speaker, act=act, since=since, until=until, min_confidence=min_confidence
            )
        )
    if what in {"people", "reprints", "comparisons", "copies"}:
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
        print_rows([row], StatementRow, output)


def _failures_of(record: Place) -> Path:
    """The file where what failed is written down: beside a record file, else in this folder."""
    return Path(f"{record.name if '://' in str(record) else record}.failed.jsonl")


def _print_summary(summary: Summary) -> None:
    say_reasons(summary)
    counts = [f"{summary.count(state)} {state}" for state in ("added", "unchanged", "failed")]
    if again := summary.count("read again"):
        counts.insert(1, f"{again} read again")
    if summary.skipped:
        counts.append(f"{summary.skipped} skipped (no format that is known)")
    ends = {
        type(None): ".",
        KeyboardInterrupt: ". Interrupted: run the same command again to go on.",
    }
    typer.echo(", ".join(counts) + ends.get(type(summary.stopped), ". Stopped by a fault."))


def _fail(error: Exception, message: str, code: int) -> NoReturn:
    if "--debug" in sys.argv:
        raise error
    say_on(sys.stderr, f"verbale: {message}")
    sys.exit(code)
