"""How a briefing looks in Word: the styles it uses, and the template that has others."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final, NamedTuple
from zipfile import BadZipFile

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from verbale.briefing.wording import clipped
from verbale.errors import WrongTemplate

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section as WordSection
    from docx.styles.style import ParagraphStyle

__all__ = ["ACCENT", "QUIET", "STYLES", "opened"]

_INK: Final = RGBColor(0x1D, 0x1F, 0x21)
QUIET: Final = RGBColor(0x5A, 0x5F, 0x64)
ACCENT: Final = RGBColor(0x1F, 0x4E, 0x79)
_FONT: Final = "Calibri"
_IN_FOOT: Final = 80  # characters of the title below each page


class _Look(NamedTuple):
    size: float
    before: float = 0
    after: float = 4
    indent: float = 0
    bold: bool = False
    colour: RGBColor = _INK
    with_next: bool = False


# The styles used, by the names that Word gives its own where it has them.
_LOOKS: Final = {
    "Normal": _Look(10.5, after=5),
    "Title": _Look(22, after=4, bold=True),
    "Subtitle": _Look(11, after=12, colour=QUIET),
    "Heading 1": _Look(14, before=20, after=6, bold=True, colour=ACCENT, with_next=True),
    "Heading 2": _Look(11, before=12, after=1, bold=True, with_next=True),
    "Quote": _Look(10.5, after=3),
    "Briefing Note": _Look(9, after=3, colour=QUIET),
    "Briefing Said": _Look(9, after=3, colour=QUIET, with_next=True),
    "Briefing State": _Look(10, after=4),
    "Briefing Reply": _Look(10, before=4, after=0, indent=18, with_next=True),
    "Briefing Reply Words": _Look(10.5, after=0, indent=18),
    "Briefing Reply Note": _Look(9, after=4, indent=18, colour=QUIET),
    "Briefing Source": _Look(9.5, after=4),
    "Briefing Cell": _Look(9, before=2, after=2),
}
STYLES: Final = {
    "title": "Title",
    "byline": "Subtitle",
    "section": "Heading 1",
    "cell": "Briefing Cell",
    "text": "Normal",
    "note": "Briefing Note",
    "entry": "Heading 2",
    "said": "Briefing Said",
    "words": "Quote",
    "state": "Briefing State",
    "reply": "Briefing Reply",
    "reply-words": "Briefing Reply Words",
    "reply-note": "Briefing Reply Note",
    "source": "Briefing Source",
}


def opened(template: bytes | None, name: str, title: str) -> Document:
    """Open a template without its text, else a page of our own; every style is there then.

    `name` stands for the template in messages. Raises `WrongTemplate`.
    """
    document = docx.Document() if template is None else _emptied(template, name)
    for style, look in _LOOKS.items():
        if template is None or style not in document.styles:
            _dress(document, style, look)
    if template is None:
        _lay_out_page(document.sections[0], title)
    return document


def _emptied(template: bytes, name: str) -> Document:
    try:
        document = docx.Document(io.BytesIO(template))
    except (BadZipFile, KeyError, PackageNotFoundError, SyntaxError, ValueError) as error:
        raise WrongTemplate(
            f"{name} is no Word file that can be opened ({error}). Save it as .docx once more."
        ) from error
    body = document.element.body
    for each in list(body):
        if each.tag != qn("w:sectPr"):  # the page, header and footer
            body.remove(each)
    if not len(body):
        body.append(OxmlElement("w:sectPr"))
    return document


def _dress(document: Document, name: str, look: _Look) -> None:
    """Make a style look so; it is made where there is none."""
    styles = document.styles
    style: ParagraphStyle = (
        styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    )
    properties = style.element.get_or_add_rPr()
    for each in properties.findall(qn("w:rFonts")):
        properties.remove(each)  # else the fonts of a theme go before ours
    style.font.name, style.font.size = _FONT, Pt(look.size)
    style.font.bold, style.font.italic = look.bold, False
    style.font.color.rgb = look.colour
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.left_indent, form.keep_with_next = Pt(look.indent), look.with_next
    for border in list(style.element.iter(qn("w:pBdr"))):
        border.getparent().remove(border)


def _lay_out_page(page: WordSection, title: str) -> None:
    """A4, with the title and the number of the page below."""
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(22)
    foot = page.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(166), WD_TAB_ALIGNMENT.RIGHT)
    foot.style = "Briefing Note"
    foot.add_run(f"{clipped(title, _IN_FOOT)}\t")
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    number.append(OxmlElement("w:r"))
    foot._p.append(number)  # noqa: SLF001 - python-docx makes no fields
