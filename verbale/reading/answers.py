"""Tell which statement of a document answers which.

Explicit answers say so: a denial or dismissal that takes up what was claimed, *in response*, a turn
after a turn. The rest is inferred from who speaks to whom, shared words and nearness; every link
carries its reason in words. Where no earlier statement fits, there is no link.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from verbale.reading.meaning import likenesses, vector_of_pieces
from verbale.reading.names import singular
from verbale.reading.replies import (
    ANSWERABLE,
    BACK,
    ENOUGH,
    JUDGES,
    POINTS_BACK,
    REPLIES,
    RESPONSE,
    acts_called,
    can_answer,
)
from verbale.reading.wording import content_words, cosine, rarities, stem

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from verbale.model import Act, Basis, Span
    from verbale.reading.actors import Character
    from verbale.reading.encoder import Encoding
    from verbale.reading.layout import Layout
    from verbale.reading.statements import Said

__all__ = ["Answer", "find_answers"]

_IT: Final = re.compile(r"(?:it|its|this|that|them|their)\b", re.IGNORECASE)
_REPORTS: Final = re.compile(r"reports?|findings?|recommendations?|observations?")  # a monitor's
_REPLIES: Final[tuple[Act, ...]] = ("rebuttal", "justification")
_LIKELY: Final = 0.15  # that a statement of another act is one of these after all
_GOES_ON: Final = 0.3  # what it adds that the same speaker's last statement answers the same
_SAME_PARAGRAPH: Final = 0.5  # what it adds that both stand in one paragraph
_MEANING: Final = 1.25  # weight of how much the two are about the same
_UNRELATED: Final = 0.2  # likeness of meaning of two statements of one document by chance
_ABOUT_THE_SAME: Final = 0.5  # likeness of meaning that is told as a reason
_WEIGHED: Final = 0.25  # more is needed where no plain word tells the act of the answer
_TAKES_UP: Final[frozenset[Act]] = frozenset({"rebuttal", "acknowledgement", "concern"})
_BRIEF: Final = 16  # words of what can point back as a whole
# How who presides ends a turn: `Minister, you have the floor.`
_HANDS_OVER: Final = re.compile(
    r"\b(?:you have the floor|you may (?:\w+ )*(?:statement|begin|answer|reply|speak)|you wished to"
    r"|floor is yours|(?:please )?go ahead|i (?:now )?(?:call|invite) (?:on )?(?:mrs?|ms|dr|the))\b"
    r"[^.]*\.?\W*\Z",
    re.IGNORECASE,
)
_CLOSING: Final = 160  # characters of a turn in which it ends
_HELD_UP: Final = "the question before it holds this up"
_WITHIN_REACH: Final = 3  # statements before it
_ASKERS: Final = frozenset(
    "journalist reporter host moderator interviewer question q correspondent presenter".split()
)
_OWNER: Final = re.compile(r"(?P<owner>[\w-]+)[’']s?$")
_WORD: Final = re.compile(r"[^\W_]+")
_SHOWN: Final = 4  # words that are enough to show what two statements have in common
_STEM: Final = 5  # letters that a verb and its noun share, in short words fewer
_NEAR: Final = 12  # statements around one among which those of its sentence are found
_LONGEST: Final = 400  # word pieces whose meaning is looked at
_WINDOW: Final = 16  # statements looked back
_FAR: Final = 48  # where the text names whose or what it takes up


@dataclass(frozen=True, slots=True)
class Answer:
    """Positions of two statements in the document's list: `answer` answers `answered`."""

    answer: int
    answered: int
    basis: Basis
    reason: str


def find_answers(
    layout: Layout, encoding: Encoding, said: list[Said], *, transcript: bool
) -> list[Answer]:
    """List the links between the statements of one document.

    An answer has one at most, and in a transcript a second to what the question holds up to it.
    """
    contents = [_content_of(layout, statement) for statement in said]
    words = [content_words(content) for content in contents]
    finder = _Finder(layout, encoding, said, contents, words, rarities(words))
    for index in range(len(said)):
        link = finder.explicit(index, transcript=transcript) or finder.inferred(index)
        if link is not None:
            finder.links.append(link)
            held_up = _held_up(said, link) if transcript and not said[index].cue else None
            finder.links += [held_up] if held_up is not None else []
    return finder.links


@dataclass
class _Finder:
    """Finds the answers of one document, statement by statement."""

    layout: Layout
    encoding: Encoding
    said: list[Said]
    contents: list[str]
    words: list[set[str]]
    weight: dict[str, float]
    links: list[Answer] = field(default_factory=list)

    @cached_property
    def of_states(self) -> list[bool | None]:
        """Whether the speaker of each statement is of a state, `None` where there is none."""
        return [s.speaker.side() == "state" if s.speaker else None for s in self.said]

    @cached_property
    def paragraphs(self) -> list[int]:
        """The number of the paragraph in which each statement begins."""
        return [self.layout.paragraph_at(statement.start) for statement in self.said]

    @cached_property
    def alike(self) -> NDArray[np.float32]:
        """How close any two statements are in meaning, from -1 to 1."""
        return likenesses([vector_of_pieces(self._pieces(said)) for said in self.said])

    def _pieces(self, said: Said) -> NDArray[np.int32]:
        """The word pieces of what a statement says; of a very long one, of its beginning."""
        ids = self.encoding.tokens.ids
        parts = [ids[self.encoding.rows_of(span)] for span in said.content]
        return np.concatenate(parts)[:_LONGEST]

    def explicit(self, index: int, *, transcript: bool) -> Answer | None:
        """Find what the text itself says that a statement answers."""
        statement = self.said[index]
        if transcript and not statement.cue and statement.act != "call":
            return self._turn_before(index)
        return (
            self._of_the_same(index)
            or self._taken_up(index)
            or self._called_back(index)
            or self._pointed_at(index)
            or self._responded(index)
            or self._replied(index)
        )

    def _turn_before(self, index: int) -> Answer | None:
        """In a transcript a turn answers the turn before it, or what that asks about."""
        said, own = self.said, self.said[index].speaker
        if _asks_only(said[index]):
            return None
        for other in range(index - 1, -1, -1):
            if said[other].cue:
                # Of a turn that only asks about it, and is therefore no statement.
                if not _in_turn(said, other) and said[other].speaker is not own:
                    return Answer(index, other, "explicit", _HELD_UP)
                continue
            if said[other].speaker is own or self._hands_over(other):
                return None
            cited = _nested(said, other) if _asks_only(said[other]) else None
            if cited is not None and said[cited].speaker is not own:
                return Answer(index, cited, "explicit", _HELD_UP)
            return Answer(index, other, "explicit", "the turn before it")
        return None

    def _hands_over(self, index: int) -> bool:
        """Whether a turn only gives the floor to who speaks next."""
        turn = self.said[index]
        closing = turn.content[-1].of(self.layout.text)[-_CLOSING:]
        return not turn.cue and _HANDS_OVER.search(closing) is not None

    def _taken_up(self, index: int) -> Answer | None:
        """Find the claim of another that stands in what is said of it: `denied that ⟦…⟧`."""
        own = self.said[index]
        nested = _nested(self.said, index) if own.act in _TAKES_UP else None
        if nested is None:
            return None
        if own.act == "concern":
            takes_up = self._is_noun(nested)
        else:
            plain = len(own.acts) <= 1  # the cue tells that it rejects or welcomes
            takes_up = own.act in {"rebuttal", "acknowledgement"} and (
                plain or self.said[nested].act != "call"
            )
        reason = "it takes up this claim in the same sentence"
        return Answer(index, nested, "explicit", reason) if takes_up else None

    def _responded(self, index: int) -> Answer | None:
        """Find what is answered `in response`."""
        own = self.said[index]
        sentence = self.layout.sentences[self.layout.sentence_at(own.start)]
        if own.act == "concern" or not RESPONSE.search(sentence.of(self.layout.text)):
            return None
        target = _last_of_others(self.said, index, sentence)
        reason = "the text calls it a response"
        return Answer(index, target, "explicit", reason) if target is not None else None

    def _replied(self, index: int) -> Answer | None:
        """Find what one who `replied` replied to: what another said just before."""
        if not REPLIES.match(self._cue(index)):
            return None
        own = self.said[index]
        for other in range(index - 1, max(-1, index - _WITHIN_REACH - 1), -1):
            asked = self.said[other]
            if asked.speaker is not own.speaker and not self._contains(index, other):
                near = self.layout.paragraph_at(own.start) - self.layout.paragraph_at(asked.start)
                reason = "the text calls it a reply"
                return Answer(index, other, "explicit", reason) if near <= 1 else None
        return None

    def _cue(self, index: int) -> str:
        return " ".join(span.of(self.layout.text) for span in self.said[index].cue)

    def _is_noun(self, index: int) -> bool:
        """Whether the cue is a noun of saying: `the conclusion that`."""
        return acts_called((self._cue(index).split() or [""])[-1]) is not None

    def _of_the_same(self, index: int) -> Answer | None:
        """Find what a rebuttal takes up as `it`: what its speaker has just taken up."""
        own = self.said[index]
        if own.act != "rebuttal" or not _IT.match(own.content[0].of(self.layout.text)):
            return None
        sentence = self.layout.sentence_at(own.start)
        for link in reversed(self.links):
            before = self.said[link.answer]
            if before.speaker is own.speaker and link.basis == "explicit":
                if self.layout.sentence_at(before.start) == sentence:
                    reason = "it goes on about what its sentence takes up"
                    return Answer(index, link.answered, "explicit", reason)
                return None
        return None

    def _in_full(self, index: int, stems: set[str]) -> str:
        """Give some of the words of a statement that have these stems, as they are written."""
        words = (w for w in _WORD.findall(self.contents[index].casefold()) if stem(w) in stems)
        return " ".join(list(dict.fromkeys(words))[:_SHOWN])

    def _called_back(self, index: int) -> Answer | None:
        """Find the statement that a rebuttal or acknowledgement calls by a noun: `the ruling`."""
        own = self.said[index]
        match = BACK.match(own.content[0].of(self.layout.text))
        judges = JUDGES.match(self._cue(index)) is not None
        if match is None or not (judges or own.act in {"rebuttal", "acknowledgement"}):
            return None
        fitting = acts_called(match["noun"])
        if fitting is None:
            return None
        others = [
            other
            for other in range(max(0, index - _FAR), index)
            if self.said[other].speaker is not own.speaker and not self._contains(index, other)
        ]
        owned = [other for other in others if _is_owner(self.said[other].speaker, match["whose"])]
        earlier = [other for other in owned or others if self.said[other].act in fitting]
        earlier = earlier or owned
        if _REPORTS.fullmatch(match["noun"]):
            earlier = [other for other in earlier if _monitors(self.said[other])] or earlier
        if not earlier:
            return None
        named = [other for other in earlier if self._says(other, match["noun"])]
        if not (named or owned) and earlier[-1] < index - _WINDOW:
            return None
        target = (named or earlier)[-1]
        return Answer(index, target, "explicit", f"it takes up “{match.group()}”")

    def _pointed_at(self, index: int) -> Answer | None:
        """Find what a short content points back at: `find ⟦this remark unworthy⟧`."""
        own = self.said[index]
        words = own.content[0].of(self.layout.text)
        match = POINTS_BACK.match(words)
        if own.act not in _TAKES_UP or match is None or len(words.split()) > _BRIEF:
            return None
        paragraph = self.layout.paragraph_at(own.start)
        for other in range(index - 1, max(-1, index - _WITHIN_REACH - 1), -1):
            statement = self.said[other]
            near = paragraph - self.layout.paragraph_at(statement.start) <= 1
            if near and statement.speaker is not own.speaker and not self._contains(index, other):
                return Answer(index, other, "explicit", f"it takes up “{match.group()}”")
        return None

    def _contains(self, one: int, other: int) -> bool:
        """Whether one of two statements lies inside the other."""
        return _inside(self.said[one], self.said[other]) or _inside(
            self.said[other], self.said[one]
        )

    def _says(self, index: int, noun: str) -> bool:
        """Whether the cue is the noun's own verb: *ruled* of a ruling."""
        return self._cue(index).casefold().startswith(noun[: min(_STEM, max(3, len(noun) - 3))])

    def inferred(self, index: int) -> Answer | None:
        """Find the earlier statement that a statement answers best, if well enough."""
        statement = self.said[index]
        act = _as_reply(statement)
        if act not in ENOUGH or statement.speaker is None:
            return None
        best: tuple[float, int, list[str]] | None = None
        going_on = self._goes_on(index)
        for other in range(max(0, index - _WINDOW), index):
            if not _may_answer(statement, self.said[other]):
                continue
            if self._contains(index, other) or self._hands_over(other):
                continue
            score, reasons = self._fit(index, other)
            if other == going_on:
                score += _GOES_ON
                reasons.append("the same speaker goes on with an answer")
            if best is None or score > best[0]:
                best = (score, other, reasons)
        enough = ENOUGH[act] + (_WEIGHED if len(statement.acts) > 1 else 0.0)
        if best and best[0] >= enough:
            return Answer(index, best[1], "inferred", ", ".join(best[2]))
        return None

    def _goes_on(self, index: int) -> int | None:
        """What the same speaker's statement just before answers."""
        before = index - 1
        if before < 0 or self.said[before].speaker is not self.said[index].speaker:
            return None
        return next((ln.answered for ln in reversed(self.links) if ln.answer == before), None)

    def _fit(self, index: int, other: int) -> tuple[float, list[str]]:
        """How well one statement answers an earlier one, and what speaks for it."""
        answer, asked = self.said[index], self.said[other]
        score = max(0.0, 0.7 - 0.1 * (index - other)) + 0.4 * (asked.act in {"concern", "call"})
        reasons = []
        shared = self.words[index] & self.words[other]
        if shared:
            score += 2.0 * cosine(self.words[index], self.words[other], self.weight)
            reasons.append(f"shared words: {self._in_full(index, shared)}")
        alike = float(self.alike[index, other])
        score += _MEANING * (alike - _UNRELATED)
        if alike >= _ABOUT_THE_SAME and not shared:
            reasons.append("it is about the same")
        if self.paragraphs[index] == self.paragraphs[other]:
            score += _SAME_PARAGRAPH
        if asked.speaker is not None and asked.speaker in answer.addressees:
            score += 0.5
            reasons.append("it is said to the one who raised it")
        if answer.speaker in asked.addressees:
            score += 0.6
            reasons.append("the one who was addressed answers")
        if asked.speaker is not None and _names(answer, asked.speaker):
            score += 0.5
            reasons.append("it names the one who raised it")
        return score + self._across(index, other), reasons or [
            "it is the nearest concern of the other side"
        ]

    def _across(self, index: int, other: int) -> float:
        """A state answers others more often than another arm of the state."""
        one, two = self.of_states[index], self.of_states[other]
        if one is None or two is None:
            return 0.0
        return 0.3 if one != two else -0.3 * one


def _is_owner(speaker: Character | None, whose: str) -> bool:
    """Whether `the mission’s`, `Rosa Diaz’s` means a speaker."""
    match = _OWNER.search(whose)
    return (
        speaker is not None
        and match is not None
        and (
            singular(match["owner"].casefold()) in speaker.role_words
            or any(match["owner"] in name for name in speaker.names)
        )
    )


def _may_answer(answer: Said, asked: Said) -> bool:
    """Whether a statement can answer an earlier one at all: another's, not told before it."""
    if asked.speaker is None or asked.speaker is answer.speaker:
        return False
    before = answer.date and asked.date and answer.date < asked.date[: len(answer.date)]
    return (
        not before
        and can_answer(_as_reply(answer), asked.act)
        and not _told_by_the_asker(answer, asked)
    )


def _told_by_the_asker(answer: Said, asked: Said) -> bool:
    """What others have said, told by those who answer it in a document of their own."""
    one, other = asked.speaker, answer.speaker
    return one is not None and other is not None and one.issuer and not other.issuer


def _monitors(statement: Said) -> bool:
    return statement.speaker is not None and statement.speaker.side() == "monitor"


def _as_reply(statement: Said) -> Act:
    """What a statement does if it is an answer: its act, or the likeliest act that answers."""
    if statement.act in ENOUGH:
        return statement.act
    replies = [(statement.acts.get(act, 0.0), act) for act in _REPLIES]
    likely = sum(share for share, _ in replies) >= _LIKELY
    return max(replies)[1] if likely else statement.act


def _names(answer: Said, character: Character) -> bool:
    return any(character.mentions_in(part.start, part.end) for part in answer.content)


def _in_turn(said: list[Said], index: int) -> bool:
    """Whether a statement is told in a turn that says something itself."""
    before = said[max(0, index - _NEAR) : index]
    return any(not turn.cue and _inside(said[index], turn) for turn in before)


def _asks_only(turn: Said) -> bool:
    """Whether a turn is a journalist's, whose part is to ask."""
    speaker = turn.speaker
    return speaker is not None and (
        speaker.side() == "media" or bool(_ASKERS & {w.casefold() for w in speaker.name.split()})
    )


def _held_up(said: list[Said], answer: Answer) -> Answer | None:
    """Find the call of a monitor that the turn which is answered holds up to who answers."""
    cited = _nested(said, answer.answered)
    if cited is None or not _is_held_up(said[cited], said[answer.answer]):
        return None
    return Answer(answer.answer, cited, "inferred", "the turn before it holds this up")


def _is_held_up(cited: Said, answer: Said) -> bool:
    """Whether a statement that a question cites is answered with it: a monitor's call."""
    return cited.act == "call" and _monitors(cited) and cited.speaker is not answer.speaker


def _nested(said: list[Said], index: int) -> int | None:
    """A claim by somebody else that lies inside the content of a rebuttal."""
    outer = said[index]
    for other in range(max(0, index - _NEAR), min(len(said), index + _NEAR)):
        statement = said[other]
        inside = _inside(statement, outer)
        # Whose claim it is that somebody rejects may not be said, but it is never his own.
        another = statement.speaker is not outer.speaker or statement.speaker_span is None
        if other != index and inside and another:
            return other
    return None


def _inside(inner: Said, outer: Said) -> bool:
    """Whether some of what one says lies inside what the other says."""
    return any(
        part.start <= span.start and span.end <= part.end
        for part in outer.content
        for span in inner.content
    )


def _last_of_others(said: list[Said], index: int, sentence: Span) -> int | None:
    """What a response responds to: a concern in its own sentence, else the last one before."""
    own = said[index]
    for other in range(max(0, index - _NEAR), min(len(said), index + _NEAR)):
        statement = said[other]
        same = sentence.start <= statement.start < sentence.end and other != index
        if same and statement.speaker is not own.speaker and statement.act in {"concern", "call"}:
            return other
    candidates = [
        other
        for other in range(max(0, index - _WINDOW), index)
        if said[other].speaker is not own.speaker and said[other].act in ANSWERABLE
    ]
    concerns = [other for other in candidates if said[other].act == "concern"]
    fitting = concerns or candidates
    return fitting[-1] if fitting else None


def _content_of(layout: Layout, statement: Said) -> str:
    return " ".join(span.of(layout.text) for span in statement.content)
