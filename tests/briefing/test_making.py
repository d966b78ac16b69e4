from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.briefing.conftest import TODAY
from tests.record.several import told
from verbale import briefing
from verbale.briefing.citing import Citing
from verbale.briefing.gathering import gather
from verbale.briefing.making import made_of
from verbale.errors import NoSuchEntry, WrongMetadata
from verbale.record import Record
from verbale.record.wanted import Wanted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from verbale.briefing import Briefing

ALL = Wanted()
AT = "2025-06-01T12:00:00Z"


def made(path: Path, chosen: Wanted | Sequence[str] = ALL, on: date = TODAY) -> Briefing:
    with Record(path, "edit") as record:
        return briefing.make(record, chosen, as_of=on)


def test_what_became_of_each_since_when_and_due_when(kept: Path) -> None:
    wall, prison = made(kept, on=date(2024, 5, 1)).entries
    assert (wall.state, wall.since, wall.waiting) == ("disputed", "2024-03-11", None)
    assert [reply.quote.id for reply in wall.replies] == ["d2.s1"]
    assert (prison.state, prison.since, prison.waiting) == ("unanswered", "2024-03-04", 58)
    assert (prison.due, prison.overdue) == ("2024-04-03", True)


def test_the_longest_without_an_answer_comes_first_and_the_undated_last(whole: Briefing) -> None:
    days = [entry.waiting for entry in whole.unanswered]
    dated = [each for each in days if each is not None]
    assert dated == sorted(dated, reverse=True)
    assert days == [*dated, *[None] * (len(days) - len(dated))]
    assert len(days) == dict(whole.totals.states)["unanswered"] > 10


def test_the_totals_are_those_of_the_record(whole: Briefing, samrath: Path) -> None:
    with Record(samrath, "read") as record:
        states = Counter(exchange.state for exchange in record.exchanges())
    assert {state: count for state, count in whole.totals.states if count} == states


def test_themes_count_an_exchange_in_each_and_the_totals_once(whole: Briefing) -> None:
    assert whole.totals.total == len(whole.entries)
    about = {row.theme: row.total for row in whole.themes}
    assert sum(about.values()) > len(whole.entries)
    assert about["Right to peaceful assembly"] == 3
    assert [*about][-1] is None


def test_what_is_quoted_is_what_stands_there(whole: Briefing, samrath: Path) -> None:
    with Record(samrath, "read") as record:
        texts = {row.id: " ".join(record.text(row.id).split()) for row in record.documents()}
    for entry in whole.entries:
        for quote in (entry.quote, *(reply.quote for reply in entry.replies)):
            for part in quote.words.split(" … "):
                assert part in texts[quote.id.partition(".")[0]]


def test_a_source_has_its_number_where_it_is_first_cited(whole: Briefing) -> None:
    cited = [entry.quote.citation.source for entry in whole.entries]
    assert cited[0] == 1
    assert [source.number for source in whole.sources] == [1, 2, 3, 4, 5]
    first = whole.sources[0]
    assert first.title.startswith("Report of the Special Rapporteur")
    assert (first.publisher, first.published) == ("United Nations Human Rights Council",
                                                  "2025-03-11")  # fmt: skip


def test_the_number_that_a_document_gives_its_paragraph_goes_before_ours(samrath: Path) -> None:
    with Record(samrath, "read") as record:
        citing = Citing(gather(record, Wanted(), TODAY))
        report, news = record.text("d1"), record.text("d2")
    own = citing.cite("d1", report.index("She is nevertheless"), "She is nevertheless")
    assert (own.paragraph, own.own_number, own.link) == (15, True, None)
    counted = citing.cite("d2", news.index("In response"), "In response")
    lines = [line for line in news[: news.index("In response")].splitlines() if line.strip()]
    assert (counted.paragraph, counted.own_number) == (len(lines) + 1, False)


def test_words_from_the_web_are_linked_where_they_stand(tmp_path: Path) -> None:
    page = told("[Ana Ruiz] {warned} (that the wall leaks, badly).", on="2024-03-05",
                acts=("concern",))  # fmt: skip
    address = "https://example.org/wall#top"
    with Record(tmp_path / "wall.db") as record:
        record.add(replace(page, document=replace(page.document, name=address)))
        [entry] = briefing.make(record, Wanted(), as_of=TODAY).entries
        [source] = briefing.make(record, Wanted(), as_of=TODAY).sources
    assert source.link == "https://example.org/wall"
    assert entry.quote.citation.link == (
        "https://example.org/wall#:~:text=that%20the%20wall%20leaks%2C%20badly"
    )


def test_picked_statements_keep_their_order(samrath: Path) -> None:
    picked = made(samrath, ("d3.s14", "d1.s9"))
    assert (picked.picked, picked.wanted) == (True, ())
    ids = [entry.quote.id for entry in picked.entries]
    assert ids[-1] == "d1.s9"
    around = [each.quote.id for each in picked.entries[0].replies]
    assert "d3.s14" in {ids[0], *around}  # an answer is shown with what it answers
    assert picked.standings == ()


def test_a_statement_that_wants_no_answer_can_be_picked(tmp_path: Path) -> None:
    path = tmp_path / "alone.db"
    with Record(path) as record:
        record.add(told("[Ana Ruiz] {said} (that it rained).", on="2024-03-05"))
    [entry] = made(path, ["d1.s1"]).entries
    assert (entry.state, entry.quote.words) == (None, "that it rained")
    assert made(path).empty


def test_who_picks_what_is_not_there_is_told(kept: Path) -> None:
    with pytest.raises(NoSuchEntry, match=r"no statement d9\.s1"):
        made(kept, ["d9.s1"])
    with pytest.raises(WrongMetadata, match="'2025-0x' is no date"):
        made(kept, Wanted(since="2025-0x"))


def test_figures_that_clash_stand_side_by_side(whole: Briefing) -> None:
    associations = [clash for clash in whole.clashes if clash.measure == "associations"]
    [registry] = [clash for clash in associations if clash.values[0].amount == "74"]
    first, second, *_ = registry.values
    assert (first.claims[0].claimant, first.against[0]) == ("Registry of Associations", "118")
    assert (second.amount, second.against[0]) == ("118", "74")
    assert second.claims[0].claimant == "Coalition for Open Association"


def test_with_a_filter_only_figures_of_what_is_quoted_clash(samrath: Path, whole: Briefing) -> None:
    assert made(samrath, Wanted(speaker="nobody")).clashes == ()
    some = made(samrath, Wanted(speaker="Adeyinka", theme="trade-union-rights"))
    assert 0 < len(some.clashes) < len(whole.clashes)


def test_status_is_told_where_a_filter_can_be_asked_of_it(samrath: Path) -> None:
    told = made(samrath, Wanted(since="2025-05")).standings
    assert [(s.subject, s.status, s.since) for s in told[:2]] == [
        ("Samrath’s best-known trade unionist", "released", "2025-05-19"),
        ("the Law", "amended", "2025-05-15"),
    ]
    assert made(samrath, Wanted(since="2025-05", publisher="northern")).standings
    assert made(samrath, Wanted(since="2025-05", publisher="united")).standings == ()
    assert made(samrath, Wanted(since="2025-06")).standings == ()
    assert {s.status for s in made(samrath, Wanted(document="d1")).standings} == {
        "deregistered",
        "detained",
    }
    assert made(samrath, Wanted(side="monitor")).standings == ()


def test_what_people_decided_counts_and_what_they_rejected_is_left_out(samrath: Path) -> None:
    with Record(samrath, "edit") as record:
        record.review("d1.s9", "accept", by="Ann Lee", at=AT)
        record.review("d1.s10", "correct", by="Ann Lee", at=AT, field="date", becomes="2025-03-10")
        record.review("d2.s2", "reject", by="Bo", at=AT, why="no statement")
        record.review("d1.s4", "note", by="Cy", at=AT, why="look again")
    reviewed = made(samrath)
    by_id = {entry.quote.id: entry.quote for entry in reviewed.entries}
    assert (by_id["d1.s9"].review, by_id["d1.s10"].review) == ("accepted", "corrected")
    assert "d2.s2" not in by_id
    method = reviewed.method
    assert (method.accepted, method.corrected, method.rejected) == (1, 1, 1)
    assert method.deciders == (("Ann Lee", 2), ("Bo", 1))


def test_direct_speech_without_marks_gets_them(kept: Path) -> None:
    with Record(kept, "read") as record:
        gathered = gather(record, Wanted(), TODAY)
    exchange = gathered.exchanges[0]
    spoken = replace(exchange, statement=replace(exchange.statement, quotation="direct"))
    made_again = made_of(replace(gathered, exchanges=(spoken,)), as_of=TODAY)
    assert made_again.entries[0].quote.words.startswith("“that the river wall")
    assert made_again.entries[0].quote.words.endswith("floods”")


def test_the_same_is_made_of_the_same(kept: Path) -> None:
    with Record(kept, "read") as record:
        gathered = gather(record, Wanted(), TODAY)
    assert made_of(gathered, as_of=TODAY) == made_of(gathered, as_of=TODAY)


def test_importing_it_loads_nothing_that_sets_pages() -> None:
    code = (
        "import sys, verbale.briefing; "
        "sys.exit(any(name in sys.modules for name in ('reportlab', 'docx', 'jinja2')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
