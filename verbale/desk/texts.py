"""The words of the interface, all in `texts.toml`, so that it can be translated."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any, Final

__all__ = ["catalogue", "text"]

_FILE: Final = "texts.toml"


@cache
def catalogue() -> dict[str, str]:
    """Load the texts by their dotted keys, such as `overview.title`."""
    source = resources.files("verbale.desk") / _FILE
    return dict(_flat("", tomllib.loads(source.read_text(encoding="utf-8"))))


def text(key: str, **fields: object) -> str:
    """Give the text of a key with its fields filled in.

    Of a text that counts something there are two, `key.one` and `key.other`, chosen by `count`.

    >>> text("count.days", count=1)
    '1 day'
    """
    texts = catalogue()
    if key not in texts:
        key = f"{key}.{'one' if fields['count'] == 1 else 'other'}"
    return texts[key].format(**fields)


def _flat(prefix: str, table: dict[str, Any]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            found += _flat(f"{prefix}{key}.", value)
        else:
            found.append((prefix + key, value))
    return found
