"""A briefing laid out in sections, for whatever it is set in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.briefing.blocks import Line, Run, Section, cited, plain
from verbale.briefing.tables import clashes, standings, summary, unanswered
from verbale.briefing.texts import text
from verbale.briefing.wording import became, day, filters, said, who

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbale.briefing.blocks import LineStyle
    from verbale.briefing.model import Briefing, Entry, Quote, Source

__all__ = ["byline", "laid_out", "preface"]


def byline(briefing: Briefing) -> str:
    """Say by whom and as of when it is."""
    today = day(briefing.as_of.isoformat())
    if briefing.author is None:
        return text("head.as_of", day=today)
    return text("head.by", author=briefing.author, day=today)


def preface(briefing: Briefing) -> tuple[str, ...]:
    """Say what was chosen, and what has to be known before reading on."""
    proposed = text("legend.proposed", sign=text("sign.proposed"))
    return _about(briefing), text("legend.not_fact"), proposed


def _about(briefing: Briefing) -> str:
    if briefing.picked:
        return text("head.picked", count=len(briefing.entries))
    if not briefing.wanted:
        return text("head.all")
    return text("head.wanted", filters=filters(briefing.wanted))


def laid_out(briefing: Briefing) -> tuple[Section, ...]:
    """Give the sections of a briefing that have something in them."""
    made = (
        ("summary", summary(briefing)),
        ("unanswered", unanswered(briefing)),
        ("entries", (line for entry in briefing.entries for line in _entry(entry))),
        ("clashes", clashes(briefing)),
        ("standings", standings(briefing)),
        ("legend", (plain(text("legend.quotation")), plain(text("legend.paragraphs")))),
        ("sources", (_source(source) for source in briefing.sources)),
        ("method", _method(briefing)),
    )
    sections = (Section(key, text(f"{key}.title"), tuple(blocks)) for key, blocks in made)
    return tuple(section for section in sections if section.blocks)


def _entry(entry: Entry) -> Iterator[Line]:
    quote = entry.quote
    head = text("entries.head", number=entry.number, who=who(quote))
    yield Line("entry", (Run(head),), f"entry-{entry.number}")
    yield Line("said", (Run(said(quote), "quiet"),))
    yield _words("words", quote)
    if entry.state is not None:
        yield Line("state", (Run(became(entry), "strong"),))
    if entry.told_again:
        yield Line("note", tuple(_told_again(entry)))
    for reply in entry.replies:
        name = Run(text("entries.reply", who=who(reply.quote)), "strong")
        yield Line("reply", (name, Run(f" · {said(reply.quote)}", "quiet")))
        yield _words("reply-words", reply.quote)
        yield plain(text(f"entries.reason_{reply.basis}", reason=reply.reason), "reply-note")


def _told_again(entry: Entry) -> Iterator[Run]:
    yield Run(text("entries.told_again"))
    for number in entry.told_again:
        yield Run(text("sources.number", number=number), link=f"#source-{number}")


def _words(style: LineStyle, quote: Quote) -> Line:
    return Line(style, (Run(f"{quote.words} "), *cited(quote.citation, quote.review)))


def _source(source: Source) -> Line:
    published = day(source.published) if source.published else None
    told = ", ".join(part for part in (source.publisher, published) if part)
    retrieved = (
        text("sources.retrieved", day=day(source.retrieved[:10])) if source.retrieved else ""
    )
    parts = [
        Run(text("sources.number", number=source.number), "strong"),
        Run(f"{source.title}. "),
        Run(f"{told}. " if told else ""),
        Run(f"{source.name}", link=source.link),
        Run(f", {retrieved}. " if retrieved else ". "),
        Run(text("sources.sha256", sha256=source.sha256[:16]), "quiet"),
    ]
    return Line("source", tuple(run for run in parts if run.words), f"source-{source.number}")


def _method(briefing: Briefing) -> Iterator[Line]:
    method, today = briefing.method, day(briefing.as_of.isoformat())
    read = {"cited": len(briefing.sources), "readers": ", ".join(method.readers)}
    yield plain(text("method.read", count=method.on_record, **read))
    if method.unread:
        yield plain(text("method.unread", count=method.unread))
    reviewed = {key: getattr(method, key) for key in ("proposed", "accepted", "corrected")}
    yield plain(text("method.proposed", sign=text("sign.proposed"), **reviewed))
    if method.rejected:
        yield plain(text("method.rejected", count=method.rejected))
    names = [text("method.decider", name=name, count=count) for name, count in method.deciders]
    yield plain(text("method.deciders", names=", ".join(names)) if names else text("method.nobody"))
    yield plain(text("method.ties"))
    yield plain(text("method.left_out"))
    yield plain(text("method.days", day=today))
    if not briefing.standings:
        yield plain(text("method.no_changes"))
    if method.figures_cut:
        yield plain(text("method.figures_cut"))
