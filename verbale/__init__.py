"""Turn documents about a public dialogue into a sourced record of who said what.

import verbale

with verbale.Record("samrath.db") as record:
    record.add(verbale.read(document))
    record.statements(speaker="ministry", act="rebuttal")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from verbale.errors import VerbaleError
    from verbale.model import Document, Reading
    from verbale.reading import read, read_many
    from verbale.record import Record

__all__ = ["Document", "Reading", "Record", "VerbaleError", "__version__", "read", "read_many"]

__version__ = "0.1.0"

# Loaded when first asked for: whoever reads needs no database, and whoever asks needs no reader.
_HOMES: Final = {
    "Document": "verbale.model",
    "Reading": "verbale.model",
    "Record": "verbale.record",
    "VerbaleError": "verbale.errors",
    "read": "verbale.reading",
    "read_many": "verbale.reading",
}


if not TYPE_CHECKING:  # or a type checker would believe that every name is there

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module 'verbale' has no attribute {name!r}")
        return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
