"""What a parser is given and what it gives: the types between the formats and the rest."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, ClassVar, Final, NamedTuple

from verbale.errors import UnreadableDocument
from verbale.model import Moment, Origin, Page, Place
from verbale.sources.metadata import Metadata

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

__all__ = [
    "SIZE_LIMIT",
    "Drawing",
    "Extract",
    "Inner",
    "NotRecognised",
    "Picture",
    "Recogniser",
    "Seen",
    "Source",
    "Unread",
]

SIZE_LIMIT: Final = 50_000_000  # bytes of one document; a long novel has about one million


@dataclass(frozen=True, slots=True)
class Picture:
    """A page drawn in shades of grey, a byte each, row by row; `scale` pixels make a point."""

    LARGEST: ClassVar[int] = 40_000_000  # pixels

    width: int
    height: int
    scale: float
    pixels: bytes


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page drawn for people: red, green and blue of each pixel, a byte each, row by row."""

    LARGEST: ClassVar[int] = 4_000_000  # pixels

    width: int
    height: int
    pixels: bytes


class Seen(NamedTuple):
    """A word recognised on a picture, in pixels; `sure`, from 0 to 1, is how sure it is."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    line: int
    sure: float


class NotRecognised(Exception):
    """A picture on which no words could be looked for, with the reason in words."""


class Recogniser(NamedTuple):
    """What gives the words on a picture, or raises `NotRecognised`, with its version."""

    name: str
    version: str
    words: Callable[[Picture], list[Seen]]


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one input, its name, and the day that bounds the dates it may bear.

    `recogniser` is `None` where nothing is installed that recognises words on pictures.
    """

    stream: BinaryIO
    name: str
    today: date
    recogniser: Recogniser | None = None

    @classmethod
    def of(cls, data: bytes, name: str, today: date) -> Source:
        """Make a source of bytes in memory."""
        return cls(io.BytesIO(data), name, today)

    def inner(self, data: bytes, name: str) -> Source:
        """Make a source of bytes that lie inside this one."""
        return Source(io.BytesIO(data), name, self.today, self.recogniser)

    def head(self, size: int = 65_536) -> bytes:
        """Give the first bytes, and stay at the beginning."""
        self.stream.seek(0)
        data = self.stream.read(size)
        self.stream.seek(0)
        return data

    def read(self) -> bytes:
        """Give all bytes. Raises `UnreadableDocument` when there are more than `SIZE_LIMIT`."""
        self.stream.seek(0)
        data = self.stream.read(SIZE_LIMIT + 1)
        if len(data) > SIZE_LIMIT:
            megabytes = SIZE_LIMIT // 1_000_000
            raise UnreadableDocument(
                f"{self.name} is larger than {megabytes} MB. Split it into single documents."
            )
        return data


@dataclass(frozen=True, slots=True)
class Extract:
    """The text of one document with what the source tells of it.

    `name` is empty where the document is all of its input, else its name inside; `original` is
    `None` where its bytes are those of the input.
    """

    text: str
    media_type: str
    extractor: str
    extractor_version: str = "1"
    metadata: Metadata = field(default_factory=Metadata)
    name: str = ""
    original: bytes | None = None
    pages: tuple[Page, ...] = ()
    places: tuple[Place, ...] = ()
    moments: tuple[Moment, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    origin: Origin = field(default_factory=Origin)


@dataclass(frozen=True, slots=True)
class Inner:
    """A file inside another, to be read by its own format.

    `metadata` and `origin` are what the outer one tells of it. `passed_over` says that it may be
    left out silently when no format knows it, such as the pictures of a web archive.
    """

    name: str
    data: bytes
    metadata: Metadata = field(default_factory=Metadata)
    origin: Origin = field(default_factory=Origin)
    passed_over: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of the input that gives no text, and why, as the message of an error."""

    name: str
    reason: str
