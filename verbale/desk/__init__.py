"""The desk: a record as web pages on one's own machine, to look through and to review."""

from __future__ import annotations

from verbale.desk.server import serve

__all__ = ["serve"]
