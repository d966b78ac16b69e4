"""Texts of documents made fit for a page: on one line, without what would steer it."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from verbale.record.rows import one_line

__all__ = ["safe", "safe_link"]

# Controls; overrides and isolates of the direction; half surrogates and what XML cannot hold.
_STEERING: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_KEPT_IN_LINKS: Final = "%/:?#[]@!$&'()*+,;=~"


def safe(text: str) -> str:
    r"""Put a text on one line, with a sign in the place of what would steer a page.

    >>> safe("He said\u202e  so.")
    'He said� so.'
    """
    return one_line(_STEERING.sub("\ufffd", text))


def safe_link(address: str | None) -> str | None:
    """Write an address with nothing in it that is not of an address.

    >>> safe_link("https://example.org/a b")
    'https://example.org/a%20b'
    """
    return None if address is None else quote(address, safe=_KEPT_IN_LINKS, errors="replace")
