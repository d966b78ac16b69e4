from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.record.several import actor, contents_with
from tests.strategies import readings
from verbale.record import identity
from verbale.record.identity import identify

if TYPE_CHECKING:
    from verbale.model import Reading
    from verbale.record.bearers import Bearer
    from verbale.record.rows import ActorRow


def groups(*actors: ActorRow) -> set[frozenset[str]]:
    return {frozenset(each.actors) for each in identify(actors).everybody if len(each.actors) > 1}


def test_one_full_name_is_one_person() -> None:
    one, other = actor("d1.a1", "Ana Ruiz", side="state"), actor("d2.a1", "Ana Ruiz", side="state")
    found = identify([one, other])
    assert [each.actors for each in found.everybody] == [("d1.a1", "d2.a1")]
    (merge,) = found.merges
    assert (merge.one, merge.other) == ("d1.a1", "d2.a1")
    assert merge.reason == "both are called Ana Ruiz, the same side"
    assert 0 < merge.score < 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Viktor Orlan", "Orlan Viktor"),
        ("Meena Chandra Bose", "Mina Chandra Bose"),
        ("Lech Wałowski", "Lech Walowski"),
        ("John Peter Kenner", "John Kenner"),
        ("J. Kenner", "John Kenner"),
        ("Tun Prasad Devan", "Prasad Devan"),
    ],
)
def test_forms_of_a_name_with_the_same_office_are_one(one: str, other: str) -> None:
    first = actor("d1.a1", one, side="state", role="Information Minister")
    second = actor("d2.a1", other, side="state", role="the information minister")
    assert groups(first, second) == {frozenset({"d1.a1", "d2.a1"})}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana Ruiz", "Luis Ruiz"),
        ("Maria Lopez", "Mario Lopez"),
        ("Hun Sen", "Hun Manet"),
        ("Ana Maria Ruiz", "Ana Sofia Ruiz"),
    ],
)
def test_two_people_of_one_family_stay_two(one: str, other: str) -> None:
    first = actor("d1.a1", one, side="state", role="Minister of Trade")
    second = actor("d2.a1", other, side="state", role="Minister of Trade")
    assert groups(first, second) == set()


def test_a_family_name_joins_the_only_one_it_can_mean() -> None:
    full = actor("d1.a1", "Ana Ruiz", side="monitor", role="special envoy")
    short = actor("d2.a1", "Ms. Ruiz", side="monitor", role="the envoy")
    found = identify([full, short])
    assert [each.name for each in found.everybody] == ["Ana Ruiz"]
    assert found.merges[0].reason.startswith("Ms. Ruiz can only be Ana Ruiz")


def test_a_family_name_that_can_mean_two_joins_neither() -> None:
    ana = actor("d1.a1", "Ana Ruiz", side="state")
    luis = actor("d2.a1", "Luis Ruiz", side="state")
    assert groups(ana, luis, actor("d3.a1", "Ruiz", side="state")) == set()


def test_a_title_of_the_other_gender_is_somebody_else() -> None:
    luis = actor("d1.a1", "Luis Ruiz", "Mr. Luis Ruiz", side="state")
    assert groups(luis, actor("d2.a1", "Mrs. Ruiz", side="state")) == set()


def test_a_family_name_alone_is_not_enough() -> None:
    full = actor("d1.a1", "Ana Ruiz", side="monitor")
    assert groups(full, actor("d2.a1", "Ruiz", side="media")) == set()


def test_the_company_kept_tells_who_is_meant() -> None:
    full, short = actor("d1.a1", "Ana Ruiz"), actor("d2.a1", "Ruiz")
    beside = [actor("d1.a2", "Clean Ballot League", kind="organization")]
    beside.append(actor("d2.a2", "Clean Ballot League", kind="organization"))
    found = identify([full, *beside, short])
    assert {frozenset(each.actors) for each in found.everybody} == {
        frozenset({"d1.a1", "d2.a1"}),
        frozenset({"d1.a2", "d2.a2"}),
    }
    assert "both stand beside Clean Ballot League" in found.merges[-1].reason


def test_who_stands_apart_in_one_document_is_not_the_short_name_in_it() -> None:
    luis, short = actor("d1.a1", "Luis Ruiz"), actor("d1.a2", "Ruiz")
    again = actor("d2.a1", "Luis Ruiz")
    beside = [actor(f"{each}.a9", "Ivo Lang") for each in ("d1", "d2")]
    assert frozenset({"d1.a1", "d2.a1"}) in groups(luis, short, again, *beside)


def test_kinds_that_clash_stay_apart() -> None:
    person = actor("d1.a1", "Wren Foundation", side="civil-society")
    body = actor("d2.a1", "Wren Foundation", kind="organization", side="civil-society")
    assert groups(person, body) == set()


def test_the_same_name_on_another_side_in_other_company_is_another_person() -> None:
    state, club = (
        actor("d1.a1", "Kim Sok", side="state"),
        actor("d2.a1", "Kim Sok", side="civil-society"),
    )
    assert groups(state, club) == set()


@pytest.mark.parametrize(
    ("short", "names"),
    [("CBL", ("Clean Ballot League", "CBL")), ("CBL", ("Clean Ballot League",))],
)
def test_an_acronym_stands_for_the_body_with_that_name(short: str, names: tuple[str, ...]) -> None:
    full = actor("d1.a1", names[0], *names, kind="organization", side="civil-society")
    acronym = actor("d2.a1", short, kind="organization", side="civil-society")
    assert groups(full, acronym) == {frozenset({"d1.a1", "d2.a1"})}


def test_a_body_named_in_short_is_the_one_that_goes_on_so() -> None:
    full = actor("d1.a1", "Committee on Fair Custody and Trial", kind="body", side="monitor")
    short = actor("d2.a1", "Committee on Fair Custody", kind="body", side="monitor")
    other = actor("d3.a1", "Committee on Fair Custody for Children", kind="body", side="monitor")
    assert groups(full, short) == {frozenset({"d1.a1", "d2.a1"})}
    assert groups(full, short, other) == set()


def test_a_ministry_of_any_country_needs_shared_company() -> None:
    ministries = [
        actor(f"{each}.a1", "Ministry of Justice", kind="organization", side="state")
        for each in ("d1", "d2")
    ]
    assert groups(*ministries) == set()
    beside = [actor(f"{each}.a2", "Ana Ruiz") for each in ("d1", "d2")]
    assert frozenset({"d1.a1", "d2.a1"}) in groups(*ministries, *beside)


def test_nobody_in_particular_is_nobody_across_documents() -> None:
    crowd = [actor(f"{each}.a1", "reporters", kind="organization") for each in ("d1", "d2")]
    mothers = [actor(f"{each}.a2", "dead man’s mother") for each in ("d1", "d2")]
    beside = [actor(f"{each}.a3", "Ana Ruiz") for each in ("d1", "d2")]
    assert groups(*crowd, *mothers, *beside) == {frozenset({"d1.a3", "d2.a3"})}


def test_the_fullest_name_and_all_aliases_are_kept() -> None:
    one = actor("d1.a1", "RUIZ", "Ms RUIZ", side="state", role="Solicitor General")
    other = actor("d2.a1", "Ana Ruiz", side="state", role="Justice Minister")
    (found,) = identify([one, other]).everybody
    assert (found.id, found.name) == ("d1.a1", "Ana Ruiz")
    assert found.names == ("RUIZ", "Ms RUIZ", "Ana Ruiz")


NAMES = ["Ana Ruiz", "Luis Ruiz", "Ruiz", "Ana Maria Ruiz", "A. Ruiz", "CBL", "Clean Ballot League"]


@given(st.data())
def test_the_order_of_actors_in_a_document_changes_nothing(data: st.DataObject) -> None:
    made = st.builds(
        actor,
        number=st.just(""),
        name=st.sampled_from(NAMES),
        kind=st.sampled_from(["person", "organization"]),
        side=st.sampled_from(["state", "monitor", "other"]),
        role=st.sampled_from([None, "Minister", "envoy"]),
    )
    documents = data.draw(st.lists(st.lists(made, max_size=4), max_size=4))
    numbered = [
        [
            actor(f"d{d}.a{a}", row.name, kind=row.kind, side=row.side, role=row.role)
            for a, row in enumerate(document)
        ]
        for d, document in enumerate(documents)
    ]
    shuffled = [data.draw(st.permutations(document)) for document in numbered]
    found, again = (
        groups(*(row for document in order for row in document)) for order in (numbered, shuffled)
    )
    assert found == again


@given(st.lists(readings(), max_size=3))
def test_everybody_of_any_reading_is_somebody(made: list[Reading]) -> None:
    rows = contents_with(*made).actors
    found = identify(rows)
    assert sorted(each for one in found.everybody for each in one.actors) == sorted(
        row.id for row in rows
    )
    joined = sum(len(each.actors) - 1 for each in found.everybody)
    assert len(found.merges) == joined


def test_a_name_that_many_bear_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    goes_on = identity._goes_on

    def counted(short: tuple[str, ...], longer: Bearer) -> bool:
        asked.append(short)
        return goes_on(short, longer)

    monkeypatch.setattr(identity, "_goes_on", counted)
    ministries = [
        actor(f"d{number}.a1", "Ministry of Justice", kind="organization", side="state")
        for number in range(1, 201)
    ]
    identify(ministries)
    assert len(asked) == len(ministries)


def test_an_office_without_its_holder_is_the_only_one_who_holds_it() -> None:
    office = actor("d1.a1", "Special Rapporteur on the right to food", side="monitor")
    holder = actor(
        "d2.a1", "Ana Ruiz", side="monitor", role="Special Rapporteur on the right to food"
    )
    other = actor("d3.a1", "Eva Stahl", side="monitor", role="Special Rapporteur on torture")
    assert groups(office, holder, other) == {frozenset({"d1.a1", "d2.a1"})}
    second = actor(
        "d4.a1", "Li Wei", side="monitor", role="Special Rapporteur on the right to food"
    )
    assert groups(office, holder, other, second) == set()


def test_an_office_gives_nobody_its_name() -> None:
    office = actor("d1.a1", "Special Rapporteur on the right to food", side="monitor")
    holder = actor(
        "d2.a1", "Ana Ruiz", side="monitor", role="Special Rapporteur on the right to food"
    )
    assert [each.name for each in identify([office, holder]).everybody] == ["Ana Ruiz"]


def test_a_bare_noun_is_the_only_one_of_its_kind_in_that_company() -> None:
    union = actor("d1.a2", "Harbour Union", kind="organization")
    beside = actor("d2.a2", "Harbour Union", kind="organization")
    governor = actor("d1.a1", "Leopold Brandt", side="state", role="The provincial governor")
    bare = actor("d2.a1", "the governor", side="state", role="governor")
    assert frozenset({"d1.a1", "d2.a1"}) in groups(governor, union, bare, beside)
    another = actor("d3.a1", "Ana Ruiz", side="state", role="governor")
    third = actor("d3.a2", "Harbour Union", kind="organization")
    assert frozenset({"d1.a1", "d2.a1"}) not in groups(
        governor, union, bare, beside, another, third
    )
    assert frozenset({"d1.a1", "d2.a1"}) not in groups(governor, union, bare)


def test_a_bare_body_is_the_only_one_of_its_kind_in_that_company() -> None:
    full = actor("d1.a1", "Ministry of Health of Orvel", kind="organization", side="state")
    bare = actor("d2.a1", "ministry", kind="organization", side="state")
    persons = [actor(f"d{number}.a2", "Ana Ruiz", side="party") for number in (1, 2)]
    assert frozenset({"d1.a1", "d2.a1"}) in groups(full, bare, *persons)


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("the union’s lawyer", "lawyer"),
        ("Mayor of Port Lisard", "mayor"),
        ("mayor of Port Lisard", "mayor"),
        ("Mr RUIZ", "Mr"),
    ],
)
def test_who_is_but_called_something_is_who_is_that_in_the_company(name: str, role: str) -> None:
    roles = {"lawyer": "The lawyer", "mayor": "Mayor"}
    known = actor("d1.a1", "Ana Ruiz", side="state", role=roles.get(role))
    bare = actor("d2.a1", name, side="state", role=role)
    beside = [actor(f"d{n}.a2", "Harbour Union", kind="organization") for n in (1, 2)]
    assert frozenset({"d1.a1", "d2.a1"}) in groups(known, bare, *beside)


def test_special_rapporteurs_are_many() -> None:
    rapporteurs = [
        actor(f"d{n}.a1", "Special Rapporteur", side="monitor", role="Special Rapporteur")
        for n in (1, 2)
    ]
    assert groups(*rapporteurs) == set()


def test_states_of_one_name_are_one_and_company() -> None:
    states = [actor(f"d{n}.a1", "Samrath", kind="state", side="state") for n in (1, 2)]
    names = [actor("d1.a2", "Mr. Sok"), actor("d2.a2", "Kim Sok")]
    assert groups(*states, *names) == {
        frozenset({"d1.a1", "d2.a1"}),
        frozenset({"d1.a2", "d2.a2"}),
    }


def test_the_government_is_that_of_the_only_state_in_its_company() -> None:
    state = actor("d1.a1", "Samrath", kind="state", side="state")
    bare = actor("d2.a1", "government", kind="organization", side="state")
    beside = [actor(f"d{n}.a2", "Ana Ruiz") for n in (1, 2)]
    assert frozenset({"d1.a1", "d2.a1"}) in groups(state, bare, *beside)
    other = actor("d1.a3", "Ostrovia", kind="state", side="state")
    assert frozenset({"d1.a1", "d2.a1"}) not in groups(state, other, bare, *beside)
    assert groups(state, bare) == set()
    assert "government" not in {each.name for each in identify([state, bare, *beside]).everybody}


def test_an_acronym_in_common_company_is_one() -> None:
    bodies = [actor(f"d{n}.a1", "OSK", kind="organization") for n in (1, 2)]
    assert groups(*bodies) == set()
    beside = [actor(f"d{n}.a2", "Ana Ruiz") for n in (1, 2)]
    assert frozenset({"d1.a1", "d2.a1"}) in groups(*bodies, *beside)
