"""Articles with labelled attributions, turned into windows of labelled tokens.

A line of a data file is `{"id", "text", "attributions": [{"source", "cue", "content"}]}`, each role
a list of half-open code-point spans; every character plays one role in one attribution at most
(the form that PolNeAR was turned into; Newell, Margolin and Ruths, LREC 2018).
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from verbale.reading.quotation_marks import quoted_parts
from verbale.reading.tokens import Tokens, Window, tokenize, windows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

ROLES: Final = ("source", "cue", "content")
TAGS: Final = ("O", *(f"{prefix}-{role}" for role in ROLES for prefix in "BI"))
NO_ROLE, SOURCE, CONTENT = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article's tokens; per token its tag and the attribution that it belongs to (-1: none)."""

    identifier: str
    tokens: Tokens
    tags: NDArray[np.int8]
    attribution: NDArray[np.int16]
    genre: bool = False  # of the annotated genres, which a teacher of news does not know


def load(path: Path, tokenizer: Tokenizer) -> list[Labelled]:
    """Read a file of articles and label their tokens."""
    with path.open(encoding="utf-8") as lines:
        return [label(json.loads(line), tokenizer) for line in lines]


def load_genres(folder: Path, part: str, tokenizer: Tokenizer) -> list[Labelled]:
    """Read the texts of `part` ("train" or "choose") of a folder of annotated dossiers."""
    names = tomllib.loads((folder / "split.toml").read_text(encoding="utf-8"))[part]
    articles = (article for name in names for article in _flat(folder / name))
    return [replace(label(article, tokenizer), genre=True) for article in articles]


def _flat(folder: Path) -> Iterator[dict[str, Any]]:
    """The texts of a dossier as articles: of attributions inside others only the outer is kept.

    An indirect clause begins with its *that* here, as in PolNeAR.
    """
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    for document in gold["documents"]:
        text = (folder / document["file"]).read_text(encoding="utf-8")
        said = [s for s in gold["statements"] if s["document"] == document["id"]]
        name = f"{folder.name}/{document['id']}"
        yield {"id": name, "text": text, "attributions": _outermost(text, said)}


def _outermost(text: str, said: list[dict[str, Any]]) -> list[dict[str, Any]]:
    taken: set[int] = set()
    attributions = []
    for statement in sorted(said, key=lambda s: -sum(e - b for b, e in s["content"])):
        content = [[_with_that(text, start), end] for start, end in statement["content"]]
        source = [statement["speaker_span"]] if statement["speaker_span"] else []
        own = {c for start, end in (*content, *statement["cue"]) for c in range(start, end)}
        if own & taken or not statement["cue"]:
            continue
        source = [span for span in source if not taken & set(range(*span))]
        taken |= own | {c for start, end in source for c in range(start, end)}
        attributions.append({"source": source, "cue": statement["cue"], "content": content})
    return attributions


def _with_that(text: str, start: int) -> int:
    return start - 5 if text[max(0, start - 5) : start] == "that " else start


def label(article: dict[str, Any], tokenizer: Tokenizer) -> Labelled:
    """Carry an article's character spans over to its tokens."""
    text = article["text"]
    tokens = tokenize(text, tokenizer, quoted_parts(text))
    tags = np.zeros(len(tokens), dtype=np.int8)
    owner = np.full(len(tokens), -1, dtype=np.int16)
    for number, attribution in enumerate(article["attributions"]):
        for index, role in enumerate(ROLES):
            for start, end in attribution[role]:
                first = int(np.searchsorted(tokens.ends, start, side="right"))
                last = int(np.searchsorted(tokens.starts, end, side="left"))
                tags[first:last] = 2 + 2 * index
                tags[first : first + 1] = 1 + 2 * index
                owner[first:last] = number
    return Labelled(article["id"], tokens, tags, owner)


def sample_windows(
    article: Labelled, core_length: int, context_length: int
) -> list[tuple[Labelled, Window]]:
    """All windows of an article at the given lengths."""
    return [(article, window) for window in windows(article.tokens, core_length, context_length)]
