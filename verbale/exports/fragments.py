"""Links to the very words on the web page that a document came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from verbale.record.rows import one_line

if TYPE_CHECKING:
    from verbale.record.rows import DocumentRow, StatementRow

__all__ = ["fragment_link", "link_to_words", "text_directive"]

_WORDS_AT_EACH_END: Final = 5  # of a long passage that a link points at


def fragment_link(row: StatementRow, document: DocumentRow) -> str | None:
    """Give a link to a statement on the web page that its document came from, if it came so."""
    return link_to_words(document.name, row.content[0].exact if row.content else "")


def link_to_words(name: str, passage: str) -> str | None:
    """Give a link to a passage of the web page `name`, to its top if the passage is empty.

    `None` when the name is no web address.
    """
    if not name.startswith(("http://", "https://")):
        return None
    page = name.partition("#")[0]
    return f"{page}#{text_directive(passage)}" if passage else page


def text_directive(passage: str) -> str:
    """Give what after the # of an address makes browsers show a passage; of a long one its ends.

    >>> text_directive("a follow-up")
    ':~:text=a%20follow%2Dup'
    """
    words = one_line(passage).split(" ")
    ends = [words]
    if len(words) > 2 * _WORDS_AT_EACH_END:
        ends = [words[:_WORDS_AT_EACH_END], words[-_WORDS_AT_EACH_END:]]
    # In a text directive hyphens and commas have a meaning of their own.
    parts = [quote(" ".join(each), safe="", errors="replace").replace("-", "%2D") for each in ends]
    return f":~:text={','.join(parts)}"
