"""The indexes of words in SQLite: tables of FTS5, their rows numbered as what they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from sqlalchemy import column, delete, insert, select, table, text

from verbale.record.query_language import All, AnyOf, But, Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement, Connection, Select, TableClause

    from verbale.record.query_language import Choice, Index, Query

__all__ = ["holding", "index_words", "put_words", "remove_words", "told_of"]


def index_words(connection: Connection, index: Index) -> None:
    """Make an index."""
    connection.exec_driver_sql(
        f'CREATE VIRTUAL TABLE {index} USING fts5(words, tokenize = "unicode61")'
    )


def put_words(connection: Connection, index: Index, words: Mapping[int, str]) -> None:
    """Let what has these numbers be found by these words."""
    rows = [{"rowid": number, "words": said} for number, said in words.items()]
    connection.execute(insert(_table(index)), rows)


def remove_words(connection: Connection, index: Index, gone: Choice) -> None:
    """Let what is chosen by its number not be found any more."""
    words = _table(index)
    connection.execute(delete(words).where(gone(words.c.rowid)))


def holding(index: Index, query: Query) -> Select[tuple[int]]:
    """Select the numbers of what holds what a query asks for."""
    condition = text(f"{index} MATCH :asked")
    return select(_table(index).c.rowid).where(condition.bindparams(asked=_match(query)))


def told_of(
    index: Index, query: Query, number: ColumnElement[int], _most: int | None
) -> ColumnElement[bool]:
    """Give the condition that `number` is one of what holds it."""
    return number.in_(holding(index, query))


def _table(index: Index) -> TableClause:
    return table(index, column("rowid"), column("words"))


def _match(query: Query) -> str:
    """Say it as FTS5 has it; words are nothing but letters and digits, so quotes hold them."""
    match query:
        case Phrase(words, starts):
            return f'"{" ".join(words)}"' + ("*" if starts else "")
        case All(parts):
            return "(" + " AND ".join(map(_match, parts)) + ")"
        case AnyOf(parts):
            return "(" + " OR ".join(map(_match, parts)) + ")"
        case But(wanted, unwanted):
            return f"({_match(wanted)} NOT {_match(unwanted)})"
        case _:
            assert_never(query)
