"""Alembic's environment; `bot.storage.database` runs it when a store is opened."""
