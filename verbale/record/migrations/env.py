"""Run by Alembic: apply the revisions on the connection that `engines.migrated` hands over."""

from alembic import context

from verbale.record.engines import settle
from verbale.record.schema import metadata

_connection = context.config.attributes["connection"]


def _settle(**_about: object) -> None:
    settle(_connection)


context.configure(
    connection=_connection,
    target_metadata=metadata,
    transaction_per_migration=False,
    on_version_apply=_settle,  # type: ignore[arg-type] # it is called by names alone
)
context.run_migrations()
