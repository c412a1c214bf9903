"""The first tables: conversations, inbox, events, messages, turns, outbox, feedback."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_CONVERSATION_ID = sa.String(length=512)


def upgrade() -> None:
    _conversations()
    _inbox()
    _events_and_messages()
    _turns()
    _outbox()
    _dead_letters()
    _feedback()
    _payloads()
    op.create_table(
        "write_probe",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade() -> None:
    for table in (
        "payloads",
        "write_probe",
        "feedback",
        "dead_letters",
        "outbox",
        "turns",
        "messages",
        "events",
        "inbox",
        "conversations",
    ):
        op.drop_table(table)


def _row_id() -> sa.Column[int]:
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column("id", kind, autoincrement=True, nullable=False)


def _conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", _CONVERSATION_ID, nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=128), nullable=False),
        sa.Column("sender", sa.String(length=256), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.Column("event_count", sa.BigInteger(), nullable=False),
        sa.Column("message_count", sa.BigInteger(), nullable=False),
        sa.Column("consent", sa.Boolean(), nullable=True),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("updated_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("conversations_updated", "conversations", ["updated_at"])


def _inbox() -> None:
    op.create_table(
        "inbox",
        _row_id(),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=128), nullable=False),
        sa.Column("external_id", sa.String(length=256), nullable=False),
        sa.Column("conversation_id", _CONVERSATION_ID, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("sender", sa.String(length=256), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("metadata", sa.Text(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=True),
        sa.Column("received_at", sa.Double(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("channel", "account", "external_id", name="inbox_external_id"),
        sa.UniqueConstraint("conversation_id", "seq", name="inbox_seq"),
    )
    pending = sa.text("state = 'pending'")
    op.create_index(
        "inbox_pending",
        "inbox",
        ["conversation_id", "seq"],
        sqlite_where=pending,
        postgresql_where=pending,
    )


def _events_and_messages() -> None:
    op.create_table(
        "events",
        sa.Column("conversation_id", _CONVERSATION_ID, nullable=False),
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", "position"),
    )
    op.create_table(
        "messages",
        sa.Column("conversation_id", _CONVERSATION_ID, nullable=False),
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("author", sa.String(length=16), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("client_id", sa.String(length=256), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("conversation_id", "position"),
    )
    op.create_index("messages_seq", "messages", ["conversation_id", "seq"])
    by_agent = sa.text("author = 'agent'")
    op.create_index(
        "messages_agent_client_id",
        "messages",
        ["conversation_id", "client_id"],
        unique=True,
        sqlite_where=by_agent,
        postgresql_where=by_agent,
    )


def _turns() -> None:
    op.create_table(
        "turns",
        _row_id(),
        sa.Column("inbox_id", sa.BigInteger(), nullable=False),
        sa.Column("conversation_id", _CONVERSATION_ID, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("intent", sa.String(length=256), nullable=True),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("conversation_id", "seq", name="turns_seq"),
        sa.UniqueConstraint("inbox_id", name="turns_inbox_id"),
    )
    op.create_index("turns_created", "turns", ["created_at"])
    op.create_index("turns_intent", "turns", ["intent"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        _row_id(),
        sa.Column("conversation_id", _CONVERSATION_ID, nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=True),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=128), nullable=False),
        sa.Column("recipient", sa.String(length=256), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("idempotency_key", sa.String(length=600), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.Double(), nullable=False),
        sa.Column("provider_id", sa.String(length=256), nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("idempotency_key", name="outbox_idempotency_key"),
    )
    unfinished = sa.text("state IN ('new', 'sending')")
    op.create_index(
        "outbox_open",
        "outbox",
        ["conversation_id", "id"],
        sqlite_where=unfinished,
        postgresql_where=unfinished,
    )


def _dead_letters() -> None:
    op.create_table(
        "dead_letters",
        _row_id(),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("ref", sa.BigInteger(), nullable=False),
        sa.Column("conversation_id", _CONVERSATION_ID, nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("kind", "ref", name="dead_letters_ref"),
    )


def _feedback() -> None:
    op.create_table(
        "feedback",
        sa.Column("conversation_id", _CONVERSATION_ID, nullable=False),
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("value", sa.SmallInteger(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", "position"),
    )


def _payloads() -> None:
    op.create_table(
        "payloads",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
