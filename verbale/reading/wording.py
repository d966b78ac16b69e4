"""Compare wordings: content words without their endings, weighted by how rare they are."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

__all__ = ["content_words", "cosine", "rarities", "stem"]

_STOP: Final = frozenset(
    """
    the a an of to in on at by for with from and or but not no that this these those it its he
    she they them his her their we our i you as is are was were be been being has have had will
    would should could may might can must do did does did said say says told about over into than
    then there here which who whom whose what when where while if because so also only more most
    any all some such other own same after before during under between
    """.split()
)
_WORD: Final = re.compile(r"[^\W_]{3,}")


def content_words(text: str) -> set[str]:
    """Give the stems of the words that carry meaning.

    >>> sorted(content_words("They said that the detentions had ended."))
    ['detention', 'ended']
    """
    return {stem(word) for word in _WORD.findall(text.casefold()) if word not in _STOP}


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """Cut a common ending off.

    >>> [stem(word) for word in ("closing", "parties", "law")]
    ['clos', 'part', 'law']
    """
    for ending in ("ations", "ation", "ings", "ing", "ments", "ment", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def rarities(bags: Iterable[AbstractSet[str]]) -> dict[str, float]:
    """Weigh the words of many texts by inverse document frequency."""
    bags = list(bags)
    counts = Counter(word for bag in bags for word in bag)
    return {word: math.log((1 + len(bags)) / count) for word, count in counts.items()}


def cosine(one: AbstractSet[str], other: AbstractSet[str], weights: Mapping[str, float]) -> float:
    """Cosine of two bags of words under their weights, 0 when they share nothing."""
    shared = math.fsum(weights[word] ** 2 for word in one & other)
    size = math.fsum(weights[word] ** 2 for word in one) * math.fsum(
        weights[word] ** 2 for word in other
    )
    return float(shared / size**0.5) if size else 0.0
