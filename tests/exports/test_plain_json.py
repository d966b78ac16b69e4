from __future__ import annotations

import io
import json

from tests.factories import rich_reading
from verbale.exports.plain_json import write_contents, write_rows
from verbale.record.from_reading import contents_of
from verbale.record.states import exchanges

CONTENTS = contents_of(rich_reading())


def test_everything_is_written_with_its_words() -> None:
    stream = io.StringIO()
    write_contents(CONTENTS, stream)
    written = json.loads(stream.getvalue())
    assert written["statements"][0]["cue"][0]["exact"] == "told"
    assert written["links"] == [
        {"answer": "d1.s2", "answered": "d1.s1", "basis": "explicit", "reason": "denied"}
    ]


def test_rows_are_an_array() -> None:
    stream = io.StringIO()
    write_rows(exchanges(CONTENTS.statements, CONTENTS.links), stream)
    first, second = json.loads(stream.getvalue())
    assert first["answers"][0]["statement"]["id"] == "d1.s2"
    assert second["answers"] == []
