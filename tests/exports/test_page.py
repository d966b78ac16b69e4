"""The page of one document: all of its text, nothing of its markup, every statement marked."""

from __future__ import annotations

import base64
import hashlib
import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.errors import UnwritableFile
from verbale.exports.page import page, write_page
from verbale.model import Actor, Document, Link, Reading, Span, Statement
from verbale.record.from_reading import contents_of

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Ana Ruiz said <b>the wells & pumps</b> were dry.\n\nThe ministry said they were not."
HOSTILE = '<script>alert(1)</script> <img src=x onerror="alert(2)"> & $title ${notes} said so.'


def reading_of(text: str, *contents: tuple[int, int], title: str | None = None) -> Reading:
    statements = tuple(
        Statement(f"s{n}", "a1", None, (), (Span(*content),), "indirect", "concern")
        for n, content in enumerate(contents, 1)
    )
    actor = Actor("a1", "Ana <i>Ruiz</i>", "person", "monitor")
    return Reading(Document(text, title=title), "by hand", (actor,), statements)


def article_of(html: str) -> str:
    """The text of the page's article, without the numbers of statements."""
    body = re.search(r"<article>\n(.*?)\n</article>", html, re.DOTALL)
    assert body is not None
    words = re.sub(r'<a class="number".*?</a>', "", body[1])
    return unescape(re.sub(r"<[^>]*>", "", words.replace("</p>\n<p>", "")))


def test_the_markup_of_a_document_is_shown_and_never_run() -> None:
    reading = reading_of(HOSTILE, (0, 8), title="<script>alert(3)</script>")
    html = page(contents_of(reading), HOSTILE)
    assert html.count("<script>") == 1
    assert "<img" not in html
    assert "<i>" not in html
    assert article_of(html) == HOSTILE


def test_the_policy_allows_its_own_script_and_style_alone() -> None:
    html = page(contents_of(reading_of(TEXT, (14, 30))), TEXT)
    for name in ("script", "style"):
        source = re.search(rf"<{name}>(.*?)</{name}>", html, re.DOTALL)
        assert source is not None
        digest = base64.b64encode(hashlib.sha256(source[1].encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in html
    assert "default-src 'none'" in html
    assert "http://" not in html.replace("http://www.w3.org/2000/svg", "")


def test_a_statement_and_its_note_point_at_each_other_and_at_what_is_answered() -> None:
    reading = reading_of(TEXT, (14, 46), (66, 79))
    linked = Reading(
        reading.document,
        reading.reader,
        reading.actors,
        reading.statements,
        links=(Link("s2", "s1", "explicit", "it denies what was said"),),
    )
    html = page(contents_of(linked), TEXT)
    for key in ("s1", "s2"):
        assert f'id="t-{key}" href="#n-{key}"' in html
        assert f'href="#t-{key}"' in html
    assert 'data-to="s1">answers <a href="#n-s1">1</a>: it denies what was said' in html


@given(
    text=st.text(st.sampled_from("ab <&>\n\"'“é"), min_size=1, max_size=60),
    places=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5),
)
def test_however_statements_overlap_the_text_is_whole(
    text: str, places: list[tuple[int, int]]
) -> None:
    spans = [(min(p), min(max(p), len(text))) for p in places if min(p) < min(max(p), len(text))]
    html = page(contents_of(reading_of(text, *spans)), text)
    kept = "".join(line for line in text.splitlines(keepends=True) if line.strip())
    assert article_of(html) == kept


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile, match=r"no-such-folder.* Choose another place"):
        write_page(tmp_path / "no-such-folder" / "x.html", contents_of(reading_of(TEXT)), TEXT)
