"""Turn the int8 file that ships back into trainable weights, to go on from with texts of one's own.

The weights come back as they were rounded; two more epochs of training mend what that cost, and
take minutes where training anew takes hours.

usage: python -m training.from_onnx --help
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training.network import AttributionNetwork, Shape, buckets_of_gaps, save
from verbale.reading.tokens import CASES, PLACES, QUOTES

if TYPE_CHECKING:
    from numpy.typing import NDArray

Values = dict[str, "NDArray[Any]"]


def restore(path: Path) -> AttributionNetwork:
    """The network of a file that `training.to_onnx` wrote."""
    model = onnx.load(str(path))
    values = {c.name: numpy_helper.to_array(c).astype(np.float32) for c in model.graph.initializer}
    layers = sum(name.endswith(".query.weight") for name in values)
    network = AttributionNetwork(Shape(layers=tuple(range(layers))))
    by_distance = next(p.value for p in model.metadata_props if p.key == "by_distance")
    weights = {
        **_embeddings(values),
        **_heads(values, network),
        "distance.weight": _distances(json.loads(by_distance), network),
    }
    for number in range(layers):
        weights.update(_layer(values, f"layer{number}", f"layers.{number}"))
    network.load_state_dict({name: torch.from_numpy(value) for name, value in weights.items()})
    return network


def _embeddings(values: Values) -> Values:
    """Word vectors times their scales; the three features' vectors out of their sums."""
    sums = values["feature_vectors"].reshape(len(CASES), len(QUOTES), len(PLACES), -1)
    mean = sums.mean(axis=(0, 1, 2))
    return {
        "words.weight": values["words"] * values["word_scale"],
        "positions.weight": values["positions"],
        "kinds": mean,
        "case.weight": sums.mean(axis=(1, 2)) - mean,
        "quote.weight": sums.mean(axis=(0, 2)) - mean,
        "place.weight": sums.mean(axis=(0, 1)) - mean,
        **_norm(values, "embedding_norm", "embedding_norm"),
    }


def _layer(values: Values, name: str, place: str) -> Values:
    """The parts of one transformer layer under the names that the network has for them."""
    out = {
        **_norm(values, f"{name}.output_norm", f"{place}.output_norm"),
        **_norm(values, f"{name}.narrow_norm", f"{place}.narrow_norm"),
    }
    for part in ("output", "widen", "narrow"):
        out[f"{place}.{part}.weight"] = _product(values, f"{name}.{part}").T
        out[f"{place}.{part}.bias"] = values[f"{name}.{part}.bias"]
    parts = ("query", "key", "value")
    matrices = np.split(_product(values, f"{name}.query"), 3, axis=1)
    biases = np.split(values[f"{name}.query.bias"], 3)
    for part, matrix, bias in zip(parts, matrices, biases, strict=True):
        out[f"{place}.{part}.weight"], out[f"{place}.{part}.bias"] = matrix.T, bias
    return out


def _product(values: Values, name: str) -> NDArray[np.float32]:
    product: NDArray[np.float32] = values[f"{name}.weight"] * values[f"{name}.weight_scale"]
    return product


def _norm(values: Values, name: str, place: str) -> Values:
    return {f"{place}.weight": values[f"{name}.gain"], f"{place}.bias": values[f"{name}.bias"]}


def _heads(values: Values, network: AttributionNetwork) -> Values:
    """The heads, which ship side by side in one matrix."""
    names = ("tags", "cue_side", "token_side")
    edges = np.cumsum([network.get_submodule(name).out_features for name in names])[:-1]
    matrices = np.split(values["heads.weight"], edges, axis=1)
    biases = np.split(values["heads.bias"], edges)
    out: Values = {}
    for name, matrix, bias in zip(names, matrices, biases, strict=True):
        out[f"{name}.weight"], out[f"{name}.bias"] = matrix.T, bias
    return out


def _distances(by_distance: list[list[float]], network: AttributionNetwork) -> NDArray[Any]:
    """What each bucket of distances adds, read off any distance that falls into it."""
    weights: NDArray[Any] = network.distance.weight.detach().numpy().copy()
    buckets = buckets_of_gaps(network.shape)
    for bucket, scores in zip(buckets, zip(*by_distance, strict=True), strict=True):
        weights[bucket] = scores
    return weights


def main() -> None:
    """Parse the arguments and restore."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path, help="verbale/reading/weights/attribution.onnx")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    save(restore(arguments.weights), arguments.out)


if __name__ == "__main__":
    main()
