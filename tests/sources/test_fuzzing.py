"""Files with damage of every kind, by the hundred here and by the hundred thousand in `make soak`.

What must hold: this process never fails, spans fit their texts, an answer comes in time, and the
worker grows no fatter.
"""

from __future__ import annotations

import gzip
import random
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import pytest

from tests.sources import corpus
from tests.sources.corpus import LETTERS, PdfForm
from tests.sources.shared import several
from verbale.sources.sandbox import Limits, Sandbox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verbale.model import Document, Moment, Place

ROUNDS: Final = 400
SOAK_ROUNDS: Final = 100_000
WARC: Final = corpus.warc({f"https://example.org/{name}": corpus.page(name) for name in LETTERS})
SAMPLES: Final[list[tuple[str, bytes]]] = [
    ("a.pdf", corpus.pdf("clubs", PdfForm(columns=2, hyphenated=True, notes=("See it.",)))),
    ("a.docx", corpus.word("press")),
    ("a.odt", corpus.odt("water")),
    ("a.html", corpus.page("school")),
    ("a.md", corpus.markdown("bridge")),
    ("a.eml", corpus.mail("clubs", {"a.pdf": corpus.pdf("press"), "b.md": b"# No."})),
    ("a.mbox", b"From a@b.c Tue Mar  5 10:00:00 2024\n" + corpus.mail("clubs")),
    ("a.vtt", corpus.captions("clubs")),
    ("a.srt", corpus.captions("clubs", vtt=False)),
    ("a.xml", corpus.feed(["clubs", "press"])),
    ("b.xml", corpus.atom(["clubs", "press"])),
    ("a.warc", WARC),
    ("a.warc.gz", gzip.compress(WARC)),
    ("a.zip", corpus.zipped({"a.md": corpus.markdown("clubs"), "b.pdf": corpus.pdf("press")})),
    ("a.csv", b"title,text,date\nOne,He said no.,2024-03-05\nTwo,She said yes.,2024\n"),
    ("a.json", b'[{"text": "He said no.", "date": "2024"}, {"text": "She said yes."}]'),
]
_TELLING: Final = (b"<", b">", b"&", b"\0", b"\xff", b"%PDF-", b"PK\x03\x04", b"-->", b"\n\n", b'"')


def _damaged(sample: bytes, chance: random.Random) -> bytes:
    data = bytearray(sample)
    for _ in range(chance.choice((1, 2, 8, 40))):
        at = chance.randrange(len(data) + 1)
        length = chance.choice((1, 1, 4, 60))
        match chance.randrange(5):
            case 0:
                data[at : at + length] = chance.randbytes(length)
            case 1:
                del data[at : at + length]
            case 2:
                data[at:at] = chance.choice(_TELLING) * length
            case 3:
                piece = chance.randrange(len(data) + 1)
                data[at:at] = data[piece : piece + length]
            case _:
                data[at : at + 4] = chance.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF)).to_bytes(
                    4, "little"
                )
        if not data:
            break
    return bytes(data if chance.randrange(4) else data[: chance.randrange(len(data) + 1)])


def _check(document: Document) -> None:
    length = len(document.text)
    every: tuple[Sequence[Place | Moment], ...] = (document.places, document.moments)
    for spans in every:
        assert all(0 <= each.start < each.end <= length for each in spans)
        assert all(one.start <= other.start for one, other in pairwise(spans))
    document.text.encode("utf-8")


def _fuzz(rounds: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same damage each time
    with Sandbox(Limits(memory=1_000_000_000, computing=5, waiting=20)) as sandbox:
        for _ in range(rounds):
            name, sample = chance.choice(SAMPLES)
            documents, reasons = several(_damaged(sample, chance), name, sandbox)
            assert documents or reasons
            for document in documents:
                _check(document)


def test_damaged_files() -> None:
    _fuzz(ROUNDS, seed=1)


@pytest.mark.soak
def test_damaged_files_by_the_hundred_thousand() -> None:
    _fuzz(SOAK_ROUNDS, seed=2)
