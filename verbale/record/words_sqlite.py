"""The index of statements' words in SQLite: a table of FTS5, its rows numbered as statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from sqlalchemy import column, delete, insert, select, table, text

from verbale.record.query_language import All, AnyOf, But, Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Select

    from verbale.record.query_language import Query

__all__ = ["holding", "index_words", "put_words", "remove_words"]

_WORDS: Final = table("shown_words", column("rowid"), column("words"))


def index_words(connection: Connection) -> None:
    """Make the index."""
    connection.exec_driver_sql(
        'CREATE VIRTUAL TABLE shown_words USING fts5(words, tokenize = "unicode61")'
    )


def put_words(connection: Connection, words: Mapping[int, str]) -> None:
    """Let statements be found by these words."""
    rows = [{"rowid": statement, "words": said} for statement, said in words.items()]
    connection.execute(insert(_WORDS), rows)


def remove_words(connection: Connection, statements: Select[tuple[int]]) -> None:
    """Let statements not be found any more."""
    connection.execute(delete(_WORDS).where(_WORDS.c.rowid.in_(statements)))


def holding(query: Query) -> Select[tuple[int]]:
    """Select the statements that hold what a query asks for."""
    condition = text("shown_words MATCH :asked")
    return select(_WORDS.c.rowid).where(condition.bindparams(asked=_match(query)))


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
