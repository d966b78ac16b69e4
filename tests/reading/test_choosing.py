from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.reading.choosing import Chooser

if TYPE_CHECKING:
    from pathlib import Path

CHOOSER = Chooser(each={"near": 2.0, "far": -2.0}, none={"bias": 1.0})


def test_what_speaks_for_one_is_weighed_against_none() -> None:
    near, far, nothing = CHOOSER.likelihoods(
        [("bias", 1.0)], [[("near", 1.0)], [("far", 1.0)], [("unheard of", 9.0)]]
    )
    assert near == pytest.approx(0.731, abs=0.001)
    assert near > 0.5 > nothing > far


def test_weights_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "weights.json"
    file.write_text(json.dumps({"each": {"near": 2.0}, "none": {"bias": 1.0}}))
    assert Chooser.load(file).likelihoods([("bias", 1.0)], [[("near", 0.5)]]) == [0.5]


@given(st.lists(st.floats(-1e6, 1e6), max_size=5))
def test_it_is_a_likelihood_whatever_is_said(values: list[float]) -> None:
    found = CHOOSER.likelihoods([("bias", 1.0)], [[("near", value)] for value in values])
    assert len(found) == len(values)
    assert all(0 <= likelihood <= 1 for likelihood in found)
