"""Text with times put together, so that every stretch of it knows when it is spoken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from verbale.model import Moment
from verbale.sources.extract import Extract
from verbale.sources.metadata import Metadata

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Utterance", "labelled_transcript", "put_together", "seconds_of"]

# What is said, by whom where that is told anew, from when to when in seconds.
Utterance = tuple[str, str | None, float, float]

_PAUSE: Final = 2.0  # seconds of silence that begin a new paragraph where no speaker does
_LABEL: Final = re.compile(
    r"^[ \t]*(?:\[(\d{1,3}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?)\]"
    r"|\((\d{1,3}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?)\)|(\d{1,2}:\d\d:\d\d(?:[.,]\d{1,3})?))[ \t]+",
    re.MULTILINE,
)
_ENOUGH_LABELS: Final = 3
_LAST_LASTS: Final = 0.0  # seconds; where the last one ends nobody says


def put_together(utterances: Iterable[Utterance]) -> tuple[str, tuple[Moment, ...]]:
    """Give paragraphs, a new one for every speaker and after every pause, and their moments."""
    pieces: list[str] = []
    moments: list[Moment] = []
    length, last_end = 0, 0.0
    for said, speaker, begins, ends in utterances:
        new = speaker is not None or begins - last_end > _PAUSE
        gap = "" if not pieces else "\n\n" if new else " "
        words = f"{speaker}: {said}" if speaker else said
        start = length + len(gap)
        length = start + len(words)
        pieces += (gap, words)
        moments.append(Moment(start, length, begins, max(begins, ends)))
        last_end = ends
    return "".join(pieces), tuple(moments)


def seconds_of(clock: str) -> float:
    """Give the seconds of a time such as `01:02:03.5` or `02:03,500`.

    >>> seconds_of("01:02:03,500")
    3723.5
    """
    total = 0.0
    for part in clock.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total


def labelled_transcript(text: str) -> Extract | None:
    """Give the transcript in a text whose lines begin with times; `None` when it is none.

    The times go to the moments and leave the text, so that each turn begins with its speaker.
    """
    labels = list(_LABEL.finditer(text))
    times = [seconds_of(next(filter(None, label.groups()))) for label in labels]
    if len(labels) < _ENOUGH_LABELS or times != sorted(times):
        return None
    pieces, moments = [text[: labels[0].start()]], []
    length = len(pieces[0])
    ends = [*(label.start() for label in labels[1:]), len(text)]
    for label, end, begins, until in zip(
        labels, ends, times, [*times[1:], times[-1] + _LAST_LASTS], strict=True
    ):
        piece = text[label.end() : end]
        if said := len(piece.rstrip()):
            moments.append(Moment(length, length + said, begins, until))
        pieces.append(piece)
        length += len(piece)
    return Extract(
        "".join(pieces),
        "text/plain",
        "labelled-transcript",
        metadata=Metadata(kind="transcript"),
        moments=tuple(moments),
    )
