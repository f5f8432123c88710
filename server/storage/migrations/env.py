"""Runs the migrations on the connection handed over by `migrating.migrate`."""

from alembic import context

from server.storage.shared_tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
