"""Mend the bounds of what is said and who says it, where the network's are plainly off.

It gives bounds token by token. What a sentence itself shows goes before it: a phrase does not stop
before its noun, a list under one verb is said as a whole, and where a second verb of saying stands
between the parts (*said it was so and refused to leave*) two things are said.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from verbale.model import Span
from verbale.reading.acts import act_of_cue
from verbale.reading.mandates import whole_office
from verbale.reading.names import name_rules, singular

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbale.reading.attribution import Attribution
    from verbale.reading.layout import Layout

__all__ = [
    "is_of_accused",
    "mended",
    "with_apposed_name",
    "with_own_verb",
    "with_rest_of_name",
    "with_subject_ahead",
    "with_the_rest",
    "with_verb",
    "with_whole_name",
    "with_whole_office",
    "within_paragraph",
    "without_false_source",
]

# What is said first, and the cue and content of what is said after it, if anything.
_Parted = tuple[tuple[Span, ...], tuple[Span, tuple[Span, ...]] | None]

_SECOND: Final = re.compile(
    r",?\s(?:and|but)\s(?:also\s|then\s|in turn\s)?(?P<cue>[a-z]+(?:\s(?:to|on|for|of))?)\s"
    r"(?P<whom>[^,.;:“”]{0,60}?\s)??(?=to\s|that\s|not to\s|$)"
)
_AND_SAYS: Final = re.compile(r",?\sand\s(?:also\s)?(?P<cue>[a-z]{4,})\s(?=to\s|that\s)")
_FORM: Final = re.compile(r"(?:s|ed)$")
_PAST: Final = frozenset({"said", "told", "wrote", "found"})
# `said he was open to it and ⟦promised⟧ a draft`
_AND_DOES: Final = re.compile(
    r",?\sand\s(?:also\s)?(?P<cue>promised|pledged|announced|denied|rejected|demanded|urged|welcomed)"
    r"\s(?=(?:an?|the|its|his|her|their)\s)"
)
_ANOTHER: Final = re.compile(
    r";\s(?!(?:and|or|but|that|to)\b|\([a-z]+\))(?=[^;]*\b(?:is|are|was|were|has|have|had|will|would|did|said"
    r"|told|[a-z]+ed)\b)"
)
_NAME_BEFORE: Final = re.compile(
    r"(?<![\w.’'-])(?!(?:The|A|An|In|On|At|But|And|As|For|While|When|If|After|Before|Since|With)\b)"
    r"[A-Z][a-z’'-]+ \Z"
)
# What can stand between the beginning of a source and its cue where all of it is one noun phrase.
_REST_OF_NAME: Final = re.compile(
    r"(?P<rest>(?:[’']s)?(?: (?!(?:who|which|that|whose|and|but|or|as|if|so|is|are|was|were|has"
    r"|have|had|will|would|can|could|may|might|must|should|did|does|do|in|at|by|with|from|after|before|for|to"
    r"|when|while|about|into|over|the|an?|he|she|it|they|we|I|not|never)\b)"
    r"[A-Za-z][\w’'-]*){1,7}?(?: (?:in|at|to) (?:the )?[A-Z][\w’'-]*)?)"
    r"(?: (?:on )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[a-z]+ly"
    r"|also|later|then))? "
)
_REFUTED: Final = re.compile(
    r"\s(?:is|are|was|were)(?:n[’']t| not)?\s(?:\w+ly )?(?:supported|borne out|confirmed|backed"
    r"|corroborated|contradicted|refuted|disproved|belied)\s(?:up )?(?:by|in)\s"
)
_FURTHER: Final = 120  # characters behind what is said in which a clause that it begins goes on
_DAYS_AFTER: Final = re.compile(
    r",\s(?:just |only )?(?:an?|one|two|three|four|several|hours|days|weeks)\s"
    r"(?:(?:hours?|days?|weeks?|months?)\s)?(?:after|before)\s(?=[^.;]*\b(?:said|told|denied|announced|called|ordered|ruled"
    r"|rejected|warned|promised|accused|condemned|denounced|criticised|criticized|urged|demanded"
    r"|raised|asked)\b)"
)
_OPENING: Final = re.compile(
    r"(?:\d+\.\s+)?(?:(?:While|When|After|Before|Although|In|By|Upon|Whilst)\s+)?\w+ing"
    r"(?: note of| note| into account| account of)?",
    re.IGNORECASE,
)
_PREPOSITIONS: Final = frozenset({"for", "of", "over"})
# `⟦Hasa, the government spokesman⟧, conceded`
_APPOSED: Final = re.compile(
    r"(?P<name>(?:(?:[A-Z]\.|[A-Z][\w’'-]+) ){0,3}[A-Z][\w’'-]+), "
    r"(?:the|an?|its|their|his|her|[A-Z][\w-]+[’']s) (?P<office>[^,;.:“”\"]{3,80}), \Z"
)
# `urged them to accept a visit⟦, and to reply to her letters⟧`
_MORE_ASKED: Final = re.compile(r",? and (?:also )?to (?!the\b|a\b|an\b)[a-z]+ [^,.;:“”\"\n]+")
_OF_WHOM: Final = re.compile(
    r" (?:on|in) (?:\d{1,2} )?[A-Z][a-z]+(?: \d{1,2})?(?: \d{4})? (?:of|from) [^,.;:“”\"\n]+"
)
_WAS_ACCUSED: Final = re.compile(
    r"(?:has |have |had )?(?:been|was|were|is|are|being) (?:\w+ly |also )?"
    r"(?:accused|blamed|criticised|criticized|condemned|denounced|faulted)\b"
)
_LONGEST_APPOSED: Final = 150
_GOES_ON_BELOW: Final = re.compile(r"(?:[:;,–—-]|\b(?:and|or|to|that))\s*\Z")
_ADVERBS: Final = frozenset(
    "therefore also hereby thus again further still now then accordingly consequently".split()
)
_VERB_BEHIND: Final = re.compile(r" (?P<verb>[a-z]+(?: (?:on|upon|for|to|that))?)\b")
# `⟦warned on Thursday⟧ that …, the operator admits`: who admits stands inside what is warned of.
_VERB_OF_CLAUSE: Final = re.compile(
    r"\b(?P<verb>[a-z]+)(?: (?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"| yesterday| today)? \Z"
)
_BLAMING: Final = re.compile(
    r"\b(?P<verb>(?:apologi[sz]|thank|prais|accus|blam|critici[sz]|congratulat|commend|condemn|fault"
    r"|rebuk|credit|applaud)[a-z]*(?:\sto)?)\s[^,.;:“”\"]{2,80}?\s$"
)
_LONGEST_WORD: Final = 60
_MEANWHILE: Final = re.compile(r" as [a-z’'-]+(?: [a-z’'-]+)? [a-z]+s\b")
_MARK: Final = re.compile(r"\n[ \t]*(?:[-–—•*]|\((?P<letter>[a-z]|[ivx]{1,4})\))[ \t]+")
_LEAD_TO_LIST: Final = re.compile(rf"(?:not )?to:\s*{_MARK.pattern}")
_ITEM: Final = re.compile(r"[^\n]+")
_GOES_ON: Final = re.compile(
    r" (?!(?:on|in|at|after|before|during|as|while|when|and|but|or|by|from|via|through|following"
    r"|amid|without|with|for|to|if|because|although|though|since|until|where|which|who|that|than"
    r"|according|saying|adding|he|she|they|it|we|I|said|told|later|yesterday|today)\b)[\w’'-]"
)
_PART: Final = re.compile(r"(?:[^,.;:!?“”\"\n]|(?<=\d)[,.](?=\d))+")
_MISSED: Final = 3  # words that may be missing at the end
_SMALL_GAP: Final = 5  # words that were left out inside a clause


def with_apposed_name(layout: Layout, attribution: Attribution) -> Attribution:
    """Have who is named speak, not what he is or a part of it: `⟦Hasa⟧, the party’s head, said`."""
    if not (attribution.source and attribution.cue):
        return attribution
    own, cue = attribution.source[0], attribution.cue[0]
    first = max(0, cue.start - _LONGEST_APPOSED)
    told = _APPOSED.search(layout.text, first, cue.start)
    if told is None or not told.start() <= own.start < own.end < told.end():
        return attribution
    nouns = name_rules().person_nouns
    if not any(singular(word) in nouns for word in told["office"].casefold().split()):
        return attribution
    name = Span(*told.span("name"))
    return replace(attribution, source=(name, *attribution.source[1:]))


def with_the_rest(layout: Layout, attribution: Attribution) -> Attribution:
    """Have all that is asked for, and all of an event, belong together.

    `to accept a visit⟦, and to reply⟧`, `welcomed the release⟦ on 3 May of the blogger⟧`
    """
    last = attribution.content[-1]
    if attribution.quotation == "direct":
        return attribution
    asks = layout.text.startswith("to ", last.start)
    more = (_MORE_ASKED if asks else _OF_WHOM).match(layout.text, last.end)
    if more is None:
        return attribution
    whole = Span(last.start, last.end + len(more.group().rstrip()))
    return replace(attribution, content=(*attribution.content[:-1], whole))


def within_paragraph(layout: Layout, attribution: Attribution) -> Attribution:
    """End what is said with its paragraph, unless it is quoted or a list goes on below.

    A headline has no full stop: `⟦prisoners are beaten⟧`, and the text below begins.
    """
    if attribution.quotation == "direct" or not attribution.cue:
        return attribution
    own = layout.paragraph_at(attribution.cue[0].start)
    content = tuple(_in_one(layout, span, own) for span in attribution.content)
    return replace(attribution, content=content) if content != attribution.content else attribution


def _in_one(layout: Layout, span: Span, own: int) -> Span:
    """What of a content stands in the paragraph of its cue, else in its first."""
    first, last = layout.paragraph_at(span.start), layout.paragraph_at(span.end - 1)
    for number in range(first, last):
        paragraph = layout.paragraphs[number]
        if layout.is_quoted(paragraph.end) or _GOES_ON_BELOW.search(paragraph.of(layout.text)):
            return span
    kept = layout.paragraphs[own if first < own <= last else first]
    start, end = max(span.start, kept.start), min(span.end, kept.end)
    return Span(start, start + len(layout.text[start:end].rstrip()))


def mended(layout: Layout, attribution: Attribution, taken: set[int]) -> Iterator[Attribution]:
    """Give an attribution with its bounds mended, as two where two things are said.

    `taken` are the places of the sources and cues of all attributions, which no content takes in.
    """
    attribution = _without_meanwhile(layout, _of_one_paragraph(layout, attribution))
    cue = attribution.cue
    if attribution.quotation == "direct" or not cue or attribution.content[0].start < cue[-1].end:
        yield attribution
        return
    parts = _joined(layout.text, attribution.content, taken)
    parts = _listed(layout.text, parts)
    parts = (*parts[:-1], _ended(layout.text, parts[-1], taken))
    if attribution.quotation == "indirect":
        parts = _before_aside(layout.text, _of_one_sentence(layout.text, parts))
    first, second = _parted(layout.text, parts) or _told_apart(layout.text, cue[-1], parts)
    yield replace(attribution, content=first)
    if second is not None:
        yield replace(attribution, cue=(second[0],), content=second[1])


def _of_one_paragraph(layout: Layout, attribution: Attribution) -> Attribution:
    """What is told in other words than the speaker's own stands in the paragraph of its cue."""
    if attribution.quotation != "indirect" or not attribution.cue:
        return attribution
    paragraph = layout.paragraphs[layout.paragraph_at(attribution.cue[0].start)]
    inside = [s for s in attribution.content if paragraph.start <= s.start < paragraph.end]
    listed = paragraph.of(layout.text).rstrip().endswith((":", ";", ","))
    return attribution if listed or not inside else replace(attribution, content=tuple(inside))


def _without_meanwhile(layout: Layout, attribution: Attribution) -> Attribution:
    """In a headline *as* goes on with the news: `faults the law ⟦as minister defends it⟧`."""
    text, last = layout.text, attribution.content[-1]
    line = layout.paragraphs[0].end if layout.paragraphs else 0
    if last.end > line or text[line - 1 : line] in {".", "”", '"'}:
        return attribution
    meanwhile = _MEANWHILE.search(text, last.start, last.end)
    if meanwhile is None:
        return attribution
    return replace(
        attribution,
        content=(*attribution.content[:-1], Span(last.start, meanwhile.start())),
    )


def with_whole_name(layout: Layout, attribution: Attribution) -> Attribution:
    """Let a source that begins inside a name begin with it: `⟦Free⟧ Press Vigil`."""
    if not attribution.source or not layout.text[attribution.source[0].start].isupper():
        return attribution
    first = attribution.source[0]
    sentence = layout.sentences[layout.sentence_at(first.start)]
    start = max(sentence.start, first.start - _LONGEST_WORD)
    before = _NAME_BEFORE.search(layout.text, start, first.start)
    if before is None:
        return attribution
    source = (Span(before.start(), first.end), *attribution.source[1:])
    return replace(attribution, source=source)


def with_own_verb(layout: Layout, attribution: Attribution) -> Attribution:
    """Give what begins with *that* the verb before it: `⟦warned⟧ that it rose more than X admits`.

    The network's cue is then that of an aside in it. Without such a verb it is as it was.
    """
    text, cue, content = layout.text, attribution.cue, attribution.content
    if len(cue) != 1 or attribution.quotation == "direct" or cue[0].start < content[0].end:
        return attribution
    if not text.startswith("that ", content[0].start):
        return attribution
    sentence = layout.sentences[layout.sentence_at(content[0].start)]
    start = max(sentence.start, content[0].start - _LONGEST_WORD)
    verb = _VERB_OF_CLAUSE.search(text, start, content[0].start)
    if verb is None or act_of_cue(verb["verb"]) is None:
        return attribution
    whole = Span(content[0].start, max(content[-1].end, cue[0].end))
    return replace(attribution, source=(), cue=(Span(*verb.span("verb")),), content=(whole,))


def with_rest_of_name(layout: Layout, attribution: Attribution) -> Attribution:
    """Let a source that stops inside a noun phrase be all of it: `⟦State⟧ Department spokesman`."""
    if len(attribution.source) != 1 or not attribution.cue:
        return attribution
    own, cue = attribution.source[0], attribution.cue[0]
    rest = _REST_OF_NAME.fullmatch(layout.text, own.end, cue.start)
    if rest is None:
        return attribution
    rules = name_rules()
    words = [singular(word.casefold()) for word in rest["rest"].split()]
    leads = singular(own.of(layout.text).split()[-1].casefold()) in rules.person_nouns
    # `⟦Trade union leader⟧ Per Haugen`
    named = leads and all(word[0].isupper() for word in rest["rest"].split())
    noun = named or any(
        word in rules.person_nouns or rules.is_organization_word(word) for word in words
    )
    return (
        replace(attribution, source=(Span(own.start, rest.end("rest")),)) if noun else attribution
    )


def without_false_source(layout: Layout, attribution: Attribution) -> Attribution:
    """Drop a source that is none: `⟦the⟧ claim that it fell is not borne out by ⟦the data⟧`.

    Nor does who was accused accuse: `⟦The minister⟧ was accused of lying`.
    """
    if attribution.source and is_of_accused(layout.text, attribution):
        before = attribution.source[0].end <= attribution.cue[0].start
        return replace(attribution, source=()) if before else attribution
    if len(attribution.source) != 1 or len(attribution.cue) != 1:
        return attribution
    text, source, cue = layout.text, attribution.source[0], attribution.cue[0]
    end = attribution.content[-1].end
    behind = source.start > end > cue.end
    refuted = behind and _REFUTED.fullmatch(text, end, source.start) is not None
    article = source.of(text).casefold() == "the" and not text[source.end : cue.start].strip()
    article = article and text.startswith(" that ", cue.end)
    return replace(attribution, source=()) if refuted or article else attribution


def is_of_accused(text: str, attribution: Attribution) -> bool:
    """Whether what stands before the cue is who it is held against: `X ⟦was accused of⟧ lying`."""
    return bool(attribution.cue) and _WAS_ACCUSED.match(attribution.cue[0].of(text)) is not None


def with_whole_office(layout: Layout, attribution: Attribution) -> Attribution:
    """Let a source that is a part of an office be all of it.

    `The Special Rapporteur on freedom of ⟦association⟧ said`: what an office is for belongs to it.
    """
    if len(attribution.source) != 1:
        return attribution
    own = attribution.source[0]
    cue = next((part.start for part in attribution.cue if part.start >= own.end), None)
    office = whole_office(layout, own, cue)
    return replace(attribution, source=(office,)) if office else attribution


def with_subject_ahead(layout: Layout, found: list[Attribution]) -> list[Attribution]:
    """Give what opens a sentence with a participle the subject of its main clause.

    `While ⟦noting⟧ that …, the Committee regrets …`: it is the Committee that notes.
    """
    return [
        replace(each, source=_subject_ahead(layout, each, after))
        for each, after in zip_longest(found, found[1:])
    ]


def _subject_ahead(
    layout: Layout, attribution: Attribution, after: Attribution | None
) -> tuple[Span, ...]:
    if attribution.source or not attribution.cue or after is None or not after.source:
        return attribution.source
    cue = attribution.cue[0]
    sentence = layout.sentences[layout.sentence_at(cue.start)]
    opens = _OPENING.fullmatch(layout.text, sentence.start, cue.end)
    ahead = attribution.content[-1].end <= after.source[0].start < sentence.end
    return after.source if opens and ahead else ()


def with_verb(layout: Layout, attribution: Attribution) -> Attribution:
    """Give a cue that is left with its preposition its verb: `⟦thanked⟧ the master for his charts`.

    And one that is an adverb the verb behind it: `We therefore ⟦ask⟧ you to stop`. Without a verb
    it is as it was.
    """
    text, cue = layout.text, attribution.cue
    if len(cue) == 1 and cue[0].of(text).casefold() in _ADVERBS:
        verb = _VERB_BEHIND.match(text, cue[0].end, attribution.content[0].start)
        if verb is None or act_of_cue(verb["verb"]) is None:
            return attribution
        return replace(attribution, cue=(Span(*verb.span("verb")),))
    if len(cue) != 1 or cue[0].of(text).casefold() not in _PREPOSITIONS:
        return attribution
    sentence = layout.sentences[layout.sentence_at(cue[0].start)]
    verb = _BLAMING.search(text, sentence.start, cue[0].start)
    return replace(attribution, cue=(Span(*verb.span("verb")), *cue)) if verb else attribution


def _joined(text: str, content: tuple[Span, ...], taken: set[int]) -> tuple[Span, ...]:
    """`was signed by the ⟦Olvane District⟧ Court`: a few words inside a clause belong to it."""
    made = [content[0]]
    for part in content[1:]:
        gap = text[made[-1].end : part.start]
        small = len(gap.split()) <= _SMALL_GAP and not re.search(
            r"[,.;:“”\"\n]|\b(?:and|but|as)\b", gap
        )
        if small and taken.isdisjoint(range(made[-1].end, part.start)):
            made[-1] = Span(made[-1].start, part.end)
        else:
            made.append(part)
    return tuple(made)


def _listed(text: str, parts: tuple[Span, ...]) -> tuple[Span, ...]:
    """A list under one verb is said as a whole: `recommends that the State: (a) …; (b) …`."""
    last = parts[-1]
    lead = _LEAD_TO_LIST.match(text, last.start, last.end)
    last = Span(lead.end(), last.end) if lead else last  # `urges the State ⟦to:⟧`
    line = text.rfind("\n", 0, last.start)
    mark = _MARK.match(text, line) if line > 0 else None
    if mark is None or mark.end() != last.start or not text[:line].rstrip().endswith(":"):
        return parts
    end = last.end
    while (rest := _ITEM.match(text, end)) is not None or _same(mark, text, end):
        end = rest.end() if rest else _same(mark, text, end)
    while text[end - 1] in " \n.;":
        end -= 1
    return (*parts[:-1], Span(last.start, max(end, last.end)))


def _same(mark: re.Match[str], text: str, position: int) -> int:
    """Where the mark of a next item of the same list ends, 0 where there is none."""
    other = _MARK.match(text, position)
    alike = other is not None and (other["letter"] is None) == (mark["letter"] is None)
    return other.end() if alike and other else 0


def _ended(text: str, last: Span, taken: set[int]) -> Span:
    """`the tone of the briefing⟦ notes⟧`: a phrase does not stop before its noun."""
    if text[last.end - 1 : last.end] in '”"’.,' or not _GOES_ON.match(text, last.end):
        return last
    rest = _PART.match(text, last.end)
    if (
        rest is None
        or len(rest.group().split()) > _MISSED
        or not taken.isdisjoint(range(last.end, rest.end()))
    ):
        return last
    return Span(last.start, rest.end())


def _of_one_sentence(text: str, parts: tuple[Span, ...]) -> tuple[Span, ...]:
    """What stands behind a semicolon is another sentence, which nobody need have said."""
    last = parts[-1]
    stop = _ANOTHER.search(text, last.start, last.end)
    return (*parts[:-1], Span(last.start, stop.start())) if stop else parts


def _before_aside(text: str, parts: tuple[Span, ...]) -> tuple[Span, ...]:
    """When it is told is no part of it: `said ⟦it was so⟧, a day after the minister denied it`."""
    last = parts[-1]
    when = _DAYS_AFTER.search(text, last.start, last.end + _FURTHER)
    inside = when is not None and when.start() < last.end
    return (*parts[:-1], Span(last.start, when.start())) if when and inside else parts


def _told_apart(text: str, cue: Span, parts: tuple[Span, ...]) -> _Parted:
    """Part `regrets ⟦the delay⟧ and undertakes ⟦to pay⟧`, where both verbs have one form."""
    form = _FORM.search(cue.of(text))
    past = cue.of(text) in _PAST
    if form is None and not past:
        return parts, None
    ending = form.group() if form else "ed"
    last = parts[-1]
    more = _AND_DOES.finditer(text, last.start, last.end) if past else ()
    for match in (*_AND_SAYS.finditer(text, last.start, last.end), *more):
        if match["cue"].endswith(ending) and act_of_cue(match["cue"]) is not None:
            first = (*parts[:-1], Span(last.start, match.start()))
            return first, (Span(*match.span("cue")), (Span(match.end(), last.end),))
    return parts, None


def _parted(text: str, parts: tuple[Span, ...]) -> _Parted | None:
    """Part `⟦it was so⟧ and refused ⟦to leave⟧` where a second verb of saying stands between."""
    for index in range(len(parts) - 1):
        gap = Span(parts[index].end, parts[index + 1].start)
        match = _SECOND.fullmatch(text, gap.start, gap.end)
        if match is not None and act_of_cue(match["cue"]) is not None:
            cue = Span(*match.span("cue"))
            return parts[: index + 1], (cue, parts[index + 1 :])
    return None
