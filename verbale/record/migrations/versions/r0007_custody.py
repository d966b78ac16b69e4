"""How documents came here, what their sources say of them, and where their words stand."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the tables; of documents that were added before nothing more is known."""
    op.create_table(
        "custody",
        sa.Column("document", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("kind_confidence", sa.Float(), nullable=True),
        sa.Column("pages", sa.Text(), nullable=False),
        sa.Column("moments", sa.Text(), nullable=False),
        sa.Column("places", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["document"], ["document.number"], name=op.f("fk_custody_document")
        ),
        sa.PrimaryKeyConstraint("document", name=op.f("pk_custody")),
    )
    op.create_table(
        "document_label",
        sa.Column("document", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document"], ["document.number"], name=op.f("fk_document_label_document")
        ),
        sa.PrimaryKeyConstraint("document", "position", name=op.f("pk_document_label")),
    )
    op.create_index("ix_document_label_name", "document_label", ["name", "value"])
