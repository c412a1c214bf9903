"""Replies to Telegram: messages in HTML, photos, inline keyboards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from bot.channels.address import remote_address
from bot.channels.markup import TELEGRAM, render_parts
from bot.channels.outbound import Dead, Outcome, Rate
from bot.channels.telegram_api import TelegramApi
from bot.channels.telegram_payload import PayloadStore, to_callback_data
from bot.domain.message import Button, Card, Reply

# Telegram's limits, in UTF-16 units after its parsing; ours are counted before it.
TEXT_UNITS = 4096
# Together, and after escaping, less than the 1024 units of a caption.
TITLE_CHARS = 80
DETAILS_CHARS = 90
BUTTONS = 30
BUTTON_CHARS = 64
# A keyboard needs a message to hang on.
BARE_KEYBOARD = "…"

Json = dict[str, Any]

# What a custom reply may ask for, by the key it has: as in Rasa's channel.
_CUSTOM_METHODS = {
    "photo": "sendPhoto",
    "audio": "sendAudio",
    "document": "sendDocument",
    "sticker": "sendSticker",
    "video": "sendVideo",
    "animation": "sendAnimation",
    "voice": "sendVoice",
    "longitude": "sendLocation",
    "text": "sendMessage",
}


class TelegramOutbound:
    """Sends for one bot. Telegram has no idempotency key: what may have arrived stays so."""

    name = "telegram"
    account_rate = Rate(per_second=25, burst=25)
    conversation_rate = Rate(per_second=1, burst=3)

    def __init__(self, api: TelegramApi, payloads: PayloadStore) -> None:
        self._api = api
        self._payloads = payloads

    def parts(self, reply: Reply) -> tuple[Mapping[str, Any], ...]:
        """Return a reply as calls: method, params and the buttons below the message."""
        return tuple(_calls(reply))

    async def send(
        self, recipient: str, payload: Mapping[str, Any], idempotency_key: str
    ) -> Outcome:
        """Make one call of `parts` for the chat `recipient`."""
        method, params = payload["method"], {**payload["params"], "chat_id": _chat_id(recipient)}
        if buttons := payload.get("buttons"):
            rows = [
                [{"text": title, "callback_data": await to_callback_data(value, self._payloads)}]
                for title, value in buttons
            ]
            params["reply_markup"] = {"inline_keyboard": rows}
        outcome = await self._api.send(method, params)
        if isinstance(outcome, Dead) and method == "sendPhoto" and params.get("caption"):
            # Telegram could not load the picture; the words must not be lost with it
            return await self._api.send("sendMessage", _without_photo(params))
        return outcome


def _calls(reply: Reply) -> Iterator[Json]:
    buttons = reply.buttons + reply.quick_replies
    texts = render_parts(reply.text or "", TELEGRAM, TEXT_UNITS, _units)
    if buttons and not texts:
        texts = [BARE_KEYBOARD]
    for number, text in enumerate(texts):
        yield _message(text, buttons if number == len(texts) - 1 else ())
    if image := remote_address(reply.image or ""):
        yield {"method": "sendPhoto", "params": {"photo": image}}
    for card in reply.cards:
        yield _card(card)
    custom = dict(reply.custom or {})
    for key, method in _CUSTOM_METHODS.items():
        if key in custom:
            custom.pop("chat_id", None)
            yield {"method": method, "params": custom}
            break


def _message(text: str, buttons: tuple[Button, ...]) -> Json:
    params = {
        "text": text,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    return _with_buttons({"method": "sendMessage", "params": params}, buttons)


def _card(card: Card) -> Json:
    title = f"<b>{escape(card.title[:TITLE_CHARS], quote=False)}</b>"
    if url := remote_address(card.url):
        title = f'<a href="{escape(url)}">{title}</a>'
    details = " · ".join(part for part in (card.price, card.subtitle) if part)
    words = f"{title}\n{escape(details[:DETAILS_CHARS], quote=False)}".strip()
    image = remote_address(card.image)
    if not image:
        return _message(words, card.buttons)
    params = {"photo": image, "caption": words, "parse_mode": "HTML"}
    return _with_buttons({"method": "sendPhoto", "params": params}, card.buttons)


def _with_buttons(call: Json, buttons: tuple[Button, ...]) -> Json:
    shown = [
        (button.title[:BUTTON_CHARS], button.payload)
        for button in buttons[:BUTTONS]
        if button.title and button.payload
    ]
    return {**call, "buttons": shown} if shown else call


def _without_photo(params: Json) -> Json:
    rest = {key: value for key, value in params.items() if key not in {"photo", "caption"}}
    return {**rest, "text": params["caption"]}


def _chat_id(recipient: str) -> int | str:
    return int(recipient) if recipient.lstrip("-").isdecimal() else recipient


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
