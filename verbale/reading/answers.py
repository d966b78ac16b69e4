"""Tell which statement of a document answers which.

Explicit answers say so: a denial or dismissal that takes up what was claimed, *in response*, a turn
after a turn. The rest is inferred, by all that speaks for it in `answer_signs.py`; every link
carries its reason in words. Where no earlier statement fits, there is no link.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from verbale.reading.answer_signs import (
    NEAR,
    Compared,
    Taken,
    chooser,
    is_owner,
    names,
    signs_of_answering,
    signs_of_no_answer,
)
from verbale.reading.replies import (
    ANSWERABLE,
    BACK,
    JUDGES,
    POINTS_BACK,
    REPLIES,
    RESPONSE,
    acts_called,
)
from verbale.reading.wording import stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbale.model import Act, Basis, Span
    from verbale.reading.choosing import Signs
    from verbale.reading.encoder import Encoding
    from verbale.reading.layout import Layout
    from verbale.reading.statements import Said

__all__ = ["LIKELY", "Answer", "Choices", "Finder", "find_answers"]

_IT: Final = re.compile(r"(?:it|its|this|that|them|their)\b", re.IGNORECASE)
_REPORTS: Final = re.compile(r"reports?|findings?|recommendations?|observations?")  # a monitor's
LIKELY: Final = 0.35  # as good on annotated dialogues as half, and finds more
_ABOUT_THE_SAME: Final = 0.5  # likeness of meaning that is told as a reason
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
_WORD: Final = re.compile(r"[^\W_]+")
_SHOWN: Final = 4  # words that are enough to show what two statements have in common
_STEM: Final = 5  # letters that a verb and its noun share, in short words fewer
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
    layout: Layout,
    encoding: Encoding,
    said: list[Said],
    *,
    transcript: bool,
    title: str | None = None,
) -> list[Answer]:
    """List the links between the statements of one document.

    An answer has one at most, and in a transcript a second to what the question holds up to it.
    """
    finder = Finder(Compared(layout, encoding, said, title), transcript=transcript)
    for index in range(len(said)):
        finder.link(index)
    return finder.links


@dataclass(frozen=True, slots=True)
class Choices:
    """The statements that one may answer, what speaks for each, and what for none."""

    others: list[int]
    none: Signs
    each: Iterator[Signs]


class Finder:
    """Finds the answers of one document, statement by statement."""

    def __init__(self, given: Compared, *, transcript: bool) -> None:
        self.given = given
        self.layout, self.said = given.layout, given.said
        self.transcript = transcript
        self.links: list[Answer] = []
        self.taken = Taken()

    def link(self, index: int) -> None:
        """Link a statement to what it answers, where it answers anything."""
        link = self.explicit(index) or self.inferred(index)
        if link is None:
            return
        self.links.append(link)
        self.taken.note(link.answer, link.answered)
        if self.transcript and not self.said[index].cue:
            held_up = _held_up(self.given, link)
            self.links += [held_up] if held_up is not None else []

    def explicit(self, index: int) -> Answer | None:
        """Find what the text itself says that a statement answers."""
        statement = self.said[index]
        if self.transcript and not statement.cue and statement.act != "call":
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
                if not _in_turn(self.given, other) and said[other].speaker is not own:
                    return Answer(index, other, "explicit", _HELD_UP)
                continue
            if said[other].speaker is own or self._hands_over(other):
                return None
            cited = _nested(self.given, other) if _asks_only(said[other]) else None
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
        nested = _nested(self.given, index) if own.act in _TAKES_UP else None
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
        sentence = self.given.sentence(index)
        if own.act == "concern" or not RESPONSE.search(sentence.of(self.layout.text)):
            return None
        target = _last_of_others(self.given, index, sentence)
        reason = "the text calls it a response"
        return Answer(index, target, "explicit", reason) if target is not None else None

    def _replied(self, index: int) -> Answer | None:
        """Find what one who `replied` replied to: what another said just before."""
        if not REPLIES.match(self.given.cue(index)):
            return None
        own = self.said[index]
        for other in range(index - 1, max(-1, index - _WITHIN_REACH - 1), -1):
            asked = self.said[other]
            if asked.speaker is not own.speaker and not self.given.contains(index, other):
                near = self.given.paragraphs[index] - self.given.paragraphs[other]
                reason = "the text calls it a reply"
                return Answer(index, other, "explicit", reason) if near <= 1 else None
        return None

    def _is_noun(self, index: int) -> bool:
        """Whether the cue is a noun of saying: `the conclusion that`."""
        return acts_called((self.given.cue(index).split() or [""])[-1]) is not None

    def _of_the_same(self, index: int) -> Answer | None:
        """Find what a rebuttal takes up as `it`: what its speaker has just taken up."""
        own = self.said[index]
        if own.act != "rebuttal" or not _IT.match(self.given.opening(index)):
            return None
        sentence = self.given.sentences[index]
        for link in reversed(self.links):
            before = self.said[link.answer]
            if before.speaker is own.speaker and link.basis == "explicit":
                if self.given.sentences[link.answer] == sentence:
                    reason = "it goes on about what its sentence takes up"
                    return Answer(index, link.answered, "explicit", reason)
                return None
        return None

    def _in_full(self, index: int, stems: set[str]) -> str:
        """Give some of the words of a statement that have these stems, as they are written."""
        words = (
            w for w in _WORD.findall(self.given.contents[index].casefold()) if stem(w) in stems
        )
        return " ".join(list(dict.fromkeys(words))[:_SHOWN])

    def _called_back(self, index: int) -> Answer | None:
        """Find the statement that a rebuttal or acknowledgement calls by a noun: `the ruling`."""
        own = self.said[index]
        match = BACK.match(self.given.opening(index))
        judges = JUDGES.match(self.given.cue(index)) is not None
        if match is None or not (judges or own.act in {"rebuttal", "acknowledgement"}):
            return None
        fitting = acts_called(match["noun"])
        if fitting is None:
            return None
        others = [
            other
            for other in range(max(0, index - _FAR), index)
            if self.said[other].speaker is not own.speaker and not self.given.contains(index, other)
        ]
        owned = [other for other in others if is_owner(self.said[other].speaker, match["whose"])]
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
        words = self.given.opening(index)
        match = POINTS_BACK.match(words)
        if own.act not in _TAKES_UP or match is None or len(words.split()) > _BRIEF:
            return None
        paragraph = self.given.paragraphs[index]
        for other in range(index - 1, max(-1, index - _WITHIN_REACH - 1), -1):
            statement = self.said[other]
            near = paragraph - self.given.paragraphs[other] <= 1
            if (
                near
                and statement.speaker is not own.speaker
                and not self.given.contains(index, other)
            ):
                return Answer(index, other, "explicit", f"it takes up “{match.group()}”")
        return None

    def _says(self, index: int, noun: str) -> bool:
        """Whether the cue is the noun's own verb: *ruled* of a ruling."""
        return (
            self.given.cue(index).casefold().startswith(noun[: min(_STEM, max(3, len(noun) - 3))])
        )

    def inferred(self, index: int) -> Answer | None:
        """Find the earlier statement that a statement answers best, if well enough."""
        choices = self.choices(index)
        if choices is None:
            return None
        likely = chooser().likelihoods(choices.none, choices.each)
        score, other = max(zip(likely, choices.others, strict=True), key=lambda pair: pair[0])
        if score < LIKELY:
            return None
        reasons = list(self._reasons(index, other)) or ["it is the nearest that it can answer"]
        return Answer(index, other, "inferred", ", ".join(reasons))

    def choices(self, index: int) -> Choices | None:
        """Give the earlier statements that one may answer, if there are any."""
        if self.said[index].speaker is None:
            return None
        others = [
            other
            for other in range(max(0, index - _WINDOW), index)
            if self._may_answer(index, other)
        ]
        if not others:
            return None
        return Choices(
            others,
            signs_of_no_answer(self.given, index, self.taken),
            (signs_of_answering(self.given, index, other, self.taken) for other in others),
        )

    def _may_answer(self, index: int, other: int) -> bool:
        """Whether a statement can answer an earlier one at all: another's, not told before it."""
        answer, asked = self.said[index], self.said[other]
        if asked.speaker is None or asked.speaker is answer.speaker:
            return False
        before = answer.date and asked.date and answer.date < asked.date[: len(answer.date)]
        return not (before or self.given.contains(index, other) or self._hands_over(other))

    def _reasons(self, index: int, other: int) -> Iterator[str]:
        """Say what speaks for an answer that no word tells."""
        answer, asked = self.said[index], self.said[other]
        shared = self.given.words[index] & self.given.words[other]
        if shared:
            yield f"shared words: {self._in_full(index, shared)}"
        elif float(self.given.alike[index, other]) >= _ABOUT_THE_SAME:
            yield "it is about the same"
        if asked.speaker in answer.addressees:
            yield "it is said to the one who raised it"
        if answer.speaker in asked.addressees:
            yield "the one who was addressed answers"
        if asked.speaker is not None and names(answer, asked.speaker):
            yield "it names the one who raised it"
        same = self.said[index - 1].speaker is answer.speaker
        if same and self.taken.answers.get(index - 1) == other:
            yield "the same speaker goes on with an answer"


def _monitors(statement: Said) -> bool:
    return statement.speaker is not None and statement.speaker.side() == "monitor"


def _in_turn(given: Compared, index: int) -> bool:
    """Whether a statement is told in a turn that says something itself."""
    turns = range(max(0, index - NEAR), index)
    return any(not given.said[turn].cue and given.inside(index, turn) for turn in turns)


def _asks_only(turn: Said) -> bool:
    """Whether a turn is a journalist's, whose part is to ask."""
    speaker = turn.speaker
    return speaker is not None and (
        speaker.side() == "media" or bool(_ASKERS & {w.casefold() for w in speaker.name.split()})
    )


def _held_up(given: Compared, answer: Answer) -> Answer | None:
    """Find the call of a monitor that the turn which is answered holds up to who answers."""
    cited = _nested(given, answer.answered)
    if cited is None or not _is_held_up(given.said[cited], given.said[answer.answer]):
        return None
    return Answer(answer.answer, cited, "inferred", "the turn before it holds this up")


def _is_held_up(cited: Said, answer: Said) -> bool:
    """Whether a statement that a question cites is answered with it: a monitor's call."""
    return cited.act == "call" and _monitors(cited) and cited.speaker is not answer.speaker


def _nested(given: Compared, index: int) -> int | None:
    """A claim by somebody else that lies inside the content of a rebuttal."""
    said, outer = given.said, given.said[index]
    for other in range(max(0, index - NEAR), min(len(said), index + NEAR)):
        statement = said[other]
        # Whose claim it is that somebody rejects may not be said, but it is never his own.
        another = statement.speaker is not outer.speaker or statement.speaker_span is None
        if other != index and another and given.inside(other, index):
            return other
    return None


def _last_of_others(given: Compared, index: int, sentence: Span) -> int | None:
    """What a response responds to: a concern in its own sentence, else the last one before."""
    said, own = given.said, given.said[index]
    for other in range(max(0, index - NEAR), min(len(said), index + NEAR)):
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
