"""Build ONNX graphs of transformer layers in static int8, node by node.

A graph holds nothing but what runs: one product for query, key and value, biases and scales inside
the products. Quantization is static: scales are fixed from a calibration set, so that a result does
not depend on what is run beside it. Weights keep to seven bits: with eight, processors without VNNI
add two products into 16 bits and clip (onnxruntime, "Quantize ONNX models", on `reduce_range`), and
results differ between machines.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from numpy.typing import NDArray
    from torch import Tensor, nn

Ranges = dict[str, tuple[float, float]]

# Chosen on PolNeAR's dev part, see docs/decisions/2026-11-24-a-larger-teacher.md.
CALIBRATION_PERCENTILE: Final = 99.9999
_EVERY: Final = 5  # one activation in so many is looked at for its percentiles
_WEIGHT_LIMIT: Final = 63  # seven bits with sign
_ONNXRUNTIME: Final = "com.microsoft"  # the domain of its fused operators
_QUANTIZED: Final = ("query", "output", "widen", "narrow")  # key and value share query's input
_FUSED: Final = ("QAttention", "MatMulIntegerToFloat", "Gelu")


@dataclass(slots=True)
class Graph:
    """Nodes and constants of the graph as it grows."""

    nodes: list[Any] = field(default_factory=list)
    constants: list[Any] = field(default_factory=list)

    def constant(self, name: str, value: NDArray[Any]) -> str:
        """Add a constant; give its name."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, operator: str, inputs: list[str], output: str, **attributes: object) -> str:
        """Add a node with one output; give the output's name."""
        domain = _ONNXRUNTIME if operator in _FUSED else ""
        node = helper.make_node(
            operator, inputs, [output], name=output, domain=domain, **attributes
        )
        self.nodes.append(node)
        return output

    def linear(self, name: str, module: nn.Module, source: str) -> str:
        """A product with a module's weights plus its bias, in float32."""
        weight = self.constant(f"{name}.weight", array(module.weight).T)
        bias = self.constant(f"{name}.bias", array(module.bias))
        return self.add("Gemm", [source, weight, bias], f"{name}.out")

    def save(
        self,
        path: str,
        inputs: Iterable[onnx.ValueInfoProto],
        outputs: Iterable[onnx.ValueInfoProto],
        properties: dict[str, str] | None = None,
    ) -> None:
        """Write the model; `properties` go into its metadata."""
        model = helper.make_model(
            helper.make_graph(
                self.nodes, Path(path).stem, list(inputs), list(outputs), self.constants
            ),
            opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(_ONNXRUNTIME, 1)],
            ir_version=9,
        )
        helper.set_model_props(model, properties or {})
        onnx.save(model, path)


def port(name: str, shape: list[str | int], *, floats: bool = True) -> onnx.ValueInfoProto:
    """An input or output, of float32 or else int32."""
    kind = TensorProto.FLOAT if floats else TensorProto.INT32
    return helper.make_tensor_value_info(name, kind, shape)


def transformer_layer(
    graph: Graph, name: str, layer: nn.Module, states: str, ranges: Ranges, lengths: str = ""
) -> str:
    """One transformer layer: fused attention, then the two products, each with its addition.

    `lengths` names the input that tells how many of each text's states are no padding.
    """

    def product(part: str, source: str) -> str:
        module = layer.get_submodule(part)
        inputs = _operands(graph, f"{name}.{part}", [module], source, ranges)
        value, weight, bias, scale, weight_scale, zero, weight_zero = inputs
        ordered = [value, weight, scale, weight_scale, zero, weight_zero, bias]
        return graph.add("MatMulIntegerToFloat", ordered, f"{name}.{part}.out")

    def summed(part: str, before: str, change: str) -> str:
        # Two nodes: the fused one takes four times as long on a CPU.
        total = graph.add("Add", [before, change], f"{name}.{part}.sum")
        return normed(graph, f"{name}.{part}", layer.get_submodule(part), total)

    modules = [layer.get_submodule(part) for part in ("query", "key", "value")]
    value, weight, bias, scale, weight_scale, zero, weight_zero = _operands(
        graph, f"{name}.query", modules, states, ranges
    )
    mixed = graph.add(
        "QAttention",
        [value, weight, bias, scale, weight_scale, lengths, zero, weight_zero],
        f"{name}.mixed",
        num_heads=layer.heads,
    )
    states = summed("output_norm", states, product("output", mixed))
    inner = graph.add("Gelu", [product("widen", states)], f"{name}.inner")
    return summed("narrow_norm", states, product("narrow", inner))


def _operands(
    graph: Graph,
    name: str,
    modules: list[nn.Module],
    source: str,
    ranges: Ranges,
) -> list[str]:
    """Quantize `source` and the modules' weights side by side; names of all seven operands."""
    low, high = ranges[name]
    scale = max(high - low, 1e-8) / 255.0
    zero = int(np.clip(round(-low / scale), 0, 255))
    graph.constant(f"{name}.scale", np.array(scale, dtype=np.float32))
    graph.constant(f"{name}.zero", np.array(zero, dtype=np.uint8))
    value = graph.add(
        "QuantizeLinear", [source, f"{name}.scale", f"{name}.zero"], f"{name}.quantized"
    )
    weight = np.concatenate([array(module.weight).T for module in modules], axis=1)
    steps = np.maximum(np.abs(weight).max(axis=0), 1e-8) / _WEIGHT_LIMIT
    return [
        value,
        graph.constant(f"{name}.weight", np.round(weight / steps).astype(np.int8)),
        graph.constant(f"{name}.bias", np.concatenate([array(m.bias) for m in modules])),
        f"{name}.scale",
        graph.constant(f"{name}.weight_scale", steps.astype(np.float32)),
        f"{name}.zero",
        graph.constant(f"{name}.weight_zero", np.zeros(len(steps), dtype=np.int8)),
    ]


def normed(graph: Graph, name: str, norm: nn.Module, source: str) -> str:
    """A layer normalization."""
    gain = graph.constant(f"{name}.gain", array(norm.weight))
    bias = graph.constant(f"{name}.bias", array(norm.bias))
    return graph.add(
        "LayerNormalization", [source, gain, bias], f"{name}.out", axis=-1, epsilon=1e-12
    )


def array(tensor: Tensor | nn.Module) -> NDArray[np.float32]:
    """A tensor's values in float32."""
    values: NDArray[np.float32] = tensor.detach().numpy().astype(np.float32)  # type: ignore[operator]
    return values


@contextmanager
def watched(layers: nn.ModuleList) -> Iterator[Ranges]:
    """Watch what enters each quantized product; at the end gives the ranges, outliers left out.

    The layers are called `layer0`, `layer1`, ... in the ranges, as `transformer_layer` is to name
    them. The ranges are there once the block is left.
    """
    seen: dict[str, list[NDArray[np.float32]]] = {}

    def watch(name: str) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
        def hook(_module: nn.Module, inputs: tuple[Tensor, ...]) -> None:
            seen.setdefault(name, []).append(inputs[0].flatten()[::_EVERY].numpy())

        return hook

    hooks = [
        layer.get_submodule(part).register_forward_pre_hook(watch(f"layer{number}.{part}"))
        for number, layer in enumerate(layers)
        for part in _QUANTIZED
    ]
    ranges: Ranges = {}
    yield ranges
    for hook in hooks:
        hook.remove()
    share = (100 - CALIBRATION_PERCENTILE, CALIBRATION_PERCENTILE)
    for name, values in seen.items():
        low, high = np.percentile(np.concatenate(values), share)
        ranges[name] = (min(0.0, float(low)), max(0.0, float(high)))
