from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import html

from tests.briefing.hostile import EVIL, LONG, STEERING, hostile, many
from tests.snapshots import check_snapshot
from verbale import briefing
from verbale.errors import WrongTemplate

if TYPE_CHECKING:
    from verbale.briefing import Briefing


def test_the_example_s_briefing_snapshot(whole: Briefing) -> None:
    check_snapshot("briefing.html", briefing.html(whole))


def test_it_needs_nothing_but_itself(whole: Briefing) -> None:
    page = html.fromstring(briefing.html(whole))
    assert not page.xpath("//script | //link | //img | //iframe | //*[@style]")
    [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert page.get("lang") == "en"


def test_links_inside_lead_somewhere(whole: Briefing) -> None:
    page = html.fromstring(briefing.html(whole))
    targets = {link.removeprefix("#") for link in page.xpath("//a/@href")}
    assert {target.partition("-")[0] for target in targets} >= {"source", "entry"}
    assert targets <= set(page.xpath("//@id"))


def test_tables_and_headings_can_be_walked(whole: Briefing) -> None:
    page = html.fromstring(briefing.html(whole))
    assert [each.text for each in page.iter("h1")] == ["Freedom of association"]
    assert [each.text for each in page.iter("h2")][:3] == [
        "Summary", "Waiting for an answer", "Concerns and replies",
    ]  # fmt: skip
    for table in page.iter("table"):
        assert table.get("aria-label")
        assert len(table.xpath("./thead/tr/th[@scope='col']")) == len(table.xpath(".//tr[2]/td"))


def test_what_nobody_confirmed_is_marked(whole: Briefing) -> None:
    page = html.fromstring(briefing.html(whole))
    marked = page.xpath("//p[@class='words' and strong='*']")
    assert len(marked) == len(whole.entries)


@pytest.mark.parametrize("words", [EVIL, STEERING, LONG], ids=["markup", "steering", "long"])
def test_what_documents_say_is_never_markup(words: str) -> None:
    made = briefing.html(hostile(words))
    page = html.fromstring(made)
    assert not page.xpath("//script | //b | //img")
    assert not set("\u202e\u2066\x00\x1b\ud800\ufffe") & set(made)
    assert all(link.startswith(("https://", "#")) for link in page.xpath("//a/@href"))
    if words == EVIL:
        assert page.xpath("string(//h1)") == EVIL


@pytest.mark.parametrize("name", ["javascript:alert(1)", "data:text/html,x", "//evil.example"])
def test_only_web_addresses_are_links(name: str) -> None:
    page = html.fromstring(briefing.html(hostile("words", name)))
    assert all(link.startswith("#") for link in page.xpath("//a/@href"))


def test_thousands_of_exchanges() -> None:
    page = html.fromstring(briefing.html(many(5000)))
    assert page.get_element_by_id("entry-5000").text.startswith("5000. ")


def test_a_template_of_ones_own(whole: Briefing) -> None:
    own = "<h1>{{ briefing.title }}</h1>{% for s in sections %}<h2>{{ s.title }}</h2>{% endfor %}"
    made = briefing.html(whole, own)
    assert made.startswith("<h1>Freedom of association</h1><h2>Summary</h2>")
    assert "&lt;script&gt;" in briefing.html(hostile(EVIL), "{{ briefing.title }}")


@pytest.mark.parametrize(
    ("template", "line", "reason"),
    [
        ("<p>\n{{ briefing.titel }}", 2, "no attribute 'titel'"),
        ("\n\n{% for %}", 3, "Expected an expression"),
        ("{{ nothing }}", 1, "'nothing' is undefined"),
        ("\n{{ t('no.such') }}", 2, ""),
        ("\n{{ 1 / 0 }}", 2, "division by zero"),
        ("{{ briefing.__class__.__mro__ }}", 1, "unsafe"),
        ("{% include '/etc/passwd' %}", 1, "/etc/passwd"),
        ("{% for n in range(10 ** 9) %}{% endfor %}", 1, "Range too big"),
    ],
)
def test_an_error_in_a_template_names_its_line(
    whole: Briefing, template: str, line: int, reason: str
) -> None:
    with pytest.raises(WrongTemplate, match=rf"^own\.html, line {line}: .*{reason}"):
        briefing.html(whole, template, "own.html")
