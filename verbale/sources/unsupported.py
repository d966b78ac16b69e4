"""Documents of formats that are told apart but not read: what to do with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from verbale.errors import UnreadableDocument

if TYPE_CHECKING:
    from verbale.sources.extract import Source

__all__ = ["parse"]


def parse(source: Source) -> NoReturn:
    """Refuse an old office file or RTF. Raises `UnreadableDocument`."""
    what = "an RTF file" if source.head(5) == b"{\\rtf" else "an old office file"
    raise UnreadableDocument(
        f"{source.name} is {what}. Save it as DOCX or PDF, for example with: "
        "soffice --headless --convert-to docx FILE"
    )
