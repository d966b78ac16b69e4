"""One input through the parser of its format, and what lies inside it through theirs."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Final

from verbale.errors import UnreadableDocument
from verbale.sources.extract import SIZE_LIMIT, Extract, Inner, Unread
from verbale.sources.formats import Format, belied, format_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbale.sources.extract import Source

__all__ = ["damaged", "links", "members", "read_member"]

# Each module is loaded when its format first comes up: whoever reads mail loads no PDF library.
_PARSERS: Final[dict[Format, str]] = {
    "text": "plain",
    "markdown": "markdown",
    "html": "web_page",
    "pdf": "pdf",
    "zip": "archive",
    "gzip": "gzip_file",
    "warc": "web_archive",
    "mail": "mail",
    "mailbox": "mailbox",
    "captions": "captions",
    "feed": "feed",
    "json": "json_file",
    "table": "table",
    "unsupported": "unsupported",
}
_LONGEST_NAME: Final = 500
_DEEPEST: Final = 4  # a mail in an archive in a mail in an archive; deeper ones are bombs


def members(source: Source) -> Iterator[Extract | Inner | Unread]:
    """Take one input apart: the one document that it is, or what it holds, one level down.

    A document whose name tells another format than it has is given a warning of that.

    Raises `UnreadableDocument`, and whatever a parser raises on damaged input.
    """
    head = source.head()
    found = format_of(head, source.name)
    if found is None:
        raise UnreadableDocument(
            f"{source.name} is of no format that can be read: an image, a program or damaged. "
            "Save it as PDF, DOCX, HTML or text."
        )
    parser = import_module(f"verbale.sources.{_PARSERS[found]}")
    lie = belied(head, source.name)
    for member in parser.parse(source):
        named = replace(member, name=_printable(member.name))
        if lie and isinstance(named, Extract) and not named.name:
            named = replace(named, labels=(*named.labels, ("warning", lie)))
        yield named


def links(source: Source) -> Iterator[Extract]:
    """Give what a feed or a page leads to. Raises as `members` does."""
    found: Iterator[Extract] = import_module("verbale.sources.links").parse(source)
    return found


def read_member(
    member: Extract | Inner | Unread, source: Source, depth: int = 1
) -> Iterator[Extract | Unread]:
    """Read one member to its end, whatever lies inside it; a part that fails is told and left."""
    if not isinstance(member, Inner):
        yield member
        return
    if depth >= _DEEPEST:
        reason = f"{member.name} lies too deep in archives. Unpack the outer ones first."
        yield Unread(member.name, reason)
        return
    if len(member.data) > SIZE_LIMIT:
        reason = f"{member.name} is larger than {SIZE_LIMIT // 1_000_000} MB. Unpack it first."
        yield Unread(member.name, reason)
        return
    known = format_of(member.data[:65_536], member.name)
    if known is None and member.passed_over:
        return
    try:
        for each in members(source.inner(member.data, member.name)):
            for part in read_member(each, source, depth + 1):
                yield _within(part, member)
    except MemoryError:
        raise
    except UnreadableDocument as error:
        yield Unread(member.name, str(error))
    except Exception as error:  # noqa: BLE001 - parsers of damaged files raise all there is
        yield Unread(member.name, damaged(member.name, error))


def damaged(name: str, error: Exception) -> str:
    """Say that a parser gave up on `name`."""
    said = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return f"{name} is damaged or of another format than it seems ({said}). Get it again."


def _printable(name: str) -> str:
    """Give a name that can stand on one line of a report, whatever an archive calls its files."""
    return "".join(each if each.isprintable() else "_" for each in name)[:_LONGEST_NAME]


def _within(part: Extract | Unread, member: Inner) -> Extract | Unread:
    """Give a part the name, the bytes and the origin that it has as part of `member`."""
    name = f"{member.name}/{part.name}" if part.name else member.name
    if isinstance(part, Unread):
        return replace(part, name=name)
    if not part.name:
        return replace(
            part,
            name=name,
            original=part.original if part.original is not None else member.data,
            metadata=member.metadata.over(part.metadata),
            origin=member.origin,
        )
    if part.origin.container is not None:
        container, digest = f"{member.name}/{part.origin.container}", part.origin.container_sha256
    else:
        container, digest = member.name, hashlib.sha256(member.data).hexdigest()
    origin = replace(part.origin, container=container, container_sha256=digest)
    return replace(part, name=name, origin=origin)
