"""Train the network that weighs acts, on what the shipped attribution network's first layer gives.

Cross-validated over the labelled statements first, which is what is to be looked at; then several
are trained on all of them, teach a smaller one together (Hinton, Vinyals and Dean 2015,
arXiv:1503.02531), and that is written in int8. What is printed for the texts to choose on is a
check.

usage: python -m training.acts --help
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import torch
from onnx import TensorProto
from torch import Tensor, nn
from torch.nn import functional

from training.act_data import Acted, load_acts, load_genre_acts, load_news_acts
from training.network import AttributionNetwork, Shape, load_encoder
from training.pruning import Kept, pruned
from training.quantized import Graph, array, port, transformer_layer, watched
from training.train import HALF_PRECISION
from verbale.model import ACTS, SIDES
from verbale.reading.act_model import CONTENT, CUE, Telling, Utterance
from verbale.reading.acts import plain_act
from verbale.reading.encoder import encode
from verbale.reading.layout import lay_out

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Inputs: TypeAlias = tuple[Tensor, Tensor, Tensor, Tensor]  # what `ActNetwork` is given

FOLDS: Final = 5
EPOCHS: Final = 4
RATE: Final = 1e-4  # what is new learns five times as fast
BATCH: Final = 24
SMOOTHING: Final = 0.1
TEACHERS: Final = 6
KEPT: Final = Kept(heads=8, inner=768)  # of the network that is taught
TAUGHT_RATE: Final = 2e-4
ALSO_LABELS: Final = 0.3  # weight of the labels beside what the teachers say
_WEIGHED: Final = 1500  # examples by which it is told what may be left out
SIDE_UNKNOWN: Final = 0.25  # of statements, as in documents whose reader cannot tell the side
_HIDDEN: Final = 256
_LAYERS: Final = (1, 2)  # of the pretrained encoder
_PARTS: Final = ("state", "media", "critics")


@dataclass(frozen=True, slots=True)
class Example:
    """A statement as the network sees it, its act, and whether its cue leaves the act open."""

    utterance: Utterance
    act: int
    is_open: bool


class ActNetwork(nn.Module):
    """Tokens of statements to scores of acts: `[batch, 8]`."""

    def __init__(self, encoder: Path) -> None:
        super().__init__()
        pretrained = AttributionNetwork(Shape(layers=_LAYERS))
        load_encoder(pretrained, encoder)
        width = pretrained.shape.width
        self.layers = pretrained.layers
        self.marks = nn.Embedding(3, width)
        self.manners = nn.Embedding(2 * len(SIDES), width)
        for extra in (self.marks, self.manners):
            nn.init.normal_(extra.weight, std=0.01)
        self.hidden = nn.Linear(3 * width + 2 * len(SIDES), _HIDDEN)
        self.acts = nn.Linear(_HIDDEN, len(ACTS))
        self.dropout = nn.Dropout(0.1)
        self.register_buffer("prior", torch.zeros(2 * len(SIDES), len(ACTS)))

    def forward(self, shallow: Tensor, marks: Tensor, manner: Tensor, mask: Tensor) -> Tensor:
        """Score statements; `mask` is 1 for tokens and 0 for padding."""
        states = self.dropout(shallow + self.marks(marks) + self.manners(manner)[:, None])
        bias = (1.0 - mask)[:, None, None, :] * -1e4
        for layer in self.layers:
            states = layer(states, bias.to(states.dtype))
        cue, content = ((marks == mark).to(states.dtype)[..., None] for mark in (CUE, CONTENT))
        told = functional.one_hot(manner, 2 * len(SIDES)).to(states.dtype)
        parts = [_mean(states, cue), _mean(states, content), _highest(states, content), told]
        hidden = functional.gelu(self.hidden(torch.cat(parts, dim=-1)))
        scores: Tensor = self.acts(self.dropout(hidden)) + self.prior[manner]
        return scores


def _mean(states: Tensor, inside: Tensor) -> Tensor:
    mean: Tensor = (states * inside).sum(1) / inside.sum(1).clamp(min=1.0)
    return mean


def _highest(states: Tensor, inside: Tensor) -> Tensor:
    most: Tensor = (states + (inside - 1.0) * 1e4).amax(1)
    return most


def examples(statements: Sequence[Acted]) -> list[Example]:
    """Run the attribution network over the statements' words."""
    return [_example(statement) for statement in statements]


def _example(acted: Acted) -> Example:
    cue, content = (" ".join(s.of(acted.text) for s in part) for part in (acted.cue, acted.content))
    telling = Telling(acted.cue, acted.content, acted.side, acted.replies)
    utterance = Utterance.of(encode(lay_out(acted.text)), telling)
    return Example(utterance, ACTS.index(acted.act), plain_act(cue, content, acted.side) is None)


def collate(batch: Sequence[Example]) -> Inputs:
    """Pad statements to one length."""
    shape = (len(batch), max(len(e.utterance.marks) for e in batch))
    shallow = np.zeros((*shape, batch[0].utterance.shallow.shape[1]), dtype=np.float32)
    marks, mask = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.float32)
    for row, example in enumerate(batch):
        size = len(example.utterance.marks)
        shallow[row, :size] = example.utterance.shallow
        marks[row, :size] = example.utterance.marks
        mask[row, :size] = 1.0
    manner = np.array([e.utterance.manner for e in batch], dtype=np.int64)
    arrays = (shallow, marks, manner, mask)
    return tuple(map(torch.from_numpy, arrays))  # type: ignore[return-value]


def fit(known: Sequence[Example], encoder: Path, seed: int, epochs: int = EPOCHS) -> ActNetwork:
    """Train a network on `known`."""
    torch.manual_seed(seed)
    network = ActNetwork(encoder).train()
    groups: list[list[Tensor]] = [[], []]
    for name, parameter in network.named_parameters():
        groups[not name.startswith("layers")].append(parameter)

    def loss(inputs: Inputs, wanted: Tensor) -> Tensor:
        return functional.cross_entropy(network(*inputs).float(), wanted, label_smoothing=SMOOTHING)

    return _trained(
        network, list(zip(groups, (RATE, 5 * RATE), strict=True)), loss, known, seed, epochs
    )


def teach(teachers: Sequence[ActNetwork], known: Sequence[Example]) -> ActNetwork:
    """Train a smaller network on what several say of `known` on average, and on the labels."""
    torch.manual_seed(FOLDS)
    rng = random.Random(FOLDS)  # noqa: S311 - not for secrets
    shown = rng.sample(list(known), min(_WEIGHED, len(known)))
    network = pruned(teachers[0], KEPT, lambda net: (_error(net, b) for b in _batches(shown, rng)))

    def loss(inputs: Inputs, wanted: Tensor) -> Tensor:
        with torch.no_grad():
            said = torch.stack([teacher(*inputs).float().log_softmax(-1) for teacher in teachers])
        scores = network(*inputs).float()
        told = said.mean(0).softmax(-1)
        alike = functional.kl_div(scores.log_softmax(-1), told, reduction="batchmean")
        labels = functional.cross_entropy(scores, wanted, label_smoothing=SMOOTHING)
        return alike + ALSO_LABELS * labels

    groups = [(list(network.train().parameters()), TAUGHT_RATE)]
    return _trained(network, groups, loss, known, FOLDS, EPOCHS)


def _error(network: ActNetwork, batch: Sequence[Example]) -> Tensor:
    wanted = torch.tensor([example.act for example in batch])
    return functional.cross_entropy(network(*collate(batch)), wanted)


def _trained(
    network: ActNetwork,
    groups: Sequence[tuple[list[Tensor], float]],
    loss_of: Callable[[Inputs, Tensor], Tensor],
    known: Sequence[Example],
    seed: int,
    epochs: int,
) -> ActNetwork:
    """Descend the loss, each group of parameters at its rate."""
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    optimizer = torch.optim.AdamW(
        [{"params": part, "lr": rate} for part, rate in groups], weight_decay=0.01
    )
    plan = [batch for _ in range(epochs) for batch in _batches(known, rng)]
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        [rate for _, rate in groups],
        total_steps=len(plan) + 1,
        pct_start=0.1,
        anneal_strategy="linear",
    )
    for exact in plan:
        batch = [_forgetful(example, rng) for example in exact]
        wanted = torch.tensor([example.act for example in batch])
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALF_PRECISION):
            loss = loss_of(collate(batch), wanted)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
    return network.eval()


def _forgetful(example: Example, rng: random.Random) -> Example:
    """Now and then a statement whose speaker's side is not known."""
    if rng.random() >= SIDE_UNKNOWN:
        return example
    manner = 2 * SIDES.index("other") + example.utterance.manner % 2
    return replace(example, utterance=replace(example.utterance, manner=manner))


def _batches(known: Sequence[Example], rng: random.Random) -> list[list[Example]]:
    """All statements once, those of like length together, in random order."""
    ranked = sorted(known, key=lambda e: (len(e.utterance.marks) // 8, rng.random()))
    groups = [ranked[at : at + BATCH] for at in range(0, len(ranked), BATCH)]
    rng.shuffle(groups)
    return groups


def shift(taught: Sequence[Example], natural: Sequence[Example]) -> Tensor:
    """What is added to the scores for each manner: `[manners, acts]`.

    Statements made up one by one are spread over the acts as their makers liked; in documents and
    news articles monitors mostly raise concerns, states mostly answer, others mostly assert. The
    logarithm of the ratio of the two frequencies is added (Saerens, Latinne and Decaestecker 2002,
    Neural Computation 14).
    """
    ratio = _frequencies(natural).log() - _frequencies(taught).log()
    return ratio.repeat_interleave(2, dim=0)


def _frequencies(known: Sequence[Example]) -> Tensor:
    """Frequencies of the acts that cues leave open, `[sides, acts]`; critics are counted as one."""
    counts = torch.full((len(_PARTS), len(ACTS)), 2.0)
    for example in known:
        if example.is_open:
            counts[_part(SIDES[example.utterance.manner // 2]), example.act] += 1
    shares = counts / counts.sum(1, keepdim=True)
    return shares[[_part(side) for side in SIDES]]


def _part(side: str) -> int:
    return _PARTS.index(side) if side in _PARTS else len(_PARTS) - 1


@torch.no_grad()
def share_right(network: ActNetwork, held: Sequence[Example]) -> float:
    """Share of statements with an open cue whose act is found."""
    asked = [example for example in held if example.is_open]
    right = [int(network(*collate([example])).argmax()) == example.act for example in asked]
    return round(sum(right) / max(1, len(right)), 4)


def export(network: ActNetwork, known: Sequence[Example], out: Path) -> None:
    """Write the network in int8: statements' `shallow`, `marks`, `manner`, `lengths` to `acts`.

    Statements are padded to one length; what is padding is looked at by nothing.
    """
    with torch.no_grad(), watched(network.layers) as ranges:
        for example in known:
            network(*collate([example]))
    graph = Graph()
    graph.constant("mark_vectors", array(network.marks.weight))
    graph.constant("manner_vectors", array(network.manners.weight))
    graph.add("Gather", ["mark_vectors", "marks"], "mark")
    graph.add("Gather", ["manner_vectors", "manner"], "manner_row")
    middle = graph.constant("middle", np.ones(1, dtype=np.int64))
    graph.add("Unsqueeze", ["manner_row", middle], "manner_vector")
    graph.add("Add", ["shallow", "mark"], "marked")
    states = graph.add("Add", ["marked", "manner_vector"], "summed")
    for number, layer in enumerate(network.layers):
        states = transformer_layer(graph, f"layer{number}", layer, states, ranges, "lengths")
    graph.constant("each_manner", np.eye(2 * len(SIDES), dtype=np.float32))
    told = graph.add("Gather", ["each_manner", "manner"], "told")
    graph.add("Concat", [*_pooled(graph, states), told], "pooled", axis=1)
    hidden = graph.add("Gelu", [graph.linear("hidden", network.hidden, "pooled")], "active")
    graph.constant("prior", array(network.prior))
    graph.add("Gather", ["prior", "manner"], "expected")
    graph.add("Add", [graph.linear("scored", network.acts, hidden), "expected"], "acts")
    graph.save(
        str(out),
        [
            port("shallow", ["statements", "length", network.marks.embedding_dim]),
            port("marks", ["statements", "length"], floats=False),
            port("manner", ["statements"], floats=False),
            port("lengths", ["statements"], floats=False),
        ],
        [port("acts", ["statements", len(ACTS)])],
    )


def _pooled(graph: Graph, states: str) -> list[str]:
    """Means of cue and content, largest values of the content: `[statements, width]` each."""
    one = graph.constant("one", np.ones((), dtype=np.float32))
    axis = graph.constant("axis", np.ones(1, dtype=np.int64))
    last = graph.constant("last", np.full(1, 2, dtype=np.int64))
    out = []
    for name, mark in (("cue", CUE), ("content", CONTENT)):
        graph.constant(f"{name}.mark", np.array(mark, dtype=np.int32))
        graph.add("Equal", ["marks", f"{name}.mark"], f"{name}.is")
        graph.add("Cast", [f"{name}.is"], f"{name}.flat", to=TensorProto.FLOAT)
        inside = graph.add("Unsqueeze", [f"{name}.flat", last], f"{name}.inside")
        graph.add("Mul", [states, inside], f"{name}.own")
        graph.add("ReduceSum", [f"{name}.own", axis], f"{name}.sum", keepdims=0)
        graph.add("ReduceSum", [inside, axis], f"{name}.count", keepdims=0)
        graph.add("Max", [f"{name}.count", one], f"{name}.size")
        out.append(graph.add("Div", [f"{name}.sum", f"{name}.size"], f"{name}.mean"))
    far = graph.constant("far", np.array(1e4, dtype=np.float32))
    graph.add("Sub", ["content.inside", one], "outside")
    graph.add("Mul", ["outside", far], "hidden_away")
    graph.add("Add", [states, "hidden_away"], "only_content")
    out.append(graph.add("ReduceMax", ["only_content"], "highest", axes=[1], keepdims=0))
    return out


def _in_documents(folders: Sequence[Path], part: str) -> list[Example]:
    return examples([each for folder in folders for each in load_genre_acts(folder, part)])


def main() -> None:
    """Parse the arguments, cross-validate, train, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with train.jsonl")
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--acts", type=Path, required=True)
    parser.add_argument("--genres", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=FOLDS, help="how many to measure (0: none)")
    arguments = parser.parse_args()
    labels = arguments.acts / "news/labels.jsonl"
    documents = _in_documents(arguments.genres, "train")
    made = examples(load_acts(arguments.acts))
    news = examples(load_news_acts(labels, arguments.data / "train.jsonl"))
    known = [*made, *news, *documents]
    check = _in_documents(arguments.genres, "choose")
    order = np.random.default_rng(0).permutation(len(known))
    for fold in range(arguments.folds):
        held = [known[i] for i in order[fold::FOLDS]]
        rest = [known[i] for n, i in enumerate(order) if n % FOLDS != fold]
        network = fit(rest, arguments.encoder, seed=fold)
        shares = {"held out": share_right(network, held), "genres": share_right(network, check)}
        print(json.dumps({"fold": fold, **shares}), flush=True)
    teachers = [fit(known, arguments.encoder, seed=FOLDS + n) for n in range(TEACHERS)]
    network = teach(teachers, known)
    network.prior.copy_(shift(known, [*news, *documents]))
    print(json.dumps({"statements": len(known), "genres": share_right(network, check)}))
    export(network, known[:: max(1, len(known) // 400)], arguments.out)


if __name__ == "__main__":
    main()
