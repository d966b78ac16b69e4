"""The record: one database file that keeps readings, and answers questions about them."""

from verbale.record.store import Added, Problem, Record

__all__ = ["Added", "Problem", "Record"]
