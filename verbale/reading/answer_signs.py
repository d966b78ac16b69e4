"""What speaks for one statement of a document answering an earlier one, where no word says so.

The weights stand in `answer_signs.json`; `python -m training.answers` makes them on annotated
dialogues.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING, Final

import numpy as np

from verbale.reading.choosing import Chooser
from verbale.reading.meaning import likenesses, vector_of_pieces
from verbale.reading.names import singular
from verbale.reading.replies import BACK, JUDGES, POINTS_BACK, REPLIES, RESPONSE, acts_called
from verbale.reading.wording import content_words, cosine, rarities

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from verbale.model import Act, Span
    from verbale.reading.actors import Character
    from verbale.reading.encoder import Encoding
    from verbale.reading.layout import Layout
    from verbale.reading.statements import Said

__all__ = [
    "NEAR",
    "Compared",
    "Taken",
    "chooser",
    "is_owner",
    "names",
    "signs_of_answering",
    "signs_of_no_answer",
]

_LONGEST: Final = 400  # word pieces whose meaning is looked at
NEAR: Final = 12  # statements around one among which those of its sentence are found
_MANY: Final = 5  # shared words; more is as much
_WORDY: Final = 12  # content words; more is as much
_OWNER: Final = re.compile(r"(?P<owner>[\w-]+)[’']s?$")
_CRITICS: Final = frozenset({"monitor", "civil-society", "party"})


@cache
def chooser() -> Chooser:
    """Load the weights."""
    return Chooser.load(resources.files("verbale.reading") / "answer_signs.json")


class Compared:
    """The statements of a document with what comparing them needs, worked out once."""

    def __init__(
        self, layout: Layout, encoding: Encoding, said: list[Said], title: str | None
    ) -> None:
        self.layout = layout
        self.said = said
        self.contents = [" ".join(span.of(layout.text) for span in s.content) for s in said]
        self.words = [content_words(content) for content in self.contents]
        self._encoding = encoding
        self._title = " ".join((title or "").split())

    @cached_property
    def weight(self) -> dict[str, float]:
        """How much each word tells."""
        return rarities(self.words)

    @cached_property
    def sides(self) -> list[str]:
        """The side of the speaker of each statement, `none` where there is no speaker."""
        return [s.speaker.side() if s.speaker else "none" for s in self.said]

    @cached_property
    def paragraphs(self) -> list[int]:
        """The number of the paragraph in which each statement begins."""
        return [self.layout.paragraph_at(statement.start) for statement in self.said]

    @cached_property
    def sentences(self) -> list[int]:
        """The number of the sentence in which each statement begins."""
        return [self.layout.sentence_at(statement.start) for statement in self.said]

    @cached_property
    def headlines(self) -> list[bool]:
        """Whether each statement stands in the document's title."""
        return [" ".join(content.split()) in self._title for content in self.contents]

    @cached_property
    def nested(self) -> list[bool]:
        """Whether each statement lies inside one before it."""
        near = (range(max(0, index - NEAR), index) for index in range(len(self.said)))
        return [
            any(self.inside(index, other) for other in others) for index, others in enumerate(near)
        ]

    @cached_property
    def alike(self) -> NDArray[np.float32]:
        """How close any two statements are in meaning, from -1 to 1."""
        return likenesses([vector_of_pieces(self._pieces(said)) for said in self.said])

    def _pieces(self, said: Said) -> NDArray[np.int32]:
        """The word pieces of what a statement says; of a very long one, of its beginning."""
        ids = self._encoding.tokens.ids
        parts = [ids[self._encoding.rows_of(span)] for span in said.content]
        return np.concatenate(parts)[:_LONGEST]

    def cue(self, index: int) -> str:
        """Give the words of the cue."""
        return " ".join(span.of(self.layout.text) for span in self.said[index].cue)

    def sentence(self, index: int) -> Span:
        """Give the sentence in which a statement begins."""
        return self.layout.sentences[self.sentences[index]]

    def opening(self, index: int) -> str:
        """Give the first part of what a statement says."""
        return self.said[index].content[0].of(self.layout.text)

    def inside(self, inner: int, outer: int) -> bool:
        """Whether some of what one says lies inside what the other says."""
        return any(
            part.start <= span.start and span.end <= part.end
            for part in self.said[outer].content
            for span in self.said[inner].content
        )

    def contains(self, one: int, other: int) -> bool:
        """Whether one of two statements lies inside the other."""
        return self.inside(one, other) or self.inside(other, one)


class Taken:
    """What the statements before are known to answer."""

    def __init__(self) -> None:
        self.answers: dict[int, int] = {}
        self._answered: dict[int, list[int]] = defaultdict(list)

    def note(self, answer: int, answered: int) -> None:
        """Make known that one statement answers another."""
        self.answers[answer] = answered
        self._answered[answered].append(answer)

    def to(self, answered: int) -> list[int]:
        """Give the statements that answer one."""
        return self._answered.get(answered, [])


def signs_of_no_answer(given: Compared, index: int, taken: Taken) -> Iterator[tuple[str, float]]:
    """Give what tells whether a statement answers nothing."""
    own = given.said[index]
    yield "bias", 1.0
    for act, likely in _acts(own).items():
        yield f"act {act}", likely
    yield f"side {given.sides[index]}", 1.0
    yield "addressed", bool(own.addressees)
    yield "no cue", not own.cue
    yield "issuer", own.speaker is not None and own.speaker.issuer
    yield "length", min(len(given.words[index]), _WORDY) / _WORDY
    yield "headline", given.headlines[index]
    yield "nested", given.nested[index]
    yield from _of_words(given, index)
    if index and given.said[index - 1].speaker is own.speaker:
        yield "goes on", (index - 1) in taken.answers
        yield "does not go on", (index - 1) not in taken.answers


def _of_words(given: Compared, index: int) -> Iterator[tuple[str, float]]:
    cue, opening = given.cue(index), given.opening(index)
    yield "replies", REPLIES.match(cue) is not None
    yield "response", RESPONSE.search(given.sentence(index).of(given.layout.text)) is not None
    yield "judges", JUDGES.match(cue) is not None
    yield "points back", POINTS_BACK.match(opening) is not None
    yield "back noun", BACK.match(opening) is not None


def signs_of_answering(
    given: Compared, index: int, other: int, taken: Taken
) -> Iterator[tuple[str, float]]:
    """Give what speaks for a statement answering an earlier one, `other`."""
    yield from _of_place(given, index, other)
    yield from _of_content(given, index, other)
    yield from _of_speakers(given, index, other)
    yield from _of_links(given, index, other, taken)
    for act, likely in _acts(given.said[other]).items():
        yield f"asked {act}", likely


def _of_place(given: Compared, index: int, other: int) -> Iterator[tuple[str, float]]:
    yield "distance", math.log(index - other)
    yield "next", index - other == 1
    paragraphs = given.paragraphs[index] - given.paragraphs[other]
    yield "same paragraph", paragraphs == 0
    yield "next paragraph", paragraphs == 1
    yield "same sentence", given.sentences[index] == given.sentences[other]
    yield "asked headline", given.headlines[other]
    yield "asked nested", given.nested[other]
    own, asked = given.said[index].date, given.said[other].date
    if own and asked:
        yield "same date", own == asked
        yield "earlier date", asked < own


def _of_content(given: Compared, index: int, other: int) -> Iterator[tuple[str, float]]:
    shared = given.words[index] & given.words[other]
    if shared:
        yield "shares", 1.0
        yield "shared", min(len(shared), _MANY) / _MANY
        yield "alike", cosine(given.words[index], given.words[other], given.weight)
    yield "meaning", float(given.alike[index, other])
    match = BACK.match(given.opening(index))
    if match is not None:
        acts = acts_called(match["noun"])
        yield "fits noun", acts is not None and given.said[other].act in acts
        yield "owner", is_owner(given.said[other].speaker, match["whose"])


def _of_speakers(given: Compared, index: int, other: int) -> Iterator[tuple[str, float]]:
    own, asked = given.said[index], given.said[other]
    speaker, asker = own.speaker, asked.speaker
    sides = given.sides[index], given.sides[other]
    yield f"{_kind(sides[0])} to {_kind(sides[1])}", 1.0
    yield "same side", sides[0] == sides[1]
    yield "told to asker", asker in own.addressees
    yield "asked of", speaker in asked.addressees
    yield "asked of another", bool(asked.addressees) and speaker not in asked.addressees
    if asker is not None:
        yield "names", names(own, asker)
        yield "issuer asks", asker.issuer
    if speaker is not None:
        yield "named", names(asked, speaker)
        if asker is not None:
            yield "told by asker", asker.issuer and not speaker.issuer
    between = given.said[other + 1 : index]
    yield "last of speaker", all(each.speaker is not asker for each in between)
    yield "nearest other", all(each.speaker is speaker for each in between)


def _of_links(given: Compared, index: int, other: int, taken: Taken) -> Iterator[tuple[str, float]]:
    own = given.said[index].speaker
    if index and given.said[index - 1].speaker is own:
        yield "goes on", taken.answers.get(index - 1) == other
    answers = taken.to(other)
    yield "answered", bool(answers)
    yield "answered by same", any(given.said[each].speaker is own for each in answers)
    answered = taken.answers.get(other)
    if answered is not None:
        yield "is answer", 1.0
        yield "answers own", given.said[answered].speaker is own


def _acts(said: Said) -> Mapping[Act, float]:
    return said.acts or {said.act: 1.0}


def _kind(side: str) -> str:
    if side in _CRITICS:
        return "critic"
    return side if side in {"state", "none"} else "other"


def names(said: Said, character: Character) -> bool:
    """Whether what is said mentions somebody."""
    return any(character.mentions_in(part.start, part.end) for part in said.content)


def is_owner(speaker: Character | None, whose: str) -> bool:
    """Whether *the mission’s*, *Rosa Diaz’s* means a speaker."""
    match = _OWNER.search(whose)
    return (
        speaker is not None
        and match is not None
        and (
            singular(match["owner"].casefold()) in speaker.role_words
            or any(match["owner"] in name for name in speaker.names)
        )
    )
