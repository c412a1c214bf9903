"""Replies in the exact shapes of Rasa's REST and Socket.IO channels.

Both follow Rasa's order within one reply: quick replies or else buttons or else text, then
custom, image, attachment, elements (our cards). They differ in small ways that clients rely on:
REST splits plain text at blank lines but not text with buttons, Socket.IO splits both.
"""

from __future__ import annotations

from typing import Any

from bot.domain.message import Button, Card, Reply

Json = dict[str, Any]


def rest_messages(recipient: str, reply: Reply) -> list[Json]:
    """Return the objects that POST /webhooks/rest/webhook answers with for one reply."""
    bodies: list[Json] = []
    choices = reply.quick_replies or reply.buttons
    if choices:
        bodies.append({"text": reply.text or "", "buttons": _buttons(choices)})
    elif reply.text:
        bodies += [{"text": part} for part in _paragraphs(reply.text)]
    if reply.custom:
        bodies.append({"custom": dict(reply.custom)})
    if reply.image:
        bodies.append({"image": reply.image})
    if reply.attachment:
        bodies.append({"attachment": reply.attachment})
    bodies += [
        {"text": f"{card.title} : {_subtitle(card)}", "buttons": _buttons(card.buttons)}
        for card in reply.cards
    ]
    return [{"recipient_id": recipient, **body} for body in bodies]


def socketio_messages(reply: Reply) -> list[Any]:
    """Return the data of each `bot_uttered` event for one reply."""
    data: list[Any] = []
    choices = reply.quick_replies or reply.buttons
    if choices:
        parts: list[Json] = [
            {"text": part, "quick_replies": []} for part in _paragraphs(reply.text or "")
        ]
        parts[-1]["quick_replies"] = [
            {"content_type": "text", **button} for button in _buttons(choices)
        ]
        data += parts
    elif reply.text:
        data += [{"text": part} for part in _paragraphs(reply.text)]
    if reply.custom:
        # in Rasa the mapping is the call's arguments, so that it must be {"data": ...}
        data.append(reply.custom.get("data", dict(reply.custom)))
    if reply.image:
        data.append({"attachment": {"type": "image", "payload": {"src": reply.image}}})
    if reply.attachment:
        data.append({"attachment": reply.attachment})
    data += [{"attachment": _template(card)} for card in reply.cards]
    return data


def _paragraphs(text: str) -> list[str]:
    return text.strip().split("\n\n")


def _buttons(buttons: tuple[Button, ...]) -> list[Json]:
    return [{"title": button.title, "payload": button.payload} for button in buttons]


def _subtitle(card: Card) -> str:
    return " · ".join(part for part in (card.price, card.subtitle) if part)


def _template(card: Card) -> Json:
    element: Json = {"title": card.title}
    if subtitle := _subtitle(card):
        element["subtitle"] = subtitle
    if card.image:
        element["image_url"] = card.image
    if card.url:
        element["default_action"] = {"type": "web_url", "url": card.url}
    if card.buttons:
        element["buttons"] = [{"type": "postback", **button} for button in _buttons(card.buttons)]
    return {"type": "template", "payload": {"template_type": "generic", "elements": element}}
