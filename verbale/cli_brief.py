"""The command that writes a briefing."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Final

import typer

from verbale import briefing
from verbale.briefing import Briefing
from verbale.briefing.wording import code_points
from verbale.cli_parts import (
    FAILED,
    ActOption,
    InDocument,
    MinConfidence,
    Publisher,
    RecordPath,
    Reviewed,
    SideOption,
    Since,
    Speaker,
    Theme,
    To,
    Until,
    day_of,
    record_to_ask,
    say_on,
    today,
)
from verbale.errors import UnwritableFile, WrongMetadata, WrongTemplate
from verbale.record.rows import State
from verbale.record.wanted import Wanted

__all__ = ["add_to", "brief"]

_ENDINGS: Final = (".html", ".docx", ".pdf")


def add_to(app: typer.Typer) -> None:
    """Make it a command of `app`."""
    app.command()(brief)


def brief(
    record: RecordPath,
    output: Annotated[
        Path, typer.Option("-o", "--output", help="The file: FILE.html, FILE.docx or FILE.pdf.")
    ],
    pick: Annotated[
        list[str] | None,
        typer.Option(
            "--pick", metavar="ID", help="A statement instead of filters; may be given again."
        ),
    ] = None,
    speaker: Speaker = None,
    to: To = None,
    side: SideOption = None,
    act: ActOption = None,
    theme: Theme = None,
    since: Since = None,
    until: Until = None,
    publisher: Publisher = None,
    document: InDocument = None,
    review: Reviewed = None,
    min_confidence: MinConfidence = None,
    state: Annotated[State | None, typer.Option(help="What became of it.")] = None,
    title: Annotated[str | None, typer.Option(help="The title.")] = None,
    author: Annotated[str | None, typer.Option(help="Who sends it.")] = None,
    as_of: Annotated[
        str | None,
        typer.Option(help="How things stood on that day, without what came later: 2025-06-01."),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(help="A Jinja page for HTML, or a Word file with styles for DOCX."),
    ] = None,
    *,
    unanswered: Annotated[
        bool, typer.Option("--unanswered", help="Only what waits for an answer.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Write over a file that is there.")
    ] = False,
) -> None:
    """Write a briefing to send on: concerns with their replies, and where every word stands.

    It counts exchanges by theme, lists what waits for an answer, each concern with its replies and
    what became of it, figures that clash and changes of status, and ends with its sources and how
    it was made. What nobody has confirmed yet is marked; what was rejected is left out.

    \b
    Example:
      verbale brief samrath.db -o samrath.pdf
      verbale brief samrath.db --unanswered --to ministry --since 2025 -o ministry.docx
      verbale brief samrath.db --pick d1.s9 --pick d2.s3 --title "Two cases" -o cases.html
    """
    wanted = Wanted(
        speaker=speaker,
        to=to,
        side=side,
        act=act,
        theme=theme,
        since=since,
        until=until,
        publisher=publisher,
        document=document,
        review=review,
        state="unanswered" if unanswered else state,
        min_confidence=min_confidence,
    )
    if pick and wanted != Wanted():
        raise WrongMetadata("Either --pick statements or choose them with filters, not both.")
    _check(output, template, force=force)
    with record_to_ask(record) as kept:
        made = briefing.make(
            kept,
            pick or wanted,
            as_of=day_of(as_of) if as_of is not None else today(),
            title=title,
            author=author,
        )
    if made.empty:
        say_on(
            sys.stderr,
            f"{record}: nothing on record fits all of that, and {output} is not written.",
        )
        raise typer.Exit(FAILED)
    _write(output, _set(made, output, template))
    say_on(
        sys.stdout,
        f"{output}: {len(made.entries)} {'entry' if len(made.entries) == 1 else 'entries'}, "
        f"{len(made.unanswered)} without an answer; documents cited: {len(made.sources)}.",
    )


def _check(output: Path, template: Path | None, *, force: bool) -> None:
    """Refuse what cannot be written before the record is asked."""
    ending = output.suffix.lower()
    if ending not in _ENDINGS:
        raise WrongMetadata(f"{output}: a briefing ends in {', '.join(_ENDINGS)}. Name it so.")
    if template is not None and ending == ".pdf":
        raise WrongMetadata("A PDF takes no --template. Write HTML or DOCX with it.")
    if template is not None and ending == ".docx" and template.suffix.lower() != ".docx":
        raise WrongMetadata(f"{template}: the template of a .docx is a .docx. Give one.")
    if output.exists() and not force:
        raise UnwritableFile(f"{output} is there already. Write over it with --force.")


def _set(made: Briefing, output: Path, template: Path | None) -> bytes:
    given = _bytes_of(template) if template is not None else None
    ending = output.suffix.lower()
    if ending == ".docx":
        return briefing.docx(made, given, str(template))
    if ending == ".html":
        page = _decoded(given, template) if given is not None else None
        return briefing.html(made, page, str(template)).encode()
    _warn(briefing.not_in_font(made), output)
    return briefing.pdf(made)


def _warn(characters: str, output: Path) -> None:
    if characters:
        say_on(
            sys.stderr,
            f"{output}: its letters cannot show {code_points(characters)}, or not in their order. "
            "The last page says so; HTML and DOCX show them.",
        )


def _bytes_of(template: Path) -> bytes:
    try:
        return template.read_bytes()
    except OSError as error:
        raise WrongTemplate(
            f"{template} cannot be read: {error.strerror}. Name another."
        ) from error


def _decoded(given: bytes, template: Path | None) -> str:
    try:
        return given.decode("utf-8")
    except UnicodeDecodeError as error:
        raise WrongTemplate(f"{template} is not text in UTF-8. Save it so.") from error


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise UnwritableFile(
            f"{path} cannot be written: {error.strerror}. Choose another place with -o."
        ) from error
    finally:
        with suppress(OSError):
            beside.unlink()
