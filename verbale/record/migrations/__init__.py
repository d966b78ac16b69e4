"""The steps that bring a record's tables from any earlier version to this one."""

from typing import Final

__all__ = ["HEAD"]

HEAD: Final = "0011"  # the newest revision; known here so that opening a record stays quick
