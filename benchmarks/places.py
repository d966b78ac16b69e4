"""Files and folders that measurements are given."""

from __future__ import annotations

import argparse
from pathlib import Path

__all__ = ["existing"]


def existing(path: str) -> Path:
    """Give the path of what is there; the command line tells it where nothing is."""
    if not Path(path).exists():
        raise argparse.ArgumentTypeError(f"{path}: there is nothing of that name")
    return Path(path)
