"""Decisions about two entries, and what ties documents together."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the second entry of a decision, and the tables of ties; all documents wait to be tied."""
    with op.batch_alter_table("attachment") as attachment:
        attachment.add_column(sa.Column("other", sa.Integer(), nullable=True))
        attachment.create_foreign_key(op.f("fk_attachment_other"), "entry", ["other"], ["id"])
        attachment.create_index(op.f("ix_attachment_other"), ["other"])
    _who_is_who()
    _what_is_said_of_what()
    op.execute("INSERT INTO untied (document, changed) SELECT number, true FROM document")


def _who_is_who() -> None:
    op.create_table(
        "untied",
        sa.Column("document", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("changed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["document.number"], name=op.f("fk_untied_document")),
        sa.PrimaryKeyConstraint("document", name=op.f("pk_untied")),
    )
    op.create_index(op.f("ix_untied_changed"), "untied", ["changed"])
    op.create_table(
        "tie_key",
        sa.Column("document", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["document"], ["document.number"], name=op.f("fk_tie_key_document")
        ),
        sa.PrimaryKeyConstraint("document", "key", name=op.f("pk_tie_key")),
    )
    op.create_index(op.f("ix_tie_key_key"), "tie_key", ["key", "day", "document"])
    op.create_table(
        "also_called",
        sa.Column("one", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("other", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["one"], ["actor.id"], name=op.f("fk_also_called_one")),
        sa.ForeignKeyConstraint(["other"], ["actor.id"], name=op.f("fk_also_called_other")),
        sa.PrimaryKeyConstraint("one", "other", name=op.f("pk_also_called")),
    )
    op.create_index(op.f("ix_also_called_other"), "also_called", ["other"])
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["actor.id"], name=op.f("fk_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index(op.f("ix_person_folded"), "person", ["folded"])
    op.create_table(
        "identity",
        sa.Column("actor", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor"], ["actor.id"], name=op.f("fk_identity_actor")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_identity_person")),
        sa.PrimaryKeyConstraint("actor", name=op.f("pk_identity")),
    )
    op.create_index(op.f("ix_identity_person"), "identity", ["person"])
    op.create_table(
        "merge",
        sa.Column("one", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("other", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["one"], ["actor.id"], name=op.f("fk_merge_one")),
        sa.ForeignKeyConstraint(["other"], ["actor.id"], name=op.f("fk_merge_other")),
        sa.PrimaryKeyConstraint("one", "other", name=op.f("pk_merge")),
    )
    op.create_index(op.f("ix_merge_other"), "merge", ["other"])


def _what_is_said_of_what() -> None:
    op.create_table(
        "reprint",
        sa.Column("statement", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("same_as", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["statement"], ["statement.id"], name=op.f("fk_reprint_statement")),
        sa.ForeignKeyConstraint(["same_as"], ["statement.id"], name=op.f("fk_reprint_same_as")),
        sa.PrimaryKeyConstraint("statement", name=op.f("pk_reprint")),
    )
    op.create_index(op.f("ix_reprint_same_as"), "reprint", ["same_as"])
    op.create_table(
        "exchange",
        sa.Column("answer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("answered", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["answer"], ["statement.id"], name=op.f("fk_exchange_answer")),
        sa.ForeignKeyConstraint(["answered"], ["statement.id"], name=op.f("fk_exchange_answered")),
        sa.PrimaryKeyConstraint("answer", "answered", name=op.f("pk_exchange")),
    )
    op.create_index(op.f("ix_exchange_answered"), "exchange", ["answered"])
    op.create_table(
        "outweighed",
        sa.Column("answer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("answered", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["answer"], ["statement.id"], name=op.f("fk_outweighed_answer")),
        sa.ForeignKeyConstraint(
            ["answered"], ["statement.id"], name=op.f("fk_outweighed_answered")
        ),
        sa.PrimaryKeyConstraint("answer", "answered", name=op.f("pk_outweighed")),
    )
    op.create_index(op.f("ix_outweighed_answered"), "outweighed", ["answered"])
    op.create_table(
        "comparison",
        sa.Column("one", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("other", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["one"], ["figure.id"], name=op.f("fk_comparison_one")),
        sa.ForeignKeyConstraint(["other"], ["figure.id"], name=op.f("fk_comparison_other")),
        sa.PrimaryKeyConstraint("one", "other", name=op.f("pk_comparison")),
    )
    op.create_index(op.f("ix_comparison_other"), "comparison", ["other"])
    op.create_index(op.f("ix_comparison_relation"), "comparison", ["relation"])
