from __future__ import annotations

from typing import Any

from bot.domain.event import bot_uttered, event_to_json
from bot.domain.message import Card, Evidence, Reply
from bot.domain.reply_json import reply_to_json
from bot.e2e.turn import BotMessage, Ran, Turn, turn_of


def said_by_bot(reply: Reply) -> dict[str, Any]:
    """Return the event of a reply exactly as a turn's draft records it."""
    body = reply_to_json(reply)
    body["elements"] = body.pop("cards", None)
    return event_to_json(bot_uttered({**body.pop("metadata", {}), **body}))


def test_only_what_came_after_the_events_seen_before_is_the_turn() -> None:
    events = [
        {"event": "user", "parse_data": {"intent": {"name": "greet", "confidence": 0.9}}},
        {"event": "action", "name": "utter_greet"},
        {"event": "action", "name": "action_listen"},
        {"event": "user", "parse_data": {"intent": {"name": "thank", "confidence": 0.8}}},
        {"event": "slot", "name": "email", "value": "a@b.eu"},
        {"event": "action", "name": "utter_welcome"},
        {"event": "action", "name": "action_listen"},
    ]
    tracker = {
        "events": events,
        "slots": {"email": "a@b.eu"},
        "active_loop": {"name": "order_status_form"},
    }
    turn = turn_of(tracker, 3)
    assert turn.actions == ("utter_welcome",)
    assert turn.intent == "thank"
    assert turn.confidence == 0.8
    assert turn.slots_set == (("email", "a@b.eu"),)
    assert turn.slots == {"email": "a@b.eu"}
    assert turn.loop == "order_status_form"


def test_a_bot_event_gives_response_evidence_and_cards() -> None:
    reply = Reply(
        text="Look",
        cards=(Card("Tent", product_id="TNT-101"),),
        evidence=(Evidence("product", "TNT-101"), Evidence("faq", "shipping-time")),
        metadata={"utter_action": "utter_look"},
    )
    turn = turn_of({"events": [said_by_bot(reply)]}, 0)
    assert turn.messages == (
        BotMessage("Look", "utter_look", (), ("TNT-101", "shipping-time"), ("TNT-101",)),
    )


def test_an_empty_tracker_is_a_turn_of_nothing() -> None:
    assert turn_of({"events": None, "slots": None, "active_loop": None}, 0) == Turn()


def test_a_turn_is_shown_with_all_that_a_failure_needs() -> None:
    turn = Turn(
        deeds=(
            Ran("action_x"),
            BotMessage(
                "Yes?", "utter_y", ({"title": "No", "payload": "/deny"},), ("e1",), ("p1",)
            ),
        ),
        slots_set=(("email", None),),
        intent="greet",
        confidence=0.5,
        loop="f",
    )
    shown = str(turn)
    for part in ("intent greet 0.50", "action action_x", "bot (utter_y): 'Yes?'", "[No]/deny"):
        assert part in shown
    for part in ("cards p1", "evidence e1", "slot email = None", "form f"):
        assert part in shown
    assert "refused with 413: too long" in str(Turn(refused=413, error="too long"))
