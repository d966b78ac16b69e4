"""Bytes to text: UTF-8, and UTF-16 where a byte order mark says so. Nothing is guessed."""

from __future__ import annotations

import codecs
import shlex
from pathlib import PurePath
from typing import Final

from charset_normalizer import from_bytes

from verbale.errors import UnreadableDocument

__all__ = ["decode"]

_UTF_16_MARKS: Final = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_SAMPLE: Final = 65_536  # bytes that a guess at an encoding looks at


def decode(data: bytes, name: str) -> str:
    """Decode the bytes of the document `name`, line breaks as they are, byte order mark removed.

    Raises `UnreadableDocument` for binary data and for any other encoding.
    """
    encoding = _UTF_16_MARKS.get(data[:2], "utf-8")
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise UnreadableDocument(_not_decoded(data, name, encoding, error.start)) from error
    if "\0" in text:
        raise UnreadableDocument(f"{name} is binary, not text. Save it as PDF, DOCX, HTML or text.")
    return text


def _not_decoded(data: bytes, name: str, encoding: str, at: int) -> str:
    if encoding != "utf-8":
        return f"{name} is damaged: not UTF-16 at byte {at}. Save it again as UTF-8."
    if b"\0" in data[:_SAMPLE]:
        return f"{name} is binary, not text. Save it as PDF, DOCX, HTML or text."
    match = from_bytes(data[:_SAMPLE]).best()
    if match is None or match.encoding.startswith("utf"):
        return f"{name} is not UTF-8 at byte {at}. Save it again as UTF-8."
    path = PurePath(name)
    convert = ["iconv", "-f", match.encoding, "-t", "utf-8", name]
    target = shlex.quote(f"{path.stem}-utf8{path.suffix}")
    return (
        f"{name} is not UTF-8 at byte {at}; it looks like {match.encoding}. "
        f"Convert it with: {shlex.join(convert)} > {target}"
    )
