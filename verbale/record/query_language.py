"""What people type to search: words, "phrases", pref*, AND, OR, NOT and brackets.

Words side by side must all be there. Words are found in all their forms, and upper and lower case
and accents do not matter; AND, OR and NOT are operators in capitals only. The same rules cut the
words of statements and of questions, so that every database engine finds the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final, Literal

from verbale.errors import WrongQuery

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

__all__ = ["All", "AnyOf", "But", "Choice", "Index", "Phrase", "Query", "parse", "searchable"]

Index = Literal["shown_words", "unread_words"]  # of statements, of the texts that are not read

# Scripts that set no spaces between words (Thai to Burmese, Khmer, Chinese, Japanese) are cut into
# letters, so that a word in them is found as letters in a row.
_UNSPACED: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_WORD: Final = re.compile(rf"(?:(?![{_UNSPACED}])[^\W_])+|(?=[{_UNSPACED}])[^\W_]")
_TOKEN: Final = re.compile(r'"[^"]*"|[()]|[^\s()"]+|"')
_QUOTES: Final = str.maketrans("“”„«»", '"""""')
_DEEPEST: Final = 20  # brackets inside brackets
_LONGEST: Final = 1000  # characters


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row, as `searchable` cuts them; the last may be only how a word starts."""

    words: tuple[str, ...]
    starts: bool = False


@dataclass(frozen=True, slots=True)
class All:
    """What holds all of these."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """What holds one of these at least."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class But:
    """What holds the one and not the other."""

    wanted: Query
    unwanted: Query


Query = Phrase | All | AnyOf | But
Choice = Callable[["ColumnElement[int]"], "ColumnElement[bool]"]  # of rows, by their numbers


def searchable(text: str) -> list[str]:
    """Cut a text into words as they are searched: without case, accents and common endings.

    >>> searchable("Détentions continued")
    ['detent', 'continu']
    """
    return [_root(word) for word in _plain_words(text)]


def parse(text: str) -> Query:
    """Give what a question means.

    Raises `WrongQuery`, which says at which character it cannot be understood.
    """
    if len(text) > _LONGEST:
        raise WrongQuery(f"The search has {len(text)} characters. Shorten it to {_LONGEST}.")
    return _Parser(text.translate(_QUOTES)).query()


def _plain_words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _WORD.findall(plain)


@lru_cache(maxsize=50_000)
def _root(word: str) -> str:
    root: str = _stemmer().stemWord(word)
    return root


@cache
def _stemmer() -> Any:  # noqa: ANN401 - the library has no types
    from snowballstemmer import stemmer  # noqa: PLC0415 - its languages take a while to load

    return stemmer("english")


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int


class _Parser:
    """Recursive descent: OR binds least, then AND and standing side by side, then NOT."""

    def __init__(self, text: str) -> None:
        self._tokens = [_Token(match[0], match.start()) for match in _TOKEN.finditer(text)]
        self._at = 0
        self._length = len(text)

    def query(self) -> Query:
        if not self._tokens:
            raise WrongQuery('The search is empty. Give words, such as: detention "fair trial"')
        found = self._any(0)
        if self._peek() is not None:
            raise self._wrong("a bracket is closed that was not opened")
        return found

    def _any(self, depth: int) -> Query:
        parts = [self._all(depth)]
        while self._take("OR"):
            parts.append(self._all(depth))
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def _all(self, depth: int) -> Query:
        parts = [self._one(depth)]
        while (token := self._peek()) is not None and token.text not in {"OR", ")"}:
            if self._take("NOT"):
                wanted = parts[0] if len(parts) == 1 else All(tuple(parts))
                parts = [But(wanted, self._one(depth))]
                continue
            self._take("AND")
            if self._take("NOT"):
                wanted = parts[0] if len(parts) == 1 else All(tuple(parts))
                parts = [But(wanted, self._one(depth))]
            else:
                parts.append(self._one(depth))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _one(self, depth: int) -> Query:
        token = self._peek()
        if token is None:
            raise self._wrong("a word is missing at the end")
        if token.text in {"AND", "OR", "NOT"}:
            raise self._wrong(f"{token.text} has nothing before it")
        if token.text == '"':
            raise self._wrong("a quotation mark is not closed")
        if token.text == "(":
            return self._bracket(depth)
        if token.text == ")":
            raise self._wrong("there is nothing in the bracket")
        self._at += 1
        return _phrase(token)

    def _bracket(self, depth: int) -> Query:
        if depth == _DEEPEST:
            raise self._wrong(f"more than {_DEEPEST} brackets stand inside each other")
        opened = self._at
        self._at += 1
        found = self._any(depth + 1)
        if not self._take(")"):
            self._at = opened
            raise self._wrong("a bracket is not closed")
        return found

    def _peek(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self, text: str) -> bool:
        token = self._peek()
        taken = token is not None and token.text == text
        self._at += taken
        return taken

    def _wrong(self, what: str) -> WrongQuery:
        token = self._peek()
        return _wrong_at(token.start if token else self._length, what)


def _phrase(token: _Token) -> Phrase:
    words = searchable(token.text)
    if not words:
        raise _wrong_at(token.start, f"{token.text} holds no word")
    if token.text.endswith("*"):
        # How a word starts is what was typed, not what remains of it without an ending.
        return Phrase((*words[:-1], _plain_words(token.text)[-1]), starts=True)
    return Phrase(tuple(words))


def _wrong_at(place: int, what: str) -> WrongQuery:
    return WrongQuery(f"The search cannot be understood at character {place + 1}: {what}.")
