"""The indexes of words in PostgreSQL: tables of text search vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from sqlalchemy import Integer, any_, cast, column, delete, func, select, table, text

from verbale.record.query_language import All, AnyOf, But, Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement, Connection, Select, TableClause

    from verbale.record.query_language import Choice, Index, Query

__all__ = ["holding", "index_words", "put_words", "remove_words", "told_of"]

_NUMBER: Final[dict[Index, str]] = {"shown_words": "statement", "unread_words": "piece"}


def index_words(connection: Connection, index: Index) -> None:
    """Make an index."""
    connection.exec_driver_sql(
        f"CREATE TABLE {index} ({_NUMBER[index]} bigint PRIMARY KEY, words tsvector NOT NULL)"
    )
    connection.exec_driver_sql(f"CREATE INDEX ix_{index} ON {index} USING gin (words)")


def put_words(connection: Connection, index: Index, words: Mapping[int, str]) -> None:
    """Let what has these numbers be found by these words."""
    connection.execute(
        text(f"INSERT INTO {index} VALUES (:number, to_tsvector('simple', :words))"),  # noqa: S608
        [{"number": number, "words": said} for number, said in words.items()],
    )


def remove_words(connection: Connection, index: Index, gone: Choice) -> None:
    """Let what is chosen by its number not be found any more."""
    words = _table(index)
    connection.execute(delete(words).where(gone(words.c[_NUMBER[index]])))


def holding(index: Index, query: Query) -> Select[tuple[int]]:
    """Select the numbers of what holds what a query asks for."""
    condition = text("words @@ CAST(:asked AS tsquery)")
    number = _table(index).c[_NUMBER[index]]
    return select(number).where(condition.bindparams(asked=_match(query)))


def told_of(
    index: Index, query: Query, number: ColumnElement[int], most: int | None
) -> ColumnElement[bool]:
    """Give the condition that `number` is one of what holds it, of the last `most` if given.

    The index of words is asked first, and once: a plan that reads the rows one by one until it has
    enough of them reads them all where a word is rare. To add nothing to the number keeps the
    planner from that.
    """
    own = _table(index).c[_NUMBER[index]]
    found = holding(index, query).with_only_columns(cast(own, Integer))
    if most is not None:
        found = found.order_by((own + 0).desc()).limit(most)
    return number == any_(func.array(found.scalar_subquery()))


def _table(index: Index) -> TableClause:
    return table(index, column(_NUMBER[index]), column("words"))


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
