"""The index of statements' words in PostgreSQL: a table of text search vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from sqlalchemy import column, delete, select, table, text

from verbale.record.query_language import All, AnyOf, But, Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Select

    from verbale.record.query_language import Query

__all__ = ["holding", "index_words", "put_words", "remove_words"]

_WORDS: Final = table("shown_words", column("statement"), column("words"))


def index_words(connection: Connection) -> None:
    """Make the index."""
    connection.exec_driver_sql(
        "CREATE TABLE shown_words (statement integer PRIMARY KEY, words tsvector NOT NULL)"
    )
    connection.exec_driver_sql("CREATE INDEX ix_shown_words ON shown_words USING gin (words)")


def put_words(connection: Connection, words: Mapping[int, str]) -> None:
    """Let statements be found by these words."""
    connection.execute(
        text("INSERT INTO shown_words VALUES (:statement, to_tsvector('simple', :words))"),
        [{"statement": statement, "words": said} for statement, said in words.items()],
    )


def remove_words(connection: Connection, statements: Select[tuple[int]]) -> None:
    """Let statements not be found any more."""
    connection.execute(delete(_WORDS).where(_WORDS.c.statement.in_(statements)))


def holding(query: Query) -> Select[tuple[int]]:
    """Select the statements that hold what a query asks for."""
    condition = text("words @@ CAST(:asked AS tsquery)")
    return select(_WORDS.c.statement).where(condition.bindparams(asked=_match(query)))


def _match(query: Query) -> str:
    """Say it as a tsquery; words are nothing but letters and digits, so quotes hold them."""
    match query:
        case Phrase(words, starts):
            row = " <-> ".join(f"'{word}'" for word in words)
            return f"({row}:*)" if starts else f"({row})"
        case All(parts):
            return "(" + " & ".join(map(_match, parts)) + ")"
        case AnyOf(parts):
            return "(" + " | ".join(map(_match, parts)) + ")"
        case But(wanted, unwanted):
            return f"({_match(wanted)} & !{_match(unwanted)})"
        case _:
            assert_never(query)
