"""Make attributions whole: speaker, addressees, act, in the gold standard's cut of the content.

An attribution's content as a parser sees it ("that the fees were paid.") becomes what was said
("the fees were paid"); the one who is told, urged or thanked leaves the content and becomes the
addressee; reported questions are dropped. Dates are set later, when occasions are known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import compress
from typing import TYPE_CHECKING, Final

from verbale.model import Act, Quotation, Span
from verbale.reading.act_model import Telling, weigh
from verbale.reading.acts import act_of_cue, plain_act
from verbale.reading.addressing import (
    BEHIND_NAME,
    TAKES_WHOM,
    whom_between,
    whom_inside,
    whom_to_act,
    without_whom,
)
from verbale.reading.contents import is_of_accused, mended
from verbale.reading.forms import without_aside
from verbale.reading.names import singular
from verbale.reading.relatives import owned_behind
from verbale.reading.replies import acts_called
from verbale.reading.unreal import without_refutation

if TYPE_CHECKING:
    from verbale.reading.actors import Character
    from verbale.reading.attribution import Attribution
    from verbale.reading.encoder import Encoding
    from verbale.reading.layout import Layout
    from verbale.reading.speakers import SpeakerResolver
    from verbale.reading.threads import Each

__all__ = ["Said", "complete", "weigh_acts"]

_QUESTION_CUE: Final = re.compile(r"\b(?:ask|inquir|enquir|wonder|quer)", re.IGNORECASE)
_QUESTION: Final = re.compile(r"(?:whether|if|why|how|what|who|when|where|which)\b", re.IGNORECASE)
_THAT: Final = re.compile(r"(?:that|,)\s+", re.IGNORECASE)
_SAYS_NOTHING: Final = re.compile(
    r"(?:(?:When\s+)?Asked\b(?=\s+(?:about|by|if|whether|why|how|what))"
    r"|(?:ask|request|insist|speak|spoke)\w*\s+(?:on\s+)?(?:condition\s+)?(?:not\s+)?to\s+be"
    r"\s+(?:named|identified|quoted)"
    # what one does
    r"|(?:chose|chosen|choos\w+) to\s|ignor(?:e[sd]?|ing)\b|(?:laugh|sneer)\w* (?:at|off)\b"
    r"|(?:(?:has|have|had)\s+)?yet to\s|(?:is|are|was|were) (?:\w+ly )?expected to\s"
    r"|(?:\w+ )?(?:concluded|began|opened|resumed|continued) (?:its|their) "
    r"(?:consideration|review|debate)\b"
    r"|(?:declin|refus)\w*\s+to\s+(?:comment|be interviewed|give (?:his|her|their) names?)"
    r"|(?:did|do|does|has|have|had)(?: not|n’t|n't)\s+(?:immediately\s+)?"
    r"(?:respond|repl|return|answer)"
    r"\w*\b.*"
    r"\b(?:questions?|requests?|calls?|messages?|emails?|comment)"
    r"|(?:(?:has|have|had)\s+)?(?:carefully\s+)?(?:studied|examined|received)\b"
    r"|(?:writ(?:e|es|ing)|wrote) (?:to you )?"
    r"(?:on behalf of|with (?:reference|regard) to|in (?:connection|response|reply))\b"
    r"|(?:publish|releas|provid)\w* (?:(?:all|the|its|any|new|more) )?(?:\w+ )?"
    r"(?:data|figures|documents|information|files) that\b"
    r"|(?:has|have|had)\s+(?:also\s+)?taken (?:due )?note of (?:the|your|its|an?) (?:\w+ )?"
    r"(?:letter|note|statement|report|communication|release|remarks|request)\b(?!.*\bin which\b)"
    # how a note verbale begins and ends
    r"|presents? (?:its|his|her|their|the) compliments\b"
    r"|(?:has the honour to )?refers? to (?:(?:its|his|her|their|your|the) )?"
    r"(?:note|letter|statement|communication|urgent appeal|request|report)\b"
    r"|look(?:s|ed|ing)? forward to (?:\w+ )?(?:your|his|her|its|their|a|an|the) (?:\w+ )?"
    r"(?:reply|response|answer)\b"
    # `To suggest otherwise is to misunderstand it`
    r"|suggest otherwise is to\b"
    r"|(?:have|has) the honou?r to (?:address|write|inform)\b"
    r"|According to (?:the )?(?:information|allegations|reports) received:"
    # what is on an agenda
    r"|(?:will |would |is to )?(?:discuss|debate)(?:s|ed)?\b"
    r"|avails? (?:itself|himself|herself) of\b"
    r"|(?:renew|convey)\w* .{0,40}\bassurances? of .{0,9}highest\b)",
    re.IGNORECASE | re.DOTALL,
)
_PROVIDES: Final = re.compile(r"(?:allow|permit|require|entitle|oblige|authori[sz]e)[sd]?")
_COURTS: Final = frozenset({"court", "tribunal", "judge", "justice"})
_DECIDES: Final = re.compile(
    r"\b(?:dismiss|reject|uph[eo]ld|grant|allow|quash|overturn)", re.IGNORECASE
)
_BROUGHT: Final = re.compile(
    r"(?:the|an?|her|his|its|their|all|both)\s(?:[\w’'-]+\s){0,3}"
    r"(?:petitions?|appeals?|applications?|motions?|lawsuits?|suits?|complaints?|convictions?|claims?)\b",
    re.IGNORECASE,
)
_THE_PAPER: Final = re.compile(
    r"(?:the present|this)(?: \w+)? (?:report|letter|statement|document|note|study|paper|review)",
    re.IGNORECASE,
)
_AUXILIARY: Final = re.compile(
    r"(?:Question:|[\s“\"‘])*(?:And |But |So )?"
    r"(?:Do|Does|Did|Will|Would|Can|Could|Has|Have|Had|Is|Are|Was|Were|Should|Shall)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_OBLIGES: Final = re.compile(r"(?:should|must|shall|ought to|needs? to):?", re.IGNORECASE)
_WITH_SUBJECT: Final = re.compile(
    r"\b(?:with|by|of)\s+(?P<who>(?:the|an?|its|his|her|their|[A-Z])[^,.;:“”]{1,60}?)\s+$"
)
_WHEN_BEHIND: Final = re.compile(
    r"\s+(?:(?:on|the) same (?:day|week|month|year)|(?:last|this) \w+|yesterday|today"
    r"|again|repeatedly|on [A-Z]\w+day)\Z"
)
_AND_BEFORE: Final = re.compile(r",\s(?:and|but)\s(?:\w+ly\s)?\Z")
_ENUMERATOR: Final = re.compile(r"\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})\)\s+")
_POSSESSIVES: Final = frozenset({"his", "her", "its", "their"})
_OF_ONESELF: Final = frozenset({"me", "us", "my", "our"})
_ADDRESS: Final = re.compile(
    r"\b(?:address|speech|letter|remarks|presentation|report|statement|testimony|briefing"
    r"|message|appeal|(?:written |prompt )?(?:answer|reply)|e-?mail) to "
    r"(?P<whom>(?:the |a |an |his |her |its |their )?[^,.;:“”]{2,50}?)(?=,|\s+(?:on|in|at)\s)"
)
_NOTHING_SAID: Final = frozenset(
    "the a an it them this that him her us me so and or but to of".split()
)
_ADVERB: Final = re.compile(r"[a-z]+ly")
_DAY_NAME: Final = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
_VERB_BEHIND: Final = re.compile(r"(?P<verb> [a-z]+) ")
_REJECTED: Final = re.compile(r"it|them|this|that|these|those")
_THAT_ONE: Final = re.compile(r"that \w+")
_LONE_WORD: Final = re.compile(r"[a-z]+")
_UNSOURCED_AT_LEAST: Final = 0.45  # confidence below which indirect speech of nobody is left out
_NEAR: Final = 4  # statements before one that it may lie in
_ADDRESSEE_CARRIES: Final = 3  # sentences over which whom it is said to still holds
_CALLING: Final = re.compile(r"(?:calling|describing|branding|labell?ing|terming)", re.IGNORECASE)
_LEFT_OUT: Final = re.compile(
    r"\s+(?:that\s+)?(?P<subject>(?:he|she|they|it|we|I|there)\s+(?:[a-z]+\s+){1,3})"
)
_FINITE_FIRST: Final = re.compile(
    r"(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|did|does)\b"
)
# `told ⟦the court⟧ ⟦the trial⟧ was a farce`
_WHOM_AND_SUBJECT: Final = re.compile(
    r"\s+(?:(?P<whom>(?:the|an?|his|her|its|their|[A-Z])[^,.;:“”]{0,40}?)\s+)?(?:that\s+)?"
    r"(?P<subject>(?:the|an?|its|his|her|their|our|this|these|those|all|no)\s+(?:[\w’'-]+\s+){1,5})"
)
_RELATIVE: Final = re.compile(
    r"(?P<clause>,\s+(?:which|who|whose)\b,?[^,;:.“”\"\n]{3,160})(?=\.(?:\s|$))"
)
_BARE_ARTICLE: Final = re.compile(r"(?:the|an?|its|his|her|their|our)\b", re.IGNORECASE)
_NO_SOURCE: Final = re.compile(
    r"(?:while|although|though|whereas|and|but|as)"
    r"|(?:as (?:regards|to|for|concerns)|with (?:regard|respect) to|regarding|concerning)\b.*",
    re.IGNORECASE,
)
# `the assertion of ⟦Ms Solanke⟧ that`
_OWNER_BEHIND: Final = re.compile(
    r"\s+(?:of|by|from)\s+(?P<who>(?:the\s+|[A-Z])[^,.;:“”\"]{2,80}?)\s+(?:that|to)\b"
)
_LIST_FOLLOWS: Final = re.compile(r"\s*(?:[-–—•*]|\(?\w{1,3}[.)])\s")
_KIND_OF_REPORT: Final = re.compile(
    r"(?:^|\n)(?:[A-Z]\w+ )?(?:Special|Annual|Final|Interim|Joint|Periodic|First|Second|Third)"
    r" [Rr]eport\Z"
)
_TITLE: Final = 60  # characters
_ENDS_OPEN: Final = re.compile(r"\b(?:the|an?|its|their|this|that|of|to)$", re.IGNORECASE)
_LONGEST_OWNER: Final = 160  # characters
_OWNER_AHEAD: Final = re.compile(
    r"(?P<who>\b(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir)\s+(?:[\w-]+\s+){0,3}[\w-]+"
    r"|[A-Z][\w-]*(?:\s+[A-Z][\w-]*){0,3}))[’']s?\s+(?:[a-z-]+\s+){0,2}\Z"
)
_PHRASE_AFTER_ARTICLE: Final = re.compile(r"(?:\s+[A-Z][\w’'-]*)+|\s+[a-z][\w-]*")
_DONE_TO: Final = re.compile(r"(?:announced|promised|pledged|proposed|demanded|recommended)\b.*")
_DEALT_WITH_AFTER: Final = re.compile(
    r"(?P<subject>[^,;.“”]{3,80}?),? (?:was|were|(?:has|had|have) been) \w+(?: [^,;.]{1,60})? by "
    r"[^,;.]{3,80} (?:after|before|for|despite|without) "
)
_BEFORE_SOURCE: Final = re.compile(
    r"(?:.*[\n\r]\s*|[^()]{2,30}\)\s+[–—-]\s+|[^,.;]{2,40},[^.;]{0,30}\s[–—-]\s+"
    r"|[A-Z][A-Z’' .]{2,30}\s[–—-]\s+|(?:\d+\s+)?(?:January|February|March"
    r"|April|May|June|July|August"
    r"|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday"
    r"|Sunday)\s+(?=the\b|[A-Z]))",
    re.DOTALL,
)
_PRONOUN_FIRST: Final = re.compile(r"(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e)(?=\s[a-z])")
_DELEGATE: Final = re.compile(r"\b(?:[Rr]epresentative|[Dd]elegate|[Dd]elegation)$")
_OF_COUNTRY: Final = re.compile(
    r"\s+(?:of|from|for)\s+(?:the\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*"
)
_PRONOUN: Final = re.compile(r"(?:he|she|it|they|him|her|them|you|me|us)", re.IGNORECASE)
_ASKED: Final = re.compile(r"(?:When )?[Aa]sked")
_PRONOUN_ADVERB: Final = re.compile(
    r"(?P<who>I|[Ww]e|[Hh]e|[Ss]he|[Ii]t|[Tt]hey),?(?:\s+(?:also|therefore|thus|hereby|now|again|further|still"
    r"|then|too|however|moreover|once more|[a-z]+ly),?)+"
)
_TRAILING: Final = " \t\n\r,;:.—–-"
_WHOLE_CLAUSE: Final = 6  # words of a part beside which
_STRAY_WORDS: Final = 3  # a part of so few words is a slip
_QUOTE_MARKS: Final = '“”"«»„‘’'


@dataclass(slots=True)
class Said:
    """A statement being made whole; actors are characters still."""

    speaker: Character | None
    speaker_span: Span | None
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quotation: Quotation
    act: Act
    addressees: list[Character]
    confidence: float
    date: str | None = None
    act_confidence: float = 0.0
    acts: dict[Act, float] = field(default_factory=dict)  # how likely each is
    told: bool = False  # said to the addressees, rather than asked of them

    @property
    def start(self) -> int:
        """The first character of what belongs to it."""
        spans = [*self.cue, *self.content, *([self.speaker_span] if self.speaker_span else [])]
        return min(span.start for span in spans)


def complete(layout: Layout, found: list[Attribution], resolver: SpeakerResolver) -> list[Said]:
    """Make each attribution whole but for its act, in the order of the text."""
    said: list[Said] = []
    resolver.note_labels()
    resolver.note_audience()
    taken = {
        place
        for attribution in found
        for span in (*attribution.source, *attribution.cue)
        for place in range(span.start, span.end)
    }
    for attribution in found:
        for whole in mended(layout, attribution, taken):
            statement = _complete(layout, whole, resolver, said)
            if statement is not None:
                said.append(statement)
    return said


def _complete(
    layout: Layout, attribution: Attribution, resolver: SpeakerResolver, before: list[Said]
) -> Said | None:
    text = layout.text
    attribution = _with_verb(text, attribution)
    cue = attribution.cue
    cue_words = " ".join(span.of(text) for span in cue)
    quotation = attribution.quotation
    content, cue, whom = without_whom(text, attribution)
    content = tuple(_trim(text, cue_words, span, quotation) for span in content)
    content = _with_subject(text, cue, _worth_keeping(text, cue, content))
    if quotation == "indirect":
        content = _with_relative(text, cue, content)
    if not content or _is_none(layout, attribution, cue, content):
        return None
    speaker, speaker_span = _speaker(layout, attribution, resolver, before)
    if _is_nobodys(text, attribution, speaker, speaker_span):
        return None
    if _OBLIGES.fullmatch(cue_words) and speaker is not None and not speaker.issuer:
        # `⟦The State party⟧ should: (a) amend the law`: those who write it ask it of the subject.
        speaker, speaker_span, whom = resolver.issuer(), None, speaker_span
    if whom is None:
        whom = whom_between(text, cue, content, speaker_span)
    acting = whom_to_act(text, cue, content) if whom is None else None
    whom = whom or acting or whom_inside(text, content)
    speaker = _not_asking_himself(text, speaker, speaker_span, whom, resolver)
    addressees = _addressees(layout, whom, cue, speaker, resolver, before)
    if act_of_cue(cue_words) is None:
        cue_words = " ".join(span.of(text) for span in cue)
    plain = plain_act(cue_words, " ".join(span.of(text) for span in content), "other")
    return Said(
        speaker,
        speaker_span,
        cue,
        content,
        quotation,
        "assertion",
        addressees,
        attribution.confidence,
        told=bool(addressees) and acting is None and plain not in {"call", "acknowledgement"},
    )


def _is_none(
    layout: Layout, attribution: Attribution, cue: tuple[Span, ...], content: tuple[Span, ...]
) -> bool:
    """Whether a cue and its content are no statement, whoever speaks."""
    text = layout.text
    words = " ".join(span.of(text) for span in attribution.cue)
    if _is_question(text, words, content) or _is_no_saying(text, attribution):
        return True
    if _says_nothing(text, cue, content) or _asks(layout, attribution):
        return True
    return attribution.quotation == "indirect" and _is_title(layout, cue, content)


def _is_nobodys(
    text: str, attribution: Attribution, speaker: Character | None, span: Span | None
) -> bool:
    """Whether nobody says it: of no source and unsure, a topic, or what one was asked."""
    words = " ".join(part.of(text) for part in attribution.cue)
    if words == ":" and speaker is not None and speaker.kind == "state":
        return True  # the topic of a headline: `Ostrovia: experts alarmed by arrests`
    if span is not None and _ASKED.fullmatch(span.of(text)):
        return True  # `⟦Asked⟧ about the figures, she said nothing`
    unsure = attribution.confidence < _UNSOURCED_AT_LEAST
    return speaker is None and attribution.quotation == "indirect" and unsure


def _not_asking_himself(
    text: str,
    speaker: Character | None,
    span: Span | None,
    whom: Span | None,
    resolver: SpeakerResolver,
) -> Character | None:
    """`⟦It⟧ asks the State party to pay`: who asks is another than the one that is asked."""
    if speaker is None or span is None or whom is None:
        return speaker
    pronouns = _PRONOUN.fullmatch(span.of(text)) and not _PRONOUN.fullmatch(whom.of(text))
    if not pronouns or resolver.resolve(whom, speaking=False) is not speaker:
        return speaker
    return resolver.resolve(span, told_by=speaker) or speaker


def weigh_acts(layout: Layout, encoding: Encoding, said: list[Said], each: Each = map) -> None:
    """Set each statement's act, and how likely it is, by all that is known of it.

    One that goes on with what the statement before it does is not weighed by itself.
    """
    befores = [None, *said]
    own = [not _goes_on_calling(layout, *pair) for pair in zip(befores, said, strict=False)]
    tellings = [_telling(layout, statement) for statement in compress(said, own)]
    weighed = iter(weigh(layout.text, encoding, tellings, each))
    for before, statement, is_own in zip(befores, said, own, strict=False):
        statement.acts = next(weighed) if before is None or is_own else before.acts
        if _rules_on(layout.text, statement):
            statement.acts = {"announcement": 1.0}
        content = statement.content[-1].of(layout.text)
        if not statement.cue and content.rstrip('”"’ ').endswith("?"):
            statement.acts = _as_question(statement.acts)
        statement.act, statement.act_confidence = next(iter(statement.acts.items()))


def _with_verb(text: str, attribution: Attribution) -> Attribution:
    """`The Ministry ⟦resolutely⟧ rejects them`: an adverb is no cue without its verb."""
    if not attribution.cue or _ADVERB.fullmatch(attribution.cue[-1].of(text)) is None:
        return attribution
    *earlier, adverb = attribution.cue
    verb = _VERB_BEHIND.fullmatch(text, adverb.end, max(adverb.end, attribution.content[0].start))
    if verb is None:
        return attribution
    return replace(attribution, cue=(*earlier, Span(adverb.start, verb.end("verb"))))


def _telling(layout: Layout, statement: Said) -> Telling:
    cue, content = statement.cue, statement.content
    side = statement.speaker.side() if statement.speaker else "other"
    replies = bool(cue) and _is_reply(layout.text, content, cue[0])
    return Telling(cue, content, side, replies)


def _rules_on(text: str, statement: Said) -> bool:
    """Whether a court decides what was brought before it: `The Court ⟦dismisses the petition⟧`."""
    speaker, cue = statement.speaker, " ".join(span.of(text) for span in statement.cue)
    court = speaker is not None and bool(_COURTS & speaker.role_words)
    return court and bool(_DECIDES.search(cue) and _BROUGHT.match(statement.content[0].of(text)))


def _as_question(acts: dict[Act, float]) -> dict[Act, float]:
    """A turn that ends in a question announces, thanks and promises nothing."""
    act = next(iter(acts))
    if act not in {"announcement", "acknowledgement", "justification", "commitment"}:
        return acts
    return {"assertion": acts.get("assertion", 0.0), **acts}


def _goes_on_calling(layout: Layout, before: Said | None, statement: Said) -> bool:
    """`rejected the demand, ⟦calling⟧ it “interference”`: the same act once more."""
    if before is None or not statement.cue or statement.speaker is not before.speaker:
        return False
    same = layout.sentence_at(before.start) == layout.sentence_at(statement.start)
    return same and _CALLING.fullmatch(statement.cue[0].of(layout.text)) is not None


def _is_title(layout: Layout, cue: tuple[Span, ...], content: tuple[Span, ...]) -> bool:
    """Whether a cue is a word of a heading, and what follows of the text below it.

    Or of a title in which nobody reports: `⟦Special⟧ report on deaths`.
    """
    if not cue:
        return False
    end = cue[0].end
    if _KIND_OF_REPORT.search(layout.text, max(0, end - _TITLE), end):
        return True
    paragraph = layout.paragraphs[layout.paragraph_at(cue[0].start)]
    ended = paragraph.of(layout.text).rstrip().endswith((".", ":", ";", ",", "”", '"', "—", "-"))
    listed = _LIST_FOLLOWS.match(layout.text, paragraph.end) is not None
    return not (ended or listed) and all(part.start >= paragraph.end for part in content)


def _worth_keeping(text: str, cue: tuple[Span, ...], content: tuple[Span, ...]) -> tuple[Span, ...]:
    """Leave out parts that say nothing, and stray words beside a whole clause.

    A word is enough of what one is accused of, `accused the army ⟦of torture⟧`, and to reject.
    """
    last = cue[-1].of(text) if cue else ""
    blamed = last in {"of", "for"} and len(content) == 1
    rejected = len(content) == 1 and act_of_cue(" ".join(c.of(text) for c in cue)) == "rebuttal"
    if (blamed and _LONE_WORD.fullmatch(content[0].of(text))) or (
        rejected and _REJECTED.fullmatch(content[0].of(text))
    ):
        return content
    full = [span for span in content if not _is_empty(span.of(text))]
    longest = max((len(span.of(text).split()) for span in full), default=0)
    return tuple(
        span
        for span in full
        if longest < _WHOLE_CLAUSE
        or len(span.of(text).split()) > _STRAY_WORDS
        or text[span.start] in _QUOTE_MARKS
    )


def _with_subject(text: str, cue: tuple[Span, ...], content: tuple[Span, ...]) -> tuple[Span, ...]:
    """`said ⟦he would write⟧ to her`: a clause does not begin behind its subject and verb.

    Nor does it begin behind its *not*: `asked the media ⟦not to guess⟧`.
    """
    if not cue or not content or content[0].start <= cue[-1].end:
        return content
    first = content[0]
    if text.startswith("to ", first.start) and text.endswith(" not ", 0, first.start):
        return (Span(first.start - len("not "), first.end), *content[1:])
    match = _LEFT_OUT.fullmatch(text, cue[-1].end, first.start)
    if match is None and _FINITE_FIRST.match(text, first.start, first.end):
        match = _WHOM_AND_SUBJECT.fullmatch(text, cue[-1].end, first.start)
        takes_whom = TAKES_WHOM.search(cue[-1].of(text)) is not None
        match = match if match and takes_whom == bool(match["whom"]) else None
    if match is None:
        return content
    return (Span(match.start("subject"), first.end), *content[1:])


def _with_relative(text: str, cue: tuple[Span, ...], content: tuple[Span, ...]) -> tuple[Span, ...]:
    """`took issue with the survey⟦, which lasted six days⟧.`: the end of the sentence too."""
    if not cue or not content or content[-1].end < cue[-1].end:
        return content
    match = _RELATIVE.match(text, content[-1].end)
    if match is None:
        return content
    return (*content[:-1], Span(content[-1].start, match.end("clause")))


def _is_no_saying(text: str, attribution: Attribution) -> bool:
    """Whether it is no saying: `met ⟦to discuss⟧ the budget`, `section 48 ⟦allows⟧ it to fine`.

    `Allow me ⟦to recall⟧` is one.
    """
    if attribution.quotation != "indirect" or not attribution.cue:
        return False
    if not attribution.source and _PROVIDES.fullmatch(attribution.cue[0].of(text)):
        return True
    mine = attribution.source and attribution.source[0].of(text) in {"me", "us"}
    return not mine and attribution.cue[0].of(text).casefold().startswith("to ")


def _is_empty(words: str) -> bool:
    """Whether a part of the content says nothing by itself: *the*, *them*, *differently*."""
    return (
        (_LONE_WORD.fullmatch(words) is not None and not words.endswith("ing"))
        or not any(c.isalnum() for c in words)
        or words.casefold() in _NOTHING_SAID
    )


def _says_nothing(text: str, cue: tuple[Span, ...], content: tuple[Span, ...]) -> bool:
    """Whether it tells of no words: `had no comment`, `The present report was submitted to …`."""
    if cue and _SAYS_NOTHING.match(text, cue[0].start, max(cue[-1].end, content[0].end)):
        return True
    return len(content) == 1 and _THE_PAPER.fullmatch(content[0].of(text)) is not None


def _asks(layout: Layout, attribution: Attribution) -> bool:
    """`Does ⟦the minister⟧ regard it as unlawful?`: who asks does not tell that he does."""
    if not (attribution.source and attribution.cue):
        return False
    sentence = layout.sentences[layout.sentence_at(attribution.cue[0].start)]
    return sentence.of(layout.text).rstrip(" ”\"'’").endswith("?") and bool(
        _AUXILIARY.fullmatch(layout.text, sentence.start, attribution.source[0].start)
    )


def _addressees(
    layout: Layout,
    whom: Span | None,
    cue: tuple[Span, ...],
    speaker: Character | None,
    resolver: SpeakerResolver,
    before: list[Said],
) -> list[Character]:
    """Whom a statement is made to: named here, at the speech that it is part of, or just before."""
    text = layout.text
    if cue and re.search(r"\baccus", cue[0].of(text), re.IGNORECASE):
        return []
    if whom is None and cue:
        sentence = layout.sentences[layout.sentence_at(cue[0].start)]
        match = _ADDRESS.search(text, sentence.start, cue[0].start)
        whom = Span(match.start("whom"), match.end("whom")) if match else None
    if whom is not None:
        enclosing = next((s for s in reversed(before) if _says_at(s, whom.start)), None)
        if enclosing is not None and whom.of(text) in _OF_ONESELF:
            found = enclosing.speaker
        else:
            named = _without_time(text, whom)
            if _DAY_NAME.fullmatch(named.of(text)):
                return _addressees_so_far(layout, cue, speaker, resolver, before)
            found = resolver.resolve(named, speaking=False, told_by=speaker)
            if named.of(text) in {"you", "You"} and found is resolver.recipient():
                return resolver.recipients()
        if found is None and speaker is not None and _is_writing(speaker, resolver):
            return resolver.recipients()  # `I recommend that ⟦the city⟧ publish …`, to its mayor
        return [found] if found is not None and found is not speaker else []
    return _addressees_so_far(layout, cue, speaker, resolver, before)


def _is_writing(speaker: Character, resolver: SpeakerResolver) -> bool:
    """Whether a letter, a note or a speech is theirs."""
    return speaker.issuer or resolver.is_replying(speaker)


def _without_time(text: str, whom: Span) -> Span:
    """`appealed to ⟦the company⟧ the same day to publish`."""
    behind = _WHEN_BEHIND.search(text, whom.start, whom.end)
    return Span(whom.start, behind.start()) if behind else whom


def _addressees_so_far(
    layout: Layout,
    cue: tuple[Span, ...],
    speaker: Character | None,
    resolver: SpeakerResolver,
    before: list[Said],
) -> list[Character]:
    """Whom the letter is written to, or whom the same speaker told something just before."""
    if speaker is None or not cue:
        return []
    if _is_writing(speaker, resolver):
        return resolver.recipients()
    last = next((said for said in reversed(before) if said.speaker is speaker), None)
    if last is None or not last.told:
        return []
    apart = layout.sentence_at(cue[0].start) - layout.sentence_at(last.start)
    return list(last.addressees) if 0 <= apart <= _ADDRESSEE_CARRIES else []


def _speaker(
    layout: Layout, attribution: Attribution, resolver: SpeakerResolver, before: list[Said]
) -> tuple[Character | None, Span | None]:
    """Who says it; in a reply what nobody is said to allege, those to whom it replies do."""
    speaker, span = _speaker_told(layout, attribution, resolver, before)
    claim = resolver.cast.replies and _names_claim(layout, attribution)
    if speaker is None and claim and not _is_nested(attribution, before):
        return resolver.answered(), None  # `With regard to ⟦the allegation that …⟧`
    return speaker, span


def _is_nested(attribution: Attribution, before: list[Said]) -> bool:
    return bool(before) and any(_says_at(before[-1], cue.start) for cue in attribution.cue)


def _speaker_told(
    layout: Layout, attribution: Attribution, resolver: SpeakerResolver, before: list[Said]
) -> tuple[Character | None, Span | None]:
    beside = (
        _dealt_with(layout, attribution)
        or _participle_subject(layout.text, attribution)
        or _owner(layout.text, attribution)
        or _owner_before(layout, attribution)
    )
    bare = attribution.source and _BARE_ARTICLE.fullmatch(attribution.source[0].of(layout.text))
    nobody = attribution.source and _NO_SOURCE.fullmatch(attribution.source[0].of(layout.text))
    ours = attribution.source and attribution.source[0].of(layout.text) in {"Our", "My"}
    if ours and beside is None:
        return resolver.issuer(), attribution.source[0]
    if attribution.source and not (bare and beside) and not nobody:
        return _named_speaker(layout, attribution, resolver, before)
    if beside is not None:
        return resolver.resolve(beside), beside
    return _speaker_not_named(layout, attribution, resolver, before)


def _speaker_not_named(
    layout: Layout, attribution: Attribution, resolver: SpeakerResolver, before: list[Said]
) -> tuple[Character | None, Span | None]:
    """Who says it where no words stand for the source: who spoke before, or the subject."""
    speaker, inherited_span = _inherited(layout, attribution, before)
    nested = _is_nested(attribution, before)
    if nested and speaker is None and before[-1].speaker is not None:
        # `The Government rejects ⟦the allegation that …⟧` of those whom it replies to
        state = before[-1].speaker.side() == "state"
        return (resolver.answered() if state else None), inherited_span
    if _is_participle_behind(layout.text, attribution):
        return None, None
    told_of = is_of_accused(layout.text, attribution)
    if speaker is None and attribution.cue and not (nested or told_of):
        subject = _subject_before(layout, attribution)
        words = subject.of(layout.text) if subject is not None else ""
        if subject is not None and not (_NO_SOURCE.fullmatch(words) or _ENDS_OPEN.search(words)):
            return resolver.resolve(subject), subject
    return speaker, inherited_span


def _is_participle_behind(text: str, attribution: Attribution) -> bool:
    """`⟦A new school⟧, promised last year, ⟦has not been built⟧`: by whom is not said."""
    first = attribution.content[0]
    if not attribution.cue or first.end > attribution.cue[0].start:
        return False
    cue = attribution.cue[0]
    done = _DONE_TO.fullmatch(cue.of(text)) is not None
    return done and text[first.end : cue.start] == ", " and len(attribution.content) > 1


def _names_claim(layout: Layout, attribution: Attribution) -> bool:
    """Whether the cue is a noun for what others claim."""
    cue = " ".join(span.of(layout.text) for span in attribution.cue).split()
    called = acts_called(singular(cue[-1].casefold())) if cue else None
    told = layout.text.startswith(" that ", attribution.cue[-1].end if attribution.cue else 0)
    return told and called is not None and "concern" in called


def _goes_on_saying(layout: Layout, before: Said, source: Span, cue: Span) -> bool:
    """`It invites her to visit Karesh, and ⟦trusts⟧ that …`: it is no Karesh that trusts."""
    whose = before.speaker_span
    if whose is not None and whose.start <= source.start and source.end <= whose.end:
        return True
    if not _says_at(before, source.start):
        return False
    same = layout.sentence_at(before.start) == layout.sentence_at(cue.start)
    return same and _AND_BEFORE.search(layout.text, before.start, cue.start) is not None


def _named_speaker(
    layout: Layout, attribution: Attribution, resolver: SpeakerResolver, before: list[Said]
) -> tuple[Character | None, Span | None]:
    """Who says it by the words that stand for the source."""
    cue = attribution.cue[0] if attribution.cue else None
    span = _tidy_source(layout.text, attribution.source[0], cue)
    aside = bool(before) and _says_at(before[-1], span.start)
    told_of = aside or any(_says_at(other, span.start) for other in before[-_NEAR:])
    if before and cue is not None and _goes_on_saying(layout, before[-1], span, cue):
        return before[-1].speaker, before[-1].speaker_span
    speaker = resolver.resolve(span, aside=told_of)
    if aside and speaker is before[-1].speaker and _rejects(layout.text, before[-1], span):
        return None, span
    if aside and speaker is before[-1].speaker and _is_of_those_told(layout.text, before[-1], span):
        return before[-1].addressees[-1], span
    inherited = _inherited(layout, attribution, before) if speaker is None else (None, None)
    return inherited if inherited[0] is not None else (speaker, span)


def _dealt_with(layout: Layout, attribution: Attribution) -> Span | None:
    """`⟦The warden⟧ was dismissed by the ministry after admitting that`: he admits it, not they."""
    cue = attribution.cue[0] if attribution.cue else None
    if cue is None or not cue.of(layout.text).endswith("ing"):
        return None
    begins = layout.begin_of(layout.sentences[layout.sentence_at(cue.start)])
    passive = _DEALT_WITH_AFTER.fullmatch(layout.text, begins, cue.start)
    return Span(*passive.span("subject")) if passive else None


def _rejects(text: str, before: Said, source: Span) -> bool:
    """`She rejected ⟦her⟧ claim that …`: whose it is, it is another's."""
    cue = " ".join(span.of(text) for span in before.cue)
    return source.of(text).casefold() in _POSSESSIVES and act_of_cue(cue) == "rebuttal"


def _is_of_those_told(text: str, before: Said, source: Span) -> bool:
    """`It thanked the agency for ⟦its⟧ offer`: whom it thanks or asks made that."""
    cue = " ".join(span.of(text) for span in before.cue)
    asked = act_of_cue(cue) in {"acknowledgement", "call"}
    return asked and bool(before.addressees) and source.of(text).casefold() in _POSSESSIVES


def _participle_subject(text: str, attribution: Attribution) -> Span | None:
    """`with ⟦the envoy⟧ telling the council`: a noun phrase just before a participle."""
    if not attribution.cue:
        return None
    start = attribution.cue[0].start
    match = _WITH_SUBJECT.search(text[max(0, start - 80) : start])
    if match is None or not re.match(r"\w+ing\b", text[start : start + 20]):
        return None
    offset = max(0, start - 80)
    return Span(offset + match.start("who"), offset + match.end("who"))


def _owner(text: str, attribution: Attribution) -> Span | None:
    """Whose a noun of saying is, where that stands behind it."""
    if not attribution.cue or attribution.content[0].start < attribution.cue[-1].end:
        return None
    match = _OWNER_BEHIND.match(text, attribution.cue[-1].end, attribution.content[0].end)
    noun = match is not None and acts_called(singular(attribution.cue[-1].of(text).split()[-1]))
    return Span(match.start("who"), match.end("who")) if match and noun else None


def _owner_before(layout: Layout, attribution: Attribution) -> Span | None:
    """Whose a noun of saying is, where that stands before it: `⟦a watchdog⟧’s finding that`."""
    if attribution.source or len(attribution.cue) != 1:
        return None
    cue = attribution.cue[0]
    noun = cue.of(layout.text)
    if not noun.isalpha() or acts_called(singular(noun.casefold())) is None:
        return None
    sentence = layout.sentences[layout.sentence_at(cue.start)]
    near = max(sentence.start, cue.start - _LONGEST_OWNER)
    match = _OWNER_AHEAD.search(layout.text, near, cue.start)
    return Span(*match.span("who")) if match else None


def _subject_before(layout: Layout, attribution: Attribution) -> Span | None:
    """The words from the start of the cue's sentence to the cue, when they can be its subject."""
    cue = attribution.cue[0]
    sentence = layout.sentences[layout.sentence_at(cue.start)]
    content = [span for span in attribution.content if span.start < cue.start]
    start = max(
        [layout.begin_of(sentence), *(span.end for span in content if span.end <= cue.start)]
    )
    words = layout.text[start : cue.start]
    lead = re.match(
        r"[\s,“”\"’]*(?:(?:In|On|At|After|Before|But|And|Meanwhile|However|Yet)\b[^,]*,\s+)?", words
    )
    start += lead.end() if lead else 0
    pronoun = _PRONOUN_FIRST.match(layout.text, start, cue.start)
    end = pronoun.end() if pronoun else cue.start  # `⟦It⟧ paid, and pledged`
    while end > start and not layout.text[end - 1].isalnum():
        end -= 1
    return Span(start, end) if 1 < end - start < 120 else None


def _says_at(statement: Said, position: int) -> bool:
    """Whether a position lies inside what a statement says."""
    return any(part.start <= position < part.end for part in statement.content)


def _inherited(
    layout: Layout, attribution: Attribution, before: list[Said]
) -> tuple[Character | None, Span | None]:
    """`He said X, adding Y`: a cue without a source of its own has the one before it."""
    if not before:
        return None, None
    last = before[-1]
    if _says_at(last, attribution.cue[0].start):
        return None, None  # `rejects ⟦the allegation that …⟧`: another's, whoever that is
    if last.cue and last.cue[0].of(layout.text).casefold() == "according to":
        return None, None  # `Ruiz, who lost according to the board, ⟦called⟧ for a recount`
    here = layout.sentence_at(attribution.cue[0].start)
    same = layout.sentence_at(last.cue[0].start if last.cue else last.start) == here
    if same:
        # `notes his ⟦promise to pay⟧, and encourages him`: who notes goes on.
        last = next((said for said in before[-_NEAR:-1] if _says_at(said, last.start)), last)
        return last.speaker, last.speaker_span
    if layout.paragraph_at(attribution.cue[0].start) == layout.paragraph_at(last.start):
        return last.speaker, None
    return None, None


def _tidy_source(text: str, span: Span, cue: Span | None) -> Span:
    """The noun phrase itself: no dateline, date, outer marks or relative clause."""
    start, end = span.start, span.end
    if _BARE_ARTICLE.fullmatch(span.of(text)):
        beside = cue is not None and end <= cue.start < end + 60
        phrase = _PHRASE_AFTER_ARTICLE.match(text, end)
        end = cue.start if cue is not None and beside else phrase.end() if phrase else end
    country = _OF_COUNTRY.match(text, end) if _DELEGATE.search(text, start, end) else None
    end = country.end() if country else end
    lead = _BEFORE_SOURCE.match(text, start, end)
    start = lead.end() if lead else start
    pronoun = _PRONOUN_ADVERB.fullmatch(text, start, end)
    end = pronoun.end("who") if pronoun else end
    cut = BEHIND_NAME.search(text, start + 1, end)
    end = cut.start() if cut else end
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ".)"):
        end -= 1
    if text.endswith(("’s", "'s"), start, end):
        end -= len("’s")  # `⟦The Minister⟧’s promise`
    owned = owned_behind(text, Span(start, end), cue.start) if cue is not None else None
    return owned or (Span(start, end) if start < end else span)


def _trim(text: str, cue: str, span: Span, quotation: Quotation) -> Span:
    """Cut off *that*, outer white space and the reporter's own final stop."""
    start, end = span.start, span.end
    if quotation == "indirect":
        span = without_aside(text, span)
        start, end = span.start, span.end
    noun = singular(cue.rsplit(maxsplit=1)[-1]) if cue else ""
    if quotation == "indirect" and acts_called(noun):
        end = start + len(without_refutation(span.of(text)))
    match = _THAT.match(text, start, end)
    if match and quotation != "direct" and not _THAT_ONE.fullmatch(text, start, end):
        start = match.end()
    item = _ENUMERATOR.match(text, start, end)
    start = item.end() if item else start
    while start < end and text[start] in " \t\n\r,:;—–":
        start += 1
    while end > start and text[end - 1] in _TRAILING:
        if text[end - 1] == "." and _is_initial(text, end):
            break
        end -= 1
    if quotation == "indirect" and text.endswith((" and", " but"), start, end):
        end -= len(" and")  # and another thing
    return Span(start, end)


def _is_initial(text: str, end: int) -> bool:
    return bool(re.search(r"\b(?:[A-Z]\.)+[A-Z]\.$", text[max(0, end - 10) : end]))


def _is_question(text: str, cue: str, content: tuple[Span, ...]) -> bool:
    return bool(_QUESTION_CUE.search(cue) and _QUESTION.match(content[0].of(text)))


def _is_reply(text: str, content: tuple[Span, ...], cue: Span) -> bool:
    """Whether *in response* stands just before the cue, or behind the content of its sentence."""
    lead = text[max(0, min(content[0].start, cue.start) - 60) : cue.start]
    tail = text[content[-1].end : content[-1].end + 25]
    return bool(
        (cue.start < content[0].start and re.match(r",? in (?:response|reply|answer) to", tail))
        or re.search(r"\b(?:In (?:response|reply|answer)|Responding|Replying)\b[^.\n]*$", lead)
    )
