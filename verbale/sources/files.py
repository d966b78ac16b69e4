"""Files and standard input to `Document`s: one from a letter, many from an archive."""

from __future__ import annotations

import hashlib
from contextlib import closing, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO, Final

from verbale.errors import UnreadableDocument, WrongMetadata
from verbale.model import Document
from verbale.sources.dateline import dated_by
from verbale.sources.extract import SIZE_LIMIT, Extract, Source, Unread
from verbale.sources.formats import CONTAINERS, SUFFIXES, Format, format_of
from verbale.sources.kinds import SURE_ENOUGH, kind_of
from verbale.sources.manifest import told_in_manifest
from verbale.sources.metadata import Metadata, checked, companion_of
from verbale.sources.parsing import members, read_member
from verbale.sources.references import labels_of
from verbale.sources.sandbox import Sandbox, borrowed

if TYPE_CHECKING:
    from collections.abc import Generator
    from datetime import date
    from pathlib import Path

    from verbale.model import DocumentKind

__all__ = [
    "SUFFIXES",
    "document_from_bytes",
    "documents_from_bytes",
    "documents_in",
    "links_in",
    "load",
    "read_bytes",
    "read_if_small",
    "read_stream",
    "told_beside",
]

_HEAD: Final = 65_536  # bytes that tell the format
# Text is decoded, and searched in one go: no harm is in it that a worker would keep off.
_HARMLESS: Final[frozenset[Format]] = frozenset({"text", "captions"})
_BY_FORMAT: Final = 0.9  # how sure a kind is that follows from the format: a mail is a letter


def load(path: Path, metadata: Metadata, *, today: date) -> Document:
    """Make the one document in a file; `metadata` goes before what its companion and itself tell.

    Raises `UnreadableDocument`, also when there are several, and `WrongMetadata`.
    """
    return _only(documents_in(path, metadata, today=today), str(path))


def documents_in(
    path: Path, metadata: Metadata, *, today: date, sandbox: Sandbox | None = None
) -> Generator[Document | UnreadableDocument, None, None]:
    """Give the documents in a file, one after the other: an archive, mailbox or feed has many.

    A part that gives no text comes as the error that says why, and the next part follows. What is
    told of a file by `metadata` and its companion goes for all that is in it, but the title.

    Raises `UnreadableDocument` when the file cannot be opened, is empty or too large, and
    `WrongMetadata`.
    """
    data = read_if_small(path)
    known = metadata.over(told_beside(path, today))
    yield from _documents(path if data is None else data, str(path), known, today, sandbox)


def documents_from_bytes(
    data: bytes, name: str, metadata: Metadata, *, today: date, sandbox: Sandbox | None = None
) -> Generator[Document | UnreadableDocument, None, None]:
    """Give the documents in the bytes of a file called `name`; see `documents_in`."""
    yield from _documents(data, name, metadata, today, sandbox)


def document_from_bytes(data: bytes, name: str, metadata: Metadata, *, today: date) -> Document:
    """Make the one document in the bytes of a file called `name`.

    The text of a text file is what the bytes say, without the byte order mark: line breaks stay as
    they are. `metadata` goes before what a document tells of itself; `today` bounds its dates.

    Raises `UnreadableDocument`, also when there are several, and `WrongMetadata`.
    """
    return _only(_documents(data, name, metadata, today, None), name)


def links_in(data: bytes, address: str, *, today: date) -> list[tuple[str, str | None]]:
    """Give what the feed or page from an address links to, with the day that it tells of each.

    Raises `UnreadableDocument` when it is neither, and when it has no links.
    """
    links = []
    with borrowed() as worker:
        for found in worker.extracts(data, address, today, "links"):
            if isinstance(found, Unread):
                raise UnreadableDocument(found.reason)
            links.append((found.name, found.metadata.published))
    return links


def told_beside(path: Path, today: date) -> Metadata:
    """Give what the companion of a file and the manifest of its folder tell, in this order.

    Raises `WrongMetadata`, and `UnreadableDocument` when one of them cannot be opened.
    """
    return companion_of(path, today).over(told_in_manifest(path, today))


def read_if_small(path: Path) -> bytes | None:
    """Read a file whole; `None` when it is an archive too large for that, to be read in pieces.

    Raises `UnreadableDocument` as `read_bytes` does.
    """
    return None if _is_large_container(path) else read_bytes(path)


def read_bytes(path: Path) -> bytes:
    """Read a file whole.

    Raises `UnreadableDocument` when it is missing, no file, closed to us, empty or too large.
    """
    try:
        with path.open("rb") as stream:
            return read_stream(stream, str(path))
    except OSError as error:
        raise _not_opened(path, error) from error


def read_stream(stream: BinaryIO, name: str) -> bytes:
    """Read a stream whole.

    Raises `UnreadableDocument` when it is empty or too large.
    """
    data = stream.read(SIZE_LIMIT + 1)
    if len(data) > SIZE_LIMIT:
        raise UnreadableDocument(_too_large(name))
    if not data:
        raise UnreadableDocument(f"{name} is empty. Check that it was saved.")
    return data


def _too_large(name: str) -> str:
    megabytes = SIZE_LIMIT // 1_000_000
    return f"{name} is larger than {megabytes} MB. Split it into single documents."


def _only(found: Generator[Document | UnreadableDocument, None, None], name: str) -> Document:
    with closing(found):
        first = next(found)
        if isinstance(first, UnreadableDocument):
            raise first
        if next(found, None) is not None:
            raise UnreadableDocument(
                f"{name} holds several documents. Put them on record with: "
                f"verbale add RECORD {name}"
            )
        return first


def _documents(
    data: bytes | Path, name: str, metadata: Metadata, today: date, sandbox: Sandbox | None
) -> Generator[Document | UnreadableDocument, None, None]:
    try:
        checked(metadata, today)
    except WrongMetadata as error:
        raise WrongMetadata(f"{name}: {error}") from error
    digest = ""
    count = 0
    with closing(_extracts(data, name, today, sandbox)) as extracts:
        for found in extracts:
            count += 1
            if isinstance(found, Unread):
                yield _unreadable(found, name)
                continue
            if not found.text.strip():
                what = _member_name(name, found.name)
                yield UnreadableDocument(f"{what} has no text. Check that it was saved.")
                continue
            original = found.original
            if original is None:
                if not isinstance(data, bytes):
                    yield UnreadableDocument(_too_large(name))
                    continue
                original = data
            if found.name and not digest:
                digest = _digest(data)
            yield _document(_dated(found, metadata, today), original, name, digest, metadata)
    if not count:
        yield UnreadableDocument(f"{name} holds no document that can be read.")


def _extracts(
    data: bytes | Path, name: str, today: date, sandbox: Sandbox | None
) -> Generator[Extract | Unread, None, None]:
    if isinstance(data, bytes) and format_of(data[:_HEAD], name) in _HARMLESS:
        source = Source.of(data, name, today)
        try:
            for member in members(source):
                yield from read_member(member, source)
        except UnreadableDocument as error:
            yield Unread("", str(error))
        return
    with nullcontext(sandbox) if sandbox is not None else borrowed() as worker:
        yield from worker.extracts(data, name, today)


def _dated(found: Extract, metadata: Metadata, today: date) -> Extract:
    """Take the day of publication from the head of the text where nothing else tells it."""
    if metadata.published or found.metadata.published:
        return found
    dated = dated_by(found.text, today)
    if dated is None:
        return found
    day, line = dated
    return replace(
        found,
        metadata=replace(found.metadata, published=day),
        labels=(*found.labels, ("date taken from", line)),
    )


def _document(
    found: Extract, original: bytes, name: str, digest: str, metadata: Metadata
) -> Document:
    told = metadata.over(found.metadata)
    if found.name:
        told = replace(told, title=found.metadata.title or metadata.title)
    kind, sure = _kind(metadata, found, told.title)
    origin = found.origin
    if origin.container is not None:
        origin = replace(origin, container=f"{name}/{origin.container}")
    elif found.name:
        origin = replace(origin, container=name, container_sha256=digest)
    return Document(
        text=found.text,
        title=told.title,
        publisher=told.publisher,
        published=told.published,
        kind=kind,
        language=told.language,
        name=_member_name(name, found.name),
        original=original,
        media_type=found.media_type,
        extractor=found.extractor,
        extractor_version=found.extractor_version,
        kind_confidence=sure,
        pages=found.pages,
        places=found.places,
        moments=found.moments,
        labels=tuple(dict.fromkeys([*found.labels, *labels_of(found.text)])),
        origin=origin,
    )


def _kind(told: Metadata, found: Extract, title: str | None) -> tuple[DocumentKind, float]:
    if told.kind:
        return told.document_kind, 1.0
    if found.metadata.kind:
        return found.metadata.document_kind, _BY_FORMAT
    kind, sure = kind_of(found.text, title)
    if kind == "news" or sure >= SURE_ENOUGH:
        return kind, sure
    return "news", round(1.0 - sure, 3)


def _member_name(name: str, member: str) -> str:
    return member if "://" in member else f"{name}/{member}" if member else name


def _unreadable(found: Unread, name: str) -> UnreadableDocument:
    """Make an error of what a worker says, which may name the part by the end of its name."""
    reason = " ".join(found.reason.split())
    whole = _member_name(name, found.name)
    steps = whole.split("/")
    for at in range(len(steps)):
        if reason.startswith(end := "/".join(steps[at:])):
            return UnreadableDocument(f"{whole}{reason.removeprefix(end)}")
    return UnreadableDocument(reason if name in reason else f"{whole}: {reason}")


def _digest(data: bytes | Path) -> str:
    if isinstance(data, bytes):
        return hashlib.sha256(data).hexdigest()
    with data.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _is_large_container(path: Path) -> bool:
    try:
        if path.stat().st_size <= SIZE_LIMIT:
            return False
        with path.open("rb") as stream:
            return format_of(stream.read(_HEAD), path.name) in CONTAINERS
    except OSError:
        return False  # reading it will tell what is wrong


def _not_opened(path: Path, error: OSError) -> UnreadableDocument:
    remedy = "Check the name." if isinstance(error, FileNotFoundError) else "Check its rights."
    if isinstance(error, IsADirectoryError):
        remedy = "Name a file in it."
    return UnreadableDocument(f"{path} cannot be opened: {error.strerror}. {remedy}")
