"""The words of the interface, all in `texts.toml`, so that it can be translated."""

from __future__ import annotations

from typing import Final

from verbale.exports.texts import Texts

__all__ = ["catalogue", "text"]

_TEXTS: Final = Texts("verbale.desk")


def catalogue() -> dict[str, str]:
    """Give the texts by their dotted keys, such as `overview.title`."""
    return _TEXTS.catalogue


def text(key: str, **fields: object) -> str:
    """Give the text of a key with its fields filled in.

    Of a text that counts something there are two, `key.one` and `key.other`, chosen by `count`.

    >>> text("count.days", count=1)
    '1 day'
    """
    return _TEXTS(key, **fields)
