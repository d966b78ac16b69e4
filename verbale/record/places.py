"""Where a record is, and what every database engine has to do for it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Final, Literal, Protocol

from verbale.errors import RecordBusy

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection, Engine

    from verbale.errors import RecordError
    from verbale.record.holders import Holder

__all__ = ["BUSY_TIMEOUT_S", "Mode", "Place", "Watch", "busy"]

Mode = Literal["write", "edit", "read"]

BUSY_TIMEOUT_S: Final = 10.0  # how long to wait for another process that writes


class Watch(Protocol):
    """What sees whether anybody writes to a record."""

    def state(self) -> object:
        """Give what is equal as long as nobody writes."""

    def close(self) -> None:
        """Watch no longer."""


class Place(ABC):
    """Where a record is; written as people write it, without a password."""

    @property
    @abstractmethod
    def name(self) -> str:
        """What the record is called."""

    @abstractmethod
    def check(self, mode: Mode) -> None:
        """Look whether there can be a record. Raises the errors under `RecordError`."""

    @abstractmethod
    def now_there(self) -> object:
        """Tell what is there now from what may take its place later."""

    @abstractmethod
    def engine(self, mode: Mode) -> Engine:
        """Make what gives connections; none is made yet."""

    @abstractmethod
    def reading(self, engine: Engine) -> AbstractContextManager[Connection]:
        """Give a connection that sees one state of the record."""

    @abstractmethod
    def writing(self, engine: Engine, doing: str) -> AbstractContextManager[Connection]:
        """Give a connection in one transaction, when no other process writes any more.

        `doing` is told to those who wait. Raises `RecordBusy` after `BUSY_TIMEOUT_S` seconds.
        """

    @abstractmethod
    def watch(self, engine: Engine) -> Watch:
        """Give what sees whether anybody writes from now on, for several threads at once."""

    @abstractmethod
    def wipe(self, engine: Engine) -> None:
        """Write the whole record anew, so that nothing of deleted rows is left."""

    @abstractmethod
    def prepare(self, connection: Connection) -> None:
        """Make room for the first tables."""

    @abstractmethod
    def is_marked(self, connection: Connection) -> bool:
        """Tell whether the tables there are marked as a record's."""

    @abstractmethod
    def mark(self, connection: Connection) -> None:
        """Mark the tables as a record's; called after every migration."""

    @abstractmethod
    def plain(self, error: BaseException | None) -> RecordError:
        """Say in one line what the database could not do, and what helps."""


def busy(place: Place, holder: Holder | None) -> RecordBusy:
    """Say who writes to the record, if that is known."""
    who = holder or "another process"
    return RecordBusy(f"{place} is being written by {who}. Try again when it is done.")
