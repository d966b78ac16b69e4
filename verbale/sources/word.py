"""Word files (DOCX): paragraphs and tables in their order, footnotes at the end."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Final

import docx
from docx.oxml.ns import qn
from lxml import etree

from verbale.errors import UnreadableDocument
from verbale.sources.extract import Extract
from verbale.sources.metadata import Metadata

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

    from docx.document import Document
    from lxml.etree import _Element

    from verbale.sources.extract import Source

__all__ = ["extract"]

_MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NOTES: Final = ("/word/footnotes.xml", "/word/endnotes.xml")
_XML: Final = (".xml", ".rels")
_BEFORE_ROOT: Final = 4096  # bytes; a declaration after more than that is not resolved anyway
_TEXT: Final = qn("w:t")
_BREAKS: Final = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n"}
_HYPHEN: Final = qn("w:noBreakHyphen")
_PARAGRAPH: Final = qn("w:p")
_ROW: Final = qn("w:tr")
_CELL: Final = qn("w:tc")
# What is struck out, told twice for older readers, or an instruction instead of its result.
_LEFT_OUT: Final = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:instrText")})
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_VERSION: Final = version("python-docx")  # not looked for again with each file


def extract(archive: zipfile.ZipFile, source: Source) -> Extract:
    """Give the text of a Word file, with its title; deleted text of tracked changes is left out.

    Raises `UnreadableDocument` when it declares entities, as no word processor does.
    """
    for info in archive.infolist():
        if info.filename.endswith(_XML):
            with archive.open(info) as part:
                if b"<!DOCTYPE" in part.read(_BEFORE_ROOT):
                    raise UnreadableDocument(
                        f"{source.name} declares entities: a bomb. Leave it out."
                    )
    source.stream.seek(0)
    document = docx.Document(source.stream)
    blocks = [*_blocks(document.element.body), *_notes(document)]
    title = document.core_properties.title
    return Extract(
        "\n\n".join(blocks),
        _MEDIA_TYPE,
        "python-docx",
        _VERSION,
        metadata=Metadata(title=title.strip() or None),
    )


def _blocks(root: _Element) -> Iterator[str]:
    """Give the text of each paragraph, and of each row of a table as one."""
    for element in root:
        if element.tag == _PARAGRAPH:
            if words := _words(element):
                yield words
        elif element.tag == _ROW:
            cells = (" ".join(_blocks(cell)) for cell in element.iter(_CELL))
            if row := " ".join(filter(None, cells)):
                yield row
        elif element.tag not in _LEFT_OUT and isinstance(element.tag, str):
            yield from _blocks(element)


def _words(paragraph: _Element) -> str:
    pieces: list[str] = []
    walk = etree.iterwalk(paragraph, events=("start",))
    for _, element in walk:
        if element.tag in _LEFT_OUT or element.tag == _FALLBACK:
            walk.skip_subtree()
        elif element.tag == _TEXT:
            pieces.append(element.text or "")
        elif element.tag in _BREAKS:
            pieces.append(_BREAKS[element.tag])
        elif element.tag == _HYPHEN:
            pieces.append("-")
        elif element.tag == _PARAGRAPH and pieces and element is not paragraph:
            pieces.append("\n")  # a text box inside the paragraph
    return "".join(pieces).strip()


def _notes(document: Document) -> Iterator[str]:
    for part in document.part.package.iter_parts():
        if str(part.partname) in _NOTES:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            yield from _blocks(etree.fromstring(part.blob, parser))
