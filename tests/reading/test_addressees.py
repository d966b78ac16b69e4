"""Whom something is said to, however the sentence names them."""

from __future__ import annotations

import pytest

from tests.tellings import tellings
from verbale.model import Document, Reading
from verbale.reading import read

NEWS = [
    ("The doctors appealed to pharmacists not to sell what is brought back.", ["pharmacists"]),
    ("Mara Lindqvist pleaded with delegates not to count snowflakes.", ["delegates"]),
    ("Ola Berg told an inquest on Tuesday that the prison had no soap.", ["inquest"]),
    ("The company stated to the Inquiry that it received no report.", ["Inquiry"]),
    ("The Government apologised to the herders for permits it had given.", ["herders"]),
    ("Ola Berg warned the Council of floods in 26 valleys.", ["Council"]),
    ("Ola Berg said that the Council was late.", []),
    ("Ola Berg congratulated the herders on their patience.", ["herders"]),
    ("The Mission commended the Electoral Council (EC) for its patience.", ["Electoral Council"]),
]
SPEECH = (
    "Comrades, the Port Company assured us that the cranes would cost nobody his place. "
    "The Minister of Transport, Mr. Blazek, advised us on the radio this morning to wait."
)
NOTE = (
    "NOTE VERBALE\n\nThe Ministry of Foreign Affairs of the Union of Shwekan presents its "
    "compliments to the Special Rapporteur on toxic wastes and refers to her statement.\n\n"
    "The Ministry rejects the claim that the dam broke. It assures her of its full cooperation.\n"
)
TRANSCRIPT = (
    "THE CHAIR: Captain, go on.\n\nCAPTAIN SKARE: My first officer had begged me not to sail.\n\n"
    "THE CHAIR: Thank you.\n\nCAPTAIN SKARE: The harbour office said nothing.\n"
)


def told(reading: Reading) -> list[list[str]]:
    """Give the names of those whom each statement is made to."""
    return [each.addressees for each in tellings(reading)]


@pytest.mark.parametrize(("sentence", "whom"), NEWS)
def test_whom_news_says_it_was_said_to(sentence: str, whom: list[str]) -> None:
    assert told(read(Document(sentence, published="2024-05-06")))[0] == whom


def test_who_speaks_of_us_is_among_those_it_was_said_to() -> None:
    union = "Dockers Union"
    document = Document(SPEECH, published="2024-05-06", kind="press-release", publisher=union)
    assert told(read(document)) == [[union], [union]]


def test_a_note_verbale_is_written_to_whom_it_presents_compliments() -> None:
    reading = read(Document(NOTE, published="2024-05-20", kind="state-reply", publisher="Ministry"))
    assert told(reading)[0] == ["Special Rapporteur on toxic wastes"]
    assert told(reading)[-1] == ["Special Rapporteur on toxic wastes"]


def test_who_goes_on_is_who_began_not_who_was_named_last() -> None:
    text = (
        "The Government of Karesh invites the Special Rapporteur to visit Karesh, on dates to be "
        "agreed, and trusts that it will be heard."
    )
    reading = read(
        Document(text, published="2024-05-20", kind="state-reply", publisher="Government of Karesh")
    )
    assert len({said.speaker for said in reading.statements}) == 1


def test_what_is_promised_us_is_promised_whose_report_it_is() -> None:
    text = "Emil Dahl, the chairman, promised us on that occasion that no vote would be lost."
    mission = "Election Mission"
    document = Document(text, published="2024-05-20", kind="report", publisher=mission)
    assert told(read(document)) == [[mission]]


def test_of_a_list_of_calls_the_first_says_whom() -> None:
    text = "We call on the Government of Ardeya (a) to mend every dam; (b) to pay."
    document = Document(text, published="2024-05-20", kind="press-release", publisher="Dam Watch")
    (said,) = (reading := read(document)).statements
    assert told(reading) == [["Ardeya"]]
    assert said.content[0].of(text).startswith("to mend")


def test_a_letter_is_to_whoever_holds_the_office_on_its_head() -> None:
    text = (
        "CITY OF PORT LISARD\n\nTo the Commissioner for Rights\nof the Littoral Council\n\n"
        "Madam Commissioner,\n\nI thank you for your letter. I do not accept that it is right.\n\n"
        "Ana Ruiz\nMayor\n"
    )
    reading = read(Document(text, published="2024-05-20", kind="letter", publisher="City"))
    assert told(reading)[-1] == ["Commissioner for Rights of the Littoral Council"]


def test_a_state_s_reply_in_the_form_of_a_letter_is_whose_who_signs() -> None:
    text = (
        "Dear Ms. Ruiz,\n\nI reject the claim that the dam broke.\n\nYours sincerely,\n\n"
        "Tom Vidal\nMinister of Justice\n"
    )
    document = Document(
        text, published="2024-05-20", kind="state-reply", publisher="Ministry of Justice"
    )
    reading = read(document)
    names = {actor.id: actor.name for actor in reading.actors}
    assert names[reading.statements[0].speaker or ""] == "Tom Vidal"


def test_in_an_interview_each_speaks_to_the_other() -> None:
    text = (
        "INTERVIEWER: Was the bridge safe?\n\nANA RUIZ: It had been safe for fifty years.\n\n"
        "INTERVIEWER: Your own engineers warned you. You did nothing.\n\n"
        "ANA RUIZ: I closed it the same day.\n"
    )
    reading = read(Document(text, published="2024-05-20", kind="transcript"))
    turns = [whom for whom, said in zip(told(reading), reading.statements, strict=True)
             if not said.cue]  # fmt: skip
    assert turns == [["Interviewer"], ["Ana Ruiz"], ["Interviewer"]]
    third = text + "\nMAYOR: I was away, and nobody called me.\n"
    reading = read(Document(third, published="2024-05-20", kind="transcript"))
    assert ["Interviewer"] not in told(reading)


def test_in_a_turn_me_is_who_has_it() -> None:
    reading = read(Document(TRANSCRIPT, published="2024-05-20", kind="transcript"))
    names = {actor.id: actor.name for actor in reading.actors}
    [begged] = [s for s in reading.statements if s.cue and "beg" in s.cue[0].of(TRANSCRIPT)]
    assert [names[each] for each in begged.addressees] == ["Captain Skare"]


@pytest.mark.parametrize("when", ["on Monday", "on 3 May", "in May", "at noon"])
def test_a_time_behind_the_verb_is_nobody(when: str) -> None:
    text = f"Ana Ruiz, the mayor, warned {when} that the bridge was unsafe."
    assert told(read(Document(text, published="2024-05-08"))) == [[]]
