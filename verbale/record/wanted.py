"""Which statements somebody wants, said in terms of what people see (`schema.shown`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final, get_args

from sqlalchemy import exists, select, union

from verbale.errors import WrongMetadata, about
from verbale.model import ACTS, SIDES
from verbale.reading.themes import vocabulary
from verbale.record import schema
from verbale.record.rows import Review, State
from verbale.uncertain_dates import bounds

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select

__all__ = ["Wanted", "actors_called", "entries_published_by", "persons_called", "spread_of"]

_NO_DAY: Final = "9999"  # and later: neither dated nor published
_ROOT: Final = 5  # letters that words of one theme have in common
_NEAREST: Final = 6  # themes that are named
_SPREADS: Final = (0, 31, 366)  # days
_ACTOR_ID: Final = re.compile(r"d(\d{1,9})\.(a\d{1,9})")
_DOCUMENT_ID: Final = re.compile(r"d(\d{1,9})")


@lru_cache(maxsize=256)
def _themes_called(given: str) -> tuple[str, ...]:
    """Give the ids of the themes whose id or label begins so, or that an article guarantees."""
    wanted = given.casefold().replace("-", " ")
    return tuple(
        concept.id
        for concept in vocabulary()
        if any(
            name.startswith(wanted)
            for name in (concept.id.replace("-", " "), concept.label.casefold())
        )
        or any(
            f"{article.casefold()} ".startswith(f"{wanted} ") for article in concept.treaty_articles
        )
    )


def _near(given: str) -> str:
    """Name the themes that sound like what was given, else say what can be."""
    begins = given.casefold()[:_ROOT]
    near = [each.id for each in vocabulary() if begins in f"{each.id} {each.label.casefold()}"]
    if near:
        return f"Choose from: {', '.join(near[:_NEAREST])}."
    return "Give its name, how several begin, or a treaty or article: children, iccpr, iccpr-19."


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which statements are wanted; `None` lets all pass.

    `speaker` and `to` are part of any of somebody's names, or the id of an actor who is this one.
    `theme` is a theme's id or label, or how several begin (`children`), or the treaty or article
    that guarantees it (`iccpr`, `iccpr-19`). `since` and `until` are EDTF dates: a
    statement passes when its date can lie in between; the day of its publication stands for a date
    that it does not have.
    `document` is an id such as `d3`, and `publisher` part of a name. `added_after` is the id of a
    document: what came in later passes.
    """

    speaker: str | None = None
    to: str | None = None
    side: str | None = None
    act: str | None = None
    theme: str | None = None
    since: str | None = None
    until: str | None = None
    publisher: str | None = None
    document: str | None = None
    added_after: str | None = None
    review: str | None = None
    state: str | None = None
    min_confidence: float | None = None

    def alternatives(self) -> list[list[ColumnElement[bool]]]:
        """Say it in SQL: as lists of conditions, of which a statement meets all of one.

        What can mean more than one day is asked for by how many it can mean, so that each is found
        by its first. Raises `WrongMetadata` for what cannot be one of its kind.
        """
        self.check()
        wanted = [*self._of_people(), *self._of_words(), *self._of_days()]
        if self.since is None:
            return [wanted]
        shown, first = schema.shown.c, bounds(self.since)[0]
        on_a_day = [shown.spread == 0, shown.day >= first, shown.day < _NO_DAY]
        in_time = shown.last_day >= first
        within = [
            [*wanted, in_time, shown.spread == spread, shown.day >= _before(first, days)]
            for spread, days in enumerate(_SPREADS[1:], 1)
        ]
        longer = [*wanted, in_time, shown.spread == len(_SPREADS)]
        return [[*wanted, *on_a_day], *within, longer]

    def check(self) -> None:
        """Raise `WrongMetadata` for an act, side, state or date that is none."""
        for field, noun, value, choices in (
            ("act", "act", self.act, ACTS),
            ("side", "side", self.side, SIDES),
            ("state", "state of an exchange", self.state, get_args(State)),
            ("review", "state of review", self.review, get_args(Review)),
        ):
            with about(field):
                if value is not None and value not in choices:
                    listed = ", ".join(choices)
                    raise WrongMetadata(f"{value!r} is no {noun}. Choose from: {listed}.")
        with about("theme"):
            if self.theme is not None and not _themes_called(self.theme):
                raise WrongMetadata(f"{self.theme!r} is no theme. {_near(self.theme)}")
        for field, day in (("since", self.since), ("until", self.until)):
            with about(field):
                if day is not None:
                    bounds(day)

    def _of_people(self) -> list[ColumnElement[bool]]:
        shown, addressee = schema.shown.c, schema.shown_addressee.c
        wanted: list[ColumnElement[bool]] = []
        if self.speaker is not None:
            wanted.append(shown.person.in_(persons_called(self.speaker)))
        if self.to is not None:
            told = select(addressee.statement).where(addressee.person.in_(persons_called(self.to)))
            wanted.append(shown.statement.in_(told))
        if self.side is not None:
            wanted.append(shown.side == self.side)
        return wanted

    def _of_words(self) -> list[ColumnElement[bool]]:
        shown, theme = schema.shown.c, schema.statement_theme.c
        wanted: list[ColumnElement[bool]] = []
        for column, value in ((shown.act, self.act), (shown.state, self.state)):
            if value is not None:
                wanted.append(column == value)
        if self.review is not None:
            # Nearly all are unreviewed: what else is wanted finds them sooner than their index.
            common = self.review == "unreviewed" and self != Wanted(review=self.review)
            others = [each for each in get_args(Review) if each != self.review]
            wanted.append(shown.review.not_in(others) if common else shown.review == self.review)
        if self.publisher is not None:
            wanted.append(shown.publisher.icontains(self.publisher, autoescape=True))
        if self.theme is not None:
            called = theme.concept.in_(_themes_called(self.theme))
            wanted.append(exists().where(theme.statement == shown.statement, called))
        return wanted

    def _of_days(self) -> list[ColumnElement[bool]]:
        shown = schema.shown.c
        wanted: list[ColumnElement[bool]] = []
        if self.until is not None:
            last = bounds(self.until)[1]
            wanted.append(shown.day <= last)
        if self.document is not None:
            wanted.append(shown.document == _number_of(self.document))
        if self.added_after is not None:
            wanted.append(shown.document > _number_of(self.added_after))
        if self.min_confidence is not None:
            wanted.append(shown.confidence >= self.min_confidence)
        return wanted


def entries_published_by(publisher: str) -> Select[tuple[int]]:
    """Select the entries of documents whose publisher's name has this part.

    What is published is looked up among the statements that are laid out, as people see it.
    """
    shown, entry, reading = schema.shown.c, schema.entry.c, schema.reading.c
    documents = select(shown.document).where(shown.publisher.icontains(publisher, autoescape=True))
    within = reading.document.in_(documents)
    return select(entry.id).join(schema.reading, reading.id == entry.reading).where(within)


def actors_called(name: str) -> Select[tuple[int]]:
    """Select the actors who are somebody that is called so, or is the actor of this id."""
    identity = schema.identity.c
    return select(identity.actor).where(identity.person.in_(persons_called(name)))


def spread_of(days: tuple[str, str]) -> int:
    """Tell how far apart the days are that a date can mean: not at all, a month, a year, more."""
    return next(
        (spread for spread, most in enumerate(_SPREADS) if days[0] >= _before(days[1], most)),
        len(_SPREADS),
    )


def _number_of(document_id: str) -> int:
    match = _DOCUMENT_ID.fullmatch(document_id)
    if match is None:
        raise WrongMetadata(f"{document_id!r} is no document's id. Write it as d3.")
    return int(match[1])


def _before(day: str, days: int) -> str:
    try:
        return (date.fromisoformat(day) - timedelta(days)).isoformat()
    except OverflowError:
        return "0001-01-01"


def persons_called(name: str) -> Select[tuple[int]]:
    """Select who has `name` as part of any name, or is the actor of this id."""
    identity, person, alias = schema.identity.c, schema.person.c, schema.actor_name.c
    match = _ACTOR_ID.fullmatch(name)
    if match is not None:
        entry, reading = schema.entry.c, schema.reading.c
        return (
            select(identity.person)
            .join(schema.entry, entry.id == identity.actor)
            .join(schema.reading, reading.id == entry.reading)
            .where(reading.document == int(match[1]), entry.key == match[2])
        )
    folded = name.casefold()
    called = select(person.id).where(person.folded.contains(folded, autoescape=True))
    also_called = (
        select(identity.person)
        .join(schema.actor_name, alias.actor == identity.actor)
        .where(alias.folded.contains(folded, autoescape=True))
    )
    found = union(called, also_called).subquery()
    return select(found.c[0])
