"""Which format a file has: told by its first bytes, and by its name only where they are silent."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final, Literal
from urllib.parse import urlsplit

__all__ = ["CONTAINERS", "SUFFIXES", "Format", "belied", "format_of", "text_start"]

Format = Literal[
    "text",
    "markdown",
    "html",
    "pdf",
    "zip",
    "gzip",
    "warc",
    "mail",
    "mailbox",
    "captions",
    "feed",
    "json",
    "table",
    "unsupported",
]

CONTAINERS: Final[frozenset[Format]] = frozenset(
    {"zip", "gzip", "warc", "mailbox", "feed", "json", "table"}
)
_BY_NAME: Final[dict[str, Format]] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "zip",
    ".odt": "zip",
    ".zip": "zip",
    ".wacz": "zip",
    ".warc": "warc",
    ".gz": "gzip",
    ".eml": "mail",
    ".mbox": "mailbox",
    ".vtt": "captions",
    ".srt": "captions",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
    ".csv": "table",
    ".tsv": "table",
}
SUFFIXES: Final = tuple(_BY_NAME)
_CALLED: Final[dict[Format, str]] = {
    "text": "plain text",
    "markdown": "Markdown",
    "html": "a web page",
    "pdf": "a PDF file",
    "zip": "an office file or an archive",
    "gzip": "a packed file",
    "warc": "a web archive",
    "mail": "a mail",
    "mailbox": "a mailbox",
    "captions": "captions",
    "feed": "a feed",
    "json": "JSON",
    "table": "a table",
    "unsupported": "an old office file",
}
_ALIKE: Final = (frozenset({"mail", "mailbox"}),)  # one is often saved under the other's name
_TEXTUAL: Final = frozenset(
    {"text", "markdown", "html", "mail", "mailbox", "captions", "feed", "json", "table"}
)
_MAGIC: Final[tuple[tuple[bytes, Format], ...]] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"WARC/1.", "warc"),
    (b"\xd0\xcf\x11\xe0", "unsupported"),
    (b"{\\rtf", "unsupported"),
)
_NONE_OF_OURS: Final = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"RIFF",
    b"SQLite format 3",
    b"\x7fELF",
)
_PDF_WITHIN: Final = 1024  # bytes; what may stand before the mark of a PDF, as readers allow
_FORMS: Final[tuple[tuple[re.Pattern[str], Format], ...]] = (
    (re.compile(r"WEBVTT(?:[ \t\r\n]|\Z)"), "captions"),
    (re.compile(r"\d{1,6}\s*\r?\n\d{1,3}:\d\d:\d\d[,.]\d{3}[ \t]*-->"), "captions"),
    (re.compile(r"From \S{1,200} [^\n]{0,120}\d{4}[^\n]{0,60}\n[A-Za-z-]+:"), "mailbox"),
    (
        re.compile(
            r"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){0,60}?"
            r"(?:message-id|mime-version|received|return-path):",
            re.IGNORECASE,
        ),
        "mail",
    ),
    (
        re.compile(
            r"(?:<\?xml[^>]*>\s*)?(?:<\?[^>]*>\s*|<!--(?:(?!-->).)*-->\s*|<!doctype\s+rss[^>]*>\s*)*"
            r"<(?:rss|feed|rdf:RDF|\w+:feed)\b",
            re.IGNORECASE | re.DOTALL,
        ),
        "feed",
    ),
    (
        re.compile(
            r"(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
            re.IGNORECASE | re.DOTALL,
        ),
        "html",
    ),
    (re.compile(r'\{\s*"|\[\s*\{\s*"'), "json"),
)


def format_of(head: bytes, name: str) -> Format | None:
    """Tell the format of a file from its first bytes and its name; `None` when it is none of ours.

    A name without an ending, or with one that tells nothing, leaves text as `text`.
    """
    if head.startswith(_NONE_OF_OURS):
        return None
    for mark, found in _MAGIC:
        if head.startswith(mark):
            return found
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return "pdf"
    start = text_start(head)
    return None if start is None else _format_of_text(start.lstrip(), name)


def belied(head: bytes, name: str) -> str | None:
    """Say of a file what it is, where that is something else than its name tells."""
    ending, found = _ending(name), format_of(head, name)
    named = _BY_NAME.get(ending)
    if found is None or named in {None, found} or {found, named} in _ALIKE or ending == ".xml":
        return None
    return f"its name ends in {ending}, but it is {_CALLED[found]} and was read as that"


def _ending(name: str) -> str:
    """Give the ending of a file's name, or of an address' path, in small letters."""
    path = urlsplit(name).path if "://" in name else name
    return PurePath(path.lower()).suffix


def _format_of_text(start: str, name: str) -> Format:
    for form, found in _FORMS:
        if form.match(start):
            return found
    named = _BY_NAME.get(_ending(name), "text")
    # A binary format by name only is what its bytes are: text under a wrong name.
    if named not in _TEXTUAL or (named == "html" and "<" not in start):
        return "text"
    return named


def text_start(head: bytes) -> str | None:
    """Give the first bytes as text in whatever encoding they seem to be; `None` when binary."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return head[2:].decode(encoding, errors="replace")
    if b"\0" in head:
        return None
    text = head.decode("utf-8-sig", errors="replace")
    strange = sum(text.count(mark) for mark in "\x01\x02\x03\x04\x05\x06\x0e\x0f\x10\x11\x1a")
    return text if strange <= len(text) // 100 else None
