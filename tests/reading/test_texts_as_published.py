"""News from agencies, briefings, campaigns and letters: what their forms leave to be understood."""

from __future__ import annotations

import pytest

from tests.tellings import tellings
from verbale.model import Document, DocumentKind, Reading
from verbale.reading import read


def _read(text: str, kind: DocumentKind = "news", publisher: str | None = None) -> Reading:
    return read(Document(text, published="2024-07-02", kind=kind, publisher=publisher))


def _names(reading: Reading) -> dict[str, str]:
    return {actor.id: actor.name for actor in reading.actors}


def _told(reading: Reading) -> list[tuple[str | None, str]]:
    """Who says what, each by its first part."""
    return [(told.speaker, told.first) for told in tellings(reading)]


AGENCY = (
    "PORT AMARA, July 2 (Newswire) - A Tollmar court on Tuesday sentenced opposition leader Hla "
    "Moe to eight years in prison for treason.\n\nMoe told the court the trial was “a farce "
    "written in the palace”.\n\nState Department spokesman Mark Hale said Washington was “deeply "
    "disappointed”.\n\nRights groups say at least 214 activists have been jailed since March."
)


def test_a_source_is_its_whole_noun_phrase() -> None:
    told = _told(_read(AGENCY))
    assert ("Mark Hale", "Washington was “deeply disappointed”") in told
    assert ("Rights groups", told[-1][1]) == told[-1]


def test_a_clause_has_its_subject_and_who_is_told() -> None:
    reading = _read(AGENCY)
    said = next(s for s in reading.statements if "farce" in s.content[0].of(AGENCY))
    assert said.content[0].of(AGENCY) == "the trial was “a farce written in the palace”"
    assert [_names(reading)[a] for a in said.addressees] == ["Tollmar court"]


def test_disappointment_is_a_concern() -> None:
    reading = _read(AGENCY)
    said = next(s for s in reading.statements if "disappointed" in s.content[0].of(AGENCY))
    assert said.act == "concern"


def test_a_dateline_takes_no_part_and_does_nothing() -> None:
    reading = _read(AGENCY)
    assert not {"Newswire", "Port Amara", "PORT AMARA"} & set(_names(reading).values())
    convicted = next(c for c in reading.status_changes if c.status == "convicted")
    assert (convicted.subject_text, convicted.count) == ("opposition leader Hla Moe", None)


def test_who_says_it_is_no_part_of_who_is_jailed() -> None:
    changes = _read(AGENCY).status_changes
    assert ("at least 214 activists", 214) in [(c.subject_text, c.count) for c in changes]


def test_a_role_begins_behind_the_verb() -> None:
    roles = {actor.name: actor.role for actor in _read(AGENCY).actors}
    assert roles["Hla Moe"] == "opposition leader"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("No journalist had been imprisoned in 2020, she said.", []),
        ("Eleven people died in custody in May.", []),
        ("They were freed on Monday after 14 months in detention.", [("released", "They")]),
        (
            "The monks were arrested in May and charged with incitement.",
            [("detained", "The monks"), ("charged", "The monks")],
        ),
        (
            "The authorities have arrested at least 27 villagers since June.",
            [("detained", "at least 27 villagers")],
        ),
        (
            "We found a violation; both officials were dismissed on 14 June.",
            [("dismissed", "both officials")],
        ),
    ],
)
def test_what_became_of_whom(text: str, told: list[tuple[str, str]]) -> None:
    assert [(c.status, c.subject_text) for c in _read(text).status_changes] == told


BRIEFING = (
    "Deputy Spokesman: The Secretary-General, Ana Vale, is concerned by the arrest of 14 "
    "journalists in Tollmar over the weekend. She calls on the authorities to release them "
    "without delay and to respect the freedom of the press.\n\n"
    "Question: The Government of Tollmar says the journalists spread false news. Does she accept "
    "that?\n\n"
    "Deputy Spokesman: We have seen that statement. Journalism is not a crime."
)


def test_a_label_is_the_same_speaker_each_time() -> None:
    reading = _read(BRIEFING, "transcript")
    turns = [s for s in reading.statements if not s.cue]
    assert {_names(reading)[s.speaker or ""] for s in turns} == {"Deputy Spokesman"}
    assert "party" not in {actor.side for actor in reading.actors}


def test_who_has_the_floor_is_not_she() -> None:
    assert ("Ana Vale", "to release them") in [
        (speaker, said[:15]) for speaker, said in _told(_read(BRIEFING, "transcript"))
    ]


def test_an_answer_takes_up_what_the_question_holds_up() -> None:
    reading = _read(BRIEFING, "transcript")
    told = {s.id: _names(reading).get(s.speaker or "") for s in reading.statements}
    assert ("Deputy Spokesman", "Tollmar") in [
        (told[link.answer], told[link.answered]) for link in reading.links
    ]


def test_a_label_tells_an_office_that_earlier_turns_call_its_holder_by() -> None:
    text = (
        "Mr OKAFOR (Leader of the Opposition): My question is to the Minister for Health. The "
        "hospitals are full and she has done nothing.\n\n"
        "Ms DRAKE (Minister for Health): We have opened two new wards."
    )
    reading = _read(text, "transcript")
    asked = reading.statements[0]
    assert [_names(reading)[a] for a in asked.addressees] == ["Ms DRAKE"]
    assert {a.name: a.side for a in reading.actors} == {"Mr OKAFOR": "party", "Ms DRAKE": "state"}


CAMPAIGN = (
    "Stop the arrests in Karesh\n\n"
    "In a new briefing, “Silenced at the Source”, River Watch documents the arrest of 27 "
    "villagers.\n\n"
    "“They are treated as terrorists,” said Leila Marchetti, River Watch’s Deputy Regional "
    "Director. Two were beaten, according to their lawyer, Peter Adu. On 2 June, the Ministry of "
    "Interior replied that all had been detained lawfully.\n\n"
    "River Watch calls on Meridian Gold, the foreign company that operates the mine, to suspend "
    "its work."
)


def test_a_company_is_what_it_is_said_to_be_and_is_asked() -> None:
    reading = _read(CAMPAIGN, "press-release", "River Watch")
    kinds = {actor.name: actor.kind for actor in reading.actors}
    assert kinds["Meridian Gold"] == "organization"
    called = reading.statements[-1]
    assert [_names(reading)[a] for a in called.addressees] == ["Meridian Gold"]
    assert called.content[0].of(CAMPAIGN) == "to suspend its work"


def test_titles_of_publications_are_nobody() -> None:
    names = _names(_read(CAMPAIGN, "press-release", "River Watch")).values()
    assert not {"Silenced", "Source"} & set(names)


def test_a_lawyer_of_persons_is_no_ministrys() -> None:
    sides = {a.name: a.side for a in _read(CAMPAIGN, "press-release", "River Watch").actors}
    assert sides["Leila Marchetti"] == "civil-society"
    assert sides["Peter Adu"] == "other"


def test_a_finding_is_its_owners() -> None:
    text = (
        "Ellen Drake rejected a watchdog’s finding that 61 people died in detention. Dr Priya "
        "Nair, the ombudsman, stood firm. A spokesperson for Nair said the office stands by its "
        "figure. The 14 were in handcuffs, the spokesperson said."
    )
    told = _told(_read(text))
    assert ("Priya Nair", "61 people died in detention") in told
    assert told[-1][0] == "Priya Nair"


def test_months_can_be_given_names() -> None:
    text = "“It is a step back,” said Jan Kowal, head of the mission. In June Ana Ruiz left."
    names = set(_names(_read(text)).values())
    assert "Jan Kowal" in names
    assert "June Ana Ruiz" not in names


@pytest.mark.parametrize(
    "text",
    [
        "The European Union condemned the law. The EU will review its aid, it said.",
        "The Internal Revenue Service denied it. The I.R.S. said it had no such plan.",
    ],
)
def test_a_body_and_its_short_name_are_one(text: str) -> None:
    assert len(_read(text).actors) == 1


def test_one_in_eight_is_a_share_also_at_a_sentences_end() -> None:
    text = "Observers assessed the count negatively in one in eight."
    assert [(f.value, f.unit) for f in _read(text).figures] == [(12.5, "percent")]


def test_headings_say_nothing() -> None:
    text = (
        "C. Principal subjects of concern and recommendations\n\nConditions of detention\n\n"
        "11. While taking note of the information that 14 prisons had been renovated, the "
        "Committee regrets the overcrowding."
    )
    told = _told(_read(text, "report", "Committee against Torture"))
    assert {speaker for speaker, _ in told} == {"Committee against Torture"}


def test_a_reply_answers_whose_letter_it_takes_up() -> None:
    text = (
        "The Ministry of Water has taken note of the open letter of the Coalition for Clean Rivers "
        "dated 11 June 2024.\n\nThe Ministry rejects the suggestion that stations were moved to "
        "conceal pollution. The claim that mercury levels have doubled is not supported by the "
        "data of the National Water Laboratory."
    )
    reading = _read(text, "state-reply", "Ministry of Water of Lusandria")
    told = [(speaker, said.split()[0]) for speaker, said in _told(reading)]
    assert told == [
        ("Ministry of Water of Lusandria", "the"),
        ("Coalition for Clean Rivers", "stations"),
        ("Coalition for Clean Rivers", "mercury"),
    ]


def test_what_is_ours_shows_what_we_say() -> None:
    text = (
        "Dear Minister,\n\nOn 2 February your ministry announced that mercury levels had fallen. "
        "Our own tests, carried out at 23 sites, show that they have doubled.\n\n"
        "Yours sincerely,\n\nRuth Njoroge\nChairperson, Coalition for Clean Rivers"
    )
    speakers = [
        speaker for speaker, _ in _told(_read(text, "letter", "Coalition for Clean Rivers"))
    ]
    assert speakers[-1] == "Coalition for Clean Rivers"


def test_states_are_known_by_their_names() -> None:
    text = "Norway welcomed the reform. Kenya recommended that Orlanda ratify the Convention."
    kinds = {a.name: a.kind for a in _read(text, "report").actors}
    assert kinds["Norway"] == kinds["Kenya"] == "state"


def test_a_press_conference_has_the_day_of_what_was_said_there() -> None:
    text = (
        "On Monday the ministry closed two mines. “We had no choice,” Ana Ruiz, the minister, told "
        "a news conference the same day.\n\nThe miners told a press conference that they would "
        "appeal."
    )
    reading = _read(text)
    occasions = {(o.type, o.date) for o in reading.occasions}
    assert occasions == {("press-statement", "2024-07-01")}
    assert reading.statements[-1].date == "2024-07-01"


@pytest.mark.parametrize(
    ("text", "type_", "date"),
    [
        ("The lease was signed on 1 March 2023.", "other", "2023-03-01"),
        ("The experts wrote to the Government on 15 March.", "other", "2024-03-15"),
        ("They appealed on 27 March on behalf of the union.", None, None),
        ("The minister protested at the delay on 3 May.", None, None),
        ("The court declined to make an order on 22 March.", "ruling", "2024-03-22"),
        ("The union filed a complaint on 14 March.", "other", "2024-03-14"),
        ("They asked for a meeting on 14 March.", None, None),
    ],
)
def test_occasions_and_what_is_none(text: str, type_: str | None, date: str | None) -> None:
    found = [(o.type, o.date) for o in _read(text).occasions]
    assert found == ([(type_, date)] if type_ else [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The Commission welcomes the release of 26 detainees on 15 May.",
            "released: 26 detainees",
        ),
        ("In 1993 it ended with the conviction of eleven monks.", "convicted: eleven monks"),
        ("Two managers of the Hill Road Works were charged on Monday.", "charged: Two managers"),
        ("The admiral Sigrid Oyono was named on Tuesday to lead the inquiry.", "appointed: The"),
        ("Ana Ruiz’s arrest on 3 May drew protests.", "detained: Ana Ruiz"),
        ("The monk Sumedha Tashrin left Dhavikot prison on Monday.", "released: The monk"),
        ("The mill lost its operating licence on 20 May.", "deregistered: The mill"),
    ],
)
def test_events_and_whose_they_are(text: str, told: str) -> None:
    (change,) = _read(text).status_changes
    assert f"{change.status}: {change.subject_text}".startswith(told)


def test_who_dismisses_a_finding_is_not_dismissed() -> None:
    text = "Thiago Mbaru, who represents the agency in the country, dismissed that result in May."
    assert not _read(text).status_changes


def test_the_ministry_that_replies_is_the_ministry_whatever_other_is_named() -> None:
    text = (
        "1. The Ministry rejects the allegation that troops were present.\n\n2. On 9 March the "
        "Ministry of Reintegration of Ikarra confirmed that 1,850 houses were habitable.\n\n3. The "
        "Ministry regrets that the Agency spoke to journalists first."
    )
    told = _told(_read(text, "state-reply", "Ministry of the Interior of Dorvinia"))
    assert told[-1][0] == told[0][0] == "Ministry of the Interior of Dorvinia"


def test_who_is_named_behind_a_noun_is_meant() -> None:
    text = "The organisers, Open Streets Kestrova (OSK), denounced the order as cowardice."
    assert _told(_read(text))[0][0] == "Open Streets Kestrova"


def test_initials_stand_for_a_firm_that_nothing_else_tells_of() -> None:
    text = "Isande Harbour Rail offered them money. IHR said on Monday that most had signed."
    assert {a.name: a.kind for a in _read(text).actors} == {"Isande Harbour Rail": "organization"}


def test_what_one_is_thanked_for_is_ones_own() -> None:
    text = "The Ministry thanks the Labour Forum for its offer of good offices."
    told = _told(_read(text, "state-reply", "Ministry of Labour of Kesharat"))
    assert told[1][0] == "Labour Forum"


SPEECH = (
    "Statement by H.E. Ms. Livia Conti, Minister of Justice of Varenna, at the 57th session of the "
    "Human Rights Council\n\nGeneva, 18 June 2024\n\nI thank the Special Rapporteur, Professor "
    "Okafor, for his report. The report states that 41 persons died in pre-trial detention in "
    "2023. The correct figure is 29."
)


def test_the_report_that_a_speech_takes_up_is_the_monitors() -> None:
    reading = _read(SPEECH, "speech", "Ministry of Justice of Varenna")
    assert _told(reading)[1][0] == "Professor Okafor"
    assert not reading.status_changes  # nobody was detained by dying


def test_he_is_the_subject_rather_than_whose_promise_he_welcomed() -> None:
    text = (
        "Chidi Okafor, the special rapporteur, welcomed Minister Livia Conti’s promise to ratify "
        "the protocol, but said such promises had been forgotten before. He urged the ministry to "
        "publish the list."
    )
    assert _told(_read(text))[-1][0] == "Chidi Okafor"


def test_when_something_was_said_is_no_part_of_it() -> None:
    text = "He said that 41 people had died, a day after the minister told the Council it was 29."
    assert _told(_read(text))[0][1] == "41 people had died"


def test_a_turn_that_asks_about_others_words_says_nothing() -> None:
    text = (
        "SILVESTRI: And Mr. Lanza? The Bar Association has called for his resignation.\n\n"
        "CONTI: Mr. Lanza has my full confidence. I regret that the Bar Association attacks him."
    )
    reading = _read(text, "transcript")
    assert [speaker for speaker, _ in _told(reading)] == ["Bar Association", "Conti"]
    assert {a.name: a.kind for a in reading.actors}["Conti"] == "person"


def test_titles_of_reports_say_nothing() -> None:
    text = "Special report on deaths in detention\n\nThe Ombudsman finds that 40 deaths occurred."
    told = _told(_read(text, "report", "Ombudsman of Varenna"))
    assert [said for _, said in told] == ["40 deaths occurred"]


def test_which_report_it_is_says_nothing() -> None:
    text = (
        "We have studied the report that Ms. Adeyinka-Holm presented to the Human Rights Council "
        "on 11 June. We firmly reject the claim that visits were denied."
    )
    reading = _read(text, "state-reply", "Ministry of Foreign Affairs of Samrath")
    assert all("presented" not in said for _, said in _told(reading))


def test_a_registration_lost_is_none() -> None:
    text = (
        "In May 74 associations lost their registration. There are 5,200 registered associations."
    )
    assert {c.status for c in _read(text).status_changes} == {"deregistered"}


@pytest.mark.parametrize(
    ("below", "said"),
    [
        ("The envoy, Ana Ruiz, spoke on Monday.", "prisoners are beaten"),
        ("Police in Tamsin held four men.", "prisoners are beaten"),
    ],
)
def test_what_a_headline_says_ends_with_it(below: str, said: str) -> None:
    text = f"Envoy warns that prisoners are beaten\n\n{below}"
    found = read(Document(text, published="2024-05-08")).statements[0]
    assert [part.of(text) for part in found.content] == [said]


def test_a_list_below_is_said_too() -> None:
    text = "The envoy urged the government to:\n(a) open the fort;\n(b) free the prisoners."
    found = read(Document(text, published="2024-05-08")).statements[0]
    said = "".join(part.of(text) for part in found.content)
    assert "open the fort" in said
    assert "free the prisoners" in said
