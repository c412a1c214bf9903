"""What Telegram sends, as the messages it carries. Wrong types raise ValueError."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Number = Annotated[int, Field(ge=-(2**53), le=2**53)]


@dataclass(frozen=True, slots=True)
class TelegramMessage:
    """A message, or a pressed button whose `data` is still as Telegram carried it."""

    update_id: int
    chat_id: int
    text: str
    title: str = ""
    callback_id: str = ""


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


class _Chat(_Part):
    id: Number


class _User(_Part):
    id: Number
    is_bot: bool = False


class _Location(_Part):
    latitude: float
    longitude: float


class _KeyboardButton(_Part):
    text: str = ""
    callback_data: str | None = None


class _Keyboard(_Part):
    inline_keyboard: list[list[_KeyboardButton]] = Field(default_factory=list, max_length=100)


class _Message(_Part):
    chat: _Chat
    from_: _User | None = Field(default=None, alias="from")
    text: str | None = None
    caption: str | None = None
    location: _Location | None = None
    reply_markup: _Keyboard | None = None


class _Callback(_Part):
    id: Annotated[str, Field(max_length=128)]
    from_: _User = Field(alias="from")
    data: Annotated[str, Field(max_length=256)] = ""
    message: _Message | None = None


class _Update(_Part):
    update_id: Number
    message: _Message | None = None
    callback_query: _Callback | None = None


def read_update(body: bytes) -> TelegramMessage | None:
    """Return what an update carries; None if it is nothing for the bot."""
    update = _Update.model_validate_json(body)
    if update.callback_query is not None:
        return _read_callback(update.update_id, update.callback_query)
    message = update.message
    if message is None or (message.from_ is not None and message.from_.is_bot):
        return None
    text = message.text or message.caption or ""
    if message.location is not None:
        # as in Rasa
        place = message.location
        text = f'{{"lng":{place.longitude}, "lat":{place.latitude}}}'
    return TelegramMessage(update.update_id, message.chat.id, _without_bot_name(text))


def _read_callback(update_id: int, callback: _Callback) -> TelegramMessage:
    # the chat of a message that is too old to be sent along is the user's own
    chat = callback.message.chat.id if callback.message else callback.from_.id
    keyboard = callback.message.reply_markup if callback.message else None
    rows = keyboard.inline_keyboard if keyboard else []
    captions = [b.text for row in rows for b in row if b.callback_data == callback.data]
    return TelegramMessage(
        update_id, chat, callback.data, next(iter(captions), ""), callback_id=callback.id
    )


def _without_bot_name(text: str) -> str:
    """Return `/command@the_bot words` as `/command words`, which groups make of a command."""
    head, blank, rest = text.partition(" ")
    if head.startswith("/") and "{" not in head:
        head = head.partition("@")[0] if not _is_confidence(head) else head
    return head + blank + rest


def _is_confidence(head: str) -> bool:
    return head.partition("@")[2][:1].isdigit()
