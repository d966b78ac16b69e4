"""Gzip files: a packed web archive, or one packed document."""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING

from verbale.errors import UnreadableDocument
from verbale.sources import web_archive
from verbale.sources.extract import SIZE_LIMIT, Inner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbale.sources.extract import Extract, Source, Unread

__all__ = ["parse"]


def parse(source: Source) -> Iterator[Extract | Inner | Unread]:
    """Give the pages of a packed web archive, or the file that is packed.

    Raises `UnreadableDocument` when it is damaged or unpacks to too much.
    """
    name = source.name.rsplit("/", 1)[-1].removesuffix(".gz") or "unpacked"
    try:
        with gzip.GzipFile(fileobj=source.stream) as unpacked:
            is_web_archive = unpacked.read(7) == b"WARC/1."
            data = b"" if is_web_archive else _rest(unpacked, source)
    except (EOFError, OSError, zlib.error) as error:
        raise UnreadableDocument(
            f"{source.name} is a damaged or unfinished gzip file ({error}). Get it again."
        ) from error
    if is_web_archive:
        source.stream.seek(0)
        yield from web_archive.parse(source)
    else:
        yield Inner(name, data)


def _rest(unpacked: gzip.GzipFile, source: Source) -> bytes:
    unpacked.seek(0)
    data = unpacked.read(SIZE_LIMIT + 1)
    if len(data) > SIZE_LIMIT:
        raise UnreadableDocument(
            f"{source.name} unpacks to more than {SIZE_LIMIT // 1_000_000} MB. Unpack it first."
        )
    return data
