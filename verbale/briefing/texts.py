"""The words of a briefing, all in `texts.toml`, so that it can be translated."""

from __future__ import annotations

from typing import Final

from verbale.exports.texts import Texts

__all__ = ["text"]

text: Final = Texts("verbale.briefing")
