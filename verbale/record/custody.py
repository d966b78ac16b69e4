"""How a document came here, and where its words stand on pages and in recordings.

What is kept is covered by a hash, so that nobody can change it unseen.
"""

from __future__ import annotations

import hashlib
import json
import struct
from dataclasses import asdict, astuple, dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, func, insert, select

from verbale.model import Moment, Origin, Page, Place
from verbale.record import queries, schema, told
from verbale.record.rows import CustodyRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from verbale.model import Document

__all__ = ["Layout", "altered", "chain", "layout_of", "write"]

_PLACE: Final = struct.Struct("<3I4f")  # start, end and page, then the rectangle


@dataclass(frozen=True, slots=True)
class Layout:
    """The pages of an original, where words stand on them, and when in a recording."""

    pages: tuple[Page, ...]
    places: tuple[Place, ...]
    moments: tuple[Moment, ...]


def write(connection: Connection, number: int, document: Document) -> None:
    """Keep what is known of document `number`, in the place of what was.

    Of when it came on record, and by whom, what was known first stays.
    """
    origin = asdict(document.origin)
    before = _origin(connection, number)
    if before["added"] is not None:
        origin |= {name: before[name] for name in ("added", "added_by")}
    for table in (schema.custody, schema.document_label):
        connection.execute(delete(table).where(table.c.document == number))
    kept: dict[str, Any] = {
        "origin": json.dumps(origin, ensure_ascii=False),
        "kind_confidence": document.kind_confidence,
        "pages": json.dumps([astuple(page) for page in document.pages]),
        "moments": json.dumps([astuple(moment) for moment in document.moments]),
        "places": b"".join(_PLACE.pack(*place) for place in document.places),
    }
    kept["sha256"] = _hash(kept, document.labels)
    connection.execute(insert(schema.custody), [{"document": number, **kept}])
    if document.labels:
        connection.execute(
            insert(schema.document_label),
            [
                {"document": number, "position": position, "name": name, "value": value}
                for position, (name, value) in enumerate(document.labels)
            ],
        )


def layout_of(connection: Connection, number: int) -> Layout:
    """Give where the words of a document stand, as far as that is known."""
    custody = schema.custody.c
    row = connection.execute(
        select(custody.pages, custody.places, custody.moments).where(custody.document == number)
    ).one_or_none()
    if row is None:
        return Layout((), (), ())
    return Layout(
        tuple(Page(*page) for page in json.loads(row.pages)),
        tuple(Place(*each) for each in _PLACE.iter_unpack(row.places)),
        tuple(Moment(*moment) for moment in json.loads(row.moments)),
    )


def chain(connection: Connection, number: int) -> CustodyRow | None:
    """Give the chain from the bytes of a document to its statements; `None` when there is none."""
    document, original, custody = schema.document.c, schema.original.c, schema.custody.c
    rendition, reading = schema.rendition.c, schema.reading.c
    row = connection.execute(
        select(
            document.name,
            original.sha256,
            original.media_type,
            func.length(original.content).label("bytes"),
            custody.kind_confidence,
            document.kind,
            rendition.extractor,
            rendition.extractor_version,
            rendition.text_sha256,
            rendition.characters,
            reading.reader,
        )
        .join(schema.original, original.sha256 == document.original)
        .join(schema.reading, reading.document == document.number)
        .join(schema.rendition, rendition.id == reading.rendition)
        .outerjoin(schema.custody, custody.document == document.number)
        .where(document.number == number)
    ).one_or_none()
    if row is None:
        return None
    origin = _origin(connection, number)
    own = select(document.number).where(document.number == number)
    kind = told.corrections(connection, own).get(row.sha256, {}).get("kind")
    return CustodyRow(
        id=f"d{number}",
        name=row.name,
        url=origin["url"],
        retrieved=origin["retrieved"],
        redirects=tuple(origin["redirects"]),
        headers=tuple((name, value) for name, value in origin["headers"]),
        container=origin["container"],
        container_sha256=origin["container_sha256"],
        added=origin["added"],
        added_by=origin["added_by"],
        sha256=row.sha256,
        media_type=row.media_type,
        bytes=row.bytes,
        extractor=f"{row.extractor} {row.extractor_version}",
        text_sha256=row.text_sha256,
        characters=row.characters,
        kind=kind or row.kind,
        kind_confidence=None if kind else row.kind_confidence,
        labels=_labels(connection, number),
        reader=row.reader,
        statements=_said(connection, number),
        decisions=_decided(connection, row.sha256),
    )


def _origin(connection: Connection, number: int) -> dict[str, Any]:
    """Give what is kept of a document's origin; what earlier versions did not ask is not known."""
    custody = schema.custody.c
    kept = connection.execute(select(custody.origin).where(custody.document == number)).scalar()
    return asdict(Origin()) | (json.loads(kept) if kept else {})


def altered(connection: Connection, number: int) -> bool:
    """Tell whether what is kept of a document is not what was written."""
    query = select(schema.custody).where(schema.custody.c.document == number)
    for row in connection.execute(query).mappings():
        kept = dict(row)
        named = _labels(connection, number)
        return _hash(kept, named) != str(kept["sha256"])
    return False


def _hash(kept: Mapping[str, Any], named: Iterable[tuple[str, str]]) -> str:
    told = [kept["origin"], kept["kind_confidence"], kept["pages"], kept["moments"], list(named)]
    digest = hashlib.sha256(json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    digest.update(bytes(kept["places"]))
    return digest.hexdigest()


def _labels(connection: Connection, number: int) -> tuple[tuple[str, str], ...]:
    label = schema.document_label.c
    query = select(label.name, label.value).where(label.document == number)
    return tuple(
        (row.name, row.value) for row in connection.execute(query.order_by(label.position))
    )


def _said(connection: Connection, number: int) -> int:
    statement = schema.statement.c.id
    own = statement.in_(queries.entries_of(number))
    query = select(func.count()).select_from(schema.statement).where(own)
    return int(connection.execute(query).scalar_one())


def _decided(connection: Connection, sha256: str) -> int:
    decision = schema.decision.c
    query = select(func.count()).select_from(schema.decision).where(decision.document == sha256)
    return int(connection.execute(query).scalar_one())
