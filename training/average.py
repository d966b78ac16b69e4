"""Average the weights of several runs of one shape: steadier than the last of them.

Wortsman et al. 2022, "Model soups", arXiv:2203.05482.

usage: python -m training.average A.pt B.pt --out C.pt
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    """Parse the arguments and average."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    runs = [torch.load(path, weights_only=True) for path in arguments.weights]
    mean = {
        name: torch.stack([run["weights"][name] for run in runs]).mean(0)
        for name in runs[0]["weights"]
    }
    torch.save({"shape": runs[0]["shape"], "weights": mean}, arguments.out)


if __name__ == "__main__":
    main()
