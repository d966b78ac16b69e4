from __future__ import annotations

from datetime import date
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.model import Moment, Origin, Page, Place
from verbale.sources import wire
from verbale.sources.extract import Drawing, Extract, Picture, Seen, Unread
from verbale.sources.metadata import Metadata

_line = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_point = st.integers(0, 99_999).map(lambda each: each / 100)


@st.composite
def _extracts(draw: st.DrawFn) -> Extract:
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = list(pairwise(cuts))
    return Extract(
        text,
        draw(_line),
        draw(_line),
        metadata=Metadata(title=draw(st.none() | _line), kind=draw(st.none() | _line)),
        name=draw(_line),
        original=draw(st.none() | st.binary(max_size=20)),
        pages=tuple(draw(st.lists(st.builds(Page, st.integers(1, 9), _point, _point), max_size=2))),
        places=tuple(Place(*span, 1, *(draw(_point) for _ in range(4))) for span in spans),
        moments=tuple(Moment(*span, draw(_point), draw(_point)) for span in spans),
        labels=tuple(draw(st.lists(st.tuples(_line, _line), max_size=2))),
        origin=draw(st.builds(Origin, url=st.none() | _line, headers=st.just((("a", "b"),)))),
    )


def _moment(start: int, end: int) -> dict[str, float]:
    return {"start": start, "end": end, "begins": 0.0, "ends": 1.0}


@given(_extracts())
def test_what_is_sent_arrives(extract: Extract) -> None:
    assert _arrived(extract) == extract


@pytest.mark.parametrize(
    "told",
    [
        wire.At(3, "a.html"),
        wire.Done(),
        Drawing(1, 2, bytes(6)),
        wire.PageRequest(b"%PDF", "a.pdf", 2),
        Picture(2, 3, 1.5, bytes(6)),
        wire.Request(
            (wire.File(None, b"a", "a.txt", 0),), date(2024, 6, 1), links=False, recogniser=None
        ),
        wire.Request(
            (wire.File("/a", b"", "a.txt", 2),),
            date(2024, 6, 1),
            links=True,
            recogniser=("sees", "1"),
        ),
        Unread("a.doc", "a.doc is of no format that can be read."),
        wire.Words((Seen("He", 1, 2, 3, 4, 0, 0.5),)),
    ],
)
def test_every_message_arrives(told: wire.Message) -> None:
    assert _arrived(told) == told


def _arrived(told: wire.Message) -> wire.Message:
    number, data = _in_parts(told)
    return wire.message(number, data)


def _in_parts(told: wire.Message) -> tuple[int, bytes]:
    made = bytes(wire.frame(told))
    number, size = wire.HEAD.unpack_from(made)
    assert len(made) == wire.HEAD.size + size
    return number, made[wire.HEAD.size :]


@given(st.integers(0, 255), st.binary(max_size=60))
def test_nonsense_is_told_from_messages(number: int, data: bytes) -> None:
    try:
        told = wire.message(number, data)
    except wire.BadFrame:
        return
    assert told == wire.Done()  # that takes no more than an empty map


GOOD = Extract("He said no.", "text/plain", "plain", places=(Place(0, 2, 1, 0, 0, 9, 9),))


@pytest.mark.parametrize(
    "change",
    [
        {"text": None},
        {"text": b"He said no."},
        {"metadata": []},
        {"metadata": {"title": 7}},
        {"places": [[2, 12, 1, 0, 0, 9, 9]]},
        {"places": [[0, 2, 1, 0, 0, 9]]},
        {"places": [[0, 2, 1, "left", 0, 9, 9]]},
        {"moments": [[0, 2, 0, 1]]},
        {"moments": [_moment(0, 12)]},
        {"moments": [_moment(3, 3)]},
        {"moments": [_moment(-1, 3)]},
        {"moments": [_moment(5, 9), _moment(0, 3)]},
        {"pages": [{"number": 1}]},
        {"labels": [["one"]]},
        {"origin": None},
        {"original": "text"},
    ],
)
def test_an_answer_that_does_not_fit_together(change: dict[str, object]) -> None:
    number, data = _in_parts(GOOD)
    content = msgspec.msgpack.decode(data)
    assert wire.message(number, msgspec.msgpack.encode(content)) == GOOD
    with pytest.raises(wire.BadFrame):
        wire.message(number, msgspec.msgpack.encode({**content, **change}))


def test_more_than_there_is_cannot_be_announced() -> None:
    number, _ = _in_parts(GOOD)
    a_list_of_four_thousand_million = b"\x81\xa6places\xdd" + b"\xff" * 4
    with pytest.raises(wire.BadFrame):
        wire.message(number, a_list_of_four_thousand_million)


@pytest.mark.parametrize(
    "told",
    [
        wire.At(-1, ""),
        Picture(3, 2, 1.0, bytes(5)),
        Picture(0, 2, 1.0, b""),
        Picture(-3, -2, 1.0, bytes(6)),
        Picture(10_000, 5_000, 1.0, bytes(50_000_000)),
        Drawing(2, 3, bytes(6)),
        Drawing(-1, -1, bytes(3)),
        Drawing(1 << 20, 1 << 20, b"abc"),
    ],
)
def test_a_worker_that_was_taken_over(told: wire.Message) -> None:
    with pytest.raises(wire.BadFrame):
        _arrived(told)
