"""Documents that are copies of others, but for a little: syndicated, shortened, with another head.

Texts are compared by sketches of their runs of words (MinHash; Broder 1997), and found by bands of
them (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, chapter 3). The earliest of like
documents is the one that the others copy.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

import numpy as np
from sqlalchemy import delete, insert, select

from verbale.record import found_by, schema

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["find", "sketch"]

_LIKE: Final = 0.7  # share of the runs of words that copies have in common
_RUN: Final = 5  # words
_SHORTEST: Final = 40  # words of a text that is compared
_SIZE: Final = 64  # numbers of a sketch
_BAND: Final = 4  # numbers of a band: like texts share one almost certainly
_WORD: Final = re.compile(r"[^\W_]+")


def sketch(connection: Connection, number: int, text: str) -> None:
    """Keep the sketch of a document's text, in the place of the one before."""
    for table in (schema.sketch_band, schema.sketch):
        connection.execute(delete(table).where(table.c.document == number))
    digest = _digest(text)
    if digest is None:
        return
    connection.execute(insert(schema.sketch), [{"document": number, "digest": digest}])
    bands = sorted({_hashed(digest, place) for place in range(_SIZE // _BAND)})
    connection.execute(
        insert(schema.sketch_band), [{"document": number, "band": band} for band in bands]
    )


def find(connection: Connection, number: int) -> None:
    """Find out anew whether a document, and those like it, are copies of others."""
    known = select(schema.copy.c.document).where(schema.copy.c.copy_of == number)
    wanted = {number, *connection.execute(known).scalars()}
    wanted |= {other for each in wanted for other in _alike(connection, each)}
    for each in sorted(wanted):
        _find_one(connection, each)


def _find_one(connection: Connection, number: int) -> None:
    table, document = schema.copy, schema.document.c.number
    connection.execute(delete(table).where(table.c.document == number))
    alike = _alike(connection, number)
    within = select(document).where(document.in_({number, *alike}))
    first = found_by.orders(connection, within)[0][1] if alike else number
    if first != number:
        row = {"document": number, "copy_of": first, "likeness": alike[first]}
        connection.execute(insert(table), [row])


def _alike(connection: Connection, number: int) -> dict[int, float]:
    """Give the documents whose text is like that of one, and how like."""
    band, sketched = schema.sketch_band.c, schema.sketch.c
    own = select(band.band).where(band.document == number)
    shared = select(band.document).where(band.band.in_(own)).distinct()
    query = select(schema.sketch).where(sketched.document.in_(shared))
    digests = {row.document: row.digest for row in connection.execute(query)}
    mine = _numbers(digests.pop(number, b""))
    likeness = {
        other: float(np.mean(mine == _numbers(digest))) for other, digest in digests.items()
    }
    return {other: round(share, 3) for other, share in likeness.items() if share >= _LIKE}


def _digest(text: str) -> bytes | None:
    from rensa import RMinHash  # noqa: PLC0415 - loaded where documents are tied

    words = _WORD.findall(text.casefold())
    if len(words) < _SHORTEST:
        return None
    made = RMinHash(num_perm=_SIZE, seed=1)
    made.update([" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)])
    return np.array(made.digest(), dtype=np.uint32).tobytes()


def _numbers(digest: bytes) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    return np.frombuffer(digest, dtype=np.uint32)


def _hashed(digest: bytes, place: int) -> int:
    size = _BAND * 4  # bytes
    part = digest[place * size : (place + 1) * size]
    told = blake2b(part, digest_size=8, salt=place.to_bytes(2, "big")).digest()
    return int.from_bytes(told, "big", signed=True)
