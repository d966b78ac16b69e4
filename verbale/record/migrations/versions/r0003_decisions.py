"""What people decide about entries."""

import sqlalchemy as sa
from alembic import op

from verbale.record.engines import keep_as_written

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the tables, and what keeps decisions as they were written."""
    op.create_table(
        "decision",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("suffix", sa.Text(), nullable=False),
        sa.Column("twin", sa.Integer(), nullable=False),
        sa.Column("twins", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=True),
        sa.Column("was", sa.Text(), nullable=True),
        sa.Column("becomes", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["document"], ["original.sha256"], name=op.f("fk_decision_document")
        ),
        sa.ForeignKeyConstraint(["undoes"], ["decision.number"], name=op.f("fk_decision_undoes")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_decision")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_decision_document"), "decision", ["document"], unique=False)
    keep_as_written(op.get_bind(), "decision")
    op.create_table(
        "attachment",
        sa.Column("decision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision"], ["decision.number"], name=op.f("fk_attachment_decision")
        ),
        sa.ForeignKeyConstraint(["entry"], ["entry.id"], name=op.f("fk_attachment_entry")),
        sa.PrimaryKeyConstraint("decision", name=op.f("pk_attachment")),
    )
    op.create_index(op.f("ix_attachment_entry"), "attachment", ["entry"], unique=False)
