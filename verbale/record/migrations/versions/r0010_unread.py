"""The words of documents that are not read, for search."""

from alembic import op

from verbale.record import unread
from verbale.record.engines import index_words

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add an index of words, with those of the documents that are there."""
    connection = op.get_bind()
    index_words(connection, "unread_words")
    unread.put_all(connection)
