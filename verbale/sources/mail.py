"""Mail: the message as a letter, and what is attached to it as documents of their own."""

from __future__ import annotations

import re
from email import policy
from email.parser import BytesParser
from email.utils import parseaddr
from typing import TYPE_CHECKING, Final, cast

from verbale.errors import UnreadableDocument
from verbale.sources.extract import Extract, Inner
from verbale.sources.metadata import Metadata, possible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime
    from email.message import EmailMessage

    from verbale.sources.extract import Source

__all__ = ["parse"]

_LABELS: Final = ("From", "To", "Cc", "Message-ID", "In-Reply-To")
_NO_DOCUMENTS: Final = ("image", "audio", "video")
_TRAILING: Final = re.compile(r"[ \t]+$", re.MULTILINE)
_MOST_PARTS: Final = 1_000


def parse(source: Source) -> Iterator[Extract | Inner]:
    """Give the message with its subject, sender and day, then its attachments.

    Raises `UnreadableDocument` when it has neither.
    """
    message = BytesParser(policy=policy.default).parsebytes(source.read())
    body = message.get_body(("plain", "html"))
    text = _text(cast("EmailMessage", body)) if body is not None else ""
    attached = list(_attachments(message))
    if text.strip():
        yield Extract(
            text,
            "message/rfc822",
            "email",
            metadata=_metadata(message, source.today),
            labels=_labels(message),
        )
    elif not attached:
        raise UnreadableDocument(f"{source.name} is a mail without text. Check that it was saved.")
    yield from attached


def _text(part: EmailMessage) -> str:
    try:
        content = str(part.get_content())
    except (LookupError, UnicodeError):
        payload = cast("bytes", part.get_payload(decode=True))
        content = payload.decode("utf-8", errors="replace")
    content = content.replace("\r\n", "\n")
    if part.get_content_subtype() == "html":
        from verbale.sources.web_page import visible_text  # noqa: PLC0415 - few mails need it

        return visible_text(content)
    if part.get_param("format") == "flowed":
        content = re.sub(r"(?<=[^\s-]) \n(?=[^\s>])", " ", content)
    return _TRAILING.sub("", content).strip("\n") + "\n"


def _attachments(message: EmailMessage) -> Iterator[Inner]:
    body = message.get_body(("plain", "html"))
    for number, part in enumerate(_parts(message), start=1):
        if part is body or part.get_content_maintype() in _NO_DOCUMENTS:
            continue
        if not (part.is_attachment() or part.get_filename()):
            continue
        if part.get_content_type() == "message/rfc822":
            inner = cast("list[EmailMessage]", part.get_payload())
            data, ending = inner[0].as_bytes(), ".eml"
        else:
            data, ending = cast("bytes", part.get_payload(decode=True) or b""), ""
        name = (part.get_filename() or f"attachment-{number}{ending}").replace("/", "_")
        if data:
            yield Inner(name, data, passed_over=part.get_content_subtype().endswith("signature"))


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """Walk the parts, not into messages that are attached."""
    waiting = [message]
    seen = 0
    while waiting and seen < _MOST_PARTS:
        part = waiting.pop(0)
        seen += 1
        if part.get_content_maintype() == "multipart":
            waiting += cast("Iterator[EmailMessage]", part.iter_parts())
        else:
            yield part


def _metadata(message: EmailMessage, today: date) -> Metadata:
    name, address = parseaddr(_header(message, "From"))
    return Metadata(
        title=_header(message, "Subject") or None,
        publisher=name or address or None,
        published=possible(_day(message), today),
        kind="letter",
    )


def _day(message: EmailMessage) -> str | None:
    try:
        moment: datetime | None = message["Date"].datetime if message["Date"] else None
    except (AttributeError, ValueError, TypeError):
        return None
    return moment.date().isoformat() if moment else None


def _labels(message: EmailMessage) -> tuple[tuple[str, str], ...]:
    told = ((name.lower(), _header(message, name)) for name in _LABELS)
    return tuple((name, value) for name, value in told if value)


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message[name] or "").split())
    except (ValueError, AttributeError, IndexError):  # the stdlib's parser of odd headers raises
        return ""
