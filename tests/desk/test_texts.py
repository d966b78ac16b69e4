from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from verbale import desk
from verbale.desk.facets import CHOICES
from verbale.desk.texts import catalogue, text
from verbale.model import (
    ACTS,
    DOCUMENT_KINDS,
    QUOTATIONS,
    SIDES,
    ActorKind,
    OccasionType,
    Status,
)

FOLDER = Path(str(desk.__file__)).parent


def sources() -> str:
    files = [*FOLDER.rglob("*.html"), *FOLDER.rglob("*.py")]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def test_every_text_that_is_asked_for_is_there() -> None:
    asked = set(re.findall(r"""\bt(?:ext)?\(["']([a-z_]+\.[a-z_0-9-]+)["'][,)]""", sources()))
    known = {re.sub(r"\.(one|other)$", "", key) for key in catalogue()} | set(catalogue())
    assert len(asked) > 100
    assert asked <= known


def test_every_text_is_asked_for() -> None:
    written = sources()
    for key in catalogue():
        section, _, rest = key.removesuffix(".one").removesuffix(".other").rpartition(".")
        made = re.search(rf"""["']{section}\.([a-z]+_)?["'] ~""", written)
        named = f"{section}.{rest}" in written
        assert named or made or section in {"side", "act", "state", "language"}, key


def test_every_choice_has_a_name() -> None:
    for prefix, values in {**CHOICES, "act": ACTS, "quotation": QUOTATIONS, "side": SIDES,
                           "kind": get_args(ActorKind), "document_kind": DOCUMENT_KINDS,
                           "occasion": get_args(OccasionType),
                           "became": get_args(Status)}.items():  # fmt: skip
        for value in values:
            assert text(f"{prefix}.{value.replace(' ', '_')}")


def test_what_is_counted_has_one_and_many() -> None:
    ones = {key.removesuffix(".one") for key in catalogue() if key.endswith(".one")}
    others = {key.removesuffix(".other") for key in catalogue() if key.endswith(".other")}
    assert ones == others - {"side", "occasion"}  # two texts of their own are called other
    assert text("count.found", count=2) == "2 statements"


def test_templates_say_nothing_of_their_own() -> None:
    for file in (FOLDER / "templates").glob("*.html"):
        bare = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^>]*>", " ", file.read_text("utf-8"))
        assert not re.findall(r"[A-Za-z]{3,}", bare), file.name
