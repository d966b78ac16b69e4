"""The pages of a SQLite file, read without SQLite: what it would refuse, and what it has lost.

As https://www.sqlite.org/fileformat2.html describes them. Nothing here trusts a number in the file:
what does not hold together is passed over and said so.
"""

from __future__ import annotations

import sqlite3
import struct
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Pages", "Values"]

Values = tuple[object, ...]

_MAGIC: Final = b"SQLite format 3\0"
_USUAL_PAGE_SIZE: Final = 4096
_PAGE_SIZES: Final = frozenset(2**power for power in range(9, 17))
_HEADER_BYTES: Final = 100  # on the first page, before its tree
_INTERIOR_TABLE: Final = 0x05
_LEAF_TABLE: Final = 0x0D
_LOG_MAGIC: Final = (0x377F0682, 0x377F0683)
_LOG_HEADER_BYTES: Final = 32
_FRAME_HEADER_BYTES: Final = 24
_INTEGER_BYTES: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


class _Damaged(Exception):
    """A page or row that does not hold together."""


@dataclass(slots=True)
class Pages:
    """The pages of a file with what its log adds to them; `faults` says what was passed over."""

    data: bytes
    size: int
    newer: dict[int, bytes]
    faults: list[str] = field(default_factory=list)
    _seen: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, path: Path) -> Pages:
        """Read a file and the log beside it. Raises `OSError`."""
        data = path.read_bytes()
        size = int.from_bytes(data[16:18])
        size = 65536 if size == 1 else size
        if data[:16] != _MAGIC or size not in _PAGE_SIZES:
            size = _USUAL_PAGE_SIZE
        log = path.with_name(path.name + "-wal")
        return cls(data, size, _committed(log.read_bytes(), size) if log.exists() else {})

    def tables(self) -> dict[str, tuple[int, list[str]]]:
        """Give the root page and the columns of each table, as far as the file tells them."""
        found = {}
        for _, values in self.rows(1):
            if len(values) == 5 and values[0] == "table" and isinstance(values[3], int):
                columns = _columns(values[4])
                if columns:
                    found[str(values[1])] = (values[3], columns)
        return found

    def rows(self, root: int) -> Iterator[tuple[int, Values]]:
        """Give the rows of a table's tree by their number; what is damaged is passed over."""
        waiting = [root]
        while waiting:
            number = waiting.pop()
            if number in self._seen:
                self.faults.append(f"page {number} belongs to two places")
                continue
            self._seen.add(number)
            try:
                waiting += reversed(self._below(number))
            except _Damaged as damage:
                self.faults.append(f"page {number}: {damage}")
                continue
            yield from self._leaf(number)

    def take_faults(self) -> list[str]:
        """Give what was passed over since this was asked last."""
        faults, self.faults = self.faults, []
        return faults

    def lost_rows(self) -> Iterator[tuple[int, Values]]:
        """Give the rows of pages that no tree leads to, after all trees were gone through."""
        free = self._free()
        for number in range(1, len(self.data) // self.size + 1):
            if (
                number not in self._seen
                and number not in free
                and self._kind(number) == _LEAF_TABLE
            ):
                yield from self._leaf(number)

    def _page(self, number: int) -> bytes:
        if number in self.newer:
            return self.newer[number]
        page = self.data[(number - 1) * self.size : number * self.size] if number > 0 else b""
        if len(page) < self.size:
            raise _Damaged("it is not in the file")
        return page

    def _kind(self, number: int) -> int:
        try:
            return self._page(number)[_start(number)]
        except _Damaged:
            return 0

    def _below(self, number: int) -> list[int]:
        """Give the pages that an interior page leads to, in order; none for a leaf."""
        page, start = self._page(number), _start(number)
        if page[start] == _LEAF_TABLE:
            return []
        if page[start] != _INTERIOR_TABLE:
            raise _Damaged("it is no page of a table")
        cells = [_big(page, at, 4) for at in self._cells(number, page, 12)]
        return [*cells, _big(page, start + 8, 4)]

    def _leaf(self, number: int) -> Iterator[tuple[int, Values]]:
        page = self._page(number)
        if page[_start(number)] != _LEAF_TABLE:
            return
        try:
            cells = self._cells(number, page, 8)
        except _Damaged as damage:
            self.faults.append(f"page {number}: {damage}")
            return
        for at in cells:
            try:
                yield self._row(page, at)
            except (_Damaged, IndexError, ValueError, struct.error) as damage:
                self.faults.append(f"page {number}: a row cannot be read ({damage})")

    def _cells(self, number: int, page: bytes, header: int) -> list[int]:
        start = _start(number)
        count = _big(page, start + 3, 2)
        first = start + header
        if first + 2 * count > self.size:
            raise _Damaged("it says that it holds more rows than it can")
        return [_big(page, first + 2 * each, 2) for each in range(count)]

    def _row(self, page: bytes, at: int) -> tuple[int, Values]:
        length, at = _varint(page, at)
        row, at = _varint(page, at)
        row = row - 2**64 if row >= 2**63 else row
        return row, _record(self._payload(page, at, length))

    def _payload(self, page: bytes, at: int, length: int) -> bytes:
        """Give the bytes of a row, the rest of which may lie on a chain of other pages."""
        if length > len(self.data) + sum(map(len, self.newer.values())):
            raise _Damaged("it is longer than the file")
        usable = self.size
        most = usable - 35
        if length <= most:
            return _taken(page, at, length)
        least = (usable - 12) * 32 // 255 - 23
        here = least + (length - least) % (usable - 4)
        here = here if here <= most else least
        parts = [_taken(page, at, here)]
        rest, following = length - here, _big(page, at + here, 4)
        while rest > 0:
            page = self._page(following)
            self._seen.add(following)
            parts.append(page[4 : 4 + min(rest, usable - 4)])
            rest -= len(parts[-1])
            following = _big(page, 0, 4)
        return b"".join(parts)

    def _free(self) -> set[int]:
        """Give the pages that are not in use, whose rows are of the past."""
        free: set[int] = set()
        trunk = _big(self.newer.get(1, self.data), 32, 4) if len(self.data) >= self.size else 0
        while trunk and trunk not in free:
            free.add(trunk)
            try:
                page = self._page(trunk)
            except _Damaged:
                break
            count = min(_big(page, 4, 4), self.size // 4 - 2)
            free.update(_big(page, 8 + 4 * each, 4) for each in range(count))
            trunk = _big(page, 0, 4)
        return free


def _start(number: int) -> int:
    return _HEADER_BYTES if number == 1 else 0


def _big(data: bytes, at: int, count: int) -> int:
    return int.from_bytes(_taken(data, at, count))


def _taken(data: bytes, at: int, count: int) -> bytes:
    if at + count > len(data):
        raise _Damaged("it goes over the end of its page")
    return data[at : at + count]


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Read a number of up to nine bytes; give it and where it ends."""
    value = 0
    for each in range(8):
        value = value << 7 | data[at + each] & 0x7F
        if data[at + each] < 0x80:
            return value, at + each + 1
    return value << 8 | data[at + 8], at + 9


def _record(payload: bytes) -> Values:
    """Read the values of a row: first the kinds of all of them, then each."""
    header, at = _varint(payload, 0)
    if header > len(payload):
        raise _Damaged("its header is longer than itself")
    kinds = []
    while at < header:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values = []
    for kind in kinds:
        value, at = _value(payload, at, kind)
        values.append(value)
    if at != len(payload):
        raise _Damaged("its values do not fill it")
    return tuple(values)


def _value(payload: bytes, at: int, kind: int) -> tuple[object, int]:
    if kind in {0, 8, 9}:
        return {0: None, 8: 0, 9: 1}[kind], at
    if kind in _INTEGER_BYTES:
        end = at + _INTEGER_BYTES[kind]
        return int.from_bytes(_taken(payload, at, end - at), signed=True), end
    if kind == 7:
        return struct.unpack(">d", _taken(payload, at, 8))[0], at + 8
    if kind < 12:
        raise _Damaged(f"it has a value of the unknown kind {kind}")
    end = at + (kind - 12) // 2
    taken = _taken(payload, at, end - at)
    return (taken.decode("utf-8") if kind % 2 else taken), end


def _committed(log: bytes, size: int) -> dict[int, bytes]:
    """Give the pages that a write-ahead log holds, up to the last transaction that was ended."""
    if len(log) < _LOG_HEADER_BYTES or _big(log, 0, 4) not in _LOG_MAGIC:
        return {}
    salts = log[16:24]
    pages: dict[int, bytes] = {}
    since: dict[int, bytes] = {}
    step = _FRAME_HEADER_BYTES + size
    for at in range(_LOG_HEADER_BYTES, len(log) - step + 1, step):
        if log[at + 8 : at + 16] != salts:
            break  # left from before the log was begun anew
        since[_big(log, at, 4)] = log[at + _FRAME_HEADER_BYTES : at + step]
        if _big(log, at + 4, 4):
            pages |= since
            since = {}
    return pages


def _columns(statement: object) -> list[str]:
    """Give the names of a table's columns in order, from the statement that made it."""
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            # SQLite makes its own table of counts and lets nobody else.
            connection.execute(str(statement).replace("sqlite_sequence", "counts"))
            ((name,),) = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'"
                                            " AND name NOT LIKE 'sqlite%'")  # fmt: skip
            return [row[1] for row in connection.execute(f"PRAGMA table_info('{name}')")]
        except (sqlite3.Error, ValueError):
            return []
