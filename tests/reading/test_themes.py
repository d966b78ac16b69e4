"""Every concept's examples show it, and its counter-examples do not."""

from __future__ import annotations

import re
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import spans_in
from verbale.model import Span, Theme
from verbale.reading.themes import Concept, concept_of, find_themes, vocabulary

ARTICLE = re.compile(
    r"(?:UDHR|ICCPR|ICESCR|ICERD|CEDAW|CRC|CRPD|CAT|CED|CMW) [1-9]\d?(?:\(\d\))?(?:\([a-z]\))?"
)
TARGET = re.compile(r"(?:1[0-7]|[1-9])(?:\.(?:[1-9]\d?|[a-d]))?")
SCHEMES = {"uhri-theme", "uhri-affected-person", "verbale"}


@pytest.mark.parametrize("concept", vocabulary(), ids=lambda concept: concept.id)
def test_examples(concept: Concept) -> None:
    assert len(concept.says) >= 2
    assert concept.says_not
    assert [words for words in concept.says if concept.id not in _shown(words)] == []
    assert [words for words in concept.says_not if concept.id in _shown(words)] == []


@pytest.mark.parametrize("concept", vocabulary(), ids=lambda concept: concept.id)
def test_form(concept: Concept) -> None:
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", concept.id)
    assert concept.scheme in SCHEMES
    assert concept.own == (concept.scheme == "verbale")
    assert all(ARTICLE.fullmatch(article) for article in concept.treaty_articles)
    assert all(TARGET.fullmatch(target) for target in concept.sdg)
    assert concept.uhri_code is None or re.fullmatch(r"[A-H]\d{1,2}", concept.uhri_code)


@pytest.mark.parametrize("concept", vocabulary(), ids=lambda concept: concept.id)
def test_stems(concept: Concept) -> None:
    assert concept.stems
    assert len(set(concept.stems)) == len(concept.stems)
    for stem in concept.stems:
        # Two plain letters that are there in every match: by them a stem is filed.
        assert re.match(r"[a-z]{2}(?![?*{|])", stem)
        assert "{" not in re.sub(r"\{\d,\d*\}", "", stem)
        # Repetition without a bound is of single characters only, never of a group.
        assert not re.search(r"\)[*+]", stem)
        # Outside groups a bar would begin a stem that nobody files.
        assert re.compile(f"{stem}|$^").groups == 0
        assert "|" not in _outside_groups(stem)


def test_ids_labels_and_codes_are_unique() -> None:
    concepts = vocabulary()
    assert len({concept.id for concept in concepts}) == len(concepts)
    assert len({(concept.scheme, concept.label) for concept in concepts}) == len(concepts)
    codes = [concept.uhri_code for concept in concepts if concept.uhri_code]
    assert len(set(codes)) == len(codes)


def test_concepts_by_id() -> None:
    concept = concept_of("peaceful-assembly")
    assert concept is not None
    assert concept.label == "Right to peaceful assembly"
    assert concept_of("no-such-theme") is None


@pytest.mark.parametrize(
    ("words", "articles"),
    [
        ("including the basic freedoms of expression and assembly", {"ICCPR 19", "ICCPR 21"}),
        ("the freedoms of expression and assembly", {"ICCPR 19", "ICCPR 21"}),
        (
            "the rights to freedom of opinion and expression and of peaceful assembly and of "
            "association",
            {"ICCPR 19", "ICCPR 21", "ICCPR 22"},
        ),
        ("The court dissolved the main opposition party.", {"ICCPR 25", "ICCPR 22"}),
        ("three journalists have been jailed since May", {"ICCPR 19", "ICCPR 9"}),
        ("families were evicted from the lake", {"ICESCR 11"}),
    ],
)
def test_articles(words: str, articles: set[str]) -> None:
    concepts = [concept for id_ in _shown(words) if (concept := concept_of(id_))]
    assert articles <= set(chain.from_iterable(c.treaty_articles for c in concepts))


@pytest.mark.parametrize(
    "words",
    [
        "The minister said that the party would win.",
        "We have the right to defend ourselves, he told reporters on Monday.",
        "It was not child's play, and they went to work with a water bottle.",
        "The president met the foreign minister at the airport.",
        "She expressed concern and said that the association football match would go on.",
        "The committee rejected the claim and called for a meeting in June.",
        "Police said that the road to the capital was open again.",
        "He won the state by four points, a poll released by the newspaper showed.",
        "",
    ],
)
def test_ordinary_news_shows_nothing(words: str) -> None:
    assert _shown(words) == []


@pytest.mark.parametrize(
    "words",
    [
        "FREEDOM OF EXPRESSION",
        "freedom of\nexpression",
        "freedom  of \t expression",
        "freedom\u00a0of\u00a0expression",
        "(freedom-of-expression)",
        "freedom\u2011of\u2010expression",
    ],
)
def test_however_it_is_written(words: str) -> None:
    assert _shown(words) == ["freedom-of-expression"]


def test_both_apostrophes_are_read() -> None:
    assert _shown("women’s rights") == _shown("women's rights") != []


def test_the_span_holds_the_words_that_show_it() -> None:
    text = "İzmir. He spoke of a right to protest; she of the jailed journalists."
    start = text.index("He")
    themes = find_themes(text, [Span(start, len(text))])
    assert {theme.concept: theme.span.of(text) for theme in themes} == {
        "peaceful-assembly": "right to protest",
        "arbitrary-detention": "jailed journalists",
        "freedom-of-expression": "jailed journalists",
        "media": "jailed journalists",
        "persons-deprived-of-liberty": "jailed",
    }


def test_words_outside_the_spans_show_nothing() -> None:
    text = "Torture is a crime, she said, and so is slavery."
    assert [t.concept for t in find_themes(text, [Span(18, len(text))])] == ["trafficking-slavery"]
    # Half of a phrase in each span is no phrase.
    halves = "freedom of expression"
    assert find_themes(halves, [Span(0, 10), Span(10, len(halves))]) == ()


def test_words_are_not_found_within_words() -> None:
    assert _shown("an unpolluted megaphone of kungovernance") == []


def test_the_first_place_is_kept_and_more_words_are_surer() -> None:
    text = "Torture is wrong. The ill-treatment of detainees must end."
    once, twice = (find_themes(text, [Span(0, end)])[0] for end in (17, len(text)))
    assert once == Theme("torture-ill-treatment", once.score, Span(0, 7))
    assert twice.concept == "torture-ill-treatment"
    assert once.span == twice.span
    assert once.score < twice.score


def test_the_same_word_twice_is_no_surer() -> None:
    once, twice = "Torture is wrong.", "Torture is wrong. torture is a crime."
    assert _themes(once)[0].score == _themes(twice)[0].score


WORDS = st.sampled_from(
    "freedom of expression and assembly release the jailed journalists , . detained opposition "
    "party dissolved \n right to \u00a0 İ ﬁ ß “ ’ - children women's water".split(" ")
)
TEXTS = st.text(max_size=60) | st.lists(WORDS, max_size=30).map(" ".join)


@given(TEXTS.flatmap(lambda text: st.tuples(st.just(text), st.lists(spans_in(text), max_size=3))))
def test_any_text(drawn: tuple[str, list[Span]]) -> None:
    text, spans = drawn
    themes = find_themes(text, spans)
    assert len({theme.concept for theme in themes}) == len(themes)
    assert [theme.score for theme in themes] == sorted((t.score for t in themes), reverse=True)
    for theme in themes:
        assert concept_of(theme.concept) is not None
        assert 0 < theme.score <= 1
        assert theme.span.start < theme.span.end
        assert any(s.start <= theme.span.start and theme.span.end <= s.end for s in spans)


def _themes(words: str) -> tuple[Theme, ...]:
    return find_themes(words, [Span(0, len(words))])


def _shown(words: str) -> list[str]:
    return [theme.concept for theme in _themes(words)]


def _outside_groups(stem: str) -> str:
    before = None
    while stem != before:
        before, stem = stem, re.sub(r"\([^()]*\)|\[[^\]]*\]", "", stem)
    return stem
