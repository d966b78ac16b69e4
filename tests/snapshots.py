"""Output that people read, kept as files in `tests/snapshots`.

`make snapshots` writes them anew; whoever does reads the difference.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

__all__ = ["check_snapshot"]

_FOLDER: Final = Path(__file__).parent / "snapshots"
_REWRITE: Final = bool(os.environ.get("VERBALE_REWRITE_SNAPSHOTS"))


def check_snapshot(name: str, output: str) -> None:
    """Compare `output` with the file `name`."""
    path = _FOLDER / name
    if _REWRITE:
        assert not os.environ.get("CI"), "snapshots are rewritten by hand, never in CI"
        path.write_text(output, encoding="utf-8")
    assert output == path.read_text(encoding="utf-8"), f"{name}: see `make snapshots`"
