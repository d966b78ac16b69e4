from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import html

from tests.factories import rich_reading
from verbale.model import Reading
from verbale.reading import NOT_READ
from verbale.record import Record
from verbale.record.saved import Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.desk.conftest import Browser
    from verbale.record.engines import Place

EVIL = """<script>alert(1)</script><img src=x onerror=alert(2)>"'&{{ 7*7 }}"""


def hostile_record(place: Place) -> None:
    """Make a record with markup wherever a document can bring text."""
    made = rich_reading(name=f"../{EVIL}\r\nX-Evil: 1.txt")
    text = made.document.text.replace("clubs", EVIL[:5])
    document = replace(
        made.document,
        text=text,
        original=text.encode(),
        title=EVIL,
        publisher=EVIL,
    )
    actors = tuple(
        replace(actor, name=f"{actor.name} {EVIL}", names=(f"{actor.name} {EVIL}", EVIL))
        for actor in made.actors
    )
    figures = tuple(replace(each, measure=EVIL, unit=EVIL) for each in made.figures)
    again = replace(document, original=b"again", name="javascript:alert(3)")
    with Record(place) as record:
        record.add(replace(made, document=document, actors=actors, figures=figures))
        record.add(replace(made, document=again, actors=actors, figures=figures))
        unread = replace(document, original=b"not read", text=f"Le ministre naire {EVIL}")
        record.add(Reading(replace(unread, language="fr"), NOT_READ))
        record.review("d1.s1", "note", by=EVIL, at="2024-06-01T12:00:00Z", why=EVIL)
        record.review(
            "d1.s2", "correct", by=EVIL, at="2024-06-01T12:00:00Z", field="speaker", becomes=EVIL
        )
        record.keep_search("".join(filter(str.isprintable, EVIL)), Question(words="closed"))
        record.tie()


def test_what_documents_say_is_never_markup(
    place: Place, browse: Callable[[Place], Browser]
) -> None:
    hostile_record(place)
    browser = browse(place)
    paths = (
        "/",
        "/exchanges",
        f"/search?publisher={EVIL.replace('&', '%26')}",
        "/search",
        "/review",
        "/documents",
        "/documents/d1",
        "/statements/d1.s1",
        "/statements/d1.s2",
        "/statements/d2.s1",
        "/actors",
        "/actors/d1.a1",
        "/figures",
        "/status",
        "/occasions",
        "/entries/d1.f1",
        "/entries/d1.o1",
        "/entries/d1.c1",
        "/log",
        "/searches",
        "/briefing",
        f"/briefing?title={EVIL.replace('&', '%26')}&pick=d1.s1",
        f"/briefing/read?title={EVIL.replace('&', '%26')}&author={EVIL.replace('&', '%26')}",
        f"/actors?name={EVIL.replace('&', '%26')}",
        f"/actors/d1.a2?other={EVIL.replace('&', '%26')}",
        "/actors/d1.a2?other=script",
        "/search?words=naire",
        "/documents/d3",
    )
    for path in paths:
        page = browser.page(path)
        tree = html.fromstring(page)
        assert not tree.xpath("//script[not(starts-with(@src, '/static/'))]"), path
        assert not tree.xpath("//img | //*[@onerror] | //*[@onclick]"), path
        assert not tree.xpath("//a[starts-with(@href, 'javascript:')]"), path
        assert "49" not in tree.xpath("string(//title)")
    assert "not read: in French" in browser.page("/search?words=naire")
    assert "It is " in browser.page("/actors/d1.a2?other=script")


def test_errors_do_not_repeat_markup(place: Place, browse: Callable[[Place], Browser]) -> None:
    hostile_record(place)
    browser = browse(place)
    for path in (f"/documents/{EVIL[:8]}", f"/exchanges?act={EVIL[:25]}", f"/{EVIL[:8]}"):
        assert "<script>" not in browser.client.get(path).text


def test_the_name_of_a_download_is_plain(place: Place, browse: Callable[[Place], Browser]) -> None:
    hostile_record(place)
    headers = browse(place).client.get("/documents/d1/original").headers
    assert "x-evil" not in headers
    assert headers["content-disposition"].startswith('attachment; filename="')
    assert not set("<>\r\n/\\") & set(headers["content-disposition"])
