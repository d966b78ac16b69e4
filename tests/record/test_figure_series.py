from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest

from tests.record.several import contents_with, told
from verbale.model import Actor, Figure, Side, Span
from verbale.record.ties import tie

if TYPE_CHECKING:
    from verbale.model import Reading

_NUMBER: Final = re.compile(
    r"(?P<value>\d[\d.]*)(?: (?P<unit>percent))? (?P<measure>(?:new )?[a-z]+)"
)
_COMPANY: Final = ("Ivo Lang", "Mira Costa")


def counted(
    sentence: str, on: str, side: Side = "state", dates: tuple[str | None, ...] = ()
) -> Reading:
    """Make a document with one sentence, said on its day, and a figure for every number in it."""
    made = told(sentence, on=on, said=on, sides={"Ana Ruiz": side, "Luis Sanz": side})
    text = made.document.text
    figures = tuple(
        Figure(
            id=f"f{number}",
            value=float(match["value"]),
            unit=match["unit"],
            measure=match["measure"],
            span=Span(match.start(), match.end("measure")),
            statement="s1",
            date=(*dates, *[None] * 9)[number - 1],
        )
        for number, match in enumerate(_NUMBER.finditer(text), start=1)
    )
    beside = tuple(
        Actor(f"a{number}", name, "person", "other", (name,))
        for number, name in enumerate(_COMPANY, start=8)
    )
    return replace(made, actors=(*made.actors, *beside), figures=figures)


def relations(*documents: Reading) -> list[tuple[str, str, str]]:
    found = tie(contents_with(*documents)).figures
    assert all(each.reason for each in found)
    return [(each.one, each.other, each.relation) for each in found]


HELD: Final = "[Ana Ruiz] {said} (15 people were being held in Arden)."


def test_the_same_count_agrees() -> None:
    again = "[Luis Sanz] {said} (15 people are in custody)."
    assert relations(counted(HELD, "2024-03-04"), counted(again, "2024-03-06")) == [
        ("d1.f1", "d2.f1", "agrees")
    ]


def test_new_ones_are_not_all_of_them() -> None:
    lost = "[Ana Ruiz] {said} (118 associations of Arden closed their doors)."
    new = "[Luis Sanz] {said} (131 new associations of Arden opened their doors)."
    assert relations(counted(lost, "2024-03-04"), counted(new, "2024-03-06")) == []
    other = new.replace("new ", "")
    assert len(relations(counted(lost, "2024-03-04"), counted(other, "2024-03-06"))) == 1


def test_another_count_of_the_other_side_contradicts() -> None:
    other = "[Luis Sanz] {said} (19 people were in custody)."
    assert relations(
        counted(HELD, "2024-03-04"), counted(other, "2024-03-06", "civil-society")
    ) == [("d1.f1", "d2.f1", "contradicts")]


def test_a_later_count_of_the_same_side_updates() -> None:
    later = "[Luis Sanz] {said} (13 people were still being held)."
    assert relations(counted(HELD, "2024-03-04"), counted(later, "2024-03-06")) == [
        ("d1.f1", "d2.f1", "updates")
    ]


def test_counts_for_one_period_contradict_however_late_they_come() -> None:
    first = counted("[Ana Ruiz] {said} (17 prisoners died in 2022).", "2023-03-04", dates=("2022",))
    other = counted("[Luis Sanz] {said} (11 people died that year).", "2023-05-06")
    assert relations(first, other) == [("d1.f1", "d2.f1", "contradicts")]


def test_counts_of_two_years_update() -> None:
    first = counted("[Ana Ruiz] {said} (17 prisoners died in 2021).", "2023-03-04", dates=("2021",))
    other = counted("[Ana Ruiz] {said} (11 prisoners died in 2022).", "2023-05-06", dates=("2022",))
    assert relations(first, other) == [("d1.f1", "d2.f1", "updates")]


def test_a_corrected_number_contradicts_what_it_corrects() -> None:
    words = (
        "[Ana Ruiz] {said} (19 people were held) and later {corrected} (the figure to 13 people)."
    )
    assert relations(counted(words, "2024-03-04")) == [("d1.f1", "d1.f2", "contradicts")]


def test_a_number_can_take_up_the_one_before() -> None:
    words = "[Ana Ruiz] {said} (940 people slept there; this morning it was 893 people)."
    assert relations(counted(words, "2024-03-04")) == [("d1.f1", "d1.f2", "contradicts")]


@pytest.mark.parametrize(
    "other",
    [
        "[Luis Sanz] {said} (15 people were released in Arden).",
        "[Luis Sanz] {said} (19 bridges were closed).",
        "[Luis Sanz] {said} (4 of them are students).",
        "[Luis Sanz] {said} (60 percent voted).",
        "[Luis Sanz] {said} (12 journalists were arrested).",
    ],
)
def test_other_measures_are_not_compared(other: str) -> None:
    assert relations(counted(HELD, "2024-03-04"), counted(other, "2024-03-06")) == []


def test_counts_of_other_affairs_are_not_compared() -> None:
    apart = replace(counted(HELD.replace("15", "19"), "2024-03-06"), actors=())
    apart = replace(apart, statements=(), figures=(replace(apart.figures[0], statement=None),))
    assert relations(counted(HELD, "2024-03-04"), apart) == []
    years_later = counted(HELD.replace("15", "19"), "2029-03-06")
    assert relations(counted(HELD, "2024-03-04"), years_later) == []
