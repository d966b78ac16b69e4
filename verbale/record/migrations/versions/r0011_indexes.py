"""Indexes for what a side has open and for figures that clash; titles of what is not read."""

from alembic import op
from sqlalchemy import true

from verbale.record import unread
from verbale.record.engines import remove_words

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Put two indexes in the place of one, and index the unread documents anew."""
    op.drop_index(op.f("ix_comparison_relation"), "comparison")
    op.create_index("ix_comparison_relation", "comparison", ["relation", "other"])
    op.create_index("ix_shown_state_side", "shown", ["state", "side", "day", "statement"])
    connection = op.get_bind()
    remove_words(connection, "unread_words", lambda _piece: true())
    unread.put_all(connection)
