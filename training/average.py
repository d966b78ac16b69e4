"""Average the weights of several runs of one shape: steadier than the last of them.

Wortsman et al. 2022, "Model soups", arXiv:2203.05482.

usage: python -m training.average A.pt B.pt --out C.pt
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from training.network import save, saved


def main() -> None:
    """Parse the arguments and average."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    runs = [saved(path) for path in arguments.weights]
    weights = [run.state_dict() for run in runs]
    mean = {name: torch.stack([each[name] for each in weights]).mean(0) for name in weights[0]}
    runs[0].load_state_dict(mean)
    save(runs[0], arguments.out)


if __name__ == "__main__":
    main()
