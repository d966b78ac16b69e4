"""The commands about one document: how it came here, and taking it out again."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

import typer

from verbale import __version__, cli_tables
from verbale.cli_parts import By, RecordPath, Why, now, say_on, who
from verbale.errors import WrongDecision
from verbale.exports.plain_json import write_object
from verbale.exports.web_archive import write_web_archive
from verbale.record import Record

__all__ = ["add_to", "custody", "remove"]

DocumentId = Annotated[str, typer.Argument(metavar="DOCUMENT", help="Its id, such as d3.")]


def add_to(app: typer.Typer) -> None:
    """Make them commands of `app`."""
    for command in (custody, remove):
        app.command()(command)


def custody(
    record: RecordPath,
    document: DocumentId,
    output: Annotated[
        Literal["table", "json"], typer.Option("--format", help="For people, or for programs.")
    ] = "table",
    archive: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write it all here too, as .warc, .warc.gz or .wacz."),
    ] = None,
) -> None:
    """Print how a document came here: the chain from its bytes to the statements read in it.

    Every link has its SHA-256, which verify checks. With --archive the original bytes, what the
    server told of them, the text and this chain go into a web archive, which add reads again.

    \b
    Example:
      verbale custody samrath.db d2
      verbale custody samrath.db d2 --archive d2.wacz
    """
    with Record(record, "read") as kept:
        row = kept.custody(document)
        if archive is not None:
            write_web_archive(
                archive,
                row,
                kept.original(document).content,
                kept.text(document),
                at=now(),
                software=f"verbale {__version__}",
            )
    if output == "json":
        write_object(asdict(row), sys.stdout)
    else:
        cli_tables.print_custody(row, cli_tables.console_for())


def remove(
    record: RecordPath,
    document: DocumentId,
    why: Why = None,
    by: By = None,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether it is meant.")] = False,
) -> None:
    """Take a document out of the record, and leave nothing of it in the file.

    Its bytes, its text, its statements and what ties them to others go; then the file is written
    anew, which takes a while with a large record. What people decided on it stays in the log, with
    the words that they quote, and so does who removed it, when and why. Nothing brings it back: add
    its file again, after undoing the removal. Copies of the record, and the logs and backups of a
    server, keep it.

    \b
    Example:
      verbale remove samrath.db d3 --why "the witness asked for it"
    """
    with Record(record, "edit") as kept:
        if not yes:
            _ask(kept, document)
        made = kept.remove(document, by=who(by), at=now(), why=why)
    say_on(sys.stdout, f"decision {made.number}: remove {made.id}, by {made.by}")


def _ask(kept: Record, document: str) -> None:
    """Ask whether it is meant; only a person can answer. What is removed is only wiped again."""
    if any(made.id == document for made in kept.removals().values()):
        return
    row = kept.custody(document)
    if not sys.stdin.isatty():
        raise WrongDecision(f"Nobody can be asked whether to remove {row.id}. Say so with --yes.")
    about = f"{row.id} {row.name}, with {row.statements} statements and {row.decisions} decisions"
    typer.confirm(cli_tables.printable(f"Remove {about}, for good?"), abort=True)
