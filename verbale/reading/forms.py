"""Find attributions by their form, where the network is blind or form alone decides.

The network labels every word once, so it cannot see attributions inside others: *rejects ⟦its claim
that X⟧*, *“⟦The Union said X⟧”*. They are found here: a noun of saying with a clause, or, between
quotation marks and in turns, a subject with a verb of saying. *According to* needs no network.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Final

from verbale.model import Span
from verbale.reading.attribution import Attribution
from verbale.reading.date_words import MONTH_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbale.reading.layout import Layout

__all__ = ["find_by_form", "without_aside"]

_NAME: Final = (
    r"(?:(?<!\w)[A-Z][\w’'-]*(?:\s+(?:of|on|for|and|the|de|bin|al)\s+[A-Z][\w’'-]*"
    r"|\s+[A-Z][\w’'-]*){0,6})"
)
_PHRASE: Final = (
    r"(?:(?<!\w)(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur|[Mm]y|[Yy]our)\s+"
    r"(?:(?!(?:before|after|when|that|and|who|the|an?)\b)[\w’'-]+\s+){0,3}?[\w-]+"
    rf"|(?:(?:Mr|Mrs|Ms|Dr)\.\s+)?{_NAME})"
)
_OWNER: Final = rf"(?:[Aa]n?\s+(?:[A-Z]\.){{2,4}}\s+[a-z-]+|{_PHRASE})"
_OWNED: Final = (
    rf"(?P<owner>[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Yy]our|{_OWNER}(?=[’']s?\s))(?:[’']s?)?\s+"
)
_NOUNS_THAT: Final = (
    r"claims?|allegations?|assertions?|contention|criticisms?|accusations?|findings?"
    r"|suggestions?|acknowledge?ment"
    r"|complaints?|warnings?|insistence|denial|admission|assurances?|arguments?|demands?"
    r"|promises?|pledges?|statement"
    r"|estimate|conclusion|charges?|view|remarks?|reports?|vow|conviction|belief|recommendations?"
    r"|explanations?|observations?|contentions|conclusions|announcements?|comments?"
)
_NOUNS_TO: Final = (
    r"demands?|promises?|pledges?|calls?|requests?|threats?|offers?|invitations?|vow|undertaking"
    r"|appeals?|proposals?|intention|decisions?|suggestions?|commitments?"
)
# What is said stands behind these as a thing: `its call for talks`, `her concern about it`.
_NOUNS_FOR: Final = (
    (r"demands?|calls?|requests?|appeals?|pleas?", "for"),
    (r"disquiet|concerns?|alarm|unease|criticisms?", "over|about|at|of|for"),
    (r"recognition|offers?|promises?|pledges?|condemnation|denials?|acknowledge?ment", "of"),
)
_NOUN: Final = "|".join((_NOUNS_THAT, _NOUNS_TO, *(nouns for nouns, _ in _NOUNS_FOR)))
_DAY: Final = rf"(?:\s+(?:of|on|in)\s+(?:\d[\w\s]{{0,16}}?|{MONTH_NAME}(?:\s+\d{{4}})?))?"
_BY_NOUN: Final = re.compile(
    rf"(?:{_OWNED}"
    rf"|(?P<article>[Tt]he|[Aa]ny|[Aa]n?)\s+|(?<=\s)(?=[a-z]+s\s+(?:by|from)\s))"
    rf"(?:[a-z-]+\s+)?(?P<cue>{_NOUN})\b"
    rf"{_DAY}(?:\s+(?:of|(?:given |made |issued |voiced )?by|from)\s+(?P<by>(?!\d){_PHRASE}))?"
    rf"{_DAY}"
    r"\s+(?P<link>that|to|(?<=\w )(?:for|over|about|at|of))\s+"
)
# Whose it is can be long: `the assertion of ⟦the chief executive of Telka⟧ that`.
_NOUN_OF: Final = re.compile(
    rf"\b(?:[Tt]he|[Aa]ny|[Aa]n?)\s+(?:[a-z-]+\s+)?(?P<cue>{_NOUNS_THAT}){_DAY}\s+"
    r"(?:of|(?:given |made |issued |voiced )?by|from)\s+"
    r"(?P<by>(?!\d)(?:the\s+|its\s+|their\s+|(?=[A-Z]))(?:(?!that\b)[^,.;:“”\"]){2,80}?)"
    rf"{_DAY}\s+that\s+"
)
# `rejected ⟦U.N. accusations that⟧ 240 had been arrested`: whose they are has no apostrophe
_REJECTS_CLAIM: Final = re.compile(
    r"\b(?:reject|den(?:y|ie)|dismiss|refut|disput|question)\w*\s(?:the\s)?"
    r"(?P<by>(?:U\.N\.|E\.U\.|[A-Z][\w’-]+(?:\s[A-Z][\w’-]+){0,3}|opposition|police))\s"
    r"(?P<cue>accusations?|allegations?|claims?|charges?|criticisms?|reports?)\sthat\s"
)
_ANY_NOUN: Final = re.compile(rf"\b(?:{_NOUN})\b")  # what a sentence needs for `_BY_NOUN`
_ISSUED: Final = re.compile(
    r"(?:[\w.’'-]+\s+){1,6}?(?:has\s+|had\s+|have\s+)?(?:presented|published|issued|submitted|released"
    r"|sent|made|delivered|drafted)(?=\s+(?:to|on|in|at|by|with|last|yesterday|earlier|about)\b|[,.;])"
)
_THAT_NOUN: Final = re.compile(_NOUNS_THAT)
_TO_NOUN: Final = re.compile(_NOUNS_TO)
_FOR_NOUN: Final = re.compile("|".join(f"(?:{nouns}) (?:{links})" for nouns, links in _NOUNS_FOR))
_GERUND: Final = re.compile(r"[a-z]+ing\b")
_NUMBER: Final = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?)"
)
_BY_COUNT: Final = re.compile(
    rf"(?:{_OWNED}"
    r"|(?P<article>[Tt]he)\s+)(?:[a-z-]+\s+)?(?P<cue>count|figure|estimate|tally|toll|finding)\s+of\s+"
    rf"(?P<content>(?:\d[\d,.]*|{_NUMBER})\b(?:\s+(?!(?:yesterday|today|on|last|this|given|by|was|were|is|and|as)\b)[\w’'-]+){{0,8}})"
    rf"(?:\s+(?P<given>given|published|made)\s+by\s+(?P<by>(?!\d){_PHRASE}))?"
)
_ANY_COUNT: Final = re.compile(r"(?:count|figure|estimate|tally|toll|finding)\s+of\s")
_VERBS_THAT: Final = (
    r"said|says|claim(?:s|ed)?|report(?:s|ed)|warn(?:s|ed)|promis(?:es|ed)|recommend(?:s|ed)"
    r"|argu(?:es|ed)|insist(?:s|ed)"
    r"|admit(?:s|ted)|stat(?:es|ed)|declared|announced|assured|complained|believes?|confirmed"
    r"|alleg(?:es|ed)|told(?:\s+[\w’']+){1,3}?"
)
_VERBS_TO: Final = (
    r"call(?:s|ed) on|urg(?:es|ed)|ask(?:s|ed)|order(?:s|ed)|invit(?:es|ed)|request(?:s|ed)"
)
_VERBS_FOR: Final = r"ask(?:s|ed) for|call(?:s|ed) for|demand(?:s|ed)"
_BY_VERB: Final = re.compile(
    rf"(?P<source>{_PHRASE})(?:\s+(?:in|on)\s+(?:\d+\s+)?[A-Z]\w+)?\s+(?:(?:has|have|had|also"
    rf"|now|then|once)\s+)?"
    rf"(?:(?P<that>{_VERBS_THAT})(?:\s+(?:in|on)\s+(?:\d+\s+)?[A-Z]\w+)?\s+that\s+"
    r"|(?P<plain>said|says)\s+(?=(?:there|it|he|she|they|we|the|no|\d)\b)"
    rf"|(?P<to>{_VERBS_TO})\s+(?P<whom>(?!to\b|for\b|whether\b"
    rf"|if\b)[^,.;“”]{{2,50}}?)\s+(?=to\s[a-z])"
    rf"|(?P<for>{_VERBS_FOR})\s+(?=(?:an?|the|its|his|her|their)\b))"
)
_ACCORDING: Final = re.compile(rf"\b(?P<cue>[Aa]ccording to)\s+(?P<source>{_PHRASE}),\s+")
_ACCORDING_LAST: Final = re.compile(
    rf"(?P<content>[^“”\"]{{12,}}?),\s+(?P<cue>according to)\s+(?P<source>{_PHRASE})[.]?$"
)
# `⟦Let me stress⟧ that`: how one who writes or speaks says what follows.
_LET_ME: Final = re.compile(
    r"\b(?:[Aa]llow|[Ll]et|[Pp]ermit) (?P<source>me|us) (?:to |also |again |further ){0,2}"
    r"(?P<cue>recall|stress|remind|underline|emphasi[sz]e|point out|reiterate|assure|note|add"
    r"|repeat|inform|clarify)"
    r"(?: you| the (?:House|Council|Committee))?(?: once (?:more|again))? that "
)
_ADVERBS: Final = (
    r"(?:(?:also|further|again|nevertheless|however|therefore|still|once more|[a-z]+ly),?\s+){0,2}"
)
_FIGURE: Final = (
    r"(?:figures?|counts?|estimates?|numbers?|tally|findings?|reports?|words?|remarks?)"
)
# What is felt about something is a statement by its form where there is no clause: of this there is
# little in the news that the network has learned from, and much in what bodies and campaigners say.
_ATTITUDE: Final = (
    r"(?:welcom(?:es?|ed)|thank(?:s|ed)?|commend(?:s|ed)?|prais(?:es?|ed)|applaud(?:s|ed)?"
    r"|condemn(?:s|ed)?|deplor(?:es?|ed)|regret(?:s|ted)?|mourn(?:s|ed)?|congratulat(?:es?|ed)"
    rf"|(?:am|is|are|was|were|remains?)\s+{_ADVERBS}(?:concerned|alarmed|troubled|dismayed|saddened"
    r"|preoccupied|disturbed|appalled|shocked|worried)\s+(?:at|by|about|over)"
    rf"|st(?:ands?|ood)\s+by(?=\s+(?:its|his|her|their|our|my)\s+(?:\w+\s+)?{_FIGURE}\b)"
    rf"|correct(?:s|ed)(?=\s+(?:its|his|her|their|our)\s+(?:\w+\s+)?{_FIGURE}\b)"
    r"|puts?(?=\s+(?:[\w’'-]+\s+){1,7}at\s+(?:about\s+|some\s+)?\d))"
)
_BY_ATTITUDE: Final = re.compile(
    rf"(?:(?P<source>[Ww]e|I|[Ii]t|[Hh]e|[Ss]he|[Tt]hey|{_PHRASE})(?:,[^,.;“”]{{2,60}},)?\s+"
    rf"|(?<=\band )){_ADVERBS}"
    rf"(?P<cue>\b{_ATTITUDE})\s+(?=(?:the|its|his|her|their|your|our|my|this|these|those|that|all|both"
    r"|reports?|turnout|you|[A-Z“‘\d])(?:\b|\W))"
)
_ANY_ATTITUDE: Final = re.compile(_ATTITUDE)  # what a sentence needs for `_BY_ATTITUDE`
_MORE_ATTITUDE: Final = re.compile(rf",?\s+and\s+(?:we\s+|I\s+)?{_ADVERBS}{_ATTITUDE}\b")
_LEAD: Final = re.compile(
    r"(?:\W*(?:\(?[\da-z]{1,3}[.)]\s+)?|.*(?:,\s+(?:and|but)|;|\band)\s+)", re.DOTALL
)
_STOPS_AT: Final = (
    r"[.!?;]?[”\"]?(?=\s*$)|[!?;](?=[\s”\"])"
    # no end of an abbreviation: `that ⟦Ms. Ruiz was …⟧`
    r"|(?<!\bM[rs])(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\bNo)(?<!\b[A-Z])\.(?=[\s”\"])|,?\s+(?:calling|saying|adding|and\s+(?:said"
    r"|called|urged|asked|vowed|demanded)|but|and (?:was|were|is|are|had|has|have|will|I|we|he"
    r"|she|it|they))\b"
    r"|,\s+(?:which|but|although|while|not)\b|,(?=[”\"])|(?<=[a-z])[”\"](?=\s)"
)
_END: Final = re.compile(_STOPS_AT)
# `⟦The claim that X⟧ is “absurd”`: where the claim is what a sentence is about.
_END_OF_SUBJECT: Final = re.compile(rf"{_STOPS_AT}|\s+(?:was|were|is|are)\s+(?=[“\"])")
# Who says it opens the sentence, and has a name or an article.
_OPENS_WITH: Final = (
    r"(?P<source>(?:[A-Z][\w’'.-]*|the)"
    r"(?: (?!(?:who|which|that|was|were|is|are|had|has|and|said)\b)[\w’'.-]+){0,7}) "
    r"(?:has |have |had |also |later |again |on \w+day )*"
)
_ACCUSED: Final = re.compile(
    _OPENS_WITH
    + r"(?P<cue>accuse[sd]?) (?P<whom>(?!of\b)[^,.;:“”\"]{2,60}?) (?P<of>of) (?=[\w“\"‘'])"
)
_DENIED: Final = re.compile(
    _OPENS_WITH
    + r"(?P<cue>(?:\w+ly )?(?:denie[sd]|rejects|rejected|disputes|disputed|dismisses|dismissed"
    r"|refutes|refuted|contests|contested|confirms|confirmed)) (?P<content>(?:the|this|that|these"
    r"|those|such|all) (?:claim|charge|allegation|accusation|report|criticism|account|version"
    r"|description|assertion|suggestion|finding|figure)s?|them|this|it)"
    r"(?=[,.;]| (?:and|but|as)\b|$)"
)
# `…, ⟦an allegation⟧ the party rejects`, `…, ⟦a claim⟧ rejected by the family`
_CLAIM_APPOSED: Final = (
    r", (?P<content>an? (?:allegation|accusation|charge|claim|assertion|suggestion|figure|number"
    r"|description))"
)
_REJECTS: Final = (
    r"(?:\w+ly )?(?:deny|denies|denied|rejects?|rejected|disputes?|disputed|dismiss(?:es|ed)?"
    r"|contests?|contested|refutes?|refuted)"
)
_REJECTED_ASIDE: Final = re.compile(
    rf"{_CLAIM_APPOSED} (?:that |which )?(?P<source>(?:[\w’'-]+ ){{0,4}}[\w’'-]+) "
    rf"(?P<cue>(?:(?:has|have|had) )?{_REJECTS})(?=[.,;\n])"
)
_REJECTED_BY: Final = re.compile(
    rf"{_CLAIM_APPOSED} (?P<cue>(?:\w+ly )?(?:denied|rejected|disputed|dismissed|contested)) by "
    r"(?P<source>(?:[\w’'-]+ ){0,7}[\w’'-]+)(?=[.,;\n])"
)
# `The minister undertook on Monday ⟦to meet them⟧`
_UNDERTOOK: Final = re.compile(
    _OPENS_WITH + r"(?P<cue>undert(?:akes|ook))(?: on \w+day| last \w+| yesterday)? (?=to [a-z])"
)
_LEAST: Final = 4  # letters of what somebody can be accused of: `theft`
_WITH_REGARD: Final = re.compile(
    r"(?:\d+\.\s+)?(?:With (?:regard|respect) to|As (?:to|for|regards)|Regarding|Concerning"
    r"|In (?:response|relation|reply) to|Turning to)\b"
)
_QUOTE_GOES_ON: Final = re.compile(r"[”\"]? [a-z]")
_ASIDE: Final = 100  # characters
_LONGEST_CLAUSE: Final = 1_000  # characters
_OPENS: Final = 2  # characters of marks before a sentence's first word
_CONFIDENCE: Final = 0.6  # share right on the development dossiers, rounded


def find_by_form(layout: Layout, found: list[Attribution], spoken: list[Span]) -> list[Attribution]:
    """List the attributions that `found` lacks; `spoken` are spans of direct speech."""
    outer = [span for attribution in found for span in attribution.content]
    formed = [
        *_nouns(layout, outer),
        *_counts(layout, outer),
        *_verbs(layout, spoken),
        *_according(layout),
        *_attitudes(layout),
        *_let_me(layout),
        *_plainly(layout),
        *_asides(layout),
    ]
    formed = [_before_main_clause(layout, item, found) for item in formed]
    by_cue = {item.cue[0].start: item for item in reversed(formed)}  # the first of each
    formed = [item for item in formed if by_cue[item.cue[0].start] is item]
    return [item for item in formed if not any(_same(item, other) for other in found)]


def _before_main_clause(layout: Layout, item: Attribution, found: list[Attribution]) -> Attribution:
    """End a claim that a sentence opens with where its main clause begins.

    `With regard to the claim that ⟦lawyers were refused⟧, the Government notes that …`
    """
    content = item.content[0]
    sentence = layout.sentences[layout.sentence_at(item.cue[0].start)]
    if _WITH_REGARD.match(layout.text, sentence.start, sentence.end) is None:
        return item
    others = [other.source[0].start for other in found if other.source]
    ends = [
        start
        for start in others
        if content.start < start < content.end and layout.text.endswith(", ", 0, start)
    ]
    return replace(item, content=(Span(content.start, min(ends) - 2),)) if ends else item


def _nouns(layout: Layout, outer: list[Span]) -> Iterator[Attribution]:
    """`its claim that X`, inside content or as the object that a cue is about."""
    lit = {
        number
        for span in outer
        for number in range(layout.sentence_at(span.start), layout.sentence_at(span.end) + 1)
    }
    for index, sentence in enumerate(layout.sentences):
        near = index in lit
        if not _ANY_NOUN.search(layout.text, sentence.start, sentence.end):
            continue
        for match in _BY_NOUN.finditer(layout.text, sentence.start, sentence.end):
            found = _noun(match, near=near)
            if found is None:
                continue
            source, start = found
            end = _end_of(outer, match.start("cue"), sentence.end)
            about = match.start() - sentence.start <= _OPENS
            content = _clause(layout.text, start, end, _END_OF_SUBJECT if about else _END)
            if content is not None:
                yield _attribution(match, source, "cue", content)
        whose = (_NOUN_OF, _REJECTS_CLAIM)
        told = (form.finditer(layout.text, sentence.start, sentence.end) for form in whose)
        for match in chain.from_iterable(told):
            end = _end_of(outer, match.start("cue"), sentence.end)
            content = _clause(layout.text, match.end(), end)
            if content is not None:
                yield _attribution(match, "by", "cue", content)


def _noun(match: re.Match[str], *, near: bool) -> tuple[str | None, int] | None:
    """Who says by a noun, by group, and where what is said begins; none if nothing is said."""
    noun, link = match["cue"], match["link"]
    source = _whose(match)
    if link not in {"that", "to"}:
        owned = near and match["owner"] and _FOR_NOUN.fullmatch(f"{noun} {link}")
        return ("owner", match.end()) if owned else None
    if source is None and (not near or match["article"] != "the" or noun.startswith("decision")):
        return None
    if link == "to" and _GERUND.match(match.string, match.end()):
        return None  # `his commitment to improving schools`: nothing is promised here
    if link == "to":
        return (source, match.start("link")) if _TO_NOUN.fullmatch(noun) else None
    if _ISSUED.match(match.string, match.end()):
        return None  # `the report that ⟦the envoy presented⟧`: which report it is
    said = _THAT_NOUN.fullmatch(noun) or noun.startswith("demand")
    return (source, match.end()) if said else None


def _whose(match: re.Match[str]) -> str | None:
    """The group that tells whose a noun is."""
    return "by" if match["by"] else "owner" if match["owner"] else None


def _end_of(outer: list[Span], position: int, end: int) -> int:
    """Where what is said around a position ends, else `end`."""
    return min((span.end for span in outer if span.start <= position < span.end), default=end)


def _counts(layout: Layout, outer: list[Span]) -> Iterator[Attribution]:
    """`the Circle’s count of 31 journalists`, inside content."""
    for span in outer:
        if not _ANY_COUNT.search(layout.text, span.start, span.end):
            continue
        for match in _BY_COUNT.finditer(layout.text, span.start, span.end):
            source = _whose(match)
            cue = "given" if match["given"] and not match["owner"] else "cue"
            content = Span(match.start("content"), match.end("content"))
            yield _attribution(match, source, cue, content)


def _verbs(layout: Layout, spoken: list[Span]) -> Iterator[Attribution]:
    """`The Union said X` inside direct speech."""
    for part in spoken:
        first, last = layout.sentence_at(part.start), layout.sentence_at(part.end - 1)
        for sentence in layout.sentences[first : last + 1]:
            start, end = max(part.start, sentence.start), min(part.end, sentence.end)
            if start >= end:
                continue
            for match in _BY_VERB.finditer(layout.text, start, end):
                cue = next(n for n in ("that", "plain", "to", "for") if match[n])
                content = _clause(layout.text, match.end(), end)
                if content is not None:
                    yield _attribution(match, "source", cue, content)


def _attitudes(layout: Layout) -> Iterator[Attribution]:
    """`The Committee welcomes X and thanks the State for Y`, outside of quotations."""
    for sentence in layout.sentences:
        if not _ANY_ATTITUDE.search(layout.text, sentence.start, sentence.end):
            continue
        for match in _BY_ATTITUDE.finditer(layout.text, sentence.start, sentence.end):
            if layout.is_quoted(match.start("cue")) or not _LEAD.fullmatch(
                layout.text, sentence.start, match.start()
            ):
                continue
            more = _MORE_ATTITUDE.search(layout.text, match.end(), sentence.end)
            end = more.start() if more else sentence.end
            content = _clause(layout.text, match.end(), end)
            while content and _QUOTE_GOES_ON.match(layout.text, content.end, end):
                rest = _clause(layout.text, content.end + 1, end)
                content = Span(content.start, rest.end) if rest else None
            if content is not None:
                yield _attribution(match, "source" if match["source"] else None, "cue", content)


def _let_me(layout: Layout) -> Iterator[Attribution]:
    """`Allow me to recall that X`."""
    for match in _LET_ME.finditer(layout.text):
        sentence = layout.sentences[layout.sentence_at(match.start())]
        end = min(sentence.end, match.end() + _LONGEST_CLAUSE)
        content = _clause(layout.text, match.end(), end)
        if content is not None:
            yield _attribution(match, "source", "cue", content)


def _plainly(layout: Layout) -> Iterator[Attribution]:
    """`Ana Ruiz accused the government of lying`, `The minister denied the claims`."""
    for sentence in layout.sentences:
        begin = layout.begin_of(sentence)
        accused = _ACCUSED.match(layout.text, begin, sentence.end)
        denied = None if accused else _DENIED.match(layout.text, begin, sentence.end)
        match = accused or denied or _UNDERTOOK.match(layout.text, begin, sentence.end)
        if match is None or layout.is_quoted(match.start("cue")):
            continue
        if denied:
            content: Span | None = Span(*match.span("content"))
        else:
            content = _clause(layout.text, match.end(), sentence.end, least=_LEAST)
        if content is None:
            continue
        made = _attribution(match, "source", "cue", content)
        of = (Span(*match.span("of")),) if accused else ()
        yield replace(made, cue=(*made.cue, *of))


def _asides(layout: Layout) -> Iterator[Attribution]:
    """`The party incited them, ⟦an allegation⟧ the party rejects`."""
    for sentence in layout.sentences:
        for form in (_REJECTED_ASIDE, _REJECTED_BY):
            match = form.search(layout.text, sentence.start, sentence.end)
            if match is not None and not layout.is_quoted(match.start("cue")):
                yield _attribution(match, "source", "cue", Span(*match.span("content")))


def without_aside(text: str, span: Span) -> Span:
    """End what somebody says where it is told aside that others reject it."""
    for form in (_REJECTED_ASIDE, _REJECTED_BY):
        near = min(len(text), span.end + _ASIDE)
        match = form.search(text, max(0, span.start - len(", ")), near)
        if match is not None and match.end("content") < span.end <= match.end():
            return Span(span.start, max(span.start, match.start()))
    return span


def _according(layout: Layout) -> Iterator[Attribution]:
    """`According to the Union, X`, and `X, according to the Union`."""
    for sentence in layout.sentences:
        for match in _ACCORDING.finditer(layout.text, sentence.start, sentence.end):
            content = _clause(layout.text, match.end(), sentence.end)
            if content is not None:
                yield _attribution(match, "source", "cue", content)
        closing = _ACCORDING_LAST.match(layout.text, sentence.start, sentence.end)
        if closing is not None:
            content = Span(closing.start("content"), closing.end("content"))
            yield _attribution(closing, "source", "cue", content)


def _attribution(match: re.Match[str], source: str | None, cue: str, content: Span) -> Attribution:
    span = Span(match.start(cue), match.end(cue))
    named = (Span(match.start(source), match.end(source)),) if source else ()
    return Attribution(named, (span,), (content,), "indirect", _CONFIDENCE)


def _clause(
    text: str, start: int, end: int, ends: re.Pattern[str] = _END, *, least: int = 6
) -> Span | None:
    """From `start` to the end of its clause, final marks left out."""
    match = ends.search(text, start + 1, end)
    stop = match.start() if match else end
    while stop > start and text[stop - 1] in ' .,;:!?”"\n':
        stop -= 1
    if text.count("“", start, stop) > text.count("”", start, stop) and text[stop : stop + 1] == "”":
        stop += 1
    return Span(start, stop) if stop - start >= least else None


def _same(nested: Attribution, other: Attribution) -> bool:
    """Whether the network found it already: the same cue, or much the same content.

    What a cue inside the other's content says is another's, however much of that content it is.
    """
    cue = nested.cue[0]
    if any(span.start < cue.end and cue.start < span.end for span in other.cue):
        return True
    if any(span.start <= cue.start and cue.end <= span.end for span in other.content):
        return False
    part = nested.content[0]
    return any(
        2 * (min(part.end, span.end) - max(part.start, span.start))
        > max(part.end, span.end) - min(part.start, span.start)
        for span in other.content
    )
