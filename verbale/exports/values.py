"""Values of decisions as people write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.exports.numbers import plain_number
from verbale.model import Selector
from verbale.record.rows import Addition, Counterpart, Named, one_line

if TYPE_CHECKING:
    from verbale.record.rows import Value

__all__ = ["plain_value"]


def plain_value(value: Value) -> str:
    """Write a value on one line, and nothing for what is not known.

    >>> plain_value((Named("Ann Lee", "a1"), Named("the ministry", None)))
    'Ann Lee; the ministry'
    """
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "; ".join(one_line(_words(each)) for each in value)
    if isinstance(value, Named):
        return value.name
    if isinstance(value, Counterpart):
        return value.id
    if isinstance(value, Addition):
        return f"{value.act} by {value.speaker.name if value.speaker else 'nobody known'}"
    return value if isinstance(value, str) else str(plain_number(value))


def _words(value: Named | Selector) -> str:
    return value.exact if isinstance(value, Selector) else value.name
