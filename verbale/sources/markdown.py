"""Markdown to text: what a reader of the rendered page reads."""

from __future__ import annotations

import re
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from markdown_it import MarkdownIt

from verbale.sources.decoding import decode
from verbale.sources.extract import Extract
from verbale.sources.metadata import Metadata, day_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from markdown_it.token import Token

    from verbale.sources.extract import Source

__all__ = ["parse"]

_FRONT: Final = re.compile(r"---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FIELD: Final = re.compile(r"^(\w+):[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_TAG: Final = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>", re.DOTALL)
_VERSION: Final = version("markdown-it-py")  # not looked for again with each file


def parse(source: Source) -> Iterator[Extract]:
    """Give one document: blocks apart by an empty line, marks off, title from front or heading."""
    text = decode(source.read(), source.name)
    front = _FRONT.match(text)
    fields = dict(_FIELD.findall(front[1])) if front else {}
    tokens = MarkdownIt("commonmark").enable("table").parse(text[front.end() :] if front else text)
    blocks = list(_blocks(tokens))
    heading = next((words for words, is_title in blocks if is_title), None)
    yield Extract(
        "\n\n".join(words for words, _ in blocks if words),
        "text/markdown",
        "markdown-it-py",
        _VERSION,
        metadata=_told(fields, heading, source.today),
    )


def _told(fields: dict[str, str], heading: str | None, today: date) -> Metadata:
    plain = {name.lower(): value.strip("\"'") for name, value in fields.items()}
    return Metadata(
        title=plain.get("title") or heading,
        publisher=plain.get("publisher"),
        published=day_in(plain.get("date") or plain.get("published"), today),
    )


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[str, bool]]:
    """Give the words of each block, and whether it is a heading of the first level."""
    row: list[str] | None = None
    opened = ""
    for token in tokens:
        match token.type:
            case "tr_open":
                row = []
            case "tr_close":
                yield " ".join(row or ()), False
                row = None
            case "inline" if row is not None:
                row.append(_words(token.children or ()))
            case "inline":
                yield _words(token.children or ()), opened == "h1"
            case "fence" | "code_block":
                yield token.content.rstrip(), False
            case "html_block":
                yield " ".join(_TAG.sub("", token.content).split()), False
            case _ if token.nesting == 1:
                opened = token.tag


def _words(tokens: Sequence[Token]) -> str:
    pieces = []
    for token in tokens:
        if token.type == "softbreak":
            pieces.append(" ")
        elif token.type == "hardbreak":
            pieces.append("\n")
        elif token.type == "image":
            pieces.append(_words(token.children or ()))
        elif token.type != "html_inline":
            pieces.append(token.content)
    return "".join(pieces).strip()
