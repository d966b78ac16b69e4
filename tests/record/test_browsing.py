from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.factories import reading_of, rich_reading
from verbale.errors import NoSuchEntry
from verbale.model import Link
from verbale.record.browsing import Month
from verbale.record.wanted import Wanted

if TYPE_CHECKING:
    from verbale.record import Record

AT = "2024-06-01T12:00:00Z"


@pytest.fixture
def kept(record: Record) -> Record:
    record.add(rich_reading())
    record.tie()
    return record


def queue(record: Record, wanted: Wanted | None = None) -> list[str]:
    found: list[str] = []
    last: str | None = None
    while (last := record.next_to_review(wanted, last)) is not None:
        found.append(last)
    return found


def test_the_original_is_given_as_it_came(kept: Record) -> None:
    found = kept.original("d1")
    assert found.content == rich_reading().document.original
    assert found.name == "report.txt"
    for wrong in ("d2", "d1.s1", "x", "d1'"):
        with pytest.raises(NoSuchEntry):
            kept.original(wrong)


def test_the_contents_of_a_document_are_those_that_people_see(kept: Record) -> None:
    kept.add(reading_of("[Ann] {said} (yes).", name="other.txt"))
    kept.review("d1.s2", "reject", by="Ann", at=AT)
    assert kept.contents_of("d1") == kept.contents().of("d1")
    assert [row.id for row in kept.contents_of("d1").statements] == ["d1.s1", "d1.s3"]
    assert (kept.document("d1"),) == kept.contents_of("d1").documents
    with pytest.raises(NoSuchEntry):
        kept.contents_of("d3")
    with pytest.raises(NoSuchEntry):
        kept.document("d3")


def test_the_newest_documents_page_by_page(record: Record) -> None:
    for name in ("one.txt", "two.txt", "three.txt"):
        record.add(reading_of(f"[Ann] {{said}} (so in {name}).", name=name))
    assert [row.name for row in record.newest(2)] == ["three.txt", "two.txt"]
    assert record.newest(2, before="d2") == record.documents()[:1]
    assert not record.newest(2, before="d1")


def test_what_wants_an_answer_is_reviewed_first_and_what_is_doubtful(record: Record) -> None:
    reading = reading_of(
        "[A] {said} (one).", "[B] {said} (two).", "[C] {said} (three).", "[D] {said} (four).",
        acts=("assertion", "concern", "rebuttal", "call"),
    )  # fmt: skip
    confident = [replace(reading.statements[1], confidence=0.9), *reading.statements[2:]]
    record.add(replace(reading, statements=(reading.statements[0], *confident)))
    assert queue(record) == ["d1.s4", "d1.s2", "d1.s3", "d1.s1"]
    assert record.next_to_review(None, "d1.s3", back=True) == "d1.s2"
    assert record.next_to_review(None, "d1.s4", back=True) is None
    assert queue(record, Wanted(act="concern")) == ["d1.s2"]


def test_the_queue_goes_on_after_what_was_decided(kept: Record) -> None:
    unreviewed = Wanted(review="unreviewed")
    first, second, third = queue(kept, unreviewed)
    kept.review(first, "accept", by="Ann", at=AT)
    assert kept.next_to_review(unreviewed, first) == second
    kept.review(second, "reject", by="Ann", at=AT)
    assert kept.next_to_review(unreviewed, second) == third
    assert queue(kept, unreviewed) == [third]
    with pytest.raises(NoSuchEntry):
        kept.next_to_review(unreviewed, "d9.s9")


def test_dates_of_several_years_are_in_the_queue_too(kept: Record) -> None:
    kept.review("d1.s3", "correct", by="Ann", at=AT, field="date", becomes="2020/2024")
    assert set(queue(kept, Wanted(since="2023"))) == {"d1.s1", "d1.s2", "d1.s3"}
    assert set(queue(kept, Wanted(since="2022", until="2023"))) == {"d1.s3"}
    assert set(queue(kept, Wanted(since="2025"))) == set()


def test_a_closeup_shows_all_about_a_statement(kept: Record) -> None:
    kept.review("d1.s2", "note", by="Ann", at=AT, why="look again")
    found = kept.closeup("d1.s2")
    assert found.statement == kept.statement("d1.s2")
    assert [each.statement.id for each in found.exchanges] == ["d1.s1"]
    assert [each.why for each in found.decisions] == ["look again"]
    assert {each.id for each in found.actors} >= {"d1.a1", "d1.a2"}
    assert [each.statement.id for each in kept.closeup("d1.s1").exchanges] == ["d1.s1"]


def test_a_closeup_of_what_was_rejected(kept: Record) -> None:
    kept.review("d1.s2", "reject", by="Ann", at=AT)
    assert kept.closeup("d1.s2").rejected_by == 1
    kept.undo(1, by="Bo", at=AT)
    assert kept.closeup("d1.s2").rejected_by is None
    assert not kept.closeup("d1.s2").decisions
    for wrong in ("d1.s9", "d1.f1", "nothing"):
        with pytest.raises(NoSuchEntry):
            kept.closeup(wrong)


def test_a_closeup_shows_decisions_about_two(kept: Record) -> None:
    kept.review_two("d1.s2", "unlink", "d1.s1", by="Ann", at=AT)
    for entry_id in ("d1.s1", "d1.s2"):
        assert [each.action for each in kept.closeup(entry_id).decisions] == ["unlink"]
    assert not kept.closeup("d1.s2").exchanges


def test_what_tells_again_is_answered_with_it(record: Record) -> None:
    words = "(the ministry had closed twelve clubs in the river valley)"
    first = reading_of(f"[Ann Lee] {{said}} {words}.", acts=("concern",))
    again = reading_of(
        f"[Ann Lee] {{said}} {words}.", "[The ministry] {denied} (it).",
        name="again.txt", acts=("concern", "rebuttal"),
    )  # fmt: skip
    record.add(first)
    record.add(replace(again, links=(Link("s2", "s1", "explicit", "denied"),)))
    assert [each.id for each in record.closeup("d1.s1").tellings] == ["d2.s1"]
    for entry_id in ("d1.s1", "d2.s1", "d2.s2"):
        (exchange,) = record.closeup(entry_id).exchanges
        assert exchange.statement.id == "d1.s1"
        assert [each.statement.id for each in exchange.answers] == ["d2.s2"]


def test_everybody_page_by_page(record: Record) -> None:
    for name in ("one.txt", "two.txt"):
        record.add(reading_of("[Ann Lee] {said} (yes).", "[Bo] {said} (no).", name=name))
    found, last = [], None
    while some := record.persons(size=1, after=last):
        found += some
        last = some[-1].person.id
    assert [each.person.name for each in found] == [each.person.name for each in record.persons()]
    people = {each.id: each for each in record.people()}
    assert {each.person.id for each in found} == people.keys()
    for each in found:
        assert replace(each.person, why=()) == replace(people[each.person.id], why=())
        assert set(each.person.why) == set(people[each.person.id].why)
    with pytest.raises(NoSuchEntry):
        record.persons(after="d9.a9")


def test_who_is_called_so(kept: Record) -> None:
    (card,) = kept.persons("ENVOY")
    assert (card.person.name, card.said, card.told) == ("The envoy", 1, 1)
    assert kept.persons(card.person.id) == [card]
    assert not kept.persons("nobody at all")
    assert not kept.persons(side="media")


def test_months_count_what_was_raised_and_replied(kept: Record) -> None:
    assert kept.months() == [
        Month("2024-03", "monitor", 1, 0),
        Month("2024-03", "other", 1, 0),  # of whom the side is not known
        Month("2024-03", "state", 0, 1),
    ]
    assert kept.months(Wanted(act="call")) == [Month("2024-03", "other", 1, 0)]
    assert kept.months(Wanted(since="2020")) == kept.months()
    assert kept.months(Wanted(until="2020")) == []


def test_unanswered_exchanges_first_page_by_page(kept: Record) -> None:
    whole = [each.statement.id for each in kept.exchanges(unanswered_first=True)]
    assert whole == ["d1.s3", "d1.s1"]
    assert [each.statement.id for each in kept.exchanges(size=1, unanswered_first=True)] == [
        "d1.s3"
    ]
    following = kept.exchanges(size=1, after="d1.s3", unanswered_first=True)
    assert [each.statement.id for each in following] == ["d1.s1"]
    assert not kept.exchanges(size=1, after="d1.s1", unanswered_first=True)
