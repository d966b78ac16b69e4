"""The command that watches feeds and pages, and how what became of documents is told."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from time import sleep
from typing import Annotated, Final

import typer

from verbale.cli_parts import (
    FAILED,
    INTERRUPTED,
    AddedBy,
    RecordPath,
    bring_up_to_date,
    progress_bar,
    say_on,
    today,
    who,
)
from verbale.errors import RecordBusy, RecordUnreachable, WrongMetadata
from verbale.intake import Summary
from verbale.record import Record
from verbale.record.engines import Place
from verbale.sources.fetch import Fetcher, is_address
from verbale.watching import Look, look_at

__all__ = ["add_to", "say_reasons", "watch"]

_SAID: Final = {"failed": "failed", "unchanged": "left out"}  # of what has a reason, by its state


def add_to(app: typer.Typer) -> None:
    """Make it a command of `app`."""
    app.command()(watch)


def watch(
    record: RecordPath,
    addresses: Annotated[
        list[str],
        typer.Argument(metavar="ADDRESS...", help="Feeds, or pages of links, on the web."),
    ],
    every: Annotated[
        float | None,
        typer.Option(min=1.0, metavar="MINUTES", help="Look again and again, so far apart."),
    ] = None,
    by: AddedBy = None,
) -> None:
    """Look at feeds and pages of links, and put on record what they newly link to.

    It looks once, unless --every is given; Ctrl-C ends it, and nothing is lost. From a feed every
    entry is followed, from a page the links of its main part that stay on its host. What has not
    changed since the last look is not sent again, and what is on record is not asked for again.

    Servers are asked one page a second at most. robots.txt is obeyed here, and a server that is
    busy is left alone for as long as it says; what failed is tried again after a while, twice as
    long each time. That is for what runs by itself: verbale add RECORD URL, with which a person
    asks for one page, does not look at robots.txt.

    \b
    Example:
      verbale watch samrath.db https://example.org/news.xml
      verbale watch samrath.db https://example.org/statements --every 60
    """
    for address in addresses:
        if not is_address(address):
            raise WrongMetadata(f"{address} is no address of the web. Use http or https.")
    while True:
        failed = _look_once(record, addresses, who(by), go_on=every is not None)
        if every is None:
            raise typer.Exit(FAILED if failed else 0)
        try:
            sleep(every * 60)
        except KeyboardInterrupt:
            return


def say_reasons(summary: Summary) -> None:
    """Say why documents failed, were left out or kept unread, and what to beware of."""
    for outcome in summary.outcomes:
        if outcome.reason:
            said = _SAID.get(outcome.state, "kept, not read")
            say_on(sys.stderr, f"{said}: {outcome.reason}")
        for warning in outcome.warnings:
            say_on(sys.stderr, f"warning: {outcome.path}: {warning}")


def _look_once(record: Place, addresses: list[str], by: str, *, go_on: bool) -> bool:
    """Look at all addresses; tell whether something failed."""
    looks: list[Look] = []
    try:
        with Record(record) as kept:
            try:
                _look_with_bar(kept, addresses, by, looks)
            finally:
                for look in looks:  # not beside the bar, which would take it to the terminal
                    _print_look(look)
            bring_up_to_date(kept)
    except (RecordBusy, RecordUnreachable) as error:
        if not go_on:
            raise
        say_on(sys.stderr, f"failed: {error}")
    except KeyboardInterrupt:
        say_on(sys.stdout, "Interrupted: run the same command again to go on.")
        raise typer.Exit(INTERRUPTED) from None
    return any(look.reason or look.summary.count("failed") for look in looks)


def _look_with_bar(kept: Record, addresses: list[str], by: str, looks: list[Look]) -> None:
    with progress_bar() as bar:
        task = bar.add_task("reading")
        for look in look_at(
            kept,
            addresses,
            today=today(),
            now=datetime.now(UTC),
            by=by or None,
            fetcher=Fetcher(),
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        ):
            looks.append(look)
            if look.summary.stopped is not None:
                raise look.summary.stopped


def _print_look(look: Look) -> None:
    if look.reason is not None:
        say_on(sys.stderr, f"failed: {look.reason}")
        return
    for outcome in look.summary.outcomes:
        if outcome.state == "added":
            say_on(sys.stdout, f"{outcome.document_id} {outcome.path}")
    say_reasons(look.summary)
    counts = [f"{look.summary.count(state)} {state}" for state in ("added", "unchanged", "failed")]
    if look.left:
        counts.append(f"{look.left} left for the next look")
    say_on(sys.stdout, f"{look.address}: {', '.join(counts)}.")
