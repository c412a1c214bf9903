"""Who writes, and which conversation that makes.

In REST and Socket.IO the sender is the conversation, as in Rasa. Every other channel's
conversations are called `<channel>:<account>:<sender>`, and no sender may claim such a name.
"""

from __future__ import annotations

from typing import Any

from bot.channels.body import clean_text
from bot.errors import Invalid, Refused

# The width of the store's column, and of Rasa's.
MAX_SENDER_CHARS = 255
DEFAULT_SENDER = "default"

# Channels that exist or may be added: their conversations must never be readable through REST.
RESERVED_CHANNELS = frozenset(
    {
        *("widget", "slack", "telegram", "whatsapp", "facebook", "instagram", "twilio", "line"),
        *("wechat", "wecom", "teams", "discord", "email", "callback", "botframework"),
        *("mattermost", "rocketchat", "webexteams", "hangouts"),
    }
)


def conversation_of(channel: str, account: str, sender: str) -> str:
    """Return the conversation id of a sender on a channel that verifies its senders."""
    return f"{channel}:{account}:{sender}"


def read_sender(value: Any) -> str:
    """Return the sender a REST or Socket.IO client names; numbers become text, as in Rasa.

    Raises Invalid if it cannot be a sender and Refused if it is another channel's conversation.
    """
    if value is None:
        return DEFAULT_SENDER
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise Invalid("'sender' is not a string")
    sender = clean_text(value)
    if sender != value or not sender.strip():
        raise Invalid("'sender' is empty or has characters that cannot be stored")
    if len(sender) > MAX_SENDER_CHARS:
        raise Invalid(f"'sender' is longer than {MAX_SENDER_CHARS} characters")
    channel, colon, _ = sender.partition(":")
    if colon and channel.strip().lower() in RESERVED_CHANNELS:
        raise Refused(f"'sender' begins with '{channel}:', which names another channel")
    return sender
