"""A record to look at that remembers its answers as long as nobody writes to it.

Several people who look at one record ask for the same again and again, and most of the time nobody
writes. The database tells whether somebody has; then everything is asked anew.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import wraps
from threading import Lock, RLock
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, TypeVar, cast

from verbale.record.engines import watching
from verbale.record.store import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from verbale.record.engines import Address

__all__ = ["RememberingRecord"]

_MOST: Final = 512  # answers; a page needs up to six, of some tens of kilobytes each
_TURNS: Final = 64  # questions that are looked up at the same time, at the most

_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")
_Key = tuple["Hashable", ...]


class _Memory:
    """The answers given last, of one state of a record. For several threads at once."""

    def __init__(self) -> None:
        self._state: object = None
        self._answers: OrderedDict[_Key, Any] = OrderedDict()
        self._lock = Lock()
        self._turns = [RLock() for _ in range(_TURNS)]

    def turn(self, key: _Key) -> RLock:
        """Give what lets one thread look an answer up at a time: others wait for the same."""
        return self._turns[hash(key) % _TURNS]

    def recall(self, state: object, key: _Key) -> list[Any]:
        """Give the answer of a state in a list, an empty one where there is none."""
        with self._lock:
            if state != self._state:
                self._answers.clear()
                self._state = state
            if key not in self._answers:
                return []
            self._answers.move_to_end(key)
            return [self._answers[key]]

    def keep(self, state: object, key: _Key, answer: object) -> None:
        """Remember an answer, and forget the one that was not asked for the longest."""
        with self._lock:
            if state == self._state:
                self._answers[key] = answer
                if len(self._answers) > _MOST:
                    self._answers.popitem(last=False)


def _remembered(
    ask: Callable[Concatenate[Record, _Asked], _Answer],
) -> Callable[Concatenate[RememberingRecord, _Asked], _Answer]:
    """Have what a method of a record answers remembered; its arguments can be hashed."""

    @wraps(ask)
    def asked(record: RememberingRecord, /, *args: _Asked.args, **named: _Asked.kwargs) -> _Answer:
        # Told before it is asked: what is written meanwhile makes the answer newer, never older.
        state = record.state()
        key = (ask.__name__, args, tuple(sorted(named.items())))
        with record.memory.turn(key):
            for known in record.memory.recall(state, key):
                return cast("_Answer", known)
            answer = ask(record, *args, **named)
            record.memory.keep(state, key, answer)
            return answer

    return asked


class RememberingRecord(Record):
    """A record open for reading; what it gives is shared by all who ask, and not to be changed."""

    def __init__(self, address: Address) -> None:
        super().__init__(address, "read")
        self.memory: Final = _Memory()
        self._watch = watching(self._engine, self._path)
        self._ready: object = None  # the state in which the tables were last looked at

    def state(self) -> object:
        """Give what is equal as long as nobody writes. Raises the errors under `RecordError`."""
        return self._watch.state()

    def still(self) -> bool:
        """Tell whether the same record is there, looking into it only when somebody has written."""
        state = self.state()
        if self._path.now_there() == self._there and state == self._ready:
            return True
        self._ready = None
        ready = super().still()
        self._ready = state if ready else None
        return ready

    def close(self) -> None:
        """Let go of the database."""
        self._watch.close()
        super().close()

    calendar = _remembered(Record.calendar)
    closeup = _remembered(Record.closeup)
    count = _remembered(Record.count)
    days_of_change = _remembered(Record.days_of_change)
    document = _remembered(Record.document)
    entry = _remembered(Record.entry)
    exchanges = _remembered(Record.exchanges)
    happenings = _remembered(Record.happenings)
    months = _remembered(Record.months)
    newest = _remembered(Record.newest)
    next_to_review = _remembered(Record.next_to_review)
    persons = _remembered(Record.persons)
    saved_searches = _remembered(Record.saved_searches)
    search = _remembered(Record.search)
    series = _remembered(Record.series)
    sizes = _remembered(Record.sizes)
    standing = _remembered(Record.standing)
