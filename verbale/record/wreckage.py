"""The rows of a damaged record file, and which of them hold: what `salvage.py` takes over."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Float, Integer, LargeBinary

from verbale.model import Selector, Span
from verbale.record import schema
from verbale.record.checking import Problem
from verbale.record.decisions import is_as_written
from verbale.record.seals import OWNERS, Row, Rows, Seal, pointers, seal_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Column, Table

    from verbale.record.sqlite_pages import Pages, Values

__all__ = ["COUNTED_ON", "Found", "Wreck", "decisions", "documents", "read_wreck", "removed"]

# What is believed of rows that no tree leads to: all of these prove themselves.
_PROVEN: Final = ("original", "rendition", "document", "seal", "decision")
# What is missing of other tables shows in the documents that it belongs to.
_UNTOLD_OTHERWISE: Final = frozenset({"original", "document", "decision", "sqlite_sequence"})
_STRAY_DOCUMENTS: Final = "documents that no tree leads to"
COUNTED_ON: Final = 10_000  # rows that may be missing after the last one that can be read


@dataclass(slots=True)
class Found:
    """A document of which the original bytes are there, and what else is."""

    document: Row
    original: Row
    rendition: Row | None
    rows: Rows | None  # those of its reading, if it is whole


@dataclass(slots=True)
class Wreck:
    """The rows of the damaged record by table, and what is lost of it."""

    rows: Rows
    sealed: bool
    lost: list[Problem] = field(default_factory=list)


def read_wreck(pages: Pages) -> Wreck:
    """Give every row of the file that is of the kind that it should be."""
    tables = pages.tables()
    rows: Rows = defaultdict(list)
    record = Wreck(rows, sealed="seal" in tables or "document" not in tables)
    if "document" not in tables:
        record.lost.append(Problem("record", "the list of its tables is damaged or missing"))
    for name, (root, columns) in tables.items():
        if name in schema.metadata.tables:
            table = schema.metadata.tables[name]
            for number, values in pages.rows(root):
                rows[name] += _row(table, columns, number, values)
        elif name == "sqlite_sequence":
            rows[name] = [
                dict(zip(columns, values, strict=False)) for _, values in pages.rows(root)
            ]
        faults = pages.take_faults()
        if name in _UNTOLD_OTHERWISE:
            record.lost += [Problem("record", f"table {name}, {fault}") for fault in faults]
    for number, values in pages.lost_rows():
        for name in _PROVEN:
            table = schema.metadata.tables[name]
            if len(values) == len(table.columns):
                place = _STRAY_DOCUMENTS if name == "document" else name
                rows[place] += _row(table, table.columns.keys(), number, values)
    return record


def _row(table: Table, columns: list[str], number: int, values: Values) -> Iterator[Row]:
    """Give a row of today's columns, if all its values are of their kinds."""
    read = dict(zip(columns, values, strict=False))
    row = {
        column.name: read[column.name] if column.name in read else _default(column)
        for column in table.columns
    }
    (key, *more) = table.primary_key.columns
    if not more and isinstance(key.type, Integer):
        row[key.name] = number
    for column in table.columns:
        value = row[column.name]
        if isinstance(column.type, Float) and isinstance(value, int):
            row[column.name] = float(value)  # SQLite keeps 12.0 as 12
    if all(_is_of_kind(column, row[column.name]) for column in table.columns):
        yield row


def _default(column: Column[object]) -> object:
    """Give what a row of an earlier version has in a column that came later."""
    default = getattr(column.server_default, "arg", None)
    return None if default is None else column.type.python_type(str(default))


def _is_of_kind(column: Column[object], value: object) -> bool:
    if value is None:
        return bool(column.nullable)
    if isinstance(column.type, LargeBinary):
        return isinstance(value, bytes)
    kind = column.type.python_type
    return isinstance(value, int if kind is bool else kind)


def documents(record: Wreck) -> Iterator[Found]:
    """Give the documents whose original bytes agree with their hash; tell of the others."""
    return _Documents(record).found()


class _Documents:
    """Puts the rows of the damaged record together, document by document."""

    def __init__(self, record: Wreck) -> None:
        rows = record.rows
        self._record = record
        self._originals = {each["sha256"]: each for each in rows["original"] if _is_whole(each)}
        self._texts = _grouped(filter(_has_its_text, rows["rendition"]), "original")
        self._seals: dict[int, list[Seal]] = defaultdict(list)
        for each in rows["seal"]:
            self._seals[each["document"]].append(Seal(each["told"], each["read"]))
        self._told = _grouped([*rows["document"], *rows[_STRAY_DOCUMENTS]], "number")
        self._readings = _grouped(rows["reading"], "document")
        self._entries = _grouped(rows["entry"], "reading")
        self._owned = {name: _grouped(rows[name], owner) for name, owner in OWNERS.items()}

    def found(self) -> Iterator[Found]:
        """Give the documents whose original bytes agree with their hash."""
        for number in sorted(self._told):
            found = next(filter(None, map(self._proven, self._told[number])), None)
            if found is None:
                found = next(filter(None, map(self._unproven, self._told[number])), None)
            if found is not None:
                del self._originals[found.original["sha256"]]
                yield found
        numbers = range(self._last() + 1, 2**31)
        for number, original in zip(numbers, self._originals.values(), strict=False):
            yield self._nameless(number, original)

    def _last(self) -> int:
        """Give the highest number of a document, and tell of those that left nothing else."""
        known = max(self._told, default=0)
        named = {*self._seals, *self._readings}
        last = max((each for each in named if each < known + COUNTED_ON), default=0)
        last = max(last, known)
        for number in range(1, min(last, len(named) + len(self._told) + COUNTED_ON) + 1):
            if number not in self._told:
                self._lose(number, "what was known of it is lost")
        return last

    def _proven(self, document: Row) -> Found | None:
        """Give a document of which a hash vouches for what is known."""
        original = self._originals.get(document["original"])
        if original is None or not self._record.sealed:
            return None
        told = {each.told for each in self._seals[document["number"]]}
        for rendition in self._texts[document["original"]]:
            found = Found(document, original, rendition, None)
            if seal_of(_rows_told(found)).told in told:
                return self._with_reading(found)
        return None

    def _unproven(self, document: Row) -> Found | None:
        """Give a document of which nothing vouches for more than its bytes and text."""
        number, sha256 = document["number"], document["original"]
        if document in self._record.rows[_STRAY_DOCUMENTS]:
            return None
        if sha256 not in self._originals:
            self._lose(number, f"{document['name']}: its original bytes are damaged or missing")
            return None
        rendition = next(iter(self._texts[sha256]), None)
        found = Found(document, self._originals[sha256], rendition, None)
        if self._record.sealed:
            self._lose(number, f"{document['name']}: its name, title or date may be altered")
        return self._with_reading(found)

    def _nameless(self, number: int, original: Row) -> Found:
        """Give a document of which the bytes are there and nothing else but perhaps the text."""
        sha256 = original["sha256"]
        self._lose(number, f"{sha256[:12]}: its name, title and date are lost")
        document = dict.fromkeys(schema.document.columns.keys())
        document |= {"number": number, "original": sha256, "name": sha256[:12], "kind": "other"}
        rendition = next(iter(self._texts[sha256]), None)
        return self._with_reading(Found(document, original, rendition, None))

    def _with_reading(self, found: Found) -> Found:
        number, name = found.document["number"], found.document["name"]
        if found.rendition is None:
            self._lose(number, f"{name}: its text is damaged or missing: read it again")
            return found
        for reading in self._readings[number]:
            rows = self._rows_read(found, reading)
            if self._vouched(number, rows, found.rendition["text"]):
                return replace(found, rows=rows)
        self._lose(number, f"{name}: its reading is damaged or missing: read it again")
        return found

    def _rows_read(self, found: Found, reading: Row) -> Rows:
        entries = self._entries[reading["id"]]
        rows = _rows_told(found) | {"reading": [reading], "entry": entries}
        ids = [each["id"] for each in entries]
        return rows | {
            name: [row for number in ids for row in self._owned[name][number]] for name in OWNERS
        }

    def _vouched(self, number: int, rows: Rows, told: str) -> bool:
        if self._record.sealed:
            return seal_of(rows).read in {each.read for each in self._seals[number]}
        return _holds_together(rows, told)

    def _lose(self, number: int, what: str) -> None:
        self._record.lost.append(Problem(f"d{number}", what))


def _is_whole(original: Row) -> bool:
    return bool(hashlib.sha256(original["content"]).hexdigest() == original["sha256"])


def _has_its_text(rendition: Row) -> bool:
    told = rendition["text"].encode("utf-8", "surrogatepass")
    return bool(hashlib.sha256(told).hexdigest() == rendition["text_sha256"])


def _rows_told(found: Found) -> Rows:
    """Give what the first hash of a document is over."""
    original = {name: found.original[name] for name in ("sha256", "media_type")}
    rendition = {name: value for name, value in (found.rendition or {}).items() if name != "text"}
    rows: Rows = {name: [] for name in ("reading", "entry", *OWNERS)}
    return rows | {
        "document": [found.document],
        "original": [original],
        "rendition": [rendition] if rendition else [],
    }


def _holds_together(rows: Rows, told: str) -> bool:
    """Tell whether a reading of a version without seals is whole, as far as can be seen."""
    entries = {each["id"] for each in rows["entry"]}
    keys = {each["key"] for each in rows["entry"]}
    pointed = (
        row[name]
        for table in OWNERS
        for row in rows[table]
        for name in pointers(schema.metadata.tables[table])
    )
    anchored = all(
        Selector(row["start"], row["end"], row["exact"], row["prefix"], row["suffix"])
        == Selector.at(told, Span(row["start"], row["end"]))
        for row in rows["selector"]
    )
    each_is_there = len(entries) == len(keys) == len(rows["entry"]) and all(
        entry in entries
        for entry in (row[owner] for table, owner in OWNERS.items() for row in rows[table])
    )
    return each_is_there and anchored and all(each in {*entries, None} for each in pointed)


def _grouped(rows: Iterable[Row], key: str) -> defaultdict[Any, list[Row]]:
    grouped: defaultdict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row[key]].append(row)
    return grouped


def decisions(record: Wreck) -> list[Row]:
    """Give the decisions that are as they were written, in their order; tell of the others."""
    whole = {each["number"]: each for each in record.rows["decision"] if is_as_written(each)}
    for each in record.rows["decision"]:
        if each["number"] not in whole:
            read = f"{each['who']!r}, {each['at']!r}: {each['action']!r} {each['entry']!r}"
            what = f"its hash differs, so it is left out; what is there now reads {read}"
            record.lost.append(Problem(f"decision {each['number']}", what))
    return [whole[number] for number in sorted(whole)]


def removed(record: Wreck, decided: Iterable[Row]) -> list[Row]:
    """Give the originals of documents that somebody decided to remove: hashes without bytes."""
    gone = {each["document"] for each in decided if each["action"] == "remove"}
    there = {each["original"] for each in record.rows["document"]}
    emptied = (each for each in record.rows["original"] if each["content"] == b"")
    return [each for each in emptied if each["sha256"] in gone - there]
