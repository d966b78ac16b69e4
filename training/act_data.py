"""Statements labelled with their act.

The invented statements of `training/acts` are put together into sentences; those of the annotated
genres and of news articles are cut out of their texts with what stands before them.
"""

from __future__ import annotations

import json
import random
import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from verbale.model import Span

if TYPE_CHECKING:
    from pathlib import Path

    from verbale.model import Act, Side

_BEFORE: Final = 300  # code points before a statement that are seen with it
_REPLIES: Final = re.compile(r"\b(?:[Ii]n (?:response|reply|answer)|Responding|Replying)\b")

Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Acted:
    """A statement in its words: which of them are cue and content, who speaks, the act."""

    text: str
    cue: Spans
    content: Spans
    side: Side
    act: Act
    replies: bool  # the text presents it as an answer


def load_acts(folder: Path, seed: int = 0) -> list[Acted]:
    """Read all invented statements of a folder, in the order of its files."""
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    rows = [
        json.loads(line)
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return [_composed(row, rng) for row in rows]


def _composed(row: dict[str, Any], rng: random.Random) -> Acted:
    """One sentence of speaker, cue and content; quoted content comes first as often as not."""
    before, speaker, cue, content = (row[k] for k in ("before", "speaker", "cue", "content"))
    lead = before + ("\n" if before and rng.random() < 0.5 else " " if before else "")
    if not cue:
        head = f"{speaker}: " if speaker else ""
        text = f"{lead}{head}{content}"
        cue_at, content_at = len(lead), len(lead) + len(head)
    elif content[:1] in '“"' and content[-2:-1] in ",.!?" and rng.random() < 0.6:
        text = f"{lead}{content} {speaker} {cue}."
        content_at = len(lead)
        cue_at = content_at + len(content) + len(speaker) + 2
    else:
        link = "that " if rng.random() < 0.3 and content[:1].islower() else ""
        head = f"{speaker} {cue} {link}"
        text = f"{lead}{head}{content}" + ("" if content[-1:] in '.!?”"' else ".")
        cue_at, content_at = len(lead) + len(speaker) + 1, len(lead) + len(head)
    cues = (Span(cue_at, cue_at + len(cue)),) if cue else ()
    contents = (Span(content_at, content_at + len(content)),)
    return Acted(text, cues, contents, row["side"], row["act"], replies=False)


def load_genre_acts(folder: Path, part: str) -> list[Acted]:
    """Read the statements of `part` ("train" or "choose") of a folder of annotated dossiers."""
    names = tomllib.loads((folder / "split.toml").read_text(encoding="utf-8"))[part]
    return [acted for name in names for acted in _of_dossier(folder / name)]


def load_news_acts(labels: Path, articles: Path) -> list[Acted]:
    """Read statements of news articles: their places and acts stand in `labels`, their text not."""
    texts = {row["id"]: row["text"] for row in map(json.loads, articles.open(encoding="utf-8"))}
    rows = map(json.loads, labels.read_text(encoding="utf-8").splitlines())
    return [_cut(texts[r["article"]], r, r["side"]) for r in rows]


def _of_dossier(folder: Path) -> list[Acted]:
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    texts = {
        document["id"]: (folder / document["file"]).read_text(encoding="utf-8")
        for document in gold["documents"]
    }
    sides = {actor["id"]: actor["side"] for actor in gold["actors"]}
    return [
        _cut(texts[row["document"]], row, sides.get(row["speaker"], "other"))
        for row in gold["statements"]
    ]


def _cut(text: str, row: dict[str, Any], side: Side) -> Acted:
    """A statement with what stands before it, from the start of a word on."""
    spans = [*row["cue"], *row["content"]]
    if row.get("speaker_span"):
        spans.append(row["speaker_span"])
    start = min(begin for begin, _ in spans)
    first = max(0, start - _BEFORE)
    first = start if first == start else text.find(" ", first, start) + 1 or start
    words = text[first : max(end for _, end in spans)]
    return Acted(
        words,
        tuple(Span(b - first, e - first) for b, e in row["cue"]),
        tuple(Span(b - first, e - first) for b, e in row["content"]),
        side,
        row["act"],
        replies=bool(_REPLIES.search(words)),
    )
