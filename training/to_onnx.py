"""Turn trained weights into the int8 ONNX file that the package ships.

Quantization is static: scales are fixed from a calibration set, so that a window's result does not
depend on what is run beside it. Word vectors are stored as int8 with one scale each; the two heads
stay in float32.

usage: python -m training.to_onnx --help
"""

from __future__ import annotations

import argparse
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.data import Labelled, load, sample_windows
from training.network import AttributionNetwork, Shape
from verbale.reading.tokens import CONTEXT_LENGTH, CORE_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterator

INPUTS = ("ids", "case", "quote", "place")
CALIBRATION_ARTICLES = 25
CALIBRATION_LENGTH = 160  # tokens; the histograms need windows of one length
# Chosen on PolNeAR's dev part, see docs/decisions/2026-11-24-a-larger-teacher.md.
CALIBRATION_PERCENTILE = 99.98


_WEIGHTED = re.compile(r"/layers\.\d+/(?:query|key|value|output|widen|narrow)/MatMul$")


class _WordVectors(nn.Module):
    """Word vectors in int8, one scale per word."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127.0
        self.register_buffer("values", torch.round(weight / scale).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        return self.values[ids].float() * self.scale[ids]  # type: ignore[index]


class _Exported(nn.Module):
    """The network over one window without padding."""

    def __init__(self, network: AttributionNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, ids: Tensor, case: Tensor, quote: Tensor, place: Tensor
    ) -> tuple[Tensor, Tensor]:
        tags, pairs = self.network(ids, case, quote, place, torch.ones_like(ids))
        return tags[0], pairs[0]


class _Calibration(CalibrationDataReader):
    def __init__(self, articles: list[Labelled]) -> None:
        self.feeds = _feeds(articles)

    def get_next(self) -> dict[str, Any] | None:
        return next(self.feeds, None)


def _feeds(articles: list[Labelled]) -> Iterator[dict[str, Any]]:
    for article in articles:
        for _, window in sample_windows(article, CORE_LENGTH, CONTEXT_LENGTH):
            span = slice(window.first, window.first + CALIBRATION_LENGTH)
            if window.last < span.stop:
                continue
            yield {n: getattr(article.tokens, n)[span].astype(np.int64)[None] for n in INPUTS}


def convert(weights: Path, articles: list[Labelled], out: Path) -> None:
    """Write the quantized network to `out`."""
    saved = torch.load(weights, weights_only=True)
    network = AttributionNetwork(Shape(**saved["shape"]))
    network.load_state_dict(saved["weights"])
    network.eval()
    network.words = _WordVectors(network.words.weight.detach())  # type: ignore[assignment]
    example = tuple(torch.zeros((1, 64), dtype=torch.int64) for _ in INPUTS)
    with tempfile.TemporaryDirectory() as folder:
        plain, ready = Path(folder, "plain.onnx"), Path(folder, "ready.onnx")
        torch.onnx.export(
            _Exported(network),
            example,
            str(plain),
            input_names=list(INPUTS),
            output_names=["tags", "pairs"],
            dynamic_axes={
                **{name: {1: "length"} for name in INPUTS},
                "tags": {0: "length"},
                "pairs": {1: "length", 2: "length"},
            },
            opset_version=17,
            dynamo=False,
        )
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        # Left in float32: the heads, and the products inside attention, which have no weights.
        kept = [
            node.name
            for node in onnx.load(str(ready)).graph.node
            if node.op_type == "MatMul" and not _WEIGHTED.search(node.name)
        ]
        quantize_static(
            str(ready),
            str(out),
            _Calibration(articles),
            quant_format=QuantFormat.QDQ,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul"],
            nodes_to_exclude=kept,
            calibrate_method=CalibrationMethod.Percentile,
            extra_options={
                "MatMulConstBOnly": True,
                "CalibPercentile": CALIBRATION_PERCENTILE,
            },
        )


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
