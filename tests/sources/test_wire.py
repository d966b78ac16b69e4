from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.model import Moment, Origin, Page, Place
from verbale.sources import wire
from verbale.sources.extract import Extract
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


@given(_extracts())
def test_what_is_sent_arrives(extract: Extract) -> None:
    content, body = wire.packed(extract)
    head, text, sent = wire.frame({"say": "extract", **content}, body)
    assert wire.HEAD.unpack(head) == (len(text), len(sent))
    assert wire.unpacked(wire.parsed(text), sent) == extract


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_nonsense_is_told_from_answers(text: bytes, body: bytes) -> None:
    with pytest.raises(wire.BadFrame):
        wire.unpacked(wire.parsed(text), body)


GOOD = wire.packed(
    Extract("He said no.", "text/plain", "plain", places=(Place(0, 2, 1, 0, 0, 9, 9),))
)


@pytest.mark.parametrize(
    "change",
    [
        {"sizes": [11, 28, 5]},
        {"sizes": [10, 29, -1]},
        {"sizes": [-1, 40, -1]},
        {"sizes": None},
        {"metadata": {"author": "x"}},
        {"moments": [[0, 12, 0, 1]]},
        {"moments": [[3, 3, 0, 1]]},
        {"moments": [[5, 9, 0, 1], [0, 3, 0, 1]]},
        {"pages": [[1]]},
        {"labels": [["one"]]},
        {"origin": {}},
    ],
)
def test_an_answer_that_does_not_fit_its_text(change: dict[str, object]) -> None:
    content, body = GOOD
    assert wire.unpacked(json.loads(json.dumps(content)), body).text == "He said no."
    with pytest.raises(wire.BadFrame):
        wire.unpacked(json.loads(json.dumps({**content, **change})), body)


def test_places_beyond_the_text() -> None:
    content, body = wire.packed(
        Extract("No.", "text/plain", "plain", places=(Place(2, 9, 1, 0, 0, 9, 9),))
    )
    with pytest.raises(wire.BadFrame):
        wire.unpacked(content, body)


@pytest.mark.parametrize(
    ("content", "size"),
    [
        ({"width": 3, "height": 2, "scale": 1.0}, 5),
        ({"width": 0, "height": 2, "scale": 1.0}, 0),
        ({"width": -3, "height": -2, "scale": 1.0}, 6),
        ({"width": 10_000, "height": 5_000, "scale": 1.0}, 50_000_000),
        ({"width": "wide", "height": 2, "scale": 1.0}, 6),
        ({"width": 3, "height": 2}, 6),
    ],
)
def test_a_picture_that_is_none(content: dict[str, object], size: int) -> None:
    with pytest.raises(wire.BadFrame):
        wire.picture(content, bytes(size))
