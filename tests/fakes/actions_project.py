"""Small projects with actions of their own, written the way Rasa's users write them."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from typing import Any

ORDERS = """
from typing import Any

from rasa_sdk import Action
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.interfaces import ActionExecutionRejection

from actions.words import shipped


class Lookup(Action):
    def name(self) -> str:
        return "action_lookup"

    def run(self, dispatcher, tracker, domain):
        number = tracker.get_slot("order_id")
        dispatcher.utter_message(
            text=f"Order {number} {shipped()}",
            buttons=[{"title": "Track", "payload": "/track"}],
        )
        dispatcher.utter_message(response="utter_greet", name="Ann")
        dispatcher.utter_message(
            json_message={"cards": [1]}, image="http://x/i.png", attachment="a"
        )
        return [SlotSet("status", "shipped"), FollowupAction("action_listen")]


class Refuses(Action):
    def name(self) -> str:
        return "action_reject"

    async def run(self, dispatcher, tracker, domain):
        tries = [one for one in tracker.events if one["event"] == "action_execution_rejected"]
        if tries:
            raise ValueError("asked again in vain")
        raise ActionExecutionRejection("action_reject", "nope")


class Breaks(Action):
    def name(self) -> str:
        return "action_boom"

    async def run(self, dispatcher, tracker, domain):
        raise ValueError("boom")


class Streams(Action):
    def name(self) -> str:
        return "action_stream"

    async def run(self, dispatcher, tracker, domain):
        domain.clear()
        dispatcher.utter_message(text="first")
        await dispatcher.stream_start()
        await dispatcher.stream_chunk(text="Hel")
        await dispatcher.stream_chunk(text="lo", buttons=[{"title": "A", "payload": "/a"}])
        await dispatcher.stream_chunk(text="!", json_message={"a": 1})
        return []


class Sees(Action):
    def name(self) -> str:
        return "action_see"

    async def run(self, dispatcher, tracker, domain):
        return [
            SlotSet("status", len(tracker.events)),
            SlotSet("order_id", sorted(domain)),
            {"event": "no such event"},
            "no event at all",
        ]
"""
WORDS = """
def shipped():
    return "ships today"
"""
FORM = """
import asyncio

from rasa_sdk import Action, FormValidationAction
from rasa_sdk.forms import ValidationAction


class ValidateOrderForm(FormValidationAction):
    def name(self) -> str:
        return "validate_order_form"

    async def required_slots(self, domain_slots, dispatcher, tracker, domain):
        if tracker.get_slot("order_id") == "777":
            return [*domain_slots, "gift"]
        return domain_slots

    def validate_order_id(self, value, dispatcher, tracker, domain):
        if not str(value).isdigit():
            dispatcher.utter_message(text="An order number has digits only.")
            return {"order_id": None}
        return {"order_id": value}

    async def extract_gift(self, dispatcher, tracker, domain):
        await asyncio.sleep(0)
        text = tracker.latest_message.get("text") or ""
        return {"gift": True} if "wrapped" in text else {}


class AsksForGift(Action):
    def name(self) -> str:
        return "action_ask_order_form_gift"

    async def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text=f"Gift wrap for {tracker.get_slot('order_id')}?")
        return []


class ChecksSlots(ValidationAction):
    async def extract_mood(self, dispatcher, tracker, domain):
        text = tracker.latest_message.get("text") or ""
        return {"mood": "good"} if "great" in text else {}

    def validate_city(self, value, dispatcher, tracker, domain):
        return {"city": value.title() if value != "atlantis" else None}


class FindsSize(Action):
    def name(self) -> str:
        return "action_find_size"

    def run(self, dispatcher, tracker, domain):
        text = tracker.latest_message.get("text") or ""
        if "large" not in text:
            return []
        dispatcher.utter_message(text="Large, then")
        return [{"event": "slot", "name": "size", "value": "L"}]
"""
KNOWLEDGE = """
from pathlib import Path

from rasa_sdk.knowledge_base.actions import ActionQueryKnowledgeBase
from rasa_sdk.knowledge_base.storage import InMemoryKnowledgeBase


class KnowsHotels(ActionQueryKnowledgeBase):
    def __init__(self):
        super().__init__(InMemoryKnowledgeBase(str(Path(__file__).with_name("hotels.json"))))
"""
HOTELS = {
    "hotel": [
        {"id": 0, "name": "Astoria", "city": "Berlin"},
        {"id": 1, "name": "Plaza", "city": "Rome"},
    ]
}

# What `action_lookup` says for order 12345, as rasa-sdk writes it.
LOOKUP_RESPONSES: list[dict[str, Any]] = [
    {
        "text": "Order 12345 ships today",
        "buttons": [{"title": "Track", "payload": "/track"}],
        "elements": [],
        "custom": {},
        "template": None,
        "response": None,
        "image": None,
        "attachment": None,
    },
    {
        "text": None,
        "buttons": [],
        "elements": [],
        "custom": {},
        "template": "utter_greet",
        "response": "utter_greet",
        "image": None,
        "attachment": None,
        "name": "Ann",
    },
    {
        "text": None,
        "buttons": [],
        "elements": [],
        "custom": {"cards": [1]},
        "template": None,
        "response": None,
        "image": "http://x/i.png",
        "attachment": "a",
    },
]


def write_actions(folder: Path, **files: str) -> Path:
    """Write `actions/<name>.py` for each keyword; return the project's folder."""
    package = folder / "actions"
    package.mkdir(parents=True, exist_ok=True)
    (package / "__init__.py").touch()
    for name, text in files.items():
        (package / f"{name}.py").write_text(textwrap.dedent(text), encoding="utf-8")
    return folder


def shop_actions_project(folder: Path, *, with_knowledge: bool = True) -> Path:
    """Write a package with actions of every kind."""
    write_actions(folder, actions=ORDERS, words=WORDS, forms=FORM)
    if not with_knowledge:
        return folder
    write_actions(folder, knowledge=KNOWLEDGE)
    (folder / "actions" / "hotels.json").write_text(json.dumps(HOTELS), encoding="utf-8")
    return folder
