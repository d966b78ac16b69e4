"""Run the shipped network over a document's windows: role tags per token and links between them.

The weights are loaded at the first use and kept. Each window is run by itself and without padding:
on a CPU this is as fast as batches, and a window's result cannot depend on its company.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, cached_property, partial
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from verbale.errors import MissingWeights
from verbale.reading.tokens import Tokens, Window, tokenize, windows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

    from verbale.model import Span
    from verbale.reading.layout import Layout
    from verbale.reading.threads import Each

__all__ = [
    "WEIGHTS_VERSION",
    "EncodedWindow",
    "Encoding",
    "encode",
    "load_network",
    "load_tokenizer",
    "open_session",
]

WEIGHTS_VERSION: Final = "2026.11.7"
_NETWORK: Final = "attribution.onnx"
_TOKENIZER: Final = "tokenizer.json"
_OUTPUTS: Final = ("tags", "cue_side", "token_side", "shallow")


@dataclass(frozen=True, slots=True)
class EncodedWindow:
    """What the network says of one window.

    `tags` is `[tokens, 7]`, in logits, over the tokens of `window` in their order. `cue_side` and
    `token_side` are `[tokens, 2 * width]`: for source and content, every token as the cue of an
    attribution and as a word of it. `shallow` is `[tokens, 384]`, the first layer's states.
    `by_distance` is `[2, 1023]`: what a pair's score gains by the distance from cue to word, -511
    to 511 tokens.
    """

    window: Window
    tags: NDArray[np.float32]
    cue_side: NDArray[np.float32]
    token_side: NDArray[np.float32]
    shallow: NDArray[np.float32]
    by_distance: NDArray[np.float32]

    def belongs_to(self, first: int, last: int) -> NDArray[np.float32]:
        """Score all tokens of the window for the cue at positions `[first, last)`: `[2, tokens]`.

        In logits: how likely each belongs to the cue's source, and to its content.
        """
        begin, size = self.window.first, len(self.tags)
        rows = range(max(0, first - begin), min(size, last - begin))
        cue = self.cue_side[rows.start : rows.stop].mean(axis=0).reshape(2, -1)
        token = self.token_side.reshape(size, 2, -1)
        # Not a product of BLAS, whose sums may change with the number of threads.
        scores = np.einsum("rw,trw->rt", cue, token) * cue.shape[1] ** -0.5
        middle = self.by_distance.shape[1] // 2
        near = [self.by_distance[:, middle - row : middle - row + size] for row in rows]
        total: NDArray[np.float32] = scores + sum(near) / len(near)
        return total


@dataclass(frozen=True)
class Encoding:
    """The tokens of a text, and what the network says of them, window by window."""

    tokens: Tokens
    found: Iterable[EncodedWindow]

    @cached_property
    def windows(self) -> tuple[EncodedWindow, ...]:
        """All windows in their order; the network may be at them until they are asked for."""
        return tuple(self.found)

    @cached_property
    def shallow(self) -> NDArray[np.float32]:
        """The first layer's states of all tokens, each from the window that labels it."""
        cores = [w.shallow[w.window.core - w.window.first :] for w in self.windows]
        return np.concatenate(cores) if cores else np.zeros((0, 1), dtype=np.float32)

    def rows_of(self, span: Span) -> slice:
        """Tell which tokens a span covers."""
        first = int(np.searchsorted(self.tokens.ends, span.start, side="right"))
        return slice(first, int(np.searchsorted(self.tokens.starts, span.end, side="left")))


@dataclass(frozen=True, slots=True)
class Network:
    """The loaded tokenizer and network, and what distance adds to the scores of pairs."""

    tokenizer: Tokenizer
    session: InferenceSession
    by_distance: NDArray[np.float32]


@cache
def load_network() -> Network:
    """Load tokenizer and network once.

    Raises `MissingWeights` when a file is absent or damaged.
    """
    folder = resources.files("verbale.reading") / "weights"
    with resources.as_file(folder) as path:
        session = open_session(Path(path, _NETWORK))
        try:
            by_distance = json.loads(session.get_modelmeta().custom_metadata_map["by_distance"])
        except Exception as error:  # the libraries raise bare Exception and types of their own
            raise MissingWeights(_remedy(Path(path, _NETWORK))) from error
    return Network(load_tokenizer(), session, np.array(by_distance, dtype=np.float32))


@cache
def load_tokenizer() -> Tokenizer:
    """Load the tokenizer once. Raises `MissingWeights` when its file is absent or damaged."""
    from tokenizers import Tokenizer  # noqa: PLC0415 - heavy, so it is loaded at the first use

    folder = resources.files("verbale.reading") / "weights"
    with resources.as_file(folder) as path:
        file = Path(path, _TOKENIZER)
        try:
            return Tokenizer.from_file(str(file))
        except Exception as error:  # the library raises bare Exception
            raise MissingWeights(_remedy(file)) from error


def open_session(path: Path) -> InferenceSession:
    """Load a network. Raises `MissingWeights` when its file is absent or damaged."""
    from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415 - heavy

    options = SessionOptions()
    options.intra_op_num_threads = 1  # what it works on is too small to be shared
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        # Addition and normalization in one take four times as long on a CPU as one after the other.
        return InferenceSession(str(path), options, disabled_optimizers=["SkipLayerNormFusion"])
    except Exception as error:  # onnxruntime raises types of its own
        raise MissingWeights(_remedy(path)) from error


def encode(layout: Layout, each: Each = map) -> Encoding:
    """Cut a text into tokens and run the network over all windows."""
    network = load_network()
    tokens = tokenize(layout.text, network.tokenizer, list(layout.quoted))
    run = partial(_run, network, tokens.ids, tokens.features)
    return Encoding(tokens, each(run, windows(tokens)))


def _run(
    network: Network, ids: NDArray[np.int32], features: NDArray[np.int32], window: Window
) -> EncodedWindow:
    span = slice(window.first, window.last)
    feed = {"ids": ids[span], "features": features[span]}
    tags, cue_side, token_side, shallow = network.session.run(_OUTPUTS, feed)
    return EncodedWindow(window, tags, cue_side, token_side, shallow, network.by_distance)


def _remedy(path: Path) -> str:
    trouble = "cannot be loaded" if path.is_file() else "is missing"
    remedy = "Install it again: pip install --force-reinstall verbale"
    return f"{path}: this part of Verbale {trouble}. {remedy}"
