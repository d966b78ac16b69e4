"""Resolve the words that name a speaker or addressee to an actor of the document.

A phrase is resolved, in this order, by the name in it, as a pronoun, as an unnamed official of an
institution, as a document that stands for its issuer, or as a noun that an earlier actor's name or
role holds (*the ministry*, *the envoy*). Where several fit equally well the one mentioned last is
meant; where nothing fits, the phrase itself becomes an actor, named as the text names it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from verbale.model import Span
from verbale.reading.actors import Cast, Character, Mention
from verbale.reading.mandates import Mandate, whole_office
from verbale.reading.names import name_rules, singular, split_title
from verbale.reading.relatives import relative, relative_spoken_of
from verbale.reading.sides import lower_words
from verbale.reading.states import OF_STATE
from verbale.reading.turns import asks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verbale.model import ActorKind
    from verbale.reading.layout import Layout

__all__ = ["SpeakerResolver"]

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'](?=[^\W\d_])(?!s\b)[^\W\d_]+)*")
_CONTRACTED: Final = re.compile(r"[’'](?:ve|m|re|d|ll)\Z")  # `I’ve`
_PRONOUNS: Final = {
    "he": "male",
    "him": "male",
    "his": "male",
    "she": "female",
    "her": "female",
    "hers": "female",
    "it": "thing",
    "its": "thing",
    "they": "several",
    "them": "several",
    "their": "several",
    "who": "near",
    "which": "near",
    "that": "near",
    "i": "self",
    "me": "self",
    "my": "self",
    "we": "self",
    "us": "self",
    "our": "self",
    "you": "recipient",
    "your": "recipient",
}
_DOCUMENTS: Final = frozenset(
    """
    statement report letter memorandum communique note release text document survey study review
    resolution ruling verdict judgment brief filing complaint notice announcement declaration
    post tweet message email conclusion observation article poll
    """.split()
)
_LEADING: Final = frozenset(
    "the a an this that these those its their his her our my one some another said".split()
)
_NO_PART_OF_NAME: Final = (
    _LEADING
    | name_rules().unnamed
    | frozenset("of at in from for with by and senior top unnamed".split())
)
_OFFICES: Final = frozenset(
    """
    senator governor mayor congressman congresswoman lawmaker legislator minister premier president
    chancellor judge prosecutor businessman billionaire
    """.split()
)
_SERVES: Final = re.compile(r" (?:[a-z-]+ ){0,3}(?P<noun>[a-z-]+),? ")
# Of the same, nouns that by themselves name nobody who was mentioned.
_PEOPLE_TOO: Final = frozenset(
    """
    supporter voter ally critic rival donor volunteer follower fan columnist blogger sociologist
    pollster backer staffer operative surrogate loyalist opponent hacker scholar resident
    """.split()
)
# What no speaker begins with: `⟦With⟧ his harsh tone`, `⟦But⟧ there is agreement`
_LEAD: Final = re.compile(
    r"(?:(?:with|in|after|but|and|from|while|then|even|on|at|as|if|when|so|or|because|before|until"
    r"|since|although|though|despite)\b\s*)*(?:there\Z)?",
    re.IGNORECASE,
)
_SOME_OF: Final = re.compile(r"\w+ of ", re.IGNORECASE)
_OFFICE_OF: Final = re.compile(
    r"(?:the )?\w*(?:minist|commission|embassy|office|head|secretary|president|spokes)",
    re.IGNORECASE,
)
_NOUN_ENDS: Final = re.compile(
    r"\s+(?:of|on|for|in|at|from|who|which|that|with|to|under|about|near|by|over)\b|[,;:(]",
    re.IGNORECASE,
)
_NOMINAL: Final = re.compile(r"\b[Tt]he (?P<words>[a-z]+(?: [a-z]+)?)\b")
_OF_ANY_KIND: Final = frozenset({"group", "organization", "organisation", "agency", "association"})
# `Ms DRAKE (Minister for Home Affairs)`
_OFFICE_IN_LABEL: Final = re.compile(r"\((?P<office>[A-Z][a-z-]+(?: [\w-]+)*)\)\s*\Z")
_PLURAL_HEAD: Final = re.compile(r"(?<![’'s])s$")
_MEMBERS_OF: Final = re.compile(
    r"(?P<owner>[^’'.,;]{3,60})[’']s?\s+(?:[\w-]+\s+){0,2}(?:members|staff|delegates)\Z"
)
_OFFICE_FOR: Final = re.compile(
    r"(?:the )?(?:[A-Z][\w-]+ )+(?:on|for|of) (?:the )?"
    r"(?:(?:human rights?|rights?|situation|use|sale|promotion) (?:to|of|in) )?"
)
_OFFICE_BEFORE: Final = re.compile(
    r"(?:[Tt]he|[Oo]ur|[Yy]our|[Ii]ts|[Mm]y)\s[^,]+,\s+(?:the late\s+)?"
)
_SEVERAL: Final = frozenset(
    """
    worker resident survivor witness villager relative family protester demonstrator voter refugee
    migrant prisoner detainee employee member neighbour neighbor parent patient investigator
    """.split()
)
_SPOKESPEOPLE: Final = frozenset(
    {"spokesman", "spokeswoman", "spokesperson", "official", "representative"}
)
_AGED: Final = re.compile(r"(?:[Tt]he|[Aa]) (?P<age>\d{1,3})-year-old\b[a-z -]*\Z")
_APPOSED: Final = re.compile(r"(?:the|an?|its|their|[A-Z][\w-]*[’']s?)\s+[a-z]")
_APPOSED_ENDS: Final = re.compile(r",|\s+(?:that|who|which|of|for|in|on)\b")
_NOUN_BEFORE: Final = re.compile(r"[a-z]\s+(?:and|or)\s+\Z")
_WORLD_BODIES: Final = frozenset({"UN", "U.N.", "United Nations", "EU"})
_OF_THEM: Final = re.compile(
    r"(?:one|another|some|several|many|most|two|both|others) of (?:them|those)", re.IGNORECASE
)
_ONE_AT: Final = re.compile(
    r"(?:[Aa]n?|[Oo]ne) [a-z]+(?: [a-z]+)? (?:at|from|with) (?P<body>the [a-z ]{3,40})"
)
# `Oumarou v Electoral Commission`, and what its parties are called in a ruling
_CASE: Final = re.compile(
    r"^(?P<one>[A-Z][^\n]{2,60}?) v\.? (?P<other>[A-Z][^\n\[(,]{2,60}?)(?=\s*[\[(,\n]|$)",
    re.MULTILINE,
)
_PARTIES: Final = {
    **dict.fromkeys("petitioner applicant plaintiff appellant claimant".split(), "one"),
    **dict.fromkeys("respondent defendant".split(), "other"),
}
_INTERVIEW_WITH: Final = re.compile(r"\b[Ii]nterview with (?P<who>[A-Z][^\n,:(]{2,60})")
_ANSWERS: Final = frozenset({"a", "answer", "answers"})  # a label of who is interviewed
# who speak together, and are no officials of the UN
_UN_EXPERTS: Final = re.compile(
    r"(?:(?:[Tt]he|[Aa]|[Aa] group of) )?(?:(?:UN|U\.N\.|United Nations)(?: independent)?"
    r"(?: human rights| rights)? experts|(?:[Ss]pecial [Pp]rocedures? )?[Mm]andate[ -][Hh]olders)"
)
# who go by what they are, whatever else the text names
_KNOWN_TOGETHER: Final[tuple[tuple[re.Pattern[str], tuple[str, ...], ActorKind], ...]] = (
    (re.compile(r"(?:[Tt]he )?[Oo]pposition"), ("opposition",), "organization"),
    (_UN_EXPERTS, ("UN", "experts"), "organization"),
    (re.compile(r"(?:[Tt]he )?[Ss]tate [Pp]arty"), ("State", "party"), "state"),
)
_GO_THERE: Final = frozenset({"mission", "delegation"})
_OURS: Final = frozenset(
    "member team delegation staff monitor expert officer researcher observer mission".split()
)
# `told deputies`: the parliament whose members they are
_DEPUTIES: Final = frozenset("deputies lawmakers legislators mps senators parliamentarians".split())
_THIS_PAPER: Final = re.compile(
    r"this (?:news)?paper|this (?:magazine|agency|reporter)", re.IGNORECASE
)
_REPLY_TO: Final = re.compile(
    r"\b(?:[Rr]eply|[Rr]eplies|[Rr]esponse|[Rr]esponds?)\s(?:[^.;\n]{0,60}?\s)?to\s(?:the\s)?(?:joint\s)?(?:urgent\s)?"
    r"(?:allegation\s)?(?:communication|letter|note|appeal)\b(?:\s[A-Z/\d ]+)?"
    r"(?:\sdated\s\d{1,2}\s\w+\s\d{4})?\s(?:of|by|from)\s"
    r"(?!\d)(?P<whom>[^,;.\n]{3,120}?)(?=,|\s(?:of|dated|on)\s\d|\n|\.|$)"
)
_OWNING: Final = frozenset("his her their its".split())
_DEMONYM: Final = re.compile(
    r"(?P<adjective>[A-Z][a-z]{4,})\s+(?:authorities|government|administration|state)\Z"
)
_DEMONYM_STEM: Final = 5  # letters
# `a senior ⟦Chinese⟧ official`, `The ⟦Chinese⟧`; not `the Chinese ambassador`, who has a name
_OF_A_STATE: Final = re.compile(
    r"(?:(?:The|the|A|a|An|an|Some|some|Several|several|One|one|Two|two|senior|Senior|top|Top|unnamed"
    r"|unidentified|other|many|Many) )*(?P<adjective>[^\W\d_]+)(?: (?P<rest>[a-z ]+))?"
)
_SEVERAL_STATES: Final = re.compile(r"\b(?:[Ss]tates|[Cc]ountries|[Gg]overnments)\Z")
_STATE_SPEAKS: Final = frozenset(
    """
    authority government administration state official side leadership delegation diplomat source
    representative delegate
    """.split()
)
_FIRM_NOUNS: Final = frozenset("company firm operator corporation bank airline".split())
_SECONDS: Final = frozenset({"deputy", "vice", "assistant", "acting"})
_UNDER: Final = 0.25  # `the Director General` is not her deputy
_NEXT: Final = 2  # sentences
_STEM: Final = 4  # letters that two forms of a word have in common
_SEVERAL_WORDS: Final = 2
_FEW_WORDS: Final = 3
_PRESS: Final = frozenset({"reporters", "journalists", "newsmen"})
_GREETING: Final = re.compile(r"(?:\bDear|^To:?)\s+(?:[A-Z]\w*\.?\s+)*$", re.MULTILINE)
_GREETED_OFFICE: Final = re.compile(
    r"^Dear (?:Mr\.? |Madam |Ms\.? )?(?P<whom>[A-Z][\w-]+(?: [A-Z][\w-]+){0,3}),?$", re.MULTILINE
)
# How a communication of the special procedures begins, which names nobody it is to
_WHOSE: Final = re.compile(r"whose (?:[a-z]+ )?[a-z]+")
_OF_MANY: Final = frozenset("commission committee court tribunal inquiry panel".split())
_YOUR_EXCELLENCY: Final = re.compile(r"[Yy]our Excellenc(?:y|ies)")
_EXCELLENCY: Final = re.compile(r"^(?:Your )?Excellency,?$", re.MULTILINE)
# How a note verbale begins: United Nations Correspondence Manual, ST/DCS/4/Rev.1.
_COMPLIMENTS: Final = re.compile(
    r"\bpresents? (?:its|his|her|their) compliments to (?P<whom>[^,;.\n]{3,150}?)"
    r"(?=[,.\n]| and(?:,| (?:has|have|wish|refer|would)))"
)
_LETTER_TO: Final = re.compile(
    r"\s*(?:[^\n]{0,60}\s)?(?:[Ll]etter|[Rr]eply|[Rr]esponse)\b[^.\n]{0,80}?\sto "
    r"(?!(?:the |its |a )?(?:[\w-]+ ){0,3}(?:letters?|communications?|statements?|reports?|notes?"
    r"|questions?|allegations?|observations?|recommendations?|inquiry|request|appeal)\b)"
    r"(?P<whom>(?:the |[A-Z])[^,;.\n]{3,150}?)(?: and (?P<other>the [A-Z][^,;.\n]{3,90}?))?"
    r"(?=,| (?:concerning|regarding|about)\b|\n)"
)
# `To the Commissioner for Rights / of the Littoral Council`, on lines of their own
_ADDRESS_OF: Final = re.compile(
    r"^To:?\s+(?P<whom>the\s[^\n,]{3,80}(?:\n(?:of|for)\s[^\n,]{3,80})?),?\n\n", re.MULTILINE
)
# `The Government thanks ⟦the mandate holders⟧ for their letter`
_THANKS_FOR: Final = re.compile(
    r"\b(?:[Gg]overnment|[Mm]inistry|[Mm]ission|[Ee]mbassy|[Ss]tate)\b[^,.;\n]{0,60}?\sthanks"
    r" (?P<whom>the [^,.;\n]{3,90}?) for (?:its|their|his|her)\s"
)
# `the open letter of ⟦the Coalition for Clean Rivers⟧ dated 11 March`
_LETTER_OF: Final = re.compile(
    r"\b(?:letter|statement|report|communication|press release|remarks|briefing)\s(?:of|by|from"
    r"|issued by|published by)\s(?P<whom>(?:the\s)?(?!\d)[A-Z][^,.;:()\n]{2,80}?)"
    r"(?=\s(?:dated|of \d|on|published|issued|in)\b|[,.;:()])"
)
_MONITOR: Final = re.compile(
    r"\bthe (?:Special Rapporteur|Independent Expert|Special Representative|Working Group"
    r"|High Commissioner)\b(?: (?:on|for) [^,.;:\n]{3,80})?"
)
_OPENING: Final = 2_000  # characters in which it does
_GENERIC_BODY: Final = frozenset("organization organisation group network association".split())
_OF_OTHERS: Final = frozenset({"report", "study", "survey", "review"})
_NAMED_BEHIND: Final = 8  # words
_TWO: Final = 2  # in an interview *you* are the other one
_CLOSED: Final = re.compile(r"(?: \([\w.-]+\))?,")
_NOBODY_KNOWN: Final = 2.0  # what may be a firm is seldom *she*
_SAME_PARAGRAPH: Final = 1.5
_QUOTED: Final = 7.0  # who is only spoken of seldom speaks next
_MANY, _ONE = 3.0, 6.0  # *they* are many rather than one body
_ONE_BODY: Final = frozenset(
    "court tribunal ministry office embassy bank senate parliament agency".split()
)
_WHERE: Final = re.compile(r"\w\s(?:in|at|near|outside)\s(?:the\s)?\Z")
_SEATS: Final = frozenset({"Geneva", "New York", "Vienna", "The Hague", "Brussels", "Nairobi"})
_GENERIC_STATE: Final = frozenset(
    "government authority state country kingdom republic administration regime".split()
)


@dataclass(slots=True)
class SpeakerResolver:
    """Finds who is meant, reading a document from its start to its end.

    Call `resolve` in the order of the text: pronouns look at who spoke last.
    """

    layout: Layout
    cast: Cast
    labels: dict[int, Span] = field(default_factory=dict)  # of a transcript's turns, by their start
    addressed: Character | None = None  # to whom the heading of a letter says that it is
    _also: Character | None = None  # the other one that the heading names
    _labelled: dict[str, Character] = field(default_factory=dict)
    _has_the_floor: Character | None = None
    _said: list[tuple[int, Character]] = field(default_factory=list)
    # The last unnamed official: paragraph, whose, what he or she is.
    _official: tuple[int, Character, str] | None = None

    def resolve(
        self,
        span: Span,
        *,
        speaking: bool = True,
        aside: bool = False,
        told_by: Character | None = None,
    ) -> Character | None:
        """Find the actor that `span` names; None when a pronoun has no one to refer to.

        `aside` where it speaks inside what another says: who speaks on is the other. `told_by` is
        who speaks to it: nobody calls himself *him* or *her*.
        """
        if not speaking:
            span = whole_office(self.layout, span, None) or span
        span = self._without_lead(span)
        words = _WORD.findall(span.of(self.layout.text))
        if not words:
            return None
        first = _CONTRACTED.sub("", words[0].casefold())
        if span.start in self.labels:
            found = self._by_label(span, words)
        elif (len(words) == 1 and first in _PRONOUNS) or first in {"who", "which"}:
            found = self._pronoun(first, span, told_by)
        elif first in _PRONOUNS and words[1].casefold() == "and":
            found = self._pronoun(first, span, told_by)  # `She and 200 others`
        else:
            found = self._phrase(span, words)
        if found is None:
            return None
        if words[0] in {"a", "A"} and len(words) > 1 and words[1].casefold() in _SPOKESPEOPLE:
            self._official = (self.layout.paragraph_at(span.start), found, words[1].casefold())
        self._note_what_kind(found, words)
        self._note_place(found, span, speaking=speaking and not aside)
        return found

    def _note_place(self, found: Character, span: Span, *, speaking: bool) -> None:
        """Note where somebody is named, and that he speaks there."""
        quoted = self.layout.is_quoted(span.start)
        subject = speaking and not quoted
        if not found.mentions_over(span):
            found.note_mention(Mention(span, subject=subject, quoted=quoted))
        elif subject:
            found.note_subject(span)
        if subject:
            self._said.append((span.start, found))

    def _without_lead(self, span: Span) -> Span:
        """Leave out what no speaker begins with; of `There is agreement` nobody is left."""
        if span.start in self.labels:
            return span
        lead = _LEAD.match(self.layout.text, span.start, span.end)
        return Span(lead.end(), span.end) if lead else span

    def _note_what_kind(self, found: Character, words: list[str]) -> None:
        """What a body that goes by its noun alone is told to be: `the ⟦diplomatic mission⟧`."""
        noun = found.names[0][0].casefold()
        lower = [word.casefold() for word in words]
        if found.kind != "organization" or len(found.names[0]) > 1 or noun not in lower:
            return
        kind = _compound(lower, lower.index(noun))
        kind = kind[kind.index("s") + 1 :] if "s" in kind else kind  # `Karva⟦’s⟧ mission`
        if len(kind) > 1:
            found.note_role(" ".join(kind))

    def _by_label(self, span: Span, words: list[str]) -> Character | None:
        """Who takes turns under a label, the same one each time."""
        label = span.of(self.layout.text)
        if label not in self._labelled:
            asking = asks(label)
            found = self._the_press(span) if asking else self._interviewed(label)
            found = found or self._phrase(span, words)
            if found is not None:
                self._labelled[label] = found
                acronym = found.kind == "organization" and label.isupper() and len(words) == 1
                acronym = acronym and not asking
                found.kind = "person" if acronym else found.kind  # `CONTI:` is nobody's initials
        self._has_the_floor = self._labelled.get(label)
        return self._has_the_floor

    def _interviewed(self, label: str) -> Character | None:
        """Whose answers the heading of an interview says that it holds."""
        if label.rstrip(".").casefold() not in _ANSWERS:
            return None
        heading = _INTERVIEW_WITH.search(self.layout.text, 0, _OPENING)
        if heading is None:
            return self._introduced()
        named = self.cast.named_in(Span(*heading.span("who")))
        words = tuple(heading["who"].split())
        return named[0][1] if named else self.cast.add(split_title(words)[1] or words, "person")

    def note_labels(self) -> None:
        """Note the offices that labels tell, which earlier turns may call who holds them by."""
        for label in self.labels.values():
            office = _OFFICE_IN_LABEL.search(label.of(self.layout.text))
            named = [c for c, _ in self.cast.mentions_over(label) if c.kind != "organization"]
            if office is not None and named:
                named[0].note_role(office["office"])

    def present(self, span: Span) -> list[Character]:
        """The actors that a stretch of text names, by name or as *the envoy*, *the ministry*."""
        found = self.cast.named_in(span)
        rules = name_rules()
        for match in _NOMINAL.finditer(self.layout.text, span.start, span.end):
            words = [word.casefold() for word in match["words"].split()]
            for head in (words[-1], words[0]):
                if head in rules.person_nouns or rules.is_organization_word(head):
                    character = self._by_head(head, match.start(), set(words))
                    if character is not None:
                        found.append((match.start(), character))
                    break
        return list({id(c): c for _, c in sorted(found, key=lambda item: item[0])}.values())

    def last_speaker(self, before: int) -> Character | None:
        """Who spoke last before a position, as far as it has been read."""
        return next((c for at, c in reversed(self._said) if at < before), None)

    def issuer(self, *, alone: bool = False) -> Character | None:
        """Who is meant by "we": the issuing body; `alone`, by "I": the signatory."""
        one, other = self.cast.signatory, self.cast.body
        return (one or other) if alone else (other or one)

    # --- pronouns -------------------------------------------------------------------------------

    def _pronoun(
        self, pronoun: str, span: Span, told_by: Character | None = None
    ) -> Character | None:
        wanted = _PRONOUNS[pronoun]
        if wanted == "self":
            if self.layout.is_quoted(span.start):
                return self.last_speaker(span.start)
            alone = pronoun in {"i", "me", "my"}
            if self.cast.paper is not None:
                return self.cast.paper  # `told me`, in a newspaper
            return self.issuer(alone=alone) or self.last_speaker(span.start)
        if wanted == "recipient":
            return self.recipient()
        if wanted == "near":
            return self._just_before(span.start) or self._nearest(span.start, None)
        return self._third_person(span, wanted, told_by)

    def _just_before(self, position: int) -> Character | None:
        """Who is named right before *who* or *which*."""
        for character, mention in self.cast.mentions_over(Span(max(0, position - 3), position)):
            between = self.layout.text[mention.span.end : position]
            known = character.kind is not None and not character.place
            if between.strip(" ,") == "" and known:
                return character
        return None

    def _third_person(
        self, span: Span, wanted: str, told_by: Character | None = None
    ) -> Character | None:
        """Who *he*, *she*, *it* or *they* is; a person's gender is learned from it."""
        if wanted in {"male", "female"} and self._official and self._said:
            paragraph, institution, _ = self._official
            near = self.layout.paragraph_at(span.start) - paragraph <= 1
            if near and self._said[-1][1] is institution and institution is not told_by:
                return institution
        relation = relative_spoken_of(self.layout, span.start, wanted)
        if relation is not None and (known := self._relative(relation)) is not None:
            return known
        found = self._nearest(span.start, wanted, told_by)
        if found is not None and found.gender is None and found.kind == "person":
            found.gender = "female" if wanted == "female" else "male" if wanted == "male" else None
        return found

    def _nearest(
        self, position: int, wanted: str | None, told_by: Character | None = None
    ) -> Character | None:
        """The most salient fitting actor before a position: near, subject, outside quotations."""
        here = self.layout.sentence_at(position)
        floor = self.layout.sentences[max(0, here - 6)].start
        within = self.layout.paragraph_at(self.layout.sentences[here].start)
        paragraph = self.layout.paragraphs[within].start
        best: tuple[float, int, Character] | None = None
        corresponding = self._corresponding(wanted)
        for character in self.cast.characters:
            ruling = character is self.cast.state and wanted == "thing"
            if character.reporter or not (ruling or _fits(character, wanted)):
                continue
            if character is self._has_the_floor and wanted in {"male", "female"}:
                continue  # who speaks does not call himself that
            if character in corresponding or character is told_by:
                continue
            for mention in character.mentions_in(floor, position):
                if ruling and not _is_government(mention.span.of(self.layout.text)):
                    continue
                score = self._salience(mention, character, here, paragraph, wanted)
                rank = (score, mention.span.start, character)
                if best is None or rank[:2] > best[:2]:
                    best = rank
        return best[2] if best else None

    def _corresponding(self, wanted: str | None) -> tuple[Character | None, ...]:
        """In a letter *he* and *she* are neither who writes nor who is written to."""
        if not self.cast.letter or wanted not in {"male", "female"}:
            return ()
        return self.cast.signatory, self.recipient()

    def _salience(
        self,
        mention: Mention,
        character: Character,
        here: int,
        paragraph: int,
        wanted: str | None,
    ) -> float:
        """How likely a mention is meant in sentence `here`; `paragraph` is where its own starts."""
        distance = here - self.layout.sentence_at(mention.span.start)
        score = 3.0 * mention.subject - 2.0 * distance - _QUOTED * mention.quoted
        if distance == 0:
            score += 1.0
        if mention.span.start >= paragraph:
            score += _SAME_PARAGRAPH
        if self._said and self._said[-1][1] is character:
            score += 3.0
        if wanted == "several":
            score += _MANY * _is_plural(character) - _ONE * (_last_word(character) in _ONE_BODY)
        if wanted in {"male", "female"}:
            score -= _NOBODY_KNOWN * (character.kind is None and not character.roles)
            score += 2.0 * (character.gender == wanted) + 1.0 * (character.kind == "person")
        return score

    def note_audience(self) -> None:
        """Note to whom a letter is, or a note verbale presents its compliments, before all else.

        There they are named in full, and shorter in what follows.
        """
        compliments = _COMPLIMENTS.search(self.layout.text, 0, _OPENING)
        if compliments is None and self.cast.replies:
            compliments = _REPLY_TO.search(self.layout.text, 0, _OPENING)
        if compliments is None and self.cast.replies:
            compliments = _THANKS_FOR.search(self.layout.text, 0, _OPENING)
        if self.cast.audience is None and compliments is not None:
            self.cast.audience = self._named_first(compliments)
            self._note_office_of_audience()
        text = self.layout.text
        heading = _LETTER_TO.match(text) if self.cast.written else None
        if heading is None and self.cast.letter:
            heading = _ADDRESS_OF.search(text, 0, _OPENING)
        if heading is None:
            excellency = _EXCELLENCY.search(text, 0, _OPENING) if self.cast.letter else None
            if excellency is not None and not self._named_ahead(excellency.start()):
                self.addressed = self._their_government()
            self._note_greeting()
            return
        greeted = self._greeted()
        office = self._head(Span(*heading.span("whom"))) in name_rules().person_nouns
        if greeted is not None and greeted.kind == "person" and office:
            greeted.note_role(heading["whom"].removeprefix("the "))
            self.addressed = greeted
            return
        self.addressed = self._holder(heading) if office else self._named_first(heading)
        self._note_others_addressed(heading)
        if greeted is None and self.cast.audience is None:
            self.cast.audience = self.addressed

    def _note_office_of_audience(self) -> None:
        """`Reply to the letter of ⟦the Ambassador of Orlan⟧`, which then greets her by name."""
        letter = _REPLY_TO.search(self.layout.text, 0, _OPENING) if self.cast.replies else None
        audience = self.cast.audience
        if letter is None or audience is None or audience.kind != "person":
            return
        if self._head(Span(*letter.span("whom"))) in name_rules().person_nouns:
            audience.note_role(letter["whom"].removeprefix("the "))

    def _note_others_addressed(self, heading: re.Match[str]) -> None:
        """Note whom else the heading of a letter names: the body of the person it greets, too."""
        if heading.re is _LETTER_TO and heading["other"]:
            self._also = self.resolve(Span(*heading.span("other")), speaking=False)
        elif self.addressed is not None and self.addressed.kind != "person":
            self._also = self.addressed

    def _named_ahead(self, position: int) -> bool:
        """Whether the head of a letter names a person, who is written to or writes."""
        people = (c for c in self.cast.characters if c.kind == "person" and (c.roles or c.gender))
        return any(0 <= c.first < position for c in people)

    def _their_government(self) -> Character:
        """Whose government a letter to an Excellency is to, who is not named in it."""
        known = self.cast.state or self.cast.named(("Government",), 0)
        return known or self.cast.add(("Government",), "state")

    def _note_greeting(self) -> None:
        """Whom a letter greets by an office alone: `Dear Vice-President,`."""
        greeting = _GREETED_OFFICE.search(self.layout.text, 0, _OPENING)
        if greeting is None or not self.cast.written or self._greeted() is not None:
            return
        if name_rules().person_nouns & set(lower_words(greeting["whom"].replace("-", " "))):
            self.addressed = self._holder(greeting)

    def _holder(self, heading: re.Match[str]) -> Character:
        """Whoever holds the office that a letter is headed to, where the text does not say who."""
        office = " ".join(heading["whom"].removeprefix("the ").split())
        words = set(lower_words(office))
        known = [c for c in self.cast.characters if c.kind == "person" and words <= c.title_words]
        if len(known) == 1:
            return known[0]
        holder = self.cast.add(tuple(office.split()), "person")
        holder.note_role(office)
        holder.note_surface(office)
        return holder

    def _named_first(self, match: re.Match[str]) -> Character | None:
        return self.resolve(Span(match.start("whom"), match.end("whom")), speaking=False)

    def recipient(self) -> Character | None:
        """Whom a letter is written to: who is greeted, else the first other person named.

        In a speech it is the audience, in a note verbale the one to whom it presents compliments.
        """
        if self.cast.audience is not None:
            return self.cast.audience
        if len(self._labelled) == _TWO and self._has_the_floor is not None:
            return next((c for c in self._labelled.values() if c is not self._has_the_floor), None)
        if not self.cast.written:
            return None
        if (found := self._greeted() or self.addressed) is not None:
            return found
        if self.cast.signatory is None or not self.cast.letter:
            return None
        people = (c for c in self._others() if c.kind == "person" and (c.roles or c.gender))
        return next(people, None)

    def recipients(self) -> list[Character]:
        """Whom a letter is written to, and the other one that its heading says it is to."""
        known = {self.recipient(): None, self._also: None}
        return [each for each in known if each is not None]

    def _others(self) -> list[Character]:
        """Whom the text names, but for who signs it."""
        return [c for c in self.cast.characters if c is not self.cast.signatory and c.mentions]

    def _greeted(self) -> Character | None:
        """Whom a letter greets by name: `Dear Ms. Ruiz`."""
        greeted = (
            c
            for c in self._others()
            if any(self._is_greeted(m.span.start) for m in c.mentions_in(0, _OPENING))
        )
        return next(greeted, None)

    def is_replying(self, speaker: Character) -> bool:
        """Tell whether somebody is the state in whose name a reply is written."""
        issuer = self.issuer()
        ours = self.cast.written and issuer is not None and issuer.side() == "state"
        return ours and speaker is self.cast.state

    def answered(self) -> Character | None:
        """Whom a state replies to: its recipient, else the monitor that it names first."""
        if not self.cast.replies:
            return None
        if (recipient := self.recipient()) is not None:
            return recipient
        letter = _LETTER_OF.search(self.layout.text)
        if letter is not None and (found := self._named_first(letter)) is not None:
            return found
        monitors = [c for c in self.cast.characters if not c.issuer and c.side() == "monitor"]
        office = None if monitors else _MONITOR.search(self.layout.text)
        if office is None:
            return next(iter(monitors), None)
        return self.resolve(Span(*office.span()), speaking=False)

    def _is_greeted(self, position: int) -> bool:
        return bool(_GREETING.search(self.layout.text[max(0, position - 30) : position]))

    # --- phrases --------------------------------------------------------------------------------

    def _phrase(self, span: Span, words: list[str]) -> Character | None:
        if members := _MEMBERS_OF.match(self.layout.text, span.start, span.end):
            owner = Span(members.start("owner"), members.end("owner"))
            span, words = owner, _WORD.findall(owner.of(self.layout.text))
        plain = [word.casefold() for word in words]
        lower = [
            word if word in _PRONOUNS else singular(word) for word in plain
        ]  # no `it` of *its*
        head = self._head(span)
        known = (
            self._relative(span)
            or self._together(span, words)
            or self._known_everywhere(span)
            or self._one_at(span)
            or self._party_to_case(span, head)
            or self._ours(head, lower)
            or self._named_before(span)
            or self._named_behind(span, lower)
            or self._mandated(span)
            or self._of_age(span)
            or self._reordered(lower)
        )
        if known is not None:
            return known
        if lower[0] in _OWNING and lower[1:] == ["office"]:
            owner_of_it = self._pronoun(lower[0], span)
            return owner_of_it.affiliation or owner_of_it if owner_of_it else None
        inside = self.cast.mentions_over(span)
        self._note_country(span, head, inside)
        if head in _DOCUMENTS:
            owned = lower[0] in _PRONOUNS and len(words) > 1
            return self._pronoun(lower[0], span) if owned else self._issuer_of(span, lower, inside)
        return (
            self._by_demonym(span)
            or self._person_in(span, head, inside)
            or self._unnamed_official(span, head, lower, inside)
            or self._named_body(span, head, inside)
            or self._nominal(span, head, lower, inside)
            or self._unknown(span, head, inside)
        )

    def _relative(self, span: Span) -> Character | None:
        """`his lawyer`, `Mr Petrov’s doctor`: another than the one whose lawyer it is."""
        if _WHOSE.fullmatch(span.of(self.layout.text)):
            body = self._just_before(span.start)  # `Free Wave, ⟦whose director⟧ admitted`
            return body if body is not None and body.kind == "organization" else None
        told = relative(self.layout.text, span)
        if told is None:
            return None
        whose, who = told
        owner = self._owner(whose)
        if owner is None or owner.kind not in {"person", None}:
            return None
        words = (f"{owner.name}’s {who}",)  # as one, of which no part stands for the whole
        found = self.cast.named(words, span.start) or self.cast.add(words, "person")
        found.note_role(who)
        return found

    def _owner(self, whose: Span) -> Character | None:
        """Whose somebody is; in `Ana Ruiz, who, her lawyer said,` who is named before."""
        pronoun = whose.of(self.layout.text).casefold()
        if pronoun not in _OWNING:
            return self.resolve(whose, speaking=False)
        if self.layout.text.endswith(" who, ", 0, whose.start):
            return self._just_before(whose.start - len("who, "))
        return self._pronoun(pronoun, whose)

    def _together(self, span: Span, words: list[str]) -> Character | None:
        """`reporters`, `deputies`, and `this newspaper`."""
        if words[0] in _PRESS or words[-1] in _PRESS:
            return self._the_press(span)
        if len(words) == 1 and words[0].casefold() in _DEPUTIES:
            return self._by_head("parliament", span.start)
        for form, name, kind in _KNOWN_TOGETHER:
            if form.fullmatch(span.of(self.layout.text)):
                state = self.cast.state if kind == "state" else None
                return state or self.cast.named(name, span.start) or self.cast.add(name, kind)
        if _OF_THEM.fullmatch(span.of(self.layout.text)):
            return self._third_person(span, "several")
        if _YOUR_EXCELLENCY.fullmatch(span.of(self.layout.text)):
            return self.recipient()
        own = self.cast.paper is not None and _THIS_PAPER.fullmatch(span.of(self.layout.text))
        return self.cast.paper if own else None

    def _known_everywhere(self, span: Span) -> Character | None:
        """`the U.N. human rights office`: by what newspapers call it, or by its name."""
        called = span.of(self.layout.text)
        full = name_rules().bodies.get(
            called.casefold().removeprefix("the ").replace(".", "").replace("’s", "")
        )
        if full is None or " " not in called:
            return None
        names = [full, *(short for short, known in name_rules().bodies.items() if known == full)]
        return self._by_any(names, span, "organization")

    def _by_any(self, names: Sequence[str], span: Span, kind: ActorKind) -> Character:
        """Who is known by one of several names, else by the first of them from now on."""
        found = (self.cast.named(tuple(name.split()), span.start) for name in names)
        known = next(filter(None, found), None) or self.cast.add(tuple(names[0].split()), kind)
        known.note_surface(span.of(self.layout.text))
        return known

    def _one_at(self, span: Span) -> Character | None:
        """`a hydrologist at the institute`: the institution speaks, whatever one is there."""
        at = _ONE_AT.fullmatch(self.layout.text, span.start, span.end)
        if at is None or not _is_body(self._head(Span(*at.span("body")))):
            return None
        found = self.resolve(Span(*at.span("body")), speaking=False)
        return found if found is not None and found.kind != "person" else None

    def _party_to_case(self, span: Span, head: str) -> Character | None:
        """`the respondent`: who is one by the caption of a ruling."""
        side = _PARTIES.get(head)
        alone = side and span.of(self.layout.text).casefold() == f"the {head}"
        caption = _CASE.search(self.layout.text, 0, _OPENING) if alone else None
        if caption is None or side is None:
            return None
        return self.resolve(Span(*caption.span(side)), speaking=False)

    def _person_in(
        self, span: Span, head: str, inside: list[tuple[Character, Mention]]
    ) -> Character | None:
        """The person named in a phrase, in apposition if there are two."""
        persons = [
            c
            for c, m in inside
            if c.kind in {"person", None}
            and not self._says_where(span, m)
            and not self._modifies(span, head, m)
        ]
        if not persons or self._is_owned_body(head, inside):
            return None
        return persons[-1] if self._is_apposition(span, inside) else persons[0]

    def _modifies(self, span: Span, head: str, mention: Mention) -> bool:
        """Whether a name says which people are meant: `⟦Pacific⟧ leaders`, `a ⟦Ruiz⟧ aide`."""
        rest = self.layout.text[mention.span.end : span.end]
        if rest.startswith(" ") and rest.islower() and self._is_person_noun(rest.split()[-1]):
            return True
        # `the ⟦Florida⟧ senator`: who has an office is not what it is named by
        held = rest == f" {head}" and head in _OFFICES
        return held and self.layout.text.startswith(("the ", "The "), span.start)

    def _note_country(self, span: Span, head: str, inside: list[tuple[Character, Mention]]) -> None:
        """A name of which nothing is known says of what country a body is: `a ⟦Karva⟧ court`."""
        for named, mention in inside if _is_body(head) else ():
            unknown = named.kind is None and not (named.roles or named.gender)
            rest = self.layout.text[mention.span.end : span.end]
            if unknown and re.fullmatch(rf" (?:[a-z-]+ )*{head}s?", rest):
                named.kind, named.place = "state", True

    def _mandated(self, span: Span) -> Character | None:
        """`the Special Rapporteur on torture`: whoever holds that mandate, and no other one."""
        mandate = Mandate.of(span.of(self.layout.text))
        if mandate is None or any(c.kind == "person" for c, _ in self.cast.mentions_over(span)):
            return None
        for character in self.cast.characters:
            told = (*character.roles, " ".join(character.names[0]))
            held = [known for each in told if (known := Mandate.of(each)) is not None]
            if any(mandate.is_one_with(known) for known in held):
                return character
        words = tuple(mandate.name.split())
        several = mandate.kind in {"working group", "expert mechanism"}
        holder = self.cast.add(words, "organization" if several else "person")
        holder.note_role(mandate.name)
        holder.note_surface(mandate.name)
        return holder

    def _named_before(self, span: Span) -> Character | None:
        """`Lantern Relief, ⟦the aid group⟧ that ran it`, `Ana Ruiz, ⟦Karva’s minister⟧, said`."""
        text = self.layout.text
        if not (text.endswith(", ", 0, span.start) and _APPOSED.match(text, span.start)):
            return None
        if not _APPOSED_ENDS.match(text, span.end):
            return None
        before = self.cast.mentions_over(Span(span.start - 3, span.start - 2))
        character = before[-1][0] if before and before[-1][1].span.end == span.start - 2 else None
        sentence = self.layout.sentences[self.layout.sentence_at(span.start)]
        if character is None or character.place or before[-1][1].span.start < sentence.start:
            return None
        opens = not _NOUN_BEFORE.search(text, sentence.start, before[-1][1].span.start)
        return character if opens and self._may_be(character, span) else None

    def _named_behind(self, span: Span, lower: list[str]) -> Character | None:
        """`⟦The organisers⟧, Open Streets (OSK), said`: who is named between commas behind it."""
        if (
            lower[0] != "the"
            or len(lower) > _NAMED_BEHIND
            or not self.layout.text.startswith(", ", span.end)
        ):
            return None
        behind = self.cast.mentions_over(Span(span.end + 2, span.end + 3))
        if not behind or behind[-1][1].span.start != span.end + 2:
            return None
        character, mention = behind[-1]
        closed = _CLOSED.match(self.layout.text, mention.span.end) is not None
        return character if closed and not character.place else None

    def _may_be(self, character: Character, span: Span) -> bool:
        """Whether a phrase can stand for an actor by what it is: a person or a body.

        That `Lantern Relief` is no person may show here only.
        """
        head = self._head(span)
        nobody_yet = character.gender is None and not character.roles
        if name_rules().is_organization_word(head) and nobody_yet:
            character.kind = "organization"
        return (head in name_rules().person_nouns) == (character.kind == "person")

    def _of_age(self, span: Span) -> Character | None:
        """`the 61-year-old`: who is said to be of that age, else the one who is spoken of."""
        aged = _AGED.match(self.layout.text, span.start, span.end)
        if aged is None:
            return None
        position = span.start
        said = re.compile(rf",\s+(?:aged\s+|now\s+)?{aged['age']}\b")
        people = [c for c in self.cast.characters if c.kind == "person" and not c.reporter]
        for character in people:
            mentions = character.mentions_in(0, position)
            if any(said.match(self.layout.text, m.span.end) for m in mentions):
                return character
        return self._nearest(position, "person")

    def _reordered(self, lower: list[str]) -> Character | None:
        """`the tenants’ union`, of a Union of Harbour Tenants: its words in another order."""
        wanted = {word for word in lower if word not in _LEADING}
        if len(wanted) < _SEVERAL_WORDS or len(wanted) > _FEW_WORDS:
            return None
        bodies = [c for c in self.cast.characters if c.kind in {"organization", "body"}]
        named = [c for c in bodies if len(c.names[0]) > 1 and wanted <= c.name_words]
        return named[0] if len(named) == 1 else None

    def _is_owned_body(self, head: str, inside: list[tuple[Character, Mention]]) -> bool:
        """`Orvel’s court`, `Ruiz’s party`: whose it is does not speak."""
        return _is_body(head) and self._is_owner(inside)

    def _is_owner(self, inside: list[tuple[Character, Mention]]) -> bool:
        """Whether what is named first in a phrase owns what the phrase is about."""
        return self.layout.text.startswith(("’s ", "'s "), inside[0][1].span.end)

    def _ours(self, head: str, lower: list[str]) -> Character | None:
        """`my Government`, `our members`, `your organization`, in its own release `the group`."""
        body = self.cast.body
        if lower[0] in {"my", "our"}:
            return self.cast.state if head == "government" else body if head in _OURS else None
        if lower == ["the", "delegation"] and body is not None and body.name_words & _GO_THERE:
            return body  # `told ⟦the delegation⟧`, in what those who went there report
        if head not in _GENERIC_BODY or lower[0] == "your":
            return self.addressed if head in _GENERIC_BODY else None
        own = lower == ["the", head] and body is not None and body.side() != "state"
        return body if own else None

    def _unnamed_official(
        self, span: Span, head: str, lower: list[str], inside: list[tuple[Character, Mention]]
    ) -> Character | None:
        """`a ministry official`, `sources at the court`: the institution speaks."""
        if lower[0] in {"another", "one", "other"} and len(lower) == 2:
            same = self._same_official(head)
            if same is not None:
                return same
        if lower[0] in {"the", "its"}:
            its = lower[0] == "its" and head in name_rules().person_nouns and len(lower) <= 4
            body = (
                self._pronoun("its", span) if its and not self._by_head(head, span.start) else None
            )
            return body or self._delegate(head, inside) or self._same_official(head)
        of_body = head in name_rules().person_nouns and len(lower) > 1
        if of_body and head not in name_rules().unnamed and lower[0] not in {"a", "an"}:
            known = self._nominal(span, head, lower, [])
            if known is not None and known.kind == "person":
                return known  # `UN envoy faults ...`, a headline
        if head not in name_rules().unnamed and not (
            of_body and name_rules().is_organization_word(lower[-2])
        ):
            return None
        institution = self._institution(span, inside, lower)
        label = span.start in self.labels
        if institution is None and head in _SPOKESPEOPLE and len(lower) == 2 and not label:
            institution = self._spoken_for(span)
        if institution is not None:
            self._official = (self.layout.paragraph_at(span.start), institution, head)
        return institution

    def _spoken_for(self, span: Span) -> Character | None:
        """`said a spokesman`: of the body that the paragraph begins with, or that spoke last."""
        paragraph = self.layout.paragraphs[self.layout.paragraph_at(span.start)]
        opening = self.layout.sentences[self.layout.sentence_at(paragraph.start)]
        named = self.present(Span(opening.start, min(opening.end, span.start)))
        last = [self._said[-1][1]] if self._said else []
        bodies = (c for c in (*named, *last) if c.kind in {"organization", "body", "state"})
        return next(bodies, None)

    def _delegate(self, head: str, inside: list[tuple[Character, Mention]]) -> Character | None:
        """`the representative of Tollmar`: the state speaks."""
        if head not in {"representative", "delegate"}:
            return None
        return next((c for c, _ in inside if c.kind != "person"), None)

    def _same_official(self, head: str) -> Character | None:
        """`the Expert`, after `a Committee Expert`: the institution goes on."""
        return self._official[1] if self._official and self._official[2] == head else None

    def _named_body(
        self, span: Span, head: str, inside: list[tuple[Character, Mention]]
    ) -> Character | None:
        """The institution named in the phrase, unless it only qualifies another one's noun."""
        inside = [
            (c, m)
            for c, m in inside
            if c.kind == "organization"
            or not (self._says_where(span, m) or self._modifies(span, head, m))
        ]
        if not inside or head in name_rules().person_nouns:
            return None
        owned = self._is_owner(inside)
        # `the prosecutor’s office in Tervel` is no place, `Osmar’s ministry` is not Osmar, `the UN
        # human rights office` not the UN.
        other = _is_body(head) and (owned or _is_where(inside[0][0]))
        alone = span.of(self.layout.text).casefold() == f"the {head}"
        if alone and inside[-1][0].issuer:
            return inside[-1][0]  # `The Ministry`, in what that ministry publishes
        name = inside[-1][0].name.casefold()
        ends = span.of(self.layout.text).casefold().endswith(name.split()[-1])
        if ends and not (other and len(inside) == 1):
            return inside[-1 if owned else 0][0]  # `Belmara’s Constitutional Court`
        proper = other and self._is_proper(span, head)
        found = None if owned or proper else self._by_head(head, span.start)
        return found if found is not None or other else inside[0][0]

    def _is_proper(self, span: Span, head: str) -> bool:
        """Whether a phrase is a name of its own: `the Refugee Agency`, but not `the Agency`."""
        words = span.of(self.layout.text)
        return (
            re.search(rf"[A-Z][\w-]+ {head.capitalize()}\b", words.removeprefix("The ")) is not None
        )

    def _is_apposition(self, span: Span, inside: list[tuple[Character, Mention]]) -> bool:
        """`FPV's director, Ingrid Sallowe`: of several names, the one in apposition speaks."""
        first = inside[0][1].span
        rest = self.layout.text[first.end : span.end]
        last, mention = inside[-1]
        named_last = last.kind == "person" and mention.span.end == span.end
        if named_last and _OFFICE_BEFORE.fullmatch(
            self.layout.text, span.start, mention.span.start
        ):
            return True
        serves = _SERVES.fullmatch(self.layout.text, first.end, mention.span.start)
        if named_last and serves and self._is_person_noun(serves["noun"]):
            return True  # `⟦Vidal⟧ campaign manager Ana Ruiz`
        return rest.startswith(("’s", "'s", "’", "'")) or self.layout.text[
            span.start : first.start
        ].rstrip().endswith(" of")

    def _is_person_noun(self, word: str) -> bool:
        rules, noun = name_rules(), singular(word)
        return noun in rules.person_nouns or noun in rules.unnamed or noun in _PEOPLE_TOO

    def _head(self, span: Span) -> str:
        """The noun that the phrase is about, in singular lower case."""
        words = span.of(self.layout.text)
        some = _SOME_OF.match(words)
        if some is not None and not _OFFICE_OF.match(words):
            words = words[some.end() :]
        cut = _NOUN_ENDS.split(words.strip(), maxsplit=1)[0]
        found = _WORD.findall(re.sub(r"[’']s\b", "’s", cut))
        return singular(found[-1].casefold()) if found else ""

    def _issuer_of(
        self, span: Span, lower: list[str], inside: list[tuple[Character, Mention]]
    ) -> Character | None:
        bodies = [c for c, _ in inside if not c.place] or [c for c, _ in inside]
        if bodies:
            return bodies[0]
        for word in filter(name_rules().is_organization_word, lower):
            found = self._by_head(word, span.start, institution=True)
            if found:
                return found
        about = self._reporter(span) if self._head(span) in _OF_OTHERS else None
        return (
            about
            or self.issuer()
            or self._writer(span, self._head(span))
            or self._nearest(span.start, "thing")
            or self.last_speaker(span.start)
        )

    def _reporter(self, span: Span) -> Character | None:
        """Whose `the report` is in a speech, letter or reply: the monitor that was named last."""
        if self.cast.record or self.issuer() is None:
            return None
        monitors = [c for c in self.cast.characters if not c.issuer and c.side() == "monitor"]
        named = [c for c in monitors if c.last_before(span.start) >= 0]
        return max(named, key=lambda c: c.last_before(span.start), default=None)

    def _writer(self, span: Span, noun: str) -> Character | None:
        """Who said something in the letter, note or report that is spoken of further on."""
        before = re.compile(rf"\b(?:in|by) (?:an?|its|his|her|their) (?:[\w-]+ ){{0,4}}{noun}\b")
        told = list(before.finditer(self.layout.text, 0, span.start))
        if not told:
            return None
        sentence = self.layout.sentence_at(told[-1].start())
        said = [c for at, c in self._said if self.layout.sentence_at(at) == sentence]
        return said[-1] if said else None

    def _institution(
        self, span: Span, inside: list[tuple[Character, Mention]], lower: list[str]
    ) -> Character | None:
        """The institution of an unnamed official: named in the phrase, or by its kind."""
        named = [c for c, _ in inside if c.kind != "person"]
        if named:
            return named[0]
        for index in range(len(lower) - 1, -1, -1):
            if name_rules().is_organization_word(lower[index]):
                own = _compound(lower, index)
                found = self._by_head(lower[index], span.start, set(own), institution=True)
                if found is None or not set(own[:-1]) <= found.role_words:
                    words = tuple(word.capitalize() for word in own)
                    found = self.cast.named(words, span.start) or self.cast.add(
                        words, "organization"
                    )
                return found
        return None

    def _nominal(
        self,
        span: Span,
        head: str,
        lower: list[str],
        inside: list[tuple[Character, Mention]],
    ) -> Character | None:
        """`the envoy`, `the ministry`: an actor whose role or name holds the noun."""
        # `the State`, but not `member states`
        if (
            head in _GENERIC_STATE
            and not inside
            and not _SEVERAL_STATES.search(span.of(self.layout.text))
        ):
            return self._state(span, head)
        modifiers = {w for w in lower if w not in _LEADING and w != head}
        found = self._by_head(head, span.start, modifiers)
        if found is not None and not modifiers & found.role_words and self._is_proper(span, head):
            return None
        if found is not None and lower[0] in {"a", "an"} and head in _OF_MANY:
            return found if modifiers & found.role_words else None  # another one
        several = _PLURAL_HEAD.search(self._without_complement(span, head)) is not None
        if several and found is not None:
            # `rights groups`
            others = head in _OF_ANY_KIND and bool(modifiers) and not modifiers & found.role_words
            return None if found.kind == "person" or others else found
        return found

    def _by_demonym(self, span: Span) -> Character | None:
        """`the Ikarran authorities`: those of Ikarra; `a Chinese official`: China."""
        known = self._of_known_state(span)
        if known is not None:
            return known
        adjective = _DEMONYM.search(self.layout.text, span.start, span.end)
        if adjective is None:
            return None
        stem = adjective["adjective"][:_DEMONYM_STEM].casefold()
        found = [
            character
            for character in self.cast.characters
            if (character.place or character.kind == "state")
            and len(character.names[0]) == 1
            and character.name.casefold().startswith(stem)
            and character.name != adjective["adjective"]
        ]
        return found[0] if len(found) == 1 else None

    def _of_known_state(self, span: Span) -> Character | None:
        told = _OF_A_STATE.fullmatch(self.layout.text, span.start, span.end)
        names = name_rules().demonyms.get(told["adjective"].casefold()) if told else None
        if told is None or names is None or told["adjective"].islower():
            return None
        rest = (told["rest"] or "").split()
        # `The Chinese said so`, but not `English said so`
        whole = not rest and self.layout.text.startswith(("The ", "the "), span.start)
        if not (whole or (len(rest) == 1 and singular(rest[0]) in _STATE_SPEAKS)):
            return None
        return self._by_any(names, span, "state")

    def _state(self, span: Span, head: str) -> Character | None:
        found = self.cast.state or self._by_head(head, span.start)
        if found:
            return found
        states = [c for c in self.cast.characters if c.kind == "state"]
        # Not what is named once as a place, nor where the United Nations sit.
        likely = [
            c for c in states if self._stateliness(c) > (0, 1) and c.name.title() not in _SEATS
        ]
        return max(likely, key=self._stateliness, default=None)

    def _stateliness(self, character: Character) -> tuple[int, int]:
        """How often a place is named as a state (*the government of X*), then how often at all."""
        text = self.layout.text
        ruled = sum(
            bool(OF_STATE.search(text[max(0, m.span.start - 24) : m.span.start]))
            or text.startswith(("’s government", "'s government"), m.span.end)
            for m in character.mentions
        )
        return ruled, len(character.mentions)

    def _by_head(
        self,
        head: str,
        position: int,
        modifiers: set[str] | None = None,
        *,
        institution: bool = False,
    ) -> Character | None:
        wanted = {head} | name_rules().synonyms.get(head, frozenset())
        personal = bool(wanted & name_rules().person_nouns)
        ranked = []
        for character in self.cast.characters:
            if character.reporter or (character.kind == "person" and (institution or not personal)):
                continue
            words = character.role_words
            if not words & wanted or ("prime" in (modifiers or ()) and "prime" not in words):
                continue
            portfolio = name_rules().portfolios & (modifiers or set())
            if portfolio and words & name_rules().portfolios and not words & portfolio:
                continue  # the foreign ministry is not the ministry of defence
            last = character.last_before(position)
            fit = len(words & (modifiers or set())) + 0.5 * (head in words)
            fit -= _UNDER * bool(_SECONDS & words - (modifiers or set()))
            ranked.append((last >= 0, fit, last, character))
        if not ranked:
            return self._firm(head, modifiers or set())
        return max(ranked, key=lambda item: item[:3])[3]

    def _firm(self, head: str, modifiers: set[str]) -> Character | None:
        """`the railway company`, of a name that says only what it deals in: `Harbour Rail`."""
        if head not in _FIRM_NOUNS:
            return None
        found = [
            character
            for character in self.cast.characters
            if character.kind == "organization"
            and any(
                one.startswith(other) or other.startswith(one)
                for one in character.name_words
                for other in modifiers
                if min(len(one), len(other)) >= _STEM
            )
        ]
        return found[0] if len(found) == 1 else None

    def _introduced(self) -> Character | None:
        """Who is named most before the first question, as what an interview begins with tells."""
        begins = min(self.labels)
        people = (c for c in self.cast.characters if c.kind == "person" and not c.reporter)
        named = sorted(((len(c.mentions_in(0, begins)), c) for c in people), key=itemgetter(0))
        told = [c for count, c in named if count and count == named[-1][0]]
        return told[0] if len(told) == 1 else None

    def _the_press(self, span: Span) -> Character:
        """Reporters as such, who are nobody's organization and no named reporter."""
        known = self.cast.named(("reporters",), span.start)
        if known is None:
            known = self.cast.add(("reporters",), "organization")
            known.note_surface(span.of(self.layout.text))
        return known

    def _without_complement(self, span: Span, head: str, start: int = 0) -> str:
        """The phrase up to its noun where the rest says where or when: `reporters in Geneva`.

        The first `start` characters are kept.
        """
        words = span.of(self.layout.text)
        cut = _NOUN_ENDS.search(words, start)
        plain = head in name_rules().person_nouns and cut is not None
        return words[: cut.start()] if plain and cut else words

    def _unknown(
        self, span: Span, head: str, inside: list[tuple[Character, Mention]]
    ) -> Character | None:
        """A phrase that nothing fits becomes an actor, named as the text names it."""
        person = head in name_rules().person_nouns
        inside = [
            each
            for each in inside
            if not (self._says_where(span, each[1]) or self._modifies(span, head, each[1]))
        ]
        noun = (person or head in _SEVERAL or _is_body(head)) and head not in _GENERIC_STATE
        owned = bool(inside) and self._is_owner(inside)
        elsewhere = all(_is_where(character) for character, _ in inside) or (owned and not person)
        if inside and not (noun and elsewhere):
            return inside[0][0]
        # What an office is for belongs to its name: `Special Rapporteur on the right to food`.
        office = _OFFICE_FOR.match(span.of(self.layout.text))
        words = self._without_complement(span, head, office.end() if office else 0).split()
        if office is None and head == "rapporteur":
            words = self._with_mandate(words)
        while len(words) > 1 and words[0].casefold() in _LEADING:
            words = words[1:]
        proper = split_title(tuple(words))[1]
        if proper and proper[0][:1].isupper():
            known = self.cast.named(proper, span.start)
            if known:
                return known
        known = self.cast.named(tuple(words), span.start) or self._named_last(span, words)
        if known:
            return known
        if not person and not _may_speak(words, head):
            return None
        if person and (spoken_of := self._spoken_of(span, words)) is not None:
            return spoken_of
        named = self.cast.of_state(tuple(words))
        state = " ".join(named) in name_rules().states
        kind: ActorKind = "person" if person else "state" if state else "organization"
        character = self.cast.named(named, span.start) or self.cast.add(named, kind)
        character.note_surface(span.of(self.layout.text))
        if person:
            character.note_role(" ".join(words))
        return character

    def _named_last(self, span: Span, words: list[str]) -> Character | None:
        """`Conservative Icon Morton Blackwell`, in a headline whose capitals part nothing."""
        two = tuple(words[-2:])
        if len(words) <= len(two) or not all(word[:1].isupper() for word in words):
            return None
        known = self.cast.named(two, span.start)
        return known if known is not None and known.kind == "person" else None

    def _says_where(self, span: Span, mention: Mention) -> bool:
        """Whether a name in a phrase says where it is: `a rally in ⟦Port Zama⟧`."""
        return _WHERE.search(self.layout.text, span.start, mention.span.start) is not None

    def _spoken_of(self, span: Span, words: list[str]) -> Character | None:
        """`the doctor`, who by nothing is one, behind what somebody said in this paragraph."""
        alone = re.fullmatch(r"[Tt]he [a-z]+(?<!s)", span.of(self.layout.text)) is not None
        told_of = bool(self.labels) or self.layout.is_quoted(span.start)
        if not alone or words[-1] in name_rules().titles or told_of:
            return None
        paragraph = self.layout.paragraphs[self.layout.paragraph_at(span.start)]
        last = next(((at, c) for at, c in reversed(self._said) if at < span.start), None)
        if last is None or last[0] < paragraph.start or last[1].kind != "person":
            return None
        near = self.layout.sentence_at(span.start) - self.layout.sentence_at(last[0])
        return last[1] if near <= _NEXT else None

    def _with_mandate(self, words: list[str]) -> list[str]:
        """`the special rapporteur`, who is one on adequate housing where the text first says so."""
        office = re.escape(" ".join(words[-2:]))
        ends = r"(?=[.,;:]| of \d| in | and (?:the|to)\b|\n)"
        mandate = rf"{office} (on (?:the )?[a-z][a-z ]{{3,70}}?){ends}"
        found = re.search(mandate, self.layout.text, re.IGNORECASE)
        return [*words, *found.group(1).split()] if found else words


def _compound(words: list[str], index: int) -> list[str]:
    """The noun at `index` with the words that stand before it: *interior ministry*."""
    start = index
    while start > 0 and words[start - 1] not in _NO_PART_OF_NAME:
        start -= 1
    return words[start : index + 1]


def _may_speak(words: list[str], head: str) -> bool:
    """Whether a phrase nobody is known by may name a speaker: a name, a body, several people."""
    if any(word[0].isupper() for word in words) or name_rules().is_organization_word(head):
        return True
    if head == "family":
        return True  # `the family of the victim`
    last = re.sub(r"\W+$", "", words[-1])
    return last.endswith("s") or last in {"people", "men", "women", "children", "public", "crowd"}


def _is_body(head: str) -> bool:
    """Whether a noun is that of a body, and no other word for a state."""
    return name_rules().is_organization_word(head) and head not in _GENERIC_STATE


def _is_where(character: Character) -> bool:
    """Whether a name in a phrase only says where, or of what world body, somebody is."""
    short_state = character.kind == "state" and character.name.isupper()  # `the US embassy`
    return character.place or short_state or character.name in _WORLD_BODIES


def _is_government(words: str) -> bool:
    """Whether a state is named as one who acts: `the Government of Karesh`, not `in Karesh`."""
    return bool(_GENERIC_STATE & {word.casefold() for word in words.split()})


def _last_word(character: Character) -> str:
    return character.names[0][-1].casefold()


def _is_plural(character: Character) -> bool:
    """Whether somebody is called by a plural: `UN experts`, `the residents`."""
    last = _last_word(character)
    return last != singular(last) and not character.names[0][-1][:1].isupper()


def _fits(character: Character, wanted: str | None) -> bool:
    if character.place and wanted != "thing":
        return False
    if wanted in {"male", "female", "person"}:
        person = character.kind in {"person", None} and not character.place
        return person and (wanted == "person" or character.gender in {None, wanted})
    if wanted == "thing":
        several = character.name.islower() and character.name.endswith("s")  # `herders`
        return character.kind in {"organization", "body", "state"} and not (
            character.place or several
        )
    if wanted == "several":
        return character.kind in {"organization", "body"} or bool(
            {singular(w) for w in character.role_words} & {"observer", "expert"}
        )
    return True
