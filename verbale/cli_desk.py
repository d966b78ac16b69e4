"""The command that opens the desk; what serves it is loaded only then."""

from __future__ import annotations

import getpass
import sys
from typing import Annotated

import typer

from verbale.cli_parts import RecordPath, bring_up_to_date, say_on
from verbale.errors import RecordBusy, RecordUnwritable
from verbale.record import Record

__all__ = ["add_to", "desk"]


def add_to(app: typer.Typer) -> None:
    """Make it a command of `app`."""
    app.command()(desk)


def desk(
    record: RecordPath,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The port; any that is free if 0.")
    ] = 0,
    host: Annotated[
        str, typer.Option(help="An address of this machine's own, and of no network.")
    ] = "127.0.0.1",
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="NAME",
            envvar="VERBALE_REVIEWER",
            help="Who decides, until a page is told another name; else the login name.",
        ),
    ] = None,
    *,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Only print the address.")
    ] = False,
) -> None:
    """Open a record in the browser: look through it, search, and review.

    The desk answers this machine only, and needs no network. Ctrl-C ends it.

    \b
    Example:
      verbale desk samrath.db
      verbale desk samrath.db --port 8000 --no-browser
    """
    from verbale.desk import serve  # noqa: PLC0415 - slow to load, and needed only here

    with Record(record, "read") as kept:
        waiting = kept.untied()
    if waiting:
        try:
            with Record(record, "edit") as kept:
                bring_up_to_date(kept)
        except (RecordBusy, RecordUnwritable) as error:
            say_on(sys.stderr, f"{waiting} documents are not tied to the others yet: {error}")
    serve(
        record,
        by or _login(),
        host=host,
        port=port,
        browser=not no_browser,
        say=lambda address: say_on(sys.stdout, f"{address} (Ctrl-C ends it)"),
    )


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""  # nobody: the record asks for a name
