"""Weights that are missing or damaged are named, with what to do."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

import pytest

from verbale.errors import MissingWeights
from verbale.reading.encoder import open_session

if TYPE_CHECKING:
    from pathlib import Path

WEIGHTS = resources.files("verbale.reading") / "weights"


def test_missing_weights_are_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(MissingWeights, match=r"gone\.onnx.* is missing\. Install it again: pip "):
        open_session(tmp_path / "gone.onnx")


@pytest.mark.parametrize("name", ["attribution.onnx", "acts.onnx"])
def test_damaged_weights_are_named_with_the_remedy(tmp_path: Path, name: str) -> None:
    damaged = tmp_path / name
    damaged.write_bytes((WEIGHTS / name).read_bytes()[:100_000])
    with pytest.raises(MissingWeights, match=rf"{name}.* cannot be loaded\. Install it again"):
        open_session(damaged)


def test_all_weights_together_are_small() -> None:
    total = sum(len(each.read_bytes()) for each in WEIGHTS.iterdir() if each.is_file())
    assert total <= 40_000_000
