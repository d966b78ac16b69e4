"""Whole readings: every construction the reader knows, on sentences of our own."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from verbale.errors import UnreadableDocument
from verbale.model import Document, Reading, Selector, Span
from verbale.reading import read, read_many
from verbale.reading.statements import _with_subject

Row = tuple[str, str | None, str, str]

ROWS: list[Row] = [
    # text, speaker, quotation, content
    (
        "The mayor, Ana Ruiz, said on Monday that the bridge was safe.",
        "Ana Ruiz",
        "indirect",
        "the bridge was safe",
    ),
    (
        "“The bridge is safe,” Ana Ruiz told reporters.",
        "Ana Ruiz",
        "direct",
        "“The bridge is safe,”",
    ),
    (
        "According to the Harbour Union, forty boats were lost.",
        "Harbour Union",
        "indirect",
        "forty boats were lost",
    ),
    (
        "The Harbour Union rejected the report as “a fairy tale”.",
        "Harbour Union",
        "mixed",
        "the report as “a fairy tale”",
    ),
    (
        "Ana Ruiz urged the ministry to repair the bridge.",
        "Ana Ruiz",
        "indirect",
        "to repair the bridge",
    ),
]


@pytest.mark.parametrize(("text", "speaker", "quotation", "content"), ROWS)
def test_single_sentences(text: str, speaker: str, quotation: str, content: str) -> None:
    reading = _read(text)
    [statement] = reading.statements
    assert _name(reading, statement.speaker) == speaker
    assert statement.quotation == quotation
    assert [part.of(text) for part in statement.content] == [content]


def test_an_interrupted_quotation_is_one_statement() -> None:
    text = "“We asked in May,” said Ana Ruiz, the mayor, “and nobody has replied.”"
    [statement] = _read(text).statements
    assert [part.of(text) for part in statement.content] == [
        "“We asked in May,”",
        "“and nobody has replied.”",
    ]


@pytest.mark.parametrize("closing", ["”", ""])
def test_a_quotation_over_paragraphs_is_one_statement(closing: str) -> None:
    text = (
        "Ana Ruiz, the mayor, spoke to the council on Monday.\n\n"
        f"“The bridge has been closed for two years.{closing and ''}\n\n"
        "“Nobody has told us when it will open again,” she said."
    )
    reading = _read(text)
    [statement] = [s for s in reading.statements if s.quotation == "direct"]
    assert len(statement.content) == 2
    assert _name(reading, statement.speaker) == "Ana Ruiz"


def test_one_statement_for_each_cue() -> None:
    text = "Ana Ruiz said that the bridge was closed, adding that it would open in May."
    reading = _read(text)
    assert [part.of(text) for s in reading.statements for part in s.content] == [
        "the bridge was closed",
        "it would open in May",
    ]
    assert {_name(reading, s.speaker) for s in reading.statements} == {"Ana Ruiz"}


def test_what_the_reader_is_unsure_of_can_be_left_out() -> None:
    reading = _read("In response, Ana Ruiz denied Tomas Okello’s claim that the bridge was closed.")
    assert len(reading.statements) == 2
    assert reading.links
    least = min(statement.confidence for statement in reading.statements)
    surer = reading.confident(least + 0.001)
    assert 0 < least < 1
    assert len(surer.statements) == 1
    assert surer.links == ()
    assert reading.confident(0.0) == reading


def test_turns_of_a_transcript() -> None:
    text = (
        "THE CHAIR: Who replies?\n\n"
        "MS. RUIZ: The bridge was closed in May because it was cracked.\n\n"
        "MR. OKELLO: That is not true. It was closed in April.\n"
    )
    reading = read(Document(text, published="2024-06-01", kind="transcript"))
    assert [_name(reading, s.speaker) for s in reading.statements] == ["Ms. Ruiz", "Mr. Okello"]
    assert [link.basis for link in reading.links] == ["explicit"]


def test_an_answer_is_tied_to_what_it_answers() -> None:
    text = (
        "Envoy Ana Ruiz voiced concern about “mass arrests” of dockers in Port Amal.\n\n"
        "In response, Interior Minister Tomas Okello told Ruiz that nobody had been arrested."
    )
    reading = _read(text)
    [link] = reading.links
    by_id = {s.id: s for s in reading.statements}
    assert by_id[link.answer].act == "rebuttal"
    assert by_id[link.answered].act == "concern"
    assert link.basis == "explicit"
    assert [_name(reading, a) for a in by_id[link.answer].addressees] == ["Ana Ruiz"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "“", "”“", ":", "NAME:", "A" * 5000, "…" * 50])
def test_texts_that_say_nothing(text: str) -> None:
    assert _read(text).statements == ()


def test_lone_surrogates_are_refused_with_their_place() -> None:
    with pytest.raises(UnreadableDocument, match=r"page\.txt, character 3: .* Decode the bytes"):
        read(Document("abc\ud800", name="page.txt"))


PIECES = st.sampled_from(
    [
        *("“", "”", '"', "‘", "’", "(", ")", "—", ":", ". ", "\n\n", "\r\n", "\u2028", "\x00"),
        *("e\u0301", "😀", "\u202eشكرا\u202c", "\ufeff", "Ana Ruiz", "She", "MR. X:"),
        *(" said ", " told ", " that ", "rejected ", "according to the Ministry of Trade"),
        *("In response, ", "47 per cent", "on Monday"),
    ]
)


@settings(max_examples=60)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join)))
@example("\x00“\r\nAna Ruiz said \u2028that 😀 47 per cent was e\u0301.”")
def test_any_text_is_read_and_every_span_lies_inside(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    reading = _read(text)
    for span in _spans(reading):
        assert 0 <= span.start < span.end <= len(text)
        assert Selector.at(text, span).find(text) == span
    actors = {actor.id for actor in reading.actors}
    for statement in reading.statements:
        assert {statement.speaker, *statement.addressees} <= {None, *actors}


def test_alone_or_in_company_and_on_any_number_of_threads_the_same() -> None:
    texts = [row[0] for row in ROWS] * 3
    together = list(read_many(Document(text, published="2024-05-08") for text in texts))
    assert together[0] == read(Document(texts[0], published="2024-05-08"))
    assert together[: len(ROWS)] == together[len(ROWS) : 2 * len(ROWS)]
    code = (
        "import sys; from verbale.model import Document; from verbale.reading import read;"
        "print([repr(read(Document(t, published='2024-05-08'))) for t in sys.argv[1:]])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, *texts[: len(ROWS)]],
            env={**os.environ, "VERBALE_THREADS": threads, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for threads, seed, zone in (("1", "0", "UTC"), ("3", "7", "Asia/Phnom_Penh"))
    }
    assert outputs == {repr([repr(reading) for reading in together[: len(ROWS)]]) + "\n"}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only where there is fork")
def test_a_forked_process_reads_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "import os; from verbale.model import Document; from verbale.reading import read\n"
        "def count(): return len(read(Document('Ana Ruiz said that it rained.')).statements)\n"
        "assert count() == 1\n"
        "child = os.fork()\n"
        "if child == 0: os._exit(count())\n"
        "print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))"
    )
    monkeypatch.setenv("VERBALE_THREADS", "2")
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True, timeout=60
    )
    assert done.stdout == "1\n"


def _read(text: str) -> Reading:
    return read(Document(text, published="2024-05-08"))


def _name(reading: Reading, actor: str | None) -> str | None:
    return {a.id: a.name for a in reading.actors}.get(actor or "")


def _spans(reading: Reading) -> list[Span]:
    spans = []
    for statement in reading.statements:
        spans += [*statement.cue, *statement.content]
        spans += [statement.speaker_span] if statement.speaker_span else []
    spans += [occasion.span for occasion in reading.occasions]
    spans += [figure.span for figure in reading.figures]
    return [*spans, *(change.span for change in reading.status_changes)]


def test_a_clause_begins_with_its_subject() -> None:
    text = "Khamla said he would write to the ministry."
    whole = _with_subject(text, (Span(7, 11),), (Span(27, 42),))
    assert [span.of(text) for span in whole] == ["he would write to the ministry"]
    assert _with_subject(text, (Span(7, 11),), (Span(12, 42),)) == (Span(12, 42),)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "The Ministry of Health asked the newspapers not to print the names of the patients.",
            "not to print the names of the patients",
        ),
        ("Fiona Marsh called for the law to be repealed.", "the law to be repealed"),
        (
            "The union rejected the survey of the ministry, which lasted six days in a gale.",
            "the survey of the ministry, which lasted six days in a gale",
        ),
    ],
)
def test_nothing_that_belongs_to_the_content_is_cut_off(text: str, content: str) -> None:
    [statement] = _read(text).statements
    assert [span.of(text) for span in statement.content] == [content]


def test_that_a_report_was_submitted_is_nobodys_statement() -> None:
    text = (
        "The present report was submitted to the Council on 3 May 2024. "
        "The Special Rapporteur, Ana Ruiz, is alarmed by the closure of clinics."
    )
    assert [s.act for s in _read(text).statements] == ["concern"]


@pytest.mark.parametrize(
    ("told", "links"),
    [
        ("every detainee in its jails was treated according to the law", 1),
        ("the new bridge was finished because the engineers had worked hard", 0),
    ],
)
def test_an_answer_is_about_what_it_answers(told: str, links: int) -> None:
    text = (
        "The mayor, Ana Ruiz, warned on Monday that prisoners in the old fort were being beaten. "
        f"The Ministry of Justice said that {told}."
    )
    assert len(_read(text).links) == links


ATTITUDES = [
    (
        "Free Press Vigil welcomes the release of two drivers and thanks the Embassy of Haldren "
        "for its “early and clear” appeal.",
        [
            ("acknowledgement", "the release of two drivers"),
            ("acknowledgement", "its “early and clear” appeal"),
        ],
    ),
    (
        "12. The Committee is concerned at the overcrowding of Fort Merrow Prison.",
        [("concern", "the overcrowding of Fort Merrow Prison")],
    ),
    (
        "The Subcommittee praised his reform of the kitchens.",
        [("acknowledgement", "his reform of the kitchens")],
    ),
    ("The statistics office puts the number at 9,200.", [("assertion", "the number at 9,200")]),
    ("The mayor is at the bridge, which the town regrets.", []),
]


@pytest.mark.parametrize(("text", "said"), ATTITUDES)
def test_what_is_felt_about_a_thing_is_said_of_it(text: str, said: list[tuple[str, str]]) -> None:
    reading = read(Document(text, published="2024-05-06", kind="report"))
    assert [(each.act, each.content[0].of(text)) for each in reading.statements] == said
