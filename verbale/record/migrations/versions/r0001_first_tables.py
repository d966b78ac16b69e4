"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create everything."""
    op.create_table(
        "original",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_original")),
    )
    op.create_table(
        "document",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("original", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("published", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["original"], ["original.sha256"], name=op.f("fk_document_original")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_document")),
        sa.UniqueConstraint("original", name=op.f("uq_document_original")),
    )
    op.create_table(
        "rendition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("original", sa.String(length=64), nullable=False),
        sa.Column("extractor", sa.String(), nullable=False),
        sa.Column("extractor_version", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["original"], ["original.sha256"], name=op.f("fk_rendition_original")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rendition")),
        sa.UniqueConstraint(
            "original", "extractor", "extractor_version", name=op.f("uq_rendition_original")
        ),
    )
    op.create_table(
        "reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("rendition", sa.Integer(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document"], ["document.number"], name=op.f("fk_reading_document")
        ),
        sa.ForeignKeyConstraint(["rendition"], ["rendition.id"], name=op.f("fk_reading_rendition")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
        sa.UniqueConstraint("document", name=op.f("uq_reading_document")),
    )
    op.create_index(op.f("ix_reading_rendition"), "reading", ["rendition"], unique=False)
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["reading.id"], name=op.f("fk_entry_reading")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("reading", "key", name=op.f("uq_entry_reading")),
    )
    op.create_table(
        "actor",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["entry.id"], name=op.f("fk_actor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor")),
    )
    op.create_table(
        "occasion",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("date", sa.String(), nullable=True),
        sa.Column("first_day", sa.String(length=10), nullable=True),
        sa.Column("last_day", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["entry.id"], name=op.f("fk_occasion_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occasion")),
    )
    op.create_table(
        "selector",
        sa.Column("entry", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("suffix", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entry.id"], name=op.f("fk_selector_entry")),
        sa.PrimaryKeyConstraint("entry", "role", "part", name=op.f("pk_selector")),
    )
    op.create_table(
        "actor_name",
        sa.Column("actor", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["actor"], ["actor.id"], name=op.f("fk_actor_name_actor")),
        sa.PrimaryKeyConstraint("actor", "position", name=op.f("pk_actor_name")),
    )
    op.create_table(
        "participant",
        sa.Column("occasion", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("actor", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor"], ["actor.id"], name=op.f("fk_participant_actor")),
        sa.ForeignKeyConstraint(
            ["occasion"], ["occasion.id"], name=op.f("fk_participant_occasion")
        ),
        sa.PrimaryKeyConstraint("occasion", "position", name=op.f("pk_participant")),
    )
    op.create_index(op.f("ix_participant_actor"), "participant", ["actor"], unique=False)
    op.create_table(
        "statement",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("speaker", sa.Integer(), nullable=True),
        sa.Column("quotation", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("date", sa.String(), nullable=True),
        sa.Column("first_day", sa.String(length=10), nullable=True),
        sa.Column("last_day", sa.String(length=10), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["entry.id"], name=op.f("fk_statement_id")),
        sa.ForeignKeyConstraint(["speaker"], ["actor.id"], name=op.f("fk_statement_speaker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
    )
    op.create_index(op.f("ix_statement_act"), "statement", ["act"], unique=False)
    op.create_index("ix_statement_days", "statement", ["first_day", "last_day"], unique=False)
    op.create_index(op.f("ix_statement_speaker"), "statement", ["speaker"], unique=False)
    op.create_table(
        "status_change",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("subject", sa.Integer(), nullable=True),
        sa.Column("subject_text", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("date", sa.String(), nullable=True),
        sa.Column("first_day", sa.String(length=10), nullable=True),
        sa.Column("last_day", sa.String(length=10), nullable=True),
        sa.Column("how_many", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["actor.id"], name=op.f("fk_status_change_by")),
        sa.ForeignKeyConstraint(["id"], ["entry.id"], name=op.f("fk_status_change_id")),
        sa.ForeignKeyConstraint(["subject"], ["actor.id"], name=op.f("fk_status_change_subject")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_change")),
    )
    op.create_index(op.f("ix_status_change_by"), "status_change", ["by"], unique=False)
    op.create_index(op.f("ix_status_change_subject"), "status_change", ["subject"], unique=False)
    op.create_table(
        "addressee",
        sa.Column("statement", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("actor", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor"], ["actor.id"], name=op.f("fk_addressee_actor")),
        sa.ForeignKeyConstraint(
            ["statement"], ["statement.id"], name=op.f("fk_addressee_statement")
        ),
        sa.PrimaryKeyConstraint("statement", "position", name=op.f("pk_addressee")),
    )
    op.create_index(op.f("ix_addressee_actor"), "addressee", ["actor"], unique=False)
    op.create_table(
        "figure",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("statement", sa.Integer(), nullable=True),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("comparison", sa.String(), nullable=True),
        sa.Column("date", sa.String(), nullable=True),
        sa.Column("first_day", sa.String(length=10), nullable=True),
        sa.Column("last_day", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["entry.id"], name=op.f("fk_figure_id")),
        sa.ForeignKeyConstraint(["statement"], ["statement.id"], name=op.f("fk_figure_statement")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure")),
    )
    op.create_index(op.f("ix_figure_statement"), "figure", ["statement"], unique=False)
    op.create_table(
        "link",
        sa.Column("answer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("answered", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["answer"], ["statement.id"], name=op.f("fk_link_answer")),
        sa.ForeignKeyConstraint(["answered"], ["statement.id"], name=op.f("fk_link_answered")),
        sa.PrimaryKeyConstraint("answer", "answered", name=op.f("pk_link")),
    )
    op.create_index(op.f("ix_link_answered"), "link", ["answered"], unique=False)
