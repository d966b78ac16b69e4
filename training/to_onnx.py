"""Turn trained weights into the int8 ONNX file that the package ships.

No scores are made in it for pairs that nobody asks for: those come from the two sides when the cues
are known.

usage: python -m training.to_onnx --help
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import torch
from onnx import TensorProto, helper
from tokenizers import Tokenizer

from training.data import TAGS, Labelled, load, sample_windows
from training.network import AttributionNetwork, buckets_of_gaps, saved
from training.quantized import Graph, Ranges, array, normed, port, transformer_layer, watched
from verbale.reading.tokens import CASES, CONTEXT_LENGTH, CORE_LENGTH, PLACES, QUOTES

if TYPE_CHECKING:
    from collections.abc import Sequence

CALIBRATION_ARTICLES: Final = 25


def convert(weights: Path, articles: list[Labelled], out: Path) -> None:
    """Write the quantized network to `out`."""
    network = saved(weights)
    ranges = _activation_ranges(network.eval(), articles)
    graph = Graph()
    states = _embeddings(graph, network)
    for number, layer in enumerate(network.layers):
        states = transformer_layer(graph, f"layer{number}", layer, states, ranges)
        if number == 0:
            graph.add("Squeeze", [states, "zero"], "shallow")
    _heads(graph, network, states)
    width, sides = network.shape.width, 2 * network.shape.pair_width
    outputs = (("tags", len(TAGS)), ("cue_side", sides), ("token_side", sides), ("shallow", width))
    graph.save(
        str(out),
        [port(name, ["length"], floats=False) for name in ("ids", "features")],
        [port(name, ["length", size]) for name, size in outputs],
        # JSON: what scores get added for the distance of cue and token.
        {"by_distance": json.dumps(_by_distance(network))},
    )


def _embeddings(graph: Graph, network: AttributionNetwork) -> str:
    """Word vectors in int8 with one scale each, plus position, plus all three features at once."""
    words = array(network.words.weight)
    scale = np.maximum(np.abs(words).max(axis=1, keepdims=True), 1e-8) / 127.0
    graph.constant("words", np.round(words / scale).astype(np.int8))
    graph.constant("word_scale", scale.astype(np.float32))
    features = (
        array(network.case.weight)[:, None, None]
        + array(network.quote.weight)[None, :, None]
        + array(network.place.weight)[None, None, :]
    ).reshape(len(CASES) * len(QUOTES) * len(PLACES), -1)
    graph.constant("feature_vectors", features + array(network.kinds))
    graph.constant("positions", array(network.positions.weight))
    graph.constant("zero", np.zeros(1, dtype=np.int64))
    graph.add("Shape", ["ids"], "length")
    graph.add("Slice", ["positions", "zero", "length"], "position")
    graph.add("Gather", ["words", "ids"], "word_values")
    graph.add("Cast", ["word_values"], "word_floats", to=TensorProto.FLOAT)
    graph.add("Gather", ["word_scale", "ids"], "word_scales")
    graph.add("Mul", ["word_floats", "word_scales"], "word")
    graph.add("Gather", ["feature_vectors", "features"], "feature")
    graph.add("Add", ["word", "position"], "placed")
    graph.add("Add", ["placed", "feature"], "embedded")
    graph.add("Unsqueeze", ["embedded", "zero"], "batch_of_one")
    return normed(graph, "embedding_norm", network.embedding_norm, "batch_of_one")


def _heads(graph: Graph, network: AttributionNetwork, states: str) -> None:
    """Tag scores and the two sides of the pair scores, from one product in float32."""
    heads = (network.tags, network.cue_side, network.token_side)
    graph.constant("heads.weight", np.concatenate([array(head.weight).T for head in heads], 1))
    graph.constant("heads.bias", np.concatenate([array(head.bias) for head in heads]))
    graph.add("Squeeze", [states, "zero"], "states")
    graph.add("Gemm", ["states", "heads.weight", "heads.bias"], "all_heads")
    sizes = np.array([head.out_features for head in heads], dtype=np.int64)
    graph.constant("heads.sizes", sizes)
    split = helper.make_node(
        "Split", ["all_heads", "heads.sizes"], ["tags", "cue_side", "token_side"], axis=1
    )
    graph.nodes.append(split)


def _by_distance(network: AttributionNetwork) -> list[list[float]]:
    """What distance adds to the scores of source and content, per token from -511 to 511."""
    scores = network.distance(buckets_of_gaps(network.shape)).detach().numpy().T
    return [[round(float(score), 4) for score in role] for role in scores]


@torch.no_grad()
def _activation_ranges(network: AttributionNetwork, articles: Sequence[Labelled]) -> Ranges:
    """The range of the activations that enter each quantized product."""
    with watched(network.layers) as ranges:
        for article in articles:
            for _, window in sample_windows(article, CORE_LENGTH, CONTEXT_LENGTH):
                span = slice(window.first, window.last)
                inputs = [
                    torch.from_numpy(getattr(article.tokens, name)[span].astype(np.int64))[None]
                    for name in ("ids", "case", "quote", "place")
                ]
                network(*inputs, torch.ones_like(inputs[0]))
    return ranges


def main() -> None:
    """Parse the arguments and convert."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(arguments.tokenizer))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    articles = load(arguments.data / "train.jsonl", tokenizer)
    articles = articles[:: len(articles) // CALIBRATION_ARTICLES][:CALIBRATION_ARTICLES]
    convert(arguments.weights, articles, arguments.out)


if __name__ == "__main__":
    main()
