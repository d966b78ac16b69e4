"""What is watched on the web, and the pages that it links to."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the tables; until now nothing was watched."""
    op.create_table(
        "watched",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("modified", sa.Text(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_watched")),
    )
    op.create_table(
        "linked",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("watched", sa.Text(), nullable=False),
        sa.Column("published", sa.String(), nullable=True),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["watched"], ["watched.address"], name=op.f("fk_linked_watched")),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_linked")),
    )
    op.create_index("ix_linked_watched", "linked", ["watched", "done"])
