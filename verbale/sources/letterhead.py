"""Who issued a letter, reply or release, where only its own head tells it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from verbale.capitals import in_small_letters

if TYPE_CHECKING:
    from verbale.model import DocumentKind

__all__ = ["issued_by"]

_KINDS: Final = frozenset({"letter", "press-release", "state-reply"})
_HEAD: Final = 4  # lines that hold something, from the top
_LONGEST: Final = 90  # code points of a line that is a name
_MOST_WORDS: Final = 12
_SMALL: Final = frozenset("of for the and on against to in de la".split())
_BODY: Final = (
    r"(?:ministry|government|embassy|consulate|mission|delegation|office|secretariat|department"
    r"|directorate|authority|presidency|chancellery|parliament|senate|assembly|court|tribunal"
    r"|police|prosecutor|ombudsman|ombudsperson|commission|committee|council|union|association"
    r"|federation|foundation|institute|centre|center|network|coalition|movement|party|league"
    r"|organi[sz]ation|society|forum|agency|observatory|watch|international|company|group)"
)
_WITH_BODY: Final = re.compile(rf"\b{_BODY}\b", re.IGNORECASE)
# `Reply of ⟦the Ministry of the Interior⟧ to the statement of …`
_ENTITLED: Final = re.compile(
    r"(?:[A-Z][a-z]+ ){0,2}?(?:[Ll]etter|[Rr]eply|[Rr]esponse|[Nn]ote [Vv]erbale|[Ss]tatement"
    r"|[Cc]omments?|[Oo]bservations?|[Cc]ommuniqu[ée]|[Dd]eclaration)(?: No\. ?\S+)?"
    r" (?:of|from|by|issued by) (?:the )?(?P<who>[A-Z][^\n,;:]{3,100}?)"
    r"(?= to | on | in | concerning | regarding | about |,|\Z)"
)
_STATE: Final = re.compile(r"(?:REPUBLIC|KINGDOM|STATE|UNION|Republic|Kingdom) (?:OF|of) .{3,40}")
# A title in capitals tells what a body did: `Committee against Torture Considers Report`.
_TELLS: Final = re.compile(
    r"\b(?:considers?|concludes?|reviews?|examines?|urges?|condemns?|calls?|welcomes?|rejects?|says?"
    r"|opens?|closes?|adopts?|announces?|warns?|denies|deplores?|hears?|meets?|discusses|asks?|press"
    r"|release|statement|communiqu[ée]|comments?|letter|reply)\b",
    re.IGNORECASE,
)


def issued_by(text: str, kind: DocumentKind) -> tuple[str, str] | None:
    r"""Give the body that the head of a document names as its issuer, and the line that names it.

    >>> issued_by("MINISTRY OF JUSTICE\nREPUBLIC OF KARVA\n\nPress release\n\nWe regret", "letter")
    ('Ministry of Justice, Republic of Karva', 'MINISTRY OF JUSTICE')
    """
    if kind not in _KINDS:
        return None
    lines = [line.strip() for line in text[:2000].splitlines() if line.strip()][:_HEAD]
    for line in lines:
        entitled = _ENTITLED.match(line)
        if entitled is not None and _WITH_BODY.search(entitled["who"]):
            return entitled["who"], line
    for line in lines[: 1 if kind == "letter" else _HEAD]:
        if _is_name(line):
            state = next((other for other in lines if _STATE.fullmatch(other)), None)
            name = ", ".join(filter(None, (line, state)))
            return in_small_letters(name), line
    return None


def _is_name(line: str) -> bool:
    """Whether a line is nothing but the name of a body."""
    words = line.split()
    if len(line) > _LONGEST or len(words) > _MOST_WORDS or not line[-1].isalnum():
        return False
    if _WITH_BODY.search(line) is None or _TELLS.search(line) or re.search(r"\d", line):
        return False
    return all(word[0].isupper() or word.casefold() in _SMALL for word in words)
