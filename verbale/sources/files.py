"""Files and standard input to `Document`s: one from a letter, many from an archive."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Generator
from contextlib import closing, nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from verbale.errors import UnreadableDocument, WrongMetadata
from verbale.model import Document
from verbale.sources.dateline import dated_by
from verbale.sources.extract import SIZE_LIMIT, Extract, Source, Unread
from verbale.sources.formats import CONTAINERS, SUFFIXES, Format, format_of
from verbale.sources.kinds import SURE_ENOUGH, kind_of
from verbale.sources.letterhead import issued_by
from verbale.sources.manifest import told_in_manifest
from verbale.sources.metadata import Metadata, checked, companion_of
from verbale.sources.parsing import members, read_member
from verbale.sources.references import labels_of
from verbale.sources.sandbox import Sandbox, borrowed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from datetime import date
    from pathlib import Path

    from verbale.model import DocumentKind
    from verbale.sources.sandbox import Found

__all__ = [
    "MOST_TOGETHER",
    "SUFFIXES",
    "Given",
    "document_from_bytes",
    "documents_from_bytes",
    "documents_in",
    "documents_of_several",
    "fits",
    "in_text",
    "links_in",
    "load",
    "read_bytes",
    "read_if_small",
    "read_stream",
    "told_beside",
]

_HEAD: Final = 65_536  # bytes that tell the format
MOST_TOGETHER: Final = 64  # files that go to a worker at a time: a trip costs as much as one
_LARGEST_TOGETHER: Final = 400_000  # bytes of them; beside that a trip costs nothing
# Text is decoded, and searched in one go: no harm is in it that a worker would keep off.
_HARMLESS: Final[frozenset[Format]] = frozenset({"text", "captions"})
_BY_FORMAT: Final = 0.9  # how sure a kind is that follows from the format: a mail is a letter


@dataclass(frozen=True, slots=True)
class Given:
    """The bytes of a file, or the path of one that is too large for that, and what is told of it.

    `name` is what it is called in messages, with its folder.
    """

    data: bytes | Path
    name: str
    metadata: Metadata

    @property
    def size(self) -> int:
        """How many bytes there are; none of a file that is read in pieces."""
        return len(self.data) if isinstance(self.data, bytes) else 0


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


def documents_of_several(
    files: Sequence[Given], *, today: date, sandbox: Sandbox | None = None
) -> Generator[tuple[int, Document | UnreadableDocument], None, None]:
    """Give the documents of several files in their order, each with the number of its file.

    The files go to a worker together: this is for small ones, see `fits`. Raises `WrongMetadata`
    before any of them is read.
    """
    for given in files:
        _check(given, today)
    parsed = [at for at, given in enumerate(files) if not _is_harmless(given)]
    asked = [(files[at].data, files[at].name) for at in parsed]
    with _lent(sandbox) if asked else nullcontext() as worker:
        found = worker.extracts_of(asked, today) if worker is not None else iter(())
        with closing(_Ahead(found)) as ahead:
            order = {at: number for number, at in enumerate(parsed)}
            for at, given in enumerate(files):
                extracts = ahead.of(order[at]) if at in order else _read_here(given, today)
                for document in _made(extracts, given, today):
                    yield at, document


def fits(given: Given, others: Sequence[Given]) -> bool:
    """Tell whether a file is small enough to go to a worker together with the `others`."""
    return (
        isinstance(given.data, bytes)
        and len(others) < MOST_TOGETHER
        and given.size + sum(each.size for each in others) <= _LARGEST_TOGETHER
    )


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

    Raises `UnreadableDocument` as `read_bytes` does, and when its name is not in UTF-8.
    """
    if in_text(path) != str(path):
        raise UnreadableDocument(f"{in_text(path)} has a name that is not in UTF-8. Rename it.")
    return None if _is_large_container(path) else read_bytes(path)


def in_text(path: Path) -> str:
    """Give a path as it can be shown, whatever bytes its name has."""
    return os.fsencode(path).decode("utf-8", "replace")


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
    several = documents_of_several([Given(data, name, metadata)], today=today, sandbox=sandbox)
    with closing(several):
        for _, document in several:
            yield document


def _check(given: Given, today: date) -> None:
    try:
        checked(given.metadata, today)
    except WrongMetadata as error:
        raise WrongMetadata(f"{given.name}: {error}") from error


def _made(
    extracts: Iterable[Extract | Unread], given: Given, today: date
) -> Iterator[Document | UnreadableDocument]:
    """Make documents of what is found in a file."""
    data, name, metadata = given.data, given.name, given.metadata
    digest = ""
    count = 0
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


class _Ahead:
    """What is found in several files, given file by file: whose turn it is shows only one ahead."""

    def __init__(self, found: Iterator[Found]) -> None:
        self._found = found
        self._next: Found | None = None

    def of(self, number: int) -> Iterator[Extract | Unread]:
        """Give what is found in the file with this number; files are asked for in order."""
        self._next = self._next or next(self._found, None)
        while self._next is not None and self._next[0] == number:
            (_, found), self._next = self._next, None
            yield found
            self._next = next(self._found, None)

    def close(self) -> None:
        """Stop here, and the worker too if it is not done."""
        if isinstance(self._found, Generator):
            self._found.close()


def _is_harmless(given: Given) -> bool:
    data = given.data
    return isinstance(data, bytes) and format_of(data[:_HEAD], given.name) in _HARMLESS


def _read_here(given: Given, today: date) -> Iterator[Extract | Unread]:
    source = Source.of(cast("bytes", given.data), given.name, today)
    try:
        for member in members(source):
            yield from read_member(member, source)
    except UnreadableDocument as error:
        yield Unread("", str(error))


def _lent(sandbox: Sandbox | None) -> AbstractContextManager[Sandbox]:
    return borrowed() if sandbox is None else nullcontext(sandbox)


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
    issuer = None if told.publisher else issued_by(found.text, kind)
    if issuer is not None:
        told = replace(told, publisher=issuer[0])
        found = replace(found, labels=(*found.labels, ("publisher taken from", issuer[1])))
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
