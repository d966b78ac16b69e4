"""Sentences of reports, letters and hearings that were once read wrongly, as forms of their own."""

from __future__ import annotations

import pytest

from tests.tellings import tellings
from verbale.model import Document, DocumentKind, Reading
from verbale.reading import read


def _read(text: str, kind: DocumentKind = "news") -> Reading:
    return read(Document(text, published="2024-05-10", kind=kind))


def _told(reading: Reading) -> list[tuple[str | None, str, str]]:
    """Who says what, and what is done by saying it."""
    return [(told.speaker, told.act, told.words) for told in tellings(reading)]


def _addressed(reading: Reading) -> list[list[str]]:
    return [told.addressees for told in tellings(reading)]


def _changes(text: str) -> list[tuple[str, str, str | None, int | None]]:
    return [
        (change.status, change.subject_text, change.date, change.count)
        for change in _read(text).status_changes
    ]


# --- who speaks, and to whom ----------------------------------------------------------------------


def test_nobody_calls_himself_him() -> None:
    text = (
        "Interior Minister Hailu Berhe apologised on television. "
        "Selam Mekuria dismissed the apology as “a coin” and called on him to resign."
    )
    by_words = dict(
        zip((w for _, _, w in _told(_read(text))), _addressed(_read(text)), strict=True)
    )
    assert by_words["to resign"] == ["Hailu Berhe"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Mr Petrov’s doctor said on Monday that his patient was dying.", "Mr Petrov’s doctor"),
        (
            "Mr Otunga was there. Mr Otunga’s lawyer, Stella Kimani, said her client would appeal.",
            "Stella Kimani",
        ),
        (
            "Joseph Atwell presented the report. An Expert asked about Rafael Ondo, who, his "
            "lawyer claimed, had been subjected to electric shocks.",
            "Rafael Ondo’s lawyer",
        ),
        (
            "The police chief, Ivan Broz, was there. His aide was milder: the force would, she "
            "told me, “read every page”.",
            "Ivan Broz’s aide",
        ),
        (
            "The police chief was removed from his post by the Interior Ministry on Monday after "
            "admitting that 40 files had been lost.",
            "police chief",
        ),
        ("The opposition says the clashes left nine people dead.", "opposition"),
    ],
)
def test_who_speaks_is_not_whom_the_sentence_names_beside(text: str, speaker: str) -> None:
    assert [who for who, _, _ in _told(_read(text))] == [speaker]


def test_she_is_the_lawyer_and_not_the_minister_of_before() -> None:
    text = (
        "Minister Grace Wanjala said on Friday that the courts were independent. Mr Otunga’s "
        "lawyer, Stella Kimani, said her client would accept no pardon. “He has committed no "
        "crime,” she said, adding that an appeal would be filed."
    )
    assert [who for who, _, _ in _told(_read(text))] == ["Grace Wanjala", *["Stella Kimani"] * 3]


def test_each_ministry_is_one_of_its_own() -> None:
    text = (
        "The defence ministry said that six people had died. "
        "The foreign ministry answered that it knew nothing."
    )
    assert [who for who, _, _ in _told(_read(text))] == ["defence ministry", "foreign ministry"]


def test_what_was_promised_by_nobody_in_particular_is_not_said_by_who_spoke_before() -> None:
    text = (
        "The mayor, Anna Brod, said that the school was full. "
        "A new school, promised last year, has not been built."
    )
    assert [words for who, _, words in _told(_read(text)) if who == "Anna Brod"] == [
        "the school was full"
    ]


def test_an_interview_has_two_voices_under_any_labels() -> None:
    text = (
        "NADIA BRANDT: Good morning. With me is Tevita Raukawa, who heads the Regional Mission.\n\n"
        "TEVITA RAUKAWA: It has settled who came first. Nobody has shown me the rest.\n\n"
        "BRANDT: The Commission counted 41,200 votes.\n\n"
        "RAUKAWA: That is a floor, not a ceiling. The count goes on."
    )
    reading = _read(text, "transcript")
    asked = [
        whom
        for (who, _, _), whom in zip(_told(reading), _addressed(reading), strict=True)
        if who == "Tevita Raukawa"
    ]
    assert asked == [["Nadia Brandt"], ["Nadia Brandt"]]


def test_a_letter_is_to_the_body_of_whom_it_greets_too() -> None:
    text = (
        "Letter of the Deputy Minister to the Coalition for Clean Rivers\n\n15 March 2024\n\n"
        "Dear Ms Mokoena,\n\nI regret that the letter went to the newspapers first.\n\n"
        "Yours sincerely,\n\nRadomir Ilić"
    )
    assert _addressed(_read(text, "letter")) == [["Ms Mokoena", "Coalition for Clean Rivers"]]


def test_a_reply_to_two_bodies_is_to_both() -> None:
    text = (
        "Reply of the Ministry of the Interior to the Committee on Internal Affairs and the Human "
        "Rights Ombudsman\n\nThe Ministry notes that section 31 does not provide for it."
    )
    reply = Document(
        text, published="2024-05-10", kind="state-reply", publisher="Interior Ministry"
    )
    assert _addressed(read(reply)) == [["Committee on Internal Affairs", "Human Rights Ombudsman"]]


def test_who_has_initials_is_an_organization() -> None:
    text = "A lawyer from Rivers Without Walls (RWW) said that the policy forbids payments."
    kinds = {actor.name: actor.kind for actor in _read(text).actors}
    assert kinds["Rivers Without Walls"] == "organization"


def test_people_who_go_by_what_they_are_are_no_person() -> None:
    text = "Prosecutors said on Monday that the doctors had left."
    assert [actor.kind for actor in _read(text).actors if "rosecutors" in actor.name] == [
        "organization"
    ]


# --- what is said, and what is done by it ---------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "act", "words"),
    [
        ("Amnesty International accused the government of torture.", "concern", "torture"),
        ("Police chief Dan Rus disputed that account.", "rebuttal", "that account"),
        ("The delegation strongly denied this.", "rebuttal", "this"),
        (
            "The minister undertook on Monday to meet the families next week.",
            "commitment",
            "to meet the families next week",
        ),
        (
            "What Ana Ruiz will not concede is that the police fired first.",
            "rebuttal",
            "the police fired first",
        ),
        ("The Ambassador reiterated the EU’s concerns.", "concern", "the EU’s concerns"),
    ],
)
def test_what_is_done_by_few_words(text: str, act: str, words: str) -> None:
    assert [each[1:] for each in _told(_read(text))] == [(act, words)]


@pytest.mark.parametrize(
    "text",
    [
        "President Ana Korsak has yet to comment publicly on the deaths.",
        "President Noah Barasa is expected to proclaim an amnesty on Monday.",
    ],
)
def test_what_is_still_to_be_said_is_no_statement(text: str) -> None:
    assert _told(_read(text)) == []


def test_a_claim_ends_where_its_sentence_calls_it_false() -> None:
    [(_, _, words)] = _told(_read("The allegation that 14 stations lost their licences is false."))
    assert words == "14 stations lost their licences"


def test_what_befell_who_speaks_does_not_date_it() -> None:
    text = "Anna Kahn, a baker whose house was burnt down in 2018, blames the army for her loss."
    assert [statement.date for statement in _read(text).statements] == [None]


# --- what became of whom --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "The claim that the party was dissolved in March is untrue.",
        "Reports that 20 monks were arrested on 2 May are baseless.",
        "It is false that 30 newspapers were banned in March.",
        "Police denied on Monday that the activist Lea Maro had been arrested.",
        "Amnesty International demanded on Monday the release of the poet Jan Holub.",
        "The UN called on Tuesday for the release of the journalist Mia Toll.",
        "She was alarmed, however, that no police officer had been convicted since 2014.",
        "Soldiers fired on Monday at the crowd. Guards fired on 10 May.",
    ],
)
def test_what_has_not_happened_changes_nothing(text: str) -> None:
    assert _changes(text) == []


@pytest.mark.parametrize(
    ("text", "change"),
    [
        (
            "In March the Government lifted a ten-year ban on the Unity Party.",
            ("rehabilitated", "the Unity Party", "2024-03", None),
        ),
        (
            "In 2019 the Civic League was banned by the court.",
            ("banned", "the Civic League", "2019", None),
        ),
        (
            "Children as young as nine were detained in March.",
            ("detained", "Children as young as nine", "2024-03", None),
        ),
        (
            "In 2014, the Autonomy Party, which had won every seat, was dissolved by decree; its "
            "founder, Karim Sul, fled abroad.",
            ("dissolved", "the Autonomy Party", "2014", None),
        ),
        (
            "Prosecutors opened a criminal case against 22 people on Monday.",
            ("charged", "22 people", "2024-05-06", 22),
        ),
    ],
)
def test_what_befell_whom(text: str, change: tuple[str, str, str | None, int | None]) -> None:
    assert _changes(text) == [change]


# --- what happened, and how many ------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "The festival was suspended on 24 January over its coverage of the by-election.",
        "The programme of the visit released last Friday names nobody.",
    ],
)
def test_what_was_only_reported_on_is_no_occasion(text: str) -> None:
    assert _read(text).occasions == ()


def test_both_ends_of_a_fall_are_figures() -> None:
    values = [figure.value for figure in _read("Output fell from 9,300 to 7,100.").figures]
    assert values == [9300, 7100]


def test_a_year_counts_nothing() -> None:
    assert _read("The council warned as early as 2020 that the dam was weak.").figures == ()


def test_a_month_of_years_ago_is_not_when_the_next_one_spoke() -> None:
    text = (
        "Nobody has been tried\n\nBy Ann Lee\n\nThe village remembers, and says so.\n\n"
        "In a report published in March 2020 the Bar Association listed 41 names. "
        "The justice minister, Omid Farhan, called it fiction."
    )
    dates = [
        (s.date, w) for s, (_, _, w) in zip(_read(text).statements, _told(_read(text)), strict=True)
    ]
    assert ("2020-03", "41 names") in dates
    assert (None, "it fiction") in dates


def test_a_body_s_director_speaks_for_it() -> None:
    text = "The group Free Wave, whose director openly admitted receiving funds, was closed."
    assert [who for who, _, _ in _told(_read(text))] == ["Free Wave"]


def test_we_are_the_body_that_the_signature_names() -> None:
    text = (
        "Dear Minister,\n\nWe urge you to publish the report.\n\nYours sincerely,\n\n"
        "Daniel Okafor\nDirector, Rights Without Frontiers"
    )
    assert [who for who, _, _ in _told(_read(text, "letter"))] == ["Rights Without Frontiers"]


def test_who_asks_is_not_who_is_asked() -> None:
    text = (
        "The Committee is concerned about torture in prisons. The State party said that they were "
        "full. It asks the State party to publish the report."
    )
    reading = _read(text, "report")
    assert [who for who, _, _ in _told(reading)] == ["Committee", "State party", "Committee"]
    assert {actor.name: actor.side for actor in reading.actors}["State party"] == "state"


def test_whose_accusations_are_rejected_is_said_without_an_apostrophe() -> None:
    text = "The minister rejected U.N. accusations that 240 people had been arrested."
    assert ("U.N.", "concern", "240 people had been arrested") in _told(_read(text))
    assert _changes(text) == []


@pytest.mark.parametrize(
    ("text", "said", "by"),
    [
        (
            "The Civic Front orchestrated the unrest, Ana Ruiz said, an allegation the party "
            "rejects. Nothing followed.",
            "The Civic Front orchestrated the unrest",
            "party",
        ),
        (
            "Police said that six people had died, a figure disputed by the Medical Union.",
            "six people had died",
            "Medical Union",
        ),
        (
            "Police said the man fell, a claim rejected by the family of the victim. It waits.",
            "the man fell",
            "family of the victim",
        ),
    ],
)
def test_what_is_rejected_aside_is_said_by_two(text: str, said: str, by: str) -> None:
    [(_, _, words), (who, act, _)] = _told(_read(text))
    assert (words, who, act) == (said, by, "rebuttal")


def test_who_was_asked_is_named_behind() -> None:
    text = "Asked about the X-rays, a spokesman for the interior ministry declined to comment."
    assert _told(_read(text)) == []


def test_a_turn_of_one_endless_word_is_read_at_once() -> None:
    text = (
        "ANA RUIZ: " + "a" * 20_000 + "!\n\nTOM BAR: It is safe, and we know it.\n\nANA RUIZ: No."
    )
    assert "It is safe, and we know it" in str(_told(_read(text, "transcript")))
