"""The commands that ask a record about all of its documents together."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import Annotated, Literal

import typer

from verbale import cli_tables
from verbale.cli_parts import (
    ActOption,
    Format,
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
    print_rows,
    record_to_ask,
    say_on,
    today,
)
from verbale.errors import WrongQuery
from verbale.exports.plain_json import write_object
from verbale.record import Record
from verbale.record.engines import Place
from verbale.record.rows import (
    DocumentRow,
    ExchangeRow,
    PersonRow,
    RateRow,
    SeriesRow,
    StandingRow,
    State,
    StatementRow,
)
from verbale.record.searching import Page
from verbale.record.wanted import Wanted

__all__ = ["actors", "add_to", "exchanges", "figures", "search", "stats", "status"]

Limit = Annotated[int | None, typer.Option("--limit", min=1, help="How many at most.")]
After = Annotated[str | None, typer.Option("--after", help="Go on after this id.")]


def add_to(app: typer.Typer) -> None:
    """Make them commands of `app`."""
    for command in (exchanges, search, figures, status, actors, stats):
        app.command()(command)


def exchanges(
    record: RecordPath,
    speaker: Speaker = None,
    to: To = None,
    side: SideOption = None,
    act: ActOption = None,
    theme: Theme = None,
    since: Since = None,
    until: Until = None,
    publisher: Publisher = None,
    document: InDocument = None,
    min_confidence: MinConfidence = None,
    state: Annotated[State | None, typer.Option(help="What became of it.")] = None,
    as_of: Annotated[
        str | None,
        typer.Option(help="How they stood on that day, without what came later: 2025-06-01."),
    ] = None,
    limit: Limit = None,
    after: After = None,
    output: Format = "table",
    *,
    unanswered: Annotated[
        bool, typer.Option("--unanswered", help="Only what waits for an answer.")
    ] = False,
) -> None:
    """Print concerns, calls and whatever was answered, with the answers from all documents.

    Each ends with what became of it: unanswered and for how long, answered, disputed (somebody
    denies it), committed (somebody promises it), kept or not kept. What is told again in other
    documents counts once. The options look at what was raised, not at the answers.

    \b
    Example:
      verbale exchanges samrath.db --unanswered --to ministry
      verbale exchanges samrath.db --side monitor --since 2024 --theme iccpr
      verbale exchanges samrath.db --as-of 2025-06-01
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
        state="unanswered" if unanswered else state,
        min_confidence=min_confidence,
    )
    day = day_of(as_of) if as_of is not None else None
    with record_to_ask(record) as kept:
        rows = kept.exchanges(wanted, size=limit, after=after, as_of=day)
    print_rows(rows, ExchangeRow, output, day or today())


def search(
    record: RecordPath,
    words: Annotated[
        str | None,
        typer.Argument(metavar="WORDS", help='Words, "phrases", pref*, AND, OR, NOT, brackets.'),
    ] = None,
    like: Annotated[
        str | None, typer.Option(help="Find what means something like this text.")
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
    limit: Limit = 50,
    after: After = None,
    output: Format = "table",
    *,
    counts: Annotated[
        bool, typer.Option("--counts", help="Count what is found by speaker, act, side, year, ...")
    ] = False,
    unread: Annotated[
        bool, typer.Option("--unread", help="Find documents that are not in English by WORDS.")
    ] = False,
) -> None:
    """Find statements by words, by meaning, and by who said them to whom, when and where.

    Words side by side must all be there, in any form; upper and lower case and accents do not
    matter. The newest come first; with --like, the nearest in meaning.

    Documents that are not in English are not read, but their words are found too: with --unread
    the documents are printed that hold WORDS. The other options are about statements.

    \b
    Example:
      verbale search samrath.db '"river wall" AND (flood* OR dam) NOT lorries'
      verbale search samrath.db --like "people held without trial" --side state
      verbale search samrath.db detention --counts
      verbale search samrath.db liberté --unread
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
        min_confidence=min_confidence,
    )
    if unread:
        _print_unread(record, words, output, plain=wanted == Wanted() and not (like or counts))
        return
    with record_to_ask(record) as kept:
        others = len(kept.unread(words)) if words and wanted == Wanted() else 0
        if counts:
            found = kept.count(words, wanted)
            if output == "json":
                write_object(asdict(found), sys.stdout)
            else:
                cli_tables.print_counts(found, cli_tables.console_for())
            return
        page = Page(limit or 50, after)
        rows = kept.search(words, like=like, wanted=wanted, page=page).statements
    print_rows(rows, StatementRow, output)
    if others and after is None:
        hold = "1 document holds" if others == 1 else f"{others} documents hold"
        say_on(sys.stderr, f"{hold} these words in another language than English: see --unread")


def _print_unread(record: Place, words: str | None, output: str, *, plain: bool) -> None:
    if words is None or not plain:
        raise WrongQuery("--unread goes with WORDS, and with no option about statements.")
    with Record(record, "read") as kept:
        rows = kept.unread(words)
    print_rows(rows, DocumentRow, output)


def figures(
    record: RecordPath,
    measure: Annotated[
        str | None, typer.Option(help="Part of what is counted, such as: detained.")
    ] = None,
    relation: Annotated[
        Literal["agrees", "contradicts", "updates"] | None,
        typer.Option(help="Only where two figures do this."),
    ] = None,
    limit: Limit = None,
    output: Format = "table",
) -> None:
    """Print the figures that were claimed about one measure, and how they fit together.

    Within a series figures agree, contradict each other, or a later one updates an earlier. For
    single figures as documents have them: verbale show RECORD figures.

    \b
    Example:
      verbale figures samrath.db --relation contradicts
      verbale figures samrath.db --measure detained
    """
    with record_to_ask(record) as kept:
        rows = kept.series(measure, relation, limit)
    print_rows(rows, SeriesRow, output)


def status(
    record: RecordPath,
    as_of: Annotated[
        str | None, typer.Option(help="How things stood on this day, such as 2018-01-01.")
    ] = None,
    subject: Annotated[str | None, typer.Option(help="Part of the name of whom or what.")] = None,
    status: Annotated[
        str | None, typer.Option("--status", help="Only who had this status: dissolved, ...")
    ] = None,
    limit: Limit = None,
    output: Format = "table",
) -> None:
    """Print how parties, people and laws stood on a day, and according to whom.

    The last change until that day counts. What other sources say of the same time stands beside
    it. For single changes as documents have them: verbale show RECORD status.

    \b
    Example:
      verbale status samrath.db --as-of 2018-01-01 --status dissolved
    """
    with record_to_ask(record) as kept:
        rows = kept.standing(as_of, subject, status, limit)
    print_rows(rows, StandingRow, output)


def actors(
    record: RecordPath,
    name: Annotated[str | None, typer.Argument(help="Part of any name.")] = None,
    output: Format = "table",
) -> None:
    """Print everybody under all names, and why names are taken for one.

    To say that two are one, or are not: verbale review RECORD ID merge OTHER, or split.

    \b
    Example:
      verbale actors samrath.db ruiz
    """
    with record_to_ask(record) as kept:
        rows = kept.people()
    if name is not None:
        folded = name.casefold()
        rows = [row for row in rows if any(folded in each.casefold() for each in row.names)]
    print_rows(rows, PersonRow, output)


def stats(
    record: RecordPath,
    by: Annotated[
        Literal["addressee", "theme"], typer.Option(help="Whom or what to count answers by.")
    ] = "addressee",
    output: Format = "table",
) -> None:
    """Print how much is on record, and how often and how soon concerns and calls are answered.

    \b
    Example:
      verbale stats samrath.db
      verbale stats samrath.db --by theme --format csv
    """
    with record_to_ask(record) as kept:
        sizes, rates = kept.sizes(), kept.rates(by)
    if output == "table":
        cli_tables.print_sizes(sizes, cli_tables.console_for())
    if rates or output != "table":
        print_rows(rates, RateRow, output)
