"""The export of the Universal Human Rights Index: paragraphs with what the index says of them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from verbale.sources.extract import Extract
from verbale.sources.metadata import Metadata, day_in
from verbale.sources.references import symbols_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

__all__ = ["extract", "is_annotation"]

_LABELS: Final = {
    "AnnotationId": "annotation",
    "AnnotationType": "annotation-type",
    "Countries": "country",
    "Regions": "region",
    "DocumentId": "uhri-document",
    "PublicationDateOnUhri": "on-uhri-since",
    "Themes": "theme",
    "AffectedPersons": "affected-persons",
    "Sdgs": "sdg",
    "UprCycle": "upr-cycle",
    "UprSession": "upr-session",
    "UprPositions": "upr-position",
    "UprRecommendingCountry": "upr-recommending-country",
    "UprRecommendingRegions": "upr-recommending-region",
}
_BODIES: Final = {
    "CAT": "Committee against Torture",
    "CCPR": "Human Rights Committee",
    "CED": "Committee on Enforced Disappearances",
    "CEDAW": "Committee on the Elimination of Discrimination against Women",
    "CERD": "Committee on the Elimination of Racial Discrimination",
    "CESCR": "Committee on Economic, Social and Cultural Rights",
    "CMW": "Committee on Migrant Workers",
    "CRC": "Committee on the Rights of the Child",
    "CRPD": "Committee on the Rights of Persons with Disabilities",
    "SPT": "Subcommittee on Prevention of Torture",
    "UPR": "Universal Periodic Review",
}
_LONG_FORMS: Final = {name.lower(): code for code, name in _BODIES.items()}
_ITEM: Final = re.compile(r"(?:^|\n)[ \t]*-[ \t]+")


def is_annotation(value: dict[str, Any]) -> bool:
    """Tell whether an object is one record of the export."""
    return "AnnotationId" in value and isinstance(value.get("Text"), str)


def extract(value: dict[str, Any], today: date) -> Extract:
    """Make the document of one paragraph, its themes, body and symbol as labels."""
    body = next(_values(value.get("Body")), "")
    code = _LONG_FORMS.get(body.lower(), body)
    symbol = _symbol(value)
    labels = [("body", code)] * bool(code) + [("symbol", symbol)] * bool(symbol)
    labels += [
        (label, each) for field, label in _LABELS.items() for each in _values(value.get(field))
    ]
    number = str(value["AnnotationId"])
    return Extract(
        value["Text"].strip(),
        "application/json",
        "uhri",
        metadata=Metadata(
            title=", ".join(filter(None, (code, symbol))) or None,
            publisher=_BODIES.get(code.removesuffix("-OP-AC").removesuffix("-OP-SC"), code) or None,
            published=day_in(value.get("PublicationDate"), today),
            kind="report",
        ),
        name=f"uhri-{number}",
        original=json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace"),
        labels=tuple(labels),
    )


def _symbol(value: dict[str, Any]) -> str:
    written = next(_values(value.get("Symbol")), "")
    found = symbols_in(written)
    return found[0].symbol if found else written


def _values(told: object) -> Iterator[str]:
    """Give what a field lists: a list, or one text with its items led by hyphens."""
    if isinstance(told, list):
        for each in told:
            yield from _values(each)
    elif isinstance(told, str):
        yield from (item.strip() for item in _ITEM.split(told) if item.strip(" \t\n-"))
    elif isinstance(told, int | float) and not isinstance(told, bool):
        yield str(told)
