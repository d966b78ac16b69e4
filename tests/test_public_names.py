from __future__ import annotations

import subprocess
import sys

import pytest

import verbale


def test_public_names_are_sorted_and_there() -> None:
    assert sorted(verbale.__all__) == verbale.__all__
    assert all(getattr(verbale, name) is not None for name in verbale.__all__)
    assert set(verbale.__all__) <= set(dir(verbale))


def test_nothing_else_is_public() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Statement'"):
        _ = verbale.Statement  # type: ignore[attr-defined]


def test_reading_needs_no_database() -> None:
    code = "import sys, verbale; verbale.read; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
