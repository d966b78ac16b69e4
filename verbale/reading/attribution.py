"""Find attributions: the spans of source, cue and content that belong together.

1. The network tags every token with its role and scores which cue it belongs to.
2. Tags become spans, by the best path that never continues a span that was not begun.
3. Every content and source span goes to the cue that scores best for it.
4. Typography has the last word on quotations: a quoted part belongs to its attribution whole, and
    one that goes on in the next paragraph, or after an interruption, to the one that it goes on
    from.

The terms are those of Pareti (2012) and of PolNeAR (Newell, Margolin and Ruths, LREC 2018).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from itertools import pairwise, repeat
from typing import TYPE_CHECKING, Final

import numpy as np

from verbale.model import Quotation, Span
from verbale.reading.signed import find_signed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from verbale.reading.encoder import EncodedWindow, Encoding
    from verbale.reading.layout import Layout
    from verbale.reading.quotation_marks import Quoted
    from verbale.reading.tokens import Tokens

__all__ = ["Attribution", "find_attributions", "scored_attributions"]

# Scores and the share right at each, as `python -m training.calibrate` prints them.
_SCORES: Final = (0.514, 0.662, 0.763, 0.839, 0.894, 0.940, 0.969, 0.984, 0.991, 0.997)
_SHARES_RIGHT: Final = (0.336, 0.463, 0.575, 0.650, 0.724, 0.822, 0.893, 0.925, 0.967, 0.991)
_SOURCE, _CUE, _CONTENT = 1, 2, 3
_LINK_AT_LEAST: Final = 0.3  # probability; this and the next chosen on PolNeAR's dev part
_SOURCE_AT_LEAST: Final = 0.08  # probability of each token of a source that no tag shows
_SMALL_GAP: Final = 3  # code points between two parts of one content that are closed
_OWN_SHARE: Final = 0.5  # of a quoted part that must be tagged content to take all of it
_REACH: Final = 2000  # code points around a quotation within which its cue stands
_SCARE_WORDS: Final = 4  # quoted parts up to this many words are no quotation by themselves
# From tag (row) to tag (column): nothing, or never.
_STEPS: Final = np.zeros((7, 7), dtype=np.float32)
for _inside in (2, 4, 6):
    _STEPS[:, _inside] = -1e9
    _STEPS[[_inside - 1, _inside], _inside] = 0.0


@dataclass(frozen=True, slots=True)
class Attribution:
    """What the text says somebody said: source, cue and content, each possibly in several parts.

    `confidence` is the probability, from 0 to 1, that a human reader would mark it so.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quotation: Quotation
    confidence: float


@dataclass(slots=True)
class _Part:
    """A span of one role, as token positions `[first, last)`."""

    role: int
    first: int
    last: int
    probability: float


@dataclass(slots=True)
class _Draft:
    """An attribution being put together around its cue, in characters."""

    cue: Span
    probability: float
    source: list[Span] = field(default_factory=list)
    content: list[Span] = field(default_factory=list)
    links: list[float] = field(default_factory=list)


def find_attributions(layout: Layout, encoding: Encoding) -> list[Attribution]:
    """Find a text's attributions in what the network says, in the order of their first character.

    Their confidence is calibrated: of those with 0.8, four in five are right by the labels of
    PolNeAR's development part.
    """
    return [
        replace(found, confidence=_calibrated(found.confidence))
        for found in scored_attributions(layout, encoding)
    ]


def _calibrated(score: float) -> float:
    return round(float(np.interp(score, _SCORES, _SHARES_RIGHT)), 4)


def scored_attributions(layout: Layout, encoding: Encoding) -> list[Attribution]:
    """Find the attributions of a text, with the network's own score as their confidence."""
    if not layout.paragraphs:
        return []
    tokens, encoded = encoding.tokens, encoding.windows
    parts = _parts(_tag_scores(tokens, encoded))
    drafts = _link(layout.text, tokens, encoded, parts)
    _keep_quotations_whole(layout, drafts)
    signed = [Attribution((s,), (c,), (q,), "direct", 1.0) for s, c, q in find_signed(layout)]
    drafts = [draft for draft in drafts if not _lies_in(draft, signed)]
    found = signed + [_finish(layout, draft) for draft in drafts if draft.content]
    return sorted(found, key=lambda a: min(s.start for s in (*a.content, *a.cue, *a.source)))


def _lies_in(draft: _Draft, signed: list[Attribution]) -> bool:
    """Whether form already says whose the words of a draft are; it loses those that are another's.

    What it finds inside quoted words goes too: attributions in attributions are found by form.
    """
    for attribution in signed:
        taken = Span(attribution.content[0].start, attribution.source[0].end)
        if _overlap(taken, draft.cue):
            return True
        draft.content = [span for span in draft.content if not _overlap(taken, span)]
    return False


def _kind_of_quotation(layout: Layout, content: tuple[Span, ...]) -> Quotation:
    """Tell whether content is quoted directly, indirectly, or in part.

    Direct content lies wholly between quotation marks, as a sentence of its own; a fragment in
    marks that completes the reporter's sentence is mixed.
    """
    text = layout.text
    inside = total = 0
    for span in content:
        total += sum(c.isalnum() for c in span.of(text))
        for part in layout.quoted_over(span):
            start, end = max(span.start, part.start), min(span.end, part.end)
            inside += sum(c.isalnum() for c in text[start:end])
    if not inside:
        return "indirect"
    first = content[0].of(text).lstrip("\"“”'‘«„` ")
    sentence = first[:1].isupper() or first[:1].isdigit() or first[:1] in "[…"
    return "direct" if inside >= 0.9 * total and sentence else "mixed"


def _tag_scores(tokens: Tokens, encoded: tuple[EncodedWindow, ...]) -> NDArray[np.float32]:
    """Log probabilities of the seven tags for every token, each from the window that labels it."""
    scores = np.zeros((len(tokens), 7), dtype=np.float32)
    for item in encoded:
        window = item.window
        scores[window.core : window.last] = item.tags[window.core - window.first :]
    scores -= scores.max(axis=1, keepdims=True)
    scores -= np.log(np.exp(scores).sum(axis=1, keepdims=True))
    return scores


def _parts(scores: NDArray[np.float32]) -> list[_Part]:
    """Cut the best path of tags into spans."""
    tags = _best_path(scores)
    best = scores[np.arange(len(tags)), tags]
    parts: list[_Part] = []
    for position, tag in enumerate(tags.tolist()):
        if tag == 0:
            continue
        role = (tag + 1) // 2
        if tag % 2 == 0 and parts and parts[-1].last == position and parts[-1].role == role:
            parts[-1].last = position + 1
        else:
            parts.append(_Part(role, position, position + 1, 0.0))
    for part in parts:
        part.probability = float(np.exp(best[part.first : part.last].mean()))
    return parts


def _best_path(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """The best tag of every token; where those make no path, the best path of that stretch.

    On a path I-x comes after B-x or I-x only. A stretch reaches from the token before it that is
    best left outside to the next such token.
    """
    tags: NDArray[np.int64] = scores.argmax(axis=1)
    before = np.concatenate([[0], tags[:-1]])
    broken = np.flatnonzero((tags > 0) & (tags % 2 == 0) & (before != tags) & (before != tags - 1))
    outside = np.flatnonzero(tags == 0)
    done = 0
    for position in broken.tolist():
        if position < done:
            continue
        index = int(np.searchsorted(outside, position))
        first = int(outside[index - 1]) if index else 0
        done = int(outside[index]) if index < len(outside) else len(tags)
        tags[first:done] = _viterbi(scores[first:done])
    return tags


def _viterbi(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """The best path of tags O, B-x, I-x (at least one token)."""
    count = len(scores)
    back = np.zeros((count, 7), dtype=np.int64)
    total = scores[0].copy()
    total[[2, 4, 6]] = -1e9
    for position in range(1, count):
        ways = total[:, None] + _STEPS
        back[position] = ways.argmax(axis=0)
        total = ways[back[position], np.arange(7)] + scores[position]
    path = np.zeros(count, dtype=np.int64)
    path[-1] = int(total.argmax())
    for position in range(count - 1, 0, -1):
        path[position - 1] = back[position, path[position]]
    return path


def _link(
    text: str, tokens: Tokens, encoded: tuple[EncodedWindow, ...], parts: list[_Part]
) -> list[_Draft]:
    """Give each source and content span to the cue that scores best for it."""
    cues = [part for part in parts if part.role == _CUE]
    drafts = [_Draft(_characters(text, tokens, cue), cue.probability) for cue in cues]
    claims: list[tuple[float, int, _Part]] = []
    for item in encoded:
        first, last = item.window.first, item.window.last
        here = [n for n, cue in enumerate(cues) if cue.last > first and cue.first < last]
        inside = [
            part
            for part in parts
            if part.role != _CUE and part.last > item.window.core and part.first < last
        ]
        if here and inside:
            claims += _claims(item, [(n, cues[n]) for n in here], inside)
    taken: set[int] = set()
    sourced: set[int] = set()
    for probability, number, part in sorted(claims, key=lambda c: (-c[0], c[1], c[2].first)):
        single = part.role == _SOURCE and number in sourced
        if id(part) in taken or single or probability < _LINK_AT_LEAST:
            continue
        taken.add(id(part))
        draft = drafts[number]
        if part.role == _SOURCE:
            sourced.add(number)
            draft.source.append(_characters(text, tokens, part))
        else:
            draft.content.append(_characters(text, tokens, part))
            draft.links.append(probability * part.probability)
    _return_sources(text, drafts)
    _seek_sources(text, tokens, encoded, cues, drafts)
    _return_sources(text, drafts)
    _leave_appositions(text, drafts)
    return drafts


def _return_sources(text: str, drafts: list[_Draft]) -> None:
    """Give the source back to the verb it belongs to: `Ruiz said X, adding Y`."""
    for before, draft in pairwise(drafts):
        if before.source or not draft.source or not text.startswith("ing", draft.cue.end - 3):
            continue
        if draft.source[0].end <= before.cue.start and before.content:
            before.source, draft.source = draft.source, []


def _seek_sources(
    text: str,
    tokens: Tokens,
    encoded: tuple[EncodedWindow, ...],
    cues: list[_Part],
    drafts: list[_Draft],
) -> None:
    """Give a cue without a source the words that score as its source, whatever their tags."""
    for cue, draft in zip(cues, drafts, strict=True):
        if draft.source or not draft.content:
            continue
        item = next(e for e in encoded if e.window.core <= cue.first < e.window.last)
        offset = item.window.first
        row = item.belongs_to(cue.first, cue.last)[0]
        row[cue.first - offset : cue.last - offset] = -np.inf
        for span in draft.content:
            first, last = np.searchsorted(tokens.starts, (span.start, span.end)) - offset
            row[max(0, first) : max(0, last)] = -np.inf
        if min(span.start for span in draft.content) > draft.cue.end:
            row[cue.last - offset :] = -np.inf  # `informing the council that`: whom, not who
        likely = np.flatnonzero(1.0 / (1.0 + np.exp(-row)) > _SOURCE_AT_LEAST)
        if len(likely):
            paragraph = np.cumsum(tokens.place[item.window.first : item.window.last] == 1)
            breaks = (np.diff(likely) > 1) | (np.diff(paragraph[likely]) > 0)
            runs = np.split(likely, np.flatnonzero(breaks) + 1)
            best = max(runs, key=lambda run: float(row[run].mean()) + 0.1 * len(run))
            part = _Part(_SOURCE, offset + int(best[0]), offset + int(best[-1]) + 1, 0.0)
            draft.source.append(_characters(text, tokens, part))


def _leave_appositions(text: str, drafts: list[_Draft]) -> None:
    """A source that stands in apposition to another cue's gives way to it.

    `⟦The Harbour Party⟧, ⟦the only one in opposition⟧, welcomed X and demanded Y`.
    """
    ends = {source.end: source for draft in drafts for source in draft.source}
    for draft in drafts:
        first = draft.source[0].start if draft.source else 0
        named = ends.get(first - 2) if text[max(0, first - 2) : first] == ", " else None
        if named is not None:
            draft.source = [named]


def _claims(
    item: EncodedWindow, cues: list[tuple[int, _Part]], parts: list[_Part]
) -> list[tuple[float, int, _Part]]:
    """For every span of a window and every cue, the probability that they belong together."""
    offset, size = item.window.first, item.window.last - item.window.first
    first = np.array([max(0, part.first - offset) for part in parts])
    last = np.array([min(size, part.last - offset) for part in parts])
    role = np.array([0 if part.role == _SOURCE else 1 for part in parts])
    claims = []
    for number, cue in cues:
        scores = 1.0 / (1.0 + np.exp(-item.belongs_to(cue.first, cue.last)))
        sums = np.concatenate([np.zeros((2, 1)), scores.cumsum(axis=1, dtype=np.float64)], axis=1)
        means = (sums[role, last] - sums[role, first]) / (last - first)
        claims += list(zip(means.tolist(), repeat(number), parts))
    return claims


def _characters(text: str, tokens: Tokens, part: _Part) -> Span:
    """The characters of a span of tokens, widened to whole words."""
    start, end = int(tokens.starts[part.first]), int(tokens.ends[part.last - 1])
    while start > 0 and _inside_word(text, start):
        start -= 1
    while end < len(text) and _inside_word(text, end):
        end += 1
    return Span(start, end)


def _inside_word(text: str, position: int) -> bool:
    """Whether a word goes on over the boundary at `position`, over a hyphen too."""
    before, after = text[position - 1], text[position]
    if before.isalnum() and after.isalnum():
        return True
    if after == "-":
        return before.isalnum() and text[position + 1 : position + 2].isalnum()
    return before == "-" and after.isalnum() and text[max(0, position - 2)].isalnum()


def _keep_quotations_whole(layout: Layout, drafts: list[_Draft]) -> None:
    """Let typography decide where quoted content begins and ends, and what it goes on from."""
    before: tuple[Quoted, _Draft] | None = None
    cues = [draft.cue.start for draft in drafts]
    for chain in _chains(layout.quoted):
        first = bisect_left(cues, chain[0].start - _REACH)
        near = drafts[first : bisect_left(cues, chain[-1].end + _REACH)]
        owner = _owner(layout, chain, near)
        if owner is None and before is not None and _goes_on(layout, before[0], chain[0], near):
            owner = before[1]
        before = (chain[-1], owner) if owner is not None else None
        if owner is None:
            continue
        for part in chain:
            _give(layout, part, owner, near, lone=len(chain) == 1)


def _give(layout: Layout, part: Quoted, owner: _Draft, near: list[_Draft], *, lone: bool) -> None:
    """Give a quoted part whole to its chain's owner, unless it has a cue in its own paragraph."""
    quoted = Span(part.start, part.end)
    if not lone:
        local = _owner(layout, [part], near)
        paragraph = layout.paragraph_at(part.start)
        if local is not None and layout.paragraph_at(local.cue.start) == paragraph:
            owner = local
        for other in near:
            if other is not owner:
                other.content = [s for s in other.content if not _overlap(s, quoted)]
    _take(owner, quoted)


def _chains(quoted: tuple[Quoted, ...]) -> list[list[Quoted]]:
    """Group quoted parts that go on from paragraph to paragraph."""
    chains: list[list[Quoted]] = []
    for part in quoted:
        if part.continues and chains:
            chains[-1].append(part)
        else:
            chains.append([part])
    return chains


def _goes_on(layout: Layout, before: Quoted, part: Quoted, drafts: list[_Draft]) -> bool:
    """Whether a quoted part nobody owns goes on from the one before it, after an interruption.

    Either takes up its sentence (`“We asked,” she said, “and waited.”`), or follows as a whole
    sentence in the same paragraph with nobody else's cue between.
    """
    text = layout.text
    if layout.paragraph_at(before.start) != layout.paragraph_at(part.start):
        return False
    given = any(_overlap(span, Span(part.start, part.end)) for d in drafts for span in d.content)
    between = [d for d in drafts if before.end <= d.cue.start < part.start]
    if given or len(between) > 1:
        return False
    words = text[part.start : part.end].strip("“”\"'‘’")
    takes_up = text[before.end - 2 : before.end - 1] == "," and not words[:1].isupper()
    whole = words[:1].isupper() and words[-1:] in ".!?," and len(words.split()) > _SCARE_WORDS
    return takes_up or whole


def _owner(layout: Layout, chain: list[Quoted], drafts: list[_Draft]) -> _Draft | None:
    """The attribution that a chain belongs to: its cue beside it, else most of it given to it."""
    beside = {layout.paragraph_at(part.start) for part in chain}
    best, rank = None, (False, 0.0)
    for draft in drafts:
        share = max(
            sum(_overlap(span, Span(part.start, part.end)) for span in draft.content)
            / (part.end - part.start)
            for part in chain
        )
        near = len(chain) > 1 and layout.paragraph_at(draft.cue.start) in beside
        if share > _OWN_SHARE and (near, share) > rank:
            best, rank = draft, (near, share)
    return best


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _take(draft: _Draft, quoted: Span) -> None:
    """Widen a draft's content to a whole quoted part, joining what then touches."""
    kept = []
    for span in draft.content:
        if span.end >= quoted.start and span.start <= quoted.end:
            quoted = Span(min(span.start, quoted.start), max(span.end, quoted.end))
        else:
            kept.append(span)
    draft.content = sorted([*kept, quoted])


def _close_gaps(text: str, content: list[Span]) -> list[Span]:
    """Join parts of one content that only a few characters of the same sentence keep apart."""
    joined: list[Span] = []
    for span in sorted(content):
        gap = text[joined[-1].end : span.start] if joined else ""
        if joined and len(gap) <= _SMALL_GAP and not set(gap) & set('.!?\n"“”'):
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _finish(layout: Layout, draft: _Draft) -> Attribution:
    links = sum(draft.links) / len(draft.links) if draft.links else 0.0
    content = tuple(_close_gaps(layout.text, draft.content))
    return Attribution(
        tuple(sorted(draft.source)),
        (draft.cue,),
        content,
        _kind_of_quotation(layout, content),
        round(min(1.0, (draft.probability * links) ** 0.5), 4),
    )
