"""One document as a web page of its own: the text marked up, with who said it beside it.

The page needs no network and runs no script but its own, which its content security policy names by
hash; without scripts it can still be read. Every character of the document is escaped.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from html import escape
from importlib import resources
from itertools import pairwise
from string import Template
from typing import TYPE_CHECKING, Final

from verbale.errors import UnwritableFile
from verbale.exports.numbers import plain_number
from verbale.reading.themes import concept_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from verbale.model import Selector
    from verbale.record.rows import Contents, StatementRow

__all__ = ["page", "write_page"]

_NOBODY: Final = "somebody unnamed"


@dataclass(frozen=True, slots=True)
class _Mark:
    """Half-open code points of the text that are a part of a statement."""

    start: int
    end: int
    part: str
    key: str


def page(contents: Contents, text: str) -> str:
    """Give the page of a document's contents and its text, as HTML.

    `contents` holds one document.
    """
    document = contents.documents[0]
    sides = {actor.id: actor.side for actor in contents.actors}
    title = document.title or document.name or "A document"
    about = (document.publisher, document.published or "no date", document.kind)
    script, style = _asset("page.js"), _asset("page.css")
    return Template(_asset("page.html")).substitute(
        title=escape(title),
        about=escape(", ".join(part for part in about if part)),
        count=len(contents.statements),
        policy=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'",
        style=style,
        script=script,
        text="\n".join(_paragraphs(text, contents.statements)),
        notes="\n".join(_notes(contents, sides)),
        tables="\n".join(_tables(contents)),
    )


def write_page(path: Path, contents: Contents, text: str) -> None:
    """Write the page to `path`; raises `UnwritableFile` when that cannot be."""
    try:
        path.write_text(page(contents, text), encoding="utf-8")
    except OSError as error:
        reason = error.strerror or "no reason given"
        raise UnwritableFile(
            f"{path} cannot be written: {reason}. Choose another place with --html."
        ) from error


def _asset(name: str) -> str:
    return (resources.files("verbale.exports") / "assets" / name).read_text(encoding="utf-8")


def _hash(source: str) -> str:
    digest = hashlib.sha256(source.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _key(identifier: str) -> str:
    """The id of an entry inside its document: `s5` of `d1.s5`."""
    return identifier.rpartition(".")[2]


def _paragraphs(text: str, statements: Iterable[StatementRow]) -> Iterator[str]:
    """The text line by line, every stretch of it inside the statements that it belongs to."""
    statements = list(statements)
    marks = sorted(_marks(statements), key=lambda mark: mark.start)
    acts = {_key(row.id): row.act for row in statements}
    opened: set[str] = set()
    active: list[_Mark] = []
    waiting = 0
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        cuts = {start, end}
        here = [mark for mark in active if mark.end > start]
        while waiting < len(marks) and marks[waiting].start < end:
            here.append(marks[waiting])
            waiting += 1
        cuts |= {p for m in here for p in (m.start, m.end) if start < p < end}
        edges = sorted(cuts)
        pieces = [
            _piece(text[a:b], [m for m in here if m.start <= a < m.end], acts, opened)
            for a, b in pairwise(edges)
        ]
        if line.strip():
            yield f"<p>{''.join(pieces)}</p>"
        active, start = here, end


def _marks(statements: Iterable[StatementRow]) -> Iterator[_Mark]:
    for row in statements:
        parts: tuple[tuple[str, tuple[Selector, ...]], ...] = (
            ("content", row.content),
            ("cue", row.cue),
            ("speaker", (row.speaker_words,) if row.speaker_words else ()),
        )
        for part, selectors in parts:
            for selector in selectors:
                yield _Mark(selector.start, selector.end, part, _key(row.id))


def _piece(words: str, marks: list[_Mark], acts: dict[str, str], opened: set[str]) -> str:
    """A stretch of text under the same marks; the innermost statement gives the colour."""
    body = escape(words)
    if not marks:
        return body
    inner = min(marks, key=lambda mark: (mark.end - mark.start, mark.key))
    keys = sorted({mark.key for mark in marks})
    numbers = ""
    for mark in marks:
        if mark.part == "content" and mark.key not in opened:
            opened.add(mark.key)
            number = mark.key.removeprefix("s")
            numbers += f'<a class="number" id="t-{mark.key}" href="#n-{mark.key}">{number}</a>'
    classes = f"{inner.part} act-{acts[inner.key]}"
    return f'{numbers}<span class="{classes}" data-of="{" ".join(keys)}">{body}</span>'


def _notes(contents: Contents, sides: dict[str, str]) -> Iterator[str]:
    answered: dict[str, list[tuple[str, str]]] = {}
    for link in contents.links:
        answered.setdefault(link.answer, []).append((_key(link.answered), link.reason))
    for row in contents.statements:
        key = _key(row.id)
        side = sides.get(row.speaker_id or "", "other")
        whom = f" <span>to {escape(', '.join(row.addressees))}</span>" if row.addressees else ""
        facts = (row.act, row.quotation, row.date or "no date", f"{row.confidence:.0%} sure")
        answers = "".join(
            f'<p class="answers" data-to="{to}">answers <a href="#n-{to}">{to[1:]}</a>: '
            f"{escape(reason)}</p>"
            for to, reason in answered.get(row.id, [])
        )
        yield (
            f'<li id="n-{key}" data-of="{key}" class="act-{row.act} side-{side}" tabindex="0">'
            f'<p><a class="number" href="#t-{key}">{key[1:]}</a> '
            f"<b>{escape(row.speaker or _NOBODY)}</b>{whom}</p>"
            f"<p>{escape(', '.join(facts))}</p>{_about(row)}{answers}</li>"
        )


def _about(row: StatementRow) -> str:
    labels = [
        concept.label for theme in row.themes if (concept := concept_of(theme.concept)) is not None
    ]
    return f'<p class="themes">{escape("; ".join(labels))}</p>' if labels else ""


def _tables(contents: Contents) -> Iterator[str]:
    """Who is who, figures, occasions and changes of status, each where there are any."""
    yield _table(
        "Who is who",
        ("name", "kind", "side", "role", "statements"),
        ((a.name, a.kind, a.side, a.role or "", str(a.statements)) for a in contents.actors),
    )
    yield _table(
        "Figures",
        ("figure", "of", "date", "claimed by"),
        (
            (
                " ".join(
                    part for part in (f.comparison, str(plain_number(f.value)), f.unit) if part
                ),
                f.measure,
                f.date or "",
                f.claimant or "the document",
            )
            for f in contents.figures
        ),
    )
    yield _table(
        "Occasions",
        ("occasion", "date", "taking part", "words"),
        (
            (o.type, o.date or "", ", ".join(o.participants), o.words.exact)
            for o in contents.occasions
        ),
    )
    yield _table(
        "Changes of status",
        ("who", "became", "by", "date"),
        (
            (c.subject or c.subject_text, c.status, c.by or "", c.date or "")
            for c in contents.status_changes
        ),
    )


def _table(title: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    if not body:
        return ""
    head = "".join(f'<th scope="col">{head}</th>' for head in heads)
    return f"<section><h2>{title}</h2><table><tr>{head}</tr>{body}</table></section>"
