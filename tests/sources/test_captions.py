from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sources import corpus
from tests.sources.corpus import LETTERS
from tests.sources.shared import one
from verbale.errors import UnreadableDocument
from verbale.sources.timed_text import labelled_transcript, put_together, seconds_of


@pytest.mark.parametrize("vtt", [True, False])
@pytest.mark.parametrize("name", LETTERS)
def test_captions_keep_speakers_and_times(name: str, *, vtt: bool) -> None:
    document = one(corpus.captions(name, vtt=vtt), "a.vtt" if vtt else "a.srt")
    speakers = ("Ann Lee", "Ola Berg")
    turns = [f"{speakers[at % 2]}: {words}" for at, words in enumerate(LETTERS[name][1:])]
    assert document.text == "\n\n".join(turns)
    assert document.kind == "transcript"
    spoken = [(document.text[m.start : m.end], m.begins, m.ends) for m in document.moments]
    assert spoken == [(turn, 2.0 * at, 2.0 * at + 2) for at, turn in enumerate(turns)]


@pytest.mark.parametrize(
    ("cues", "text"),
    [
        (["NOTE a remark"], None),
        (["00:01.000 --> 00:02.000\nHe said", "00:02.000 --> 00:03.000\nno."], "He said no."),
        (["00:01.000 --> 00:02.000\nHe said.", "00:09.000 --> 00:10.000\nNo."], "He said.\n\nNo."),
        (
            ["00:01.000 --> 00:02.000\none\ntwo", "00:02.000 --> 00:03.000\ntwo\nthree"],
            "one two three",
        ),
        (["00:01.000 --> 00:02.000\n<c.yellow>He</c> &amp; <i>she</i>"], "He & she"),
        (["00:01.000 --> 00:02.000\n>> Minister: No."], "Minister: No."),
        (
            ["00:01.000 --> 00:02.000\nAnn Lee: No.\nOla Berg: Yes."],
            "Ann Lee: No.\n\nOla Berg: Yes.",
        ),
        (["id\n00:01.000 --> 00:02.000 align:left\nNo."], "No."),
    ],
)
def test_cues(cues: list[str], text: str | None) -> None:
    data = "\n\n".join(["WEBVTT - a title", *cues]).encode()
    if text is None:
        with pytest.raises(UnreadableDocument, match="a.vtt has no captions: no line 00:00"):
            one(data, "a.vtt")
    else:
        assert one(data, "a.vtt").text == text


def test_a_transcript_with_times_at_its_lines() -> None:
    text = (
        "Hearing of 5 May\n\n[00:01] Ann Lee: He said no.\n\n[01:02:03] Ola Berg: Why?\n\n"
        "[01:02:09] Ann Lee: Who knows.\n"
    )
    document = one(text.encode(), "a.txt")
    assert document.text == (
        "Hearing of 5 May\n\nAnn Lee: He said no.\n\nOla Berg: Why?\n\nAnn Lee: Who knows.\n"
    )
    assert [(document.text[m.start : m.end], m.begins, m.ends) for m in document.moments] == [
        ("Ann Lee: He said no.", 1.0, 3723.0),
        ("Ola Berg: Why?", 3723.0, 3729.0),
        ("Ann Lee: Who knows.", 3729.0, 3729.0),
    ]


@pytest.mark.parametrize(
    "text",
    ["At 10:30:00 he said no.", "[00:01] One.\n[00:02] Two.", "(12:30) a\n(11:30) b\n(10:30) c"],
)
def test_times_alone_make_no_transcript(text: str) -> None:
    assert labelled_transcript(text) is None


@pytest.mark.parametrize(
    ("clock", "seconds"), [("00:01.5", 1.5), ("01:02:03,500", 3723.5), ("90:00.000", 5400.0)]
)
def test_clocks(clock: str, seconds: float) -> None:
    assert seconds_of(clock) == seconds


_words = st.text("ab c.", min_size=1, max_size=9).filter(str.strip)
_utterances = st.lists(
    st.tuples(
        _words, st.none() | st.sampled_from(["Ann", "Ola"]), st.floats(0, 99), st.floats(0, 99)
    )
)


@given(_utterances)
def test_moments_cover_what_is_said(utterances: list[tuple[str, str | None, float, float]]) -> None:
    text, moments = put_together(utterances)
    said = [text[moment.start : moment.end] for moment in moments]
    assert said == [f"{who}: {words}" if who else words for words, who, _, _ in utterances]
