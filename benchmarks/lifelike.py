"""Made-up documents about made-up dialogues, in lifelike proportions: `documents(seed)`.

Every document is a reading made by hand of a text made by hand: who speaks follows a Zipf law,
a sixth of the statements tell an earlier one again, a fifth answer one, a third name a number.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from collections import deque
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from verbale.model import (
    Act,
    Actor,
    Document,
    Figure,
    Link,
    Reading,
    Side,
    Span,
    Statement,
    Status,
    StatusChange,
    Theme,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PER_DOCUMENT", "documents"]

PER_DOCUMENT: Final = 20  # statements
_PEOPLE: Final = 40_000
_SYLLABLES: Final = (
    "ka lo mi ran tes vu sor phe na dul chi bor wen ta gri mo sal ey tho pir".split()
)
_SIDES: Final[tuple[Side, ...]] = ("monitor", "state", "state", "party", "civil-society", "other")
_VERBS: Final[dict[Act, str]] = {
    "concern": "warned",
    "call": "urged",
    "rebuttal": "denied",
    "justification": "explained",
    "commitment": "promised",
    "acknowledgement": "welcomed",
    "announcement": "announced",
    "assertion": "said",
}
_ACTS: Final[tuple[Act, ...]] = (
    "assertion", "assertion", "assertion", "concern", "concern", "call", "announcement",
    "justification",
)  # fmt: skip
_REPLIES: Final[tuple[Act, ...]] = ("rebuttal", "rebuttal", "justification", "commitment")
_THINGS: Final = (
    "detainees teachers journalists houses ballots farmers villages boats schools clinics bridges"
    " permits parties workers prisoners fishermen monks lawyers camps forests"
).split()
_DEEDS: Final = (
    "were held without trial|had lost their licences|were moved by force|had not been paid"
    "|were struck from the lists|had been flooded|were closed by decree|had been counted twice"
    "|were freed on bail|had no access to water|were promised land|had been beaten in custody"
).split("|")
_THEMES: Final = ("iccpr-9", "iccpr-14", "iccpr-19", "iccpr-21", "iccpr-25", "icescr-11")
_STATUSES: Final[tuple[Status, ...]] = ("detained", "released", "dissolved", "registered", "banned")


@dataclass(frozen=True)
class _Said:
    """What somebody said, to be told again or answered."""

    speaker: int
    act: Act
    words: str
    number: int | None
    thing: str
    day: str


def documents(seed: int = 1) -> Iterator[Reading]:
    """Give documents without end, in the order of their days."""
    maker = _Maker(random.Random(seed))  # noqa: S311 - chance, not secrecy
    number = 0
    while True:
        number += 1
        yield maker.document(number)


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(_PEOPLE)))
        self._before: deque[_Said] = deque(maxlen=3000)

    def document(self, number: int) -> Reading:
        published = date(2004, 1, 1) + timedelta(days=number // 7)
        made = _Document(number, published)
        cast = [self._somebody() for _ in range(5)]
        for _ in range(PER_DOCUMENT):
            made.add(self._said(cast, published))
        self._before.extend(made.said)
        return made.reading()

    def _somebody(self) -> int:
        return bisect_left(self._weights, self._chance.random() * self._weights[-1])

    def _said(self, cast: list[int], published: date) -> _Said:
        kind = self._chance.random()
        if self._before and kind < 1 / 6:
            return self._chance.choice(self._before)
        day = (published - timedelta(days=self._chance.randint(0, 3))).isoformat()
        if self._before and kind < 1 / 6 + 1 / 5:
            asked = self._chance.choice(self._before)
            act = self._chance.choice(_REPLIES)
            other = self._chance.choice(cast)
            return _Said(other, act, asked.words, asked.number, asked.thing, day)
        thing = self._chance.choice(_THINGS)
        number = self._chance.randint(3, 9000) if self._chance.random() < 1 / 3 else None
        place = _name(self._chance.randrange(3000))
        words = f"{number or 'many'} {thing} of {place} {self._chance.choice(_DEEDS)}"
        words += f" near {_name(self._chance.randrange(60_000))}"
        act = self._chance.choice(_ACTS)
        return _Said(self._chance.choice(cast), act, words, number, thing, day)


class _Document:
    """A text that grows with its statements."""

    def __init__(self, number: int, published: date) -> None:
        self.said: list[_Said] = []
        self._number, self._published = number, published
        self._text = f"Report {number}.\n\n"
        self._actors: dict[int, Actor] = {}
        self._statements: list[Statement] = []
        self._figures: list[Figure] = []
        self._changes: list[StatusChange] = []
        self._links: list[Link] = []

    def add(self, said: _Said) -> None:
        key = f"s{len(self._statements) + 1}"
        speaker = self._actor(said.speaker)
        who = self._put(speaker.name)
        cue = self._put(_VERBS[said.act])
        content = self._put(f"that {said.words}")
        self._text = self._text[:-1] + ".\n"
        theme = _THEMES[len(said.words) % len(_THEMES)]
        self._statements.append(
            Statement(
                id=key,
                speaker=speaker.id,
                speaker_span=who,
                cue=(cue,),
                content=(content,),
                quotation="indirect",
                act=said.act,
                addressees=(self._actor(said.speaker // 2).id,) if said.act == "call" else (),
                date=said.day,
                confidence=0.8,
                themes=(Theme(theme, 0.5, content),),
            )
        )
        if said.number is not None:
            start = content.start + len("that ")
            span = Span(start, start + len(f"{said.number} {said.thing}"))
            figure = f"f{len(self._figures) + 1}"
            self._figures.append(Figure(figure, said.number, None, said.thing, span, key))
            if said.number % 9 == 0:
                status = _STATUSES[said.number % len(_STATUSES)]
                change = f"c{len(self._changes) + 1}"
                self._changes.append(
                    StatusChange(change, status, span, None, said.thing, date=said.day)
                )
        before = self._statements[-2] if len(self._statements) > 1 else None
        if said.act == "rebuttal" and before is not None and before.act == "concern":
            self._links.append(Link(key, before.id, "inferred", "the statement before it"))
        self.said.append(said)

    def reading(self) -> Reading:
        document = Document(
            text=self._text,
            title=f"Report {self._number}",
            publisher=f"The {_name(self._number % 400)} Times",
            published=self._published.isoformat(),
            language="en",
            name=f"{self._number}.txt",
            original=self._text.encode(),
            extractor="made up",
        )
        return Reading(
            document=document,
            reader="made up",
            actors=tuple(self._actors.values()),
            statements=tuple(self._statements),
            figures=tuple(self._figures),
            status_changes=tuple(self._changes),
            links=tuple(self._links),
        )

    def _actor(self, somebody: int) -> Actor:
        if somebody not in self._actors:
            name = f"{_name(somebody)} {_name(somebody * 7 + 3)}"
            body = somebody % 5 == 0
            self._actors[somebody] = Actor(
                id=f"a{len(self._actors) + 1}",
                name=f"Ministry of {name}" if body else name,
                kind="organization" if body else "person",
                side=_SIDES[somebody % len(_SIDES)],
                names=(name,),
            )
        return self._actors[somebody]

    def _put(self, words: str) -> Span:
        start = len(self._text)
        self._text += words + " "
        return Span(start, start + len(words))


def _name(number: int) -> str:
    """Make a name of syllables, another one for every number."""
    syllables = []
    for _ in range(4):
        number, place = divmod(number, len(_SYLLABLES))
        syllables.append(_SYLLABLES[place])
    return "".join(syllables).capitalize()
