"""Runs the revisions on the connection that idp.store.migration gives."""

from __future__ import annotations

from alembic import context

from idp.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table by making it anew
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
