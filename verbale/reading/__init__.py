"""Read a document: find what it says that people said, and everything that belongs to it.

1. Layout: paragraphs, sentences, quotation marks.            `layout.py`
2. Attribution: source, cue and content spans.                `attribution.py`
3. Time expressions.                                          `dates.py`
4. Actors, and who each source and addressee is.              `actors.py`, `speakers.py`
5. Statements: attributions made whole, with their acts.      `statements.py`, `acts.py`
6. Occasions, and the dates of statements.                    `occasions.py`, `statement_dates.py`
7. Figures and status changes.                                `figures.py`, `status.py`
8. What answers what.                                         `answers.py`

First its language is told (`language.py`). A very long text is read in sections (`sections.py`).

Reading is pure: no clock, no network, no database. The same document gives the same reading.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from verbale.errors import UnreadableDocument
from verbale.model import Reading
from verbale.reading.actors import gather_cast
from verbale.reading.answers import find_answers
from verbale.reading.assembly import Findings, assemble
from verbale.reading.attribution import Attribution, find_attributions
from verbale.reading.contents import (
    with_apposed_name,
    with_own_verb,
    with_rest_of_name,
    with_subject_ahead,
    with_the_rest,
    with_verb,
    with_whole_name,
    with_whole_office,
    within_paragraph,
    without_false_source,
)
from verbale.reading.dates import find_dates
from verbale.reading.encoder import WEIGHTS_VERSION, encode
from verbale.reading.figures import find_figures
from verbale.reading.forms import find_by_form
from verbale.reading.interlocutors import note_interlocutors
from verbale.reading.language import is_read, language_of
from verbale.reading.layout import Layout, lay_out
from verbale.reading.occasions import find_occasions, find_occasions_spoken_at
from verbale.reading.sections import join, sections
from verbale.reading.speakers import SpeakerResolver
from verbale.reading.statement_dates import date_statements
from verbale.reading.statements import complete, weigh_acts
from verbale.reading.status import find_status_changes
from verbale.reading.threads import side_by_side
from verbale.reading.turns import find_turns, only_cites, speaks_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verbale.model import Document
    from verbale.reading.turns import Turn

__all__ = ["NOT_READ", "READER", "read", "read_many"]

READER: Final = f"verbale-0.1/{WEIGHTS_VERSION}"
NOT_READ: Final = "none: not in English"  # stands where the reader's name would
_FIRST_PERSON: Final = frozenset({"i", "we", "me", "us", "my", "our"})
_PREPOSITIONS: Final = frozenset({"for", "of", "on", "over", "to"})


def read(document: Document, *, any_language: bool = False) -> Reading:
    """Read one document.

    A document in another language than English is told apart and not read, unless `any_language`
    is true: its reading is empty and says the language.

    Raises `UnreadableDocument` when the text holds lone surrogates, which no file can hold, and
    `MissingWeights` when the installation is damaged.

    >>> from verbale.model import Document
    >>> text = "The mayor, Ana Ruiz, warned on Monday that the bridge was unsafe."
    >>> reading = read(Document(text, published="2024-05-08"))
    >>> [(s.act, s.date, s.content[0].of(text)) for s in reading.statements]
    [('concern', '2024-05-06', 'the bridge was unsafe')]
    """
    _refuse_surrogates(document)
    document = replace(document, language=document.language or language_of(document.text))
    if not (any_language or is_read(document.language)):
        return Reading(document, NOT_READ)
    cuts = list(sections(document.text))
    if len(cuts) == 1:
        return _read_section(document)
    parts = [
        (cut.start, _read_section(replace(document, text=cut.of(document.text)))) for cut in cuts
    ]
    return join(document, READER, parts)


def _read_section(document: Document) -> Reading:
    """Read a document that is short enough to be read whole."""
    each = side_by_side()
    layout = lay_out(document.text)
    encoding = encode(layout, each)
    turns = find_turns(layout, document)
    cast = gather_cast(layout, document)
    found = _merge(layout, find_attributions(layout, encoding), turns)
    dates = find_dates(
        document.text, document.published, [span for item in found for span in item.content]
    )
    resolver = SpeakerResolver(layout, cast, {turn.label.start: turn.label for turn in turns})
    said = complete(layout, found, resolver)
    note_interlocutors(layout, turns, said, resolver)
    weigh_acts(layout, encoding, said, each)
    occasions = find_occasions(layout, document, dates, resolver)
    date_statements(layout, document, said, dates, occasions)
    occasions += find_occasions_spoken_at(layout, said, occasions, resolver)
    occasions.sort(key=lambda happening: happening.span.start)
    found_in_all = Findings(
        cast,
        said,
        occasions,
        find_figures(layout, dates),
        find_status_changes(layout, dates, cast),
        find_answers(layout, encoding, said, transcript=bool(turns), title=document.title),
        dates,
    )
    return assemble(document, READER, found_in_all)


def read_many(documents: Iterable[Document], *, any_language: bool = False) -> Iterator[Reading]:
    """Read documents one after the other, in their order and in constant memory."""
    return (read(document, any_language=any_language) for document in documents)


def _refuse_surrogates(document: Document) -> None:
    try:
        document.text.encode("utf-8")
    except UnicodeEncodeError as error:
        name = document.name or "the text"
        raise UnreadableDocument(
            f"{name}, character {error.start}: a lone surrogate is no character. "
            "Decode the bytes with the right encoding first."
        ) from error


def _merge(layout: Layout, found: list[Attribution], turns: list[Turn]) -> list[Attribution]:
    """Put a transcript's turns and what is nested in speech among the attributions.

    What a turn says of its own "I" is the turn.
    """
    # `thanks the master ⟦for⟧ his charts`: a preposition alone says nothing.
    found = [within_paragraph(layout, each) for each in found]
    found = [with_whole_name(layout, with_verb(layout, each)) for each in found]
    found = [with_own_verb(layout, each) for each in found]
    found = [with_rest_of_name(layout, without_false_source(layout, each)) for each in found]
    found = [with_the_rest(layout, with_apposed_name(layout, each)) for each in found]
    found = with_subject_ahead(layout, [with_whole_office(layout, each) for each in found])
    found = [a for a in found if not _is_preposition(layout, a)]
    cues = [attribution.cue[0] for attribution in found if attribution.cue]
    whole = [
        Attribution((turn.label,), (), turn.content, "direct", 1.0)
        for turn in turns
        if not turn.bare and not only_cites(layout, turn, cues)
    ]
    if turns:
        labels = {turn.label.start for turn in turns}
        found = [
            attribution
            for attribution in found
            if attribution.source
            and not (attribution.cue and attribution.cue[0].of(layout.text) == ":")
            and not _is_own_voice(layout, attribution, turns)
            and attribution.source[0].start not in labels
        ]
    spoken = [
        span for item in (*whole, *found) if item.quotation == "direct" for span in item.content
    ]
    formed = find_by_form(layout, found, spoken)
    if turns:
        # What one says to have asked of others is told in the turn; what one feels is the turn.
        formed = [
            each
            for each in formed
            if not _is_own_voice(layout, each, turns)
            or layout.text.startswith("to ", each.content[0].start)
        ]
    return sorted([*whole, *found, *formed], key=_place)


def _is_own_voice(layout: Layout, attribution: Attribution, turns: list[Turn]) -> bool:
    """Whether it is *I*, *we* or whom one speaks for who say it: in a turn, that is the turn."""
    words = {s.of(layout.text).casefold().removeprefix("the ") for s in attribution.source}
    if words & _FIRST_PERSON or any(word.endswith(" i") for word in words):
        return True  # `To the delegation of ⟦Karva I⟧ say`
    start = attribution.content[0].start
    for turn in turns:
        if turn.content[0].start <= start < turn.content[-1].end:
            own = speaks_for(layout.text, turn)
            return own is not None and own.casefold().removeprefix("the ") in words
    return False


def _is_preposition(layout: Layout, attribution: Attribution) -> bool:
    words = [span.of(layout.text).casefold() for span in attribution.cue]
    return bool(words) and _PREPOSITIONS.issuperset(words)


def _place(attribution: Attribution) -> tuple[int, int]:
    spans = (*attribution.source, *attribution.cue, *attribution.content)
    cue = attribution.cue[0].start if attribution.cue else 0
    return min(span.start for span in spans), cue
