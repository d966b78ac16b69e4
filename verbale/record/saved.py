"""Searches that people keep, and what came in since they last looked."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, func, insert, select, update

from verbale.errors import NoSuchEntry, WrongQuery
from verbale.record import schema, searching
from verbale.record.wanted import Wanted

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["Question", "SavedSearch", "forget", "keep", "listed", "look", "named"]

_LONGEST: Final = 100  # characters of a name
_KEPT: Final = 200  # searches
_TABLE = schema.saved_search


@dataclass(frozen=True, slots=True)
class Question:
    """What a search asks for."""

    words: str | None = None
    wanted: Wanted = field(default_factory=Wanted)


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search under its name; `seen` is the document that was the last when somebody looked.

    `new` tells how many statements it finds in those added later, and `all` is false when there
    are more.
    """

    name: str
    question: Question
    seen: str
    new: int
    all: bool

    @property
    def unseen(self) -> Question:
        """The same question, about what came in since somebody looked."""
        wanted = replace(self.question.wanted, added_after=self.seen)
        return replace(self.question, wanted=wanted)


def keep(connection: Connection, name: str, question: Question) -> None:
    """Keep a search under a name, in the place of one that has it; all that is there is seen.

    Raises `WrongQuery` for a name that is none, and what a search with this question raises.
    """
    name = name.strip()
    if not name or len(name) > _LONGEST or not name.isprintable():
        raise WrongQuery(f"A search is kept under a name of up to {_LONGEST} letters.")
    searching.count(connection, question.words, question.wanted)
    connection.execute(delete(_TABLE).where(_TABLE.c.name == name))
    if connection.execute(select(func.count()).select_from(_TABLE)).scalar_one() >= _KEPT:
        raise WrongQuery(f"There are {_KEPT} searches already. Forget one that you do not need.")
    values = {"name": name, "question": _encoded(question), "seen": _last_document(connection)}
    connection.execute(insert(_TABLE), [values])


def listed(connection: Connection) -> list[SavedSearch]:
    """Give all that are kept, by their names."""
    return [_saved(connection, row) for row in connection.execute(select(_TABLE).order_by("name"))]


def named(connection: Connection, name: str) -> SavedSearch:
    """Give the one of this name. Raises `NoSuchEntry`."""
    row = connection.execute(select(_TABLE).where(_TABLE.c.name == name)).one_or_none()
    if row is None:
        raise NoSuchEntry(f"No search is kept under the name {name!r}.")
    return _saved(connection, row)


def look(connection: Connection, name: str) -> None:
    """Count what is there by now as seen. Raises `NoSuchEntry`."""
    named(connection, name)
    seen = {"seen": _last_document(connection)}
    connection.execute(update(_TABLE).where(_TABLE.c.name == name).values(seen))


def forget(connection: Connection, name: str) -> None:
    """Keep a search no longer. Raises `NoSuchEntry`."""
    named(connection, name)
    connection.execute(delete(_TABLE).where(_TABLE.c.name == name))


def _last_document(connection: Connection) -> int:
    return connection.execute(select(func.max(schema.document.c.number))).scalar() or 0


def _saved(connection: Connection, row: Any) -> SavedSearch:  # noqa: ANN401 - a row of the table
    question = _decoded(row.question)
    saved = SavedSearch(row.name, question, f"d{row.seen}", 0, all=True)
    unseen = saved.unseen
    counts = searching.count(connection, unseen.words, unseen.wanted)
    return replace(saved, new=counts.total, all=counts.all)


def _encoded(question: Question) -> str:
    wanted = {name: value for name, value in asdict(question.wanted).items() if value is not None}
    return json.dumps({"words": question.words, "wanted": wanted}, ensure_ascii=False)


def _decoded(text: str) -> Question:
    value = json.loads(text)
    return Question(value["words"], Wanted(**value["wanted"]))
