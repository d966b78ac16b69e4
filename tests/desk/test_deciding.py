from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree, html

from tests.desk.test_pages import links, words
from tests.factories import reading_of
from verbale.record import Record

if TYPE_CHECKING:
    from pathlib import Path

    from tests.desk.conftest import Browser
    from tests.desk.example import Example
    from verbale.record.engines import Place
    from verbale.record.rows import Decision


@pytest.fixture(scope="session")
def one(denial: str) -> str:
    """Give where forms about the denial are sent."""
    return f"/entries/{denial}/decide"


@pytest.fixture(scope="session")
def queue(samrath_file: Path) -> list[str]:
    """Give the two statements that wait for review first."""
    with Record(samrath_file, "read") as record:
        first = record.next_to_review()
        second = record.next_to_review(after=first)
    assert first is not None
    assert second is not None
    return [first, second]


def log(place: Place) -> list[Decision]:
    with Record(place, "read") as record:
        return record.log()


def test_accepting_goes_on_to_the_next(
    browser: Browser, samrath: Place, example: Example, queue: list[str]
) -> None:
    first, second = queue
    assert f"Review {first} " in words(browser.page("/review"))
    page = browser.send(
        f"/entries/{first}/decide", action="accept", by="Ada", back=f"/review?after={first}"
    )
    assert f"Decision 1: accepted, {first}." in words(page)
    assert f" {len(example.contents.statements) - 1} statements wait" in words(page)
    assert f"Review {second} " in words(page)
    (decision,) = log(samrath)
    assert (decision.action, decision.by, decision.id) == ("accept", "Ada", first)


def test_rejecting_keeps_the_reason_and_can_be_undone(
    browser: Browser, samrath: Place, denial: str, one: str
) -> None:
    at, after = f"/review?at={denial}", f"/review?after={denial}"
    browser.send(one, action="reject", by="Ada", why=" not hers ", back=after)
    assert log(samrath)[0].why == "not hers"
    assert "rejected by decision 1" in words(browser.page(at))
    browser.page(after)
    page = browser.send("/decisions/undo", numbers="1", by="Bo", back=at)
    assert f"Decision 2: undid, {denial}." in words(page)
    assert "not reviewed" in words(page)


def test_a_correction_keeps_every_field_that_changed(
    browser: Browser, samrath: Place, denial: str, one: str
) -> None:
    back = f"/statements/{denial}"
    fields = {
        "speaker": "Prak Sovannith",
        "addressees": "reporters; Human Rights Council",
        "act": "justification",
        "date": "2025-03-12",
        "quotation": "indirect",
    }
    page = browser.send(one, 200, action="correct", by="Ada", why="heard it", back=back, **fields)
    assert f"Decisions 1, 2: corrected, {denial}." in words(page)
    assert {(each.field, each.why) for each in log(samrath)} == {
        ("addressees", "heard it"),
        ("act", "heard it"),
    }
    browser.send("/decisions/undo", numbers="1,2", by="Ada", back=back)
    with Record(samrath, "read") as record:
        assert record.statement(denial).act == "rebuttal"


def test_a_correction_that_changes_nothing_is_said(
    browser: Browser, samrath: Place, one: str
) -> None:
    page = browser.send(one, 422, action="correct", by="Ada", act="rebuttal", back="/review")
    assert "Nothing was changed" in words(page)
    page = browser.send(one, 422, action="correct", by="Ada", act="song", back="/review")
    assert "is no act" in words(page)
    page = browser.send(one, 422, action="dance", by="Ada", back="/review")
    assert "is no decision" in words(page)
    assert not log(samrath)


def test_a_correction_is_kept_whole_or_not_at_all(
    browser: Browser, samrath: Place, one: str
) -> None:
    fields = {"act": "rebuttal", "speaker": "Ann", "date": "5 February 2025"}
    page = browser.send(one, 400, action="correct", by="Ada", back="/review", **fields)
    assert "is no date" in words(page)
    assert not log(samrath)


def test_a_note_is_shown_with_its_author(browser: Browser, denial: str, one: str) -> None:
    back = f"/statements/{denial}"
    page = browser.send(one, action="note", by="Ada", why="ask Bo", back=back)
    assert f"1: noted by Ada, 1 Jun 2025, 12:00, {denial} (ask Bo)" in words(page)
    browser.send(one, 422, action="note", by="Ada", why="", back=back)


def test_who_decides_has_to_have_a_name(browser: Browser, samrath: Place, one: str) -> None:
    browser.send(one, 422, action="accept", by="", back="/review")
    assert not log(samrath)


def test_actors_are_split_and_put_together(
    browser: Browser, samrath: Place, example: Example
) -> None:
    here, there = (example.actor("Ingeborg Adeyinka-Holm", each) for each in ("d1", "d2"))
    minister, back = example.actor("Prak Sovannith"), f"/actors/{here}"
    two, told = f"/entries/{here}/decide-two", f"{here} is {there}"
    browser.send(two, action="split", other=there, by="Ada", why="two", back=back)
    assert told not in words(browser.page(back))
    browser.send("/decisions/undo", numbers="1", by="Ada", back=back)
    assert told in words(browser.page(back))
    browser.send(two, action="merge", other=minister, by="Ada", back=back)
    assert [each.action for each in log(samrath)] == ["split", "undo", "merge"]
    browser.send(two, 422, action="marry", other=there, by="Ada", back=back)


def test_an_actor_is_corrected_in_place(
    browser: Browser, samrath: Place, example: Example, denial: str
) -> None:
    minister = example.actor("Prak Sovannith")
    here, path = f"/actors/{minister}", f"/actors/{minister}/correct"
    fields = {"name": "Prak Sovannith", "side": "party", "kind": "person", "by": "Ada"}
    page = browser.send(path, 200, back=here, why="he left", **fields)
    assert "Decision 1: corrected" in words(page)
    assert [(each.field, each.was, each.becomes, each.why) for each in log(samrath)] == [
        ("side", "state", "party", "he left")
    ]
    for shown in (here, f"/statements/{denial}", "/documents/d2"):
        assert html.fromstring(browser.page(shown)).xpath("//*[@class='side side-party']"), shown
    assert "side=party" in browser.page(f"/search?speaker={minister}")
    page = browser.send(path, 422, here=here, why="again", **fields)
    assert "Nothing was changed" in words(page)
    page = browser.send(path, 422, here=here, **{**fields, "name": "The king"})
    assert "is not called &#39;The king&#39;" in page
    browser.send("/actors/d9.a9/correct", 404, **fields)
    browser.send("/decisions/undo", numbers="1", by="Ada", back=here)
    assert "side-party" not in browser.page(f"/statements/{denial}")


def test_the_name_that_stays_is_chosen_when_two_are_put_together(
    browser: Browser, samrath: Place, example: Example
) -> None:
    ids = [example.actor(name) for name in ("Ingeborg Adeyinka-Holm", "Prak Sovannith")]
    with Record(samrath, "read") as record:
        one, other = (record.persons(each)[0].person for each in ids)
    back = f"/actors/{ids[0]}"
    for keep, name in (("this", one.name), ("other", other.name)):
        page = browser.send(
            f"/entries/{ids[0]}/decide-two", action="merge", other=ids[1], keep=keep, by="Ada",
            back=back,
        )  # fmt: skip
        assert html.fromstring(page).xpath("string(//h1)") == name
        numbers = ",".join(str(each.number) for each in log(samrath)[-2:])
        assert f"Decisions {numbers.replace(',', ', ')}: corrected" in words(page)
        browser.send("/decisions/undo", numbers=numbers, by="Ada", back=back)
    assert html.fromstring(browser.page(back)).xpath("string(//h1)") == one.name


def test_others_are_found_by_their_words_and_linked_with_one_press(
    browser: Browser, example: Example
) -> None:
    counted = example.statement("police detained 33 persons")
    page = browser.page(f"/statements/{counted}?find=visits")
    tree = html.fromstring(page)
    assert "have these words" in words(page) or "has these words" in words(page)
    found = tree.xpath("//*[@id='others']//p[@class='words']/a/@href")
    assert found
    (form,) = tree.xpath("//*[@id='others']//form")
    assert form.get("action") == f"/entries/{counted}/decide-two"
    other = found[0].removeprefix("/statements/")
    back = dict(form.fields)["back"]
    assert back == f"/statements/{counted}?find=visits"
    page = browser.send(form.get("action"), action="link", other=other, by="Ada", back=back)
    assert "Decision 1: linked" in words(page)
    assert "The two are tied already" in words(page)
    # The answers on the page can be taken away where they stand.
    untie = html.fromstring(page).xpath("//form[@class='untie']")
    assert other in [dict(each.fields)["other"] for each in untie]
    page = browser.send(form.get("action"), action="unlink", other=other, by="Ada", back=back)
    assert "The two are tied already" not in words(page)
    # The other way round: what is found answers this one.
    (backwards,) = {
        each.get("formaction")
        for each in html.fromstring(page).xpath("//*[@id='others']//button[@formaction]")
        if other in each.get("formaction")
    }
    page = browser.send(backwards, action="link", other=counted, by="Ada", back=back)
    assert "The two are tied already" in words(page)
    assert "Nothing is found" in words(browser.page(f"/statements/{counted}?find=zebra"))
    assert 'class="alert"' in browser.page(f'/statements/{counted}?find="visits')


def test_answers_are_linked_and_unlinked(browser: Browser, example: Example) -> None:
    counted = example.statement("police detained 33 persons")
    asked = example.statement("Assembly amend articles 9 and 22 of the law before the end of 2025")
    two, back = f"/entries/{counted}/decide-two", f"/statements/{counted}"
    page = browser.send(two, action="link", other=asked, by="Ada", back=back)
    assert f"/statements/{asked}" in page
    page = browser.send(two, action="unlink", other=asked, by="Ada", back=back)
    assert "2: unlinked by Ada" in words(page)


def test_undoing_needs_numbers(browser: Browser) -> None:
    browser.send("/decisions/undo", 422, numbers="all", by="Ada", back="/")
    browser.send("/decisions/undo", 404, numbers="7", by="Ada", back="/")


def test_previous_and_next_go_through_the_queue(browser: Browser, queue: list[str]) -> None:
    first, second = queue
    assert f"Review {second} " in words(browser.page(f"/review?after={first}"))
    assert f"Review {first} " in words(browser.page(f"/review?before={second}"))
    assert "Nothing waits" in words(browser.page("/review?act=call&speaker=nobody"))


def test_the_queue_keeps_its_filter(browser: Browser) -> None:
    page = browser.page("/review?side=monitor")
    assert "/review?side=monitor&amp;after=" in page


def test_the_words_of_a_statement_are_corrected(
    browser: Browser, samrath: Place, denial: str, one: str
) -> None:
    with Record(samrath, "read") as record:
        row = record.statement(denial)
    shorter = " ".join(row.words.split()[:4])
    back = f"/statements/{row.id}"
    browser.send(one, action="correct", by="Ada", content=shorter, place="", back=back)
    with Record(samrath, "read") as record:
        assert record.statement(denial).words == shorter
    place = f"{row.content[0].start}-{row.content[0].end}"
    browser.send(one, action="correct", by="Ada", content="whatever", place=place, back=back)
    with Record(samrath, "read") as record:
        assert record.statement(denial).content[0] == row.content[0]
    page = browser.send(one, 422, action="correct", by="Ada", content=row.words, place="")
    assert "Nothing was changed" in words(page)
    page = browser.send(one, 422, action="correct", by="Ada", content="moon", place="", back=back)
    assert "does not hold these words" in words(page)


def test_a_statement_is_added(browser: Browser, samrath: Place) -> None:
    with Record(samrath, "read") as record:
        text = record.text("d2")
    line = next(each for each in text.splitlines() if len(each) > 60 and text.count(each) == 1)
    fields = {"speaker": "Ada Byron", "act": "concern", "date": "2025-03", "by": "Ada"}
    fields["addressees"] = ""
    page = browser.send(
        "/documents/d2/add", 200, content=line, place="", back="/documents/d2", **fields
    )
    assert "Decision 1: added, d2.n1." in words(page)
    with Record(samrath, "read") as record:
        row = record.statement("d2.n1")
    assert (row.words, row.speaker, row.act, row.date) == (line, "Ada Byron", "concern", "2025-03")
    page = browser.send("/documents/d2/add", 422, content="", place="", back="/", **fields)
    assert "does not hold these words" in words(page)
    browser.send("/documents/d9/add", 404, content="x", place="", back="/", **fields)


def test_a_statement_is_added_with_whom_it_is_to(browser: Browser, samrath: Place) -> None:
    fields = {"content": "0-20", "place": "", "addressees": "reporters; Bo Lin", "by": "Ada"}
    page = browser.send("/documents/d2/add", 200, back="/documents/d2", **fields)
    assert "Decisions 1, 2: corrected, d2.n1." in words(page)
    with Record(samrath, "read") as record:
        assert record.statement("d2.n1").addressees == ("reporters", "Bo Lin")
    browser.send("/decisions/undo", numbers="1,2", by="Ada", back="/documents/d2")
    browser.page("/documents/d2")


def test_figures_are_decided_about(browser: Browser, example: Example) -> None:
    figure = example.figure("74 associations")
    path, back = f"/entries/{figure}/decide", f"/entries/{figure}"
    page = browser.send(path, action="accept", by="Ada", back=back)
    assert "1: accepted by Ada" in words(page)
    fields = {"value": "75", "measure": "associations", "unit": "", "comparison": ""}
    fields["date"] = "2024-07/2024-12"
    page = browser.send(path, 200, action="correct", by="Ada", back=back, **fields)
    assert f"2: corrected by Ada, 1 Jun 2025, 12:00, {figure}: value: 74 → 75" in words(page)
    browser.send(path, 422, action="correct", by="Ada", back=back, value="many")


def test_occasions_are_decided_about(browser: Browser, example: Example) -> None:
    promise = f"/entries/{example.occasion('promised the Assembly')}"
    page = browser.send(f"{promise}/decide", action="reject", by="Ada", back="/occasions")
    assert promise not in html.fromstring(page).xpath("//main//ol//a/@href")
    assert "rejected by decision 1" in words(browser.page(promise))
    browser.send("/decisions/undo", numbers="1", by="Ada", back="/occasions")
    assert promise in links(browser.page("/occasions"), "/entries/")
    visit = f"/entries/{example.occasion('Adeyinka-Holm visited Samrath in January')}"
    fields = {"date": "2021-05", "type": "visit", "participants": "Ada"}
    browser.send(f"{visit}/decide", 200, action="correct", by="Ada", back="/", **fields)
    assert visit in links(browser.page("/occasions?when=2021-05"), "/entries/")
    assert visit not in links(browser.page("/occasions?when=2025-01"), "/entries/")


def test_what_is_found_is_accepted_together(browser: Browser, samrath: Place) -> None:
    asked = {"act": "rebuttal", "sure": "60", "by": "Ada", "back": "/search?act=rebuttal"}
    with Record(samrath, "read") as record:
        sure = {row.id for row in record.statements(act="rebuttal", min_confidence=0.6)}
    browser.send("/review/accept", 200, **asked)
    made = log(samrath)
    assert {each.id for each in made} == sure
    assert {each.action for each in made} == {"accept"}
    assert made[0].why == (
        f"one of {len(sure)} accepted together: act=rebuttal, at least 60 % sure"
    )
    browser.send("/review/accept", 422, **asked)  # nothing is left
    numbers = ",".join(str(each.number) for each in made)
    browser.send("/decisions/undo", numbers=numbers, by="Ada", back="/")
    with Record(samrath, "read") as record:
        assert all(row.review == "unreviewed" for row in record.statements())
    for wrong in ("", "49", "101", "x"):
        browser.send("/review/accept", 422, **{**asked, "sure": wrong})


def test_the_log_tells_what_was_undone(browser: Browser, denial: str, one: str) -> None:
    browser.send(one, action="reject", by="Ada", why="not hers", back="/")
    browser.send("/decisions/undo", numbers="1", by="Bo", back="/")
    page = words(browser.page("/log"))
    assert f"1: rejected by Ada, 1 Jun 2025, 12:00, {denial} (not hers)" in page
    assert "undone by decision 2" in page
    assert page.index("2: undid by Bo") < page.index("1: rejected by Ada")
    assert "1: rejected" not in words(browser.page("/log?before=1"))


def test_a_search_is_kept_and_tells_what_is_new(browser: Browser, samrath: Place) -> None:
    page = browser.send("/searches/keep", name=" clubs ", words="clubs")
    assert "clubs nothing new" in words(page)
    with Record(samrath, "edit") as record:
        record.add(reading_of("[The ministry] {denied} (that clubs were closed).", name="1.txt"))
        record.add(reading_of("[Bo] {said} (that the clubs are open).", name="2.txt"))
        record.tie()
    page = browser.page("/searches")
    assert "clubs 2 new" in words(page)
    assert "clubs 2 new" in words(browser.page("/"))
    (unseen,) = html.fromstring(page).xpath("//a[@class='new']/@href")
    assert "the clubs are open" in words(browser.page(unseen))
    feed = etree.fromstring(browser.client.get("/feed?search=clubs").content)
    titles = feed.xpath("//a:entry/a:title/text()", namespaces={"a": feed.nsmap[None]})
    assert titles == ["Bo: assertion", "The ministry: assertion"]
    browser.send("/searches/look", name="clubs", back="/searches")
    assert "clubs nothing new" in words(browser.page("/searches"))
    browser.send("/searches/forget", name="clubs")
    assert "nothing new" not in words(browser.page("/searches"))
    browser.send("/searches/forget", 404, name="clubs")
    browser.page("/feed?search=clubs", 404)
    browser.send("/searches/keep", 400, name=" ", words="clubs")
    browser.send("/searches/keep", 400, name="half", words="(clubs")
