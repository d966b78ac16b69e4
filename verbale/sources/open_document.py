"""OpenDocument texts (ODT): paragraphs in their order, footnotes at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from verbale.errors import UnreadableDocument
from verbale.sources.extract import SIZE_LIMIT, Extract
from verbale.sources.metadata import Metadata

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

    from lxml.etree import _Element

__all__ = ["extract"]

_MEDIA_TYPE: Final = "application/vnd.oasis.opendocument.text"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"
_BLOCKS: Final = frozenset({f"{_TEXT}p", f"{_TEXT}h"})
_NOTE: Final = f"{_TEXT}note"
_LEFT_OUT: Final = frozenset({f"{_TEXT}tracked-changes", f"{_OFFICE}annotation"})
_SPACES: Final = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}


def extract(archive: zipfile.ZipFile, name: str) -> Extract:
    """Give the text of an OpenDocument file, with its title. Raises `UnreadableDocument`."""
    root = _xml(archive, "content.xml", name)
    notes: list[str] = []
    blocks = list(_blocks(root, notes))
    title = None
    if "meta.xml" in archive.namelist():
        title = _xml(archive, "meta.xml", name).findtext(f".//{_TITLE}")
    return Extract(
        "\n\n".join([*blocks, *notes]),
        _MEDIA_TYPE,
        "open-document",
        metadata=Metadata(title=(title or "").strip() or None),
    )


def _xml(archive: zipfile.ZipFile, part: str, name: str) -> _Element:
    try:
        with archive.open(part) as stream:
            data = stream.read(SIZE_LIMIT + 1)
    except KeyError as error:
        raise UnreadableDocument(f"{name} has no {part}: it is damaged. Get it again.") from error
    if len(data) > SIZE_LIMIT or b"<!ENTITY" in data or b"<!DOCTYPE" in data:
        raise UnreadableDocument(
            f"{name} has a {part} that is too large or declares entities: a bomb. Leave it out."
        )
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _blocks(root: _Element, notes: list[str]) -> Iterator[str]:
    for element in root:
        if element.tag in _LEFT_OUT or not isinstance(element.tag, str):
            continue
        if element.tag in _BLOCKS:
            if words := "".join(_pieces(element, notes)).strip():
                yield words
        elif element.tag == f"{_TABLE}table-row":
            if row := " ".join(_blocks_of_cells(element, notes)):
                yield row
        else:
            yield from _blocks(element, notes)


def _blocks_of_cells(row: _Element, notes: list[str]) -> Iterator[str]:
    for cell in row.iter(f"{_TABLE}table-cell"):
        yield from _blocks(cell, notes)


def _pieces(element: _Element, notes: list[str]) -> Iterator[str]:
    """Give the words in a paragraph; its footnotes go to `notes`."""
    yield _flat(element.text)
    for child in element:
        if child.tag == _NOTE:
            notes.extend(_blocks(child, []))
        elif child.tag == f"{_TEXT}s":
            yield " " * min(100, int(child.get(f"{_TEXT}c", "1")))
        elif child.tag in _SPACES:
            yield _SPACES[child.tag]
        elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
            yield from _pieces(child, notes)
        yield _flat(child.tail)


def _flat(text: str | None) -> str:
    """Give a text with its white space as ODF counts it: any run of it is one space."""
    if not text:
        return ""
    flat = " ".join(text.split())
    return f"{' ' * text[0].isspace()}{flat}{' ' * (text[-1].isspace() and bool(flat))}"
