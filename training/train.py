"""Train the attribution network on labelled articles; keep the best by the tags' F1 on dev.

usage: python -m training.train --help
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from training.data import (
    CONTENT,
    NO_ROLE,
    SOURCE,
    TAGS,
    Labelled,
    load,
    load_genres,
    sample_windows,
)
from training.network import AttributionNetwork, Shape, load_encoder, save, saved
from verbale.reading.tokens import CONTEXT_LENGTH, CORE_LENGTH, Window

SHORTEST_CORE: Final = 96  # window lengths are drawn anew per epoch, so that edges fall elsewhere
TOKENS_PER_BATCH: Final = 3072
AVERAGE_DECAY: Final = 0.998
INPUTS: Final = ("ids", "case", "quote", "place", "mask")
SHARE_TAUGHT: Final = 0.7  # of the loss that comes from a teacher where there is one
GENRE_WEIGHT: Final = 8  # times that each annotated genre text is shown per epoch
# Processors without instructions for bfloat16 emulate it, 25 times slower than float32.
HALF_PRECISION: Final = "avx512" in torch.backends.cpu.get_cpu_capability().lower()
_CUE_TAGS: Final = (TAGS.index("B-cue"), TAGS.index("I-cue"))

Sample = tuple[Labelled, Window]
Batch = dict[str, Tensor]


@dataclass(slots=True)
class Lesson:
    """Windows that are learned together, and what the teacher says of them once it was asked."""

    samples: list[Sample]
    taught: tuple[Tensor, Tensor] | None = None


def collate(samples: list[Sample]) -> Batch:
    """Pad windows to one length; tokens of the context and padding carry the tag -100."""
    length = max(window.last - window.first for _, window in samples)
    shape = (len(samples), length)
    out = {name: np.zeros(shape, dtype=np.int64) for name in ("ids", "case", "quote", "place")}
    out["mask"] = np.zeros(shape, dtype=np.int64)
    out["tags"] = np.full(shape, -100, dtype=np.int64)
    out["cue"] = np.zeros(shape, dtype=np.int64)
    out["owner"] = np.full(shape, -1, dtype=np.int64)
    out["role"] = np.zeros(shape, dtype=np.int64)
    for row, (article, window) in enumerate(samples):
        span, size = slice(window.first, window.last), window.last - window.first
        for name in ("ids", "case", "quote", "place"):
            out[name][row, :size] = getattr(article.tokens, name)[span]
        out["mask"][row, :size] = 1
        tags = article.tags[span].astype(np.int64)
        core = window.core - window.first
        out["tags"][row, core:size] = tags[core:]
        out["cue"][row, :size] = np.isin(tags, _CUE_TAGS)
        out["owner"][row, :size] = article.attribution[span]
        out["role"][row, :size] = _pair_roles(tags)
    return {name: torch.from_numpy(values) for name, values in out.items()}


def _pair_roles(tags: np.ndarray) -> np.ndarray:
    role = np.full(len(tags), NO_ROLE)
    role[np.isin(tags, (TAGS.index("B-source"), TAGS.index("I-source")))] = SOURCE
    role[np.isin(tags, (TAGS.index("B-content"), TAGS.index("I-content")))] = CONTENT
    return role


def lessons(articles: list[Labelled], rng: random.Random) -> list[Lesson]:
    """Windows of all articles, news and genres apart, grouped by length, in random order."""
    samples = [
        sample
        for article in articles
        for sample in sample_windows(
            article, rng.randint(SHORTEST_CORE, CORE_LENGTH), rng.randint(0, CONTEXT_LENGTH)
        )
    ]
    rng.shuffle(samples)
    samples.sort(key=lambda s: (s[0].genre, (s[1].last - s[1].first) // 16))
    groups: list[list[Sample]] = [[]]
    for sample in samples:
        longest = max((w.last - w.first for _, w in [*groups[-1], sample]))
        other = bool(groups[-1]) and groups[-1][0][0].genre != sample[0].genre
        full = longest * (len(groups[-1]) + 1) > TOKENS_PER_BATCH
        if groups[-1] and (full or other):
            groups.append([])
        groups[-1].append(sample)
    return [Lesson(group) for group in groups]


def distances(
    scores: tuple[Tensor, Tensor], taught: tuple[Tensor, Tensor], batch: Batch
) -> tuple[Tensor, Tensor]:
    """Cross entropy of our scores under a teacher's, for tags and for the pairs of cue tokens."""
    tags = functional.cross_entropy(_known(scores[0], batch), taught[0].float())
    ours = _cue_rows(scores[1], batch)
    if not len(ours):
        return tags, tags * 0
    return tags, functional.cross_entropy(ours, taught[1].float())


def _known(tag_scores: Tensor, batch: Batch) -> Tensor:
    """Tag scores of the tokens that are labelled: `[tokens, 7]`."""
    return tag_scores[batch["tags"] != -100]


def _cue_rows(pair_scores: Tensor, batch: Batch) -> Tensor:
    """Scores of none, source and content for each cue token with each token: `[pairs, 3]`."""
    row, column = torch.nonzero(batch["cue"], as_tuple=True)
    return _three_ways(pair_scores[row, :, column, :])[batch["mask"][row] == 1]


def _three_ways(scores: Tensor) -> Tensor:
    """Scores of source and content `[cues, 2, length]` with none before: `[cues, length, 3]`."""
    return torch.cat([torch.zeros_like(scores[:, :1]), scores], dim=1).transpose(1, 2)


def losses(tag_scores: Tensor, pair_scores: Tensor, batch: Batch) -> tuple[Tensor, Tensor]:
    """Cross entropy of the tags, and of each cue token's role for every token of its window."""
    tag_loss = functional.cross_entropy(
        tag_scores.flatten(0, 1), batch["tags"].flatten(), ignore_index=-100
    )
    row, column = torch.nonzero(batch["cue"], as_tuple=True)
    if not len(row):
        return tag_loss, tag_loss * 0
    scores = _three_ways(pair_scores[row, :, column, :]).transpose(1, 2)
    mine = batch["owner"][row] == batch["owner"][row, column][:, None]
    wanted = torch.where(mine, batch["role"][row], 0)
    wanted = torch.where(batch["mask"][row] == 1, wanted, -100)
    return tag_loss, functional.cross_entropy(scores, wanted, ignore_index=-100)


@torch.no_grad()
def evaluate(network: AttributionNetwork, articles: list[Labelled]) -> dict[str, float]:
    """Token-level F1 of each role, and the share of tokens whose best cue is theirs."""
    network.eval()
    found = np.zeros((3, 3))
    linked = total = 0
    for article in articles:
        for sample in sample_windows(article, CORE_LENGTH, CONTEXT_LENGTH):
            batch = collate([sample])
            tags, pairs = network(*(batch[name] for name in INPUTS))
            gold, guess = batch["tags"][0].numpy(), tags[0].argmax(-1).numpy()
            known = gold >= 0
            for role in range(3):
                is_gold = (gold[known] + 1) // 2 == role + 1
                is_guess = (guess[known] + 1) // 2 == role + 1
                found[role] += (is_gold & is_guess).sum(), is_guess.sum(), is_gold.sum()
            cues = torch.nonzero(batch["cue"][0]).flatten()
            if not len(cues):
                continue
            owners = batch["owner"][0]
            for role in (SOURCE, CONTENT):
                tokens = torch.nonzero(
                    (batch["role"][0] == role) & torch.isin(owners, owners[cues])
                ).flatten()
                if len(tokens):
                    best = cues[pairs[0, role - 1][cues][:, tokens].argmax(0)]
                    linked += int((owners[best] == owners[tokens]).sum())
                    total += len(tokens)
    network.train()
    out = {
        name: 2 * tp / max(1.0, guessed + gold)
        for name, (tp, guessed, gold) in zip(("source", "cue", "content"), found, strict=True)
    }
    return {**out, "linked": linked / max(1, total)}


def main() -> None:
    """Parse the arguments, train, save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with train/dev.jsonl")
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--genres", type=Path, nargs="+", default=[], help="folders of annotated dossiers, too"
    )
    parser.add_argument("--start", type=Path, help="weights of an earlier run to go on from")
    parser.add_argument("--teacher", type=Path, help="weights of a larger network to learn from")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--layers", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    train(arguments)


@dataclass(slots=True)
class Run:
    """One training run: the network, its running average, and what moves them."""

    network: AttributionNetwork
    average: AttributionNetwork
    teacher: AttributionNetwork | None
    optimizer: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LRScheduler

    def step(self, lesson: Lesson, number: int) -> tuple[float, float]:
        """Learn from one lesson; give the losses of tags and pairs."""
        tag_loss, pair_loss = self._losses(lesson)
        self._follow(tag_loss + 2.0 * pair_loss, number)
        return tag_loss.item(), pair_loss.item()

    def _losses(self, lesson: Lesson) -> tuple[Tensor, Tensor]:
        batch = collate(lesson.samples)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALF_PRECISION):
            tags, pairs = self.network(*(batch[name] for name in INPUTS))
        scores = tags.float(), pairs.float()
        tag_loss, pair_loss = losses(*scores, batch)
        if self.teacher is not None and not lesson.samples[0][0].genre:
            lesson.taught = lesson.taught or _taught(self.teacher, batch)
            soft = distances(scores, lesson.taught, batch)
            tag_loss = (1 - SHARE_TAUGHT) * tag_loss + SHARE_TAUGHT * soft[0]
            pair_loss = (1 - SHARE_TAUGHT) * pair_loss + SHARE_TAUGHT * soft[1]
        return tag_loss, pair_loss

    def _follow(self, loss: Tensor, number: int) -> None:
        """Move the network down the loss, and its running average after it."""
        self.optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.schedule.step()
        decay = min(AVERAGE_DECAY, number / (number + 10))
        with torch.no_grad():
            pairs = zip(self.average.parameters(), self.network.parameters(), strict=True)
            for kept, now in pairs:
                kept.lerp_(now, 1.0 - decay)


def train(arguments: argparse.Namespace) -> None:
    """Run all epochs; the weights that are saved are the running average at the end."""
    random.seed(arguments.seed)
    torch.manual_seed(arguments.seed)
    rng = random.Random(arguments.seed)  # noqa: S311 - not for secrets
    train_set, dev_sets = _data(arguments)
    plan = _plan(train_set, arguments, rng)
    run = _prepared(arguments, plan)
    per_epoch = len(plan) // arguments.epochs
    began = time.time()
    running = np.zeros(2)
    for number, lesson in enumerate(plan, start=1):
        running += run.step(lesson, number)
        if number % 50 == 0:
            seconds = time.time() - began
            print(f"step {number}/{len(plan)} loss {running / 50} {seconds:.0f}s", flush=True)
            running[:] = 0
        if number % per_epoch == 0 or number == len(plan):
            for name, articles in dev_sets.items():
                print(name, json.dumps(evaluate(run.average, articles)), flush=True)
            save(run.average, arguments.out)


def _plan(
    train_set: list[Labelled], arguments: argparse.Namespace, rng: random.Random
) -> list[Lesson]:
    """All epochs' lessons; with a teacher two ways to cut windows take turns, to ask it twice."""
    cuts = min(2, arguments.epochs) if arguments.teacher else arguments.epochs
    drawn = [lessons(train_set, rng) for _ in range(cuts)]
    plan: list[Lesson] = []
    for epoch in range(arguments.epochs):
        plan += rng.sample(drawn[epoch % cuts], len(drawn[epoch % cuts]))
    return plan


def _data(arguments: argparse.Namespace) -> tuple[list[Labelled], dict[str, list[Labelled]]]:
    """What is trained on, and by name what is looked at after every epoch."""
    tokenizer = Tokenizer.from_file(str(arguments.tokenizer))
    train_set = load(arguments.data / "train.jsonl", tokenizer)
    dev_sets = {"dev": load(arguments.data / "dev.jsonl", tokenizer)}
    for folder in arguments.genres:
        train_set += GENRE_WEIGHT * load_genres(folder, "train", tokenizer)
        dev_sets[folder.name] = load_genres(folder, "choose", tokenizer)
    return train_set, dev_sets


def _prepared(arguments: argparse.Namespace, plan: list[Lesson]) -> Run:
    """Networks, optimizer and schedule; what is new learns five times as fast."""
    if arguments.start:
        network = saved(arguments.start)
    else:
        network = AttributionNetwork(Shape(layers=tuple(arguments.layers)))
        load_encoder(network, arguments.encoder)
    network.train()
    average = AttributionNetwork(network.shape)
    average.load_state_dict(network.state_dict())
    groups: list[list[Tensor]] = [[], []]
    for name, parameter in network.named_parameters():
        groups[name.split(".")[0] in _NEW_PARTS].append(parameter)
    rates = [arguments.rate, arguments.rate * 5]
    optimizer = torch.optim.AdamW(
        [{"params": part, "lr": rate} for part, rate in zip(groups, rates, strict=True)],
        weight_decay=0.01,
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, rates, total_steps=len(plan) + 1, pct_start=0.06, anneal_strategy="linear"
    )
    teacher = saved(arguments.teacher).eval() if arguments.teacher else None
    return Run(network, average, teacher, optimizer, schedule)


_NEW_PARTS: Final = {"case", "quote", "place", "tags", "cue_side", "token_side", "distance"}


@torch.no_grad()
def _taught(teacher: AttributionNetwork, batch: Batch) -> tuple[Tensor, Tensor]:
    """What the teacher says, as probabilities of labelled tokens' tags and of cue tokens' pairs."""
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALF_PRECISION):
        tags, pairs = teacher(*(batch[name] for name in INPUTS))
    said = _known(tags.float(), batch), _cue_rows(pairs.float(), batch)
    return said[0].softmax(-1).half(), said[1].softmax(-1).half()


if __name__ == "__main__":
    main()
