"""Hashes over what is known of a document, and over its reading."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the table; `engines.migrated` fills it."""
    op.create_table(
        "seal",
        sa.Column("document", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("told", sa.String(length=64), nullable=False),
        sa.Column("read", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["document.number"], name=op.f("fk_seal_document")),
        sa.PrimaryKeyConstraint("document", name=op.f("pk_seal")),
    )
