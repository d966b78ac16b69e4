"""Words on pictures of pages, recognised by Tesseract where it is installed.

It is given pixels that our own worker has drawn, never a file that somebody else made, and is held
to limits of time and memory all the same.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Final

from verbale.sources.extract import NotRecognised, Seen

if TYPE_CHECKING:
    from verbale.sources.extract import Picture

__all__ = ["program_and_version", "recognised"]

_PROGRAM: Final = "tesseract"
_LANGUAGE: Final = "eng"  # what else is recognised is not read anyway
_SECONDS: Final = 60  # for one page; it takes some two
_MEMORY: Final = 2_000_000_000  # bytes of address space
_WORD: Final = "5"  # the level of a row that is a word
_COLUMNS: Final = 12


@cache
def program_and_version() -> tuple[str, str] | None:
    """Tell what recognises words, and its version; `None` when nothing is installed."""
    found = shutil.which(_PROGRAM)
    if found is None:
        return None
    said = subprocess.run(  # noqa: S603 - found in the PATH of who runs us
        [found, "--version"], capture_output=True, text=True, check=False
    )
    first = (said.stdout or said.stderr).partition("\n")[0]
    return _PROGRAM, first.removeprefix(_PROGRAM).strip()


def recognised(picture: Picture) -> list[Seen]:
    """Give the words on a picture, line by line.

    Raises `NotRecognised` when Tesseract fails or takes too long.
    """
    head = f"P5 {picture.width} {picture.height} 255\n".encode()
    dpi = str(max(70, round(picture.scale * 72)))
    command = [_PROGRAM, "stdin", "stdout", "-l", _LANGUAGE, "--dpi", dpi, "tsv"]
    with subprocess.Popen(  # noqa: S603 - found in the PATH of who runs us
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # several documents are read at a time
        start_new_session=True,  # Ctrl-C is for us to handle
    ) as process:
        _limit(process.pid)
        try:
            out, err = process.communicate(head + picture.pixels, timeout=_SECONDS)
        except subprocess.TimeoutExpired as error:
            process.kill()
            raise NotRecognised(f"Tesseract takes longer than {_SECONDS} s") from error
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        said = " ".join(err.decode("utf-8", "replace").split())[:200]
        raise NotRecognised(f"Tesseract fails: {said}")
    return _words(out.decode("utf-8", "replace"))


def _limit(process_id: int) -> None:
    if sys.platform == "linux":  # elsewhere nobody can limit another process
        import resource  # noqa: PLC0415 - not everywhere

        with suppress(ProcessLookupError):
            resource.prlimit(process_id, resource.RLIMIT_AS, (_MEMORY, _MEMORY))
            resource.prlimit(process_id, resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


def _words(table: str) -> list[Seen]:
    """Read the rows that Tesseract writes; those above a word only tell where a line begins."""
    found: list[Seen] = []
    line = 0
    for row in table.splitlines():
        values = row.split("\t")
        if len(values) != _COLUMNS or values[0] != _WORD:
            line += 1
            continue
        left, top, width, height = map(int, values[6:10])
        text = "".join(values[11].split())
        if text and width > 0 and height > 0:
            sure = float(values[10]) / 100
            found.append(Seen(text, left, top, left + width, top + height, line, sure))
    return found
