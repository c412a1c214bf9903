from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from bot.actions.dispatched import reply_of, response_of, variables_of
from bot.domain.message import Button, Card, Evidence, Reply


def write(name: str, values: Mapping[str, Any]) -> Reply:
    return Reply(
        text=f"{name} {dict(values)}",
        buttons=(Button("Own", "/own"),),
        image="own.png",
        metadata={"utter_action": name},
    )


def dispatched(**message: Any) -> Reply:
    dispatcher = CollectingDispatcher()
    dispatcher.utter_message(**message)
    said = dispatcher.messages[0]
    name = response_of(said)
    return reply_of(said, write(name, variables_of(said)) if name else None)


def test_a_text_is_said_as_it_is() -> None:
    assert dispatched(text="Hello") == Reply(text="Hello")


def test_a_named_response_is_written_with_its_variables() -> None:
    reply = dispatched(response="utter_hi", name="Ann")
    assert reply.text == "utter_hi {'name': 'Ann'}"
    assert reply.metadata == {"name": "Ann", "utter_action": "utter_hi"}


def test_buttons_are_added_and_the_rest_replaces() -> None:
    more = [{"title": "More", "payload": "/more"}]
    reply = dispatched(response="utter_hi", buttons=more, image="new.png", text="instead")
    assert reply.buttons == (Button("Own", "/own"), Button("More", "/more"))
    assert (reply.text, reply.image) == ("instead", "new.png")


def test_what_is_empty_replaces_nothing() -> None:
    assert dispatched(response="utter_hi").image == "own.png"


def test_custom_data_images_and_attachments() -> None:
    reply = dispatched(json_message={"type": "map"}, image="a.png", attachment="a.pdf")
    assert (reply.text, reply.custom, reply.image, reply.attachment) == (
        None, {"type": "map"}, "a.png", "a.pdf",
    )  # fmt: skip


def test_elements_become_cards() -> None:
    element = {
        "title": "Tent",
        "subtitle": "for two",
        "image_url": "t.svg",
        "default_action": {"url": "/t"},
        "buttons": [{"title": "Buy", "payload": "/buy"}],
    }
    (card,) = dispatched(text="x", elements=[element]).cards
    assert card == Card("Tent", "for two", "t.svg", "/t", buttons=(Button("Buy", "/buy"),))


def test_evidence_travels_and_what_is_none_does_not() -> None:
    good = {"kind": "order", "id": "10042", "title": "Order 10042"}
    reply = dispatched(text="x", evidence=[good, "witness", {"id": "1"}])
    assert reply.evidence == (Evidence("order", "10042", "Order 10042"),)
    assert dispatched(text="x", evidence="a witness").evidence == ()


def test_what_else_came_along_is_metadata() -> None:
    assert dispatched(text="x", mood="good", nothing=None).metadata == {"mood": "good"}


def test_a_number_for_a_text_is_written_out() -> None:
    assert dispatched(text=42).text == "42"
