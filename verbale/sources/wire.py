"""What we and the worker tell each other, as frames on a pipe.

A frame is a head (the number of a type of message, and a size in bytes) and the message in
MessagePack. It is decoded straight into that type, so that what reads it runs nothing of it.
Nothing in it is taken on trust: the worker that wrote it may have been taken over by a file.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import date  # noqa: TC003 - decoders look the types of fields up
from operator import le, lt
from typing import TYPE_CHECKING, Final

import msgspec

from verbale.sources.extract import Drawing, Extract, Picture, Seen, Unread

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "FRAME_LIMIT",
    "HEAD",
    "At",
    "BadFrame",
    "Done",
    "File",
    "Message",
    "PageRequest",
    "Request",
    "Words",
    "frame",
    "message",
]

HEAD: Final = struct.Struct(">BI")
FRAME_LIMIT: Final = 400_000_000  # bytes: a large original with its text and places


class BadFrame(Exception):
    """What came over the pipe is no message of ours."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to be read, by its path or by its bytes; what comes first in it may be skipped."""

    path: str | None
    data: bytes
    name: str
    skip: int


@dataclass(frozen=True, slots=True)
class Request:
    """Asks for the documents in files, or for the links, with what recognises words on pictures."""

    files: tuple[File, ...]
    today: date
    links: bool
    recogniser: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Asks for a page of a PDF file, drawn; pages are counted from 1."""

    data: bytes
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Words:
    """Answers a picture: what is seen on it."""

    seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class At:
    """Tells which file inside an archive is read next, and its name; none when it is read."""

    place: int
    name: str


@dataclass(frozen=True, slots=True)
class Done:
    """Tells that a file is read to its end."""


Message = At | Done | Drawing | Extract | PageRequest | Picture | Request | Unread | Words

_KINDS: Final[tuple[type[Message], ...]] = (
    At,
    Done,
    Drawing,
    Extract,
    PageRequest,
    Picture,
    Request,
    Unread,
    Words,
)
_NUMBERS: Final = {kind: number for number, kind in enumerate(_KINDS)}
_encoder: Final = msgspec.msgpack.Encoder()
_DECODERS: Final = [msgspec.msgpack.Decoder(kind) for kind in _KINDS]


def frame(told: Message) -> bytearray:
    """Give the frame of a message.

    Raises `UnicodeEncodeError` where a text holds what no file can hold.
    """
    made = bytearray(HEAD.size)
    # To encode without a place to write to ends the process where memory runs out.
    _encoder.encode_into(told, made, HEAD.size)
    HEAD.pack_into(made, 0, _NUMBERS[type(told)], len(made) - HEAD.size)
    return made


def message(number: int, data: bytes) -> Message:
    """Give the message of a frame, checked to fit together. Raises `BadFrame`."""
    if number >= len(_DECODERS):
        raise BadFrame
    try:
        told = _DECODERS[number].decode(data)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise BadFrame from error
    _check(told)
    return told


def _check(told: Message) -> None:
    match told:
        case At(place):
            fits = place >= 0
        case Extract():
            columns = list(zip(*told.places, strict=True)) or [(), ()]
            starts, ends = [m.start for m in told.moments], [m.end for m in told.moments]
            length = len(told.text)
            fits = _in_order(columns[0], columns[1], length) and _in_order(starts, ends, length)
        case Picture(width, height):
            fits = _is_drawn(width, height, told.pixels, 1) and width * height <= told.LARGEST
        case Drawing(width, height):
            fits = _is_drawn(width, height, told.pixels, 3) and width * height <= told.LARGEST
        case _:
            fits = True
    if not fits:
        raise BadFrame


def _in_order(starts: Sequence[float], ends: Sequence[float], length: int) -> bool:
    """Whether spans have words, follow each other by their starts and lie inside a text."""
    if not starts:
        return True
    in_order = starts[0] >= 0 and all(map(le, starts, starts[1:]))
    return in_order and all(map(lt, starts, ends)) and max(ends) <= length


def _is_drawn(width: int, height: int, pixels: bytes, size: int) -> bool:
    return min(width, height) >= 1 and size * width * height == len(pixels)
