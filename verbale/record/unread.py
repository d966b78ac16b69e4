"""Documents that are not read, since they are not in English: found by their words, titles too.

A text is searched in pieces, as much as the indexes of both engines can take at a time: what is
asked for together has to stand in one piece.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from verbale.reading import NOT_READ
from verbale.record import queries, schema
from verbale.record.engines import holding, put_words, remove_words
from verbale.record.query_language import parse, searchable

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from verbale.record.rows import DocumentRow

__all__ = ["found", "put", "put_all", "remove"]

_PIECE: Final = 5000  # words
_LONGEST: Final = 100  # letters of a word
_MOST: Final = 1_000_000  # pieces of a document; each has a number of its own


def put(connection: Connection, number: int, title: str | None, text: str) -> None:
    """Let document `number` be found by the words of its title and text."""
    words = [word[:_LONGEST] for word in searchable(f"{title or ''}\n{text}")]
    pieces = (words[start : start + _PIECE] for start in range(0, len(words), _PIECE))
    numbered = {number * _MOST + at: " ".join(piece) for at, piece in enumerate(pieces)}
    put_words(connection, "unread_words", numbered)


def remove(connection: Connection, number: int) -> None:
    """Let a document not be found any more."""
    first = number * _MOST
    last = first + _MOST - 1
    remove_words(connection, "unread_words", lambda piece: piece.between(first, last))


def put_all(connection: Connection) -> None:
    """Let all documents be found that are not read; none is yet."""
    reading = schema.reading.c
    unread = (
        select(reading.document, schema.document.c.title)
        .join(schema.document, schema.document.c.number == reading.document)
        .where(reading.reader == NOT_READ)
    )
    for number, title in connection.execute(unread).all():
        put(connection, number, title, queries.rendition_text(connection, number))


def found(connection: Connection, words: str) -> list[DocumentRow]:
    """Give the documents that are not read and hold what `words` asks for.

    Raises `WrongQuery`, which says where they cannot be understood.
    """
    pieces = holding(connection, "unread_words", parse(words)).subquery()
    numbers = {piece // _MOST for piece in connection.execute(select(*pieces.c)).scalars()}
    document = schema.document.c.number
    return queries.documents(connection, select(document).where(document.in_(numbers)))
