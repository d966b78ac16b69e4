"""Catalogues of words that people read: one file of a package, so that it can be translated."""

from __future__ import annotations

import tomllib
from functools import cached_property
from importlib import resources
from typing import Any, Final

__all__ = ["Texts"]

_FILE: Final = "texts.toml"


class Texts:
    """The texts of a package, by their dotted keys, such as `overview.title`."""

    def __init__(self, package: str) -> None:
        self._package = package

    @cached_property
    def catalogue(self) -> dict[str, str]:
        """All texts by their keys."""
        source = resources.files(self._package) / _FILE
        return dict(_flat("", tomllib.loads(source.read_text(encoding="utf-8"))))

    def __call__(self, key: str, **fields: object) -> str:
        """Give the text of a key with its fields filled in.

        Of a text that counts something there are two, `key.one` and `key.other`, chosen by `count`.
        """
        if key not in self.catalogue:
            key = f"{key}.{'one' if fields['count'] == 1 else 'other'}"
        return self.catalogue[key].format(**fields)


def _flat(prefix: str, table: dict[str, Any]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            found += _flat(f"{prefix}{key}.", value)
        else:
            found.append((prefix + key, value))
    return found
