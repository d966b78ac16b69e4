"""Find changes of status: who or what was dissolved, banned, released, amended, appointed, ...

The verbs are data, in `rules/status.toml`; the frames are general: passive (*X was dissolved by
the court*), active (*the court dissolved X*), participle (*X, dissolved in 2017*), compound
(*the court-dissolved X*) and event noun (*the release of X*). What is only wished, planned without
a date, feared or denied is left out.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from rapidfuzz.distance import DamerauLevenshtein

from verbale.model import Span, Status
from verbale.reading.names import name_rules, singular
from verbale.reading.numbers import CARDINAL, NUMBER, cardinal
from verbale.reading.unreal import is_lifted, is_no_news, is_refuted, is_wished

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbale.reading.actors import Cast, Character
    from verbale.reading.dates import TimeExpression
    from verbale.reading.layout import Layout

__all__ = ["Change", "StatusRule", "find_status_changes", "status_rules"]

_SELVES: Final = re.compile(r"(?:themselves|itself|himself|herself)\Z", re.IGNORECASE)
# `voiced concern about ⟦the Agents Act⟧, adopted in May`
_LAW_TOLD_OF: Final = re.compile(
    r"\b(?:about|over|against|on|of|to|with|under|by) (?P<law>(?:the |an? |its )?[A-Z][^,.;]*"
    r"\b(?:Act|Law|Code|Decree|Ordinance|Bill|Constitution))\Z"
)
_AUXILIARY: Final = re.compile(
    r"\b(?:is|are|was|were|been|being|get|got|gets)\s+(?:[a-z]+ly\s+|later\s+|also\s+|still\s+"
    r"|then\s+|since\s+)?$"
)
_LONG_PARTICIPLE_IS: Final = 9  # letters, "ed" among them
_LONG_PARTICIPLE: Final = re.compile(r"(?<![^\W_])[a-z]{8,}ed\b")
_BOUNDARY: Final = re.compile(
    r"[.;:!?\n“”\"]|,\s|\s(?:that|and|but|which|who|whom|while|because|after|before|when|sa(?:id|ys?)"
    r"|adding|insist(?:ed|s)|conced(?:ed|es)|claim(?:ed|s))(?=\s)"
)
# `⟦The monks⟧ were arrested in December and charged`
_ALSO: Final = re.compile(r"\b(?:was|were|been|is|are)\s+\w+\b[^.;:“”\"]*\sand\s+(?:\w+ly\s+)?$")
_DURATION: Final = re.compile(r"\b(?:hours?|days?|weeks?|months?|years?)$")
_SENTENCE_LENGTH: Final = re.compile(  # `⟦Ana Ruiz⟧ to eight years`, `⟦him⟧ to death`
    r"\sto\s(?=(?:life|death|prison|jail|community)\b|an?\s|\d|(?:"
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty)\b)"
)
_NOBODY: Final = re.compile(r"(?:and )?(?:no|none|not one|nobody|neither)\b", re.IGNORECASE)
_ANYBODY: Final = re.compile(
    r"(?:all |any )?(?:those|people|persons|anyone|anybody|everyone|someone)", re.IGNORECASE
)
# `the release of ⟦eight of the activists⟧ convicted in July`
_LAST_PEOPLE: Final = re.compile(
    rf"\b(?:(?:{CARDINAL}|some|many|several|most|all) of )?"
    rf"(?:\b(?:the|those|these|an?|its|his|her|their)|{CARDINAL})(?: [\w’'-]+){{1,4}}\Z"
)
# `The party⟦, to which most of them belong⟧, was dissolved`
_ASIDE: Final = re.compile(
    r",\s(?:(?:(?:to|of|in|for|with|from|at)\s)?(?:which|whom|whose)|not)\b[^,]*\Z"
)
# `By evening ⟦18⟧ had been released`
_AGED: Final = re.compile(r"\b(?:as|aged|under|over) \Z")
_CONJUNCTION: Final = re.compile(r"(?:and|but|that) ")
_BARE_NUMBER: Final = re.compile(
    rf"(?<=[a-z] )(?<!\bas )(?<!\baged )(?:at least |about |some )?(?!one\b){CARDINAL}\Z"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_THINGS_COUNTED: Final = re.compile(
    r"\b(?:complaints?|cases?|claims?|charges?|appeals?|licen[cs]es?|reports?|requests?|petitions?"
    r"|allegations?|votes?|deaths?|figures?|months?|years?|days?|hours?|prisons?|schools?|stations?"
    r"|documents?|copies|books|votes|seats|vehicles|cars|boats|weapons|houses|homes)\b",
    re.IGNORECASE,
)
# `called on the government to free ⟦Iru Aseré⟧, who was jailed`
_TO_DO: Final = re.compile(r"\bto [a-z]+(?: back| down| out)? (?=(?:[A-Z]|the |an? )[^,]*\Z)")
_OBJECT_BEHIND: Final = re.compile(
    r"\s+(?:that|the|this|these|those|an?|its|his|her|their|it|them|him|all|any|such|claims?)\b"
)
# `⟦Ana Ruiz⟧’s arrest on 3 May`
_WHOSE: Final = re.compile(r"(?P<whose>[A-Z][\w-]+(?: [A-Z][\w-]+){0,3})[’']s?\s+\Z")
_ADJECTIVE: Final = re.compile(
    r"\b(?:the|a|an|its|his|her|their|of|for|newly|recently|no|other)\s+$", re.IGNORECASE
)
_HAS_MEANWHILE: Final = re.compile(r"\b(?:has|have|had),[^,]{1,40},\s*$")  # `has, on 27 March, `
_DECIDED: Final = re.compile(r"\b(?:decision|decided)\b[^.;:]{0,80}?\bto (?P<do>set up|[a-z]+)\b")
_NAMED_LAW: Final = re.compile(
    r"\b(?:(?:[A-Z][\w’'-]+ ){1,5}(?:Act|Law|Code|Decree|Ordinance)"
    r"|(?:Law|Act|Code|Decree|Ordinance) (?:on|of|for|against)"
    r" (?:[A-Z][\w’'-]*(?: (?:and|of|the))* ){1,6}?)"
    r" ?of (?=\d|[JFMASOND][a-z]+ \d)"
)
_LAW_IS_NAMED: Final = re.compile(r"(?:Act|Law|Code|Decree|Ordinance)\b")
_UNDONE: Final = re.compile(r"\b(?:repeal|abolish|replac)\w*\s+(?:the\s+)?$", re.IGNORECASE)
_LICENCE: Final = r"(?:licen[cs]es?|permits?|registration|accreditation)"
_WITHDRAWN: Final = re.compile(
    r"\b(?:withdrew|withdrawing|revok(?:ed|ing)|cancell(?:ed|ing)|rescinded|quashed|annulled"
    r"|(?:has|have|had) withdrawn)\s+"
    rf"(?:[\w’'-]+\s){{1,6}}?{_LICENCE}\b(?:\s(?:of|for)\s[^,.;:]{{3,60}}?(?=[,.;:]|$))?"
    rf"|\b{_LICENCE}\b[^.;,]{{0,50}}\b(?:has been|have been|had been|was|were)\s(?:\w+ly\s)?"
    r"(?:withdrawn|revoked|cancelled|rescinded|quashed|annulled)\b",
    re.IGNORECASE,
)
_LICENCE_IS_NAMED: Final = re.compile(r"licen[cs]e|permit|registration|accreditation")
_LONGEST_HEADLINE: Final = 150  # characters
_MANY: Final = 20  # people: another event has seldom as many
_OF_THEIRS: Final = re.compile(
    r"(?:\d{4})?,?\sand\s[^,.;]{0,30}\b(?:its|their|his|her)\s[^,.;]{0,40}"
)
_REACH: Final = 300  # characters before a verb, or behind it
_AMOUNT: Final = re.compile(r"\b(?:million|billion|thousand|per cent|percent)\b|[$€£]")
_BY: Final = re.compile(r"[^.;]{0,60}?\bby\s+")
_CLAUSE_ENDS: Final = re.compile(r"[;:]\s")
_RELATIVE: Final = re.compile(r",\s(?:which|who|whose)\b[^,;]*,")
_LONG_VERB: Final = 8  # letters
_LONG_PHRASE: Final = 13  # words beyond which only the last noun phrase is taken
_LINKS: Final = re.compile(r"\s(?:of|for|to|by|from|with)\s")
_PEOPLE: Final = re.compile(
    r"\b(?:people|persons?|men|women|members?|leaders?|activists?|journalists?|reporters?"
    r"|officers?|officials?|employees|drivers?|prisoners?"
    r"|detainees?|suspects?|protesters?|demonstrators?|workers?|students?|citizens?"
    r"|candidates?|politicians?|judges?"
    r"|residents?|villagers?|supporters?|opponents?|defendants?|critics?|lawyers?|monks?"
    r"|accused|inmates?|convicts?|dissidents?|unionists?|campaigners?|hostages?"
    r"|others?|them|they|he|she|him|her"
    r"|who|we|those|boys?|girls?|children|civilians?|soldiers?|policemen|nurses?|doctors?"
    r"|teachers?|monitors?|observers?"
    r"|wardens?|guards?|editors?|bloggers?|refugees?|migrants?|fishermen|farmers?|miners?|crew"
    r"|director|minister|chief|head|governor|mayor|commander|ambassador|warden)\b",
    re.IGNORECASE,
)
_LAW: Final = re.compile(
    r"\b(?:law|act|bill|code|constitution|decree|treaty|agreement|regulations?|ordinance|amendments?"
    r"|section|article|legislation|statute|charter|rules?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class StatusRule:
    """How one status is told, with examples that must and must not be read as it."""

    status: Status
    verb: re.Pattern[str]
    noun: re.Pattern[str]
    verbs: str
    nouns: str
    subject: str
    says: tuple[str, ...]
    says_not: tuple[str, ...]

    @cached_property
    def words(self) -> re.Pattern[str]:
        """What a sentence in lower case holds where `verb` or `noun` can match, quick to look for.

        All begin with a letter, which is looked at before they are tried in turn.
        """
        return re.compile(rf"\b(?=[a-z])(?:{self.verbs}|{self.nouns})")

    @cached_property
    def long_verbs(self) -> tuple[str, ...]:
        """The verbs that are long enough to be recognised when misspelt."""
        return tuple(
            word for word in self.verbs.split("|") if word.isalpha() and len(word) > _LONG_VERB
        )


@dataclass(slots=True)
class Change:
    """A status change while its document is being read; actors are characters still."""

    status: Status
    span: Span
    subject: Character | None
    subject_text: str
    by: Character | None
    date: str | None
    count: int | None


@cache
def status_rules() -> tuple[StatusRule, ...]:
    """Load the rules in their order."""
    source = resources.files("verbale.reading") / "rules" / "status.toml"
    table: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8"))
    return tuple(
        StatusRule(
            rule["status"],
            re.compile(rf"(?<![\w’'])(?:{rule['verb']})\b", re.IGNORECASE),
            re.compile(
                rf"\b(?:{rule['noun']})"
                r"(?: on bail| on parole)?"
                r"(?:,? (?:on \d{1,2} |in |last )[a-z]+(?: \d{4})?,?(?= of\b))?"
                r"\s+(?:of|in|for|on)\b"
                rf"|\b(?P<count>{CARDINAL})\s+(?:{rule['noun']})\b",
                re.IGNORECASE,
            ),
            rule["verb"],
            rule["noun"],
            rule["subject"],
            tuple(rule["says"]),
            tuple(rule["says_not"]),
        )
        for rule in table["rule"]
    )


def find_status_changes(layout: Layout, dates: list[TimeExpression], cast: Cast) -> list[Change]:
    """List the status changes of a text in their order, each event once."""
    found: list[Change] = []
    for sentence in layout.sentences:
        words = sentence.of(layout.text)
        lowered = words.lower()
        for status, trigger in _told_by_name(words, lowered):
            named = _from_name(layout, sentence, status, trigger, dates)
            known = any(old.status == status and _may_be_one(old, named) for old in found)
            if not (known or is_refuted(layout.text, sentence, named.span)):
                _keep(found, named)
        long = any(len(word) > _LONG_PARTICIPLE_IS for word in words.split())
        participles = list(_LONG_PARTICIPLE.finditer(words)) if long else []
        decided = _DECIDED.search(layout.text, sentence.start, sentence.end)
        if not (participles or decided or _any_rule().search(lowered)):
            continue
        for rule in status_rules():
            told = rule.words.search(lowered) is not None
            verbs = rule.verb.finditer(words) if told else ()
            nouns = rule.noun.finditer(words) if told else ()
            changes = chain(
                (
                    _from_verb(layout, sentence, rule, match, dates, cast)
                    for match in (*verbs, *_misspelt(rule, participles))
                ),
                (_from_noun(layout, sentence, rule, match, dates, cast) for match in nouns),
            )
            for change in changes:
                if change is not None and not is_refuted(layout.text, sentence, change.span):
                    _keep(found, change)
            if decided is not None:
                _keep(found, _from_decision(layout, sentence, rule, decided, dates, cast))
    return _without_headline(layout, sorted(found, key=lambda change: change.span.start))


def _without_headline(layout: Layout, found: list[Change]) -> list[Change]:
    """Leave out what a headline tells where the text below tells it again, and more clearly."""
    head = layout.paragraphs[0] if layout.paragraphs else Span(0, 0)
    if head.end - head.start > _LONGEST_HEADLINE or layout.text.endswith(
        (".", ".”", '."'), 0, head.end
    ):
        return found
    below = {change.status for change in found if change.span.start >= head.end}
    return [
        change for change in found if change.span.start >= head.end or change.status not in below
    ]


def _told_by_name(words: str, lowered: str) -> Iterator[tuple[Status, re.Match[str]]]:
    """What a law's name with its date tells, and the withdrawal of a licence."""
    for match in _NAMED_LAW.finditer(words) if _LAW_IS_NAMED.search(words) else ():
        if not _UNDONE.search(words[: match.start()]):
            yield "enacted", match
    for match in _WITHDRAWN.finditer(words) if _LICENCE_IS_NAMED.search(lowered) else ():
        if not is_no_news("", words[: match.start()]):
            yield "deregistered", match


def _from_name(
    layout: Layout,
    sentence: Span,
    status: Status,
    match: re.Match[str],
    dates: list[TimeExpression],
) -> Change:
    span = Span(sentence.start + match.start(), sentence.start + match.end())
    words = match.group().removesuffix("of ").strip()
    date = _date(layout.text, span, sentence, dates)
    return Change(status, span, None, words, None, date, None)


def _may_be_one(one: Change, other: Change) -> bool:
    """Whether two changes that name no actor can be one: of one day, as far as it is told."""
    return one.date is None or other.date is None or one.date == other.date


def _from_decision(
    layout: Layout,
    sentence: Span,
    rule: StatusRule,
    match: re.Match[str],
    dates: list[TimeExpression],
    cast: Cast,
) -> Change | None:
    """`the decision of 28 May to ⟦set up⟧ a committee`: what is decided is done."""
    base = match["do"]
    forms = {base, f"{base}d", f"{base}ed", f"{base}{base[-1]}ed"}
    if not any(rule.verb.fullmatch(form) for form in forms):
        return None
    verb = Span(match.start("do"), match.end("do"))
    subject = _noun_phrase_after(layout.text, verb.end, sentence.end)
    if subject is None or not _suits(layout.text, subject, rule, cast):
        return None
    by = _actor_in(cast, Span(match.start(), verb.start))
    dated = _date(layout.text, verb, sentence, dates)
    return _change(layout, rule, verb, subject, by, dated, cast)


@cache
def _any_rule() -> re.Pattern[str]:
    """What a sentence in lower case must match for any rule to match it: most sentences don't."""
    words = "|".join(f"{rule.verbs}|{rule.nouns}" for rule in status_rules())
    return re.compile(rf"\b(?=[a-z])(?:{words})")


def _misspelt(rule: StatusRule, participles: list[re.Match[str]]) -> list[re.Match[str]]:
    """Those participles that are one slip of the pen away from one of the rule's verbs."""
    return [
        match
        for match in participles
        if not rule.verb.fullmatch(match.group())
        and any(
            DamerauLevenshtein.distance(match.group().casefold(), verb, score_cutoff=1) <= 1
            for verb in rule.long_verbs
        )
    ]


def _keep(found: list[Change], change: Change | None) -> None:
    """Add a change unless the text told it before: same status of the same people or body."""
    if change is None:
        return
    for old in found:
        if old.status != change.status:
            continue
        if _is_of_as_many(old, change):
            if old.by is None and change.by is not None:
                found[found.index(old)] = change
            return
        overlap = old.span.start < change.span.end and change.span.start < old.span.end
        same = old.subject is not None and old.subject is change.subject
        if same and old.date is None and change.date is not None and not overlap:
            found[found.index(old)] = change
            return
        if overlap or same:
            return
    found.append(change)


def _is_of_as_many(one: Change, other: Change) -> bool:
    """Whether two that tell the same count, not a small one, tell of one event."""
    many = one.count is not None and one.count >= _MANY and one.count == other.count
    return many and (one.by is None or other.by is None or one.by is other.by)


def _from_verb(
    layout: Layout,
    sentence: Span,
    rule: StatusRule,
    match: re.Match[str],
    dates: list[TimeExpression],
    cast: Cast,
) -> Change | None:
    text = layout.text
    verb = Span(sentence.start + match.start(), sentence.start + match.end())
    before = text[sentence.start : verb.start]
    dated = _date(text, verb, sentence, dates)
    if is_no_news(match.group().casefold(), before):
        return None
    compound = before[-1:] == "-"
    passive = bool(_AUXILIARY.search(before)) or match.group().casefold().startswith(
        ("lost", "walked", "left", "in ", "being", "stripped")
    )
    if compound or (_ADJECTIVE.search(before) and not passive):
        subject = _noun_phrase_after(text, verb.end, sentence.end) if compound else None
        by = _actor_ending(cast, verb.start - 1) if compound else None
    elif passive or _is_participle(text, verb, before):
        near = max(sentence.start, verb.start - _REACH)
        also = None if passive else _ALSO.search(text, near, verb.start)
        ahead = also.start() if also else verb.start
        subject = _noun_phrase_before(text, layout.begin_of(sentence), ahead)
        if subject is not None and not passive and not before.rstrip().endswith(","):
            subject = _last_people(text, subject)
        subject = _without_day(text, subject, dates) if subject else None
        bare = _BARE_NUMBER.search(text, subject.start, subject.end) if subject else None
        subject = Span(bare.start(), bare.end()) if bare else subject
        law = _LAW_TOLD_OF.search(text, subject.start, subject.end) if subject else None
        if law is not None and not passive:
            subject = Span(*law.span("law"))
        by = _by_actor(layout, cast, verb, sentence)
    else:
        length = _SENTENCE_LENGTH.search(text, verb.end, min(sentence.end, verb.end + _REACH))
        subject = _noun_phrase_after(text, verb.end, length.start() if length else sentence.end)
        agent = _noun_phrase_before(text, layout.begin_of(sentence), verb.start)
        by = _actor_in(cast, agent) if agent else None
    if subject is None or not _suits(text, subject, rule, cast):
        return None
    if _SELVES.match(text, subject.start, subject.end):
        return None  # who that is stands before the verb
    nobody = _NOBODY.match(text, subject.start) or _DURATION.search(
        text, subject.start, subject.end
    )
    if nobody or (dated is None and _ANYBODY.fullmatch(text, subject.start, subject.end)):
        return None
    return _change(layout, rule, verb, subject, by, dated, cast)


def _without_day(text: str, subject: Span, dates: list[TimeExpression]) -> Span:
    """`In 2019 ⟦the Civic League⟧ was banned`: when it was stands before whom it befell."""
    lead = len("Since ")
    for date in dates:
        if subject.start <= date.span.start <= subject.start + lead and date.span.end < subject.end:
            begin = date.span.end + 1
            return Span(begin, subject.end) if text[date.span.end] == " " else subject
    return subject


def _last_people(text: str, subject: Span) -> Span:
    """Of a phrase the people named last: `the release of ⟦eight of the activists⟧`."""
    last = _LAST_PEOPLE.search(text, subject.start, subject.end)
    return Span(last.start(), subject.end) if last else subject


def _from_noun(
    layout: Layout,
    sentence: Span,
    rule: StatusRule,
    match: re.Match[str],
    dates: list[TimeExpression],
    cast: Cast,
) -> Change | None:
    text = layout.text
    noun = Span(sentence.start + match.start(), sentence.start + match.end())
    lead = text[sentence.start : noun.start]
    if is_wished(lead):
        return None
    dated = _date(text, noun, sentence, dates)
    if match["count"] is not None:
        count = cardinal(match["count"])
        if count is None or match["count"].casefold() in {"a", "an", "one"}:
            return None
        return Change(rule.status, noun, None, noun.of(text), None, dated, int(count))
    whose = _WHOSE.search(text, max(sentence.start, noun.start - _REACH), noun.start)
    if whose is not None and not match.group().endswith("of"):
        subject: Span | None = Span(*whose.span("whose"))
    else:
        subject = _noun_phrase_after(text, noun.end, sentence.end)
    if subject is None or not _suits(text, subject, rule, cast) or _is_time(subject, dates):
        return None
    change = _change(layout, rule, noun, subject, None, dated, cast)
    if rule.status == "banned" and is_lifted(lead):
        change.status = "rehabilitated"
        change.by = _actor_in(cast, Span(layout.begin_of(sentence), noun.start))
    return change


def _is_time(span: Span, dates: list[TimeExpression]) -> bool:
    """Whether what stands behind a noun says when: `registration in ⟦the second half of 2024⟧`."""
    start = span.start + len("the ")
    return any(date.span.start <= start and span.end <= date.span.end for date in dates)


def _change(
    layout: Layout,
    rule: StatusRule,
    trigger: Span,
    subject: Span,
    by: Character | None,
    date: str | None,
    cast: Cast,
) -> Change:
    text = layout.text
    words = subject.of(text)
    number = NUMBER.search(words)
    counted = number and number.start() < 40 and not _AGED.search(words[: number.start()])
    count = cardinal(number.group()) if number and counted else None
    actor = _actor_in(cast, subject) if count is None else None
    span = Span(min(subject.start, trigger.start), max(subject.end, trigger.end))
    return Change(rule.status, span, actor, words, by, date, int(count) if count else None)


def _is_participle(text: str, verb: Span, before: str) -> bool:
    """`Judge Mensah, dismissed in November`; `the officers charged with ...`."""
    if before.rstrip().endswith(","):
        active = _OBJECT_BEHIND.match(text, verb.end)  # `X, who leads it, dismissed ⟦the claim⟧`
        return active is None and not _HAS_MEANWHILE.search(before)
    after = text[verb.end : verb.end + 12]
    return bool(
        re.match(
            r"\s+(?:by|in|on|with|since|at(?! l| m)|after|during|from|for|last|this|earlier)\b",
            after,
        )
    )


def _noun_phrase_before(text: str, start: int, end: int) -> Span | None:
    """The words before a verb back to the nearest boundary, auxiliaries left out."""
    stop = end
    tail = re.search(
        r"(?:,?\s+(?:has|have|had|is|are|was|were|be|been|being|remain(?:s|ed)?|also|later|still|then"
        r"|since|all|both"
        r"|whom|which|who|[a-z]+ly|as))+\s*$|,\s*$",
        text[start:stop],
    )
    if tail:
        stop = start + tail.start()
        aside = _ASIDE.search(text, start, stop) if text.startswith(",", stop) else None
        stop = aside.start() if aside else stop
    begin = start
    for match in _BOUNDARY.finditer(text, start, max(start, stop - 1)):
        begin = match.end()
    while begin < stop and text[begin].isspace():
        begin += 1
    conjunction = _CONJUNCTION.match(text, begin, stop)
    begin = conjunction.end() if conjunction else begin
    while stop > begin and text[stop - 1].isspace():
        stop -= 1
    if (to_do := _TO_DO.search(text, max(begin, stop - _REACH), stop)) is not None:
        begin = to_do.end()
    if text.count(" ", begin, stop) > _LONG_PHRASE:
        links = list(_LINKS.finditer(text, begin, stop))
        begin = links[-1].end() if links else begin
    return Span(begin, stop) if stop - begin > 1 else None


def _noun_phrase_after(text: str, start: int, end: int) -> Span | None:
    """The words after a verb or *of*, to the nearest boundary or preposition of time."""
    begin = start
    while begin < end and text[begin].isspace():
        begin += 1
    cut = re.search(
        r"[.;:!?\n,“”\"]|\s(?:on|in|by|for|after|before|when|because|who|which|that|at|during"
        r"|since|over|with|from|as|between|last|had|has|have|was|were|is|are)\s"
        r"|\sand\s(?:the|its|their)\s[a-z]+(?:\s[a-z]+){0,2}\sof\s|\sand\s[a-z]+ed\s",
        text[begin:end],
    )
    stop = begin + cut.start() if cut else end
    while stop > begin and not text[stop - 1].isalnum():
        stop -= 1
    return Span(begin, stop) if stop - begin > 1 else None


def _by_actor(layout: Layout, cast: Cast, verb: Span, sentence: Span) -> Character | None:
    match = _BY.match(layout.text, verb.end, sentence.end)
    if match is None:
        return None
    near = min(sentence.end, match.end() + 60)
    stop = _CLAUSE_ENDS.search(layout.text, match.end(), near)
    return _actor_in(cast, Span(match.end(), stop.start() if stop else near))


def _actor_in(cast: Cast, span: Span) -> Character | None:
    """The first actor that is named inside a span."""
    return next((character for _, character in cast.named_in(span)), None)


def _actor_ending(cast: Cast, position: int) -> Character | None:
    over = cast.mentions_over(Span(position - 1, position))
    return next((character for character, _ in over), None)


def _suits(text: str, subject: Span, rule: StatusRule, cast: Cast) -> bool:
    """Whether the status can happen to what the subject names."""
    words = subject.of(text)
    if rule.subject == "any":
        deaths = rule.status == "registered" and _THINGS_COUNTED.search(words)
        return len(words.split()) <= 16 and not deaths
    if rule.subject == "law":
        return bool(_LAW.search(words))
    actor = _actor_in(cast, subject)
    if rule.subject == "body":
        bodies = {singular(word.casefold()) for word in re.findall(r"\w+", words)}
        return actor is not None or any(name_rules().is_organization_word(word) for word in bodies)
    if actor is not None and actor.kind in {"person", None}:
        return True
    if _AMOUNT.search(words):
        return False
    counted = NUMBER.match(words) and not (_THINGS_COUNTED.search(words) or _YEAR.fullmatch(words))
    return bool(_PEOPLE.search(words)) or bool(counted)


def _date(text: str, trigger: Span, sentence: Span, dates: list[TimeExpression]) -> str | None:
    """The time expression nearest to the trigger inside its clause."""
    best: tuple[int, str] | None = None
    of_theirs: str | None = None  # `was dissolved in May, and 118 of ⟦its⟧ members were banned`
    for found in dates:
        if not sentence.start <= found.span.start < sentence.end:
            continue
        start, end = sorted((found.span, trigger))
        if end.start - start.end > _REACH:
            continue
        between = _RELATIVE.sub(",", text[start.end : max(start.end, end.start)])
        if re.search(
            r";|,\s(?:and|but|which|who|while)\b|\bsaid\b|\btold\b|\band\b.*\b(?:was|were|had)\b",
            between,
        ):
            theirs = end is trigger and _OF_THEIRS.fullmatch(between)
            of_theirs = found.date if theirs else of_theirs
            continue
        if best is None or len(between) < best[0]:
            best = (len(between), found.date)
    return best[1] if best else of_theirs
