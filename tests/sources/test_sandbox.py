from __future__ import annotations

import ctypes
import gzip
import os
import signal
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from tests.sources import corpus
from tests.sources.shared import TODAY, several
from verbale.sources import sandbox as sandbox_module
from verbale.sources.extract import Extract, Unread
from verbale.sources.sandbox import Limits, Sandbox, borrowed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SLOW = b"<html><body>" + b"<p>He <b>said</b> no.</p>" * 200_000


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(Limits(computing=1, waiting=20)) as made:
        yield made


def test_one_worker_serves_many(sandbox: Sandbox) -> None:
    list(sandbox.extracts(b"<p>No.</p>", "a.html", TODAY))
    first = _pid(sandbox)
    list(sandbox.extracts(corpus.pdf("clubs"), "a.pdf", TODAY))
    assert _pid(sandbox) == first


def test_too_much_computing_ends_the_worker_and_the_next_goes_on(sandbox: Sandbox) -> None:
    documents, reasons = several(SLOW, "slow.html", sandbox)
    assert not documents
    assert reasons == ["slow.html takes more than 1 s of computing. Split it first."]
    assert several(b"<p>No.</p>", "a.html", sandbox)[0]


def test_a_member_that_ends_the_worker_costs_itself(sandbox: Sandbox) -> None:
    data = corpus.zipped(
        {"a.md": b"# One", "slow.html": SLOW, "b.md": b"# Two", "c.md": b"# Three"}
    )
    documents, reasons = several(data, "a.zip", sandbox)
    assert [each.text for each in documents] == ["One", "Two", "Three"]
    assert reasons == ["a.zip/slow.html takes more than 1 s of computing. Split it first."]


def test_an_archive_whose_members_all_fail_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox_module, "_CRASHES", 3)
    data = corpus.zipped({f"{number}.md": b"He said no." for number in range(20)})
    with Sandbox(Limits(text=1)) as sandbox:
        reasons = several(data, "a.zip", sandbox)[1]
    assert len(reasons) == 4
    assert reasons[-1] == "a.zip made its parser fail 3 times. The rest of it is left."


def test_too_much_text() -> None:
    with Sandbox(Limits(text=10)) as sandbox:
        reasons = several(b"<p>The ministry said no.</p>", "a.html", sandbox)[1]
    assert reasons == ["a.html gives more than 10 characters of text. Split it first."]


def test_too_much_memory() -> None:
    with Sandbox(Limits(memory=180_000_000)) as sandbox:
        reasons = several(gzip.compress(b"a" * 49_000_000), "a.gz", sandbox)[1]
        assert reasons == ["a.gz/a needs more than 180 MB of memory to be read. Split it first."]
        assert several(corpus.mail("clubs"), "b.eml", sandbox)[0]


def test_too_long_a_wait() -> None:
    with Sandbox(Limits(waiting=0.05)) as sandbox:
        reasons = several(SLOW, "slow.html", sandbox)[1]
    assert reasons == ["slow.html takes longer than 0.05 s to be read. Split it first."]


def test_a_worker_that_crashes(sandbox: Sandbox) -> None:
    list(sandbox.extracts(b"<p>No.</p>", "a.html", TODAY))
    os.kill(_pid(sandbox), signal.SIGSEGV)
    assert list(sandbox.extracts(SLOW, "a.html", TODAY)) == [
        Unread("", "a.html makes its parser crash. It is damaged or hostile: get it again.")
    ]
    (extract,) = sandbox.extracts(b"<p>No.</p>", "a.html", TODAY)
    assert isinstance(extract, Extract)


def test_who_stops_listening_gets_no_answer_of_before(sandbox: Sandbox) -> None:
    data = corpus.zipped({f"{number}.txt": b"He said no." for number in range(50)})
    for _ in sandbox.extracts(data, "a.zip", TODAY):
        break
    (extract,) = sandbox.extracts(b"<p>Yes.</p>", "a.html", TODAY)
    assert isinstance(extract, Extract)
    assert extract.text == "Yes."


def test_a_file_by_its_path(sandbox: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    path.write_bytes(b"From a@b.c Tue Mar  5 10:00:00 2024\n" + corpus.mail("clubs"))
    (extract,) = sandbox.extracts(path, "a.mbox", TODAY)
    assert extract.name == "message-1.eml"


def test_workers_are_lent_and_kept() -> None:
    with borrowed() as one, borrowed() as other:
        assert one is not other
    with borrowed() as again:
        assert again in {one, other}


def test_workers_for_many_threads() -> None:
    texts: list[str] = []

    def run(number: int) -> None:
        documents, _ = several(f"<p>Number {number}.</p>".encode(), "a.html")
        texts.extend(document.text for document in documents)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(texts) == [f"Number {number}." for number in range(4)]


SEALED = """
import ctypes, os, socket, subprocess, sys
from verbale.sources.isolation import seal
seal(2_000_000_000)
def refused(what):
    try:
        what()
    except OSError:
        return True
    return False
libc = ctypes.CDLL(None, use_errno=True)
assert refused(lambda: socket.socket()), "socket"
assert refused(lambda: socket.create_connection(("127.0.0.1", 9))), "connection"
assert refused(lambda: subprocess.run(["true"])), "program"
assert refused(lambda: os.system("true")), "shell"
assert refused(lambda: open("written", "w")), "file"
assert refused(lambda: os.open("written", os.O_CREAT | os.O_WRONLY)), "file by number"
assert refused(lambda: os.remove(sys.argv[1])), "removal"
if sys.platform == "linux" and os.uname().machine in ("x86_64", "aarch64"):
    assert libc.socket(2, 1, 0) == -1, "socket of the kernel"
    assert libc.execv(b"/bin/true", None) == -1, "program of the kernel"
open(sys.argv[1]).read()
print("sealed")
"""


def test_a_sealed_process_reaches_nothing(tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("kept", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", SEALED, kept],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "sealed\n", done.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["kept.txt"]


def test_this_process_is_not_sealed() -> None:
    socket.socket().close()
    assert ctypes.CDLL(None).getpid() == os.getpid()


def _pid(sandbox: Sandbox) -> int:
    assert sandbox.process_id is not None
    return sandbox.process_id
