"""Runs the migrations on the connection that `bot.storage.database` hands over."""

from __future__ import annotations

from alembic import context

from bot.storage.schema import METADATA


def run() -> None:
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=METADATA,
        render_as_batch=True,  # SQLite cannot alter most things in place
        transactional_ddl=True,  # a migration that is killed half-way leaves nothing behind
    )
    with context.begin_transaction():
        context.run_migrations()


run()
