"""Searches that people keep, the review's queue, and where corrected words stand today."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add a table, an index and a column; until now no correction was about words."""
    op.create_table(
        "saved_search",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_saved_search")),
    )
    op.create_index("ix_shown_doubt", "shown", ["review", "act", "confidence", "statement"])
    op.add_column("attachment", sa.Column("moved", sa.Text(), nullable=True))
