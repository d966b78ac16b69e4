"""PDF to text: pages to words, words to lines in reading order, lines to paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pypdfium2 as pdfium

from verbale.errors import UnreadableDocument
from verbale.model import Page
from verbale.sources.extract import Extract, NotRecognised
from verbale.sources.metadata import Metadata
from verbale.sources.pdf_lines import lines_of
from verbale.sources.pdf_paragraphs import put_together
from verbale.sources.pdf_running import without_running_lines
from verbale.sources.pdf_scans import picture_of, shows_something, words_seen
from verbale.sources.pdf_turns import as_shown, upright
from verbale.sources.pdf_words import words_of
from verbale.sources.references import symbols_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pypdfium2 import PdfPage

    from verbale.model import Place
    from verbale.sources.extract import Source
    from verbale.sources.pdf_words import Word

__all__ = ["opened", "parse"]

_MOST_PAGES: Final = 3_000
_SURE_ENOUGH: Final = 0.8  # a clean scan has 0.95; from here on words are wrong in every line
# Titles that a program filled in: "Microsoft Word - letter.doc", "untitled", "scan0001.pdf".
_NO_TITLE: Final = re.compile(
    r"microsoft |\(?(?:untitled|anonymous)\b|.*\.\w{3,4}$|\W*$", re.IGNORECASE
)


def parse(source: Source) -> Iterator[Extract]:
    """Give the text of a PDF in reading order, footnotes last, with the place of every word.

    Raises `UnreadableDocument` when it is locked, scanned or has too many pages.
    """
    with opened(source.read(), source.name) as document:
        count = len(document)
        if count > _MOST_PAGES:
            raise UnreadableDocument(
                f"{source.name} has {count:,} pages. Split it into parts of {_MOST_PAGES:,}."
            )
        pages: list[Page] = []
        words: list[list[Word]] = []
        turns: list[int] = []
        scans: list[_Scan] = []
        for number in range(1, count + 1):
            page = document[number - 1]
            width, height = page.get_size()
            pages.append(Page(number, round(width, 2), round(height, 2)))
            found, turn = words_of(page, number)
            turns.append(turn)
            if not found and shows_something(page):
                scans.append(_recognised(page, number, source))
                found = scans[-1].words
            words.append(found)
            page.close()
        title = document.get_metadata_dict().get("Title", "").strip()
    if not any(words):
        raise UnreadableDocument(_no_text(source, count, scans))
    kept = without_running_lines(words, list(map(upright, pages, turns)))
    text, places = put_together(lines_of(kept))
    extractor, version = "pypdfium2", pdfium.PYPDFIUM_INFO.version
    if source.recogniser is not None and any(scan.words for scan in scans):
        extractor += f"+{source.recogniser.name}"
        version += f"+{source.recogniser.version}"
    yield Extract(
        text,
        "application/pdf",
        extractor,
        version,
        metadata=Metadata(title=None if _NO_TITLE.match(title) else title),
        pages=tuple(pages),
        places=tuple(_as_shown(places, pages, turns)) if any(turns) else places,
        labels=(*_symbol_of_heads(words, kept), *_about_scans(scans)),
    )


def _as_shown(places: Iterable[Place], pages: list[Page], turns: list[int]) -> Iterator[Place]:
    for place in places:
        yield as_shown(place, pages[place.page - 1], turns[place.page - 1])


@dataclass(frozen=True, slots=True)
class _Scan:
    """A page that is a picture, and what was recognised on it: how surely, letter by letter.

    Where there are no words, `lost` says why.
    """

    number: int
    words: list[Word]
    sure: float = 0.0
    lost: str = "nothing was seen on it"


def _recognised(page: PdfPage, number: int, source: Source) -> _Scan:
    if source.recogniser is None:
        return _Scan(number, [], lost="tesseract is not installed")
    picture = picture_of(page)
    try:
        seen = source.recogniser.words(picture)
    except NotRecognised as error:
        return _Scan(number, [], lost=str(error))
    letters = sum(len(each.text) for each in seen)
    sure = sum(each.sure * len(each.text) for each in seen) / max(1, letters)
    return _Scan(number, words_seen(seen, number, picture.scale), sure)


def _about_scans(scans: list[_Scan]) -> Iterator[tuple[str, str]]:
    """Tell which pages were recognised, and warn of those that are lost or hard to read."""
    seen = [scan for scan in scans if scan.words]
    poor = [scan for scan in seen if scan.sure < _SURE_ENOUGH]
    lost = [scan for scan in scans if not scan.words]
    if seen:
        yield "scanned", _numbers(seen)
    if poor:
        least = min(scan.sure for scan in poor)
        told = "names and figures may be wrong"
        yield "warning", f"{_numbers(poor)} recognised with {least:.0%} confidence: {told}"
    if lost:
        yield "warning", f"no text on {_numbers(lost)}, a picture or scan: {lost[0].lost}"


def _numbers(scans: list[_Scan]) -> str:
    numbers = ", ".join(str(scan.number) for scan in scans)
    return f"page{'' if len(scans) == 1 else 's'} {numbers}"


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


def opened(data: bytes, name: str) -> pdfium.PdfDocument:
    """Open the PDF file in `data`. Raises `UnreadableDocument` when it is locked or damaged."""
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            said = f"{name} is locked. Save it without its password."
        else:
            said = f"{name} is a damaged or unfinished PDF file. Get it again."
        raise UnreadableDocument(said) from error


def _no_text(source: Source, count: int, scans: list[_Scan]) -> str:
    pages = "page 1, has" if count == 1 else f"pages 1 to {count}, have"
    if not scans:
        them = "it" if count == 1 else "them"
        return f"{source.name}, {pages} nothing on {them}. Check that it was saved."
    remedy = "recognise it first, for example with: ocrmypdf SCAN.pdf TEXT.pdf"
    if source.recogniser is None:
        remedy = f"Install tesseract to have it recognised, or {remedy}"
        return f"{source.name}, {pages} no text: scanned. {remedy}"
    why = scans[0].lost
    return (
        f"{source.name}, {pages} no text that is recognised ({why}). Get a better scan, or {remedy}"
    )
