from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.responses import UnknownResponse, fill, write_response
from bot.domain.domain import Domain


def domain(**responses: list[dict[str, Any]]) -> Domain:
    return Domain(responses={name: tuple(one) for name, one in responses.items()})


def said(name: str, bot: Domain, slots: dict[str, Any], channel: str = "rest") -> str | None:
    return write_response(name, bot, slots, channel=channel, seed="a/1").text


def test_slots_are_filled_in_and_unknown_ones_left() -> None:
    bot = domain(utter_hi=[{"text": "Hi {name}, {unknown} {{kept}}{none}"}])
    assert said("utter_hi", bot, {"name": "Mara", "none": None}) == "Hi Mara, {unknown} {kept}"


def test_variations_for_the_channel_come_first() -> None:
    bot = domain(utter_hi=[{"text": "plain"}, {"text": "for slack", "channel": "slack"}])
    assert said("utter_hi", bot, {}, "slack") == "for slack"
    assert said("utter_hi", bot, {}, "rest") == "plain"


def test_a_condition_that_holds_wins() -> None:
    condition = [{"type": "slot", "name": "vip", "value": True}]
    bot = domain(utter_hi=[{"text": "plain"}, {"text": "welcome back", "condition": condition}])
    assert said("utter_hi", bot, {"vip": True}) == "welcome back"
    assert said("utter_hi", bot, {"vip": False}) == "plain"


def test_the_same_turn_says_the_same_and_turns_vary() -> None:
    bot = domain(utter_hi=[{"text": str(i)} for i in range(5)])
    texts = {
        write_response("utter_hi", bot, {}, channel="rest", seed=f"a/{turn}").text
        for turn in range(40)
    }
    assert len(texts) == 5
    assert len({said("utter_hi", bot, {}) for _ in range(5)}) == 1


def test_a_response_that_is_not_there_is_an_error() -> None:
    with pytest.raises(UnknownResponse):
        said("utter_nothing", domain(), {})


def test_buttons_and_cards_are_filled_too() -> None:
    element = {"title": "{product}", "buttons": [{"title": "Buy {product}", "payload": "/buy"}]}
    bot = domain(utter_x=[{"text": "x", "buttons": [{"title": "{a}", "payload": '/b{{"c":1}}'}],
                           "elements": [element]}])  # fmt: skip
    reply = write_response("utter_x", bot, {"a": "A", "product": "Tent"}, channel="", seed="")
    assert (reply.buttons[0].title, reply.buttons[0].payload) == ("A", '/b{"c":1}')
    assert reply.cards[0].buttons[0].title == "Buy Tent"


@given(st.text(max_size=80), st.dictionaries(st.text(max_size=5), st.text(max_size=5)))
def test_any_template_can_be_filled(text: str, variables: dict[str, str]) -> None:
    assert isinstance(fill(text, variables), str)


def test_a_gap_is_only_left_where_every_variation_has_one() -> None:
    vip = [{"type": "slot", "name": "vip", "value": True}]
    bot = domain(
        utter_hi=[{"text": "Hello {name}, hi", "condition": vip}, {"text": "Hello, hi"}],
        utter_only=[{"text": "Hello {name}"}],
    )
    assert said("utter_hi", bot, {"vip": True, "name": "Mara"}) == "Hello Mara, hi"
    assert said("utter_hi", bot, {"vip": True, "name": None}) == "Hello, hi"
    assert said("utter_only", bot, {"name": None}) == "Hello "


def test_a_conditional_variation_for_the_channel_is_first_of_all() -> None:
    vip = [{"type": "slot", "name": "vip", "value": True}]
    bot = domain(
        utter_hi=[
            {"text": "plain"},
            {"text": "vip", "condition": vip},
            {"text": "slack", "channel": "slack"},
            {"text": "slack vip", "channel": "slack", "condition": vip},
        ]
    )
    assert said("utter_hi", bot, {"vip": True}, "slack") == "slack vip"
    assert said("utter_hi", bot, {"vip": False}, "slack") == "slack"
    assert said("utter_hi", bot, {"vip": True}, "rest") == "vip"
