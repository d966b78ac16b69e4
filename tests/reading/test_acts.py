"""What is done by saying something: by plain words, and by the network where they are not plain."""

from __future__ import annotations

import pytest

from verbale.model import ACTS, Document, Span
from verbale.reading import read
from verbale.reading.act_model import Telling, weigh
from verbale.reading.acts import plain_act, settled
from verbale.reading.encoder import encode
from verbale.reading.layout import lay_out

PERFORMED = [
    ("“I call on all sides to talk", "call"),
    ("We strongly condemn this", "concern"),
    ("I am alarmed by the news", "concern"),
    ("We welcome the law", "acknowledgement"),
    ("We reject this", "rebuttal"),
    ("“We will rebuild the bridge", "commitment"),
    ("I asked him to stay", None),
    ("We were alarmed", None),
    ("We will", "commitment"),
    ("it was “gravely alarmed” by the arrests", "concern"),
    ("I owe the House an apology.", "acknowledgement"),
    ("The bridge was closed", None),
    ("The bridge is old. I demand that it be closed.", "call"),
    ("The bridge is old. I thank the engineers.", None),
    ("“Nonsense,”", "rebuttal"),
    ("The Senator is mistaken.", "rebuttal"),
    ("That isn’t true.", "rebuttal"),
    ("The bridge is true to its plan.", None),
    ("I was wrong about the bridge.", "acknowledgement"),
]
OF_OTHERS = [
    ("called", "the preliminary report “a fairy tale”", "rebuttal"),
    ("called", "the night “a triumph”", None),
    ("considers", "the Rapporteur’s demand impracticable", "rebuttal"),
    ("considers", "the matter urgent", None),
    ("doubted", "whether a fund was needed", "rebuttal"),
    ("doubted", "the engineers", "concern"),
    ("should like to correct", "this: it is four per cent", "rebuttal"),
    ("corrected", "its figure", "acknowledgement"),
    ("asked", "how a bridge can fall", None),
    ("asked", "the mayor to close it", "call"),
]


@pytest.mark.parametrize(("content", "act"), PERFORMED)
def test_a_speaker_who_names_the_act_performs_it(content: str, act: str | None) -> None:
    assert plain_act("said", content, "state") == act


@pytest.mark.parametrize(("cue", "content", "act"), OF_OTHERS)
def test_what_is_done_to_the_words_of_others(cue: str, content: str, act: str | None) -> None:
    assert plain_act(cue, content, "other") == act


def test_a_negation_before_the_cue_counts() -> None:
    text = "We cannot, however, accept the claim that the bridge fell."
    start = text.index("accept")
    cue = (Span(start, start + len("accept")),)
    content = (Span(start + len("accept "), len(text) - 1),)
    acts = weigh(text, encode(lay_out(text)), [Telling(cue, content, "state", replies=False)])
    assert acts == [{"rebuttal": 0.87}]


def test_cue_and_content_together_show_an_act() -> None:
    assert plain_act("would be grateful", "if the note could be published", "state") == "call"
    assert plain_act("cannot endorse", "this account", "state") == "rebuttal"
    assert plain_act("proposes", "a meeting in May", "state") == "commitment"
    assert plain_act("proposes", "the law should be repealed", "monitor") == "call"
    assert plain_act("regrets", "the suffering caused", "state") == "acknowledgement"
    assert plain_act("regrets", "the suffering caused", "monitor") == "concern"


def test_a_cue_that_decides_has_the_last_word() -> None:
    assert plain_act("urged", "We welcome the law", "state") == "call"
    assert plain_act("called", "to leave", "state") == "call"
    assert plain_act("announced", "it was late", "monitor") is None
    assert plain_act("announced", "the party is dissolved", "state") == "announcement"
    assert plain_act("announced", "the bill would be tabled in May", "state") == "commitment"


def test_who_says_it_and_in_which_place_settle_what_is_unsure() -> None:
    assert settled("assertion", "the law is old", "state", replies=True) == "rebuttal"
    assert settled("commitment", "it would be reviewed", "state", replies=True) == "commitment"
    assert settled("assertion", "two men were beaten", "monitor", replies=False) == "concern"
    assert settled("assertion", "two men were beaten", "state", replies=False) == "assertion"
    assert settled("assertion", "every case has been heard", "state", replies=False) == (
        "justification"
    )
    assert settled("announcement", "she would write", "monitor", replies=False) == "commitment"
    assert settled("call", "two men were beaten", "monitor", replies=False) == "call"


def test_what_the_cue_leaves_open_is_weighed() -> None:
    text = "The union said the guards had beaten two men and left them without water."
    cue, content = Span(10, 14), Span(15, len(text) - 1)
    assert (cue.of(text), content.of(text)[:6]) == ("said", "the gu")
    telling = Telling((cue,), (content,), "civil-society", replies=False)
    (weighed,) = weigh(text, encode(lay_out(text)), [telling])
    assert sorted(weighed) == sorted(ACTS)
    assert 0.98 < sum(weighed.values()) < 1.02
    assert next(iter(weighed)) == "concern"


def test_a_statement_without_cue_or_of_many_words_is_weighed() -> None:
    text = "A: " + "yes and no and " * 200
    content = (Span(3, len(text)),)
    (weighed,) = weigh(text, encode(lay_out(text)), [Telling((), content, "other", replies=False)])
    assert weighed


def test_statements_are_weighed_alike_alone_and_together() -> None:
    text = (
        "She said the guards had beaten two men. He said so. It said that nobody was hurt at all."
    )
    encoding = encode(lay_out(text))
    tellings = [
        Telling((Span(at, at + 4),), (Span(at + 5, end),), "other", replies=False)
        for at, end in ((4, 38), (43, 50), (55, 87))
    ]
    assert all(telling.cue[0].of(text) == "said" for telling in tellings)
    together = weigh(text, encoding, tellings)
    alone = [weigh(text, encoding, [telling])[0] for telling in tellings]
    assert [list(acts) for acts in together] == [list(acts) for acts in alone]


def test_counts_inside_content_are_claims_of_their_own() -> None:
    text = "The ministry disputed the Circle’s count of 31 journalists convicted in five years."
    reading = read(Document(text))
    names = {actor.id: actor.name for actor in reading.actors}
    found = {s.content[0].of(text): (names.get(s.speaker or ""), s.act) for s in reading.statements}
    assert found["31 journalists convicted in five years"] == ("Circle", "assertion")


def test_a_rebuttal_of_the_ruling_takes_up_the_ruling() -> None:
    text = (
        "The High Court ruled on Monday that the law was void. The mayor, Ana Ruiz, said that"
        " the harbour was closed. The Dawn Party rejected the ruling."
    )
    reading = read(Document(text, published="2024-05-08"))
    by_id = {s.id: s.cue[0].of(text) for s in reading.statements}
    assert [(by_id[k.answer], by_id[k.answered]) for k in reading.links] == [("rejected", "ruled")]
