"""What a text means, as a vector: texts about the same are near each other whatever their words.

The vector of a text is the mean of those of its word pieces. How these are made tells
`training/meaning.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from verbale.errors import MissingWeights
from verbale.reading.encoder import load_tokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

__all__ = ["Meaning", "likeness", "likenesses", "nearest_cells", "vector_of", "vector_of_pieces"]

_FILE: Final = "meaning.npz"
_LONGEST: Final = 2000  # characters of a text that are looked at
_SCALE: Final = 127  # of a number of a vector of length one, in one byte


@dataclass(frozen=True, slots=True)
class Meaning:
    """A vector of length one in signed bytes."""

    data: bytes

    @property
    def cell(self) -> int:
        """The group that it falls into."""
        return int(_to_centres(self).argmax())


@dataclass(frozen=True, slots=True)
class _Table:
    tokenizer: Tokenizer
    pieces: NDArray[np.int8]
    scale: NDArray[np.float32]
    centres: NDArray[np.float32]


def vector_of(text: str) -> Meaning | None:
    """Give what a text means, `None` when it has no words.

    Raises `MissingWeights` when the installation is damaged.
    """
    return vector_of_pieces(_load().tokenizer.encode(text[:_LONGEST], add_special_tokens=False).ids)


def vector_of_pieces(ids: Sequence[int] | NDArray[np.int32]) -> Meaning | None:
    """Give what a text means whose word pieces are known, by their numbers in the vocabulary."""
    table = _load()
    if not len(ids):
        return None
    total = (table.pieces[ids] * table.scale[ids, None]).sum(axis=0)
    length = float(np.sqrt(np.einsum("i,i", total, total)))
    if not length:
        return None
    data = np.round(total * (_SCALE / length)).astype(np.int8)
    return Meaning(data.tobytes())


def nearest_cells(meaning: Meaning, count: int) -> list[int]:
    """Give the groups in which texts of like meaning lie, the nearest first."""
    order = np.argsort(-_to_centres(meaning), kind="stable")
    return [int(cell) for cell in order[:count]]


def _to_centres(meaning: Meaning) -> NDArray[np.float32]:
    """How near a meaning is to the middle of each group."""
    wanted = np.frombuffer(meaning.data, dtype=np.int8).astype(np.float32)
    near: NDArray[np.float32] = np.einsum("ci,i->c", _load().centres, wanted)
    return near


def likeness(meaning: Meaning, vectors: Sequence[bytes]) -> NDArray[np.float32]:
    """Compare a meaning with vectors, from -1 to 1."""
    wanted = np.frombuffer(meaning.data, dtype=np.int8).astype(np.float32)
    rows = np.frombuffer(b"".join(vectors), dtype=np.int8).reshape(len(vectors), len(wanted))
    found: NDArray[np.float32] = (rows.astype(np.float32) @ wanted) / np.float32(_SCALE**2)
    return found


def likenesses(meanings: Sequence[Meaning | None]) -> NDArray[np.float32]:
    """Compare every meaning with every other, from -1 to 1; 0 where one is none."""
    if not meanings:
        return np.zeros((0, 0), dtype=np.float32)
    nothing = bytes(_load().centres.shape[1])
    data = b"".join(meaning.data if meaning else nothing for meaning in meanings)
    rows = np.frombuffer(data, dtype=np.int8).reshape(len(meanings), -1).astype(np.float32)
    # Sums of whole numbers of this size are exact in float32, in whatever order they are made.
    found: NDArray[np.float32] = (rows @ rows.T) / np.float32(_SCALE**2)
    return found


@cache
def _load() -> _Table:
    file = resources.files("verbale.reading") / "weights" / _FILE
    with resources.as_file(file) as path:
        try:
            with np.load(Path(path)) as kept:
                return _Table(
                    load_tokenizer(),
                    kept["pieces"],
                    kept["pieces_scale"].astype(np.float32),
                    kept["centres"] * kept["centres_scale"].astype(np.float32)[:, None],
                )
        except (OSError, ValueError, KeyError) as error:
            raise MissingWeights(
                f"{path}: this part of Verbale is missing or cannot be loaded. "
                "Install it again: pip install --force-reinstall verbale"
            ) from error
