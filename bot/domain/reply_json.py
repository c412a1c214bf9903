"""Replies as the JSON that is stored and sent, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.domain.message import Button, Card, Evidence, Reply


def reply_to_json(reply: Reply) -> dict[str, Any]:
    """Return a reply as plain JSON; keys whose value is empty are left out, except `text`."""
    body: dict[str, Any] = {
        "text": reply.text,
        "buttons": [_button_to_json(button) for button in reply.buttons],
        "quick_replies": [_button_to_json(button) for button in reply.quick_replies],
        "cards": [card_to_json(card) for card in reply.cards],
        "image": reply.image,
        "attachment": reply.attachment,
        "custom": dict(reply.custom) if reply.custom else None,
        "evidence": [evidence_to_json(item) for item in reply.evidence],
        "metadata": dict(reply.metadata),
    }
    return {key: value for key, value in body.items() if value or key == "text"}


def reply_from_json(body: Mapping[str, Any]) -> Reply:
    """Return the reply that `reply_to_json` has written; keys it does not know are ignored."""
    return Reply(
        text=body.get("text"),
        buttons=_buttons(body.get("buttons")),
        quick_replies=_buttons(body.get("quick_replies")),
        cards=tuple(_card(card) for card in body.get("cards") or ()),
        image=body.get("image"),
        attachment=body.get("attachment"),
        custom=body.get("custom"),
        evidence=tuple(
            Evidence(str(item["kind"]), str(item["id"]), str(item.get("title") or ""))
            for item in body.get("evidence") or ()
        ),
        metadata=body.get("metadata") or {},
    )


def card_to_json(card: Card) -> dict[str, Any]:
    """Return a card with all its keys."""
    return {
        "title": card.title,
        "subtitle": card.subtitle,
        "image": card.image,
        "url": card.url,
        "price": card.price,
        "product_id": card.product_id,
        "buttons": [_button_to_json(button) for button in card.buttons],
    }


def evidence_to_json(item: Evidence) -> dict[str, str]:
    """Return one piece of evidence."""
    return {"kind": item.kind, "id": item.id, "title": item.title}


def _button_to_json(button: Button) -> dict[str, str]:
    return {"title": button.title, "payload": button.payload}


def _buttons(items: Iterable[Mapping[str, Any]] | None) -> tuple[Button, ...]:
    return tuple(
        Button(str(item.get("title") or ""), str(item.get("payload") or ""))
        for item in items or ()
    )


def _card(item: Mapping[str, Any]) -> Card:
    return Card(
        title=str(item.get("title") or ""),
        subtitle=str(item.get("subtitle") or ""),
        image=str(item.get("image") or ""),
        url=str(item.get("url") or ""),
        price=str(item.get("price") or ""),
        product_id=str(item.get("product_id") or ""),
        buttons=_buttons(item.get("buttons")),
    )
