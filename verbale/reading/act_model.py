"""Weigh what a speaker does by a statement where its cue leaves that open.

A small network over the statement's tokens, as the attribution network's first layer has them, with
a mark on those of cue and content and the speaker's side: two transformer layers, then mean and
largest values. Nothing is encoded twice, and statements of like length go through it together. Its
weights are made by `python -m training.acts`.
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
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

    from verbale.model import Act, Side, Span
    from verbale.reading.encoder import Encoding
    from verbale.reading.threads import Each

__all__ = ["Telling", "Utterance", "weigh"]

_WEIGHTS: Final = "acts.onnx"
_PLAIN: Final = 0.87  # share right of the acts that a cue decides, in the labelled genres
_LIKELY: Final = 0.3  # as good on labelled texts as to take what is likeliest, and less erratic
_LONGEST_CUE, _LONGEST_CONTENT = 8, 56  # tokens
_BEFORE: Final = 40  # code points before a cue where its negation stands
_NEGATION: Final = re.compile(
    r"\b(cannot|can[’']t|(?:do|does|did)(?: not|n[’']t)|unable to)(?:, [^,.;]{1,20},)?\s+\Z"
)
_PADDING: Final = 1.2  # tokens of statements that go together, padding too, per token of their own
CUE, CONTENT = 1, 2  # marks of tokens


@dataclass(frozen=True, slots=True)
class Telling:
    """What is known of a statement before its act: its words, who says it, and in which place."""

    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    side: Side
    replies: bool  # the text presents it as an answer


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
    def of(cls, encoding: Encoding, telling: Telling) -> Utterance:
        """Take the tokens of cue and content, in the order of the text."""
        marked = dict.fromkeys(_rows(encoding, telling.content, _LONGEST_CONTENT), CONTENT)
        marked.update(dict.fromkeys(_rows(encoding, telling.cue, _LONGEST_CUE), CUE))
        rows = sorted(marked) or [0]
        marks = np.array([marked.get(row, 0) for row in rows], dtype=np.int32)
        manner = 2 * SIDES.index(telling.side) + telling.replies
        return cls(encoding.shallow[rows], marks, manner)


def _rows(encoding: Encoding, spans: tuple[Span, ...], most: int) -> list[int]:
    """The first tokens that spans cover, at most so many."""
    count = len(encoding.tokens)
    return [row for span in spans for row in range(*encoding.rows_of(span).indices(count))][:most]


def weigh(
    text: str, encoding: Encoding, tellings: Sequence[Telling], each: Each = map
) -> list[dict[Act, float]]:
    """Give the probability of each act, first the one to take; a cue that decides has no others.

    Where no act is likely enough, an assertion is: it is what any statement is at the least.

    Raises `MissingWeights` when the installation is damaged.
    """
    words = [_words(text, telling.content) for telling in tellings]
    weighed: list[dict[Act, float]] = []
    for telling, content in zip(tellings, words, strict=True):
        plain = plain_act(_with_negation(text, telling.cue), content, telling.side)
        weighed.append({} if plain is None else {plain: _PLAIN})
    left_open = [n for n, acts in enumerate(weighed) if not acts]
    scores = _scores([Utterance.of(encoding, tellings[n]) for n in left_open], each)
    for n, row in zip(left_open, scores, strict=True):
        weighed[n] = _ranked(row, tellings[n], words[n])
    return weighed


def _ranked(scores: NDArray[np.float32], telling: Telling, words: str) -> dict[Act, float]:
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    by_act: dict[Act, float] = dict(zip(ACTS, shares.tolist(), strict=True))
    likeliest = max(ACTS, key=by_act.__getitem__)
    act: Act = likeliest if by_act[likeliest] >= _LIKELY else "assertion"
    first = settled(act, words, telling.side, replies=telling.replies)
    order = sorted(ACTS, key=lambda act: (act != first, -by_act[act]))
    return {act: round(by_act[act], 4) for act in order}


def _scores(utterances: Sequence[Utterance], each: Each) -> NDArray[np.float32]:
    """What the network says of each: `[utterances, 8]`, in logits."""
    batches = list(_batches([len(utterance.marks) for utterance in utterances]))
    found = each(_run, [[utterances[n] for n in batch] for batch in batches])
    scores = np.zeros((len(utterances), len(ACTS)), dtype=np.float32)
    for batch, rows in zip(batches, found, strict=True):
        scores[batch] = rows
    return scores


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Put those of like length together, with little padding."""
    batch: list[int] = []
    tokens = 0
    for n in sorted(range(len(lengths)), key=lengths.__getitem__):
        padded = (len(batch) + 1) * lengths[n]
        if batch and padded > _PADDING * (tokens + lengths[n]):
            yield batch
            batch, tokens = [], 0
        batch.append(n)
        tokens += lengths[n]
    if batch:
        yield batch


def _run(batch: Sequence[Utterance]) -> NDArray[np.float32]:
    lengths = [len(utterance.marks) for utterance in batch]
    shape = (len(batch), max(lengths))
    shallow = np.zeros((*shape, batch[0].shallow.shape[1]), dtype=np.float32)
    marks = np.zeros(shape, dtype=np.int32)
    for row, (utterance, length) in enumerate(zip(batch, lengths, strict=True)):
        shallow[row, :length] = utterance.shallow
        marks[row, :length] = utterance.marks
    feed = {
        "shallow": shallow,
        "marks": marks,
        "manner": np.array([utterance.manner for utterance in batch], dtype=np.int32),
        "lengths": np.array(lengths, dtype=np.int32),
    }
    scores: NDArray[np.float32] = _session().run(["acts"], feed)[0]
    return scores


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
