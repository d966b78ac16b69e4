from __future__ import annotations

import logging
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from tests.desk.test_pages import words
from verbale.record import Record
from verbale.record.engine_sqlite import SqliteFile

if TYPE_CHECKING:
    from tests.desk.conftest import Browser
    from verbale.record.engines import Place


def test_a_record_that_is_gone_is_said(browser: Browser, samrath: Place) -> None:
    if not isinstance(samrath, SqliteFile):
        pytest.skip("the record is no file")
    samrath.path.unlink()
    assert "does not exist" in words(browser.page("/", 503))
    samrath.path.write_bytes(b"not a record" * 100)
    assert "is no record, or is damaged" in words(browser.page("/documents", 503))


def test_a_record_that_is_being_written_is_said_and_nothing_is_lost(
    browser: Browser, samrath: Place, denial: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not isinstance(samrath, SqliteFile):
        pytest.skip("only a file is locked as a whole")
    monkeypatch.setattr("verbale.record.places.BUSY_TIMEOUT_S", 0.05)
    with Record(samrath, "edit") as other, other._engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        page = browser.send(f"/entries/{denial}/decide", 503, action="accept", by="Ada", back="/")
        assert "is being written" in words(page)
        assert "31 people, not 46" in words(browser.page("/search?words=bail"))
        connection.exec_driver_sql("ROLLBACK")
    page = browser.send(f"/entries/{denial}/decide", action="accept", by="Ada", back="/")
    assert "Decision 1" in words(page)


def test_a_fault_of_ours_is_told_without_its_insides(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    overview = import_module("verbale.desk.views.overview")
    monkeypatch.setattr(overview, "timeline", lambda _: 1 / 0)
    with caplog.at_level(logging.CRITICAL):
        page = browser.page("/", 500)
    assert "ZeroDivisionError" in words(page)
    assert "Traceback" not in page
