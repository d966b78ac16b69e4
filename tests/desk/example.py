"""The entries of the example's record by words that they hold.

Their ids change whenever the example is read better, and no test of the desk is about that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verbale.record.rows import Contents

__all__ = ["Example"]

_NAMED: Final = re.compile(r"\{(statement|actor|figure):([^}]+)\}")


@dataclass(frozen=True)
class Example:
    """What is on record of the example."""

    contents: Contents

    def at(self, path: str) -> str:
        """Put ids into an address that names entries: `/entries/{figure:74 associations}`."""
        return _NAMED.sub(lambda named: str(getattr(self, named[1])(named[2])), path)

    def document(self, name: str) -> str:
        """Give the id of the document with a part of its file's name."""
        return _only(name, [row.id for row in self.contents.documents if name in row.name])

    def statement(self, words: str) -> str:
        """Give the id of the statement with these words."""
        return _only(words, [row.id for row in self.contents.statements if words in row.words])

    def actor(self, name: str, document: str = "") -> str:
        """Give the id of who is called so: in a document, else in the first that names them."""
        found = [row for row in self.contents.actors if name in (row.name, *row.names)]
        within = [row.id for row in found if row.document == (document or found[0].document)]
        return _only(name, within)

    def figure(self, words: str) -> str:
        """Give the id of the figure with these words."""
        found = [row.id for row in self.contents.figures if words in row.words.exact]
        return _only(words, found)

    def occasion(self, words: str) -> str:
        """Give the id of the occasion with these words."""
        found = [row.id for row in self.contents.occasions if words in row.words.exact]
        return _only(words, found)

    def change(self, words: str) -> str:
        """Give the id of the status change with these words."""
        found = [row.id for row in self.contents.status_changes if words in row.words.exact]
        return _only(words, found)


def _only(words: str, found: Iterable[str]) -> str:
    """Give what was found, which has to be one; of many a test would be about any."""
    ids = list(found)
    assert len(ids) == 1, f"{words!r} is found in {ids}"
    return ids[0]
