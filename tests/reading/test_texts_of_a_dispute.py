"""Both sides of a dispute, in the news, in releases, in letters and in a session's record."""

from __future__ import annotations

import pytest

from tests.tellings import tellings
from verbale.model import Document, DocumentKind, Reading, Span
from verbale.reading import read
from verbale.reading.addressing import without_whom
from verbale.reading.attribution import Attribution
from verbale.reading.contents import with_own_verb
from verbale.reading.layout import lay_out


def _read(text: str, kind: DocumentKind = "news", publisher: str | None = None) -> Reading:
    return read(Document(text, published="2023-05-12", kind=kind, publisher=publisher))


def _told(reading: Reading) -> list[tuple[str | None, str, str]]:
    """Who says what, by which cue, each by its first part."""
    return [(told.speaker, told.cue, told.first) for told in tellings(reading)]


def _to_whom(reading: Reading) -> list[list[str]]:
    names = {actor.id: actor.name for actor in reading.actors}
    return [[names[a] for a in s.addressees] for s in reading.statements]


SMELTER = (
    "OSTRAVIK, May 11 — The head of the Inspectorate, Ragnar Thorsen, warned on Thursday that "
    "fumes around the smelter had exceeded the limit on 61 days, twice as often as the operator, "
    "Norrmet AS, admits.\n\n“We are looking at a plant that has stopped pretending,” Thorsen told "
    "a packed meeting of the town council. He accused the company of switching off two of its "
    "monitors.\n\nState Secretary Jonas Vik conceded that the ministry “may have relied too much "
    "on one source”.\n\nMaren Olsen, 34, lives nearby. She and about 200 "
    "other residents have signed a petition calling for the "
    "smelter to be shut down.\n\nTrade union leader Per Haugen cautioned against a closure.\n\n"
    "Norrmet was fined in 2019. It paid, and pledged at the time to install new filters by 2021. "
    "According to the Inspectorate, only one of the three has been delivered."
)


def test_what_is_warned_of_is_not_what_another_admits_in_it() -> None:
    text = "Thorsen warned on Thursday that levels had exceeded what Norrmet admits."
    found = Attribution((Span(57, 64),), (Span(65, 71),), (Span(27, 56),), "indirect", 0.7)
    own = with_own_verb(lay_out(text), found)
    assert own.source == ()
    assert [span.of(text) for span in own.cue] == ["warned"]
    assert [span.of(text) for span in own.content] == [text[27:71]]


def test_a_source_begins_behind_the_dateline_and_holds_the_name() -> None:
    reading = _read(SMELTER)
    spans = [s.speaker_span.of(SMELTER) for s in reading.statements if s.speaker_span]
    assert spans[0] == "The head of the Inspectorate, Ragnar Thorsen"
    assert "State Secretary Jonas Vik" in spans
    assert "Trade union leader Per Haugen" in spans


def test_who_is_told_is_whose_meeting_it_is() -> None:
    reading = _read(SMELTER)
    assert _to_whom(reading)[1] == ["town council"]


def test_of_belongs_to_what_accuses() -> None:
    assert ("Ragnar Thorsen", "accused of", "switching off two of its monitors") in _told(
        _read(SMELTER)
    )


def test_a_firm_is_told_by_its_legal_form() -> None:
    reading = _read(SMELTER)
    assert {a.name: a.kind for a in reading.actors}["Norrmet AS"] == "organization"
    assert ("Norrmet AS", "pledged", "to install new filters by 2021") in _told(reading)


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("Limits were exceeded on 33 days, not 61.", ["days", "days"]),
        ("Only one of the three has been delivered.", [None, None]),
        ("Forty of our children were treated, compared with 18 the year before.", [None, None]),
    ],
)
def test_a_bare_number_counts_what_the_one_before_it_does(
    text: str, measures: list[str | None]
) -> None:
    assert [figure.unit for figure in _read(text).figures] == measures


def test_what_is_compared_is_no_year() -> None:
    text = "Forty of our children were treated, compared with 18 the year before."
    assert [figure.measure for figure in _read(text).figures] == ["children", ""]


@pytest.mark.parametrize("line", ["Lower Town 12, Ostravik", "Station 7", "Stations 4 and 7"])
def test_addresses_and_numbers_of_stations_are_no_figures(line: str) -> None:
    assert not _read(f"{line}\n\nThe mayor spoke.").figures


LETTER = (
    "Ostravik Parents’ Association\n\nDear Minister,\n\nWe write on behalf of 214 families.\n\n"
    "We were dismayed to read in your State Secretary’s statement of 11 May that closing the plant "
    "is “one option among many”. We therefore ask you to suspend the permit.\n\nMaren Olsen\nChair"
)


def test_a_letter_says_what_it_asks_and_feels() -> None:
    reading = _read(LETTER, "letter", "Ostravik Parents’ Association")
    told = _told(reading)
    assert [(cue, said) for _, cue, said in told if cue == "ask"] == [
        ("ask", "to suspend the permit")
    ]
    assert all("on behalf" not in said for _, _, said in told)
    assert any(said == "closing the plant is “one option among many”" for *_, said in told)
    dismayed = next(s for s in reading.statements if "dismayed" in s.cue[0].of(LETTER))
    assert dismayed.date == "2023-05-12"


def test_a_reply_dates_what_it_stresses() -> None:
    text = (
        "Dear Ms. Olsen,\n\nThank you for your letter of 4 May. I was moved by it.\n\nYou ask me "
        "to suspend the permit of Norrmet AS. I am unable to do so.\n\n"
        "Let me stress that the Government has tripled the budget of the Inspectorate.\n\n"
        "Yours sincerely,\n\nKari Nygaard\nMinister of Climate"
    )
    reading = _read(text, "state-reply", "Ministry of Climate")
    assert [s.date for s in reading.statements] == ["2023-05-04", "2023-05-12"]


SESSION = (
    "HUMAN RIGHTS COUNCIL, fifty-first session\n\n"
    "Ms. DUFORET (Special Rapporteur on the situation of human rights in Sarvia): I welcome the "
    "release in September of eight of the activists convicted in July. I remain concerned that 43 "
    "are still behind bars.\n\n"
    "Mr. PHAN (Sarvia): We thank the Special Rapporteur for her report. Sarvia notes with regret "
    "that the report overlooks the pardon.\n\n"
    "Ms. DUFORET: To the delegation of Sarvia I say: a review should not wait for the elections."
)


def test_delegates_take_turns_in_the_name_of_their_states() -> None:
    reading = _read(SESSION, "transcript")
    assert [who for who, *_ in _told(reading)] == ["Ms. DUFORET", "Mr. PHAN", "Ms. DUFORET"]
    assert _to_whom(reading)[1] == ["Ms. DUFORET"]


def test_of_whom_something_is_told_is_the_last_people_named() -> None:
    reading = _read(SESSION, "transcript")
    changes = [(c.status, c.subject_text, c.count) for c in reading.status_changes]
    assert ("convicted", "eight of the activists", 8) in changes
    assert ("released", "eight of the activists convicted", 8) in changes


COURTS = (
    "Sarvia’s diplomatic mission in Geneva has accused a group of UN experts of meddling in the "
    "kingdom’s courts, days after they denounced the jailing of activists.\n\nThe mission said the "
    "51 defendants had been convicted for incitement.\n\nThe US Embassy called on the authorities "
    "to “ensure due process”.\n\nThe opposition Dawn Party, to which most defendants belong, "
    "was dissolved by the Supreme Court in November 2017, and 118 of its members were banned from "
    "politics."
)


def test_a_diplomatic_mission_speaks_for_its_state() -> None:
    reading = _read(COURTS)
    who, cue, said = _told(reading)[0]
    assert (who, cue, said) == (who, "has accused of", "meddling in the kingdom’s courts")
    assert {a.id: a.side for a in reading.actors}[reading.statements[0].speaker or ""] == "state"


def test_what_is_called_on_somebody_to_do_may_be_quoted() -> None:
    reading = _read(COURTS)
    at = next(n for n, (_, cue, _) in enumerate(_told(reading)) if cue == "called on")
    assert _told(reading)[at][2] == "to “ensure due process”"
    assert _to_whom(reading)[at] == ["authorities"]


def test_what_became_of_a_party_is_not_what_stands_between() -> None:
    told = {c.status: (c.subject_text, c.date) for c in _read(COURTS).status_changes}
    assert told["dissolved"] == ("The opposition Dawn Party", "2017-11")
    assert told["banned"] == ("118 of its members", "2017-11")


def test_one_event_is_told_once_however_often() -> None:
    text = (
        "UN experts today condemned the conviction of 51 activists. On 9 May, the Municipal Court "
        "of Tavane sentenced 51 people to prison. Nine were still being held."
    )
    assert [(c.status, c.date) for c in _read(text).status_changes] == [("convicted", "2023-05-09")]


RADIO = (
    "Kavria shutters radio station, drawing EU rebuke\n\nDOLNAR (Reuters) - Kavria’s media "
    "regulator on Tuesday revoked the licence of Radio Svoda.\n\nMinister Otto Reiss said that he "
    "was open to amending the law and promised a draft by the summer.\n\nThe ruling Homeland Union "
    "has been accused by rights watchdogs of bringing 80 percent of the media under its control. "
    "The government denies the charge.\n\nThe Media Council said it had no choice. The Committee "
    "to Protect Journalists, a New York-based group, said it was “alarmed”."
)


def test_the_state_is_the_one_that_has_a_regulator_and_not_the_dateline() -> None:
    told = _told(_read(RADIO))
    assert ("Kavria", "denies", "the charge") in told


def test_of_what_a_party_was_accused() -> None:
    said = [said for _, cue, said in _told(_read(RADIO)) if cue == "has been accused of"]
    assert said == ["bringing 80 percent of the media under its control"]


def test_what_one_says_and_then_promises_are_two() -> None:
    told = [(cue, said) for who, cue, said in _told(_read(RADIO)) if who == "Otto Reiss"]
    assert told == [
        ("said", "he was open to amending the law"),
        ("promised", "a draft by the summer"),
    ]


def test_names_of_bodies_and_their_sides() -> None:
    sides = {actor.name: actor.side for actor in _read(RADIO).actors}
    assert sides["Media Council"] == "state"
    assert sides["Committee to Protect Journalists"] == "civil-society"


SPEECH = (
    "Statement by Vice-President Clara Nyström on the closure of Radio Svoda\n"
    "Strasbourg, 10 May 2023\n\nHonourable Members,\n\nI deeply regret the decision of the Media "
    "Council. I wrote to Minister Abel on 14 January. I asked for the licence to be extended until "
    "the courts had ruled.\n\nThe Commission will analyse whether the decision follows the law."
)


def test_what_a_speaker_recalls_was_not_said_in_the_speech() -> None:
    reading = _read(SPEECH, "speech", "European Commission")
    dates = {s.cue[0].of(SPEECH): s.date for s in reading.statements}
    assert dates == {
        "deeply regret": "2023-05-12",
        "asked for": None,
        "will analyse": "2023-05-12",
    }


def test_a_letter_to_an_office_is_to_its_holder() -> None:
    text = (
        "Dear Vice-President,\n\nYou state that the reply did not address your concerns. Allow me "
        "to recall that Kavria has 14 independent radio stations.\n\nYours,\n\nLena Abel\n"
        "Minister for Foreign Affairs"
    )
    reading = _read(text, "letter", "Ministry of Foreign Affairs of Kavria")
    assert [(who, said) for who, _, said in _told(reading)] == [
        ("Vice-President", "the reply did not address your concerns"),
        ("Lena Abel", "Kavria has 14 independent radio stations"),
    ]
    assert _to_whom(reading)[1] == ["Vice-President"]


def test_a_list_that_is_urged_is_one_statement() -> None:
    text = (
        "The mission urges the Government of Kavria to:\n- restore the frequency of Radio Svoda;\n"
        "- amend section 48 of the Media Act;\n- end state advertising."
    )
    told = _told(_read(text, "report", "Media Freedom Mission"))
    assert [said for *_, said in told] == [text[text.index("restore") : -1]]


RULING = (
    "Oumarou v Electoral Commission [2024] SCT\n\nOn 11 February the petitioner, Ms Grace Oumarou, "
    "asked the Court to annul the result. The respondent denied that any agent was turned away.\n\n"
    "The Supreme Court unanimously dismisses the petition."
)


def test_the_parties_of_a_case_are_told_by_its_caption() -> None:
    reading = _read(RULING, "report", "Supreme Court of Tamara")
    told = [(who, cue) for who, cue, _ in _told(reading)]
    assert ("Electoral Commission", "denied") in told
    ruled = next(s for s in reading.statements if s.cue[0].of(RULING) == "unanimously dismisses")
    assert ruled.act == "announcement"


INTERVIEW = (
    "Interview with Grace Oumarou\n\n"
    "Q: The Court has dismissed your petition. Do you accept the ruling?\n\n"
    "A: I do not accept that it is right.\n\n"
    "Q: The Commission says it published every result.\n\n"
    "A: It published some of them, three weeks late."
)


def test_an_interview_of_questions_and_answers_is_with_whom_its_heading_names() -> None:
    reading = _read(INTERVIEW, "transcript", "Tamara Weekly")
    told = _told(reading)
    assert [who for who, cue, _ in told if not cue] == ["Grace Oumarou", "Grace Oumarou"]
    assert ("Commission", "says", "it published every result") in told


CLASHES = (
    "Embassies of four Western powers urged the commission to publish the results.\n\nDoctors at "
    "the Central Hospital said they had received seven bodies.\n\n“I saw wars with fewer,” one of "
    "them said.\n\nWe note the commitment of President Hadi Lemaire to receive them, and "
    "encourage him to do so.\n\nAgents were barred from 140 polling stations."
)


def test_adjectives_of_places_are_nobody() -> None:
    names = {actor.name for actor in _read(CLASHES).actors}
    assert "Western" not in names
    assert "Embassies" in names


def test_one_of_them_is_one_of_those_who_spoke() -> None:
    said = next(s for s in _read(CLASHES).statements if s.quotation == "direct")
    assert said.speaker is not None


def test_who_notes_a_promise_goes_on_behind_it() -> None:
    told = {
        cue: who for who, cue, _ in _told(_read(CLASHES, "press-release", "Embassy of Norland"))
    }
    assert told["commitment"] == "Hadi Lemaire"
    assert told["encourage"] == told["note"] == "Embassy of Norland"


def test_turned_away_at_a_door_is_not_banned() -> None:
    assert not _read(CLASHES).status_changes


UPDATE = (
    "Kingdom refutes expert’s assessment\n\nThe Permanent Mission of Sarvia has expressed regret "
    "over observations of Prof Aline Duforet, the rapporteur.\n\nProf Duforet, who ended an "
    "11-day visit to Sarvia last August, told the Human Rights Council on Monday that she was "
    "concerned about the continued detention of union leader Chhay Lina.\n\nRong Dara, a political "
    "analyst and former member of parliament, told the Sarvia Times it was nothing new.\n\nThe "
    "Mission pointed to the registration of 47 political parties and the release on bail of 32 "
    "activists last November. Eleven remained banned from travelling."
)


def test_what_one_did_before_dates_no_address() -> None:
    reading = _read(UPDATE)
    told = next(s for s in reading.statements if s.cue[0].of(UPDATE) == "told")
    assert told.date == "2023-05-08"
    assert {o.type: o.date for o in reading.occasions}["address"] == "2023-05-08"
    assert "detained" not in {change.status for change in reading.status_changes}


def test_a_state_is_no_part_of_a_newspaper() -> None:
    names = {actor.name: actor.names for actor in _read(UPDATE).actors}
    assert names["Sarvia Times"] == ("Sarvia Times",)


def test_what_somebody_formerly_was_tells_no_side() -> None:
    assert {actor.name: actor.side for actor in _read(UPDATE).actors}["Rong Dara"] == "other"


def test_two_events_of_one_sentence_have_a_subject_each() -> None:
    told = {c.status: c.subject_text for c in _read(UPDATE).status_changes}
    assert told["registered"] == "47 political parties"
    assert told["released"] == "32 activists"
    assert "banned" not in told


def test_an_office_behind_a_name_is_no_body() -> None:
    text = (
        "I am concerned about Ms. Chhay Lina, President of the Casino Workers’ Union. The Union "
        "said that it had been closed."
    )
    reading = _read(text, "report", "Special Rapporteur on Sarvia")
    assert ("Casino Workers’ Union", "said", "it had been closed") in _told(reading)


APPEAL = (
    "Ref.: UA SRV 4/2021\n\nExcellency,\n\nWe have the honour to address you in our capacities as "
    "Special Rapporteur and Working Group. In this connection, we would like to bring to the "
    "attention of your Excellency’s Government information we have received concerning the arrest "
    "of three defenders.\n\nAccording to the information received:\n\nOn 6 May 2023, Ms. Sun Ratha "
    "and Mr. Ly Chandara were arrested in Tavane. The accused were released on bail on 8 May 2023."
    "\n\nWe express our serious concern at their arrest."
)


def test_a_joint_appeal_brings_to_a_governments_attention() -> None:
    reading = _read(APPEAL, "letter", "Special Procedures of the Human Rights Council")
    assert _told(reading)[0][1:] == (
        "would like to bring to the attention of",
        "information we have received concerning the arrest of three defenders",
    )
    assert reading.statements[0].act == "concern"
    assert _to_whom(reading) == [["Government"], ["Government"]]
    assert ("released", "2023-05-08") in [(c.status, c.date) for c in reading.status_changes]


def test_where_nobody_known_is_named_attention_is_nobodys() -> None:
    text = "We would like to bring to the attention of members the state of the prison"
    found = Attribution((Span(0, 2),), (Span(3, 13),), (Span(14, len(text)),), "indirect", 0.9)
    content, cue, whom = without_whom(text, found)
    assert [span.of(text) for span in cue] == ["would like to bring to the attention of"]
    assert [span.of(text) for span in content] == ["members the state of the prison"]
    assert whom is None


def test_the_royal_government_is_the_states() -> None:
    text = (
        "The Permanent Mission of the Kingdom of Sarvia presents its compliments to the Office of "
        "the High Commissioner and has the honour to transmit the following.\n\nThe Royal "
        "Government regrets that the allegations are based on incomplete information."
    )
    reading = _read(text, "state-reply", "Permanent Mission of Sarvia")
    assert [who for who, *_ in _told(reading)] == ["Sarvia"]
    assert _to_whom(reading) == [["Office of the High Commissioner"]]


CAMPAIGN = (
    "Sarvia: Bail is not justice\n\nThe charges must be dropped, Earth Rights Sarvia said today. "
    "In its reply this week, Sarvia claimed that the three were charged over recordings.\n\nThe "
    "organizations call on:\n• the Municipal Court to dismiss the charges;\n• the Ministry to "
    "publish its tests."
)


def test_a_campaign_is_not_the_country_that_its_name_holds() -> None:
    reading = _read(CAMPAIGN, "press-release", "Earth Rights Sarvia")
    kinds = {actor.name: actor.kind for actor in reading.actors}
    assert (kinds["Sarvia"], kinds["Earth Rights Sarvia"]) == ("state", "organization")
    assert ("Sarvia", "claimed") in [(who, cue) for who, cue, _ in _told(reading)]
    assert reading.statements[-1].act == "call"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "The Farmers’ Guild said its members had given seed. “We err,” its chairman said.",
            "Farmers’ Guild",
        ),
        (
            "Director General Sefa Duro spoke first, before Deputy Director General Amy Konda. The "
            "Director General announced that a panel was set up.",
            "Sefa Duro",
        ),
        ("The union and others have called for a judge.", "union"),
    ],
)
def test_whose_chairman_and_which_director(text: str, who: str) -> None:
    assert _told(_read(text))[-1][0] == who


def test_a_cause_belongs_to_a_name() -> None:
    text = (
        "Lanterns for Justice said that nobody was hurt. The Minister’s promise to publish is kept."
    )
    assert _told(_read(text))[0][0] == "Lanterns for Justice"


def test_who_is_at_an_institute_speaks_for_it() -> None:
    text = (
        "The National Hydrology Institute put it at 9,000 tonnes. According to a hydrologist at "
        "the institute, that is about what one would expect."
    )
    assert _told(_read(text))[-1][0] == "National Hydrology Institute"


def test_an_inquiry_that_is_called_for_is_told_nothing() -> None:
    text = "The network called for an inquiry with the power to summon witnesses."
    assert _to_whom(_read(text)) == [[]]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("By evening 18 had been released.", [("released", 18)]),
        ("The ombudsman had registered 26 deaths.", []),
        ("She dismissed the mayor’s plea that only 380 officers were free.", []),
        (
            "Freed unionist: “We are well”\n\nThe unionist Ana Ruiz was freed on 3 May.",
            [("released", None)],
        ),
    ],
)
def test_what_became_of_whom(text: str, events: list[tuple[str, int | None]]) -> None:
    assert [(c.status, c.count) for c in _read(text).status_changes] == events


@pytest.mark.parametrize(
    ("text", "occasion"),
    [
        ("Kambresi elected its local councils on Sunday.", ("election", "2023-05-07")),
        (
            "The ministry today announced a new round of talks with the union, to open on 17 May.",
            ("meeting", "2023-05-17"),
        ),
        (
            "The mayor, before the Committee on Urban Affairs on 8 May, admitted that it hurt 17.",
            ("hearing", "2023-05-08"),
        ),
    ],
)
def test_occasions_have_their_own_day(text: str, occasion: tuple[str, str]) -> None:
    assert occasion in [(o.type, o.date) for o in _read(text).occasions]


def test_what_has_not_happened_since_is_no_occasion() -> None:
    text = "She said no court in the region had dissolved a party of this size since the 1980s."
    assert not _read(text).occasions


def test_names_of_places_and_adjectives_say_no_words() -> None:
    text = (
        "A New York judge rejected a request to open it, the New York Times says. Pacific Island "
        "leaders said they were worried. Angelique Brunner, a Washington-based developer and "
        "spokeswoman for the coalition, said it was wrong. His commitment to improving schools was "
        "praised."
    )
    reading = _read(text)
    kinds = {actor.name: actor.kind for actor in reading.actors}
    assert not {"New York", "Pacific Island", "Washington-based"} & set(kinds)
    assert kinds["Angelique Brunner"] == "person"
    assert all(cue != "commitment" for _, cue, _ in _told(reading))
