"""How things stood on a day, and the series of figures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.factories import span_of
from tests.record.several import told
from verbale.errors import WrongMetadata
from verbale.model import Figure, StatusChange

if TYPE_CHECKING:
    from verbale.model import Reading, Status
    from verbale.record import Record

AT = "2024-06-01T12:00:00Z"


def changed(
    status: Status, when: str, on: str, words: str = "The Reed Party was changed"
) -> Reading:
    made = told(f"[Ana Ruiz] {{said}} (that on {on} {words}).", on=on)
    span = span_of(made.document.text, words)
    change = StatusChange("c1", status, span, None, words[:14], date=when)
    return replace(made, status_changes=(change,))


@pytest.fixture
def party(record: Record) -> Record:
    record.add(changed("registered", "2015", "2015-06-01"))
    record.add(changed("dissolved", "2017-11-16", "2017-11-17"))
    record.add(changed("dissolved", "2017-11", "2017-12-01"))
    record.add(changed("banned", "2017-11-16", "2017-11-18"))
    record.add(changed("rehabilitated", "2019-02-01", "2019-02-02"))
    return record


def test_the_last_change_until_a_day_counts(party: Record) -> None:
    [before] = party.standing("2016-01-01")
    assert (before.subject, before.status, before.since) == ("The Reed Party", "registered", "2015")
    [then] = party.standing("2018-01-01")
    assert then.status == "banned"
    assert [row.status for row in then.otherwise] == ["dissolved", "dissolved"]
    assert [row.status for row in then.before] == ["registered"]
    [now] = party.standing()
    assert (now.status, now.since) == ("rehabilitated", "2019-02-01")
    assert party.standing("2014") == []


def test_subjects_and_statuses_are_chosen(party: Record) -> None:
    assert party.standing(status="dissolved") == []
    assert len(party.standing(subject="reed", status="rehabilitated")) == 1
    assert party.standing(subject="lake") == []
    with pytest.raises(WrongMetadata):
        party.standing("soon")


def test_a_rejected_change_does_not_count(party: Record) -> None:
    party.review("d5.c1", "reject", by="Ann", at=AT)
    [now] = party.standing()
    assert now.status == "banned"


def test_figures_about_one_measure_are_one_series(record: Record) -> None:
    for value, on in ((120, "2024-03-05"), (120, "2024-03-06"), (150, "2024-03-06")):
        words = f"{value} houses of the river quarter"
        made = told(f"[Ana Ruiz] {{said}} (that {words} were flooded on {on} {value}).", on=on)
        figure = Figure("f1", value, None, "houses", span_of(made.document.text, words), "s1")
        record.add(replace(made, figures=(figure,)))
    for row in record.series():
        assert {figure.measure for figure in row.figures} == {"houses"}
        assert len(row.figures) >= 2
    assert record.series(measure="boats") == []
    contradicted = record.series(relation="contradicts")
    assert all(
        any(each.relation == "contradicts" for each in row.comparisons) for row in contradicted
    )
