"""Find the proper names of a text and say what each seems to name.

A name is a run of capitalised words with the small words that belong inside it (*of*, *bin*,
*for* ...). What it names is read from the words themselves (*Ministry*, *Court*, *Colonel*), as
listed in `rules/names.toml`; a plain run of capitalised words is left undecided here.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, Literal

from verbale.model import Span

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from verbale.model import Side
    from verbale.reading.layout import Layout

__all__ = [
    "FORMS_OF_STATE",
    "Gender",
    "Name",
    "NameRules",
    "find_names",
    "genders_told",
    "listed_portfolios",
    "name_rules",
    "singular",
    "split_title",
]

Gender = Literal["female", "male"]

_HEADS_OF: Final = frozenset(
    "president director chair chairman chairwoman chairperson secretary coordinator leader".split()
)
_APPOSED_TO: Final = re.compile(r"(?:[A-Z][\w’'-]* ){1,4}[A-Z][\w’'-]*, \Z")
# `Lanterns for Justice`: people, or what they hold up, for a cause
_FOR_SOMETHING: Final = re.compile(
    r"(?!(?:Ministers|Secretaries|Commissioners|Spokes\w+|Directors|Elections)\b)"
    r"[A-Z][a-z]{3,}s for [A-Z][a-z]"
)
_STYLED: Final = frozenset({"Royal", "Federal", "Interim", "Transitional"})
_STYLES: Final = frozenset({"excellency", "majesty", "highness", "honour", "honor"})
_WORD: Final = re.compile(
    r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-’'.&](?=[^\W_])(?![’']?s\b)[^\W_]+)*\.?", re.UNICODE
)
_PREPOSITION: Final = re.compile(r"\b(?:in|of|for|on|to|from)\s$")
_PARTICLES: Final = frozenset(
    """
    de da do dos das del della di du la le van von der den ter bin binti bint ibn ben al el abu y
    e ap af zu
    """.split()
)
# `the Committee on the Rights of Persons with Disabilities`
_WITH_SOMETHING: Final = frozenset("persons people children women".split())
_INSIDE_ORGANIZATION: Final = frozenset("of for on and the de".split())
# What may be against something by its name: the Committee against Torture.
_FIGHTING: Final = (
    "committee subcommittee campaign coalition league alliance front network initiative"
)
# `the Working Group on Enforced or Involuntary Disappearances`
_MORE_INSIDE: Final = {
    "group": frozenset({"or"}),
    # and to do something: the Committee to Protect Journalists
    **dict.fromkeys(_FIGHTING.split(), frozenset({"against", "to"})),
}
_RANKS: Final = frozenset(
    "vice co deputy under sub ex then attorney director governor secretary lieutenant major".split()
)
_LONG_HEADLINE: Final = 5  # words of more than three letters
_OFFICE: Final = 4  # letters
# `Letter of the Deputy Minister to the Coalition for Clean Rivers`: as papers are entitled
_PAPER_OF: Final = re.compile(
    r"(?:[A-Z][a-z]+ )?(?:[Ll]etter|[Rr]eply|[Rr]esponse|[Nn]ote|[Ss]tatement|[Cc]omments"
    r"|[Oo]bservations|[Rr]emarks) (?:of|from|by|to) (?:the|an?|its|His|Her) [A-Z]"
)
_TITLED: Final = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|Hon|Sir|Dame|Rev|H\.E)\b\.?\s")
_ABBREVIATED_TITLES: Final = frozenset(
    "Mr Mrs Ms Dr Prof Sen Rep Gov Gen Col Lt Sgt Capt Maj Cmdr Adm Rev St Hon".split()
)
_ONLY_BEFORE_NAMES: Final = _ABBREVIATED_TITLES | frozenset(
    "U Daw Tan Tun Haji Seri Datuk Techo Samdech Mme Sir".split()
)
FORMS_OF_STATE: Final = frozenset("republic kingdom emirate sultanate principality".split())
# who act together, or in one chamber
_TOGETHER: Final = frozenset({("Member", "States"), ("States", "Parties"), ("House",)})
_STATES: Final = frozenset({("US",), ("U.S.",), ("USA",), ("UK",), ("U.K.",), ("UAE",), ("DRC",)})
# In other letters these are names: Kim Jong Un, Bill Clinton.
_ACRONYMS: Final = frozenset("un eu osce tv".split())
_GIVEN_NAMES_TOO: Final = frozenset({"bill"})
# Joined to its article, a name may start with a small letter: al-Sisi, d’Estaing.
_WITH_ARTICLE: Final = re.compile(r"(?:al|el|ul|as|ad|ar|an|at|az|ash|d|l)[-’'](?P<name>\w)")
# `the People’s Alternative`: what belongs to these belongs to a name.
_ALL: Final = frozenset({"people", "women", "children", "men", "world", "citizen", "worker"})
# `the Seamen’s Federation`
_ALL_OF_TRADE: Final = re.compile(r"[A-Z][a-z]+men")
_OF_ALL: Final = frozenset({"’s ", "'s "})
_LIST_OF: Final = re.compile(
    r"\b(?:of|for|on) (?:the )?[A-Z]\w+(?: [A-Z]\w+)?"
    r"(?P<rest>(?:, [A-Z]\w+(?: [A-Z]\w+)?)*,? and [A-Z]\w+(?: [A-Z]\w+)?)"
)
_LISTED: Final = re.compile(r"(?:, (?:and )?| and )(?P<words>[A-Z]\w+(?: [A-Z]\w+)?)")
_GAPS: Final = frozenset((" ", ". ", "’ ", "' "))
_WHENCE: Final = re.compile(r"-(?:based|born|led|backed|run|owned|funded|controlled|held|era)\Z")
_PARTY_AND_STATE: Final = re.compile(r"[RDI]-[A-Z][a-z]+\.?")  # `Ana Ruiz (⟦R-Tex⟧.)`
_SAYS_I: Final = re.compile(
    r" (?:am|was|have|had|will|would|can|must|do|say|ask|thank|urge|call|know|think|hope)\b"
)
_NEVER_NAMES: Final = frozenset(
    """
    i a an the this that these those he she it they we you his her its their our your my in on at
    by for from to of with without as and but or nor so yet if when while where after before
    since until because although though however moreover meanwhile also then there here now not
    no yes all some many most several few both each every any other another such what who whom
    whose which why how according asked speaking responding addressing instead still even only
    one two three four five six seven eight nine ten let is are was were be been do does did has
    have had will would can could may might must should nobody everybody everyone somebody
    nothing something earlier later today yesterday tomorrow tonight last next late early once
    again further despite during about among between under over january february march april june
    july august september october november december monday tuesday wednesday thursday friday
    saturday sunday jan feb mar apr jun jul aug sept sep oct nov dec thank dear yours please
    afterwards finally eventually recently perhaps maybe indeed nonetheless nevertheless therefore
    thus hence similarly additionally furthermore otherwise elsewhere overall currently previously
    formerly apparently reportedly allegedly unfortunately fortunately often sometimes usually soon
    unlike within upon besides beyond following including regarding beside behind below above amid
    amidst alongside opposite outside inside across along around near against through throughout
    whereas whenever wherever asking answering replying citing quoting referring
    article paragraph section chapter question mondays tuesdays wednesdays thursdays fridays
    saturdays sundays former plus like just
    """.split()
)

_TITLE_BEFORE: Final = re.compile(
    r"\b(?:briefing|report|study|book|film|documentary|survey|paper|article|essay|play|song|album"
    r"|titled|entitled|called),?\s+\Z",
    re.IGNORECASE,
)
_LONGEST_NOUN: Final = 20  # characters, with what parts it from the title
_LONGEST_TITLE: Final = 80  # characters
_MONTHS_TOO: Final = frozenset({"jan", "april", "june", "august"})
_WHEN_BEFORE: Final = re.compile(
    r"(?:\b(?:in|on|of|since|until|till|by|last|this|next|early|mid|late|from|to|and|before|after"
    r"|during)[ -]|\d(?:st|nd|rd|th)? |(?:^|[.!?\n]\W*)(?:The )?)$",
    re.IGNORECASE,
)
_SMALL_IN_TITLES: Final = frozenset(
    "with from over after into about that amid under upon than between against during".split()
)
_SMALL: Final = _SMALL_IN_TITLES | frozenset(
    "an and as at but by for if in into is it of off on or out the to up via vs".split()
)
_ADJECTIVES: Final = frozenset(
    """
    international western eastern northern southern african asian european american arab muslim
    christian catholic buddhist hindu jewish republican democratic
    """.split()
)

# A "thing" is named but is nobody: a law, or an office without its holder (*Committee Expert*).
Guess = Literal["person", "organization", "state", "thing", "unknown"]


@dataclass(frozen=True, slots=True)
class Name:
    """One proper name in a text: its span (titles within), its words, and what it seems to be."""

    span: Span
    words: tuple[str, ...]
    guess: Guess


_FIRM: Final = frozenset({"company", "firm"})


@dataclass(frozen=True, slots=True)
class NameRules:
    """The word lists of `rules/names.toml`; `heads` are organization words in the singular.

    `bodies` gives the full names of bodies by what newspapers call them, `known` the sides of such
    as are known everywhere by their names, `demonyms` what is of a state; all in lower case.
    """

    titles: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]
    person_nouns: frozenset[str]
    unnamed: frozenset[str]
    organizations: frozenset[str]
    heads: dict[Side, frozenset[str]]
    things: frozenset[str]
    synonyms: dict[str, frozenset[str]]
    portfolios: frozenset[str]
    states: frozenset[str]
    ends: frozenset[str]  # last words of bodies' names that alone name none
    legal_forms: frozenset[str]  # the same of firms, written so
    bodies: dict[str, str]
    known: dict[str, Side]
    demonyms: dict[str, tuple[str, ...]]  # the names of the state that an adjective is of
    provinces: frozenset[str]

    def is_organization_word(self, word: str) -> bool:
        """Tell whether `word` makes a name an organization's."""
        plain = word.casefold()
        return plain in self.organizations or singular(plain) in self.organizations


@cache
def name_rules() -> NameRules:
    """Load the word lists."""
    table, demonyms = _table("names.toml"), _table("demonyms.toml")
    firms = [*table["firms"], *map(str.casefold, table["legal_forms"])]
    return NameRules(
        titles=frozenset(table["titles"]),
        female=frozenset(table["female"]),
        male=frozenset(table["male"]),
        person_nouns=frozenset(table["person_nouns"]),
        unnamed=frozenset(table["unnamed"]),
        organizations=frozenset(w for words in table["organizations"].values() for w in words),
        heads={
            side: frozenset(map(singular, words)) for side, words in table["organizations"].items()
        },
        things=frozenset(chain(*table["things"].values())),
        synonyms={
            noun: frozenset(map(singular, words + firms * (noun in _FIRM)))
            for noun, words in table["synonyms"].items()
        },
        portfolios=frozenset(table["portfolios"]),
        states=frozenset(table["states"]),
        ends=frozenset(table["units"] + table["firms"]),
        legal_forms=frozenset(table["legal_forms"]),
        bodies={short: full for full, known in table["bodies"].items() for short in known},
        known={name: side for side, names in table["known"].items() for name in names},
        demonyms={adjective: tuple(names) for adjective, names in demonyms.items()},
        provinces=frozenset(table["provinces"]),
    )


def _table(name: str) -> dict[str, Any]:
    source = resources.files("verbale.reading") / "rules" / name
    return tomllib.loads(source.read_text(encoding="utf-8"))


def singular(word: str) -> str:
    """Give the singular of a regular plural.

    >>> [singular(word) for word in ("ministers", "parties", "press")]
    ['minister', 'party', 'press']
    """
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def genders_told(words: AbstractSet[str]) -> list[Gender]:
    """Give the genders that words of titles and roles tell, in lower case.

    *Her* tells it in a style of office only: of `her brother` it tells nothing.

    >>> genders_told({"her", "brother"}), genders_told({"her", "excellency"})
    (['male'], ['female'])
    """
    rules = name_rules()
    told = words if words & _STYLES else words - {"her"}
    of: dict[Gender, frozenset[str]] = {"female": rules.female, "male": rules.male}
    return [gender for gender, said in of.items() if told & said]


@lru_cache(maxsize=16_384)
def split_title(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part a person's name into its titles and the name proper.

    >>> split_title(("Information", "Minister", "Tuan", "Prasong"))
    (('Information', 'Minister'), ('Tuan', 'Prasong'))
    """
    last = max((index for index, word in enumerate(words) if _is_title(word)), default=-1)
    if 0 < last == len(words) - 1 and words[last] in _ONLY_BEFORE_NAMES:
        # What can only stand before a name is, at the end of one, a name: Hun Sen, Amy Tan.
        return split_title(words[:last])[0], (*split_title(words[:last])[1], words[last])
    rest = words[last + 1 :]
    if rest and rest[0].casefold() in {"of", "for", "and"}:  # Minister of Interior Sar Kheng
        # No name follows *the*: `Commissioner for Rights of the Littoral Council`.
        name = 2 if len(rest) > 3 and all(word[0].isupper() for word in rest[-3:]) else 0
        last = len(words) - 1 - name
    elif len(rest) > 1 and _is_of_office(rest[0]) and not rest[1].isupper():
        last += 1  # `EUSR Doyle`
    return words[: last + 1], words[last + 1 :]


def _is_of_office(word: str) -> bool:
    """Whether a word in capitals is too long for somebody's initials."""
    return word.isupper() and word.isalpha() and len(word) >= _OFFICE


@lru_cache(maxsize=16_384)
def _is_title(word: str) -> bool:
    """Whether a word is a title, also as *Vice-Minister*, *Co-Chair*."""
    rank, _, office = _plain(word).rpartition("-")
    return office in name_rules().titles and (not rank or rank in _RANKS)


def find_names(layout: Layout) -> list[Name]:
    """List the names of a text in their order; a name never crosses a sentence's end."""
    words = [list(_WORD.finditer(layout.text, s.start, s.end)) for s in layout.sentences]
    capitalised_inside = _capitalised_inside(words)
    runs = []
    headline = _title_case_headline(layout)
    for sentence, matches in zip(layout.sentences, words, strict=True):
        if sentence.start < headline:
            continue
        for run in _runs(layout.text, sentence, matches):
            trimmed = _trim(layout.text, run, sentence, capitalised_inside)
            if trimmed:
                runs.append(trimmed)
    runs = [run for run in runs if not _is_of_title(layout, run[0])]
    surnames = {run[-1].of(layout.text) for run in runs if len(run) > 1}
    runs = [run for run in runs if not _is_demonym(layout.text, run, surnames)]
    runs = [run for run in runs if not _is_headline(layout.text, run)]
    alone = {run[0].of(layout.text) for run in runs if len(run) == 1}
    return [
        _name(layout.text, part)
        for run in runs
        for whole in _split_place(layout.text, run, alone)
        for part in _split_body(layout.text, whole)
    ]


def _is_demonym(text: str, run: list[Span], surnames: set[str]) -> bool:
    """Whether it only says of what state something is: `⟦Chinese⟧ steel`, but not David English."""
    word = run[0].of(text)
    return len(run) == 1 and word.casefold() in name_rules().demonyms and word not in surnames


def _is_headline(text: str, run: list[Span]) -> bool:
    """Whether it is a line in Title Case among others: `Ruiz Asks Sanz To Pay For Bridge`."""
    if len(run) < _LONG_HEADLINE:
        return False
    words = tuple(span.of(text) for span in run)
    small = any(word[0].isupper() and word.casefold() in _SMALL for word in words[1:-1])
    return small and _guess(words) != "organization"


def _is_of_title(layout: Layout, word: Span) -> bool:
    """Whether a word is of a title in quotation marks: `a briefing, “⟦Silenced⟧ at Source”`."""
    for part in layout.quoted_over(word):
        if part.end - part.start > _LONGEST_TITLE:
            continue
        inside = layout.text[part.start + 1 : part.end - 1]
        told = _TITLE_BEFORE.search(layout.text, max(0, part.start - _LONGEST_NOUN), part.start)
        if told and "." not in inside:
            return all(w[0].isupper() for w in inside.split() if len(w) > 3 and w[0].isalpha())
    return False


def _title_case_headline(layout: Layout) -> int:
    """Where a first line in Title Case ends, whose capitals tell nothing; else 0."""
    if not layout.paragraphs:
        return 0
    first = layout.paragraphs[0]
    line = first.of(layout.text)
    words = [word for word in line.split() if len(word) > 3]
    small = [word for word in words if word[0].islower() and word not in _SMALL_IN_TITLES]
    ended = line.endswith(("”", ":")) or bool(_TITLED.search(line) or _PAPER_OF.match(line))
    if line.endswith("."):  # as some write headlines: `Ruiz Wins Again.`, not `They met Ana Ruiz.`
        told = any(len(word) > 1 and word.islower() and word not in _SMALL for word in line.split())
        stops = [word for word in line.split()[:-1] if word.endswith(".")]
        sentences = any(word[:-1] not in _ABBREVIATED_TITLES for word in stops)
        ended = ended or told or sentences or len(words) < _LONG_HEADLINE
    return first.end if len(words) > 3 and not small and not ended else 0


def _name(text: str, run: list[Span]) -> Name:
    words = tuple(span.of(text) for span in run)
    if len(run) > 1 and words[0] in _STYLED and words[1] == "Government":
        run, words = run[1:], words[1:]  # `the Royal Government`
    if _speaks_for(words) or (_heads(words) and _is_apposed(text, run[0].start)):
        # `Spokesperson for the UN Office`: the office has the name
        named = next(index for index, word in enumerate(words[1:], 1) if word[0].isupper())
        run, words = run[named:], words[named:]
    return Name(Span(run[0].start, run[-1].end), words, _guess(words))


def _speaks_for(words: tuple[str, ...]) -> bool:
    if len(words) < 3 or not _plain(words[0]).startswith("spokes"):
        return False
    return words[1] in {"for", "of"} and any(map(_is_organization_word, words[2:]))


def _heads(words: tuple[str, ...]) -> bool:
    """Whether it is the office of who was named: `Ana Ruiz, ⟦President of the Miners’ Union⟧`."""
    heads = len(words) > 2 and _plain(words[0]) in _HEADS_OF and words[1] == "of"
    return heads and _is_organization_word(words[-1]) and "of" not in words[2:]


def _is_apposed(text: str, position: int) -> bool:
    return _APPOSED_TO.search(text, max(0, position - _LONGEST_TITLE), position) is not None


def _split_place(text: str, run: list[Span], alone: set[str]) -> list[list[Span]]:
    """Part `rapporteur on Cambodia Vitit Muntarbhorn`: a place, then the name it runs into."""
    first = run[0].of(text)
    preceded = _PREPOSITION.search(text[max(0, run[0].start - 8) : run[0].start])
    if len(run) >= 3 and first in alone and preceded and all(s.of(text)[0].isupper() for s in run):
        rest = tuple(span.of(text) for span in run[1:])
        if _guess(rest) in {"unknown", "person"}:
            return [run[:1], run[1:]]
    return [run]


def _split_body(text: str, run: list[Span]) -> list[list[Span]]:
    """Part `Judge Marcus Oduya of the Regional Court`: a person, then where he or she belongs."""
    words = [span.of(text) for span in run]
    if "of" not in words[2:] or not _is_title(words[0]):
        return [run]
    of = words.index("of", 2)
    name = words[1:of]
    if any(_is_title(word) or _is_organization_word(word) or word.islower() for word in name):
        return [run]
    rest = next(index for index in range(of, len(words)) if words[index][0].isupper())
    return [run[:of], run[rest:]]


def _capitalised_inside(sentences: list[list[re.Match[str]]]) -> Counter[str]:
    """How often each word stands capitalised where no sentence starts."""
    inside = (match.group() for words in sentences for match in words[1:])
    return Counter(word for word in inside if word[0].isupper())


def _runs(text: str, sentence: Span, words: list[re.Match[str]]) -> list[list[Span]]:
    """Runs of capitalised words, small words inside, parted by nothing but single spaces."""
    runs: list[list[Span]] = []
    run: list[Span] = []
    pending: list[Span] = []
    joining: frozenset[str] = frozenset()
    listed = listed_portfolios(text, sentence)
    for match in _namely(text, words):
        word = match.group()
        if not run and word.islower() and "-" not in word:
            continue  # most words: no name begins here
        word, span = _undotted(word, match.start())
        gap = text[(pending or run)[-1].end : span.start] if run else ""
        adjacent = gap in _GAPS or (gap in _OF_ALL and _owns(run[-1].of(text), word))
        adjacent = adjacent or (gap == ", " and span.start in listed)
        dotted = bool(run) and text[(pending or run)[-1].end : span.start] == ". "
        if (
            dotted
            and run[-1].of(text).title() not in _ABBREVIATED_TITLES
            and run[-1].end - run[-1].start > 1
        ):
            adjacent = False
        if _is_capitalised(word):
            if run and adjacent and not _begins_anew(text, run, pending, word):
                run += [*pending, span]
            else:
                if run:
                    runs.append(run)
                run = [span]
                joining = _PARTICLES
            pending = []
            cause = len(run) == 1 and _FOR_SOMETHING.match(text, span.start) is not None
            joining = _joining_after(word, joining | {"for"} if cause else joining)
        elif run and adjacent and _joins(text, span, joining, listed) and len(pending) < 3:
            pending.append(span)
        elif run:
            runs.append(run)
            run, pending = [], []
    if run:
        runs.append(run)
    return runs


def _begins_anew(text: str, run: list[Span], pending: list[Span], word: str) -> bool:
    """Whether another name begins behind small words: `Congress and ⟦President⟧ Obama`."""
    if not pending:
        return False
    if [span.of(text) for span in pending[-2:]] == ["and", "the"]:
        return True  # `the Committee on Trade and the ⟦Ombudsman⟧`
    office = _is_title(word) and not any(_is_title(span.of(text)) for span in run)
    return _plain(word) in _NEVER_NAMES or (pending[-1].of(text) == "and" and office)


def _namely(text: str, words: list[re.Match[str]]) -> list[re.Match[str]]:
    """Leave out capitalised words that name nobody.

    They are who says *I*, `To the delegation of Karva ⟦I⟧ say`, and whence a body is, `a ⟦New
    York-based⟧ group`.
    """
    told: list[re.Match[str]] = []
    for match in words:
        word = match.group()
        if word == "I" and _SAYS_I.match(text, match.end()):
            continue
        if word == "s" and text.endswith(("’", "'"), 0, match.start()):
            continue  # what somebody has
        if _PARTY_AND_STATE.fullmatch(word):
            continue
        if "-" in word and _WHENCE.search(word):
            begins = match.start()
            while told and told[-1].group()[0].isupper() and told[-1].end() + 1 == begins:
                begins = told.pop().start()
            continue
        told.append(match)
    return told


def _joins(text: str, span: Span, joining: frozenset[str], listed: set[int]) -> bool:
    """Whether a small word may stand inside a name; *and* does before the end of a list in it."""
    word = span.of(text)
    if word == "to":  # `the Committee ⟦to⟧ Protect Journalists`, not `to the Act`
        return word in joining and text[span.end + 1 : span.end + 2].isupper()
    return word in joining or (word == "and" and span.end + 1 in listed)


def listed_portfolios(text: str, sentence: Span) -> set[int]:
    """Where parts of a list inside a name begin: `Ministry of Culture, ⟦Youth⟧ and ⟦Sports⟧`."""
    begins: set[int] = set()
    for match in _LIST_OF.finditer(text, sentence.start, sentence.end):
        parts = list(_LISTED.finditer(text, match.start("rest"), match.end("rest")))
        words = [part["words"].casefold().split() for part in parts]
        last = words.pop()[0]  # a name may follow it: `Minister of Justice and Prisons Ana Ruiz`
        if {last, *chain(*words)} <= name_rules().portfolios:
            begins |= {part.start("words") for part in parts}
    return begins


def _owns(owner: str, owned: str) -> bool:
    """Whether what somebody has is one name with it: `the People’s Party`, `the Mayor’s Office`."""
    if owned == "Office" and _is_title(owner):
        return True
    return owner.casefold() in _ALL or _ALL_OF_TRADE.fullmatch(owner) is not None


def _is_capitalised(word: str) -> bool:
    article = None if word[0].isupper() else _WITH_ARTICLE.match(word)
    return word[0].isupper() or (article is not None and article["name"].isupper())


@lru_cache(maxsize=16_384)
def _joining_after(word: str, joining: frozenset[str]) -> frozenset[str]:
    """The small words that may follow inside a name: *Ministry of X and Y*, *Minister of X*."""
    rules, plain = name_rules(), word.casefold()
    joining -= {"with"}
    if plain in rules.titles:
        return joining | {"of", "for", "the"}
    if plain in FORMS_OF_STATE:
        return joining | {"of", "the"}
    more = _MORE_INSIDE.get(singular(plain), frozenset())
    if more or plain in rules.things or rules.is_organization_word(word):
        return joining | more | _INSIDE_ORGANIZATION
    return joining | {"with"} if plain in _WITH_SOMETHING else joining


def _undotted(word: str, start: int) -> tuple[str, Span]:
    if word.endswith(".") and word.count(".") == 1:
        word = word[:-1]
    return word, Span(start, start + len(word))


def _trim(
    text: str, run: list[Span], sentence: Span, capitalised_inside: Counter[str]
) -> list[Span]:
    """Drop leading words that are capitalised only because a sentence or quotation starts."""
    while run and _plain(run[0].of(text)) in _NEVER_NAMES and not _is_given_name(text, run):
        run = run[1:]
        while run and not run[0].of(text)[0].isupper():
            run = run[1:]
    if not run:
        return []
    words = [span.of(text) for span in run]
    head = run[0].start
    starts = text[sentence.start : head].strip(" \"'“‘«(") == ""
    rules = name_rules()
    if len(run) == 1 and _plain(words[0]) in _ADJECTIVES:
        return []
    if len(run) == 1 and starts and not capitalised_inside[words[0]]:
        known = _plain(words[0]) in rules.titles or rules.is_organization_word(words[0])
        return run if (words[0].isupper() and len(words[0]) > 1) or known else []
    return run


def _is_given_name(text: str, run: list[Span]) -> bool:
    """Whether a month is a given name: `said ⟦Jan⟧ Kowal`, but not `in ⟦June⟧ Ana Ruiz`."""
    if len(run) < 2 or _plain(run[0].of(text)) not in _MONTHS_TOO:
        return False
    surname = run[1].of(text)
    lead = text[max(0, run[0].start - 16) : run[0].start]
    plain = surname[0].isupper() and not (_is_title(surname) or _plain(surname) in _NEVER_NAMES)
    return plain and not surname.isupper() and not _WHEN_BEFORE.search(lead)


@lru_cache(maxsize=16_384)
def _guess(words: tuple[str, ...]) -> Guess:
    rules = name_rules()
    plain = [_plain(word) for word in words]
    if (
        len(words) > 1
        and not {"of", "to"} & set(plain)
        and singular(plain[-1]) in rules.person_nouns
    ):
        return "thing"
    titled, proper = split_title(words)
    bodies = [_is_organization_word(word) for word in words]
    # `Mayor Jo Guardian`
    surname = len(proper) == 2 and singular(plain[-1]) in rules.heads["media"]
    if titled and proper and (surname or not any(bodies[-len(proper) :])):
        return "person"
    before_of = plain[: plain.index("of")] if "of" in plain else plain
    heads = [*before_of[-1:], *plain[-1:]]
    begins = plain[0] in rules.things and not (len(words) > 1 and plain[0] in _GIVEN_NAMES_TOO)
    if begins or any(head in rules.things for head in heads):
        return "thing"
    government = plain[0] == "government" and plain[1:2] == ["of"] and _is_place(words[2:])
    if government or words in _STATES:
        return "state"
    acronym = len(words) == 1 and words[0].isupper() and 2 <= len(words[0].replace(".", "")) <= 8
    acronym = acronym and not _is_title(words[0])  # `the CEO`
    ends = len(words) > 1 and (plain[-1] in rules.ends or words[-1] in rules.legal_forms)
    known = len(words) > 1 and " ".join(plain) in rules.known
    known = known or (len(words) > 2 and plain[-2:] == ["white", "house"])
    told = acronym or ends or known or words in _TOGETHER
    if told or (any(bodies) and plain != ["international"]):
        return "organization"
    formal = len(words) > 1 and bool(FORMS_OF_STATE & {plain[0], plain[-1]})
    return "state" if formal else "unknown"


def _is_place(words: tuple[str, ...]) -> bool:
    """Whether the words behind *Government of* may name a state: no National Unity."""
    rest = words[1:] if words[:1] == ("the",) else words
    return bool(rest) and not any(
        _is_organization_word(word) or _is_title(word) or _plain(word) in {"national", "unity"}
        for word in rest
    )


@lru_cache(maxsize=16_384)
def _is_organization_word(word: str) -> bool:
    plain = _plain(word)
    return name_rules().is_organization_word(plain) and (plain not in _ACRONYMS or word.isupper())


def _plain(word: str) -> str:
    return word.casefold().rstrip(".")
