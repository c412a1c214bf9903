"""The tables. Migrations make them; a test keeps the two equal.

`conversations` carries the counters that number seqs, messages and events without gaps: they are
raised in the same transaction as the rows they number.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

METADATA = MetaData()

# Lengths bound what an index entry may weigh: PostgreSQL refuses one above 2,704 bytes.
NAME_LENGTH = 64
ACCOUNT_LENGTH = 128
EXTERNAL_ID_LENGTH = 256
PAYLOAD_ID_LENGTH = 64
CONVERSATION_ID_LENGTH = 512
# An agent's own id of a message, indexed together with the conversation's.
AGENT_CLIENT_ID_LENGTH = 128
# Room for a key that is made of a conversation id, seq and part.
IDEMPOTENCY_KEY_LENGTH = 600


def _row_id() -> Column[int]:
    # SQLite numbers rows by itself only when the key is a plain INTEGER.
    kind = BigInteger().with_variant(Integer, "sqlite")
    return Column("id", kind, primary_key=True, autoincrement=True)


def _conversation_id(*, primary_key: bool = False) -> Column[str]:
    kind = String(CONVERSATION_ID_LENGTH)
    return Column("conversation_id", kind, primary_key=primary_key, nullable=False)


conversations = Table(
    "conversations",
    METADATA,
    Column("id", String(CONVERSATION_ID_LENGTH), primary_key=True),
    Column("channel", String(NAME_LENGTH), nullable=False),
    Column("account", String(ACCOUNT_LENGTH), nullable=False),
    Column("sender", String(EXTERNAL_ID_LENGTH), nullable=False),
    Column("last_seq", BigInteger, nullable=False),
    Column("event_count", BigInteger, nullable=False),
    Column("message_count", BigInteger, nullable=False),
    Column("consent", Boolean),
    Column("created_at", Double, nullable=False),
    Column("updated_at", Double, nullable=False),
    Index("conversations_updated", "updated_at"),
)

inbox = Table(
    "inbox",
    METADATA,
    _row_id(),
    Column("channel", String(NAME_LENGTH), nullable=False),
    Column("account", String(ACCOUNT_LENGTH), nullable=False),
    Column("external_id", String(EXTERNAL_ID_LENGTH), nullable=False),
    _conversation_id(),
    Column("seq", BigInteger, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("sender", String(EXTERNAL_ID_LENGTH), nullable=False),
    Column("text", Text, nullable=False),
    Column("metadata", Text, nullable=False),
    Column("identity", Text),
    Column("received_at", Double, nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("error", Text, nullable=False),
    UniqueConstraint("channel", "account", "external_id", name="inbox_external_id"),
    UniqueConstraint("conversation_id", "seq", name="inbox_seq"),
    Index(
        "inbox_pending",
        "conversation_id",
        "seq",
        sqlite_where=text("state = 'pending'"),
        postgresql_where=text("state = 'pending'"),
    ),
)

events = Table(
    "events",
    METADATA,
    _conversation_id(primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("event", Text, nullable=False),
)

messages = Table(
    "messages",
    METADATA,
    _conversation_id(primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("author", String(16), nullable=False),
    Column("body", Text, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("client_id", String(EXTERNAL_ID_LENGTH)),
    Column("seq", BigInteger),
    Index("messages_seq", "conversation_id", "seq"),
    # An agent's repeated request must not say the same thing twice.
    Index(
        "messages_agent_client_id",
        "conversation_id",
        "client_id",
        unique=True,
        sqlite_where=text("author = 'agent'"),
        postgresql_where=text("author = 'agent'"),
    ),
)

turns = Table(
    "turns",
    METADATA,
    _row_id(),
    Column("inbox_id", BigInteger, nullable=False),
    _conversation_id(),
    Column("seq", BigInteger, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("intent", String(EXTERNAL_ID_LENGTH)),
    Column("record", Text, nullable=False),
    UniqueConstraint("conversation_id", "seq", name="turns_seq"),
    UniqueConstraint("inbox_id", name="turns_inbox_id"),
    Index("turns_created", "created_at"),
    Index("turns_intent", "intent"),
)

outbox = Table(
    "outbox",
    METADATA,
    _row_id(),
    _conversation_id(),
    Column("position", BigInteger),
    Column("channel", String(NAME_LENGTH), nullable=False),
    Column("account", String(ACCOUNT_LENGTH), nullable=False),
    Column("recipient", String(EXTERNAL_ID_LENGTH), nullable=False),
    Column("payload", Text, nullable=False),
    Column("idempotency_key", String(IDEMPOTENCY_KEY_LENGTH), nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", Double, nullable=False),
    Column("provider_id", String(EXTERNAL_ID_LENGTH)),
    Column("error", Text, nullable=False),
    Column("created_at", Double, nullable=False),
    UniqueConstraint("idempotency_key", name="outbox_idempotency_key"),
    Index(
        "outbox_open",
        "conversation_id",
        "id",
        sqlite_where=text("state IN ('new', 'sending')"),
        postgresql_where=text("state IN ('new', 'sending')"),
    ),
)

dead_letters = Table(
    "dead_letters",
    METADATA,
    _row_id(),
    Column("kind", String(16), nullable=False),
    Column("ref", BigInteger, nullable=False),
    _conversation_id(),
    Column("error", Text, nullable=False),
    Column("created_at", Double, nullable=False),
    UniqueConstraint("kind", "ref", name="dead_letters_ref"),
)

feedback = Table(
    "feedback",
    METADATA,
    _conversation_id(primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("value", SmallInteger, nullable=False),
    Column("comment", Text, nullable=False),
    Column("created_at", Double, nullable=False),
)

payloads = Table(
    "payloads",
    METADATA,
    Column("id", String(PAYLOAD_ID_LENGTH), primary_key=True),
    Column("payload", Text, nullable=False),
)

write_probe = Table(
    "write_probe",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", Double, nullable=False),
)
