"""Plain text: the text is what the bytes say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.sources.decoding import decode
from verbale.sources.extract import Extract
from verbale.sources.timed_text import labelled_transcript

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbale.sources.extract import Source

__all__ = ["parse"]


def parse(source: Source) -> Iterator[Extract]:
    """Give the text as it is, or a transcript when its lines begin with times."""
    text = decode(source.read(), source.name)
    yield labelled_transcript(text) or Extract(text, "text/plain", "plain")
