"""Alembic's environment: one connection, handed in by `adapters.store.migrate`."""

from alembic import context

from goodstanding.adapters.store.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
