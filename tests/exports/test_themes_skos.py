from __future__ import annotations

import json
from typing import Any

from verbale.exports.themes_skos import skos
from verbale.reading.themes import Concept, vocabulary

ASSEMBLY = Concept(
    "peaceful-assembly",
    "uhri-theme",
    "Right to peaceful assembly",
    stems=("protest",),
    says=("protest",),
    says_not=("pretext",),
    treaty_articles=("ICCPR 21", "UDHR 20"),
    sdg=("16.10",),
    uhri_code="D44",
)
BARE = Concept("parties", "verbale", "Parties", ("part",), ("party",), ("art",), own=True)


def test_a_concept_with_its_articles_and_goals() -> None:
    assert _entries((ASSEMBLY,))["theme:peaceful-assembly"] == {
        "@id": "theme:peaceful-assembly",
        "@type": "Concept",
        "prefLabel": "Right to peaceful assembly",
        "notation": ["peaceful-assembly", "D44"],
        "inScheme": "scheme:uhri-theme",
        "topConceptOf": "scheme:uhri-theme",
        "note": "Guaranteed by ICCPR 21, UDHR 20.",
        "relatedMatch": ["sdg:16.10"],
    }


def test_what_a_concept_lacks_is_left_out() -> None:
    entry = _entries((BARE,))["theme:parties"]
    assert entry["notation"] == ["parties"]
    assert entry.keys().isdisjoint({"note", "relatedMatch"})


def test_one_scheme_for_each_that_is_used() -> None:
    entries = _entries((ASSEMBLY, BARE))
    schemes = {key: entry for key, entry in entries.items() if entry["@type"] == "ConceptScheme"}
    assert {key: entry["hasTopConcept"] for key, entry in schemes.items()} == {
        "scheme:uhri-theme": ["theme:peaceful-assembly"],
        "scheme:verbale": ["theme:parties"],
    }


def test_the_whole_vocabulary_hangs_together() -> None:
    concepts = vocabulary()
    entries = _entries(concepts)
    assert len(entries) == len(concepts) + len({concept.scheme for concept in concepts})
    for concept in concepts:
        entry = entries[f"theme:{concept.id}"]
        assert entry["prefLabel"] == concept.label
        assert entry["@id"] in entries[entry["inScheme"]]["hasTopConcept"]


def test_terms_and_prefixes_are_in_the_context() -> None:
    document = json.loads(skos(vocabulary()))
    context = document["@context"]
    assert context["@vocab"] == "http://www.w3.org/2004/02/skos/core#"
    for entry in document["@graph"]:
        for key in ("@id", "inScheme", "topConceptOf"):
            assert entry.get(key, "theme:").partition(":")[0] in context


def test_letters_are_written_as_they_are() -> None:
    assert "Überall" in skos((Concept("all", "own", "Überall", (), (), ()),))


def _entries(concepts: tuple[Concept, ...]) -> dict[str, dict[str, Any]]:
    document = json.loads(skos(concepts))
    return {entry["@id"]: entry for entry in document["@graph"]}
