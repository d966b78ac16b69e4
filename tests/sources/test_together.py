"""Small files that go to a worker together: what one of them does costs that one only."""

from __future__ import annotations

import gzip
import mmap
import os
from typing import TYPE_CHECKING

import pytest

from tests.sources import corpus
from tests.sources.shared import TODAY
from verbale.errors import UnreadableDocument, WrongMetadata
from verbale.sources import outbox
from verbale.sources.extract import Extract
from verbale.sources.files import MOST_TOGETHER, Given, documents_of_several, fits
from verbale.sources.metadata import Metadata
from verbale.sources.sandbox import Limits, Sandbox

if TYPE_CHECKING:
    from collections.abc import Sequence

SLOW = b"<html><body>" + b"<p>He <b>said</b> no.</p>" * 200_000


def _page(number: int) -> tuple[bytes, str]:
    return f"Number {number}.".encode(), f"{number}.md"


def _read(files: Sequence[tuple[bytes, str]], sandbox: Sandbox) -> list[tuple[int, str]]:
    """Give what is found, texts and reasons alike, with the number of its file."""
    return [
        (at, found.text if isinstance(found, Extract) else found.reason)
        for at, found in sandbox.extracts_of(files, TODAY)
    ]


def test_together_is_as_one_by_one() -> None:
    files = [_page(1), (corpus.pdf("clubs"), "a.pdf"), (b"\x89PNG", "b.png"), _page(2)]
    files += [(corpus.zipped({"a.md": b"# One", "b.md": b"# Two"}), "c.zip"), _page(3)]
    with Sandbox() as sandbox:
        alone = [
            (at, each)
            for at, (data, name) in enumerate(files)
            for each in sandbox.extracts(data, name, TODAY)
        ]
        assert list(sandbox.extracts_of(files, TODAY)) == alone


@pytest.mark.parametrize(
    ("limits", "hostile", "says"),
    [
        (Limits(computing=1), (SLOW, "bad.html"), "takes more than 1 s of computing"),
        (Limits(waiting=2), (SLOW, "bad.html"), "takes longer than 2 s to be read"),
        (
            Limits(memory=180_000_000),
            (gzip.compress(b"a" * 49_000_000), "bad.gz"),
            "needs more than 180 MB of memory",
        ),
        (Limits(text=20), (b"<p>" + b"He said no. " * 9, "bad.html"), "more than 20 characters"),
    ],
)
def test_a_file_at_a_limit_costs_itself(
    limits: Limits, hostile: tuple[bytes, str], says: str
) -> None:
    with Sandbox(limits) as sandbox:
        list(sandbox.extracts(*_page(0), TODAY))  # its libraries are loaded
        found = _read([_page(1), _page(2), hostile, _page(3), hostile, _page(4)], sandbox)
    texts = [(at, said) for at, said in found if said.startswith("Number")]
    assert texts == [(0, "Number 1."), (1, "Number 2."), (3, "Number 3."), (5, "Number 4.")]
    reasons = [(at, said) for at, said in found if not said.startswith("Number")]
    assert [at for at, _ in reasons] == [2, 4]
    assert all(said.startswith("bad.") and says in said for _, said in reasons)


def test_a_member_that_ends_the_worker_costs_itself() -> None:
    archive = corpus.zipped({"a.md": b"# One", "slow.html": SLOW, "b.md": b"# Two"})
    with Sandbox(Limits(computing=1)) as sandbox:
        found = _read([_page(1), (archive, "a.zip"), _page(2)], sandbox)
    assert found == [
        (0, "Number 1."),
        (1, "One"),
        (1, "a.zip/slow.html takes more than 1 s of computing. Split it first."),
        (1, "Two"),
        (2, "Number 2."),
    ]


def test_an_archive_larger_than_what_is_gathered() -> None:
    members = {f"{number}.md": b"He said no. " * 30_000 for number in range(4)}
    with Sandbox() as sandbox:
        found = _read([_page(1), (corpus.zipped(members), "a.zip"), _page(2)], sandbox)
    assert [len(said) for _, said in found] == [9, 359_999, 359_999, 359_999, 359_999, 9]


def test_who_stops_listening_gets_no_answer_of_before() -> None:
    with Sandbox() as sandbox:
        for _ in sandbox.extracts_of([_page(number) for number in range(9)], TODAY):
            break
        assert _read([_page(10)], sandbox) == [(0, "Number 10.")]


def test_documents_of_several_come_with_the_number_of_their_file() -> None:
    files = [
        Given(b"He said no.", "a.txt", Metadata()),
        Given(corpus.page("press"), "b.html", Metadata(title="Ours")),
        Given(b"\x89PNG", "c.png", Metadata()),
        Given(b"<p> </p>", "d.html", Metadata()),
        Given(corpus.zipped({"a.md": b"# One", "b.txt": b"Two"}), "e.zip", Metadata()),
        Given(corpus.zipped({}), "f.zip", Metadata()),
    ]
    found = [
        (at, each.args[0] if isinstance(each, UnreadableDocument) else each.name)
        for at, each in documents_of_several(files, today=TODAY)
    ]
    assert [at for at, _ in found] == [0, 1, 2, 3, 4, 4, 5]
    assert [said for _, said in found if said.count(" ") == 0] == [
        "a.txt",
        "b.html",
        "e.zip/a.md",
        "e.zip/b.txt",
    ]


def test_what_is_told_wrongly_is_told_before_any_is_read() -> None:
    files = [Given(b"No.", "a.txt", Metadata()), Given(b"No.", "b.txt", Metadata(kind="novel"))]
    with pytest.raises(WrongMetadata, match=r"b\.txt: 'novel' is no kind of document"):
        next(documents_of_several(files, today=TODAY))


def test_which_files_go_together() -> None:
    small = Given(bytes(1000), "a.pdf", Metadata())
    assert fits(small, [small] * (MOST_TOGETHER - 1))
    assert not fits(small, [small] * MOST_TOGETHER)
    assert not fits(
        Given(bytes(300_000), "b.pdf", Metadata()), [Given(bytes(200_000), "", Metadata())]
    )


def test_what_was_told_is_not_lost() -> None:
    ours, theirs = os.pipe()
    shared = outbox.shared_file()
    memory = mmap.mmap(shared, outbox.SIZE)
    box = outbox.Outbox(shared, theirs)
    os.close(shared)
    box.put(b"one")
    assert outbox.left_in(memory, 0) == b"one"
    box.send()
    box.put(b"two")
    box.put(b"three")
    assert outbox.left_in(memory, 3) == b"twothree"
    assert os.read(ours, 100) == b"one"
    box.send()
    assert outbox.left_in(memory, 5) == b""
    assert outbox.left_in(memory, 11) == b""
    os.close(ours)
    os.close(theirs)


def test_a_head_that_lies_gives_nothing() -> None:
    shared = outbox.shared_file()
    memory = mmap.mmap(shared, outbox.SIZE)
    os.close(shared)
    for told, sent in ((1, 2), (2**60, 0), (2**63, 2**63)):
        memory[:16] = told.to_bytes(8, "little") + sent.to_bytes(8, "little")
        assert outbox.left_in(memory, 0) == b""
