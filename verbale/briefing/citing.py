"""Citations: sources numbered as they come up, and the paragraph in which words stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from verbale.briefing.model import Citation, Source
from verbale.briefing.safe import safe, safe_link
from verbale.exports.fragments import link_to_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verbale.briefing.gathering import Gathered
    from verbale.record.rows import DocumentRow

__all__ = ["Citing"]

_PARAGRAPH: Final = re.compile(r"^[^\S\n]*+(?=\S)(?:(\d{1,4})\.(?=\s))?", re.MULTILINE)


class Citing:
    """The sources of a briefing, which grow as it is written."""

    def __init__(self, gathered: Gathered) -> None:
        self._documents = {row.id: row for row in gathered.all_documents}
        self._texts: Mapping[str, str] = gathered.texts
        self._retrieved: Mapping[str, str] = gathered.retrieved
        self._sources: dict[str, Source] = {}
        self._paragraphs: dict[str, tuple[list[int], list[int | None]]] = {}

    @property
    def sources(self) -> tuple[Source, ...]:
        """What was cited so far, by number."""
        return tuple(self._sources.values())

    def number(self, document: str) -> int:
        """Give the number of a document, such as `d3`, which it gets when first cited."""
        if document not in self._sources:
            made = self._source(self._documents[document], len(self._sources) + 1)
            self._sources[document] = made
        return self._sources[document].number

    def cite(self, document: str, start: int, words: str) -> Citation:
        """Cite the words that start at a place of a document's text."""
        if document not in self._paragraphs:
            found = list(_PARAGRAPH.finditer(self._texts[document]))
            own = [int(each[1]) if each[1] else None for each in found]
            self._paragraphs[document] = ([each.start() for each in found], own)
        starts, numbers = self._paragraphs[document]
        counted = bisect_right(starts, start)
        own_number = numbers[counted - 1] if counted else None
        return Citation(
            source=self.number(document),
            paragraph=counted if own_number is None else own_number,
            own_number=own_number is not None,
            link=safe_link(link_to_words(self._documents[document].name, words)),
        )

    def _source(self, row: DocumentRow, number: int) -> Source:
        return Source(
            number=number,
            id=row.id,
            title=safe(row.title or row.name),
            publisher=safe(row.publisher) if row.publisher else None,
            published=row.published,
            name=safe(row.name),
            link=safe_link(link_to_words(row.name, "")),
            retrieved=self._retrieved.get(row.id),
            sha256=row.sha256,
        )
