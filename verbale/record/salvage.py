"""What can be read of a damaged record file, put into a new one.

Nothing is taken over that no hash vouches for: bytes and texts have one each, and so has every
decision; a document has one over what is known of it, and one over its reading (`seals.py`). A
reading that does not agree with its hash is left out whole, and its document stays, to be read
again. A decision keeps its number and its hashes, so that `verify` tells which ones are missing for
as long as the new record is kept.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import insert, text

from verbale.errors import NotARecord, RecordUnwritable
from verbale.reading import NOT_READ
from verbale.record import attaching, schema, seals, tying, unread
from verbale.record.checking import Problem
from verbale.record.decisions import chain_faults
from verbale.record.engine_sqlite import SqliteFile, without_keys
from verbale.record.engines import opened, writing_to
from verbale.record.seals import OWNERS
from verbale.record.sqlite_pages import Pages
from verbale.record.wreckage import COUNTED_ON, decisions, documents, read_wreck, removed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from verbale.record.places import Place
    from verbale.record.seals import Row
    from verbale.record.wreckage import Found, Wreck

__all__ = ["Salvaged", "salvage"]

_NO_TEXT: Final = "none"  # in the place of the name of what took a text from the bytes


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was saved: ids of documents, those among them to be read again, and decisions.

    `lost` names everything that was not, and every break in the log.
    """

    documents: tuple[str, ...]
    unread: tuple[str, ...]
    decisions: int
    lost: tuple[Problem, ...]


def salvage(old: Place, new: Place) -> Salvaged:
    """Put what can be read of the file `old` into a new file `new`; `old` stays as it is.

    Raises `NotARecord` when `old` is no file, and `RecordUnwritable` when it cannot be opened or
    `new` is there already.
    """
    if not isinstance(old, SqliteFile) or not isinstance(new, SqliteFile):
        server = new if isinstance(old, SqliteFile) else old
        raise NotARecord(f"{server} is on a server, and salvage is for files. Name a file.")
    if new.path.exists():
        raise RecordUnwritable(f"{new} exists already. Name a file that does not.")
    record = read_wreck(_pages(old))
    found = list(documents(record))
    decided = decisions(record)
    try:
        _make(new, found, decided, record)
    except BaseException:
        new.path.unlink(missing_ok=True)  # so that the same command can be run again
        raise
    return Salvaged(
        documents=tuple(f"d{each.document['number']}" for each in found),
        unread=tuple(f"d{each.document['number']}" for each in found if each.rows is None),
        decisions=len(decided),
        lost=tuple(record.lost),
    )


def _pages(old: SqliteFile) -> Pages:
    try:
        return Pages.of(old.path)
    except OSError as error:
        message = f"{old} cannot be opened: {error.strerror}. Check its name and rights."
        raise RecordUnwritable(message) from error


def _make(new: Place, found: list[Found], decided: list[Row], record: Wreck) -> None:
    engine = opened(new, "write")
    without_keys(engine)  # a decision stays, also one about a document that is lost
    numbers = [each.document["number"] for each in found]
    try:
        with writing_to(engine, new, "salvage") as connection:
            _write(connection, found)
            _insert(connection, "original", removed(record, decided))
            _write_log(connection, decided, record.rows["sqlite_sequence"])
            for number in numbers:
                attaching.reattach(connection, number)
            unread.put_all(connection)
            tying.note(connection, numbers)
            record.lost += _breaks(connection, record)
    finally:
        engine.dispose()


def _write(connection: Connection, found: Iterable[Found]) -> None:
    """Write documents, their readings under the numbers of the documents, and their seals."""
    for each in found:
        number, sha256 = each.document["number"], each.document["original"]
        rendition = each.rendition or {
            "extractor": _NO_TEXT,
            "extractor_version": "",
            "text": "",
            "characters": 0,
            "text_sha256": hashlib.sha256(b"").hexdigest(),
        }
        reader = each.rows["reading"][0]["reader"] if each.rows else NOT_READ
        reading = {"id": number, "document": number, "rendition": number, "reader": reader}
        _insert(connection, "original", [each.original])
        _insert(connection, "document", [each.document])
        _insert(connection, "rendition", [{**rendition, "id": number, "original": sha256}])
        _insert(connection, "reading", [reading])
        if each.rows is not None:
            entries = [row for row in each.rows["entry"] if not seals.is_added(row["key"])]
            kept = {row["id"] for row in entries}
            _insert(connection, "entry", [{**row, "reading": number} for row in entries])
            for name, owner in OWNERS.items():
                _insert(connection, name, [row for row in each.rows[name] if row[owner] in kept])
        seals.seal(connection, number)


def _insert(connection: Connection, table: str, rows: list[Row]) -> None:
    if rows:
        connection.execute(insert(schema.metadata.tables[table]), rows)


def _write_log(connection: Connection, decided: list[Row], counted: list[Row]) -> None:
    """Write decisions as they were, and go on counting after the last one that there was."""
    _insert(connection, "decision", decided)
    last = decided[-1]["number"] if decided else 0
    told = [each.get("seq") for each in counted if each.get("name") == "decision"]
    # A number far from those of all decisions is damaged itself.
    believed = [seq for seq in told if isinstance(seq, int) and last < seq < last + COUNTED_ON]
    if believed:
        connection.execute(text("DELETE FROM sqlite_sequence WHERE name = 'decision'"))
        count = text("INSERT INTO sqlite_sequence (name, seq) VALUES ('decision', :last)")
        connection.execute(count, {"last": max(believed)})


def _breaks(connection: Connection, record: Wreck) -> list[Problem]:
    """Give what is missing of the log and is not told yet."""
    told = {each.where for each in record.lost}
    faults = [Problem(f"decision {number}", what) for number, what in chain_faults(connection)]
    return [each for each in faults if each.where not in told]
