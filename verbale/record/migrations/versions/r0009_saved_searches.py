"""Kept searches, the review's queue, counts by month, and where corrected words stand today."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_DAYS = {
    "sqlite": "julianday(last_day) - julianday(first_day)",
    "postgresql": "CAST(last_day AS date) - CAST(first_day AS date)",
}


def upgrade() -> None:
    """Add two tables, an index and a column; until now no correction was about words."""
    op.create_table(
        "saved_search",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_saved_search")),
    )
    op.create_index("ix_shown_doubt", "shown", ["review", "act", "confidence", "statement"])
    op.drop_index("ix_shown_long", "shown")
    op.drop_index("ix_shown_cell", "shown")
    op.add_column("shown", sa.Column("spread", sa.Integer(), nullable=False, server_default="0"))
    days = _DAYS[op.get_bind().dialect.name]
    op.execute(
        f"UPDATE shown SET spread = CASE WHEN {days} <= 31 THEN 1 "  # noqa: S608
        f"WHEN {days} <= 366 THEN 2 ELSE 3 END WHERE first_day < last_day"
    )
    op.drop_column("shown", "long")
    op.create_index("ix_shown_cell", "shown", ["cell", "statement", "vector"])
    op.create_index("ix_shown_spread", "shown", ["spread", "day", "statement"])
    op.create_index("ix_shown_spread_end", "shown", ["spread", "last_day"])
    op.create_table(
        "tally",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("many", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "side", "act", name=op.f("pk_tally")),
    )
    op.execute(
        "INSERT INTO tally SELECT substr(day, 1, 7), coalesce(side, 'other'), act, count(*) "
        "FROM shown WHERE same_as IS NULL GROUP BY 1, 2, 3"
    )
    op.add_column("attachment", sa.Column("moved", sa.Text(), nullable=True))
