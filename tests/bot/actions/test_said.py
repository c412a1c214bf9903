from __future__ import annotations

from typing import Any

from rasa_sdk.interfaces import Tracker

from bot.actions.said import Said, said_in


def user(text: str, *entities: dict[str, Any]) -> dict[str, Any]:
    parse = {"text": text, "entities": list(entities)}
    return {"event": "user", "text": text, "parse_data": parse}


def action(name: str) -> dict[str, Any]:
    return {"event": "action", "name": name}


def entity(name: str, value: str, start: int = 0) -> dict[str, Any]:
    return {"entity": name, "value": value, "start": start}


def tracker(*events: dict[str, Any]) -> Tracker:
    latest = next(one for one in reversed(events) if one["event"] == "user")
    return Tracker("c", {}, latest["parse_data"], list(events), False, None, {}, None)


def test_words_are_taken_as_they_are() -> None:
    said = said_in(tracker(user(" two tents ", entity("category", "Tents"))))
    assert (said.text, said.is_button) == ("two tents", False)
    assert said.value("category") == "Tents"
    assert said.value("brand") is None


def test_values_come_in_the_order_of_the_text_each_once() -> None:
    names = [entity("product", "B", 9), entity("product", "A", 2), entity("product", "B", 20)]
    assert said_in(tracker(user("A or B", *names))).values("product") == ["A", "B"]


def test_a_button_says_what_it_carries() -> None:
    said = said_in(tracker(user('/search{"category":"Tents"}', entity("category", "Tents"))))
    assert said == Said("Tents", said.entities, is_button=True)


def test_a_bare_button_says_nothing() -> None:
    assert said_in(tracker(user("/search"))) == Said("", (), is_button=True)


def test_an_answer_to_did_you_mean_stands_for_the_doubtful_message() -> None:
    said = said_in(
        tracker(
            user("somthing light to slep in", entity("category", "Sleeping Bags")),
            action("action_clarify"),
            {"event": "bot", "text": "Did you mean ...?"},
            action("action_listen"),
            user("/search"),
        )
    )
    assert said.text == "somthing light to slep in"
    assert said.value("category") == "Sleeping Bags"
    assert said.is_button


def test_only_the_answer_right_after_the_question_does() -> None:
    later = tracker(
        user("hm"), action("action_clarify"), action("action_listen"),
        user("hello"), action("utter_greet"), action("action_listen"),
        user("/search"),
    )  # fmt: skip
    assert said_in(later).text == ""
    assert said_in(tracker(user("/x"), action("action_clarify"), user("/search"))).text == ""


def test_hostile_data_is_no_obstacle() -> None:
    odd = {"event": "user", "text": None, "parse_data": {"text": None, "entities": [None, 3]}}
    assert said_in(tracker(odd)) == Said("", ())
