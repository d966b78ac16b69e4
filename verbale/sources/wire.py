"""Extracts as frames on a pipe: JSON and raw bytes, so that what reads them runs nothing of it.

A frame is a head of two numbers (the sizes of what follows), a JSON object, and bytes. Nothing in
a frame is taken on trust: the worker that wrote it may have been taken over by a file.
"""

from __future__ import annotations

import json
import struct
from dataclasses import fields
from itertools import starmap
from operator import le, lt
from typing import TYPE_CHECKING, Any, Final

from verbale.model import Moment, Origin, Page, Place
from verbale.sources.extract import Drawing, Extract, Picture, Seen
from verbale.sources.metadata import Metadata

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "FRAME_LIMIT",
    "HEAD",
    "BadFrame",
    "drawing",
    "frame",
    "packed",
    "parsed",
    "picture",
    "seen",
    "unpacked",
]

HEAD: Final = struct.Struct(">II")
FRAME_LIMIT: Final = 400_000_000  # bytes: a large original with its text and places
_PLACE: Final = struct.Struct("<3i4d")
_json: Final = json.JSONEncoder(ensure_ascii=False).encode  # made once, not for each frame
_FIELDS: Final = {kind: [each.name for each in fields(kind)] for kind in (Metadata, Origin)}


class BadFrame(Exception):
    """What came over the pipe is no answer of ours."""


def frame(content: dict[str, Any], body: bytes = b"") -> list[bytes]:
    """Give the parts of a frame, to be written one after the other."""
    text = _json(content).encode("utf-8", "surrogatepass")
    return [HEAD.pack(len(text), len(body)), text, body]


def parsed(text: bytes) -> dict[str, Any]:
    """Give the JSON object of a frame. Raises `BadFrame`."""
    try:
        content = json.loads(text.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise BadFrame from error
    if not isinstance(content, dict):
        raise BadFrame
    return content


def packed(extract: Extract) -> tuple[dict[str, Any], bytes]:
    """Give an extract as the JSON object and the bytes of a frame."""
    text = extract.text.encode("utf-8")
    places = _packed_places(extract.places)
    original = extract.original
    content = {
        "sizes": [len(text), len(places), -1 if original is None else len(original)],
        "media_type": extract.media_type,
        "extractor": extract.extractor,
        "extractor_version": extract.extractor_version,
        "metadata": _flat(extract.metadata),
        "name": extract.name,
        "pages": [[each.number, each.width, each.height] for each in extract.pages],
        "moments": [[m.start, m.end, m.begins, m.ends] for m in extract.moments],
        "labels": extract.labels,
        "origin": _flat(extract.origin),
    }
    return content, text + places + (original or b"")


def unpacked(content: dict[str, Any], body: bytes) -> Extract:
    """Give the extract of a frame, its spans checked against its text. Raises `BadFrame`."""
    try:
        text_size, places_size, original_size = map(int, content["sizes"])
        places_end = text_size + places_size
        if min(text_size, places_size) < 0 or places_end + max(0, original_size) != len(body):
            raise BadFrame
        extract = Extract(
            text=body[:text_size].decode("utf-8"),
            media_type=str(content["media_type"]),
            extractor=str(content["extractor"]),
            extractor_version=str(content["extractor_version"]),
            metadata=Metadata(**{k: _text(v) for k, v in content["metadata"].items()}),
            name=str(content["name"]),
            original=None if original_size < 0 else body[places_end:],
            pages=tuple(Page(int(n), float(w), float(h)) for n, w, h in content["pages"]),
            places=_unpacked_places(body[text_size:places_end]),
            moments=tuple(
                Moment(int(start), int(end), float(begins), float(ends))
                for start, end, begins, ends in content["moments"]
            ),
            labels=_pairs(content["labels"]),
            origin=_origin(content["origin"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadFrame from error
    columns = list(zip(*extract.places, strict=True)) or [(), ()]
    _check_spans(columns[0], columns[1], len(extract.text))
    moments = extract.moments
    _check_spans([m.start for m in moments], [m.end for m in moments], len(extract.text))
    return extract


def picture(content: dict[str, Any], body: bytes) -> Picture:
    """Give the picture of a frame, its sizes checked. Raises `BadFrame`."""
    try:
        width, height = int(content["width"]), int(content["height"])
        scale = float(content["scale"])
    except (KeyError, TypeError, ValueError) as error:
        raise BadFrame from error
    if min(width, height) < 1 or width * height != len(body) or len(body) > Picture.LARGEST:
        raise BadFrame
    return Picture(width, height, scale, body)


def drawing(content: dict[str, Any], body: bytes) -> Drawing:
    """Give the drawn page of a frame, its sizes checked. Raises `BadFrame`."""
    try:
        width, height = int(content["width"]), int(content["height"])
    except (KeyError, TypeError, ValueError) as error:
        raise BadFrame from error
    pixels = width * height
    if min(width, height) < 1 or pixels > Drawing.LARGEST or 3 * pixels != len(body):
        raise BadFrame
    return Drawing(width, height, body)


def seen(content: dict[str, Any]) -> list[Seen]:
    """Give the words of a frame that answers a picture; both sides of it are ours."""
    return [Seen(*each) for each in content["seen"]]


def _flat(value: Metadata | Origin) -> dict[str, object]:
    """Give the fields of a value whose fields hold no other ones, without copying them."""
    return {name: getattr(value, name) for name in _FIELDS[type(value)]}


def _packed_places(places: tuple[Place, ...]) -> bytes:
    return b"".join(starmap(_PLACE.pack, places))


def _unpacked_places(data: bytes) -> tuple[Place, ...]:
    try:
        return tuple(map(Place._make, _PLACE.iter_unpack(data)))
    except struct.error as error:
        raise BadFrame from error


def _check_spans(starts: Sequence[int], ends: Sequence[int], length: int) -> None:
    if not starts:
        return
    in_order = starts[0] >= 0 and all(map(le, starts, starts[1:]))
    if not (in_order and all(map(lt, starts, ends)) and max(ends) <= length):
        raise BadFrame


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _pairs(values: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(value)) for name, value in values)


def _origin(values: dict[str, Any]) -> Origin:
    return Origin(
        url=_text(values["url"]),
        retrieved=_text(values["retrieved"]),
        redirects=tuple(map(str, values["redirects"])),
        headers=_pairs(values["headers"]),
        container=_text(values["container"]),
        container_sha256=_text(values["container_sha256"]),
    )
