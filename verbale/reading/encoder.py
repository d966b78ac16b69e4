"""Run the shipped network over a document's windows: role tags per token and links between them.

The weights are loaded at the first use and kept. Windows are run one by one and without padding:
on a CPU this is as fast as batches, and a window's result cannot depend on its company.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from verbale.errors import MissingWeights
from verbale.reading.tokens import Tokens, Window, tokenize, windows

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

    from verbale.reading.quotation_marks import Quoted

__all__ = ["WEIGHTS_VERSION", "EncodedWindow", "encode", "load_network"]

WEIGHTS_VERSION: Final = "2026.11"
_NETWORK: Final = "attribution.onnx"
_TOKENIZER: Final = "tokenizer.json"
_THREADS: Final = "VERBALE_THREADS"


@dataclass(frozen=True, slots=True)
class EncodedWindow:
    """What the network says of one window.

    `tags` is `[tokens, 7]`, `pairs` `[2, tokens, tokens]` (source and content; the first token axis
    is the cue's), both in logits, over the tokens of `window` in their order.
    """

    window: Window
    tags: NDArray[np.float32]
    pairs: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Network:
    """The loaded tokenizer and network."""

    tokenizer: Tokenizer
    session: InferenceSession


@cache
def load_network() -> Network:
    """Load tokenizer and network once.

    Raises `MissingWeights` when a file is absent or damaged. The number of threads is one, or what
    the environment variable VERBALE_THREADS says.
    """
    # Heavy libraries, so they are loaded at the first use.
    from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415
    from tokenizers import Tokenizer  # noqa: PLC0415

    folder = resources.files("verbale.reading") / "weights"
    with resources.as_file(folder) as path:
        for name in (_NETWORK, _TOKENIZER):
            if not Path(path, name).is_file():
                raise MissingWeights(_remedy(Path(path, name), "is missing"))
        options = SessionOptions()
        options.intra_op_num_threads = _threads()
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            tokenizer = Tokenizer.from_file(str(Path(path, _TOKENIZER)))
            session = InferenceSession(str(Path(path, _NETWORK)), options)
        except Exception as error:  # the libraries raise bare Exception and types of their own
            raise MissingWeights(_remedy(Path(path), "cannot be loaded")) from error
    return Network(tokenizer, session)


def encode(text: str, quoted: list[Quoted]) -> tuple[Tokens, list[EncodedWindow]]:
    """Cut `text` into tokens and run the network over all windows."""
    network = load_network()
    tokens = tokenize(text, network.tokenizer, quoted)
    return tokens, [_run(network.session, tokens, window) for window in windows(tokens)]


def _run(session: InferenceSession, tokens: Tokens, window: Window) -> EncodedWindow:
    span = slice(window.first, window.last)
    feed = {
        name: getattr(tokens, name)[span].astype(np.int64)[None]
        for name in ("ids", "case", "quote", "place")
    }
    tags, pairs = session.run(["tags", "pairs"], feed)
    return EncodedWindow(window, tags, pairs)


def _threads() -> int:
    value = os.environ.get(_THREADS, "1")
    return int(value) if value.isdigit() and int(value) > 0 else 1


def _remedy(path: Path, trouble: str) -> str:
    remedy = "Install it again: pip install --force-reinstall verbale"
    return f"{path}: this part of Verbale {trouble}. {remedy}"
