"""The network: a shortened MiniLM with case, quotation and place added, and two heads.

One head tags each token with its role; the other scores, for every pair of tokens, whether the
second belongs to the source or the content of the attribution whose cue holds the first
(biaffine scoring: Dozat and Manning 2017, arXiv:1611.01734).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from training.data import TAGS
from verbale.reading.tokens import CASES, PLACES, QUOTES

if TYPE_CHECKING:
    from pathlib import Path

_POSITIONS = 512
_VOCABULARY = 30522


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network; `layers` names the layers of the pretrained encoder that are kept."""

    layers: tuple[int, ...] = (0, 1, 2)
    width: int = 384
    heads: int = 12
    head_width: int = 32
    inner: int = 1536
    pair_width: int = 64
    dropout: float = 0.1
    distance_buckets: int = 16


class Layer(nn.Module):
    """One transformer layer, normalised after each part as in BERT."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads, self.head_width = shape.heads, shape.head_width
        mixed = shape.heads * shape.head_width
        self.query = nn.Linear(shape.width, mixed)
        self.key = nn.Linear(shape.width, mixed)
        self.value = nn.Linear(shape.width, mixed)
        self.output = nn.Linear(mixed, shape.width)
        self.output_norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.widen = nn.Linear(shape.width, shape.inner)
        self.narrow = nn.Linear(shape.inner, shape.width)
        self.narrow_norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = nn.Dropout(shape.dropout)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """Mix `[batch, length, width]` states; `mask` is added to the attention's scores."""
        batch, length, _ = states.shape

        def split(x: Tensor) -> Tensor:
            return x.view(batch, length, self.heads, self.head_width).transpose(1, 2)

        query, key = split(self.query(states)), split(self.key(states))
        weights = torch.matmul(query, key.transpose(-1, -2)) * self.head_width**-0.5 + mask
        mixed = torch.matmul(torch.softmax(weights, dim=-1), split(self.value(states)))
        mixed = mixed.transpose(1, 2).reshape(batch, length, self.heads * self.head_width)
        states = self.output_norm(states + self.dropout(self.output(mixed)))
        inner = self.narrow(functional.gelu(self.widen(states)))
        normed: Tensor = self.narrow_norm(states + self.dropout(inner))
        return normed


class AttributionNetwork(nn.Module):
    """Tokens to tag scores `[batch, length, 7]` and pair scores `[batch, 2, length, length]`."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(_VOCABULARY, shape.width)
        self.positions = nn.Embedding(_POSITIONS, shape.width)
        self.kinds = nn.Parameter(torch.zeros(shape.width))
        self.case = nn.Embedding(len(CASES), shape.width)
        self.quote = nn.Embedding(len(QUOTES), shape.width)
        self.place = nn.Embedding(len(PLACES), shape.width)
        for extra in (self.case, self.quote, self.place):
            nn.init.normal_(extra.weight, std=0.01)
        self.embedding_norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = nn.Dropout(shape.dropout)
        self.layers = nn.ModuleList(Layer(shape) for _ in shape.layers)
        self.tags = nn.Linear(shape.width, len(TAGS))
        self.cue_side = nn.Linear(shape.width, 2 * shape.pair_width)
        self.token_side = nn.Linear(shape.width, 2 * shape.pair_width)
        self.distance = nn.Embedding(2 * shape.distance_buckets + 1, 2)
        nn.init.zeros_(self.distance.weight)

    def forward(
        self, ids: Tensor, case: Tensor, quote: Tensor, place: Tensor, mask: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Score windows; `mask` is 1 for tokens and 0 for padding, all inputs `[batch, length]`."""
        states = self.encode(ids, case, quote, place, mask)
        return self.tags(states), self._pairs(states, torch.arange(ids.shape[1]))

    def encode(
        self, ids: Tensor, case: Tensor, quote: Tensor, place: Tensor, mask: Tensor
    ) -> Tensor:
        """States of the last layer, `[batch, length, width]`."""
        length = ids.shape[1]
        order = torch.arange(length, device=ids.device)
        states = self.words(ids) + self.positions(order) + self.kinds
        states = states + self.case(case) + self.quote(quote) + self.place(place)
        states = self.dropout(self.embedding_norm(states))
        bias = (1.0 - mask.to(states.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            states = layer(states, bias)
        dropped: Tensor = self.dropout(states)
        return dropped

    def _pairs(self, states: Tensor, order: Tensor) -> Tensor:
        batch, length, _ = states.shape
        size = self.shape.pair_width
        cue = self.cue_side(states).view(batch, length, 2, size).transpose(1, 2)
        token = self.token_side(states).view(batch, length, 2, size).transpose(1, 2)
        scores = torch.matmul(cue, token.transpose(-1, -2)) * size**-0.5
        near = self.distance(distance_buckets(order, self.shape.distance_buckets))
        biased: Tensor = scores + near.permute(2, 0, 1)[None]
        return biased


def distance_buckets(order: Tensor, buckets: int) -> Tensor:
    """Signed distance of every token pair on a scale that is fine nearby, coarse far off."""
    gap = order[None, :] - order[:, None]
    size = torch.log2(gap.abs().float() + 1.0) * 2.0
    return (torch.sign(gap) * size.clamp(max=buckets)).round().long() + buckets


def buckets_of_gaps(shape: Shape) -> Tensor:
    """The bucket of every distance that two tokens of a window can have, from -511 to 511."""
    gaps = torch.arange(-_POSITIONS + 1, _POSITIONS)
    return distance_buckets(gaps, shape.distance_buckets)[_POSITIONS - 1]


def save(network: AttributionNetwork, path: Path) -> None:
    """Write a network's weights with its shape, for `saved`."""
    torch.save({"shape": asdict(network.shape), "weights": network.state_dict()}, path)


def saved(path: Path) -> AttributionNetwork:
    """The network that `save` wrote."""
    kept = torch.load(path, weights_only=True)
    network = AttributionNetwork(Shape(**kept["shape"]))
    network.load_state_dict(kept["weights"])
    return network


def load_encoder(network: AttributionNetwork, weights: Path) -> None:
    """Fill embeddings and kept layers from a BERT checkpoint in safetensors form."""
    source = load_file(str(weights))
    parts = {
        "words.weight": "embeddings.word_embeddings.weight",
        "positions.weight": "embeddings.position_embeddings.weight",
        "embedding_norm.weight": "embeddings.LayerNorm.weight",
        "embedding_norm.bias": "embeddings.LayerNorm.bias",
    }
    names = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "output": "attention.output.dense",
        "output_norm": "attention.output.LayerNorm",
        "widen": "intermediate.dense",
        "narrow": "output.dense",
        "narrow_norm": "output.LayerNorm",
    }
    for index, layer in enumerate(network.shape.layers):
        for ours, theirs in names.items():
            for part in ("weight", "bias"):
                target = f"layers.{index}.{ours}.{part}"
                parts[target] = f"encoder.layer.{layer}.{theirs}.{part}"
    state = network.state_dict()
    for target, origin in parts.items():
        state[target] = source[origin]
    state["kinds"] = source["embeddings.token_type_embeddings.weight"][0]
    network.load_state_dict(state)
