"""Make the vectors of meaning: `python -m training.meaning --data DATA --encoder FILE --out FILE`.

One vector per word piece, so that the mean over a text is near to what a sentence encoder gives
for it, at a ten-thousandth of the cost. They start from what the encoder says of each piece alone,
weighted by how rare it is, in fewer dimensions (as Model2Vec does; Tulkens and van Dongen 2024,
with the weights of Arora, Liang and Ma, ICLR 2017), and are then fitted to the encoder's vectors of
sentences and statements. Centres of groups of statements, by which near ones are found, go along.

DATA holds train.jsonl and dev.jsonl, FILE is all-MiniLM-L6-v2's model.safetensors.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from training.network import Layer, Shape
from verbale.reading.layout import lay_out

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDTH = 128
_CENTRES = 1024
_LONGEST = 64  # word pieces of a sentence that the encoder sees
_BATCH = 128
_EPOCHS = 12
_RARE = 1e-3
_START, _END = 101, 102  # the encoder's marks around a text


class SentenceEncoder(nn.Module):
    """All six layers of the pretrained encoder; a text is the mean of its tokens' states."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        weights = load_file(str(file))
        shape = Shape(layers=tuple(range(6)))
        self.words = weights["embeddings.word_embeddings.weight"]
        self.places = weights["embeddings.position_embeddings.weight"]
        self.kinds = weights["embeddings.token_type_embeddings.weight"]
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.norm.load_state_dict(_named(weights, "embeddings.LayerNorm"))
        self.layers = nn.ModuleList(Layer(shape) for _ in shape.layers)
        for number, layer in enumerate(self.layers):
            for own, theirs in _PARTS.items():
                part = _named(weights, f"encoder.layer.{number}.{theirs}")
                getattr(layer, own).load_state_dict(part)
        self.eval()

    @torch.no_grad()
    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Give `[batch, 384]` of length one for token numbers `[batch, length]`."""
        states = self.norm(self.words[ids] + self.places[: ids.shape[1]] + self.kinds[0])
        hidden = (1.0 - mask)[:, None, None, :] * -1e4
        for layer in self.layers:
            states = layer(states, hidden)
        mean = (states * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        return functional.normalize(mean, dim=-1)


_PARTS = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "output": "attention.output.dense",
    "output_norm": "attention.output.LayerNorm",
    "widen": "intermediate.dense",
    "narrow": "output.dense",
    "narrow_norm": "output.LayerNorm",
}


def _named(weights: dict[str, Tensor], name: str) -> dict[str, Tensor]:
    return {kind: weights[f"{name}.{kind}"] for kind in ("weight", "bias")}


def sentences(file: Path) -> Iterator[str]:
    """Give every sentence and every statement of the articles of a data file."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            text = article["text"]
            yield from (span.of(text) for span in lay_out(text).sentences)
            for attribution in article["attributions"]:
                yield " ".join(text[start:end] for start, end in attribution["content"])


def encode(encoder: SentenceEncoder, pieces: list[list[int]]) -> Tensor:
    """Give the encoder's vectors of texts, given as numbers of word pieces."""
    order = sorted(range(len(pieces)), key=lambda place: len(pieces[place]))
    made = torch.zeros(len(pieces), 384)
    for start in range(0, len(order), _BATCH):
        some = order[start : start + _BATCH]
        texts = [[_START, *pieces[place], _END] for place in some]
        length = max(map(len, texts))
        ids = torch.tensor([text + [0] * (length - len(text)) for text in texts])
        mask = torch.tensor([[1.0] * len(text) + [0.0] * (length - len(text)) for text in texts])
        made[some] = encoder(ids, mask)
    return made


def principal(vectors: Tensor) -> tuple[Tensor, Tensor]:
    """Give the mean of vectors and the directions in which they differ most."""
    mean = vectors.mean(0)
    _, _, directions = torch.linalg.svd(vectors - mean, full_matrices=False)
    return mean, directions[:_WIDTH].T


def fit(table: Tensor, pieces: list[list[int]], wanted: Tensor) -> Tensor:
    """Move the vectors of word pieces until their means point where the encoder's vectors do."""
    bag = nn.EmbeddingBag.from_pretrained(table, freeze=False, mode="sum")
    optimizer = torch.optim.Adam(bag.parameters(), lr=2e-3)
    shuffled = torch.Generator().manual_seed(1)
    for epoch in range(_EPOCHS):
        total = 0.0
        for some in torch.randperm(len(pieces), generator=shuffled).split(512):
            texts = [pieces[place] for place in some.tolist()]
            offsets = torch.tensor([0, *np.cumsum([len(text) for text in texts])[:-1]])
            ids = torch.tensor([piece for text in texts for piece in text])
            likeness = functional.cosine_similarity(bag(ids, offsets), wanted[some])
            loss = (1 - likeness).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(some)
        print(f"epoch {epoch + 1}: cosine {1 - total / len(pieces):.4f}", flush=True)
    return bag.weight.detach()


def means(table: Tensor, pieces: list[list[int]]) -> Tensor:
    """Give the vectors of texts, of length one."""
    return functional.normalize(torch.stack([table[text].sum(0) for text in pieces]), dim=-1)


def centres(vectors: Tensor) -> Tensor:
    """Group vectors around centres of length one."""
    chosen = torch.randperm(len(vectors), generator=torch.Generator().manual_seed(1))[:_CENTRES]
    found = vectors[chosen]
    for _ in range(15):
        nearest = (vectors @ found.T).argmax(1)
        sums = torch.zeros_like(found).index_add_(0, nearest, vectors)
        empty = torch.bincount(nearest, minlength=_CENTRES) == 0
        sums[empty] = found[empty]
        found = functional.normalize(sums, dim=-1)
    return found


def main() -> None:
    """Make the vectors and write them, as 8-bit numbers with a scale for each row."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    torch.manual_seed(1)
    tokenizer = Tokenizer.from_file(str(options.tokenizer))
    encoder = SentenceEncoder(options.encoder)

    def pieces_of(file: str) -> list[list[int]]:
        texts = list(dict.fromkeys(sentences(options.data / file)))
        coded = tokenizer.encode_batch(texts, add_special_tokens=False)
        return [each.ids[:_LONGEST] for each in coded if len(each.ids) > 3]

    train, dev = pieces_of("train.jsonl"), pieces_of("dev.jsonl")[:4000]
    print(f"{len(train)} texts to train on, {len(dev)} to choose on", flush=True)
    counts = np.bincount([piece for text in train for piece in text], minlength=len(encoder.words))
    share = torch.tensor(counts / counts.sum(), dtype=torch.float32)
    alone = encode(encoder, [[piece] for piece in range(len(encoder.words))])
    wanted, wanted_dev = encode(encoder, train), encode(encoder, dev)
    mean, directions = principal(wanted)
    table = (alone - mean) @ directions * (_RARE / (_RARE + share))[:, None]
    target, target_dev = (wanted - mean) @ directions, (wanted_dev - mean) @ directions
    before = functional.cosine_similarity(means(table, dev), target_dev).mean()
    table = fit(table, train, target)
    vectors = means(table, dev)
    after = functional.cosine_similarity(vectors, target_dev).mean()
    likeness = vectors[:2000] @ vectors[2000:4000].T
    full = wanted_dev[:2000] @ wanted_dev[2000:4000].T
    together = np.corrcoef(likeness.flatten().numpy(), full.flatten().numpy())[0, 1]
    print(f"dev: cosine {before:.3f} before, {after:.3f} after; pairs correlate {together:.3f}")
    middle = centres(means(table, train))
    write(options.out, table.numpy(), middle.numpy())


def write(file: Path, table: np.ndarray, middle: np.ndarray) -> None:
    """Write both tables, each row divided by its largest number."""
    made = {}
    for name, rows in (("pieces", table), ("centres", middle)):
        scale = np.abs(rows).max(1, keepdims=True) / 127 + 1e-9
        made[name] = np.round(rows / scale).astype(np.int8)
        made[f"{name}_scale"] = scale.astype(np.float16)[:, 0]
    np.savez_compressed(file, **made)
    print(f"{file}: {file.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
