"""A document as a web archive: its bytes, how they were told, its text, and the chain of custody.

A WARC file (ISO 28500) holds them as four records; a WACZ file packs it with an index and a
manifest of hashes, as programs that show archives want it. `verbale add` reads both.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import uuid
import zipfile
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

from fastwarc import WarcRecord, WarcRecordType

from verbale.errors import UnwritableFile, WrongMetadata

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from verbale.record.rows import CustodyRow

__all__ = ["write_web_archive"]

_IDS: Final = uuid.UUID("6f0e7d5c-3f0b-4a39-9a43-5d1b6c1c9a10")  # of records of the same content
_WARC_IN_WACZ: Final = "archive/data.warc.gz"
# These told of the bytes on their way; they are kept unpacked and whole.
_ON_THE_WAY: Final = frozenset({"content-encoding", "content-length", "transfer-encoding"})
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)  # a ZIP file has no other dates in it than ours


@dataclass(frozen=True, slots=True)
class _Kept:
    """A document with its bytes and text, and the moment of the export (ISO 8601, UTC)."""

    custody: CustodyRow
    content: bytes
    text: str
    at: str

    @property
    def address(self) -> str:
        """Where the bytes lay on the web; else their name, as the address of a file."""
        lay_at = (*self.custody.redirects[-1:], self.custody.url)[0]
        return lay_at or f"file:///{quote(self.custody.name)}"

    @property
    def date(self) -> str:
        """When they were got, else when this was written: a record must bear a date."""
        return (self.custody.retrieved or self.at).removesuffix("+00:00").removesuffix("Z") + "Z"


def write_web_archive(
    path: Path, custody: CustodyRow, content: bytes, text: str, *, at: str, software: str
) -> None:
    """Write a document to a file whose name ends in .warc, .warc.gz or .wacz.

    Raises `WrongMetadata` for another ending, and `UnwritableFile`.
    """
    kept = _Kept(custody, content, text, at)
    records = [_written(record) for record in _records(kept, software)]
    if path.name.endswith(".warc"):
        data = b"".join(records)
    elif path.name.endswith(".warc.gz"):
        data = b"".join(_packed(record) for record in records)
    elif path.name.endswith(".wacz"):
        data = _wacz(kept, [_packed(record) for record in records], software)
    else:
        raise WrongMetadata(f"{path} is no web archive. Let it end in .warc, .warc.gz or .wacz.")
    try:
        path.write_bytes(data)
    except OSError as error:
        reason = error.strerror or "no reason given"
        raise UnwritableFile(
            f"{path} cannot be written: {reason}. Choose another place."
        ) from error


def _records(kept: _Kept, software: str) -> Iterator[WarcRecord]:
    """Give what was got, its text and its custody, after a head; the second holds the bytes."""
    told = f"software: {software}\r\nformat: WARC File Format 1.1\r\n".encode()
    yield _record(kept, "warcinfo", "application/warc-fields", told)
    source = kept.custody
    if source.url is not None and source.headers:
        head = "".join(f"{_name(name)}: {_line(value)}\r\n" for name, value in source.headers)
        block = f"HTTP/1.1 200 OK\r\n{head}\r\n".encode() + kept.content
        kind, media_type = "response", "application/http; msgtype=response"
    else:
        block, kind, media_type = kept.content, "resource", source.media_type
    got = _record(kept, kind, media_type, block)
    yield got
    text = _record(kept, "conversion", "text/plain; charset=utf-8", kept.text.encode())
    chain = json.dumps(asdict(source), ensure_ascii=False).encode()
    custody = _record(kept, "metadata", "application/json", chain)
    for each in (text, custody):
        each.headers["WARC-Refers-To"] = got.headers["WARC-Record-ID"]
        yield each


def _record(kept: _Kept, kind: str, media_type: str, block: bytes) -> WarcRecord:
    record = WarcRecord()
    urn = f"uuid:{uuid.uuid5(_IDS, f'{kind} {kept.custody.sha256}')}"
    record.init_headers(record_type=getattr(WarcRecordType, kind), record_urn=urn.encode())
    record.headers["WARC-Date"] = kept.date
    record.headers["Content-Type"] = media_type
    if kind != "warcinfo":
        record.headers["WARC-Target-URI"] = kept.address
    record.set_bytes_content(block)
    return record


def _written(record: WarcRecord) -> bytes:
    buffer = io.BytesIO()
    record.write(buffer, checksum_data=True)
    return buffer.getvalue()


def _packed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def _name(header: str) -> str:
    return f"x-orig-{header}" if header.lower() in _ON_THE_WAY else header


def _line(value: str) -> str:
    return " ".join(value.split())


def _wacz(kept: _Kept, records: list[bytes], software: str) -> bytes:
    page = {"id": kept.custody.id, "url": kept.address, "ts": kept.date, "title": kept.custody.name}
    head = {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}
    files = {
        _WARC_IN_WACZ: b"".join(records),
        "indexes/index.cdx": _index(kept, len(records[0]), len(records[1])),
        "pages/pages.jsonl": _json(head) + _json(page),
    }
    manifest = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": kept.custody.name,
        "created": kept.at,
        "software": software,
        "resources": [
            {
                "name": name.rsplit("/", 1)[1],
                "path": name,
                "hash": _digest(data),
                "bytes": len(data),
            }
            for name, data in files.items()
        ],
    }
    files["datapackage.json"] = _json(manifest)
    told = {"path": "datapackage.json", "hash": _digest(files["datapackage.json"])}
    files["datapackage-digest.json"] = _json(told)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, _EARLIEST), data)
    return buffer.getvalue()


def _index(kept: _Kept, offset: int, length: int) -> bytes:
    """Tell where the bytes are, in the one line of an index by reversed address (CDXJ)."""
    parts = urlsplit(kept.address)
    host = ",".join(reversed((parts.hostname or "").split(".")))
    where = f"{host}){parts.path}" + (f"?{parts.query}" if parts.query else "")
    moment = "".join(each for each in kept.date if each.isdecimal())
    told = {
        "url": kept.address,
        "mime": kept.custody.media_type,
        "status": "200",
        "digest": _digest(kept.content),
        "offset": str(offset),
        "length": str(length),
        "filename": "data.warc.gz",
    }
    return f"{where.lower()} {moment} ".encode() + _json(told)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"


def _digest(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"
