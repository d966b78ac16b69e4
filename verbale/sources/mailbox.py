"""Mailboxes in the mbox form: one message after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from verbale.sources.extract import SIZE_LIMIT, Inner, Unread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbale.sources.extract import Source

__all__ = ["parse"]

_LONGEST_LINE: Final = 1_000_000  # bytes


def parse(source: Source) -> Iterator[Inner | Unread]:
    """Give the messages, called `message-1.eml` and so on."""
    for number, data in enumerate(_messages(source), start=1):
        name = f"message-{number}.eml"
        if len(data) > SIZE_LIMIT:
            reason = f"{source.name}/{name} is larger than {SIZE_LIMIT // 1_000_000} MB."
            yield Unread(name, reason)
        else:
            yield Inner(name, data)


def _messages(source: Source) -> Iterator[bytes]:
    lines: list[bytes] = []
    size, blank = 0, True
    while line := source.stream.readline(_LONGEST_LINE):
        if blank and line.startswith(b"From "):
            if lines:
                yield b"".join(lines)
            lines, size = [], 0
            continue
        blank = not line.strip()
        # What writes a mailbox marks lines of a message that look like the beginning of the next.
        if line.lstrip(b">").startswith(b"From ") and line.startswith(b">"):
            line = line[1:]
        size += len(line)
        if size <= SIZE_LIMIT + _LONGEST_LINE:
            lines.append(line)
    if lines:
        yield b"".join(lines)
