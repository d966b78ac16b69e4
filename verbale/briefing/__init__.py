"""The briefing: what was chosen from a record, as a document with citations to send on.

`make` gathers and settles what it says; `html`, `docx` and `pdf` only set it. What each of them
needs is loaded when it is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.briefing.gathering import gather
from verbale.briefing.making import made_of
from verbale.briefing.model import Briefing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from verbale.record import Record
    from verbale.record.wanted import Wanted

__all__ = ["Briefing", "docx", "html", "make", "not_in_font", "pdf"]


def make(
    record: Record,
    chosen: Wanted | Sequence[str],
    *,
    as_of: date,
    title: str | None = None,
    author: str | None = None,
) -> Briefing:
    """Make the briefing on what is wanted, or on picked statements (`d3.s5`) in their order.

    Days without an answer are counted until `as_of`. Raises `NoSuchEntry` for a statement that is
    not there, and `WrongMetadata` for what cannot be wanted.
    """
    return made_of(gather(record, chosen, as_of), as_of=as_of, title=title, author=author)


def html(briefing: Briefing, template: str | None = None, name: str = "template") -> str:
    """Set a briefing as one web page, in the words of a Jinja template if one is given.

    `name` stands for the template in messages. Raises `WrongTemplate`.
    """
    from verbale.briefing.web_page import page  # noqa: PLC0415 - slow to load

    return page(briefing, template, name)


def docx(briefing: Briefing, template: bytes | None = None, name: str = "template") -> bytes:
    """Set a briefing as a Word file, with the styles of another if one is given.

    `name` stands for the template in messages. Raises `WrongTemplate`.
    """
    from verbale.briefing.word_file import word_file  # noqa: PLC0415 - slow to load

    return word_file(briefing, template, name)


def pdf(briefing: Briefing) -> bytes:
    """Set a briefing as PDF; what its letters cannot show well (`not_in_font`) it says itself."""
    from verbale.briefing.pdf_file import pdf_file  # noqa: PLC0415 - slow to load

    return pdf_file(briefing)


def not_in_font(briefing: Briefing) -> str:
    """Give the characters of a briefing that its PDF cannot show, or not in their order."""
    from verbale.briefing.pdf_fonts import lacking  # noqa: PLC0415 - slow to load

    return lacking(briefing)
