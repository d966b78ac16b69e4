"""A statement as people cite it, with where its words stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from verbale.exports.fragments import fragment_link
from verbale.record.rows import one_line

if TYPE_CHECKING:
    from verbale.record.rows import DocumentRow, StatementRow

__all__ = ["Citation", "citations"]

_SPECIAL_IN_BIBTEX: Final = re.compile(r"([\\{}$&#^_~%])")
_SPECIAL_IN_MARKDOWN: Final = re.compile(r"([\\`*_\[\]<>#|!])")


@dataclass(frozen=True, slots=True)
class Citation:
    """A form of citation, by its name in the catalogue of texts."""

    form: str
    text: str


def citations(row: StatementRow, document: DocumentRow) -> list[Citation]:
    """Cite a statement in every form."""
    return [
        Citation("plain", _plain(row, document)),
        Citation("markdown", _markdown(row, document)),
        Citation("bibtex", _bibtex(row, document)),
        Citation("ris", _ris(row, document)),
    ]


def _source(row: StatementRow, document: DocumentRow) -> list[str]:
    """Where it stands: title, publisher, day, file, and place in the text."""
    place = f"characters {row.start} to {max((c.end for c in row.content), default=row.start)}"
    name = fragment_link(row, document) or document.name
    parts = (document.title, document.publisher, document.published, name, place)
    return [one_line(part) for part in parts if part]


def _said(row: StatementRow) -> str:
    """Who said it and when, and whether the words are those of who reports it."""
    speaker = one_line(row.speaker or "unnamed speaker")
    said = f" ({row.date})" if row.date else ""
    return f"{speaker}{said}" + (", as reported" if row.quotation == "indirect" else "")


def _plain(row: StatementRow, document: DocumentRow) -> str:
    return f"{_said(row)}: {row.words}. In: {', '.join(_source(row, document))}."


def _markdown(row: StatementRow, document: DocumentRow) -> str:
    link = fragment_link(row, document)
    title = _markdown_text(document.title or document.name)
    source = f"[{title}](<{link}>)" if link else f"*{title}*"
    rest = (document.publisher, document.published, f"[{row.id}]")
    told = ", ".join(_markdown_text(part) for part in rest if part)
    return f"> {_markdown_text(row.words)}\n>\n> {_markdown_text(_said(row))}, in {source}, {told}"


def _bibtex(row: StatementRow, document: DocumentRow) -> str:
    fields = {
        "author": document.publisher,
        "title": document.title or document.name,
        "date": document.published,
        "url": fragment_link(row, document),
        "note": f"{_said(row)}: {row.words}",
    }
    lines = [
        f"  {name} = {{{value if name == 'url' else _bibtex_text(value)}}},"
        for name, value in fields.items()
        if value
    ]
    return "\n".join([f"@misc{{{row.id},", *lines, "}"])


def _ris(row: StatementRow, document: DocumentRow) -> str:
    fields = (
        ("TY", "GEN"),
        ("AU", document.publisher),
        ("TI", document.title or document.name),
        ("DA", (document.published or "").replace("-", "/")),
        ("UR", fragment_link(row, document)),
        ("N1", f"{_said(row)}: {row.words}"),
        ("ER", " "),
    )
    return "\n".join(f"{tag}  - {one_line(value)}" for tag, value in fields if value)


def _bibtex_text(value: str) -> str:
    escaped = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    return _SPECIAL_IN_BIBTEX.sub(
        lambda match: escaped.get(match[1], "\\" + match[1]), one_line(value)
    )


def _markdown_text(value: str) -> str:
    return _SPECIAL_IN_MARKDOWN.sub(r"\\\1", one_line(value))
