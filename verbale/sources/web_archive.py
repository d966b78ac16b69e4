"""Web archives (WARC): every page that was got, with its address, its moment and its headers."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from fastwarc import ArchiveIterator, WarcRecordType

from verbale.errors import UnreadableDocument
from verbale.model import Origin
from verbale.sources.extract import SIZE_LIMIT, Inner, Unread
from verbale.sources.formats import format_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastwarc import WarcRecord

    from verbale.sources.extract import Source

__all__ = ["parse"]

_WANTED: Final = WarcRecordType.response | WarcRecordType.resource
_OK: Final = 200
_FILE: Final = "file:///"  # begins the addresses of files that were no pages: see the export
_LINE_LIMIT: Final = 65_536  # bytes of one header
_PROGRAMS: Final = ("css", "javascript", "ecmascript", "json", "font", "image/", "video/", "audio/")


def parse(source: Source) -> Iterator[Inner | Unread]:
    """Give what was got, one document per answer; pictures, styles and programs are passed over.

    Raises `UnreadableDocument` when nothing in it can be read as a web archive.
    """
    count = 0
    try:
        records = ArchiveIterator(
            source.stream,
            record_types=_WANTED,
            auto_decode="all",
            max_header_len=_LINE_LIMIT,
            fsspec_args=False,
        )
        for record in records:
            count += 1
            found = _page(record, source.name)
            if found is not None:
                yield found
    except OSError as error:
        reason = f"{source.name} is damaged after {count} records ({error}). Get it again."
        yield Unread("", reason)
        return
    if not count:
        raise UnreadableDocument(f"{source.name} holds no page that was got. Get it again.")


def _page(record: WarcRecord, name: str) -> Inner | Unread | None:
    headers: Any = record.http_headers
    if headers is not None and headers.status_code != _OK:
        return None
    kind = (record.http_content_type or record.headers.get("Content-Type") or "").lower()
    url = str(record.headers.get("WARC-Target-URI") or "").strip("<>")
    of_a_file = url.startswith(_FILE)
    if any(word in kind for word in _PROGRAMS) and not of_a_file:
        return None
    if of_a_file:
        url = unquote(url.removeprefix(_FILE))
    data = record.reader.read(SIZE_LIMIT + 1)
    if len(data) > SIZE_LIMIT:
        return Unread(url, f"{url} in {name} is larger than {SIZE_LIMIT // 1_000_000} MB.")
    if not data.strip() or format_of(data[:65_536], url) is None:
        return None
    if of_a_file:  # it has come here by no address, and its date is that of the archive
        return Inner(url, data)
    dated = "WARC-Date" in record.headers
    origin = Origin(
        url=url,
        retrieved=_moment(record) if dated else None,
        headers=tuple((str(key), str(value)) for key, value in headers.items()) if headers else (),
    )
    return Inner(url, data, origin=origin, passed_over=True)


def _moment(record: WarcRecord) -> str:
    return record.record_date.astimezone(UTC).isoformat(timespec="seconds")
