"""Themes of statements, and how sure the reader is of an act."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the table and the column; acts that were read before count as sure."""
    op.add_column(
        "statement", sa.Column("act_confidence", sa.Float(), nullable=False, server_default="1")
    )
    op.create_table(
        "statement_theme",
        sa.Column("statement", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("concept", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["statement"], ["statement.id"], name=op.f("fk_statement_theme_statement")
        ),
        sa.PrimaryKeyConstraint("statement", "position", name=op.f("pk_statement_theme")),
    )
    op.create_index(op.f("ix_statement_theme_concept"), "statement_theme", ["concept"])
