"""The vocabulary of themes as SKOS in JSON-LD, for tools that keep thesauri."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verbale.reading.themes import Concept

__all__ = ["skos"]

_Object = dict[str, object]

_SCHEMES: Final = {
    "uhri-theme": "Universal Human Rights Index: themes",
    "uhri-affected-person": "Universal Human Rights Index: affected persons",
    "verbale": "Verbale: concepts that the index lacks",
}
_LINK: Final = {"@type": "@id"}
_WORDS: Final = {"@language": "en"}
_CONTEXT: Final[_Object] = {
    "@vocab": "http://www.w3.org/2004/02/skos/core#",
    "theme": "urn:verbale:theme:",
    "scheme": "urn:verbale:scheme:",
    "sdg": "http://metadata.un.org/sdg/",
    "hasTopConcept": _LINK,
    "inScheme": _LINK,
    "relatedMatch": _LINK,
    "topConceptOf": _LINK,
    "prefLabel": _WORDS,
    "note": _WORDS,
}


def skos(concepts: Iterable[Concept]) -> str:
    """Give the concepts and the schemes that they belong to as one JSON-LD document."""
    known = tuple(concepts)
    schemes = dict.fromkeys(concept.scheme for concept in known)
    graph = [_scheme(scheme, known) for scheme in schemes]
    graph += [_concept(concept) for concept in known]
    document = {"@context": _CONTEXT, "@graph": graph}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _scheme(scheme: str, concepts: tuple[Concept, ...]) -> _Object:
    return {
        "@id": f"scheme:{scheme}",
        "@type": "ConceptScheme",
        "prefLabel": _SCHEMES.get(scheme, scheme),
        "hasTopConcept": [f"theme:{each.id}" for each in concepts if each.scheme == scheme],
    }


def _concept(concept: Concept) -> _Object:
    scheme = f"scheme:{concept.scheme}"
    entry: _Object = {
        "@id": f"theme:{concept.id}",
        "@type": "Concept",
        "prefLabel": concept.label,
        "notation": [concept.id, concept.uhri_code] if concept.uhri_code else [concept.id],
        "inScheme": scheme,
        "topConceptOf": scheme,
    }
    if concept.treaty_articles:
        # Articles have no addresses that everybody uses: the words have to do.
        entry["note"] = f"Guaranteed by {', '.join(concept.treaty_articles)}."
    if concept.sdg:
        entry["relatedMatch"] = [f"sdg:{target}" for target in concept.sdg]
    return entry
