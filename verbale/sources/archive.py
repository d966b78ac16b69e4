"""ZIP files, and the office documents and web archives that are ZIP files by another name."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from verbale.errors import UnreadableDocument
from verbale.sources.extract import SIZE_LIMIT, Inner, Unread
from verbale.sources.formats import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbale.sources.extract import Extract, Source

__all__ = ["opened", "parse"]

_MOST_FILES: Final = 100_000
_MOST_UNPACKED: Final = 4_000_000_000  # bytes of all files together
_MOST_RATIO: Final = 200  # unpacked to packed; text packs to a tenth, a bomb to a thousandth
_RATIO_FROM: Final = 10_000_000  # bytes; below it no ratio harms
_NOT_UNPACKED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
)
_OTHER_OFFICE: Final = {
    "xl/workbook.xml": "a spreadsheet. Save its sheets as CSV.",
    "ppt/presentation.xml": "a presentation. Save it as PDF.",
}
_OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument."


def parse(source: Source) -> Iterator[Extract | Inner | Unread]:
    """Give the office document that it is, or the files of an archive.

    Raises `UnreadableDocument` for a bomb, a damaged archive and an office file without text.
    """
    with opened(source) as archive:
        names = set(archive.namelist())
        if "word/document.xml" in names:
            from verbale.sources.word import extract as from_word  # noqa: PLC0415 - its library

            yield from_word(archive, source)
        elif "mimetype" in names and archive.read("mimetype").startswith(_OPEN_DOCUMENT + b"text"):
            from verbale.sources.open_document import extract as from_odt  # noqa: PLC0415

            yield from_odt(archive, source.name)
        else:
            _refuse_other_office(names, archive, source.name)
            is_wacz = "datapackage.json" in names and any(n.startswith("archive/") for n in names)
            yield from (_web_archives if is_wacz else _files)(archive, source)


def opened(source: Source) -> zipfile.ZipFile:
    """Open an archive whose directory promises no bomb. Raises `UnreadableDocument`."""
    try:
        archive = zipfile.ZipFile(source.stream)
    except zipfile.BadZipFile as error:
        raise UnreadableDocument(
            f"{source.name} is a damaged or unfinished ZIP file ({error}). Get it again."
        ) from error
    infos = archive.infolist()
    unpacked = sum(info.file_size for info in infos)
    packed = source.stream.seek(0, 2)
    if len(infos) > _MOST_FILES or unpacked > _MOST_UNPACKED:
        raise UnreadableDocument(
            f"{source.name} holds {len(infos):,} files of {unpacked:,} bytes. Split it first."
        )
    if unpacked > max(_RATIO_FROM, packed * _MOST_RATIO):
        raise UnreadableDocument(
            f"{source.name} is a bomb: {packed:,} bytes unpack to {unpacked:,}. Leave it out."
        )
    if sum(info.compress_size for info in infos) > packed:
        raise UnreadableDocument(
            f"{source.name} is a bomb: its files lie over one another. Leave it out."
        )
    return archive


def _refuse_other_office(names: set[str], archive: zipfile.ZipFile, name: str) -> None:
    for mark, said in _OTHER_OFFICE.items():
        if mark in names:
            raise UnreadableDocument(f"{name} is {said}")
    if "mimetype" in names and archive.read("mimetype").startswith(_OPEN_DOCUMENT):
        raise UnreadableDocument(f"{name} is an office file without running text. Save it as PDF.")


def _web_archives(archive: zipfile.ZipFile, source: Source) -> Iterator[Inner | Unread]:
    """Give the pages of a WACZ, its web archives read as they unpack."""
    from verbale.sources.web_archive import parse as from_warc  # noqa: PLC0415 - its library

    for info in archive.infolist():
        if info.filename.startswith("archive/") and not info.is_dir():
            with archive.open(info) as stream:
                name = f"{source.name}/{info.filename}"
                yield from from_warc(replace(source, stream=cast("BinaryIO", stream), name=name))


def _files(archive: zipfile.ZipFile, source: Source) -> Iterator[Inner | Unread]:
    name = source.name
    for info in archive.infolist():
        path = PurePosixPath(info.filename.replace("\\", "/"))
        if info.is_dir() or _hidden(path):
            continue
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            reason = f"{name} holds a file whose name leads out of it: {info.filename!r}. Left out."
            yield Unread(path.name, reason)
        elif info.flag_bits & 1:
            yield Unread(str(path), f"{path} is encrypted. Unpack it with its password.")
        elif info.file_size > SIZE_LIMIT:
            reason = f"{path} is larger than {SIZE_LIMIT // 1_000_000} MB. Unpack it first."
            yield Unread(str(path), reason)
        else:
            yield _unpacked(archive, info, str(path))


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str) -> Inner | Unread:
    try:
        with archive.open(info) as stream:
            data = stream.read(info.file_size + 1)
    except _NOT_UNPACKED as error:
        return Unread(path, f"{path} cannot be unpacked ({error}). Get it again.")
    known = path.lower().endswith(SUFFIXES)
    return Inner(path, data, passed_over=not known)


def _hidden(path: PurePosixPath) -> bool:
    return any(part.startswith(".") and part != ".." for part in path.parts) or (
        path.parts[:1] == ("__MACOSX",)
    )
