"""How rows look in a terminal, and in a pipe: the same words, without colours and broken lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from verbale.exports.numbers import plain_number
from verbale.exports.values import plain_value
from verbale.reading import NOT_READ
from verbale.reading.themes import concept_of
from verbale.record.rows import (
    ActorRow,
    ComparisonRow,
    CopyRow,
    Decision,
    DocumentRow,
    FigureRow,
    OccasionRow,
    PersonRow,
    RateRow,
    ReprintRow,
    StatementRow,
    StatusChangeRow,
    one_line,
)
from verbale.record.states import exchanges

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from verbale.record.rows import (
        Answer,
        Contents,
        CustodyRow,
        ExchangeRow,
        Row,
        SeriesRow,
        StandingRow,
    )
    from verbale.record.searching import Counts

__all__ = [
    "console_for",
    "print_counts",
    "print_custody",
    "print_exchanges",
    "print_reading",
    "print_series",
    "print_sizes",
    "print_standing",
    "print_statement_in_text",
    "print_table",
    "printable",
]

_PIPE_WIDTH: Final = 100  # columns of running text where no terminal sets a width
_WORDS_IN_TABLE: Final = 60  # characters of content in a table
_AROUND: Final = 400  # characters of text to show on either side of a statement
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_NOBODY: Final = "(unknown)"
_ACT_STYLES: Final = {
    "concern": "red",
    "call": "yellow",
    "rebuttal": "magenta",
    "justification": "blue",
    "commitment": "green",
    "acknowledgement": "green",
    "announcement": "cyan",
}


def console_for(*, stderr: bool = False) -> Console:
    """Give a console as wide as the terminal, without styles where there is none."""
    console = Console(stderr=stderr, highlight=False, emoji=False, markup=False)
    if not console.is_terminal:
        console.width = _PIPE_WIDTH
    return console


def printable(text: str) -> str:
    r"""Replace characters that would steer the terminal: a document may hold any.

    >>> printable("He said\x1b[2J so.")
    'He said�[2J so.'
    """
    return _CONTROL.sub("\ufffd", text)


def print_reading(contents: Contents, console: Console) -> None:
    """Print what one document says: statements first, then everything else that was found."""
    _print_lines(console, _document_lines(contents))
    for row in contents.statements:
        _print_lines(console, _statement_lines(row, _key(row.id), str(row.start), console.width))
    sections: tuple[tuple[str, list[Text]], ...] = (
        ("Who answers what", list(_answers_within(contents, console.width))),
        ("Who is who", [_actor_line(row) for row in contents.actors]),
        ("What it is about", list(_theme_lines(contents))),
        ("Figures", [_figure_line(row) for row in contents.figures]),
        ("Occasions", [_occasion_line(row) for row in contents.occasions]),
        ("Status changes", [_status_line(row) for row in contents.status_changes]),
    )
    for title, lines in sections:
        if lines:
            _print_lines(console, [Text(), Text(title, style="bold underline"), *lines])


def print_exchanges(rows: Iterable[ExchangeRow], console: Console, today: date) -> None:
    """Print each concern or call, and whatever was answered, with its state and its answers."""
    for exchange in rows:
        row = exchange.statement
        _print_lines(console, _statement_lines(row, row.id, _place(row), console.width))
        for answer in exchange.told:
            _print_lines(console, _answer_lines(answer, console.width))
        console.print(_state_line(exchange, today))
        console.print()


def print_series(rows: Iterable[SeriesRow], console: Console) -> None:
    """Print the figures of each series by their dates, then how their numbers compare."""
    for series in rows:
        measure = one_line(series.measure) or "what is counted is not said"
        title = Text(printable(measure), style="bold")
        figures = [_figure_line(figure, whole_id=True) for figure in series.figures]
        _print_lines(console, [title, *figures, *_compared(series)])
        console.print()


def _compared(series: SeriesRow) -> Iterator[Text]:
    """Say once of every two numbers how they compare, and which figures give them."""
    together: dict[tuple[str, str, str, str], list[ComparisonRow]] = {}
    for each in series.comparisons:
        one, other = _amount(each.one), _amount(each.other)
        because = each.reason.rpartition(": ")[2]
        if each.relation != "agrees":
            together.setdefault((one, each.relation, other, because), []).append(each)
    for (one, relation, other, because), rows in together.items():
        ids = ", ".join(dict.fromkeys(f"{row.one.id} {row.other.id}" for row in rows))
        line = Text(f"  {one} – {other}: {relation}, {because}")
        line.append(f" ({ids})", "dim")
        yield line


def print_standing(rows: Iterable[StandingRow], console: Console) -> None:
    """Print how each subject stood, by the sources that say so and those that do not."""
    for row in rows:
        line = Text(f"{printable(one_line(row.subject))}: {row.status}", style="bold")
        line.append(f" since {row.since}" if row.since else "", "")
        _print_lines(console, [line])
        for label, changes in (("", row.sources), ("but ", row.otherwise), ("before ", row.before)):
            for change in changes:
                said = f"  {label}{change.status} {change.date or ''} by {printable(change.file)}"
                where = Text(f"{said}:{change.words.start} ")
                where.append(f"“{printable(one_line(change.words.exact))}”", "dim")
                _print_lines(console, [where])
        console.print()


def print_custody(row: CustodyRow, console: Console) -> None:
    """Print the links of the chain, each with what is known of it."""
    fetched = [("asked for", row.url), ("retrieved", row.retrieved)]
    fetched += [("redirected to", each) for each in row.redirects]
    fetched += [(f"told {name}", value) for name, value in row.headers]
    fetched += [("taken from", row.container), ("its SHA-256", row.container_sha256)]
    if not (row.url or row.container):
        fetched.append(("came as", "a file"))
    by = f" by {row.added_by}" if row.added_by else ""
    fetched.append(("put on record", f"{row.added}{by}" if row.added else None))
    sure = "" if row.kind_confidence is None else f", {row.kind_confidence:.0%} sure"
    lines = [
        ("document", f"{row.id} {row.name}"),
        *fetched,
        ("original", f"{row.bytes:,} bytes of {row.media_type}"),
        ("its SHA-256", row.sha256),
        ("text by", row.extractor),
        ("its SHA-256", row.text_sha256),
        ("characters", f"{row.characters:,}"),
        ("kind", f"{row.kind}{sure}"),
        *((f"label {name}", value) for name, value in row.labels),
        ("read by", row.reader),
        ("statements", str(row.statements)),
        ("decisions", str(row.decisions)),
    ]
    _print_lines(
        console,
        (
            Text.assemble((f"{name:<14} ", "cyan"), printable(one_line(value)))
            for name, value in lines
            if value is not None
        ),
    )


def print_counts(counts: Counts, console: Console) -> None:
    """Print how many statements were found, and how they spread."""
    total = _counted(counts.total, "statement")
    console.print(Text(total if counts.all else f"more than {total}; of the newest:"))
    for name, values in counts.facets.items():
        spread = ", ".join(f"{printable(value)} {count}" for value, count in values)
        _print_lines(console, [Text.assemble((f"{name:<10}", "cyan"), spread)])


def print_sizes(sizes: Mapping[str, int], console: Console) -> None:
    """Print how much there is of everything."""
    for name, count in sizes.items():
        console.print(Text(f"{count:>9,} {name}"))


def _state_line(exchange: ExchangeRow, today: date) -> Text:
    """Say what became of an exchange, and how long it has waited."""
    line = Text(f"  = {exchange.state}", style="bold")
    waiting = exchange.waiting(today)
    if waiting is not None:
        line.append(f" for {_counted(waiting, 'day')}", "dim")
    if exchange.due is not None:
        late = ", overdue" if exchange.overdue(today) else ""
        line.append(f", due {exchange.due}{late}", "dim")
    if exchange.restated:
        line.append(f", told again in {_counted(len(exchange.restated), 'statement')}", "dim")
    return line


def print_statement_in_text(row: StatementRow, text: str, console: Console) -> None:
    """Print a statement, and its words where they stand in the text, marked."""
    _print_lines(console, _statement_lines(row, row.id, _place(row), console.width))
    console.print()
    console.print(_marked_text(row, text, marks=not console.is_terminal), soft_wrap=True)


def print_table(rows: Iterable[Row], kind: type[Row], console: Console) -> None:
    """Print rows of one kind as a table, one line per row in a pipe."""
    headers, cells = _TABLES[kind]
    lines = [[printable(one_line(cell)) for cell in cells(row)] for row in rows]
    if console.is_terminal:
        table = Table(*headers, box=SIMPLE_HEAD, header_style="bold")
        for line in lines:
            table.add_row(*(Text(cell) for cell in line))
        console.print(table)
        return
    widths = [max(map(cell_len, column)) for column in zip(headers, *lines, strict=True)]
    for line in (headers, *lines):
        padded = (
            cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True)
        )
        console.print(Text("  ".join(padded).rstrip()), soft_wrap=True)


def _print_lines(console: Console, lines: Iterable[Text]) -> None:
    for line in lines:
        console.print(line, soft_wrap=True)


def _document_lines(contents: Contents) -> Iterator[Text]:
    document = contents.documents[0]
    yield Text(printable(one_line(document.title or document.name)), style="bold")
    told = (document.publisher, document.published or "no date", document.kind)
    speakers = {row.speaker_id for row in contents.statements if row.speaker_id}
    statements = _counted(len(contents.statements), "statement")
    by = f" by {_counted(len(speakers), 'speaker')}" if speakers else ""
    yield Text(
        printable(one_line(", ".join(part for part in told if part))) + f": {statements}{by}"
    )
    if contents.statements:
        yield Text()


def _statement_lines(row: StatementRow, name: str, place: str, width: int) -> Iterator[Text]:
    """Give a statement in two lines: who to whom and when, then how and what."""
    head = Text.assemble((f"{name:<6} ", "cyan"), *_who(row))
    if row.date:
        head.append(f", {row.date}")
    head.append(f"  [{place}]", "dim")
    if row.review != "unreviewed":
        head.append(f" {row.review}", "green")
    yield head
    how = Text("       ").append(row.act, _ACT_STYLES.get(row.act, ""))
    how.append(f", {row.quotation}")
    if row.cue:
        how.append(f", “{printable(row.cue_words)}”", "italic")
    how.append(": ")
    yield how.append(_shortened(printable(row.words), max(24, width - how.cell_len)))


def _who(row: StatementRow) -> list[str | tuple[str, str]]:
    parts: list[str | tuple[str, str]] = [(printable(row.speaker or _NOBODY), "bold")]
    if row.addressees:
        parts.append(printable(f" → {', '.join(row.addressees)}"))
    return parts


def _answer_lines(answer: Answer, width: int) -> Iterator[Text]:
    row = answer.statement
    head, said = _statement_lines(row, row.id, _place(row), width - 4)
    yield Text("  ↳ ", style="dim") + head
    yield Text("    ") + said
    yield Text(f"           {answer.basis}: {printable(answer.reason)}", style="dim")


def _answers_within(contents: Contents, width: int) -> Iterator[Text]:
    found = exchanges(contents.statements, contents.links)
    for exchange in found:
        for answer in exchange.answers:
            line = Text.assemble(
                (f"{_key(answer.statement.id):<6} ", "cyan"),
                f"{answer.statement.act} by {printable(answer.statement.speaker or _NOBODY)}",
                f" answers {_key(exchange.statement.id)}",
                f", {exchange.statement.act} by {printable(exchange.statement.speaker or _NOBODY)}",
            )
            line.append(f" ({answer.basis}: {printable(answer.reason)})", "dim")
            yield line
    open_ones = [_key(each.statement.id) for each in found if not each.answers]
    if open_ones:
        listed = f"No answer in this document: {', '.join(open_ones)}"
        yield Text(_shortened(listed, max(40, width)), style="dim")


def _actor_line(row: ActorRow) -> Text:
    """Give an actor with role, kind, side and the other names that the text has for it."""
    line = Text.assemble((f"{_key(row.id):<6} ", "cyan"), (printable(row.name), "bold"))
    if row.role and row.role != row.name:
        line.append(f", {printable(one_line(row.role))}")
    line.append(f" ({row.kind}, {row.side}, {_counted(row.statements, 'statement')})")
    others = [printable(one_line(name)) for name in row.names if name != row.name]
    if others:
        line.append(f"  also: {', '.join(others)}", "dim")
    return line


def _theme_lines(contents: Contents) -> Iterator[Text]:
    """Give each theme with the statements about it, the most frequent first."""
    about: dict[str, list[str]] = {}
    for row in contents.statements:
        for theme in row.themes:
            about.setdefault(theme.concept, []).append(_key(row.id))
    for concept, keys in sorted(about.items(), key=lambda item: -len(item[1])):
        known = concept_of(concept)
        line = Text.assemble((known.label if known else concept, "bold"))
        if known and known.treaty_articles:
            line.append(f" ({', '.join(known.treaty_articles)})", "dim")
        yield line.append(f": {', '.join(keys)}")


def _figure_line(row: FigureRow, *, whole_id: bool = False) -> Text:
    name = row.id if whole_id else _key(row.id)
    line = Text.assemble((f"{name:<6} ", "cyan"), (_amount(row), "bold"))
    if row.date:
        line.append(f", {row.date}")
    if row.statement:
        line.append(f", claimed by {printable(row.claimant or _NOBODY)} in {_key(row.statement)}")
    return line.append(f"  [{row.words.start}]", "dim")


def _occasion_line(row: OccasionRow) -> Text:
    line = Text.assemble((f"{_key(row.id):<6} ", "cyan"), (row.type, "bold"))
    if row.date:
        line.append(f", {row.date}")
    if row.participants:
        line.append(f": {printable(', '.join(row.participants))}")
    return line.append(f"  [{row.words.start}]", "dim")


def _status_line(row: StatusChangeRow) -> Text:
    line = Text.assemble((f"{_key(row.id):<6} ", "cyan"), (row.status, "bold"))
    line.append(f": {printable(one_line(row.subject_text))}")
    if row.date:
        line.append(f", {row.date}")
    if row.by:
        line.append(f", by {printable(row.by)}")
    return line.append(f"  [{row.words.start}]", "dim")


def _marked_text(row: StatementRow, text: str, *, marks: bool) -> Text:
    """Give the paragraphs around a statement with its content in bold, or between [[ and ]]."""
    anchors = [*row.content, *row.cue, *([row.speaker_words] if row.speaker_words else [])]
    first = min((anchor.start for anchor in anchors), default=0)
    last = max((anchor.end for anchor in anchors), default=0)
    start, end = _paragraph_start(text, first), _paragraph_end(text, last)
    shown = Text("… " if start > 0 and text[start - 1] != "\n" else "")
    at = start
    for part in sorted(row.content, key=lambda part: part.start):
        shown.append(printable(text[at : part.start]))
        words = printable(text[part.start : part.end])
        shown.append(f"[[{words}]]" if marks else words, "bold reverse")
        at = part.end
    shown.append(printable(text[at:end]))
    return shown.append(" …" if end < len(text) and text[end] not in "\r\n" else "")


def _paragraph_start(text: str, at: int) -> int:
    """Where the paragraph around `at` starts, or a word not too far before it."""
    earliest = max(0, at - _AROUND)
    line = text.rfind("\n", earliest, at)
    if line >= 0 or earliest == 0:
        return line + 1
    return text.find(" ", earliest, at) + 1 or at


def _paragraph_end(text: str, at: int) -> int:
    """Where the paragraph around `at` ends, or a word not too far after it."""
    latest = min(len(text), at + _AROUND)
    line = text.find("\n", at, latest)
    if line >= 0:
        return line
    return latest if latest == len(text) else max(at, text.rfind(" ", at, latest))


def _shortened(text: str, width: int) -> str:
    """Cut a text after a whole word, so that it takes at most `width` columns.

    >>> _shortened("one two three", 9)
    'one two …'
    """
    if cell_len(text) <= width:
        return text
    kept = text[: width - 1]
    while cell_len(kept) > width - 1:
        kept = kept[:-1]
    return (kept.rsplit(" ", 1)[0] if " " in kept else kept[:-1]) + " …"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _key(entry_id: str) -> str:
    """Give the part of an id that tells entries of one document apart."""
    return entry_id.split(".", 1)[1]


def _place(row: StatementRow) -> str:
    return f"{printable(row.file)}:{row.start}"


def _amount(row: FigureRow) -> str:
    value = f"{plain_number(row.value):,}"
    parts = (row.comparison, value, row.unit, printable(one_line(row.measure)))
    return " ".join(part for part in parts if part)


def _statement_cells(row: StatementRow) -> list[str]:
    who = "".join(part if isinstance(part, str) else part[0] for part in _who(row))
    words = _shortened(row.words, _WORDS_IN_TABLE)
    return [row.id, _place(row), row.date or "", row.act, who, words]


def _actor_cells(row: ActorRow) -> list[str]:
    names = ", ".join(name for name in row.names if name != row.name)
    said = str(row.statements)
    return [row.id, row.name, row.kind, row.side, row.role or "", said, names]


def _figure_cells(row: FigureRow) -> list[str]:
    claimed = f"{row.claimant or _NOBODY} ({row.statement})" if row.statement else ""
    return [row.id, f"{row.file}:{row.words.start}", row.date or "", _amount(row), claimed]


def _occasion_cells(row: OccasionRow) -> list[str]:
    words = _shortened(one_line(row.words.exact), _WORDS_IN_TABLE)
    place = f"{row.file}:{row.words.start}"
    return [row.id, place, row.date or "", row.type, ", ".join(row.participants), words]


def _status_cells(row: StatusChangeRow) -> list[str]:
    place = f"{row.file}:{row.words.start}"
    count = "" if row.count is None else str(row.count)
    return [row.id, place, row.date or "", row.status, row.subject_text, count, row.by or ""]


def _document_cells(row: DocumentRow) -> list[str]:
    told = [row.published or "", row.publisher or "", row.kind, row.title or ""]
    language = f"{row.language or ''}{', not read' if row.reader == NOT_READ else ''}"
    return [row.id, row.name, *told, language, str(row.characters)]


def _decision_cells(row: Decision) -> list[str]:
    words = _shortened(one_line(row.target.words.exact), _WORDS_IN_TABLE // 2)
    what = f"undo {row.undoes}" if row.undoes is not None else row.action
    if row.field is not None:
        was, becomes = (plain_value(value) or "nothing" for value in (row.was, row.becomes))
        what += f" {row.field}: {was} → {becomes}"
    elif row.becomes is not None:
        what += f" {plain_value(row.becomes)}"
    return [str(row.number), row.at, row.by, row.id, what, row.why or "", words]


def _person_cells(row: PersonRow) -> list[str]:
    others = ", ".join(name for name in row.names if name != row.name)
    return [row.id, row.name, row.kind, row.side, others, "; ".join(row.why)]


def _reprint_cells(row: ReprintRow) -> list[str]:
    words = _shortened(row.words, _WORDS_IN_TABLE)
    return [row.id, row.file, row.speaker or _NOBODY, words, row.same_as, row.reason]


def _copy_cells(row: CopyRow) -> list[str]:
    told = [row.publisher or "", row.published or ""]
    return [row.id, row.file, *told, row.copy_of, row.first_file, f"{row.likeness:.0%}"]


def _rate_cells(row: RateRow) -> list[str]:
    share = f"{row.answered / row.asked:.0%}" if row.asked else ""
    days = "" if row.median_days is None else plain_number(row.median_days)
    states = ", ".join(f"{count} {state}" for state, count in row.states)
    return [row.about, str(row.asked), str(row.answered), share, str(days), states]


def _comparison_cells(row: ComparisonRow) -> list[str]:
    pair = []
    for figure in (row.one, row.other):
        pair += [figure.id, _amount(figure), figure.claimant or figure.file]
    return [row.relation, *pair, row.reason]


_TABLES: Final[dict[type[Row], tuple[list[str], Callable[..., list[str]]]]] = {
    ActorRow: (["id", "name", "kind", "side", "role", "says", "also called"], _actor_cells),
    Decision: (["number", "at", "by", "id", "decision", "why", "words"], _decision_cells),
    DocumentRow: (
        ["id", "file", "published", "publisher", "kind", "title", "language", "characters"],
        _document_cells,
    ),
    FigureRow: (["id", "at", "date", "figure", "claimed by"], _figure_cells),
    OccasionRow: (["id", "at", "date", "type", "participants", "words"], _occasion_cells),
    CopyRow: (
        ["id", "file", "publisher", "published", "copy of", "its file", "likeness"],
        _copy_cells,
    ),
    RateRow: (["about", "asked", "answered", "share", "median days", "states"], _rate_cells),
    PersonRow: (["id", "name", "kind", "side", "also called", "why"], _person_cells),
    ReprintRow: (["id", "file", "who", "says", "told first in", "why"], _reprint_cells),
    ComparisonRow: (
        ["relation", "one", "figure", "claimed by", "other", "figure", "claimed by", "why"],
        _comparison_cells,
    ),
    StatementRow: (["id", "at", "date", "act", "who", "says"], _statement_cells),
    StatusChangeRow: (["id", "at", "date", "status", "whom", "how many", "by"], _status_cells),
}
