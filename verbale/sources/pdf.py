"""PDF to text: pages to words, words to lines in reading order, lines to paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

import pypdfium2 as pdfium

from verbale.errors import UnreadableDocument
from verbale.model import Page
from verbale.sources.extract import Extract
from verbale.sources.metadata import Metadata
from verbale.sources.pdf_lines import lines_of
from verbale.sources.pdf_paragraphs import put_together
from verbale.sources.pdf_running import without_running_lines
from verbale.sources.pdf_words import words_of
from verbale.sources.references import symbols_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbale.sources.extract import Source
    from verbale.sources.pdf_words import Word

__all__ = ["parse"]

_MOST_PAGES: Final = 3_000
# Titles that a program filled in: "Microsoft Word - letter.doc", "untitled", "scan0001.pdf".
_NO_TITLE: Final = re.compile(
    r"microsoft |\(?(?:untitled|anonymous)\b|.*\.\w{3,4}$|\W*$", re.IGNORECASE
)


def parse(source: Source) -> Iterator[Extract]:
    """Give the text of a PDF in reading order, footnotes last, with the place of every word.

    Raises `UnreadableDocument` when it is locked, scanned or has too many pages.
    """
    with _opened(source) as document:
        count = len(document)
        if count > _MOST_PAGES:
            raise UnreadableDocument(
                f"{source.name} has {count:,} pages. Split it into parts of {_MOST_PAGES:,}."
            )
        pages: list[Page] = []
        words: list[list[Word]] = []
        for number in range(count):
            page = document[number]
            width, height = page.get_size()
            pages.append(Page(number + 1, round(width, 2), round(height, 2)))
            words.append(words_of(page, number + 1))
            page.close()
        title = document.get_metadata_dict().get("Title", "").strip()
    if not any(words):
        raise UnreadableDocument(_scanned(source.name, count))
    kept = without_running_lines(words, pages)
    text, places = put_together(lines_of(kept))
    yield Extract(
        text,
        "application/pdf",
        "pypdfium2",
        pdfium.PYPDFIUM_INFO.version,
        metadata=Metadata(title=None if _NO_TITLE.match(title) else title),
        pages=tuple(pages),
        places=places,
        labels=tuple(_symbol_of_heads(words, kept)),
    )


def _symbol_of_heads(words: list[list[Word]], kept: list[list[Word]]) -> Iterator[tuple[str, str]]:
    """Give the document's own symbol, which stands in the heads of its pages."""
    symbols: Counter[str] = Counter()
    for before, after in zip(words, kept, strict=True):
        inside = {id(word) for word in after}
        head = " ".join(word.text for word in before if id(word) not in inside)
        symbols.update({each.symbol for each in symbols_in(head)})
    for symbol, count in symbols.most_common(1):
        if count > 1:
            yield "symbol", symbol


def _opened(source: Source) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(source.read())
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            said = f"{source.name} is locked. Save it without its password."
        else:
            said = f"{source.name} is a damaged or unfinished PDF file. Get it again."
        raise UnreadableDocument(said) from error


def _scanned(name: str, count: int) -> str:
    pages = "page 1, has" if count == 1 else f"pages 1 to {count}, have"
    return (
        f"{name}, {pages} no text: scanned. Recognise it first, for example with: "
        "ocrmypdf SCAN.pdf TEXT.pdf"
    )
