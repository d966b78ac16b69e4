"""Moments of the log as people read them: on the clock of this machine, whose browsers look."""

from __future__ import annotations

from datetime import datetime

from verbale.desk.texts import text

__all__ = ["local_time"]


def local_time(at: str) -> str:
    """Write a time in UTC (ISO 8601) as day and time of here; as it is where it is none."""
    try:
        moment = datetime.fromisoformat(at).astimezone()
    except ValueError:
        return at
    return text(
        "frame.moment",
        day=moment.day,
        month=text(f"month.{moment:%m}"),
        year=moment.year,
        time=f"{moment:%H:%M}",
    )
