"""Run by Alembic: apply the revisions on the connection that `engines.migrate` hands over."""

from alembic import context

from verbale.record.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transaction_per_migration=False,
)
context.run_migrations()
