"""Part what is said from whom it is said to, asked of or blamed.

A parser's content holds them both: *urged ⟦the ministry to pay⟧*, *accused ⟦her of lying⟧*. What
was said is a part of it; the others stand in it, between cue and content, or in the appeal itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from verbale.model import Span
from verbale.reading.acts import act_of_cue

if TYPE_CHECKING:
    from verbale.reading.attribution import Attribution

__all__ = [
    "BEHIND_NAME",
    "TAKES_WHOM",
    "whom_between",
    "whom_inside",
    "whom_to_act",
    "without_whom",
]

# What remains of the content, the cue with what belongs to it, and whom it names.
_Recut = tuple[tuple[Span, ...], tuple[Span, ...], Span | None]

_TELLS: Final = re.compile(
    r"\b(?:tell|told|inform|assur|remind|warn|notif|advis|wrote|write|writing|urg|ask|call"
    r"|appeal|press|request"
    r"|order|implor|beg|plead|challeng|persuad|thank|congratulat|commend|apologi|convinc|brief|instruct|invit|recommend"
    r"|promis|explain|repl"
    r"|answer|respond|encourag|demand|say|said|sa(?:ys|ying)|complain|add|stat(?:e|ed|es|ing)\b"
    r"|direct|petition|submit|caution)",
    re.IGNORECASE,
)
_BLAMES: Final = re.compile(
    r"\b(?:accus|thank|prais|critici[sz]|blam|condemn|congratulat|commend|fault|rebuk|reproach"
    r"|credit|applaud|apologi[sz])",
    re.IGNORECASE,
)
_ACCUSES: Final = re.compile(r"\b(?:accus|suspect|convict)", re.IGNORECASE)
_ASKS_TO_DO: Final = re.compile(
    r"\b(?:tell|told|remind|warn|advis|urg|ask|call|appeal|press|request|order|implor|beg|plead|challeng"
    r"|persuad|convinc|instruct|invit|encourag|direct|petition|caution|requir|authori[sz]|permit"
    r"|allow|forb[ia]d|command|summon|promis|pledg)",
    re.IGNORECASE,
)
_IS_TO_WHOM: Final = re.compile(r"\b(?:thank|apologi[sz]|congratulat|commend)", re.IGNORECASE)
_CONGRATULATES: Final = re.compile(r"\bcongratulat", re.IGNORECASE)
# `urged ⟦the ministry⟧ to pay`; in `said the ministry had agreed to pay` nobody is told.
_TO_INFINITIVE: Final = re.compile(
    r"^(?P<whom>(?!(?:he|she|they|it|we|I|there|this|these)\s|\(?\w{1,3}\))(?:(?!(?:would|will|shall|could|can|should|must|may"
    r"|might|had|has|have|is|are|was|were|be|been|did|does|do|that|which)\s)[^\s,;:“”\"]+\s+){1,12}?)"
    r"(?P<what>(?:not\s+)?to\s+[“\"‘]?(?!(?:the|an?|its|his|her|their|our|this|that|these|those|all|each|some|any)\b)"
    r"[a-z]+\b)"
)
# `calls on ⟦Meridian⟧, the company that runs the mine, to stop`
_WHOM_APPOSED: Final = re.compile(
    r"(?P<on> (?:on|upon))? (?P<whom>(?:the |its )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,5}),"
    r" (?:the|an?|its|which|who|whose)\b[^.;:“”]{3,120}?, (?P<what>to [a-z]+\b.*)",
    re.DOTALL,
)
_CALLING_ON: Final = re.compile(r"(?:\w+ )?call(?:s|ed|ing)?")
_NAMES_WHOM: Final = re.compile(r"(?:me|us|you|him|her|them|it|(?:the|[A-Z]\S*)(?:\s\S+){0,3})\s+")
_WHOM_BEFORE: Final = (
    r"^(?P<whom>(?:[^\s,;:“”\"]+\s+){0,8}?[^\s,;:“”\"]+(?:,\s+[A-Z][^,;:“”\"]{1,40},)?\s+)"
)
_OF_WHAT: Final = re.compile(_WHOM_BEFORE + r"(?P<link>of|for|over|as)\s+(?P<what>\S)")
_WAS_ACCUSED: Final = re.compile(
    r"\b(?:been|was|were|is|are|being) (?:\w+ly )?(?:accused|suspected)$"
)
_ATTENTION: Final = re.compile(
    r"(?P<cue>(?:to )?(?:bring|draw)(?:ing)? to (?:the|(?P<your>your)) attention(?: of)?) "
    r"(?P<whom>(?:the |your |[A-Z])[^,.;]{2,60}?"
    r"(?= (?:information|allegations|the|our|reports|cases?|that)\b) )?"
    r"(?:that )?"
)
_LINK: Final = re.compile(r"(?P<link>of) (?=\S)")
_UPON: Final = re.compile(r"(?P<on>on|upon) ")
_OF_DOING: Final = re.compile(_WHOM_BEFORE + r"(?P<link>of)\s+(?P<what>(?:\w+ly\s+)?\w+ing\b)")
_ON_WHAT: Final = re.compile(_WHOM_BEFORE + r"(?P<link>for|on|upon)\s+(?P<what>\S)")
_FOR_WHAT: Final = re.compile(_WHOM_BEFORE + r"(?P<link>for|over|as)\s+(?P<what>\S)")
_TO_SOMEBODY: Final = re.compile(
    r"^(?P<to>to (?=(?:the|an?|his|her|its|their|our|my|[A-Z]\S*|\w+(?<!s)s) ))?"
    r"(?P<whom>(?:the |a |an |his |her |its |their )?[^,.;:“”]{2,60}?) "
    r"(?:about|over|that|regarding|concerning|at) (?P<what>\S)"
)
_TELLS_THAT: Final = re.compile(
    r"\b(?:tell|told|inform|assur|remind|warn|notif|advis|convinc|persuad)\w*$", re.IGNORECASE
)
# `warns ⟦those who shelter him⟧ that they will be tried`
_WHOM_THAT: Final = re.compile(
    r"(?P<whom>(?:the|those|all|any|an?|his|her|its|their|our|[A-Z]\S*)\b(?! that\b)"
    r"(?:(?! that\b)[^,.;:“”]){0,80}) that (?P<what>\S)"
)
_EXPRESSES: Final = re.compile(r"\b(?:express|voic|rais|reiterat|convey|share)", re.IGNORECASE)
_FEELING: Final = re.compile(
    r"(?P<noun>(?:(?:its|his|her|their|our|my|the|grave|serious|deep|strong"
    r"|particular)\s+)*(?:concerns?|alarm|regret"
    r"|dismay|fears?|worry|worries|unease|outrage|shock|disappointment|doubts?|hope"
    r"|satisfaction|appreciation|thanks"
    r"|support|gratitude)\s+(?:about|over|at|that|for|regarding|with))\s+(?P<what>\S)",
    re.IGNORECASE,
)
_WHOM: Final = re.compile(
    r"^\s*(?:on|upon|to|with)?\s*(?P<whom>(?:the|a|an|his|her|its|their"
    r"|this)?\s*[^,;:.“”\"()]{1,80}?)\s*"
    r"(?:,|:|\bthat\b|\bto\b|\bof\b|\bfor\b|\bin\b|\bon\b|\bat\b|\blate\b|\bafter\b|\bduring\b"
    r"|\bby\b|\blast\b|\bfrom\b|\bwith\b|\bvia\b|\bover\b|\.(?=\s|$)|$)",
    re.IGNORECASE,
)
_SENTENCE_OR_LINE: Final = re.compile(
    r"\n|(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\b[A-Z])[.!?][”\"]?\s+(?=[A-Z“\"])"
)
_TO_ACT: Final = re.compile(r"(?:not\s+)?to\s+[“\"‘]?[a-z]")
_ACTOR: Final = re.compile(
    r"\s*(?:(?:on|upon|to|with)\s+)?(?P<whom>(?:(?:the|all|its|his|her|their|your|our|every|each|both"
    r"|these|those|any)\s+|(?=[A-Z])|(?=\w+s\s))[^,;:.“”\"()]{1,90}?)"
    r"(?:\s*\([\w.&-]{1,12}\)){0,2}\s*,?\s*"  # `(OSK)`, `(a)`
)
_ASKS_THAT: Final = re.compile(
    r"\b(?:recommend|request|ask|demand|insist|propos|urg|suggest)", re.IGNORECASE
)
_ASKS_NOBODY: Final = re.compile(
    r"\b(?:accus|blam|want|expect|allow|forc|caus|help|enabl|know|knew|believ|consider|find|found"
    r"|hold|held|report|claim|intend|plan|hop|wish|need|prefer|refus|declin|agree|attribut)",
    re.IGNORECASE,
)
_SUBJUNCTIVE: Final = re.compile(
    r"(?P<whom>(?:the|all|its|both)\s+(?:[A-Z][\w’-]*|[a-z]+)(?:\s+(?:part(?:y|ies)|of\s+[A-Z][\w’-]*"
    r"|[A-Z][\w’-]*))*)(?::|\s+(?:should|must|(?!(?:is|are|was|were|be|has|have|had|of|in|on|to|for)\b)"
    r"[a-z]+(?<!s)(?<!ed))\b)"
)
_TOLD_NAME: Final = re.compile(
    r"^\s*(?P<whom>[^,;:“”\"()]{1,110}?[A-Z][\w’'-]*)\s*(?:,?\s+that\b\s*)?$"
)
TAKES_WHOM: Final = re.compile(
    r"\b(?:told|tell|assur|inform|remind|urg|thank|congratulat|commend|ask|warn|advis|notif|direct"
    r"|instruct|petition|implor|beg|caution)|\b(?:to|with)$",
    re.IGNORECASE,
)
_WHEN_OR_WHERE: Final = re.compile(r"\s*(?:on|in|at)\s")
# `told ⟦a packed meeting of⟧ the town council`
_MEETING_OF: Final = re.compile(
    r"\s?(?:an?|the|its|their)\s(?:[\w-]+\s){0,2}(?:meeting|session|sitting|hearing|plenary"
    r"|gathering) of (?=the\s|[A-Z])"
)
_PRONOUN_TOLD: Final = re.compile(
    r"\s*(?:to\s+)?(?P<whom>me|us|you|him|her|them|it(?=\s*$))\b(?!\s+[a-z]+s\b)"
)
_PROMISED_US: Final = re.compile(r" (?:me|us|you|him|her|them)\b(?! \w+s\b)")
_TELLS_OF: Final = re.compile(r"\b(?:assur|inform|remind|notif|warn|advis|convinc)", re.IGNORECASE)
_NO_ADDRESSEE: Final = re.compile(
    r"^(?:in|on|at|late|earlier|later|yesterday|today|that|this\s+(?:week|month|morning)|last"
    r"|also|again|of|as|by"
    r"|and|but|it|so|from|during|after|before|about|over|against|for|when|while|not|there|how)\b",
    re.IGNORECASE,
)
_CALLS_WITHIN: Final = re.compile(
    r"\W*(?:I|We)\s+(?:\w+\s+)?(?:call (?:on|upon)|urge|ask|appeal to|beg|implore|invite|thank)\s+"
    r"(?P<whom>(?!that\b|for\b)[^,.;:“”]{2,60}?)\s+(?:to|for|not to)\b"
)
# `Thank you, ⟦Chair⟧. The railway …`, `⟦Minister⟧, you said …`
_MY_QUESTION: Final = re.compile(
    r"\W*(?:[^.?!]{0,40}[.,] )?[Mm]y (?:\w+ )?question is (?:to|for|directed to) "
    r"(?P<whom>[^.?,;:]{3,60})"
)
_VOCATIVE: Final = re.compile(
    r"\W*(?:(?:Thank you|Yes|No|Well|With respect)[,.]\s+)?"
    r"(?P<whom>(?:(?:Madam|Mr\.?|Mrs\.?|Ms\.?)\s)?(?:Chair(?:man|woman|person)?|Minister|President"
    r"|Mayor|Senator|Commissioner|Ambassador|Governor|Director|Colonel|General|Professor|Doctor)"
    r"(?:\s[A-Z][\w-]+)?)[,.](?=\s)(?! (?:the|an?|your|our|his|her|who|whose)\b[^.?!]*, )"
)
# `The government opposes that, ⟦Chair⟧. We shall …`
_VOCATIVE_LAST: Final = re.compile(
    r"[^.?!“”\"]{3,160}, (?P<whom>(?:(?:Madam|Mr\.?|Mrs\.?|Ms\.?)\s)?(?:Chair(?:man|woman|person)?"
    r"|Minister|President|Mayor|Senator|Commissioner|Ambassador|Governor|Director))[.?!](?=\s|$)"
)
_BEGINS_CLAUSE: Final = re.compile(r"(?:that|to|not to|how)\s", re.IGNORECASE)
_CALL_FOR: Final = re.compile(r"\b(?:call|appeal|plea|plead|demand|request|push|ask)\w*\s+for$")
BEHIND_NAME: Final = re.compile(
    r",?\s+(?:who|which)\b|,\s+\d{2}\b|\s+(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur"
    r"|Sun)day\b|\s+(?:today|yesterday)\b|\s+and others$"
    r"|\s+(?:that|this|last)\s(?:morning|afternoon|evening|night|day|week|month|year)\b"
    r"|\s+(?:on|in|at)$|\s+(?:on|in|by)\s+(?:\d|(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\b)"
)


def without_whom(text: str, attribution: Attribution) -> _Recut:
    """Give the content without whom it names, the cue with what belongs to it, and whom."""
    return (
        _asked_of_apposed(text, attribution)
        or _was_blamed(text, attribution)
        or _brought_to_attention(text, attribution)
        or _recut(text, attribution)
    )


def _brought_to_attention(text: str, attribution: Attribution) -> _Recut | None:
    """What is ⟦brought to the attention of the Government⟧, as the special procedures put it."""
    cue, (first, *more) = attribution.cue, attribution.content
    match = _ATTENTION.match(text, first.start, first.end) if cue else None
    if match is None or cue[-1].end > first.start:
        return None
    named = next((group for group in ("whom", "your") if match[group]), None)
    whom = Span(*match.span(named)) if named else None  # `to the attention of members`
    verb = Span(cue[-1].start, match.end("cue"))
    return (Span(match.end(), first.end), *more), (*cue[:-1], verb), whom


def _was_blamed(text: str, attribution: Attribution) -> _Recut | None:
    """What one was accused of: `The party has been accused by watchdogs ⟦of buying⟧ votes`."""
    cue, (first, *_, last) = attribution.cue, (*attribution.content, attribution.content[-1])
    if not cue or first is last or first.end > cue[0].start:
        return None
    link = _LINK.match(text, last.start, last.end)
    if link is None or not _WAS_ACCUSED.search(cue[-1].of(text)):
        return None
    return (Span(link.end(), last.end),), (*cue, Span(*link.span("link"))), None


def _recut(text: str, attribution: Attribution) -> _Recut:
    """Move whom something is said to, or who is blamed, out of the content."""
    cue, content = attribution.cue, attribution.content
    words = " ".join(span.of(text) for span in cue)
    first = content[0]
    if attribution.quotation == "direct" or not cue or first.start < cue[0].start:
        return content, cue, None
    said = first.of(text)
    act = act_of_cue(words)
    feeling = _FEELING.match(said) if _EXPRESSES.search(words) else None
    if feeling:
        noun = Span(first.start, first.start + feeling.end("noun"))
        rest = Span(first.start + feeling.start("what"), first.end)
        return (rest, *content[1:]), (*cue, noun), None
    told = _told_whom(words, said)
    if told:
        rest = Span(first.start + told.start("what"), first.end)
        whom = Span(first.start + told.start("whom"), first.start + told.end("whom"))
        return (rest, *content[1:]), cue, whom
    blamed = _blamed(words, said, cue, content)
    if blamed is not None:
        return blamed
    if act == "call" or _ASKS_TO_DO.search(words):
        return _asked_to_do(words, said, cue, content)
    return content, cue, None


def _blamed(
    words: str, said: str, cue: tuple[Span, ...], content: tuple[Span, ...]
) -> _Recut | None:
    """Part whom from what they are blamed or thanked for: `accused ⟦her⟧ of lying`."""
    first, *more = content
    if _ACCUSES.search(words) and said.startswith("of ") and cue[-1].end < first.start:
        # `accused the firm ⟦of lying⟧`: whom it accuses was left out already.
        preposition = Span(first.start, first.start + len("of"))
        return (Span(preposition.end + 1, first.end), *more), (*cue, preposition), None
    of_what = _of_what(words, said)
    if of_what is None:
        return None
    whom_end = first.start + len(of_what["whom"].rstrip())
    link = Span(first.start + of_what.start("link"), first.start + of_what.end("link"))
    rest = Span(first.start + of_what.start("what"), first.end)
    is_told = _IS_TO_WHOM.search(words) or _TELLS_OF.search(words)
    whom_start = first.start + len("to ") * said.startswith("to ")
    addressed = Span(whom_start, whom_end) if is_told else None
    return (rest, *more), (*cue, link), addressed


def _asked_to_do(words: str, said: str, cue: tuple[Span, ...], content: tuple[Span, ...]) -> _Recut:
    """Part whom from what one asks of them: `urged ⟦the ministry⟧ to pay`."""
    match = _TO_INFINITIVE.match(said)
    if match is None or _BEGINS_CLAUSE.match(said):
        return content, cue, None
    for_it = said.startswith(("a ", "an ")) or said.startswith("to be ", match.start("what"))
    if _CALL_FOR.search(words) and for_it:
        # Nobody is asked: `called for ⟦the law to be repealed⟧`, `⟦an inquiry with power to ask⟧`.
        return content, cue, None
    first, *more = content
    rest = (Span(first.start + match.start("what"), first.end), *more)
    whom_end = first.start + len(match["whom"].rstrip())
    on = _UPON.match(said)
    if on is None:
        return rest, cue, Span(first.start, whom_end)
    verb = Span(cue[-1].start, first.start + on.end("on"))  # `called ⟦on the authorities⟧ to`
    return rest, (*cue[:-1], verb), Span(first.start + on.end(), whom_end)


def _asked_of_apposed(text: str, attribution: Attribution) -> _Recut | None:
    """What is asked of whom an apposition follows: `calls on ⟦X⟧, the firm that runs it, to`."""
    if attribution.quotation == "direct" or not attribution.cue:
        return None
    *earlier, verb = attribution.cue
    first, *more = attribution.content
    if act_of_cue(verb.of(text)) != "call" and not _CALLING_ON.fullmatch(verb.of(text)):
        return None
    match = _WHOM_APPOSED.fullmatch(text, verb.end, max(verb.end, first.end))
    if match is None:
        return None
    cue = Span(verb.start, match.end("on")) if match["on"] else verb
    rest = Span(match.start("what"), first.end)
    return (rest, *more), (*earlier, cue), Span(*match.span("whom"))


def _told_whom(cue: str, said: str) -> re.Match[str] | None:
    """Find whom a content begins with: `wrote ⟦to the king⟧ that`, `warns ⟦those⟧ that`."""
    told = _TO_SOMEBODY.match(said)
    if told and (told["to"] or (cue.endswith(" to") and not cue.endswith("ccording to"))):
        return told
    return _WHOM_THAT.match(said) if _TELLS_THAT.search(cue) else None


def _of_what(cue: str, said: str) -> re.Match[str] | None:
    """Find who stands before what: `thanked ⟦him for⟧ his charts`, `assures ⟦her of⟧ its help`."""
    if cue.endswith((" for", " of", " over", " as")):
        return None
    if _CONGRATULATES.search(cue):
        return _ON_WHAT.match(said)
    if _BLAMES.search(cue) and not _NO_ADDRESSEE.match(said):
        # `thanks the Embassy of Orvel for`: *of* is a part of whom, but in `accused her of lies`.
        if _ACCUSES.search(cue):  # `a group of experts ⟦of meddling⟧`
            return _OF_DOING.match(said) or _OF_WHAT.match(said)
        return _FOR_WHAT.match(said)
    match = _OF_WHAT.match(said) if _TELLS_OF.search(cue) else None
    told = match is not None and match["link"] == "of" and _NAMES_WHOM.fullmatch(match["whom"])
    return match if told else None


def whom_between(
    text: str, cue: tuple[Span, ...], content: tuple[Span, ...], speaker: Span | None
) -> Span | None:
    """The words between cue and content that name whom it is said to: `told ⟦reporters⟧ that`."""
    if not cue or not _TELLS.search(cue[0].of(text)):
        return None
    inside = re.search(
        r"\b(?:told|tells|assured|informed|reminded|warned)\s+(.+)$", cue[0].of(text)
    )
    if inside:
        start, stop = cue[0].start + inside.start(1), cue[0].end
    else:
        start = cue[0].end
        after = [span.start for span in (*content, *cue[1:]) if span.start >= start]
        stop = min(after) if after else min(len(text), start + 60)
        ended = _SENTENCE_OR_LINE.search(text, start, stop)
        stop = ended.start() if ended else stop
    meeting = _MEETING_OF.match(text, start, stop)
    start = meeting.end() if meeting else start
    words = text[start:stop]
    # `pleaded with`, `stated to`: what follows is whom, as after a verb that takes it directly.
    direct = bool(TAKES_WHOM.search(cue[0].of(text)))
    direct = direct or _PROMISED_US.match(text, cue[0].end) is not None
    calling = bool(re.search(r"\b(?:call|press)", cue[0].of(text)))
    if direct:
        nobody = _WHEN_OR_WHERE.match(words) is not None  # `warned ⟦on Monday⟧ that`
    else:
        nobody = not re.match(r"\s*(?:to|on|upon)\s" if calling else r"\s*to\s", words)
    if nobody:
        return None
    named = _PRONOUN_TOLD.match(words) or (_TOLD_NAME.match(words) if direct else None)
    if named:
        whom = Span(start + named.start("whom"), start + named.end("whom"))
        cut = BEHIND_NAME.search(text, whom.start + 1, whom.end)
        return Span(whom.start, cut.start()) if cut else whom
    plain = _WHOM.match(words)
    if not plain or not plain["whom"].strip() or _NO_ADDRESSEE.match(plain["whom"].strip()):
        return None
    found = Span(start + plain.start("whom"), start + plain.end("whom"))
    if speaker and found.start <= speaker.start < found.end:
        return None
    return found


def whom_to_act(text: str, cue: tuple[Span, ...], content: tuple[Span, ...]) -> Span | None:
    """Who is to act: `invited ⟦the ministry⟧ to explain`, `recommends that ⟦the State⟧ repeal`."""
    if not cue or content[0].start < cue[-1].end or _ASKS_NOBODY.search(cue[-1].of(text)):
        return None
    between = Span(cue[-1].end, content[0].start)
    if _TO_ACT.match(text, content[0].start):
        match = _ACTOR.fullmatch(between.of(text))
        start = between.start
    elif _ASKS_THAT.search(cue[-1].of(text)):
        match = _SUBJUNCTIVE.match(content[0].of(text))
        start = content[0].start
    else:
        return None
    if match is None or _NO_ADDRESSEE.match(match["whom"]):
        return None
    return Span(start + match.start("whom"), start + match.end("whom"))


def whom_inside(text: str, content: tuple[Span, ...]) -> Span | None:
    """Whom a direct appeal names itself: `“I call on ⟦the authorities⟧ to ...”`."""
    first = content[0]
    tried = (_CALLS_WITHIN, _MY_QUESTION, _VOCATIVE, _VOCATIVE_LAST)
    match = next((m for each in tried if (m := each.match(text, first.start, first.end))), None)
    return Span(match.start("whom"), match.end("whom")) if match else None
