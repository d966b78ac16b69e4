"""The tables of a record.

original ◀── rendition ◀── reading ──▶ document: the bytes, the text taken from them, what was read
in it. Whatever a reading holds is an `entry` (an actor, a statement, ...) with a row of the same id
in the table of its kind; selectors anchor an entry in the rendition. Dates are EDTF, with the
first and last day that they can mean beside them as ISO 8601 days, which sort as text.

What people decide about entries is a `decision`. It names its entry by document, kind and selector,
so that it outlives a reading; triggers refuse to change or delete one. An `attachment` tells which
entry of today's reading that is.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

__all__ = [
    "actor",
    "actor_name",
    "addressee",
    "also_called",
    "attachment",
    "comparison",
    "copy",
    "custody",
    "decision",
    "document",
    "document_label",
    "entry",
    "exchange",
    "figure",
    "identity",
    "link",
    "linked",
    "merge",
    "metadata",
    "occasion",
    "original",
    "outweighed",
    "participant",
    "person",
    "reading",
    "rendition",
    "reprint",
    "saved_search",
    "seal",
    "selector",
    "shown",
    "shown_addressee",
    "sketch",
    "sketch_band",
    "statement",
    "statement_theme",
    "status_change",
    "tally",
    "tie_key",
    "untied",
    "watched",
]

metadata: Final = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def _dates() -> tuple[Column[str], Column[str], Column[str]]:
    return (
        Column("date", String),
        Column("first_day", String(10)),
        Column("last_day", String(10)),
    )


def _entry_id() -> Column[int]:
    return Column("id", ForeignKey("entry.id"), primary_key=True, autoincrement=False)


original: Final = Table(
    "original",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("media_type", String, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

document: Final = Table(
    "document",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("original", ForeignKey("original.sha256"), nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("title", Text),
    Column("publisher", Text),
    Column("published", String),
    Column("kind", String, nullable=False),
    Column("language", String),
)

rendition: Final = Table(
    "rendition",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("original", ForeignKey("original.sha256"), nullable=False),
    Column("extractor", String, nullable=False),
    Column("extractor_version", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("characters", Integer, nullable=False),
    Column("text_sha256", String(64), nullable=False),
    UniqueConstraint("original", "extractor", "extractor_version"),
)

reading: Final = Table(
    "reading",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document", ForeignKey("document.number"), nullable=False, unique=True),
    Column("rendition", ForeignKey("rendition.id"), nullable=False, index=True),
    Column("reader", String, nullable=False),
)

# Hashes over what is known of a document, and over its reading: `seals.py`.
seal: Final = Table(
    "seal",
    metadata,
    Column("document", ForeignKey("document.number"), primary_key=True, autoincrement=False),
    Column("told", String(64), nullable=False),
    Column("read", String(64), nullable=False),
)

entry: Final = Table(
    "entry",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reading", ForeignKey("reading.id"), nullable=False),
    Column("key", String, nullable=False),
    UniqueConstraint("reading", "key"),
)

selector: Final = Table(
    "selector",
    metadata,
    Column("entry", ForeignKey("entry.id"), primary_key=True, autoincrement=False),
    Column("role", String, primary_key=True),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("exact", Text, nullable=False),
    Column("prefix", Text, nullable=False),
    Column("suffix", Text, nullable=False),
)

actor: Final = Table(
    "actor",
    metadata,
    _entry_id(),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),  # the name, case-folded, to be compared
    Column("kind", String, nullable=False),
    Column("side", String, nullable=False),
    Column("role", Text),
)

actor_name: Final = Table(
    "actor_name",
    metadata,
    Column("actor", ForeignKey("actor.id"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
)

statement: Final = Table(
    "statement",
    metadata,
    _entry_id(),
    Column("speaker", ForeignKey("actor.id"), index=True),
    Column("quotation", String, nullable=False),
    Column("act", String, nullable=False, index=True),
    *_dates(),
    Column("confidence", Float, nullable=False),
    Column("act_confidence", Float, nullable=False, server_default="1"),
    Index("ix_statement_days", "first_day", "last_day"),
)

addressee: Final = Table(
    "addressee",
    metadata,
    Column("statement", ForeignKey("statement.id"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("actor", ForeignKey("actor.id"), nullable=False, index=True),
)

# What a statement is about; the words that show it are its selector of role "theme" and this part.
statement_theme: Final = Table(
    "statement_theme",
    metadata,
    Column("statement", ForeignKey("statement.id"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("concept", String, nullable=False, index=True),
    Column("score", Float, nullable=False),
)

occasion: Final = Table(
    "occasion", metadata, _entry_id(), Column("type", String, nullable=False), *_dates()
)

participant: Final = Table(
    "participant",
    metadata,
    Column("occasion", ForeignKey("occasion.id"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("actor", ForeignKey("actor.id"), nullable=False, index=True),
)

figure: Final = Table(
    "figure",
    metadata,
    _entry_id(),
    Column("statement", ForeignKey("statement.id"), index=True),
    Column("value", Float, nullable=False),
    Column("unit", String),
    Column("measure", Text, nullable=False),
    Column("comparison", String),
    *_dates(),
)

status_change: Final = Table(
    "status_change",
    metadata,
    _entry_id(),
    Column("status", String, nullable=False),
    Column("subject", ForeignKey("actor.id"), index=True),
    Column("subject_text", Text, nullable=False),
    Column("by", ForeignKey("actor.id"), index=True),
    *_dates(),
    Column("how_many", Integer),
)

link: Final = Table(
    "link",
    metadata,
    Column("answer", ForeignKey("statement.id"), primary_key=True, autoincrement=False),
    Column(
        "answered", ForeignKey("statement.id"), primary_key=True, index=True, autoincrement=False
    ),
    Column("basis", String, nullable=False),
    Column("reason", Text, nullable=False),
)

# `was` and `becomes` hold JSON. `twin` counts from 0 among the `twins` entries of this kind that
# have the same selector, and `entry` is the id that people saw then. Numbers are never given twice.
decision: Final = Table(
    "decision",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", String, nullable=False),
    Column("who", Text, nullable=False),
    Column("action", String, nullable=False),
    Column("undoes", ForeignKey("decision.number")),
    Column("entry", String, nullable=False),
    Column("document", ForeignKey("original.sha256"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("role", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("exact", Text, nullable=False),
    Column("prefix", Text, nullable=False),
    Column("suffix", Text, nullable=False),
    Column("twin", Integer, nullable=False),
    Column("twins", Integer, nullable=False),
    Column("field", String),
    Column("was", Text),
    Column("becomes", Text),
    Column("why", Text),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    sqlite_autoincrement=True,
)

# `other` is the second entry of a decision about two. `moved` holds as JSON the words that a
# correction gives a statement, where they stand elsewhere than when it was decided.
attachment: Final = Table(
    "attachment",
    metadata,
    Column("decision", ForeignKey("decision.number"), primary_key=True, autoincrement=False),
    Column("entry", ForeignKey("entry.id"), nullable=False, index=True),
    Column("other", ForeignKey("entry.id"), index=True),
    Column("moved", Text),
)

# Searches that people keep: `question` is JSON, and `seen` the last document that was there when
# somebody looked.
saved_search: Final = Table(
    "saved_search",
    metadata,
    Column("name", Text, primary_key=True),
    Column("question", Text, nullable=False),
    Column("seen", Integer, nullable=False),
)

# What ties documents together: worked out from the rest, and worked out anew where that changes.

# Documents whose ties are not up to date; `changed` are those that say something else than before,
# as long as nobody has looked who stands in them.
untied: Final = Table(
    "untied",
    metadata,
    Column("document", ForeignKey("document.number"), primary_key=True, autoincrement=False),
    Column("changed", Boolean, nullable=False, index=True),
)

# By which words, numbers and names other documents find a document; `day` is when it came out.
tie_key: Final = Table(
    "tie_key",
    metadata,
    Column("document", ForeignKey("document.number"), primary_key=True, autoincrement=False),
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("day", String(10), nullable=False),
    Index("ix_tie_key_key", "key", "day", "document"),
)

# Two actors of a document of whom its text says that they are one.
also_called: Final = Table(
    "also_called",
    metadata,
    Column("one", ForeignKey("actor.id"), primary_key=True, autoincrement=False),
    Column("other", ForeignKey("actor.id"), primary_key=True, autoincrement=False, index=True),
)

# Somebody under all names, with the id of the first actor who is this one.
person: Final = Table(
    "person",
    metadata,
    Column("id", ForeignKey("actor.id"), primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("side", String, nullable=False),
)

identity: Final = Table(
    "identity",
    metadata,
    Column("actor", ForeignKey("actor.id"), primary_key=True, autoincrement=False),
    Column("person", ForeignKey("person.id"), nullable=False, index=True),
)

merge: Final = Table(
    "merge",
    metadata,
    Column("one", ForeignKey("actor.id"), primary_key=True, autoincrement=False),
    Column("other", ForeignKey("actor.id"), primary_key=True, autoincrement=False, index=True),
    Column("reason", Text, nullable=False),
    Column("score", Float, nullable=False),
)

reprint: Final = Table(
    "reprint",
    metadata,
    Column("statement", ForeignKey("statement.id"), primary_key=True, autoincrement=False),
    Column("same_as", ForeignKey("statement.id"), nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("score", Float, nullable=False),
)

# Answers across documents, and the links inside of one that they outweigh.
exchange: Final = Table(
    "exchange",
    metadata,
    Column("answer", ForeignKey("statement.id"), primary_key=True, autoincrement=False),
    Column(
        "answered", ForeignKey("statement.id"), primary_key=True, index=True, autoincrement=False
    ),
    Column("basis", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("score", Float, nullable=False),
)

outweighed: Final = Table(
    "outweighed",
    metadata,
    Column("answer", ForeignKey("statement.id"), primary_key=True, autoincrement=False),
    Column(
        "answered", ForeignKey("statement.id"), primary_key=True, index=True, autoincrement=False
    ),
)

comparison: Final = Table(
    "comparison",
    metadata,
    Column("one", ForeignKey("figure.id"), primary_key=True, autoincrement=False),
    Column("other", ForeignKey("figure.id"), primary_key=True, autoincrement=False, index=True),
    Column("relation", String, nullable=False),
    Column("reason", Text, nullable=False),
    Index("ix_comparison_relation", "relation", "other"),
)

# Every statement as people see it, laid out for questions: with who said it under all names, and
# what became of it. `day` sorts: when it was said, else published. What tells an utterance again
# points to the first, and has no state of its own. `spread` tells how far apart the days are that
# its date can mean (`wanted.spread_of`). `cell` is the group that `vector` lies in.
shown: Final = Table(
    "shown",
    metadata,
    Column("statement", ForeignKey("statement.id"), primary_key=True, autoincrement=False),
    Column("document", ForeignKey("document.number"), nullable=False, index=True),
    Column("day", String(10), nullable=False),
    Column("first_day", String(10)),
    Column("last_day", String(10)),
    Column("spread", Integer, nullable=False, server_default="0"),
    Column("person", Integer),
    Column("side", String),
    Column("act", String, nullable=False),
    Column("quotation", String, nullable=False),
    Column("publisher", Text),
    Column("review", String, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("same_as", Integer, index=True),
    Column("state", String),
    Column("due", String(10)),
    Column("cell", Integer),
    Column("vector", LargeBinary),
    Index("ix_shown_day", "day", "statement"),
    Index("ix_shown_person", "person", "day", "statement"),
    Index("ix_shown_act", "act", "day", "statement"),
    Index("ix_shown_side", "side", "day", "statement"),
    Index("ix_shown_state", "state", "day", "statement"),
    Index("ix_shown_state_side", "state", "side", "day", "statement"),
    Index("ix_shown_publisher", "publisher", "day", "statement"),
    Index("ix_shown_review", "review", "day", "statement"),
    Index("ix_shown_cell", "cell", "statement", "vector"),
    Index("ix_shown_spread", "spread", "day", "statement"),
    Index("ix_shown_spread_end", "spread", "last_day"),
    Index("ix_shown_doubt", "review", "act", "confidence", "statement"),
)

shown_addressee: Final = Table(
    "shown_addressee",
    metadata,
    Column("statement", ForeignKey("statement.id"), primary_key=True, autoincrement=False),
    Column("person", Integer, primary_key=True, autoincrement=False, index=True),
)

# How many statements laid out in `shown` belong to a month, side and act; what is told again does
# not count.
tally: Final = Table(
    "tally",
    metadata,
    Column("month", String(7), primary_key=True),
    Column("side", String, primary_key=True),
    Column("act", String, primary_key=True),
    Column("many", Integer, nullable=False),
)

# The text of a document in short, and by what like ones are found.
sketch: Final = Table(
    "sketch",
    metadata,
    Column("document", ForeignKey("document.number"), primary_key=True, autoincrement=False),
    Column("digest", LargeBinary, nullable=False),
)

sketch_band: Final = Table(
    "sketch_band",
    metadata,
    Column("document", ForeignKey("document.number"), primary_key=True, autoincrement=False),
    Column("band", BigInteger, primary_key=True, autoincrement=False, index=True),
)

copy: Final = Table(
    "copy",
    metadata,
    Column("document", ForeignKey("document.number"), primary_key=True, autoincrement=False),
    Column("copy_of", ForeignKey("document.number"), nullable=False, index=True),
    Column("likeness", Float, nullable=False),
)

# How a document came here, and where its words stand on pages and in recordings, with a hash over
# it and over the labels.
custody: Final = Table(
    "custody",
    metadata,
    Column("document", ForeignKey("document.number"), primary_key=True, autoincrement=False),
    Column("origin", Text, nullable=False),
    Column("kind_confidence", Float),
    Column("pages", Text, nullable=False),
    Column("moments", Text, nullable=False),
    Column("places", LargeBinary, nullable=False),
    Column("sha256", String(64), nullable=False),
)

# What the source itself says of a document: its symbol, themes, body, ...
document_label: Final = Table(
    "document_label",
    metadata,
    Column("document", ForeignKey("document.number"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("name", String, nullable=False),
    Column("value", Text, nullable=False),
    Index("ix_document_label_name", "name", "value"),
)

# Feeds and pages of links that are watched: what their servers tell changes by, how often they
# failed since they last did not, and when they may be asked again.
watched: Final = Table(
    "watched",
    metadata,
    Column("address", Text, primary_key=True),
    Column("etag", Text),
    Column("modified", Text),
    Column("failures", Integer, nullable=False),
    Column("not_before", String),
)

# The pages that they link to, with the day that a feed tells of them; what is `done` is not asked
# for again.
linked: Final = Table(
    "linked",
    metadata,
    Column("address", Text, primary_key=True),
    Column("watched", ForeignKey("watched.address"), nullable=False),
    Column("published", String),
    Column("done", Boolean, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("not_before", String),
    Index("ix_linked_watched", "watched", "done"),
)
