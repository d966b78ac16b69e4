"""Articles with labelled attributions, turned into windows of labelled tokens.

A line of a data file is `{"id", "text", "attributions": [{"source", "cue", "content"}]}`, each role
a list of half-open code-point spans; every character plays one role in one attribution at most
(the form that PolNeAR was turned into; Newell, Margolin and Ruths, LREC 2018).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from verbale.reading.quotation_marks import quoted_parts
from verbale.reading.tokens import Tokens, Window, tokenize, windows

if TYPE_CHECKING:
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


def load(path: Path, tokenizer: Tokenizer) -> list[Labelled]:
    """Read a file of articles and label their tokens."""
    with path.open(encoding="utf-8") as lines:
        return [label(json.loads(line), tokenizer) for line in lines]


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
