"""Statements as people see them, laid out for questions; words to search; copies of documents."""

import sqlalchemy as sa
from alembic import op

from verbale.record.engines import index_words

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the tables; all documents wait to be tied, which fills them."""
    op.create_table(
        "shown",
        sa.Column("statement", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("first_day", sa.String(length=10), nullable=True),
        sa.Column("last_day", sa.String(length=10), nullable=True),
        sa.Column("long", sa.Boolean(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=True),
        sa.Column("side", sa.String(), nullable=True),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("quotation", sa.String(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("review", sa.String(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("same_as", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("due", sa.String(length=10), nullable=True),
        sa.Column("cell", sa.Integer(), nullable=True),
        sa.Column("vector", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["document"], ["document.number"], name=op.f("fk_shown_document")),
        sa.ForeignKeyConstraint(["statement"], ["statement.id"], name=op.f("fk_shown_statement")),
        sa.PrimaryKeyConstraint("statement", name=op.f("pk_shown")),
    )
    for column in ("document", "same_as"):
        op.create_index(op.f(f"ix_shown_{column}"), "shown", [column])
    op.create_index("ix_shown_day", "shown", ["day", "statement"])
    for column in ("person", "act", "side", "state", "publisher", "review"):
        op.create_index(f"ix_shown_{column}", "shown", [column, "day", "statement"])
    op.create_index("ix_shown_cell", "shown", ["cell", "statement"])
    op.create_index("ix_shown_long", "shown", ["long", "last_day"])
    op.create_table(
        "shown_addressee",
        sa.Column("statement", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["statement"], ["statement.id"], name=op.f("fk_shown_addressee_statement")
        ),
        sa.PrimaryKeyConstraint("statement", "person", name=op.f("pk_shown_addressee")),
    )
    op.create_index(op.f("ix_shown_addressee_person"), "shown_addressee", ["person"])
    index_words(op.get_bind(), "shown_words")
    _copies()
    op.execute("DELETE FROM untied")
    op.execute("INSERT INTO untied (document, changed) SELECT number, true FROM document")


def _copies() -> None:
    op.create_table(
        "sketch",
        sa.Column("document", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["document.number"], name=op.f("fk_sketch_document")),
        sa.PrimaryKeyConstraint("document", name=op.f("pk_sketch")),
    )
    op.create_table(
        "sketch_band",
        sa.Column("document", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("band", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["document"], ["document.number"], name=op.f("fk_sketch_band_document")
        ),
        sa.PrimaryKeyConstraint("document", "band", name=op.f("pk_sketch_band")),
    )
    op.create_index(op.f("ix_sketch_band_band"), "sketch_band", ["band"])
    op.create_table(
        "copy",
        sa.Column("document", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("copy_of", sa.Integer(), nullable=False),
        sa.Column("likeness", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["copy_of"], ["document.number"], name=op.f("fk_copy_copy_of")),
        sa.ForeignKeyConstraint(["document"], ["document.number"], name=op.f("fk_copy_document")),
        sa.PrimaryKeyConstraint("document", name=op.f("pk_copy")),
    )
    op.create_index(op.f("ix_copy_copy_of"), "copy", ["copy_of"])
