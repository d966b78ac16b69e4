"""Make a trained network's layers smaller: leave out the heads and units that matter least.

How much one matters is the first-order change of the loss when it is left out, summed over examples
(Michel, Levy and Neubig 2019, arXiv:1905.10650; Molchanov et al. 2017, arXiv:1611.06440).
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import torch
from torch import Tensor, nn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from training.network import Layer

Network = TypeVar("Network", bound=nn.Module)


@dataclass(frozen=True, slots=True)
class Kept:
    """How many attention heads and inner units of each layer are kept."""

    heads: int
    inner: int


def pruned(network: Network, kept: Kept, losses: Callable[[Network], Iterable[Tensor]]) -> Network:
    """Give a copy of a network whose `layers` are smaller, by what `losses` gives for examples."""
    smaller = copy.deepcopy(network).eval()
    layers: list[Layer] = list(smaller.layers)  # type: ignore[arg-type]
    worth = _worth(smaller, layers, losses)
    for layer, (heads, units) in zip(layers, worth, strict=True):
        _keep_heads(layer, heads.topk(kept.heads).indices.sort().values)
        _keep_units(layer, units.topk(kept.inner).indices.sort().values)
    return smaller


def _worth(
    network: Network, layers: list[Layer], losses: Callable[[Network], Iterable[Tensor]]
) -> list[tuple[Tensor, Tensor]]:
    """What the heads and the units of each layer are worth."""
    entering: dict[nn.Module, Tensor] = {}

    def watch(part: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        inputs[0].retain_grad()
        entering[part] = inputs[0]

    parts = [part for layer in layers for part in (layer.output, layer.narrow)]
    hooks = [part.register_forward_pre_hook(watch) for part in parts]
    worth = {part: torch.zeros(part.in_features) for part in parts}
    for loss in losses(network):
        network.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        for part, states in entering.items():
            assert states.grad is not None
            worth[part] += (states * states.grad).detach().sum(dim=1).abs().sum(dim=0)
    for hook in hooks:
        hook.remove()
    return [
        (worth[layer.output].view(layer.heads, -1).sum(dim=1), worth[layer.narrow])
        for layer in layers
    ]


def _keep_heads(layer: Layer, heads: Tensor) -> None:
    columns = (heads[:, None] * layer.head_width + torch.arange(layer.head_width)).flatten()
    for name in ("query", "key", "value"):
        setattr(layer, name, _rows(getattr(layer, name), columns))
    layer.output = _columns(layer.output, columns)
    layer.heads = len(heads)


def _keep_units(layer: Layer, units: Tensor) -> None:
    layer.widen = _rows(layer.widen, units)
    layer.narrow = _columns(layer.narrow, units)


@torch.no_grad()
def _rows(linear: nn.Linear, rows: Tensor) -> nn.Linear:
    smaller = nn.Linear(linear.in_features, len(rows))
    smaller.weight.copy_(linear.weight[rows])
    smaller.bias.copy_(linear.bias[rows])
    return smaller


@torch.no_grad()
def _columns(linear: nn.Linear, columns: Tensor) -> nn.Linear:
    smaller = nn.Linear(len(columns), linear.out_features)
    smaller.weight.copy_(linear.weight[:, columns])
    smaller.bias.copy_(linear.bias)
    return smaller
