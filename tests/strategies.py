"""Any reading of any text, as hypothesis makes them up."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar, get_args

from hypothesis import strategies as st

from tests.factories import document_of
from verbale.model import (
    ACTS,
    Actor,
    ActorKind,
    Figure,
    Link,
    Occasion,
    OccasionType,
    Quotation,
    Reading,
    Side,
    Span,
    Statement,
    Status,
    StatusChange,
)

_Entry = TypeVar("_Entry", Actor, Statement, Occasion, Figure, StatusChange)

# Neither NUL nor half a surrogate pair can be put on record.
letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
texts = st.text(letters, min_size=1)
dates = st.none() | st.sampled_from(["2024-03-05", "2024-03", "2024", "2024-03-01/2024-03-09"])


def readings() -> st.SearchStrategy[Reading]:
    """Make readings that hold together: spans lie inside, and ids point to what is there."""
    return texts.flatmap(_reading_of)


def spans_in(text: str) -> st.SearchStrategy[Span]:
    ends = st.integers(0, len(text))
    return st.tuples(ends, ends).map(lambda pair: Span(min(pair), max(pair)))


def _reading_of(text: str) -> st.SearchStrategy[Reading]:
    spans = spans_in(text)
    parts = st.lists(spans, max_size=3).map(tuple)
    names = st.text(letters, min_size=1, max_size=12)
    actors = st.lists(
        st.builds(
            Actor,
            id=st.just(""),
            name=names,
            kind=st.sampled_from(get_args(ActorKind)),
            side=st.sampled_from(get_args(Side)),
            names=st.lists(names, max_size=3).map(tuple),
            role=st.none() | names,
        ),
        min_size=1,
        max_size=3,
    ).map(lambda made: _numbered("a", made))

    def around(known: tuple[Actor, ...]) -> st.SearchStrategy[Reading]:
        who = st.sampled_from([actor.id for actor in known])
        several = st.lists(who, max_size=2, unique=True).map(tuple)
        statements = st.lists(
            st.builds(
                Statement,
                id=st.just(""),
                speaker=st.none() | who,
                speaker_span=st.none() | spans,
                cue=parts,
                content=parts,
                quotation=st.sampled_from(get_args(Quotation)),
                act=st.sampled_from(ACTS),
                addressees=several,
                date=dates,
                confidence=st.floats(0, 1),
            ),
            min_size=2,
            max_size=4,
        ).map(lambda made: _numbered("s", made))
        said = st.none() | st.sampled_from(["s1", "s2"])
        return st.builds(
            Reading,
            document=st.just(document_of(text)),
            reader=st.just("made up"),
            actors=st.just(known),
            statements=statements,
            occasions=st.lists(
                st.builds(
                    Occasion,
                    id=st.just(""),
                    type=st.sampled_from(get_args(OccasionType)),
                    span=spans,
                    date=dates,
                    participants=several,
                ),
                max_size=2,
            ).map(lambda made: _numbered("o", made)),
            figures=st.lists(
                st.builds(
                    Figure,
                    id=st.just(""),
                    value=st.floats(allow_nan=False, allow_infinity=False),
                    unit=st.none() | st.just("percent"),
                    measure=names,
                    span=spans,
                    statement=said,
                    date=dates,
                    comparison=st.none() | st.just("at least"),
                ),
                max_size=2,
            ).map(lambda made: _numbered("f", made)),
            status_changes=st.lists(
                st.builds(
                    StatusChange,
                    id=st.just(""),
                    status=st.sampled_from(get_args(Status)),
                    span=spans,
                    subject=st.none() | who,
                    subject_text=names,
                    by=st.none() | who,
                    date=dates,
                    count=st.none() | st.integers(0, 10**9),
                ),
                max_size=2,
            ).map(lambda made: _numbered("c", made)),
            links=st.just(()) | st.just((Link("s2", "s1", "explicit", "denied"),)),
        )

    return actors.flatmap(around)


def _numbered(letter: str, entries: list[_Entry]) -> tuple[_Entry, ...]:
    return tuple(replace(each, id=f"{letter}{n}") for n, each in enumerate(entries, start=1))
