"""Weigh what a speaker does by a statement where its cue leaves that open.

A small network over the statement's tokens, as the attribution network's first layer has them, with
a mark on those of cue and content and the speaker's side: two transformer layers, then mean and
largest values. Nothing is encoded twice. Its weights are made by `python -m training.acts`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from verbale.model import ACTS, SIDES
from verbale.reading.acts import plain_act, settled
from verbale.reading.encoder import open_session

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

    from verbale.model import Act, Side, Span
    from verbale.reading.encoder import Encoding

__all__ = ["Utterance", "weigh_act"]

_WEIGHTS: Final = "acts.onnx"
_PLAIN: Final = 0.87  # share right of the acts that a cue decides, in the labelled genres
_LIKELY: Final = 0.3  # as good on labelled texts as to take what is likeliest, and less erratic
_LONGEST_CUE, _LONGEST_CONTENT = 8, 56  # tokens
_BEFORE: Final = 40  # code points before a cue where its negation stands
_NEGATION: Final = re.compile(
    r"\b(cannot|can[’']t|(?:do|does|did)(?: not|n[’']t)|unable to)(?:, [^,.;]{1,20},)?\s+\Z"
)
CUE, CONTENT = 1, 2  # marks of tokens


@dataclass(frozen=True, slots=True)
class Utterance:
    """What the network looks at.

    `shallow` is `[tokens, 384]`, `marks` `[tokens]`: 1 for the cue's, 2 for the content's, else 0.
    `manner` tells the speaker's side and whether the text presents the statement as an answer.
    """

    shallow: NDArray[np.float32]
    marks: NDArray[np.int32]
    manner: int

    @classmethod
    def of(
        cls,
        encoding: Encoding,
        cue: tuple[Span, ...],
        content: tuple[Span, ...],
        side: Side,
        *,
        replies: bool,
    ) -> Utterance:
        """Take the tokens of cue and content, in the order of the text."""
        marked = dict.fromkeys(_rows(encoding, content, _LONGEST_CONTENT), CONTENT)
        marked.update(dict.fromkeys(_rows(encoding, cue, _LONGEST_CUE), CUE))
        rows = sorted(marked) or [0]
        marks = np.array([marked.get(row, 0) for row in rows], dtype=np.int32)
        return cls(encoding.shallow[rows], marks, 2 * SIDES.index(side) + replies)


def _rows(encoding: Encoding, spans: tuple[Span, ...], most: int) -> list[int]:
    """The first tokens that spans cover, at most so many."""
    count = len(encoding.tokens)
    return [row for span in spans for row in range(*encoding.rows_of(span).indices(count))][:most]


def weigh_act(
    encoding: Encoding,
    cue: tuple[Span, ...],
    content: tuple[Span, ...],
    side: Side,
    *,
    text: str,
    replies: bool,
) -> dict[Act, float]:
    """Give the probability of each act, first the one to take; a cue that decides has no others.

    Where no act is likely enough, an assertion is: it is what any statement is at the least.

    Raises `MissingWeights` when the installation is damaged.
    """
    words = _words(text, content)
    plain = plain_act(_with_negation(text, cue), words, side)
    if plain is not None:
        return {plain: _PLAIN}
    utterance = Utterance.of(encoding, cue, content, side, replies=replies)
    feed = {
        "shallow": utterance.shallow,
        "marks": utterance.marks,
        "manner": np.array([utterance.manner], dtype=np.int32),
    }
    scores = _session().run(["acts"], feed)[0][0]
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    likeliest = ACTS[int(shares.argmax())] if shares.max() >= _LIKELY else "assertion"
    first = settled(likeliest, words, side, replies=replies)
    by_act = dict(zip(ACTS, shares.tolist(), strict=True))
    order = sorted(ACTS, key=lambda act: (act != first, -by_act[act]))
    return {act: round(by_act[act], 4) for act in order}


def _with_negation(text: str, cue: tuple[Span, ...]) -> str:
    """The words of a cue with a *not* that it leaves out: `cannot, however, accept`."""
    words = _words(text, cue)
    if not cue:
        return words
    start = cue[0].start
    match = _NEGATION.search(text, max(0, start - _BEFORE), start)
    return f"{match[1]} {words}" if match else words


def _words(text: str, spans: tuple[Span, ...]) -> str:
    return " ".join(span.of(text) for span in spans)


@cache
def _session() -> InferenceSession:
    file = resources.files("verbale.reading") / "weights" / _WEIGHTS
    with resources.as_file(file) as path:
        return open_session(Path(path))
