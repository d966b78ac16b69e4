"""Files, folders and addresses onto the record: the one path that all that adds documents takes."""

from __future__ import annotations

import hashlib
import json
import os
import queue
import threading
from collections import deque
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from verbale.errors import RecordError, UnreadableDocument, UnwritableFile, VerbaleError
from verbale.reading import NOT_READ, read
from verbale.record.told import said
from verbale.sources.fetch import Fetcher, is_address
from verbale.sources.files import (
    MOST_TOGETHER,
    Given,
    documents_from_bytes,
    documents_in,
    documents_of_several,
    fits,
    in_text,
    read_if_small,
    told_beside,
)
from verbale.sources.formats import SUFFIXES, format_of
from verbale.sources.manifest import MANIFEST
from verbale.sources.metadata import Metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from verbale.model import Document, Reading
    from verbale.record.store import Record

__all__ = ["Input", "Outcome", "Summary", "add_files", "failed_before", "keep_failures"]

_HEAD: Final = 65_536  # bytes that tell the format
_AHEAD: Final = 16  # readings of one input that may wait to be written
_BATCHES_AHEAD: Final = 3  # such batches for each worker that may wait for their turn
_FAREWELL: Final = 2.0  # seconds that a worker has for the document that it is at
_PATIENCE: Final = 0.2  # seconds after which a worker looks whether it is still wanted
_COMPANION: Final = ".toml"


@dataclass(frozen=True, slots=True)
class Input:
    """A file or address to add, under the name that the record gives it.

    `published` is the day that is told of an address, for a page that tells none itself.
    """

    where: Path | str
    name: str
    published: str | None = None


State = Literal["added", "read again", "unchanged", "failed"]
_ADDED: Final[State] = "added"
_AGAIN: Final[State] = "read again"
_UNCHANGED: Final[State] = "unchanged"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document.

    `reason` says why it failed, was left out, or was added without being read. `warnings` say what
    is wrong with the text of one that was added, such as a poor scan.

    `path` is the file or address given, with the name inside when it is an archive; `source` is
    the input that it came from, `None` for a folder that cannot be opened.
    """

    path: str
    state: State
    document_id: str | None = None
    reason: str | None = None
    source: Input | None = None
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class Summary:
    """What became of all documents.

    `skipped` counts the files in folders that are of no format known. `stopped` is what ended the
    work early: the record's fault, or an interruption by the user.
    """

    outcomes: list[Outcome] = field(default_factory=list)
    skipped: int = 0
    stopped: RecordError | KeyboardInterrupt | None = None

    def count(self, state: State) -> int:
        """How many documents came out so."""
        return sum(outcome.state == state for outcome in self.outcomes)


@dataclass(frozen=True, slots=True)
class _Work:
    """What all inputs have in common; `known` maps the hashes on record to documents.

    `again` tells that these are read anew, and `by` who has it done. `removed` maps the hashes of
    documents that people removed to what is said of it.
    """

    today: date
    any_language: bool
    again: bool
    by: str | None
    fetcher: Fetcher
    known: dict[str, str]
    removed: dict[str, str]

    def settled(self, sha256: str, path: str, source: Input) -> Outcome | None:
        """Tell what becomes of a document that need not be read, `None` of one that has to be."""
        if sha256 in self.removed:
            reason = f"{path} was {self.removed[sha256]}"
            return Outcome(path, "unchanged", reason=reason, source=source)
        known = None if self.again else self.known.get(sha256)
        return Outcome(path, "unchanged", known, source=source) if known else None


# What is settled, or what is to be written: its path, its input and its reading.
_Step = Outcome | tuple[str, Input, "Reading"]
_Steps = Generator[_Step, None, None]
# An input whose bytes are here, or of which is settled what becomes of it.
_Waiting = tuple[Input, "Given | Outcome"]


def add_files(  # noqa: PLR0913 - all but two are told by their names
    record: Record,
    inputs: Iterable[Path | str | Input],
    *,
    today: date,
    any_language: bool = False,
    again: bool = False,
    by: str | None = None,
    workers: int = 1,
    fetcher: Fetcher | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Summary:
    """Add files, all documents in folders and archives, and addresses, one transaction each.

    Folders are walked in the order of names, hidden files left out. A document that is on record
    is read anew only `again`, with what is told of it by now; what people decided stays. One that
    is not in English is kept unread, unless `any_language`. An input that fails is reported and the
    next one taken; a fault of the record itself, or an interruption, ends the work with what is
    done kept. When each was added is kept with it, and `by` whom. `workers` inputs are read at a
    time, and written in their order all the same. `progress` is told how many inputs are done, and
    of how many.
    """
    summary = Summary()
    work = _Work(today, any_language, again, by, fetcher or Fetcher(), {}, {})
    try:
        work.known.update({row.sha256: row.id for row in record.documents()})
        work.removed.update({sha256: said(each) for sha256, each in record.removals().items()})
        listed = _inputs(inputs, summary)
        with closing(_in_order(listed, work, workers)) as in_order:
            for done, steps in enumerate(in_order):
                progress(done, len(listed))
                with closing(steps):
                    for step in steps:
                        summary.outcomes.append(_settled(record, work, step))
        progress(len(listed), len(listed))
    except (RecordError, KeyboardInterrupt) as stop:
        summary.stopped = stop
    return summary


def keep_failures(summary: Summary, path: Path) -> None:
    """Write down which inputs failed and why, one JSON object a line, to be tried again.

    What failed before and was not tried now is kept; a file with nothing left is removed. Raises
    `UnwritableFile`.
    """
    tried = {_key(outcome.source) for outcome in summary.outcomes if outcome.source}
    kept = {key: why for key, why in _failures(path).items() if key not in tried}
    for outcome in summary.outcomes:
        if outcome.state == "failed" and outcome.source is not None:
            kept.setdefault(_key(outcome.source), str(outcome.reason))
    lines = [
        json.dumps({"input": where, "name": name, "reason": why}, ensure_ascii=False)
        for (where, name), why in kept.items()
    ]
    try:
        if lines:
            path.write_text("\n".join(lines) + "\n", encoding="utf-8", errors="surrogateescape")
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise UnwritableFile(f"{path} cannot be written: {error.strerror}.") from error


def failed_before(path: Path) -> list[Input]:
    """Give the inputs that are written down as failed; none when there is no such file.

    Raises `UnreadableDocument` when it holds something else.
    """
    return [
        Input(where if is_address(where) else Path(where), name) for where, name in _failures(path)
    ]


def _key(source: Input) -> tuple[str, str]:
    where = source.where
    return (where if isinstance(where, str) else str(where.absolute())), source.name


def _failures(path: Path) -> dict[tuple[str, str], str]:
    try:
        lines = path.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
        rows = [json.loads(line) for line in lines]
        return {(row["input"], row["name"]): row["reason"] for row in rows}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableDocument(f"{path} is no list of failures. Remove it.") from error


def _settled(record: Record, work: _Work, step: _Step) -> Outcome:
    """Write a reading; only here the record is written to, whatever the number of workers."""
    if isinstance(step, Outcome):
        return step
    path, source, reading = step
    if reading.document.sha256 in work.known:
        document_id, state = record.read_again(reading), _AGAIN
    else:
        added = record.add(_signed(reading, work.by))
        document_id, state = added.document_id, _ADDED if added.new else _UNCHANGED
    work.known[reading.document.sha256] = document_id
    reason = None
    if reading.reader == NOT_READ:
        reason = (
            f"{path} is not in English but in {reading.document.language}. To have such documents "
            "read, add them with --any-language to a new record."
        )
    warnings = tuple(value for name, value in reading.document.labels if name == "warning")
    return Outcome(path, state, document_id, reason, source, warnings)


def _signed(reading: Reading, by: str | None) -> Reading:
    """Tell of a document that it is added now, and by whom."""
    document = reading.document
    now = datetime.now(UTC).isoformat(timespec="seconds")
    origin = replace(document.origin, added=now, added_by=by)
    return replace(reading, document=replace(document, origin=origin))


def _steps(
    source: Input, found: Iterable[Document | UnreadableDocument], work: _Work
) -> Generator[_Step, None, None]:
    """Read what is found in an input, one document after the other."""
    path = str(source.where)
    try:
        for each in found:
            if isinstance(each, UnreadableDocument):
                yield Outcome(path, "failed", reason=str(each), source=source)
            else:
                yield _read(each, source, work)
    except RecordError:
        raise
    except VerbaleError as error:
        yield Outcome(path, "failed", reason=str(error), source=source)


def _steps_of_all(sources: Iterable[Input], work: _Work) -> Generator[_Steps, None, None]:
    """Take inputs apart in their order; small files go to a parser together."""
    waiting: list[_Waiting] = []
    for source in sources:
        here = _here(source, work)
        others = [each for _, each in waiting if isinstance(each, Given)]
        full = len(waiting) == MOST_TOGETHER or (isinstance(here, Given) and not fits(here, others))
        if full or here is None:
            yield from _steps_of(waiting, work)
            waiting = []
        if here is None:
            yield _steps_alone(source, work)
        else:
            waiting.append((source, here))
    yield from _steps_of(waiting, work)


def _steps_of(waiting: list[_Waiting], work: _Work) -> Generator[_Steps, None, None]:
    files = [each for _, each in waiting if isinstance(each, Given)]
    # Closed at once when reading fails: a worker waits at the other end.
    with closing(documents_of_several(files, today=work.today)) as documents:
        by_file = groupby(documents, key=itemgetter(0))
        for source, here in waiting:
            if isinstance(here, Outcome):
                yield (each for each in [here])
            else:
                # Of each file something is found, if only what is wrong with it.
                yield _steps(source, map(itemgetter(1), next(by_file)[1]), work)


def _steps_alone(source: Input, work: _Work) -> _Steps:
    with closing(_documents_alone(source, work)) as documents:
        yield from _steps(source, documents, work)


def _here(source: Input, work: _Work) -> Given | Outcome | None:
    """Read a file; `None` of an address, and of a file that is too large for that.

    What is on record already, and what cannot be opened, is settled.
    """
    if isinstance(source.where, str):
        return None
    path = str(source.where)
    try:
        data = read_if_small(source.where)
        if data is None:
            return None
        settled = work.settled(hashlib.sha256(data).hexdigest(), path, source)
        # A mail is known when its attachments may not be, after an interruption between them.
        if settled is not None and format_of(data[:_HEAD], source.name) != "mail":
            return settled
        return Given(data, path, told_beside(source.where, work.today))
    except VerbaleError as error:
        return Outcome(in_text(source.where), "failed", reason=str(error), source=source)


def _documents_alone(
    source: Input, work: _Work
) -> Generator[Document | UnreadableDocument, None, None]:
    if isinstance(source.where, Path):
        yield from documents_in(source.where, Metadata(), today=work.today)
        return
    got = work.fetcher.fetch(source.where)
    for found in documents_from_bytes(got.data, source.where, Metadata(), today=work.today):
        if not isinstance(found, UnreadableDocument) and found.origin.container is None:
            published = found.published or source.published
            yield replace(found, origin=got.origin, published=published)
        else:
            yield found


def _read(document: Document, source: Input, work: _Work) -> _Step:
    path = document.name
    if settled := work.settled(document.sha256, path, source):
        return settled
    origin = document.origin
    named = replace(
        document,
        name=_renamed(path, source),
        origin=replace(origin, container=origin.container and _renamed(origin.container, source)),
    )
    try:
        return path, source, read(named, any_language=work.any_language)
    except UnreadableDocument as error:
        return Outcome(path, "failed", reason=str(error), source=source)


def _renamed(name: str, source: Input) -> str:
    """Give a name on record, which begins with that of the input and not with its folder."""
    where = str(source.where)
    return source.name + name.removeprefix(where) if name.startswith(where) else name


def _in_order(listed: list[Input], work: _Work, workers: int) -> Generator[_Steps, None, None]:
    """Give the steps of each input, in the order of inputs, whoever reads them and when."""
    if workers <= 1:
        yield from _steps_of_all(listed, work)
        return
    crew = _Crew(work, min(workers, max(1, len(listed))))
    together = max(1, min(MOST_TOGETHER, len(listed) // (workers * _BATCHES_AHEAD)))
    lanes: deque[_Lane] = deque()
    try:
        for at in range(0, len(listed), together):
            lanes += crew.begin(listed[at : at + together])
            while len(lanes) > (workers * _BATCHES_AHEAD - 1) * together:
                yield crew.steps(lanes.popleft())
        while lanes:
            yield crew.steps(lanes.popleft())
    finally:
        crew.dismiss()


_Lane = queue.Queue["_Step | BaseException | None"]  # ends with what failed, or with None


class _Crew:
    """Threads that read ahead: most of their time goes by in the network and in the parsers."""

    def __init__(self, work: _Work, workers: int) -> None:
        self._work = work
        self._tasks: queue.SimpleQueue[tuple[list[Input], list[_Lane]] | None] = queue.SimpleQueue()
        self._dismissed = threading.Event()
        self._threads = [threading.Thread(target=self._run, daemon=True) for _ in range(workers)]
        for thread in self._threads:
            thread.start()

    def begin(self, sources: list[Input]) -> list[_Lane]:
        """Have inputs read by one worker; the steps of each come through a lane of its own."""
        lanes: list[_Lane] = [queue.Queue(_AHEAD) for _ in sources]
        self._tasks.put((sources, lanes))
        return lanes

    def steps(self, lane: _Lane) -> _Steps:
        """Give the steps that come through a lane; what a worker raised is raised here."""
        while (step := lane.get()) is not None:
            if isinstance(step, BaseException):
                raise step
            yield step

    def dismiss(self) -> None:
        """Send the workers home, after the document that each is at."""
        self._dismissed.set()
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join(_FAREWELL)

    def _run(self) -> None:
        while (task := self._tasks.get()) is not None and not self._dismissed.is_set():
            sources, lanes = task
            open_lanes = deque(lanes)
            try:
                with closing(_steps_of_all(sources, self._work)) as all_steps:
                    for steps in all_steps:
                        for step in steps:
                            if not self._put(open_lanes[0], step):
                                return
                        self._put(open_lanes.popleft(), None)
            except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
                self._put(open_lanes[0], error)

    def _put(self, lane: _Lane, step: _Step | BaseException | None) -> bool:
        while not self._dismissed.is_set():
            try:
                lane.put(step, timeout=_PATIENCE)
            except queue.Full:
                continue
            return True
        return False


def _inputs(inputs: Iterable[Path | str | Input], summary: Summary) -> list[Input]:
    """List what to add; what cannot be opened goes to the summary."""
    listed: list[Input] = []
    for each in inputs:
        if isinstance(each, Input):
            listed.append(each)
        elif isinstance(each, str) and is_address(each):
            listed.append(Input(each, each))
        elif _is_folder(path := Path(each)):
            listed += _in_folder(path, summary)
        else:
            listed.append(Input(path, path.name))
    return listed


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False  # opening it will tell what is wrong


def _in_folder(folder: Path, summary: Summary) -> list[Input]:
    def report(error: OSError) -> None:
        reason = f"{error.filename} cannot be opened: {error.strerror}. Check its rights."
        summary.outcomes.append(Outcome(str(error.filename), "failed", reason=reason))

    inputs = []
    for place, folders, names in os.walk(folder, onerror=report):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            path = Path(place, name)
            if name == MANIFEST or path.suffix.lower() == _COMPANION:
                continue
            if path.is_file() and _may_be_read(path):
                inputs.append(Input(path, path.relative_to(folder).as_posix()))
            else:
                summary.skipped += 1
    return inputs


def _may_be_read(path: Path) -> bool:
    """Tell whether a file is a document by its name, or by its first bytes whatever its name."""
    if path.suffix.lower() in SUFFIXES:
        return True
    try:
        with path.open("rb") as stream:
            return format_of(stream.read(_HEAD), path.name) not in {None, "text"}
    except OSError:
        return False
