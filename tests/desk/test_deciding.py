from __future__ import annotations

from typing import TYPE_CHECKING

from tests.desk.test_pages import words
from verbale.record import Record

if TYPE_CHECKING:
    from tests.desk.conftest import Browser
    from verbale.record.engines import Place
    from verbale.record.rows import Decision

ONE = "/statements/d2.s11/decide"


def log(place: Place) -> list[Decision]:
    with Record(place, "read") as record:
        return record.log()


def test_accepting_goes_on_to_the_next(browser: Browser, samrath: Place) -> None:
    first = browser.page("/review")
    assert "Review d1.s9" in words(first)
    page = browser.send(
        "/statements/d1.s9/decide", action="accept", by="Ada", back="/review?after=d1.s9"
    )
    assert "Decision 1: accept, d1.s9." in words(page)
    assert "80 statements wait" in words(page)
    assert "Review d1.s9" not in words(page)
    (decision,) = log(samrath)
    assert (decision.action, decision.by, decision.id) == ("accept", "Ada", "d1.s9")


def test_rejecting_keeps_the_reason_and_can_be_undone(browser: Browser, samrath: Place) -> None:
    browser.send(ONE, action="reject", by="Ada", why=" not hers ", back="/review?after=d2.s11")
    assert log(samrath)[0].why == "not hers"
    assert "rejected by decision 1" in words(browser.page("/review?at=d2.s11"))
    browser.page("/review?after=d2.s11")
    page = browser.send("/decisions/undo", numbers="1", by="Bo", back="/review?at=d2.s11")
    assert "Decision 2: undo, d2.s11." in words(page)
    assert "not reviewed" in words(page)


def test_a_correction_keeps_every_field_that_changed(browser: Browser, samrath: Place) -> None:
    fields = {
        "speaker": "Prak Sovannith",
        "addressees": "reporters; Human Rights Council",
        "act": "rebuttal",
        "date": "2025-03-12",
        "quotation": "indirect",
    }
    page = browser.send(
        ONE, 200, action="correct", by="Ada", why="heard it", back="/statements/d2.s11", **fields
    )
    assert "Decisions 1,2: correct, d2.s11." in words(page)
    assert {(each.field, each.why) for each in log(samrath)} == {
        ("addressees", "heard it"),
        ("act", "heard it"),
    }
    browser.send("/decisions/undo", numbers="1,2", by="Ada", back="/statements/d2.s11")
    with Record(samrath, "read") as record:
        assert record.statement("d2.s11").act == "justification"


def test_a_correction_that_changes_nothing_is_said(browser: Browser, samrath: Place) -> None:
    page = browser.send(ONE, 422, action="correct", by="Ada", act="justification", back="/review")
    assert "Nothing was changed" in words(page)
    page = browser.send(ONE, 422, action="correct", by="Ada", act="song", back="/review")
    assert "is no act" in words(page)
    page = browser.send(ONE, 422, action="dance", by="Ada", back="/review")
    assert "is no decision" in words(page)
    assert not log(samrath)


def test_a_note_is_shown_with_its_author(browser: Browser) -> None:
    page = browser.send(ONE, action="note", by="Ada", why="ask Bo", back="/statements/d2.s11")
    assert "1: note by Ada, 2025-06-01T12:00:00+00:00: ask Bo" in words(page)
    browser.send(ONE, 422, action="note", by="Ada", why="", back="/statements/d2.s11")


def test_who_decides_has_to_have_a_name(browser: Browser, samrath: Place) -> None:
    browser.send(ONE, 422, action="accept", by="", back="/review")
    assert not log(samrath)


def test_actors_are_split_and_put_together(browser: Browser, samrath: Place) -> None:
    two = "/entries/d1.a1/decide-two"
    browser.send(two, action="split", other="d2.a3", by="Ada", why="two", back="/actors/d1.a1")
    assert "d1.a1 is d2.a3" not in words(browser.page("/actors/d1.a1"))
    browser.send("/decisions/undo", numbers="1", by="Ada", back="/actors/d1.a1")
    assert "d1.a1 is d2.a3" in words(browser.page("/actors/d1.a1"))
    browser.send(two, action="merge", other="d1.a6", by="Ada", back="/actors/d1.a1")
    assert [each.action for each in log(samrath)] == ["split", "undo", "merge"]
    browser.send(two, 422, action="marry", other="d2.a3", by="Ada", back="/actors/d1.a1")


def test_answers_are_linked_and_unlinked(browser: Browser) -> None:
    two = "/entries/d3.s6/decide-two"
    back = "/statements/d3.s6"
    page = browser.send(two, action="link", other="d1.s10", by="Ada", back=back)
    assert "d1.s10" in words(page) or "/statements/d1.s10" in page
    page = browser.send(two, action="unlink", other="d1.s10", by="Ada", back=back)
    assert "2: unlink by Ada" in words(page)


def test_undoing_needs_numbers(browser: Browser) -> None:
    browser.send("/decisions/undo", 422, numbers="all", by="Ada", back="/")
    browser.send("/decisions/undo", 404, numbers="7", by="Ada", back="/")


def test_previous_and_next_go_through_the_queue(browser: Browser) -> None:
    assert "Review d2.s7" in words(browser.page("/review?after=d1.s9"))
    assert "Review d1.s9" in words(browser.page("/review?before=d2.s7"))
    assert "Nothing waits" in words(browser.page("/review?act=call&speaker=nobody"))


def test_the_queue_keeps_its_filter(browser: Browser) -> None:
    page = browser.page("/review?side=monitor")
    assert "/review?side=monitor&amp;after=" in page
