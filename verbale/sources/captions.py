"""Captions of recordings, WebVTT and SubRip: what is said, with its times."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

from verbale.errors import UnreadableDocument
from verbale.sources.decoding import decode
from verbale.sources.extract import Extract
from verbale.sources.metadata import Metadata
from verbale.sources.timed_text import Utterance, put_together, seconds_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbale.sources.extract import Source

__all__ = ["parse"]

_CLOCK: Final = r"((?:\d{1,3}:)?\d{1,2}:\d\d[.,]\d{1,3})"
_TIMES: Final = re.compile(rf"^\s*{_CLOCK}[ \t]*-->[ \t]*{_CLOCK}")
_VOICE: Final = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]{1,200})>")
_MARKUP: Final = re.compile(r"</?[a-zA-Z0-9.:][^<>]{0,200}>|\{\\[^{}]{0,100}\}")
_NAME: Final = re.compile(r"(?:-[ \t]*|>>+[ \t]*)?([A-Z][\w.’' -]{1,60}?)(?: ?\([^)]{1,60}\))?: +")
_NEW_SPEAKER: Final = re.compile(r"^(?:>>+|-)[ \t]*")


def parse(source: Source) -> Iterator[Extract]:
    """Give one transcript, a paragraph for each speaker, the times kept as moments.

    Raises `UnreadableDocument` when there is no cue with its times.
    """
    text = decode(source.read(), source.name).replace("\r\n", "\n").replace("\r", "\n")
    said, moments = put_together(_utterances(text))
    if not moments:
        raise UnreadableDocument(
            f"{source.name} has no captions: no line 00:00:01.000 --> 00:00:02.000. "
            "Rename it to end in .txt to have it read as text."
        )
    is_vtt = text.startswith("WEBVTT")
    yield Extract(
        said,
        "text/vtt" if is_vtt else "application/x-subrip",
        "captions",
        metadata=Metadata(kind="transcript"),
        moments=moments,
    )


def _utterances(text: str) -> Iterator[Utterance]:
    speaker: str | None = None
    before: list[str] = []
    for block in re.split(r"\n[ \t]*\n", text):
        lines = block.split("\n")
        at = next((i for i, line in enumerate(lines[:3]) if "-->" in line), None)
        times = _TIMES.match(lines[at]) if at is not None else None
        if at is None or times is None:
            continue
        begins, ends = seconds_of(times[1]), seconds_of(times[2])
        # Live captions roll: a cue repeats the lines of the one before.
        cue = [line for line in lines[at + 1 :] if line.strip()]
        fresh = [line for line in cue if line not in before]
        before = cue
        for said, named in _turns(fresh):
            yield said, named if named != speaker else None, begins, ends
            speaker = named or speaker


def _turns(lines: list[str]) -> Iterator[tuple[str, str | None]]:
    """Give the words of a cue with the speaker where one is named."""
    parts: list[tuple[str, str | None]] = []
    for line in lines:
        voice = _VOICE.search(line)
        plain = " ".join(html.unescape(_MARKUP.sub("", _VOICE.sub("", line))).split())
        named = voice[1].strip() if voice else None
        if named is None and (label := _NAME.match(plain)):
            named, plain = label[1], plain[label.end() :]
        plain = _NEW_SPEAKER.sub("", plain)
        if not plain:
            continue
        if named is None and parts:
            parts[-1] = (f"{parts[-1][0]} {plain}", parts[-1][1])
        else:
            parts.append((plain, named))
    yield from parts
